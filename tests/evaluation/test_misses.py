"""Every case of misses_cases/*.yaml, and what holds of misses whatever the numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.misses import Miss, misses_of
from milepost.periods import parse_period
from milepost.plan.yaml_source import Tree
from milepost.scorecard.misses import compose_misses, lines
from tests.evaluation.further_cases import Setting, cases_in, setting_of
from tests.evaluation.judging import Case, items, make_plan, mapping, record_of, text

_CASES: Final = cases_in("misses_cases")
_WIDTH: Final = 80


def _found(setting: Setting) -> tuple[Miss, ...]:
    return misses_of(setting.plan, setting.record, setting.evaluation)


def _shown(miss: Miss) -> dict[str, object]:
    """A miss in the words of a case."""
    count = str(miss.at_least)
    if miss.at_most != miss.at_least:
        count += f" to {miss.at_most}"
    return {
        "measure": miss.measure.id,
        "agency": miss.agency,
        "count": count,
        "periods": " ".join(str(missed.period) for missed in miss.periods),
        "undecided": " ".join(str(period) for period in miss.undecided),
        "owes": [
            f"{'' if o.is_certain else 'perhaps '}{o.step.obliges}{f' by {o.by}' if o.by else ''}"
            for o in miss.obligations
        ],
        "explained": "yes" if miss.is_explained else "no",
        "explanations": [
            f"{e.said.agency} {e.said.period}: {e.said.why}, {e.review}, {e.progress}"
            for e in miss.explanations
        ],
        "actions": [f"{a.action.id}: {a.progress}" for a in miss.actions],
    }


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_the_misses_of_a_case_are_those_it_expects(case: Case) -> None:
    expected = [mapping(e) for e in items(case.tree["expected"])]
    found = [_shown(miss) for miss in _found(setting_of(case))]
    assert [
        {key: shown[key] for key in wanted} for shown, wanted in zip(found, expected, strict=False)
    ] == expected, f"misses_cases/{case.theme}.yaml:{case.line}"
    assert len(found) == len(expected), f"misses_cases/{case.theme}.yaml:{case.line}"
    assert all("count" in wanted for wanted in expected)


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_the_order_of_submissions_changes_no_count(case: Case) -> None:
    def counted(setting: Setting) -> list[tuple[object, ...]]:
        return sorted(
            (m.measure.id, m.agency, m.at_least, m.at_most, str(m.periods[0].period))
            for m in _found(setting)
        )

    assert counted(setting_of(case)) == counted(setting_of(case, backwards=True))


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_every_miss_is_told_in_80_columns(case: Case) -> None:
    setting = setting_of(case)
    found = _found(setting)
    shown = "\n".join(lines(compose_misses(found, setting.record.as_of)))
    assert all(len(line) <= _WIDTH for line in shown.splitlines())
    for miss in found:
        assert all(f"{missed.period}: " in shown for missed in miss.periods)
        assert all(o.step.source in " ".join(shown.split()) for o in miss.obligations)


_YEARS: Final = 6
_states = st.lists(st.sampled_from(["met", "missed", "silent"]), min_size=1, max_size=_YEARS)


@given(_states)
@settings(deadline=None)
def test_the_range_holds_every_count_that_the_silent_years_may_come_to(states: list[str]) -> None:
    def count_of(states: list[str]) -> tuple[int, int]:
        plan = make_plan([{"targets": [{"each": "fiscal-year", "from": "FY2001", "value": "4"}]}])
        rows: list[Tree] = [
            {"agency": "ATF", "period": f"FY{2001 + i}", "value": {"met": "4", "missed": "3"}[s]}
            for i, s in enumerate(states)
            if s != "silent"
        ]
        last = parse_period(f"FY{2000 + len(states)}")
        record = record_of(rows, plan, dt.date(2020, 1, 1))
        found = misses_of(plan, record, evaluate(plan, record, last))
        return (found[0].at_least, found[0].at_most) if found else (0, 0)

    least, most = count_of(states)
    if (least, most) == (0, 0):
        return
    as_met = ["met" if s == "silent" else s for s in states]
    as_missed = ["missed" if s == "silent" else s for s in states]
    assert count_of(as_met)[0] == least
    assert count_of(as_missed)[0] == most
    assert least <= most


def test_no_miss_is_said_in_a_sentence() -> None:
    said = "No promise of a year or quarter that is over was missed for certain."
    assert list(lines(())) == [said]


def test_what_is_missed_is_told_so_that_it_can_be_recomputed() -> None:
    case = next(c for c in _CASES if text(c.tree["name"]) == "an undecided year makes a range")
    setting = setting_of(case)
    assert list(lines(compose_misses(_found(setting), setting.record.as_of))) == [
        "1 promise was missed; 1 without an explanation.",
        "",
        "Cases: missed 2 to 3 years in a row, FY2007 cannot be decided.",
        "  FY2009: 3 is not 4 or more.",
        "  FY2008: 2 is not 4 or more.",
        "  FY2007: 4 or more: ATF FY2007: not reported.",
        "  No explanation of the newest miss stands.",
    ]


def test_missed_promises_that_were_made_up_are_counted_apart() -> None:
    case = next(c for c in _CASES if text(c.tree["name"]) == "an undecided year makes a range")
    setting = setting_of(case)
    [real] = compose_misses(_found(setting), setting.record.as_of)
    made_up = replace(real, illustrative=True)
    assert list(lines([real, made_up, made_up]))[:2] == [
        "1 promise was missed; 1 without an explanation.",
        "Illustrative: 2 promises were missed; 2 without an explanation.",
    ]


def test_actions_with_a_date_are_told_in_full_and_those_that_are_overdue_are_counted() -> None:
    name = "actions of the plan under the objective, of who reports it"
    setting = setting_of(next(c for c in _CASES if text(c.tree["name"]) == name))
    assert list(lines(compose_misses(_found(setting), setting.record.as_of))) == [
        "1 promise was missed; 1 without an explanation.",
        "1 corrective action is overdue.",
        "",
        "Cases: missed 1 year.",
        "  FY2009: 3 is not 4 or more.",
        "  No explanation of the newest miss stands.",
        # 30 June to 31 October: 31 + 31 + 30 + 31 days.
        "  The plan's action late of ATF and ICE, due 2009-06: OVERDUE by 123 days,",
        "    nothing says that it was done. A.",
        "  The plan's action done of ATF, due 2009: done on 2009-02. B.",
        "  The plan's action to-come of ATF, due 2009: open. C.",
        "  Actions of the plan without a date: undated.",
    ]


def test_years_that_cannot_be_decided_are_told_as_stretches() -> None:
    plan = make_plan([{"targets": [{"each": "fiscal-year", "from": "FY2001", "value": "4"}]}])
    rows: list[Tree] = [
        {"agency": "ATF", "period": f"FY{year}", "value": "3"} for year in (2004, 2006)
    ]
    record = record_of(rows, plan, dt.date(2006, 10, 31))
    [row] = compose_misses(
        misses_of(plan, record, evaluate(plan, record, parse_period("FY2006"))), record.as_of
    )
    assert row.count == (
        "missed 1 to 6 years in a row, FY2001 to FY2003 and FY2005 cannot be decided"
    )


def test_where_a_promise_has_no_start_a_count_of_undecided_years_says_so() -> None:
    plan = make_plan([{"targets": [{"each": "fiscal-year", "value": "4"}]}])
    # Missed in FY2006 for certain; FY2005 and FY2004 are not decided by "at least 3".
    rows: list[Tree] = [
        {"agency": "ATF", "period": f"FY{year}", "value": value}
        for year, value in ((2004, "at least 3"), (2006, "3"))
    ]
    record = record_of(rows, plan, dt.date(2006, 10, 31))
    [row] = compose_misses(
        misses_of(plan, record, evaluate(plan, record, parse_period("FY2006"))), record.as_of
    )
    assert row.count == (
        "missed 1 to 3 years in a row, FY2004 to FY2005 cannot be decided; the plan does not say "
        "from when it was promised"
    )


def test_the_document_owed_is_told_with_its_day_and_its_law() -> None:
    name = "a range may reach a higher step"
    setting = setting_of(next(c for c in _CASES if text(c.tree["name"]) == name))
    [row] = compose_misses(_found(setting), setting.record.as_of)
    reached, perhaps = row.owed
    assert reached.is_certain
    assert reached.text == (
        "Reaches the step for 1 of “A ladder”, 1 to 3 counted since 2011-01-04: owes by "
        "2013-11-29 an improvement plan. 31 U.S.C. 1116(g)."
    )
    assert not perhaps.is_certain
    assert perhaps.text == (
        "May reach the step for 3 of “A ladder”, 1 to 3 counted since 2011-01-04: owes "
        "recommendations of OMB. 31 U.S.C. 1116(i)."
    )
