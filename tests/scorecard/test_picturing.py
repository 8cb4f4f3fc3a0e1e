"""What is composed into pictures: findings, revisions, gaps, paths, funnels, areas, punctuality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from milepost.periods import parse_period
from milepost.scorecard import charts
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Chart
from milepost.scorecard.pictures import AnyChart, MatrixChart, ObjectivePictures
from milepost.scorecard.picturing import strips
from milepost.sources import has_errors
from milepost.workspace import Workspace
from tests.journey.repository import EXAMPLE, copy_to
from tests.scorecard.cards import HEAD, PLAN, baseline, card, measure, target

_YEARLY = [f"ATF,cases,FY{year},{value},,,,," for year, value in ((2007, 4), (2009, 6))]
_WINDOW = """\
windows:
  - {id: quarters, of: quarter, due: 30 days, locked: 60 days, late_procedure: Ask first.,
     source: made up}
"""
_AREAS = """\
code_lists:
  - id: places
    title: Places
    codes: [{code: N, title: North}, {code: S, title: South}, {code: W, title: West}]
    source: made up
  - {id: entities, title: Mexican federal entities, size: 32, source: made up}
"""


def _handed_in(
    root: Path, plan: str, sent: Mapping[str, list[str]], head: str = HEAD,
    as_of: str = "2009-10-31",
) -> Scorecard:  # fmt: skip
    """The scorecard of FY2009 after ATF's files, each by the day on which it came."""
    for folder in ("strategy", "measures"):
        (root / folder).mkdir(parents=True)
    (root / "strategy/plan.yaml").write_text(plan, encoding="utf-8")
    workspace = Workspace(root)
    assert workspace.plan.problems == (), workspace.plan.problems
    for day, rows in sent.items():
        period = root / day / "FY2009"
        period.mkdir(parents=True)
        (period / "ATF.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
        for received in workspace.submit([str(period / "ATF.csv")], dt.date.fromisoformat(day)):
            assert not has_errors(received.problems), received.problems
    composed = workspace.compose(parse_period("FY2009"), dt.date.fromisoformat(as_of))
    workspace.ledger.close()
    return composed


def _only_chart(composed: Scorecard) -> Chart:
    (chart,) = [chart for section in composed.sections for chart in section.charts]
    return chart


def _only_pictures(composed: Scorecard) -> ObjectivePictures:
    (pictures,) = composed.pictures
    return pictures


@pytest.mark.parametrize(
    ("targets", "found"),
    [
        (target("5"), "ATF reported 6 for FY2009; the target, 5 or more, was met"),
        (target("7"), "ATF reported 6 for FY2009; the target, 7 or more, was not met"),
        (target("9", "FY2011"), "ATF reported 6 for FY2009; the target, 9 or more, is for FY2011"),
        (target("9", ""), "ATF reported 6 for FY2009; the target, 9 or more, has no date"),
        ("", "ATF reported 6 for FY2009, after 4 for FY2007"),
    ],
)
def test_the_title_of_a_chart_says_what_was_found(tmp_path: Path, targets: str, found: str) -> None:
    chart = _only_chart(card(tmp_path, [measure(targets=targets)], _YEARLY))
    assert chart.title == f"Cases: {found}"
    assert chart.alternative.startswith(chart.title)


def test_the_title_says_where_the_last_figure_is_what_the_first_was(tmp_path: Path) -> None:
    rows = [f"ATF,cases,FY{year},{value},,,,," for year, value in ((2007, 4), (2008, 6), (2009, 4))]
    chart = _only_chart(card(tmp_path, [measure(targets="")], rows))
    assert chart.title == "Cases: ATF reported 4 for FY2009, as for FY2007"


def test_the_title_says_where_it_cannot_be_told(tmp_path: Path) -> None:
    rows = ["ATF,cases,FY2008,4,,,,,", "ATF,cases,FY2009,6,,at least,,,"]
    chart = _only_chart(card(tmp_path, [measure(targets=target("7"))], rows))
    assert chart.title == (
        "Cases: ATF reported at least 6 for FY2009; whether the target, 7 or more, was met cannot "
        "be told"
    )


def test_the_title_of_quarters_says_what_their_year_came_to(tmp_path: Path) -> None:
    quarterly = measure(frequency="quarterly", combine="{periods: sum}", targets=target("10"))
    rows = [f"ATF,cases,FY2009-Q{n},{n},,,,," for n in (1, 2, 3, 4)]
    chart = _only_chart(card(tmp_path, [quarterly], rows))
    # 1 + 2 + 3 + 4
    assert chart.title == "Cases: ATF reported 10 for FY2009; the target, 10 or more, was met"
    assert [point.words for point in chart.points] == ["1", "3", "6", "10"]
    assert chart.unit == "cases so far in FY2009"
    assert [(t.period, t.words) for t in chart.targets] == [("FY2009-Q4", "10 or more")]


def test_the_way_of_a_running_total_is_even_or_by_the_seasons(tmp_path: Path) -> None:
    # A quarter of 40 each; 10, 20, 30 and 40 percent of it, added up.
    for name, profile, expected in (
        ("even", "", ["10", "20", "30", "40"]),
        ("seasons", "[10, 20, 30, 40]", ["4", "12", "24", "40"]),
    ):
        declared = measure(
            frequency="quarterly",
            combine="{periods: sum}",
            targets=target("40"),
            baseline=baseline("20"),
            path="seasonal" if profile else "linear",
            profile=profile,
        )
        rows = [f"ATF,cases,FY2009-Q{n},{n},,,,," for n in (1, 2, 3, 4)]
        chart = _only_chart(card(tmp_path / name, [declared], rows))
        assert [point.words for point in chart.path] == expected


def test_without_a_quarter_there_is_no_sum_and_quarters_stand_for_themselves(
    tmp_path: Path,
) -> None:
    declared = measure(frequency="quarterly", combine="{periods: sum}", targets=target("10"))
    rows = [f"ATF,cases,FY2009-Q{n},{n},,,,," for n in (1, 2, 4)]
    chart = _only_chart(card(tmp_path, [declared], rows))
    assert [point.words for point in chart.points] == ["1", "2", "4"]
    assert [gap.period for gap in chart.gaps] == ["FY2009-Q3"]
    assert chart.title == "Cases: ATF reported 4 for FY2009-Q4, after 1 for FY2009-Q1"


def test_a_year_between_two_others_without_a_figure_is_a_gap(tmp_path: Path) -> None:
    chart = _only_chart(card(tmp_path, [measure()], _YEARLY))
    assert [(gap.period, gap.words, gap.low) for gap in chart.gaps] == [
        ("FY2008", "not reported", None)
    ]
    assert "No figure: FY2008: not reported." in chart.alternative


def test_the_year_itself_without_a_figure_is_a_gap_and_in_its_own_words(tmp_path: Path) -> None:
    rows = [f"ATF,cases,FY{y},4,,,,," for y in (2007, 2008)] + [
        "ATF,cases,FY2009,,,,not tracked,,Until the new form."
    ]
    chart = _only_chart(card(tmp_path, [measure()], rows))
    assert [(gap.period, gap.words) for gap in chart.gaps] == [("FY2009", "not tracked")]


def test_a_value_that_was_revised_is_kept_beside_it_with_the_day_it_came(tmp_path: Path) -> None:
    sent = {
        "2009-10-10": ["ATF,cases,FY2008,4,,,,,", "ATF,cases,FY2009,9,,,,,"],
        "2009-10-20": ["ATF,cases,FY2008,4,,,,,", "ATF,cases,FY2009,6,,,,,"],
    }
    chart = _only_chart(_handed_in(tmp_path, PLAN + "measures:\n" + measure(), sent))
    assert [point.words for point in chart.points] == ["4", "6"]
    # What was said twice alike was not revised.
    assert [(p.period, p.low, p.words) for p in chart.before] == [
        ("FY2009", 9.0, "9, received 2009-10-10")
    ]
    assert "9, received 2009-10-10" in chart.alternative


def test_a_linear_path_is_drawn_year_by_year_from_the_baseline(tmp_path: Path) -> None:
    declared = measure(baseline=baseline("10"), targets=target("40", "FY2011"), path="linear")
    rows = ["ATF,cases,FY2008,10,,,,,", "ATF,cases,FY2009,12,,,,,"]
    chart = _only_chart(card(tmp_path, [declared], rows))
    # A third of the way from 10 to 40 in each of three years of 365 days.
    assert [(p.period, p.words) for p in chart.path] == [
        ("FY2008", "10"), ("FY2009", "20"), ("FY2010", "30"), ("FY2011", "40"),
    ]  # fmt: skip
    stepped = measure(baseline=baseline("10"), targets=target("40", "FY2011"))
    assert _only_chart(card(tmp_path / "step", [stepped], rows)).path == ()


def test_only_made_up_targets_do_not_make_the_figures_made_up(tmp_path: Path) -> None:
    more = ", illustrative: true"
    declared = measure(
        targets=f"{target('7', more=more)[:-1]}, {target('9', 'FY2010', more=more)[1:]}"
    )
    composed = card(tmp_path, [declared], _YEARLY)
    chart, strip = _only_chart(composed), _only_pictures(composed).strip
    assert (chart.illustrative, chart.only_targets) == (True, True)
    assert chart.alternative.endswith(" The targets are illustrative.")
    assert strip is not None
    assert strip.counts == ()
    assert [mark.apart for mark in strip.marks] == [True, True]
    assert strip.title == "Investigate: 2 targets, illustrative"
    assert "(illustrative, not counted)" in strip.alternative


def test_a_strip_counts_as_the_counts_do(tmp_path: Path) -> None:
    measures = [
        measure(targets=target("5")),
        measure(id="arrests", title="Arrests", targets=target("5")),
        measure(id="pledges", title="Pledges", targets=target("9", "")),
        measure(id="trials", title="Trials", targets=target("9", "FY2011")),
        measure(id="agents", title="Agents", targets=target("1", more=", illustrative: true")),
    ]
    rows = ["ATF,cases,FY2009,6,,,,,", "ATF,arrests,FY2009,4,,,,,", "ATF,agents,FY2009,4,,,,,"]
    composed = card(tmp_path, measures, rows)
    strip = _only_pictures(composed).strip
    assert strip is not None
    assert strip.counts == (
        ("due", "met", "good", 1),
        ("due", "not met", "bad", 1),
        ("not due yet", "not rated", "none", 1),
        ("without a date", "not rated", "none", 1),
    )
    assert strip.title == (
        "Investigate: 4 targets; due: 1 met, 1 not met; not due yet: 1 not rated; "
        "without a date: 1 not rated; 1 target, illustrative"
    )
    # Those that were due come first, in their order, then the others.
    assert [mark.word for mark in strip.marks] == [
        "met",
        "not met",
        "met",
        "not rated",
        "not rated",
    ]
    assert [mark.due for mark in strip.marks] == [*["due"] * 3, "not due yet", "without a date"]
    assert ". Due: Cases, ATF, FY2009: met; Arrests" in strip.alternative
    assert "(illustrative, not counted). Not due yet: Trials" in strip.alternative
    assert (composed.total.met, composed.total.not_met) == (1, 1)
    assert strips(composed.pictures) == (strip,)


def test_years_stand_side_by_side_where_an_earlier_one_is_known(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure(targets=target("5"))], _YEARLY)
    multiples = _only_pictures(composed).multiples
    assert multiples is not None
    (panel,) = multiples.panels
    assert [(year.label, year.words) for year in panel.years] == [
        *((f"FY{year}", "no figure on record") for year in (2004, 2005, 2006)),
        ("FY2007", "4"),
        ("FY2008", "no figure on record"),
        ("FY2009", "6"),
    ]
    assert [year.is_missing for year in panel.years] == [True, True, True, False, True, False]
    only_now = card(tmp_path / "now", [measure(targets=target("5"))], _YEARLY[1:])
    assert _only_pictures(only_now).multiples is None


