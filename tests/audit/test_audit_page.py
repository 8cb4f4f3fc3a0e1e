"""The audit as a page: what it says, and that it is sound HTML."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from milepost.plan.audit import gao_09_709
from milepost.plan.audit.model import VERDICTS, Audit, Audited, Finding, Opinion
from milepost.plan.audit.rule_sets import BY_ID
from milepost.plan.model import Waiver
from milepost.scorecard.audit_page import ASKED, MARKS, MEANINGS, as_html
from milepost.sources import Place
from milepost.workspace import Workspace
from tests.audit.plans import (
    CHAPTER,
    JUNE_2009,
    MEASURE,
    OBJECTIVE,
    ROOT,
    START,
    audited,
    held_against,
)

_VOID = {"meta", "col", "wbr", "br"}
WORKSPACES = (ROOT, ROOT / "examples/fy2009", CHAPTER)


class Page(HTMLParser):
    """A page taken apart: whether every element is closed, and what it names and points to."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.said.append(data)

    @property
    def text(self) -> str:
        """All that is said, with single spaces."""
        return " ".join(" ".join(self.said).split())


def drawn(look: Audited, audit: Audit) -> Page:
    page = Page(as_html(look.plan, look.places, audit))
    assert page.open == []
    return page


def small(folder: Path, *parts: str, against: str = "gao-09-709") -> Page:
    """The page of a small plan."""
    look = audited(folder, START + "".join(parts))
    return drawn(look, held_against(against, look))


@functools.cache
def workspace_at(folder: Path) -> Workspace:
    """A workspace, read once."""
    return Workspace(folder, plan_as_of=JUNE_2009)


@pytest.mark.parametrize("rule_set", BY_ID)
@pytest.mark.parametrize("folder", WORKSPACES, ids=("real", "illustrative", "chapter"))
def test_every_page_is_sound(folder: Path, rule_set: str) -> None:
    workspace = workspace_at(folder)
    plan, places = workspace.plan.plan, workspace.plan.places
    assert plan is not None, workspace.plan.problems
    text = as_html(plan, places, workspace.audit(rule_set, JUNE_2009))
    page = Page(text)
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert {link for link in page.links if link[:1] != "#" or link[1:] not in page.ids} == set()
    # Nothing is fetched: no address but what a plan itself may quote as text, and no script.
    assert [a for a in page.attributes if re.search(r"https?:|//", a[2])] == []
    assert [a for a in page.attributes if a[1] in ("src", "style") or a[1][:2] == "on"] == []
    assert "@import" not in text
    assert "url(" not in text
    assert text == as_html(plan, places, workspace.audit(rule_set, JUNE_2009))


def test_the_verdicts_are_counted_first(tmp_path: Path) -> None:
    # An objective with a text and a need: 1 met. No role, money, mechanism, measure: 4 not.
    page = small(tmp_path, OBJECTIVE)
    assert "Of 5 criteria: 1 met, 4 not addressed." in page.text
    assert page.text.index("Of 5 criteria") < page.text.index("Each objective by five elements")
    assert page.text.index("Each objective by five") < page.text.index("Findings by criterion")


def test_every_verdict_has_a_sign_of_its_own_and_its_meaning() -> None:
    assert set(MARKS) == set(MEANINGS) == set(VERDICTS)
    assert len({sign for sign, _ in MARKS.values()}) == len(VERDICTS)


def test_what_the_elements_ask_for_is_said_of_each() -> None:
    assert list(ASKED) == [criterion.id for criterion in gao_09_709.RULE_SET.criteria]


def test_a_finding_says_why_what_would_close_it_and_where(tmp_path: Path) -> None:
    page = small(tmp_path, OBJECTIVE)
    assert "No resource is tied to it." in page.text
    assert "Tie money, staff or equipment to it" in page.text
    # START has 6 lines, and the objective begins with the sixth of OBJECTIVE.
    assert "plan.yaml:12:5" in page.text


def test_the_published_verdict_stands_beside_ours_and_is_not_taken_for_it() -> None:
    workspace = workspace_at(CHAPTER)
    plan = workspace.plan.plan
    assert plan is not None
    page = Page(as_html(plan, workspace.plan.places, workspace.audit("gao-09-709", JUNE_2009)))
    assert "GAO, in print: ✘ not addressed (as ours)." in page.text
    assert "GAO, in print: no verdict." in page.text
    assert "nobody's published verdicts unless it is said beside them" in page.text


def test_a_waiver_is_shown_and_the_verdict_stands(tmp_path: Path) -> None:
    waiver = Waiver.model_validate(
        {
            "id": "w",
            "of": "criterion",
            "criterion": "gao-09-709.roles",
            "reason": "The agreement is being signed.",
            "approved_by": "Director",
            "from": "2009-06-01",
            "until": "2009-12-31",
            "source": "Memorandum",
        }
    )
    look = audited(tmp_path, START + OBJECTIVE)
    found = held_against("gao-09-709", look)
    findings = tuple(
        replace(f, waiver=waiver) if f.criterion.id == "gao-09-709.roles" else f
        for f in found.findings
    )
    page = drawn(look, replace(found, findings=findings))
    assert (
        "Waived from 2009-06-01 until 2009-12-31 by Director: The agreement is being signed. "
        "(Memorandum) The verdict stands."
    ) in page.text


