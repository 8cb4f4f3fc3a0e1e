"""The scalars of a plan as an editor sees them, for the JSON Schemas of :mod:`.schema`.

Our reader takes every scalar as text; an editor takes a bare 400 for a number, 2009 for another and
true for a boolean, so each may be one or the other. Patterns let through whatever the scalar does,
and runs of blanks count as one. ``errorMessage`` is what VS Code's YAML extension says of what is
neither; other editors pass over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from milepost.periods import HOW_PERIODS_ARE_WRITTEN
from milepost.plan.date_rules import HOW_DATE_RULES_ARE_WRITTEN, MONTHS
from milepost.plan.formulas import HOW_FORMULAS_ARE_WRITTEN

Schema = dict[str, Any]

_YEAR: Final = r"(?:1[7-9]|[2-9]\d)\d\d"
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_PERIODS: Final = (
    rf"FY{_YEAR}",
    rf"CY{_YEAR}",
    rf"FY{_YEAR}-Q[1-4]",
    rf"CY{_YEAR}-Q[1-4]",
    rf"{_YEAR}-{_MONTH}",
    rf"{_YEAR}-{_MONTH}-{_DAY}",
)
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MONTHS: Final = f"(?:{'|'.join(MONTHS)})"
_WEEKDAYS: Final = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_WHICH: Final = "(?:first|second|third|fourth|last)"


def _text(pattern: str, remedy: str, *others: str, **bounds: int) -> Schema:
    """Text by a pattern, or what an editor takes it for, within bounds."""
    return {
        # A list even of one: beside a single type VS Code passes over the errorMessage.
        "type": ["string", *others],
        "pattern": rf"^\s*(?:{pattern.replace(' ', chr(92) + 's+')})\s*$",
        "errorMessage": remedy,
        **bounds,
    }


# Neither true nor null is let through, though a reader that knows only text takes them: they would
# be offered wherever a text is to be written.
_ANY_TEXT: Final[Schema] = {
    "type": ["string", "number"],
    "pattern": r"\S",
    "errorMessage": "Write one value after the colon, or take the line out.",
}

_ANY_CONDITION: Final[Schema] = {
    "type": ["string", "boolean"],
    "pattern": r"\S",
    "errorMessage": "Write one line, like SQL's WHERE; docs/conditions.md says how.",
}

# By the names of `scalars`.
SCALARS: Final[Mapping[str, Schema]] = MappingProxyType(
    {
        "Text": _ANY_TEXT,
        "Prose": _ANY_TEXT,
        "Number": _text(
            rf"[-\u2212]?{_DIGITS}",
            "Write digits, such as 1767 or 0.5; the unit stands by itself.",
            "number",
        ),
        "StatedNumber": _text(
            rf"\D*{_DIGITS}\s*(?:%|percent)?"
            rf"(?:\s*(?:-|\u2013|[Tt][Oo]|[Aa][Nn][Dd])\s*\$?\s*-?{_DIGITS}\s*%?)?"
            rf"(?:\s*[(,;]\s*(?:[Ss]tandard error|[Ss]\.?\s?[Ee]\.?)\s*(?:of|[:=])?\s*"
            rf"\$?\s*{_DIGITS}\s*%?\s*\)?)?",
            'Write digits, such as 1,767, or with a bound "at least 280", "about 14", "25-33".',
            "number",
        ),
        "Digits": _text(
            "[0-6]", "Write 0 for whole counts, or up to 6.", "integer", minimum=0, maximum=6
        ),
        "WholeNumber": _text(r"[1-9]\d{0,3}", "Write 1, 2, 4.", "integer", minimum=1, maximum=9999),
        "Days": _text(r"\d{1,4} days?", "Write: 45 days."),
        "ColumnDecimals": _text(
            r"\d|1[0-8]", "Write 0, or another up to 18.", "integer", minimum=0, maximum=18
        ),
        "ColumnDigits": _text(
            r"[1-9]|[12]\d|3[0-8]",
            "Write 1, or another up to 38.",
            "integer",
            minimum=1,
            maximum=38,
        ),
        "YesNo": {
            # The text is for a quoted "true"; a type of its own would be offered twice.
            "type": ["boolean", "string"],
            "pattern": r"^\s*(?:true|false)\s*$",
            "errorMessage": "Write true or false.",
        },
        "PeriodText": _text(
            "|".join(rf"{one}(?:\s*\.\.\s*{one})?" for one in _PERIODS), HOW_PERIODS_ARE_WRITTEN
        ),
        "Day": _text(rf"\d{{4}}-{_MONTH}-{_DAY}", "Write year-month-day: 2009-06-30."),
        "PartialDate": _text(
            rf"\d{{4}}(?:-{_MONTH}(?:-{_DAY})?)?",
            "Write a year, month or day: 2009, 2009-06 or 2009-06-30.",
            "integer",
            minimum=1,
            maximum=9999,
        ),
        "Month": {"type": "string", "enum": list(MONTHS)},
        "DateRuleText": _text(
            r"(?:\d{1,3} days? (?:after|before) )*"
            rf"(?:\d{{1,2}} {_MONTHS}|{_WHICH} {_WEEKDAYS} (?:in|of) {_MONTHS})",
            HOW_DATE_RULES_ARE_WRITTEN,
        ),
        "FormulaText": _text(r"[a-z0-9.+*/()\s-]+", HOW_FORMULAS_ARE_WRITTEN),
        # What is wrong in a condition is left to check.
        "ConditionText": _ANY_CONDITION,
        "ExpressionText": _ANY_CONDITION,
        "ColumnName": _text("[a-z][a-z0-9_]*", "Write it like recovered_on."),
        "AgencyId": _text("[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*", "Write it like ATF or EMBASSY-MEXICO."),
        "MeasureId": _text("[a-z0-9]+(?:-[a-z0-9]+)*", "Write it like cases-initiated.", "number"),
        "Id": _text(
            "[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*", "Write it like share-intelligence.", "number"
        ),
    }
)
