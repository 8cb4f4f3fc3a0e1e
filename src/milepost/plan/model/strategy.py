"""The words of a strategy: what is to be done, why, by whom and with what.

21 U.S.C. 1705(c)(1)(F) asks for each goal which agencies contribute and in which role, what it
costs, and by which mechanisms they work together; GAO-09-709 (line 935) asks for the same.
"""

from typing import Literal

from milepost.intervals import Bound
from milepost.plan.model.base import Declared
from milepost.plan.scalars import (
    AgencyId,
    Id,
    MeasureId,
    Month,
    Number,
    PartialDate,
    PeriodText,
    Prose,
    StatedNumber,
    Text,
    YesNo,
)


class Strategy(Declared):
    """The published commitment: mission, horizon, issuing office, statutory basis."""

    id: Id
    """A stable name for the strategy."""
    title: Text
    """Its title as published."""
    mission: Prose | None = None
    """What it is for, in its own words; 21 U.S.C. 1705(c)(1)(A)."""
    vision: Prose | None = None
    """The state of things it wants to bring about."""
    issued_by: AgencyId
    """The office that issues it and answers for it."""
    issued: PartialDate | None = None
    """When it was published."""
    horizon: PeriodText | None = None
    """The years it covers, such as FY2009..FY2011."""
    statutory_basis: tuple[Text, ...] = ()
    """The laws that ask for it, one entry each."""
    variance_threshold: Number | None = None
    """By how many percent an actual may differ from its target, above or below, unexplained."""
    vocabulary: Id | None = None
    """The vocabulary by whose words the scorecard also explains its ratings."""
    source: Text
    """Where all this is stated."""
    note: Prose | None = None
    """What a reader must know about how this was written down."""


class CalendarDeclaration(Declared):
    """In which month the fiscal year of this plan begins."""

    fiscal_year_starts: Month
    """The month, by name: October."""
    source: Text
    """The law or rule that says so."""


