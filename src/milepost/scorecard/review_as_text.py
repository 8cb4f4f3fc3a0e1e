"""What awaits review, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from milepost.evaluation.review import Awaiting
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.scorecard import figures, reasons
from milepost.scorecard.footnotes import bytes_destroyed
from milepost.submissions.model import InForce, Observation

_WIDTH: Final = 80


def as_text(plan: Plan, period: Period, found: Iterable[Awaiting], warning: str) -> str:
    """Each thing that awaits review, under the handle by which it is accepted or returned.

    Args:
        plan: the plan.
        period: the period.
        found: what awaits review.
        warning: why the list is not for publication; empty where everybody may see it.
    """
    listed = list(found)
    lines = [*_wrap(warning, ""), ""] if warning else []
    to_do = [item for item in listed if item.handle is not None]
    rejected = [item for item in listed if item.handle is None]
    for item in to_do:
        lines += [*_item(plan, item), ""]
    if rejected:
        lines += ["Rejected, with nothing in its place yet:", ""]
    for item in rejected:
        lines += [*_item(plan, item), ""]
    count = f"{len(to_do)} {'thing awaits' if len(to_do) == 1 else 'things await'}"
    lines += _wrap(f"{count if to_do else 'Nothing awaits'} review for {period}.", "")
    if to_do:
        lines += [
            'Accept: milepost review accept HANDLE --by "NAME, TITLE"',
            'Return: milepost review return HANDLE --by "NAME, TITLE" --comment TEXT',
        ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _item(plan: Plan, item: Awaiting) -> Iterator[str]:
    title = plan.measure_by_id[item.measure].title if item.measure in plan.measure_by_id else ""
    about = ", ".join(p for p in (item.agency, title or item.measure, str(item.period)) if p)
    if item.rejection is not None:
        number, problem = item.rejection
        yield from _wrap(f"Submission {number}: {about}", "  ")
        yield from _wrap(f"{problem.place}: {problem.code}: {problem.message}", "    ")
        return
    yield str(item.handle)
    yield from _wrap(f"{about}: {_value(item)}" if item.figures else about, "  ")
    for problem in item.warnings:
        yield from _wrap(f"Warning {problem.code}: {problem.message}", "    ")
    for old in item.replaces:
        before = f"Replaces {_said(old.observation)} (submission {old.submission})."
        yield from _wrap(before, "    ")
    for order in dict.fromkeys(held.destroyed for held in item.figures if held.destroyed):
        yield from _wrap(bytes_destroyed(order), "    ")
    if item.variance is not None:
        yield from _wrap(reasons.about_variance(item.variance), "    ")
    if item.explanation is not None:
        said = item.explanation
        yield from _wrap(f"Explanation: {said.why}", "    ")
        for label, text in (("What will be done", said.action), ("By when", said.due)):
            if text:
                yield from _wrap(f"{label}: {text}", "    ")


def _value(item: Awaiting) -> str:
    return "; ".join(_one(held) for held in item.figures)


def _one(held: InForce) -> str:
    said = held.observation
    where = ", ".join(code for _, code in said.dimensions)
    return f"{where}: {_said(said)}" if where else _said(said)


def _said(said: Observation) -> str:
    value = said.absence or (figures.stated(said.stated, "", 0) if said.stated else "")
    return value if said.whole is None else f"{value} of {said.whole}"


def _wrap(text: str, margin: str) -> list[str]:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return textwrap.wrap(
        plain,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin + "  " if margin else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
