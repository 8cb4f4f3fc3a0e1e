from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.plan.change import Change
from milepost.plan.differences import differences
from milepost.plan.yaml_source import Tree
from tests.diff.comparing import reading

_numbers = st.integers(1, 999).map(str)


@st.composite
def _targets(draw: st.DrawFn, direction: str) -> list[Tree]:
    years = draw(st.lists(st.integers(2009, 2014), unique=True, max_size=4))
    made: list[Tree] = []
    for year in years:
        low = draw(st.integers(1, 500))
        promise: dict[str, Tree] = {"value": str(low)}
        if direction == "stay":
            promise = {"low": str(low), "high": str(low + draw(st.integers(1, 400)))}
        made.append({"period": f"FY{year}", **promise})
    return made


@st.composite
def _measures(draw: st.DrawFn) -> list[Tree]:
    made: list[Tree] = []
    for name in draw(st.lists(st.sampled_from("abcde"), unique=True, min_size=1)):
        direction = draw(st.sampled_from(("increase", "decrease", "stay")))
        made.append(
            {
                "id": name,
                "title": f"Measure {name * 5}",
                "definition": draw(st.sampled_from(("One.", "Two.", "Three."))) + name * 9,
                "objective": draw(st.sampled_from(("investigate", "inspect"))),
                "direction": direction,
                "path": draw(st.sampled_from(("linear", "step"))),
                "agencies": list[Tree](draw(st.sampled_from((["ATF"], ["ATF", "ICE"])))),
                "targets": draw(_targets(direction)),
            }
        )
    return made


def _compared(old: Sequence[Tree], new: Sequence[Tree]) -> tuple[Change, ...]:
    with tempfile.TemporaryDirectory() as made:
        one = reading(Path(made, "old"), {"measures": list(old)})
        other = reading(Path(made, "new"), {"measures": list(new)})
        return differences(one, other)


@given(_measures())
@settings(max_examples=10)
def test_a_plan_does_not_differ_from_itself(measures: list[Tree]) -> None:
    assert _compared(measures, measures) == ()


@given(_measures(), _measures())
@settings(max_examples=15)
def test_what_one_way_was_added_the_other_way_was_dropped(
    one: list[Tree], other: list[Tree]
) -> None:
    mirror = {"added": "dropped", "dropped": "added"}

    def told(changes: tuple[Change, ...], *, turned: bool) -> Counter[Any]:
        return Counter(
            (mirror.get(c.kind, c.kind), c.new, c.old) if turned else (c.kind, c.old, c.new)
            for c in changes
        )

    assert told(_compared(one, other), turned=False) == told(_compared(other, one), turned=True)


@given(_measures(), _measures())
@settings(max_examples=15)
def test_lowered_targets_come_first_then_goalposts_then_the_rest(
    one: list[Tree], other: list[Tree]
) -> None:
    changes = _compared(one, other)
    ranks = [
        0 if c.lowers_a_target else 1 if c.can_change_a_rating and c.weakens else
        2 if c.can_change_a_rating else 3
        for c in changes
    ]  # fmt: skip
    assert ranks == sorted(ranks)
    assert len({c.key for c in changes}) == len(changes)


@given(_measures(), st.data())
@settings(max_examples=15)
def test_one_value_that_was_changed_is_reported_exactly_once(
    measures: list[Tree], data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(measures) - 1))
    measure = measures[position]
    assert isinstance(measure, dict)
    others: dict[str, Tree] = {
        "definition": "Something else.",
        "objective": "inspect" if measure["objective"] == "investigate" else "investigate",
        "path": "step" if measure["path"] == "linear" else "linear",
        "title": "Another title",
        "decimals": "2",
        "critical": "true",
        "agencies": ["ICE"],
        "note_of_source": "elsewhere",
    }
    key = data.draw(st.sampled_from(sorted(others)))
    written = "source" if key == "note_of_source" else key
    changed = [*measures]
    changed[position] = {**measure, written: others[key]}
    found = _compared(measures, changed)
    assert [(c.identifier, c.what, c.kind == "moved") for c in found] == [
        (measure["id"], written, written == "objective")
    ]


@given(_measures(), st.data())
@settings(max_examples=15)
def test_a_lowered_target_comes_first_among_all_other_changes(
    measures: list[Tree], data: st.DataObject
) -> None:
    target: dict[str, Tree] = {"period": "FY2012", "value": "100"}
    eased = data.draw(st.sampled_from((("increase", "99"), ("decrease", "101"))))
    of_target: dict[str, Tree] = {
        "id": "z", "title": "The last", "definition": "The last.", "direction": eased[0],
        "targets": [target],
    }  # fmt: skip
    lowered: dict[str, Tree] = {**of_target, "targets": [{**target, "value": eased[1]}]}
    others = [
        {**m, "definition": "Otherwise.", "path": "step"} for m in measures if isinstance(m, dict)
    ]
    first = _compared([*measures, of_target], [*others, lowered])[0]
    assert (first.identifier, first.kind, first.lowers_a_target) == ("z", "changed", True)
