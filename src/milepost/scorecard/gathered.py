"""Gathers what a scorecard is composed from beside the period's own evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.model import Evaluation
from milepost.evaluation.reporting import status_of
from milepost.evaluation.what_ifs import EarlierPlan
from milepost.evaluation.withholding import PublicSide, public_plan
from milepost.plan.audit.model import Audited
from milepost.plan.audit.rule_sets import BY_ID, DEFAULT, audit
from milepost.plan.dated import History
from milepost.plan.duty_calendar.since import since
from milepost.plan.places import Places
from milepost.scorecard.beside import Beside

_YEARS_BEFORE: Final = 5  # 31 U.S.C. 1116(c)(1): actual results for the 5 preceding fiscal years


def gathered(  # noqa: PLR0913  # what was judged, and what the plan was before
    side: PublicSide,
    places: Places,
    evaluation: Evaluation,
    histories: Iterable[History],
    earlier: Iterable[EarlierPlan],
    *,
    illustrative: bool,
) -> Beside:
    """The years before a period, and what else is known on the day of a scorecard.

    Args:
        side: what everybody may see of plan and record.
        places: where the plan's parts were written.
        evaluation: what came of that plan held against that record.
        histories: the dated values of the whole plan.
        earlier: the whole plan as it read before each change of it.
        illustrative: whether the workspace holds made-up figures only.
    """
    plan, record, period = side.plan, side.record, evaluation.period
    held = Audited(plan, places, evaluation.as_of)
    first, day = plan.calendar.start(period), evaluation.as_of
    before = range(1, _YEARS_BEFORE + 1) if period.is_year else ()
    return Beside(
        years_before=tuple(evaluate(plan, record, period.step(-back)) for back in before),
        status=status_of(plan, record, evaluation),
        audit=audit(held, BY_ID[DEFAULT], illustrative=illustrative),
        calendar=since(plan, places, first, day, illustrative=illustrative),
        histories=tuple(h for h in histories if h.identifier not in side.hidden),
        earlier=tuple(replace(e, plan=public_plan(e.plan, side.hidden)) for e in earlier),
        hidden=side.hidden,
        withheld=tuple(w for w in side.withheld if w.why != "sensitive"),
        mixed=side.mixed,
        telling=side.telling,
    )
