"""Observations and problems as rows of text, and back, without loss."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from json.encoder import encode_basestring as _quoted
from typing import Any, Final, cast

from milepost.intervals import Bound, Statement
from milepost.ledger import chain
from milepost.ledger.texts import MARK, restored, storable_row
from milepost.periods import parse_period
from milepost.sources import Place, Problem
from milepost.submissions.extracts import SentFile, StoredRows
from milepost.submissions.model import (
    Absence,
    Assertion,
    Dimensions,
    Explanation,
    Observation,
    Reading,
    Rejection,
    Remark,
)
from milepost.submissions.notices import Notice

Row = dict[str, Any]
Values = tuple[str, ...]
# A whole row: the number of its reading, its position there, then its columns.
Placed = tuple[int | str, ...]

# The columns of the two tables of rows, in the order in which they are kept and hashed.
OBSERVATION: Final = (
    "agency", "measure", "period", "dimensions", "bound", "number", "upper", "whole", "absence",
    "source", "note", "place", "value_place",
)  # fmt: skip
REJECTION: Final = ("agency", "measure", "period", "problem")

# How the ledger knows an estimate: its second number is then the standard error.
_ESTIMATE: Final = "estimate"

_shown = functools.lru_cache(maxsize=4096)(str)
_period = functools.lru_cache(maxsize=4096)(parse_period)
_NO_DIMENSIONS: Final = ("[]", '"[]"')


def observation_values(observation: Observation) -> Values:
    """An observation as the columns of its table."""
    return cast("Values", _observation_row(observation, 0, 0)[0][2:])


def _observation_row(o: Observation, reading: int, position: int) -> tuple[Placed, str]:
    """An observation as a row of its table, and the line by which the chain binds it.

    The two are made together, and the line is what ``chain.row_line`` makes of the columns: quoting
    them again, of which most is the names within a place, took as long as making them.
    """
    bound = number = upper = whole = ""
    if o.stated is not None:
        bound, number = o.stated.bound, str(o.stated.number)
        upper = "" if o.stated.upper is None else str(o.stated.upper)
        if o.stated.standard_error is not None:
            bound, upper = _ESTIMATE, str(o.stated.standard_error)
    if o.whole is not None:
        whole = str(o.whole)
    period, absence, (dimensions, in_line) = _shown(o.period), o.absence or "", _NO_DIMENSIONS
    if o.dimensions:
        dimensions, in_line = _dimensions_texts(o.dimensions)
    of_row, of_value = o.place, o.value_place
    around = _around(of_row.file, of_row.column, of_row.sheet)
    place, place_in_line = _place_texts(of_row, around)
    # A number stands in its row, and so in the row's file and sheet.
    beside = of_value.file is of_row.file and of_value.sheet == of_row.sheet
    if not beside or of_value.column != of_row.column:
        around = _around(of_value.file, of_value.column, of_value.sheet)
    value_place, value_place_in_line = _place_texts(of_value, around)
    line = (
        f'["observations",{position},{_quoted(o.agency)},{_quoted(o.measure)},"{period}",{in_line},'
        f'"{bound}","{number}","{upper}","{whole}","{absence}",{_quoted(o.source)},'
        f'{_quoted(o.note)},"{place_in_line}","{value_place_in_line}"]'
    )
    return (
        reading, position, o.agency, o.measure, period, dimensions, bound, number, upper, whole,
        absence, o.source, o.note, place, value_place,
    ), line  # fmt: skip


def observation_of(values: Sequence[str]) -> Observation:
    """The observation that a row holds."""
    if MARK in "".join(values):
        values = [restored(value) for value in values]
    (
        agency, measure, period, dimensions, bound, number, upper, whole, absence, source, note,
        place, value_place,
    ) = values  # fmt: skip
    stated = None
    if bound == _ESTIMATE:
        stated = Statement("exact", Decimal(number), None, Decimal(upper))
    elif number:
        stated = Statement(cast("Bound", bound), Decimal(number), Decimal(upper) if upper else None)
    return Observation(
        agency=agency,
        measure=measure,
        period=_period(period),
        stated=stated,
        whole=Decimal(whole) if whole else None,
        absence=cast("Absence", absence) if absence else None,
        dimensions=()
        if dimensions == "[]"
        else tuple((name, code) for name, code in json.loads(dimensions)),
        source=source,
        note=note,
        place=_place_of(place),
        value_place=_place_of(value_place),
    )


def rejection_values(rejection: Rejection) -> Values:
    """A rejection as the columns of its table."""
    return (
        rejection.agency,
        rejection.measure,
        "" if rejection.period is None else str(rejection.period),
        problem_text(rejection.problem),
    )


def rejection_of(values: Sequence[str]) -> Rejection:
    """The rejection that a row holds."""
    agency, measure, period, problem = (restored(value) for value in values)
    return Rejection(
        agency, measure, _period(period) if period else None, problem_of(json.loads(problem))
    )


def problem_text(problem: Problem) -> str:
    """A problem as JSON; the line it was in stays in the file that is kept anyway."""
    return json.dumps(
        {
            "place": asdict(problem.place),
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy,
            "severity": problem.severity,
        },
        ensure_ascii=False,
    )


def problem_of(held: Mapping[str, Any]) -> Problem:
    """The problem that JSON holds."""
    return Problem(
        Place(**held["place"]), held["code"], held["message"], held["remedy"], held["severity"]
    )


@functools.lru_cache(maxsize=4096)
def _dimensions_texts(dimensions: Dimensions) -> tuple[str, str]:
    """The dimensions as JSON, and that text quoted."""
    text = json.dumps(dimensions, ensure_ascii=False)
    return text, _quoted(text)


def _place_texts(place: Place, around: tuple[str, str, str, str]) -> tuple[str, str]:
    """A place as ``json.dumps`` writes it, and that text as it stands between quotes."""
    begin, middle, quoted_begin, quoted_middle = around
    cell = quoted_cell = place.cell
    if cell and not cell.isalnum():
        cell = _quoted(cell)[1:-1]
        quoted_cell = _quoted(cell)[1:-1]
    return (
        f'{begin}{place.line}{middle}{cell}"}}',
        f'{quoted_begin}{place.line}{quoted_middle}{quoted_cell}\\"}}',
    )


@functools.lru_cache(maxsize=4096)
def _around(file: str, column: int, sheet: str) -> tuple[str, str, str, str]:
    """What stands before the line of a place and before its cell: as it is, and quoted."""
    begin = f'{{"file": {_quoted(file)}, "line": '
    middle = f', "column": {column}, "sheet": {_quoted(sheet)}, "cell": "'
    return begin, middle, _quoted(begin)[1:-1], _quoted(middle)[1:-1]


def _place_of(text: str) -> Place:
    return Place(**json.loads(text))


def reading_row(submission: int, plan_digest: str, reading: Reading) -> Row:
    """A reading as a row of its table, without the number."""
    return storable_row(
        {
            "submission": submission,
            "plan_digest": plan_digest,
            "status": reading.status,
            "rows": reading.rows,
            # Not in ASCII: two halves of a pair, escaped, would be read as one character.
            "problems": f"[{', '.join(map(problem_text, reading.problems))}]",
            "statements": _statements_text(reading),
        }
    )


def reading_values(reading: Reading) -> Iterator[tuple[str, int, Values]]:
    """Every row of a reading: the name of its table, its position there, its columns."""
    for position, observation in enumerate(reading.observations, start=1):
        yield "observations", position, observation_values(observation)
    for position, rejection in enumerate(reading.rejections, start=1):
        yield "rejections", position, rejection_values(rejection)


def placed_rows(
    number: int, reading: Reading, at_once: int
) -> Iterator[tuple[str, list[Placed], bytes]]:
    """Every row of a reading as it is kept, some at once: the table, the rows, their lines.

    Args:
        number: the number the reading is given.
        reading: the reading.
        at_once: how many rows are made at once.
    """
    for start in range(0, len(reading.observations), at_once):
        some = reading.observations[start : start + at_once]
        made = [_observation_row(o, number, i) for i, o in enumerate(some, start=start + 1)]
        try:
            lines = "\n".join([line for _, line in made]).encode()
        except UnicodeEncodeError:  # half a surrogate pair
            lines = chain.AWKWARD
        if chain.AWKWARD in lines:
            columns = [cast("Values", row[2:]) for row, _ in made]
            yield _as_kept("observations", number, start + 1, columns)
        else:
            yield "observations", [row for row, _ in made], lines
    for start in range(0, len(reading.rejections), at_once):
        refused = [rejection_values(r) for r in reading.rejections[start : start + at_once]]
        yield _as_kept("rejections", number, start + 1, refused)


def _as_kept(
    table: str, number: int, first: int, columns: list[Values]
) -> tuple[str, list[Placed], bytes]:
    """Rows whose texts may hold what no database keeps."""
    placed: list[Placed] = []
    lines = []
    for position, values in enumerate(columns, start=first):
        kept, line = chain.bound_row(table, position, values)
        placed.append((number, position, *kept))
        lines.append(line)
    return table, placed, b"\n".join(lines)


def remark_of(row: Mapping[str, Any]) -> Remark:
    """The remark that a row holds."""
    return Remark(
        row["number"],
        row["kind"],
        restored(row["agency"]),
        restored(row["measure"]),
        parse_period(row["period"]),
        row["submission"],
        restored(row["text"]),
        restored(row["said_by"]),
        dt.date.fromisoformat(row["said_on"]),
    )


def notice_row(notice: Notice) -> Row:
    """A notice as the columns of its table."""
    return {
        "kind": notice.kind,
        "agency": notice.agency,
        "addressee": notice.addressee,
        "period": str(notice.period),
        "text": notice.text,
        "digest": notice.digest,
        "issued_on": notice.issued_on.isoformat(),
        "issued_by": notice.issued_by,
    }


def notice_of(row: Mapping[str, Any]) -> Notice:
    """The notice that a row holds."""
    return Notice(
        row["number"],
        row["kind"],
        restored(row["agency"]),
        restored(row["addressee"]),
        parse_period(row["period"]),
        restored(row["text"]),
        row["digest"],
        dt.date.fromisoformat(row["issued_on"]),
        restored(row["issued_by"]),
    )


def _statements_text(reading: Reading) -> str:
    """What a file says beside its figures, as JSON; empty where it says nothing."""
    said = reading.explanations or reading.assertions or reading.certified_by
    if not (said or reading.declaration):
        return ""
    held: dict[str, Any] = {
        "certified_by": reading.certified_by,
        "explanations": [asdict(e) | {"period": str(e.period)} for e in reading.explanations],
        "assertions": [asdict(a) for a in reading.assertions],
    }
    if reading.declaration:
        stored = None if reading.stored is None else asdict(reading.stored)
        held |= {"declaration": reading.declaration, "stored": stored}
    return json.dumps(held, ensure_ascii=False, default=dt.date.isoformat)


def statements_of(text: str) -> tuple[tuple[Explanation, ...], tuple[Assertion, ...], str]:
    """The explanations, the assertions and the official of a reading."""
    if not text:
        return (), (), ""
    held = json.loads(restored(text))
    explanations = tuple(
        Explanation(**{**e, "period": parse_period(e["period"]), "place": Place(**e["place"])})
        for e in held["explanations"]
    )
    assertions = tuple(Assertion(**{**a, "place": Place(**a["place"])}) for a in held["assertions"])
    return explanations, assertions, held["certified_by"]


def stored_of(text: str) -> tuple[str, StoredRows | None]:
    """The declaration under which a delivery was read, and what of it lies in the store."""
    held = json.loads(restored(text)) if text else {}
    stored = held.get("stored")
    if stored is None:
        return held.get("declaration", ""), None
    day = dt.date.fromisoformat
    days = tuple((name, day(first), day(last)) for name, first, last in stored["days"])
    return held["declaration"], StoredRows(**{**stored, "days": days})


def files_text(files: Sequence[SentFile]) -> str:
    """The files of a delivery as JSON."""
    return json.dumps([asdict(file) for file in files], ensure_ascii=False)


def files_of(text: str) -> tuple[SentFile, ...]:
    """The files that JSON holds."""
    return tuple(SentFile(**file) for file in json.loads(restored(text)))
