"""The sentences of the document that are not about one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from milepost.evaluation.model import Evaluation, Judgement, MeasureEvaluation
from milepost.periods import Period
from milepost.plan.model import Measure, Objective, Plan, Scale
from milepost.plan.scalars import statement
from milepost.scorecard import figures, likelihood, methods
from milepost.scorecard.model import Tally

_KINDS: Final = {"fiscal-year": "fiscal year", "calendar-year": "calendar year"}
_ROLES: Final = (
    ("lead", "Lead"),
    ("co-lead", "Co-lead"),
    ("supporting", "Supporting"),
    ("consulted", "Consulted"),
)
_QUARTERS: Final = 4
_SHORT_NAME: Final = 20  # letters: Government of Mexico, rather than GOM


def period(of: Period) -> str:
    """A period as a heading has it: fiscal year 2008; third quarter of fiscal year 2009."""
    if of.is_year:
        return f"{_KINDS[of.kind]} {of.first}"
    if of.is_quarter:
        ordinal = ("first", "second", "third", "fourth")[(of.first - 1) % _QUARTERS]
        return f"{ordinal} quarter of {period(of.year)}"
    return str(of)


def title(of: Period) -> str:
    """What a scorecard of a period is called."""
    kind = "Quarterly review" if of.is_quarter else "Accountability scorecard"
    return f"{kind}, {period(of)}"


def counted(number: int, thing: str, things: str = "") -> str:
    """A number of things: 1 agreement, 2 agreements."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def named(names: Iterable[str]) -> str:
    """Names in a row: ATF; ATF and ICE; ATF, CBP and ICE."""
    *others, last = [*names] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def called(plan: Plan, agency: str) -> str:
    """What readers call an agency: by its initials; by its name where that is as short.

    An identifier such as D-ONDCP or EMBASSY-MEXICO is nobody's name.
    """
    name = plan.agency_by_id[agency].name
    return name if "-" in agency or len(name) <= _SHORT_NAME else agency


def about(  # noqa: PLR0913  # each fills a sentence
    plan: Plan,
    evaluation: Evaluation,
    not_shown: int,
    withheld: int,
    origins: Iterable[str] = (),
    *,
    illustrative: bool,
) -> tuple[str, ...]:
    """What the document is, what it rests on, what is not shown, and what in it is made up.

    The record knows of whom a figure is and when it was received, not who handed it over.

    Args:
        plan: the plan.
        evaluation: what was judged.
        not_shown: how many measures are not shown.
        withheld: how many figures are withheld.
        origins: where figures were taken from, in sentences.
        illustrative: whether all figures are made up.
    """
    first = (
        f"This scorecard holds the targets of “{plan.strategy.title}” against the figures of "
        f"agencies that were received by {evaluation.as_of}. For every target that was due it "
        "says whether it was met; for every other, how it stands on the way."
    )
    first = " ".join((first, *origins))
    second = (
        "Every figure can be walked back: the number behind each row leads to a footnote that "
        "names the file and the cell it was read from, and the line of the plan that set the "
        "target. A figure keeps the words in which it was given: “at least 280” is not 280. What "
        "is missing is named, and is never taken for zero."
    )
    paragraphs = [first, second]
    if not_shown:
        measures = "1 measure is" if not_shown == 1 else f"{not_shown} measures are"
        paragraphs.append(
            f"{measures} not shown and counted nowhere here: law-enforcement sensitive, or "
            "computed from what is (21 U.S.C. 1705(c)(4))."
        )
    if withheld:
        are = "1 figure is" if withheld == 1 else f"{withheld} figures are"
        paragraphs.append(
            f"{are} withheld: so small that a person could be recognised, withheld by the agency, "
            "or such that another withheld figure would follow by subtraction. Each says so in its "
            "place. What is withheld is never zero; what it comes to is in the restricted annex."
        )
    if illustrative:
        paragraphs.append(_ALL_MADE_UP)
    elif any(m.measure.has_illustrative_promise for m in evaluation.measures):
        paragraphs.append(_SOME_MADE_UP)
    return tuple(paragraphs)


_ALL_MADE_UP: Final = (
    "Every figure in this document is illustrative: made up to show how figures are judged. None "
    "describes anything that happened."
)
_SOME_MADE_UP: Final = (
    "Targets and baselines marked “illustrative” were made up to show a feature; no one promised "
    "them. They are counted apart, and what rests on one is marked."
)


def headline(
    total: Tally, made_up: Tally | None, evaluation: Evaluation, *, illustrative: bool
) -> str:
    """How it came out, coverage with it, and what was made up apart.

    One promise may be made for a year and again for its quarters: then both are counted apart.
    """
    judgements = [j for m in evaluation.measures for j in m.judgements]
    counted_here = [j for j in judgements if illustrative or not j.is_illustrative]
    said = (
        f"{_outcome(total, _lengths(counted_here, evaluation.period))} Measures with a figure for "
        f"{evaluation.period}: {total.with_value} of "
        f"{total.measures}; with a target: {total.with_target} of {total.measures}."
    )
    if made_up is None:
        return said
    apart = _lengths([j for j in judgements if j.is_illustrative], evaluation.period)
    return f"{said} Counted apart, illustrative: {_outcome(made_up, apart)}"


