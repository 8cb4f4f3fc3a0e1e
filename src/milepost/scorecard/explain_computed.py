"""The way back of a computed figure: its definition, the deliveries, the query, the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from milepost.evaluation.model import Actual
from milepost.facts.behind import Behind, keys_of
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.plan.model.extracts import Extract, FromExtract, RateTerm
from milepost.plan.places import Places
from milepost.scorecard.computed import answers, dated_by
from milepost.submissions.coverage import touches
from milepost.submissions.extracts import Delivery
from milepost.submissions.model import InForce, Key

KEYS_SHOWN: Final = 20
LineKind = Literal["extract", "definition", "delivery", "reduced", "query", "rows"]
# One part of a definition: what it is called, what is written, where in the measure.
_Part = tuple[str, object, tuple[str, ...]]
# One line of an explanation: what is told, the text, the place.
Line = tuple[LineKind, str, str]

_UNKNOWN: Final = {
    "between": "rows for which it is unknown may be either: the share lies between two bounds",
    "left out": "rows for which it is unknown are left out of the whole",
    "as no": "rows for which it is unknown are taken as not being of the part",
}


def lines_behind(  # noqa: PLR0913  # a figure, and what it is looked up in
    plan: Plan,
    places: Places,
    actual: Actual,
    deliveries: Sequence[Delivery],
    behind: Mapping[Key, Behind],
    told: set[str],
) -> Iterator[Line]:
    """Everything below a computed figure, a line each; nothing below one that was stated.

    Args:
        plan: the plan.
        places: where its parts are written.
        actual: the figure, with its source.
        deliveries: what was delivered by then.
        behind: what the engine was asked, by the key of a figure.
        told: what was told of other figures, and is not told again; it is added to.
    """
    measure, held = plan.measure_by_id[actual.measure], actual.source
    if measure.from_extract is None or held is None or held.observation.counted is None:
        return
    if measure.id not in told:
        told.add(measure.id)
        yield from _definition(plan, places, measure, measure.from_extract)
    yield from _deliveries(plan, measure, held.observation.period, deliveries)
    yield "reduced", _reduced(measure, held), ""
    found = behind.get(held.observation.key)
    if found is not None:
        if found.query not in told:
            told.add(found.query)
            yield "query", f"{found.engine} was asked: {' '.join(found.query.split())}", ""
        yield from _keys(plan, measure.from_extract, found)


def _definition(plan: Plan, places: Places, measure: Measure, how: FromExtract) -> Iterator[Line]:
    extract = _extract(plan, how.extract)
    text = f"Computed from the rows of “{how.extract}”"
    if extract is not None:
        text += f", {extract.title} ({extract.owner}); one row is {extract.row}"
    yield "extract", f"{text}.", str(places.at("extracts", how.extract))
    at = ("measures", measure.id, "from_extract")
    for called, written, path in _parts(how):
        yield "definition", f"{called}: {written}", str(places.at(*at, *path))
    where = "date" if how.date else "extract"
    yield "definition", f"Dated by: {dated_by(plan, measure)}", str(places.at(*at, where))
    if how.share is not None:
        unknown = _UNKNOWN[how.unknown or "between"]
        where = "unknown" if how.unknown else "share"
        yield "definition", f"Unknown: {unknown}.", str(places.at(*at, where))


def _parts(how: FromExtract) -> Iterator[_Part]:
    """The conditions and expressions of a definition, as they are written."""
    if how.where is not None:
        yield "Rows that count", how.where, ("where",)
    if how.share is not None:
        yield "The part", how.share.numerator, ("share", "numerator")
        if how.share.denominator is not None:
            yield "The whole", how.share.denominator, ("share", "denominator")
    elif how.rate is not None:
        yield from _term("Divided", how.rate.numerator, ("rate", "numerator"))
        yield from _term("Divided by", how.rate.denominator, ("rate", "denominator"))
    elif how.quantile is not None:
        yield f"Quantile {how.quantile.at} of", how.quantile.of, ("quantile", "of")
    elif how.in_both is not None:
        both = how.in_both
        pairs = ", ".join(f"{ours} = {theirs}" for ours, theirs in both.match.items())
        yield f"Rows that are in “{both.other}” too, where", pairs, ("in_both", "match")
        if both.where_other is not None:
            yield "Rows of that one", both.where_other, ("in_both", "where_other")
    else:
        yield how.kind.capitalize(), getattr(how, how.kind), (how.kind,)


def _term(called: str, term: RateTerm, path: tuple[str, str]) -> Iterator[_Part]:
    of = f" of “{term.extract}”" if term.extract else ""
    what = "rows" if term.sum is None else f"the sum of {term.sum}"
    yield called, f"{what}{of}", (*path, "count" if term.sum is None else "sum")
    if term.where is not None:
        yield f"{called}, rows that count", term.where, (*path, "where")


def _deliveries(
    plan: Plan, measure: Measure, period: Period, deliveries: Sequence[Delivery]
) -> Iterator[Line]:
    """Every delivery that holds rows of the period, or was sent for it, with what became of it."""
    touching = [d for d in deliveries if touches(plan, d, measure, period)]
    for at, delivery in enumerate(touching):
        sent, stored = delivery.submission, delivery.stored
        text = f"Delivery {sent.number} of “{delivery.extract}” for {sent.period}, received "
        text += f"{sent.received_on}: "
        text += (
            "nothing in it could be read"
            if stored is None
            else f"{stored.rows:,} rows, {stored.quarantined:,} quarantined, SHA-256 of the rows "
            f"{stored.digest or 'none'}"
        )
        if (later := _replaced_by(plan, delivery, touching[at + 1 :])) is not None:
            text += f"; delivery {later.submission.number} took its place"
        yield "delivery", f"{text}.", sent.name
        for file in delivery.files:
            yield "delivery", f"SHA-256 as sent {file.digest}", file.name


def _replaced_by(plan: Plan, delivery: Delivery, later: Sequence[Delivery]) -> Delivery | None:
    """The later delivery that speaks for all of its period, where deliveries are of whole ones."""
    extract, period = _extract(plan, delivery.extract), delivery.submission.period
    if extract is None or extract.delivered != "whole-periods" or period is None:
        return None
    for other in later:
        whole, taken = other.submission.period, other.submission.status != "rejected"
        same = other.extract == extract.id and whole is not None and taken
        if same and whole is not None and plan.calendar.contains(whole, period):
            return other
    return None


def _reduced(measure: Measure, held: InForce) -> str:
    """The reduced numbers, as they came from the engine."""
    said = held.observation
    told = "; ".join(answers(measure, [said]))
    number = "" if said.stated is None else f"{said.stated.number}"
    if said.stated is not None and said.stated.upper is not None:
        number = f"between {number} and {said.stated.upper}"
    of = f" of {said.whole}" if said.whole is not None else ""
    rows = "1 row" if said.counted == 1 else f"{said.counted:,} rows"
    return f"Reduced: {number}{of}, from {rows}{f'; {told}' if told else ''}."


def _keys(plan: Plan, how: FromExtract, found: Behind) -> Iterator[Line]:
    """The keys of the rows, where they may be shown; else that they may not."""
    if found.rows is None:
        return
    extract, may_show = keys_of(plan, how)
    if not may_show:
        yield "rows", "Its rows are law-enforcement sensitive: their keys are not shown.", ""
        return
    shown = ["/".join(key) for key in found.keys[:KEYS_SHOWN]]
    more = f", and {found.rows - len(shown):,} more" if found.rows > len(shown) else ""
    yield "rows", f"Rows by {', '.join(extract.key)}: {', '.join(shown) or 'none'}{more}.", ""


def _extract(plan: Plan, named: str) -> Extract | None:
    return next((e for e in plan.extracts if e.id == named), None)
