"""What a scorecard is composed from, beside the period's own evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from milepost.evaluation.model import Evaluation
from milepost.evaluation.reporting import Status
from milepost.evaluation.what_ifs import EarlierPlan
from milepost.evaluation.withholding import Withheld
from milepost.plan.audit.model import Audit
from milepost.plan.dated import History
from milepost.plan.duty_calendar.model import DutyCalendar
from milepost.scorecard.owed import EditionLine
from milepost.scorecard.since import EarlierEdition


@dataclass(frozen=True, slots=True)
class Beside:
    """The years before, and what else is known on the day of a scorecard.

    Attributes:
        years_before: the five years before, the latest first, each held against the same record
            under the same plan (31 U.S.C. 1116(c)(1)).
        status: what each agency was to report, and what of it came in time.
        audit: the plan held against the default rule set.
        calendar: what fell due from the first day of the period to the day of the scorecard, and
            what comes next within a year.
        histories: the dated values of the plan: what was promised before, and why it changed.
        earlier: the plan as it read before each change of it.
        hidden: measures that were taken out of plan and record because they are not public.
        withheld: the figures of other measures in whose place the record says "withheld".
        mixed: the files that hold something that is withheld.
        telling: the files whose digest would tell what is withheld.
        edition: which edition it is; None for one that is not published.
        earlier_editions: the editions against which it lists changes.
    """

    years_before: tuple[Evaluation, ...] = ()
    status: Status | None = None
    audit: Audit | None = None
    calendar: DutyCalendar | None = None
    histories: tuple[History, ...] = ()
    earlier: tuple[EarlierPlan, ...] = ()
    hidden: frozenset[str] = frozenset()
    withheld: tuple[Withheld, ...] = ()
    mixed: frozenset[int] = frozenset()
    telling: frozenset[int] = frozenset()
    edition: EditionLine | None = None
    earlier_editions: tuple[EarlierEdition, ...] = ()


NOTHING_BESIDE: Final = Beside()
