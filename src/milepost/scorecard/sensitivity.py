"""On what each judgement depends, in words: what else was tried, and what would have come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from milepost.evaluation.model import Judgement
from milepost.evaluation.published_scales import PUBLISHED
from milepost.evaluation.sensitivity import Dependence, Difference, Firmness, Sensitivity
from milepost.evaluation.what_ifs import (
    GROUPS,
    AtAnEnd,
    EarlierPromise,
    Group,
    NotTwice,
    OtherScale,
    Unrevised,
    WhatIf,
)
from milepost.plan.model import Measure, Method, Plan, Scale
from milepost.plan.scalars import statement
from milepost.scorecard import figures, reasons
from milepost.scorecard.wrapping import wrapped
from milepost.submissions.model import InForce

_GROUPS: Final[dict[Group, str]] = {
    "scale": "another scale or method",
    "bound": "a figure's bound",
    "revision": "a revision",
    "promise": "an earlier promise",
}
_MOST_PLACES: Final = 60
# Whose thresholds are taken where the plan declares none for a method; two methods have none.
_WHOSE: Final[dict[Method, str]] = {
    "share-of-targeted-change": ", with Milepost's own thresholds",
    "healthy-people": ", as published",
    "growth-ratio": ", as published",
    "projection": ", as published",
    "target-only": "",
    "last-two-points": "",
}


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A what-if that changes a judgement.

    Attributes:
        group: which of the four questions: scale, bound, revision, promise.
        what: what was changed.
        then: result and outlook under it.
    """

    group: Group
    what: str
    then: str


@dataclass(frozen=True, slots=True)
class DependenceRow:
    """One judgement with all that would change it.

    Attributes:
        measure: the measure's identifier.
        title: its title.
        agency: whose it is; empty where agencies are combined.
        due: the period of its target; empty for none.
        now: result and outlook as they are.
        otherwise: the what-ifs that change them.
        tried: how many were tried.
        unable: the methods that cannot be applied, each with why.
        illustrative: whether anything it rests on was made up.
    """

    measure: str
    title: str
    agency: str
    due: str
    now: str
    otherwise: tuple[Otherwise, ...]
    tried: int
    unable: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class SensitivityReport:
    """What depends on what, for a period.

    Attributes:
        summary: the counts in sentences; what was made up is counted in its own.
        rows: every judgement, in the order of the plan.
    """

    summary: tuple[str, ...]
    rows: tuple[DependenceRow, ...]


def compose_sensitivity(plan: Plan, found: Sensitivity) -> SensitivityReport:
    """The report in words."""
    summary = list(_summary(found.firmness(of=lambda j: not j.is_illustrative), ""))
    if any(d.judgement.is_illustrative for d in found.dependences):
        made_up = found.firmness(of=lambda j: j.is_illustrative)
        summary += _summary(made_up, "Illustrative: ")
    return SensitivityReport(tuple(summary), tuple(_row(plan, d) for d in found.dependences))


def lines(report: SensitivityReport) -> Iterator[str]:
    """The report for a terminal of 80 columns: the counts, what depends, what is firm."""
    for sentence in report.summary:
        yield from _wrap(sentence)
    depending = [row for row in report.rows if row.otherwise]
    firm = [row for row in report.rows if not row.otherwise and row.tried]
    untried = [row for row in report.rows if not row.otherwise and not row.tried]
    if depending:
        yield ""
        yield "What depends on something:"
    for row in depending:
        yield from _wrap(f"{_name(row)}: {row.now}", "  ", "    ")
        for other in row.otherwise:
            yield from _wrap(f"{other.what}: {other.then}", "    - ", "      ")
        yield from _not_applied(row)
    if firm:
        yield ""
        yield "What is the same under everything that was tried:"
    for row in firm:
        under = f"under {row.tried} what-ifs" if row.tried > 1 else "under the one what-if"
        yield from _wrap(f"{_name(row)}: {row.now} ({under})", "  ", "    ")
        yield from _not_applied(row)
    if untried:
        yield ""
        yield "What was not tested, since nothing else could be tried:"
    for now in dict.fromkeys(row.now for row in untried):
        names = "; ".join(_name(row) for row in untried if row.now == now)
        yield from _wrap(f"{now}: {names}.", "  ", "    ")


def _not_applied(row: DependenceRow) -> Iterator[str]:
    because: dict[str, list[str]] = {}
    for unable in row.unable:
        method, why = unable.split(": ", 1)
        because.setdefault(why, []).append(method)
    if because:
        told = "; ".join(f"{', '.join(methods)}: {why}" for why, methods in because.items())
        yield from _wrap(f"cannot be applied: {told}", "    ", "    ")


def words_of(judgement: Judgement | None) -> str:
    """Result and outlook in one line."""
    if judgement is None:
        return "no such promise is judged in this period"
    result = reasons.result(judgement)
    said = [result.word] if result else []
    return ", ".join([*said, reasons.rating(judgement.rating).word])


