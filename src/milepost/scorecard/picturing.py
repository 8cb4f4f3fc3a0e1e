"""Composes the pictures of objectives: strips, years side by side, funnels, areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.entities import in_force_by_code, returned_by_code
from milepost.evaluation.evaluate import own_period
from milepost.evaluation.model import Actual
from milepost.plan.model import CodeList, Measure, Relation
from milepost.scorecard import figures
from milepost.scorecard.areas import places_of
from milepost.scorecard.model import Exact, Mark, Row, Section
from milepost.scorecard.pictures import (
    WHETHER_DUE,
    DrawnAmount,
    FunnelChart,
    MultiplesChart,
    ObjectivePictures,
    Panel,
    StripChart,
    StripMark,
    Tile,
    TileChart,
    WhetherDue,
)
from milepost.scorecard.prose import counted

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer

_MADE_UP = " Illustrative."
_IN_ORDER = ("met", "not met", "cannot be told", "achieved", "on track", "at risk", "off track")
_FEWEST = 2


def pictures(composer: Composer, section: Section) -> ObjectivePictures:
    """Everything that is drawn of an objective beside its measures over time."""
    return ObjectivePictures(
        objective=section.id,
        strip=strip(composer, section),
        multiples=multiples(section),
        funnels=tuple(funnels(composer, section)),
        tiles=tuple(tiles(composer, section)),
    )


def strips(drawn: Iterable[ObjectivePictures]) -> tuple[StripChart, ...]:
    """A strip for each objective that has one, for the opening page."""
    return tuple(one.strip for one in drawn if one.strip is not None)


def strip(composer: Composer, section: Section) -> StripChart | None:
    """The targets of an objective: how those came out that were due, and apart how the others look.

    "Not met" and "off track" have one shape, so a result never stands among outlooks.
    As in the counts, what was made up in a real plan stands apart. Of a single target there is
    none: at a glance it shows no more than its row.
    """
    if len(section.rows) < _FEWEST:
        return None
    made_up = set() if composer.illustrative else _made_up(composer, section)
    marks = [_strip_mark(row, apart=row.id in made_up) for row in section.rows]
    groups = [g for due in WHETHER_DUE if (g := [one for one in marks if one.due == due])]
    counts = tuple(count for group in groups for count in _counts(group))
    numbers = [
        (due, [f"{n} {word}" for of, word, _, n in counts if of == due]) for due in WHETHER_DUE
    ]
    apart = sum(one.apart for one in marks)
    title = f"{section.title}: " + "; ".join(
        [
            *([counted(len(marks) - apart, "target")] if apart < len(marks) else []),
            *(f"{due}: {', '.join(said)}" for due, said in numbers if said),
            *([f"{counted(apart, 'target')}, illustrative"] if apart else []),
        ]
    )
    each = ". ".join(f"{g[0].due.capitalize()}: {'; '.join(map(_in_words, g))}" for g in groups)
    return StripChart(
        id=f"strip/{section.id}",
        title=title,
        unit="targets",
        agency="; ".join(section.roles),
        marks=tuple(one for group in groups for one in group),
        counts=counts,
        alternative=f"{title}. {each}." + (_MADE_UP if composer.illustrative else ""),
        illustrative=composer.illustrative or bool(apart),
    )


def _counts(marks: Iterable[StripMark]) -> Iterator[tuple[WhetherDue, str, Mark, int]]:
    """Each word with its mark and how often it occurs; what stands apart is not counted."""
    number_of = Counter((one.due, one.word, one.mark) for one in marks if not one.apart)
    for (due, word, mark), number in sorted(number_of.items(), key=lambda item: _order(item[0][1])):
        yield due, word, mark, number


def _in_words(one: StripMark) -> str:
    made_up = " (illustrative, not counted)" if one.apart else ""
    return f"{one.label}: {one.word}{made_up}"


def _made_up(composer: Composer, section: Section) -> set[str]:
    """The rows of an objective that rest on something made up, as they are counted."""
    return {
        composer.row_id(judgement)
        for judged in composer.evaluation.measures
        if judged.measure.objective == section.id
        for judgement in judged.judgements
        if judgement.is_illustrative
    }


def _strip_mark(row: Row, *, apart: bool) -> StripMark:
    is_due = row.result is not None and row.result.word != "not due"
    verdict = row.result if is_due and row.result is not None else row.rating
    word = "cannot be told" if verdict.word.startswith("indeterminate") else verdict.word
    word = "not rated" if word.startswith("not rated") else word
    label = ", ".join(part for part in (row.title, row.agency, row.target_period) if part)
    has_date = row.promised is None or row.promised.due
    due: WhetherDue = "due" if is_due else "not due yet" if has_date else "without a date"
    return StripMark(label, word, verdict.mark, due, apart)


def _order(word: str) -> tuple[int, str]:
    return _IN_ORDER.index(word) if word in _IN_ORDER else len(_IN_ORDER), word


def multiples(section: Section) -> MultiplesChart | None:
    """Each measure over the years before and this one; None where nothing is known of before."""
    first = {(row.measure, row.agency): row for row in reversed(section.rows)}
    rows = [row for row in section.rows if first[row.measure, row.agency] is row]
    compared = [row for row in rows if row.years_before]
    known = sum(any(year.exact for year in row.years_before) for row in compared)
    if not known:
        return None
    panels = tuple(_panel(row) for row in compared)
    each = "; ".join(
        f"{panel.title}, {panel.unit}: " + ", ".join(f"{y.label} {y.words}" for y in panel.years)
        for panel in panels
    )
    made_up = any("measure" in row.illustrative for row in compared)
    title = (
        f"{section.title}: of {known} of {len(panels)} measures there is a figure for an earlier "
        "year"
    )
    return MultiplesChart(
        id=f"years/{section.id}",
        title=title,
        unit="",
        agency="; ".join(section.roles),
        panels=panels,
        alternative=f"{title}. {each}." + (_MADE_UP if made_up else ""),
        illustrative=made_up,
    )


def _panel(row: Row) -> Panel:
    before = reversed(row.years_before)
    years = [amount(year.period, year.actual, year.exact) for year in before]
    return Panel(
        f"{row.title}, {row.agency}",
        row.unit,
        (*years, amount(row.id.split("/", 1)[0], row.actual, row.exact)),
    )


def amount(label: str, words: str, exact: Exact | None) -> DrawnAmount:
    """A published value as it is drawn; what is absent has no ends."""
    low, high = (None, None) if exact is None else (exact.low, exact.high)
    return DrawnAmount(
        label, words, *(None if e is None else float(Fraction(e)) for e in (low, high))
    )


def _amount_of(label: str, measure: Measure, actual: Actual) -> DrawnAmount:
    return amount(label, figures.actual(actual, measure), figures.exact(actual))


def funnels(composer: Composer, section: Section) -> Iterator[FunnelChart]:
    """The funnels of the plan that begin with a measure of an objective and have two figures."""
    plan = composer.plan
    for relation in plan.relations:
        if relation.kind != "funnel" or composer.hidden.intersection(relation.parts):
            continue
        stages = [plan.measure_by_id[part] for part in relation.parts]
        if stages[0].objective == section.id:
            shown = _funnel(composer, relation, stages)
            if sum(not stage.is_missing for stage in shown.stages) >= _FEWEST:
                yield shown


def _funnel(composer: Composer, relation: Relation, stages: list[Measure]) -> FunnelChart:
    actuals = _actuals(composer)
    period, agency = composer.evaluation.period, relation.agency or ""
    found = [(m, actuals.find(m, period, agency if m.agencies else "")) for m in stages]
    shown = tuple(_amount_of(m.title, m, actual) for m, actual in found)
    known = [stage for stage in shown if not stage.is_missing] or list(shown)
    who = agency or "All agencies"
    ends = ", ".join(f"{_lower(s.label)} {s.words}" for s in dict.fromkeys((known[0], known[-1])))
    title = f"{who}, {period}: {ends}"
    made_up = relation.illustrative or any(m.illustrative for m in stages) or composer.illustrative
    each = "; ".join(f"{stage.label}: {stage.words}" for stage in shown)
    note = " ".join([*([_BASIS[relation.basis]] if relation.basis else []), relation.note or ""])
    return FunnelChart(
        id=f"funnel/{relation.id}",
        title=title,
        unit=stages[0].unit,
        agency=who,
        period=str(period),
        stages=shown,
        note=note.strip(),
        alternative=f"{title}. {each}. {note}".strip() + (_MADE_UP if made_up else ""),
        illustrative=made_up,
    )


_BASIS = {
    "cohort": "The stages follow the same cases.",
    "period": "Each stage is what happened in the period, of whichever cases.",
}


def _lower(title: str) -> str:
    """A title within a sentence; an abbreviation keeps its letters."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _actuals(composer: Composer) -> Actuals:
    evaluation = composer.evaluation
    until = min(composer.plan.calendar.end(evaluation.period), evaluation.as_of)
    return Actuals(composer.plan, composer.record, until)


