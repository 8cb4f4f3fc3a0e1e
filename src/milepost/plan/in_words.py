"""A plan's values as the plan writes them, and its parts as a reader names them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from milepost.plan.date_rules import MONTHS
from milepost.plan.model import Declared, Overlap, Plan, Role, SeriesBreak, Target


def said(value: object, key: str = "") -> str:
    """A value as the plan writes it; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return ", ".join(said(v) for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {said(v)}" for name, v in value.items())
    if isinstance(value, Declared):
        return "; ".join(
            f"{name}: {said(v, name)}"
            for name, v in keys_of(value)
            if v not in (None, (), {}) and v is not False and name not in ("source", "rationale")
        )
    if key == "fiscal_year_starts" and isinstance(value, int):
        return MONTHS[value - 1]
    if key in ("reporting_lag", "due", "locked") and isinstance(value, int):
        return f"{value} days"
    return str(value)


def keys_of(item: Declared) -> Iterator[tuple[str, Any]]:
    """The keys of an entry as they are written, with their values."""
    for name, field in type(item).model_fields.items():
        yield field.alias or name, getattr(item, name)


def when(target: Target) -> str:
    """For when a target was promised."""
    if target.period is not None:
        return str(target.period)
    if target.each is None:
        return "no date"
    years = f"each {target.each.replace('-', ' ')}"
    begins = f" from {target.from_}" if target.from_ else ""
    ends = f" to {target.to}" if target.to else ""
    return years + begins + ends


def promise(target: Target, direction: str | None) -> str:
    """What a target promises, without the date."""
    parts = []
    if target.value is not None:
        side = {"increase": " or more", "decrease": " or less"}.get(direction or "", "")
        parts.append(said(target.value) + side)
    if target.low is not None or target.high is not None:
        parts.append(f"{said(target.low) or 'any'} to {said(target.high) or 'any'}")
    if target.minimum is not None:
        parts.append(f"at least {said(target.minimum)}")
    if target.maximum is not None:
        parts.append(f"at most {said(target.maximum)}")
    if target.milestone is not None:
        parts.append(target.milestone)
    if target.minimally_effective is not None:
        parts.append(f"minimally effective: {target.minimally_effective}")
    if target.successful is not None:
        parts.append(f"successful: {target.successful}")
    return "; ".join(parts)


def form(target: Target) -> tuple[str, ...]:
    """Which kind of promise it is: the keys it is written with."""
    return tuple(key for key in PROMISE if getattr(target, key) is not None)


PROMISE: Final = (
    "value",
    "minimum",
    "maximum",
    "low",
    "high",
    "milestone",
    "minimally_effective",
    "successful",
)


def of_path(item: Any, path: tuple[str | int, ...]) -> str:  # noqa: ANN401  # any thing and what is in it
    """Such as: target for FY2009; baseline: value; overlap of ATF and ICE: measure."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            item = _within(item, step)
            parts[-1] = of_entry(parts[-1], item)
        else:
            item = _within(item, step)
            parts.append(step)
    return ": ".join(part.replace("_", " ") if part.isidentifier() else part for part in parts)


def of_entry(key: str, entry: Any) -> str:  # noqa: ANN401  # any entry of a list
    """Such as: target of ATF for FY2009; role of ICE."""
    if isinstance(entry, Target):
        whose = f" of {entry.agency}" if entry.agency else ""
        for_when = when(entry)
        return f"target{whose} " + (
            "without a date" if for_when == "no date" else f"for {for_when}"
        )
    if isinstance(entry, Overlap):
        return f"overlap of {' and '.join(entry.between)}"
    if isinstance(entry, SeriesBreak):
        return f"series break at {entry.period}"
    if isinstance(entry, Role):
        return f"role of {entry.agency}"
    one = key.replace("_", " ").removesuffix("s")
    first = said(next(iter(keys_of(entry)))[1])
    return f"{one} “{first[:57] + '…' if len(first) > 58 else first}”"  # noqa: PLR2004  # of a line


def at(plan: Plan | None, section: str, identifier: str, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401  # any value of a plan
    """What a plan holds at a path; None where it holds nothing there."""
    single = {"strategy": "strategy", "calendar": "calendar_declaration"}.get(section)
    found: Any = getattr(plan, single or section)
    if single is None:
        found = next((thing for thing in found if thing.id == identifier), None)
    for step in path:
        found = _within(found, step)
    return found


def is_made_up(item: Any, path: tuple[str | int, ...]) -> bool:  # noqa: ANN401  # any thing
    """Whether a thing, or anything on the way to a part of it, was made up to show a feature."""
    if getattr(item, "illustrative", False):
        return True
    return bool(path) and is_made_up(_within(item, path[0]), path[1:])


def _within(item: Any, step: str | int) -> Any:  # noqa: ANN401  # any thing and what is in it
    if isinstance(step, int):
        return item[step]
    return getattr(item, "from_" if step == "from" else step, None)
