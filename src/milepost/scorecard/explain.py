"""The way back: from a row of the scorecard to the cells and to the lines of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from milepost.evaluation.model import Actual, Judgement, MeasureEvaluation, Outlook, Result
from milepost.evaluation.outlook import Standing
from milepost.periods import Period
from milepost.plan.dated import History
from milepost.plan.model import Measure, Plan
from milepost.plan.places import Places
from milepost.scorecard import arithmetic, figures, methods, prose, reasons, why_not
from milepost.scorecard.explain_computed import lines_behind
from milepost.scorecard.footnotes import made_up, place_of_target, reported
from milepost.scorecard.in_force import said_of
from milepost.scorecard.likelihood import likelihood_in_words
from milepost.scorecard.way_back import Step, WayBack
from milepost.submissions.extracts import Delivery
from milepost.submissions.model import Key

if TYPE_CHECKING:
    from milepost.facts.behind import Behind


@dataclass(frozen=True, slots=True)
class Asked:
    """What an explanation is asked for.

    Attributes:
        period: the period judged.
        day: the day as of which the plan was read.
        standings: of each judgement, what its outlook was judged from.
        histories: the dated values of the plan.
        wanted: the word of which is asked why it is not; None where nothing is.
        deliveries: the rows of extracts that had been received.
        behind: of computed figures, what the engine was asked.
    """

    period: Period
    day: dt.date
    standings: tuple[Standing | None, ...]
    histories: Sequence[History] = ()
    wanted: Result | Outlook | None = None
    deliveries: Sequence[Delivery] = ()
    behind: Mapping[Key, Behind] = field(default_factory=dict)


def explain(
    plan: Plan, places: Places, judged: MeasureEvaluation, asked: Asked, *, illustrative: bool
) -> WayBack:
    """Everything behind the rows of a measure for a period, down to the cells."""
    measure = judged.measure
    explainer = _Explainer(plan, places, asked)
    flag = ", illustrative" if illustrative or measure.illustrative else ""
    rows = tuple(
        explainer.judgement(j, judged, standing)
        for j, standing in zip(judged.judgements, asked.standings, strict=True)
    )
    others = tuple(explainer.actual(a) for a in judged.others)
    if others:
        rows += (Step("Figures without a target, or for other periods", below=others),)
    return WayBack(
        f"{measure.title} ({measure.id}), {measure.unit}, {prose.period(asked.period)}{flag}",
        str(places.at("measures", measure.id)),
        (
            Step(measure.definition),
            *explainer.dated("measures", measure.id),
            *([Step(arithmetic.NOTATION)] if _holds_arithmetic(rows) else []),
            *rows,
        ),
        "measure",
    )


def _holds_arithmetic(steps: Sequence[Step]) -> bool:
    return any(s.kind == "arithmetic" or _holds_arithmetic(s.below) for s in steps)


@dataclass(frozen=True, slots=True)
class _Explainer:
    """What an explanation is looked up in."""

    plan: Plan
    places: Places
    asked: Asked
    told: set[str] = field(default_factory=set)

    def judgement(
        self, judgement: Judgement, judged: MeasureEvaluation, standing: Standing | None
    ) -> Step:
        measure = judgement.measure
        whose = judgement.agency or " and ".join(measure.agencies) or "computed"
        value = prose.actual(judged, judgement)
        head = f"{whose}, {judgement.actual.period}: {value}"
        below = [self.actual(judgement.actual)]
        if judgement.target is not None:
            below.append(self.target(judgement))
        if measure.baseline is not None and judgement.rating.rests_on_the_baseline:
            below.append(self.baseline(measure))
        below.append(self.rating(judgement, standing))
        if (likely := likelihood_in_words(judged, judgement)) is not None:
            below.append(Step(likely.sentence, kind="likelihood"))
        if self.asked.wanted is not None:
            found = why_not.sufficient(judgement, standing, self.asked.wanted)
            below.append(Step(found.sentence, kind="why not", sufficient=found))
        return Step(head, below=tuple(below), kind="judgement")

    def dated(self, section: str, identifier: str, *path: str | int) -> tuple[Step, ...]:
        """The values in force that are dated, each with the one before it."""
        lines = said_of(self.asked.histories, (section, identifier, path), self.asked.day)
        return tuple(Step(line.text, line.place, kind="dated value") for line in lines)

    def actual(self, actual: Actual) -> Step:
        measure = self.plan.measure_by_id[actual.measure]
        value = figures.actual(actual, measure)
        who = actual.agency or " and ".join(measure.agencies) or "computed"
        name = f"{who}, {actual.measure}, {actual.period}: {value}"
        if actual.source is not None:
            said = actual.source.observation
            worked = (*self.worked(actual, measure), *self.computed(actual))
            return Step(reported(actual.source), str(said.value_place), worked, "actual")
        if not actual.parts:
            return Step(name, kind="actual")
        below = [*self.worked(actual, measure), *(self.actual(part) for part in actual.parts)]
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
        return Step(f"{name}, by the rule “{actual.rule}”", str(place), tuple(below), "actual")

    def computed(self, actual: Actual) -> Iterator[Step]:
        """Of a figure that was computed from rows, the way down to them."""
        of = (self.asked.deliveries, self.asked.behind)
        for kind, text, place in lines_behind(self.plan, self.places, actual, *of, self.told):
            yield Step(text, place, kind=kind)

    def worked(self, actual: Actual, measure: Measure) -> Iterator[Step]:
        for line in arithmetic.of_actual(actual, measure):
            yield Step(line, kind="arithmetic")

    def target(self, judgement: Judgement) -> Step:
        measure, target = judgement.measure, judgement.target
        assert target is not None  # noqa: S101  # the caller has looked
        found = reasons.result(judgement)
        value = figures.target(target, measure)
        source = made_up(target.illustrative, target.source)
        rationale = f" {target.rationale}" if target.rationale else ""
        text = f"Target {value}, {prose.due(judgement)}. {source}{rationale}"
        why = reasons.sentences(judgement, titles=reasons.titles_of(self.plan, measure))
        verdict = f"Result: {found.word if found else 'none'}. {why}"
        place = place_of_target(self.places, judgement)
        at = ("measures", measure.id, "targets", judgement.target_index)
        below = (*self.dated(*at), Step(verdict, kind="result"))
        return Step(text, str(place), below, "target")

    def baseline(self, measure: Measure) -> Step:
        assert measure.baseline is not None  # noqa: S101  # the caller has looked
        base = measure.baseline
        return Step(
            f"Baseline {prose.baseline(measure)}. {made_up(base.illustrative, base.source)}",
            str(self.places.at("measures", measure.id, "baseline", "value")),
            self.dated("measures", measure.id, "baseline"),
            "baseline",
        )

    def rating(self, judgement: Judgement, standing: Standing | None) -> Step:
        step = self.decided(judgement)
        if standing is None or judgement.rating.series_break is not None:
            return step  # what is suspended has no threshold
        scale = judgement.rating.scale
        below = [
            *(self.dated("scales", scale.id) if scale is not None else ()),
            *(Step(s, kind="arithmetic") for s in arithmetic.of_rating(judgement, standing)),
            *(Step(s, kind="threshold") for s in why_not.thresholds(judgement, standing)),
        ]
        return replace(step, below=tuple(below), kind="outlook")

    def decided(self, judgement: Judgement) -> Step:
        found = judgement.rating
        text = f"Outlook: {reasons.rating(found).word}."
        if found.waiver is not None and found.not_rated == "waived":
            return Step(text, str(self.places.at("waivers", found.waiver.id)))
        if found.scale is None:
            return Step(text)
        scale = found.scale
        text += f" Scale “{scale.id}”, by the method “{scale.method}”"
        if at := methods.thresholds(scale):
            text += f": {at}"
        step = Step(f"{text}.", str(self.places.at("scales", scale.id)))
        if found.waiver is None:
            return step
        place = str(self.places.at("waivers", found.waiver.id))
        return replace(step, below=(Step(methods.by_waiver(found), place),))


_RULE_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "reported": (),
    "none": (),
    "sum of agencies": ("combine", "agencies"),
    "sum of quarters": ("combine", "periods"),
    "year to date": ("combine", "periods"),
    "sum of periods": ("combine", "periods"),
    "periods to date": ("combine", "periods"),
    "last in the period": ("combine", "periods"),
    "ratio": ("ratio",),
    "formula": ("formula",),
}
