"""An analyst accepts or returns what came; replies and narratives stand beside the result."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from milepost.submissions.model import Remark
from milepost.workspace import Workspace
from tests.cli.office import Office
from tests.cli.reviewing import BY, REVIEWED_PLAN, Reviewed, row


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """An office whose plan asks for explanations beyond 15 %."""
    office = Office(tmp_path)
    office.write_plan(REVIEWED_PLAN)
    return Reviewed(office)


@pytest.fixture
def revised(reviewed: Reviewed) -> Reviewed:
    """ATF reported 50 cases, and then 60."""
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
    reviewed.send("ATF-2.csv", row("ATF", "cases-initiated", "FY2009", "60"), day="2009-10-16")
    reviewed.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "40"))
    return reviewed


def _said(shown: Any) -> list[tuple[str, str]]:  # noqa: ANN401  # JSON
    return [(s["kind"], s["text"]) for s in shown["said"]]


def test_what_displaces_a_figure_awaits_review_and_what_is_ordinary_does_not(
    revised: Reviewed,
) -> None:
    shown = revised.waiting()
    assert "2/cases-initiated\n  ATF, Cases initiated, FY2009: 60\n" in shown
    assert "Replaces 50 (submission 1)." in shown
    assert "3/cases-initiated" not in shown
    assert "1 thing awaits review for FY2009." in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_it_is_listed_for_one_agency(revised: Reviewed) -> None:
    assert "Nothing awaits review" in revised.waiting("2009-10-31", "ICE")
    assert "2/cases-initiated" in revised.waiting("2009-10-31", "ATF")


def test_an_agency_that_is_misspelt_is_suggested(revised: Reviewed) -> None:
    result = revised.review("FY2009", "AFT")
    assert result.exit_code == 2
    assert 'no agency is called "AFT". Did you mean "ATF"?' in result.output


def test_what_is_marked_awaits_review_with_its_warning(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "not tracked"))
    shown = reviewed.waiting()
    assert "1/cases-initiated\n  ATF, Cases initiated, FY2009: not tracked\n" in shown
    assert "Warning S208" in shown


def test_what_is_too_far_from_its_target_awaits_review(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
    reviewed.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "30"))
    # 50 + 30 = 80 of 100 is 20 % below.
    shown = reviewed.waiting()
    assert shown.count("20.0% below its target") == 2
    assert "2 things await review" in shown


def test_what_was_not_taken_is_listed_until_something_is_taken_in_its_place(
    reviewed: Reviewed,
) -> None:
    reviewed.send("ATF.csv", row("ATF", "traces", "FY2009-Q4", "20,x"))
    assert "Submission 1: ATF, Traces completed, FY2009-Q4" in reviewed.waiting()
    assert "Nothing awaits review for FY2009." in reviewed.waiting()
    reviewed.send("ATF-2.csv", row("ATF", "traces", "FY2009-Q4", "20"), day="2009-10-16")
    assert "Rejected" not in reviewed.waiting()


def test_a_file_that_could_not_be_read_is_listed_until_another_is_taken(reviewed: Reviewed) -> None:
    office = reviewed.office
    office.submit(office.put("FY2009/ATF.csv", b"\xff\xfe\x00nothing"))
    assert "Submission 1: ATF, FY2009\n" in reviewed.waiting()
    reviewed.send("ATF-2.csv", row("ATF", "cases-initiated", "FY2009", "100"), day="2009-10-16")
    assert "Submission 1" not in reviewed.waiting()


def test_what_is_accepted_awaits_nothing_and_says_so_beside_the_result(revised: Reviewed) -> None:
    result = revised.accept("2/cases-initiated", comment="As they said on the telephone.")
    assert result.exit_code == 0
    assert "Accepted: ATF, cases-initiated, FY2009 (submission 2), by Ann Lee" in result.output
    assert "Nothing awaits review for FY2009." in revised.waiting()
    shown = revised.row("cases-initiated")
    assert shown["actual"] == "100"
    assert _said(shown) == [("accepted", "As they said on the telephone.")]
    assert shown["said"][0] | {"text": ""} == {
        "kind": "accepted",
        "about": "figure",
        "text": "",
        "by": "Ann Lee, analyst",
        "on": "2009-10-20",
        "submission": 2,
    }


def test_what_is_returned_is_not_in_force_and_what_it_displaced_is(revised: Reviewed) -> None:
    assert revised.row("cases-initiated")["actual"] == "100"
    result = revised.give_back("2/cases-initiated", comment="Sixty what?")
    assert "It is not in force from 2009-10-20 on." in result.output
    shown = revised.row("cases-initiated")
    assert (shown["actual"], shown["result"]["word"]) == ("90", "not met")
    assert _said(shown) == [("returned", "Sixty what?")]
    assert revised.agency("ATF")["given_back"] == [
        "Cases initiated (FY2009), submission 2, by Ann Lee, analyst on 2009-10-20: Sixty what?"
    ]


def test_before_the_day_it_was_returned_it_was_in_force(revised: Reviewed) -> None:
    revised.give_back("2/cases-initiated", day="2009-10-20")
    assert revised.row("cases-initiated", "2009-10-19")["actual"] == "100"
    assert revised.row("cases-initiated", "2009-10-19")["said"] == []
    assert "2/cases-initiated" in revised.waiting("2009-10-19")
    assert revised.agency("ATF", day="2009-10-19")["given_back"] == []
    assert revised.row("cases-initiated", "2009-10-20")["actual"] == "90"


def test_where_nothing_was_displaced_the_result_is_that_it_was_returned(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
    reviewed.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "40"))
    reviewed.give_back("1/cases-initiated", comment="Of which year?")
    shown = reviewed.row("cases-initiated")
    assert shown["result"]["word"] == "indeterminate"
    assert "ATF FY2009: returned." in shown["reason"]
    assert _said(shown) == [("returned", "Of which year?")]
    counted = reviewed.agency("ATF")
    assert (counted["reported"], counted["returned"], counted["missing"]) == (0, 1, 4)
    text = (reviewed.office.report / "scorecard.txt").read_text(encoding="utf-8")
    assert "    Returned: Of which year? (Ann Lee, analyst, 2009-10-20, submission 1)" in text
    assert "Returned: Cases initiated, FY2009: Of which year?" in text


def test_a_revision_takes_the_place_of_what_was_returned(revised: Reviewed) -> None:
    revised.give_back("2/cases-initiated")
    revised.send("ATF-3.csv", row("ATF", "cases-initiated", "FY2009", "61"), day="2009-10-22")
    shown = revised.row("cases-initiated")
    assert (shown["actual"], shown["said"]) == ("101", [])
    assert revised.agency("ATF")["given_back"] == []
    # It displaces the 50 that had come back, and is looked at for that.
    assert "4/cases-initiated\n" in revised.waiting()


def test_what_was_returned_is_in_force_again_once_it_is_accepted(revised: Reviewed) -> None:
    revised.give_back("2/cases-initiated", day="2009-10-20")
    revised.accept("2/cases-initiated", day="2009-10-25")
    assert revised.row("cases-initiated", "2009-10-24")["actual"] == "90"
    assert revised.row("cases-initiated", "2009-10-25")["actual"] == "100"
    assert _said(revised.row("cases-initiated", "2009-10-25")) == [("accepted", "")]


def test_a_whole_file_is_returned_by_its_number(reviewed: Reviewed) -> None:
    reviewed.send(
        "ATF.csv",
        row("ATF", "cases-initiated", "FY2009", "50"),
        row("ATF", "traces", "FY2009-Q4", "20"),
    )
    result = reviewed.give_back("1", comment="It is last year's file.")
    assert "Returned: ATF, FY2009 (submission 1), by Ann Lee, analyst." in result.output
    counted = reviewed.agency("ATF")
    assert (counted["due"], counted["reported"], counted["returned"]) == (5, 0, 2)
    assert _said(reviewed.row("cases-initiated")) == [("returned", "It is last year's file.")]
    assert _said(reviewed.row("traces")) == [("returned", "It is last year's file.")]


def test_one_figure_of_a_returned_file_is_accepted_after_all(reviewed: Reviewed) -> None:
    reviewed.send(
        "ATF.csv",
        row("ATF", "cases-initiated", "FY2009", "50"),
        row("ATF", "traces", "FY2009-Q4", "20"),
    )
    reviewed.give_back("1", day="2009-10-20")
    reviewed.accept("1/traces/FY2009-Q4", day="2009-10-21")
    counted = reviewed.agency("ATF")
    assert (counted["reported"], counted["returned"]) == (1, 1)


def test_of_several_handles_all_are_reviewed_or_none(revised: Reviewed) -> None:
    result = revised.accept("2/cases-initiated", "3/cases-initated")
    assert result.exit_code == 2
    assert 'no figure that was taken of "cases-initated". Did you mean "cases-initiated"?' in (
        result.output
    )
    assert revised.remarks() == []
    assert revised.accept("2/cases-initiated", "3/cases-initiated").exit_code == 0
    assert revised.remarks() == [
        ("accepted", "cases-initiated", 2),
        ("accepted", "cases-initiated", 3),
    ]


def test_the_ledger_keeps_all_of_several_remarks_or_none(revised: Reviewed) -> None:
    revised.accept("2/cases-initiated")
    workspace = Workspace(revised.office.root)
    said = workspace.ledger.remarks()[0]

    def breaking_off() -> Any:  # noqa: ANN401  # remarks, until it breaks off
        yield said
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workspace.ledger.remarks_at_once(breaking_off())
    assert len(workspace.ledger.remarks()) == 1
    both: tuple[Remark, ...] = workspace.ledger.remarks_at_once([said, said])
    assert [r.number for r in both] == [2, 3]
    workspace.close()
    assert revised.office.run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("handle", "told"),
    [
        ("9/cases-initiated", "no receipt has the number 9."),
        ("cases-initiated", '"cases-initiated" is no handle. Write the number of the receipt'),
        ("2/", '"2/" is no handle.'),
        ("2/cases-initiated/FY2009/x", '"2/cases-initiated/FY2009/x" is no handle.'),
        ("2/cases-initiated/x", '"x" is not a period'),
        ("2/cases-initiated/FY2008", "2/cases-initiated/FY2008: write 2/cases-initiated/FY2009."),
        ("2/cases-initiated/explanation", 'has no explanation of "cases-initiated".'),
    ],
)
def test_a_handle_that_names_nothing_is_said_with_what_to_write(
    revised: Reviewed, handle: str, told: str
) -> None:
    result = revised.accept(handle)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert revised.remarks() == []


def test_where_a_handle_may_mean_several_periods_they_are_listed(reviewed: Reviewed) -> None:
    reviewed.office.write_plan(REVIEWED_PLAN.replace("locked: 60 days", "locked: 400 days"))
    reviewed.send(
        "ATF.csv", row("ATF", "traces", "FY2009-Q4", "20"), row("ATF", "traces", "FY2009-Q3", "20")
    )
    result = reviewed.accept("1/traces")
    assert "1/traces: write 1/traces/FY2009-Q4 or 1/traces/FY2009-Q3." in result.output
    assert reviewed.accept("1/traces/FY2009-Q3").exit_code == 0


def test_nothing_is_said_of_what_had_not_come_yet(revised: Reviewed) -> None:
    result = revised.accept("2/cases-initiated", day="2009-10-15")
    assert result.exit_code == 2
    assert "it was received on 2009-10-16, after 2009-10-15." in result.output


def test_a_file_of_which_nothing_was_taken_is_not_returned(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "traces", "FY2009-Q4", "20,x"))
    result = reviewed.give_back("1")
    assert result.exit_code == 2
    assert "1: nothing of FY2009/ATF.csv was taken." in result.output


def test_who_returns_says_why_and_who_it_is(revised: Reviewed) -> None:
    assert "--comment" in revised.review("return", "2/cases-initiated", *BY).output
    assert "it is empty" in revised.give_back("2/cases-initiated", comment=" ").output
    nobody = revised.review("return", "2/cases-initiated", "--comment", "x", "--by", " ")
    assert "write a name and a title" in nobody.output
    assert nobody.exit_code == 2
    assert revised.remarks() == []


def test_a_command_that_is_misspelt_is_suggested(reviewed: Reviewed) -> None:
    result = reviewed.review("acept", "2/cases-initiated")
    assert result.exit_code == 2
    assert '"acept" is neither a command nor a period. Did you mean "accept"?' in result.output
    assert '"FY20x9" is not a period' in reviewed.review("FY20x9").output


@pytest.fixture
def explained(reviewed: Reviewed) -> Reviewed:
    """80 of 100 cases, of which ATF explains why."""
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
    reviewed.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "30"))
    reviewed.explain(1, "cases-initiated", "FY2009", "Two posts were empty.")
    return reviewed


def test_an_explanation_awaits_review_beside_its_figure(explained: Reviewed) -> None:
    shown = explained.waiting("2009-10-31", "ATF")
    assert "1/cases-initiated/explanation\n  ATF, Cases initiated, FY2009\n" in shown
    assert "Explanation: Two posts were empty." in shown
    assert "What will be done: Hire two." in shown
    assert "By when: March 2010" in shown


def test_an_explanation_that_is_accepted_stands_with_the_verdict(explained: Reviewed) -> None:
    explained.accept("1/cases-initiated/explanation", comment="It agrees with the budget.")
    assert "explanation\n" not in explained.waiting()
    shown = explained.row("cases-initiated")
    told = "Two posts were empty. What will be done: Hire two. By when: March 2010."
    assert _said(shown) == [("explanation", told), ("accepted", "It agrees with the budget.")]
    assert [s["about"] for s in shown["said"]] == ["explanation", "explanation"]
    assert "ATF gave one." in shown["reason"]
    total = explained.status()["total"]
    assert (total["explanations_owed"], total["explanations_given"]) == (1, 1)


def test_an_explanation_that_is_returned_is_owed_again_and_its_figure_stays(
    explained: Reviewed,
) -> None:
    result = explained.give_back("1/cases-initiated/explanation", comment="Which posts?")
    assert "not in force" not in result.output
    shown = explained.row("cases-initiated")
    assert shown["actual"] == "80"
    assert "the one given was returned" in shown["reason"]
    assert _said(shown)[1] == ("returned", "Which posts?")
    counted = explained.agency("ATF")
    assert (counted["explanations_owed"], counted["explanations_given"]) == (1, 0)
    assert counted["unexplained"] == ["Cases initiated (FY2009)"]
    assert explained.agency("ATF", day="2009-10-19")["explanations_given"] == 1


def test_a_reply_and_a_narrative_stand_beside_the_result_in_order(revised: Reviewed) -> None:
    revised.give_back("2/cases-initiated", comment="Sixty what?")
    about = ("cases-initiated", "FY2009")
    on = ("--by", "Bob Ray, director", "--on", "2009-10-22")
    told = revised.review("reply", "ATF", *about, "--comment", "Cases.", *on)
    assert told.output == "Reply: ATF, cases-initiated, FY2009, by Bob Ray, director.\n"
    revised.review("narrative", *about, "--comment", "Two offices closed.", *BY, "--on", on[3])
    shown = revised.row("cases-initiated")
    assert _said(shown) == [
        ("returned", "Sixty what?"),
        ("reply", "Cases."),
        ("narrative", "Two offices closed."),
    ]
    assert shown["said"][1]["by"] == "ATF, Bob Ray, director"
    assert len(revised.row("cases-initiated", "2009-10-21")["said"]) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("reply", "AFT", "traces", "FY2009"), 'no agency is called "AFT". Did you mean "ATF"?'),
        (("reply", "ATF", "trace", "FY2009"), 'no measure is called "trace". Did you mean "trac'),
        (("reply", "ICE", "traces", "FY2009"), "ICE does not report traces; ATF does."),
        (("narrative", "traces", "2009x"), '"2009x" is not a period'),
    ],
)
def test_what_nobody_would_see_is_not_kept(
    reviewed: Reviewed, arguments: tuple[str, ...], told: str
) -> None:
    result = reviewed.review(*arguments, "--comment", "x", *BY)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert reviewed.remarks() == []


def test_whatever_is_said_is_text_in_every_form(revised: Reviewed) -> None:
    said = '<script>alert(1)</script> & "x" \x1b[31mred\x07 \u202e]]> {{ 7*7 }} שלום'
    revised.give_back("2/cases-initiated", comment=said)
    about = ("cases-initiated", "FY2009", "--comment", said, "--by", said)
    revised.review("reply", "ATF", *about, "--on", "2009-10-22")
    revised.review("narrative", *about, "--on", "2009-10-22")
    shown = revised.row("cases-initiated")
    assert len(shown["said"]) == 3
    report = revised.office.report
    page = (report / "scorecard.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1  # its own
    assert page.count("&lt;script&gt;alert(1)") >= 6  # a remark is in its row; one in the record
    text = (report / "scorecard.txt").read_text(encoding="utf-8")
    status = revised.office.run("status", "FY2009", "--as-of", "2009-10-31").output
    for drawn in (page, text, status, json.dumps(shown, ensure_ascii=False)):
        assert "\x1b" not in drawn
        assert "\x07" not in drawn
        assert "\u202e" not in drawn
        assert "{{ 7*7 }} שלום" in " ".join(drawn.split())


def test_a_measure_that_the_plan_has_dropped_breaks_nothing(revised: Reviewed) -> None:
    revised.give_back("2/cases-initiated", comment="Sixty what?")
    revised.office.write_plan(REVIEWED_PLAN.replace("id: cases-initiated", "id: cases-begun"))
    assert "Sixty what?" not in str(revised.card())
    assert "2/cases-initiated" not in revised.waiting()
    assert revised.agency("ATF")["given_back"] == [
        "cases-initiated (FY2009), submission 2, by Ann Lee, analyst on 2009-10-20: Sixty what?"
    ]


def test_nothing_awaits_review_while_the_plan_has_errors(reviewed: Reviewed) -> None:
    reviewed.office.write_plan(REVIEWED_PLAN.replace("unit: cases", "unti: cases"))
    result = reviewed.review("FY2009")
    assert result.exit_code == 1
    assert "P101" in result.output


_SENSITIVE = REVIEWED_PLAN.replace(
    "id: traces\n", "id: traces\n    sensitivity: law-enforcement-sensitive\n"
)


def test_what_is_said_of_a_sensitive_figure_is_on_no_scorecard(reviewed: Reviewed) -> None:
    reviewed.office.write_plan(_SENSITIVE)
    reviewed.send(
        "ATF.csv",
        row("ATF", "cases-initiated", "FY2009", "50"),
        row("ATF", "traces", "FY2009-Q4", "7297"),
    )
    reviewed.send("ATF-2.csv", row("ATF", "traces", "FY2009", "7311"), day="2009-10-16")
    reviewed.explain(2, "traces", "FY2009", "XX-why")
    reviewed.give_back("1/traces/FY2009-Q4", comment="XX-figure")
    reviewed.accept("2/traces/explanation", comment="XX-explanation")
    about = ("traces", "FY2009", "--on", "2009-10-20", *BY)
    reviewed.review("reply", "ATF", *about, "--comment", "XX-reply")
    reviewed.review("narrative", *about, "--comment", "XX-narrative")
    assert len(reviewed.remarks()) == 4
    reviewed.card()
    for name, text in reviewed.office.published().items():
        assert [s for s in ("XX-", "7297", "7311", "7,297", "7,311") if s in text] == [], name


def test_a_comment_on_a_file_with_a_sensitive_figure_is_left_out(reviewed: Reviewed) -> None:
    reviewed.office.write_plan(_SENSITIVE)
    reviewed.send(
        "ATF.csv",
        row("ATF", "cases-initiated", "FY2009", "50"),
        row("ATF", "traces", "FY2009-Q4", "7297"),
    )
    reviewed.give_back("1", comment="7297 traces in one quarter?")
    assert _said(reviewed.row("cases-initiated")) == [
        ("returned", "The comment is about a file that holds figures which are not public.")
    ]
    for name, text in reviewed.office.published().items():
        assert "7297" not in text, name
    # The office itself reads it.
    assert (
        "7297 traces in one quarter?"
        in reviewed.office.run("status", "FY2009", "--as-of", "2009-10-31").output
    )


def test_what_is_said_of_a_figure_without_a_target_stands_beside_it(reviewed: Reviewed) -> None:
    before, traces = REVIEWED_PLAN.split("  - id: traces\n")
    head, tail = traces.split("    targets:\n", maxsplit=1)
    rest = tail.split("\n", maxsplit=1)[1]
    reviewed.office.write_plan(f"{before}  - id: traces\n{head}{rest}")
    reviewed.send("ATF.csv", row("ATF", "traces", "FY2009", "20"))
    reviewed.accept("1/traces", comment="Agreed.")
    figures = [f for s in reviewed.card()["sections"] for f in s["figures"]]
    assert [_said(f) for f in figures if f["title"] == "Traces completed"] == [
        [("accepted", "Agreed.")]
    ]
    text = (reviewed.office.report / "scorecard.txt").read_text(encoding="utf-8")
    assert "    Accepted: Agreed. (Ann Lee, analyst, 2009-10-20, submission 1)\n" in text
    page = (reviewed.office.report / "scorecard.html").read_text(encoding="utf-8")
    assert "<dt>Accepted</dt><dd>Agreed. " in page
