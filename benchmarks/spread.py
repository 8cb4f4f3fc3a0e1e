"""Rows dealt out over values in fixed shares, exactly, by arithmetic on their numbers alone.

Row ``i`` of ``size`` gets the place ``(i * step + start) mod size``. The step has no factor in
common with the size, so that every place is taken once: of 23,159 rows exactly 20,148 lie below
20,148. Steps near the roots of different primes keep what is dealt out by one from following what
is dealt out by another. Nothing is random, no generator keeps a state, and nothing depends on how
an engine makes a hash.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Sequence
from typing import Final

_PRIMES: Final = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43)
_FINE: Final = 10**18
MOST_ROWS: Final = 3_000_000_000
"""Of one file: beyond it a row number times a step is more than an engine's whole number holds."""


def place(row: str, size: int, seed: str, number: int) -> str:
    """SQL for the place of a row.

    Args:
        row: SQL for its number, from 0.
        size: how many rows there are.
        seed: whatever is to make it another order.
        number: which of the roots; columns that must not follow one another take different ones.
    """
    if size < 1:
        return "0"
    step = size * (math.isqrt(_PRIMES[number] * _FINE**2) % _FINE) // _FINE
    while math.gcd(step, size) != 1:
        step += 1
    digest = hashlib.sha256(f"{seed}/{number}".encode()).digest()
    start = int.from_bytes(digest[:8]) % size
    return f"(({row}) * {step} + {start}) % {size}"


def limits(size: int, weights: Sequence[int]) -> list[int]:
    """Up to which place, itself left out, each share reaches: to the nearest row."""
    total = sum(weights)
    return [(2 * size * upto + total) // (2 * total) for upto in itertools.accumulate(weights)]


def dealt(place_: str, size: int, shares: Sequence[tuple[str, int]]) -> str:
    """SQL for the value of a row, by its place.

    Args:
        place_: SQL for its place.
        size: how many places there are; beyond them there is no value.
        shares: SQL for each value, with its weight.
    """
    upto = limits(size, [weight for _, weight in shares])
    cases = " ".join(
        f"WHEN {place_} < {limit} THEN {value}"
        for (value, _), limit in zip(shares, upto, strict=True)
    )
    return f"CASE {cases} END"


def skewed(place_: str, size: int, tenths: int) -> str:
    """SQL for a number of days, many of them few and few of them many.

    Args:
        place_: SQL for the place of a row.
        size: how many places there are.
        tenths: how long: the half of the rows takes less than ``tenths`` elevenths of ten days, the
            longest some ``tenths`` times two days.
    """
    return f"({10 * tenths} * ({place_}) // ({105 * size} - 100 * ({place_})))"
