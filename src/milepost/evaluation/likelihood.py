"""How likely a target is to be met by its date: "the trend, and the likelihood" of 31 U.S.C. 1121.

The model is a straight line through the points by least squares, with a level of its own for each
season of the year where the figures have seasons, and scatter about it that is independent, of one
size, and normal. A target is met where what the line foresees, with such scatter, is where the
target wants it; the chance is that of Student's t with the degrees of freedom left (the predictive
distribution of normal regression: N. R. Draper and H. Smith, *Applied Regression Analysis*). It
knows nothing of money, law or intent.

The chance is itself uncertain, as line and scatter are known from few points only. Its range is
where it lies two times in three over all lines and scatters that these points allow, each as
likely as the points make it; it is never narrower than the band of its word.

Two tests say whether the line holds at all; below one in twenty nothing is said. One is that of
G. C. Chow (*Econometrica*, 1960), whether the later half follows another line than the earlier;
the other that of J. Durbin and G. S. Watson (*Biometrika*, 1950 and 1951), whether each point is
too like the one before it, with their own approximation by a beta distribution that has the exact
mean and variance. Both are weak on few points; docs/likelihood.md reports what that costs.

This is the one module of the room that imports third-party libraries, numpy and scipy, and only
once there is a series to be judged by.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from milepost.evaluation.chances import (
    BANDS,
    TIMES_BACK,
    Likelihood,
    Prospect,
    Trend,
    Word,
    word_for,
)

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[float64]

_LEVEL: Final = 0.05  # of the two tests
_TAIL: Final = 1 / 6  # on either side of the range: two in three lie within. Our choice.
_GRID: Final = 24
# Degrees of freedom: of lines known by fewer the outermost words came true too seldom.
_OUTERMOST_FROM: Final = 6
_JUST_BELOW_THE_LAST: Final = float(BANDS["almost certain"][0]) - 1e-9
_HALF: Final = 0.5
_MOST_DIFFERENT: Final = 4  # Durbin and Watson's statistic goes from 0 to 4
_EXACT_FIT: Final = 1e-20


def likelihood_of(prospect: Prospect) -> Likelihood:
    """What the line through the points says, if it holds.

    Needs more points than the line has terms and two more for the tests: six, or of quarterly
    figures with seasons eight.
    """
    if TIMES_BACK * prospect.ahead[-1] > len(prospect.values):
        found = Likelihood(None, withheld="too far ahead")
    else:
        found = _found(prospect)
    count, every, seasons = len(prospect.values), prospect.every, prospect.seasons
    return replace(found, points=count, every=every, seasons=seasons)


def _found(prospect: Prospect) -> Likelihood:
    """The word, its range and the trend, or why nothing is said."""
    import numpy as np  # noqa: PLC0415  # a plan without six points does not pay for it
    from scipy import special  # noqa: PLC0415

    line = _Line.of(len(prospect.values), prospect.season, prospect.seasons, prospect.ahead)
    raw = np.array(prospect.values)
    level, size = float(raw.mean()), float(np.abs(raw - raw.mean()).max())
    if size == 0:
        return Likelihood(None, withheld="all equal")
    values = (raw - level) / size
    residuals = line.residual @ values
    squares = float(residuals @ residuals)
    if squares < _EXACT_FIT * len(values):
        return Likelihood(None, withheld="no scatter")
    scatter = (squares / line.freedom) ** 0.5
    change = float(line.slope @ values)
    margin = line.quantile * scatter * line.slope_error
    trend = Trend(*(_exact(size * c) for c in (change, change - margin, change + margin)))
    if _breaks(line, residuals, squares, special) or _echoes(line, residuals, squares, special):
        return Likelihood(None, trend=trend, withheld="trend does not hold")
    number = len(prospect.ahead)
    bounds = [None if b is None else (b - number * level) / size for b in _bounds(prospect)]
    word, low, high = _said(line, float(line.foresight @ values), scatter, bounds, special)
    return Likelihood(word, low, high, trend)


def _bounds(prospect: Prospect) -> tuple[float | None, float | None]:
    """Between what it must end; of whole numbers from halfway to the next that does not count.

    At least 5 of what is counted begins at 4.5 of what is measured (the correction for continuity).
    """
    least, most = prospect.least, prospect.most
    if not all(float(value).is_integer() for value in prospect.values):
        return least, most
    return (
        None if least is None else math.ceil(least) - _HALF,
        None if most is None else math.floor(most) + _HALF,
    )


def _said(
    line: _Line,
    foreseen: float,
    scatter: float,
    bounds: list[float | None],
    special: Any,  # noqa: ANN401  # a module
) -> tuple[Word, Fraction, Fraction]:
    """The word of the chance to end between two bounds, and its range."""
    spread = scatter * (line.number + line.foresight_error**2) ** 0.5
    shares = [
        1.0 if b is None else float(special.stdtr(line.freedom, side * (foreseen - b) / spread))
        for b, side in zip(bounds, (1, -1), strict=True)
    ]
    chance = max(0.0, sum(shares) - 1)
    if line.freedom < _OUTERMOST_FROM:
        chance = min(max(chance, float(BANDS["very unlikely"][0])), _JUST_BELOW_THE_LAST)
    word = word_for(chance)
    ends = _range(line, foreseen, scatter, bounds, special)
    low, high = BANDS[word]
    return word, min(low, _share(ends[0])), max(high, _share(ends[1]))


@dataclass(frozen=True, slots=True)
class _Line:
    """All of the model that does not depend on the values: one for all series of one shape.

    Attributes:
        freedom: degrees of freedom: how many more points than terms there are.
        number: how many future points are added up.
        residual: takes the values to their distances from the line.
        slope: takes the values to the change from point to point.
        slope_error: the standard error of that, in units of the scatter.
        foresight: takes the values to what is foreseen.
        foresight_error: the standard error of the line there, in units of the scatter.
        quantile: of Student's t, for 95 percent.
        break_: the directions in which another line from the middle on would show.
        echo: mean and variance of Durbin and Watson's statistic as parameters of a beta.
        means: standard normal quantiles of a grid.
        scatters: of the same grid, scatter that the points allow, in units of that observed.
    """

    freedom: int
    number: int
    residual: Array
    slope: Array
    slope_error: float
    foresight: Array
    foresight_error: float
    quantile: float
    break_: Array
    echo: tuple[float, float]
    means: Array
    scatters: Array

    @staticmethod
    @lru_cache(maxsize=512)
    def of(count: int, season: int, seasons: int, ahead: tuple[int, ...]) -> _Line:
        import numpy as np  # noqa: PLC0415
        from scipy import special  # noqa: PLC0415

        times = np.arange(count, dtype=np.float64)
        terms = _terms(times, season, seasons, count)
        wanted = _terms(np.array(ahead, dtype=np.float64) + count - 1, season, seasons, count)
        inverse = np.linalg.inv(terms.T @ terms)
        solve = inverse @ terms.T
        residual = np.eye(count) - terms @ solve
        freedom = count - terms.shape[1]
        total = wanted.sum(axis=0)
        later = (times >= (count + 1) // 2).astype(np.float64)
        other = residual @ np.stack([later, later * (times - count / 2)], axis=1)
        grid = (np.arange(_GRID) + 0.5) / _GRID
        return _Line(
            freedom=freedom,
            number=len(ahead),
            residual=residual,
            slope=solve[-1],
            slope_error=float(inverse[-1, -1]) ** 0.5,
            foresight=total @ solve,
            foresight_error=float(total @ inverse @ total) ** 0.5,
            quantile=float(special.stdtrit(freedom, 0.975)),
            break_=np.linalg.qr(other)[0],
            echo=_echo(residual, freedom),
            means=special.ndtri(grid),
            scatters=(freedom / special.chdtri(freedom, grid)) ** 0.5,
        )


def _terms(times: Array, season: int, seasons: int, count: int) -> Array:
    """A level for each season, and the time from the middle of the points."""
    import numpy as np  # noqa: PLC0415

    of_season = (times[:, None] + season) % seasons == np.arange(seasons)
    return np.column_stack([of_season.astype(np.float64), times - (count - 1) / 2])


def _echo(residual: Array, freedom: int) -> tuple[float, float]:
    """The beta distribution with mean and variance of Durbin and Watson's statistic over 4."""
    import numpy as np  # noqa: PLC0415

    step = np.diff(np.eye(len(residual)), axis=0)
    product = residual @ step.T @ step
    trace, square = float(np.trace(product)), float(np.trace(product @ product))
    mean = trace / freedom
    variance = 2 * (square - trace * mean) / (freedom * (freedom + 2))
    both = mean * (_MOST_DIFFERENT - mean) / variance - 1
    return both * mean / _MOST_DIFFERENT, both * (1 - mean / _MOST_DIFFERENT)


