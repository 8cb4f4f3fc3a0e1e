"""The words of judgement. Each judgement carries what it was made of, down to the cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from milepost.evaluation.chances import Likelihood
from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model import (
    Measure,
    Method,
    Overlap,
    Scale,
    SeriesBreak,
    Target,
    Waiver,
)
from milepost.submissions.model import Absence, Explanation, InForce, Submission

# Why there is no value: as an agency said, or as is deduced.
NoValue = Literal[Absence, "not reported", "rejected", "returned", "not computable"]

Rule = Literal[
    "reported",
    "sum of agencies",
    "sum of quarters",
    "year to date",
    "sum of periods",
    "periods to date",
    "last in the period",
    "ratio",
    "formula",
    "none",
]


@dataclass(frozen=True, slots=True)
class Actual:
    """The value in force for a measure and period, and what it was made of.

    Attributes:
        measure: of which measure.
        period: for which period.
        agency: of which agency; empty where agencies are combined or the measure is computed.
        value: in the measure's unit; None where there is none.
        part: the numerator, where it is a part of a whole; counted, never a percentage.
        whole: the denominator.
        missing: why there is no value; None where there is one.
        rule: how it came about.
        parts: the actuals it was made of, in order; those that are missing too.
        overlaps: what was taken off for being possibly counted twice, as declared.
        overlap_parts: the actuals that say how much that may be.
        source: the observation, where it was reported as it is.
        quarters: of a year or pool to date, how many quarters it covers; else 0.
        standard_error: of an estimate that an agency reported its standard error, in the measure's
            unit. A sum has none: whether its parts are independent nobody has said.
    """

    measure: str
    period: Period
    agency: str
    value: Interval | None
    part: Interval | None = None
    whole: Interval | None = None
    missing: NoValue | None = None
    rule: Rule = "none"
    parts: tuple[Actual, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    overlap_parts: tuple[Actual, ...] = ()
    source: InForce | None = None
    quarters: int = 0
    standard_error: Fraction | None = None

    def sources(self) -> Iterator[InForce]:
        """Every observation it rests on."""
        if self.source is not None:
            yield self.source
        for part in (*self.parts, *self.overlap_parts):
            yield from part.sources()

    def gaps(self) -> Iterator[Actual]:
        """The actuals at the bottom for which there is no value."""
        if self.parts:
            for part in self.parts:
                yield from part.gaps()
        elif self.missing is not None:
            yield self


Result = Literal["met", "not met", "indeterminate", "not due"]
Outlook = Literal["achieved", "on track", "at risk", "off track"]
OUTLOOKS: Final[tuple[Outlook, ...]] = ("achieved", "on track", "at risk", "off track")

NotRated = Literal[
    NoValue,
    "no target",
    "no baseline",
    "no date",
    "no scale",
    "indeterminate",
    "waived",
    "for a person to judge",
    "series broken",
    "too few points",
    "method does not apply",
    "no criteria",
]

# What stands in the way of a method.
Obstacle = Literal[
    "",
    "an event",
    "limits",
    "no direction",
    "zero baseline",
    "zero target",
    "signs differ",
    "no time has passed",
    "percent of less than nothing",
]


@dataclass(frozen=True, slots=True)
class TargetResult:
    """Whether one target was met in one period (21 U.S.C. 1705(g)(3)).

    Attributes:
        result: met, not met, indeterminate, or not due.
        reason: for indeterminate, why there is no value, or "straddles" where the value may lie on
            either side, "for a person to judge" where it is promised in words, or "series broken"
            where what it adds up was counted in two ways; for not due, "before its date" or "no
            date".
        met_on: of an event that was not met by its date, the day on which it happened after all.
        days_late: how many days after its date that was; 0 where it was not late.
    """

    result: Result
    reason: (
        NoValue
        | Literal[
            "",
            "straddles",
            "before its date",
            "no date",
            "for a person to judge",
            "series broken",
        ]
    ) = ""
    met_on: dt.date | None = None
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Working:
    """One line of the arithmetic behind a rating, for whoever recomputes it by hand.

    Attributes:
        label: what was worked out: growth a year, needed growth, projected shortfall.
        value: what it came to.
        unit: "share" is printed in percent; "" is a plain number.
    """

    label: str
    value: Interval
    unit: Literal["share", "measure", ""] = "share"


@dataclass(frozen=True, slots=True)
class Rating:
    """The outlook (31 U.S.C. 1121), or the reason why there is none.

    Attributes:
        outlook: one of four words; None where it is not rated.
        between: the worst and best outlook, where the value spans more than one.
        not_rated: why there is no single outlook.
        progress: the share of targeted change, (actual - baseline) / (target - baseline).
        expected: the same share on the plan's path by now.
        annualised: of a flow before its year end, the value at the year's end at this pace; that is
            what progress was computed from.
        scale: the scale that decided.
        waiver: the public waiver by which there is none, or by which another scale decided.
        method: the method that decided; None where none had to.
        in_method: the method's own word, such as "little or no detectable change".
        workings: what that method worked out, in order, where it is not progress on the path.
        series_break: the break of the series by which the comparison is suspended.
        obstacle: why the method does not apply, or cannot be computed.
    """

    outlook: Outlook | None
    between: tuple[Outlook, Outlook] | None = None
    not_rated: NotRated | None = None
    progress: Interval | None = None
    expected: Fraction | None = None
    annualised: Interval | None = None
    scale: Scale | None = None
    waiver: Waiver | None = None
    method: Method | None = None
    in_method: str = ""
    workings: tuple[Working, ...] = ()
    series_break: SeriesBreak | None = None
    obstacle: Obstacle = ""

    @property
    def rests_on_the_baseline(self) -> bool:
        """Whether the baseline had a part in it."""
        from_start = self.method in ("healthy-people", "growth-ratio") and bool(self.workings)
        return self.progress is not None or from_start


@dataclass(frozen=True, slots=True)
class Variance:
    """By how much an actual differs from its target, where the plan asks for a word on that.

    HIDTA's performance management asks for a written explanation above a set percentage as well as
    below it.

    Attributes:
        percent: (actual - target) / target in percent; of a band, from the end that is passed. None
            where the target is zero, of which there are no percent.
        threshold: by how many percent it may differ without a word.
        beyond: whether it differs by more; None where it may or may not.
        explained: what was explained, with the number of the submission that says it; None for
            nothing, or where an analyst has returned it.
        was_returned: whether there was an explanation, and an analyst has returned it.
    """

    percent: Interval | None
    threshold: Fraction
    beyond: bool | None
    explained: tuple[int, Explanation] | None = None
    was_returned: bool = False

    @property
    def owes(self) -> bool:
        """Whether an explanation is owed and none is there."""
        return self.beyond is True and self.explained is None


def _never() -> None:
    """The period in which what has no history was reached."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One target of one measure, or a measure without any, held against its actual.

    Attributes:
        measure: the measure.
        agency: whose actual it is; empty for all that report it.
        target: the target; None where the plan has none.
        target_index: its position in the measure, by which its line is found.
        due: the period for which it falls due; None for no target or no date.
        actual: the value it is held against.
        result: whether it was met.
        rating: the outlook.
        variance: how far a due figure is from its target; None where the plan asks for nothing.
        find_reached: finds the last earlier period in which the target was reached, when somebody
            asks; no rating needs it.
    """

    measure: Measure
    agency: str
    target: Target | None
    target_index: int
    due: Period | None
    actual: Actual
    result: TargetResult | None
    rating: Rating
    variance: Variance | None = None
    find_reached: Callable[[], Period | None] = field(default=_never, repr=False, compare=False)

    @property
    def reached_in(self) -> Period | None:
        """The last earlier period in which the target was reached, where it is not now."""
        return self.find_reached()

    @property
    def is_illustrative(self) -> bool:
        """Whether anything it rests on was made up to show a feature."""
        baseline = self.measure.baseline
        return (
            self.measure.illustrative
            or (self.target is not None and self.target.illustrative)
            or (
                self.rating.rests_on_the_baseline and baseline is not None and baseline.illustrative
            )
            or (self.rating.waiver is not None and self.rating.waiver.illustrative)
            or (self.rating.series_break is not None and self.rating.series_break.illustrative)
        )


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a measure over time, of one agency or of all, on one kind of period."""

    agency: str
    points: tuple[Actual, ...]


