"""What a method of outlook is in words, and what it worked out, for whoever does it again."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from milepost.evaluation.model import Evaluation, Judgement, Obstacle, Rating, Working
from milepost.intervals import Interval
from milepost.plan.model import Measure, Method, Scale
from milepost.scorecard import figures

_DEFAULT: Final = "share-of-targeted-change"

NAMES: Final[dict[Method, str]] = {
    "share-of-targeted-change": "the share of targeted change",
    "healthy-people": "Healthy People's assessment",
    "growth-ratio": "the growth ratio",
    "projection": "projection",
    "target-only": "target only",
    "last-two-points": "the last two points",
}

PARAGRAPHS: Final[dict[Method, str]] = {
    "share-of-targeted-change": (
        "Outlook: progress is the share of the targeted change that has been achieved, (actual "
        "less baseline) divided by (target less baseline). It is held against the share expected "
        "by now on the path the plan declares; on a linear path that is the share of the time gone "
        "by from the end of the baseline's period to the end of the target's. A yearly count "
        "before its year's end is first brought to the whole year at its present pace."
    ),
    "healthy-people": (
        "Outlook by Healthy People's assessment (HHS, National Center for Health Statistics): "
        "target met or exceeded is achieved. A move toward the target is improving, on track, "
        "where it is significant or, without standard errors, a set share of the targeted change; "
        "a move away is getting worse, off track, where it is significant or, without, the same "
        "share of the baseline; all else is little or no detectable change, at risk. Significant "
        "is, by our choice, a two-sided z test of two independent estimates. Time plays no part."
    ),
    "growth-ratio": (
        "Outlook by the growth ratio (Eurostat; Statistics Canada and Open SDG): the compound "
        "growth a year since the baseline, (actual divided by baseline) to the power of one over "
        "the years gone by, less one, as a share of the growth a year that leads from the baseline "
        "to the target by its date. Where a baseline or target is zero, or they differ in sign, "
        "there is no such rate and no rating; nothing is put in their place."
    ),
    "projection": (
        "Outlook by projection (Destatis, German Sustainable Development Strategy): the mean of "
        "the last five changes, or of at least three, is carried on to the target's date. What "
        "counts is the share of the distance from the last point to the target that this closes."
    ),
    "target-only": (
        "Outlook by the target only: achieved once the target is reached, none before its date, "
        "off track after it."
    ),
    "last-two-points": (
        "Outlook by the last two points (Scotland's National Performance Framework): improving, on "
        "track; maintaining, at risk; worsening, off track; by the criteria for change that the "
        "plan lays down for each measure. A target that is reached is achieved."
    ),
}

_SHARES: Final[dict[Method, str]] = {
    "share-of-targeted-change": "the expected progress",
    "growth-ratio": "the growth needed",
    "projection": "the distance left",
}

_OBSTACLES: Final[dict[Obstacle, str]] = {
    "an event": "an event has no numbers on the way to it",
    "limits": "it is to stay within limits, and not to move to a number",
    "zero baseline": "from a baseline that is or may be zero there is no rate of growth",
    "zero target": "to a target of zero there is no rate of growth",
    "signs differ": "between numbers on either side of zero there is no rate of growth",
    "no time has passed": "no month lies between the values it compares",
    "percent of less than nothing": (
        "the point before may lie below zero, where such a percentage of it says nothing"
    ),
}
_LEAST: Final[dict[Method, str]] = {
    "healthy-people": "There is one point only, the baseline.",
    "projection": "It asks for four points that can be compared.",
    "last-two-points": "It asks for two points that can be compared.",
}
_DIGITS: Final = {"share": 1, "measure": 4, "": 3}
_MOST: Final = 12


def paragraphs(scale: Scale, evaluation: Evaluation | None = None) -> tuple[str, ...]:
    """How outlooks came about, and by which other scales where public waivers say so."""
    found = [PARAGRAPHS[scale.method], decided(scale)]
    others: dict[str, tuple[Scale, list[str]]] = {}
    for judged in evaluation.measures if evaluation is not None else ():
        for rating in (judgement.rating for judgement in judged.judgements):
            if rating.waiver is None or rating.waiver.of != "method" or rating.scale is None:
                continue
            _, titles = others.setdefault(rating.scale.id, (rating.scale, []))
            if judged.measure.title not in titles:
                titles.append(judged.measure.title)
    for other, titles in others.values():
        found.append(f"By public waiver, otherwise: {'; '.join(titles)}. {decided(other)}")
        if other.method != scale.method:
            found.append(PARAGRAPHS[other.method])
    return tuple(found)


def decided(scale: Scale) -> str:
    """A scale with its thresholds, as they decide."""
    begins = f"Scale “{scale.id}”, in force from {scale.in_force_from}"
    source = scale.source.rstrip(".")
    if scale.on_track is not None and scale.at_risk is not None:
        of = _SHARES[scale.method]
        on_track, at_risk = (figures.share_of(t) for t in (scale.on_track, scale.at_risk))
        return (
            f"{begins}: target reached, achieved; at least {on_track} of {of}, on track; at least "
            f"{at_risk}, at risk; less, or moving away, off track. {source}."
        )
    own = []
    if scale.detectable is not None:
        own.append(f"a change counts from {figures.share_of(scale.detectable)}")
    if scale.confidence is not None:
        own.append(f"a test is made at a confidence of {figures.share_of(scale.confidence)}")
    said = f"; {'; '.join(own)}" if own else ""
    return f"{begins}: by the method “{scale.method}”{said}. {source}."


def thresholds(scale: Scale) -> str:
    """The two thresholds of a scale and of what they are shares; empty where it has none."""
    if scale.on_track is None or scale.at_risk is None:
        return ""
    on_track, at_risk = (figures.share_of(t) for t in (scale.on_track, scale.at_risk))
    return f"on track from {on_track} of {_SHARES[scale.method]}, at risk from {at_risk}"


def by_waiver(rating: Rating) -> str:
    """By whom and why another scale decided; empty where the plan's own did."""
    waiver = rating.waiver
    if waiver is None or waiver.of != "method":
        return ""
    made_up = " (illustrative)" if waiver.illustrative else ""
    return (
        f"Rated by the scale “{waiver.scale}” until {waiver.until}, by a waiver of "
        f"{waiver.approved_by}{made_up}: {waiver.reason.rstrip('.')}."
    )


