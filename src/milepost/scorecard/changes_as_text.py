"""What changed between two plans, for a terminal or a mail: 80 columns, lowered targets first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from milepost.scorecard.changes import Comparison, Counts, RatedChange, RatedTwice
from milepost.scorecard.wrapping import wrapped

_WIDTH: Final = 80
_MARGIN: Final = 4
_MOST_RATINGS: Final = 20
_HEADINGS: Final = (
    "LOWERED TARGETS",
    "WHAT ELSE CAN MOVE A RATING",
    "WHAT MOVES NO RATING",
)


def as_text(comparison: Comparison) -> str:
    """The whole comparison as plain text."""
    return "\n".join(line.rstrip() for line in _lines(comparison)) + "\n"


def headline(counts: Counts) -> str:
    """What the changes come to, in a sentence."""
    if not counts.changes:
        return "Nothing changed."
    if not counts.can_change_a_rating:
        some = "1 change" if counts.changes == 1 else f"{counts.changes} changes"
        return f"{some}; none can move a rating."
    moving, lacking = counts.can_change_a_rating, counts.without_reason
    if moving == 1:
        some = "1 change can move a rating" + (", and no reason is given" if lacking else "")
    else:
        some = f"{moving} changes can move a rating, {lacking or 'none'} of them without a reason"
    lowered = counts.lowered_targets
    targets = "1 target was lowered" if lowered == 1 else f"{lowered or 'no'} targets were lowered"
    rest = counts.changes - moving
    return f"{some}; {targets}." + (f" Other changes: {rest}." if rest else "")


def _lines(comparison: Comparison) -> Iterator[str]:
    yield from _wrapped(f"What changed: {comparison.strategy}")
    if comparison.illustrative:
        yield "*** ILLUSTRATIVE: every figure in this workspace is made up. ***"
    yield ""
    yield from _wrapped(f"From {comparison.old} to {comparison.new}.")
    yield from _wrapped(_days(comparison))
    yield ""
    yield from _wrapped(headline(comparison.counts))
    for rank, heading in enumerate(_HEADINGS):
        chosen = [change for change in comparison.changes if change.rank == rank]
        if chosen:
            yield ""
            yield ""
            yield heading
            yield "=" * _WIDTH
        for change in chosen:
            yield from _change(change, comparison)


def _days(comparison: Comparison) -> str:
    read = f"Dated values are read as of {comparison.new_as_of}"
    if comparison.old_as_of != comparison.new_as_of:
        read = (
            f"Dated values are read as of {comparison.old_as_of} and as of {comparison.new_as_of}"
        )
    if not comparison.has_figures:
        return f"{read}. No figures are recorded by {comparison.as_of}, so nothing is rated."
    rated = f"both plans are rated for {comparison.period} on what was received by"
    return f"{read}; {rated} {comparison.as_of}."


def _change(change: RatedChange, comparison: Comparison) -> Iterator[str]:
    yield ""
    made_up = " (illustrative)" if change.illustrative and not comparison.illustrative else ""
    name = change.was or change.identifier
    what = f", {change.what}" if change.what else ""
    yield from _wrapped(
        f"{_one_of(change.section)}{name}{what}: {_happened(change)}{made_up}", "* "
    )
    if change.title and change.title != (change.new or change.old):
        yield from _fact("", change.title)
    yield from _fact("Before", change.old)
    yield from _fact("Now", change.new)
    if change.from_day == dt.date.min:
        yield from _fact("When", "as it first held; what held later is the same in both")
    elif change.from_day is not None:
        yield from _fact("When", f"as it holds from {change.from_day} on")
    if change.can_change_a_rating:
        yield from _fact("Reason", _reason(change))
        if comparison.has_figures:
            yield from _ratings(change)
    places = (change.old_place, change.new_place)
    # A place is never broken: editors must find it in one piece.
    yield from (f"    -> {place}" for place in dict.fromkeys(places) if place)


def _one_of(section: str) -> str:
    if section in ("measures", "strategy", "calendar"):
        return ""
    one = {"agencies": "agency", "vocabularies": "vocabulary", "duties": "duty"}.get(section)
    return f"{one or section.removesuffix('s').replace('_', ' ')} "


def _happened(change: RatedChange) -> str:
    if change.lowers_a_target and change.kind == "changed":
        return "lowered"
    if change.lowers_a_target and change.kind == "moved":
        return "put off"
    if change.weakens and change.kind == "changed":
        return "changed, and easier to keep"
    return change.kind


def _reason(change: RatedChange) -> str:
    if not change.reason:
        return "NONE IS GIVEN" if change.needs_reason else "none is needed"
    approved = f" Approved by {change.approved_by}." if change.approved_by else ""
    source = f" {change.source}." if change.source else ""
    return f"{change.reason.rstrip('.')}.{approved}{source.replace('..', '.')}"


def _ratings(change: RatedChange) -> Iterator[str]:
    if not change.ratings:
        yield from _fact("Ratings", "none comes out differently")
        return
    for position, row in enumerate(change.ratings[:_MOST_RATINGS]):
        yield from _fact("" if position else "Ratings", _rating(row, change))
    if left := change.ratings[_MOST_RATINGS:]:
        yield from _fact("", f"and {len(left)} more; --format json names them all")


def _rating(row: RatedTwice, change: RatedChange) -> str:
    of_other = "" if row.measure == change.identifier else f"{row.measure}, "
    target = "" if row.target and change.what.startswith(row.target) else row.target
    head = of_other + ", ".join(part for part in (target, row.agency) if part)
    old, new = (
        _verdict(row.old_result, row.old_rating),
        _verdict(row.new_result, row.new_rating),
    )
    came = f"{old} -> {new}" if row.differs else f"{old}, by both plans"
    return f"{head.rstrip(', ')}: {came}" if head else came


def _verdict(result: str | None, rating: str | None) -> str:
    return ", ".join(word for word in (result, rating) if word) or "not a target"


def _fact(label: str, text: str) -> Iterator[str]:
    if text:
        yield from _wrapped(text, f"{'':<{_MARGIN}}{label:<9}", hang=" " * (_MARGIN + 9))


def _wrapped(text: str, first: str = "", hang: str | None = None) -> Sequence[str]:
    return wrapped(text, first, " " * len(first) if hang is None else hang)
