"""What is otherwise than in an earlier edition: restated figures, moved goalposts, moved ratings.

A reader who kept the earlier edition finds here why a figure or a verdict in it no longer holds.
Each cause is told apart: a figure was restated is judged by the plan of the earlier edition, and a
goalpost that was moved is judged on the record of this one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from milepost.evaluation.model import Evaluation, Judgement
from milepost.ledger.restatements import Restatement, value_in_words
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.scorecard import reasons
from milepost.scorecard.changes import Comparison, RatedChange, RatedTwice
from milepost.submissions.model import InForce, Key, Record

# A judgement before and now, with the keys of the figures that either rests on.
Moved = tuple[Judgement, Judgement, frozenset[Key]]


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
    """The last edition of the same period, and the last of the year before, as far as there are."""

    editions: tuple[ChangesSince, ...]


def compose_since(
    earlier: tuple[EarlierEdition, ...], hidden: frozenset[str], record: Record, plan: Plan
) -> SinceLastEdition | None:
    """What is otherwise than in earlier editions; None where there are none.

    Args:
        earlier: the earlier editions.
        hidden: the measures that are not public under the present plan.
        record: the record of now.
        plan: the plan of now.
    """
    if not earlier:
        return None
    return SinceLastEdition(
        tuple(_Teller.of(edition, hidden, record, plan).changes() for edition in earlier)
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    edition: EarlierEdition
    hidden: frozenset[str]
    record: Record
    plan: Plan
    titles: dict[str, str]
    made_up: frozenset[str]

    @classmethod
    def of(
        cls, edition: EarlierEdition, hidden: frozenset[str], record: Record, plan: Plan
    ) -> _Teller:
        both = (*edition.plan.measures, *plan.measures)
        return cls(
            edition,
            hidden,
            record,
            plan,
            {m.id: m.title for m in both},
            frozenset(m.id for m in both if m.illustrative),
        )

    def changes(self) -> ChangesSince:
        edition = self.edition
        shown = [one for one in edition.restated if one.key[1] not in self.hidden]
        restated = [one for one in shown if one.kind != "new"]
        came = {one.key for one in shown if one.kind == "new"}
        moved = tuple(self.moved())
        listed = {one.key for one in restated}
        changes = [c for c in edition.plans.changes if not self.is_hidden(c)]
        return ChangesSince(
            edition=edition.name,
            period=str(edition.period),
            as_of=edition.as_of.isoformat(),
            published_on=edition.published_on.isoformat(),
            restated=tuple(self.figure(one, moved) for one in restated),
            goalposts=tuple(self.goalpost(c) for c in changes if c.can_change_a_rating),
            ratings=tuple(
                self.rating(before, after, self.cause(keys & came))
                for before, after, keys in moved
                if not keys & listed
            ),
            new_figures=len(came),
            other_changes=sum(not c.can_change_a_rating for c in changes),
        )

    def moved(self) -> Iterator[Moved]:
        """Each judgement that the record of now moves."""
        edition = self.edition
        then = {_key(j): j for m in edition.before.measures for j in m.judgements}
        for measure in edition.after.measures:
            if measure.measure.id in self.hidden:
                continue
            for now in measure.judgements:
                before = then.get(_key(now))
                if before is not None and _words(before) != _words(now):
                    sources = (*before.actual.sources(), *now.actual.sources())
                    yield before, now, frozenset(s.observation.key for s in sources)

    def cause(self, came: frozenset[Key]) -> str:
        if came:
            return "A figure came in that was missing."
        return f"The record is read as of {self.record.as_of}, not of {self.edition.as_of}."

    def rating(self, before: Judgement, after: Judgement, why: str = "") -> MovedRating:
        return MovedRating(
            measure=before.measure.id,
            title=before.measure.title,
            agency=before.agency,
            target=str(before.due or ""),
            before=_words(before),
            after=_words(after),
            why=why,
            illustrative=before.is_illustrative or after.is_illustrative,
        )

    def figure(self, one: Restatement, moved: Sequence[Moved]) -> RestatedFigure:
        agency, measure, period, dimensions = one.key
        codes = ", ".join(f"{name} {code}" for name, code in dimensions)
        parts = [self.edition.name, str(period), measure, agency, *(code for _, code in dimensions)]
        return RestatedFigure(
            id="since/" + "/".join(parts),
            measure=measure,
            title=self.titles.get(measure, measure),
            agency=agency,
            period=str(period),
            codes=codes,
            kind=one.kind,
            before=value_in_words(one.old),
            after=value_in_words(one.new),
            before_from=_from(one.old),
            after_from=_from(one.new),
            why=self.why(one),
            ratings=tuple(
                self.rating(before, after) for before, after, keys in moved if one.key in keys
            ),
            illustrative=measure in self.made_up,
        )

    def why(self, one: Restatement) -> str:
        """What the agency noted with the new figure, or the analyst said when it was returned."""
        if one.kind == "returned" and one.old is not None:
            agency, measure, period, _ = one.key
            for held, said in reversed(self.record.returned):
                o = held.observation
                if (o.agency, o.measure, o.period) == (agency, measure, period) and said.text:
                    return said.text
        return one.new.observation.note if one.new is not None else ""

    def is_hidden(self, change: RatedChange) -> bool:
        """Whether a change is of a measure that is not public, or of what names one."""
        names = {change.identifier, change.was or change.identifier}
        if change.section == "measures":
            return bool(self.hidden & names)
        things = (
            thing
            for plan in (self.edition.plan, self.edition.whole)
            for thing in _section(plan, change.section)
            if getattr(thing, "id", None) in names
        )
        return any(self.hidden & set(_texts(thing.model_dump())) for thing in things)

    def goalpost(self, change: RatedChange) -> MovedGoalpost:
        # What it was called, and of what section, tells two things of one name apart.
        parts = [self.edition.name, change.section, change.was or change.identifier, change.what]
        easier = {True: "easier to keep", False: "harder to keep", None: ""}[change.weakens]
        return MovedGoalpost(
            id="since/" + "/".join(part for part in parts if part),
            section=change.section,
            title=change.title or change.identifier,
            what=change.what,
            before=change.old,
            after=change.new,
            easier=easier,
            why=change.reason,
            approved_by=change.approved_by,
            source=change.source,
            ratings=tuple(
                self.rated(row)
                for row in change.ratings
                if row.differs and row.measure not in self.hidden
            ),
            illustrative=change.illustrative,
        )

    def rated(self, row: RatedTwice) -> MovedRating:
        return MovedRating(
            measure=row.measure,
            title=self.titles.get(row.measure, row.measure),
            agency=row.agency,
            target=row.target,
            before=_joined(row.old_result, row.old_rating),
            after=_joined(row.new_result, row.new_rating),
            why="",
            illustrative=row.measure in self.made_up,
        )


def _section(plan: Plan, name: str) -> tuple[BaseModel, ...]:
    """What a plan declares in a section; nothing where it holds one thing."""
    found = getattr(plan, name, ())
    return found if isinstance(found, tuple) else ()


def _texts(held: object) -> Iterator[str]:
    """Every text within what was declared."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        for value in held.values():
            yield from _texts(value)
    elif isinstance(held, (list, tuple)):
        for value in held:
            yield from _texts(value)


def _key(judgement: Judgement) -> tuple[str, str, int]:
    return judgement.measure.id, judgement.agency, judgement.target_index


def _words(judgement: Judgement) -> str:
    result = reasons.result(judgement)
    return _joined(result.word if result else None, reasons.rating(judgement.rating).word)


def _joined(result: str | None, rating: str | None) -> str:
    """Such as "not met (at risk)"."""
    if result and rating:
        return f"{result} ({rating})"
    return result or rating or "not judged"


def _from(held: InForce | None) -> str:
    return "" if held is None else f"submission {held.submission}, received {held.received_on}"
