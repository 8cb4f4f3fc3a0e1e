"""The public API as a notebook has it: what docs/api.md shows, and the types of its tables."""

from __future__ import annotations

import datetime as dt
import doctest
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Final

import pandas as pd
import pytest

from milepost import open_workspace
from milepost.periods import Calendar, parse_period
from milepost.scorecard.card import Scorecard
from milepost.scorecard.frames import as_pandas
from milepost.workspace import PlanHasErrorsError, Workspace
from tests.cli.office import PLAN, Office, cases
from tests.cli.test_plan_as_of import LOWERED
from tests.journey.repository import EXAMPLE, Repository

DOCS: Final = Path(__file__).parents[2] / "docs/api.md"
_DAY: Final = "2009-10-31"


@pytest.fixture(scope="module")
def frame(example: Repository) -> pd.DataFrame:
    with open_workspace(example.root / EXAMPLE) as workspace:
        return workspace.evaluate("FY2009", _DAY).to_frame()


@pytest.fixture(scope="module")
def reported(example: Repository) -> pd.DataFrame:
    with open_workspace(example.root / EXAMPLE) as workspace:
        return workspace.record(_DAY).to_frame()


def test_what_the_document_shows_is_what_happens(
    example: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(example.root)
    done = doctest.testfile(str(DOCS), module_relative=False, encoding="utf-8")
    assert done.failed == 0
    assert done.attempted > 25


@pytest.mark.parametrize(
    ("code", "not_imported"),
    [
        ("import milepost", ("milepost.workspace", "pydantic", "pandas", "typing", "pathlib")),
        ("import milepost; milepost.open_workspace('.')", ("pandas", "altair", "sqlalchemy")),
        (
            "import milepost; milepost.open_workspace('.').evaluate('FY2009', '2009-10-31')",
            ("pandas", "altair", "jinja2"),
        ),
    ],
)
def test_nothing_is_imported_before_it_is_used(
    copied: Path, code: str, not_imported: tuple[str, ...]
) -> None:
    # Without site, which imports much itself; its folders are found all the same.
    said = f"import sys; sys.path[:0] = {sys.path!r}; {code}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", said], cwd=copied, capture_output=True, text=True, check=True
    )
    assert not set(done.stdout.split()) & set(not_imported)
    assert "milepost" in done.stdout.split()


def test_periods_and_days_are_taken_as_words_and_as_values(copied: Path) -> None:
    with open_workspace(str(copied)) as workspace:
        words = workspace.evaluate("FY2009-Q3", "2009-07-31")
        values = workspace.evaluate(parse_period("FY2009-Q3"), dt.date(2009, 7, 31))
        assert words == values
        assert (str(words.period), words.as_of) == ("FY2009-Q3", dt.date(2009, 7, 31))
        card = workspace.scorecard("FY2009", _DAY)
        assert card == workspace.compose(parse_period("FY2009"), dt.date(2009, 10, 31))
        assert isinstance(card, Scorecard)
        assert card.as_html().startswith("<!DOCTYPE html>")
        with pytest.raises(ValueError, match="not a period"):
            workspace.evaluate("2009Q3", _DAY)
        with pytest.raises(ValueError, match=r"None is not a date\. Write year-month-day"):
            workspace.evaluate("FY2009-Q3", None)  # type: ignore[arg-type]  # as somebody wrote
        with pytest.raises(ValueError, match=r"2009 is not a period\. Write a fiscal year"):
            workspace.evaluate(2009, _DAY)  # type: ignore[arg-type]  # likewise


def test_a_figure_is_explained_for_periods_and_days_as_words_and_as_values(copied: Path) -> None:
    with open_workspace(copied) as workspace:
        measure = "days-to-complete-a-trace"
        by_words = workspace.explain(measure, "FY2009", _DAY)
        by_values = workspace.explain(measure, parse_period("FY2009"), dt.date(2009, 10, 31))
        assert by_words == by_values
        with pytest.raises(ValueError, match="Write year-month-day"):
            workspace.explain(measure, "FY2009", "yesterday")


