"""One measure of the scorecard worked through, from the cell an agency filled in to the rating.

Which one is not chosen for how well it came out: it is the first row, in the order of the plan,
with an outlook that the plan's own scale decided by arithmetic that can be shown; a real one before
an illustrative one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from milepost.evaluation.evaluate import standing_of
from milepost.evaluation.model import Judgement, MeasureEvaluation
from milepost.scorecard import arithmetic
from milepost.scorecard.explain import Asked, explain
from milepost.scorecard.titles import titles_in
from milepost.scorecard.way_back import Kind, Step

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer

RULE: Final = (
    "It is the first target, in the order of the plan, with an outlook that the plan's own scale "
    "decided by arithmetic that can be shown here; a real one before an illustrative one."
)
_TITLES: Final[dict[Kind, str]] = {
    "actual": "Reported",
    "arithmetic": "Worked out",
    "target": "Promised",
    "result": "Result",
    "baseline": "At the start",
    "outlook": "Outlook",
    "threshold": "Thresholds",
    "likelihood": "Likelihood",
    "dated value": "Changed",
    "judgement": "Row",
}


@dataclass(frozen=True, slots=True)
class WorkedStep:
    """One step, as somebody with a pencil would write it.

    Attributes:
        title: what kind of step it is, in a word or two.
        text: the step.
        place: the cell or line in which it is written; empty for what is worked out.
    """

    title: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """A measure worked through.

    Attributes:
        title: the measure.
        unit: its unit.
        agency: whose figure it is.
        row: the stable name of the row that it explains.
        definition: what is counted.
        rule: why this one.
        notation: how the arithmetic is to be read.
        steps: from what was reported to the outlook.
        illustrative: whether anything in it was made up.
    """

    title: str
    unit: str
    agency: str
    row: str
    definition: str
    rule: str
    notation: str
    steps: tuple[WorkedStep, ...]
    illustrative: bool


def worked_example(composer: Composer) -> WorkedExample | None:
    """The measure that is worked through; None where no row has an outlook to work out."""
    chosen = _chosen(composer)
    if chosen is None:
        return None
    judged, judgement = chosen
    plan, record, evaluation = composer.plan, composer.record, composer.evaluation
    standing = standing_of(plan, record, evaluation.period, judgement)
    # Of several targets of the measure, this one alone.
    alone = MeasureEvaluation(
        judged.measure, judged.period, (judgement,), judged.find_context, judged.find_likelihood
    )
    asked = Asked(evaluation.period, evaluation.as_of, (standing,), composer.beside.histories)
    told = explain(plan, composer.places, alone, asked, illustrative=composer.illustrative)
    titled = titles_in(plan)
    row = next(step for step in told.below if step.kind == "judgement")
    return WorkedExample(
        title=judged.measure.title,
        unit=judged.measure.unit,
        agency=composer.whose(judgement),
        row=composer.row_id(judgement),
        definition=judged.measure.definition,
        rule=RULE,
        notation=arithmetic.NOTATION,
        steps=tuple(replace(s, text=titled(s.text)) for s in _flat(row.below)),
        illustrative=composer.illustrative or judgement.is_illustrative,
    )


def _chosen(composer: Composer) -> tuple[MeasureEvaluation, Judgement] | None:
    """The first that can be shown; a real one before an illustrative one."""
    own = composer.evaluation.scale
    found = [
        (judged, judgement)
        for judged in composer.evaluation.measures
        for judgement in judged.judgements
        if judgement.rating.scale == own
        and judgement.rating.outlook is not None
        and (judgement.rating.progress is not None or judgement.rating.workings)
    ]
    found.sort(key=lambda one: one[1].is_illustrative)
    return found[0] if found else None


def _flat(steps: tuple[Step, ...]) -> Iterator[WorkedStep]:
    """The steps in the order of reading: what goes in before what comes out."""
    for step in steps:
        worked = [below for below in step.below if below.kind == "arithmetic"]
        others = tuple(below for below in step.below if below.kind != "arithmetic")
        if step.kind == "outlook":
            # An outlook is what the arithmetic leads to.
            yield from _flat(tuple(worked))
            yield _one(step)
            yield from _flat(others)
        else:
            yield from _flat(tuple(o for o in others if step.kind == "actual"))
            yield _one(step)
            yield from _flat(tuple(worked))
            yield from _flat(tuple(o for o in others if step.kind != "actual"))


def _one(step: Step) -> WorkedStep:
    # Its place stands beside it, and need not stand in it.
    text = step.text.replace(f". {step.place}, submission", "; submission")
    return WorkedStep(_TITLES.get(step.kind, "Besides"), text, step.place)
