"""Reads what a row of a spreadsheet promises: its baseline and its targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from milepost.interchange.periods_in_sheets import Said, read_period
from milepost.interchange.row_draft import Draft, short
from milepost.interchange.target_cells import (
    Written,
    read_label,
    read_lines,
    read_marks,
    read_value,
)
from milepost.interchange.words_in_sheets import says_nothing
from milepost.intervals import UnreadableNumberError
from milepost.plan.scalars import statement
from milepost.plan.yaml_source import Tree
from milepost.sources import Place

# "47 (FY2008)", "47 in FY2008": a value with its period in one cell.
_WITH_PERIOD: Final = re.compile(
    r"(?P<value>.+?)\s*(?:\((?P<a>[^()]+)\)|\b(?:in|for|,)\s(?P<b>.+))"
)

_NO_DATE: Final = "no date"


def values_in(draft: Draft) -> Iterator[str]:
    """The texts that hold values of the measure, whatever they say."""
    for index, _ in (*draft.headings.targets, *draft.headings.baselines):
        yield draft.at(index).text
    for key in ("baseline", "target"):
        if draft.has(key):
            yield draft.at(draft.headings.columns[key]).text


def bases_said(draft: Draft) -> list[str]:
    """By which years its baseline and targets are counted, as far as that is written."""
    found: list[str] = []
    for said in _periods_said(draft):
        kind = said.fiscal.kind
        basis = "date" if kind in ("month", "date") else said.fiscal.basis
        if not said.is_bare and basis not in found:
            found.append(basis)
    return found


def _periods_said(draft: Draft) -> Iterator[Said]:
    names = [
        name
        for index, name in (*draft.headings.targets, *draft.headings.baselines)
        if draft.at(index).text
    ]
    names += [draft.text("target_period"), draft.text("baseline_period")]
    names.append(_value_and_period(draft.text("baseline"))[1])
    names += [line.partition(": ")[0] for line in draft.lines("other_targets").splitlines()]
    for name in names:
        for part in re.findall(r"[FC]Y\d{4}", name) if name.startswith("each ") else [name]:
            if said := read_period(part.partition(" (")[0]):
                yield said


def _value_and_period(text: str) -> tuple[str, str]:
    if found := _WITH_PERIOD.fullmatch(text):
        period = found["a"] or found["b"]
        if read_period(period):
            return found["value"], period
    return text, ""


def read_promises(draft: Draft) -> None:
    """Fill in the baseline and the targets of a draft, then the direction where it follows."""
    basis = str(draft.tree["basis"])
    targets: list[tuple[str, Written]] = []
    for label, text, place in _target_cells(draft):
        _add_target(draft, targets, (label, text, place), basis)
    _say_more(draft, targets)
    baseline = _baseline(draft, basis)
    if baseline:
        draft.tree["baseline"] = dict[str, Tree](baseline)
    _illustrative(draft, baseline, [target for _, target in targets])
    _direction(draft, baseline, [target for _, target in targets])


def _target_cells(draft: Draft) -> Iterator[tuple[str, str, Place]]:
    """Each label with what is promised and the cell it stands in."""
    for index, period in draft.headings.targets:
        yield period, draft.plain(index), draft.at(index).place
    text = draft.text("target")
    if text and not says_nothing(text):
        period = draft.text("target_period")
        text, within = (text, period) if period else _value_and_period(text)
        # A period that cannot be read is complained of where it stands.
        wrong = period and read_label(period, "fiscal") is None
        yield within or _NO_DATE, text, draft.place("target_period" if wrong else "target")
    for line in draft.lines("other_targets").splitlines():
        label, _, text = line.partition(": ")
        yield label, text, draft.place("other_targets")


def _add_target(
    draft: Draft, targets: list[tuple[str, Written]], cell: tuple[str, str, Place], basis: str
) -> None:
    label, text, place = cell
    text = " ".join(text.split())
    if says_nothing(text):
        if text:
            draft.comment("targets", f'{label}: the sheet says "{text}".')
        return
    when = read_label(label, basis)
    if when is None:
        draft.complain(
            place,
            "I305",
            f'"{short(label)}" is not a period of a target.',
            'Write FY2010, CY2010, 2010-09-30, "each fiscal year" or "no date".',
        )
        return
    is_event = draft.tree.get("kind") == "milestone" or draft.tree["quantity"] == "event"
    try:
        said = read_value(text, str(draft.tree["unit"]), is_event=is_event)
    except UnreadableNumberError as error:
        draft.complain(place, "I303", error.message, error.remedy)
        return
    bare = read_period(label)
    if bare and bare.is_bare:
        draft.check("targets", f"the sheet says {label}, not whether it is a fiscal year.")
    if not when and place == draft.place("target"):
        draft.check(
            "targets", "the sheet does not say by when; without that it can never fall due."
        )
    _look_at_percent(draft, "targets", text)
    targets.append((label, when | said))


def _look_at_percent(draft: Draft, key: str, text: str) -> None:
    """A share that was typed as 0.47 into a cell that is not shown as a percentage."""
    if draft.tree["unit"] == "percent" and re.fullmatch(r"0?\.\d+", text):
        draft.check(key, f"{text} is less than one percent; if a share is meant, write it as 47.")


def _say_more(draft: Draft, targets: list[tuple[str, Written]]) -> None:
    """Why each target, where it is promised, and what else is to be known of it."""
    own: dict[str, str] = {}
    for label, target in targets:
        for name in (label, _name(target)):
            own.setdefault(name, _label(target))
    rationale, rationale_of_all = read_lines(draft.lines("target_rationale"), own)
    source, source_of_all = read_lines(draft.lines("target_source"), own)
    marks, marks_of_all = read_lines(draft.lines("target_marks"), own)
    for _, target in targets:
        label = _label(target)
        said = read_marks(marks.get(label, marks_of_all))
        if said is None:
            draft.complain(
                draft.place("target_marks"),
                "I305",
                f'"{short(marks.get(label, marks_of_all))}" is no mark of a target.',
                'Write the target\'s period and then "interim" or "stated as 25 percent".',
            )
        target.update(said or {})
        if why := rationale.get(label, rationale_of_all):
            target["rationale"] = why
        target["source"] = source.get(label, source_of_all) or draft.where
    if not targets and (rationale_of_all or source_of_all):
        draft.comment("", f"Of targets: {rationale_of_all} {source_of_all}")


def _label(target: Written) -> str:
    """What tells a target from the others of its measure."""
    return "|".join(target.get(key, "") for key in ("period", "each", "from", "to", "agency"))


def _name(target: Written) -> str:
    """How a target for a period is called, whatever the heading of its column."""
    agency = target.get("agency")
    return target.get("period", "") + (f" ({agency})" if agency else "")


def _baseline(draft: Draft, basis: str) -> Written:
    value, period, place = _baseline_cell(draft)
    if says_nothing(value):
        if value:
            draft.comment("baseline", f'The sheet gives the baseline as "{value}".')
        return {}
    said = read_period(period)
    if said is None and period:
        draft.complain(
            draft.place("baseline_period"),
            "I305",
            f'"{short(period)}" is not a period.',
            "Write the year as FY2008 or CY2008, or a day as 2008-09-30.",
        )
        return {}
    try:
        statement(value, str(draft.tree["unit"]))
    except UnreadableNumberError as error:
        draft.complain(place, "I303", error.message, error.remedy)
        return {}
    if said is None:
        draft.check("", f"the sheet gives a baseline of {value} without a period; add it here.")
        draft.lost.append(f"its baseline of {value}, for which the sheet names no period")
        return {}
    if said.is_bare:
        draft.check("baseline", f"the sheet says {period}, not whether it is a fiscal year.")
    _look_at_percent(draft, "baseline", value)
    source = draft.text("baseline_source") or draft.where
    return {"period": str(said.on(basis)), "value": value, "source": source}


def _baseline_cell(draft: Draft) -> tuple[str, str, Place]:
    for index, period in draft.headings.baselines:
        if text := " ".join(draft.plain(index).split()):
            return text, period, draft.at(index).place
    value, period = draft.text("baseline"), draft.text("baseline_period")
    if not period:
        value, period = _value_and_period(value)
    return value, period, draft.place("baseline")


def _illustrative(draft: Draft, baseline: Written, targets: list[Written]) -> None:
    written = draft.lines("illustrative")
    by_label = {_label(target): target for target in targets}
    for part in re.split(r"[;,\n]", written):
        name = part.strip()
        if not name or name.lower() in ("no", "n", "false"):
            continue
        label = read_label(name, str(draft.tree["basis"]))
        if name.lower() in ("measure", "yes", "y", "true", "x", "all"):
            draft.tree["illustrative"] = "true"
            if name.lower() != "measure":
                # Said of the row, it is said of every figure in it.
                _mark(draft, "baseline")
                for target in targets:
                    target["illustrative"] = "true"
        elif name.lower() == "baseline" and baseline:
            _mark(draft, "baseline")
        elif label is not None and _label(label) in by_label:
            by_label[_label(label)]["illustrative"] = "true"
        else:
            draft.complain(
                draft.place("illustrative"),
                "I305",
                f'"{short(name)}" is nothing of this measure that could be made up.',
                'Write "measure", "baseline" or the period of a target, with semicolons between.',
            )
    if targets:
        draft.tree["targets"] = [dict[str, Tree](target) for target in targets]


def _mark(draft: Draft, key: str) -> None:
    tree = draft.tree.get(key)
    if isinstance(tree, dict):
        tree["illustrative"] = "true"


def _direction(draft: Draft, baseline: Written, targets: list[Written]) -> None:
    """Which way is better, where a target asks for it and the sheet does not say."""
    numbers = [target["value"] for target in targets if "value" in target]
    bands = [target for target in targets if "low" in target]
    if "direction" in draft.tree or not (numbers or bands):
        return
    if bands:
        draft.tree["direction"] = "stay"
        draft.comment("direction", "Its target is a band to stay within.")
        return
    direction, follows = "increase", False
    if baseline:
        start = statement(baseline["value"], str(draft.tree["unit"])).interval()
        goal = Fraction(numbers[-1])
        if start.is_exact and start.low is not None and start.low != goal:
            direction, follows = ("increase" if goal > start.low else "decrease"), True
    draft.tree["direction"] = direction
    if follows:
        draft.comment("direction", "As its target lies from its baseline.")
    else:
        draft.check("direction", "the sheet does not say which way is better.")
