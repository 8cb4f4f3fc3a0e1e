"""The words of measurement: what is observed, what was promised of it, and how sure it is.

The five data-quality items of 31 U.S.C. 1115(b)(8) each have a key: verification, source, required
accuracy, limitations, and what compensates for them. GAO-03-143 and GAO-20-283G gave the rest.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model.base import Declared
from milepost.plan.model.extracts import FromExtract
from milepost.plan.model.reporting import Plausible
from milepost.plan.model.strategy import Role
from milepost.plan.scalars import (
    AgencyId,
    Days,
    Digits,
    FormulaText,
    Id,
    MeasureId,
    Number,
    PartialDate,
    PeriodText,
    Prose,
    StatedNumber,
    Text,
    WholeNumber,
    YesNo,
    statement,
)


class Combine(Declared):
    """How agencies make a total, and how quarters make a year."""

    agencies: Literal["separate", "sum"] = "separate"
    """Whether agencies stand side by side or are added."""
    periods: Literal["sum", "last", "none"] = "none"
    """Whether quarters are added to a year, the last one stands for it, or neither."""


class Overlap(Declared):
    """What two agencies may both have counted: anything from nothing to a measure's value."""

    between: tuple[AgencyId, ...]
    """The agencies."""
    measure: MeasureId
    """The measure that says how much at most may be counted twice."""
    note: Text
    """Why it may be."""
    source: Text
    """Where that is stated."""


class Ratio(Declared):
    """A measure computed from two others; never a bare percentage."""

    numerator: MeasureId
    """The part, or what is divided."""
    denominator: MeasureId
    """The whole, or what it is divided by."""
    mixed_bases: Text | None = None
    """Why the two may be divided although they are counted by different years."""


class Baseline(Declared):
    """Value at the start, from which change is counted."""

    period: PeriodText
    """For which period."""
    value: StatedNumber
    """The value as stated, with its bound."""
    source: Text
    """Where it is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class CriteriaForChange(Declared):
    """How much the last two points of a measure must differ to be a change.

    Scotland's National Performance Framework publishes such criteria for each indicator.
    """

    at_least: Number
    """The difference from which it is a change; below it the measure is maintaining."""
    counted_in: Literal["percent", "points"]
    """Whether that is percent of the earlier point, or points in the measure's own unit."""
    source: Text
    """Where the criteria are laid down."""


