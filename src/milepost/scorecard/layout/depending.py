"""Lays out what lies behind the ratings: what data is lacking, what was missed, what decides."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.corroboration import CorroborationReport
from milepost.scorecard.document import Cell, Column, Fact, Paragraph, Part, Table, TableRow
from milepost.scorecard.lacking import LackLine, LackReport
from milepost.scorecard.misses import MissRow
from milepost.scorecard.sensitivity import DependenceRow, SensitivityReport

_CAUSE = (Column("cause", "Cause"), Column("ender", "Who could end it"))
_REAL = Column("count", "Count", "number", "How many targets, and measures without one.")
_MADE_UP = Column("made-up", "Illustrative", "number", "Those that were made up, apart.")
_LACKS = (
    Column("measure", "Measure"),
    Column("cause", "Why"),
    Column("needed", "Needed", meaning="What would end it."),
    Column("who", "By whom"),
)
_MISSES = (
    Column("measure", "Measure"),
    Column("missed", "Missed"),
    Column("explained", "Explained"),
    Column("owed", "Obliges to"),
)
_DEPENDS = (
    Column("measure", "Measure"),
    Column("now", "As rated"),
    Column("otherwise", "Otherwise", meaning="What would change it, and to what."),
)
_FEW = 3  # so many what-ifs are shown at once; more are opened in place
# What the plan's author alone can end is told once for all measures it is true of.
_OF_THE_PLAN = ("no target", "no baseline", "no date")


def lacking(found: LackReport | None) -> list[Part]:
    """What data would be needed, as a part; none where everything was judged in full."""
    if found is None or not found.counts:
        return []
    real = any(each.count for each in found.counts)
    made_up = any(each.illustrative for each in found.counts)
    columns = (*_CAUSE, *([_REAL] if real else []), *([_MADE_UP] if made_up else []))
    counted = []
    for each in found.counts:
        cells = [Cell(each.cause), Cell(each.ender)]
        cells += [Cell(str(each.count))] if real else []
        cells += [Cell(str(each.illustrative))] if made_up else []
        counted.append(TableRow(tuple(cells)))
    caption = "Why they cannot be judged in full, the most frequent cause first"
    counts = Table("lacking-counts", caption, columns, tuple(counted))
    rows = (*_of_the_plan(found), *(_lack(line) for line in found.lines if _is_of_data(line)))
    cases = Table("lacking-table", "What would end it, case by case", _LACKS, rows, sortable=True)
    said = Paragraph(_lacking(found))
    return [Part("lacking", "What data would be needed", (said, counts, cases))]


def _lacking(found: LackReport) -> str:
    made_up = (
        f"{found.illustrative_lacking} of {found.illustrative_judgements} targets and measures"
    )
    if not found.judgements:
        return f"Not judged in full, all of it illustrative: {made_up}."
    said = f"Not judged in full: {found.lacking} of {found.judgements} targets and measures."
    if found.illustrative_judgements:
        said += f" Counted apart, illustrative: {made_up}."
    return f"{said} The Strategy is to say what data is needed (21 U.S.C. 1705(c)(1)(H) and (M))."


def _is_of_data(line: LackLine) -> bool:
    return line.endings[0].cause not in _OF_THE_PLAN


def _of_the_plan(found: LackReport) -> Iterator[TableRow]:
    """One row for all measures that lack the same of the plan."""
    for cause in _OF_THE_PLAN:
        lines = [line for line in found.lines if line.endings[0].cause == cause]
        if not lines:
            continue
        titles = list(dict.fromkeys(line.title for line in lines))
        who = "; ".join(dict.fromkeys(line.endings[0].who for line in lines))
        number = f"{len(titles)} measure{'' if len(titles) == 1 else 's'}"
        needed = f"The plan declares it for: {'; '.join(titles)}."
        yield TableRow((Cell(number), Cell(cause), Cell(needed), Cell(who)))


def _lack(line: LackLine) -> TableRow:
    first, *more = line.endings
    about = ", ".join(text for text in (line.agency, line.due, line.target) if text)
    return TableRow(
        (
            Cell(line.title, about),
            Cell(first.cause),
            Cell(first.what),
            Cell(first.who),
        ),
        told=tuple(Fact("Then", f"{ending.cause}: {ending.what}") for ending in more),
        steps=(Fact("Asked for by", first.statute),) if first.statute else (),
        illustrative=line.illustrative,
    )


def misses(found: tuple[MissRow, ...]) -> list[Part]:
    """What was missed in a row and what that obliges to, as a part; none where nothing was."""
    if not found:
        return []
    silent = sum(not row.explained for row in found)
    owing = sum(any(owed.is_certain for owed in row.owed) for row in found)
    number = "1 promise was" if len(found) == 1 else f"{len(found)} promises were"
    it = "it" if len(found) == 1 else "they"
    lead = Paragraph(
        f"{number} missed when {it} last fell due, years and quarters counted apart. "
        f"Without an explanation that stands: {silent or 'none'}. With a further document owed: "
        f"{owing or 'none'}."
    )
    rows = tuple(_miss(row) for row in found)
    caption = "Those without an explanation first, then those missed most often"
    table = Table("misses-table", caption, _MISSES, rows, sortable=True)
    title = "Missed in a row, and what that obliges to"
    return [Part("misses", title, (lead, table))]


def _miss(row: MissRow) -> TableRow:
    owed = [step for step in row.owed if step.is_certain] or row.owed
    cells = (
        Cell(row.title, row.agency),
        Cell(row.count),
        Cell("yes" if row.explained else "no"),
        Cell("; ".join(step.text for step in owed)) if owed else Cell("no step", absent=True),
    )
    steps = tuple(Fact("Missed", period) for period in row.periods)
    return TableRow(cells, steps=steps, illustrative=row.illustrative)


def depending(
    found: SensitivityReport, compared: tuple[CorroborationReport, ...], *, illustrative: bool
) -> list[Part]:
    """What the ratings depend on, as a part; none where nothing was judged."""
    parts = tuple(_compared(report) for report in compared)
    if not found.rows:
        return list(parts)
    rows = tuple(_depends(row) for row in found.rows if row.otherwise)
    blocks: list[Paragraph | Table] = [
        Paragraph(text) for text in _summary(found.summary, illustrative=illustrative)
    ]
    if rows:
        caption = "Every result or outlook that something else would have changed"
        blocks.append(Table("depends-table", caption, _DEPENDS, rows, sortable=True))
    return [Part("depends", "What the ratings depend on", tuple(blocks), parts)]


def _summary(sentences: tuple[str, ...], *, illustrative: bool) -> Iterator[str]:
    """The counts as a paragraph, and those of what was made up as another."""
    apart = "Illustrative: "
    real = [text for text in sentences if not text.startswith(apart)]
    made_up = [text.removeprefix(apart) for text in sentences if text.startswith(apart)]
    if real:
        yield " ".join(real)
    if made_up:
        # Where all is made up, each page says so.
        yield ("" if illustrative else apart) + " ".join(made_up)


def _depends(row: DependenceRow) -> TableRow:
    about = ", ".join(text for text in (row.agency, row.due and f"due {row.due}") if text)
    found = [f"{other.what}: {other.then}" for other in row.otherwise]
    shown = found if len(found) <= _FEW else [*found[:_FEW], f"{len(found) - _FEW} more"]
    steps = tuple(Fact("Or", text) for text in found[_FEW:])
    cells = (
        Cell(row.title, about),
        Cell(row.now),
        Cell("; ".join(shown), f"{len(found)} of {row.tried} tried"),
    )
    return TableRow(cells, steps=steps, illustrative=row.illustrative)


def _compared(report: CorroborationReport) -> Part:
    """Two sources on one thing: what they say, entity by entity, and what follows."""
    columns = (
        Column("entity", "Entity"),
        Column("first", "First", "number"),
        Column("second", "Second", "number"),
        Column("ratio", "Ratio", "number"),
    )
    rows = tuple(
        TableRow((Cell(e.title), Cell(e.first), Cell(e.second), Cell(e.ratio)))
        for e in report.entities
    )
    blocks: list[Paragraph | Table] = [Paragraph(report.about)]
    blocks += [Paragraph(finding) for finding in report.findings]
    if rows:
        name = f"compared-{report.id}-table"
        blocks.append(Table(name, report.title, columns, rows, sortable=True))
    blocks.append(Paragraph(f"Source: {report.source.rstrip('.')}.", "small"))
    return Part(
        f"compared-{report.id}", f"Two sources compared: {report.title}", tuple(blocks),
        illustrative=report.illustrative,
    )  # fmt: skip