def _lengths(judgements: Iterable[Judgement], of: Period) -> str:
    """How many of the targets of a year that were due are for quarters; nothing where none is."""
    due = [j.due for j in judgements if j.result and j.result.result != "not due"]
    quarters = sum(d is not None and d.is_quarter for d in due)
    if not of.is_year or not quarters:
        return ""
    years = sum(d is not None and d.is_year for d in due)
    others = len(due) - years - quarters
    counts = [(years, "for the year"), (quarters, "for its quarters"), (others, "for other dates")]
    return f", {named(f'{n} {what}' for n, what in counts if n)}"


def _outcome(total: Tally, lengths: str) -> str:
    if total.due == 0:
        return "No targets were due."
    due = "1 target was due" if total.due == 1 else f"{total.due} targets were due"
    return (
        f"{due}{lengths}: {total.met} met, {total.not_met} not met, {total.indeterminate} "
        "that cannot be decided."
    )


def method(
    plan: Plan, scale: Scale | None, evaluation: Evaluation | None = None
) -> tuple[str, ...]:
    """How it was judged; the thresholds are printed beside what they decided.

    With an evaluation also by which other scales, where public waivers say so.
    """
    note = [plan.strategy.note] if plan.strategy.note else []
    return (
        *_rules(scale, evaluation),
        *_calendars(evaluation),
        *likelihood.paragraphs(evaluation),
        *note,
    )


def _rules(scale: Scale | None, evaluation: Evaluation | None) -> tuple[str, ...]:
    result = (
        "Result: whether a target was met by its date (21 U.S.C. 1705(g)(3)). It is indeterminate "
        "where the figure may lie on either side of the target, and where there is no figure; the "
        "reason says which."
    )
    combined = (
        "Sums keep their bounds. Agencies are added only where the plan says so, and what may be "
        "counted twice is taken off the lower end. Percentages are never averaged: numerators and "
        "denominators are added first. Exact figures are rounded to the nearest; the ends of a "
        "range are rounded outward. “About” is plus or minus half the last significant digit, "
        "unless the measure says otherwise."
    )
    if scale is None:
        outlook = methods.PARAGRAPHS["share-of-targeted-change"]
        return (result, outlook, "No rating scale was in force on this date.", combined)
    return (result, *methods.paragraphs(scale, evaluation), combined)


def _calendars(evaluation: Evaluation | None) -> Iterator[str]:
    """Why rows stand for periods of another name than the document; once, where any do."""
    if evaluation is None:
        return
    at_hand = evaluation.period
    others = dict.fromkeys(m.period for m in evaluation.measures if m.period != at_hand)
    for other in others:
        yield (
            f"What is counted by {other.basis} years is shown here for {other}, which ended "
            f"within {at_hand}; each row names its own period. A target is held against the "
            "value of its own period and of no other."
        )


def roles(plan: Plan, objective: Objective) -> tuple[str, ...]:
    """Who leads and who supports; two who lead are both named."""
    lines: list[str] = []
    declared = plan.roles_on("objective", objective.id)
    for role, word in _ROLES:
        names = [
            f"{r.agency} (illustrative)" if r.illustrative else r.agency
            for r in declared
            if r.role == role
        ]
        if names:
            several = "s" if len(names) > 1 and role in ("lead", "co-lead") else ""
            lines.append(f"{word}{several}: {', '.join(names)}")
    if not any(r.role in ("lead", "co-lead") for r in declared):
        lines.insert(0, "Lead: none is declared")
    return tuple(lines)


def baseline(measure: Measure) -> str:
    """The baseline in words, with its period."""
    if measure.baseline is None:
        return ""
    said = statement(measure.baseline.value, measure.unit)
    value = figures.stated(said, measure.unit, measure.decimals)
    return f"{value} ({measure.baseline.period})"


def due(judgement: Judgement) -> str:
    """For when a target was promised."""
    target = judgement.target
    if target is None:
        return ""
    if target.each is not None:
        return f"{judgement.due}, as each {target.each.replace('-', ' ')}"
    return "no date" if judgement.due is None else str(judgement.due)


def actual(judged: MeasureEvaluation, judgement: Judgement) -> str:
    """The actual in words; where only other periods have figures, it says so."""
    found = judgement.actual
    elsewhere = [o for o in judged.others if not found.agency or o.agency in ("", found.agency)]
    if found.missing == "not reported" and elsewhere:
        return "none for this period"
    if found.missing == "not computable" and found.rule == "none":
        return "not added up"
    words = figures.actual(found, judgement.measure)
    return f"{words} so far" if found.quarters and found.value is not None else words
