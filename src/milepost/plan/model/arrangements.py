"""The words of working together and of being held to account.

GAO-16-223 found in 2016 that an agreement signed in 2009 was monitored by nobody. So a mechanism
has a status, staff and reviews of its own, a recommendation has dated steps, and a duty a date.
"""

from typing import Annotated, Final, Literal

from pydantic import Field

from milepost.plan.model.base import Declared
from milepost.plan.model.strategy import Role
from milepost.plan.scalars import (
    AgencyId,
    DateRuleText,
    Day,
    Id,
    MeasureId,
    Number,
    PartialDate,
    PeriodText,
    Text,
    WholeNumber,
    YesNo,
)

Rhythm = Literal["monthly", "quarterly", "half-yearly", "yearly", "two-yearly"]
MONTHS_OF: Final[dict[Rhythm, int]] = {
    "monthly": 1,
    "quarterly": 3,
    "half-yearly": 6,
    "yearly": 12,
    "two-yearly": 24,
}


class Staffing(Declared):
    """What a party has given to a mechanism."""

    agency: AgencyId
    """The party."""
    staff: Number | None = None
    """How many people, where that is stated; 0 means the source says none."""
    note: Text
    """In the words of the source."""
    source: Text
    """Where it is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Review(Declared):
    """A review of a mechanism that was held, with its result."""

    held: PartialDate
    """When."""
    result: Text
    """What came of it."""
    open_issues: tuple[Text, ...] = ()
    """What it left open, one entry each."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Mechanism(Declared):
    """A standing arrangement between agencies, monitored as a thing of its own."""

    id: Id
    """A stable name."""
    title: Text
    """Its name."""
    parties: tuple[AgencyId, ...]
    """The agencies it is between."""
    leads: tuple[AgencyId, ...] = ()
    """Which of them lead it."""
    roles: tuple[Role, ...] = ()
    """Who has which role in it, with the authority for it."""
    objectives: tuple[Id, ...] = ()
    """The objectives it serves."""
    status: Literal["proposed", "drafted", "agreed", "operating", "lapsed"]
    """How far it has got."""
    signed: PartialDate | None = None
    """When it was signed."""
    supersedes: Id | None = None
    """The mechanism it takes the place of."""
    purpose: Text | None = None
    """What it is for."""
    staffing: tuple[Staffing, ...] = ()
    """What each party gives to it."""
    review_rhythm: Text | None = None
    """How often it is to be reviewed, in the words of the source."""
    review_every: Rhythm | None = None
    """How often it is to be reviewed, so that an overdue review can be found."""
    monitored_by: AgencyId | None = None
    """Who sees to it that it is kept."""
    reviews: tuple[Review, ...] = ()
    """The reviews that were held."""
    open_issues: tuple[Text, ...] = ()
    """What is not settled, one entry each."""
    source: Text
    """Where all this is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Monitoring(Declared):
    """How progress is watched: by whom, how often, reported where, and what follows from it.

    GAO-09-709, line 935: mechanisms that report progress and identify needed improvements.
    """

    id: Id
    """A stable name."""
    by: AgencyId
    """Who watches."""
    every: Rhythm
    """How often."""
    reports: Text
    """What is reported, and to whom."""
    improvements: Text | None = None
    """How needed improvements are found and followed up."""
    objectives: tuple[Id, ...] = ()
    """The objectives it covers; all where none is named."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Part(Declared):
    """One part of a recommendation."""

    id: Id
    """A stable name."""
    statement: Text
    """What is recommended."""
    status: Literal["open", "partly closed", "closed"] | None = None
    """How far it has got, where that is known apart from the whole."""
    evidence: Text | None = None
    """What shows it."""


class Milestone(Declared):
    """A dated step towards closing a recommendation."""

    statement: Text
    """What is to be done."""
    by: Text | None = None
    """By when, in the words of the source."""
    due: PartialDate | None = None
    """By when: a year, month or day."""
    done: PartialDate | None = None
    """When it was done."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Recommendation(Declared):
    """A finding to be closed: addressee, due, status, evidence."""

    id: Id
    """A stable name."""
    to: tuple[AgencyId, ...]
    """Who is to act."""
    statement: Text
    """What is recommended."""
    parts: tuple[Part, ...] = ()
    """Its parts, where it has several."""
    status: Literal["open", "partly closed", "closed"]
    """How far it has got."""
    due: Text | None = None
    """By when, in the words of the source."""
    milestones: tuple[Milestone, ...] = ()
    """The steps towards closing it."""
    evidence: Text | None = None
    """What shows how far it has got."""
    source: Text
    """Where it was made."""


class PublishedVerdict(Declared):
    """What an auditor said in print of this plan, on a criterion that Milepost judges too.

    It is shown beside our own verdict, so that nobody takes the one for the other.
    """

    id: Id
    """A stable name."""
    criterion: Text
    """The criterion, by its identifier: gao-09-709.roles."""
    verdict: Literal["met", "partly met", "not addressed", "no verdict"]
    """What was found; "no verdict" where something was said, and nothing found."""
    by: Text
    """Who said it."""
    statement: Text
    """What was said, in the words of the source."""
    note: Text | None = None
    """How far what was said answers the criterion, where it answers only a part of it."""
    source: Text
    """Where it was published."""


class DutyDone(Declared):
    """That a duty was done: for which year, and when."""

    year: PeriodText
    """The year in which it fell due, as a calendar year: CY2010."""
    on: Day
    """The day on which it was done."""
    note: Text | None = None
    """What must be known of it."""
    source: Text
    """What shows it."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class StatutoryDuty(Declared):
    """What a law asks of somebody by a date in the year."""

    id: Id
    """A stable name."""
    title: Text
    """What is to be done."""
    owner: AgencyId | None = None
    """Who has to do it; left out where every agency does."""
    to: Text | None = None
    """For whom."""
    due: DateRuleText
    """By when: "1 November", "first Monday in February", "60 days after 30 September"."""
    every: WholeNumber = 1
    """Every how many years; 1 where each year."""
    counted_from: PeriodText | None = None
    """A calendar year in which it fell due, from which "every" counts."""
    in_force_from: Day | None = None
    """From which day the law asks for it."""
    in_force_until: Day | None = None
    """Until which day it did."""
    done: tuple[DutyDone, ...] = ()
    """The years for which it was done."""
    source: Text
    """The section of the law."""


class Waiver(Declared):
    """A public exception: what is waived, by whom, why, and until when."""

    id: Id
    """A stable name."""
    of: Literal["rating", "criterion", "check", "method"]
    """Whether a measure is left without an outlook, a criterion of an audit need not be met, a
    check of what agencies send is turned off for a measure, or a measure is rated by another scale
    than the plan's."""
    measure: MeasureId | None = None
    """The measure it is for."""
    check: Text | None = None
    """The code of the check that is turned off: S305."""
    scale: Id | None = None
    """The scale by which the measure is rated instead of the plan's."""
    criterion: Text | None = None
    """The criterion it is for, by its identifier."""
    reason: Text
    """Why."""
    approved_by: Text
    """Who approved it."""
    from_: Annotated[Day, Field(alias="from")]
    """From which day it holds."""
    until: Day
    """Until which day, included; no waiver is for ever."""
    source: Text
    """The decision."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""