class Statement(Declared):
    """What the strategy says on one of the matters that a strategy must speak about."""

    id: Id
    """A stable name."""
    about: Literal[
        "purpose",
        "scope",
        "methodology",
        "risk-assessment",
        "funding-priorities",
        "integration",
        "challenges",
        "consultation",
        "data-needs",
        "definitions",
        "stakeholders",
    ]
    """The matter, in the words of GAO-04-408T and 21 U.S.C. 1705(c)(1)."""
    statement: Prose
    """What is said."""
    goal: Id | None = None
    """The goal it is about, where it is about one."""
    objective: Id | None = None
    """The objective it is about, where it is about one."""
    source: Text
    """Where it is said."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Agency(Declared):
    """An organisation that has a role, reports, or is addressed; a parent for roll-ups."""

    id: AgencyId
    """A stable short name in capitals."""
    name: Text
    """Its full name."""
    parent: AgencyId | None = None
    """The department or agency it belongs to."""
    mandate: Text | None = None
    """What it does by law or by its own account."""
    foreign: YesNo = False
    """Whether it is of another government, which no U.S. law binds; those below it are too."""
    source: Text
    """Where that is stated."""


class Need(Declared):
    """A problem the strategy must address, with the evidence for it."""

    id: Id
    """A stable name."""
    title: Text
    """The problem in a few words."""
    evidence: Prose
    """What shows that it exists."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Role(Declared):
    """What an agency is to a goal, objective, action, measure or mechanism, and by what right."""

    agency: AgencyId
    """The agency."""
    role: Literal["lead", "co-lead", "supporting", "consulted"]
    """Its capacity. One leads, several co-lead; the audit shows where it is otherwise."""
    authority: Text | None = None
    """The law, order or agreement it acts under, or what it contributes."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Assignment(Role):
    """A role that is written apart from what it belongs to, as an implementation plan does."""

    id: Id
    """A stable name."""
    goal: Id | None = None
    """The goal it is a role on."""
    objective: Id | None = None
    """The objective it is a role on."""
    action: Id | None = None
    """The action it is a role on."""
    measure: MeasureId | None = None
    """The measure it is a role on."""
    mechanism: Id | None = None
    """The mechanism it is a role on."""


class Goal(Declared):
    """A broad result."""

    id: Id
    """A stable name."""
    title: Text
    """The result in a few words."""
    statement: Prose | None = None
    """The result in the words of the strategy."""
    roles: tuple[Role, ...] = ()
    """Who leads it and who contributes."""
    source: Text
    """Where it is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Objective(Declared):
    """A result specific enough to be measured, under one goal."""

    id: Id
    """A stable name."""
    goal: Id
    """The goal it is under."""
    title: Text
    """The result in a few words."""
    statement: Prose | None = None
    """The result in the words of the strategy; left out where no source prints them."""
    not_in_source: YesNo = False
    """Whether the source says that there is such an objective, but does not print its text."""
    needs: tuple[Id, ...] = ()
    """The needs it answers."""
    roles: tuple[Role, ...] = ()
    """Who leads it and who supports."""
    source: Text
    """Where it is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Action(Declared):
    """A thing agencies have undertaken to do under an objective, by a date where there is one."""

    id: Id
    """A stable name."""
    objective: Id
    """The objective it is under."""
    agencies: tuple[AgencyId, ...]
    """Who undertook it."""
    roles: tuple[Role, ...] = ()
    """Who leads it and who supports, where that is settled."""
    statement: Text
    """What is to be done."""
    by: Text | None = None
    """By when, in the words of the source."""
    begins: PartialDate | None = None
    """When it begins: a year, month or day."""
    due: PartialDate | None = None
    """By when it is to be done: a year, month or day."""
    done: PartialDate | None = None
    """When it was done."""
    status: Text | None = None
    """How far it has got, in the words of the source."""
    source: Text
    """Where it is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Resource(Declared):
    """Money, staff or equipment of an agency; what was asked for, given and committed."""

    id: Id
    """A stable name."""
    agency: AgencyId
    """Whose it is."""
    objective: Id | None = None
    """The objective it is for; money tied to none is a finding of the audit."""
    measures: tuple[MeasureId, ...] = ()
    """The measures whose targets it is to reach; 21 U.S.C. 1705(c)(1)(G)(iii)."""
    period: PeriodText
    """The year it is for."""
    kind: Literal["money", "staff", "equipment"]
    """What it is."""
    purpose: Text
    """What it is for."""
    unit: Text
    """In what it is counted: USD, staff, vehicles."""
    requested: Number | None = None
    """What the agency asked for."""
    enacted: Number | None = None
    """What Congress gave."""
    obligated: Number | None = None
    """What was committed."""
    planned: Number | None = None
    """What the agency says it is putting in."""
    source: Text
    """Where the amounts are stated."""
    note: Text | None = None
    """What must be known of them."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class ExternalFactor(Declared):
    """What moves results although no agency here controls it, or is mistaken for a result."""

    id: Id
    """A stable name."""
    title: Text
    """The factor in a few words."""
    kind: Literal["external", "confounder"]
    """Whether it stands in the way of a result, or makes a measure move without one."""
    effect: Text
    """What it does, and in which direction."""
    objectives: tuple[Id, ...] = ()
    """The objectives it affects."""
    measures: tuple[MeasureId, ...] = ()
    """The measures that move with it."""
    response: Text | None = None
    """What is done about it, or how it is allowed for."""
    source: Text
    """Where that is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class ContextFigure(Declared):
    """A figure that explains the situation and is never judged."""

    id: Id
    """A stable name."""
    title: Text
    """What it says."""
    when: Text
    """For when it holds, in the words of the source."""
    value: StatedNumber
    """The figure as stated, with its bound."""
    unit: Text
    """In what it is counted."""
    bound: Bound = "exact"
    """How exactly it is meant, where the value itself does not say."""
    objective: Id | None = None
    """The objective beside which it is shown."""
    owner: Text | None = None
    """Whose figure it is."""
    computed_by: Text | None = None
    """Who computed it, where that is somebody else."""
    caveat: Text | None = None
    """What limits it."""
    source: Text
    """Where it is stated."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Standard(Declared):
    """A threshold that law or practice sets for others: a duty, not a result."""

    id: Id
    """A stable name."""
    title: Text
    """What is to be kept."""
    applies_to: Text
    """Who has to keep it."""
    value: StatedNumber
    """The threshold as stated, with its bound."""
    unit: Text
    """In what it is counted."""
    bound: Bound = "exact"
    """How exactly it is meant, where the value itself does not say."""
    objective: Id | None = None
    """The objective beside which it is shown."""
    source: Text
    """The law or rule that sets it."""
