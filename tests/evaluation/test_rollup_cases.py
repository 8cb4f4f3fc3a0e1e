"""Every case of roll-ups in rollup_cases/*.yaml, one test each."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, get_args

import pytest

from milepost.evaluation.composite import composites
from milepost.evaluation.contributions import contributions
from milepost.evaluation.model import Counts, Evaluation
from milepost.evaluation.rollup import GroupKind, Rolled, groups
from milepost.plan.model import Plan
from milepost.plan.yaml_source import Tree
from tests.evaluation.judging import (
    Case,
    in_plain,
    interval_in_words,
    items,
    mapping,
    text,
)
from tests.evaluation.rolling import all_cases, evaluated, is_all_made_up

_COUNTED: Final = (
    "measures", "with_target", "with_value", "rated", "met", "not_met", "undecided", "not_due",
    "achieved", "on_track", "at_risk", "off_track",
)  # fmt: skip
_CASES: Final = all_cases()


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_a_roll_up_comes_to_what_the_case_expects(case: Case) -> None:
    plan, evaluation = evaluated(case)
    all_made_up = is_all_made_up(case)
    for tree in items(case.tree["expected"]):
        expected = mapping(tree)
        where = f"rollup_cases/{case.theme}.yaml:{case.line}: {expected}"
        if "of" in expected:
            for named in (f"{expected['of']} {expected['id']}", *items(expected.get("also", []))):
                found = _group(plan, evaluation, text(named), all_made_up=all_made_up)
                assert found == _wanted_group(expected), f"{where}: {named}"
        elif "composite" in expected:
            found = _composite(plan, evaluation, expected, all_made_up=all_made_up)
            assert found == _wanted_composite(expected), where
        else:
            assert _contributions(evaluation, expected) == _wanted_contributions(expected), where


def test_there_are_enough_cases_and_no_two_of_one_name() -> None:
    names = {case.name for case in _CASES}
    assert len(names) == len(_CASES)
    assert len(names) >= 20


def _group(
    plan: Plan, evaluation: Evaluation, name: str, *, all_made_up: bool
) -> dict[str, object]:
    of, identifier = name.split()
    kind = next(k for k in get_args(GroupKind) if k == of)
    found = groups(plan, evaluation, kind, all_made_up=all_made_up)
    named = [group for group in found if group.id == identifier]
    if not named:
        return {"absent": "yes"}
    shown = _rolled(named[0].rolled)
    shown["vetoed"] = list(named[0].vetoed)
    made_up = named[0].made_up
    shown["made_up"] = None if made_up is None else _rolled(made_up)
    return shown


def _rolled(found: Rolled) -> dict[str, object]:
    because = [j.measure.id for j in found.because]
    return _counts(found.counts) | {"word": found.word, "because": because}


def _counts(found: Counts) -> dict[str, object]:
    numbers = (
        found.measures, found.with_target, found.with_value, found.rated,
        *found.results.values(), found.not_due, *found.outlooks.values(),
    )  # fmt: skip
    assert found.due == sum(found.results.values())
    return dict(zip(_COUNTED, map(str, numbers), strict=True)) | {
        "not_rated": {reason: str(number) for reason, number in found.not_rated.items()}
    }


def _wanted_group(expected: dict[str, Tree]) -> dict[str, object]:
    if "absent" in expected:
        return {"absent": "yes"}
    made_up = expected.get("made_up")
    known = {"of", "id", "also", "made_up", "vetoed", *_COUNTED, "not_rated", "word", "because"}
    assert expected.keys() <= known, expected
    return _wanted_rolled(expected) | {
        "vetoed": items(expected.get("vetoed", [])),
        "made_up": None if made_up is None else _wanted_rolled(mapping(made_up)),
    }


def _wanted_rolled(expected: dict[str, Tree]) -> dict[str, object]:
    return {name: text(expected.get(name, "0")) for name in _COUNTED} | {
        "not_rated": mapping(expected.get("not_rated", {})),
        "word": expected.get("word"),
        "because": items(expected.get("because", [])),
    }


def _composite(
    plan: Plan, evaluation: Evaluation, expected: dict[str, Tree], *, all_made_up: bool
) -> dict[str, object]:
    (found,) = (
        value
        for value in composites(plan, evaluation, all_made_up=all_made_up)
        if value.group == expected["composite"]
    )
    return {"range": in_plain(found.value), "coverage": found.coverage, "point": found.point}


def _wanted_composite(expected: dict[str, Tree]) -> dict[str, object]:
    assert expected.keys() == {"composite", "range", "coverage", "point"}, expected
    words, point = text(expected["range"]), text(expected["point"])
    return {
        "range": words if words == "none" else in_plain(interval_in_words(words)),
        "coverage": Fraction(text(expected["coverage"])),
        "point": None if point == "none" else Fraction(point),
    }


def _contributions(evaluation: Evaluation, expected: dict[str, Tree]) -> dict[str, object]:
    found = [c for c in contributions(evaluation) if c.measure.id == expected["contributions"]]
    if not found:
        return {"parts": {}, "doubles": []}
    (only,) = found
    return {
        "parts": {
            p.actual.agency: (in_plain(p.value), in_plain(p.alone), in_plain(p.share))
            for p in only.parts
        },
        "doubles": [in_plain(most) for _, most in only.doubles],
    }


def _wanted_contributions(expected: dict[str, Tree]) -> dict[str, object]:
    assert expected.keys() <= {"contributions", "parts", "doubles"}, expected
    parts: dict[str, object] = {}
    for agency, tree in mapping(expected.get("parts", {})).items():
        told = mapping(tree)
        parts[agency] = tuple(_plain(text(told[key])) for key in ("value", "alone", "share"))
    doubles = [_plain(text(words)) for words in items(expected.get("doubles", []))]
    return {"parts": parts, "doubles": doubles}


def _plain(words: str) -> str:
    return words if words == "none" else in_plain(interval_in_words(words))
