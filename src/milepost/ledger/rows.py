"""Observations and problems as rows of text, and back, without loss."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from milepost.intervals import Statement
from milepost.periods import parse_period
from milepost.sources import Place, Problem
from milepost.submissions.model import (
    Assertion,
    Explanation,
    Observation,
    Reading,
    Rejection,
    Remark,
)

Row = dict[str, Any]


def observation_row(observation: Observation) -> Row:
    """An observation as the columns of its table."""
    stated = observation.stated
    return {
        "agency": observation.agency,
        "measure": observation.measure,
        "period": str(observation.period),
        "dimensions": json.dumps(observation.dimensions, ensure_ascii=False),
        "bound": stated.bound if stated else "",
        "number": str(stated.number) if stated else "",
        "upper": "" if stated is None or stated.upper is None else str(stated.upper),
        "whole": "" if observation.whole is None else str(observation.whole),
        "absence": observation.absence or "",
        "source": observation.source,
        "note": observation.note,
        "place": _place_text(observation.place),
        "value_place": _place_text(observation.value_place),
    }


def observation_of(row: Mapping[str, Any]) -> Observation:
    """The observation that a row holds."""
    stated = None
    if row["number"]:
        upper = Decimal(row["upper"]) if row["upper"] else None
        stated = Statement(row["bound"], Decimal(row["number"]), upper)
    return Observation(
        agency=row["agency"],
        measure=row["measure"],
        period=parse_period(row["period"]),
        stated=stated,
        whole=Decimal(row["whole"]) if row["whole"] else None,
        absence=row["absence"] or None,
        dimensions=tuple((name, code) for name, code in json.loads(row["dimensions"])),
        source=row["source"],
        note=row["note"],
        place=_place_of(row["place"]),
        value_place=_place_of(row["value_place"]),
    )


def rejection_row(rejection: Rejection) -> Row:
    """A rejection as the columns of its table."""
    return {
        "agency": rejection.agency,
        "measure": rejection.measure,
        "period": "" if rejection.period is None else str(rejection.period),
        "problem": problem_text(rejection.problem),
    }


def rejection_of(row: Mapping[str, Any]) -> Rejection:
    """The rejection that a row holds."""
    return Rejection(
        row["agency"],
        row["measure"],
        parse_period(row["period"]) if row["period"] else None,
        problem_of(json.loads(row["problem"])),
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


def _place_text(place: Place) -> str:
    return json.dumps(asdict(place), ensure_ascii=False)


def _place_of(text: str) -> Place:
    return Place(**json.loads(text))


def reading_body(submission: int, plan_digest: str, reading: Reading) -> Row:
    """A reading as it is recorded and hashed."""
    return {
        "submission": submission,
        "plan_digest": plan_digest,
        "status": reading.status,
        "rows": reading.rows,
        "problems": json.dumps([json.loads(problem_text(p)) for p in reading.problems]),
        "statements": _statements_text(reading),
        "observations": [
            {"position": i, **observation_row(o)} for i, o in enumerate(reading.observations, 1)
        ],
        "rejections": [
            {"position": i, **rejection_row(r)} for i, r in enumerate(reading.rejections, 1)
        ],
    }


def say_the_same(earlier: Row, later: Row) -> bool:
    """Whether two readings say the same, whatever plan they were made under."""
    return all(earlier.get(k) == v for k, v in later.items() if k != "plan_digest")


def remark_of(row: Mapping[str, Any]) -> Remark:
    """The remark that a row holds."""
    return Remark(
        row["number"],
        row["kind"],
        row["agency"],
        row["measure"],
        parse_period(row["period"]),
        row["submission"],
        row["text"],
        row["said_by"],
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
    held = json.loads(text)
    explanations = tuple(
        Explanation(**{**e, "period": parse_period(e["period"]), "place": Place(**e["place"])})
        for e in held["explanations"]
    )
    assertions = tuple(Assertion(**{**a, "place": Place(**a["place"])}) for a in held["assertions"])
    return explanations, assertions, held["certified_by"]