_FUNNEL = """\
relations:
  - {id: stages, kind: funnel, agency: ATF, parts: [cases, indicted, convicted], basis: cohort,
     source: made up}
"""


def _stages(**of_the_last: str) -> list[str]:
    return [
        measure(),
        measure(id="indicted", title="Cases indicted"),
        measure(id="convicted", title="Cases with convictions", **of_the_last),
    ]


def test_a_funnel_is_what_the_plan_relates_and_needs_two_figures(tmp_path: Path) -> None:
    rows = ["ATF,cases,FY2009,40,,at least,,,", "ATF,convicted,FY2009,0,,,,,"]
    (funnel,) = _only_pictures(card(tmp_path, _stages(), rows, plan=PLAN + _FUNNEL)).funnels
    assert [(s.label, s.words, s.is_missing) for s in funnel.stages] == [
        ("Cases", "at least 40", False),
        ("Cases indicted", "not reported", True),
        ("Cases with convictions", "0", False),
    ]
    assert funnel.title == "ATF, FY2009: cases at least 40, cases with convictions 0"
    assert funnel.note == "The stages follow the same cases."
    alone = card(tmp_path / "alone", _stages(), rows[:1], plan=PLAN + _FUNNEL)
    assert _only_pictures(alone).funnels == ()
    undeclared = card(tmp_path / "undeclared", _stages(), rows)
    assert _only_pictures(undeclared).funnels == ()


