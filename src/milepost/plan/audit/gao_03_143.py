"""The nine attributes of successful performance measures, GAO-03-143.

Five are of each measure, four of the set. What is declared can show that an attribute is missing;
for most it cannot show that it is there, and then a person has to judge.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from milepost.plan.audit import gaps
from milepost.plan.audit.model import Audited, Criterion, Opinion, RuleSet, Verdict
from milepost.plan.audit.opinions import PERSON, of_measures
from milepost.plan.audit.wording import capital, count, listed, named, sentences
from milepost.plan.model import Measure

# The report is of November 2002; its day, 22 November, is from memory and to be checked.
_IN_FORCE: Final = dt.date(2002, 11, 22)
_Judged = tuple[Verdict, str, str]


def linkage(audited: Audited) -> Iterator[Opinion]:
    """It is aligned with the goals above it, and those who report it have a role there."""
    goal_of = {o.id: o.goal for o in audited.plan.objectives}
    goals = {g.id for g in audited.plan.goals}

    def judge(measure: Measure) -> _Judged:
        goal = goal_of.get(measure.objective)
        if goal is None or goal not in goals:
            reason = "It leads to no objective and goal of the plan."
            return "not addressed", reason, "Put it under an objective of a goal."
        known = audited.holdings.with_a_role_under(measure.objective)
        loose = [a for a in measure.agencies if a not in known]
        path = f"It is under {measure.objective}, and so under {goal}"
        if loose:
            verbs = "reports it and has" if len(loose) == 1 else "report it and have"
            reason = f"{path}; {listed(loose)} {verbs} no role there."
            return "partly met", reason, "Give whoever reports a measure a role on its objective."
        return "met", f"{path}.", ""

    yield from of_measures(
        audited, judge, "leading to a goal, reported by agencies with a role there"
    )


def clarity(audited: Audited) -> Iterator[Opinion]:
    """Its name and definition agree with how it is computed."""

    def judge(measure: Measure) -> _Judged:
        if measure.is_computed:
            how = f"computed from {listed(measure.parts)}"
        elif measure.method:
            how = "with a method"
        else:
            reason = "It says what is counted, and not how the figures are gathered and computed."
            return "partly met", reason, "Say how figures are gathered and computed (method:)."
        return PERSON, f"It has a definition, {how}; whether they agree is to be read.", ""

    yield from of_measures(audited, judge, "clear beyond doubt")


def measurable_target(audited: Audited) -> Iterator[Opinion]:
    """It has a numerical goal."""

    def judge(measure: Measure) -> _Judged:
        dated = [t for t in measure.targets if t.is_dated]
        if any(not t.is_in_words for t in dated):
            return "met", f"{capital(count(len(dated), 'target'))} with a date.", ""
        if dated:
            return PERSON, "Its target is in words.", ""
        if measure.targets:
            to_close = "Give each target the period it is for."
            return "partly met", "Its target has no date and can never fall due.", to_close
        return "not addressed", "It has no target.", "Agree on a target with a date."

    yield from of_measures(audited, judge, "with a number to reach by a date")


def objectivity(audited: Audited) -> Iterator[Opinion]:
    """It is reasonably free of bias and manipulation."""

    def judge(measure: Measure) -> _Judged:
        if measure.verification or measure.reliability:
            return PERSON, "How its figures are verified is declared; it is to be read.", ""
        reason = "Nothing is declared on how its figures are verified."
        return "not addressed", reason, "Say how figures are verified (verification:)."

    yield from of_measures(audited, judge, "verified beyond doubt")


def reliability(audited: Audited) -> Iterator[Opinion]:
    """It gives the same result under the same conditions."""

    def judge(measure: Measure) -> _Judged:
        on = [r for r in measure.reliability if gaps.first_day(r.on) <= audited.on]
        if not on:
            reason = "Nobody has assessed how reliable its figures are."
            return "not addressed", reason, "Have its figures assessed (reliability:)."
        last = max(on, key=lambda r: gaps.last_day(r.on))
        reason = f"Found {last.level} by {last.by} ({last.on}), for: {last.purpose}."
        if last.level == "sufficiently reliable":
            return "met", reason, ""
        to_close = "Mend what made its figures unreliable, and have them assessed again."
        return "partly met", reason, to_close

    yield from of_measures(audited, judge, "assessed and found sufficiently reliable")


def core_activities(audited: Audited) -> Iterator[Opinion]:
    """The set covers what the programme is expected to do."""
    if not audited.plan.measures:
        yield _no_measure(audited)
        return
    bare = [o.id for o in audited.plan.objectives if not audited.holdings.measures.get(o.id)]
    if bare:
        reason = named(
            bare, "1 objective has no measure", f"{len(bare)} objectives have no measure"
        )
        to_close = f"Declare measures under {listed(bare)}."
        places = gaps.places_of(audited, "objectives", bare)
        yield Opinion("partly met", reason, places, to_close)
        return
    yield _person(audited, "Every objective has a measure; whether they cover its core is to be "
                  "read.")  # fmt: skip


def limited_overlap(audited: Audited) -> Iterator[Opinion]:
    """Each measure adds to what the others tell."""
    if not audited.plan.measures:
        yield _no_measure(audited)
        return
    same: dict[str, list[str]] = defaultdict(list)
    for measure in audited.plan.measures:
        same[measure.definition.casefold()].append(measure.id)
    alike = [names for names in same.values() if len(names) > 1]
    if alike:
        reason = sentences(f"{listed(names)} have one and the same definition." for names in alike)
        places = gaps.places_of(audited, "measures", (n for names in alike for n in names))
        yield Opinion("partly met", reason, places, "Keep one of them, or say how they differ.")
        return
    counted_twice = [m.id for m in audited.plan.measures if m.overlaps]
    several = f"Agencies may count twice in {len(counted_twice)}"
    note = named(counted_twice, "Agencies may count twice in 1", several)
    reason = "No two measures have the same definition; what each adds is to be read."
    yield _person(audited, sentences((reason, note)))


def balance(audited: Audited) -> Iterator[Opinion]:
    """The set covers the several priorities, and not one kind of result alone."""
    if not audited.plan.measures:
        yield _no_measure(audited)
        return
    kinds: dict[str, int] = defaultdict(int)
    for measure in audited.plan.measures:
        kinds[measure.kind] += 1
    words = ", ".join(f"{number:,} {kind}" for kind, number in sorted(kinds.items()))
    missing = [kind for kind in ("output", "outcome") if kind not in kinds]
    if len(kinds) == 1 or missing:
        reason = f"By kind: {words}." + (f" None is of kind {listed(missing)}." if missing else "")
        to_close = f"Declare measures of kind {listed(missing)}." if missing else (
            "Declare measures of other kinds as well."
        )  # fmt: skip
        yield Opinion("partly met", reason, (audited.place,), to_close)
        return
    yield _person(audited, f"By kind: {words}; whether that is a balance is to be read.")


def governmentwide_priorities(audited: Audited) -> Iterator[Opinion]:
    """The set speaks of quality, timeliness and cost of service."""
    if not audited.plan.measures:
        yield _no_measure(audited)
        return
    cost = [m.id for m in audited.plan.measures if m.kind == "efficiency"]
    if not cost:
        reason = "No measure is of efficiency, so the cost of service is not covered."
        to_close = "Declare a measure of efficiency; then see that quality and timeliness have one."
        yield Opinion("partly met", reason, (audited.place,), to_close)
        return
    reason = f"Cost: {listed(cost)}; whether quality and timeliness are covered is to be read."
    yield Opinion(PERSON, reason, gaps.places_of(audited, "measures", cost))


def _no_measure(audited: Audited) -> Opinion:
    reason, to_close = "The plan declares no measure.", "Declare measures."
    return Opinion("not addressed", reason, (audited.place,), to_close)


def _person(audited: Audited, reason: str) -> Opinion:
    return Opinion(PERSON, reason, (audited.place,))


RULE_SET: Final = RuleSet(
    id="gao-03-143",
    title="Nine attributes of successful performance measures (GAO-03-143)",
    citation="GAO-03-143, Tax Administration: IRS Needs to Further Refine Its Tax Filing Season "
    "Performance Measures, November 2002",
    note=(
        "The attributes are GAO's; what each means is said here in our own words, not in GAO's. "
        "What is declared can show that an attribute is missing. It can seldom show that it is "
        "there, and then a person has to judge. Linkage is judged as the path from a measure to a "
        "goal; that it is known throughout the organisation no plan can show."
    ),
    criteria=tuple(
        Criterion(
            f"gao-03-143.{name}",
            f"{title} ({of})",
            f"GAO-03-143, attribute: {title.lower()}",
            _IN_FORCE,
            judge,
        )
        for name, title, of, judge in (
            ("linkage", "Linkage", "each measure", linkage),
            ("clarity", "Clarity", "each measure", clarity),
            ("measurable-target", "Measurable target", "each measure", measurable_target),
            ("objectivity", "Objectivity", "each measure", objectivity),
            ("reliability", "Reliability", "each measure", reliability),
            ("core-activities", "Core program activities", "the set", core_activities),
            ("limited-overlap", "Limited overlap", "the set", limited_overlap),
            ("balance", "Balance", "the set", balance),
            ("priorities", "Governmentwide priorities", "the set", governmentwide_priorities),
        )
    ),
)
