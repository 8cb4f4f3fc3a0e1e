"""Reads one row of a spreadsheet as a measure of the plan.

What the row says is taken; what follows from it is written with a comment that says from what; and
what a measure must have and the sheet does not say gets a default that is marked CHECK.
"""

from __future__ import annotations

import re
from typing import Final

from milepost.interchange import row_remarks, row_targets
from milepost.interchange.columns import plainly
from milepost.interchange.row_draft import Draft, short
from milepost.interchange.words_in_sheets import (
    has_words,
    read_unit,
    read_word,
    says_nothing,
    words_of,
)
from milepost.intervals import UnreadableNumberError, read_number
from milepost.plan.yaml_source import Tree
from milepost.sources import did_you_mean

_PLAIN: Final = ("method", "verification", "required_accuracy", "formula")


def read_row(draft: Draft, objective_above: str) -> None:
    """Fill a draft from its row.

    Args:
        draft: what is filled.
        objective_above: the objective of the rows above; empty where there is none.
    """
    _title_and_definition(draft)
    _objective(draft, objective_above)
    _unit(draft)
    _word(draft, "kind")
    _word(draft, "direction")
    _quantity(draft)
    _basis_and_frequency(draft)
    _agencies(draft)
    _computed(draft)
    _combine(draft)
    _small_values(draft)
    row_targets.read_promises(draft)
    _evidence(draft)
    row_remarks.read_remarks(draft)


def _title_and_definition(draft: Draft) -> None:
    title = draft.text("title")
    if not title:
        draft.complain(
            draft.place("title"),
            "I306",
            "the measure has no title.",
            "Write its name, or take the row out.",
        )
    draft.tree["title"] = title
    draft.tree["definition"] = draft.text("definition")
    if not draft.tree["definition"]:
        draft.tree["definition"] = "The spreadsheet does not say what is counted."
        draft.check("definition", "the sheet has no definition; say what is counted, what is not.")


def _objective(draft: Draft, above: str) -> None:
    declared = draft.declared
    named = draft.text("objective") or draft.text("objective_title")
    key = (
        "objective"
        if draft.text("objective") or not draft.has("objective_title")
        else ("objective_title")
    )
    found = declared.objective(named) if named else above
    if named and found is None:
        draft.complain(
            draft.place(key),
            "I304",
            f'no objective is called "{short(named)}".{declared.like_objective(named)}',
            _among("objectives", list(declared.objectives)),
        )
    elif not found and len(declared.objectives) == 1:
        found = next(iter(declared.objectives))
        draft.check("objective", "the sheet names no objective; it is the only one there is.")
    elif not found:
        draft.complain(
            draft.place("objective"),
            "I306",
            "the measure has no objective.",
            f"Name it in a column Objective. {_among('objectives', [*declared.objectives])}",
        )
    elif not named:
        draft.check("objective", "the cell is empty; it is taken from the rows above.")
    elif "objective" in draft.headings.loosely:
        draft.check("objective", f'from the column "{draft.headings.loosely["objective"]}".')
    draft.tree["objective"] = found or ""


def _among(section: str, known: list[str]) -> str:
    most = 8
    if not known:
        return f"Declare it in the plan, under {section}:, and import again."
    shown = ", ".join(known[:most]) + (f" and {len(known) - most} more" if known[most:] else "")
    return f"Declared are: {shown}."


def _unit(draft: Draft) -> None:
    written = draft.text("unit")
    unit, says_more = read_unit(written) if written else ("", False)
    if says_more:
        draft.comment("unit", f'The sheet says "{written}".')
    if not unit:
        values = " ".join(row_targets.values_in(draft))
        if "%" in values:
            unit = "percent"
            draft.comment("unit", "The sheet names no unit; its figures are percentages.")
        elif "$" in values:
            unit = "USD"
            draft.comment("unit", "The sheet names no unit; its figures are in dollars.")
        else:
            unit = "number"
            draft.check("unit", "the sheet names no unit; say what is counted, such as cases.")
    draft.tree["unit"] = unit


_DEFAULTS: Final = {"kind": "output", "quantity": "flow", "basis": "fiscal", "frequency": "annual"}


def _word(draft: Draft, key: str) -> str:
    """Read a cell in which only certain words may stand."""
    written = draft.text(key)
    word = ""
    found = read_word(key, written)
    if written and (found or not says_nothing(written)):
        if found is None:
            known = words_of(key)
            draft.complain(
                draft.place(key),
                "I305",
                f'"{short(written)}" is no {draft.heading(key).lower()}.'
                f"{did_you_mean(written, known)}",
                f"Write one of: {', '.join(known)}.",
            )
            # What follows is read all the same, so that one slip hides no other.
            word = _DEFAULTS.get(key, "")
            if word:
                draft.tree[key] = word
            return word
        word = found[0]
        if found[1] or key in draft.headings.loosely:
            draft.check(key, f'the sheet says "{written}" under "{draft.heading(key)}".')
    elif key == "kind":
        word = _DEFAULTS[key]
        draft.check(key, "the sheet does not say what kind of measure it is.")
    if word:
        draft.tree[key] = word
    return word


