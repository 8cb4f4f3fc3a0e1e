"""Rule sets as a whole: from when they hold, what is waived, what is made up, who said what."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from milepost.plan.audit.model import VERDICTS
from milepost.plan.audit.rule_sets import BY_ID, DEFAULT, RULE_SETS
from tests.audit.plans import (
    JUNE_2009,
    MEASURE,
    OBJECTIVE,
    START,
    audited,
    held_against,
    on_one,
    on_the_plan,
    verdicts,
)
from tests.evaluation.judging import make_plan

TODAY = dt.date(2026, 1, 1)
_CRITERIA = [c for rule_set in RULE_SETS for c in rule_set.criteria]


def test_the_rule_sets_are_those_that_were_promised() -> None:
    assert {r.id: len(r.criteria) for r in RULE_SETS} == {
        "gao-09-709": 5,
        "gao-04-408t": 6,
        "gao-03-143": 9,
        "21-usc-1705": 15,  # (F)(i)-(v), (G)(i)-(iii), (h)(1)-(7)
        "31-usc-1115": 5,  # (b)(8)(A)-(E)
        "gao-23-105520": 8,
    }
    assert DEFAULT == "gao-09-709"


def test_every_criterion_has_a_name_of_its_own_a_citation_and_a_day() -> None:
    assert len({c.id for c in _CRITERIA}) == len(_CRITERIA)
    for rule_set in RULE_SETS:
        for criterion in rule_set.criteria:
            assert criterion.id.startswith(f"{rule_set.id}.")
            assert criterion.citation
            assert criterion.in_force_from.year in {2002, 2004, 2009, 2011, 2018, 2023}
            assert criterion.judge.__doc__


def test_definitions_in_our_own_words_are_not_given_for_gaos() -> None:
    note = BY_ID["gao-03-143"].note
    assert "in our own words, not in GAO's" in note


@pytest.mark.parametrize("name", BY_ID)
@pytest.mark.parametrize("text", [START, START + OBJECTIVE, START + OBJECTIVE + MEASURE])
def test_every_plan_without_problems_can_be_audited(tmp_path: Path, name: str, text: str) -> None:
    found = held_against(name, audited(tmp_path, text, TODAY))
    assert len(found.on_the_plan()) == len(found.rule_set.criteria)
    assert sum(found.counts().values()) == len(found.rule_set.criteria)
    for finding in found.findings:
        opinion = finding.opinion
        assert opinion.verdict in VERDICTS
        assert opinion.places
        assert opinion.reason.endswith("."), opinion.reason
        assert "  " not in opinion.reason + opinion.to_close
        if opinion.verdict in ("partly met", "not addressed"):
            assert opinion.to_close, (finding.criterion.id, opinion.reason)


def test_a_plan_of_nothing_meets_nothing(tmp_path: Path) -> None:
    look = audited(tmp_path, START, TODAY)
    for name in BY_ID:
        found = held_against(name, look)
        assert "met" not in verdicts(found).values(), name
    assert set(verdicts(held_against("gao-09-709", look)).values()) == {"not addressed"}


@pytest.mark.parametrize(
    ("rule_set", "before"),
    [
        ("gao-09-709", dt.date(2008, 12, 31)),
        ("gao-04-408t", dt.date(2004, 2, 2)),
        ("gao-03-143", dt.date(2002, 11, 21)),
        ("21-usc-1705", dt.date(2018, 10, 23)),
        ("31-usc-1115", dt.date(2011, 1, 3)),
        ("gao-23-105520", dt.date(2023, 5, 23)),
    ],
)
def test_a_criterion_judges_from_the_day_on_which_it_could_be_asked_for(
    tmp_path: Path, rule_set: str, before: dt.date
) -> None:
    text = START + OBJECTIVE + MEASURE
    found = held_against(rule_set, audited(tmp_path, text, before))
    assert set(verdicts(found).values()) == {"not in force"}
    assert len(found.findings) == len(found.rule_set.criteria)  # one line each
    day = before + dt.timedelta(1)
    assert str(day) in found.findings[0].opinion.reason
    on_the_day = held_against(rule_set, audited(tmp_path, text, day))
    assert "not in force" not in verdicts(on_the_day).values()


_WAIVER = """\
waivers:
  - id: w
    of: criterion
    criterion: {criterion}
    reason: Too early.
    approved_by: The Director
    from: 2009-06-01
    until: 2009-06-30
    source: made up