def test_what_is_made_up_is_said_at_the_head_and_beside_the_verdict(tmp_path: Path) -> None:
    role = "    roles: [{agency: ATF, role: lead, authority: A., source: x, illustrative: true}]\n"
    page = small(tmp_path, OBJECTIVE, role)
    assert "Partly illustrative." in page.text
    assert "Without what is made up: ✘ not addressed" in page.text
    # With ATF as lead roles are met beside needs and objectives; without it they are not addressed.
    assert (
        "Of 5 criteria: 2 met, 3 not addressed. Without what is made up: 1 met, 4 not addressed."
    ) in page.text
    assert ("span", "class", "made-up") in page.attributes


def test_a_plan_in_which_nothing_is_made_up_does_not_speak_of_it(tmp_path: Path) -> None:
    page = small(tmp_path, OBJECTIVE)
    assert "llustrative" not in page.text
    assert ("span", "class", "made-up") not in page.attributes


def test_a_workspace_of_made_up_figures_says_so_at_the_head(tmp_path: Path) -> None:
    look = audited(tmp_path, START + OBJECTIVE)
    page = drawn(look, replace(held_against("gao-09-709", look), illustrative=True))
    assert "Illustrative. This workspace holds figures that were made up" in page.text


def test_few_findings_are_open_and_many_stand_behind_their_number(tmp_path: Path) -> None:
    # 7 measures without a target: one more than are shown at once.
    measures = MEASURE + "".join(
        MEASURE.replace("measures:\n", "").replace("id: m", f"id: m-{i}") for i in range(6)
    )
    few = small(tmp_path, OBJECTIVE, MEASURE, against="gao-03-143")
    many = small(tmp_path, OBJECTIVE, measures, against="gao-03-143")
    assert "✘ 1 not addressed" in few.text
    assert "✘ 7 not addressed" in many.text

    def opened(page: Page) -> int:
        return sum(tag == "details" and name == "open" for tag, name, _ in page.attributes)

    assert opened(few) > opened(many) > 0  # the loose ends of one objective stay open


def test_findings_one_by_one_name_the_thing_by_its_title(tmp_path: Path) -> None:
    page = small(tmp_path, OBJECTIVE, MEASURE, against="gao-03-143")
    assert "Measurable target (each measure), one by one" in page.text
    assert "A measure m " in page.text


def test_a_criterion_with_nothing_to_judge_is_listed_all_the_same(tmp_path: Path) -> None:
    look = audited(tmp_path, START)
    nothing = replace(held_against("gao-03-143", look), findings=())
    page = drawn(look, nothing)
    assert "Of 9 criteria: none could be held against the plan." in page.text
    assert page.text.count("nothing to judge") == 9


def test_a_plan_with_nothing_in_it_still_makes_a_page(tmp_path: Path) -> None:
    page = small(tmp_path)
    assert "The plan declares no objective." in page.text
    assert "The plan declares no goal." in page.text


def test_remarks_are_printed(tmp_path: Path) -> None:
    look = audited(tmp_path, START)
    page = drawn(look, replace(held_against("gao-09-709", look), remarks=("Nobody knows it.",)))
    assert "Note: Nobody knows it." in page.text


def test_words_of_the_plan_are_words_and_never_markup(tmp_path: Path) -> None:
    title = "<script>alert(1)</script> & “Año” 🙂"
    page = small(tmp_path, OBJECTIVE.replace("title: An objective", f"title: '{title}'"))
    assert title in page.text
    assert "script" not in page.open
    assert not any(tag == "script" for tag, _, _ in page.attributes)


def test_an_opinion_on_a_thing_that_is_gone_is_named_by_its_identifier(tmp_path: Path) -> None:
    look = audited(tmp_path, START + OBJECTIVE)
    found = held_against("gao-03-143", look)
    criterion = found.rule_set.criteria[0]
    gone = Finding(
        criterion, Opinion("partly met", "It is gone.", (Place("a/b.yaml"),), "", ("odd", "x-1"))
    )
    page = drawn(look, replace(found, findings=(gone,)))
    assert "x-1 x-1 It is gone." in page.text
    assert "b.yaml" in page.text


def test_many_places_in_a_file_are_read_in_one_line(tmp_path: Path) -> None:
    look = audited(tmp_path, START + OBJECTIVE)
    found = held_against("gao-03-143", look)
    places = (
        Place("a.yaml", 3, 5),
        Place("b.yaml", 1, 1),
        Place("a.yaml", 9, 5),
        Place("a.yaml", 3, 5),
    )
    one = Finding(found.rule_set.criteria[0], Opinion("partly met", "So.", places))
    page = drawn(look, replace(found, findings=(one,)))
    assert "4 places a.yaml:3:5, 9:5 b.yaml:1:1" in page.text.replace(" :", ":")