def _breaks(line: _Line, residuals: Array, squares: float, special: Any) -> bool:  # noqa: ANN401  # a module
    """Chow's test: whether the later half follows another line than the earlier."""
    explained = float(((residuals @ line.break_) ** 2).sum())
    terms = line.break_.shape[1]
    left = line.freedom - terms
    if left < 1:
        return False
    unexplained = max(squares - explained, _EXACT_FIT)
    return bool(special.fdtrc(terms, left, explained / terms / (unexplained / left)) < _LEVEL)


def _echoes(line: _Line, residuals: Array, squares: float, special: Any) -> bool:  # noqa: ANN401  # a module
    """Durbin and Watson's test: whether each point is too like the one before it."""
    steps = residuals[1:] - residuals[:-1]
    statistic = float(steps @ steps) / squares
    return bool(special.betainc(*line.echo, statistic / _MOST_DIFFERENT) < _LEVEL)


def _range(
    line: _Line,
    foreseen: float,
    scatter: float,
    bounds: list[float | None],
    special: Any,  # noqa: ANN401  # a module
) -> tuple[float, float]:
    """Where the chance lies two times in three, over what line and scatter may be."""
    import numpy as np  # noqa: PLC0415

    scatters = scatter * line.scatters[:, None]
    means = foreseen + scatters * line.foresight_error * line.means[None, :]
    # Of the sum of several future points the scatter is that of all of them.
    size = scatters * line.number**0.5
    chances = np.zeros(())
    for bound, side in zip(bounds, (1, -1), strict=True):
        one = 1.0 if bound is None else special.ndtr(side * (means - bound) / size)
        chances = chances + one
    in_order = np.sort((chances - 1).ravel())
    cut = int(_TAIL * len(in_order))
    return float(in_order[cut]), float(in_order[-cut - 1])


def _share(chance: float) -> Fraction:
    """A chance to the sixth decimal: beyond it machines differ."""
    return Fraction(round(min(1.0, max(0.0, chance)) * 10**6), 10**6)


def _exact(number: float) -> Fraction:
    """A number to its sixth digit, for the same reason."""
    return Fraction(f"{number:.6g}")
