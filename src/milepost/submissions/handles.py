"""Short names by which an analyst speaks of what was sent: ``3/cases-initiated``.

The number is that of the receipt. The period follows where it is not the one the file was sent for,
and ``explanation`` where the explanation is meant and not the figure; the number alone stands for
all that is in the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from milepost.periods import Period, parse_period
from milepost.sources import did_you_mean
from milepost.submissions.model import Explanation, Observation, Submission

_EXPLANATION = "explanation"
HOW_HANDLES_ARE_WRITTEN = (
    "Write the number of the receipt and the measure, as milepost review PERIOD lists them: "
    "3/cases-initiated, 3/cases-initiated/FY2008, 3/cases-initiated/explanation, or 3 for the "
    "whole file."
)


class HandleError(ValueError):
    """A handle that cannot be read, or names nothing; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Handle:
    """What an analyst accepts or returns.

    Attributes:
        submission: its number.
        measure: the measure; empty for the whole file.
        period: the period, where it is not the one the file was sent for.
        explanation: whether the explanation is meant, and not the figure.
    """

    submission: int
    measure: str = ""
    period: Period | None = None
    explanation: bool = False

    def __str__(self) -> str:
        period = "" if self.period is None else str(self.period)
        last = _EXPLANATION if self.explanation else ""
        return "/".join(p for p in (str(self.submission), self.measure, period, last) if p)


def read_handle(text: str) -> Handle:
    """Read a handle as it is listed.

    Raises:
        HandleError: with what is wrong and how to write it.
    """
    number, *rest = text.strip().split("/")
    if not (number.isascii() and number.isdigit()) or not all(rest):
        raise HandleError(f'"{text}" is no handle. {HOW_HANDLES_ARE_WRITTEN}')
    explanation = rest[1:] != [] and rest[-1] == _EXPLANATION
    rest = rest[:-1] if explanation else rest
    if len(rest) > len(("measure", "period")):
        raise HandleError(f'"{text}" is no handle. {HOW_HANDLES_ARE_WRITTEN}')
    measure, period = [*rest, "", ""][:2]
    try:
        return Handle(int(number), measure, parse_period(period) if period else None, explanation)
    except ValueError as error:
        raise HandleError(f"{error} {HOW_HANDLES_ARE_WRITTEN}") from error


def period_meant(
    handle: Handle,
    submission: Submission,
    observations: Iterable[Observation],
    explanations: Iterable[Explanation],
) -> Period:
    """The period of what a handle names in a submission.

    Raises:
        HandleError: where there is no such thing, or where there are several.
    """
    held: tuple[Observation | Explanation, ...]
    if not handle.measure:
        held = (*observations, *explanations)
        if not held and submission.status != "waiting":
            raise HandleError(f"{handle}: nothing of {submission.name} was taken.")
        if submission.period is None:
            raise HandleError(f"{handle}: nobody knows for which period that file was sent.")
        return submission.period
    held = tuple(explanations) if handle.explanation else tuple(observations)
    what = "explanation" if handle.explanation else "figure that was taken"
    periods = list(dict.fromkeys(h.period for h in held if h.measure == handle.measure))
    if not periods:
        known = {h.measure for h in held}
        hint = did_you_mean(handle.measure, known)
        raise HandleError(f'{handle}: {submission.name} has no {what} of "{handle.measure}".{hint}')
    wanted = handle.period or (submission.period if submission.period in periods else None)
    if wanted is None and len(periods) == 1:
        wanted = periods[0]
    if wanted is None or wanted not in periods:
        shown = " or ".join(
            str(Handle(handle.submission, handle.measure, p, handle.explanation)) for p in periods
        )
        raise HandleError(f"{handle}: write {shown}.")
    return wanted
