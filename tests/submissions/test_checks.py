from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from milepost.intervals import Bound, Statement
from milepost.periods import parse_period
from milepost.plan.files import read_plan
from milepost.plan.model import Plan
from milepost.plan.waivable import NEVER_WAIVED, WAIVABLE
from milepost.sources import Place
from milepost.submissions.checks import CHECKS, check_all
from milepost.submissions.history import History, Past
from milepost.submissions.model import InForce, Observation, Record, Submission
from tests.catalogue import BASE, FOLDER

_PERIODS = tuple(parse_period(f"FY{year}") for year in range(2001, 2010))
_BOUNDS: tuple[Bound, ...] = ("exact", "about", "at least", "more than", "at most", "less than")
_CASE = FOLDER / "S307-parts-do-not-make-the-whole"
_STAGES = FOLDER / "S309-same-cases"


def _plan(folder: Path) -> Plan:
    plan = read_plan([BASE, folder / "plan"], folder).plan
    assert plan is not None
    return plan


PLANS = (_plan(_CASE), _plan(_STAGES))


def row(
    measure: str, period: str, number: str, line: int = 2, bound: Bound = "exact"
) -> Observation:
    place = Place("ATF.csv", line)
    value = Place("ATF.csv", line, cell=f"D{line}")
    said = Statement(bound, Decimal(number))
    return Observation(
        "ATF", measure, parse_period(period), said, None, None, (), "", "", place, value
    )


@st.composite
def files(draw: st.DrawFn) -> tuple[int, list[Observation]]:
    """A plan, and rows of its measures in any number, order and bound."""
    which = draw(st.integers(0, len(PLANS) - 1))
    measures = [m.id for m in PLANS[which].measures if "ATF" in m.agencies]
    rows = draw(
        st.lists(
            st.builds(
                row,
                st.sampled_from(measures),
                st.sampled_from(_PERIODS).map(str),
                st.integers(0, 200).map(str),
                bound=st.sampled_from(_BOUNDS),
            ),
            max_size=12,
        )
    )
    numbered = [
        replace(r, place=Place("ATF.csv", n), value_place=Place("ATF.csv", n, cell=f"D{n}"))
        for n, r in enumerate(rows, 2)
    ]
    return which, numbered


@given(files(), st.lists(st.integers(0, 11), max_size=6))
def test_no_row_is_refused_for_what_is_known_of_the_past(
    file: tuple[int, list[Observation]], taken: list[int]
) -> None:
    which, rows = file
    past = [rows[i] for i in taken if i < len(rows)]
    alone, beside = (
        {id(o) for o, p in check_all(rows, PLANS[which], history) if p.severity == "error"}
        for history in (History(), History.of(past))
    )
    assert beside <= alone


@given(files(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    file: tuple[int, list[Observation]], random: Random
) -> None:
    which, rows = file
    once = list({o.key: o for o in rows}.values())  # of two that say the same the first stays
    mixed = random.sample(once, len(once))
    first, second = (
        {(o.key, p.code, p.severity) for o, p in check_all(some, PLANS[which])}
        for some in (once, mixed)
    )
    assert first == second


@given(files())
def test_a_row_of_another_measure_changes_nothing(file: tuple[int, list[Observation]]) -> None:
    which, rows = file
    other = row("share-answered", "FY1999", "50", 99)
    alone = [(o, p) for o, p in check_all(rows, PLANS[which])]
    assert [x for x in check_all([*rows, other], PLANS[which]) if x[0] is not other] == alone


@given(files(), st.integers(0, 11))
def test_a_wider_bound_refuses_no_more(file: tuple[int, list[Observation]], at: int) -> None:
    which, rows = file
    exact = rows[at].stated if at < len(rows) else None
    if exact is None or exact.bound != "exact":
        return
    known = {o.key for o, p in check_all(rows, PLANS[which]) if p.severity == "error"}
    wide = replace(rows[at], stated=replace(exact, bound="at least"))
    wider = [*rows[:at], wide, *rows[at + 1 :]]
    found = {o.key for o, p in check_all(wider, PLANS[which]) if p.severity == "error"}
    assert found <= known


def test_a_file_knows_what_came_before_it_and_not_after() -> None:
    first, second, third = (row("cases-initiated", "FY2008", n) for n in ("1", "2", "3"))
    day = dt.date(2009, 1, 1)
    newest = InForce(third, 3, day, (InForce(second, 2, day), InForce(first, 1, day)))
    past = Past(Record(day, {third.key: newest}, (), ()))
    file = Submission(2, "ATF", None, "ATF.csv", "", 0, day, 1, "waiting", 0, 0)
    assert past.before(file).of_measure("ATF", "cases-initiated") == (first,)


def test_every_check_says_what_it_looks_for() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert all((check.judge.__doc__ or "").splitlines()[0].endswith(".") for check in CHECKS)


def test_a_plan_may_waive_every_check_but_the_one_of_repeats() -> None:
    assert {*WAIVABLE, NEVER_WAIVED} == {check.code for check in CHECKS}
