"""How likely a target is to be met by its date, in words (31 U.S.C. 1121)."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from milepost.evaluation.chances import BANDS, Likelihood, Trend, Withheld
from milepost.evaluation.model import Evaluation, Judgement, MeasureEvaluation
from milepost.evaluation.prospects import FEWEST
from milepost.plan.model import Measure
from milepost.scorecard import figures
from milepost.scorecard.model import LikelihoodInWords

_WHY: Final[dict[Withheld, str]] = {
    "milestone": "an event has no trend",
    "in words": "it is promised in words, for a person to judge",
    "too few points": "there are fewer than six points",
    "series broken": "too few points since the series was broken, or it is broken before the date",
    "not exact": "some of its points are known by their bounds only",
    "gaps": "some of its points are missing",
    "other periods": "its points are not of the kind of period that the target is for",
    "less than two years": "its seasons have been seen for less than two years",
    "too far ahead": "the points reach back less than twice as far as the date is ahead",
    "all equal": "all of its points are equal",
    "no scatter": "its points lie on a line without any scatter",
    "already reached": "what is in reaches the target already",
    "out of reach": "what is in is past the target already",
    "trend does not hold": "no one line runs through its points",
}


def likelihood_in_words(
    judged: MeasureEvaluation, judgement: Judgement
) -> LikelihoodInWords | None:
    """The likelihood of a judgement; None where nobody expects one."""
    found = judged.likelihood_of(judgement)
    if found is None or found.points < FEWEST:
        return None
    measure, trend = judgement.measure, found.trend
    share = ""
    if found.low is not None and found.high is not None:
        share = figures.share_range(found.low, found.high)
    in_words = _trend(trend, found.every, measure) if trend is not None else ""
    return LikelihoodInWords(
        sentence=_sentence(found, share, in_words, str(judgement.due)),
        word=found.word or "",
        range=share,
        low=_exact(found.low),
        high=_exact(found.high),
        trend=in_words,
        change=_exact(trend.change if trend is not None else None),
        change_low=_exact(trend.low if trend is not None else None),
        change_high=_exact(trend.high if trend is not None else None),
        points=found.points,
        every=found.every,
        withheld="" if found.withheld is None else _WHY[found.withheld],
    )


def _sentence(found: Likelihood, share: str, trend: str, due: str) -> str:
    if found.withheld is not None:
        return f"Likelihood of meeting it by {due}: withheld, {_WHY[found.withheld]}."
    return (
        f"Likelihood of meeting it by {due}: {found.word}, {share}, from {found.points} points, "
        f"{trend}."
    )


def _trend(trend: Trend, every: str, measure: Measure) -> str:
    """Such as: rising by 12 a year (between 8 and 16)."""
    change, low, high = trend.change, trend.low, trend.high
    if trend.word == "falling":
        change, low, high = -change, -high, -low
    decimals = figures.decimals_of_change(change, measure.decimals)
    least = figures.change(low, measure.unit, decimals, "down")
    most = figures.change(high, measure.unit, decimals, "up")
    size = figures.change(change, measure.unit, decimals)
    points = " points" if measure.unit == "percent" else ""
    by = f"{size}{points} a {every}"
    if trend.word == "no clear trend":
        return f"no clear trend ({by}, between {least} and {most})"
    return f"{trend.word} by {by} (between {least} and {most})"


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else figures.fraction(value)


def paragraphs(evaluation: Evaluation | None) -> tuple[str, ...]:
    """How likelihoods came about; nothing where none stands."""
    if evaluation is None:
        return ()
    for judged in evaluation.measures:
        for judgement in judged.judgements:
            found = judged.likelihood_of(judgement)
            if found is not None and found.word is not None:
                return (_PARAGRAPH,)
    return ()


_BANDS: Final = "; ".join(
    f"{word}, {figures.share_range(low, high)}" for word, (low, high) in BANDS.items()
)
_PARAGRAPH: Final = (
    "Likelihood: how likely a target that is not yet due is to be met by its date, if things go on "
    "as they did (31 U.S.C. 1121). A straight line is laid through the points by least squares, "
    "with a level of its own for each quarter or month of the year; the likelihood is Student's t "
    "distribution about what the line foresees. Its range says how well so few points know it. Of "
    "a measure with fewer than six points nothing is said; where there are more and nothing can be "
    "said, the row says why. It knows nothing of money, law or intent, and changes no rating. "
    f"{_BANDS[:1].upper()}{_BANDS[1:]}."
)
