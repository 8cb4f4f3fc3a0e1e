"""What the test of the mediant says, in words: a ratio of sums lies between those of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from milepost.evaluation.corroboration import Corroborated
from milepost.evaluation.mediant import Mediant
from milepost.intervals import exactly
from milepost.plan.model import PrintedRange
from milepost.scorecard import figures


def own_totals(test: Mediant) -> str:
    """The range of the entities held against the totals that the sources report."""
    ratio = figures.ratio(exactly(test.ratio))
    if test.holds:
        return f"The totals make {ratio}, which lies within the range of the entities."
    if test.is_impossible:
        return (
            f"The totals make {ratio}, below every entity: what the second source counts is not "
            "all of it in these entities."
        )
    return (
        f"The totals make {ratio}, above every entity: {_apart(test)} must lie where no ratio can "
        "be formed."
    )


def _apart(test: Mediant) -> str:
    share = figures.share(test.share_apart)
    return f"at least {plain_number(test.apart)} of the {plain_number(test.first)} ({share})"


def printed_range(found: Corroborated) -> Iterator[str]:
    """What somebody printed, held against its own totals, as labelled and mirrored."""
    printed = found.declared.printed
    if printed is None or found.readings is None:
        return
    labelled, mirrored = found.readings
    first, second = (
        plain_number(Fraction(total)) for total in (printed.first_total, printed.second_total)
    )
    yield (
        f"Printed: ratios from {printed.low} to {printed.high}, totals of {first} and {second} "
        f"({printed.source}). A ratio of sums lies between the smallest and the largest ratio of "
        "its parts."
    )
    at = figures.ratio(exactly(labelled.as_printed.ratio))
    yield f"Read as labelled, first to second, the totals make {at}: {_verdict(labelled.as_meant)}"
    if not labelled.as_meant.holds and not labelled.as_meant.is_impossible:
        yield (
            f"It cannot hold unless {_workings(printed)}, that is {_apart(labelled.as_printed)}, "
            "lie in entities with none of the second source, or in no entity; "
            f"{plain_number(labelled.as_meant.apart)} if the range was rounded."
        )
    at = figures.ratio(exactly(mirrored.as_printed.ratio))
    yield f"Read mirrored, second to first, they make {at}: {_verdict(mirrored.as_meant)}"
    if labelled.as_meant.holds != mirrored.as_meant.holds:
        yield "Only the counts by entity could tell which reading was meant."


def _verdict(test: Mediant) -> str:
    if test.holds:
        return "inside the range."
    return (
        "below the range, which no counts in entities allow."
        if test.is_impossible
        else "above the range."
    )


def _workings(printed: PrintedRange) -> str:
    return (
        f"{plain_number(Fraction(printed.first_total))} - {printed.high} x "
        f"{plain_number(Fraction(printed.second_total))}"
    )


def plain_number(value: Fraction) -> str:
    """A count without its unit; of what is not whole, to a hundredth."""
    return figures.number(value, 0 if value.denominator == 1 else 2)
