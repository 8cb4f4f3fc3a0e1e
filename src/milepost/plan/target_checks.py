"""What contradicts itself in targets and baselines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from milepost.intervals import Interval, UnreadableNumberError
from milepost.periods import Period
from milepost.plan import model as words
from milepost.plan.declarations import Declarations, Known
from milepost.plan.places import Step
from milepost.sources import Problem, did_you_mean

_Where = tuple[str, str, *tuple[Step, ...]]


def targets_have_one_shape(all_: Declarations, known: Known) -> Iterator[Problem]:
    """One form of promise, fit for the measure's direction; a period, or each year."""
    for measure, i, target in _targets(all_):
        where = ("measures", measure.id, "targets", i)
        yield from _one_form(measure, target, where, known)
        yield from _when(target, where, known)


_FORMS: Final = (
    ("value",),
    ("minimum",),
    ("maximum",),
    ("low", "high"),
    ("milestone",),
    ("minimally_effective", "successful"),
)


def _one_form(
    measure: words.Measure, target: words.Target, where: _Where, known: Known
) -> Iterator[Problem]:
    """A number, a limit, a band, an event, or two levels in words; not several of them."""
    written = [form for form in _FORMS if any(getattr(target, key) is not None for key in form)]
    form = written[0] if len(written) == 1 else ()
    if len(written) > 1:
        second = next(k for k in written[1] if getattr(target, k) is not None)
        yield known.problem(
            (*where, second),
            "P211",
            f'a target is of one form; this has "{written[0][0]}:" and "{second}:".',
            "Keep one of them, or write two targets.",
        )
    elif measure.direction is None and form in ((), ("value",), ("low", "high")):
        yield known.problem(
            where,
            "P205",
            f'"{measure.id}" has a target but no direction.',
            'Say which way is better: "direction: increase", "decrease", or "stay" in a band.',
        )
    elif measure.direction == "stay" and form not in (*_BANDS, *_WITHOUT_A_NUMBER):
        yield known.problem(
            where,
            "P211",
            'a measure that is to "stay" has a band.',
            'Write "low:" and "high:", and no "value:".',
        )
    elif measure.direction in ("increase", "decrease") and form in ((), *_BANDS):
        yield known.problem(
            where,
            "P211",
            f'the target of a measure that is to {measure.direction} has one "value:".',
            'Write "value:", and no "low:" or "high:".',
        )
    elif any(getattr(target, key) is None for key in form):
        lacking = next(key for key in form if getattr(target, key) is None)
        yield known.problem(
            where,
            "P211",
            'a measure that is to "stay" has a band.'
            if form in _BANDS
            else f'the alternative form has two levels, and "{lacking}:" is missing.',
            'Write "low:" and "high:", and no "value:".'
            if form in _BANDS
            else f'Add a line "{lacking}:" here (31 U.S.C. 1115(c)).',
        )
    elif target.low is not None and target.high is not None and target.low > target.high:
        yield known.problem(
            (*where, "low"), "P211", "the band is upside down.", "Exchange low and high."
        )


_BANDS: Final = (("low", "high"),)
_WITHOUT_A_NUMBER: Final = (("milestone",), ("minimally_effective", "successful"))


def _when(target: words.Target, where: _Where, known: Known) -> Iterator[Problem]:
    """A period or each year; the years in order."""
    if target.period and target.each:
        yield known.problem(
            (*where, "each"),
            "P212",
            'a target is for one "period:" or for "each:" year, not both.',
            "Take one of them out.",
        )
    if target.from_ and target.to and _precedes(target.to, target.from_) is True:
        yield known.problem(
            (*where, "to"), "P212", "the years are upside down.", "Exchange from and to."
        )
    if (target.from_ or target.to) and not target.each:
        yield known.problem(
            where,
            "P212",
            '"from:" and "to:" belong to a target for "each:" year.',
            'Add "each: fiscal-year", or take them out.',
        )


