from __future__ import annotations

import datetime as dt

import pytest

from milepost.periods import parse_period
from milepost.plan.duty_calendar.model import DutyCalendar, Entry
from milepost.workspace import Workspace
from tests.cli.office import Office
from tests.journey.repository import EXAMPLE, ROOT


def _calendar(
    office: Office, year: str, as_of: str = "2010-12-31", *, everything: bool = False
) -> DutyCalendar:
    day = dt.date.fromisoformat(as_of)
    return Workspace(office.root).duty_calendar(parse_period(year), day, everything=everything)


def _entry(found: DutyCalendar, identifier: str) -> Entry:
    (entry,) = [e for e in found.entries if e.id == identifier]
    return entry


def _dates(found: DutyCalendar) -> list[tuple[str, str]]:
    return [(e.id, str(e.on)) for e in found.entries]


def test_the_duties_of_a_calendar_year_stand_by_date(office: Office) -> None:
    assert _dates(_calendar(office, "CY2010")) == [
        ("summary", "2010-01-30"),  # 60 days after 1 December 2009
        ("assessment", "2010-02-01"),
        ("notice", "2010-02-06"),
        ("evaluations", "2010-11-01"),
    ]


def test_a_fiscal_year_has_the_duties_of_its_own_twelve_months(office: Office) -> None:
    assert _dates(_calendar(office, "FY2011")) == [
        ("evaluations", "2010-11-01"),
        ("summary", "2011-01-30"),
        ("assessment", "2011-02-07"),
    ]


def test_a_duty_of_every_second_year_rests_in_the_other(office: Office) -> None:
    years = [y for y in range(2008, 2016) if "notice" in dict(_dates(_calendar(office, f"CY{y}")))]
    assert years == [2008, 2010, 2012]  # 2014 would be its turn, but the law ended in 2013


def test_what_the_law_did_not_ask_for_yet_or_no_longer_asks_for_stands_apart(
    office: Office,
) -> None:
    before = _calendar(office, "CY2009")
    assert [e.id for e in before.not_in_force] == ["evaluations"]
    after = _calendar(office, "CY2014")
    assert [e.id for e in after.not_in_force] == ["notice"]


@pytest.mark.parametrize(
    ("as_of", "status", "days"),
    [
        ("2010-01-31", "not yet due", 0),
        ("2010-02-01", "not yet due", 0),  # the day itself is still in time
        ("2010-02-02", "not done", 1),
        ("2010-02-03", "done", 2),
        ("2012-01-01", "done", 2),
    ],
)
def test_a_duty_is_done_once_that_is_known_by_the_day_that_is_looked_at(
    office: Office, as_of: str, status: str, days: int
) -> None:
    standing = _entry(_calendar(office, "CY2010", as_of), "assessment").standing
    assert (standing.status, standing.days_late) == (status, days)
    assert standing.is_late == bool(days)


def test_what_was_done_for_one_year_is_not_done_for_another(office: Office) -> None:
    in_time = _entry(_calendar(office, "CY2011", "2011-12-31"), "assessment").standing
    assert (in_time.status, in_time.done, in_time.is_late) == ("done", "2011-02-07", False)
    missed = _entry(_calendar(office, "CY2012", "2012-12-31"), "assessment").standing
    assert (missed.status, missed.done) == ("not done", "")


def test_nothing_but_duties_is_in_it_unless_all_is_asked_for(office: Office) -> None:
    found = _calendar(office, "CY2010", everything=True)
    assert [(e.kind, e.id, e.due) for e in found.entries if e.kind != "duty"] == [
        ("review", "agreement", "2010-02-28"),  # half a year after 31 August
        ("action", "assign-agents", "2010-06"),
        ("review", "agreement", "2010-09-02"),  # half a year after the review of 2 March
        ("milestone", "R2.2", "2010"),
        ("waiver", "no-outlook", "2010-12-31"),
    ]
    assert {e.kind for e in _calendar(office, "CY2010").entries} == {"duty"}


