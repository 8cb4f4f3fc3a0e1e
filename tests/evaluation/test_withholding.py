"""Every case of withholding_cases/*.yaml, and what must hold of whatever is withheld."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.evaluation.bonds import bonds_between
from milepost.evaluation.disclosure import Shown
from milepost.evaluation.withholding import NOT_SHOWN, PublicSide, public_side
from milepost.intervals import Interval
from milepost.plan.yaml_source import Tree, read_yaml
from milepost.sources import Problem
from milepost.submissions.model import (
    Explanation,
    InForce,
    Observation,
    Record,
    Rejection,
    Remark,
)
from tests.evaluation.judging import Case, items, mapping, plan_of, record_of, text

_DAY: Final = dt.date(2009, 10, 31)
_FOLDER: Final = Path(__file__).parent / "withholding_cases"


def _cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        file = read_yaml(path, path.name)
        assert file.tree is not None, file.problems
        marks = file.marks.children["cases"].children
        found += [
            Case(path.stem, marks[i].place.line, mapping(tree))
            for i, tree in enumerate(items(file.tree["cases"]))
        ]
    return found


_CASES: Final = _cases()


def _side(case: Case) -> tuple[PublicSide, Record]:
    plan = plan_of(case)
    record = record_of(items(case.tree["reported"]), plan, _DAY)
    return public_side(plan, record), record


def _words(held: InForce | None) -> str:
    if held is None:
        return "nothing"
    stated = held.observation.stated
    if stated is None:
        return held.observation.absence or ""
    if stated.upper is not None:
        return f"between {stated.number} and {stated.upper}"
    return str(stated.number)


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_the_public_is_shown_what_the_case_expects(case: Case) -> None:
    side, record = _side(case)
    shown = [_words(side.record.in_force.get(key)) for key in record.in_force]
    expected = [text(words) for words in items(case.tree["public"])]
    assert shown == expected, f"{case.theme}:{case.line}"
    assert side.bare == ()


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_no_public_word_is_left_of_what_is_withheld(case: Case) -> None:
    side, _ = _side(case)
    for withheld in side.withheld:
        shown = side.record.in_force.get(withheld.held.observation.key)
        if shown is not None:
            assert shown.observation.source == ""
            assert shown.observation.whole is None
            assert shown.observation.counted is None
            assert shown.displaced == ()
    assert not side.hidden & {m.id for m in side.plan.measures}
    assert not side.hidden & {key[1] for key in side.record.in_force}


def _beside(record: Record) -> Record:
    """The record with something said, refused and marked about each of its rows."""
    held = list(record.in_force.values())
    said: list[Observation] = [h.observation for h in held]
    return replace(
        record,
        rejections=tuple(
            (h.submission, Rejection(o.agency, o.measure, o.period, _amiss(o)))
            for h, o in zip(held, said, strict=True)
        ),
        returned=tuple((h, _remark(h)) for h in held),
        explanations=tuple(
            (
                h.submission,
                Explanation(o.agency, o.measure, o.period, "SECRET", "SECRET", "", o.place),
            )
            for h, o in zip(held, said, strict=True)
        ),
        warnings=tuple((h.submission, _amiss(h.observation)) for h in held),
        remarks=tuple(_remark(h) for h in held),
    )


def _amiss(said: Observation) -> Problem:
    return Problem(said.place, "S304", f"{said.measure}: SECRET", "SECRET", "warning")


def _remark(held: InForce) -> Remark:
    o = held.observation
    return Remark(1, "reply", o.agency, o.measure, o.period, held.submission, "SECRET", "x", _DAY)


def test_what_is_said_of_a_withheld_figure_is_withheld_with_it() -> None:
    case = next(c for c in _CASES if "a sensitive part does not follow from its whole" in c.name)
    plan = plan_of(case)
    record = _beside(record_of(items(case.tree["reported"]), plan, _DAY))
    shown = public_side(plan, record).record
    about = {"covert", "other"}  # the one is sensitive, the other would tell it
    assert {r.measure for _, r in shown.rejections} == {"seizures", "other"}
    assert [r.problem.message for _, r in shown.rejections if r.measure == "other"] == [NOT_SHOWN]
    assert {h.observation.measure for h, _ in shown.returned} == {"seizures"}
    assert [e.why for _, e in shown.explanations] == ["SECRET", NOT_SHOWN]
    assert not any(name in problem.message for _, problem in shown.warnings for name in about)
    assert [r.text for r in shown.remarks] == ["SECRET", NOT_SHOWN]


def test_a_plan_and_record_without_anything_to_withhold_are_left_as_they_are() -> None:
    plan = plan_of(Case("", 1, {"plan": [{"id": "cases"}]}))
    row: Tree = {"agency": "ATF", "period": "FY2009", "value": "1"}
    record = record_of([row], plan, _DAY)
    side = public_side(plan, record)
    assert side.plan is plan
    assert side.record is record


def test_many_ways_to_make_up_a_pool_of_years_are_not_tried_one_by_one() -> None:
    """Forty quarters, each reported by its months too, are 2^40 ways to the one that is missing."""
    plan = plan_of(Case("", 1, {"plan": [{"id": "cases", "smallest_shown": "5"}]}))
    quarters = [f"CY{y}-Q{q}" for y in range(2000, 2010) for q in (1, 2, 3, 4)]
    months = [f"{y}-{m:02}" for y in range(2000, 2010) for m in range(1, 13)]
    reported = [*quarters[:-1], *months[:-1], "CY2000..CY2009"]
    rows: list[Tree] = [{"agency": "ATF", "period": p, "value": "3"} for p in reported]
    side = public_side(plan, record_of(rows, plan, _DAY))
    assert len(side.withheld) == len(rows)


def test_a_small_count_that_was_revised_is_not_shown_as_what_was_said_before() -> None:
    plan = plan_of(Case("", 1, {"plan": [{"id": "cases", "smallest_shown": "5"}]}))
    rows: list[Tree] = [
        {"agency": "ATF", "period": f"FY200{y}", "value": value}
        for y, value in ((7, "3"), (8, "40"), (9, "50"))
    ]
    small, large, now = record_of(rows, plan, _DAY).in_force.values()
    revised = replace(now, displaced=(large, replace(small, submission=7)))
    record = replace(
        record_of([], plan, _DAY),
        in_force={now.observation.key: revised},
        returned=((small, _remark(small)),),
    )
    side = public_side(plan, record)
    (shown,) = side.record.in_force.values()
    assert [old.observation for old in shown.displaced] == [large.observation]
    assert side.record.returned == ()
    assert side.withheld == ()
    # A word on the whole of that file, or its digest, could tell it too.
    assert 7 in side.mixed


def test_what_stood_beside_a_small_count_before_it_was_revised_does_not_tell_it() -> None:
    """Before, 43 less 40 were 3; now 45 less 40 are 5, and all three may be seen."""
    measure: Tree = {"id": "cases", "smallest_shown": "5", "dimensions": ["states"]}
    plan = plan_of(Case("", 1, {"plan": [measure]}))

    def rows(*values: str) -> Record:
        places: list[Tree] = [{}, {"by": {"states": "TX"}}, {"by": {"states": "AZ"}}]
        said: list[Tree] = [
            {"agency": "ATF", "period": "FY2009", "value": value} | mapping(by)
            for value, by in zip(values, places, strict=True)
        ]
        return record_of(said, plan, _DAY)

    before, now = rows("43", "40", "3"), rows("45", "40", "5")
    revised = {
        key: replace(held, displaced=(before.in_force[key],)) for key, held in now.in_force.items()
    }
    side = public_side(plan, replace(now, in_force=revised))
    assert [_words(held) for held in side.record.in_force.values()] == ["45", "40", "5"]
    assert [held.displaced for held in side.record.in_force.values()] == [(), (), ()]


def test_it_is_not_said_of_how_many_rows_medians_beside_a_withheld_one_are() -> None:
    """Of 100 rows in the year 40, 30 and 28 are in three quarters: 2 are in the fourth."""
    how: Tree = {"extract": "t", "median": "waited"}
    measure: Tree = {
        "id": "days", "smallest_shown": "5", "quantity": "average", "frequency": "quarterly",
        "from_extract": how,
    }  # fmt: skip
    plan = plan_of(Case("", 1, {"plan": [measure]}))
    counted = {"FY2009-Q1": "40", "FY2009-Q2": "30", "FY2009-Q3": "28", "FY2009": "100"}

    def told(more: dict[str, str]) -> list[bool]:
        rows: list[Tree] = [
            {"agency": "ATF", "period": period, "value": "14", "rows": number}
            for period, number in {**counted, **more}.items()
        ]
        side = public_side(plan, record_of(rows, plan, _DAY))
        return [held.observation.rows_told for held in side.record.in_force.values()]

    assert told({"FY2009-Q4": "2"})[:4] == [False] * 4
    assert told({"FY2009-Q4": "0"})[:4] == [True] * 4


_STATES: Final = ("AZ", "CA", "NM", "TX")


@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=4),
    st.integers(3, 6),
    st.booleans(),
)
def test_no_withheld_figure_can_be_worked_out_of_the_public_record(
    counts: list[int],
    least: int,
    whole_country: bool,  # noqa: FBT001  # drawn
) -> None:
    measure: Tree = {"id": "cases", "smallest_shown": str(least), "dimensions": ["states"]}
    plan = plan_of(Case("", 1, {"plan": [measure]}))
    rows: list[Tree] = [
        {"agency": "ATF", "period": "FY2009", "value": str(count), "by": {"states": state}}
        for count, state in zip(counts, _STATES, strict=False)
    ]
    if whole_country:
        rows.append({"agency": "ATF", "period": "FY2009", "value": str(sum(counts))})
    record = record_of(rows, plan, _DAY)
    side = public_side(plan, record)
    known, unknown = {}, {}
    for key, held in side.record.in_force.items():
        stated = held.observation.stated
        if stated is None or stated.upper is not None:
            unknown[key] = Interval(Fraction(0), None) if stated is None else stated.interval()
        else:
            known[key] = stated.interval()
            # What is shown is what was reported.
            assert record.in_force[key].observation.stated == stated
    told = Shown(known, unknown, tuple(bonds_between(plan, record)), frozenset(known | unknown))
    assert told.worked_out() <= set(side.bare)
    small = {k for k, h in record.in_force.items() if 0 < h.observation.stated.number < least}  # type: ignore[union-attr]  # each has a number
    assert small <= set(unknown)
