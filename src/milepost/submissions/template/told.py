"""What a form tells of a measure: what counts, what was reported before, what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from milepost.intervals import Statement
from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Target
from milepost.submissions.model import Observation, Record
from milepost.submissions.template.words import Words

_LAST: Final = 4


def what_counts(calendar: Calendar, measure: Measure, period: Period, words: Words) -> str:
    """Over which days a value is counted, and what sort of number it is."""
    begin, end = calendar.start(period), calendar.end(period)
    if measure.basis == "date" and measure.frequency != "monthly":
        said = [words.on_a_day.format(end=words.day(end))]
    elif measure.quantity == "stock":
        said = [words.stands_on.format(end=words.day(end))]
    else:
        said = [words.over_days.format(begin=words.day(begin), end=words.day(end))]
    if measure.quantity == "event":
        said.append(words.event)
    elif measure.unit == "percent":
        said.append(words.share)
    elif measure.unit == "USD":
        said.append(words.dollars)
    elif measure.decimals == 0:
        said.append(words.whole_number)
    else:
        said.append(words.decimals.format(number=measure.decimals))
    return " ".join(said)


def last_values(  # noqa: PLR0913  # as compose_form
    calendar: Calendar,
    record: Record,
    agency: str,
    measure: Measure,
    period: Period,
    words: Words,
) -> Iterator[str]:
    """The last values that an agency gave before a period, oldest first."""
    end = calendar.end(period)
    told = [
        held.observation
        for (who, what, when, dimensions), held in record.in_force.items()
        if (who, what, dimensions) == (agency, measure.id, ())
        and when != period
        and calendar.end(when) <= end
    ]
    told.sort(key=lambda o: calendar.key(o.period))
    for observation in told[-_LAST:]:
        yield f"{observation.period}: {value_in_words(observation, measure, words)}"


def value_in_words(observation: Observation, measure: Measure, words: Words) -> str:
    """A value as it was stated: about 87%, 4 of 10, not tracked."""
    if observation.stated is None:
        return words.absences.get(observation.absence or "", observation.absence or "")
    if observation.whole is not None:
        part = _stated(observation.stated, "", 0, words)
        return words.part_of.format(part=part, whole=f"{observation.whole:,f}")
    return _stated(observation.stated, measure.unit, measure.decimals, words)


def _stated(said: Statement, unit: str, decimals: int, words: Words) -> str:
    def one(number: Decimal) -> str:
        return _number(number, unit, decimals)

    if said.upper is not None:
        return words.between.format(low=one(said.number), high=one(said.upper))
    if said.standard_error is not None:
        return words.estimate.format(number=one(said.number), error=one(said.standard_error))
    if said.bound == "exact":
        return one(said.number)
    return f"{words.bounds[said.bound]} {one(said.number)}"


def _number(number: Decimal, unit: str, decimals: int) -> str:
    """With no fewer decimals than are printed, and none of its own left out."""
    own = max(0, -int(number.normalize().as_tuple().exponent))
    shown = f"{number:,.{max(own, decimals)}f}"
    if unit == "percent":
        return f"{shown}%"
    return f"${shown}" if unit == "USD" else shown


def target_of(
    calendar: Calendar, targets: list[Target], measure: Measure, period: Period, words: Words
) -> str:
    """The target of the period; else the next one that falls due; else that there is none."""
    due = [(own, t) for t in targets if (own := _due(calendar, t, period)) is not None]
    due = [(own, t) for own, t in due if calendar.end(own) >= calendar.start(period)]
    due.sort(key=lambda pair: (calendar.key(pair[0]), targets.index(pair[1])))
    if due:
        first = due[0][0]
        lines = [_promise(t, str(own), measure, words) for own, t in due if own == first]
        return "\n".join(lines)
    undated = [t for t in targets if not t.is_dated]
    if undated:
        return "\n".join(_promise(t, words.no_date, measure, words) for t in undated)
    return words.no_target


def _due(calendar: Calendar, target: Target, period: Period) -> Period | None:
    if target.period is not None:
        return target.period
    if target.each is None:
        return None
    year = calendar.year_at_hand(period, target.each)
    return year if target.is_for(year) else None


def _promise(target: Target, when: str, measure: Measure, words: Words) -> str:
    mark = f" [{words.illustrative}]" if target.illustrative else ""
    return f"{when}: {_target_in_words(target, measure, words)}{mark}"


def _target_in_words(target: Target, measure: Measure, words: Words) -> str:
    if target.milestone is not None:
        return target.milestone.rstrip(".")
    if target.is_in_words:
        return str(target.successful or target.minimally_effective).rstrip(".")
    least, most = (
        None if end is None else _number(end, measure.unit, _printed(end, measure))
        for end in target.bounds(measure.direction)
    )
    if least is not None and most is not None:
        return words.from_to.format(low=least, high=most)
    return (words.or_more if most is None else words.or_less).format(end=least or most)


def _printed(end: Decimal, measure: Measure) -> int:
    return measure.decimals if end != end.to_integral() or measure.unit == "USD" else 0
