"""The words of the plan. Every value is frozen; GLOSSARY.md defines each in a sentence.

What a strategy must declare follows 21 U.S.C. 1705(c)(1)(F)-(G) and the five parts of GAO's last
recommendation in GAO-09-709 (line 935): needs and objectives, roles, resources, coordination
mechanisms, monitoring. A figure carries its source; one made up to show a feature says so.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from milepost.intervals import Bound, Interval
from milepost.periods import Calendar, Period
from milepost.plan.scalars import (
    AgencyId,
    Day,
    Digits,
    Id,
    MeasureId,
    Month,
    Number,
    PartialDate,
    PeriodText,
    StatedNumber,
    Text,
    YesNo,
    statement,
)


class Declared(BaseModel):
    """Anything that is written in a plan: frozen, and without keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Strategy(Declared):
    """The published commitment: mission, horizon, issuing office, statutory basis."""

    id: Id
    title: Text
    mission: Text | None = None
    issued_by: AgencyId
    issued: PartialDate | None = None
    horizon: PeriodText | None = None
    statutory_basis: tuple[Text, ...] = ()
    source: Text
    note: Text | None = None


class CalendarDeclaration(Declared):
    """In which month the fiscal year of this plan begins."""

    fiscal_year_starts: Month
    source: Text


class Agency(Declared):
    """An organisation that has a role, reports, or is addressed; a parent for roll-ups."""

    id: AgencyId
    name: Text
    parent: AgencyId | None = None
    mandate: Text | None = None
    source: Text


class Need(Declared):
    """A problem the strategy must address, with the evidence for it."""

    id: Id
    title: Text
    evidence: Text
    source: Text
    illustrative: YesNo = False


class Goal(Declared):
    """A broad result."""

    id: Id
    title: Text
    statement: Text | None = None
    source: Text


class Role(Declared):
    """What an agency is to an objective, and the authority it acts under."""

    agency: AgencyId
    role: Literal["lead", "co-lead", "supporting", "consulted"]
    authority: Text | None = None
    source: Text
    illustrative: YesNo = False


class Objective(Declared):
    """A result specific enough to be measured, under one goal."""

    id: Id
    goal: Id
    title: Text
    statement: Text | None = None
    needs: tuple[Id, ...] = ()
    roles: tuple[Role, ...] = ()
    source: Text
    illustrative: YesNo = False


class Action(Declared):
    """A thing agencies have undertaken to do under an objective, by a date where there is one."""

    id: Id
    objective: Id
    agencies: tuple[AgencyId, ...]
    statement: Text
    by: Text | None = None
    status: Text | None = None
    source: Text
    illustrative: YesNo = False


class Resource(Declared):
    """Money, staff or equipment of an agency; what was asked for, given and committed."""

    id: Id
    agency: AgencyId
    objective: Id | None = None
    period: PeriodText
    kind: Literal["money", "staff", "equipment"]
    purpose: Text
    unit: Text
    requested: Number | None = None
    enacted: Number | None = None
    obligated: Number | None = None
    planned: Number | None = None
    source: Text
    note: Text | None = None
    illustrative: YesNo = False


class Staffing(Declared):
    """What a party has given to a mechanism."""

    agency: AgencyId
    note: Text
    source: Text


class Review(Declared):
    """A review of a mechanism that was held, with its result."""

    held: PartialDate
    result: Text
    source: Text


class Mechanism(Declared):
    """A standing arrangement between agencies, monitored as a thing of its own."""

    id: Id
    title: Text
    parties: tuple[AgencyId, ...]
    leads: tuple[AgencyId, ...] = ()
    status: Literal["proposed", "drafted", "agreed", "operating", "lapsed"]
    signed: PartialDate | None = None
    supersedes: Id | None = None
    purpose: Text | None = None
    staffing: tuple[Staffing, ...] = ()
    review_rhythm: Text | None = None
    reviews: tuple[Review, ...] = ()
    open_issues: tuple[Text, ...] = ()
    source: Text
    illustrative: YesNo = False


class Part(Declared):
    """One part of a recommendation."""

    id: Id
    statement: Text


class Milestone(Declared):
    """A dated step towards closing a recommendation."""

    statement: Text
    by: Text | None = None
    source: Text


class Recommendation(Declared):
    """A finding to be closed: addressee, due, status, evidence."""

    id: Id
    to: tuple[AgencyId, ...]
    statement: Text
    parts: tuple[Part, ...] = ()
    status: Literal["open", "partly closed", "closed"]
    due: Text | None = None
    milestones: tuple[Milestone, ...] = ()
    evidence: Text | None = None
    source: Text


class ContextFigure(Declared):
    """A figure that explains the situation and is never judged."""

    id: Id
    title: Text
    when: Text
    value: StatedNumber
    unit: Text
    bound: Bound = "exact"
    objective: Id | None = None
    owner: Text | None = None
    computed_by: Text | None = None
    caveat: Text | None = None
    source: Text
    illustrative: YesNo = False


