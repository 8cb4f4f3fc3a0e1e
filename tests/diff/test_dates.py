"""Dated values: what held when, what is announced, and what was written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.office import PLAN
from tests.diff.repository import Repository, made

_UNDATED = "value: 100"
_DATED = """\
value:
          dated:
            - {value: 100, source: The plan}
            - from: 2009-02-01
              value: 80
              reason: Two task forces were not funded.
              approved_by: The Director
              source: A memorandum"""
_TARGET = "- {period: FY2009, value: 100, rationale: A promise., source: made up}"
_IN_FULL = """\
- period: FY2009
        {}
        rationale: A promise.
        source: made up"""
_PLAN = PLAN.replace(_TARGET, _IN_FULL.format(_UNDATED))


@pytest.fixture
def dated(tmp_path: Path) -> Repository:
    """A repository in which the target is not dated yet."""
    return made(tmp_path, plan=_PLAN)


def _noted(result: str) -> list[str]:
    """The facts of a comparison, without the places."""
    return [
        line.strip()
        for line in result.splitlines()
        if line.startswith(("* ", "    Before", "    Now", "    When", "    Reason"))
    ]


def test_two_dates_of_one_plan_are_compared(dated: Repository) -> None:
    dated.replace(_UNDATED, _DATED)
    result = dated.run("diff", "2009-01-31", "2009-02-01", "--as-of", "2009-10-31")
    assert result.stdout.splitlines() == [
        "What changed: A small strategy",
        "",
        "From the plan as of 2009-01-31 to the plan as of 2009-02-01.",
        "Dated values are read as of 2009-01-31 and as of 2009-02-01. No figures are",
        "recorded by 2009-10-31, so nothing is rated.",
        "",
        "1 change can move a rating; 1 target was lowered.",
        "",
        "",
        "LOWERED TARGETS",
        "=" * 80,
        "",
        "* cases-initiated, target for FY2009: lowered",
        "             Cases initiated",
        "    Before   100 or more",
        "    Now      80 or more",
        "    Reason   Two task forces were not funded. Approved by The Director. A",
        "             memorandum.",
        "    -> strategy/plan.yaml:41:23",
        "    -> strategy/plan.yaml:43:22",
    ]


def test_a_date_is_compared_with_the_plan_as_it_holds_now(dated: Repository) -> None:
    dated.replace(_UNDATED, _DATED)
    result = dated.run("diff", "2009-01-31", "--as-of", "2009-10-31")
    assert "1 change can move a rating; 1 target was lowered." in result.stdout
    assert "Nothing changed." in dated.run("diff", "2009-01-31", "--as-of", "2009-01-31").stdout


def test_what_is_announced_for_later_is_shown_with_its_day(dated: Repository) -> None:
    dated.replace(_UNDATED, _DATED)
    result = dated.run("diff", "HEAD", "--as-of", "2009-01-15")
    assert _noted(result.stdout) == [
        "* cases-initiated, target for FY2009: lowered",
        "Before   100 or more",
        "Now      80 or more",
        "When     as it holds from 2009-02-01 on",
        "Reason   Two task forces were not funded. Approved by The Director. A",
    ]


def test_what_held_before_cannot_be_written_over_unseen(dated: Repository) -> None:
    dated.replace(_UNDATED, _DATED)
    dated.commit()
    dated.replace("- {value: 100, source: The plan}", "- {value: 70, source: The plan}")
    result = dated.run("diff", "HEAD", "--as-of", "2009-10-31")
    assert _noted(result.stdout) == [
        "* cases-initiated, target for FY2009: lowered",
        "Before   100 or more",
        "Now      70 or more",
        "When     as it first held; what held later is the same in both",
        "Reason   NONE IS GIVEN",
    ]
    checked = dated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert checked.exit_code == 1
    assert (
        'error P260: the target for FY2009 of the measure "cases-initiated", as it first held, was '
        'lowered from "100 or more" to "70 or more" since HEAD, and no reason is given.'
    ) in checked.stdout


def test_a_history_that_was_erased_is_seen(dated: Repository) -> None:
    dated.replace(_UNDATED, _DATED)
    dated.commit()
    dated.replace(_DATED, "value: 80")
    result = dated.run("diff", "HEAD", "--as-of", "2009-10-31")
    assert "1 change can move a rating, and no reason is given; 1 target" in result.stdout
    assert "as it first held" in result.stdout


def test_a_change_that_is_dated_passes_the_check(dated: Repository) -> None:
    dated.replace(_UNDATED, _DATED)
    result = dated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert result.exit_code == 0, result.stdout
    assert "The plan has no problems." in result.stdout


def test_what_the_remedy_says_can_be_written_as_it_stands(dated: Repository) -> None:
    dated.replace(_UNDATED, "value: 80")
    asked = dated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert asked.exit_code == 1
    lines = asked.stdout.splitlines()
    first = lines.index("    value:")
    remedy = "\n        ".join(line.removeprefix("    ") for line in lines[first : first + 4])
    dated.replace("value: 80", remedy.replace("…", "said"))
    result = dated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert result.exit_code == 0, result.stdout


def test_a_value_that_was_taken_out_can_be_taken_out_with_a_reason(dated: Repository) -> None:
    dated.replace("quantity: flow", "quantity: flow\n    about_within: 5")
    dated.commit()
    dated.replace("\n    about_within: 5", "")
    asked = dated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert '"about within" of the measure "cases-initiated" was changed from "5" to' in asked.stdout
    lines = asked.stdout.splitlines()
    first = lines.index("    about_within:")
    assert lines[first + 3] == ("     - {from: 2009-10-31, reason: …, approved_by: …, source: …}")
    remedy = "\n".join(lines[first : first + 4]).replace("…", "said")
    dated.replace("    quantity: flow", f"{remedy}\n    quantity: flow")
    result = dated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert result.exit_code == 0, result.stdout


def test_a_target_that_was_dropped_can_be_given_up_with_a_reason(dated: Repository) -> None:
    written = _IN_FULL.format(_UNDATED)
    dated.replace(f"    targets:\n      {written}\n", "")
    asked = dated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert asked.exit_code == 1
    assert (
        "    Keep it, and say from which day it is given up and why:\n"
        "    - {dated: [{value: {…}, source: …}, "
        "{from: 2009-10-31, reason: …, approved_by: …, source: …}]}"
    ) in asked.stdout
    entry = (
        "{dated: [{value: {period: FY2009, value: 100, rationale: A promise., source: made up}, "
        "source: said}, {from: 2009-10-31, reason: said, approved_by: said, source: said}]}"
    )
    dated.replace("    unit: cases\n", f"    unit: cases\n    targets:\n      - {entry}\n")
    result = dated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert result.exit_code == 0, result.stdout
