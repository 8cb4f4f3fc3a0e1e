"""The words of reporting: when figures are due, when a period closes, how figures must agree.

The windows follow ONDCP's own practice for HIDTA task forces: due by a day, locked on another, and
after that by a defined procedure only. The relations are those that GAO-09-709 itself breaks.
"""

from typing import Literal

from milepost.plan.model.base import Declared
from milepost.plan.scalars import (
    AgencyId,
    Day,
    Days,
    Id,
    MeasureId,
    Number,
    PeriodText,
    Text,
    YesNo,
)


class ReportingWindow(Declared):
    """By when figures for a period are due, and from when the period is closed."""

    id: Id
    """A stable name."""
    of: Literal["quarter", "year", "month"]
    """For periods of which kind, on whichever basis."""
    agencies: tuple[AgencyId, ...] = ()
    """For which agencies; all where none is named."""
    due: Days
    """How long after the end of the period figures are due: 30 days."""
    locked: Days
    """How long after the end of the period it is closed; later figures need an extension."""
    late_procedure: Text
    """What an agency does that has figures after that."""
    source: Text
    """Where it is laid down."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Extension(Declared):
    """More time for an agency and period: until when, by whom, and why; public."""

    id: Id
    """A stable name."""
    agency: AgencyId
    """For whom."""
    period: PeriodText
    """For which period."""
    until: Day
    """Until which day, included."""
    reason: Text
    """Why."""
    approved_by: Text
    """Who approved it."""
    source: Text
    """The decision."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Plausible(Declared):
    """The bounds outside which a figure of a measure is taken for a slip."""

    low: Number | None = None
    """The least that is plausible, included."""
    high: Number | None = None
    """The most that is plausible, included."""
    source: Text
    """Why these."""


class Relation(Declared):
    """How figures of several measures must agree in one period.

    ``total``: the parts make the whole. ``part``: no part is more than the whole. ``funnel``: each
    stage is no more than the one before it. ``percentage``: a share that is published agrees with
    its part and whole at the precision it is printed in. ``ratio``: a ratio that is published, or
    the range in which it lies, agrees with what is divided by what. ``cross-source``: what several
    agencies count each by itself is no more than a source that counts them together.
    """

    id: Id
    """A stable name."""
    kind: Literal["total", "part", "funnel", "percentage", "ratio", "cross-source"]
    """How they must agree."""
    whole: MeasureId | None = None
    """The whole, or what is divided by; of a funnel there is none. Of a total without one the parts
    make 100 percent, or the number that they are said to be of."""
    parts: tuple[MeasureId, ...]
    """The parts; of a funnel its stages in order; of a percentage or ratio the one part."""
    percentage: MeasureId | None = None
    """The measure that states the percentage or ratio."""
    unknown: MeasureId | None = None
    """Of a total: the part of which nobody could tell to which of the others it belongs."""
    basis: Literal["cohort", "period"] | None = None
    """Of a funnel: whether stages follow the same cases, or are what happened in the period;
    nothing where the source does not say."""
    agency: AgencyId | None = None
    """For whose figures it holds; for every agency's where nobody is named."""
    also_counted_by: AgencyId | None = None
    """Of a part: the other agency that may have counted the same in the whole."""
    mixed_bases: Text | None = None
    """Why fiscal and calendar years may be held against one another in it."""
    note: Text | None = None
    """What must be known of it."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""
