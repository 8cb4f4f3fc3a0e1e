"""Which value would have come out as which word, and what would have sufficed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from milepost.evaluation.inverse import (
    RESULTS,
    Stretch,
    is_exact,
    outlooks,
    results,
    sufficient_value,
)
from milepost.evaluation.model import OUTLOOKS, Judgement, Outlook, Result
from milepost.evaluation.outlook import Standing
from milepost.intervals import Interval
from milepost.plan.model import Measure
from milepost.scorecard import figures
from milepost.scorecard.model import Exact

WORDS: Final[tuple[Result | Outlook, ...]] = (*RESULTS, *OUTLOOKS)
_NO_OUTLOOK: Final[dict[str, str]] = {
    "no date": "no date was promised, so it can never fall due",
    "not yet due": "the plan asks for no outlook before the date",
    "no baseline": "no baseline is declared, so progress cannot be counted",
    "no scale": "no rating scale was in force yet",
    "no criteria": "the plan lays down no criteria for change of this measure",
    "too few points": "its method asks for more points that can be compared",
    "method does not apply": "its method says nothing of a promise of this form",
    "series broken": "the series is broken since its baseline, so progress cannot be counted",
    "for a person to judge": "it is promised in words, for a person to judge",
}


@dataclass(frozen=True, slots=True)
class Sufficient:
    """What would have come out as a word that was asked for.

    Attributes:
        wanted: the word.
        sentence: which values would have, or why none would.
        values: the same exactly; of an outlook within the year, of the quarters so far.
    """

    wanted: str
    sentence: str
    values: tuple[Exact, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a number of one measure is printed."""

    measure: Measure
    better_is_up: bool

    def at(self, value: Fraction) -> str:
        measure = self.measure
        return figures.threshold(
            value, measure.unit, measure.decimals, better_is_up=self.better_is_up
        )

    def distance(self, value: Fraction) -> str:
        text = figures.threshold(value, "", self.measure.decimals, better_is_up=True)
        if self.measure.unit == "percent":
            return f"{text} points"
        return figures.with_unit(text, self.measure.unit)

    def stretch(self, values: Interval) -> str:
        """From where to where: from 260 to below 290."""
        if values.is_exact and values.low is not None:
            return f"at {self.at(values.low)}"
        parts: list[str] = []
        if values.low is not None:
            parts.append(f"{'above' if values.low_open else 'from'} {self.at(values.low)}")
        if values.high is not None:
            end = "below" if values.high_open else ("to" if parts else "up to")
            to = "to " if parts and values.high_open else ""
            parts.append(f"{to}{end} {self.at(values.high)}")
        return " ".join(parts) or "at any value"

    def bound(self, values: Interval) -> str:
        """The widest statement all of which lies in a stretch: at least 400."""
        if values.is_exact and values.low is not None:
            return self.at(values.low)
        parts: list[str] = []
        if values.low is not None:
            parts.append(f"{'more than' if values.low_open else 'at least'} {self.at(values.low)}")
        if values.high is not None:
            parts.append(f"{'less than' if values.high_open else 'at most'} {self.at(values.high)}")
        return " and ".join(parts) or "any number"


def thresholds(judgement: Judgement, standing: Standing) -> tuple[str, ...]:
    """Where each outlook begins and ends, and how far the next one is from an exact value."""
    if judgement.rating.not_rated == "waived" or standing.target.is_in_words:
        return ()
    found = outlooks(standing)
    if len(found) == 1:
        return ()
    if standing.target.milestone is not None:
        return ("It is achieved once the event is reported as 1.",)
    scale = _Scale(judgement.measure, standing.better_is_up)
    of_what = "The quarters so far" if standing.is_unfinished else "The value"
    nearly = "" if is_exact(standing) else " (found to a tenth of the last printed decimal)"
    told = "; ".join(f"{_word(s)} {scale.stretch(s.values)}" for s in found)
    lines = [f"{of_what} would be{nearly}: {told}."]
    value = standing.actual.value
    if value is not None and value.is_exact and value.low is not None:
        lines += _distances(found, value.low, scale)
    elif value is not None:
        lines.append(f"{of_what} may lie anywhere in {_ends(value, judgement.measure)}.")
    return tuple(lines)


def _distances(found: tuple[Stretch, ...], value: Fraction, scale: _Scale) -> list[str]:
    at = next(i for i, s in enumerate(found) if _holds(s.values, value))
    here, said = found[at].values, []
    if here.high is not None:
        far = _beyond(here.high - value, scale, "higher", is_open=here.high_open)
        said.append(f"{far} it would be {_word(found[at + 1])}")
    if here.low is not None:
        far = _beyond(value - here.low, scale, "lower", is_open=here.low_open)
        said.append(f"{far} it would be {_word(found[at - 1])}")
    shown = figures.ends(_exact(value), scale.measure.unit, scale.measure.decimals)
    return [f"It is {shown}: {', '.join(said)}."] if said else []


def _beyond(gap: Fraction, scale: _Scale, way: str, *, is_open: bool) -> str:
    """How far to go to leave a stretch: at an end that belongs to it, any step does."""
    if is_open:
        return f"{scale.distance(gap)} {way}"
    return f"more than {scale.distance(gap)} {way}" if gap else f"any {way}"


