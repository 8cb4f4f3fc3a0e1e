"""Observations and problems as rows of text, and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from milepost.intervals import Statement
from milepost.periods import parse_period
from milepost.sources import Place, Problem
from milepost.submissions.model import Observation, Rejection

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
