"""What was promised before, and why that changed (21 U.S.C. 1705(i)): the plan's dated values.

Each change stands with what held before and after, from which day, why, by whose approval, and with
the ratings it moved: the same record judged by the plan before the change and after it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from milepost.evaluation.changed_plans import measures_behind, narrowed
from milepost.evaluation.evaluate import evaluate
from milepost.plan import in_words
from milepost.plan.dated import Held, History
from milepost.plan.goalposts import Path, decides
from milepost.plan.model import Measure, Plan, Relation, Waiver
from milepost.scorecard.moved import RatingMoved, ratings_moved

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer


@dataclass(frozen=True, slots=True)
class ChangeOfRating:
    """A rating that comes out otherwise by the plan after a change than by the plan before it.

    Attributes:
        title: the measure.
        agency: whose figure it is; empty for all that report it.
        due: for when its target is promised; empty for none.
        old: result and outlook by the plan before.
        new: by the plan after.
    """

    title: str
    agency: str
    due: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeOfPlan:
    """A value of the plan that took the place of another.

    Attributes:
        section: the section of the plan.
        identifier: the thing it is a value of.
        title: the thing in words.
        what: which value of it, in words.
        old: what held before; "none" where nothing did.
        new: what holds from then on; "none" where nothing does.
        since: the day from which it holds.
        reason: why it changed.
        approved_by: who approved that.
        source: where that is laid down.
        old_place: where the value before is written.
        new_place: where the value after is written.
        can_change_a_rating: whether a rating may come out otherwise.
        within_a_year: whether that was within the year before the day of the scorecard.
        illustrative: whether it was made up to show a feature.
        ratings: which ratings of this period it moved.
    """

    section: str
    identifier: str
    title: str
    what: str
    old: str
    new: str
    since: str
    reason: str
    approved_by: str
    source: str
    old_place: str
    new_place: str
    can_change_a_rating: bool
    within_a_year: bool
    illustrative: bool
    ratings: tuple[ChangeOfRating, ...]


def compose_goalposts(composer: Composer) -> tuple[ChangeOfPlan, ...]:
    """Every change of a dated value up to the day of the scorecard, the latest first."""
    return changes_since(composer, dt.date.min)


def changes_since(composer: Composer, day: dt.date) -> tuple[ChangeOfPlan, ...]:
    """The changes of dated values that took hold after a day, the latest first.

    Args:
        composer: the plan, the record and the histories.
        day: changes that held by then are left out; so an edition asks what came after it.
    """
    until = composer.evaluation.as_of
    found = [
        (history, before, after)
        for history in composer.beside.histories
        if not composer.hidden.intersection(_measures_of(composer.plan, history))
        for before, after in zip(history.held, history.held[1:], strict=False)
        if day < after.since <= until
    ]
    found.sort(key=lambda change: change[2].since, reverse=True)
    moves = {
        since: _moved_on(composer, since, [c[0] for c in found if c[2].since == since])
        for since in dict.fromkeys(c[2].since for c in found)
    }
    return tuple(_change(composer, *change, moves[change[2].since]) for change in found)


def _measures_of(plan: Plan, history: History) -> tuple[str, ...]:
    """The measures that a dated value is about: its own, its waiver's, its relation's."""
    if history.section == "measures":
        return (history.identifier,)
    items = getattr(plan, history.section, ())
    of = next((i for i in items if getattr(i, "id", "") == history.identifier), None)
    if isinstance(of, Waiver):
        return (of.measure,) if of.measure else ()
    if isinstance(of, Relation):
        return (*([of.whole] if of.whole else []), *of.parts)
    return ()


def _moved_on(
    composer: Composer, day: dt.date, histories: Sequence[History]
) -> tuple[RatingMoved, ...]:
    """What came out otherwise by the plan of a day than by the plan of the day before."""
    earlier = composer.beside.earlier
    before = next((past.plan for past in earlier if past.on == day - dt.timedelta(1)), None)
    if before is None:
        return ()  # nothing that changed on that day decides a rating
    after = next((past.plan for past in earlier if past.on >= day), composer.plan)
    judged = []
    for plan in (before, after):
        # Both are read as of one day: the change is told, and not that a scale began meanwhile.
        read = plan.model_copy(update={"as_of": composer.plan.as_of})
        if all(history.section == "measures" for history in histories):
            borne = [m for m in read.measures if any(_bears_on(read, h, m) for h in histories)]
            read = narrowed(read, borne)
        judged.append(evaluate(read, composer.record, composer.evaluation.period))
    moved = ratings_moved(*judged)
    return tuple(one for one in moved if one.measure not in composer.hidden)


def _change(
    composer: Composer,
    history: History,
    before: Held,
    after: Held,
    moved: Sequence[RatingMoved],
) -> ChangeOfPlan:
    plan, as_of = composer.plan, composer.evaluation.as_of
    decisive = decides(history.section, history.path)
    found = tuple(_ratings(plan, history, moved)) if decisive else ()
    return ChangeOfPlan(
        section=history.section,
        identifier=history.identifier,
        title=_title(plan, history),
        what=_what(plan, history),
        old=_value(before, history.path),
        new=_value(after, history.path),
        since=after.since.isoformat(),
        reason=after.reason,
        approved_by=after.approved_by,
        source=after.source,
        old_place=str(before.place),
        new_place=str(after.place),
        can_change_a_rating=decisive,
        within_a_year=(after.since > _a_year_before(as_of)),
        illustrative=composer.illustrative or after.illustrative,
        ratings=found,
    )


def _ratings(
    plan: Plan, history: History, moved: Sequence[RatingMoved]
) -> Iterator[ChangeOfRating]:
    """What one change bears on: of a measure itself and what is computed from it, else all."""
    for one in moved:
        measure = plan.measure_by_id.get(one.measure)
        if measure is None or not _bears_on(plan, history, measure):
            continue
        yield ChangeOfRating(measure.title, one.agency, one.due, one.old, one.new)


def _bears_on(plan: Plan, history: History, measure: Measure) -> bool:
    if history.section != "measures":
        return True
    return history.identifier in measures_behind(plan, measure)


def _title(plan: Plan, history: History) -> str:
    if history.section == "strategy":
        return plan.strategy.title
    items = getattr(plan, history.section, ())
    item = next((i for i in items if getattr(i, "id", "") == history.identifier), None)
    title = getattr(item, "title", None)
    # A scale and a waiver have no title of their own.
    return str(title) if title else f"{_SINGULAR[history.section]} “{history.identifier}”"


_SINGULAR = {
    "measures": "measure",
    "scales": "scale",
    "waivers": "waiver",
    "windows": "reporting window",
    "extensions": "extension",
    "relations": "relation",
}


def _what(plan: Plan, history: History) -> str:
    """Which value it is: target for FY2009; baseline; on track."""
    first, *rest = history.path or ("as a whole",)
    measure = plan.measure_by_id.get(history.identifier)
    words = [str(key).replace("_", " ") for key in rest if isinstance(key, str)]
    if first == "targets" and measure is not None and rest and isinstance(rest[0], int):
        if rest[0] < len(measure.targets):
            target = in_words.of_entry("targets", measure.targets[rest[0]])
            return ", ".join([target, *(word for word in words if word != "value")])
        return "target"
    return ", ".join([str(first).replace("_", " "), *(word for word in words if word != "value")])


def _value(held: Held, path: Path) -> str:
    if held.value is None:
        return "none"
    if isinstance(held.value, dict):
        return "; ".join(f"{key}: {_written(key, value)}" for key, value in held.value.items())
    if isinstance(held.value, list):
        return ", ".join(map(str, held.value))
    return _written(path[-1] if path else "", held.value)


_NUMBER: Final = re.compile(r"(-?)([0-9]{4,})((?:\.[0-9]+)?)")
_OF_TIME: Final = frozenset({"period", "from", "to", "each", "until", "in_force_from"})


def _written(key: object, value: object) -> str:
    """A value as the plan has it, a number with its thousands apart; a year is no number."""
    found = _NUMBER.fullmatch(str(value)) if key not in _OF_TIME else None
    return f"{found[1]}{int(found[2]):,}{found[3]}" if found else str(value)


def _a_year_before(day: dt.date) -> dt.date:
    """The same day of the year before; the last of February for the 29th."""
    if (day.month, day.day) == (2, 29):
        return dt.date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
