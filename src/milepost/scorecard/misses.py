"""What was missed, how often in a row, what that obliges to, and what is said and done about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from milepost.evaluation.corrective import Explained, Progress, Undertaken
from milepost.evaluation.misses import Miss, MissedPeriod, Obligation
from milepost.evaluation.model import Judgement
from milepost.periods import Period
from milepost.scorecard import figures, reasons
from milepost.scorecard.sentence import ended
from milepost.scorecard.wrapping import wrapped


@dataclass(frozen=True, slots=True)
class Owed:
    """A document that a ladder obliges to.

    Attributes:
        text: the step, with what is owed, by when and by which law.
        is_certain: whether it is owed for certain.
        by: the day by which it is due; empty where the step does not say.
    """

    text: str
    is_certain: bool
    by: str


@dataclass(frozen=True, slots=True)
class Corrective:
    """An explanation, or an action, with how far it has got.

    Attributes:
        text: what was said or undertaken, by whom.
        review: accepted, returned, not reviewed; empty for an action of the plan.
        progress: done, overdue, open, no date, no action.
        action: the plan's action that it is, or promises; empty for none.
    """

    text: str
    review: str
    progress: Progress
    action: str = ""


@dataclass(frozen=True, slots=True)
class MissRow:
    """One promise that was not kept.

    Attributes:
        measure: the measure's identifier.
        title: its title.
        agency: whose it is; empty where agencies are combined.
        at_least: how many periods in a row were missed for certain.
        at_most: how many at most.
        count: the same in words, with the periods.
        periods: of each period why it was missed, or cannot be decided.
        explained: whether the newest miss is explained.
        owed: the documents that are owed, or may be.
        explanations: what was explained.
        actions: what the plan undertakes.
        illustrative: whether anything it rests on was made up.
    """

    measure: str
    title: str
    agency: str
    at_least: int
    at_most: int
    count: str
    periods: tuple[str, ...]
    explained: bool
    owed: tuple[Owed, ...]
    explanations: tuple[Corrective, ...]
    actions: tuple[Corrective, ...]
    illustrative: bool


def compose_misses(found: Sequence[Miss], as_of: dt.date) -> tuple[MissRow, ...]:
    """Every miss in words, those without an explanation first."""
    return tuple(_row(miss, as_of) for miss in found)


def lines(rows: Sequence[MissRow]) -> Iterator[str]:
    """The misses for a terminal of 80 columns, those without an explanation first."""
    if not rows:
        yield "No promise of a year or quarter that is over was missed for certain."
        return
    yield from _counted([row for row in rows if not row.illustrative], "")
    yield from _counted([row for row in rows if row.illustrative], "Illustrative: ")
    for row in rows:
        yield ""
        yield from _lines_of(row)


def _counted(rows: Sequence[MissRow], prefix: str) -> Iterator[str]:
    """How many there are, and what of them is open; what was made up is counted apart."""
    if not rows:
        return
    silent = [row for row in rows if not row.explained]
    yield from _wrap(
        f"{prefix}{len(rows)} {'promise was' if len(rows) == 1 else 'promises were'} missed; "
        f"{len(silent)} without an explanation."
    )
    overdue = sum(c.progress == "overdue" for row in rows for c in row.explanations)
    # An action of the plan stands under each miss that it is about, and is counted once.
    overdue += len({c.text for row in rows for c in row.actions if c.progress == "overdue"})
    if overdue:
        are = "action is" if overdue == 1 else "actions are"
        yield f"{prefix}{overdue} corrective {are} overdue."


def _lines_of(row: MissRow) -> Iterator[str]:
    who = f", {row.agency}" if row.agency else ""
    made_up = " (illustrative)" if row.illustrative else ""
    yield from _wrap(f"{row.title}{who}{made_up}: {row.count}.", "", "  ")
    for period in row.periods:
        yield from _wrap(period, "  ", "    ")
    for owed in row.owed:
        yield from _wrap(owed.text, "  ", "    ")
    if not row.explained:
        yield "  No explanation of the newest miss stands."
    dated = [action for action in row.actions if action.progress != "no date"]
    for said in (*row.explanations, *dated):
        yield from _wrap(said.text, "  ", "    ")
    undated = [action.action for action in row.actions if action.progress == "no date"]
    if undated:
        yield from _wrap(f"Actions of the plan without a date: {', '.join(undated)}.", "  ", "    ")


def _row(miss: Miss, as_of: dt.date) -> MissRow:
    return MissRow(
        measure=miss.measure.id,
        title=miss.measure.title,
        agency=miss.agency,
        at_least=miss.at_least,
        at_most=miss.at_most,
        count=count_in_words(miss),
        periods=tuple(_period(missed) for missed in miss.periods),
        explained=miss.is_explained,
        owed=tuple(_owed(obligation) for obligation in miss.obligations),
        explanations=tuple(_explanation(said, as_of) for said in miss.explanations),
        actions=tuple(_action(undertaken, as_of) for undertaken in miss.actions),
        illustrative=miss.is_illustrative,
    )


def count_in_words(miss: Miss) -> str:
    """Such as: missed 2 to 3 years in a row, FY2007 cannot be decided."""
    stretch = "year" if miss.periods[0].period.is_year else "quarter"
    count = _range(miss.at_least, miss.at_most)
    one = miss.at_most == 1
    words = f"missed {count} {stretch}" if one else f"missed {count} {stretch}s in a row"
    if miss.undecided:
        words += f", {' and '.join(_runs(miss.undecided))} cannot be decided"
        if any(_has_no_start(missed) for missed in miss.periods if not missed.is_certain):
            words += "; the plan does not say from when it was promised"
    return words


def _has_no_start(missed: MissedPeriod) -> bool:
    """Whether a period is counted only because the promise of each year has no first year."""
    targets = [judgement.target for judgement in missed.judgements]
    return all(t is not None and t.each is not None and t.from_ is None for t in targets)


def _runs(newest_first: Sequence[Period]) -> list[str]:
    """Periods from the oldest, those that follow one another as one stretch."""
    runs: list[list[Period]] = []
    for period in reversed(newest_first):
        if runs and runs[-1][-1].next() == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    return [str(r[0]) if len(r) == 1 else f"{r[0]} to {r[-1]}" for r in runs]


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def _period(missed: MissedPeriod) -> str:
    """Why a period counts, for each of its targets."""
    return f"{missed.period}: {' '.join(_why(judgement) for judgement in missed.judgements)}"


def _why(judgement: Judgement) -> str:
    assert judgement.target is not None  # noqa: S101  # only a target can be missed
    promised = figures.target(judgement.target, judgement.measure)
    reason = judgement.result.reason if judgement.result else ""
    if judgement.actual.value is None:
        return f"{promised}: {reasons.missing(judgement.actual)}"
    value = figures.actual(judgement.actual, judgement.measure)
    if reason == "for a person to judge":
        return f"promised in words, for a person to judge: {promised}."
    if judgement.target.milestone is not None and reason != "straddles":
        return f"this has not happened: {promised}."
    return f"{value} {'may or may not be' if reason == 'straddles' else 'is not'} {promised}."


def _owed(found: Obligation) -> Owed:
    by = f" by {found.by}" if found.by else ""
    made_up = " (illustrative)" if found.ladder.illustrative else ""
    reached = "Reaches" if found.is_certain else "May reach"
    missed = _range(found.at_least, found.at_most)
    counts = f"{missed} counted since {found.ladder.in_force_from}"
    text = (
        f"{reached} the step for {found.step.misses.normalize():f} of "
        f"“{found.ladder.title}”{made_up}, {counts}: owes{by} "
        f"{ended(found.step.obliges)} {found.step.source.rstrip('.')}."
    )
    return Owed(text, found.is_certain, str(found.by or ""))


def _explanation(found: Explained, as_of: dt.date) -> Corrective:
    said = found.said
    parts = [f"{said.agency} explains {said.period} ({found.review}): {ended(said.why)}"]
    if found.progress != "no action":
        promised = f"Promised: {said.action.rstrip('.')}"
        parts.append(f"{promised}{f', by {said.due}' if said.due else ''}")
        parts[-1] += f": {_progress(found.progress, found.due, as_of)}."
    if found.settled_by is not None:
        done = f", done {found.settled_by.done}" if found.settled_by.done else ""
        parts.append(f"It is the plan's action {found.settled_by.id}{done}.")
    action = found.settled_by.id if found.settled_by else ""
    return Corrective(" ".join(parts), found.review, found.progress, action)


def _action(found: Undertaken, as_of: dt.date) -> Corrective:
    action = found.action
    made_up = " (illustrative)" if action.illustrative else ""
    due = f", due {action.due}" if action.due else ""
    done = f" on {action.done}" if found.progress == "done" else ""
    return Corrective(
        f"The plan's action {action.id} of {' and '.join(action.agencies)}{made_up}{due}: "
        f"{_progress(found.progress, found.due, as_of)}{done}. {ended(action.statement)}",
        "",
        found.progress,
        action.id,
    )


def _progress(progress: Progress, due: dt.date | None, as_of: dt.date) -> str:
    if progress != "overdue" or due is None:
        return progress
    days = (as_of - due).days
    return f"OVERDUE by {days} {'day' if days == 1 else 'days'}, nothing says that it was done"


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    return wrapped(text, first, rest)
