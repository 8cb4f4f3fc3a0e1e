"""Every part of a scorecard as a table: each has rows, a key, meanings, marks and exact numbers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.periods import parse_period
from milepost.scorecard.anchors import Anchors, anchor
from milepost.scorecard.as_csv import as_text_was, table_as_csv
from milepost.scorecard.card import Scorecard
from milepost.scorecard.objective_model import Amount, Means, ResourceLine
from milepost.scorecard.owed import EditionLine, OwedExplanation
from milepost.scorecard.since import (
    ChangesSince,
    MovedGoalpost,
    MovedRating,
    RestatedFigure,
    SinceLastEdition,
)
from milepost.scorecard.tables import tables
from milepost.scorecard.tables_of_changes import moved_ratings
from milepost.scorecard.tables_of_means import money
from milepost.scorecard.typed_tables import TypedTable
from milepost.workspace import Workspace
from tests.scorecard.cards import HEAD, PLAN, baseline, measure, target

_DAY: Final = dt.date(2009, 10, 31)
_MORE: Final = """\
needs:
  - {id: n, title: Nobody counts, evidence: No list is kept., source: made up}
assignments:
  - {id: lead, agency: ATF, role: lead, objective: o, source: made up}
resources:
  - {id: desk, agency: ATF, objective: o, period: FY2009, kind: money, purpose: A desk, unit: USD,
     requested: 1800000.50, enacted: 0, measures: [cases], source: made up}
mechanisms:
  - {id: m, title: A board, parties: [ATF, ICE], objectives: [o], status: operating,
     open_issues: [No chair], source: made up}
actions:
  - {id: hire, objective: o, agencies: [ICE], statement: Hire two, due: 2009-10-01, source: made up}
recommendations:
  - {id: R1, to: [ATF], statement: Count, status: open, source: made up,
     parts: [{id: R1.1, statement: Count all}],
     milestones: [{statement: A list, due: 2009-09-01, source: made up}]}
ladders:
  - id: ladder
    title: What misses oblige to
    in_force_from: 2008-01-01
    steps: [{misses: 1, obliges: a plan, within: 90 days, source: made up}]
    source: made up
code_lists:
  - id: states
    title: States
    codes: [{code: TX, title: Texas}, {code: AZ, title: Arizona}]
    source: made up
