"""Each agency's page in the annual scorecard, and its own scorecard with the four assertions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from milepost.periods import parse_period
from milepost.plan.model import Plan
from milepost.scorecard.agency_components import LIMIT, limited_report
from milepost.scorecard.agency_page import AgencyPage
from milepost.scorecard.agency_scorecard import AgencyScorecard
from milepost.scorecard.card import Scorecard
from milepost.scorecard.said import NOT_PUBLIC
from milepost.sources import Place
from milepost.submissions.model import ASSERTIONS, Assertion, Reading
from milepost.workspace import Workspace
from tests.cli.office import Office, cases
from tests.cli.reviewing import REVIEWED_PLAN, Reviewed, row

_YEAR: Final = parse_period("FY2009")
_DAY: Final = dt.date(2009, 11, 5)
# Beside what the office's plan has: roles, an arrangement, actions and duties.
_MORE: Final = """\
duties:
  - {id: report, title: Report, due: 1 November, in_force_from: 2000-01-01, source: Order 1}
  - {id: list, title: Keep a list, owner: ATF, due: 15 October, in_force_from: 2000-01-01,
     source: Order 2}
  - {id: chart, title: Keep a chart, owner: ATF, due: 20 October, in_force_from: 2000-01-01,
     done: [{year: CY2009, on: 2009-10-22, source: a letter}], source: Order 3}
assignments:
  - {id: lead, agency: ATF, role: lead, objective: investigate, authority: Order 4,
     source: Order 4}
mechanisms:
  - {id: desk, title: The gun desk, parties: [ATF, ICE], leads: [ICE], status: operating,
     source: Order 5}
actions:
  - {id: hire, objective: investigate, agencies: [ICE], statement: Hire two, due: 2009-10-01,
     source: Order 6}
"""


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """ATF and ICE have reported 80 of 100 cases, and ATF some of its traces."""
    office = Office(tmp_path)
    office.write_plan(REVIEWED_PLAN + _MORE)
    made = Reviewed(office)
    made.send(
        "ATF.csv",
        row("ATF", "cases-initiated", "FY2009", "50"),
        row("ATF", "traces", "FY2009-Q4", "20,x"),
        row("ATF", "traces", "FY2009-Q3", "20"),
    )
    made.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "30"))
    return made


def _assert(reviewed: Reviewed, number: int, **answers: bool) -> None:
    """Let a file hold assertions, as a form's last sheet does."""
    with Workspace(reviewed.office.root) as workspace:
        observations, rejections = workspace.ledger.findings()[number]
        made = tuple(
            Assertion(name, holds, "=1+1 <b>so</b>" if not holds else "", Place("ICE.xlsx", 3))
            for name, holds in answers.items()
        )
        found = Reading(
            tuple(observations), tuple(rejections), (), len(observations),
            assertions=made, certified_by="A. Grant, CFO",
        )  # fmt: skip
        workspace.ledger.add_reading(number, "the plan", found)


def _card(office: Office) -> Scorecard:
    with Workspace(office.root) as workspace:
        return workspace.compose(_YEAR, _DAY)


def _page(office: Office, agency: str = "ATF") -> AgencyPage:
    page = _card(office).agencies.page_of(agency)
    assert page is not None
    return page


def _scorecard(office: Office, agency: str = "ATF") -> AgencyScorecard:
    with Workspace(office.root) as workspace:
        return workspace.agency_scorecard(agency, _YEAR, _DAY)


def test_punctuality_is_counted_as_status_counts_it(reviewed: Reviewed) -> None:
    status: dict[str, Any] = {a["agency"]: a for a in reviewed.status(day="2009-11-05")["agencies"]}
    for agency in ("ATF", "ICE"):
        report = _page(reviewed.office, agency).report
        assert report is not None
        counted = {
            name: getattr(report, name)
            for name in ("due", "reported", "on_time", "late", "after_lock", "missing", "rejected")
        }
        assert counted == {name: status[agency][name] for name in counted}
        assert list(report.not_reported) == status[agency]["not_reported"]


