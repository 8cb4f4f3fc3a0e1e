"""Periods as spreadsheets write them: FY10, 2010, fiscal year 2010, Q3 FY2010, 9/30/2010."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from milepost.periods import Period, parse_period

_YEAR: Final = r"['\N{RIGHT SINGLE QUOTATION MARK}]?(?P<year>\d{4}|\d{2})"
_BASED: Final = re.compile(
    r"(?:(?P<before>q[1-4])\s*[-,/]?\s*)?"
    r"(?P<basis>fy|cy|fiscal year|calendar year|fiscal|calendar)"
    rf"\s*-?\s*{_YEAR}(?:\s*[-,/]?\s*(?P<after>q[1-4]))?"
)
_BARE: Final = re.compile(
    r"(?:(?P<before>q[1-4])\s*[-,/]?\s*)?(?P<year>(?:19|20)\d{2})(?:\s*[-,/]?\s*(?P<after>q[1-4]))?"
)
_AMERICAN: Final = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})")
_CENTURY_TURNS: Final = 50


@dataclass(frozen=True, slots=True)
class Said:
    """A period as it was said.

    Attributes:
        fiscal: what it is, counted by fiscal years where it does not say otherwise.
        calendar: the same, counted by calendar years.
        is_bare: whether it does not say by which years it counts.
    """

    fiscal: Period
    calendar: Period
    is_bare: bool

    def on(self, basis: str) -> Period:
        """The period, where a bare year is counted by a measure's basis."""
        return self.calendar if basis == "calendar" else self.fiscal


def read_period(text: str) -> Said | None:
    """Read a period leniently; None where the text is none."""
    plain = " ".join(text.split())
    try:
        exact = parse_period(plain)
    except ValueError:
        pass
    else:
        return Said(exact, exact, is_bare=False)
    lower = plain.lower()
    first, dash, last = re.sub(
        r"\s*(?:\.\.|\N{EN DASH}|\bto\b|-)\s*(?=fy|cy)", "|", lower
    ).partition("|")
    if dash:
        return _pool(_single(first), _single(last))
    return _single(lower)


def _pool(first: Said | None, last: Said | None) -> Said | None:
    if first is None or last is None:
        return None
    try:
        pool = parse_period(f"{first.fiscal}..{last.fiscal}")
    except ValueError:
        return None
    return Said(pool, pool, is_bare=False)


def _single(text: str) -> Said | None:
    if found := _AMERICAN.fullmatch(text):
        return _parsed(f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}")
    if found := _BASED.fullmatch(text):
        basis = "CY" if found["basis"][0] == "c" else "FY"
        return _parsed(f"{basis}{_year(found['year'])}{_quarter(found)}")
    if found := _BARE.fullmatch(text):
        rest = f"{found['year']}{_quarter(found)}"
        fiscal, calendar = _parsed(f"FY{rest}"), _parsed(f"CY{rest}")
        if fiscal and calendar:
            return Said(fiscal.fiscal, calendar.fiscal, is_bare=True)
    return None


def _parsed(text: str) -> Said | None:
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return Said(period, period, is_bare=False)


def _year(digits: str) -> str:
    if len(digits) > 2:  # noqa: PLR2004  # two digits or four
        return digits
    return f"{'20' if int(digits) < _CENTURY_TURNS else '19'}{digits}"


def _quarter(found: re.Match[str]) -> str:
    quarter = found["before"] or found["after"]
    return f"-{quarter.upper()}" if quarter else ""
