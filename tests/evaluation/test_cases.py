"""Every case of judgement in cases/*.yaml, one test each."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import pytest

from milepost.evaluation.model import Judgement, Variance
from milepost.plan.yaml_source import Tree
from tests.evaluation.judging import (
    Case,
    all_cases,
    expectations,
    in_plain,
    interval_in_words,
    items,
    judged,
    mapping,
    text,
)

_ALWAYS: Final = {"measure", "agency", "actual", "missing", "result", "reason"}
_OF_RATINGS: Final = {"rating", "between", "not_rated", "progress", "expected", "annualised"}
_OF_PERIODS: Final = {"period", "due"}
_OF_TIMES: Final = {"met_on", "days_late", "reached_in", "broken_from"}
_OF_METHODS: Final = {"method", "in_method", "obstacle", "waiver", "scale"}
_OF_VARIANCES: Final = {"variance", "beyond", "explained"}
_BEYOND: Final = {True: "yes", False: "no", None: "perhaps"}
_CASES: Final = all_cases()


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_the_judge_says_what_the_case_expects(case: Case) -> None:
    judgements = judged(case).judgements
    expected = expectations(case)
    assert [_shown(j, e) for j, e in zip(judgements, expected, strict=False)] == [
        _wanted(e) for e in expected
    ], f"cases/{case.theme}.yaml:{case.line}"
    assert len(judgements) == len(expected), f"cases/{case.theme}.yaml:{case.line}"


def _wanted(expected: dict[str, Tree]) -> dict[str, object]:
    """What a case says, in full: what it leaves unsaid is that there is no such thing."""
    known = (
        _ALWAYS | _OF_RATINGS | _OF_METHODS | _OF_VARIANCES | _OF_TIMES | _OF_PERIODS | {"worked"}
    )
    assert expected.keys() <= known, expected
    assert ("rating" in expected) != ("not_rated" in expected), expected
    actual = text(expected["actual"])
    wanted: dict[str, object] = {
        "actual": "none" if actual == "none" else in_plain(interval_in_words(actual)),
        "result": text(expected["result"]),
        "reason": text(expected.get("reason", "")),
        "rating": expected.get("rating"),
        "between": tuple(items(expected["between"])) if "between" in expected else None,
        "not_rated": expected.get("not_rated"),
    }
    wanted |= {key: text(expected[key]) for key in ("agency", "missing") if key in expected}
    further = {"beyond", "explained"} | _OF_METHODS | _OF_TIMES | _OF_PERIODS
    wanted |= {key: text(expected[key]) for key in further if key in expected}
    if "worked" in expected:
        worked = mapping(expected["worked"])
        wanted["worked"] = {k: in_plain(interval_in_words(text(v))) for k, v in worked.items()}
    for key in ("progress", "annualised", "variance"):
        if key in expected:
            words = text(expected[key])
            wanted[key] = "none" if words == "none" else in_plain(interval_in_words(words))
    if "expected" in expected:
        wanted["expected"] = Fraction(text(expected["expected"]))
    return wanted


def _shown(judgement: Judgement, expected: dict[str, Tree]) -> dict[str, object]:
    """What the judge said, as far as the case speaks of it."""
    actual, result, rating = judgement.actual, judgement.result, judgement.rating
    shown: dict[str, object] = {
        "actual": in_plain(actual.value),
        "result": "none" if result is None else result.result,
        "reason": "" if result is None else result.reason,
        "rating": rating.outlook,
        "between": rating.between,
        "not_rated": rating.not_rated,
    }
    further: dict[str, object] = {
        "agency": judgement.agency,
        "missing": actual.missing,
        "period": str(actual.period),
        "due": _named(judgement.due),
        "progress": in_plain(rating.progress),
        "annualised": in_plain(rating.annualised),
        "expected": rating.expected,
        "method": rating.method or "none",
        "in_method": rating.in_method,
        "obstacle": rating.obstacle,
        "waiver": "none" if rating.waiver is None else rating.waiver.id,
        "scale": "none" if rating.scale is None else rating.scale.id,
        "worked": {w.label: in_plain(w.value) for w in rating.workings},
        **_variance(judgement.variance),
        **_times(judgement),
    }
    return shown | {key: value for key, value in further.items() if key in expected}


def _named(found: object) -> str:
    """What was found, in the words of a case."""
    return "none" if found is None else str(found)


def _times(judgement: Judgement) -> dict[str, object]:
    """When an event happened late, a target was reached before it was lost, a series was broken."""
    result, cut = judgement.result, judgement.rating.series_break
    return {
        "met_on": _named(result.met_on if result else None),
        "days_late": str(result.days_late if result else 0),
        "reached_in": _named(judgement.reached_in),
        "broken_from": _named(cut.period if cut else None),
    }


def _variance(found: Variance | None) -> dict[str, object]:
    """A variance in the words of a case: "none" where the plan asks for nothing."""
    if found is None:
        return dict.fromkeys(_OF_VARIANCES, "none")
    return {
        "variance": in_plain(found.percent),
        "beyond": _BEYOND[found.beyond],
        "explained": "no" if found.explained is None else found.explained[1].why,
    }
