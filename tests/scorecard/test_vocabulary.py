"""The same ratings in another office's words, and what those words cannot say."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Final

import pytest

from milepost.evaluation.narrowing import Narrowing
from milepost.periods import parse_period
from milepost.scorecard.as_frame import as_frame
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import InOtherWords
from milepost.scorecard.report import Report
from milepost.scorecard.report_as_csv import as_csv
from milepost.scorecard.report_as_text import as_text
from milepost.workspace import Workspace
from tests.scorecard.cards import PLAN, baseline, card, measure, only_row, target

# The words of ONDCP's report of 2015, of which two of ours share one.
_WORDS: Final = """\
vocabularies:
  - id: office
    title: The office
    words:
      - {rating: met, word: met or exceeded}
      - {rating: achieved, word: met or exceeded}
      - {rating: on track, word: significant progress}
      - {rating: at risk, word: limited or no progress}
      - {rating: off track, word: limited or no progress}
      - {rating: not met, word: limited or no progress}
    cannot_say: [Which way a figure moved]
    source: made up
"""
_CHOSEN: Final = PLAN.replace("issued_by: ONDCP,", "issued_by: ONDCP, vocabulary: office,") + _WORDS


def _card(root: Path, value: str, plan: str = _CHOSEN, more: str = "") -> Scorecard:
    """100 cases are promised for FY2009, up from 0; so many were reported."""
    declared = measure(targets=target("100"), baseline=baseline("0"))
    return card(root, [declared], [f"ATF,cases,FY2009,{value},,{more},,,"], plan=plan)


def _words(composed: Scorecard) -> tuple[str, str]:
    theirs = only_row(composed).in_other_words
    assert theirs is not None
    return theirs.result, theirs.rating


@pytest.mark.parametrize(
    ("value", "more", "words"),
    [
        ("100", "", ("met or exceeded", "met or exceeded")),
        ("95", "", ("limited or no progress", "significant progress")),
        ("70", "", ("limited or no progress", "limited or no progress")),
        ("10", "", ("limited or no progress", "limited or no progress")),
        # At most 80: at risk or off track, which are one word there, so that word is certain.
        ("80", "at most", ("limited or no progress", "limited or no progress")),
        # At most 95: on track or off track, and no target met.
        (
            "95",
            "at most",
            ("limited or no progress", "limited or no progress, or significant progress"),
        ),
        # At least 95: it may be met, for which "indeterminate" would be the word.
        ("95", "at least", ("", "significant progress, or met or exceeded")),
    ],
)
def test_a_row_carries_the_words_of_the_chosen_vocabulary(
    tmp_path: Path, value: str, more: str, words: tuple[str, str]
) -> None:
    assert _words(_card(tmp_path, value, more=more)) == words


def test_where_they_have_no_word_nothing_is_put_in(tmp_path: Path) -> None:
    declared = measure(targets=target("100"))
    composed = card(
        tmp_path, [declared], ["ATF,cases,FY2009,,,,not tracked,,No system."], plan=_CHOSEN
    )
    assert only_row(composed).in_other_words == InOtherWords("", "")
    method = composed.method[-1]
    assert method.startswith("What these words cannot say: ")
    assert "no word for what is said here as “indeterminate” and “not tracked”." in method


def test_a_word_for_the_reason_goes_before_the_word_for_none(tmp_path: Path) -> None:
    more = "      - {rating: not rated, word: unable to assess}\n"
    plan = _CHOSEN.replace("    cannot_say", f"{more}    cannot_say")
    declared = measure(targets=target("100"))
    composed = card(tmp_path, [declared], ["ATF,cases,FY2009,50,,,,,"], plan=plan)
    assert _words(composed) == ("limited or no progress", "unable to assess")
    known = "      - {rating: no baseline, word: developmental}\n"
    plan = plan.replace("    cannot_say", f"{known}    cannot_say")
    workspace = tmp_path / "other"
    composed = card(workspace, [declared], ["ATF,cases,FY2009,50,,,,,"], plan=plan)
    assert _words(composed) == ("limited or no progress", "developmental")


def test_words_of_ours_that_share_one_are_named_where_one_of_them_stands(tmp_path: Path) -> None:
    shared = "“at risk” and “off track” are one word there: “limited or no progress”."
    at_risk = _card(tmp_path / "at-risk", "70").method[-1]
    assert shared in at_risk
    assert at_risk.endswith("Which way a figure moved.")
    met = _card(tmp_path / "met", "100").method[-1]
    assert "one word there" not in met
    assert "no word" not in met


def test_without_a_chosen_vocabulary_nothing_is_said_of_any(tmp_path: Path) -> None:
    composed = _card(tmp_path, "70", plan=PLAN + _WORDS)
    assert only_row(composed).in_other_words is None
    assert not [paragraph for paragraph in composed.method if "words" in paragraph]
    assert "limited or no progress" not in composed.as_text() + composed.as_html()


def _report(root: Path) -> Report:
    _card(root, "70")
    with Workspace(root) as workspace:
        return workspace.report(parse_period("FY2009"), dt.date(2009, 10, 31), Narrowing())


def test_every_way_of_drawing_carries_their_words(tmp_path: Path) -> None:
    composed = _card(tmp_path / "card", "70")
    theirs = "limited or no progress"
    assert f"Outlook   [!] at risk, there “{theirs}”" in composed.as_text()
    assert composed.as_html().count(f"“{theirs}”</span>") == 2
    row = json.loads(composed.as_json())["sections"][0]["rows"][0]
    assert row["in_other_words"] == {"result": theirs, "rating": theirs}
    assert list(as_frame(composed)["outlook_in_other_words"]) == [theirs]

    report = _report(tmp_path / "report")
    assert report.other_words is not None
    assert report.other_words.without == ()
    assert f",{theirs},{theirs}," in as_csv(report)
    text = as_text(report)
    assert '"limited or' in text
    assert "IN OTHER WORDS\n" in text
    assert "What these words cannot say: " in text


def test_the_plan_of_this_repository_declares_what_its_vocabularies_cannot_say() -> None:
    plan = Workspace(Path(__file__).parents[2]).plan.plan
    assert plan is not None
    said = {v.id: v.cannot_say for v in plan.vocabularies}
    assert "parentheses" in said["ondcp-2022"][0]
    # What is declared has its source beside it.
    assert all("(" in sentence for sentences in said.values() for sentence in sentences)


def test_no_vocabulary_of_ours_says_standstill_of_what_came_a_part_of_the_way() -> None:
    # 94 of 100 from 0 is not met and on track; 40 of 100 is not met and off track: neither stood
    # still or went back, and the word for the result must not deny that for the outlook.
    standstill = {"no progress", "getting worse", "deterioration", "little or no detectable change"}
    plan = Workspace(Path(__file__).parents[2]).plan.plan
    assert plan is not None
    assert len(plan.vocabularies) > 5
    for vocabulary in plan.vocabularies:
        word_of = {word.rating: word.word for word in vocabulary.words}
        outlooks = {word_of.get(o) for o in ("achieved", "on track", "at risk", "off track")}
        assert word_of.get("not met") not in outlooks - {None}, vocabulary.id
        for ours in ("not met", "off track", "at risk"):
            assert word_of.get(ours) not in standstill, (vocabulary.id, ours)
