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

from milepost.evaluation.chances import BANDS, Likelihood, Prospect, word_for
from milepost.evaluation.likelihood import likelihood_of

_SERIES: Final = 600
_MOST_ERRORS: Final = 3.5  # standard errors that a frequency may lie outside its band by chance


def _drawn(seed: int) -> tuple[Prospect, bool]:
    """A line with scatter, a target for two points later, and whether it was met."""
    draw = np.random.default_rng(seed)
    count = int(draw.integers(6, 21))
    values = draw.normal(0, 0.5) * np.arange(count + 2) + draw.normal(size=count + 2)
    least = float(values[count - 1] + draw.normal(0, 2))
    known = [float(v) for v in values[:count]]
    return Prospect(known, 0, 1, (2,), least, None), bool(values[-1] >= least)


def _outside(words: dict[str, list[bool]]) -> list[str]:
    """The words whose frequency is further outside their band than chance explains."""
    wrong: list[str] = []
    for word, (low, high) in BANDS.items():
        came = words.get(word, [])
        if not came:
            continue
        share = sum(came) / len(came)
        nearest = min(max(share, float(low)), float(high))
        error = (max(nearest * (1 - nearest), 0.01) / len(came)) ** 0.5
        if abs(share - nearest) > _MOST_ERRORS * error:
            wrong.append(word)
    return wrong


def _told(*, mirrored: bool) -> dict[str, list[bool]]:
    words: dict[str, list[bool]] = {}
    for seed in range(_SERIES):
        prospect, met = _drawn(seed)
        if mirrored:
            prospect = replace(prospect, least=None, most=prospect.least)
        word = likelihood_of(prospect).word
        if word is not None:
            words.setdefault(word, []).append(met)
    return words


def test_each_word_comes_true_as_often_as_it_says() -> None:
    words = _told(mirrored=False)
    assert words.keys() == BANDS.keys()
    assert _outside(words) == []


def test_words_that_lie_would_be_found() -> None:
    assert len(_outside(_told(mirrored=True))) >= 4


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
        found = likelihood_of(_drawn(seed)[0])
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