def test_a_folder_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="no such folder"):
        open_workspace(tmp_path / "nowhere")


def test_looking_makes_no_ledger(office: Office) -> None:
    with open_workspace(office.root) as workspace:
        assert len(workspace.evaluate("FY2009", _DAY).to_frame()) == 1
        empty = workspace.record(_DAY).to_frame()
    assert len(empty) == 0
    assert empty.low.dtype == "float64"
    assert not list(office.root.glob("*.sqlite"))


def test_problems_are_given_and_a_broken_plan_is_not_judged(office: Office) -> None:
    office.write_plan(PLAN.replace("agencies: [ATF, ICE]", "agencies: [ATF, IRS]"))
    with open_workspace(office.root) as workspace:
        assert [problem.code for problem in workspace.check()] == ["P201"]
        with pytest.raises(PlanHasErrorsError):
            workspace.evaluate("FY2009", _DAY)


def test_dated_values_are_those_of_the_day_looked_at_or_of_the_one_asked_for(
    office: Office,
) -> None:
    office.write_plan(LOWERED)
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))

    def targets(plan_as_of: str | None, day: str) -> list[str]:
        with open_workspace(office.root, plan_as_of=plan_as_of) as workspace:
            card = workspace.scorecard("FY2009", day)
            found = list(workspace.evaluate("FY2009", day).to_frame().target)
            assert found == [row.target for s in card.sections for row in s.rows]
            return found

    assert targets(None, "2009-10-31") == ["60 or more"]
    assert targets(None, "2009-08-14") == ["100 or more"]
    assert targets("2009-08-14", "2009-10-31") == ["100 or more"]


def test_a_line_of_the_table_is_a_row_of_the_scorecard(
    example: Repository, frame: pd.DataFrame
) -> None:
    with open_workspace(example.root / EXAMPLE) as workspace:
        card = workspace.scorecard("FY2009", _DAY)
    lines = frame[frame.public].set_index("id")
    rows = [row for section in card.sections for row in section.rows]
    assert set(lines[lines.target.notna()].index) == {row.id for row in rows}
    for row in rows:
        line = lines.loc[row.id]
        assert (line.target, line.actual, line.reason) == (row.target, row.actual, row.reason)
        assert line.result == (row.result.word if row.result else None)
        assert line.low_exact == row.exact.low if row.exact else pd.isna(line.low_exact)


def test_the_types_are_those_that_an_analyst_reckons_with(frame: pd.DataFrame) -> None:
    types = {name: str(frame[name].dtype) for name in frame}
    assert {types[n] for n in ("low", "high", "target_low", "progress_low", "expected")} == {
        "float64"
    }
    assert {types[n] for n in ("met", "critical", "illustrative", "public", "low_open")} == {
        "boolean"
    }
    assert types["due_end"].startswith("datetime64")
    assert list(frame.outlook.cat.categories) == ["off track", "at risk", "on track", "achieved"]
    assert frame.outlook.cat.ordered
    assert list(frame.result.cat.categories) == ["met", "not met", "indeterminate", "not due"]
    assert not frame.result.cat.ordered
    undecided = frame[frame.result == "indeterminate"]
    assert len(undecided) > 0
    assert undecided.met.isna().all()
    exact = frame[frame.low_exact.notna()]
    assert [float(Fraction(text)) for text in exact.low_exact] == list(exact.low)


def test_an_open_end_is_infinite_and_no_value_is_missing(office: Office) -> None:
    at_least = b"agency,measure,period,value,bound\nATF,cases-initiated,FY2009,7,at least\n"
    office.submit(office.put("FY2009/ATF.csv", at_least))
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "3")))
    with open_workspace(office.root) as workspace:
        line = workspace.evaluate("FY2009", _DAY).to_frame().iloc[0]
        said = workspace.record(_DAY).to_frame().iloc[0]
        later = workspace.evaluate("FY2010", _DAY).to_frame().iloc[0]
    assert (line.low, line.high) == (10.0, float("inf"))
    assert line.low_exact == "10"
    assert pd.isna(line.high_exact)
    assert (said.low, said.high, said.bound) == (7.0, float("inf"), "at least")
    assert pd.isna(later.low)
    assert later.missing == "not yet due"


