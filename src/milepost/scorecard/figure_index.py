"""Every published figure with where it was written, so that anybody can look any number up.

A figure that stands in several rows, as one actual does beside two targets, is listed once, with
every row that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from milepost.evaluation.model import Actual, Judgement, MeasureEvaluation
from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.plan.scalars import statement
from milepost.scorecard import figures, prose
from milepost.scorecard.footnotes import place_of_target
from milepost.scorecard.model import Exact, Figure

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer

What = Literal["actual", "target", "baseline", "context", "standard"]
_ORDER: Final[tuple[What, ...]] = ("baseline", "target", "actual", "context", "standard")


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One figure, and where it can be checked.

    Attributes:
        title: the measure, or what else it is a figure of.
        unit: its unit.
        whose: whose figure it is.
        period: for which period, in words.
        what: an actual, a target, a baseline, context, or a standard for others.
        value: in words, or why there is none.
        exact: the value exactly; None where there is none, or only words.
        places: the cells and the lines of the plan in which it was written.
        figures: the stable names of the rows and figures that show it.
        illustrative: whether it was made up.
    """

    title: str
    unit: str
    whose: str
    period: str
    what: What
    value: str
    exact: Exact | None
    places: tuple[str, ...]
    figures: tuple[str, ...]
    illustrative: bool


def compose_index(composer: Composer) -> tuple[FigureEntry, ...]:
    """The figures of a scorecard: measure by measure in time, then those that stand beside them."""
    found: list[FigureEntry] = []
    for judged in composer.evaluation.measures:
        found += _of_measure(composer, judged)
    return (*found, *_beside(composer))


def _of_measure(composer: Composer, judged: MeasureEvaluation) -> list[FigureEntry]:
    """The figures of a measure in the order of time, each of them once."""
    calendar = composer.plan.calendar
    found: dict[tuple[object, ...], tuple[Period | None, FigureEntry]] = {}
    for period, entry in _every(composer, judged):
        key = (entry.what, entry.whose, entry.period, entry.value, entry.places)
        if key in found:
            was = found[key][1]
            shown = tuple(dict.fromkeys((*was.figures, *entry.figures)))
            entry = replace(was, figures=shown)  # noqa: PLW2901  # the same figure, shown once more
        found[key] = (period, entry)

    def order(of: tuple[Period | None, FigureEntry]) -> tuple[bool, tuple[object, ...], str, int]:
        period, entry = of
        when = () if period is None else calendar.key(period)
        return period is None, when, entry.whose, _ORDER.index(entry.what)

    return [entry for _, entry in sorted(found.values(), key=order)]


def _every(
    composer: Composer, judged: MeasureEvaluation
) -> Iterator[tuple[Period | None, FigureEntry]]:
    measure = judged.measure
    for judgement in judged.judgements:
        if judgement.target is not None:
            yield from _of_row(composer, judged, judgement)
    yield from _years_before(composer, judged)
    for actual, _ in composer.unrated_actuals(judged):
        yield actual.period, _actual(composer, measure, actual, composer.figure_id(actual))
    if measure.baseline is not None and any(j.target for j in judged.judgements):
        yield measure.baseline.period, _baseline(composer, judged)


def _of_row(
    composer: Composer, judged: MeasureEvaluation, judgement: Judgement
) -> Iterator[tuple[Period | None, FigureEntry]]:
    measure, target, actual = judgement.measure, judgement.target, judgement.actual
    assert target is not None  # noqa: S101  # the caller has looked
    row = composer.row_id(judgement)
    whose, value = composer.whose(judgement), prose.actual(judged, judgement)
    shown = replace(_actual(composer, measure, actual, row), whose=whose, value=value)
    yield actual.period, shown
    yield (
        judgement.due,
        FigureEntry(
            title=measure.title,
            unit=measure.unit,
            whose=whose,
            period=prose.due(judgement),
            what="target",
            value=figures.target(target, measure),
            exact=None,
            places=(str(place_of_target(composer.places, judgement)),),
            figures=(row,),
            illustrative=composer.illustrative or measure.illustrative or target.illustrative,
        ),
    )


def _years_before(
    composer: Composer, judged: MeasureEvaluation
) -> Iterator[tuple[Period | None, FigureEntry]]:
    """What the measure came to in the years that are shown."""
    for actual, whose, value, shown in composer.years_shown(judged):
        if any(actual.sources()):  # of a year that nobody reported there is nothing to look up
            entry = _actual(composer, judged.measure, actual, shown)
            yield actual.period, replace(entry, whose=whose, value=value)


def _actual(composer: Composer, measure: Measure, actual: Actual, shown: str) -> FigureEntry:
    return FigureEntry(
        title=measure.title,
        unit=measure.unit,
        whose=actual.agency or " and ".join(measure.agencies) or "computed",
        period=str(actual.period),
        what="actual",
        value=figures.actual(actual, measure),
        exact=figures.exact(actual),
        places=written_in(composer, measure, actual),
        figures=(shown,) if shown else (),
        illustrative=composer.illustrative or measure.illustrative,
    )


def written_in(composer: Composer, measure: Measure, actual: Actual) -> tuple[str, ...]:
    """The cells a figure rests on; of one that nobody reported, the line that asks for it."""
    cells = dict.fromkeys(str(held.observation.value_place) for held in actual.sources())
    return tuple(cells) or (str(composer.places.at("measures", measure.id)),)


def _baseline(composer: Composer, judged: MeasureEvaluation) -> FigureEntry:
    measure = judged.measure
    base = measure.baseline
    assert base is not None  # noqa: S101  # the caller has looked
    said = statement(base.value, measure.unit)
    return FigureEntry(
        title=measure.title,
        unit=measure.unit,
        whose=" and ".join(measure.agencies) or "computed",
        period=str(base.period),
        what="baseline",
        value=figures.stated(said, measure.unit, measure.decimals),
        exact=figures.exact_statement(said.interval(measure.about_within)),
        places=(str(composer.places.at("measures", measure.id, "baseline", "value")),),
        figures=tuple(composer.row_id(j) for j in judged.judgements if j.target is not None),
        illustrative=composer.illustrative or measure.illustrative or base.illustrative,
    )


def _beside(composer: Composer) -> Iterator[FigureEntry]:
    """The figures that the plan itself holds."""
    for figure, declared in composer.context_figures():
        yield _declared(composer, "context", declared.id, figure)
    for figure, standard in composer.standards():
        yield _declared(composer, "standard", standard.id, figure)


def _declared(
    composer: Composer, what: Literal["context", "standard"], identifier: str, figure: Figure
) -> FigureEntry:
    section = "context" if what == "context" else "standards"
    return FigureEntry(
        title=figure.title,
        unit=figure.unit,
        whose=figure.owner,
        period=figure.period,
        what=what,
        value=figure.value,
        exact=figure.exact,
        places=(str(composer.places.at(section, identifier, "value")),),
        figures=(figure.id,),
        illustrative=figure.illustrative,
    )