def test_a_funnel_with_a_sensitive_stage_is_not_drawn(tmp_path: Path) -> None:
    rows = ["ATF,cases,FY2009,40,,,,,", "ATF,indicted,FY2009,7,,,,,", "ATF,convicted,FY2009,3,,,,,"]
    secret = _stages(sensitivity="law-enforcement-sensitive")
    composed = card(tmp_path, secret, rows, plan=PLAN + _FUNNEL)
    assert _only_pictures(composed).funnels == ()


def _by_area(root: Path, listed: str, rows: list[str], **keys: str) -> ObjectivePictures:
    plan = PLAN + _AREAS + "measures:\n" + measure(dimensions=f"[{listed}]", **keys)
    return _only_pictures(_handed_in(root, plan, {"2009-10-10": rows}, f"{HEAD},{listed}"))


def test_an_area_without_a_figure_is_missing_and_one_with_none_is_zero(tmp_path: Path) -> None:
    rows = ["ATF,cases,FY2009,0,,,,,,N", "ATF,cases,FY2009,12,,,,,,S"]
    (tiles,) = _by_area(tmp_path, "places", rows).tiles
    assert [(t.code, t.amount.words, t.amount.is_missing, t.place) for t in tiles.tiles] == [
        ("N", "0", False, None),
        ("S", "12", False, None),
        ("W", "not reported", True, None),
    ]
    assert tiles.title == "Cases: most in South, 12; no figure for 1 of 3"


