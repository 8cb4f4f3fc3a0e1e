"""Whether shares and ratios are what their counts make, and leave nothing unsaid."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from milepost.intervals import Interval, exactly
from milepost.periods import Period
from milepost.sources import Problem
from milepost.submissions import words
from milepost.submissions.model import Dimensions, Observation
from milepost.submissions.relations import Frame, as_printed, decimals_of, figures, together
from milepost.submissions.sent import Found, Sent, apart

_CORRECT: Final = "Correct the one that is wrong, or say in the note why they do not agree."


def shares_agree_with_their_counts(sent: Sent) -> Found:
    """A published percentage is what its counts make, at the precision it is printed in."""
    for frame in together(sent, "percentage"):
        share, found = _share_and_quotient(frame)
        if share is None or found is None:
            continue
        percent = found.times(Fraction(100))
        printed = as_printed(frame, share.measure)
        if apart(percent, printed):
            row = frame.place_for(share.measure)
            decimals = max(2, decimals_of(share))
            yield (
                row,
                Problem(
                    row.value_place,
                    "S311",
                    f"{share.measure} is given as {words.stated(share)} percent for "
                    f"{frame.period}, but {_divided(frame, row)} is "
                    f"{words.span(percent, decimals)} percent.",
                    _CORRECT,
                    "warning",
                ),
            )


def ratios_lie_among_their_parts(sent: Sent) -> Found:
    """A ratio of sums lies within the range of the ratios of its parts, or the label is wrong."""
    for frame in together(sent, "ratio"):
        stated, found = _share_and_quotient(frame)
        if stated is None or found is None or not apart(found, as_printed(frame, stated.measure)):
            continue
        row = frame.place_for(stated.measure)
        turned = exactly(1).over(found)
        inverted = turned is not None and not apart(turned, as_printed(frame, stated.measure))
        yield (
            row,
            Problem(
                row.value_place,
                "S312",
                f"{stated.measure} is given as {words.stated(stated)} for {frame.period}, but "
                f"{_divided(frame, row)} is {words.span(found, 2)}, which lies outside."
                + (
                    f" Turned round it is {words.span(turned, 2)}, which lies inside."
                    if inverted and turned is not None
                    else ""
                ),
                "Say which is divided by which, and correct the figure or its name.",
                "warning",
            ),
        )


def the_unknown_part_is_named(sent: Sent) -> Found:
    """Beside yes and no there is unknown: what nobody could tell is no part of either."""
    for frame in together(sent, "total"):
        unknown = frame.relation.unknown
        others = [n for n in frame.relation.parts if n != unknown and n in frame.said]
        if unknown is None or not others:
            continue
        amount, said = frame.amount(unknown), frame.said.get(unknown)
        if said is None:
            message = (
                f"{figures(frame, others, frame.place_for(*others))} for {frame.period}: nothing "
                f"is said of {unknown}, and what nobody could tell is part of neither."
            )
            remedy = f"Write a row of {unknown}: 0 if it could be told of all."
            row = frame.place_for(*others)
            if _spoken_of(frame, unknown, row):
                continue
        elif amount is None or amount == exactly(0) or said.note or not sent.holds(said):
            continue
        else:
            row = said
            message = (
                f"{words.stated(said)} of {unknown} for {frame.period} is unknown: it belongs to "
                f"none of the others, and may belong to any: {figures(frame, others, row)}."
            )
            remedy = "Say in the note that it is not known, and why."
        yield row, Problem(row.value_place, "S316", message, remedy, "warning")


def every_code_is_spoken_of(sent: Sent) -> Found:
    """Where some codes of a list are reported, a zero and a blank differ for the others."""
    lists = {code_list.id: code_list for code_list in sent.plan.code_lists}
    groups: dict[tuple[str, Period, str, Dimensions], dict[str, Observation]] = {}
    for row in sent.rows:
        for dimension in row.dimensions:
            others = tuple(other for other in row.dimensions if other != dimension)
            group = (row.measure, row.period, dimension[0], others)
            groups.setdefault(group, {})[dimension[1]] = row
    for (measure, period, name, _), said in groups.items():
        code_list = lists[name]
        size = len(code_list.codes) or int(code_list.size or 0)
        # A row that was not taken may have spoken of the code that is missed.
        if len(said) >= size or (measure, period) in sent.incomplete:
            continue
        first = said[min(said)]
        missed = [code.code for code in code_list.codes if code.code not in said]
        named = f": {_few(missed)}" if missed else ""
        yield (
            first,
            Problem(
                first.value_place,
                "S306",
                f"{measure} for {period} is reported for {len(said)} of {size} "
                f"({code_list.title}); nothing is said of the others{named}.",
                "Write a row for each: 0 where there were none, or an absence where nobody knows.",
                "warning",
            ),
        )


def _few(names: list[str]) -> str:
    most = 8
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def _spoken_of(frame: Frame, measure: str, beside: Observation) -> bool:
    """Whether a row for it gave a named absence, or could not be taken."""
    sent = frame.sent
    absent = beside.period in sent.totals(beside.agency, measure)
    return absent or (measure, beside.period) in sent.incomplete


def _share_and_quotient(frame: Frame) -> tuple[Observation | None, Interval | None]:
    """The published figure of a percentage or ratio, and what its counts make."""
    relation = frame.relation
    part, whole = frame.amount(relation.parts[0]), frame.amount(relation.whole)
    if part is None or whole is None:
        return None, None
    return frame.said.get(relation.percentage or ""), part.over(whole)


def _divided(frame: Frame, here: Observation) -> str:
    relation = frame.relation
    part, whole = frame.said[relation.parts[0]], frame.said[relation.whole or ""]
    return f"{words.figure(part, here)} over {words.figure(whole, here)}"
