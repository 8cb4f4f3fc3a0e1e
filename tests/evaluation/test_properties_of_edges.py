"""What holds of pools, interim paths and broken series, whatever the numbers."""

from __future__ import annotations

import datetime as dt
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.evaluation.evaluate import evaluate_measure
from milepost.evaluation.model import OUTLOOKS, Judgement, Outlook
from milepost.periods import parse_period
from milepost.plan.yaml_source import Tree
from tests.evaluation.judging import make_plan, record_of

_YEARS: Final = ("FY2009", "FY2010", "FY2011")
_LATER: Final = dt.date(2012, 1, 31)
steady = settings(deadline=None)
numbers = st.integers(-200, 400)
widths = st.integers(0, 100)
ranges = st.tuples(numbers, widths)
directions = st.sampled_from(["increase", "decrease"])
chosen_years = st.sampled_from(_YEARS)
values = st.tuples(ranges, ranges, ranges)


def _row(year: str, low: int, width: int) -> Tree:
    """A row that says a value lies between two numbers."""
    value = str(low) if width == 0 else f"between {low} and {low + width}"
    return {"agency": "ATF", "period": year, "value": value}


def _judgements(measure: dict[str, Tree], rows: list[Tree], year: str) -> tuple[Judgement, ...]:
    plan = make_plan([measure])
    record = record_of(rows, plan, _LATER)
    return evaluate_measure(plan, record, parse_period(year), "cases").judgements


def _pool(direction: str, target: int, baseline: int) -> dict[str, Tree]:
    return {
        "direction": direction,
        "combine": {"periods": "sum"},
        "baseline": {"period": "FY2008", "value": str(baseline)},
        "targets": [{"period": "FY2009..FY2011", "value": str(target)}],
    }


def _by_way_of(
    direction: str, steps: tuple[int, int], target: int, baseline: str
) -> dict[str, Tree]:
    return {
        "direction": direction,
        "path": "interim",
        "quantity": "stock",
        "baseline": {"period": "FY2008", "value": baseline},
        "targets": [
            {"period": "FY2009", "value": str(steps[0]), "interim": "true"},
            {"period": "FY2010", "value": str(steps[1]), "interim": "true"},
            {"period": "FY2011", "value": str(target)},
        ],
    }


def _outlooks(judgement: Judgement) -> set[Outlook]:
    """Every outlook that a judgement leaves possible."""
    rating = judgement.rating
    if rating.between is not None:
        first, last = sorted(OUTLOOKS.index(outlook) for outlook in rating.between)
        return set(OUTLOOKS[first : last + 1])
    return set() if rating.outlook is None else {rating.outlook}


def _is_no_more_certain(wide: Judgement, narrow: Judgement) -> bool:
    assert wide.result is not None
    assert narrow.result is not None
    same = wide.result.result in {narrow.result.result, "indeterminate"}
    return same and _outlooks(narrow) <= _outlooks(wide)


@steady
@given(
    said=values, more=st.tuples(widths, widths), target=numbers, baseline=numbers,
    direction=directions, year=chosen_years,
)  # fmt: skip
def test_a_wider_year_makes_no_pool_more_certain(  # noqa: PLR0913
    said: tuple[tuple[int, int], ...],
    more: tuple[int, int],
    target: int,
    baseline: int,
    direction: str,
    year: str,
) -> None:
    measure = _pool(direction, target, baseline)
    narrow: list[Tree] = [_row(y, *v) for y, v in zip(_YEARS, said, strict=True)]
    (low, width), rest = said[0], narrow[1:]
    wide = [_row("FY2009", low - more[0], width + sum(more)), *rest]
    (before,), (after,) = (_judgements(measure, rows, year) for rows in (narrow, wide))
    assert _is_no_more_certain(after, before)


