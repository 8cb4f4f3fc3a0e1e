"""Whether the words of likelihood come true, on series whose truth is known."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.likelihood_calibration import COVERED, Draw, Drawn, lines, tally_of
from milepost.evaluation.chances import BANDS, Likelihood, Prospect, word_for
from milepost.evaluation.likelihood import likelihood_of

_SERIES: Final = 500
_MOST_ERRORS: Final = 3.5  # standard errors that a frequency may lie outside its band by chance
_SEED: Final = 5


@pytest.mark.parametrize("kind", COVERED)
def test_each_word_comes_true_as_often_as_it_says(kind: str) -> None:
    found = tally_of(COVERED[kind], _SERIES, _SEED)
    assert list(found.outside(_MOST_ERRORS)) == []
    assert len(found.words) >= 5
    assert sum(map(len, found.words.values())) + sum(found.withheld.values()) == _SERIES


def _the_contrary(draw: Draw) -> Drawn:
    drawn = lines(draw)
    asked = drawn.prospect
    return replace(drawn, prospect=replace(asked, least=asked.most, most=asked.least))


def test_words_that_lie_would_be_found() -> None:
    assert len(list(tally_of(_the_contrary, _SERIES, _SEED).outside(_MOST_ERRORS))) >= 4


_VALUES: Final = st.lists(st.integers(-80, 80).map(lambda n: n / 4), min_size=6, max_size=12)


@given(values=_VALUES, least=st.integers(-99, 99))
@settings(deadline=None, max_examples=60)
def test_a_mirrored_series_has_the_same_likelihood(values: list[float], least: int) -> None:
    one = likelihood_of(Prospect(values, 0, 1, (2,), least, None))
    other = likelihood_of(Prospect([-v for v in values], 0, 1, (2,), None, -least))
    assert (one.word, one.withheld) == (other.word, other.withheld)
    assert (one.low, one.high) == (other.low, other.high)


@given(values=_VALUES, least=st.integers(-99, 99), easier=st.integers(1, 9))
@settings(deadline=None, max_examples=60)
def test_an_easier_target_is_no_less_likely(values: list[float], least: int, easier: int) -> None:
    hard = likelihood_of(Prospect(values, 0, 1, (2,), least, None))
    easy = likelihood_of(Prospect(values, 0, 1, (2,), least - easier, None))
    assert hard.withheld == easy.withheld
    if hard.word is not None and easy.word is not None:
        words = list(BANDS)
        assert words.index(easy.word) >= words.index(hard.word)
        assert hard.low is not None
        assert easy.low is not None
        assert easy.low >= hard.low


def test_a_band_is_met_between_both_its_ends() -> None:
    # Foreseen are 9.946 with a spread of 1.097: 0.789 above 9, 0.813 below 11, and so 0.602.
    values = [10.5, 9.5, 11, 9, 10, 9, 11, 10]
    least, most = (
        likelihood_of(Prospect(values, 0, 1, (1,), *ends)) for ends in ((9, None), (None, 11))
    )
    both = likelihood_of(Prospect(values, 0, 1, (1,), 9, 11))
    assert (least.word, most.word, both.word) == ("likely", "very likely", "likely")


def test_a_whole_number_is_reached_from_halfway_below_it() -> None:
    # Level 10 without a trend: what is at least 10 is at least 9.5, and likelier than not.
    values = [10.0, 10, 11, 9, 10, 9, 11, 10]
    whole = likelihood_of(Prospect(values, 0, 1, (1,), 10, None))
    other = likelihood_of(Prospect([v + 0.25 for v in values], 0, 1, (1,), 10.25, None))
    assert (whole.word, other.word) == ("likely", "roughly even chance")


def test_the_quarters_to_come_are_added_up() -> None:
    values = [30.0, 41, 50, 39, 31, 39, 51, 41, 32, 40, 51, 40]
    # Foreseen are 164.67 for the four together, with a spread of 3.25.
    easy, hard = (likelihood_of(Prospect(values, 0, 4, (1, 2, 3, 4), n, None)) for n in (150, 180))
    assert (easy.word, hard.word) == ("almost certain", "almost no chance")


def test_a_date_too_far_ahead_is_not_foreseen() -> None:
    found = likelihood_of(Prospect([1.0, 3, 2, 5, 4, 6], 0, 1, (4,), 5.0, None))
    assert (found.word, found.withheld, found.points) == (None, "too far ahead", 6)


@pytest.mark.parametrize(("count", "outermost"), [(6, False), (7, False), (8, True)])
def test_few_points_never_say_the_outermost_words(count: int, *, outermost: bool) -> None:
    values = [float(n + n % 2) for n in range(count)]
    found = {likelihood_of(Prospect(values, 0, 1, (1,), b, None)).word for b in (-99, 99)}
    assert (found == {"almost certain", "almost no chance"}) is outermost
    assert outermost or found == {"very likely", "very unlikely"}


def test_the_bands_leave_no_gap() -> None:
    ends = list(BANDS.values())
    assert ends[0][0] == 0
    assert ends[-1][1] == 1
    assert all(a[1] == b[0] for a, b in pairwise(ends))
    assert all(word_for(low) == word for word, (low, _) in BANDS.items())


def _of(values: list[float], seasons: int = 1) -> Likelihood:
    return likelihood_of(Prospect(values, 0, seasons, (1,), 5.0, None))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([4.0] * 6, "all equal"),
        ([1.0, 2, 3, 4, 5, 6], "no scatter"),
        ([1.0, 1.1, 0.9, 1, 1.1, 0.9, 9, 9.1, 8.9, 9, 9.1, 8.9], "trend does not hold"),
        ([1.0, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0], "trend does not hold"),
    ],
)
def test_nothing_is_said_where_the_points_do_not_support_it(values: list[float], why: str) -> None:
    found = _of(values)
    assert (found.word, found.low, found.withheld) == (None, None, why)


def test_seasons_are_not_taken_for_scatter() -> None:
    values = [10.0, 20, 30, 41, 11, 22, 30, 40, 12, 21, 32, 42]
    flat, seasonal = _of(values), _of(values, seasons=4)
    assert seasonal.word == "almost certain"  # the first quarter of the year to come is above 5
    assert flat.trend is not None
    assert flat.trend.word == "no clear trend"
    assert seasonal.trend is not None
    assert seasonal.trend.word == "rising"


def test_the_range_is_never_narrower_than_the_band_of_its_word() -> None:
    said = Counter[bool]()
    for seed in range(200):
        found = likelihood_of(lines(np.random.default_rng(seed)).prospect)
        if found.word is not None and found.low is not None and found.high is not None:
            low, high = BANDS[found.word]
            said[found.low <= low and high <= found.high] += 1
    assert set(said) == {True}


def test_the_library_is_imported_only_for_a_series() -> None:
    code = (
        "import sys\n"
        "import milepost.evaluation.likelihood as l\n"
        "early = {'numpy', 'scipy'} & set(sys.modules)\n"
        "l.likelihood_of(l.Prospect([1., 3, 2, 5, 4, 6], 0, 1, (1,), 5., None))\n"
        "sys.exit(', '.join(early) or int('scipy' not in sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
