"""Why a thing came out as it did, in sentences that a reader can check with a pencil."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from milepost.evaluation.model import Actual, Judgement, Rating, Variance
from milepost.evaluation.paths import EXPECTED_BY_NOW
from milepost.intervals import Interval
from milepost.plan.model import Measure, Plan, SeriesBreak
from milepost.scorecard import figures, methods
from milepost.scorecard.model import LikelihoodInWords, Mark, Verdict

_RESULT_MARKS: Final[dict[str, Mark]] = {
    "met": "good",
    "not met": "bad",
    "indeterminate": "open",
    "not due": "none",
}
_OUTLOOK_MARKS: Final[dict[str, Mark]] = {
    "achieved": "good",
    "on track": "fair",
    "at risk": "poor",
    "off track": "bad",
}
# A number is none: of 0.5 and of 1000 no measure has the name, or it could not be told apart.
_IDENTIFIER: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_TITLES: Final[Mapping[str, str]] = MappingProxyType({})
_HOW: Final = {
    "sum of agencies": "the sum of what the agencies report",
    "sum of quarters": "the sum of the four quarters",
    "year to date": "the sum of the quarters so far",
    "sum of periods": "the sum of the periods in it",
    "periods to date": "the sum of the periods so far",
    "last in the period": "the last figure in the period",
}


def result(judgement: Judgement) -> Verdict | None:
    """The word and mark for a result; None where there is no target."""
    if judgement.result is None:
        return None
    return Verdict(judgement.result.result, _RESULT_MARKS[judgement.result.result])


def rating(found: Rating) -> Verdict:
    """The word and mark for a rating; both outlooks where the value spans two."""
    if found.outlook is not None:
        return Verdict(found.outlook, _OUTLOOK_MARKS[found.outlook])
    if found.between is not None:
        worst, best = found.between
        return Verdict(f"indeterminate: {worst} or {best}", "open")
    return Verdict(f"not rated: {found.not_rated}", "none")


def sentences(
    judgement: Judgement,
    likelihood: LikelihoodInWords | None = None,
    titles: Mapping[str, str] = _NO_TITLES,
) -> str:
    """The reason of a row: how the figure came about, the result, the outlook, the likelihood.

    Args:
        judgement: the row.
        likelihood: how likely it is to be met, in words.
        titles: what the measures of a formula are called; one that has no title here is named as
            the plan writes it.
    """
    parts = [
        _about_actual(judgement.actual, judgement.measure, titles),
        _about_result(judgement),
        about_variance(judgement.variance),
        about_reached(judgement),
        _about_rating(judgement),
        "" if likelihood is None else likelihood.sentence,
    ]
    return " ".join(part for part in parts if part)


def titles_of(plan: Plan, measure: Measure) -> dict[str, str]:
    """What the measures of a formula are called."""
    return {part: plan.measure_by_id[part].title for part in measure.parts}


def _about_actual(actual: Actual, measure: Measure, titles: Mapping[str, str]) -> str:
    if actual.value is None:
        return ""
    if actual.rule == "sum of agencies" and actual.part and actual.whole:
        counts = f"{_bare(actual.part)} of {_bare(actual.whole)}"
        return f"{_capital(counts)}, {_agencies(actual)} together."
    if actual.rule == "sum of agencies":
        reported = _sum(actual)
        text = f"{figures.interval(reported, measure.unit, measure.decimals)} reported"
        if not actual.overlaps:
            return f"{_capital(text)}, by {_agencies(actual)} together."
        doubles = " and ".join(_overlap(part, measure) for part in actual.overlap_parts)
        return f"{_capital(text)}, less {doubles} that may be counted twice."
    if actual.rule == "ratio":
        top, bottom = actual.parts
        assert actual.part is not None  # noqa: S101  # a ratio that has a value has both parts
        assert actual.whole is not None  # noqa: S101
        note = ""
        if top.period != bottom.period:
            note = f", on different bases: {top.period} over {bottom.period}"
        over = f"{_bare(actual.part)} divided by {_bare(actual.whole)}"
        return f"{_capital(over)}{note}."
    if actual.rule == "formula":
        formula = _IDENTIFIER.sub(lambda m: _titled(m[0], titles), str(measure.formula))
        return f"{formula}: {_terms(actual, titles)}."
    if actual.rule in ("sum of quarters", "year to date", "sum of periods", "periods to date"):
        return f"{_capital(_HOW[actual.rule])}, {_quarters(actual)}."
    if actual.rule == "last in the period" and actual.parts[0].period != actual.period:
        return f"As of {actual.parts[0].period}."
    return ""


def _about_result(judgement: Judgement) -> str:
    found, target = judgement.result, judgement.target
    if found is None or target is None:
        return missing(judgement.actual) if judgement.actual.missing else ""
    value = figures.actual(judgement.actual, judgement.measure)
    promised = figures.target(target, judgement.measure)
    match found.reason:
        case "no date":
            return "No date was promised, so it can never fall due."
        case "before its date":
            gap = f" {missing(judgement.actual)}" if judgement.actual.missing else ""
            return f"Due for {judgement.due}.{gap}"
        case "for a person to judge":
            return f"Promised in words, for a person to judge: {promised}."
        case "series broken":
            return f"Counted in two ways, it is not held against {promised}."
        case "straddles":
            return f"{_capital(value)} may or may not be {promised}."
        case "" if target.milestone is not None:
            if found.met_on is not None:
                return _met_late(found.met_on, found.days_late, promised)
            happened = "This has happened" if found.result == "met" else "This has not happened"
            return f"{happened}: {promised}."
        case "":
            least, most = target.bounds(judgement.measure.direction)
            between = least is not None and most is not None
            return f"{_capital(value)} {_against(found.result, between=between)} {promised}."
        case _:
            return missing(judgement.actual)


def _met_late(day: dt.date, days: int, promised: str) -> str:
    late = "1 day" if days == 1 else f"{days} days"
    return f"Not met by its date; met late, on {day}, by {late}: {promised}."


def about_series_break(cut: SeriesBreak) -> str:
    """From when on values are not comparable, why, and where that is stated."""
    made_up = " (illustrative)" if cut.illustrative else ""
    return (
        f"The series is broken from {cut.period} on{made_up}: {cut.reason.rstrip('.')} "
        f"({cut.source.rstrip('.')}). What lies before is not comparable."
    )


def about_reached(judgement: Judgement) -> str:
    """In which earlier period a target was reached that is not reached now."""
    if judgement.reached_in is None:
        return ""
    return f"It was reached in {judgement.reached_in} and has been lost since."


def about_variance(found: Variance | None) -> str:
    """By how much it differs from its target, where that asks for an explanation, and whose it is.

    One figure is told as exactly as it takes to see that it is beyond the threshold.
    """
    if found is None or found.beyond is False:
        return ""
    places = next(d for d in range(30) if not (found.threshold * 10**d).denominator > 1)
    allowed = f"{figures.number(found.threshold, places)}%"
    given = "none was given"
    if found.was_returned:
        given = "the one given was returned"
    if found.explained is not None:
        given = f"{found.explained[1].agency} gave one"
    asks = f"the plan asks for an explanation beyond {allowed}"
    if found.beyond is None:
        return f"It may be more than {allowed} from its target; {asks}; {given}."
    if found.percent is None:
        return f"It differs from a target of zero; {asks}; {given}."
    above = found.percent.low is not None and found.percent.low >= 0
    size = found.percent if above else -found.percent
    decimals = next(d for d in (1, 2, 4, 8) if d == _MOST or not _hides(size, found.threshold, d))
    distance = _capital(figures.interval(size, "percent", decimals))
    return f"{distance} {'above' if above else 'below'} its target; {asks}; {given}."


_MOST: Final = 8


def _hides(size: Interval, threshold: Fraction, decimals: int) -> bool:
    """Whether rounding would make a figure look as if it were within the threshold."""
    if size.low is None or not size.is_exact:
        return False
    return figures.number(size.low, decimals) == figures.number(threshold, decimals)


def _against(result_word: str, *, between: bool) -> str:
    """What an actual is to what was promised, which may be a band between two ends."""
    if between:
        return "is within" if result_word == "met" else "is outside"
    return "is" if result_word == "met" else "is not"


def _about_rating(judgement: Judgement) -> str:
    found = judgement.rating
    if found.waiver is not None and found.not_rated == "waived":
        said = found.waiver
        made_up = " (illustrative)" if said.illustrative else ""
        return (
            f"Its outlook is waived until {said.until} by {said.approved_by}{made_up}: "
            f"{said.reason.rstrip('.')}."
        )
    if found.series_break is not None:
        return about_series_break(found.series_break)
    waived = methods.by_waiver(found)
    by_another = methods.sentences(judgement)
    said_of_it = _by_the_share(judgement) if by_another is None else by_another
    return " ".join(words for words in (waived, said_of_it) if words)


def _by_the_share(judgement: Judgement) -> str:
    """What the share of targeted change found, or why it found nothing."""
    found = judgement.rating
    if found.not_rated == "no baseline":
        return "No baseline is declared, so progress cannot be counted."
    if found.not_rated == "no scale":
        return "No rating scale was in force yet."
    if found.not_rated == "not yet due" and judgement.actual.value is not None:
        return "The plan declares no path, so there is no outlook before the date."
    by_now = _expected(judgement)
    if found.progress is None or not by_now or found.scale is None:
        return ""
    pace = ""
    if found.annualised is not None:
        measure = judgement.measure
        year = figures.interval(found.annualised, measure.unit, measure.decimals)
        period = judgement.actual.period
        pace = f"At this pace {year} in {f'all of {period}' if period.is_pool else 'the year'}. "
    return f"{pace}{_capital(_progress(found.progress))} of the targeted change; {by_now}."


def _expected(judgement: Judgement) -> str:
    """What the path asks for; both ends where that depends on where the baseline was.

    What is brought to the whole of a year at its pace is held against the path at the end of it.
    """
    found, actual = judgement.rating, judgement.actual
    when = EXPECTED_BY_NOW
    if actual.quarters:
        when = f"expected by the end of {actual.period.members()[-1]}"
    if found.expected is not None:
        return f"{figures.share(found.expected)} {when}"
    for working in found.workings:
        if working.label == EXPECTED_BY_NOW:
            return f"{_progress(working.value)} {when}, counted from the same baseline"
    return ""


def _progress(value: Interval) -> str:
    if value.is_exact and value.low is not None:
        return figures.share(value.low)
    return figures.interval(value.times(Fraction(100)), "percent", 1)


def missing(actual: Actual) -> str:
    """Who is missing and why, such as: ICE FY2009-Q2: not reported."""
    gaps = list(actual.gaps()) or [actual]
    told: dict[str, list[str]] = {}
    for gap in gaps:
        words = " ".join(w for w in (gap.agency, str(gap.period)) if w)
        told.setdefault(gap.missing or "not reported", []).append(words)
    return " ".join(f"{', '.join(dict.fromkeys(who))}: {reason}." for reason, who in told.items())


def _sum(actual: Actual) -> Interval:
    values = [part.value for part in actual.parts if part.value is not None]
    return sum(values[1:], start=values[0])


def _terms(actual: Actual, titles: Mapping[str, str]) -> str:
    """The values that a formula was worked out from, by name."""
    return ", ".join(
        f"{_titled(part.measure, titles)} {_bare(part.value)}"
        for part in actual.parts
        if part.value is not None
    )


def _titled(identifier: str, titles: Mapping[str, str]) -> str:
    """A measure by its title, marked off from the words and signs around it."""
    return f"“{titles[identifier]}”" if identifier in titles else identifier


def _agencies(actual: Actual) -> str:
    return " and ".join(part.agency for part in actual.parts)


def _overlap(part: Actual, measure: Measure) -> str:
    if part.value is None or part.value.high is None:
        return "an unknown number"
    return f"up to {figures.number(part.value.high, measure.decimals, 'up')}"


def _quarters(actual: Actual) -> str:
    first, last = actual.parts[0].period, actual.parts[-1].period
    return str(first) if first == last else f"{first} to {last}"


def _bare(value: Interval) -> str:
    return figures.interval(value, "", 0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
