"""Means that are withheld together are those of enough rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from milepost.evaluation.withholding import public_side
from milepost.intervals import Statement
from milepost.periods import parse_period
from milepost.sources import Place
from milepost.submissions.model import InForce, Observation, Record
from tests.facts.reducing import extract_with, plan_with

_PLAN: Final = plan_with(
    [
        extract_with(
            columns=[
                {"name": "number", "type": "text", "required": "true"},
                {"name": "traced_on", "type": "date"},
                {"name": "state", "type": "code", "code_list": "states"},
                {"name": "guns", "type": "whole"},
            ]
        )
    ],
    [
        {
            "id": "mean",
            "quantity": "average",
            "smallest_shown": "5",
            "dimensions": ["states"],
            "from_extract": {"extract": "traces", "mean": "guns", "by": {"states": "state"}},
        }
    ],
    {"states": ["TX", "CA", "AZ", "NM"]},
)


def _withheld(counted: dict[str, int]) -> set[str]:
    """Which states' means are withheld, by how many rows each is of; each mean is less by one."""
    place, held = Place("traces"), {}
    told = [((("states", state),), rows) for state, rows in counted.items()]
    for at, (dimensions, rows) in enumerate([((), sum(counted.values())), *told]):
        said = Observation(
            "ATF", "mean", parse_period("FY2009-Q1"), Statement("exact", Decimal(9 - at)), None,
            None, dimensions, "", "", place, place, rows,
        )  # fmt: skip
        held[said.key] = InForce(said, 1, dt.date(2009, 1, 10))
    side = public_side(_PLAN, Record(dt.date(2009, 2, 1), held, (), ()))
    shown = {key[3]: h.observation.stated for key, h in side.record.in_force.items()}
    assert shown[()] is not None, "what is not divided is of enough rows"
    return {of[0][1] for of, stated in shown.items() if of and stated is None}


def test_the_mean_of_two_withheld_persons_is_not_left_over() -> None:
    # One row in Texas and one in California are two persons: a third state goes with them.
    assert _withheld({"TX": 1, "CA": 1, "AZ": 30, "NM": 40}) == {"TX", "CA", "NM"}


def test_one_goes_with_a_single_small_one() -> None:
    assert _withheld({"TX": 2, "CA": 9, "AZ": 30, "NM": 40}) == {"TX", "NM"}


def test_where_those_that_are_small_are_many_enough_together_no_other_goes() -> None:
    assert _withheld({"TX": 3, "CA": 4, "AZ": 30, "NM": 40}) == {"TX", "CA"}
