"""Which figures a relation of the plan brings together: one agency's, or each by its own, at once.

A frame is one relation in one period. A figure that stands at a date belongs to the year or quarter
that ends on it: the 46 cases accepted as of 2008-09-30 are held against the 73 referred in FY2008.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model import Relation
from milepost.submissions import words
from milepost.submissions.model import Observation
from milepost.submissions.sent import Sent

Totals = Mapping[Period, Observation]


@dataclass(frozen=True)
class Frame:
    """One relation in one period, with what is known of it.

    Attributes:
        relation: how the figures must agree.
        period: the period; of figures that stand at dates, the date.
        said: the observation of each measure, where there is one with a number.
        sent: the file.
    """

    relation: Relation
    period: Period
    said: Mapping[str, Observation]
    sent: Sent

    def amount(self, measure: str | None) -> Interval | None:
        """What a measure of the relation amounts to; None where nothing is known."""
        observation = self.said.get(measure or "")
        return None if observation is None else self.sent.amount(observation)

    @cached_property
    def of_one_file(self) -> bool:
        """Whether everything that is known of it stands in this one file."""
        return all(self.sent.holds(observation) for observation in self.said.values())

    def place_for(self, *wanted: str | None) -> Observation:
        """The row of this file at which to speak of it: of the first measure that is in it."""
        named = [*wanted, *self.said]
        held = (self.said[m] for m in named if m is not None and m in self.said)
        return next(observation for observation in held if self.sent.holds(observation))

    @property
    def mixes_years(self) -> bool:
        """Whether fiscal and calendar years are held against one another, and nobody said why."""
        measures = self.sent.plan.measure_by_id
        bases = {measures[name].basis for name in self.said} - {"date"}
        return len(bases) > 1 and self.relation.mixed_bases is None


def frames(sent: Sent, *kinds: str) -> Iterator[Frame]:
    """Every relation of some kinds, in each period on which this file says something."""
    for relation in sent.plan.relations:
        if relation.kind in kinds:
            for reporters in _reporters(sent, relation):
                yield from _of_reporters(sent, relation, reporters)


def named_in(relation: Relation) -> tuple[str, ...]:
    """The measures of a relation, parts first."""
    others = (relation.whole, relation.percentage)
    return (*relation.parts, *(m for m in others if m is not None))


def _reporters(sent: Sent, relation: Relation) -> Iterator[dict[str, str]]:
    """Who reports which measure: each agency all that is its own, beside what others alone do."""
    reported = {m: sent.plan.measure_by_id[m].agencies for m in named_in(relation)}
    everyone = dict.fromkeys(agency for agencies in reported.values() for agency in agencies)
    known: list[dict[str, str]] = []
    for agency in everyone:
        if relation.agency not in (None, agency):
            continue
        who = {
            m: agency if agency in agencies else agencies[0]
            for m, agencies in reported.items()
            if agency in agencies or len(agencies) == 1
        }
        if who not in known:
            known.append(who)
            yield who


def _of_reporters(sent: Sent, relation: Relation, who: Mapping[str, str]) -> Iterator[Frame]:
    own = [(m, p) for m, agency in who.items() for p in sent.own_totals.get((agency, m), {})]
    if not own:
        return
    measures, calendar = sent.plan.measure_by_id, sent.plan.calendar
    totals = {m: sent.totals(agency, m) for m, agency in who.items()}
    dated = {
        m: {calendar.end(p): o for p, o in found.items()}
        for m, found in totals.items()
        if measures[m].basis == "date"
    }
    for anchor in _anchors(sent, own, totals, dated.keys()):
        said = {}
        for m, found in totals.items():
            if m in dated:
                observation = dated[m].get(calendar.end(anchor))
            else:
                observation = found.get(anchor) or found.get(_twin(anchor))
            if observation is not None and observation.stated is not None:
                said[m] = observation
        if any(sent.holds(observation) for observation in said.values()):
            yield Frame(relation, anchor, said, sent)


def _anchors(
    sent: Sent, own: list[tuple[str, Period]], totals: Mapping[str, Totals], dated: AbstractSet[str]
) -> Iterator[Period]:
    """The periods of which this file speaks, each once."""
    calendar = sent.plan.calendar
    by_end: dict[dt.date, list[Period]] = {}
    undated = totals.keys() - dated
    if dated:
        for measure in undated:
            for period in totals[measure]:
                by_end.setdefault(calendar.end(period), []).append(period)
    bases = {sent.plan.measure_by_id[measure].basis for measure in undated}
    found: dict[Period, None] = {}
    for measure, period in own:
        for anchor in by_end.get(calendar.end(period), [period]) if measure in dated else [period]:
            # Where years are mixed one of the two stands for both.
            twice = len(bases) > 1 and anchor.basis == "calendar"
            found[_twin(anchor) if twice else anchor] = None
    yield from found


def _twin(period: Period) -> Period:
    """The fiscal year of a calendar year's number, or the other way round."""
    if period.kind in ("month", "date"):
        return period
    before, after = ("fiscal", "calendar") if period.basis == "fiscal" else ("calendar", "fiscal")
    kind = period.kind.replace(before, after)
    return replace(period, kind=kind)  # type: ignore[arg-type]  # one of Kind by construction


def together(sent: Sent, kind: str) -> Iterator[Frame]:
    """The relations of a kind whose figures may be held against one another."""
    return (frame for frame in frames(sent, kind) if not frame.mixes_years)


def as_printed(frame: Frame, measure: str) -> Interval:
    """What a published figure may have been before it was rounded: 0.70 is 0.695 to 0.705.

    Counts are not rounded, and what is said to be about, at least or between says so itself.
    """
    observation, amount = frame.said[measure], frame.amount(measure)
    declared = frame.sent.plan.measure_by_id[measure]
    said = observation.stated
    assert amount is not None  # noqa: S101  # only what has a number is in a frame
    assert said is not None  # noqa: S101
    rounded = declared.unit == "percent" or declared.quantity in ("ratio", "average")
    if not rounded or observation.whole is not None or said.bound not in ("exact", "between"):
        return amount
    half = Fraction(1, 2 * 10 ** max(decimals_of(observation), int(declared.decimals)))
    return amount + Interval(-half, half)


def decimals_of(observation: Observation) -> int:
    """With how many decimals a number was written: 0.70 with two."""
    said = observation.stated
    return 0 if said is None else max(0, -int(said.number.as_tuple().exponent))


def figures(frame: Frame, names: list[str], here: Observation) -> str:
    """Figures with their places, as one list."""
    return ", ".join(words.figure(frame.said[name], here) for name in names)