def test_states_of_mexico_by_their_codes_stand_on_the_grid(tmp_path: Path) -> None:
    rows = ["ATF,cases,FY2009,5,,,,,,MX-CHH", "ATF,cases,FY2009,7,,,,,,MX-TAM"]
    (tiles,) = _by_area(tmp_path, "entities", rows).tiles
    assert len(tiles.tiles) == 32
    assert all(tile.place for tile in tiles.tiles)
    assert sum(not tile.amount.is_missing for tile in tiles.tiles) == 2
    assert tiles.title == "Cases: most in MX-TAM, 7; no figure for 30 of 32"


def test_codes_that_are_none_of_the_standard_have_no_place(tmp_path: Path) -> None:
    rows = ["ATF,cases,FY2009,5,,,,,,Chihuahua", "ATF,cases,FY2009,7,,,,,,MX-TAM"]
    (tiles,) = _by_area(tmp_path, "entities", rows).tiles
    assert [(tile.code, tile.place) for tile in tiles.tiles] == [
        ("Chihuahua", None),
        ("MX-TAM", None),
    ]
    assert tiles.title.endswith("no figure for 30 of 32")


def test_a_sensitive_measure_by_area_is_not_drawn(tmp_path: Path) -> None:
    rows = ["ATF,cases,FY2009,5,,,,,,N"]
    drawn = _by_area(tmp_path, "places", rows, sensitivity="law-enforcement-sensitive")
    assert drawn == ObjectivePictures("o")


def _punctual(root: Path, as_of: str, window: str = _WINDOW) -> MatrixChart:
    quarterly = {"frequency": "quarterly", "combine": "{periods: sum}"}
    plan = PLAN + window + "measures:\n" + measure(**quarterly)
    plan += measure(**quarterly, id="arrests", title="Arrests")
    sent = {
        "2009-01-15": ["ATF,cases,FY2009-Q1,1,,,,,", "ATF,arrests,FY2009-Q1,1,,,,,"],
        "2009-04-20": ["ATF,cases,FY2009-Q2,1,,,,,"],
        "2009-05-10": ["ATF,arrests,FY2009-Q2,1,,,,,"],
        "2009-07-10": ["ATF,cases,FY2009-Q3,1,,,,,"],
    }
    matrix = _handed_in(root, plan, sent, as_of=as_of).punctuality
    assert matrix is not None
    return matrix


