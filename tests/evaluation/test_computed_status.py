"""Who delivered the rows of an extract for which period, and in time: worked by hand.

A quarter's rows are due 30 days after its end and closed 15 days later, as HIDTA has it.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.reporting import status_of
from milepost.periods import Calendar, parse_period
from milepost.plan.model.reporting import ReportingWindow
from milepost.scorecard.status import status_report
from milepost.submissions.coverage import covered_since
from milepost.submissions.extracts import Delivery, StoredRows
from milepost.submissions.model import Record, Status, Submission
from tests.evaluation.judging import make_plan

_OCTOBER: Final = Calendar(10)
_PLAN: Final = make_plan(
    [
        {
            "id": "guns",
            "frequency": "quarterly",
            "from_extract": {"extract": "t", "count": "rows"},
        },
        {"id": "cases", "frequency": "quarterly"},
    ]
).model_copy(
    update={
        "windows": (
            ReportingWindow.model_validate(
                {"id": "w", "of": "quarter", "due": "30 days", "locked": "45 days",
                 "late_procedure": "Ask.", "source": "made up"}
            ),
        )
    }
)  # fmt: skip


def _delivery(number: int, period: str, day: str, *, whole: bool = True) -> Delivery:
    status: Status = "accepted" if whole else "rejected"
    of = Submission(
        number, "ATF", parse_period(period), "traces.csv", "0" * 64, 1,
        dt.date.fromisoformat(day), 1, status, 3 if whole else 0, 0, extract="t",
    )  # fmt: skip
    return Delivery("t", of, (), StoredRows("", "", 3) if whole else None)


def _record(as_of: str, *deliveries: Delivery) -> Record:
    return Record(
        dt.date.fromisoformat(as_of),
        {},
        (),
        tuple(d.submission for d in deliveries),
        deliveries=deliveries,
        computed={"guns": ("t",)},
    )


def _states(period: str, record: Record) -> list[tuple[str, str, str, str | None]]:
    found = status_of(_PLAN, record, evaluate(_PLAN, record, parse_period(period)))
    (agency,) = (a for a in found.agencies if a.agency == "ATF")
    return [(a.measure.id, str(a.own), a.state, a.arrival) for a in agency.asked]


def test_a_delivery_reports_what_is_computed_from_it_on_the_day_it_came() -> None:
    # FY2009-Q1 ends with 2008: due by 30 January, closed after 14 February.
    came = [("2009-01-30", "on time"), ("2009-01-31", "late"), ("2009-02-15", "after the lock")]
    for day, arrival in came:
        record = _record("2009-03-01", _delivery(1, "FY2009-Q1", day))
        assert _states("FY2009-Q1", record)[0] == ("guns", "FY2009-Q1", "reported", arrival)


def test_a_later_delivery_makes_nothing_late_that_came_in_time() -> None:
    record = _record(
        "2009-08-01",
        _delivery(1, "FY2009-Q1", "2009-01-10"),
        _delivery(2, "FY2009-Q1", "2009-07-10"),
    )
    assert _states("FY2009-Q1", record)[0][2:] == ("reported", "on time")


def test_what_was_sent_in_a_form_is_another_thing() -> None:
    record = _record("2009-03-01", _delivery(1, "FY2009-Q1", "2009-01-10"))
    assert _states("FY2009-Q1", record)[1] == ("cases", "FY2009-Q1", "missing", None)


def test_a_delivery_that_cannot_be_read_rejects_what_is_computed_and_nothing_else() -> None:
    record = _record("2009-03-01", _delivery(1, "FY2009-Q1", "2009-01-10", whole=False))
    assert _states("FY2009-Q1", record) == [
        ("guns", "FY2009-Q1", "rejected", "on time"),
        ("cases", "FY2009-Q1", "missing", None),
    ]


def test_of_a_year_each_quarter_is_awaited_by_itself() -> None:
    record = _record(
        "2009-07-15",
        _delivery(1, "FY2009-Q1", "2009-01-10"),
        _delivery(2, "FY2009-Q2", "2009-06-01"),
    )
    assert [s[1:] for s in _states("FY2009", record) if s[0] == "guns"] == [
        ("FY2009-Q1", "reported", "on time"),
        ("FY2009-Q2", "reported", "after the lock"),
        ("FY2009-Q3", "awaited", None),
    ]


def test_status_names_the_delivery_that_is_missing() -> None:
    record = _record("2009-06-15", _delivery(1, "FY2009-Q1", "2009-01-10"))
    found = status_of(_PLAN, record, evaluate(_PLAN, record, parse_period("FY2009")))
    report = status_report(_PLAN, found, illustrative=False)
    (agency,) = (a for a in report.agencies if a.agency == "ATF")
    assert "Delivery of t (FY2009-Q2)" in agency.not_reported


@pytest.mark.parametrize(
    ("delivered", "period", "day"),
    [
        (("FY2009",), "FY2009-Q2", "2009-01-01"),
        (("FY2009-Q1", "FY2009-Q2", "FY2009-Q3"), "FY2009", None),
        (("FY2009-Q1", "FY2009-Q2", "FY2009-Q3", "FY2009-Q4"), "FY2009", "2009-01-04"),
        # The last quarter of calendar 2008 is the first of fiscal 2009.
        (("FY2009-Q1",), "CY2008-Q4", "2009-01-01"),
        (("CY2008", "CY2009"), "FY2009", "2009-01-02"),
        (("CY2009",), "FY2009", None),
        ((), "FY2009", None),
    ],
)
def test_a_period_is_covered_day_by_day(
    delivered: tuple[str, ...], period: str, day: str | None
) -> None:
    sent = [_delivery(n, p, f"2009-01-{n:02}") for n, p in enumerate(delivered, 1)]
    found = covered_since(_OCTOBER, sent, _PLAN.measure_by_id["guns"], parse_period(period))
    assert found == (None if day is None else dt.date.fromisoformat(day))
