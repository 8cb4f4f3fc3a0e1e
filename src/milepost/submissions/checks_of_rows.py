"""Whether a row can be so, judged by itself: from the plan, the day, and what is usual of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from milepost.intervals import Interval
from milepost.plan.model import Measure
from milepost.sources import Problem
from milepost.submissions import words
from milepost.submissions.lines import Ends, ends_of
from milepost.submissions.sent import Found, Sent, apart


def on_the_measures_own_basis(sent: Sent) -> Found:
    """Fiscal, calendar and dated figures are not exchanged for one another."""
    for observation, measure in sent.with_measures():
        dated = observation.period.kind in ("date", "month")
        basis = "date" if dated else observation.period.basis
        if basis != measure.basis:
            yield (
                observation,
                Problem(
                    observation.place,
                    "S205",
                    f"{observation.period} is on the {basis} basis, but {measure.id} is on the "
                    f"{measure.basis} basis.",
                    _EXAMPLES[measure.basis],
                ),
            )


_EXAMPLES: Final = {
    "fiscal": "Write a fiscal year or quarter: FY2009, FY2009-Q3.",
    "calendar": "Write a calendar year or quarter: CY2009, CY2009-Q3.",
    "date": "Write the day or month for which it holds: 2009-06-30, 2009-06.",
}


def counts_are_whole(sent: Sent) -> Found:
    """What is counted comes in whole numbers; more decimals than are printed are marked."""
    for observation, measure in sent.with_measures():
        stated, whole = observation.stated, observation.whole
        if stated is None:
            continue
        printed = measure.decimals
        is_count = whole is not None or (
            measure.decimals == 0 and measure.unit not in ("percent", "USD")
        )
        for number in (stated.number, stated.upper, whole):
            if number is None or _decimals(number) <= (0 if is_count else printed):
                continue
            if is_count:
                counts = f"{measure.id} counts whole {measure.unit}"
                if whole is not None:
                    counts = "a part and its whole are counts"
                yield (
                    observation,
                    Problem(
                        observation.value_place,
                        "S202",
                        f"{number:f} is a fraction, but {counts}.",
                        "Write a whole number.",
                    ),
                )
            else:
                yield (
                    observation,
                    Problem(
                        observation.value_place,
                        "S202",
                        f"{number:f} has more decimals than the {printed} printed.",
                        "It is kept as it is, and rounded only in print.",
                        "warning",
                    ),
                )


@lru_cache(maxsize=10_000)
def _decimals(number: Decimal) -> int:
    """How many decimals it needs: 4.0 cases are 4 cases."""
    return max(0, -int(number.normalize().as_tuple().exponent))


def nothing_is_negative(sent: Sent) -> Found:
    """Counts, shares and sums of money are not below zero."""
    for observation in sent.rows:
        numbers = [observation.whole]
        if observation.stated:
            numbers += [observation.stated.number, observation.stated.upper]
        if any(number is not None and number < 0 for number in numbers):
            yield (
                observation,
                Problem(
                    observation.value_place,
                    "S203",
                    "the number is below zero.",
                    "Write what was counted; a correction is sent as a new file.",
                ),
            )


def the_part_is_within_the_whole(sent: Sent) -> Found:
    """4 of 10 may be, 11 of 10 may not; nor 4 of 0."""
    for observation in sent.rows:
        stated, whole = observation.stated, observation.whole
        if stated is None or whole is None:
            continue
        largest = stated.number if stated.upper is None else stated.upper
        if whole == 0 or largest > whole:
            yield (
                observation,
                Problem(
                    observation.value_place,
                    "S204",
                    f"{largest} of {whole} cannot be.",
                    "Write the part first, then the whole: 4 of 10.",
                ),
            )


def shares_are_within_a_hundred(sent: Sent) -> Found:
    """A share in percent lies from 0 to 100."""
    for observation, measure in sent.with_measures():
        if measure.unit != "percent" or observation.stated is None or observation.whole is not None:
            continue
        stated = observation.stated
        largest = stated.number if stated.upper is None else stated.upper
        if largest > _HUNDRED:
            yield (
                observation,
                Problem(
                    observation.value_place,
                    "S206",
                    f"{largest:f} percent is more than all.",
                    "Write a share from 0 to 100; a change in percent is a measure of its own.",
                ),
            )


_HUNDRED: Final = 100


def absences_are_explained(sent: Sent) -> Found:
    """A reader will ask why there is no number."""
    for observation in sent.rows:
        if observation.absence and not observation.note:
            yield (
                observation,
                Problem(
                    observation.value_place,
                    "S208",
                    f'"{observation.absence}" stands without a note.',
                    "Say in the note column why, and until when.",
                    "warning",
                ),
            )


def numbers_are_plausible(sent: Sent) -> Found:
    """A number lies within the bounds that the plan declares plausible."""
    usual_of = {
        measure.id: Interval(
            None if bounds.low is None else Fraction(bounds.low),
            None if bounds.high is None else Fraction(bounds.high),
        )
        for measure in sent.plan.measures
        if (bounds := measure.plausible) is not None
    }
    ends_of_usual = {name: ends_of(usual) for name, usual in usual_of.items()}
    for row, measure in sent.with_measures():
        usual = usual_of.get(measure.id)
        if usual is None or _within(sent.ends(row), ends_of_usual[measure.id]):
            continue
        if (amount := sent.amount(row)) is None:
            continue
        if apart(amount, usual):
            yield (
                row,
                Problem(
                    row.value_place,
                    "S304",
                    f"{words.stated(row)} is outside what is plausible of {measure.id}: "
                    f"{words.span(usual, measure.decimals)}.",
                    "Correct it if it is a slip; if it is right, say in the note why.",
                    "warning",
                ),
            )


def _within(ends: Ends | None, usual: Ends) -> bool:
    """Whether it plainly lies within: what need not be looked at more closely."""
    low, high = ends or (None, None)
    if low is None or high is None:
        return False
    least, most = usual
    return (least is None or low >= least) and (most is None or high <= most)


def shares_are_in_percent(sent: Sent) -> Found:
    """Where a share is printed whole, or used to be 47, 0.47 is more likely 47 percent."""
    for row, measure in sent.with_measures():
        said = row.stated
        if measure.unit != "percent" or said is None or row.whole is not None:
            continue
        largest = said.number if said.upper is None else said.upper
        if not 0 < largest < 1:
            continue
        known = list(_earlier(sent, row.agency, measure))
        if known and min(known) >= 1:
            else_ = f"is otherwise {words.number(Fraction(min(known)))} percent or more"
        elif not known and measure.decimals == 0:
            else_ = "is printed in whole percent, and there is no earlier figure to go by"
        else:
            continue
        meant = (largest * 100).normalize()
        yield (
            row,
            Problem(
                row.value_place,
                "S305",
                f"{largest:f} percent, or {meant:f} percent? {measure.id} {else_}.",
                f"Write {meant:f} if that is meant; shares are written from 0 to 100.",
                "warning",
            ),
        )


def _earlier(sent: Sent, agency: str, measure: Measure) -> Iterator[Decimal | Fraction]:
    """What a share was, or is to be: in the past, at the start, and as promised."""
    for earlier in sent.history.of_measure(agency, measure.id):
        if earlier.stated is not None and earlier.whole is None and earlier.stated.number > 0:
            yield earlier.stated.number
    if measure.baseline is not None:
        began = measure.interval_of(measure.baseline.value)
        if began.low is not None and began.low > 0:
            yield began.low
    for target in measure.targets:
        printed = target.printed_number()
        if printed is not None and printed[1] > 0:
            yield printed[1]
