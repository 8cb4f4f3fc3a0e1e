"""What is otherwise than in an earlier edition: restated figures, moved goalposts, moved ratings.

A reader who kept the earlier edition finds here why a figure or a verdict in it no longer holds.
Each cause is told apart: a figure was restated is judged by the plan of the earlier edition, and a
goalpost that was moved is judged on the record of this one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from milepost.evaluation.model import Evaluation
from milepost.ledger.restatements import Restatement
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.scorecard.changes import Comparison


@dataclass(frozen=True, slots=True)
class EarlierEdition:
    """An earlier edition beside the present plan and record.

    Attributes:
        name: its name.
        period: what it is about.
        as_of: its day.
        published_on: the day of its publication.
        plan: its plan, as it was frozen.
        whole: the plan of now, with what of it is not public, by which that is known.
        restated: what the record says otherwise since.
        before: its period judged by its plan on its record.
        after: the same on the record of now.
        plans: its plan compared with that of now, both on the record of now.
    """

    name: str
    period: Period
    as_of: dt.date
    published_on: dt.date
    plan: Plan
    whole: Plan
    restated: tuple[Restatement, ...]
    before: Evaluation
    after: Evaluation
    plans: Comparison


@dataclass(frozen=True, slots=True)
class MovedRating:
    """A judgement that comes out otherwise.

    Attributes:
        measure: of which measure.
        title: its title.
        agency: whose figure it is; empty where agencies are combined.
        target: of which target, in words, or the period it is due for.
        before: result and outlook before, in words.
        after: the same now.
        why: what moved it, where no figure or goalpost that is listed did.
        illustrative: whether it rests on something made up.
    """

    measure: str
    title: str
    agency: str
    target: str
    before: str
    after: str
    why: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class RestatedFigure:
    """A figure that the record has otherwise than the earlier edition.

    Attributes:
        id: stable: the edition, the period, the measure, the agency, and any codes.
        measure: of which measure.
        title: its title.
        agency: who reported it.
        period: for which period.
        codes: by which area or other code it is divided, in words; empty for none.
        kind: changed, withdrawn by the agency, or returned by an analyst.
        before: what it was, as it was stated.
        after: what it is.
        before_from: the submission that said so, with the day of receipt.
        after_from: the submission that says so now; empty where none does.
        why: the agency's own note on it, or the analyst's word; empty where nobody says.
        ratings: the judgements of the earlier edition's period that it moved.
        illustrative: whether it was made up.
    """

    id: str
    measure: str
    title: str
    agency: str
    period: str
    codes: str
    kind: str
    before: str
    after: str
    before_from: str
    after_from: str
    why: str
    ratings: tuple[MovedRating, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class MovedGoalpost:
    """Something of the plan that can move a rating and is otherwise than in the earlier edition.

    Attributes:
        id: stable: the edition, the section of the plan, and the thing.
        section: the section of the plan.
        title: the thing in a few words.
        what: which part of it, in words; empty for the thing itself.
        before: what the earlier edition was judged by; empty where it was not there.
        after: what this one is judged by; empty where it is gone.
        easier: "easier to keep", "harder to keep", or empty where that cannot be said.
        why: the reason that is given; empty where nobody says.
        approved_by: who approved it.
        source: where that is laid down.
        ratings: the judgements that the two plans rate differently on the same figures.
        illustrative: whether it was made up.
    """

    id: str
    section: str
    title: str
    what: str
    before: str
    after: str
    easier: str
    why: str
    approved_by: str
    source: str
    ratings: tuple[MovedRating, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """What is otherwise than in one earlier edition.

    Attributes:
        edition: its name.
        period: what it is about.
        as_of: its day.
        published_on: the day of its publication.
        restated: figures that were restated.
        goalposts: goalposts that were moved.
        ratings: judgements of its period that no restated figure moved, and that came out otherwise
            all the same: a figure came in that was missing, or the day is later.
        new_figures: how many figures came in that it did not have.
        other_changes: how many changes of the plan can move no rating.
    """

    edition: str
    period: str
    as_of: str
    published_on: str
    restated: tuple[RestatedFigure, ...]
    goalposts: tuple[MovedGoalpost, ...]
    ratings: tuple[MovedRating, ...]
    new_figures: int
    other_changes: int


@dataclass(frozen=True, slots=True)
class SinceLastEdition:
    """What is otherwise than in earlier editions.

    Attributes:
        editions: the last edition of the same period, and the last of the year before, as far as
            there are.
    """

    editions: tuple[ChangesSince, ...]
