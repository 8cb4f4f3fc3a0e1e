"""What holds of every roll-up, composite and share, whatever the numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from fractions import Fraction
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from milepost.evaluation.composite import composite_of
from milepost.evaluation.contributions import share_of
from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.model import Counts, Evaluation
from milepost.evaluation.rollup import GROUP_KINDS, GroupKind, groups
from milepost.intervals import Interval
from milepost.periods import parse_period
from milepost.plan.model import Composite, Plan
from milepost.plan.yaml_source import Tree
from tests.evaluation.judging import record_of
from tests.evaluation.rolling import plan_of

_YEAR: Final = parse_period("FY2009")
_OBJECTIVES: Final[dict[str, Tree]] = {"first": "north", "second": "north", "third": "south"}
_COMPOSITE: Final = Composite.model_validate(
    {"id": "one", "title": "One", "source": "test", "of": "strategy", "achieved": "3",
     "on_track": "2", "at_risk": "1", "off_track": "0", "least_coverage": "0.5"}
)  # fmt: skip
steady = settings(deadline=None, max_examples=60)


@st.composite
def measures(draw: st.DrawFn) -> list[dict[str, Tree]]:
    """Measures of all sorts: one agency or two, added or side by side, with targets or none."""
    found: list[dict[str, Tree]] = []
    for i in range(draw(st.integers(1, 4))):
        measure: dict[str, Tree] = {
            "id": f"m{i}",
            "objective": draw(st.sampled_from(sorted(_OBJECTIVES))),
            "kind": draw(st.sampled_from(["input", "output", "outcome", "efficiency"])),
            "weight": draw(st.sampled_from(["1", "2", "0.5"])),
            "critical": draw(st.sampled_from(["true", "false"])),
            "agencies": list(draw(st.sampled_from([("ATF",), ("ATF", "ICE")]))),
            "combine": {"agencies": draw(st.sampled_from(["separate", "sum"]))},
        }
        if draw(st.booleans()):
            measure["baseline"] = {"period": "FY2008", "value": "100"}
        dues = draw(st.lists(st.sampled_from(["FY2009", "FY2010"]), unique=True, max_size=2))
        made_up = draw(st.sampled_from(["true", "false"]))
        measure["targets"] = [
            {"period": due, "value": str(draw(st.integers(101, 300))), "illustrative": made_up}
            for due in dues
        ]
        found.append(measure)
    return found


@st.composite
def reports(draw: st.DrawFn, of: list[dict[str, Tree]]) -> list[Tree]:
    """What some of the agencies reported of some of the measures, exactly or within bounds."""
    rows: list[Tree] = []
    for measure in of:
        agencies = measure["agencies"]
        assert isinstance(agencies, list)
        for agency in agencies:
            if draw(st.booleans()):
                low = draw(st.integers(0, 300))
                high = low + draw(st.sampled_from([0, 0, 10, 100]))
                value = str(low) if low == high else f"{low}-{high}"
                rows.append(
                    {"agency": agency, "measure": measure["id"], "period": "FY2009", "value": value}
                )
    return rows


@st.composite
def workspaces(draw: st.DrawFn) -> tuple[list[dict[str, Tree]], list[Tree]]:
    declared = draw(measures())
    return declared, draw(reports(declared))


def _plan(declared: list[dict[str, Tree]]) -> Plan:
    return plan_of({"plan": list(declared), "objectives": dict(_OBJECTIVES)})


def _evaluated(plan: Plan, rows: list[Tree]) -> Evaluation:
    return evaluate(plan, record_of(rows, plan, dt.date(2010, 1, 31)), _YEAR)


def _range(declared: list[dict[str, Tree]], rows: list[Tree]) -> Interval:
    """The composite of everything, made up or not."""
    plan = _plan(declared)
    (group,) = groups(plan, _evaluated(plan, rows), "strategy", all_made_up=True)
    value = composite_of(_COMPOSITE, group, all_made_up=True).value
    assert value is not None
    return value


def _holds(outer: Interval, inner: Interval) -> bool:
    assert outer.low is not None
    assert outer.high is not None
    assert inner.low is not None
    assert inner.high is not None
    return outer.low <= inner.low <= inner.high <= outer.high


def _numbers(found: Counts | None) -> Counter[str]:
    if found is None:
        return Counter()
    return Counter(
        {
            "measures": found.measures,
            "with target": found.with_target,
            "with value": found.with_value,
            "rated": found.rated,
            "not due": found.not_due,
            **found.results,
            **{f"rated {outlook}": n for outlook, n in found.outlooks.items()},
            **{f"not rated {reason}": n for reason, n in found.not_rated.items()},
        }
    )


@steady
@given(workspaces())
def test_counts_sum_to_the_judgements_of_the_group(
    given_: tuple[list[dict[str, Tree]], list[Tree]],
) -> None:
    plan = _plan(given_[0])
    evaluation = _evaluated(plan, given_[1])
    for kind in GROUP_KINDS:
        for group in groups(plan, evaluation, kind):
            rolls = [r.counts for r in (group.rolled, group.made_up) if r is not None]
            judgements = [j for m in group.measures for j in m.judgements]
            promised = [j for j in judgements if j.target is not None]
            assert sum(c.due + c.not_due for c in rolls) == len(promised)
            rated = sum(sum(c.outlooks.values()) + sum(c.not_rated.values()) for c in rolls)
            assert rated == len(judgements)
            for counted in rolls:
                assert counted.rated <= counted.with_target <= counted.measures
                assert counted.with_value <= counted.measures
            assert group.rolled.counts.measures == len(group.measures)


@steady
@given(workspaces())
def test_the_strategy_comes_to_what_its_objectives_goals_and_links_come_to(
    given_: tuple[list[dict[str, Tree]], list[Tree]],
) -> None:
    plan = _plan(given_[0])
    evaluation = _evaluated(plan, given_[1])
    (whole,) = groups(plan, evaluation, "strategy")
    kinds: tuple[GroupKind, ...] = ("objective", "goal", "element")
    for kind in kinds:
        parts = groups(plan, evaluation, kind)
        real: Counter[str] = Counter()
        made_up: Counter[str] = Counter()
        for part in parts:
            real.update(_numbers(part.rolled.counts))
            made_up.update(_numbers(part.made_up.counts if part.made_up else None))
        assert +real == +_numbers(whole.rolled.counts)
        assert +made_up == +_numbers(whole.made_up.counts if whole.made_up else None)


@steady
@given(workspaces(), st.data())
def test_taking_away_what_was_reported_of_a_period_never_narrows_a_composite(
    given_: tuple[list[dict[str, Tree]], list[Tree]], data: st.DataObject
) -> None:
    declared, rows = given_
    assume(rows)
    gone = data.draw(st.integers(0, len(rows) - 1))
    fewer = rows[:gone] + rows[gone + 1 :]
    # So its low end never rises. Of dates within a period the one before may speak: composites.yaml
    assert _holds(_range(declared, fewer), _range(declared, rows))


@steady
@given(workspaces(), st.data())
def test_a_wider_bound_never_narrows_a_composite(
    given_: tuple[list[dict[str, Tree]], list[Tree]], data: st.DataObject
) -> None:
    declared, rows = given_
    assume(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    row = rows[at]
    assert isinstance(row, dict)
    assert isinstance(row["value"], str)
    low, _, high = row["value"].partition("-")
    less, more = data.draw(st.integers(0, int(low))), data.draw(st.integers(1, 200))
    wider: Tree = row | {"value": f"{int(low) - less}-{int(high or low) + more}"}
    changed = [*rows[:at], wider, *rows[at + 1 :]]
    assert _holds(_range(declared, changed), _range(declared, rows))


@steady
@given(workspaces())
def test_a_veto_only_lowers_and_counts_nothing_otherwise(
    given_: tuple[list[dict[str, Tree]], list[Tree]],
) -> None:
    declared, rows = given_
    lenient = _plan([m | {"critical": "false"} for m in declared])
    strict = _plan(declared)
    without = groups(lenient, _evaluated(lenient, rows), "objective")
    with_veto = groups(strict, _evaluated(strict, rows), "objective")
    for free, held in zip(without, with_veto, strict=True):
        assert held.rolled.counts == free.rolled.counts
        assert free.rolled.word in (None, "achieved")
        if held.rolled.word != free.rolled.word:
            assert held.rolled.word in ("kept from on track", "may be kept from on track")
            assert all(j.measure.critical for j in held.rolled.because)


@st.composite
def bounded(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """A quantity that is not below zero, with one of the values it may have."""
    low = draw(st.fractions(0, 100, max_denominator=4))
    width = draw(st.one_of(st.none(), st.fractions(0, 100, max_denominator=4)))
    inside = draw(st.fractions(0, 1 if width is not None else 500, max_denominator=4))
    high = None if width is None else low + width
    return Interval(low, high), low + inside * (1 if width is None else width)


@given(bounded(), bounded(), bounded(), bounded(), st.fractions(0, 1), st.fractions(0, 1))
def test_a_share_holds_every_share_that_may_be_and_stays_within_the_whole(  # noqa: PLR0913
    part: tuple[Interval, Fraction],
    rest: tuple[Interval, Fraction],
    own: tuple[Interval, Fraction],
    others: tuple[Interval, Fraction],
    doubled: Fraction,
    ours: Fraction,
) -> None:
    own_doubles = Interval(Fraction(0), own[0].high)
    all_doubles = own_doubles + Interval(Fraction(0), others[0].high)
    found = share_of(part[0], rest[0], own_doubles, all_doubles)
    # Of what is double here so much belongs to others, and the remainder of it to us.
    most = min(own[1], part[1], rest[1]) * doubled
    mine, theirs = part[1] - most * ours, rest[1] - most * (1 - ours)
    if found is None:
        assert part[0].high == rest[0].high == 0
        return
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.high <= 1
    if mine + theirs:
        share = mine / (mine + theirs)
        assert found.reaches(share) is not False
        assert found.stays_under(share) is not False
