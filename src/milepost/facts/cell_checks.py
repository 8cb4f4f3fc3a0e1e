"""The checks of cells, as expressions that the engine runs over whole columns of text.

Each column has three: its value with its type, whether the cell is good, and what is wrong with it.
A cell that is written as the engine itself would write its value is good at once; only the others
are looked at closely, because a regular expression takes longer than a cast and its way back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from milepost.facts.declaration import digits_of
from milepost.facts.engines.opened import named, quoted
from milepost.plan.model import Extract, ExtractColumn

NO_TYPE: Final = "S510"
TOO_MANY_DIGITS: Final = "S511"
NO_CODE: Final = "S512"
BLANK: Final = "S513"
BLANK_KEY: Final = "S514"
AFTER_RECEIPT: Final = "S518"
NUL: Final = "S506"
_LONGEST_DAY: Final = 10
_NUMBER: Final = r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_WHOLE: Final = r"-?[0-9]+(\.0*)?"
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]00:00(:00(\.0+)?)?)?"


@dataclass(frozen=True, slots=True)
class CellCheck:
    """What is asked of the cells of one column.

    Attributes:
        column: the column.
        text: its cell as text, which is never NULL.
        value: the value, typed.
        good: whether the cell can be taken.
        why: the code of what is wrong with it, NULL where it is good.
        kept: what is written of its text and value, named t and v, NULL where blank, where all
            cells are thought to be good: an error breaks off at the first that is not.
        against: what of the cells that were so written is still to be looked for.
    """

    column: ExtractColumn
    text: str
    value: str
    good: str
    why: str
    kept: str
    against: str


def cell_checks(
    extract: Extract, codes: Mapping[str, Sequence[str]], received_on: dt.date
) -> tuple[CellCheck, ...]:
    """The checks of an extract's columns, in their order.

    Args:
        extract: the extract.
        codes: the codes of each column of codes.
        received_on: the day of receipt, after which no event lies.
    """
    return tuple(
        _check(
            column,
            f"s.{named(column.name)}",
            codes.get(column.name, ()),
            blank=_of_blank(extract, column),
            until=received_on if column.name == extract.event.column else None,
            at=at,
        )
        for at, column in enumerate(extract.columns)
    )


def _of_blank(extract: Extract, column: ExtractColumn) -> str:
    if column.name in extract.key:
        return BLANK_KEY
    return BLANK if column.required else ""


def _check(  # noqa: PLR0913  # all that is asked of one column
    column: ExtractColumn,
    text: str,
    codes: Sequence[str],
    blank: str,
    until: dt.date | None,
    at: int,
) -> CellCheck:
    bare = f"trim({text})"
    value, fast, slow, wrong = _typed(column, text, codes)
    on_time = f" AND {value} <= DATE '{until}'" if until else ""
    empty = "FALSE" if blank else "TRUE"
    late = f"WHEN {value} > DATE '{until}' THEN '{AFTER_RECEIPT}' " if until else ""
    of_blank = f"'{blank}'" if blank else "NULL"
    good = (
        f"CASE WHEN {text} = '' THEN {empty} WHEN coalesce({fast}, FALSE) THEN TRUE{on_time} "
        f"WHEN {bare} = '' THEN {empty} ELSE coalesce({slow}, FALSE){on_time} END"
    )
    why = (
        f"CASE WHEN {bare} = '' THEN {of_blank} "
        f"WHEN NOT coalesce({fast}, FALSE) AND NOT coalesce({slow}, FALSE) THEN {wrong} {late}END"
    )
    against = _against(column, codes, blank=bool(blank), until=until)
    return CellCheck(column, text, value, good, why, _kept(column, at), against)


def _kept(column: ExtractColumn, at: int) -> str:
    """The value, computed once; a text is written as it stands and looked at afterwards."""
    text, value = f"p.t{at}", f"p.v{at}"
    bare, otherwise = f"trim({text})", f"error('{NO_TYPE}')"
    if column.type in {"text", "code"}:
        return text
    if column.type == "yes-no":
        words = (("TRUE", "true"), ("FALSE", "false"))
        plain = " ".join(f"WHEN {text} = '{word}' THEN {said}" for said, word in words)
        loose = " ".join(f"WHEN lower({bare}) = '{word}' THEN {said}" for said, word in words)
        blank = f"WHEN {text} IS NULL OR {bare} = '' THEN NULL"
        return f"CASE {plain} {blank} {loose} ELSE {otherwise} END"
    _, fast, slow, _ = _typed(column, text, (), value)
    return (
        f"CASE WHEN {text} IS NULL OR ({fast}) THEN {value} WHEN {bare} = '' THEN NULL "
        f"WHEN {slow} THEN {value} ELSE {otherwise} END"
    )


def _against(
    column: ExtractColumn, codes: Sequence[str], *, blank: bool, until: dt.date | None
) -> str:
    """What would be wrong with a value that was written; of a dictionary each word is asked once.

    A NUL byte is not looked for: of a file that has one nothing is written unseen.
    """
    name = named(column.name)
    wrong = [f"{name} IS NULL"] if blank else []
    if until:
        wrong.append(f"{name} > DATE '{until}'")
    if column.type in {"text", "code"}:
        wrong.append(f"trim({name}) <> {name}")
    if column.type == "code":
        listed = ", ".join(map(quoted, codes))
        wrong.append(f"{name} NOT IN ({listed})" if codes else f"{name} IS NOT NULL")
    return " OR ".join(wrong) or "FALSE"


def _typed(
    column: ExtractColumn, text: str, codes: Sequence[str], known: str = ""
) -> tuple[str, str, str, str]:
    """The value, whether it is written plainly, whether it is good all the same, what is wrong.

    Where the value is known by a name, that is asked instead of computing it again.
    """
    bare, wrong = f"trim({text})", f"'{NO_TYPE}'"
    match column.type:
        case "whole":
            value = known or f"TRY_CAST({text} AS BIGINT)"
            slow = f"regexp_full_match({bare}, '{_WHOLE}') AND {value} IS NOT NULL"
            too_many = f"CASE WHEN regexp_full_match({bare}, '{_WHOLE}')"
            wrong = f"{too_many} THEN '{TOO_MANY_DIGITS}' ELSE {wrong} END"
            return value, _back(value, text), slow, wrong
        case "number":
            digits, decimals = digits_of(column)
            value = known or f"TRY_CAST({text} AS DECIMAL({digits},{decimals}))"
            fits = rf"-?0*[0-9]{{0,{digits - decimals}}}(\.[0-9]{{0,{decimals}}}0*)?"
            is_number = f"regexp_full_match({bare}, '{_NUMBER}')"
            slow = f"{is_number} AND regexp_full_match({bare}, '{fits}') AND {value} IS NOT NULL"
            wrong = f"CASE WHEN {is_number} THEN '{TOO_MANY_DIGITS}' ELSE {wrong} END"
            return value, _back(value, text), slow, wrong
        case "date":
            plain = f"length({text}) = {_LONGEST_DAY}"
            cut = f"TRY_CAST(left(ltrim({text}), {_LONGEST_DAY}) AS DATE)"
            value = known or f"CASE WHEN {plain} THEN TRY_CAST({text} AS DATE) ELSE {cut} END"
            fast = f"{plain} AND {_back(known or f'TRY_CAST({text} AS DATE)', text)}"
            slow = f"regexp_full_match({bare}, '{_DAY}') AND {cut} IS NOT NULL"
            return value, fast, f"{slow} AND year({cut}) > 0", wrong
        case "yes-no":
            value = f"CASE lower({bare}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
            fast = f"{text} IN ('true', 'false')"
            return value, fast, f"lower({bare}) IN ('true', 'false')", wrong
        case "code":
            listed = f"({', '.join(map(quoted, codes)) or 'NULL'})"
            value = f"nullif({bare}, '')"
            return value, f"{text} IN {listed}", f"{bare} IN {listed}", f"'{NO_CODE}'"
        case _:
            value = f"nullif({bare}, '')"
            fast = f"{bare} <> '' AND NOT contains({text}, chr(0))"
            return value, fast, "FALSE", f"'{NUL}'"


def _back(value: str, text: str) -> str:
    return f"CAST({value} AS VARCHAR) = {text}"
