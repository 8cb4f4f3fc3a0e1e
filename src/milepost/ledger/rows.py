"""Observations and problems as rows of text, and back, without loss."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final, cast

from milepost.intervals import Bound, Statement
from milepost.ledger.texts import MARK, restored, storable_row
from milepost.periods import parse_period
from milepost.sources import Place, Problem
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

Row = dict[str, Any]
Values = tuple[str, ...]

# The columns of the two tables of rows, in the order in which they are kept and hashed.
OBSERVATION: Final = (
    "agency", "measure", "period", "dimensions", "bound", "number", "upper", "whole", "absence",
    "source", "note", "place", "value_place",
)  # fmt: skip
REJECTION: Final = ("agency", "measure", "period", "problem")

_shown = functools.lru_cache(maxsize=4096)(str)
_period = functools.lru_cache(maxsize=4096)(parse_period)


def observation_values(observation: Observation) -> Values:
    """An observation as the columns of its table."""
    o, stated = observation, observation.stated
    bound = number = upper = ""
    if stated is not None:
        bound, number = stated.bound, str(stated.number)
        upper = "" if stated.upper is None else str(stated.upper)
    return (
        o.agency,
        o.measure,
        _shown(o.period),
        _dimensions_text(o.dimensions) if o.dimensions else "[]",
        bound,
        number,
        upper,
        "" if o.whole is None else str(o.whole),
        o.absence or "",
        o.source,
        o.note,
        _place_text(o.place),
        _place_text(o.value_place),
    )


def observation_of(values: Sequence[str]) -> Observation:
    """The observation that a row holds."""
    if MARK in "".join(values):
        values = [restored(value) for value in values]
    (
        agency, measure, period, dimensions, bound, number, upper, whole, absence, source, note,
        place, value_place,
    ) = values  # fmt: skip
    stated = None
    if number:
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
def _dimensions_text(dimensions: Dimensions) -> str:
    return json.dumps(dimensions, ensure_ascii=False)


def _place_text(place: Place) -> str:
    # As json.dumps writes it, at a tenth of the time; there are two in every row.
    return (
        f'{{"file": {encode_basestring(place.file)}, "line": {place.line}, '
        f'"column": {place.column}, "sheet": {encode_basestring(place.sheet)}, '
        f'"cell": {encode_basestring(place.cell)}}}'
    )


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


def reading_batches(reading: Reading, at_once: int) -> Iterator[tuple[str, int, list[Values]]]:
    """The same some thousands at once: the table, the position of the first, their columns."""
    for start in range(0, len(reading.observations), at_once):
        some = reading.observations[start : start + at_once]
        yield "observations", start + 1, [observation_values(o) for o in some]
    for start in range(0, len(reading.rejections), at_once):
        refused = reading.rejections[start : start + at_once]
        yield "rejections", start + 1, [rejection_values(r) for r in refused]


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


def _statements_text(reading: Reading) -> str:
    """What a file says beside its figures, as JSON; empty where it says nothing."""
    if not (reading.explanations or reading.assertions or reading.certified_by):
        return ""
    held = {
        "certified_by": reading.certified_by,
        "explanations": [asdict(e) | {"period": str(e.period)} for e in reading.explanations],
        "assertions": [asdict(a) for a in reading.assertions],
    }
    return json.dumps(held, ensure_ascii=False)


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