"""


def test_a_waiver_stands_beside_the_verdict_and_changes_nothing(tmp_path: Path) -> None:
    text = START + OBJECTIVE + _WAIVER.format(criterion="gao-09-709.roles")
    found = held_against("gao-09-709", audited(tmp_path, text))
    finding = on_the_plan(found, "gao-09-709.roles")
    assert finding.waiver is not None
    assert finding.waiver.id == "w"
    assert finding.opinion.verdict == "not addressed"
    assert on_the_plan(found, "gao-09-709.monitoring").waiver is None
    later = held_against("gao-09-709", audited(tmp_path, text, dt.date(2009, 7, 1)))
    assert on_the_plan(later, "gao-09-709.roles").waiver is None


def test_an_audit_that_names_a_sensitive_measure_is_not_for_publication(tmp_path: Path) -> None:
    plan = audited(tmp_path, START)
    assert held_against("gao-09-709", plan).remarks == ()
    measure = make_plan([{"sensitivity": "law-enforcement-sensitive"}]).measures[0]
    sensitive = replace(plan, plan=plan.plan.model_copy(update={"measures": (measure,)}))
    assert held_against("gao-09-709", sensitive).remarks == (
        "Not for publication: the plan holds a measure that is law-enforcement sensitive.",
    )


def test_a_published_verdict_that_differs_is_not_taken_over(tmp_path: Path) -> None:
    text = START + OBJECTIVE + (
        "published_verdicts:\n  - {id: p, criterion: gao-09-709.roles, verdict: met, by: GAO, "
        "statement: So it is, source: made up}\n"
    )  # fmt: skip
    found = held_against("gao-09-709", audited(tmp_path, text))
    finding = on_the_plan(found, "gao-09-709.roles")
    assert finding.opinion.verdict == "not addressed"
    (said,) = finding.published
    assert finding.agrees_with(said) is False


_MADE_UP_ROLE = """\
    roles:
      - agency: ATF
        role: lead
        authority: A law
        source: made up
        illustrative: true
