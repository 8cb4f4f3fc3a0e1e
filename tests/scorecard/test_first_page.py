"""Every case of first_page_cases/*.yaml, and what holds of the first page whatever the case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from milepost.evaluation.attention import KINDS
from milepost.evaluation.evaluate import evaluate
from milepost.plan.places import Places
from milepost.scorecard.as_text import as_text
from milepost.scorecard.attention import RULE
from milepost.scorecard.beside import Beside
from milepost.scorecard.card import Scorecard
from milepost.scorecard.compose import compose
from milepost.scorecard.composer import Composer
from milepost.scorecard.objective_model import Means
from milepost.submissions.model import Record, Submission
from tests.evaluation.further_cases import cases_in, setting_of
from tests.evaluation.judging import Case, mapping

_CASES: Final = cases_in("first_page_cases", Path(__file__).parent)
_ALL: Final = [*_CASES, *cases_in("attention_cases")]


def _composed(case: Case) -> Scorecard:
    setting = setting_of(case)
    plan, evaluation = setting.plan, setting.evaluation
    record = _with_files(setting.record)
    before = tuple(evaluate(plan, record, evaluation.period.step(-n)) for n in range(1, 6))
    beside = Beside(years_before=before)
    made_of = (plan, Places(), record, evaluation, beside)
    return compose(Composer.of(*made_of, illustrative=True))


def _with_files(record: Record) -> Record:
    """The record with a file for each explanation too."""
    known = {submission.number for submission in record.submissions}
    more = tuple(
        Submission(
            number,
            said.agency,
            said.period,
            "why.csv",
            "0" * 64,
            1,
            record.as_of,
            1,
            "accepted",
            1,
            0,
        )
        for number, said in record.explanations
        if number not in known
    )
    return replace(record, submissions=(*record.submissions, *more))


def _shown(card: Scorecard) -> dict[str, object]:
    """A scorecard in the words of a case."""
    opening, section = card.opening, card.sections[0]
    assert opening is not None
    assert section.means is not None
    total = opening.compared[-1]
    named = {line.title: line.measure for line in section.years}

    def by_name(title: str) -> str:
        head, comma, rest = title.partition(",")
        return f"{named.get(head, head)}{comma}{rest}"

    return {
        "now": total.now.words,
        "before": total.before.words if total.before else "none",
        "changes": [f"{c.what}: {by_name(t)}" for c in opening.changes for t in c.titles],
        "years": [
            " ".join((y.period, y.actual, *(result.word for result in y.results)))
            for line in section.years
            for y in line.years
        ],
        **_means(section.means),
    }


def _means(means: Means) -> dict[str, object]:
    return {
        "money": [
            f"requested {r.requested.words}, enacted {r.enacted.words}, "
            f"obligated {r.obligated.words}, planned {r.planned.words}"
            for r in means.resources
        ],
        "mechanisms": [f"{m.title}, {m.held} of {m.due}: {m.standing}" for m in means.mechanisms],
        "actions": [
            f"{a.what}, {a.who}, {a.due or 'no date'}: {a.progress} {a.days_overdue}"
            for a in means.actions
        ],
    }


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_what_is_composed_is_what_a_case_expects(case: Case) -> None:
    expected, shown = mapping(case.tree["expected"]), _shown(_composed(case))
    assert {key: shown[key] for key in expected} == expected, f"{case.theme}.yaml:{case.line}"


@pytest.mark.parametrize("case", _ALL, ids=[case.name for case in _ALL])
def test_every_link_of_the_document_leads_somewhere_and_no_name_stands_twice(case: Case) -> None:
    document = _composed(case).document()
    tables = [table for _, table in document.every_table()]
    rows = [row for table in tables for row in table.rows]
    names = [part.id for _, part in document.every_part()]
    names += [table.id for table in tables] + [row.id for row in rows if row.id]
    shown = {cell.figure for row in rows for cell in row.cells if cell.figure}
    links = {cell.link for row in rows for cell in row.cells if cell.link}
    assert links <= set(names) | shown
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", _ALL, ids=[case.name for case in _ALL])
def test_what_needs_attention_stands_in_the_text_with_its_rule(case: Case) -> None:
    card = _composed(case)
    assert card.opening is not None
    document = card.document()
    told = " ".join(as_text(document).split())
    tables = [table for _, table in document.every_table() if table.id == "attention-table"]
    cells = {cell.text for table in tables for row in table.rows for cell in row.cells}
    for matter in card.opening.attention:
        assert {matter.finding, matter.remedy} <= cells
        # Set in columns, a sentence stands between the words of its neighbours.
        assert set(f"{matter.finding} {matter.remedy}".split()) <= set(told.split())
    assert all(words in told for words in KINDS.values())
    assert RULE in told


def test_the_published_rule_lists_the_kinds_in_the_order_of_the_code() -> None:
    page = Path("docs/attention.md").read_text(encoding="utf-8").casefold()
    page = " ".join(page.split("## the kinds, in order")[1].replace("**", "").split())
    starts = [page.find(f"{n}. {words}") for n, words in enumerate(KINDS.values(), 1)]
    assert -1 not in starts
    assert starts == sorted(starts)
