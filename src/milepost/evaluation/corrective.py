"""What is said and done about a target that was not met: explanations, and actions with a date.

31 U.S.C. 1116(c)(3) asks of a goal that was not met why, with plans and schedules for meeting it.
The why and the schedule come with what an agency sends; the actions stand in the plan.

No file says of an explained action that it was done, and nothing here guesses it. It is known to be
done where the plan holds the same action, named by its identifier or in the same words, with the
day on which it was done. Until then its day passes, and it is listed as overdue.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from milepost.periods import Calendar, Period, parse_period
from milepost.plan.model import Action, Measure, Plan
from milepost.submissions.model import Explanation, Record

Review = Literal["accepted", "returned", "not reviewed"]
Progress = Literal["done", "overdue", "open", "no date", "no action"]

_YEAR: Final = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation of a miss, with what became of it.

    Attributes:
        submission: the number of the submission that says it.
        said: the explanation, the action promised with it, and by when.
        review: whether an analyst has accepted or returned it.
        due: the last day of its "by when"; None where that is no date.
        settled_by: the action of the plan that it promises, where the plan holds it.
        progress: how far that has got by the record's day.
    """

    submission: int
    said: Explanation
    review: Review
    due: dt.date | None
    settled_by: Action | None
    progress: Progress

    @property
    def stands(self) -> bool:
        """Whether it counts: it does until an analyst returns it."""
        return self.review != "returned"


@dataclass(frozen=True, slots=True)
class Undertaken:
    """An action of the plan under the objective that a missed measure serves.

    Attributes:
        action: the action.
        due: its last day; None where it has no date.
        progress: how far it has got by the record's day.
    """

    action: Action
    due: dt.date | None
    progress: Progress


def explanations_of(
    plan: Plan, record: Record, measure: Measure, agencies: tuple[str, ...], period: Period
) -> tuple[Explained, ...]:
    """What is explained of a miss: of each agency what stands, and what was returned since.

    Args:
        plan: the plan, whose actions may be the ones that are promised.
        record: what was sent, and what an analyst said of it.
        measure: the measure that was missed.
        agencies: whose explanations count, in the order of the plan; of a computed measure, which
            nobody reports, anybody's.
        period: the period in which it was missed.
    """
    found: dict[str, list[Explained]] = {agency: [] for agency in agencies}
    for number, said in reversed(record.explanations):
        if (said.measure, said.period) != (measure.id, period):
            continue
        if agencies and said.agency not in agencies:
            continue
        its_own = found.setdefault(said.agency, [])
        if any(newer.stands for newer in its_own):
            continue  # a newer one has taken its place
        its_own.append(_explained(plan, record, measure, number, said))
    return tuple(e for agency in sorted(found, key=_order(agencies)) for e in found[agency])


def actions_of(
    plan: Plan, measure: Measure, agencies: tuple[str, ...], as_of: dt.date
) -> tuple[Undertaken, ...]:
    """The plan's actions under a measure's objective that one of the agencies has undertaken."""
    return tuple(
        undertaken(plan, action, as_of)
        for action in plan.actions
        if action.objective == measure.objective
        and (not agencies or not set(agencies).isdisjoint(action.agencies))
    )


def undertaken(plan: Plan, action: Action, as_of: dt.date) -> Undertaken:
    """An action of the plan, with how far it has got by a day."""
    due = last_day(action.due or "", plan.calendar)
    return Undertaken(action, due, _progress(action, due, as_of))


def actions_under(plan: Plan, objective: str, as_of: dt.date) -> tuple[Undertaken, ...]:
    """All that the plan undertakes under an objective, whoever does it."""
    return tuple(
        undertaken(plan, action, as_of) for action in plan.actions if action.objective == objective
    )


def last_day(written: str, calendar: Calendar) -> dt.date | None:
    """The last day of a year, month, day or period as it was written; None for other words."""
    text = written.strip()
    try:
        return calendar.end(parse_period(f"CY{text}" if _YEAR.fullmatch(text) else text))
    except ValueError:
        return None


def agencies_behind(plan: Plan, measure: Measure) -> tuple[str, ...]:
    """Who reports a measure, or what it is computed from, in the order of the plan."""
    names = set(_reporters(plan, measure, frozenset()))
    return tuple(agency.id for agency in plan.agencies if agency.id in names)


def _reporters(plan: Plan, measure: Measure, above: frozenset[str]) -> Iterator[str]:
    yield from measure.agencies
    for name in measure.parts:
        if name not in above and name in plan.measure_by_id:
            yield from _reporters(plan, plan.measure_by_id[name], above | {measure.id})


def _order(agencies: tuple[str, ...]) -> _ByPlace:
    return _ByPlace({agency: place for place, agency in enumerate(agencies)})


@dataclass(frozen=True, slots=True)
class _ByPlace:
    """Puts agencies in the order of the plan, and those it does not name after them by name."""

    places: dict[str, int]

    def __call__(self, agency: str) -> tuple[int, str]:
        return self.places.get(agency, len(self.places)), agency


def _explained(
    plan: Plan, record: Record, measure: Measure, number: int, said: Explanation
) -> Explained:
    remark = record.review_of(number, measure.id, said.period, explanation=True)
    review: Review = "not reviewed"
    if remark is not None:
        review = "returned" if remark.kind.endswith("returned") else "accepted"
    due = last_day(said.due, plan.calendar)
    action = _named_action(plan, said.action)
    progress: Progress = "no action"
    if said.action.strip():
        progress = _progress(action, due, record.as_of)
    return Explained(number, said, review, due, action, progress)


def _named_action(plan: Plan, words: str) -> Action | None:
    """The action of the plan that is named by its identifier, or stated in the same words."""
    plain = _plain(words)
    return next((a for a in plan.actions if plain in (a.id, _plain(a.statement))), None)


def _plain(words: str) -> str:
    return " ".join(words.split()).rstrip(".").casefold()


def _progress(action: Action | None, due: dt.date | None, as_of: dt.date) -> Progress:
    """Done from the first day on which it may have been; overdue once its last day is past."""
    if action is not None and action.done is not None and _first_day(action.done) <= as_of:
        return "done"
    if due is None:
        return "no date"
    return "overdue" if due < as_of else "open"


def _first_day(partial: str) -> dt.date:
    return dt.date.fromisoformat(f"{partial}-01-01"[:10])
