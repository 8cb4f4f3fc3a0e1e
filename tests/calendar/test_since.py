"""What fell due from the first day of a period on, and what comes next."""

from __future__ import annotations

import datetime as dt

from milepost.plan.duty_calendar.model import DutyCalendar
from milepost.plan.duty_calendar.since import since
from milepost.workspace import Workspace
from tests.cli.office import Office


def _since(office: Office, first: str, as_of: str) -> DutyCalendar:
    read = Workspace(office.root).plan
    assert read.plan is not None
    day = dt.date.fromisoformat
    return since(read.plan, read.places, day(first), day(as_of))


def _duties(found: DutyCalendar) -> list[tuple[str, str]]:
    return [(e.id, str(e.on)) for e in found.entries if e.kind == "duty"]


def test_what_fell_due_in_the_period_is_there_after_its_end_and_then_the_next(
    office: Office,
) -> None:
    # FY2011 seen a month after its end: what fell due within it, then each duty once.
    assert _duties(_since(office, "2010-10-01", "2011-10-31")) == [
        ("evaluations", "2010-11-01"),
        ("summary", "2011-01-30"),
        ("assessment", "2011-02-07"),
        ("evaluations", "2011-11-01"),
        ("summary", "2012-01-30"),
        ("assessment", "2012-02-06"),
        ("notice", "2012-02-11"),
    ]


def test_a_thing_that_comes_twice_within_a_year_is_told_for_the_next_time(office: Office) -> None:
    found = _duties(_since(office, "2010-10-01", "2010-11-01"))
    assert found.count(("evaluations", "2010-11-01")) == 1
    assert [i for i, _ in found].count("evaluations") == 2  # the day itself, and a year after
    assert [i for i, _ in found].count("assessment") == 1


def test_a_day_before_the_period_looks_from_that_day(office: Office) -> None:
    found = _since(office, "2010-10-01", "2010-01-15")
    assert (str(found.first), str(found.last)) == ("2010-01-15", "2011-01-15")


def test_a_year_after_a_leap_day_ends_in_february(office: Office) -> None:
    found = _since(office, "2011-10-01", "2012-02-29")
    assert (str(found.last), str(found.year)) == ("2013-02-28", "FY2012")
