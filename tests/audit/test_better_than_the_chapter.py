"""The strategy as it is declared, and the example with its implementation plan, do better."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Final

import pytest

from milepost.plan.audit.as_text import as_text
from milepost.plan.audit.model import Audit, Verdict
from milepost.plan.audit.rule_sets import BY_ID, DEFAULT
from tests.audit.plans import CHAPTER, ROOT, of_workspace, on_the_plan

_ORDER: Final[dict[Verdict, int]] = {"not addressed": 0, "partly met": 1, "met": 2}
_ELEMENTS: Final = tuple(c.id for c in BY_ID[DEFAULT].criteria)
_LACKING: Final = _ELEMENTS[1:]  # the chapter has its objectives, and lacks of all the others


@pytest.fixture(scope="module")
def chapter() -> Audit:
    return of_workspace(CHAPTER)


@pytest.fixture(scope="module")
def strategy() -> Audit:
    return of_workspace(ROOT)


@pytest.fixture(scope="module")
def example() -> Audit:
    return of_workspace(ROOT / "examples/fy2009", on=dt.date(2009, 10, 31))


def _on_average(found: Audit, element: str) -> Fraction:
    """How far the objectives have come with an element: 0 not at all, 2 all the way."""
    each = [_ORDER.get(f.opinion.verdict, 0) for f in found.on_each(element)]
    return Fraction(sum(each), len(each))


def _verdict(found: Audit, element: str) -> int:
    return _ORDER[on_the_plan(found, element).opinion.verdict]


@pytest.mark.parametrize("element", _ELEMENTS)
def test_nothing_is_worse_than_in_the_chapter(
    chapter: Audit, strategy: Audit, example: Audit, element: str
) -> None:
    assert _verdict(strategy, element) >= _verdict(chapter, element)
    assert _verdict(example, element) >= _verdict(chapter, element)


@pytest.mark.parametrize("element", _ELEMENTS)
def test_the_example_does_better_objective_by_objective(
    chapter: Audit, example: Audit, element: str
) -> None:
    assert _on_average(example, element) > _on_average(chapter, element)


@pytest.mark.parametrize("name", ["roles", "resources", "monitoring"])
def test_what_the_chapter_did_not_address_the_example_does(
    chapter: Audit, example: Audit, name: str
) -> None:
    element = f"gao-09-709.{name}"
    assert _verdict(chapter, element) == 0
    assert _verdict(example, element) > 0


@pytest.mark.parametrize("element", _LACKING)
def test_what_is_still_missing_is_said(example: Audit, strategy: Audit, element: str) -> None:
    for found in (example, strategy):
        opinion = on_the_plan(found, element).opinion
        if opinion.verdict != "met":
            assert opinion.to_close
            assert opinion.places


def test_two_that_both_lead_are_shown_in_the_strategy_as_it_was_in_2009(strategy: Audit) -> None:
    reason = on_the_plan(strategy, "gao-09-709.roles").opinion.reason
    assert "ATF and ICE both lead investigate-and-prosecute." in reason


def test_the_example_says_of_what_is_made_up_that_it_is(example: Audit) -> None:
    assert example.illustrative
    assert "*** ILLUSTRATIVE: this workspace holds made-up figures. ***" in as_text([example])
    measured = on_the_plan(example, "gao-09-709.monitoring").opinion
    assert measured.rests_on_illustrative
    assert measured.without_illustrative == "not addressed"
