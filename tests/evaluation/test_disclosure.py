"""What a reader can work out of what is withheld: by hand, and by trying every possibility."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.evaluation.disclosure import AtMost, Bond, Quotient, Shown, Sum
from milepost.intervals import Interval, exactly

_FROM_ZERO = Interval(Fraction(0), None)
_SMALL = Interval(Fraction(1), Fraction(4))


def _shown(
    known: dict[str, int], unknown: dict[str, Interval], *bonds: Bond[str]
) -> frozenset[str]:
    says = {name: exactly(Fraction(value)) for name, value in known.items()}
    return Shown(says, unknown, bonds, frozenset(says | unknown)).worked_out()


@pytest.mark.parametrize(
    ("told", "found"),
    [
        pytest.param(
            # 12 = 9 + x
            _shown({"total": 12, "a": 9}, {"x": _FROM_ZERO}, Sum(("a", "x"), "total")),
            {"x"},
            id="the rest of a sum",
        ),
        pytest.param(
            # 12 = 5 + x + y: 7 shared in more than one way
            _shown(
                {"total": 12, "a": 5},
                {"x": _FROM_ZERO, "y": _FROM_ZERO},
                Sum(("a", "x", "y"), "total"),
            ),
            set(),
            id="two of a sum",
        ),
        pytest.param(
            # x + y = 2, each from 1 to 4: both are 1
            _shown({"total": 2}, {"x": _SMALL, "y": _SMALL}, Sum(("x", "y"), "total")),
            {"x", "y"},
            id="two small ones of a small sum",
        ),
        pytest.param(
            # x + y = 3: 1 and 2, or 2 and 1
            _shown({"total": 3}, {"x": _SMALL, "y": _SMALL}, Sum(("x", "y"), "total")),
            set(),
            id="two small ones that may be either",
        ),
        pytest.param(
            # x + y = 10 and x + y + z = 14: z is 4, x and y stay open
            _shown(
                {"ten": 10, "fourteen": 14},
                {"x": _FROM_ZERO, "y": _FROM_ZERO, "z": _FROM_ZERO},
                Sum(("x", "y"), "ten"),
                Sum(("x", "y", "z"), "fourteen"),
            ),
            {"z"},
            id="one sum less another",
        ),
        pytest.param(
            # 27 percent of 100
            _shown({"share": 27, "whole": 100}, {"x": _FROM_ZERO}, Quotient("share", "x", "whole")),
            {"x"},
            id="a share of a whole",
        ),
        pytest.param(
            # The share tells x, and x with 5 tells the rest of 32.
            _shown(
                {"share": 27, "whole": 100, "a": 5, "sum": 37},
                {"x": _FROM_ZERO, "y": _FROM_ZERO},
                Quotient("share", "x", "whole"),
                Sum(("a", "x", "y"), "sum"),
            ),
            {"x", "y"},
            id="a share, and then a sum",
        ),
        pytest.param(
            # From 1 to 4, and at most 1
            _shown({"more": 1}, {"x": _SMALL}, AtMost("x", "more")),
            {"x"},
            id="no more than one",
        ),
        pytest.param(
            _shown({"more": 3}, {"x": _SMALL}, AtMost("x", "more")), set(), id="no more than three"
        ),
        pytest.param(
            # Shares of a hundred
            Shown(
                {"a": exactly(Fraction(60))},
                {"x": _FROM_ZERO},
                [Sum(("a", "x"), None, Fraction(100))],
            ).worked_out(),
            {"x"},
            id="the rest of a hundred",
        ),
    ],
)
def test_what_is_worked_out(told: frozenset[str], found: set[str]) -> None:
    assert told == found


_TABLES = st.integers(2, 3).flatmap(
    lambda rows: st.integers(2, 3).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 5), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)


@given(_TABLES, st.data())
def test_whatever_has_one_possible_value_is_worked_out(
    table: list[list[int]], data: st.DataObject
) -> None:
    """A table with its margins, some cells withheld: every way of filling them in is tried."""
    cells = {(r, c): value for r, row in enumerate(table) for c, value in enumerate(row)}
    hidden = sorted(data.draw(st.sets(st.sampled_from(sorted(cells)), min_size=1, max_size=4)))
    rows = {r: sum(row) for r, row in enumerate(table)}
    columns = {c: sum(row[c] for row in table) for c in range(len(table[0]))}
    known = {
        f"{r},{c}": exactly(Fraction(v)) for (r, c), v in cells.items() if (r, c) not in hidden
    }
    known |= {f"row {r}": exactly(Fraction(total)) for r, total in rows.items()}
    known |= {f"column {c}": exactly(Fraction(total)) for c, total in columns.items()}
    bonds: list[Bond[str]] = []
    bonds += [Sum(tuple(f"{r},{c}" for c in columns), f"row {r}") for r in rows]
    bonds += [Sum(tuple(f"{r},{c}" for r in rows), f"column {c}") for c in columns]
    unknown = {f"{r},{c}": _FROM_ZERO for r, c in hidden}
    shown = Shown(known, unknown, bonds, frozenset(known) | frozenset(unknown))

    possible: dict[tuple[int, int], set[int]] = {cell: set() for cell in hidden}
    most = max(*rows.values(), 1)
    for filled in itertools.product(range(most + 1), repeat=len(hidden)):
        guess = cells | dict(zip(hidden, filled, strict=True))
        if all(sum(guess[r, c] for c in columns) == rows[r] for r in rows) and all(
            sum(guess[r, c] for r in rows) == columns[c] for c in columns
        ):
            for cell, value in zip(hidden, filled, strict=True):
                possible[cell].add(value)
    certain = {f"{r},{c}" for (r, c), values in possible.items() if len(values) == 1}
    assert shown.worked_out() == certain
