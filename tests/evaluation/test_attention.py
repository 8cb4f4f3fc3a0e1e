"""Every case of attention_cases/*.yaml, and what holds of the order whatever the cases."""

from __future__ import annotations

from typing import Final

import pytest

from milepost.evaluation.attention import KINDS, SHOWN, Matter, chosen, matters, who_acts
from milepost.evaluation.misses import misses_of
from milepost.plan.duty_calendar.build import undertaken
from milepost.plan.duty_calendar.model import Entry
from milepost.plan.places import Places
from tests.evaluation.further_cases import Setting, cases_in, setting_of
from tests.evaluation.judging import Case, items, mapping

_CASES: Final = cases_in("attention_cases")
_CASES_OF_ALL_KINDS: Final = [*_CASES, *cases_in("misses_cases")]


def _found(setting: Setting) -> tuple[Matter, ...]:
    plan, record, evaluation = setting.plan, setting.record, setting.evaluation
    dated = undertaken(plan, Places(), record.as_of)
    return matters(
        plan,
        record,
        evaluation,
        misses_of(plan, record, evaluation),
        [entry for entry in dated if isinstance(entry, Entry)],
    )


def _about(matter: Matter) -> str:
    if matter.promise is not None:
        return f"promise {matter.promise.said.measure} {matter.promise.said.period}"
    if matter.judgement is not None:
        return matter.judgement.measure.id
    if matter.entry is not None:
        return f"{matter.entry.kind} {matter.entry.id}"
    return f"objective {matter.objective}"


def _shown(setting: Setting, matter: Matter) -> dict[str, str]:
    """A matter in the words of a case."""
    late = -matter.rank[0] if matter.kind == "overdue" else 0
    return {
        "kind": matter.kind,
        "about": _about(matter),
        "who": " ".join(who_acts(setting.plan, matter)),
        "days": str(late),
        "without": str(matter.without),
        "due": str(matter.judgement.due) if matter.judgement else "",
    }


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_the_matters_of_a_case_are_those_it_expects(case: Case) -> None:
    setting = setting_of(case)
    expected = [mapping(e) for e in items(case.tree["expected"])]
    found = [_shown(setting, matter) for matter in _found(setting)]
    at = f"attention_cases/{case.theme}.yaml:{case.line}"
    assert [
        {key: shown[key] for key in wanted} for shown, wanted in zip(found, expected, strict=False)
    ] == expected, at
    assert len(found) == len(expected), (at, found)


def test_every_kind_but_the_duties_of_law_has_a_case() -> None:
    kinds = {str(mapping(e)["kind"]) for c in _CASES for e in items(c.tree["expected"])}
    assert kinds == KINDS.keys() - {"duty not on record"}


@pytest.mark.parametrize(
    "case", _CASES_OF_ALL_KINDS, ids=[case.name for case in _CASES_OF_ALL_KINDS]
)
def test_the_order_of_submissions_changes_nothing(case: Case) -> None:
    forwards, backwards = setting_of(case), setting_of(case, backwards=True)
    assert [m.subject for m in _found(forwards)] == [m.subject for m in _found(backwards)]


@pytest.mark.parametrize(
    "case", _CASES_OF_ALL_KINDS, ids=[case.name for case in _CASES_OF_ALL_KINDS]
)
def test_the_first_of_each_kind_is_shown_until_there_are_three(case: Case) -> None:
    found = _found(setting_of(case))
    few = chosen(found)
    kinds = list(dict.fromkeys(matter.kind for matter in found))
    assert len(few) == min(SHOWN, len(found))
    assert {matter.kind for matter in few} == set(kinds[:SHOWN])
    assert list(few) == [matter for matter in found if matter in few]
    for kind in kinds[:SHOWN]:
        assert next(m for m in found if m.kind == kind) in few
    assert len({matter.subject for matter in found}) == len(found)
