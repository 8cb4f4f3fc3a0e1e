"""The quarter in words: progress, risk, contributors, strategies (31 U.S.C. 1121)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from milepost.evaluation.corrective import agencies_behind, explanations_of
from milepost.evaluation.evaluate import own_period
from milepost.evaluation.model import Judgement
from milepost.evaluation.quarters import InTheQuarter, in_the_quarter
from milepost.evaluation.risk import (
    Contribution,
    Contributor,
    ObjectiveAtRisk,
    Risk,
    contributors,
    risks,
)
from milepost.plan.model import Action
from milepost.scorecard import figures, reasons
from milepost.scorecard.model import Exact, Verdict
from milepost.scorecard.said import plain
from milepost.scorecard.sentence import ended

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer

_OF_RISK: Final = (
    "An objective is at high risk where a target of it is off track, is unlikely to be met, or was "
    "missed by a critical measure. At medium risk: none of that, but a target is at risk, may be "
    "worse than on track, or was missed. At low risk: all that is rated is on track or achieved, "
    "and that is at least half of its targets. Otherwise its risk cannot be told. 31 U.S.C. 1121 "
    "asks for such categories and leaves the rule open; this one is our choice."
)
_OF_CONTRIBUTION: Final = (
    "An agency contributes as planned where every figure that was due came, no target of its own "
    "was missed or is off track, and no dated action of the plan is overdue. A target that several "
    "agencies reach together is nobody's alone and is left out."
)
RULES: Final = (_OF_RISK, _OF_CONTRIBUTION)


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """What a measure came to in the quarter.

    Attributes:
        measure: its identifier.
        title: its title.
        unit: its unit.
        agency: whose figure it is.
        period: the quarter, by the measure's own calendar: CY2008-Q4 in FY2009-Q1.
        now: the quarter's own value in words, or why there is none.
        exact: the same exactly; None where there is none.
        before: that of the quarter before, in words.
        change: by how much it changed; empty where either is missing.
        movement: which way it went over the last quarters on record, as a plain fact: rising from
            60 in FY2009-Q1 to 75 in FY2009-Q3. Empty where fewer than two are on record.
        recent: those quarters with their values, oldest first.
        direction: which way is better: more, less, within its band, or empty.
        illustrative: whether it was made up.
    """

    measure: str
    title: str
    unit: str
    agency: str
    period: str
    now: str
    exact: Exact | None
    before: str
    change: str
    movement: str
    recent: tuple[str, ...]
    direction: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class RiskLine:
    """An objective with its risk.

    Attributes:
        objective: its identifier.
        title: its title.
        risk: how high the risk is, as a verdict.
        because: the targets that decide it, in words.
        coverage: how many of its targets have an outlook.
        strategies: of one at high risk, what is planned or promised, by whom, by when.
        leads: who leads it.
    """

    objective: str
    title: str
    risk: Verdict
    because: tuple[str, ...]
    coverage: str
    strategies: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContributorLine:
    """Whether an agency contributes as planned.

    Attributes:
        agency: the agency.
        name: its name.
        contribution: the verdict.
        reported: how many of the figures that were due came.
        behind: its targets that were missed or are off track.
        overdue: its actions that are overdue.
        ahead: how many of its targets were met or are on track.
    """

    agency: str
    name: str
    contribution: Verdict
    reported: str
    behind: tuple[str, ...]
    overdue: tuple[str, ...]
    ahead: int


@dataclass(frozen=True, slots=True)
class QuarterReview:
    """What 31 U.S.C. 1121 asks to be reviewed each quarter.

    Attributes:
        before: the quarter before, to which this one is compared.
        progress: what each measure came to in the quarter.
        risks: the objectives by risk.
        contributors: the agencies.
        rules: by which rules risk and contribution were told.
    """

    before: str
    progress: tuple[ProgressLine, ...]
    risks: tuple[RiskLine, ...]
    contributors: tuple[ContributorLine, ...]
    rules: tuple[str, ...]


_RISKS: Final[dict[Risk, Verdict]] = {
    "high": Verdict("high", "bad"),
    "medium": Verdict("medium", "poor"),
    "low": Verdict("low", "good"),
    "cannot be told": Verdict("cannot be told", "open"),
}
_CONTRIBUTIONS: Final[dict[Contribution, Verdict]] = {
    "as planned": Verdict("as planned", "good"),
    "not as planned": Verdict("not as planned", "bad"),
    "cannot be told": Verdict("cannot be told", "open"),
}
_DIRECTIONS: Final = {"increase": "more", "decrease": "less", "stay": "within its band"}


def compose_quarter(composer: Composer) -> QuarterReview | None:
    """The review of a quarter; None of any other period."""
    evaluation, status = composer.evaluation, composer.beside.status
    if not evaluation.period.is_quarter or status is None:
        return None
    plan, made_up = composer.plan, composer.illustrative
    return QuarterReview(
        before=str(evaluation.period.previous()),
        progress=tuple(
            _progress(line)
            for line in in_the_quarter(plan, composer.record, evaluation.period)
            if line.measure.id not in composer.hidden
        ),
        risks=tuple(
            _risk(composer, found) for found in risks(plan, evaluation, all_made_up=made_up)
        ),
        contributors=tuple(
            _contributor(composer, found)
            for found in contributors(plan, evaluation, status, all_made_up=made_up)
        ),
        rules=RULES,
    )


def _progress(line: InTheQuarter) -> ProgressLine:
    measure, change = line.measure, line.change
    words = ""
    if change is not None:
        unit = "" if measure.unit == "percent" else measure.unit
        words = figures.interval(change, unit, measure.decimals)
        words = f"+{words}" if change.is_exact and (change.low or 0) > 0 else words
        words = f"{words} points" if measure.unit == "percent" else words
    return ProgressLine(
        measure=measure.id,
        title=measure.title,
        unit=measure.unit,
        agency=line.agency or " and ".join(measure.agencies) or "computed",
        period=str(line.now.period),
        now=figures.actual(line.now, measure),
        exact=figures.exact(line.now),
        before=figures.actual(line.before, measure),
        change=words,
        movement=_movement(line),
        recent=tuple(f"{a.period}: {figures.actual(a, measure)}" for a in line.recent),
        direction=_DIRECTIONS.get(measure.direction or "", ""),
        illustrative=measure.illustrative,
    )


def _movement(line: InTheQuarter) -> str:
    """Which way a measure went, from when to when; no claim that it is more than chance."""
    word = line.movement
    if word is None:
        return ""
    first, last = line.recent[0], line.recent[-1]
    start, end = (figures.actual(actual, line.measure) for actual in (first, last))
    match word:
        case "steady":
            return f"steady at {end} from {first.period} to {last.period}"
        case "cannot be told":
            return f"cannot be told: from {first.period} to {last.period} not all is known exactly"
        case _:
            return f"{word}, from {start} in {first.period} to {end} in {last.period}"


def _risk(composer: Composer, found: ObjectiveAtRisk) -> RiskLine:
    roles = composer.plan.roles_on("objective", found.objective.id)
    return RiskLine(
        objective=found.objective.id,
        title=found.objective.title,
        risk=_RISKS[found.risk],
        because=tuple(dict.fromkeys(_target(j) for j in found.because)),
        coverage=f"{found.rated} of {found.targets}",
        strategies=tuple(_strategies(composer, found)) if found.risk == "high" else (),
        leads=tuple(r.agency for r in roles if r.role in ("lead", "co-lead")),
    )


def _target(judgement: Judgement) -> str:
    """A target with its standing: Days to complete a trace, FY2009: off track."""
    result, due = reasons.result(judgement), judgement.due
    words = reasons.rating(judgement.rating).word
    if result is not None and result.word == "not met":
        words = f"not met, {words}"
    agency = f" ({judgement.agency})" if judgement.agency else ""
    when = f", {due}" if due is not None else ""
    return f"{judgement.measure.title}{agency}{when}: {words}"


def _strategies(composer: Composer, found: ObjectiveAtRisk) -> Iterator[str]:
    """What agencies promised with their explanations, then what the plan undertakes and is open."""
    plan, record, period = composer.plan, composer.record, composer.evaluation.period
    for measure in dict.fromkeys(j.measure.id for j in found.because):
        of = plan.measure_by_id[measure]
        own = own_period(plan, of, period)
        for said in explanations_of(plan, record, of, agencies_behind(plan, of), own):
            if said.stands and said.said.action.strip():
                due = (
                    f", by {plain(said.said.due)}" if said.said.due.strip() else ", without a date"
                )
                action = ended(plain(said.said.action))
                yield f"{said.said.agency} on {of.title}{due}: {action}"
    for planned in plan.actions:
        if planned.objective == found.objective.id and planned.done is None:
            yield _action(planned)


def _action(action: Action) -> str:
    due = f"by {action.by or action.due}" if action.by or action.due else "without a date"
    made_up = " (illustrative)" if action.illustrative else ""
    return f"{', '.join(action.agencies)}, {due}{made_up}: {ended(action.statement)}"


def _contributor(composer: Composer, found: Contributor) -> ContributorLine:
    reported = f"{found.asked - found.missing} of {found.asked}" if found.asked else "nothing due"
    return ContributorLine(
        agency=found.agency,
        name=composer.plan.agency_by_id[found.agency].name,
        contribution=_CONTRIBUTIONS[found.contribution],
        reported=reported,
        behind=tuple(_target(j) for j in found.behind),
        overdue=tuple(_action(undertaken.action) for undertaken in found.overdue),
        ahead=len(found.ahead),
    )
