"""The sparkline of a table row."""

from __future__ import annotations

import re

import pytest
from defusedxml.ElementTree import fromstring

from milepost.scorecard.sparklines import sparkline

_NAN, _ENDLESS = float("nan"), float("inf")


def _places(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", svg)]


def test_it_goes_from_left_to_right_and_up_with_the_values() -> None:
    places = _places(sparkline([1, 2, 4]))
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    # The first lies lowest and the last highest; twice as far as the first step.
    assert places[0][1] - places[1][1] == pytest.approx((places[1][1] - places[2][1]) / 2, abs=0.2)


def test_it_leaves_a_gap_for_what_is_missing() -> None:
    assert sparkline([1, 2, 3, 4]).count("<path") == 1
    broken = sparkline([1, 2, None, 4, 5])
    assert broken.count("<path") == 2
    # A value that stands alone is a dot; so is the last.
    assert sparkline([1, None, 4]).count("<circle") == 3


@pytest.mark.parametrize("values", [[], [None], [None, None], [_NAN], [_ENDLESS, None]])
def test_nothing_known_is_no_sparkline(values: list[float | None]) -> None:
    assert sparkline(values) == ""


@pytest.mark.parametrize(
    "values",
    [[5.0], [5.0, 5.0], [-3.0, None, 2.0], [0.0] * 40, [1e300, -1e300], [_NAN, 1.0, 2.0, None]],
)
def test_every_place_lies_within(values: list[float | None]) -> None:
    svg = sparkline(values)
    root = fromstring(svg)
    assert root.get("aria-hidden") == "true"
    for circle in root.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 <= float(str(circle.get("cx"))) <= 80
        assert 0 <= float(str(circle.get("cy"))) <= 20
    assert all(0 <= x <= 80 and 0 <= y <= 20 for x, y in _places(svg))
    assert "nan" not in svg
    assert "style" not in svg


def test_a_missing_value_at_the_end_keeps_its_place() -> None:
    places = _places(sparkline([1.0, 2.0, None]))
    assert max(x for x, _ in places) == pytest.approx(40, abs=0.1)