def test_a_month_is_over_on_its_last_day_and_nobody_counts_days_from_a_month(
    office: Office,
) -> None:
    early = _entry(_calendar(office, "CY2010", "2010-06-30", everything=True), "assign-agents")
    assert (str(early.on), early.standing.status) == ("2010-06-30", "not yet due")
    late = _entry(_calendar(office, "CY2010", everything=True), "assign-agents").standing
    assert (late.status, late.done, late.is_late, late.days_late) == ("done", "2010-07", True, 0)


def test_a_review_is_held_against_the_one_before_it(office: Office) -> None:
    found = _calendar(office, "CY2010", "2010-10-02", everything=True)
    first, second = [e for e in found.entries if e.kind == "review"]
    assert (first.standing.status, first.standing.days_late) == ("done", 2)
    assert first.standing.note == "Two conflicts settled"
    assert (second.standing.status, second.standing.days_late) == ("not done", 30)
    assert second.who == "ONDCP"


def test_a_review_that_was_not_held_yet_on_that_day_is_not_looked_at(office: Office) -> None:
    found = _calendar(office, "CY2010", "2010-03-01", everything=True)
    (only,) = [e for e in found.entries if e.kind == "review"]
    assert (str(only.on), only.standing.status) == ("2010-02-28", "not done")


def test_what_cannot_be_dated_is_named_with_the_reason(office: Office) -> None:
    (team,) = _calendar(office, "CY2010", everything=True).undated
    assert (team.kind, team.id) == ("review", "team")
    assert team.reason == (
        "To be reviewed yearly; the plan says neither when it was signed nor of any review."
    )
    text = (office.root / "strategy/plan.yaml").read_text(encoding="utf-8")
    office.write_plan(text.replace("    counted_from: CY2010\n", ""))
    (notice,) = _calendar(office, "CY2010").undated
    assert (notice.id, notice.reason) == (
        "notice",
        "Every 2 years; the plan does not say counted from which.",
    )


@pytest.mark.parametrize("year", ["CY1700", "CY9998", "FY1700", "FY9998"])
def test_the_first_and_the_last_year_there_is_have_their_duties(office: Office, year: str) -> None:
    assert "assessment" in dict(_dates(_calendar(office, year)))


def test_the_calendar_of_2009_holds_the_law_of_2009() -> None:
    found = Workspace(ROOT).duty_calendar(parse_period("CY2009"), dt.date(2009, 10, 31))
    assert _dates(found) == [
        ("accounting-to-ondcp", "2009-02-01"),
        ("strategy-each-year", "2009-02-01"),
        ("accounting-to-congress", "2009-04-01"),
        ("budget-recommendations", "2009-07-01"),
        ("summary-of-evaluations", "2009-11-29"),
        ("southwest-border-strategy", "2009-12-31"),
    ]
    assert [(e.id, str(e.in_force_from)) for e in found.not_in_force] == [
        ("measurement-system", "2018-10-24"),
        ("performance-summary-report", "2019-10-22"),
        ("annual-assessment", "2018-10-24"),
        ("policy-priorities", "2018-10-24"),
        ("agency-evaluations", "2018-10-24"),
    ]


def test_the_strategy_of_2022_was_73_days_late() -> None:
    found = Workspace(ROOT).duty_calendar(parse_period("CY2022"), dt.date(2022, 12, 31))
    strategy = _entry(found, "strategy-every-two-years")
    assert (str(strategy.on), strategy.standing.days_late) == ("2022-02-07", 73)
    assert str(_entry(found, "notice-of-a-late-strategy").on) == "2022-02-12"
    assert "policy-priorities" not in {e.id for e in found.entries}


def test_the_example_says_of_each_entry_whether_it_was_made_up() -> None:
    workspace = Workspace(ROOT / EXAMPLE)
    found = workspace.duty_calendar(parse_period("CY2009"), dt.date(2009, 10, 31), everything=True)
    assert found.illustrative
    made_up = {e.id for e in found.entries if e.illustrative}
    assert made_up == {
        "count-inspections",
        "southbound-board",
        "epic-board",
        "one-definition",
        "report-on-the-implementation-plan",
        "telephone-line",
    }
    for entry in found.entries:
        assert entry.illustrative == entry.place.file.startswith("plan/")
    overdue = [e for e in found.entries if e.id == "southbound-board"][1].standing
    assert (overdue.status, overdue.days_late) == ("not done", 31)
