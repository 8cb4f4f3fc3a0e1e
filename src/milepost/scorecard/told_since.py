"""Tells what is otherwise than in an earlier edition, each cause apart from the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from milepost.evaluation.model import Judgement
from milepost.ledger.restatements import Restatement, value_in_words
from milepost.plan.model import Plan
from milepost.scorecard import reasons
from milepost.scorecard.changes import RatedChange, RatedTwice
from milepost.scorecard.since import (
    ChangesSince,
    EarlierEdition,
    MovedGoalpost,
    MovedRating,
    RestatedFigure,
    SinceLastEdition,
)
from milepost.submissions.model import InForce, Key, Record

# A judgement before and now, with the keys of the figures that either rests on.
Moved = tuple[Judgement, Judgement, frozenset[Key]]


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
