"""Mechanisms in words: who gives what to them, and whether they met as they were to.

GAO-16-223 found in 2016 that an agreement signed in 2009 was monitored by nobody. So it is said of
each mechanism who monitors it, how often it is to be reviewed, and whether it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from milepost.plan.duty_calendar.model import Entry, Undated
from milepost.plan.model import Mechanism, Plan, Review, Staffing
from milepost.scorecard.objective_model import NOT_STATED, MechanismLine, ReviewHeld
from milepost.scorecard.prose import called, counted

_IN_FORCE = ("agreed", "operating")


def compose_mechanisms(
    plan: Plan, dated: Sequence[Entry | Undated], as_of: str
) -> tuple[MechanismLine, ...]:
    """Every mechanism of the plan, in its order.

    Args:
        plan: the plan.
        dated: when reviews fall due (:func:`milepost.plan.duty_calendar.build.undertaken`).
        as_of: what happened later is not looked at.
    """
    return tuple(
        _line(plan, m, [e for e in dated if e.kind == "review" and e.id == m.id], as_of)
        for m in plan.mechanisms
    )


def _line(plan: Plan, of: Mechanism, dated: Sequence[Entry | Undated], as_of: str) -> MechanismLine:
    entries = [e for e in dated if isinstance(e, Entry)]
    coming = next((e for e in entries if e.standing.status != "done"), None)
    fallen_due = [e for e in entries if e.standing.status == "done" or e.standing.is_late]
    held = tuple(_held(r) for r in sorted(of.reviews, key=_when, reverse=True) if r.held <= as_of)
    titles = {m.id: m.title for m in plan.mechanisms}
    objectives = {o.id: o.title for o in plan.objectives}
    return MechanismLine(
        id=of.id,
        title=of.title,
        parties=tuple(called(plan, a) for a in of.parties),
        leads=tuple(called(plan, a) for a in of.leads),
        objectives=tuple(objectives[o] for o in of.objectives),
        status=of.status,
        signed=of.signed or NOT_STATED,
        takes_place_of=titles.get(of.supersedes or "", ""),
        purpose=of.purpose or "",
        staffing=tuple(_staffing(plan, s) for s in of.staffing),
        rhythm=of.review_rhythm or of.review_every or NOT_STATED,
        monitored_by=called(plan, of.monitored_by) if of.monitored_by else NOT_STATED,
        reviews=held,
        due=len(fallen_due),
        held=sum(e.standing.status == "done" for e in fallen_due),
        next_due=str(coming.on) if coming else "",
        days_overdue=coming.standing.days_late if coming and coming.standing.is_late else 0,
        standing=_standing(of, held, coming, dated),
        open_issues=of.open_issues,
        source=of.source,
        illustrative=of.illustrative,
    )


def _when(review: Review) -> str:
    return review.held


def _held(review: Review) -> ReviewHeld:
    return ReviewHeld(review.held, review.result, review.open_issues, review.illustrative)


def _staffing(plan: Plan, given: Staffing) -> str:
    number = "" if given.staff is None else f"{given.staff:,f} staff. "
    made_up = " (illustrative)" if given.illustrative else ""
    return f"{called(plan, given.agency)}: {number}{given.note.rstrip('.')}.{made_up}"


def _standing(
    of: Mechanism,
    held: Sequence[ReviewHeld],
    coming: Entry | None,
    dated: Sequence[Entry | Undated],
) -> str:
    """Whether it met as it was to, as far as the plan records it."""
    if of.status not in _IN_FORCE:
        return f"{of.status.capitalize()}: not in force, so no review is due."
    last = f"Last reviewed {held[0].held}" if held else "No review is on record"
    undated = next((e for e in dated if isinstance(e, Undated)), None)
    if undated is not None:
        return f"{last}. {undated.reason}"
    if coming is None:
        return f"{last}, and the plan does not say how often one is due."
    if coming.standing.is_late:
        days = counted(coming.standing.days_late, "day")
        return f"{last}. The next was due {coming.on} and is {days} overdue."
    return f"{last}. The next is due {coming.on}."
