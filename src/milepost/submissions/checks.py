"""Whether what an agency says can be so: the rule book of the intake.

Each check is one small function from what was sent to the problems it has; the list at the foot is
the rule book. An error rejects the observation, a warning marks it. The plan turns a check off for
a measure by a public waiver. What a row is by itself is looked at first; then whether it is said
once; then whether figures agree with one another; then whether they are in line with the past. What
is refused on the way is not held against the rest, and what is refused for its own fault is no
reason to refuse the row that mends it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.plan.waivable import NEVER_WAIVED
from milepost.sources import Problem
from milepost.submissions import (
    checks_of_dates,
    checks_of_history,
    checks_of_relations,
    checks_of_rows,
    checks_of_shares,
    checks_of_sources,
)
from milepost.submissions.history import NO_HISTORY, History
from milepost.submissions.model import Key, Observation
from milepost.submissions.sent import Check, Found, Sent


def said_once(sent: Sent) -> Found:
    """No two rows of a file report the same measure for the same period."""
    firsts: dict[Key, Observation] = {}
    for observation in sent.rows:
        first = firsts.setdefault(observation.key, observation)
        if first is not observation:
            yield (
                observation,
                Problem(
                    observation.place,
                    "S201",
                    f"{observation.measure} for {observation.period} is reported twice; "
                    f"the first is at {first.place}.",
                    "Keep one of the rows.",
                ),
            )


def check_all(
    rows: Iterable[Observation],
    plan: Plan,
    history: History = NO_HISTORY,
    received_on: dt.date | None = None,
    incomplete: Iterable[tuple[str, Period | None]] = (),
) -> Found:
    """Everything that any check finds and the plan does not waive.

    Args:
        rows: what could be read in one file.
        plan: what was promised.
        history: what was in force before the file.
        received_on: the day it counts as received; without it nothing is early, late or waived.
        incomplete: of which measure and period some row could not be read.
    """
    sent = Sent(tuple(rows), plan, history, received_on, frozenset(incomplete))
    waived = _waived(plan, received_on)
    marks: dict[int, set[str]] = {}
    for _, checks in groupby(CHECKS, key=lambda check: check.looks_at):
        refused: set[int] = set()
        for check in checks:
            for observation, problem in check.judge(sent):
                if waived and (observation.measure, problem.code) in waived:
                    continue
                codes = marks.setdefault(id(observation), set())
                if codes & _SAY_MORE.get(problem.code, frozenset()):
                    continue
                codes.add(problem.code)
                if problem.severity == "error":
                    refused.add(id(observation))
                yield observation, problem
        sent = sent.less(refused)


def _waived(plan: Plan, on: dt.date | None) -> frozenset[tuple[str, str]]:
    """The checks that are turned off on a day, each for a measure."""
    return frozenset(
        (waiver.measure or "", waiver.check or "")
        for waiver in plan.waivers
        # Of two rows that say the same thing differently one has to go, whatever is waived.
        if waiver.of == "check" and waiver.check != NEVER_WAIVED and on is not None
        if waiver.from_ <= on <= waiver.until
    )


# Of several marks of being out of line the one that says most is enough; it comes first below.
_SAY_MORE: Final = {
    "S317": frozenset({"S318", "S319"}),
    "S320": frozenset({"S317", "S318", "S319"}),
}

CHECKS: Final[tuple[Check, ...]] = (
    Check("S205", "error", "row", checks_of_rows.on_the_measures_own_basis),
    Check("S202", "either", "row", checks_of_rows.counts_are_whole),
    Check("S203", "error", "row", checks_of_rows.nothing_is_negative),
    Check("S204", "error", "row", checks_of_rows.the_part_is_within_the_whole),
    Check("S206", "error", "row", checks_of_rows.shares_are_within_a_hundred),
    Check("S208", "warning", "row", checks_of_rows.absences_are_explained),
    Check("S301", "error", "row", checks_of_dates.the_period_has_begun),
    Check("S302", "warning", "row", checks_of_dates.the_period_is_over),
    Check("S303", "error", "row", checks_of_dates.the_period_is_open),
    Check("S304", "warning", "row", checks_of_rows.numbers_are_plausible),
    Check("S305", "warning", "row", checks_of_rows.shares_are_in_percent),
    Check("S201", "error", "repeats", said_once),
    Check("S306", "warning", "relations", checks_of_shares.every_code_is_spoken_of),
    Check("S307", "either", "relations", checks_of_relations.parts_make_the_whole),
    Check("S308", "either", "relations", checks_of_relations.no_part_exceeds_the_whole),
    Check("S309", "either", "relations", checks_of_relations.stages_narrow),
    Check("S310", "warning", "relations", checks_of_relations.the_basis_of_stages_is_known),
    Check("S311", "warning", "relations", checks_of_shares.shares_agree_with_their_counts),
    Check("S312", "warning", "relations", checks_of_shares.ratios_lie_among_their_parts),
    Check("S313", "warning", "relations", checks_of_sources.sources_fit_together),
    Check("S314", "warning", "relations", checks_of_sources.agencies_that_overlap_say_so),
    Check("S315", "warning", "relations", checks_of_sources.years_are_not_mixed),
    Check("S316", "warning", "relations", checks_of_shares.the_unknown_part_is_named),
    Check("S319", "warning", "past", checks_of_history.few_figures_are_extreme_outliers),
    Check("S318", "warning", "past", checks_of_history.few_figures_are_moderate_outliers),
    Check("S317", "warning", "past", checks_of_history.years_are_like_the_two_before),
    Check("S320", "warning", "past", checks_of_history.jumps_have_a_note),
)
