"""What lies behind the ratings: what could not be judged, what was missed, on what all depends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from milepost.evaluation.corroboration import corroborate
from milepost.evaluation.lacking import lacking
from milepost.evaluation.misses import misses_of
from milepost.evaluation.sensitivity import sensitivity_of
from milepost.scorecard.corroboration import CorroborationReport, corroboration_reports
from milepost.scorecard.lacking import LackReport, lack_report
from milepost.scorecard.misses import MissRow, compose_misses
from milepost.scorecard.sensitivity import SensitivityReport, compose_sensitivity
from milepost.scorecard.titles import titles_in

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind the ratings of a scorecard.

    Attributes:
        lacking: what could not be judged in full, why, and who could end that.
        misses: promises that were missed, how often, and what that obliges to.
        sensitivity: what each result and outlook depends on.
        corroborations: two sources on one thing, compared.
    """

    lacking: LackReport
    misses: tuple[MissRow, ...]
    sensitivity: SensitivityReport
    corroborations: tuple[CorroborationReport, ...]


def compose_behind(composer: Composer) -> Behind:
    """The same that ``milepost evaluate`` prints, of what may be shown."""
    plan, record, evaluation = composer.plan, composer.record, composer.evaluation
    made_up = composer.illustrative
    missed = misses_of(plan, record, evaluation)
    return Behind(
        lacking=_titled(
            composer, lack_report(plan, evaluation, lacking(plan, evaluation), illustrative=made_up)
        ),
        misses=compose_misses(
            [m for m in missed if m.measure.id not in composer.hidden], evaluation.as_of
        ),
        sensitivity=compose_sensitivity(
            plan, sensitivity_of(plan, record, evaluation, composer.beside.earlier)
        ),
        corroborations=corroboration_reports(
            corroborate(plan, record, evaluation.period), composer.hidden, illustrative=made_up
        ),
    )


def _titled(composer: Composer, report: LackReport) -> LackReport:
    """The report with titles where the command prints the identifiers that authors know."""
    titled = titles_in(composer.plan)
    lines = (
        replace(line, endings=tuple(replace(e, what=titled(e.what)) for e in line.endings))
        for line in report.lines
    )
    return replace(report, lines=tuple(lines))