def _quantity(draft: Draft) -> None:
    if _word(draft, "quantity"):
        return
    kind, unit = draft.tree.get("kind"), draft.tree["unit"]
    if draft.text("ratio") or unit == "percent":
        draft.tree["quantity"] = "ratio"
        draft.comment("quantity", "A share is a ratio.")
    elif kind == "milestone":
        draft.tree["quantity"] = "event"
        draft.comment("quantity", "A milestone is an event.")
    else:
        guess = "flow"
        if kind == "capacity":
            guess = "stock"
        elif plainly(str(unit)) in _DURATIONS:
            guess = "average"
        draft.tree["quantity"] = guess
        draft.check(
            "quantity",
            "the sheet does not say how it behaves in time. What happens in a period is a flow, "
            "what stands at a date a stock, a mean an average.",
        )


_DURATIONS: Final = ("minutes", "hours", "days", "weeks", "months", "years")


def _basis_and_frequency(draft: Draft) -> None:
    basis, frequency = _word(draft, "basis"), _word(draft, "frequency")
    if not basis:
        bases = row_targets.bases_said(draft)
        if frequency in ("monthly", "on-date"):
            basis = "date"
            draft.comment("basis", f"What is reported {frequency} has months and days.")
        elif len(bases) == 1:
            basis = bases[0]
            draft.comment("basis", "As the years of its baseline and targets are written.")
        else:
            basis = "date" if len(bases) > 1 else _DEFAULTS["basis"]
            draft.check("basis", "the sheet does not say by which years it is counted.")
        draft.tree["basis"] = basis
    if not frequency:
        draft.tree["frequency"] = "on-date" if basis == "date" else _DEFAULTS["frequency"]
        draft.check("frequency", "the sheet does not say how often it is reported.")


def _agencies(draft: Draft) -> None:
    written = draft.lines("agencies")
    known, unknown = draft.declared.agencies_in(written)
    for name in unknown:
        draft.complain(
            draft.place("agencies"),
            "I304",
            f'no agency is called "{short(name)}".{draft.declared.like_agency(name)}',
            _among("agencies", list(draft.declared.agencies)),
        )
    if not written and not draft.text("ratio") and not draft.text("formula"):
        known = [draft.declared.issuer] if draft.declared.issuer else []
        draft.check(
            "agencies",
            "the sheet does not say who reports it; the office that issues the strategy stands in.",
        )
    elif known and "agencies" in draft.headings.loosely:
        named = draft.headings.loosely["agencies"]
        draft.check("agencies", f'from the column "{named}"; see that they are who reports it.')
    if known:
        draft.tree["agencies"] = list[Tree](known)


def _computed(draft: Draft) -> None:
    if ratio := draft.text("ratio"):
        numerator, stroke, denominator = ratio.partition("/")
        if not stroke:
            draft.complain(
                draft.place("ratio"),
                "I305",
                f'"{short(ratio)}" names one measure, not two.',
                "Write the IDs of both: numerator / denominator.",
            )
        tree: dict[str, Tree] = {
            "numerator": numerator.strip(),
            "denominator": denominator.strip(),
        }
        if mixed := draft.text("mixed_bases"):
            tree["mixed_bases"] = mixed
        draft.tree["ratio"] = tree


def _combine(draft: Draft) -> None:
    agencies, periods = _word(draft, "combine_agencies"), _word(draft, "combine_periods")
    draft.tree.pop("combine_agencies", None)
    draft.tree.pop("combine_periods", None)
    quantity, frequency = draft.tree.get("quantity"), draft.tree.get("frequency")
    if not periods and frequency == "quarterly" and quantity in ("flow", "stock"):
        periods = "sum" if quantity == "flow" else "last"
        draft.check("combine", "the sheet does not say how quarters make a year.")
    several = draft.tree.get("agencies")
    if not agencies and isinstance(several, list) and len(several) > 1:
        agencies = "separate"
        draft.check("combine", "the sheet does not say whether the agencies are added (sum).")
    combine: dict[str, Tree] = {
        key: word for key, word in (("agencies", agencies), ("periods", periods)) if word
    }
    if combine:
        draft.tree["combine"] = combine


def _small_values(draft: Draft) -> None:
    if lag := draft.text("reporting_lag"):
        draft.tree["reporting_lag"] = f"{lag} days" if lag.isdigit() else lag
    for key in ("dimensions", "profile"):
        if parts := [p.strip() for p in re.split(r"[,;\n]", draft.lines(key)) if p.strip()]:
            draft.tree[key] = list[Tree](parts)
    _numbers(draft)
    for key in _PLAIN:
        if written := draft.text(key):
            draft.tree[key] = written
    for key, usual in (("path", "step"), ("sensitivity", "public")):
        if _word(draft, key) == usual:
            del draft.tree[key]


def _numbers(draft: Draft) -> None:
    for key in ("decimals", "about_within", "smallest_shown", "weight"):
        if written := draft.text(key):
            try:
                draft.tree[key] = f"{read_number(written, ''):f}"
            except UnreadableNumberError as error:
                draft.complain(draft.place(key), "I303", error.message, error.remedy)


def _evidence(draft: Draft) -> None:
    draft.tree["source"] = draft.text("source") or draft.where


assert all(has_words(key) for key in _DEFAULTS)  # noqa: S101  # a default is of a known word
