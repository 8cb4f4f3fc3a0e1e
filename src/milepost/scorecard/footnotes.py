"""Footnotes: where the figures of a row were written, and what must be known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from milepost.evaluation.model import Actual, Judgement
from milepost.plan.model import ContextFigure, Measure, Standard
from milepost.plan.places import Places
from milepost.scorecard import figures
from milepost.scorecard.model import Footnote, FootnoteLine
from milepost.sources import Place
from milepost.submissions.model import Destruction, InForce


class Footnotes:
    """Numbers footnotes in the order in which they are asked for; the same text has one number.

    Args:
        places: where the parts of the plan are written.
        not_computed: of measures that could not be computed from rows, why.
    """

    def __init__(self, places: Places, not_computed: Mapping[str, str] | None = None) -> None:
        self._places, self._not_computed = places, not_computed or {}
        self._numbers: dict[tuple[FootnoteLine, ...], int] = {}

    def all(self) -> tuple[Footnote, ...]:
        """Every footnote so far, by number."""
        return tuple(Footnote(number, lines) for lines, number in self._numbers.items())

    def of_judgement(self, judgement: Judgement) -> int:
        """The footnote of a row: its figures, its target and its baseline."""
        return self._number([*self._of_actual(judgement.actual), *self._of_promises(judgement)])

    def of_actual(self, actual: Actual, measure: Measure) -> tuple[int, ...]:
        """The footnote of a figure that is not judged; none where nothing was reported."""
        lines = [*self._of_actual(actual), *self._of_ratio(measure)]
        return (self._number(lines),) if any(actual.sources()) else ()

    def of_measure(self, measure: Measure) -> int:
        """The footnote of a measure: its definition and what limits it."""
        return self._number(list(self._of_measure(measure)))

    def of_declared(self, section: str, figure: ContextFigure | Standard) -> int:
        """The footnote of a figure that the plan itself holds."""
        place = self._places.at(section, figure.id, "value")
        return self._number([FootnoteLine("Figure", f"{place}. {figure.source}.")])

    def _number(self, lines: list[FootnoteLine]) -> int:
        key = tuple(lines)
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _of_actual(self, actual: Actual) -> Iterator[FootnoteLine]:
        seen: set[object] = set()
        for held in actual.sources():
            key = (held.submission, held.observation.key)
            if key not in seen:
                seen.add(key)
                yield FootnoteLine("Figure", reported(held))
        for overlap in actual.overlaps:
            yield FootnoteLine("Counted twice", f"{overlap.note} {overlap.source.rstrip('.')}.")

    def _of_promises(self, judgement: Judgement) -> Iterator[FootnoteLine]:
        measure, target = judgement.measure, judgement.target
        if target is not None:
            place = place_of_target(self._places, judgement)
            promised = f"{figures.target(target, measure)}, {place}."
            source = made_up(target.illustrative, target.source)
            words = (promised, source, target.rationale or "")
            yield FootnoteLine("Target", " ".join(word for word in words if word))
        if measure.baseline is not None and judgement.rating.rests_on_the_baseline:
            place = self._places.at("measures", measure.id, "baseline", "value")
            base = measure.baseline
            source = made_up(base.illustrative, base.source)
            yield FootnoteLine("Baseline", f"{base.value} for {base.period}, {place}. {source}")
        yield from self._of_ratio(measure)

    def _of_ratio(self, measure: Measure) -> Iterator[FootnoteLine]:
        if measure.ratio is not None and measure.ratio.mixed_bases:
            yield FootnoteLine("Mixed bases", measure.ratio.mixed_bases)

    def _of_measure(self, measure: Measure) -> Iterator[FootnoteLine]:
        place = self._places.at("measures", measure.id)
        yield FootnoteLine("Measure", f"{measure.definition} {place}.")
        if measure.formula is not None:
            yield FootnoteLine("Formula", f"{measure.formula}.")
        if measure.id in self._not_computed:
            yield FootnoteLine("Not computed", self._not_computed[measure.id])
        for found in measure.reliability:
            made = " Illustrative." if found.illustrative else ""
            yield FootnoteLine(
                "Reliability",
                f"{found.level} for {found.purpose.rstrip('.')}; {found.by}, {found.on}. "
                f"{found.source.rstrip('.')}.{made}",
            )
        for cut in measure.series_breaks:
            made = " Illustrative." if cut.illustrative else ""
            yield FootnoteLine(
                "Series broken",
                f"From {cut.period}: {cut.reason.rstrip('.')}. {cut.source.rstrip('.')}.{made}",
            )
        for limitation in measure.limitations:
            yield FootnoteLine("Limitation", limitation.statement.rstrip(".") + ".")
            if limitation.compensated_by:
                made_up_for = limitation.compensated_by.rstrip(".") + "."
                yield FootnoteLine("What makes up for it", made_up_for)


def place_of_target(places: Places, judgement: Judgement) -> Place:
    """Where the number that was promised is written; of a band, its lower end."""
    target = judgement.target
    printed = target.printed_number() if target is not None else None
    words = "milestone" if target is not None and target.milestone else "successful"
    key = printed[0] if printed else words
    return places.at("measures", judgement.measure.id, "targets", judgement.target_index, key)


def reported(held: InForce) -> str:
    """Who reported what, in which cell of which file, and when it came."""
    said = held.observation
    value = said.absence or (figures.stated(said.stated, "", 0) if said.stated else "")
    if said.whole is not None:
        value = f"{value} of {said.whole}"
    text = (
        f"{said.agency}, {said.measure}, {said.period}: {value}. {said.value_place}, "
        f"submission {held.submission}, received {held.received_on}."
    )
    for extra in (said.source, said.note):
        text += f" {extra.rstrip('.')}." if extra else ""
    if held.destroyed is not None:
        text += f" {bytes_destroyed(held.destroyed)}"
    if held.displaced:
        earlier = ", ".join(_earlier(old) for old in held.displaced)
        text += f" Replaces {earlier}."
    return text


def _earlier(held: InForce) -> str:
    said = held.observation
    value = said.absence or (figures.stated(said.stated, "", 0) if said.stated else "")
    gone = f"; {held.destroyed.in_words}" if held.destroyed else ""
    return f"{value} ({said.value_place}, received {held.received_on}{gone})"


def bytes_destroyed(order: Destruction | None) -> str:
    """That the bytes of a file were destroyed, and why; empty where they are kept."""
    if order is None:
        return ""
    words = order.in_words
    return f"{words[0].upper()}{words[1:]}."


def made_up(illustrative: bool, source: str) -> str:  # noqa: FBT001  # the flag of the thing itself
    """The source of a promise, or that it has none because it was made up."""
    return "Illustrative: made up to show a feature." if illustrative else f"{source.rstrip('.')}."