@dataclass(frozen=True)
class MeasureEvaluation:
    """All that was judged of a measure.

    Attributes:
        measure: the measure.
        period: the period it was judged for, on its own basis: of what is counted by calendar years
            the one that ended within the fiscal year of the evaluation.
        judgements: one for each target and agency, or one where there is no target.
        find_context: finds what was reported beside them, other periods and series, when somebody
            asks: of a record of years that is most of the work, and no rating needs it.
        find_likelihood: finds how likely a target is to be met, when somebody asks.
    """

    measure: Measure
    period: Period
    judgements: tuple[Judgement, ...]
    find_context: Callable[[], Context] = field(repr=False, compare=False)
    find_likelihood: Callable[[Judgement], Likelihood | None] = field(repr=False, compare=False)
    _likelihoods: dict[tuple[int, str], Likelihood | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def likelihood_of(self, judgement: Judgement) -> Likelihood | None:
        """How likely its target is to be met by its date, or why that is withheld.

        None where that is no question: there is no target, no date, or the date has come.
        """
        key = judgement.target_index, judgement.agency
        if key not in self._likelihoods:
            self._likelihoods[key] = self.find_likelihood(judgement)
        return self._likelihoods[key]

    @property
    def others(self) -> tuple[Actual, ...]:
        """What was reported of it for other periods: context, never rated."""
        return self._context.others

    @property
    def series(self) -> tuple[Series, ...]:
        """Its values over time, where there are two or more."""
        return self._context.series

    @cached_property
    def _context(self) -> Context:
        return self.find_context()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a measure beside what was judged."""

    others: tuple[Actual, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a group of judgements comes to, coverage first.

    Attributes:
        measures: how many measures there are.
        with_target: how many of them have a target that counts here.
        with_value: how many of them have a value of the period's own.
        rated: how many of them have an outlook, be it of one of several targets.
        results: how many targets that were due came out which way.
        not_due: how many targets are not due.
        outlooks: how many judgements were rated which way.
        not_rated: how many were not, by reason.
    """

    measures: int
    with_target: int
    with_value: int
    rated: int
    results: dict[Result, int]
    not_due: int
    outlooks: dict[Outlook, int]
    not_rated: dict[NotRated, int]

    @property
    def due(self) -> int:
        """How many targets were due."""
        return sum(self.results.values())

    def by_column(self) -> dict[str, int]:
        """Each count under the name that it has in a table of groups."""
        return {
            "measures": self.measures,
            "with_target": self.with_target,
            "with_value": self.with_value,
            "due": self.due,
            "met": self.results["met"],
            "not_met": self.results["not met"],
            "indeterminate": self.results["indeterminate"],
            "not_due": self.not_due,
            "achieved": self.outlooks["achieved"],
            "on_track": self.outlooks["on track"],
            "at_risk": self.outlooks["at risk"],
            "off_track": self.outlooks["off track"],
            "not_rated": sum(self.not_rated.values()),
        }


@dataclass(frozen=True, slots=True)
class Duty:
    """What an agency was to report for a period, and what came.

    Attributes:
        agency: the agency.
        expected: measures it reports that ask for a figure of this period.
        reported: those for which a figure or a named absence is in force.
        missing: those for which nothing is.
        submissions: the files it sent for this period, in order.
    """

    agency: str
    expected: tuple[str, ...]
    reported: tuple[str, ...]
    missing: tuple[str, ...]
    submissions: tuple[Submission, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A plan held against the record for a period, as of a date."""

    period: Period
    as_of: dt.date
    measures: tuple[MeasureEvaluation, ...]
    duties: tuple[Duty, ...]
    unplaced: tuple[Submission, ...]
    scale: Scale | None
    _by_measure: dict[str, MeasureEvaluation] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of(self, measure: str) -> MeasureEvaluation | None:
        """What was judged of a measure; None where the plan of then had none."""
        if not self._by_measure:
            self._by_measure.update((judged.measure.id, judged) for judged in self.measures)
        return self._by_measure.get(measure)

    @property
    def unexplained(self) -> tuple[Judgement, ...]:
        """The finding: figures beyond the plan's threshold for which no explanation was given."""
        return tuple(
            judgement
            for measure in self.measures
            for judgement in measure.judgements
            if judgement.variance is not None and judgement.variance.owes
        )