def test_the_matrix_tells_in_time_late_missing_and_not_due_apart(tmp_path: Path) -> None:
    matrix = _punctual(tmp_path, "2009-10-15")
    # Due 30 days after the quarter: 2009-01-30, 2009-04-30, 2009-07-30 and 2009-10-30.
    assert [(cell.period, cell.standing, cell.words) for cell in matrix.cells] == [
        ("FY2009-Q1", "in time", "2 in time"),
        ("FY2009-Q2", "late", "1 in time, 1 late"),
        ("FY2009-Q3", "missing", "1 in time, 1 missing"),
        ("FY2009-Q4", "not due", "2 not due"),
    ]
    assert matrix.agencies == ("ATF",)
    assert matrix.title == ("0 of 1 agency reported every figure in time; 1 left figures out")
    assert all(f"{c.agency}, {c.period}: {c.words}" in matrix.alternative for c in matrix.cells)


def test_without_a_window_nothing_is_said_of_time(tmp_path: Path) -> None:
    matrix = _punctual(tmp_path, "2009-10-15", "")
    assert {cell.standing for cell in matrix.cells} == {"reported", "missing"}
    assert "time" not in matrix.alternative


@pytest.fixture(scope="module", params=[".", EXAMPLE])
def composed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    return copy_to(tmp_path_factory.mktemp("pictures")).composed(request.param)


def _every(composed: Scorecard) -> list[AnyChart]:
    return list(composed.document().every_chart())


def test_the_document_places_every_picture_once(composed: Scorecard) -> None:
    found = [chart.id for chart in _every(composed)]
    assert len(found) == len(set(found))
    drawn = [c.id for section in composed.sections for c in section.charts]
    for pictures in composed.pictures:
        own = (pictures.strip, pictures.multiples, *pictures.funnels, *pictures.tiles)
        drawn += [chart.id for chart in own if chart]
    drawn += [composed.punctuality.id] if composed.punctuality else []
    assert sorted(found) == sorted(drawn)
    kinds = {type(chart).__name__ for chart in _every(composed)}
    assert {"Chart", "StripChart", "MatrixChart"} <= kinds
    assert ("TileChart" in kinds) == composed.illustrative
    assert ("FunnelChart" in kinds) != composed.illustrative


def test_the_alternative_of_a_picture_says_all_that_the_table_behind_it_says(
    composed: Scorecard,
) -> None:
    for chart in _every(composed):
        table = charts.table_behind(chart)
        assert table.rows
        for cell in (cell for row in table.rows for cell in row.cells):
            if cell.text in ("reported", "no figure", "target", "not asked", "path to the target"):
                continue
            if cell.text != "reported first, revised since":
                assert cell.text in chart.alternative, (chart.id, cell.text)


def test_what_is_made_up_is_said_in_the_text_of_its_picture(composed: Scorecard) -> None:
    for chart in _every(composed):
        assert ("llustrative" in chart.alternative) == chart.illustrative, chart.id
    assert all(chart.illustrative for chart in _every(composed)) == composed.illustrative


_OUTLOOKS = {"achieved", "on track", "at risk", "off track", "cannot be told", "not rated"}


def test_a_strip_agrees_with_the_counts_of_its_objective(composed: Scorecard) -> None:
    for section, pictures in zip(composed.sections, composed.pictures, strict=True):
        if pictures.strip is None:
            continue
        due = {word: n for of, word, _, n in pictures.strip.counts if of == "due"}
        assert due.get("met", 0) == section.tally.met
        assert due.get("not met", 0) == section.tally.not_met
        assert due.get("cannot be told", 0) == section.tally.indeterminate
        assert sum(due.values()) == section.tally.due
        later = [(of, word) for of, word, _, _ in pictures.strip.counts if of != "due"]
        assert {word for _, word in later} <= _OUTLOOKS
        assert all(of in pictures.strip.title for of, _ in later)
        later_numbers = [n for of, _, _, n in pictures.strip.counts if of != "due"]
        assert sum(later_numbers) == section.tally.not_due
