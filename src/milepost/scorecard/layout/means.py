"""Lays out what an objective rests on: need, agencies, money, mechanisms, what will be done."""

from __future__ import annotations

from typing import Final

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
from milepost.scorecard.layout.mechanisms import mechanisms_of
from milepost.scorecard.model import Mark, Section
from milepost.scorecard.objective_model import (
    NOT_STATED,
    ActionLine,
    Amount,
    Contributor,
    Means,
    NeedAnswered,
    ResourceLine,
)
from milepost.scorecard.prose import counted
from milepost.scorecard.sentence import ended

_WHO: Final = (
    Column("agency", "Agency"),
    Column("role", "Role"),
    Column("authority", "By what right, or with what"),
)
_MONEY: Final = (
    Column("agency", "Agency"),
    Column("period", "Year"),
    Column("purpose", "For what"),
    Column("requested", "Requested", "number"),
    Column("enacted", "Enacted", "number"),
    Column("obligated", "Obligated", "number"),
    Column("planned", "Planned", "number", "What the agency says it is putting in."),
)
_ACTIONS: Final = (
    Column("what", "What"),
    Column("who", "Who"),
    Column("due", "By when", "date"),
    Column("standing", "How far it has got", "verdict"),
)
_MARKS: Final[dict[str, Mark]] = {
    "done": "good",
    "open": "none",
    "no date": "open",
    "owed": "poor",
    "overdue": "bad",
}
_SETS_OUT: Final = {
    "promise": "promised with the explanation",
    "obligation": "owed after missed targets",
}


def before_the_targets(section: Section) -> list[Part]:
    """Need, agencies, money and mechanisms, as the law lists them (21 U.S.C. 1705(c)(1)(F))."""
    means = section.means
    if means is None:
        return []
    return [
        _need(section.id, means),
        _who(section.id, means),
        *_money(section.id, means),
        *_mechanisms(section.id, means),
        *_not_stated(section.id, means),
    ]


def what_will_be_done(section: Section) -> list[Part]:
    """By when and by whom; what is overdue first."""
    if section.means is None:
        return []
    actions = section.means.actions
    block: Block = Paragraph("The plan has no action for this objective, and none is promised.")
    if actions:
        block = Table(
            f"{section.id}-actions-table",
            _counted(actions),
            _ACTIONS,
            tuple(_action(line) for line in actions),
        )
    return [Part(f"{section.id}-actions", "What will be done, by when and by whom", (block,))]


def _need(identifier: str, means: Means) -> Part:
    block: Block = Paragraph("No need is named that it answers.")
    if means.needs:
        block = Facts(tuple(_needed(need) for need in means.needs))
    return Part(f"{identifier}-need", "Need", (block,))


def _needed(need: NeedAnswered) -> Fact:
    made_up = " (illustrative)" if need.illustrative else ""
    return Fact(f"{need.title}{made_up}", f"{ended(need.evidence)} ({need.source})")


def _who(identifier: str, means: Means) -> Part:
    leads = sum("lead" in of.role for of in means.contributors)
    blocks: list[Block] = []
    if not leads:
        blocks.append(Paragraph("No lead is declared."))
    elif leads > 1 and not all(of.role == "co-lead" for of in means.contributors[:leads]):
        blocks.append(Paragraph(f"{leads} agencies are each declared lead."))
    if means.contributors:
        rows = tuple(_contributor(of) for of in means.contributors)
        agencies = counted(len(rows), "agency has", "agencies have")
        caption = f"{agencies} a role on this objective"
        blocks.append(Table(f"{identifier}-agencies-table", caption, _WHO, rows))
    return Part(f"{identifier}-agencies", "Who leads and who supports", tuple(blocks))


def _contributor(of: Contributor) -> TableRow:
    name = "" if of.name == of.agency else of.name
    return TableRow(
        (
            Cell(of.agency, name, illustrative=of.illustrative),
            Cell(of.role),
            Cell(of.authority, absent=of.authority == NOT_STATED),
        ),
        illustrative=of.illustrative,
    )


def _money(identifier: str, means: Means) -> list[Part]:
    blocks: list[Block] = [Paragraph(text) for text in means.priorities]
    if means.resources:
        planned = any(of.planned.exact is not None for of in means.resources)
        columns = _MONEY if planned else _MONEY[:-1]
        rows = tuple(_resource(of, planned=planned) for of in means.resources)
        caption = "What agencies asked for, were given and committed for this objective"
        blocks.append(Table(f"{identifier}-money-table", caption, columns, rows))
        blocks.append(
            Paragraph(
                "Whether this is adequate (21 U.S.C. 1703(c)(3)): the plan does not state it."
            )
        )
    return [Part(f"{identifier}-money", "Money and staff", tuple(blocks))] if blocks else []


def _resource(of: ResourceLine, *, planned: bool) -> TableRow:
    # Dollars show themselves; what else is counted is named.
    unit = "" if of.unit == "USD" else of.unit
    amounts = (of.requested, of.enacted, of.obligated, *((of.planned,) if planned else ()))
    told = [Fact("Note", of.note)] if of.note else []
    if of.measures:
        told.insert(0, Fact("To reach", "; ".join(of.measures)))
    return TableRow(
        (
            Cell(of.agency, illustrative=of.illustrative),
            Cell(of.period),
            Cell(of.purpose),
            *(_amount(amount, unit) for amount in amounts),
        ),
        f"resource/{of.id}",
        told=(*told, Fact("Source", of.source)),
        illustrative=of.illustrative,
    )


def _amount(of: Amount, unit: str) -> Cell:
    if of.exact is None:
        return Cell(of.words, absent=True)
    return Cell(of.words, unit)


def _mechanisms(identifier: str, means: Means) -> list[Part]:
    if not means.mechanisms:
        return []
    shown = mechanisms_of(identifier, means.mechanisms)
    return [Part(f"{identifier}-mechanisms", "Mechanisms, and whether they met", (shown,))]


def _not_stated(identifier: str, means: Means) -> list[Part]:
    """What the law asks for and the plan does not state, in one sentence."""
    lacking = [
        *([] if means.resources else ["ties no money, staff or equipment to this objective"]),
        *([] if means.mechanisms else ["names no mechanism that serves it"]),
    ]
    if not lacking:
        return []
    told = Paragraph(f"The plan {', and '.join(lacking)}.")
    return [Part(f"{identifier}-not-stated", "Not stated", (told,))]


def _counted(actions: tuple[ActionLine, ...]) -> str:
    """How many there are, and of how many what is known."""
    words = (("overdue", "overdue"), ("done", "done"), ("no date", "without a date"))
    counts = [(sum(a.progress == progress for a in actions), word) for progress, word in words]
    told = [f"{number} {word}" for number, word in counts if number]
    things = counted(len(actions), "thing is to be done", "things are to be done")
    return f"{things}; {', '.join(told)}" if told else things


def _action(of: ActionLine) -> TableRow:
    about = f"{_SETS_OUT[of.kind]}: {of.about}" if of.about else ""
    return TableRow(
        (
            Cell(of.what, about, illustrative=of.illustrative),
            Cell(of.who),
            Cell(of.due or "no date", absent=not of.due),
            Cell(of.standing, mark=_MARKS[of.progress]),
        ),
        of.id,
        told=(Fact("Source", of.source),),
        illustrative=of.illustrative,
    )
