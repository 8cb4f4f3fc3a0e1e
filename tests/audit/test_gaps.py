"""The facts that several criteria rest on: who leads, what is tied, what is overdue."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from milepost.plan.audit import gaps
from tests.audit.plans import MEASURE, OBJECTIVE, START, audited, held_against, on_one, on_the_plan

_ROLE = "      - {{agency: {}, role: {}, authority: A law, source: made up}}\n"


def _objective(*roles: tuple[str, str]) -> str:
    lines = "".join(_ROLE.format(agency, role) for agency, role in roles)
    return START + OBJECTIVE + (f"    roles:\n{lines}" if roles else "")


@pytest.mark.parametrize(
    ("roles", "verdict", "reason"),
    [
        ([], "not addressed", "Nobody leads it."),
        ([("ATF", "lead")], "met", "ATF leads it."),
        ([("ATF", "co-lead"), ("ICE", "co-lead")], "met", "ATF and ICE co-lead it."),
        ([("ATF", "lead"), ("ICE", "lead")], "partly met", "ATF and ICE both lead it."),
        (
            [("ATF", "lead"), ("ICE", "lead"), ("ONDCP", "lead")],
            "partly met",
            "ATF, ICE and ONDCP all lead it.",
        ),
        (
            [("ATF", "lead"), ("ICE", "co-lead")],
            "partly met",
            "ATF leads it beside ICE as co-lead.",
        ),
        ([("ATF", "co-lead")], "partly met", "ATF co-leads it with nobody."),
        ([("ATF", "supporting")], "not addressed", "Nobody leads it; ATF in another role."),
        (
            [("ATF", "lead"), ("ICE", "supporting"), ("ONDCP", "consulted")],
            "met",
            "ATF leads it; 2 agencies in other roles.",
        ),
    ],
)
def test_one_leads_or_several_together(
    tmp_path: Path, roles: list[tuple[str, str]], verdict: str, reason: str
) -> None:
    found = held_against("gao-09-709", audited(tmp_path, _objective(*roles)))
    opinion = on_one(found, "gao-09-709.roles", "o").opinion
    assert (opinion.verdict, opinion.reason) == (verdict, reason)
    assert bool(opinion.to_close) == (verdict != "met")


def test_a_role_assigned_elsewhere_counts_as_if_it_stood_with_the_objective(tmp_path: Path) -> None:
    text = _objective() + (
        "assignments:\n  - {id: a, objective: o, agency: ATF, role: lead, "
        "authority: A law, source: made up}\n"
    )
    found = held_against("gao-09-709", audited(tmp_path, text))
    opinion = on_one(found, "gao-09-709.roles", "o").opinion
    assert opinion.verdict == "met"
    assert [str(p) for p in opinion.places] == ["plan.yaml:12:5", "plan.yaml:19:5"]


def test_who_acts_without_a_role_is_named(tmp_path: Path) -> None:
    text = _objective(("ICE", "lead")) + MEASURE
    found = held_against("gao-09-709", audited(tmp_path, text))
    opinion = on_one(found, "gao-09-709.roles", "o").opinion
    assert opinion.verdict == "partly met"
    assert opinion.reason == "ICE leads it; ATF acts without a role."
    assert opinion.to_close == "Give ATF a role."


def test_two_leads_are_named_in_the_finding_on_the_plan(tmp_path: Path) -> None:
    found = held_against(
        "gao-09-709", audited(tmp_path, _objective(("ATF", "lead"), ("ICE", "lead")))
    )
    opinion = on_the_plan(found, "gao-09-709.roles").opinion
    assert opinion.reason == "None of 1 objective has one lead. ATF and ICE both lead o."
    assert opinion.to_close == "Keep one lead, or make ATF and ICE co-leads: o."


# --- Resources ---------------------------------------------------------------------------------


def _money(rest: str) -> str:
    return (
        "resources:\n  - {id: r, agency: ATF, period: FY2010, kind: money, purpose: Agents, "
        f"unit: USD, source: made up, {rest}}}\n"
    )


@pytest.mark.parametrize(
    ("rest", "verdict", "reason"),
    [
        ("objective: o, enacted: 5", "met", "1 amount tied to it, of ATF."),
        ("objective: o, planned: 0", "partly met", ("1 resource tied to it; the source says there "
         "is none.")),
        ("objective: o", "partly met", "1 resource tied to it; no amount is stated."),
        ("enacted: 5", "not addressed", "No resource is tied to it."),
    ],
)  # fmt: skip
def test_money_counts_where_it_is_tied_and_more_than_nothing(
    tmp_path: Path, rest: str, verdict: str, reason: str
) -> None:
    found = held_against("gao-09-709", audited(tmp_path, _objective() + _money(rest)))
    opinion = on_one(found, "gao-09-709.resources", "o").opinion
    assert (opinion.verdict, opinion.reason) == (verdict, reason)


def test_money_for_a_measure_is_tied_to_the_objective_of_it(tmp_path: Path) -> None:
    text = _objective(("ATF", "lead")) + MEASURE + _money("measures: [m], enacted: 5")
    look = audited(tmp_path, text)
    assert gaps.tied_to_nothing(look) == []
    found = held_against("gao-09-709", look)
    assert on_one(found, "gao-09-709.resources", "o").opinion.verdict == "met"


def test_money_tied_to_no_objective_is_a_finding_and_no_error(tmp_path: Path) -> None:
    text = _objective() + _money("enacted: 5")
    look = audited(tmp_path, text)
    found = held_against("gao-09-709", look)
    opinion = on_the_plan(found, "gao-09-709.resources").opinion
    assert "1 resource is tied to no objective: r." in opinion.reason
    assert look.places.at("resources", "r") in opinion.places


# --- Mechanisms and their reviews --------------------------------------------------------------


def _mechanism(rest: str) -> str:
    return (
        "mechanisms:\n  - {id: mou, title: An agreement, parties: [ATF, ICE], objectives: [o], "
        f"source: made up, {rest}}}\n"
    )


@pytest.mark.parametrize(
    ("rest", "verdict", "reason"),
    [
        (
            "status: agreed, signed: 2009-06-30, review_every: yearly",
            "met",
            "In place and reviewed in time: mou.",
        ),
        # A year after the end of 2008 is the end of 2009: a month or year counts from its last day.
        (
            "status: agreed, signed: 2008, review_every: yearly",
            "met",
            "In place and reviewed in time: mou.",
        ),
        (
            "status: agreed, signed: 2008-06-29, review_every: yearly",
            "partly met",
            "In place, and not reviewed in time: mou (review overdue since 2009-06-29).",
        ),
        (
            "status: agreed, signed: 2008-06-30, review_every: yearly",  # due on the day itself
            "met",
            "In place and reviewed in time: mou.",
        ),
        (
            (
                "status: agreed, signed: 1978, review_every: yearly, reviews: "
                "[{held: 2009-01, result: Kept, source: made up}]"
            ),
            "met",
            "In place and reviewed in time: mou.",
        ),
        (
            # A review that is held after the day of the audit is not held yet.
            (
                "status: agreed, signed: 1978, review_every: yearly, reviews: "
                "[{held: 2009-07, result: Kept, source: made up}]"
            ),
            "partly met",
            "In place, and not reviewed in time: mou (review overdue since 1979-12-31).",
        ),
        (
            "status: agreed, signed: 1978",
            "partly met",
            "In place, and not reviewed in time: mou (no review rhythm).",
        ),
        (
            "status: operating, review_every: monthly",
            "partly met",
            "In place, and not reviewed in time: mou (no date from which its first review counts).",
        ),
        ("status: drafted", "partly met", "Not yet in place: mou (drafted)."),
        ("status: proposed", "partly met", "Not yet in place: mou (proposed)."),
        ("status: lapsed", "not addressed", "What served it has lapsed: mou."),
        (
            "status: agreed, signed: 2009-12, review_every: yearly",
            "partly met",
            "Not yet in place: mou (signed only 2009-12).",
        ),
    ],
)
def test_a_mechanism_stands_and_is_reviewed_in_time(
    tmp_path: Path, rest: str, verdict: str, reason: str
) -> None:
    found = held_against("gao-09-709", audited(tmp_path, _objective() + _mechanism(rest)))
    opinion = on_one(found, "gao-09-709.coordination", "o").opinion
    assert (opinion.verdict, opinion.reason) == (verdict, reason)


def test_an_arrangement_of_one_agency_alone_coordinates_nobody(tmp_path: Path) -> None:
    text = _objective() + _mechanism("status: agreed").replace("[ATF, ICE]", "[ICE]")
    found = held_against("gao-09-709", audited(tmp_path, text))
    opinion = on_one(found, "gao-09-709.coordination", "o").opinion
    assert opinion.verdict == "not addressed"
    assert opinion.reason == "What serves it is of one agency alone: mou."


def test_the_rhythm_counts_months_and_not_days() -> None:
    assert gaps.months_later(dt.date(2009, 1, 31), 1) == dt.date(2009, 2, 28)
    assert gaps.months_later(dt.date(2008, 2, 29), 24) == dt.date(2010, 2, 28)
    assert gaps.months_later(dt.date(2009, 11, 30), 3) == dt.date(2010, 2, 28)
    assert gaps.months_later(dt.date(9999, 12, 1), 12) == dt.date.max


# --- Monitoring --------------------------------------------------------------------------------

_TARGET = "    targets:\n      - {period: FY2010, value: 5, source: made up}\n"
_UNDATED = "    targets:\n      - {value: 5, source: made up}\n"
_WATCH = "monitoring:\n  - {id: w, by: ONDCP, every: yearly, reports: Results, source: made up%s}\n"


@pytest.mark.parametrize(
    ("rest", "verdict", "reason"),
    [
        ("", "not addressed", "No measure shows its progress."),
        (_WATCH % "", "not addressed", ("No measure shows its progress, though ONDCP is to watch "
         "it.")),
        (MEASURE, "partly met", "1 measure, none with a target; watched by nobody."),
        (MEASURE + _UNDATED, "partly met", "1 measure, none with a target; watched by nobody."),
        (MEASURE + _TARGET, "partly met", "1 measure, with a target; watched by nobody."),
        (
            MEASURE + _TARGET + _WATCH % "",
            "partly met",
            ("1 measure, with a target; watched by ONDCP, who does not say how improvements are "
            "found."),
        ),
        (
            MEASURE + _TARGET + _WATCH % ", improvements: Each miss is followed up",
            "met",
            "1 measure, with a target; watched by ONDCP.",
        ),
    ],
)  # fmt: skip
def test_an_objective_is_monitored_where_it_is_measured_and_watched(
    tmp_path: Path, rest: str, verdict: str, reason: str
) -> None:
    found = held_against("gao-09-709", audited(tmp_path, _objective() + rest))
    opinion = on_one(found, "gao-09-709.monitoring", "o").opinion
    assert (opinion.verdict, opinion.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("step", "late"),
    [
        ("due: 2009-06-29", True),
        ("due: 2009-06-30", False),  # in time to the end of the day
        ("due: 2009-06", False),  # and to the end of the month
        ("due: 2009-06-29, done: 2009-06-01", False),
        ("due: 2009-06-01, done: 2009-07-01", True),  # not yet done on that day
        ("by: soon", False),
    ],
)
def test_a_recommendation_is_late_with_its_steps(tmp_path: Path, step: str, *, late: bool) -> None:
    text = START + (
        "recommendations:\n  - id: R1\n    to: [ATF]\n    statement: Do it.\n    status: open\n"
        f"    milestones:\n      - {{statement: A step, {step}, source: made up}}\n"
        "    source: made up\n"
    )
    (recommendation,) = audited(tmp_path, text).plan.recommendations
    assert gaps.past_due(recommendation, dt.date(2009, 6, 30)) is late


_DUTY = (
    "duties:\n  - {id: d, title: Report, owner: ATF, due: 1 February, in_force_from: %s, "
    "source: made up}\n"
)


def test_a_duty_that_is_not_done_is_a_finding_from_the_day_the_law_asks_for_it(
    tmp_path: Path,
) -> None:
    look = audited(tmp_path, START + _DUTY % "2009-01-01")
    assert [(e.id, str(e.on)) for e in gaps.duties_not_done(look)] == [("d", "2009-02-01")]
    look = audited(tmp_path, START + _DUTY % "2018-10-24")
    assert gaps.duties_not_done(look) == []
    look = audited(tmp_path, START + _DUTY % "2018-10-24", dt.date(2023, 6, 1))
    found = held_against("gao-23-105520", look)
    reason = on_the_plan(found, "gao-23-105520.accountability").opinion.reason
    assert "1 statutory duty is late and not done on record: d (due 2022-02-01, 2023-02-01)." in (
        reason
    )


@pytest.mark.parametrize(("status", "named"), [("agreed", False), ("drafted", True)])
def test_what_another_has_taken_the_place_of_is_no_gap_any_more(
    tmp_path: Path, status: str, *, named: bool
) -> None:
    # The draft took the place of the old agreement, and the new one of the draft. As long as the
    # new one is drafted as well, the old one is what there is.
    text = _objective() + (
        "mechanisms:\n"
        "  - {id: old, title: t, parties: [ATF, ICE], objectives: [o], status: agreed, signed: "
        "1978, source: made up}\n"
        "  - {id: draft, title: t, parties: [ATF, ICE], objectives: [o], status: drafted, "
        "supersedes: old, source: made up}\n"
        "  - {id: new, title: t, parties: [ATF, ICE], objectives: [o], signed: 2009-06, "
        f"review_every: yearly, supersedes: draft, source: made up, status: {status}}}\n"
    )
    found = held_against("gao-09-709", audited(tmp_path, text))
    opinion = on_one(found, "gao-09-709.coordination", "o").opinion
    assert ("old (no review rhythm)" in opinion.reason) is named
    assert (opinion.verdict == "met") is not named
