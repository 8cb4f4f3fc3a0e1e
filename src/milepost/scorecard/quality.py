"""How far figures can be relied on: 31 U.S.C. 1115(b)(8) and 1116(c)(6), in the words of GAO.

For each measure its source, how it is verified, how accurate it must be, what it does not tell and
what makes up for that, what an assessor found, how much of it was reported, and how old it is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from milepost.evaluation.model import Actual, MeasureEvaluation
from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.scorecard.computed import rows_behind
from milepost.scorecard.deliveries import Deliveries, compose_deliveries

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessor found of the figures of a measure, for a purpose (GAO-20-283G).

    Attributes:
        level: sufficiently reliable, not sufficiently reliable, or undetermined.
        purpose: for which purpose.
        by: who assessed.
        on: when.
        source: where that is stated.
        illustrative: whether it was made up.
    """

    level: str
    purpose: str
    by: str
    on: str
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a measure.

    Attributes:
        statement: what the measure does not tell.
        compensated_by: what makes up for that; empty where nothing does.
    """

    statement: str
    compensated_by: str


@dataclass(frozen=True, slots=True)
class Vintage:
    """Which period a figure is of, and how old it is on the day of the scorecard.

    Attributes:
        period: the latest period it rests on.
        ended: the last day of that.
        age: how long ago that was, in words.
        is_older: whether that was over before the period began that it is judged for.
    """

    period: str
    ended: str
    age: str
    is_older: bool


@dataclass(frozen=True, slots=True)
class MeasureQuality:
    """The quality of the figures of a measure, as far as the plan and the record say it.

    Attributes:
        measure: its identifier.
        title: its title.
        agencies: who reports it; "computed" for nobody.
        source: where its figures come from.
        method: how they are gathered; empty where the plan does not say.
        verification: how they are verified and validated; empty likewise.
        required_accuracy: how accurate they must be; empty likewise.
        assessments: what assessors found.
        limits: what it does not tell.
        reported: how many of the figures asked for in this period have a value.
        asked: how many figures are asked for.
        vintage: of its newest figure; None where it has none.
        illustrative: whether all of it was made up.
    """

    measure: str
    title: str
    agencies: str
    source: str
    method: str
    verification: str
    required_accuracy: str
    assessments: tuple[Assessment, ...]
    limits: tuple[Limit, ...]
    reported: int
    asked: int
    vintage: Vintage | None
    illustrative: bool


@dataclass(frozen=True, slots=True)
class QualityCount:
    """How many measures have something said of them.

    Attributes:
        what: what is said of them.
        measures: how many measures it is said of.
        of: of how many that are shown.
    """

    what: str
    measures: int
    of: int


@dataclass(frozen=True, slots=True)
class DataQuality:
    """The data quality of a scorecard.

    Attributes:
        counts: of how many measures something is said.
        measures: each measure, in the order of the plan.
        computed: the rows from which measures are computed; None where none is.
    """

    counts: tuple[QualityCount, ...]
    measures: tuple[MeasureQuality, ...]
    computed: Deliveries | None = None


def compose_quality(composer: Composer) -> DataQuality:
    """What is known of the quality of every measure that is shown."""
    found = tuple(_of_measure(composer, judged) for judged in composer.evaluation.measures)
    return DataQuality(tuple(_counts(found)), found, compose_deliveries(composer))


def quality_line(composer: Composer, measure: Measure, actual: Actual, judged_for: Period) -> str:
    """The quality of one figure in a line, beside it: its vintage, coverage and reliability.

    Args:
        composer: the day of the scorecard, and the calendar.
        measure: of which measure the figure is.
        actual: the figure.
        judged_for: the period for which it is judged.
    """
    vintage = _vintage(composer, (actual,), judged_for)
    if vintage is None:
        return ""
    older = f"older than the period judged, {judged_for}" if vintage.is_older else ""
    reported, asked = _coverage((actual,))
    covered = f"{reported} of {asked} figures it is made of" if reported < asked else ""
    levels: list[str] = [found.level for found in measure.reliability]
    limits = len(measure.limitations)
    limited = f"{limits} limitation{'' if limits == 1 else 's'}" if limits else ""
    said = (
        f"{vintage.period}, {vintage.age}",
        rows_behind(composer.plan, measure, actual),
        older,
        covered,
        f"reliability {', '.join(dict.fromkeys(levels)) or 'not assessed'}",
        limited,
    )
    return "; ".join(text for text in said if text) + "."


def _of_measure(composer: Composer, judged: MeasureEvaluation) -> MeasureQuality:
    measure = judged.measure
    # One figure may be held against several targets.
    actuals = tuple(
        {(j.actual.period, j.actual.agency): j.actual for j in judged.judgements}.values()
    )
    reported, asked = _coverage(actuals)
    period = composer.evaluation.period
    return MeasureQuality(
        measure=measure.id,
        title=measure.title,
        agencies=" and ".join(measure.agencies) or "computed",
        source=measure.source,
        method=measure.method or "",
        verification=measure.verification or "",
        required_accuracy=measure.required_accuracy or "",
        assessments=tuple(
            Assessment(a.level, a.purpose, a.by, str(a.on), a.source, a.illustrative)
            for a in measure.reliability
        ),
        limits=tuple(Limit(x.statement, x.compensated_by or "") for x in measure.limitations),
        reported=reported,
        asked=asked,
        vintage=_vintage(composer, (*actuals, *judged.others), period),
        illustrative=composer.illustrative or measure.illustrative,
    )


def _coverage(actuals: Iterable[Actual]) -> tuple[int, int]:
    """How many of the figures that are asked for have a value, and how many there are."""
    values, gaps = set(), set()
    for actual in actuals:
        keys = {(s.observation.key) for s in actual.sources() if s.observation.stated is not None}
        values |= keys
        gaps |= {(gap.measure, gap.period, gap.agency) for gap in actual.gaps()}
    return len(values), len(values) + len(gaps)


def _vintage(composer: Composer, actuals: Iterable[Actual], judged_for: Period) -> Vintage | None:
    calendar, as_of = composer.plan.calendar, composer.evaluation.as_of
    periods = {
        held.observation.period
        for actual in actuals
        for held in actual.sources()
        if held.observation.stated is not None
    }
    if not periods:
        return None
    newest = max(periods, key=calendar.key)
    ended = calendar.end(newest)
    older = ended < calendar.start(judged_for)
    return Vintage(str(newest), ended.isoformat(), age(ended, as_of), older)


def age(ended: dt.date, as_of: dt.date) -> str:
    """How long ago a day was, in full months, or in days where it is less than one."""
    months = (as_of.year - ended.year) * _MONTHS + as_of.month - ended.month
    # The last day of a month is a month after the last day of the one before, however long both.
    is_last = (as_of + dt.timedelta(1)).day == 1
    months -= int(as_of.day < ended.day and not is_last)
    if ended > as_of:
        return "not over yet"
    if months == 0:
        days = (as_of - ended).days
        if not days:
            return "ended on that day"
        return "1 day old" if days == 1 else f"{days} days old"
    return "1 month old" if months == 1 else f"{months} months old"


def _counts(found: tuple[MeasureQuality, ...]) -> Iterator[QualityCount]:
    of = len(found)

    def count(what: str, holds: Iterable[bool]) -> QualityCount:
        return QualityCount(what, sum(holds), of)

    yield count("The plan says how its figures are verified", (bool(m.verification) for m in found))
    yield count(
        "The plan says how accurate they must be", (bool(m.required_accuracy) for m in found)
    )
    levels = Counter(level for m in found for level in {a.level for a in m.assessments})
    for level in ("sufficiently reliable", "not sufficiently reliable", "undetermined"):
        if levels[level]:
            yield QualityCount(f"Assessed as {level}, for a purpose", levels[level], of)
    yield count("Reliability was not assessed", (not m.assessments for m in found))
    yield count("The plan states a limitation", (bool(m.limits) for m in found))
    yield count(
        "Every limitation is made up for",
        (bool(m.limits) and all(x.compensated_by for x in m.limits) for m in found),
    )
    yield count("It has no figure at all", (m.vintage is None for m in found))
    older = (m.vintage is not None and m.vintage.is_older for m in found)
    yield count("Its newest figure is older than the period judged", older)
