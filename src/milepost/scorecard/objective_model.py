"""The words of what an objective rests on: need, agencies, money, mechanisms, actions.

21 U.S.C. 1705(c)(1)(F) asks for these of each goal: the agencies with their roles, an estimate of
federal money, the coordinating mechanisms. What the plan does not state is said to be not stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

NOT_STATED: Final = "not stated"


@dataclass(frozen=True, slots=True)
class NeedAnswered:
    """A problem that an objective is to put right.

    Attributes:
        title: the problem in a few words.
        evidence: what shows that it exists.
        source: where that is stated.
        illustrative: whether it was made up.
    """

    title: str
    evidence: str
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Contributor:
    """An agency that has a role on an objective.

    Attributes:
        agency: its short name.
        name: its full name.
        role: lead, co-lead, supporting, consulted.
        authority: by what right it acts, or what it contributes; "not stated" where nobody says.
        source: where that is stated.
        illustrative: whether it was made up.
    """

    agency: str
    name: str
    role: str
    authority: str
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount in words and exactly; both say nothing where the plan states none.

    Attributes:
        words: such as "$1,800,000", or "not stated".
        exact: as a decimal; None where it is not stated. 0 means that the source says none.
    """

    words: str
    exact: str | None


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """Money, staff or equipment of an agency for a year.

    Attributes:
        id: a stable name.
        agency: whose it is.
        period: the year it is for.
        kind: money, staff, equipment.
        purpose: what it is for.
        unit: in what it is counted.
        requested: what the agency asked for.
        enacted: what Congress gave.
        obligated: what was committed.
        planned: what the agency says it is putting in.
        measures: titles of the measures whose targets it is to reach, as far as they are public.
        reaches: identifiers of the same.
        agency_id: identifier of the agency.
        note: what must be known of it.
        source: where the amounts are stated.
        illustrative: whether it was made up.
    """

    id: str
    agency: str
    period: str
    kind: str
    purpose: str
    unit: str
    requested: Amount
    enacted: Amount
    obligated: Amount
    planned: Amount
    measures: tuple[str, ...]
    note: str
    source: str
    illustrative: bool
    reaches: tuple[str, ...] = ()
    agency_id: str = ""


@dataclass(frozen=True, slots=True)
class ReviewHeld:
    """A review of a mechanism that was held.

    Attributes:
        held: when.
        result: what came of it.
        open_issues: what it left open.
        illustrative: whether it was made up.
    """

    held: str
    result: str
    open_issues: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class MechanismLine:
    """A standing arrangement between agencies, and whether it met as it was to.

    Attributes:
        id: a stable name.
        title: its name.
        parties: the agencies it is between.
        leads: which of them lead it.
        objectives: titles of the objectives it serves.
        status: proposed, drafted, agreed, operating, lapsed.
        signed: when it was signed; "not stated" where nobody says.
        takes_place_of: the title of the mechanism it supersedes; empty for none.
        purpose: what it is for.
        staffing: what each party gives to it, a sentence each.
        rhythm: how often it is to be reviewed; "not stated" where nobody says.
        monitored_by: who sees to it that it is kept; "not stated" where nobody does.
        reviews: the reviews that were held, the latest first.
        due: how many reviews have fallen due.
        held: how many of those were held.
        next_due: the day on which the next is due, or was; empty for none.
        days_overdue: for how many days the next is overdue; 0 where it is not.
        standing: whether it met as it was to, in a sentence.
        open_issues: what is not settled.
        source: where all this is stated.
        illustrative: whether it was made up.
    """

    id: str
    title: str
    parties: tuple[str, ...]
    leads: tuple[str, ...]
    objectives: tuple[str, ...]
    status: str
    signed: str
    takes_place_of: str
    purpose: str
    staffing: tuple[str, ...]
    rhythm: str
    monitored_by: str
    reviews: tuple[ReviewHeld, ...]
    due: int
    held: int
    next_due: str
    days_overdue: int
    standing: str
    open_issues: tuple[str, ...]
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What is to be done under an objective: by whom, by when, and how far it has got.

    Attributes:
        id: a stable name, the permalink of its row.
        kind: an action of the plan, one that an agency promised when it explained a miss, or a
            document that missed targets oblige to.
        what: what is to be done.
        who: who is to do it.
        due: by when, as it is stated; empty where no date is.
        progress: done, overdue, open, no date, or owed: nothing on record shows it.
        days_overdue: for how many days it is overdue; 0 where it is not.
        standing: how far it has got, in words.
        about: the title of the measure it is to bring back; empty for none.
        source: where it is stated.
        illustrative: whether it was made up.
    """

    id: str
    kind: Literal["action", "promise", "obligation"]
    what: str
    who: str
    due: str
    progress: Literal["done", "overdue", "open", "no date", "owed"]
    days_overdue: int
    standing: str
    about: str
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Means:
    """What an objective rests on.

    Attributes:
        needs: the needs it answers.
        contributors: who leads it and who supports it, in the order of the roles.
        resources: money, staff and equipment tied to it.
        priorities: what the strategy says of how money for it is to be shared out.
        mechanisms: the mechanisms that serve it.
        actions: what will be done, by when and by whom; what is overdue first.
    """

    needs: tuple[NeedAnswered, ...]
    contributors: tuple[Contributor, ...]
    resources: tuple[ResourceLine, ...]
    priorities: tuple[str, ...]
    mechanisms: tuple[MechanismLine, ...]
    actions: tuple[ActionLine, ...]
