"""The example of measures over records, from its files to what the record says of them.

What is expected is counted here from the files, row by row, and never by the engine.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest

from benchmarks.example_records import make
from milepost.intervals import Interval
from milepost.periods import parse_period
from milepost.submissions.model import Observation
from milepost.workspace import Workspace
from tests.facts.records import AS_OF, EXAMPLE, REVISED_ON, copied, revised, rows_of, sent

_Q1: Final = parse_period("FY2009-Q1")
_Q2: Final = parse_period("FY2009-Q2")
_YEAR: Final = parse_period("FY2009")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace(copied(tmp_path_factory.mktemp("example"))) as made:
        assert made.plan.problems == (), made.plan.problems
        sent(made)
        revised(made)
        yield made


def _said(
    workspace: Workspace, measure: str, period: str, day: dt.date = AS_OF, **by: str
) -> Observation:
    plan = workspace.plan.plan
    assert plan is not None
    agency = plan.measure_by_id[measure].agencies[0]
    dimensions = tuple((name.replace("_", "-"), code) for name, code in by.items())
    return (
        workspace.record(day)
        .in_force[agency, measure, parse_period(period), dimensions]
        .observation
    )


def _number(said: Observation) -> Fraction:
    assert said.stated is not None
    assert said.stated.bound == "exact"
    return Fraction(said.stated.number)


def test_its_files_are_what_the_script_makes(tmp_path: Path) -> None:
    made = make(tmp_path)
    there = {p.relative_to(EXAMPLE / "deliveries") for p in EXAMPLE.glob("deliveries/*/*.csv")}
    assert {p.relative_to(tmp_path) for p in made} == there
    for path in made:
        assert (
            path.read_bytes() == (EXAMPLE / "deliveries" / path.relative_to(tmp_path)).read_bytes()
        )


def test_rows_are_counted_by_the_day_a_trace_was_completed(workspace: Workspace) -> None:
    for quarter in (1, 3, 4):
        said = _said(workspace, "traces-completed", f"FY2009-Q{quarter}")
        assert _number(said) == len(rows_of("traces", quarter)) == said.counted


def test_a_share_keeps_what_is_unknown_as_a_third_answer(workspace: Workspace) -> None:
    rows = rows_of("traces", 1)
    yes = sum(row["origin"] in ("made-in-us", "imported-to-us") for row in rows)
    unknown = sum(not row["origin"] for row in rows)
    said = _said(workspace, "of-us-origin", "FY2009-Q1")
    assert said.stated is not None
    assert said.stated.interval() == Interval(Fraction(yes), Fraction(yes + unknown))
    assert said.whole == len(rows)
    assert unknown == 39


def test_a_mean_of_days_is_exact_to_twelve_decimals(workspace: Workspace) -> None:
    days = [
        (dt.date.fromisoformat(r["completed_on"]) - dt.date.fromisoformat(r["traced_on"])).days
        for r in rows_of("traces", 1)
    ]
    mean = Fraction(sum(days), len(days))
    found = _number(_said(workspace, "mean-days-to-trace", "FY2009-Q1"))
    assert abs(found - mean) * 2 <= Fraction(1, 10**12)


def test_every_port_has_a_figure_and_most_of_them_a_true_zero(workspace: Workspace) -> None:
    counted = Counter(row["port"] for row in rows_of("seizures", 1))
    for number in range(1, 26):
        port = f"P{number:02}"
        said = _said(workspace, "seizures-at-ports", "FY2009-Q1", land_ports=port)
        assert _number(said) == counted[port] == said.counted
    assert len(counted) <= 10


def test_the_funnel_by_period_and_by_cohort(workspace: Workspace) -> None:
    rows = rows_of("cases-atf", 1, 2, 3, 4)

    def within(day: str) -> bool:
        return "2008-10-01" <= day <= "2008-12-31"

    by_period = sum(within(row["indicted_on"]) for row in rows)
    by_cohort = sum(within(row["opened_on"]) and row["indicted_on"] != "" for row in rows)
    assert _number(_said(workspace, "cases-indicted", "FY2009-Q1")) == by_period
    assert _number(_said(workspace, "cohort-indicted", "FY2009-Q1")) == by_cohort


def test_as_of_an_earlier_day_it_is_what_it_was(workspace: Workspace) -> None:
    before = _said(workspace, "of-us-origin", "FY2009-Q2", REVISED_ON - dt.timedelta(1))
    after = _said(workspace, "of-us-origin", "FY2009-Q2", REVISED_ON)
    assert before.stated is not None
    assert after.stated is not None
    assert [int(said.whole or 0) for said in (before, after)] == [320, 318]
    # Six origins were taken back; what they had said before does not come back. Two rows are
    # quarantined, whatever they say.
    rows = [
        row
        for row in rows_of("traces", 2, revised_too=True)
        if row["weapon_type"] != "machinegun" and row["completed_on"] != "2009-02-30"
    ]
    assert after.stated.number == sum(row["origin"] != "" for row in rows)


def test_a_revision_restates_its_own_quarter_and_nothing_else(workspace: Workspace) -> None:
    found, _ = workspace.restatements(REVISED_ON - dt.timedelta(1), REVISED_ON)
    # By the day of recovery the two rows in quarantine were counted in the quarter before.
    assert {(r.kind, r.key[2]) for r in found if r.key[1] != "recovered-in-year"} == {
        ("changed", _Q2)
    }
    assert {r.new.submission for r in found if r.new} == {17}
    assert {r.old.submission for r in found if r.old} == {5}
    held = workspace.record(AS_OF).in_force["ATF", "of-us-origin", _Q2, ()]
    assert [old.submission for old in held.displaced] == [5]


def test_a_figure_names_the_delivery_that_it_came_with(workspace: Workspace) -> None:
    held = workspace.record(AS_OF).in_force["ATF", "of-us-origin", _Q1, ()]
    assert (held.submission, held.displaced) == (1, ())
    assert str(held.observation.place) == "FY2009-Q1/SYNTHETIC-traces.csv"


def test_what_was_not_delivered_is_not_reported_and_status_names_it(workspace: Workspace) -> None:
    day = dt.date(2009, 9, 1)  # the third quarter's traces came, the fourth has not begun to be due
    record = workspace.record(day)
    assert ("ATF", "traces-completed", parse_period("FY2009-Q4"), ()) not in record.in_force
    report = workspace.status(parse_period("FY2009-Q4"), dt.date(2009, 12, 1))
    (atf,) = (a for a in report.agencies if a.agency == "ATF")
    assert (atf.reported, atf.missing) == (atf.due, 0)
    early = workspace.status(_Q2, dt.date(2009, 4, 1))
    (atf,) = (a for a in early.agencies if a.agency == "ATF")
    assert (atf.reported, atf.awaited) == (0, atf.due)


def test_the_way_back_goes_down_to_the_rows(workspace: Workspace) -> None:
    from milepost.scorecard.way_back import as_text  # noqa: PLC0415  # as the command does

    text = " ".join(as_text(workspace.explain("of-us-origin", _Q1, AS_OF)).split())
    assert "The part: origin in ('made-in-us', 'imported-to-us') -> measures/traces.yaml:" in text
    assert "Dated by: completed_on (when the trace was completed)" in text
    assert "Delivery 1 of “traces” for FY2009-Q1, received 2009-01-20: 300 rows" in text
    assert "yes 261, no 0, unknown 39" in text
    assert "was asked:" in text
    assert "SYN-T-FY2009-Q1-000000000" in text
    assert "and 280 more" in text
    secret = " ".join(as_text(workspace.explain("cases-opened", _Q1, AS_OF)).split())
    assert "law-enforcement sensitive: their keys are not shown" in secret
    assert "SYN-A" not in secret


def test_the_scorecard_says_beside_a_figure_what_it_was_computed_from(workspace: Workspace) -> None:
    card = workspace.compose(_YEAR, AS_OF)
    rows = {row.measure: row for section in card.sections for row in section.rows}
    assert "from 1,238 rows of “traces”, by completed_on" in rows["of-us-origin"].quality
    assert "unknown 167" in rows["of-us-origin"].quality
    assert card.quality is not None
    assert card.quality.computed is not None
    lines = {line.number: line for line in card.quality.computed.deliveries}
    assert (lines[17].rows, lines[17].quarantined) == (318, 2)
    assert len(lines) == 17


def test_an_analyst_may_return_a_computed_figure_and_the_one_before_holds(tmp_path: Path) -> None:
    with Workspace(copied(tmp_path)) as workspace:
        sent(workspace, quarters=2)
        revised(workspace)
        key = ("ATF", "long-guns", _Q2, ())
        assert workspace.record(AS_OF).in_force[key].submission == 9
        handle = ["9/long-guns"]
        workspace.review("returned", handle, "Two rows were lost.", "An analyst", REVISED_ON)
        record = workspace.record(AS_OF)
        assert record.in_force[key].submission == 5
        assert [held.submission for held, _ in record.returned] == [9]
        # What comes for another quarter does not bring it back.
        day = dt.date(2009, 7, 20)
        path = workspace.root / "deliveries/FY2009-Q3/SYNTHETIC-traces.csv"
        list(workspace.submit_extract("traces", [str(path)], day))
        assert workspace.record(AS_OF).in_force[key].submission == 5


def test_a_delivery_of_which_no_row_was_taken_displaces_nothing(tmp_path: Path) -> None:
    with Workspace(copied(tmp_path)) as workspace:
        sent(workspace, quarters=1)
        path = tmp_path / "FY2009-Q1" / "traces.csv"
        path.parent.mkdir()
        head = "trace_number,recovered_on,traced_on,completed_on,weapon_type,calibre,origin"
        path.write_text(f"{head},source_state\nX-1,,,,cannon,,,\n", encoding="utf-8")
        (received,) = workspace.submit_extract("traces", [str(path)], dt.date(2009, 2, 1))
        assert received.submission is not None
        assert received.submission.status == "rejected"
        held = workspace.record(AS_OF).in_force["ATF", "traces-completed", _Q1, ()]
        assert (held.submission, held.observation.counted) == (1, 300)
