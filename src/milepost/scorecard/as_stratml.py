"""The scorecard as a performance report in StratML Part 2: each figure as a target or an actual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from milepost.interchange.stratml import MADE_UP, as_block
from milepost.interchange.stratml_report import (
    BASELINE,
    STATUS,
    Indicator,
    Instance,
    ReportedResult,
    Stage,
    as_xml,
)
from milepost.periods import Calendar, parse_period
from milepost.plan.goalposts import scale_in_force
from milepost.plan.model import Measure, Plan, Scale
from milepost.scorecard.card import Scorecard
from milepost.scorecard.figure_columns import bound_of
from milepost.scorecard.model import Exact, Figure, Promised, Row, Section

# What Part 2 has a word for; a capacity, an efficiency or a milestone is at none of its stages.
_STAGES: Final[dict[str, Stage]] = {
    "input": "Input",
    "process": "Output_Processing",
    "output": "Output",
    "outcome": "Outcome",
}
ALL: Final = "all"


@dataclass(slots=True)
class _Series:
    """What is published of one measure, of one agency or of all together."""

    measure: Measure
    agency: str
    rows: list[Row] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


def as_stratml(card: Scorecard, plan: Plan) -> str:
    """The text of the document.

    Args:
        card: the scorecard.
        plan: the plan it was composed under, for goals, stakeholders and how measures are judged.
    """
    indicators = {
        section.id: [_indicator(series, plan) for series in _series_of(section, plan)]
        for section in card.sections
    }
    scale = scale_in_force(plan, dt.date.fromisoformat(card.as_of))
    report = as_block(
        ("Report", card.title),
        *([("Edition", card.edition.name)] if card.edition else []),
        ("Period", card.period),
        ("As of", card.as_of),
        ("Headline", card.headline),
        # Says how many measures and figures are not shown, and names none of them.
        ("About", card.about),
        ("Version", card.version),
    )
    more = [report, *([_scale(scale)] if scale else [])]
    return as_xml(plan, indicators, more, illustrative=card.illustrative)


def _series_of(section: Section, plan: Plan) -> list[_Series]:
    """What is published under an objective, by measure and agency, in the order of the page."""
    found: dict[tuple[str, str], _Series] = {}

    def series(measure: str, identifier: str) -> _Series:
        declared = plan.measure_by_id[measure]
        # Where one agency reports it, its figures are those of all.
        agency = identifier.split("/")[2] if len(declared.agencies) > 1 else ALL
        return found.setdefault((measure, agency), _Series(declared, agency))

    for row in section.rows:
        series(row.measure, row.id).rows.append(row)
    for figure in section.figures:
        series(figure.measure, figure.id).figures.append(figure)
    return list(found.values())


def _indicator(series: _Series, plan: Plan) -> Indicator:
    measure, agency = series.measure, series.agency
    name = measure.id if agency == ALL else f"{measure.id}_{agency}"
    promised = [row.promised for row in series.rows if row.promised]
    return Indicator(
        identifier=f"measure-{name}",
        dimension=measure.title,
        unit=measure.unit,
        stage=_STAGES.get(measure.kind, ""),
        in_words=any(p.successful or p.minimally_effective for p in promised),
        instances=(
            *_baseline(series, plan.calendar),
            *(_judged(row) for row in series.rows),
            *(_shown(figure, plan.calendar) for figure in series.figures),
        ),
        blocks=(_declared(measure, agency), *_waived(plan, measure)),
    )


def _baseline(series: _Series, calendar: Calendar) -> Iterator[Instance]:
    """The value at the start, as an early actual: Part 2 has no other place for it."""
    row = next((r for r in series.rows if r.promised and r.promised.baseline), None)
    if row is None or row.promised is None:
        return
    promised, declared = row.promised, series.measure.baseline
    begins, ends = _days(promised.baseline_period, calendar)
    said = as_block(
        ("Baseline", row.baseline),
        ("Period", promised.baseline_period),
        *_exactly(promised.baseline),
        ("Stated", str(declared.value) if declared else None),
        ("Source", declared.source if declared else None),
        ("Illustrative", MADE_UP if declared and declared.illustrative else None),
    )
    number = _number(promised.baseline)
    yield Instance((), (ReportedResult(begins, ends, number, (BASELINE, row.baseline), said),))


def _judged(row: Row) -> Instance:
    promised = row.promised
    begins, ends = (promised.actual_begins, promised.actual_ends) if promised else ("", "")
    status = "; ".join([*([row.result.word] if row.result else []), row.rating.word])
    said = as_block(
        ("Actual", row.actual),
        ("Period", row.actual_period),
        *_exactly(row.exact),
        ("Why", row.reason),
        ("Row", row.id),
        ("Made up", ", ".join(row.illustrative)),
        ("Illustrative", MADE_UP if "measure" in row.illustrative else None),
    )
    actual = ReportedResult(begins, ends, _number(row.exact), (STATUS, status), said)
    return Instance((_target(row, promised),) if promised else (), (actual,))


def _target(row: Row, promised: Promised) -> ReportedResult:
    ends = [end for end in (promised.least, promised.most) if end is not None]
    said = as_block(
        ("Target", row.target),
        ("Period", promised.due),
        ("Least", promised.least),
        ("Most", promised.most),
        ("Milestone", promised.milestone),
        ("Successful", promised.successful),
        ("Minimally effective", promised.minimally_effective),
        ("Interim", "yes" if promised.interim else None),
        ("Source", promised.source),
        ("Illustrative", MADE_UP if {"measure", "target"} & {*row.illustrative} else None),
    )
    number = ends[0] if len(ends) == 1 else ""
    return ReportedResult(promised.begins, promised.ends, number, None, said)


def _shown(figure: Figure, calendar: Calendar) -> Instance:
    begins, ends = _days(figure.period, calendar)
    said = as_block(
        ("Actual", figure.value),
        ("Period", figure.period),
        *_exactly(figure.exact),
        ("Caveat", figure.caveat),
        ("Figure", figure.id),
        ("Illustrative", MADE_UP if figure.illustrative else None),
    )
    status = (STATUS, f"not judged: {figure.not_rated}")
    return Instance((), (ReportedResult(begins, ends, _number(figure.exact), status, said),))


def _days(period: str, calendar: Calendar) -> tuple[str, str]:
    found = parse_period(period)
    return calendar.start(found).isoformat(), calendar.end(found).isoformat()


def _number(exact: Exact | None) -> str:
    """The figure as a decimal, where it is one number and its digits end; else nothing."""
    if exact is None or bound_of(exact) != "exact" or exact.low is None or "/" in exact.low:
        return ""
    return exact.low


def _exactly(exact: Exact | None) -> list[tuple[str, str | None]]:
    """What a number of units cannot say: bounds, fractions, the part of a whole."""
    if exact is None:
        return []
    return [
        ("Bound", bound_of(exact)),
        ("Low", exact.low),
        ("High", exact.high),
        ("Part", exact.part),
        ("Whole", exact.whole),
        ("Standard error", exact.standard_error),
    ]


def _declared(measure: Measure, agency: str) -> str:
    return as_block(
        ("Measure", measure.id),
        ("Agency", None if agency == ALL else agency),
        ("Definition", measure.definition),
        ("Kind", measure.kind),
        ("Direction", measure.direction),
        ("Quantity", measure.quantity),
        ("Basis", measure.basis),
        ("Frequency", measure.frequency),
        ("Decimals", str(measure.decimals)),
        ("Path", measure.path),
        ("Reported by", measure.agencies),
        ("Computed from", measure.parts),
        ("Limitation", [limitation.statement for limitation in measure.limitations]),
        ("Source", measure.source),
        ("Illustrative", MADE_UP if measure.illustrative else None),
    )


def _waived(plan: Plan, measure: Measure) -> Iterator[str]:
    return (
        as_block(
            ("Waiver", waiver.id),
            ("Reason", waiver.reason),
            ("Approved by", waiver.approved_by),
            ("From", str(waiver.from_)),
            ("Until", str(waiver.until)),
            ("Source", waiver.source),
            ("Illustrative", MADE_UP if waiver.illustrative else None),
        )
        for waiver in plan.waivers
        if waiver.of == "rating" and waiver.measure == measure.id
    )


def _scale(scale: Scale) -> str:
    def share(number: Decimal | None) -> str | None:
        return None if number is None else f"{number:f}"

    return as_block(
        ("Scale", scale.id),
        ("In force from", str(scale.in_force_from)),
        ("Method", scale.method),
        ("On track", share(scale.on_track)),
        ("At risk", share(scale.at_risk)),
        ("Detectable", share(scale.detectable)),
        ("Confidence", share(scale.confidence)),
        ("Source", scale.source),
    )
