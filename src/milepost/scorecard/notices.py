"""Composes notices, or says why there is nothing to notify.

Non-compliance (21 U.S.C. 1703(b)(7)): the Director notifies an agency whose policies are not in
compliance, with copies to the President and Congress, and keeps each notification. A late Strategy
(21 U.S.C. 1705(e)): notice to Congress within 5 days, with the reason and the date. Missed targets:
what the ladder of the plan obliges to (31 U.S.C. 1116(g) to (i) where the plan declares it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Final

from milepost.evaluation.misses import Miss
from milepost.plan.duty_calendar.model import DutyCalendar
from milepost.scorecard import prose
from milepost.scorecard.agencies import (
    compose_agencies,
    is_miss_of,
    misses_shown,
    of_agency,
)
from milepost.scorecard.agency_page import AgencyPage
from milepost.scorecard.composer import Composer
from milepost.scorecard.document import NothingToSayError
from milepost.scorecard.late_strategy import late_strategy
from milepost.scorecard.misses import compose_misses
from milepost.scorecard.notice import ComposedNotice, NoticeItem, NoticeOrder
from milepost.submissions.notices import KINDS, NoticeKind

_READ: Final = "read in the United States Code as of 20 April 2023"


@dataclass(frozen=True, slots=True)
class _Found:
    """What a kind of notice is about, before it is put together."""

    addressee: str
    copies: tuple[str, ...]
    law: str
    opening: str
    items: tuple[NoticeItem, ...]
    asks: str
    statement_line: str
    date_line: str


def compose_notice(
    composer: Composer, calendar: DutyCalendar, order: NoticeOrder
) -> ComposedNotice:
    """A notice about an agency, filled from the record.

    Args:
        composer: what it is composed from.
        calendar: the duties of the period it is about.
        order: what is to be written.

    Raises:
        NothingToSayError: where the record holds nothing to notify.
    """
    plan, period = composer.plan, composer.evaluation.period
    if plan.is_foreign(order.agency):
        raise NothingToSayError(
            f"{order.agency} is of another government, and no notice under U.S. law is addressed "
            "to it. Write to the U.S. agency that answers for the objective."
        )
    found = _KINDS[order.kind](composer, calendar, order)
    name = plan.agency_by_id[order.agency].name
    open_lines = (
        *([] if order.statement else [found.statement_line]),
        *([] if order.by_when else [found.date_line]),
    )
    return ComposedNotice(
        order=order,
        title=f"{KINDS[order.kind]}: {order.agency}, {prose.period(period)}",
        strategy=plan.strategy.title,
        office=plan.agency_by_id[plan.strategy.issued_by].name,
        about=name,
        addressee=found.addressee,
        copies=found.copies,
        law=found.law,
        period=str(period),
        as_of=composer.evaluation.as_of.isoformat(),
        opening=found.opening,
        items=found.items,
        asks=found.asks,
        open_lines=open_lines,
        illustrative=composer.illustrative,
        footnotes=composer.footnotes.all(),
        version=version("milepost"),
    )


def _non_compliance(composer: Composer, _: DutyCalendar, order: NoticeOrder) -> _Found:
    period = composer.evaluation.period
    name = composer.plan.agency_by_id[order.agency].name
    page = compose_agencies(composer).page_of(order.agency)
    items = (*_missed(composer, order.agency), *(_lacking(page) if page else ()))
    if not items and not order.statement:
        raise NothingToSayError(
            f"The record holds nothing against {order.agency} for {period} as of "
            f"{composer.evaluation.as_of}: no target that was due was missed, and nothing is "
            "missing, late or owed. Say with --statement in what its policies are not in "
            "compliance, or name another period."
        )
    listed = "What the record holds is listed below; in" if items else "In"
    opening = (
        f"The Director notifies the head of {name} that policies of the agency are not in "
        f"compliance with the Strategy. {listed} what the policies are not in compliance is the "
        "Director's own judgement."
    )
    return _Found(
        f"the head of {name}",
        ("the President", "Congress"),
        f"21 U.S.C. 1703(b)(7), {_READ}; this office keeps the notice",
        opening,
        items,
        "In what the policies are not in compliance",
        "In what policies of the agency are not in compliance",
        "What is asked of the agency, and by when",
    )


def _missed(composer: Composer, agency: str) -> Iterator[NoticeItem]:
    """Every target that was due and not met, with what a ladder obliges to."""
    reached = list(_reached(composer, agency))
    for judged in composer.evaluation.measures:
        for judgement in judged.judgements:
            if not of_agency(composer, judgement, agency) or judgement.result is None:
                continue
            made_up = judgement.is_illustrative
            if judgement.result.result != "not met" or (made_up and not composer.illustrative):
                continue
            row = composer.row(judged, judgement)
            said = f"Promised: {row.target}, {row.target_period}. Reached: {row.actual}."
            said += "" if any(s.kind == "explanation" for s in row.said) else " Not explained."
            follows = (
                owed.text
                for miss in reached
                if miss.measure.id == judgement.measure.id
                and any(judgement in missed.judgements for missed in miss.periods)
                for owed in compose_misses([miss], composer.evaluation.as_of)[0].owed
            )
            yield NoticeItem(
                "Target not met", row.title, said, " ".join(follows), row.notes, made_up
            )


def _lacking(page: AgencyPage) -> Iterator[NoticeItem]:
    """What is missing, late, given back, owed or overdue."""
    report = page.report
    if report is not None:
        yield from (NoticeItem("Not reported", text, "No figure is in force.")
                    for text in report.not_reported)  # fmt: skip
        yield from (NoticeItem("Not taken", text, "What was sent could not be taken.")
                    for text in report.not_taken)  # fmt: skip
        late = (report.late or 0) + (report.after_lock or 0)
        if late:
            said = f"{late} of {report.due} figures came after their day: {_windows(page)}."
            yield NoticeItem("Late", "Figures reported late", said)
        yield from (
            NoticeItem(
                "Explanation owed", text, "It differs from its target by more than the plan allows."
            )
            for text in report.unexplained
        )
    yield from (NoticeItem("Returned", "A figure was given back", text) for text in page.returned)
    for duty in page.duties:
        if duty.standing.mark == "bad":
            said = f"Due {duty.due}; not done on record. {duty.note}".strip()
            follows = f"Asked for by {duty.source.rstrip('.')}."
            yield NoticeItem("Overdue", duty.title, said, follows, illustrative=duty.illustrative)


def _windows(page: AgencyPage) -> str:
    return "; ".join(f"{w.period} due {w.due}" for w in page.windows if w.due)


def _improvement_plan(composer: Composer, _: DutyCalendar, order: NoticeOrder) -> _Found:
    period, agency = composer.evaluation.period, order.agency
    name = composer.plan.agency_by_id[agency].name
    items = tuple(_obliged(composer, agency))
    if not items:
        raise NothingToSayError(_why_nothing_is_owed(composer, agency))
    one = len(items) == 1
    opening = (
        f"{name} missed {'a target' if one else f'{len(items)} targets'} up to {period} that the "
        "plan's ladder attaches an obligation to. Each is listed with what is owed and by when."
    )
    return _Found(
        f"the head of {name}",
        (),
        "the ladder that the plan declares, as each entry says; where the plan declares none, no "
        "miss obliges to a document (31 U.S.C. 1116(g) to (i) is law since 4 January 2011)",
        opening,
        items,
        "What this office adds",
        "The senior official who answers for the plan",
        "Where the document is to be sent, and by when",
    )


def _obliged(composer: Composer, agency: str) -> Iterator[NoticeItem]:
    """Every miss for which a step of a ladder is reached for certain, in words."""
    for miss in _reached(composer, agency):
        (row,) = compose_misses([miss], composer.evaluation.as_of)
        notes = tuple(
            dict.fromkeys(
                composer.footnotes.of_judgement(judgement)
                for missed in miss.periods
                for judgement in missed.judgements
            )
        )
        said = f"{row.count[:1].upper()}{row.count[1:]}. {' '.join(row.periods)}"
        said += "" if row.explained else " Not explained."
        follows = " ".join(owed.text for owed in row.owed)
        yield NoticeItem("Missed", row.title, said, follows, notes, row.illustrative)


def _reached(composer: Composer, agency: str) -> Iterator[Miss]:
    """Every miss with the steps of a ladder that are reached for certain; none without any.

    In a real plan neither a miss nor a ladder counts that was made up.
    """
    for miss in _counted_misses(composer, agency):
        reached = tuple(
            o
            for o in miss.obligations
            if o.is_certain and (composer.illustrative or not o.ladder.illustrative)
        )
        if reached:
            yield replace(miss, obligations=reached)


def _counted_misses(composer: Composer, agency: str) -> Iterator[Miss]:
    for miss in misses_shown(composer):
        counts = composer.illustrative or not miss.is_illustrative
        if counts and is_miss_of(composer, miss, agency):
            yield miss


def _why_nothing_is_owed(composer: Composer, agency: str) -> str:
    period = composer.evaluation.period
    ladders = [x for x in composer.plan.ladders if composer.illustrative or not x.illustrative]
    if not ladders:
        return (
            "The plan declares no ladder, so a missed target obliges to no document. 31 U.S.C. "
            "1116(g) to (i) is law since 4 January 2011 and holds for a plan that declares it."
        )
    if not any(_counted_misses(composer, agency)):
        return f"{agency} missed no target up to {period} for certain: nothing is owed."
    return f"What {agency} missed up to {period} reaches no step of the plan's ladder for certain."


def _late_strategy(composer: Composer, calendar: DutyCalendar, order: NoticeOrder) -> _Found:
    late = late_strategy(composer.plan, calendar, order)
    return _Found(
        late.addressee,
        (),
        late.law,
        late.opening,
        late.items,
        "Why it is late",
        "Why the Strategy is late",
        "The day on which it will be submitted",
    )


_KINDS: Final[dict[NoticeKind, Callable[[Composer, DutyCalendar, NoticeOrder], _Found]]] = {
    "non-compliance": _non_compliance,
    "late-strategy": _late_strategy,
    "improvement-plan": _improvement_plan,
}