@steady
@given(
    said=values, target=numbers, baseline=numbers, direction=directions, year=chosen_years,
    order=st.permutations(range(3)),
)  # fmt: skip
def test_the_order_of_submissions_changes_no_pool(  # noqa: PLR0913
    said: tuple[tuple[int, int], ...],
    target: int,
    baseline: int,
    direction: str,
    year: str,
    order: list[int],
) -> None:
    measure = _pool(direction, target, baseline)
    rows: list[Tree] = [_row(y, *v) for y, v in zip(_YEARS, said, strict=True)]
    (first,) = _judgements(measure, rows, year)
    (second,) = _judgements(measure, [rows[i] for i in order], year)
    assert (first.result, first.rating) == (second.result, second.rating)
    assert first.actual.value == second.actual.value


@steady
@given(
    said=values, target=numbers, baseline=numbers, direction=directions,
    gone=st.integers(0, 2),
)  # fmt: skip
def test_without_one_of_its_years_a_pool_is_neither_met_nor_missed(
    said: tuple[tuple[int, int], ...], target: int, baseline: int, direction: str, gone: int
) -> None:
    measure = _pool(direction, target, baseline)
    rows: list[Tree] = [_row(y, *v) for y, v in zip(_YEARS, said, strict=True)]
    (found,) = _judgements(measure, rows[:gone] + rows[gone + 1 :], "FY2011")
    assert found.result is not None
    assert found.result.result == "indeterminate"
    assert found.rating.outlook is None


@steady
@given(
    said=ranges, more=st.tuples(widths, widths), steps=st.tuples(numbers, numbers),
    target=numbers, start=ranges, direction=directions, year=chosen_years,
)  # fmt: skip
def test_on_an_interim_path_a_wider_value_is_no_more_certain(  # noqa: PLR0913
    said: tuple[int, int],
    more: tuple[int, int],
    steps: tuple[int, int],
    target: int,
    start: tuple[int, int],
    direction: str,
    year: str,
) -> None:
    baseline = f"between {start[0]} and {start[0] + start[1]}"
    measure = _by_way_of(direction, steps, target, baseline)
    low, width = said
    narrow = _judgements(measure, [_row(year, low, width)], year)
    wide = _judgements(measure, [_row(year, low - more[0], width + sum(more))], year)
    for before, after in zip(narrow, wide, strict=True):
        assert _is_no_more_certain(after, before)


@steady
@given(
    value=numbers, steps=st.tuples(numbers, numbers), target=numbers, start=ranges,
    inside=st.integers(0, 100), direction=directions, year=chosen_years,
)  # fmt: skip
def test_what_holds_from_one_baseline_is_among_what_holds_from_a_range_of_them(  # noqa: PLR0913
    value: int,
    steps: tuple[int, int],
    target: int,
    start: tuple[int, int],
    inside: int,
    direction: str,
    year: str,
) -> None:
    low, width = start
    one = low + min(inside, width)
    ranged = _by_way_of(direction, steps, target, f"between {low} and {low + width}")
    exact = _by_way_of(direction, steps, target, str(one))
    rows: list[Tree] = [_row(year, value, 0)]
    for narrow, wide in zip(
        _judgements(exact, rows, year), _judgements(ranged, rows, year), strict=True
    ):
        assert _outlooks(narrow) <= _outlooks(wide)


@steady
@given(value=ranges, target=numbers, baseline=numbers, direction=directions)
def test_a_break_changes_no_result_of_a_whole_year_and_makes_no_rating_more_certain(
    value: tuple[int, int], target: int, baseline: int, direction: str
) -> None:
    plain: dict[str, Tree] = {
        "direction": direction,
        "baseline": {"period": "FY2008", "value": str(baseline)},
        "targets": [{"period": "FY2009", "value": str(target)}],
    }
    cut: dict[str, Tree] = {"period": "FY2009", "reason": "New.", "source": "illustrative"}
    rows = [_row("FY2009", *value)]
    (whole,) = _judgements(plain, rows, "FY2009")
    (broken,) = _judgements(plain | {"series_breaks": [cut]}, rows, "FY2009")
    assert broken.result == whole.result
    assert broken.rating.outlook in (None, whole.rating.outlook)
