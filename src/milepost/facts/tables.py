"""What an engine gave back, and what it comes to for a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from milepost.facts.passes import Need
from milepost.facts.quotients import exact_sum

Codes = tuple[str | None, ...]


@dataclass
class Table:
    """Reduced rows: of each stretch of months, for each combination of codes, what was needed.

    Attributes:
        needs: where each need stands among the numbers.
        found: the numbers by stretch and codes; under None those of rows without a date.
    """

    needs: Mapping[Need, int]
    found: dict[int | None, dict[Codes, tuple[Any, ...]]] = field(default_factory=dict)

    def take(self, rows: Iterable[tuple[Any, ...]], by: int) -> None:
        """Take in reduced rows: the number of the stretch, so many codes, the numbers."""
        for row in rows:
            self.found.setdefault(row[0], {})[row[1 : by + 1]] = row[by + 1 :]

    def codes(self, stretches: Iterable[int]) -> set[Codes]:
        """The combinations of codes that there are rows of."""
        return {codes for stretch in stretches for codes in self.found.get(stretch, ())}

    def number(self, need: Need, stretches: Iterable[int | None], codes: Codes | None) -> Any:  # noqa: ANN401  # a whole number, a decimal, a day
        """What a need comes to over some stretches; for all codes together where none are given."""
        at = self.needs[need]
        values = [
            row[at]
            for stretch in stretches
            for row in self._rows(stretch, codes)
            if row[at] is not None
        ]
        match need.finding:
            case "least":
                return min(values, default=None)
            case "greatest":
                return max(values, default=None)
            case "sum":
                return exact_sum([Decimal(value) for value in values])
            case _:
                return sum(values)

    def _rows(self, stretch: int | None, codes: Codes | None) -> Sequence[tuple[Any, ...]]:
        held = self.found.get(stretch, {})
        if codes is None:
            return list(held.values())
        return [held[codes]] if codes in held else []