class Target(Declared):
    """Value promised for a period, or each year, or without any date.

    ``value`` is reached from the side that the measure's direction calls better; ``minimum`` and
    ``maximum`` from the side they name; ``low`` and ``high`` are a band to stay within;
    ``milestone`` is an event; ``minimally_effective`` and ``successful`` describe two levels in
    words, where no number can (31 U.S.C. 1115(c)). Without ``period`` and ``each`` it is a promise
    with no date, which can never fall due: that is shown, not hidden.
    """

    period: PeriodText | None = None
    """For which period, or by which date."""
    each: Literal["fiscal-year", "calendar-year"] | None = None
    """Instead of one period: for each year of this kind."""
    from_: Annotated[PeriodText | None, Field(alias="from")] = None
    """With "each": the first year."""
    to: PeriodText | None = None
    """With "each": the last year."""
    value: Number | None = None
    """The number promised."""
    minimum: Number | None = None
    """At least this, whichever way is better."""
    maximum: Number | None = None
    """At most this, whichever way is better."""
    low: Number | None = None
    """The lower end of a band."""
    high: Number | None = None
    """The upper end of a band."""
    milestone: Text | None = None
    """The event promised; the measure is then reported as 1 once it has happened."""
    minimally_effective: Text | None = None
    """What a minimally effective programme would show; judged by a person."""
    successful: Text | None = None
    """What a successful programme would show; judged by a person."""
    stated_percentage: Number | None = None
    """The change from the baseline in percent, where the source states that beside the number."""
    interim: YesNo = False
    """Whether it is a step on the way to a later target."""
    agency: AgencyId | None = None
    """The agency that promised it, where it is not for all together."""
    rationale: Text | None = None
    """Why this much."""
    source: Text
    """Where it is promised."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""

    def is_for(self, period: Period) -> bool:
        """Whether it promises something for exactly this period."""
        if self.period is not None:
            return self.period == period
        if self.each is None or period.is_pool or period.kind != self.each:
            return False
        return (self.from_ is None or self.from_.first <= period.first) and (
            self.to is None or period.first <= self.to.first
        )

    @property
    def is_dated(self) -> bool:
        """Whether it can fall due at all."""
        return self.period is not None or self.each is not None

    @property
    def is_in_words(self) -> bool:
        """Whether only a person can say if it was met."""
        return self.minimally_effective is not None or self.successful is not None

    def bounds(self, direction: str | None) -> tuple[Decimal | None, Decimal | None]:
        """The least and the most at which it is met, both included; None for no bound."""
        if self.milestone is not None:
            return Decimal(1), None
        if self.value is not None:
            return (None, self.value) if direction == "decrease" else (self.value, None)
        if self.low is not None or self.high is not None:
            return self.low, self.high
        return self.minimum, self.maximum

    def goal(self, direction: str | None) -> Decimal | None:
        """The one number that the measure is to move to; None where it is to keep a limit."""
        least, most = self.bounds(direction)
        if least is not None and most is not None:
            return None
        if self.milestone is not None:
            return least
        return {"increase": least, "decrease": most}.get(direction or "")

    def printed_number(self) -> tuple[str, Decimal] | None:
        """The key and number by which it is found and drawn; of a band the lower end."""
        for key in ("value", "minimum", "maximum", "low"):
            if (number := getattr(self, key)) is not None:
                return key, number
        return None


class Limitation(Declared):
    """What a measure does not tell, and what makes up for it."""

    statement: Text
    """What is lacking."""
    compensated_by: Text | None = None
    """What is done so that decisions can rest on it all the same."""

    @model_validator(mode="before")
    @classmethod
    def _of_words(cls, value: Any) -> Any:  # noqa: ANN401  # whatever the file held
        """A limitation that nothing makes up for is written as a line of text."""
        return {"statement": value} if isinstance(value, str) else value


class Reliability(Declared):
    """An assessment of the figures of a measure, for a purpose (GAO-20-283G)."""

    level: Literal["sufficiently reliable", "not sufficiently reliable", "undetermined"]
    """What the assessor found."""
    purpose: Text
    """For which purpose: reliable enough for one need not be for another."""
    by: Text
    """Who assessed."""
    on: PartialDate
    """When."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class SeriesBreak(Declared):
    """A date across which the values of a measure are not comparable."""

    period: PeriodText
    """The first period counted in the new way."""
    reason: Text
    """What changed."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Measure(Declared):
    """What is observed, in which unit, which way is better, by whom, and how it adds up."""

    id: MeasureId
    """A stable name; agencies write it in their files."""
    title: Text
    """The measure in a few words."""
    definition: Prose
    """What is counted, and what is not."""
    objective: Id
    """The objective whose progress it shows."""
    unit: Text
    """In what it is counted; percent for a share."""
    kind: Literal["input", "output", "process", "outcome", "efficiency", "capacity", "milestone"]
    """What it is a measure of; 31 U.S.C. 1115(h)."""
    direction: Literal["increase", "decrease", "stay"] | None = None
    """Which way is better; "stay" is within a band."""
    quantity: Literal["flow", "stock", "average", "ratio", "event", "cohort"]
    """How it behaves in time: what happened in a period, what stands at a date, what became of
    those that began in a period."""
    basis: Literal["fiscal", "calendar", "date"]
    """By which years it is counted."""
    frequency: Literal["annual", "quarterly", "monthly", "on-date"]
    """How often it is reported."""
    reporting_lag: Days | None = None
    """How long after the end of a period its figures can be had: 45 days."""
    agencies: tuple[AgencyId, ...] = ()
    """Who reports it; nobody where it is computed."""
    roles: tuple[Role, ...] = ()
    """Who answers for it, and who contributes."""
    combine: Combine = Combine()
    """How agencies make a total, and quarters a year."""
    overlaps: tuple[Overlap, ...] = ()
    """What agencies may both have counted."""
    ratio: Ratio | None = None
    """The two measures it is computed from, where it is a quotient."""
    formula: FormulaText | None = None
    """The measures it is computed from, where it is a sum or difference: a + b - c."""
    from_extract: FromExtract | None = None
    """How it is computed from the records of an extract, where no figure of it is sent."""
    dimensions: tuple[Id, ...] = ()
    """The code lists by which it is divided, such as state or port of entry."""
    decimals: Digits = 0
    """With how many decimals it is printed."""
    about_within: Number | None = None
    """How far "about" reaches; else half of the last digit that counts."""
    plausible: Plausible | None = None
    """The bounds outside which a figure is taken for a slip."""
    baseline: Baseline | None = None
    """Value at the start."""
    targets: tuple[Target, ...] = ()
    """Values promised."""
    path: Literal["linear", "step", "seasonal", "interim"] = "step"
    """How it is to move from baseline to target: evenly, at once, by the year's seasons, or by way
    of the interim targets."""
    profile: tuple[Number, ...] = ()
    """With "seasonal": the percentage of a year's total expected in each of its quarters."""
    criteria_for_change: CriteriaForChange | None = None
    """With the method "last-two-points": how much is a change."""
    source: Text
    """Where its figures come from, or where it is described."""
    method: Prose | None = None
    """How its figures are gathered and computed."""
    verification: Text | None = None
    """How its figures are verified and validated."""
    required_accuracy: Text | None = None
    """How accurate it must be for its purpose."""
    limitations: tuple[Limitation, ...] = ()
    """What it does not tell, and what makes up for that."""
    reliability: tuple[Reliability, ...] = ()
    """Assessments of its figures."""
    series_breaks: tuple[SeriesBreak, ...] = ()
    """Dates across which its values are not comparable."""
    sensitivity: Literal["public", "law-enforcement-sensitive"] = "public"
    """Who may see it."""
    smallest_shown: WholeNumber | None = None
    """A count above zero and below this is withheld from the public, for it could point to a
    person; nothing is withheld for that where it is left out."""
    critical: YesNo = False
    """Whether its failure alone keeps its objective from being on track."""
    weight: Number | None = None
    """How much it counts in a composite, where the plan asks for one; 1 where nothing is said."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""

    def interval_of(self, stated: str) -> Interval:
        """What a stated number of this measure means, in its unit."""
        return statement(stated, self.unit).interval(self.about_within)

    def error_of(self, stated: str) -> Fraction | None:
        """The standard error of a stated number that is an estimate, in the unit; else None."""
        error = statement(stated, self.unit).standard_error
        return None if error is None else Fraction(error)

    @property
    def is_computed(self) -> bool:
        """Whether it follows from other measures and is reported by nobody."""
        return self.ratio is not None or self.formula is not None

    @property
    def is_sent(self) -> bool:
        """Whether agencies state its figures, which else are computed: from others or from rows."""
        return not self.is_computed and self.from_extract is None

    @property
    def is_quotient(self) -> bool:
        """Whether it is one measure divided by another."""
        return self.ratio is not None or (self.formula is not None and self.formula.is_quotient)

    @property
    def parts(self) -> tuple[str, ...]:
        """The measures it is computed from."""
        if self.ratio is not None:
            return (self.ratio.numerator, self.ratio.denominator)
        return self.formula.measures if self.formula is not None else ()

    @property
    def is_separate(self) -> bool:
        """Whether several agencies stand side by side and are never added."""
        return len(self.agencies) > 1 and self.combine.agencies == "separate"

    @property
    def has_illustrative_promise(self) -> bool:
        """Whether the measure, its baseline or a target of it was made up to show a feature."""
        baseline = self.baseline is not None and self.baseline.illustrative
        return self.illustrative or baseline or any(t.illustrative for t in self.targets)
