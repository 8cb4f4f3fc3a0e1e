"""Composes an agency's scorecard: the four components of ONDCP's circular, and the limited report.

Only what may be published is in it; the rows are those of the annual scorecard.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import version
from typing import Final

from milepost.evaluation.corrective import agencies_behind
from milepost.periods import Period
from milepost.plan.model import Measure, Plan, Reliability, Resource, Target
from milepost.scorecard import figures, prose
from milepost.scorecard.agencies import compose_agencies, of_agency
from milepost.scorecard.agency_scorecard import (
    AgencyScorecard,
    CurrentTarget,
    LimitedReport,
    MeasureQuality,
    MeasureShown,
)
from milepost.scorecard.assertions_held import assertions_held
from milepost.scorecard.composer import Composer
from milepost.scorecard.document import NothingToSayError
from milepost.scorecard.model import Row
from milepost.scorecard.sentence import ended

# Under it a limited report is allowed: ONDCP's circular of 22 October 2019.
LIMIT: Final = Decimal(50_000_000)


def compose_agency_scorecard(composer: Composer, agency: str) -> AgencyScorecard:
    """The scorecard of one agency for the year of an evaluation.

    Args:
        composer: what it is composed from; its footnotes are numbered for this document alone.
        agency: the agency.

    Raises:
        NothingToSayError: where the agency has no role or duty, or the period is no year.
    """
    plan, year = composer.plan, composer.evaluation.period
    if not year.is_year:
        meant = f" Write {year.year}." if year.is_quarter else ""
        raise NothingToSayError(
            f"The scorecard of an agency is about a year, and {year} is none.{meant}"
        )
    page = compose_agencies(composer).page_of(agency)
    if page is None:
        raise NothingToSayError(
            f"{agency} has no role or duty under the plan and sent nothing: there is nothing to "
            "hold it against."
        )
    current = year.step(1)
    measures = [
        m
        for m in plan.measures
        if m.id not in composer.hidden and page.id in (m.agencies or agencies_behind(plan, m))
    ]
    rows = tuple(_rows(composer, page.id))
    targets = tuple(t for m in measures for t in _current(plan, m, page.id, current))
    return AgencyScorecard(
        title=f"Agency scorecard: {page.id}, {prose.period(year)}",
        strategy=plan.strategy.title,
        issued_by=plan.agency_by_id[plan.strategy.issued_by].name,
        period=str(year),
        current=str(current),
        as_of=composer.evaluation.as_of.isoformat(),
        illustrative=composer.illustrative,
        page=page,
        measures=tuple(_shown(plan, m) for m in measures),
        rows=rows,
        targets=targets,
        quality=tuple(_quality(m) for m in measures),
        assertions=assertions_held(composer, page, measures),
        limited=limited_report(plan, page.id, year, illustrative=composer.illustrative),
        footnotes=composer.footnotes.all(),
        version=version("milepost"),
    )


def _rows(composer: Composer, agency: str) -> Iterator[Row]:
    for judged in composer.evaluation.measures:
        for judgement in judged.judgements:
            if judgement.target is not None and of_agency(composer, judgement, agency):
                yield composer.row(judged, judgement)


def _shown(plan: Plan, measure: Measure) -> MeasureShown:
    objective = next((o.title for o in plan.objectives if o.id == measure.objective), "")
    return MeasureShown(
        id=measure.id,
        title=measure.title,
        definition=measure.definition,
        objective=objective,
        kind=measure.kind,
        unit=measure.unit,
        frequency=measure.frequency.replace("-", " "),
        illustrative=measure.illustrative,
    )


def _current(plan: Plan, measure: Measure, agency: str, year: Period) -> Iterator[CurrentTarget]:
    found = [
        target
        for target in measure.targets
        if target.agency in (None, agency) and _is_for_year(plan, target, year)
    ]
    for target in found:
        yield CurrentTarget(
            measure=measure.id,
            title=measure.title,
            target=figures.target(target, measure),
            period=str(target.period or year),
            rationale=target.rationale or "",
            source=target.source,
            illustrative=measure.illustrative or target.illustrative,
        )
    if not found:
        yield CurrentTarget(measure.id, measure.title, "", "", "", "", measure.illustrative)


def _is_for_year(plan: Plan, target: Target, year: Period) -> bool:
    """Whether a target falls due within a year, or for the year of the same number."""
    if target.period is not None:
        same_number = target.period.is_year and target.period.first == year.first
        return same_number or plan.calendar.contains(year, target.period)
    return (
        target.each is not None
        and (target.from_ is None or target.from_.first <= year.first)
        and (target.to is None or year.first <= target.to.first)
    )


def _quality(measure: Measure) -> MeasureQuality:
    return MeasureQuality(
        measure=measure.id,
        title=measure.title,
        source=measure.source,
        verification=measure.verification or "",
        required_accuracy=measure.required_accuracy or "",
        reliability=" ".join(_assessed(found) for found in measure.reliability),
        limitations=" ".join(
            f"{ended(limit.statement)}"
            + (f" Made up for by: {ended(limit.compensated_by)}"
               if limit.compensated_by else "")
            for limit in measure.limitations
        ),
        illustrative=measure.illustrative,
    )  # fmt: skip


def _assessed(found: Reliability) -> str:
    made_up = " (illustrative)" if found.illustrative else ""
    purpose = found.purpose.rstrip(".")
    return f"{found.level.capitalize()} for: {purpose}. {found.by}, {found.on}{made_up}."


def limited_report(plan: Plan, agency: str, year: Period, *, illustrative: bool) -> LimitedReport:
    """Whether obligations of the prior year, as far as the plan shows them, allow the limited one.

    Args:
        plan: the plan, whose resources say what was obligated.
        agency: whose obligations.
        year: the prior year.
        illustrative: whether the workspace holds made-up figures only; else what was made up does
            not count.
    """
    money = [
        resource
        for resource in plan.resources
        if resource.agency == agency
        and (resource.kind, resource.unit) == ("money", "USD")
        and resource.period == year
        and (illustrative or not resource.illustrative)
    ]
    stated = [resource.obligated for resource in money if resource.obligated is not None]
    total = sum(stated, Decimal(0))
    made_up = any(resource.illustrative for resource in money)
    in_words = figures.with_unit(figures.number(Fraction(total), 0), "USD") if stated else ""
    if stated and total >= LIMIT:
        return LimitedReport(
            "not allowed",
            in_words,
            f"The plan shows {in_words} obligated for {year}, which is not under $50 million: the "
            "full report is owed.",
            made_up,
        )
    if not stated or len(stated) < len(money):
        return LimitedReport("not stated", in_words, _not_stated(money, year, in_words), made_up)
    return LimitedReport(
        "may be allowed",
        in_words,
        f"The plan shows {in_words} obligated for {year}, under $50 million. It holds only what "
        "this strategy names: the limited report is allowed where all drug control obligations of "
        "the agency are under that amount, which the agency states.",
        made_up,
    )


def _not_stated(money: list[Resource], year: Period, in_words: str) -> str:
    if not money:
        what = f"The plan names no money of the agency for {year}"
    elif in_words:
        what = f"The plan shows {in_words} obligated for {year}, and not of every amount it names"
    else:
        what = f"The plan names money of the agency for {year}, and not what was obligated"
    return (
        f"Not stated. {what}. Whether its drug control obligations were under $50 million, and the "
        "limited report allowed, cannot be told from it."
    )