"""


def test_what_rests_on_something_made_up_says_so_and_what_it_would_be_without(
    tmp_path: Path,
) -> None:
    look = audited(tmp_path, START + OBJECTIVE + _MADE_UP_ROLE)
    found = held_against("gao-09-709", look)
    opinion = on_one(found, "gao-09-709.roles", "o").opinion
    assert opinion.verdict == "met"
    assert opinion.rests_on_illustrative
    assert opinion.without_illustrative == "not addressed"
    assert on_the_plan(found, "gao-09-709.roles").opinion.without_illustrative == "not addressed"
    needs = on_one(found, "gao-09-709.needs-and-objectives", "o").opinion
    assert not needs.rests_on_illustrative
    assert needs.without_illustrative is None


def test_what_was_made_up_itself_rests_on_that(tmp_path: Path) -> None:
    text = START + OBJECTIVE.replace("needs: [n]", "needs: [n]\n    illustrative: true")
    found = held_against("gao-09-709", audited(tmp_path, text))
    opinion = on_one(found, "gao-09-709.needs-and-objectives", "o").opinion
    assert opinion.rests_on_illustrative
    whole = on_the_plan(found, "gao-09-709.needs-and-objectives").opinion
    assert (whole.verdict, whole.without_illustrative) == ("met", "partly met")  # a need is left


def test_a_made_up_target_of_a_real_measure_is_seen(tmp_path: Path) -> None:
    text = START + OBJECTIVE + MEASURE + (
        "    targets:\n      - {period: FY2010, value: 5, rationale: Made up, source: illustrative,"
        " illustrative: true}\n"
    )  # fmt: skip
    found = held_against("gao-03-143", audited(tmp_path, text))
    opinion = on_one(found, "gao-03-143.measurable-target", "m").opinion
    assert (opinion.verdict, opinion.without_illustrative) == ("met", "not addressed")


# --- Single criteria of the other sets ---------------------------------------------------------


def test_what_only_a_person_can_judge_is_not_guessed(tmp_path: Path) -> None:
    text = START + OBJECTIVE + MEASURE + "    method: Counted by hand.\n"
    look = audited(tmp_path, text, TODAY)
    found = held_against("gao-03-143", look)
    assert verdicts(found)["clarity"] == "for a person to judge"
    assert verdicts(found)["core-activities"] == "for a person to judge"
    assert verdicts(held_against("gao-23-105520", look))["cultures"] == "for a person to judge"
    assert verdicts(held_against("21-usc-1705", look))["h-4"] == "for a person to judge"


def test_measures_that_say_the_same_overlap(tmp_path: Path) -> None:
    again = MEASURE.replace("measures:\n", "").replace("id: m", "id: m2")
    found = held_against("gao-03-143", audited(tmp_path, START + OBJECTIVE + MEASURE + again))
    opinion = on_the_plan(found, "gao-03-143.limited-overlap").opinion
    assert opinion.verdict == "partly met"
    assert opinion.reason == "m and m2 have one and the same definition."


def test_a_target_in_words_is_for_a_person(tmp_path: Path) -> None:
    text = START + OBJECTIVE + MEASURE + (
        "    targets:\n      - {period: FY2010, minimally_effective: Some, successful: All, "
        "source: made up}\n"
    )  # fmt: skip
    found = held_against("gao-03-143", audited(tmp_path, text))
    opinion = on_one(found, "gao-03-143.measurable-target", "m").opinion
    assert opinion.verdict == "for a person to judge"


@pytest.mark.parametrize(
    ("targets", "verdict"),
    [
        ([], "not addressed"),
        (["period: FY2010"], "not addressed"),  # a year on
        (["period: FY2011"], "partly met"),  # two
        (["period: FY2014"], "partly met"),  # five
        (["period: FY2011", "period: FY2014"], "met"),
        (["each: fiscal-year"], "met"),  # for ever
        (["each: fiscal-year, to: FY2011"], "partly met"),
    ],
)
def test_two_and_five_years_count_from_the_issue(
    tmp_path: Path, targets: list[str], verdict: str
) -> None:
    lines = "".join(f"      - {{{t}, value: 5, source: made up}}\n" for t in targets)
    text = START + OBJECTIVE + MEASURE + (f"    targets:\n{lines}" if targets else "")
    found = held_against("21-usc-1705", audited(tmp_path, text, TODAY))
    assert on_one(found, "21-usc-1705.h-1", "o").opinion.verdict == verdict


@pytest.mark.parametrize(
    ("rest", "verdict"),
    [
        ("", "for a person to judge"),
        ("    limitations: [Some are missed]\n", "not addressed"),
        (
            (
                "    limitations:\n      - Some are missed\n      - statement: Few are seen\n"
                "        compensated_by: A survey\n"
            ),
            "partly met",
        ),
        (
            "    limitations:\n      - statement: Few are seen\n        compensated_by: A survey\n",
            "met",
        ),
    ],
)
def test_limitations_are_made_up_for(tmp_path: Path, rest: str, verdict: str) -> None:
    text = START + OBJECTIVE + MEASURE + rest
    found = held_against("31-usc-1115", audited(tmp_path, text, TODAY))
    assert on_one(found, "31-usc-1115.b-8-E", "m").opinion.verdict == verdict


def test_an_assessment_counts_from_its_day_and_the_latest_holds(tmp_path: Path) -> None:
    line = "{level: %s, purpose: An overview, by: GAO, on: %s, source: made up}"
    text = START + OBJECTIVE + MEASURE + "    reliability:\n" + "".join(
        f"      - {line % pair}\n"
        for pair in (("sufficiently reliable", "2009-06"), ("undetermined", "2012"))
    )  # fmt: skip
    found = held_against("gao-03-143", audited(tmp_path, text, JUNE_2009))
    assert on_one(found, "gao-03-143.reliability", "m").opinion.verdict == "met"
    found = held_against("gao-03-143", audited(tmp_path, text, TODAY))
    opinion = on_one(found, "gao-03-143.reliability", "m").opinion
    assert opinion.verdict == "partly met"
    assert opinion.reason == "Found undetermined by GAO (2012), for: An overview."
