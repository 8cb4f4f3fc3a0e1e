"""Whatever rows a file holds, and whatever came before: the checks answer, and answer alike."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.intervals import Bound, Statement
from milepost.periods import Period, parse_period
from milepost.plan.files import read_plan
from milepost.plan.model import Plan, Waiver
from milepost.sources import Place, Problem
from milepost.submissions.checks import CHECKS, check_all
from milepost.submissions.history import History
from milepost.submissions.model import Absence, Observation
from tests.catalogue import BASE, FOLDER, base_plan

# The plans of the catalogue: every kind of relation, window, bound and dimension is in one of them.
NAMES = tuple(folder.name for folder in sorted(FOLDER.glob("S3*")) if (folder / "plan").exists())
PERIODS = tuple(
    parse_period(text)
    for text in (
        *(f"FY{year}" for year in range(2001, 2011)),
        *(f"FY2009-Q{quarter}" for quarter in range(1, 5)),
        "CY2008", "CY2009-Q1", "2009-05", "2008-09-30", "FY2007..FY2008", "FY2004..FY2008",
    )
)  # fmt: skip
BOUNDS: tuple[Bound, ...] = (
    "exact", "about", "at least", "more than", "at most", "less than",
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-5, 500).map(Decimal),
    st.decimals(-1, 200, allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from([Decimal(0), Decimal("1E+30"), Decimal("1E-30"), Decimal("0.47")]),
)


@functools.cache
def plan_of(name: str) -> Plan:
    plan = read_plan([BASE, FOLDER / name / "plan"], FOLDER).plan
    assert plan is not None
    return plan


@dataclass(frozen=True)
class File:
    """What is held against what."""

    plan: Plan
    rows: tuple[Observation, ...]
    past: tuple[Observation, ...]
    received: dt.date | None

    def found(
        self, rows: tuple[Observation, ...] | None = None
    ) -> list[tuple[Observation, Problem]]:
        history = History.of(self.past)
        return list(
            check_all(self.rows if rows is None else rows, self.plan, history, self.received)
        )


@st.composite
def wild(draw: st.DrawFn, plan: Plan) -> Observation:
    """A row in which anything may stand that can be read at all."""
    measure = draw(st.sampled_from([m for m in plan.measures if m.agencies]))
    lists = {code_list.id: code_list for code_list in plan.code_lists}
    divided = tuple(
        (name, draw(st.sampled_from([code.code for code in lists[name].codes])))
        for name in measure.dimensions
        if draw(st.booleans())
    )
    said = Statement(draw(st.sampled_from(BOUNDS)), draw(NUMBERS))
    if draw(st.integers(0, 5)) == 0:
        said = Statement("between", *sorted((draw(NUMBERS), draw(NUMBERS))))
    absence = draw(st.none() | st.sampled_from(get_args(Absence)))
    row = _row(draw(st.sampled_from(measure.agencies)), measure.id, draw(st.sampled_from(PERIODS)))
    if absence is not None:
        return replace(row, absence=absence, dimensions=divided)
    return replace(row, stated=said, whole=draw(st.none() | NUMBERS), dimensions=divided)


@st.composite
def likely(draw: st.DrawFn, plan: Plan) -> Observation:
    """A row that is right by itself, so that it is held against others and against the past."""
    # The measures that only this plan has are those that it relates to one another.
    own = plan.measures[len(base_plan().measures) :] or plan.measures
    measure = draw(st.sampled_from(own))
    year = draw(st.just(2008) | st.integers(2001, 2008))
    period = parse_period(f"CY{year}" if measure.basis == "calendar" else f"FY{year}")
    said = Statement(
        draw(st.sampled_from(("exact", "exact", *BOUNDS))), Decimal(draw(st.integers(0, 100)))
    )
    row = _row(draw(st.sampled_from(measure.agencies)), measure.id, period)
    return replace(row, stated=said, note=draw(st.sampled_from(["", "", "A note."])))


def _row(agency: str, measure: str, period: Period) -> Observation:
    place = Place("ATF.csv", 2)
    return Observation(agency, measure, period, None, None, None, (), "", "", place, place)


@st.composite
def files(draw: st.DrawFn) -> File:
    plan = plan_of(draw(st.sampled_from(NAMES)))
    row = likely(plan) if draw(st.integers(0, 3)) else wild(plan)
    rows = draw(st.lists(row, max_size=10))
    numbered = tuple(
        replace(row, place=Place("ATF.csv", n), value_place=Place("ATF.csv", n, cell=f"D{n}"))
        for n, row in enumerate(rows, 2)
    )
    past = tuple(draw(st.lists(row | likely(plan), max_size=20)))
    days = st.dates(dt.date(2001, 1, 1), dt.date(2012, 1, 1))
    return File(plan, numbered, past, draw(st.none() | days))


def told(found: list[tuple[Observation, Problem]]) -> set[tuple[object, str, str]]:
    return {(row.key, problem.code, problem.severity) for row, problem in found}


@given(files())
@settings(max_examples=150)
def test_whatever_is_sent_the_checks_answer_at_a_row_of_the_file(file: File) -> None:
    codes = {check.code: check.severity for check in CHECKS}
    own = {id(row) for row in file.rows}
    for row, problem in file.found():
        assert id(row) in own
        assert problem.message
        assert problem.remedy
        assert codes[problem.code] in (problem.severity, "either")


@given(files(), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_what_is_found_does_not_hang_on_the_order_of_rows(file: File, random: Random) -> None:
    # Of two that say the same thing the first stays, so each is said once.
    once = tuple({row.key: row for row in file.rows}.values())
    mixed = tuple(random.sample(once, len(once)))
    assert told(file.found(mixed)) == told(file.found(once))


@given(files(), st.data())
@settings(max_examples=100)
def test_a_waived_check_says_nothing_of_its_measure(file: File, data: st.DataObject) -> None:
    found = file.found()
    candidates = [(row.measure, p.code) for row, p in found if p.code != "S201"]
    if not candidates or file.received is None:
        return
    measure, code = data.draw(st.sampled_from(candidates))
    waiver = Waiver.model_validate(
        {
            "id": "w", "of": "check", "check": code, "measure": measure, "reason": "r",
            "approved_by": "a", "source": "s",
            "from": file.received.isoformat(), "until": file.received.isoformat(),
        }
    )  # fmt: skip
    waived = replace(file, plan=file.plan.model_copy(update={"waivers": (waiver,)}))
    assert (measure, code) not in {(row.measure, p.code) for row, p in waived.found()}
    day_after = replace(waived, received=None)
    assert told(day_after.found()) == told(replace(file, received=None).found())
