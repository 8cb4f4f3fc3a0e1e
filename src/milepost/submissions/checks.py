"""Whether what an agency says can be so, judged from the file and the plan alone.

Each check is one small function from the observations to the problems they have; the list at the
foot is the rule book. An error rejects the observation, a warning marks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final

from milepost.plan.model import Measure, Plan
from milepost.sources import Problem
from milepost.submissions.model import Key, Observation

Found = Iterator[tuple[Observation, Problem]]


def said_once(observations: Iterable[Observation], plan: Plan) -> Found:
    """No two rows of a file report the same measure for the same period."""
    del plan
    firsts: dict[Key, Observation] = {}
    for observation in observations:
        first = firsts.setdefault(observation.key, observation)
        if first is not observation:
            yield (
                observation,
                Problem(
                    observation.place,
                    "S201",
                    f"{observation.measure} for {observation.period} is reported twice; "
                    f"the first is at {first.place}.",
                    "Keep one of the rows.",
                ),
            )


def on_the_measures_own_basis(observations: Iterable[Observation], plan: Plan) -> Found:
    """Fiscal, calendar and dated figures are not exchanged for one another."""
    for observation, measure in _with_measures(observations, plan):
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


def counts_are_whole(observations: Iterable[Observation], plan: Plan) -> Found:
    """What is counted comes in whole numbers; more decimals than are printed are marked."""
    for observation, measure in _with_measures(observations, plan):
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


def _decimals(number: Decimal) -> int:
    """How many decimals it needs: 4.0 cases are 4 cases."""
    return max(0, -int(number.normalize().as_tuple().exponent))


def nothing_is_negative(observations: Iterable[Observation], plan: Plan) -> Found:
    """Counts, shares and sums of money are not below zero."""
    del plan
    for observation in observations:
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


def the_part_is_within_the_whole(observations: Iterable[Observation], plan: Plan) -> Found:
    """4 of 10 may be, 11 of 10 may not; nor 4 of 0."""
    del plan
    for observation in observations:
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


def shares_are_within_a_hundred(observations: Iterable[Observation], plan: Plan) -> Found:
    """A share in percent lies from 0 to 100."""
    for observation, measure in _with_measures(observations, plan):
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


def absences_are_explained(observations: Iterable[Observation], plan: Plan) -> Found:
    """A reader will ask why there is no number."""
    del plan
    for observation in observations:
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


def _with_measures(
    observations: Iterable[Observation], plan: Plan
) -> Iterator[tuple[Observation, Measure]]:
    for observation in observations:
        yield observation, plan.measure_by_id[observation.measure]


def check_all(observations: Iterable[Observation], plan: Plan) -> Found:
    """Everything that any check finds."""
    rows = tuple(observations)
    refused: set[Observation] = set()
    for check in CHECKS:
        for observation, problem in check(rows, plan):
            if problem.severity == "error":
                refused.add(observation)
            yield observation, problem
    # A row that is refused for its own fault is no reason to refuse the one that mends it.
    yield from said_once([row for row in rows if row not in refused], plan)


CHECKS: Final[tuple[Callable[[Iterable[Observation], Plan], Found], ...]] = (
    on_the_measures_own_basis,
    counts_are_whole,
    nothing_is_negative,
    the_part_is_within_the_whole,
    shares_are_within_a_hundred,
    absences_are_explained,
)
