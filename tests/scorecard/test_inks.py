"""The inks of the charts: they stand out from their ground, and from one another to every eye.

How a colour is seen without one kind of cone is simulated as by Machado, Oliveira and Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), 6, with
their matrices for a severity of 1, in linear light. How much two colours then differ is the
distance in CIELAB of 1976.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise, product
from typing import Final

import pytest

from milepost.scorecard import charts
from milepost.scorecard.inks import (
    GRID,
    INK,
    MADE_UP,
    MARK_INKS,
    MARK_SHAPES,
    ON_DARK,
    PAPER,
    SOFT,
    STANDING_MARKS,
    STEPS,
    TARGET,
    VALUE,
    VALUE_WASH,
    dark_css,
)
from tests.scorecard.pictured import EVERY

_Colour = tuple[float, float, float]
_SEEN_BY: Final[dict[str, tuple[_Colour, _Colour, _Colour]]] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no long": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no medium": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
_TOGETHER: Final = {
    "over time": (INK, SOFT, VALUE, TARGET),
    "verdicts": tuple(MARK_INKS.values()),  # a strip shows all of them side by side
}
# Of colours that lie beside one another, 2 can just be seen. Marks differ in shape as well.
_LEAST: Final = {"over time": 20.0, "verdicts": 25.0}
_CONFUSED: Final = 15.0


def _linear(colour: str) -> _Colour:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.1 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _seen(colour: str, by: str) -> _Colour:
    light = _linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True))))
        for row in _SEEN_BY[by]
    )
    return red, green, blue


def _lab(light: _Colour) -> _Colour:
    """CIELAB under D65."""
    to_xyz = (
        (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
    )
    x, y, z = (_curve(sum(a * b for a, b in zip(row, light, strict=True))) for row in to_xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _curve(share: float) -> float:
    return (
        float(share ** (1 / 3)) if share > (6 / 29) ** 3 else share / (3 * (6 / 29) ** 2) + 4 / 29
    )


def _difference(one: str, other: str, by: str) -> float:
    first, second = _lab(_seen(one, by)), _lab(_seen(other, by))
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)


def test_the_measures_of_colour_are_right() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _lab(_linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.01)
    assert _lab(_linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    # What everybody knows to be confused is, and what is not is not.
    assert _difference("#a05000", "#507000", "no medium") < _CONFUSED
    assert _difference("#a05000", "#507000", "all cones") > 2 * _CONFUSED
    assert all(sum(row) == pytest.approx(1, abs=1e-5) for rows in _SEEN_BY.values() for row in rows)


@pytest.mark.parametrize(("by", "ground"), list(product(_SEEN_BY, ("paper", "dark"))))
@pytest.mark.parametrize("where", _TOGETHER)
def test_inks_that_stand_together_are_told_apart(where: str, by: str, ground: str) -> None:
    inks = _TOGETHER[where]
    shown = inks if ground == "paper" else [ON_DARK[ink] for ink in inks]
    for one, other in combinations(shown, 2):
        assert _difference(one, other, by) >= _LEAST[where], (one, other)


@pytest.mark.parametrize("by", _SEEN_BY)
def test_steps_of_a_value_grow_darker_to_every_eye(by: str) -> None:
    light = [_lab(_seen(fill, by))[0] for fill, _ in STEPS]
    assert all(before - after >= 5 for before, after in pairwise(light))
    # Nothing at all is told from the least that there is by its number, not by its shade.
    assert all(before - after >= 10 for before, after in pairwise(light[1:]))


def test_marks_stand_out_from_their_ground_and_words_are_legible() -> None:
    for ink in {*MARK_INKS.values(), VALUE, TARGET}:
        assert _contrast(ink, PAPER) >= 3
        assert _contrast(ON_DARK[ink], ON_DARK[PAPER]) >= 3
    for ink in (INK, SOFT, VALUE, TARGET, MADE_UP):
        assert _contrast(ink, PAPER) >= 4.5
        assert _contrast(ON_DARK[ink], ON_DARK[PAPER]) >= 4.5
    for fill, ink in STEPS:
        assert _contrast(fill, ink) >= 4.5


def test_every_mark_has_a_shape_of_its_own() -> None:
    assert len(set(MARK_SHAPES.values())) == len(MARK_SHAPES) == len(MARK_INKS)
    assert len(set(STANDING_MARKS.values())) == len(STANDING_MARKS)


def test_every_ink_that_is_drawn_has_one_on_a_dark_ground() -> None:
    of_steps = {colour for step in STEPS for colour in step}
    for svg in charts.drawn(EVERY).values():
        used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', svg))
        assert used <= {*ON_DARK, *of_steps}
        # A rule for the dark ground would change a step's ink too, were it one of them.
    assert not of_steps & ON_DARK.keys()
    assert {GRID, VALUE_WASH} <= ON_DARK.keys()


def test_the_rules_for_a_dark_ground_name_every_ink_once() -> None:
    rules = dark_css("figure").split("\n")
    assert len(rules) == len(set(rules)) == 2 * len(ON_DARK)
    assert f'figure svg [fill="{INK}"] {{ fill: {ON_DARK[INK]}; }}' in rules
