"""What the scorecards must get right, whatever else changes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import openpyxl
import pytest

from milepost.scorecard.as_html import as_html
from milepost.scorecard.as_json import as_json
from milepost.scorecard.as_text import as_text
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Figure, Row, Tally
from tests.journey.repository import Repository


def _rows(card: Scorecard) -> list[Row]:
    return [row for section in card.sections for row in section.rows]


def _figures(card: Scorecard) -> list[Figure]:
    return [figure for section in card.sections for figure in section.figures]


def _row(card: Scorecard, identifier: str) -> Row:
    (found,) = [row for row in _rows(card) if row.id == identifier]
    return found


def _figure(card: Scorecard, identifier: str) -> Figure:
    (found,) = [figure for figure in _figures(card) if figure.id == identifier]
    return found


def _notes(card: Scorecard, numbers: tuple[int, ...]) -> str:
    lines = [line for note in card.footnotes if note.number in numbers for line in note.lines]
    return "\n".join(f"{line.label}: {line.text}" for line in lines)


def _paragraphs(text: str) -> Iterator[str]:
    """The text with its lines put together again, a paragraph at a time."""
    for block in text.split("\n\n"):
        yield " ".join(block.split())


def test_southbound_inspections_are_not_rated_because_they_are_not_tracked(
    fy2008: Scorecard,
) -> None:
    row = _row(fy2008, "FY2008/southbound-inspections/all/FY2008")
    assert row.actual == "not tracked"
    assert row.exact is None
    assert row.result is not None
    assert row.result.word == "indeterminate"
    assert (row.rating.word, row.rating.mark) == ("not rated: not tracked", "none")
    assert row.reason == "CBP FY2008: not tracked."


def test_the_15_ports_are_one_observation_of_25_and_no_port_has_a_zero(
    fy2008: Scorecard, composed_in: Repository
) -> None:
    figure = _figure(fy2008, "FY2008/ports-not-reporting-a-seizure/CBP")
    assert figure.value == "15 of 25"
    assert figure.exact is not None
    assert (figure.exact.low, figure.exact.high) == ("15", "15")
    assert (figure.exact.part, figure.exact.whole) == ("15", "25")
    workspace = composed_in.workspace(".")
    said = [
        observation
        for submission in workspace.ledger.submissions()
        for observation in workspace.ledger.findings().get(submission.number, ([], []))[0]
        if "port" in observation.measure.split("-") or "ports" in observation.measure.split("-")
    ]
    workspace.ledger.close()
    assert sorted((o.measure, str(o.stated and o.stated.number), str(o.whole)) for o in said) == [
        ("ports-not-reporting-a-seizure", "15", "25"),
        ("ports-with-a-seizure", "10", "25"),
    ]
    assert all(o.dimensions == () for o in said)


def test_at_least_280_cases_of_atf_meet_270(fy2008: Scorecard) -> None:
    row = _row(fy2008, "FY2008/cases-initiated/ATF/FY2008")
    assert (row.actual, row.target) == ("at least 280", "270 or more")
    assert row.exact is not None
    assert (row.exact.low, row.exact.high) == ("280", None)
    assert row.result is not None
    assert row.result.word == "met"
    assert row.illustrative == ("target",)


def test_the_total_of_cases_is_at_least_367_and_cannot_be_decided_against_400(
    fy2008: Scorecard,
) -> None:
    row = _row(fy2008, "FY2008/cases-initiated/all/FY2008")
    assert (row.actual, row.target) == ("at least 367", "400 or more")
    assert row.exact is not None
    assert (row.exact.low, row.exact.high, row.exact.low_open) == ("367", None, False)
    assert row.result is not None
    assert row.result.word == "indeterminate"
    assert row.reason.startswith(
        "At least 383 reported, less up to 16 that may be counted twice. "
        "At least 367 may or may not be 400 or more."
    )
    assert row.illustrative == ("target",)


def test_the_share_traced_is_24_1_percent_and_names_its_mixed_bases(fy2008: Scorecard) -> None:
    row = _row(fy2008, "FY2008/share-traced-of-seized/all/FY2008")
    assert row.actual == "24.1%"
    assert row.exact is not None
    assert row.exact.low == row.exact.high == "89975/3728"  # 100 x 7,198 / 29,824 in lowest terms
    assert (row.exact.part, row.exact.whole) == ("7,198", "29,824")
    assert "7,198 divided by 29,824, on different bases: FY2008 over CY2008." in row.reason
    assert "Mixed bases: The traces are counted by U.S. fiscal year" in _notes(fy2008, row.notes)


def test_an_official_trained_cost_less_than_26_dollars_67(fy2008: Scorecard) -> None:
    figure = _figure(fy2008, "FY2007..FY2008/cost-per-official-trained/all")
    assert figure.value == "less than $26.67"
    assert figure.exact is not None
    assert (figure.exact.high, figure.exact.high_open) == ("80/3", True)
    assert figure.exact.low is None
    assert figure.not_rated == "another period"


@pytest.mark.slow
def test_atf_works_with_4_of_10_teams_in_every_form(fy2008: Scorecard) -> None:
    figure = _figure(fy2008, "2009-05/best-teams-with-atf/ICE")
    assert figure.value == "4 of 10"
    assert '"value": "4 of 10"' in as_json(fy2008)
    assert any(
        re.search(
            r"BEST teams ATF works with .*Period +2009-05 Value +4 of 10, teams By +ICE", told
        )
        for told in _paragraphs(as_text(fy2008.document()))
    )
    page = as_html(fy2008.document())
    start = page.index('<tr id="2009-05/best-teams-with-atf/ICE">')
    assert '<span class="value">4 of 10</span>' in page[start : page.index("</tr>", start)]


def test_no_aggregate_report_was_made_and_that_is_real_and_not_met(fy2008: Scorecard) -> None:
    (row,) = [r for r in _rows(fy2008) if r.measure == "aggregate-trafficking-reports"]
    assert (row.actual, row.target) == ("0", "1 or more")
    assert row.exact is not None
    assert (row.exact.low, row.exact.high) == ("0", "0")
    assert row.result is not None
    assert (row.result.word, row.result.mark) == ("not met", "bad")
    assert row.illustrative == ()


def _counted(rows: list[Row]) -> dict[str, int]:
    words = [row.result.word for row in rows if row.result]
    outlooks = [row.rating.word for row in rows]
    return {
        "met": words.count("met"),
        "not_met": words.count("not met"),
        "indeterminate": words.count("indeterminate"),
        "not_due": words.count("not due"),
        "achieved": outlooks.count("achieved"),
        "on_track": outlooks.count("on track"),
        "at_risk": outlooks.count("at risk"),
        "off_track": outlooks.count("off track"),
    }


def _of(tally: Tally) -> dict[str, int]:
    return {
        "met": tally.met,
        "not_met": tally.not_met,
        "indeterminate": tally.indeterminate,
        "not_due": tally.not_due,
        "achieved": tally.achieved,
        "on_track": tally.on_track,
        "at_risk": tally.at_risk,
        "off_track": tally.off_track,
    }


def _rests_on_something_made_up(row: Row) -> bool:
    # A baseline that was made up counts only where it decided something.
    return "target" in row.illustrative or "measure" in row.illustrative


def test_real_and_illustrative_targets_are_never_added(fy2008: Scorecard) -> None:
    rows = _rows(fy2008)
    real = [row for row in rows if not row.illustrative]
    made_up = [row for row in rows if _rests_on_something_made_up(row)]
    assert len(real) == 5
    assert len(made_up) == 11
    assert len(real) + len(made_up) == len(rows)
    assert _of(fy2008.total) == _counted(real)
    assert fy2008.made_up is not None
    assert _of(fy2008.made_up) == _counted(made_up)


def test_the_total_is_the_sum_of_the_objectives(fy2008: Scorecard, fy2009: Scorecard) -> None:
    for card in (fy2008, fy2009):
        for key, value in _of(card.total).items():
            assert value == sum(_of(section.tally)[key] for section in card.sections), key
        assert card.total.measures == sum(s.tally.measures for s in card.sections)
        assert card.total.due == card.total.met + card.total.not_met + card.total.indeterminate


def test_each_objective_counts_its_own_rows_alone(fy2008: Scorecard, fy2009: Scorecard) -> None:
    for card in (fy2008, fy2009):
        for section in card.sections:
            own = [r for r in section.rows if card.illustrative or not r.illustrative]
            assert _of(section.tally) == _counted(own), section.id


def test_the_headline_counts_what_is_made_up_apart(fy2008: Scorecard) -> None:
    assert fy2008.headline.startswith(
        "2 targets were due: 0 met, 1 not met, 1 that cannot be decided."
    )
    assert fy2008.headline.endswith(
        "Counted apart, illustrative: 11 targets were due: 3 met, 6 not met, 2 that cannot be "
        "decided."
    )


def test_the_illustrative_year_is_illustrative_throughout(fy2009: Scorecard) -> None:
    assert fy2009.illustrative
    assert fy2009.made_up is None
    assert all(row.illustrative == ("measure",) for row in _rows(fy2009))
    assert all(figure.illustrative for figure in _figures(fy2009))
    assert all(chart.illustrative for section in fy2009.sections for chart in section.charts)
    assert sum(len(section.charts) for section in fy2009.sections) > 5


def test_the_two_workspaces_share_no_figure(composed_in: Repository) -> None:
    # The real figures carry a source each; those of the illustrative year carry none.
    for name, has_source in ((".", True), ("examples/fy2009", False)):
        for path in composed_in.submissions(name).rglob("*.*"):
            if path.suffix == ".csv":
                with path.open(encoding="utf-8", newline="") as file:
                    sources = [row["source"] for row in csv.DictReader(file)]
            else:
                sheet = openpyxl.load_workbook(path)["Metrics"]
                head, *rows = sheet.iter_rows(values_only=True)
                sources = [str(row[head.index("source")] or "") for row in rows]
            assert sources
            assert [bool(source) for source in sources] == [has_source] * len(sources), path


def test_every_outlook_appears_on_the_illustrative_scorecard(fy2009: Scorecard) -> None:
    words = {row.rating.word for row in _rows(fy2009)}
    assert {"achieved", "on track", "at risk", "off track"} <= words
    assert "indeterminate: on track or achieved" in words
    assert any(word.startswith("not rated: ") for word in words)


def test_the_rejected_cell_and_its_revision_are_on_the_illustrative_scorecard(
    fy2009: Scorecard,
) -> None:
    (atf,) = [agency for agency in fy2009.reporting if agency.agency == "ATF"]
    assert atf.rejections == ('FY2009-Q3/ATF.csv:3, cell D3: "four" is not a number.',)
    statuses = {file.name: (file.revision, file.status) for file in atf.files}
    assert statuses["FY2009-Q3/ATF.csv"] == (1, "accepted in part")
    assert statuses["FY2009-Q3/ATF-revised.csv"] == (2, "accepted")
    row = _row(fy2009, "FY2009/cases-with-convictions/ATF/FY2009")
    assert row.actual == "27"  # 7 + 8 + 4 + 8, the 4 from the revision


def test_a_quarter_that_was_never_sent_is_named_and_not_taken_for_zero(fy2009: Scorecard) -> None:
    row = _row(fy2009, "FY2009/southbound-inspections/all/FY2009")
    assert (row.actual, row.exact) == ("not reported", None)
    assert row.reason == "CBP FY2009-Q2: not reported."
    assert row.rating.word == "not rated: not reported"