def sufficient(
    judgement: Judgement, standing: Standing | None, wanted: Result | Outlook
) -> Sufficient:
    """What value would have sufficed for a word, or why none would."""
    if standing is None:
        return Sufficient(wanted, f"No value would be {wanted}: no target is declared.")
    waiver = judgement.rating.waiver
    if waiver is not None and judgement.rating.not_rated == "waived" and wanted in OUTLOOKS:
        return Sufficient(wanted, f"No value would be {wanted}: its outlook is waived until "
                          f"{waiver.until} by {waiver.approved_by}.")  # fmt: skip
    cut = judgement.rating.series_break
    if cut is not None and wanted in OUTLOOKS:
        why = f"the series was broken at {cut.period}, and its outlook is suspended"
        return Sufficient(wanted, f"No value would be {wanted}: {why}.")
    values = sufficient_value(standing, wanted)
    if not values:
        return Sufficient(wanted, f"No value would be {wanted}: {_why_none(standing, wanted)}.")
    exact = tuple(figures.exact_statement(v) for v in values)
    if standing.target.milestone is not None:
        said = "the event reported as 1" if wanted in ("met", "achieved") else "no event reported"
        return Sufficient(wanted, f"What would be {wanted}: {said}.", exact)
    return Sufficient(wanted, _what_would(judgement, standing, wanted, values), exact)


def _what_would(
    judgement: Judgement, standing: Standing, wanted: str, values: tuple[Interval, ...]
) -> str:
    measure = judgement.measure
    scale = _Scale(measure, standing.better_is_up == (wanted not in ("not met", "off track")))
    ranges = " or ".join(scale.stretch(v) for v in values)
    bounds = " or ".join(f"“{scale.bound(v)}”" for v in values)
    subject = "the value"
    if standing.is_unfinished:
        subject = f"the quarters so far of {judgement.actual.period}, together,"
    said = f"What would be {wanted}: {subject} {ranges}"
    value = standing.actual.value
    if standing.is_unfinished and wanted in OUTLOOKS:
        said += f", which at this pace is {_in_the_year(standing, values, scale)} in the year"
    if any(not v.is_exact for v in values):
        said += f"; with a bound, {bounds}"
    if value is None:
        return f"{said}. There is no value: {judgement.actual.missing}."
    if any(_within(value, v) for v in values):
        return f"{said}. What is there, {_ends(value, measure)}, suffices."
    if value.is_exact and value.low is not None:
        return f"{said}. {_short_by(value.low, values, scale)}"
    may = any(_meet(value, v) for v in values)
    verb = "may or may not suffice" if may else "does not suffice"
    return f"{said}. What is there, {_ends(value, measure)}, {verb}."


def _in_the_year(standing: Standing, values: tuple[Interval, ...], scale: _Scale) -> str:
    share = standing.share_of_the_year
    is_share = standing.measure.unit == "percent" or standing.measure.is_quotient
    factor = Fraction(1) if is_share else 1 / share
    return " or ".join(scale.stretch(v.times(factor)) for v in values)


def _short_by(value: Fraction, values: tuple[Interval, ...], scale: _Scale) -> str:
    """How far an exact value is from the nearest that suffices."""
    gaps: list[tuple[Fraction, str, bool]] = []
    for v in values:
        if v.low is not None and value <= v.low:
            gaps.append((v.low - value, "higher", v.low_open))
        if v.high is not None and value >= v.high:
            gaps.append((value - v.high, "lower", v.high_open))
    gap, way, is_beyond = min(gaps)
    return f"It would have to be {_beyond(gap, scale, way, is_open=not is_beyond)}."


def _why_none(standing: Standing, wanted: Result | Outlook) -> str:
    if wanted == "indeterminate":
        return "an exact value is on one side of the target; only a bound leaves it open"
    if standing.target.is_in_words:
        return _NO_OUTLOOK["for a person to judge"]
    if wanted in RESULTS:
        words = {s.verdict.word for s in results(standing)}
        if standing.due is None:
            return _NO_OUTLOOK["no date"]
        if words == {"not due"}:
            return f"it is due for {standing.due}, which is not over"
        return f"{standing.due} is over"
    reasons = [s.verdict.not_rated for s in outlooks(standing)]
    if any(s.verdict.between for s in outlooks(standing)):
        return "the baseline is not known closely enough for that word alone"
    reason = next((r for r in reasons if r is not None), None)
    return _NO_OUTLOOK.get(reason or "", "the rules lead to no such word here")


def _word(stretch: Stretch) -> str:
    verdict = stretch.verdict
    if verdict.word is not None:
        return verdict.word
    if verdict.between is not None:
        return f"{verdict.between[0]} or {verdict.between[1]}"
    return f"not rated ({verdict.not_rated})"


def _holds(interval: Interval, value: Fraction) -> bool:
    return _within(_exact(value), interval)


def _within(inner: Interval, outer: Interval) -> bool:
    """Whether all of an interval lies in another."""
    if outer.low is not None and (
        inner.low is None
        or inner.low < outer.low
        or (inner.low == outer.low and outer.low_open and not inner.low_open)
    ):
        return False
    return outer.high is None or (
        inner.high is not None
        and (
            inner.high < outer.high
            or (inner.high == outer.high and (inner.high_open or not outer.high_open))
        )
    )


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a number in common."""
    return _begins_within(one, other) and _begins_within(other, one)


def _begins_within(one: Interval, other: Interval) -> bool:
    """Whether one begins before the other ends."""
    if one.low is None or other.high is None:
        return True
    is_shared = not (one.low_open or other.high_open)
    return one.low < other.high or (one.low == other.high and is_shared)


def _exact(value: Fraction) -> Interval:
    return Interval(value, value)


def _ends(value: Interval, measure: Measure) -> str:
    return figures.ends(value, measure.unit, measure.decimals)
