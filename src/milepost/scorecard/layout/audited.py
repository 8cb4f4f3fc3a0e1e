"""Lays out the audit of the strategy: the verdicts first, then each objective against them."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.audited import AuditInWords, CriterionLine, VerdictInPrint
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Paragraph,
    Part,
    Table,
    TableRow,
)

_COLUMNS = (
    Column("criterion", "Criterion", meaning="What the source asks of a strategy."),
    Column("verdict", "Verdict", "verdict", "Our verdict on what the plan declares."),
    Column("published", "In print", meaning="What auditors published of this plan."),
    Column("why", "Why"),
)
_NOT_JUDGED = Cell("not judged", absent=True)
_AGREES = {True: "as we find", False: "otherwise than we find", None: ""}


def audited(found: AuditInWords | None) -> list[Part]:
    """The audit as a part; none where none was made."""
    if found is None:
        return []
    blocks: list[Block] = [Paragraph(found.headline, "lead")]
    blocks += [Paragraph(found.note)] if found.note else []
    caption = f"{found.title}: the plan as it stood on {found.on}, on what it declares"
    printed = any(line.published for line in found.criteria)
    columns = tuple(c for c in _COLUMNS if printed or c.id != "published")
    rows = tuple(_criterion(line, printed=printed) for line in found.criteria)
    blocks.append(Table("audit-table", caption, columns, rows))
    blocks += [Paragraph(remark, "small") for remark in found.remarks]
    parts = []
    if found.objectives:
        parts.append(Part("audit-objectives", "Objective by objective", (_by_objective(found),)))
    if printed:
        said = Facts(tuple(_in_print(found)))
        parts.append(Part("audit-published", "What auditors said in print", (said,)))
    return [Part("audit", "The strategy against its rule set", tuple(blocks), tuple(parts))]


def _criterion(line: CriterionLine, *, printed: bool) -> TableRow:
    verdict = line.verdict
    steps = [Fact("Required", line.citation)]
    steps += [Fact("Written in", "; ".join(line.places))] if line.places else []
    said = "; ".join(dict.fromkeys(_agreeing(one) for one in line.published))
    steps += [Fact("To close it", line.to_close)] if line.to_close else []
    told = [Fact("Waived", line.waived)] if line.waived else []
    if line.without_illustrative:
        told.append(Fact("Without what is made up", line.without_illustrative))
    elif line.rests_on_illustrative:
        told.append(Fact("Made up", "What is illustrative is counted; it decides nothing."))
    cells = [Cell(line.title)]
    cells.append(Cell(verdict.word, mark=verdict.mark) if verdict else _NOT_JUDGED)
    if printed:
        cells.append(Cell(said) if said else Cell("none known", absent=True))
    cells.append(Cell(line.reason))
    return TableRow(tuple(cells), f"audit/{line.id}", told=tuple(told), steps=tuple(steps))


def _agreeing(said: VerdictInPrint) -> str:
    agrees = _AGREES[said.agrees]
    return f"{said.by}: {said.verdict}" + (f", {agrees}" if agrees else "")


def _by_objective(found: AuditInWords) -> Table:
    asked = {id_ for line in found.objectives for id_, _ in line.verdicts}
    criteria = [line for line in found.criteria if line.id in asked]
    columns = (
        Column("objective", "Objective"),
        *(Column(line.id, line.title, "verdict") for line in criteria),
    )
    rows = []
    for objective in found.objectives:
        verdicts = dict(objective.verdicts)
        cells = [Cell(objective.title, link=objective.id)]
        for line in criteria:
            verdict = verdicts.get(line.id)
            cells.append(
                Cell(verdict.word, mark=verdict.mark) if verdict else Cell("not asked", absent=True)
            )
        rows.append(TableRow(tuple(cells), f"audit/objective/{objective.id}"))
    return Table(
        "audit-by-objective", "Each objective held against each criterion", columns, tuple(rows)
    )


def _in_print(found: AuditInWords) -> Iterator[Fact]:
    for line in found.criteria:
        for said in line.published:
            note = f" {said.note.rstrip('.')}." if said.note else ""
            text = f"{said.by}, {said.verdict}: “{said.statement}”{note} {said.source.rstrip('.')}."
            yield Fact(line.title, text)
