"""21 U.S.C. 1705(h): what the performance measurement system must do.

Each function judges one paragraph; :mod:`milepost.plan.audit.usc_21_1705` lists them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from milepost.plan.audit import gaps
from milepost.plan.audit.model import Audited, Opinion, Verdict
from milepost.plan.audit.opinions import PERSON, counted, of_measures, said
from milepost.plan.audit.wording import capital, count, listed, of
from milepost.plan.model import Measure, Target

_Judged = tuple[Verdict, str, str]
_DAYS_OF_A_YEAR: Final = 365.25
_TERMS: Final = (2, 5)


def two_and_five_years(audited: Audited) -> Iterator[Opinion]:
    """(h)(1): 2-year and 5-year targets for each goal and objective."""
    start = _start(audited)
    each = []
    for objective in audited.plan.objectives:
        subject = ("objectives", objective.id)
        targets = [t for m in audited.holdings.measures.get(objective.id, []) for t in m.targets]
        there = [
            n for n in _TERMS if start and any(_reaches(audited, t, start, n) for t in targets)
        ]
        missing = [n for n in _TERMS if n not in there]
        verdict: Verdict = "met" if not missing else "partly met" if there else "not addressed"
        words = " and ".join(f"{n}-year" for n in there) or "no 2-year and no 5-year"
        reason = f"It has {words} targets, counted from {start}."
        to_close = " ".join(f"Agree on {n}-year targets for each objective." for n in missing)
        if start is None:
            reason = "The plan does not say when it was issued, so that years could be counted."
            to_close = "Say when the strategy was issued (issued:)."
        each.append(Opinion(verdict, reason, (audited.places.at(*subject),), to_close, subject))
    yield counted(audited, each, "objective", "with 2-year and 5-year targets")
    yield from each


def sources_of_measures(audited: Audited) -> Iterator[Opinion]:
    """(h)(2): the sources of information and data for each measure."""

    def judge(_: Measure) -> _Judged:
        return "met", "Its source is named.", ""  # no measure can be declared without one

    yield from of_measures(audited, judge, "with a source")


def programs(audited: Audited) -> Iterator[Opinion]:
    """(h)(3): the major programs and activities that support the goals."""
    each = []
    for objective in audited.plan.objectives:
        subject = ("objectives", objective.id)
        found = audited.holdings.actions.get(objective.id, [])
        where = (audited.places.at(*subject),)
        if found:
            reason = f"{capital(count(len(found), 'action'))} under it."
            each.append(Opinion("met", reason, where, "", subject))
        else:
            to_close = "Declare the programs and activities under each objective (actions:)."
            reason = "No action is under it."
            each.append(Opinion("not addressed", reason, where, to_close, subject))
    yield counted(audited, each, "objective", "with programs and activities")
    yield from each


def contribution(audited: Audited) -> Iterator[Opinion]:
    """(h)(4): what demand and supply reduction contribute, agency by agency."""
    measures = audited.plan.measures
    if not measures:
        yield _no_measure(audited)
        return
    by_agency = {a for m in measures for a in m.agencies}
    reason = (
        f"{capital(count(len(by_agency), 'agency reports', 'agencies report'))} measures; what "
        "each contributes to the results is an evaluation, and no plan can show it."
    )
    yield Opinion(PERSON, reason, (audited.place,))


def consistency(audited: Audited) -> Iterator[Opinion]:
    """(h)(5): that agencies' goals and budgets are consistent with the Strategy is monitored."""
    plan = audited.plan
    loose = [r.id for r in gaps.tied_to_nothing(audited)]
    if not plan.monitoring:
        to_close = "Say under monitoring: who watches, how often, and what is reported."
        reason = "Nobody is named to watch it."
        yield Opinion("not addressed", reason, (audited.place,), to_close)
        return
    watch = [w.id for w in plan.monitoring]
    if loose:
        reason = f"{listed(watch)} watches; tied to no objective: {listed(loose)}."
        to_close = "Tie every resource to an objective."
        yield Opinion("partly met", reason, gaps.places_of(audited, "resources", loose), to_close)
        return
    reason = f"{listed(watch)} watches; whether goals and budgets are compared is to be read."
    yield Opinion(PERSON, reason, gaps.places_of(audited, "monitoring", watch))


def data_collection(audited: Audited) -> Iterator[Opinion]:
    """(h)(6): data collection is coordinated, its quality and coverage assessed and mended."""
    plan = audited.plan
    measures = plan.measures
    if not measures:
        yield _no_measure(audited)
        return
    assessed = [m.id for m in measures if m.reliability]
    needs = said(audited, "data-needs", "data needs")
    reason = f"{capital(of(len(assessed), len(measures), 'measure'))} assessed for quality; " + (
        "data needs are stated." if needs.places else "data needs are not stated."
    )
    verdict: Verdict = "partly met" if assessed or needs.places else "not addressed"
    to_close = "" if needs.places else needs.to_close
    if len(assessed) < len(measures):
        to_close = f"Have each measure assessed (reliability:). {to_close}".strip()
    elif needs.places:
        verdict = "met"
    bare = [m.id for m in measures if not m.reliability]
    places = needs.places or gaps.places_of(audited, "measures", bare) or (audited.place,)
    yield Opinion(verdict, reason, places, to_close)


def supplemental_strategy(audited: Audited) -> Iterator[Opinion]:
    """(h)(7): measures and targets for the Southwest border strategy."""
    measures = audited.plan.measures
    if not measures:
        yield _no_measure(audited)
        return
    aimed = sum(gaps.has_target(m) for m in measures)
    reason = f"{capital(of(aimed, len(measures), 'measure'))} with a target"
    if not aimed:
        to_close = "Agree on targets with dates."
        yield Opinion("partly met", f"{reason}.", (audited.place,), to_close)
        return
    reason += (
        "; whether they cover interdiction at and between ports of entry, technology, intelligence "
        "sharing and diplomacy is to be read."
    )
    yield Opinion(PERSON, reason, (audited.place,))


def _no_measure(audited: Audited) -> Opinion:
    reason, to_close = "The plan declares no measure.", "Declare measures."
    return Opinion("not addressed", reason, (audited.place,), to_close)


def _start(audited: Audited) -> dt.date | None:
    """The day from which years are counted: the issue of the strategy, else of its horizon."""
    strategy = audited.plan.strategy
    if strategy.issued:
        return gaps.first_day(strategy.issued)
    return audited.plan.calendar.start(strategy.horizon) if strategy.horizon else None


def _reaches(audited: Audited, target: Target, start: dt.date, years: int) -> bool:
    """Whether a target is for the time some years after a day, to the nearest year."""
    end_of = audited.plan.calendar.end
    if target.period is not None:
        return _years(end_of(target.period), start) == years
    if target.each is None:
        return False
    begun = target.from_ is None or _years(end_of(target.from_), start) <= years
    return begun and (target.to is None or _years(end_of(target.to), start) >= years)


def _years(day: dt.date, start: dt.date) -> int:
    return round((day - start).days / _DAYS_OF_A_YEAR)