@pytest.mark.parametrize(
    ("period", "starts", "name", "kind"),
    [
        ("FY2009", 10, "2009", "Y-SEP"),
        ("FY2009-Q1", 10, "2009Q1", "Q-SEP"),
        ("FY2009-Q4", 10, "2009Q4", "Q-SEP"),
        ("FY2009", 7, "2009", "Y-JUN"),
        ("FY2009-Q3", 4, "2009Q3", "Q-MAR"),
        ("FY2009-Q3", 1, "2009Q3", "Q-DEC"),
        ("CY2008", 10, "2008", "Y-DEC"),
        ("CY2009-Q1", 10, "2009Q1", "Q-DEC"),
        ("2009-05", 10, "2009-05", "M"),
        ("2009-05-31", 10, "2009-05-31", "D"),
    ],
)
def test_a_period_is_pandas_s_own_of_the_same_days(
    period: str, starts: int, name: str, kind: str
) -> None:
    ours, calendar = parse_period(period), Calendar(starts)
    theirs = as_pandas(ours, calendar)
    assert theirs is not None
    assert (str(theirs), theirs.freqstr) == (name, kind)
    assert theirs.start_time.date() == calendar.start(ours)
    assert theirs.end_time.date() == calendar.end(ours)


def test_a_pool_of_years_is_no_period_of_pandas() -> None:
    assert as_pandas(parse_period("FY2004..FY2008"), Calendar()) is None


def test_periods_of_one_kind_have_a_type_of_their_own(
    office: Office, reported: pd.DataFrame
) -> None:
    assert reported.as_period.dtype == object
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    with open_workspace(office.root) as workspace:
        assert str(workspace.record(_DAY).to_frame().as_period.dtype) == "period[Y-SEP]"


def test_the_record_says_where_each_figure_was_written(reported: pd.DataFrame) -> None:
    assert reported.place.str.contains(r"cell [A-Z]+\d+$|![A-Z]+\d+$").all()
    assert reported.illustrative.all()
    assert str(reported.submission.dtype) == "Int64"


def test_what_was_sent_again_stands_once_with_how_often(office: Office) -> None:
    for value in ("50", "60"):
        office.submit(office.put(f"{value}/FY2009/ATF.csv", cases("ATF", value)))
    with open_workspace(office.root) as workspace:
        line = workspace.record(_DAY).to_frame().iloc[0]
    assert (line.low, line.revisions, line.submission) == (60.0, 1, 2)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.write_plan(PLAN)
    return made


def test_a_workspace_opens_by_a_path_in_words_too(office: Office) -> None:
    with Workspace(str(office.root)) as workspace:
        assert workspace.root == office.root
        assert workspace.check() == ()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", dt.date.min, dt.date.max])
def test_a_day_that_is_none_of_our_time_is_said_to_be_so(
    office: Office, day: str | dt.date
) -> None:
    with (
        open_workspace(office.root) as workspace,
        pytest.raises(ValueError, match="is not a day of our time"),
    ):
        workspace.scorecard("FY2009", day)
    if isinstance(day, str):
        with pytest.raises(ValueError, match="is not a day of our time"):
            open_workspace(office.root, plan_as_of=day)


@pytest.mark.parametrize("day", ["1700-01-01", "9898-12-31"])
def test_the_first_and_the_last_day_of_our_time_can_be_looked_at(office: Office, day: str) -> None:
    with open_workspace(office.root) as workspace:
        assert workspace.scorecard("FY2009", day).as_of == day
