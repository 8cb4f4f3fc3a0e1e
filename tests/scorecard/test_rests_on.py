"""The index of figures, the steps of a row, the worked example and the glossary of small cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from milepost.scorecard.card import Scorecard
from milepost.scorecard.figure_index import FigureEntry
from tests.scorecard.cards import baseline, card, measure, only_row, target

_HOSTILE = "<script>alert(1)</script> {{7*7}} javascript:x ]]> \u202eRTL \U0001f600 =1+1"


def _indexed(composed: Scorecard) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(e.period, e.what, e.value, e.figures) for e in composed.index]


def test_an_actual_beside_two_targets_is_listed_once_with_both_rows(tmp_path: Path) -> None:
    targets = (
        "[{period: FY2009, value: 100, interim: true, source: made up}, "
        "{period: FY2010, value: 120, source: made up}]"
    )
    declared = measure(targets=targets, baseline=baseline("80"), path="linear")
    composed = card(tmp_path, [declared], ["ATF,cases,FY2009,95,,,,,", "ATF,cases,FY2008,80,,,,,"])
    rows = ("FY2009/cases/all/FY2009", "FY2009/cases/all/FY2010")
    assert _indexed(composed) == [
        ("FY2008", "baseline", "80", rows),
        ("FY2008", "actual", "80", ("FY2008/cases/ATF/in-five-years", "FY2008/cases/ATF")),
        ("FY2009", "target", "100 or more", rows[:1]),
        ("FY2009", "actual", "95", rows),
        ("FY2010", "target", "120 or more", rows[1:]),
    ]


def test_a_figure_leads_to_its_cells_and_a_promise_to_its_line(tmp_path: Path) -> None:
    flow = {"frequency": "quarterly", "combine": "{periods: sum}"}
    declared = measure(targets=target("40"), baseline=baseline("30"), **flow)
    rows = [f"ATF,cases,FY2009-Q{q},10,,,,," for q in (1, 2, 3, 4)]
    index = {e.what: e for e in card(tmp_path, [declared], rows).index if e.period == "FY2009"}
    assert index["actual"].places == tuple(f"FY2009/ATF.csv:{n}, cell D{n}" for n in (2, 3, 4, 5))
    (line,) = index["target"].places
    file, number, column = line.rsplit(":", 2)
    text = (tmp_path / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert text[int(column) - 1 :].startswith("40")


def test_what_nobody_reported_leads_to_the_line_that_asks_for_it(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure(targets=target("40"))], [])
    (actual,) = [e for e in composed.index if e.what == "actual"]
    assert (actual.value, actual.exact) == ("not reported", None)
    assert actual.places[0].startswith("strategy/plan.yaml:")


def test_hostile_words_are_kept_as_they_are(tmp_path: Path) -> None:
    title = f'"{_HOSTILE}"'
    composed = card(tmp_path, [measure(title=title, targets=target("40"))], [])
    assert {e.title for e in composed.index} == {_HOSTILE}


def _actuals(composed: Scorecard) -> list[FigureEntry]:
    return [e for e in composed.index if e.what == "actual"]


def test_agencies_that_stand_side_by_side_are_each_listed(tmp_path: Path) -> None:
    declared = measure(agencies="[ATF, ICE]", targets=target("40"))
    composed = card(tmp_path, [declared], ["ATF,cases,FY2009,10,,,,,", "ICE,cases,FY2009,20,,,,,"])
    assert [(e.whose, e.value) for e in _actuals(composed)] == [("ATF", "10"), ("ICE", "20")]


def test_the_steps_of_a_row_go_from_the_quarters_to_the_outlook(tmp_path: Path) -> None:
    flow = {"frequency": "quarterly", "combine": "{agencies: sum, periods: sum}"}
    declared = measure(
        agencies="[ATF, ICE]", targets=target("100"), baseline=baseline("50"), **flow
    )
    rows = [f"{a},cases,FY2009-Q{q},{q + 9},,,,," for a in ("ATF", "ICE") for q in (1, 2, 3, 4)]
    assert only_row(card(tmp_path, [declared], rows)).arithmetic == (
        "ATF, FY2009: 10 + 11 + 12 + 13 = 46",
        "ICE, FY2009: 10 + 11 + 12 + 13 = 46",
        "46 + 46 = 92",
        "The path asks for 50 + 100.0% × (100 \N{MINUS SIGN} 50) = 100 by 2009-09-30",
        "Progress: (92 \N{MINUS SIGN} 50) ÷ (100 \N{MINUS SIGN} 50) = 84.0%",
        (
            "The value would be: off track below 80; at risk from 80 to below 95; on track from 95 "
            "to below 100; achieved from 100."
        ),
        "It is 92: 3 higher it would be on track, more than 12 lower it would be off track.",
    )


def test_what_was_reported_as_it_is_has_no_steps(tmp_path: Path) -> None:
    row = only_row(card(tmp_path, [measure(targets=target("100"))], ["ATF,cases,FY2009,92,,,,,"]))
    assert not any("Progress" in line for line in row.arithmetic)


def _declared(name: str, illustrative: str = "false", more: str = "100") -> str:
    promised = f"[{{period: FY2009, value: {more}, source: made up, illustrative: {illustrative}}}]"
    return measure(id=name, title=name.title(), targets=promised, baseline=baseline("50"))


def test_the_first_real_measure_is_worked_through(tmp_path: Path) -> None:
    composed = card(
        tmp_path,
        [_declared("first", "true"), measure(id="none"), _declared("second"), _declared("third")],
        [f"ATF,{name},FY2009,90,,,,," for name in ("first", "none", "second", "third")],
    )
    assert composed.worked is not None
    assert (composed.worked.title, composed.worked.illustrative) == ("Second", False)
    titles = [step.title for step in composed.worked.steps]
    assert titles[0] == "Reported"
    assert titles.index("Outlook") > max(i for i, t in enumerate(titles) if t == "Worked out")


def test_an_illustrative_measure_is_worked_through_where_there_is_no_real_one(
    tmp_path: Path,
) -> None:
    composed = card(tmp_path, [_declared("first", "true")], ["ATF,first,FY2009,90,,,,,"])
    assert composed.worked is not None
    assert composed.worked.illustrative


def test_where_nothing_has_an_outlook_nothing_is_worked_through(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure()], ["ATF,cases,FY2009,90,,,,,"])
    assert composed.worked is None
    assert "worked" not in {part.id for _, part in composed.document().every_part()}


def test_only_words_that_occur_are_explained(tmp_path: Path) -> None:
    declared = measure(targets=target("100"), baseline=baseline("50"))
    composed = card(tmp_path, [declared], ["ATF,cases,FY2009,90,,,,,"])
    explained = [term.word for term in composed.glossary]
    assert explained == sorted(set(explained))
    assert {"at risk", "not met", "target", "outlook"} <= set(explained)
    # Nothing was withheld, waived or broken here, and nothing is due later.
    assert not {"withheld", "waived", "series broken", "not due"} & set(explained)


@pytest.mark.parametrize("absence", ["not tracked", "not available", "withheld"])
def test_the_word_for_an_absence_is_explained_where_it_occurs(tmp_path: Path, absence: str) -> None:
    row = f"ATF,cases,FY2009,,,,{absence},,A note."
    composed = card(tmp_path, [measure(targets=target("100"))], [row])
    assert absence in [term.word for term in composed.glossary]
