"""Two sources compared over a dimension, in words: every entity, and what follows of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from milepost.evaluation.correlation import Correlation, NoCorrelation
from milepost.evaluation.corroboration import Corroborated, Summed
from milepost.evaluation.entities import Entity, exact
from milepost.intervals import exactly
from milepost.plan.model import Measure
from milepost.scorecard import figures
from milepost.scorecard.mediant import own_totals, plain_number, printed_range
from milepost.scorecard.model import Exact

_MOST_NAMES: Final = 12


@dataclass(frozen=True, slots=True)
class EntityLine:
    """What two sources say of one entity.

    Attributes:
        code: its code.
        title: its name.
        first: the count of the one source in words, or why there is none.
        second: the count of the other.
        ratio: first to second in words; "none" where it cannot be formed.
        first_exact: the first count exactly; None where there is none.
        second_exact: the second likewise.
        left_out: why it is neither ranked nor correlated; empty where it is.
    """

    code: str
    title: str
    first: str
    second: str
    ratio: str
    first_exact: Exact | None
    second_exact: Exact | None
    left_out: str


@dataclass(frozen=True, slots=True)
class CorroborationReport:
    """A comparison of two sources.

    Attributes:
        id: its identifier.
        title: what is compared.
        about: the two measures, each with its period, and which is divided by which.
        entities: every entity, also those with none of the second source.
        findings: what follows, a sentence or two each.
        rank_correlation: of the ranks (Spearman), in words; empty where there is none.
        rank_correlation_squared: its square exactly; empty likewise.
        count_correlation: of the counts (Pearson), in words.
        count_correlation_squared: its square exactly.
        apart: how much of the first printed total must lie in entities without any of the second,
            with the numbers as printed; empty where nothing was printed or nothing must.
        note: what must be known of it.
        source: where the comparison comes from.
        illustrative: whether it, or a source of it, was made up to show a feature.
    """

    id: str
    title: str
    about: str
    entities: tuple[EntityLine, ...]
    findings: tuple[str, ...]
    rank_correlation: str
    rank_correlation_squared: str
    count_correlation: str
    count_correlation_squared: str
    apart: str
    note: str
    source: str
    illustrative: bool


def corroboration_reports(
    found: Iterable[Corroborated], hidden: frozenset[str], *, illustrative: bool
) -> tuple[CorroborationReport, ...]:
    """The comparisons of a plan in words, but for those of a measure that is not public.

    Args:
        found: what was compared.
        hidden: the measures that are not shown.
        illustrative: whether the workspace holds made-up figures only.
    """
    return tuple(
        _report(each, illustrative=illustrative or each.is_illustrative)
        for each in found
        if not hidden & {each.first.id, each.second.id}
    )


def _report(found: Corroborated, *, illustrative: bool) -> CorroborationReport:
    ranks, counts = found.of_ranks, found.of_counts
    apart = found.readings[0].as_printed.apart if found.readings else Fraction(0)
    return CorroborationReport(
        id=found.declared.id,
        title=found.declared.title,
        about=_about(found),
        entities=tuple(_line(entity, found) for entity in found.entities) if found.is_told else (),
        findings=tuple(_findings(found)),
        rank_correlation=_coefficient(ranks),
        rank_correlation_squared=_squared(ranks),
        count_correlation=_coefficient(counts),
        count_correlation_squared=_squared(counts),
        apart=plain_number(apart) if apart else "",
        note=found.declared.note or "",
        source=found.declared.source,
        illustrative=illustrative,
    )


def _about(found: Corroborated) -> str:
    first, second = (_named(m) for m in (found.first, found.second))
    if found.sums is not None:
        first, second = (
            f"{name}, {summed.own.period}"
            for name, summed in zip((first, second), found.sums, strict=True)
        )
    return f"First source: {first}. Second source: {second}. Ratios are first to second."


def _named(measure: Measure) -> str:
    return f"{measure.title} ({measure.id})"


def _line(entity: Entity, found: Corroborated) -> EntityLine:
    ratio = entity.ratio
    return EntityLine(
        code=entity.code,
        title=entity.title,
        first=figures.actual(entity.first, found.first),
        second=figures.actual(entity.second, found.second),
        ratio="none" if ratio is None else figures.ratio(ratio),
        first_exact=figures.exact(entity.first),
        second_exact=figures.exact(entity.second),
        left_out=_left_out(entity),
    )


def _left_out(entity: Entity) -> str:
    if entity.pair is not None:
        return ""
    absent = [a for a in (entity.first, entity.second) if a.value is None]
    if absent:
        return " and ".join(dict.fromkeys(str(a.missing) for a in absent))
    return "not exact"


def _findings(found: Corroborated) -> Iterator[str]:
    if found.sums is None:
        yield "Its measures are not reported for such a period."
    elif not found.is_told:
        silent = len(found.entities) + found.unnamed
        yield (
            f"No count by entity is in force ({_count(silent, 'entity', 'entities')} silent), so "
            "nothing can be ranked or correlated."
        )
    else:
        yield _coverage(found)
        yield _correlations(found)
        yield _range(found)
        yield _tops(found)
        yield _without_the_second(found)
        for which, summed in zip(("first", "second"), found.sums, strict=True):
            yield _sum(which, summed, found)
        if found.mediant is not None:
            yield own_totals(found.mediant)
    yield from printed_range(found)


def _coverage(found: Corroborated) -> str:
    of_all = len(found.entities) + found.unnamed
    text = f"Ranked and correlated: {len(found.compared)} of {of_all} entities."
    told = [f"{e.title} ({why})" for e in found.entities if (why := _left_out(e))]
    if told:
        text += f" Left out of that, and shown: {_names(told)}."
    if found.unnamed:
        text += f" Of {found.unnamed} more neither source says a word."
    return text


def _correlations(found: Corroborated) -> str:
    ranks, counts = found.of_ranks, found.of_counts
    if not isinstance(ranks, Correlation) or not isinstance(counts, Correlation):
        return f"No correlation: {ranks if isinstance(ranks, str) else counts}."
    return (
        f"Correlation of ranks (Spearman, ties by mean rank) {_coefficient(ranks)}; of counts "
        f"(Pearson) {_coefficient(counts)}."
    )


def _coefficient(of: Correlation | NoCorrelation) -> str:
    if not isinstance(of, Correlation):
        return ""
    return figures.coefficient(of.squared, 2, is_negative=of.is_negative)


def _squared(of: Correlation | NoCorrelation) -> str:
    return str(of.squared) if isinstance(of, Correlation) else ""


def _range(found: Corroborated) -> str:
    if found.ratios is None:
        return "No ratio can be formed: the second source has no entity with a count above zero."
    if found.ratios.is_exact:
        return f"The ratio of every entity that has one is {figures.ratio(found.ratios)}."
    return f"The ratios of the entities: {figures.ratio(found.ratios)}."


def _tops(found: Corroborated) -> str:
    first, second = (len(top) for top in found.tops)
    names = _names([e.title for e in found.in_both])
    text = (
        f"In both tops of {found.top}: {len(found.in_both)} of the {first} of the first source"
        + (f" ({names})." if names else ".")
    )
    if max(first, second) > found.top:
        text += f" What is tied with the last is in ({first} and {second} entities)."
    return text


def _without_the_second(found: Corroborated) -> str:
    without = [e for e in found.entities if e.has_none_of_the_second]
    if not without:
        return "Every entity has some of the second source."
    total = exactly(0)
    for entity in without:
        total += entity.first.value or exactly(0)
    told = [f"{e.title} ({'0' if exact(e.second) == 0 else e.second.missing})" for e in without]
    held = figures.interval(total, found.first.unit, found.first.decimals)
    return (
        f"None of the second source, or nothing known of it: {len(without)} of "
        f"{len(found.entities)} entities, with {held} of the first: {_names(told)}."
    )


def _sum(which: str, summed: Summed, found: Corroborated) -> str:
    measure = found.first if which == "first" else found.second
    parts = figures.interval(summed.parts, measure.unit, measure.decimals)
    text = f"The entities of the {which} source come to {parts}; its own total is "
    if summed.own.value is None:
        return f"{text}{summed.own.missing}."
    text += figures.actual(summed.own, measure)
    lacking = f"{_count(summed.lacking, 'entity has', 'entities have')} no value"
    if summed.agrees is True:
        return f"{text}: they agree."
    if summed.agrees is False:
        return f"{text}: they do not agree, {_rest(summed, measure)}."
    return f"{text}: {lacking if summed.lacking else 'they may agree'}."


def _rest(summed: Summed, measure: Measure) -> str:
    """What is left of a total, or lacks to it, once its parts are taken off."""
    assert summed.own.value is not None  # noqa: S101  # it does not agree, so it is there
    rest = summed.own.value - summed.parts
    is_over = rest.stays_under(Fraction(0)) is True
    size = figures.interval(-rest if is_over else rest, measure.unit, measure.decimals)
    return f"the parts are {size} more" if is_over else f"{size} is in no entity"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _names(names: list[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    return f"{shown} and {rest} more" if rest > 0 else shown
