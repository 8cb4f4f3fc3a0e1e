"""What changed between two plans, with both ratings that a change gives on the same record."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.model import Judgement
from milepost.periods import Period
from milepost.plan import in_words, pairs
from milepost.plan.change import Change, Kind
from milepost.plan.model import Measure, Plan
from milepost.plan.sides import Side, View
from milepost.scorecard import reasons
from milepost.submissions.model import Record


@dataclass(frozen=True, slots=True)
class RatedTwice:
    """One target on the same record, by the older plan and by the newer.

    Attributes:
        measure: the measure, by its identifier in the newer plan where it is there.
        target: the target, in words; empty where neither plan has one.
        agency: whose figure it is; empty for all that report it.
        old_result: whether the target was met by the older plan; None where it has no such target.
        old_rating: the outlook by the older plan, or why there is none; None likewise.
        new_result: by the newer plan.
        new_rating: by the newer plan.
    """

    measure: str
    target: str
    agency: str
    old_result: str | None
    old_rating: str | None
    new_result: str | None
    new_rating: str | None

    @property
    def differs(self) -> bool:
        """Whether it comes out differently."""
        return (self.old_result, self.old_rating) != (self.new_result, self.new_rating)


@dataclass(frozen=True, slots=True)
class RatedChange:
    """A change as it is published.

    Attributes:
        kind: added, dropped, moved, renamed or changed.
        section: the section of the plan.
        identifier: the thing, by its name in the newer plan where it is there.
        was: its name in the older plan; empty where it was not there.
        title: the thing in a few words.
        what: which part of it, in words; empty for the thing itself.
        old: what the older plan says.
        new: what the newer plan says.
        can_change_a_rating: whether a rating may come out differently.
        weakens: whether the promise is now easier to keep; None where that cannot be said.
        lowers_a_target: whether a target was made easier, put off or given up.
        needs_reason: whether somebody has to say why.
        reason: why; empty where nobody says.
        approved_by: who approved it.
        source: where that is laid down.
        old_place: where the older plan says it; empty for nowhere.
        new_place: where the newer plan says it; empty for nowhere.
        illustrative: whether it was made up to show a feature.
        from_day: the day as of which the plans so differ, where it is not the one looked at;
            0001-01-01 for the beginning.
        ratings: the targets it bears on, each rated by both plans.
    """

    kind: Kind
    section: str
    identifier: str
    was: str
    title: str
    what: str
    old: str
    new: str
    can_change_a_rating: bool
    weakens: bool | None
    lowers_a_target: bool
    needs_reason: bool
    reason: str
    approved_by: str
    source: str
    old_place: str
    new_place: str
    illustrative: bool
    from_day: dt.date | None
    ratings: tuple[RatedTwice, ...]

    @property
    def lacks_reason(self) -> bool:
        """Whether somebody has to say why, and nobody does."""
        return self.needs_reason and not self.reason

    @property
    def rank(self) -> int:
        """Lowered targets first, then what can change a rating, then the rest."""
        if self.lowers_a_target:
            return 0
        return 1 if self.can_change_a_rating else 2


@dataclass(frozen=True, slots=True)
class Counts:
    """What the changes come to.

    Attributes:
        changes: how many there are.
        can_change_a_rating: how many of them can change a rating.
        without_reason: how many of those need a reason and have none.
        lowered_targets: how many made a target easier, put it off or gave it up.
    """

    changes: int
    can_change_a_rating: int
    without_reason: int
    lowered_targets: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side.

    Attributes:
        strategy: the title of the newer strategy.
        old: the older plan, in words.
        new: the newer plan, in words.
        old_commit: the commit of the older plan, where it is a git revision; else empty.
        new_commit: the commit of the newer plan.
        old_as_of: the day on which the older plan's dated values are read.
        new_as_of: the day on which the newer plan's dated values are read.
        period: the period for which both plans are rated.
        as_of: what was received later is not looked at.
        has_figures: whether anything is recorded by then; without it there are no ratings.
        illustrative: whether the workspace is made up as a whole.
        counts: what the changes come to.
        changes: the changes, lowered targets first.
    """

    strategy: str
    old: str
    new: str
    old_commit: str
    new_commit: str
    old_as_of: dt.date
    new_as_of: dt.date
    period: str
    as_of: dt.date
    has_figures: bool
    illustrative: bool
    counts: Counts
    changes: tuple[RatedChange, ...]


_ADAPTER = TypeAdapter(Comparison)


_Table = dict[str, tuple[RatedTwice, ...]]


def last_year_ended(plan: Plan, day: dt.date) -> Period:
    """The latest fiscal year that had ended by a day."""
    year = plan.calendar.fiscal_year(day)
    before = Period(year.kind, year.first - 1, year.last - 1)
    return year if plan.calendar.end(year) <= day else before


def compare(  # noqa: PLR0913  # two plans, and what they are rated on
    sides: tuple[Side, Side],
    views: Sequence[View],
    record: Record | None,
    period: Period,
    as_of: dt.date,
    *,
    illustrative: bool,
) -> Comparison:
    """Rate every change that can change a rating by both plans.

    Args:
        sides: the two plans, as they were named.
        views: what differs, day by day.
        record: what both are rated on; None where nothing is recorded.
        period: the period to rate.
        as_of: the day that is looked at.
        illustrative: whether the workspace is made up as a whole.
    """
    rated = [change for view in views for change in _rated(view, record, period, as_of)]
    rated.sort(key=lambda change: change.rank)
    old, new = sides
    plan = views[0].new.plan
    return Comparison(
        strategy=plan.strategy.title if plan else "",
        old=old.words,
        new=new.words,
        old_commit=old.commit,
        new_commit=new.commit,
        old_as_of=old.day or as_of,
        new_as_of=new.day or as_of,
        period=str(period),
        as_of=as_of,
        has_figures=record is not None,
        illustrative=illustrative,
        counts=Counts(
            changes=len(rated),
            can_change_a_rating=sum(c.can_change_a_rating for c in rated),
            without_reason=sum(c.lacks_reason for c in rated),
            lowered_targets=sum(c.lowers_a_target for c in rated),
        ),
        changes=tuple(rated),
    )