def tiles(composer: Composer, section: Section) -> Iterator[TileChart]:
    """The measures of an objective that are divided by a list of areas and have figures by it."""
    lists = {code_list.id: code_list for code_list in composer.plan.code_lists}
    for judged in composer.evaluation.measures:
        if judged.measure.objective != section.id:
            continue
        for dimension in judged.measure.dimensions:
            shown = _tiles(composer, judged.measure, lists[dimension])
            if any(not tile.amount.is_missing for tile in shown):
                yield _tile_chart(composer, judged.measure, lists[dimension], shown)


def _tiles(composer: Composer, measure: Measure, areas: CodeList) -> tuple[Tile, ...]:
    """Every area of a list; where that names none, all of Mexico, or each that was reported."""
    record, period = composer.record, composer.evaluation.period
    own_of_measure = own_period(composer.plan, measure, period)
    in_force, returned = in_force_by_code(record, areas.id), returned_by_code(record, areas.id)
    titles = {code.code: code.title for code in areas.codes}
    told = sorted(c for c, keys in in_force.items() if any(k[1] == measure.id for k in keys))
    places = places_of(titles or told, int(areas.size or 0))
    named = dict.fromkeys((*titles, *(places if not titles else ()), *told))
    until = min(composer.plan.calendar.end(period), composer.evaluation.as_of)
    found = []
    for code in named:
        own = replace(
            record, in_force=in_force.get(code, {}), returned=tuple(returned.get(code, ()))
        )
        actual = Actuals(composer.plan, own, until).find(measure, own_of_measure)
        title = titles.get(code, code)
        found.append(Tile(code, _amount_of(title, measure, actual), places.get(code)))
    return tuple(found)


def _tile_chart(
    composer: Composer, measure: Measure, areas: CodeList, shown: tuple[Tile, ...]
) -> TileChart:
    known = [tile.amount for tile in shown if not tile.amount.is_missing]
    most = max(known, key=lambda a: a.low if a.low is not None else a.high or 0.0)
    size = max(len(shown), int(areas.size or 0))
    title = f"{measure.title}: most in {most.label}, {most.words}"
    if missing := size - len(known):
        title += f"; no figure for {missing} of {size}"
    each = "; ".join(f"{tile.amount.label}: {tile.amount.words}" for tile in shown)
    made_up = measure.illustrative or composer.illustrative
    period = str(own_period(composer.plan, measure, composer.evaluation.period))
    return TileChart(
        id=f"areas/{measure.id}/{areas.id}",
        title=title,
        unit=measure.unit,
        agency=" and ".join(measure.agencies) or "computed",
        period=period,
        tiles=shown,
        alternative=f"{title}. {measure.unit}, {period}. {each}." + (_MADE_UP if made_up else ""),
        illustrative=made_up,
    )
