"""The restricted annex: what the public scorecard withholds, for those who may read it.

21 U.S.C. 1705(c)(4) wants what is law-enforcement sensitive presented separately. The annex is a
document of its own in a folder of its own; nothing of the public scorecard is drawn from it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from milepost.evaluation.model import Evaluation
from milepost.evaluation.withholding import PublicSide, Withheld
from milepost.intervals import exactly
from milepost.plan.model import Plan
from milepost.plan.places import Places
from milepost.scorecard import figures, prose
from milepost.scorecard.compose import compose
from milepost.scorecard.composer import Composer
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from milepost.scorecard.layout.objectives import objective
from milepost.submissions.model import Key, Record

RESTRICTED: Final = "Law enforcement sensitive: not for publication"

_COLUMNS: Final = (
    Column("measure", "Measure"),
    Column("agency", "Agency"),
    Column("period", "Period"),
    Column("value", "Value", "number"),
    Column("shown", "Shown as", meaning="What the public scorecard says in its place."),
    Column("why", "Why it is withheld"),
)
_WHY: Final = {
    "sensitive": "The measure is law-enforcement sensitive, or computed from one that is.",
    "small": "So small a number could point to a person.",
    "withheld by its agency": "Its agency withholds it.",
}


def compose_annex(  # noqa: PLR0913  # as Composer.of, and what was taken out
    plan: Plan,
    places: Places,
    record: Record,
    evaluation: Evaluation,
    side: PublicSide,
    *,
    illustrative: bool,
) -> Document:
    """The annex to the scorecard of an evaluation of everything.

    Args:
        plan: the whole plan.
        places: where its parts were written.
        record: the whole record.
        evaluation: the one held against the other.
        side: what everybody may see of both.
        illustrative: whether the workspace holds made-up figures only.
    """
    named = side.hidden | {withheld.held.observation.measure for withheld in side.withheld}
    # Here every measure may be shown; those of which nothing is withheld are in the scorecard.
    unlabelled = tuple(m.model_copy(update={"sensitivity": "public"}) for m in plan.measures)
    composer = Composer.of(
        plan.model_copy(update={"measures": unlabelled}),
        places,
        record,
        replace(
            evaluation,
            measures=tuple(m for m in evaluation.measures if m.measure.id in named),
        ),
        illustrative=illustrative,
    )
    card = compose(composer)
    sections = (s for s in card.sections if s.rows or s.figures)
    return Document(
        name="restricted-annex",
        title=f"Restricted annex, {prose.period(evaluation.period)}",
        subtitle=card.strategy,
        issued_by=card.issued_by,
        period=card.period,
        as_of=card.as_of,
        illustrative=illustrative,
        restricted=RESTRICTED,
        parts=(_withheld(plan, side), *(objective(card, section) for section in sections)),
        footnotes=card.footnotes,
        version=card.version,
    )


def _withheld(plan: Plan, side: PublicSide) -> Part:
    """Every reported figure that the public scorecard withholds."""
    blocks: list[Block] = [
        Paragraph(
            "This annex holds what the public scorecard withholds, and the measures of which it "
            "shows nothing. Handle it as its label says.",
            "warning",
        )
    ]
    if side.withheld:
        rows = tuple(_row(plan, withheld) for withheld in side.withheld)
        caption = "Figures that agencies reported and the public scorecard does not show"
        blocks.append(Table("withheld", caption, _COLUMNS, rows, sortable=True))
    blocks += [
        Paragraph(
            f"{_named(plan, key)}: a reader of the public scorecard can work it out all the same, "
            "and nothing that is shown could be withheld to prevent that.",
            "warning",
        )
        for key in side.bare
    ]
    return Part("withheld-figures", "What is withheld", tuple(blocks))


def _row(plan: Plan, withheld: Withheld) -> TableRow:
    said = withheld.held.observation
    measure = plan.measure_by_id[said.measure]
    # Of a part of a whole both are counted, whatever the unit of the share is.
    unit, decimals = (measure.unit, measure.decimals) if said.whole is None else ("", 0)
    value = said.absence or (figures.stated(said.stated, unit, decimals) if said.stated else "")
    if said.whole is not None:
        value = f"{value} of {figures.interval(exactly(said.whole), '', 0)}"
    shown = "nothing" if withheld.why == "sensitive" else "withheld"
    if withheld.instead is not None:
        shown = figures.stated(withheld.instead, measure.unit, measure.decimals)
    why = _WHY.get(withheld.why) or (
        f"With the figures beside it, it would tell another: {_named(plan, withheld.tells)}."
    )
    cells = (
        Cell(_by_code(measure.title, said.dimensions), measure.unit),
        Cell(said.agency),
        Cell(str(said.period)),
        Cell(value, absent=said.stated is None),
        Cell(shown),
        Cell(why),
    )
    return TableRow(cells, illustrative=measure.illustrative)


def _named(plan: Plan, key: Key | None) -> str:
    if key is None:
        return "a figure that is withheld"
    agency, name, period, dimensions = key
    return f"{_by_code(plan.measure_by_id[name].title, dimensions)}, {agency}, {period}"


def _by_code(title: str, dimensions: tuple[tuple[str, str], ...]) -> str:
    codes = ", ".join(f"{dimension} {code}" for dimension, code in dimensions)
    return f"{title}, {codes}" if codes else title