def as_json(comparison: Comparison) -> str:
    """The comparison as JSON, described by :func:`schema`."""
    held = _ADAPTER.dump_python(comparison, mode="json")
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of a comparison; docs/schemas/diff.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_ADAPTER.json_schema(mode="serialization"),
    }


def _rated(
    view: View, record: Record | None, period: Period, as_of: dt.date
) -> Iterator[RatedChange]:
    tables: dict[str, _Table] = {}
    deciding = {change.section for change in view.changes if change.can_change_a_rating}
    if record is not None and deciding:
        old, new = (_read_on(r.plan, view.day and as_of) for r in (view.old, view.new))
        for section in sorted(deciding):
            # What a scale does is told apart from what its measures do.
            other = new if section == "measures" else _with(old, section, new)
            tables[section] = _table(old, other, record, period)
    for change in view.changes:
        yield RatedChange(
            kind=change.kind,
            section=change.section,
            identifier=change.identifier,
            was=change.was,
            title=change.title,
            what=change.what,
            old=change.old,
            new=change.new,
            can_change_a_rating=change.can_change_a_rating,
            weakens=change.weakens,
            lowers_a_target=change.lowers_a_target,
            needs_reason=change.needs_reason,
            reason=change.reason,
            approved_by=change.approved_by,
            source=change.source,
            old_place=str(change.old_place or ""),
            new_place=str(change.new_place or ""),
            illustrative=change.illustrative,
            from_day=change.from_day,
            ratings=_bearing_on(change, tables.get(change.section, {}), view.new.plan),
        )


def _bearing_on(change: Change, table: _Table, plan: Plan | None) -> tuple[RatedTwice, ...]:
    """What a change bears on: a target on itself, a measure on all its targets and what they make.

    A scale, a waiver and the calendar bear on whatever comes out differently.
    """
    if not change.can_change_a_rating:
        return ()
    if change.section != "measures":
        return tuple(row for rows in table.values() for row in rows if row.differs)
    rows = table.get(change.identifier, ())
    if change.what.startswith("target"):
        target = change.what.partition(": ")[0]
        return tuple(row for row in rows if row.target == target) or rows
    made_of_it = _made_of(change.identifier, plan)
    return rows + tuple(row for m in made_of_it for row in table.get(m, ()) if row.differs)


def _made_of(measure: str, plan: Plan | None) -> tuple[str, ...]:
    """The measures that are computed from one, or from what is computed from it, in order."""
    found = {measure}
    while True:
        more = {
            m.id
            for m in (plan.measures if plan else ())
            if m.id not in found and not found.isdisjoint((*m.parts, *_overlapping(m)))
        }
        if not more:
            return tuple(sorted(found - {measure}))
        found |= more


def _overlapping(measure: Measure) -> tuple[str, ...]:
    return tuple(overlap.measure for overlap in measure.overlaps)


def _table(old: Plan, new: Plan, record: Record, period: Period) -> _Table:
    """Every target of every measure, rated by both plans; by the measure's newer identifier."""
    judged = [
        {m.measure.id: m.judgements for m in evaluate(plan, record, period).measures}
        for plan in (old, new)
    ]
    found: dict[str, tuple[RatedTwice, ...]] = {}
    for was, now in pairs.things(old.measures, new.measures):
        measure = was if now is None else now
        positions = pairs.targets(was.targets if was else (), now.targets if now else ())
        rows: list[RatedTwice] = []
        for i, j in [*positions, (-1, -1)]:
            before = _by_agency(judged[0].get(was.id, ()) if was else (), i)
            after = _by_agency(judged[1].get(now.id, ()) if now else (), j)
            rows += [
                _row(measure.id, agency, before.get(agency), after.get(agency))
                for agency in dict.fromkeys((*before, *after))
            ]
        found[measure.id] = tuple(rows)
    return found


def _with(plan: Plan, section: str, other: Plan) -> Plan:
    """A plan with a section of another; built anew, because what follows from it follows anew."""
    key = "calendar_declaration" if section == "calendar" else section
    fields = {name: getattr(plan, name) for name in Plan.model_fields}
    # Which scale holds follows from the day; what else is in force stays as it was.
    day = {"as_of": other.as_of} if section == "scales" else {}
    return Plan.model_construct(**fields | {key: getattr(other, key)} | day)


def _read_on(plan: Plan | None, day: dt.date | None) -> Plan:
    assert plan is not None  # noqa: S101  # a view with changes has both plans
    return plan if day is None else plan.model_copy(update={"as_of": day})


def _by_agency(judgements: Sequence[Judgement], index: int | None) -> dict[str, Judgement]:
    return {j.agency: j for j in judgements if j.target_index == index}


def _row(measure: str, agency: str, old: Judgement | None, new: Judgement | None) -> RatedTwice:
    target = next((j.target for j in (old, new) if j is not None and j.target), None)
    whose = agency if target is None or target.agency is None else ""
    return RatedTwice(
        measure,
        "" if target is None else in_words.of_entry("targets", target),
        whose,
        *_verdicts(old),
        *_verdicts(new),
    )


def _verdicts(judgement: Judgement | None) -> tuple[str | None, str | None]:
    if judgement is None:
        return None, None
    result = reasons.result(judgement)
    return result.word if result else None, reasons.rating(judgement.rating).word
