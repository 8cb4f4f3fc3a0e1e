"""What an engine gave back, and what it comes to for a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from milepost.facts.passes import Need
from milepost.facts.quotients import exact_sum

Codes = tuple[str | None, ...]
_MOST_DIGITS: Final = 38


@dataclass
class Table:
    """Reduced rows: of each stretch of months, for each combination of codes, what was needed.

    Attributes:
        needs: where each need stands among the numbers.
        found: the numbers by stretch and codes; of sorted values there may be two rows or more.
        failed: the sums that did not fit.
    """

    needs: Mapping[Need, int]
    found: dict[int, dict[Codes, list[tuple[Any, ...]]]] = field(default_factory=dict)
    failed: set[Need] = field(default_factory=set)

    def take(self, rows: Iterable[tuple[Any, ...]], by: int) -> None:
        """Take in reduced rows: the number of the stretch, so many codes, the numbers."""
        for row in rows:
            held = self.found.setdefault(row[0], {}).setdefault(row[1 : by + 1], [])
            held.append(row[by + 1 :])
        for need, at in self.needs.items():
            if need.finding == "sum" and any(_is_too_long(row[by + 1 + at]) for row in rows):
                self.failed.add(need)

    def codes(self, stretches: Iterable[int]) -> set[Codes]:
        """The combinations of codes that there are rows of."""
        return {codes for stretch in stretches for codes in self.found.get(stretch, ())}

    def number(self, need: Need, stretches: Iterable[int], codes: Codes | None) -> Any:  # noqa: ANN401  # a whole number, a decimal, a day, rows
        """What a need comes to over some stretches; for all codes together where none are given."""
        rows = [row for stretch in stretches for row in self._rows(stretch, codes)]
        if need.finding == "around":
            return rows
        at = self.needs[need]
        values = [row[at] for row in rows if row[at] is not None]
        match need.finding:
            case "least":
                return min(values, default=None)
            case "greatest":
                return max(values, default=None)
            case "sum":
                return exact_sum([Decimal(value) for value in values])
            case _:
                return sum(values)

    def _rows(self, stretch: int, codes: Codes | None) -> Sequence[tuple[Any, ...]]:
        held = self.found.get(stretch, {})
        if codes is None:
            return [row for rows in held.values() for row in rows]
        return held.get(codes, [])


def put_together(
    parts: Iterable[tuple[Sequence[Need], Iterable[tuple[Any, ...]]]],
    needs: Sequence[Need],
    by: int,
) -> list[tuple[Any, ...]]:
    """Rows that were found in parts, as if they had been found at once; None for what was not."""
    whole: dict[tuple[Any, ...], dict[Need, Any]] = {}
    for group, rows in parts:
        for row in rows:
            found = zip(group, row[by + 1 :], strict=True)
            whole.setdefault(row[: by + 1], {}).update(found)
    return [(*keys, *(found.get(need) for need in needs)) for keys, found in whole.items()]


def _is_too_long(number: Decimal | int | None) -> bool:
    """Whether a sum has more digits than all engines can hold."""
    if number is None:
        return False
    digits = number.as_tuple().digits if isinstance(number, Decimal) else str(abs(number))
    return len(digits) > _MOST_DIGITS