class Standard(Declared):
    """A threshold that law or practice sets for others: a duty, not a result."""

    id: Id
    title: Text
    applies_to: Text
    value: StatedNumber
    unit: Text
    bound: Bound = "exact"
    objective: Id | None = None
    source: Text


class Code(Declared):
    """One entry of a code list."""

    code: Text
    title: Text


class CodeList(Declared):
    """The codes of a dimension, such as the federal entities of Mexico."""

    id: Id
    title: Text
    size: Number | None = None
    codes: tuple[Code, ...] = ()
    source: Text
    note: Text | None = None


class Scale(Declared):
    """How an outlook becomes a rating, from a date on.

    ``on_track`` and ``at_risk`` are shares of the progress expected by now: at or above the first
    the rating is "on track", at or above the second "at risk", below it "off track".
    """

    id: Id
    in_force_from: Day
    method: Literal["share-of-targeted-change"]
    on_track: Number
    at_risk: Number
    source: Text


class Combine(Declared):
    """How agencies make a total, and how quarters make a year."""

    agencies: Literal["separate", "sum"] = "separate"
    periods: Literal["sum", "last", "none"] = "none"


class Overlap(Declared):
    """What two agencies may both have counted: anything from nothing to a measure's value."""

    between: tuple[AgencyId, ...]
    measure: MeasureId
    note: Text
    source: Text


class Ratio(Declared):
    """A measure computed from two others; never a bare percentage."""

    numerator: MeasureId
    denominator: MeasureId
    mixed_bases: Text | None = None


class Baseline(Declared):
    """Value at the start, from which change is counted."""

    period: PeriodText
    value: StatedNumber
    source: Text
    illustrative: YesNo = False


class Target(Declared):
    """Value promised for a period, or each year, or without any date.

    ``value`` is reached from the side that the measure's direction calls better; ``low`` and
    ``high`` are a band to stay within. Without ``period`` and ``each`` it is a promise with no
    date, which can never fall due: that is shown, not hidden.
    """

    period: PeriodText | None = None
    each: Literal["fiscal-year", "calendar-year"] | None = None
    from_: Annotated[PeriodText | None, Field(alias="from")] = None
    to: PeriodText | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    agency: AgencyId | None = None
    rationale: Text | None = None
    source: Text
    illustrative: YesNo = False

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


class Measure(Declared):
    """What is observed, in which unit, which way is better, by whom, and how it adds up."""

    id: MeasureId
    title: Text
    definition: Text
    objective: Id
    unit: Text
    kind: Literal["input", "output", "process", "outcome", "efficiency", "capacity", "milestone"]
    direction: Literal["increase", "decrease", "stay"] | None = None
    quantity: Literal["flow", "stock", "average", "ratio", "event"]
    basis: Literal["fiscal", "calendar", "date"]
    frequency: Literal["annual", "quarterly", "monthly", "on-date"]
    agencies: tuple[AgencyId, ...] = ()
    combine: Combine = Combine()
    overlaps: tuple[Overlap, ...] = ()
    ratio: Ratio | None = None
    dimensions: tuple[Id, ...] = ()
    decimals: Digits = 0
    about_within: Number | None = None
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    path: Literal["linear", "step"] = "step"
    source: Text
    limitations: tuple[Text, ...] = ()
    illustrative: YesNo = False

    def interval_of(self, stated: str) -> Interval:
        """What a stated number of this measure means, in its unit."""
        return statement(stated, self.unit).interval(self.about_within)

    @property
    def is_separate(self) -> bool:
        """Whether several agencies stand side by side and are never added."""
        return len(self.agencies) > 1 and self.combine.agencies == "separate"

    @property
    def has_illustrative_promise(self) -> bool:
        """Whether the measure, its baseline or a target of it was made up to show a feature."""
        baseline = self.baseline is not None and self.baseline.illustrative
        return self.illustrative or baseline or any(t.illustrative for t in self.targets)


class Plan(Declared):
    """The strategy with everything declared under it, as one immutable value."""

    strategy: Strategy
    calendar_declaration: CalendarDeclaration
    agencies: tuple[Agency, ...] = ()
    needs: tuple[Need, ...] = ()
    goals: tuple[Goal, ...] = ()
    objectives: tuple[Objective, ...] = ()
    actions: tuple[Action, ...] = ()
    resources: tuple[Resource, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    context: tuple[ContextFigure, ...] = ()
    standards: tuple[Standard, ...] = ()
    code_lists: tuple[CodeList, ...] = ()
    scales: tuple[Scale, ...] = ()
    measures: tuple[Measure, ...] = ()

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar by which this plan's fiscal years run."""
        return Calendar(self.calendar_declaration.fiscal_year_starts)

    @cached_property
    def measure_by_id(self) -> dict[str, Measure]:
        """Every measure by its identifier."""
        return {m.id: m for m in self.measures}

    @cached_property
    def agency_by_id(self) -> dict[str, Agency]:
        """Every agency by its identifier."""
        return {a.id: a for a in self.agencies}

    def measures_under(self, objective: str) -> tuple[Measure, ...]:
        """The measures of an objective, in the order of the plan."""
        return tuple(m for m in self.measures if m.objective == objective)