def test_a_page_says_what_falls_due_and_whether_it_was_done(reviewed: Reviewed) -> None:
    duties = [(d.title, d.due, d.standing.word, d.note) for d in _page(reviewed.office).duties]
    # Of all that fell due from the first day of FY2009 to 5 November 2009, and what comes next.
    # 15 October to 5 November is 21 days, and 386 from the year before; 20 to 22 October is two.
    assert duties == [
        ("Keep a list", "2008-10-15", "not done on record", "386 days late."),
        ("Keep a chart", "2008-10-20", "not done on record", "381 days late."),
        ("Keep a list", "2009-10-15", "not done on record", "21 days late."),
        ("Keep a chart", "2009-10-20", "done late", "Done 2009-10-22. 2 days late."),
        ("Keep a list", "2010-10-15", "not yet due", ""),
        ("Keep a chart", "2010-10-20", "not yet due", ""),
    ]
    agencies = _card(reviewed.office).agencies
    assert [(d.title, d.due) for d in agencies.duties_of_all] == [
        ("Report", "2008-11-01"), ("Report", "2009-11-01"), ("Report", "2010-11-01"),
    ]  # fmt: skip
    assert agencies.duties_when == "2008-10-01 to 2009-11-05"
    held = [(r.on, r.title, r.capacity, r.authority) for r in _page(reviewed.office).roles]
    assert held == [
        ("objective", "Investigate those who carry them", "lead", "Order 4"),
        ("mechanism", "The gun desk", "party", ""),
    ]
    ice = _page(reviewed.office, "ICE")
    assert [(r.on, r.title, r.capacity) for r in ice.roles] == [
        ("mechanism", "The gun desk", "lead"),
    ]
    assert [action.title for action in ice.actions] == ["Hire two"]


def test_a_page_counts_the_targets_and_the_misses_nobody_explains(reviewed: Reviewed) -> None:
    page = _page(reviewed.office)
    assert (page.counts.due, page.counts.not_met, page.counts.indeterminate) == (2, 1, 1)
    assert page.silent == 1
    assert "1 missed" not in page.finding
    assert "1 explanation is owed for targets that were missed." in page.finding
    reviewed.explain(2, "cases-initiated", "FY2009", "Two agents left.")
    assert _page(reviewed.office).silent == 0


def test_an_agency_without_a_role_is_named_and_has_no_page(reviewed: Reviewed) -> None:
    agencies = _card(reviewed.office).agencies
    assert [page.id for page in agencies.pages] == ["ATF", "ICE"]
    assert agencies.without == ("Office of National Drug Control Policy",)
    refused = reviewed.office.run(
        "scorecard", "FY2009", "--agency", "ONDCP", "--as-of", "2009-11-05"
    )
    assert (refused.exit_code, "has no role or duty" in refused.output) == (1, True)


def test_every_name_is_given_once_and_every_link_leads_somewhere(reviewed: Reviewed) -> None:
    document = _card(reviewed.office).document()
    names = [part.id for _, part in document.every_part()]
    names += [row.id for _, table in document.every_table() for row in table.rows if row.id]
    assert len(names) == len(set(names))
    links = {
        cell.link
        for _, table in document.every_table()
        for row in table.rows
        for cell in row.cells
        if cell.link
    }
    assert "agency/ATF" in links
    assert links <= set(names)


def test_what_the_official_asserts_is_shown_with_who_where_and_when(reviewed: Reviewed) -> None:
    assert {a.holds for a in _page(reviewed.office, "ICE").assertions} == {None}
    _assert(reviewed, 2, system=True, measures=False)
    made = {a.id: a for a in _page(reviewed.office, "ICE").assertions}
    assert {name: a.holds for name, a in made.items()} == {
        "system": True, "explanations": None, "targets": None, "measures": False,
    }  # fmt: skip
    assert (made["system"].by, made["system"].on) == ("A. Grant, CFO", "2009-10-15")
    text = _card(reviewed.office).as_text()
    assert "=1+1 <b>so</b>" in text
    assert "A. Grant, CFO, ICE.xlsx:3, received 2009-10-15" in " ".join(text.split())


def test_a_comment_on_a_file_that_holds_what_is_not_public_is_kept_back(reviewed: Reviewed) -> None:
    plan = REVIEWED_PLAN.replace(
        "  - id: traces\n", "  - id: traces\n    sensitivity: law-enforcement-sensitive\n"
    ).replace("agencies: [ATF]\n", "agencies: [ATF, ICE]\n")
    reviewed.office.write_plan(plan + _MORE)
    reviewed.send(
        "ICE-2.csv",
        row("ICE", "cases-initiated", "FY2009", "31"),
        row("ICE", "traces", "FY2009-Q4", "20"),
        day="2009-10-20",
    )
    _assert(reviewed, 3, measures=False)
    made = {a.id: a for a in _page(reviewed.office, "ICE").assertions}["measures"]
    assert (made.holds, made.comment) == (False, NOT_PUBLIC)
    assert "=1+1" not in _card(reviewed.office).as_json()


