"""Whether extracts hold together in themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.plan.condition_checks import Columns, Where
from milepost.plan.declarations import Declarations, Known
from milepost.plan.model import Extract, ExtractColumn, FromExtract, Measure
from milepost.plan.model.extracts import KINDS
from milepost.sources import Problem

_DIGITS: Final = 18


def references_of_extracts(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Owners and code lists of extracts exist."""
    for extract in all_.extracts:
        here = ("extracts", extract.id)
        yield from known.reference((*here, "owner"), extract.owner, "agencies")
        for i, column in enumerate(extract.columns):
            if column.code_list is not None:
                where = (*here, "columns", i, "code_list")
                yield from known.reference(where, column.code_list, "code_lists")


def extracts_hold_together(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Key, event and deletion are columns of the right type, and each column is declared once."""
    for extract in all_.extracts:
        here = ("extracts", extract.id)
        columns = Columns.of(extract, {})
        yield from _columns_once(extract, known)
        for i, column in enumerate(extract.columns):
            yield from _column_fits(column, (*here, "columns", i), known)
        for i, name in enumerate(extract.key):
            yield from _key_fits(name, extract.key[:i], columns, (*here, "key", i), known)
        event = (*here, "event", "column")
        yield from column_is(extract.event.column, "date", columns, event, known)
        if extract.deleted is not None:
            yield from column_is(extract.deleted, "yes-no", columns, (*here, "deleted"), known)


def column_is(
    name: str, kind: str, columns: Columns, where: Where, known: Known
) -> Iterator[Problem]:
    """A column that is named exists and is of the type that is needed there."""
    if lacking := columns.lacks(name):
        yield known.problem(where, "P264", *lacking)
    elif (is_ := columns.by_name[name].type) != kind:
        those = [c.name for c in columns.by_name.values() if c.type == kind]
        yield known.problem(
            where,
            "P267",
            f'"{name}" is of type {is_}, and a column of type {kind} is needed here.',
            f"Name one of: {', '.join(those)}."
            if those
            else f'Declare a column with "type: {kind}", and name it here.',
        )


def _columns_once(extract: Extract, known: Known) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, column in enumerate(extract.columns):
        if column.name in seen:
            where: Where = ("extracts", extract.id, "columns", i, "name")
            message = f'the column "{column.name}" is declared twice.'
            yield known.problem(where, "P267", message, "Keep one of them.")
        seen.add(column.name)


def _key_fits(
    name: str, before: tuple[str, ...], columns: Columns, where: Where, known: Known
) -> Iterator[Problem]:
    if lacking := columns.lacks(name):
        yield known.problem(where, "P264", *lacking)
    elif name in before:
        message = f'"{name}" is named twice in the key.'
        yield known.problem(where, "P267", message, "Take it out once.")
    elif not columns.by_name[name].required:
        yield known.problem(
            where,
            "P267",
            f'"{name}" is in the key, and may be blank: such a row could never be revised.',
            'Write "required: true" where the column is declared.',
        )


def _column_fits(column: ExtractColumn, where: Where, known: Known) -> Iterator[Problem]:
    """A column says what belongs to its type, and nothing else."""
    codes = [key for key in ("codes", "code_list") if getattr(column, key)]
    if column.type == "code" and not codes:
        message = f'nothing says which codes "{column.name}" may hold.'
        remedy = 'Add "codes: [TX, CA]", or "code_list:" with a list that the plan declares.'
        yield known.problem(where, "P267", message, f"{remedy[:-1]}; or let it be text.")
    if len(codes) > 1:
        message = f'the codes of "{column.name}" are given in two ways.'
        yield known.problem((*where, "codes"), "P267", message, 'Keep "codes:" or "code_list:".')
    if len(set(column.codes)) < len(column.codes):
        message = f'a code of "{column.name}" is written twice.'
        yield known.problem((*where, "codes"), "P267", message, "Keep one of them.")
    foreign = [] if column.type == "code" else codes
    if column.type != "number":
        foreign += [k for k in ("decimals", "digits") if getattr(column, k) is not None]
    if column.unit is not None and column.type not in {"number", "whole"}:
        foreign.append("unit")
    for key in foreign:
        message = f'"{key}" says nothing of a column of type {column.type}.'
        remedy = "Take the line out, or choose the type it belongs to."
        yield known.problem((*where, key), "P267", message, remedy)
    digits = _DIGITS if column.digits is None else column.digits
    if column.decimals is not None and column.decimals > digits:
        message = f"of {digits} digits {column.decimals} cannot be decimals."
        remedy = f'Write a "digits:" of at least {column.decimals}, or fewer decimals.'
        yield known.problem((*where, "decimals"), "P267", message, remedy)


def has_one_kind(measure: Measure, how: FromExtract, known: Known) -> Iterator[Problem]:
    """A measure is computed from rows in exactly one way, and in no other way besides."""
    here = ("measures", measure.id)
    kinds = [kind for kind in KINDS if getattr(how, kind) is not None]
    if not kinds:
        message = "nothing says what is computed from the rows."
        remedy = f'Write "count: rows", or one of: {", ".join(KINDS[1:])}.'
        yield known.problem((*here, "from_extract"), "P268", message, remedy)
    for kind in kinds[1:]:
        message = f'it is computed in two ways, "{kinds[0]}:" and "{kind}:".'
        remedy = "Keep one, and make a measure of its own of the other."
        yield known.problem((*here, "from_extract", kind), "P268", message, remedy)
    for key in ("ratio", "formula"):
        if getattr(measure, key) is not None:
            message = f'it is computed in two ways, "{key}:" and "from_extract:".'
            yield known.problem((*here, key), "P268", message, "Keep one of them.")
