"""The way back: from a row of the scorecard to the cells and to the lines of the plan."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from milepost.evaluation.model import Actual, Judgement, MeasureEvaluation
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.plan.places import Places
from milepost.scorecard import figures, prose, reasons
from milepost.scorecard.footnotes import made_up, place_of_target, reported

_WIDTH: Final = 80


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation, with what it rests on below it.

    Attributes:
        text: what is said.
        place: where it is written; empty for what is computed.
        below: what it was made of.
    """

    text: str
    place: str = ""
    below: tuple[Step, ...] = ()


def explain(
    plan: Plan, places: Places, judged: MeasureEvaluation, period: Period, *, illustrative: bool
) -> Step:
    """Everything behind the rows of a measure for a period, down to the cells."""
    measure = judged.measure
    explainer = _Explainer(plan, places)
    flag = ", illustrative" if illustrative or measure.illustrative else ""
    rows = tuple(explainer.judgement(j, judged) for j in judged.judgements)
    others = tuple(explainer.actual(a) for a in judged.others)
    if others:
        rows += (Step("Figures without a target, or for other periods", below=others),)
    return Step(
        f"{measure.title} ({measure.id}), {measure.unit}, {prose.period(period)}{flag}",
        str(places.at("measures", measure.id)),
        (Step(measure.definition), *rows),
    )


def as_text(step: Step) -> str:
    """An explanation as indented text, every place on a line of its own."""
    return "\n".join(_lines(step, 0)) + "\n"


def _lines(step: Step, depth: int) -> Iterator[str]:
    margin = "  " * depth
    yield from textwrap.wrap(
        step.text,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if step.place:
        # A place is never broken: editors and spreadsheets must find it in one piece.
        yield f"{margin}  -> {step.place}"
    for below in step.below:
        yield from _lines(below, depth + 1)


@dataclass(frozen=True, slots=True)
class _Explainer:
    """What an explanation is looked up in."""

    plan: Plan
    places: Places

    def judgement(self, judgement: Judgement, judged: MeasureEvaluation) -> Step:
        measure = judgement.measure
        whose = judgement.agency or " and ".join(measure.agencies) or "computed"
        value = prose.actual(judged, judgement)
        head = f"{whose}, {judgement.actual.period}: {value}"
        below = [self.actual(judgement.actual)]
        if judgement.target is not None:
            below.append(self.target(judgement))
        if measure.baseline is not None and judgement.rating.progress is not None:
            below.append(self.baseline(measure))
        below.append(self.rating(judgement))
        return Step(head, below=tuple(below))

    def actual(self, actual: Actual) -> Step:
        measure = self.plan.measure_by_id[actual.measure]
        value = figures.actual(actual, measure)
        who = actual.agency or " and ".join(measure.agencies) or "computed"
        name = f"{who}, {actual.measure}, {actual.period}: {value}"
        if actual.source is not None:
            said = actual.source.observation
            return Step(reported(actual.source), str(said.value_place))
        if not actual.parts:
            return Step(name)
        below = [self.actual(part) for part in actual.parts]
        for overlap, part in zip(actual.overlaps, actual.overlap_parts, strict=True):
            below.append(
                Step(
                    f"Less what may be counted twice: {overlap.note} {overlap.source.rstrip('.')}.",
                    str(self.places.at("measures", actual.measure, "overlaps")),
                    (self.actual(part),),
                )
            )
        if measure.ratio is not None and measure.ratio.mixed_bases:
            place = self.places.at("measures", measure.id, "ratio", "mixed_bases")
            below.append(Step(f"Mixed bases: {measure.ratio.mixed_bases}", str(place)))
        place = self.places.at("measures", measure.id, *_RULE_PLACES[actual.rule])
        return Step(f"{name}, by the rule “{actual.rule}”", str(place), tuple(below))

    def target(self, judgement: Judgement) -> Step:
        measure, target = judgement.measure, judgement.target
        assert target is not None  # noqa: S101  # the caller has looked
        found = reasons.result(judgement)
        value = figures.target(target, measure)
        source = made_up(target.illustrative, target.source)
        rationale = f" {target.rationale}" if target.rationale else ""
        text = f"Target {value}, {prose.due(judgement)}. {source}{rationale}"
        verdict = f"Result: {found.word if found else 'none'}. {reasons.sentences(judgement)}"
        place = place_of_target(self.places, judgement)
        return Step(text, str(place), (Step(verdict),))

    def baseline(self, measure: Measure) -> Step:
        assert measure.baseline is not None  # noqa: S101  # the caller has looked
        base = measure.baseline
        return Step(
            f"Baseline {prose.baseline(measure)}. {made_up(base.illustrative, base.source)}",
            str(self.places.at("measures", measure.id, "baseline", "value")),
        )

    def rating(self, judgement: Judgement) -> Step:
        found = judgement.rating
        text = f"Outlook: {reasons.rating(found).word}."
        if found.waiver is not None:
            return Step(text, str(self.places.at("waivers", found.waiver.id)))
        if found.scale is None:
            return Step(text)
        scale = found.scale
        text += f" Scale “{scale.id}”, by the method “{scale.method}”"
        if scale.on_track is not None and scale.at_risk is not None:
            text += (
                f": on track from {figures.share_of(scale.on_track)} of the expected progress, at "
                f"risk from {figures.share_of(scale.at_risk)}"
            )
        text += "."
        return Step(text, str(self.places.at("scales", scale.id)))


_RULE_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "reported": (),
    "none": (),
    "sum of agencies": ("combine", "agencies"),
    "sum of quarters": ("combine", "periods"),
    "year to date": ("combine", "periods"),
    "last in the period": ("combine", "periods"),
    "ratio": ("ratio",),
    "formula": ("formula",),
}