def what_in_words(plan: Plan, measure: Measure, what_if: WhatIf) -> str:
    """What a what-if changes, with all that is needed to follow it by hand."""
    match what_if:
        case OtherScale(scale):
            return f"by {_scale(scale)}"
        case AtAnEnd():
            return _end(plan, measure, what_if)
        case NotTwice(name):
            of_it = "" if name == measure.id else f" in {name}"
            return f"if nothing was counted twice{of_it}"
        case Unrevised(held, before):
            of = plan.measure_by_id[held.observation.measure]
            return (
                f"if {_figure(held, measure)} had not been revised, from {_said(before, of)} "
                f"(submission {before.submission}) to {_said(held, of)} "
                f"(submission {held.submission})"
            )
        case EarlierPromise(on, keys, was):
            of_it = "" if was.id == measure.id else f" of {was.id}"
            return f"as the plan declared it on {on}: other {' and '.join(keys)}{of_it}"


def _end(plan: Plan, measure: Measure, found: AtAnEnd) -> str:
    if found.figure is not None:
        of = plan.measure_by_id[found.figure.observation.measure]
        figure, whole = _figure(found.figure, measure), found.figure.observation.whole
        value = _value(found.at, of)
        if whole is not None:
            value = f"{_plain(found.at)} of {_plain(Fraction(whole))}"
        return f"if {figure} is {value}, the {found.side} end of {_said(found.figure, of)}"
    assert measure.baseline is not None  # noqa: S101  # its end was tried
    stated = statement(measure.baseline.value, measure.unit)
    said = figures.stated(stated, measure.unit, 0)
    return f"if the baseline is {_value(found.at, measure)}, the {found.side} end of {said}"


def _scale(scale: Scale) -> str:
    steps = [
        f"{word} {figures.share_of(share)}"
        for word, share in (
            ("on track from", scale.on_track),
            ("at risk from", scale.at_risk),
            ("detectable from", scale.detectable),
            ("confidence", scale.confidence),
        )
        if share is not None
    ]
    is_published = scale is PUBLISHED.get(scale.method)
    name = _WHOSE[scale.method] if is_published else f", {scale.id}"
    return f"{scale.method}{name}" + (f" ({', '.join(steps)})" if steps else "")


def _figure(held: InForce, measure: Measure) -> str:
    said = held.observation
    of = [] if said.measure == measure.id else [said.measure]
    codes = [code for _, code in said.dimensions]
    return " ".join([said.agency, *of, *codes, str(said.period)])


def _said(held: InForce, measure: Measure) -> str:
    said = held.observation
    if said.stated is None:
        return str(said.absence)
    words = figures.stated(said.stated, "" if said.whole is not None else measure.unit, 0)
    return words if said.whole is None else f"{words} of {_plain(Fraction(said.whole))}"


def _value(at: Fraction, measure: Measure) -> str:
    return figures.with_unit(_plain(at), measure.unit)


def _plain(at: Fraction) -> str:
    """An end exactly: what is written in decimals ends in decimals."""
    places = next(d for d in range(_MOST_PLACES) if (at * 10**d).denominator == 1)
    return figures.number(at, places)


def _row(plan: Plan, found: Dependence) -> DependenceRow:
    judgement = found.judgement
    measure = judgement.measure
    return DependenceRow(
        measure=measure.id,
        title=measure.title,
        agency=judgement.agency,
        due=str(judgement.due or ""),
        now=words_of(judgement),
        otherwise=tuple(_otherwise(plan, measure, d) for d in found.differences),
        tried=sum(found.tried.values()),
        unable=tuple(f"{other.scale.method}: {why}" for other, why in found.unable),
        illustrative=judgement.is_illustrative,
    )


def _otherwise(plan: Plan, measure: Measure, found: Difference) -> Otherwise:
    what = what_in_words(plan, measure, found.what_if)
    return Otherwise(found.group, what, words_of(found.then))


def _summary(count: Firmness, prefix: str) -> Iterator[str]:
    if count.results + count.ratings + count.unrated == 0:
        return
    yield (
        f"{prefix}{count.firm_results} of {count.results} results of targets that were due, and "
        f"{count.firm_ratings} of {count.ratings} ratings, are the same under everything that was "
        "tried."
    )
    if count.unrated:
        yield (
            f"{prefix}Of {count.unrated} without a rating, {count.would_be_rated} would have one "
            "under something else."
        )
    if count.untried:
        yield f"{prefix}For {count.untried} of all these nothing else could be tried."
    if any(count.depend.values()):
        first, *rest = (f"{count.depend[group]} on {_GROUPS[group]}" for group in GROUPS)
        number, what = first.split(" ", 1)
        verb = "depends" if number == "1" else "depend"
        told = ", ".join([f"{number} {verb} {what}", *rest])
        yield f"{prefix}Of all these, {told}; one may depend on several."


def _name(row: DependenceRow) -> str:
    made_up = " (illustrative)" if row.illustrative else ""
    which = ", ".join(text for text in (row.agency, row.due and f"due {row.due}") if text)
    return f"{row.title}{f', {which}' if which else ''}{made_up}"


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    return wrapped(text, first, rest)
