"""What was marked and waived is printed in every drawing, but for what is not public."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from milepost.periods import parse_period
from milepost.scorecard.as_html import as_html
from milepost.scorecard.as_json import as_json
from milepost.scorecard.as_text import as_text
from milepost.scorecard.card import Scorecard
from milepost.workspace import Workspace
from tests.scorecard.cards import PLAN, measure

BOUNDS = "{high: 100, source: made up}"
WAIVER = """\
waivers:
  - id: more
    of: check
    check: S304
    measure: cases
    reason: Two offices were joined.
    approved_by: The Director
    from: 2009-01-01
    until: 2009-12-31
    source: A memorandum
"""
FAR = "FY2009/ATF.csv:2, cell D2: S304, 500 is outside what is plausible of cases: at most 100."


def _composed(
    root: Path, measures: list[str], rows: dict[str, list[str]], more: str = ""
) -> Scorecard:
    """The scorecard of FY2009 after some files, by the day of receipt."""
    for folder in ("strategy", "measures", "FY2009"):
        (root / folder).mkdir(parents=True)
    text = f"{PLAN}{more}measures:\n{''.join(measures)}"
    (root / "strategy/plan.yaml").write_text(text, encoding="utf-8")
    workspace = Workspace(root)
    assert workspace.plan.problems == ()
    for day, written in rows.items():
        path = root / "FY2009/ATF.csv"
        lines = "\n".join(["agency,measure,period,value", *written, ""])
        path.write_text(lines, encoding="utf-8")
        list(workspace.submit([str(path)], dt.date.fromisoformat(day)))
    composed = workspace.compose(parse_period("FY2009"), dt.date(2010, 1, 31))
    workspace.close()
    return composed


def _marked(composed: Scorecard) -> list[str]:
    return [mark for record in composed.reporting for mark in record.marked]


def test_a_marked_figure_is_taken_and_its_mark_is_in_every_drawing(tmp_path: Path) -> None:
    composed = _composed(
        tmp_path, [measure(plausible=BOUNDS)], {"2009-10-31": ["ATF,cases,FY2009,500"]}
    )
    assert _marked(composed) == [FAR]
    assert composed.reporting[0].files[0].accepted == 1
    (of_atf,) = (r for r in json.loads(as_json(composed))["reporting"] if r["agency"] == "ATF")
    assert of_atf["marked"] == [FAR]
    assert f"Taken, but marked: {FAR}" in " ".join(as_text(composed.document()).split())
    assert f"<dt>Taken, but marked</dt><dd>{FAR}</dd>" in " ".join(
        as_html(composed.document()).split()
    )


def test_a_mark_goes_with_the_figure_that_bore_it(tmp_path: Path) -> None:
    sent = {"2009-10-31": ["ATF,cases,FY2009,500"], "2009-11-30": ["ATF,cases,FY2009,50"]}
    assert _marked(_composed(tmp_path, [measure(plausible=BOUNDS)], sent)) == []


def test_nothing_is_printed_of_what_is_not_public_nor_of_what_names_it(tmp_path: Path) -> None:
    relation = (
        "relations:\n  - {id: r, kind: funnel, basis: period, parts: [guns, cases], "
        "source: made up}\n"
    )
    measures = [
        measure(),
        measure(id="guns", sensitivity="law-enforcement-sensitive", plausible=BOUNDS),
    ]
    # The 71 cases are marked because they are more than the 70 guns, which nobody may read.
    rows = {"2009-10-31": ["ATF,cases,FY2009,71", "ATF,guns,FY2009,70"]}
    open_to_all = _composed(tmp_path / "open", [measure(), measure(id="guns")], rows, relation)
    assert [mark.split(", ")[1] for mark in _marked(open_to_all)] == ["cell D2: S309"]
    composed = _composed(tmp_path / "secret", measures, rows, relation)
    assert _marked(composed) == []
    assert "70" not in json.dumps(json.loads(as_json(composed))["reporting"][0]["marked"])


def test_a_waived_check_says_nothing_and_the_waiver_is_printed(tmp_path: Path) -> None:
    composed = _composed(
        tmp_path, [measure(plausible=BOUNDS)], {"2009-10-31": ["ATF,cases,FY2009,500"]}, WAIVER
    )
    assert _marked(composed) == []
    # It has ended by the day of the scorecard, and held on the day of receipt.
    (said,) = composed.waivers
    assert said == (
        "Cases: check S304 is turned off from 2009-01-01 until 2009-12-31, approved by The "
        "Director. Two offices were joined. A memorandum."
    )
    assert said in json.loads(as_json(composed))["waivers"]
    assert f"- {said}" in " ".join(as_text(composed.document()).split())
    assert said in " ".join(as_html(composed.document()).split())


def test_a_waiver_that_held_for_no_file_is_not_printed_and_waives_nothing(tmp_path: Path) -> None:
    composed = _composed(
        tmp_path, [measure(plausible=BOUNDS)], {"2010-01-01": ["ATF,cases,FY2009,500"]}, WAIVER
    )
    assert composed.waivers == ()
    assert _marked(composed) == [FAR]


def test_a_waiver_of_what_is_not_public_is_not_printed(tmp_path: Path) -> None:
    secret = measure(sensitivity="law-enforcement-sensitive", plausible=BOUNDS)
    composed = _composed(tmp_path, [secret], {"2009-10-31": ["ATF,cases,FY2009,500"]}, WAIVER)
    assert composed.waivers == ()