def sentences(judgement: Judgement) -> str | None:
    """What another method than the share of targeted change found, or why it found nothing.

    None where it was the share of targeted change, or where there is nothing a method did.
    """
    rating, measure = judgement.rating, judgement.measure
    if rating.method is None:
        if not rating.in_method or judgement.actual.value is not None:
            return None
        return f"Healthy People calls this {rating.in_method}."
    if rating.method == _DEFAULT:
        return None
    method = NAMES[rating.method]
    word = f": {rating.in_method}" if rating.in_method else ""
    if rating.outlook is None and rating.between is None:
        return " ".join(s for s in (f"By {method}{word}.", _why_not(rating)) if s)
    pace = ""
    if rating.annualised is not None:
        year = figures.interval(rating.annualised, measure.unit, measure.decimals)
        pace = f"At this pace {year} in the year. "
    said = [f"{pace}By {method}{word}."]
    if rating.workings:
        worked = "; ".join(f"{w.label}: {_figure(w, rating, measure)}" for w in rating.workings)
        said.append(f"{worked[:1].upper()}{worked[1:]}.")
    if rating.workings and rating.scale is not None and (at := thresholds(rating.scale)):
        said.append(f"{at[:1].upper()}{at[1:]}.")
    return " ".join(said)


def _why_not(rating: Rating) -> str:
    """Why a method gives no rating."""
    match rating.not_rated:
        case "not yet due":
            return "It gives no outlook before the date."
        case "no baseline":
            return "No baseline is declared, so progress cannot be counted."
        case "no criteria":
            return "The plan lays down no criteria for change of this measure."
        case "series broken":
            return "The series is broken between the values it would compare."
        case "too few points" if rating.method is not None:
            return _LEAST[rating.method]
        case _ if rating.obstacle:
            return f"It says nothing here: {_OBSTACLES[rating.obstacle]}."
        case _:
            return ""


def _figure(working: Working, rating: Rating, measure: Measure) -> str:
    """One working in words, with enough decimals that no threshold beside it is hidden."""
    factor = 100 if working.unit == "share" else 1
    value = working.value.times(Fraction(factor))
    beside = [
        w.value.low * factor
        for w in rating.workings
        if w.unit == working.unit and w.value.is_exact and w.value.low is not None
    ]
    if working.unit == "share" and rating.scale is not None:
        shares = (rating.scale.on_track, rating.scale.at_risk)
        beside += [Fraction(share) * factor for share in shares if share is not None]
    unit = {"share": "percent", "measure": measure.unit, "": ""}[working.unit]
    decimals = _decimals(value, _DIGITS[working.unit], beside)
    if working.unit == "share":
        decimals = max(decimals, 1)
    return figures.interval(value, unit, decimals)


def _decimals(value: Interval, most: int, beside: list[Fraction]) -> int:
    ends = [end for end in (value.low, value.high) if end is not None]
    digits = max((_needed(end, most) for end in ends), default=0)
    while digits < _MOST and any(_hides(e, t, digits) for e in ends for t in beside):
        digits += 1
    return digits


def _needed(end: Fraction, most: int) -> int:
    return next((d for d in range(most) if (end * 10**d).denominator == 1), most)


def _hides(end: Fraction, threshold: Fraction, decimals: int) -> bool:
    """Whether two figures that differ would be printed alike."""
    return end != threshold and figures.number(end, decimals) == figures.number(threshold, decimals)