def targets_fit_their_measure(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Its basis, its agencies, and no second target for the same thing."""
    seen: dict[tuple[str, object], list[tuple[int, words.Target]]] = {}
    for measure, i, target in _targets(all_):
        where = ("measures", measure.id, "targets", i)
        if target.agency and target.agency not in measure.agencies:
            reporting = ", ".join(measure.agencies) or "nobody"
            yield known.problem(
                (*where, "agency"),
                "P210",
                f"{target.agency} does not report this measure."
                f"{did_you_mean(target.agency, measure.agencies)}",
                f"It is reported by {reporting}.",
            )
        for key, basis in _bases_of(target):
            if measure.basis not in ("date", basis) or (
                key in ("from", "to") and target.each and basis != _basis_of_each(target.each)
            ):
                yield known.problem(
                    (*where, key),
                    "P206",
                    f"the target is on the {basis} basis, but the measure is on the "
                    f"{measure.basis} basis.",
                    "Write the target for a period of the measure's own basis.",
                )
        others = seen.setdefault((measure.id, target.agency), [])
        first = next((n for n, other in others if _fall_together(target, other)), None)
        others.append((i, target))
        if first is not None:
            at = known.places.at("measures", measure.id, "targets", first)
            yield known.problem(
                where,
                "P218",
                f"a second target for the same period; the first is at {at}.",
                "Keep one of them.",
            )


def _targets(all_: Declarations) -> Iterator[tuple[words.Measure, int, words.Target]]:
    for measure in all_.measures:
        for i, target in enumerate(measure.targets):
            yield measure, i, target


def _bases_of(target: words.Target) -> Iterator[tuple[str, str]]:
    """The basis of each period that a target names, with the key it stands under."""
    for key, period in (("period", target.period), ("from", target.from_), ("to", target.to)):
        if period:
            yield key, period.basis
    if target.each:
        yield "each", _basis_of_each(target.each)


def _basis_of_each(each: str) -> str:
    return each.removesuffix("-year")


def _fall_together(one: words.Target, other: words.Target) -> bool:
    """Whether two targets promise something for the same period."""
    if one.period is not None:
        return other.is_for(one.period)
    if other.period is not None:
        return one.is_for(other.period)
    if one.each is None or other.each is None:
        return one.each == other.each
    first = max((t.from_.first for t in (one, other) if t.from_), default=0)
    last = min((t.to.first for t in (one, other) if t.to), default=first)
    return one.each == other.each and first <= last


def baselines_come_first(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A baseline is on its measure's basis and ends before its targets do."""
    for measure in all_.measures:
        if measure.baseline is None:
            continue
        start = measure.baseline.period
        where = ("measures", measure.id, "baseline", "period")
        if measure.basis not in ("date", start.basis):
            yield known.problem(
                where,
                "P206",
                f"the baseline is for {start}, on the {start.basis} basis, but the measure is on "
                f"the {measure.basis} basis.",
                "Write the baseline for a period of the measure's own basis.",
            )
        for target in measure.targets:
            if target.period and _precedes(start, target.period) is False:
                yield known.problem(
                    where,
                    "P217",
                    f"the baseline, {start}, is not before the target, {target.period}.",
                    "Change is counted from the baseline to the target: put it first.",
                )


def _precedes(start: Period, end: Period) -> bool | None:
    """Whether one period lies before another; None where only a calendar could tell."""
    return start.first < end.first if start.kind == end.kind else None


def targets_lead_away_from_the_baseline(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A target lies on the better side of the baseline, at some distance from it."""
    for measure, i, target in _targets(all_):
        start, goal = _comparable_start(measure, target), target.value
        if start is None or goal is None or measure.direction not in ("increase", "decrease"):
            continue
        where = ("measures", measure.id, "targets", i, "value")
        base = measure.baseline
        assert base is not None  # noqa: S101  # it has a start
        if start.is_exact and start.low == Fraction(goal):
            yield known.warning(
                where,
                "P221",
                f"the target, {goal}, is the baseline of {base.period}: nothing is to change.",
                'Write the target that was meant. To keep a level, write "minimum:" or "maximum:".',
            )
        elif _is_worse(Fraction(goal), start, measure.direction):
            yield known.warning(
                where,
                "P222",
                f"the measure is to {measure.direction}, but the target, {goal}, lies on the other "
                f"side of the baseline, {base.value}.",
                'Correct one of the three: "direction:", the target or the baseline.',
            )


def _comparable_start(measure: words.Measure, target: words.Target) -> Interval | None:
    """The baseline, where target and baseline can be set beside each other.

    A quarter is not set beside a year, nor one agency's part beside the total.
    """
    base = measure.baseline
    if base is None or (target.agency and len(measure.agencies) > 1):
        return None
    kind = target.period.kind if target.period else target.each
    if measure.quantity in ("flow", "cohort", "event") and kind not in (None, base.period.kind):
        return None
    if base.period.is_pool and measure.quantity in ("flow", "cohort", "event"):
        return None
    try:
        return measure.interval_of(base.value)
    except UnreadableNumberError:
        return None  # said already


def _is_worse(goal: Fraction, start: Interval, direction: str) -> bool:
    if direction == "increase":
        return start.low is not None and goal < start.low
    return start.high is not None and goal > start.high


def stated_percentages_agree(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Where number and percentage were both published, one follows from the other.

    They agree if some number that rounds to the one printed gives a percentage that rounds to the
    one printed: to raise 47 by 25 percent is to reach 58.75, so 59 agrees and 60 does not.
    """
    for measure, i, target in _targets(all_):
        stated, goal = target.stated_percentage, target.value
        start = _comparable_start(measure, target)
        if stated is None or goal is None or start is None or not start.is_exact or not start.low:
            continue
        least, most = ((_percent(goal + d, start.low)) for d in (-_half(goal), _half(goal)))
        if least > most:
            least, most = most, least
        if most < Fraction(stated - _half(stated)) or least > Fraction(stated + _half(stated)):
            change = float(_percent(goal, start.low))
            assert measure.baseline is not None  # noqa: S101  # it has a start
            yield known.warning(
                ("measures", measure.id, "targets", i, "stated_percentage"),
                "P223",
                f"{stated} percent is stated, but from {measure.baseline.value} to {goal} is "
                f"{change:+.1f} percent.",
                "See which of the two was promised; the number is what is judged.",
            )


def _percent(goal: Decimal, start: Fraction) -> Fraction:
    return (Fraction(goal) - start) / abs(start) * 100


def _half(printed: Decimal) -> Decimal:
    """Half of the last digit that is printed."""
    exponent = printed.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def profiles_make_a_year(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A seasonal path shares the year's total out among its four quarters."""
    for measure in all_.measures:
        here = ("measures", measure.id)
        if measure.path != "seasonal":
            if measure.profile:
                yield known.problem(
                    (*here, "profile"),
                    "P228",
                    f'a profile belongs to the path "seasonal"; this one is "{measure.path}".',
                    'Write "path: seasonal", or take the profile out.',
                )
            continue
        if measure.combine.periods != "sum" or measure.basis == "date":
            yield known.problem(
                (*here, "path"),
                "P228",
                "only quarters that are added up to a year can have a season.",
                'Write "path: linear", or "periods: sum" under "combine:".',
            )
        total = sum(measure.profile)
        quarters = 4
        if len(measure.profile) != quarters or total != 100 or min(measure.profile) < 0:  # noqa: PLR2004  # percent
            yield known.problem(
                (*here, "profile") if measure.profile else (*here, "path"),
                "P228",
                f"the profile holds {len(measure.profile)} shares that make {total} percent.",
                "Write four, one a quarter, that make 100: [20, 25, 25, 30].",
            )


def interim_paths_have_steps(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A path by way of interim targets has some, and they lead from one to the next."""
    for measure in all_.measures:
        if measure.path != "interim":
            continue
        steps = [(i, t) for i, t in enumerate(measure.targets) if t.interim and t.period]
        if not any(t.goal(measure.direction) is not None for _, t in steps):
            yield known.problem(
                ("measures", measure.id, "path"),
                "P240",
                "the path leads by way of interim targets, and there are none with a period and "
                "one number.",
                'Add "interim: true" to the targets on the way, or write "path: linear".',
            )
        for (_, before), (i, after) in pairwise(sorted(steps, key=_when_due)):
            if before.agency == after.agency and _leads_back(measure, before, after):
                yield known.warning(
                    ("measures", measure.id, "targets", i),
                    "P240",
                    f"the interim target for {after.period} asks for less than that for "
                    f"{before.period}.",
                    "Exchange the two if they were mixed up; as it is, the path leads back.",
                )


def _when_due(step: tuple[int, words.Target]) -> tuple[str, str, int]:
    """Those of one agency and kind of period together, in order of time."""
    period = step[1].period
    assert period is not None  # noqa: S101  # the caller has looked
    return step[1].agency or "", period.kind, period.last


def _leads_back(measure: words.Measure, before: words.Target, after: words.Target) -> bool:
    one, other = before.goal(measure.direction), after.goal(measure.direction)
    if one is None or other is None or before.period is None or after.period is None:
        return False
    if before.period.kind != after.period.kind:
        return False
    return other < one if measure.direction == "increase" else other > one
