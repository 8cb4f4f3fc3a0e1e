"""Targets as cells of a spreadsheet, both ways.

A target has a label, such as ``FY2010``, ``each fiscal year FY2009..FY2011``, ``no date`` or
``FY2010 (ATF)``, and what is promised, such as ``400``, ``at least 400``, ``25-33`` or ``event: the
memorandum is signed``. Everything else that is said of targets stands in cells with one line for
each, its label first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from milepost.interchange.periods_in_sheets import read_period
from milepost.intervals import Statement, UnreadableNumberError, read_statement
from milepost.plan.model import Target

_NO_DATE: Final = "no date"
_EACH: Final = re.compile(
    r"each (?P<kind>fiscal|calendar)[ -]year"
    r"(?: (?P<from>[FC]Y\d{4})?(?:\.\.)?(?P<to>[FC]Y\d{4})?)?"
)
_AGENCY: Final = re.compile(r"(?P<label>.+?) \((?P<agency>[A-Z][A-Z0-9-]*)\)")
_LEVELS: Final = re.compile(
    r"minimally effective: (?P<minimally_effective>.+) \| successful: (?P<successful>.+)"
)
_EVENT: Final = re.compile(r"event:\s*(?P<milestone>.+)", re.IGNORECASE | re.DOTALL)

Written = dict[str, str]


def label_of(target: Target) -> str:
    """The words by which a target is told from the others of its measure."""
    if target.period is not None:
        label = str(target.period)
    elif target.each is not None:
        label = f"each {target.each.replace('-', ' ')}"
        if target.from_ or target.to:
            label += f" {target.from_ or ''}..{target.to or ''}"
    else:
        label = _NO_DATE
    return f"{label} ({target.agency})" if target.agency else label


def read_label(label: str, basis: str) -> Written | None:
    """The keys that a label stands for; None where it is no label."""
    text = label.strip()
    if found := _AGENCY.fullmatch(text):
        inner = read_label(found["label"], basis)
        return inner if inner is None else inner | {"agency": found["agency"]}
    if text == _NO_DATE:
        return {}
    if found := _EACH.fullmatch(text):
        years = {key: found[key] for key in ("from", "to") if found[key]}
        return {"each": f"{found['kind']}-year"} | years
    said = read_period(text)
    return {"period": str(said.on(basis))} if said else None


def value_of(target: Target) -> str:
    """What is promised, in words that are read back as the same."""
    if target.value is not None:
        return f"{target.value:f}"
    if target.minimum is not None:
        return f"at least {target.minimum:f}"
    if target.maximum is not None:
        return f"at most {target.maximum:f}"
    if target.milestone is not None:
        return f"event: {target.milestone}"
    if target.is_in_words:
        return (
            f"minimally effective: {target.minimally_effective} | successful: {target.successful}"
        )
    if target.low is not None and target.high is not None:
        return f"between {target.low:f} and {target.high:f}"
    return ""


def read_value(text: str, unit: str, *, is_event: bool) -> Written:
    """The keys of what is promised.

    Raises:
        UnreadableNumberError: with what is wrong and what to write.
    """
    plain = " ".join(text.split())
    for form in (_LEVELS, _EVENT):
        if found := form.fullmatch(plain):
            return found.groupdict()
    try:
        said = read_statement(plain, unit)
    except UnreadableNumberError:
        if is_event:
            return {"milestone": plain}
        raise
    return _keys(said, plain)


def _keys(said: Statement, plain: str) -> Written:
    number = f"{said.number:f}"
    if said.bound == "between" and said.upper is not None:
        return {"low": number, "high": f"{said.upper:f}"}
    keys = {"exact": "value", "at least": "minimum", "at most": "maximum"}
    if said.bound not in keys:
        raise UnreadableNumberError(
            f'"{plain}" is no number that is reached or not.',
            f'Write {number}, "at least {number}" or "at most {number}".',
        )
    return {keys[said.bound]: number}


def lines(said: Iterable[tuple[str, str]]) -> str:
    """A cell with a line for each label that has something to say."""
    return "\n".join(f"{label}: {text}" for label, text in said if text)


def read_lines(cell: str, labels: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """What a cell says of each label, and what it says of all of them.

    Args:
        cell: its text.
        labels: the labels as they may be written, each with its own.
    """
    by_label: dict[str, str] = {}
    of_all: list[str] = []
    last = ""
    for line in cell.splitlines():
        written, colon, text = line.partition(": ")
        label = labels.get(written.strip())
        if colon and label:
            by_label[label] = text.strip()
            last = label
        elif last and line.strip():
            by_label[last] += f" {line.strip()}"
        elif line.strip():
            of_all.append(line.strip())
    return by_label, " ".join(of_all)


def marks_of(target: Target) -> str:
    """What else is to be known of a target."""
    said = ["interim"] if target.interim else []
    if target.stated_percentage is not None:
        said.append(f"stated as {target.stated_percentage:f} percent")
    return "; ".join(said)


def read_marks(text: str) -> Written | None:
    """The keys of what else is said of a target; None where it cannot be read."""
    found: Written = {}
    for part in text.split(";"):
        mark = part.strip().lower()
        if mark == "interim":
            found["interim"] = "true"
        elif stated := re.fullmatch(r"stated as ([-\d.,]+) ?(?:percent|%)", mark):
            found["stated_percentage"] = stated[1]
        elif mark:
            return None
    return found