def test_a_later_answer_takes_the_place_of_an_earlier_one(reviewed: Reviewed) -> None:
    _assert(reviewed, 2, system=True, targets=True)
    reviewed.send("ICE-2.csv", row("ICE", "cases-initiated", "FY2009", "31"), day="2009-10-20")
    _assert(reviewed, 3, system=False)
    made = {a.id: a.holds for a in _page(reviewed.office, "ICE").assertions}
    assert (made["system"], made["targets"]) == (False, True)
    with Workspace(reviewed.office.root) as workspace:
        before = workspace.compose(_YEAR, dt.date(2009, 10, 19)).agencies.page_of("ICE")
    assert before is not None
    assert next(a.holds for a in before.assertions if a.id == "system") is True


def test_each_assertion_stands_beside_what_the_record_shows(reviewed: Reviewed) -> None:
    held = {a.made.id: a for a in _scorecard(reviewed.office).assertions}
    assert list(held) == list(ASSERTIONS)
    assert "1 of 5 figures that were due are reported." in held["system"].speaks_against
    assert "Its one file is not certified by an official." in held["system"].speaks_against
    (silent, beyond) = held["explanations"].speaks_against
    assert silent == "Cases initiated, missed 1 year: not explained."
    assert beyond.startswith("Cases initiated (FY2009): beyond the plan's threshold")
    assert "A rationale is stated for 2 of 2 targets." in held["targets"].speaks_for
    assert "0 of 2 measures with a target have a baseline." in held["targets"].speaks_against
    (covered,) = held["measures"].speaks_for
    assert covered.startswith("Of 1 objective under which it has a role or an action, 1 has")
    assert any("Decision Unit" in text for text in held["measures"].not_known)


@pytest.mark.parametrize(
    ("verdict", "which"),
    [("", "not_known"), ("accept", "speaks_for"), ("return", "speaks_against")],
)
def test_an_explanation_counts_as_an_analyst_found_it(
    reviewed: Reviewed, verdict: str, which: str
) -> None:
    reviewed.explain(2, "cases-initiated", "FY2009", "Two agents left.")
    if verdict:
        said = reviewed.review(
            verdict, "2/cases-initiated/explanation", "--comment", "So.",
            "--by", "Ann Lee, analyst", "--on", "2009-10-20",
        )  # fmt: skip
        assert said.exit_code == 0, said.output
    held = _scorecard(reviewed.office).assertions[1]
    assert held.made.id == "explanations"
    assert any(t.startswith("Cases initiated, missed 1 year") for t in getattr(held, which))


def test_the_parts_are_those_of_the_circular_with_lines_to_sign(reviewed: Reviewed) -> None:
    document = _scorecard(reviewed.office).document()
    assert document.name == "agency-ATF"
    assert [part.id for part in document.parts] == [
        "summary", "measures", "results", "targets", "quality", "assertions", "undertaken",
        "limited-report", "signature", "review",
    ]  # fmt: skip
    assert [part.id for part in document.parts if part.new_page] == ["signature", "review"]
    result = reviewed.office.run("scorecard", "FY2009", "--agency", "ATF", "--as-of", "2009-11-05")
    assert result.exit_code == 0, result.output
    path = reviewed.office.report / "agency-ATF.txt"
    assert f"wrote {path}" in result.output
    text = path.read_text(encoding="utf-8")
    assert max(len(line) for line in text.splitlines()) <= 80
    # Four answers and four lines on one page; two lines for each assertion and three on the other.
    assert sum(line.endswith("__") for line in text.splitlines()) == 8 + 4 * 2 + 3
    assert "No target is declared for FY2010." in text
    again = reviewed.office.run("scorecard", "FY2009", "--agency", "ATF", "--as-of", "2009-11-05")
    assert (again.exit_code, path.read_text(encoding="utf-8")) == (0, text)


