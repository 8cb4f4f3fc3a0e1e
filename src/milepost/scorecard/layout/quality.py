"""Lays out data quality: the counts first, then what is known of each measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from milepost.scorecard.document import Cell, Column, Fact, Paragraph, Part, Table, TableRow
from milepost.scorecard.layout.deliveries import computed_from
from milepost.scorecard.quality import Assessment, DataQuality, MeasureQuality
from milepost.scorecard.sentence import ended

_ABOUT = (
    "31 U.S.C. 1115(b)(8) asks of each measure how its figures are verified, where they come "
    "from, how accurate they must be, what limits them and what makes up for that. Whether data "
    "are reliable is said for a purpose, in the words of GAO-20-283G; what nobody assessed is "
    "shown as not assessed."
)
_COUNTS = (Column("what", "Of the measures"), Column("measures", "Measures", "number"))
_COLUMNS = (
    Column("measure", "Measure"),
    Column("source", "Source"),
    Column("verified", "Verified", meaning="How the figures are verified and validated."),
    Column("accuracy", "Accuracy", meaning="How accurate they must be."),
    Column("reliability", "Reliability", meaning="What an assessor found, for a purpose."),
    Column("reported", "Reported", "number", "Figures that were asked for and came."),
    Column("vintage", "Newest", meaning="Of which period the newest figure is, and how old."),
    Column("limits", "Limits", meaning="What the measure does not tell."),
)
_NOT_STATED = Cell("not stated", absent=True)


def quality(found: DataQuality | None) -> list[Part]:
    """Data quality as a part; none where no measure is shown."""
    if found is None or not found.measures:
        return []
    counts = Table(
        "quality-counts",
        "What is known of the data, by measure",
        _COUNTS,
        tuple(
            TableRow((Cell(count.what), Cell(f"{count.measures} of {count.of}")))
            for count in found.counts
        ),
    )
    rows = [_measure(measure) for measure in found.measures]
    # A column in which nothing is stated of any measure says no more than the counts do.
    empty = {
        column.id
        for i, column in enumerate(_COLUMNS)
        if column.id in ("verified", "accuracy") and all(row.cells[i].absent for row in rows)
    }
    kept = [i for i, column in enumerate(_COLUMNS) if column.id not in empty]
    each = Table(
        "quality-table",
        "The data of each measure, in the plan's order",
        tuple(_COLUMNS[i] for i in kept),
        tuple(replace(row, cells=tuple(row.cells[i] for i in kept)) for row in rows),
        sortable=True,
    )
    parts = (
        Part("quality-measures", "Measure by measure", (each,), opened=False),
        *(computed_from(found.computed) if found.computed else ()),
    )
    return [Part("quality", "Data quality", (Paragraph(_ABOUT), counts), parts)]


def _measure(found: MeasureQuality) -> TableRow:
    cells = (
        Cell(found.title, found.agencies),
        Cell(found.source),
        _or_not_stated(found.verification),
        _or_not_stated(found.required_accuracy),
        _reliability(found.assessments),
        Cell(f"{found.reported} of {found.asked}"),
        _vintage(found),
        Cell(" ".join(ended(limit.statement) for limit in found.limits))
        if found.limits
        else _NOT_STATED,
    )
    return TableRow(
        cells,
        f"quality/{found.measure}",
        told=tuple(_compensated(found)),
        steps=tuple(_more(found)),
        illustrative=found.illustrative,
    )


def _or_not_stated(text: str) -> Cell:
    return Cell(text) if text else _NOT_STATED


def _reliability(found: tuple[Assessment, ...]) -> Cell:
    if not found:
        return Cell("not assessed", absent=True)
    words = "; ".join(dict.fromkeys(a.level for a in found))
    return Cell(words, illustrative=any(a.illustrative for a in found))


def _vintage(found: MeasureQuality) -> Cell:
    if found.vintage is None:
        return Cell("none", absent=True)
    older = ", older than the period judged" if found.vintage.is_older else ""
    return Cell(found.vintage.period, f"{found.vintage.age}{older}")


def _compensated(found: MeasureQuality) -> Iterator[Fact]:
    """What makes up for a limitation; of several, for which."""
    for limit in found.limits:
        if limit.compensated_by:
            of = f"{limit.statement.rstrip('.')}: " if len(found.limits) > 1 else ""
            yield Fact("Offset by", f"{of}{ended(limit.compensated_by)}")


def _more(found: MeasureQuality) -> Iterator[Fact]:
    for one in found.assessments:
        source = "Illustrative" if one.illustrative else one.source.rstrip(".")
        text = f"{one.level} for {one.purpose.rstrip('.')}; {one.by}, {one.on}"
        yield Fact("Assessed", f"{text}. {source}.")
    if found.method:
        yield Fact("Gathered", found.method)