"""
_MEASURES: Final = (
    measure(baseline=baseline("20"), targets=target("30")),
    measure(
        id="victims", title="Victims", unit="persons", smallest_shown="5", dimensions="[states]",
        limitations="[Only those who were counted]",
    ),
    measure(id="covert", title="Quiet cases", sensitivity="law-enforcement-sensitive"),
)  # fmt: skip
_ROWS: Final = (
    "ATF,cases,FY2009,27,,exact,,,,",
    "ATF,victims,FY2009,98,,,,,,TX",
    "ATF,victims,FY2009,4,,,,,,AZ",
    "ATF,covert,FY2009,12345,,,,,,",
)
# What only another scorecard has: a quarter's review, an earlier edition, two sources compared,
# extracts.
_ELSEWHERE: Final = {
    "risks", "progress", "contribution", "editions", "restated", "moved-goalposts",
    "moved-ratings", "corroborations", "compared-by-area", "funnels", "context", "standards",
    "goalposts", "goalpost-ratings", "audit-in-print", "mechanism-reviews", "windows", "said",
    "rejections", "waivers", "assessments", "answers", "over-time", "published-as-owed",
    "extracts", "deliveries",
}  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root: Path = tmp_path_factory.mktemp("whole")
    for folder in ("strategy", "measures", "FY2009"):
        (root / folder).mkdir()
    plan = PLAN.replace("title: Investigate,", "title: Investigate, needs: [n],")
    text = plan + _MORE + "measures:\n" + "".join(_MEASURES)
    (root / "strategy/plan.yaml").write_text(text, encoding="utf-8")
    made = Workspace(root)
    assert made.plan.problems == (), made.plan.problems
    path = root / "FY2009" / "ATF.csv"
    path.write_text("\n".join([f"{HEAD},states", *_ROWS, ""]), encoding="utf-8")
    for received in made.submit([str(path)], _DAY):
        assert not [p for p in received.problems if p.severity == "error"], received.problems
    return made


@pytest.fixture(scope="module")
def whole(workspace: Workspace) -> Scorecard:
    return workspace.compose(parse_period("FY2009"), _DAY)


def lines(table: TypedTable) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def named(card: Scorecard, name: str) -> list[dict[str, Any]]:
    return lines(next(table for table in tables(card) if table.name == name))


def test_every_part_has_its_table_with_rows(whole: Scorecard) -> None:
    empty = {table.name for table in tables(whole) if not table.rows}
    assert empty <= _ELSEWHERE
    assert {table.name for table in tables(whole)} > _ELSEWHERE


def test_every_table_is_whole(whole: Scorecard, workspace: Workspace) -> None:
    packet = workspace.compose(parse_period("FY2009-Q4"), _DAY)
    for card in (whole, packet, _published(whole)):
        for table in tables(card):
            heads = [column.title.casefold() for column in table.columns]
            assert len(set(heads)) == len(heads), table.name
            keys = list(zip(*(table.column(name) for name in table.key), strict=True))
            assert len(set(keys)) == len(keys), table.name
            for column in table.columns:
                if not column.empty:
                    assert None not in table.column(column.name), (table.name, column.name)


def test_every_row_says_whether_it_is_made_up(whole: Scorecard) -> None:
    for table in tables(whole):
        assert set(table.column("illustrative")) <= {False}
    for table in tables(replace(whole, illustrative=True)):
        assert set(table.column("illustrative")) <= {True}


def test_every_permalink_leads_to_a_place(whole: Scorecard) -> None:
    page = whole.document()
    there = Anchors.of(page).known | {f"chart/{chart.id}" for chart in page.every_chart()}
    places = {f"#{anchor(name)}" for name in there}
    led = set[str]()
    for table in tables(whole):
        if "permalink" in {column.name for column in table.columns}:
            links = {str(link) for link in table.column("permalink") if link is not None}
            assert links <= places, table.name
            led |= links
    assert {"#mechanism/m", "#recommendation/R1", "#agency/ATF", "#resource/desk"} <= led


def test_money_is_exact_and_nothing_stated_is_not_zero(whole: Scorecard) -> None:
    (desk,) = named(whole, "money")
    assert (desk["agency"], desk["period"], desk["year"]) == ("ATF", "FY2009", 2009)
    assert (desk["requested"], desk["requested_absence"]) == (Decimal("1800000.5"), None)
    assert (desk["enacted"], desk["enacted_absence"]) == (Decimal(0), None)
    assert (desk["obligated"], desk["obligated_absence"]) == (None, "not stated")
    assert (desk["measures"], desk["measure_ids"]) == ("Cases", "cases")


def test_a_figure_by_place_that_is_withheld_says_so_and_shows_no_number(whole: Scorecard) -> None:
    found = {row["location"]: row for row in named(whole, "by-area")}
    texas, arizona = found["Texas"], found["Arizona"]
    assert (texas["words"], texas["low"], texas["is_withheld"]) == ("98", Decimal(98), False)
    assert texas["codes"] == "states=TX"
    assert (texas["year"], texas["agency"]) == (2009, "ATF")
    assert (arizona["words"], arizona["is_withheld"]) == ("between 1 and 4", True)
    assert (arizona["low"], arizona["high"]) == (Decimal(1), Decimal(4))
    assert "point to a person" in arizona["note"]


def test_what_is_withheld_is_counted_and_a_sensitive_measure_is_not_named(
    whole: Scorecard,
) -> None:
    found = [(w["what"], w["count"], w["title"]) for w in named(whole, "withheld")]
    assert found == [("measures", 1, None), ("figures", 1, "Victims")]
    for table in tables(whole):
        content = table_as_csv(table)
        assert b"Quiet cases" not in content
        assert b"covert" not in content


def test_all_that_the_rule_finds_is_listed_with_the_few_of_the_first_page(
    whole: Scorecard,
) -> None:
    assert whole.opening is not None
    found = named(whole, "attention")
    assert [row["rank"] for row in found] == list(range(1, whole.opening.found + 1))
    shown = [row["title"] for row in found if row["on_first_page"]]
    assert shown == [matter.title for matter in whole.opening.attention]


def test_a_miss_is_listed_with_what_it_obliges_to_and_the_explanation_that_is_owed(
    whole: Scorecard,
) -> None:
    (miss,) = named(whole, "misses")
    assert (miss["measure"], miss["at_least"], miss["explained"]) == ("cases", 1, False)
    (owed,) = named(whole, "obligations")
    assert (owed["miss"], owed["is_certain"]) == (miss["miss"], True)
    assert isinstance(owed["by"], dt.date)
    kinds = [(row["agency"], row["kind"]) for row in named(whole, "explanations-owed")]
    assert ("ATF", "missed") in kinds


def _published(card: Scorecard) -> Scorecard:
    """The scorecard as an edition after another, with what is otherwise since."""
    rating = MovedRating("cases", "Cases", "", "30 or more", "met", "not met", "", False)  # noqa: FBT003
    figure = RestatedFigure(
        "FY2009-1/FY2009/cases/ATF", "cases", "Cases", "ATF", "FY2009", "", "changed", "31", "27",
        "1, received 2009-10-15", "2, received 2009-10-31", "", (rating,), illustrative=False,
    )  # fmt: skip
    goalpost = MovedGoalpost(
        "FY2009-1/measures/cases", "measures", "Cases", "target", "25", "30", "harder to keep", "",
        "", "", (rating, rating), illustrative=False,
    )  # fmt: skip
    since = ChangesSince(
        "FY2009-1", "FY2009", "2009-10-15", "2009-10-16", (figure,), (goalpost,),
        (replace(rating, why="a figure came in"),), 1, 0,
    )  # fmt: skip
    owed = OwedExplanation("cases", "Cases", "ATF", "FY2009", "The target was not met.")
    edition = EditionLine("FY2009-2", "2009-11-01", "A. Grant", "ab", "cd", (owed,))
    return replace(card, since=SinceLastEdition((since,)), edition=edition)


def test_the_explanations_that_an_edition_was_published_without_are_listed(
    whole: Scorecard,
) -> None:
    published = _published(whole)
    (owed,) = named(published, "published-as-owed")
    assert owed == {
        "measure_title": "Cases",
        "agency": "ATF",
        "period": "FY2009",
        "why": "The target was not met.",
        "measure": "cases",
        "illustrative": False,
        "number": 1,
        "permalink": "#owed/FY2009/cases/ATF",
    }
    assert named(whole, "published-as-owed") == []
    # Each of them stands there once, and not among what its agency owes besides.
    assert named(published, "explanations-owed") == named(whole, "explanations-owed")


def test_each_rating_that_moved_is_listed_with_its_cause(whole: Scorecard) -> None:
    found = [(row["cause"], row["number"]) for row in lines(moved_ratings(_published(whole)))]
    assert found == [
        ("FY2009-1/FY2009/cases/ATF", 1),
        ("FY2009-1/measures/cases", 1),
        ("FY2009-1/measures/cases", 2),
        (None, 1),
    ]
    (restated,) = named(_published(whole), "restated")
    assert (restated["before"], restated["after"], restated["why"]) == ("31", "27", None)
    assert restated["permalink"] == "#FY2009-1/FY2009/cases/ATF"


def _with_money(card: Scorecard, change: Callable[[ResourceLine], ResourceLine]) -> Scorecard:
    section = card.sections[0]
    means = section.means
    assert isinstance(means, Means)
    changed = replace(means, resources=tuple(change(line) for line in means.resources))
    return replace(card, sections=(replace(section, means=changed), *card.sections[1:]))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    words=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_any_amount_and_any_words_come_back_from_csv(
    whole: Scorecard, number: Decimal | None, words: str
) -> None:
    exact = None if number is None else f"{number:f}"
    amount = Amount("not stated" if exact is None else "some", exact)
    changed = _with_money(whole, lambda r: replace(r, planned=amount, note=words, agency="ATF"))
    content = table_as_csv(money(changed)).decode()
    (line,) = csv.DictReader(io.StringIO(content, newline=""))
    assert (Decimal(line["planned"]) if line["planned"] else None) == number
    assert line["planned_absence"] == ("not stated" if number is None else "")
    assert as_text_was(line["note"]) == words