@pytest.mark.parametrize(
    ("promised", "shown"),
    [
        ("{period: FY2010, value: 120", [("120 or more", "FY2010")]),
        ("{each: fiscal-year, value: 120", [("120 or more", "FY2010")]),
        ("{each: fiscal-year, to: FY2009, value: 120", []),
        ("{each: fiscal-year, from: FY2011, value: 120", []),
        ("{period: FY2010-Q2, value: 60", [("60 or more", "FY2010-Q2")]),
        ("{period: FY2010, agency: ICE, value: 60", []),
        ("{period: FY2011, value: 130", []),
    ],
)
def test_targets_of_the_current_year_are_those_that_fall_due_in_it(
    reviewed: Reviewed, promised: str, shown: list[tuple[str, str]]
) -> None:
    plan = REVIEWED_PLAN.replace(
        "{period: FY2009, value: 100", promised, 1
    ).replace("sum, periods: sum}", "separate, periods: sum}" if "agency" in promised
              else "sum, periods: sum}", 1)  # fmt: skip
    reviewed.office.write_plan(plan + _MORE)
    targets = [t for t in _scorecard(reviewed.office).targets if t.measure == "cases-initiated"]
    assert [(t.target, t.period) for t in targets if t.target] == shown


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["FY2009-Q3", "--agency", "ATF"], 1, "Write FY2009."),
        (["FY2004..FY2008", "--agency", "ATF"], 1, "is about a year, and FY2004..FY2008 is none."),
        (["2009-09-30", "--agency", "ATF"], 1, "is about a year, and 2009-09-30 is none."),
        (["FY2009", "--agency", "ATX"], 2, 'no agency is called "ATX"'),
    ],
)
def test_what_cannot_be_written_is_said(
    reviewed: Reviewed, arguments: list[str], code: int, says: str
) -> None:
    result = reviewed.office.run("scorecard", *arguments)
    assert (result.exit_code, says in result.output) == (code, True), result.output
    assert not reviewed.office.report.exists()


_MONEY: Final = {
    "id": "m", "agency": "ATF", "objective": "investigate", "period": "FY2009", "kind": "money",
    "purpose": "Agents", "unit": "USD", "source": "made up",
}  # fmt: skip


def _plan(*resources: dict[str, Any]) -> Plan:
    return Plan.model_validate(
        {
            "strategy": {"id": "s", "title": "S", "issued_by": "ATF", "source": "made up"},
            "calendar_declaration": {"fiscal_year_starts": "October", "source": "made up"},
            "agencies": [{"id": "ATF", "name": "Bureau", "source": "made up"}],
            "resources": [{**_MONEY, "id": f"m{i}", **r} for i, r in enumerate(resources)],
        }
    )


@pytest.mark.parametrize(
    ("resources", "word"),
    [
        ([], "not stated"),
        ([{"obligated": "49999999"}], "may be allowed"),
        ([{"obligated": "50000000"}], "not allowed"),
        ([{"obligated": "30000000"}, {"obligated": "20000000"}], "not allowed"),
        ([{"enacted": "30000000"}], "not stated"),
        # Part of it alone is above the limit, whatever the rest is.
        ([{"obligated": "60000000"}, {"enacted": "1"}], "not allowed"),
        ([{"obligated": "1"}, {"enacted": "1"}], "not stated"),
        ([{"obligated": "1", "period": "FY2010"}], "not stated"),
        ([{"obligated": "1", "kind": "staff", "unit": "staff"}], "not stated"),
        ([{"obligated": "1", "illustrative": "true"}], "not stated"),
    ],
)
def test_the_limited_report_is_allowed_only_where_the_plan_shows_it(
    resources: list[dict[str, Any]], word: str
) -> None:
    assert Decimal(50_000_000) == LIMIT
    made = limited_report(_plan(*resources), "ATF", _YEAR, illustrative=False)
    assert made.word == word
    assert ("cannot be told" in made.sentence) == (word == "not stated")


def test_hostile_names_and_words_are_shown_as_words(reviewed: Reviewed) -> None:
    hostile = "<script>alert(1)</script> {{7*7}} ]]> =1+1 javascript:x"
    plan = REVIEWED_PLAN.replace("Immigration and Customs Enforcement", f'"{hostile}"')
    reviewed.office.write_plan(plan + _MORE.replace("The gun desk", f'"{hostile}"'))
    text = " ".join(_scorecard(reviewed.office, "ICE").document().parts[0].title.split())
    assert text == "In short"
    result = reviewed.office.run("scorecard", "FY2009", "--agency", "ICE", "--as-of", "2009-11-05")
    assert result.exit_code == 0, result.output
    written = (reviewed.office.report / "agency-ICE.txt").read_text(encoding="utf-8")
    assert " ".join(written.split()).count(hostile) >= 2


def test_made_up_misses_are_marked_and_not_counted_in_a_real_plan(office: Office) -> None:
    plan = REVIEWED_PLAN.replace("rationale: A promise.,", "rationale: So., illustrative: true,")
    office.write_plan(plan)
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "30")))
    page = _page(office)
    assert [miss.illustrative for miss in page.misses] == [True]
    assert (page.silent, page.counts.due) == (0, 0)
    assert all(target.illustrative for target in page.targets)
    assert page.report is not None
    assert page.report.unexplained == ()
    assert _scorecard(office).assertions[1].speaks_against == ()
