"""What a scalar of a plan may be: text that the model reads, strictly, as one kind of thing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic_core import PydanticCustomError, core_schema

from milepost.intervals import Bound, Statement, UnreadableNumberError, read_number, read_statement
from milepost.periods import HOW_PERIODS_ARE_WRITTEN, Period, parse_period
from milepost.plan.date_rules import HOW_DATE_RULES_ARE_WRITTEN, MONTHS, DateRule, parse_date_rule
from milepost.plan.formulas import HOW_FORMULAS_ARE_WRITTEN, Formula, parse_formula

# A plan without extracts has no conditions, and need not wait for their language.
if TYPE_CHECKING:
    from pydantic_core import CoreSchema

    from milepost.plan.conditions.model import Condition, Expression
    from milepost.plan.conditions.parse import ConditionError
else:
    Condition = Expression = Any

# The codes that `complaints` turns into problems; the remedy travels in the error's context.
NOT_TEXT: Final = "not_text"
EMPTY: Final = "empty"
NOT_A_NUMBER: Final = "not_a_number"
NOT_A_PERIOD: Final = "not_a_period"
NOT_A_DATE: Final = "not_a_date"
NOT_YES_OR_NO: Final = "not_yes_or_no"
NOT_AN_ID: Final = "not_an_id"
NOT_A_MONTH: Final = "not_a_month"
NOT_A_FORMULA: Final = "not_a_formula"
NOT_A_CONDITION: Final = "not_a_condition"
EMPTY_REMEDY: Final = "Write the value, or take the line out."

_LONGEST_ID: Final = 200
_MEASURE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AGENCY_ID = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
_COLUMN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ANY_ID = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\n")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PARTIAL_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_DAYS = re.compile(r"(\d{1,4}) days?")
_WHOLE = re.compile(r"[1-9]\d{0,3}")


def _complaint(code: str, message: str, remedy: str, **within: int) -> PydanticCustomError:
    message = re.sub(r'"([^"]{60})[^"]+"', r'"\1…"', message)
    # pydantic fills braces of a template from the context, so the text goes in as context.
    context = {"message": message, "remedy": remedy, **within}
    return PydanticCustomError(code, "{message}", context)


def _condition_complaint(error: ConditionError) -> PydanticCustomError:
    message, remedy = error.message, error.remedy
    return _complaint(NOT_A_CONDITION, message, remedy, at=error.at, width=error.width)


def _text(value: Any) -> str:  # noqa: ANN401  # pydantic hands over whatever the file held
    if not isinstance(value, str):
        raise _complaint(
            NOT_TEXT,
            "a single value is expected here, not a list or mapping.",
            "Write the value after the colon, on the same line.",
        )
    if not value.strip():
        raise _complaint(EMPTY, "nothing is written after the colon.", EMPTY_REMEDY)
    return " ".join(value.split())


def _prose(value: Any) -> str:  # noqa: ANN401
    """Text in paragraphs, with a blank line between them; other breaks are mere line ends.

    Folded and quoted YAML hands over the blank line of the file as a single break, and only a
    literal block ("|") keeps the breaks within paragraphs; so where there is no blank line left,
    a break is the end of a paragraph.
    """
    _text(value)
    text = str(value).strip()
    between = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE_BREAK
    return "\n\n".join(" ".join(part.split()) for part in between.split(text) if part.strip())


def _number(value: Any) -> Decimal:  # noqa: ANN401
    text = _text(value)
    try:
        return read_number(text, unit="")
    except UnreadableNumberError as error:
        raise _complaint(
            NOT_A_NUMBER,
            error.message,
            "Write digits, such as 1767 or 0.5; the unit stands by itself.",
        ) from error


def _period(value: Any) -> Period:  # noqa: ANN401
    try:
        return parse_period(_text(value))
    except PydanticCustomError:
        raise
    except ValueError as error:
        raise _complaint(NOT_A_PERIOD, str(error), HOW_PERIODS_ARE_WRITTEN) from error


def _day(value: Any) -> dt.date:  # noqa: ANN401
    text = _text(value)
    try:
        # fromisoformat also takes 20090630 and week dates, which a reader would stumble over.
        return dt.date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise _complaint(
            NOT_A_DATE, f'"{text}" is not a date.', "Write year-month-day: 2009-06-30."
        ) from error


def _partial_date(value: Any) -> str:  # noqa: ANN401
    text = _text(value)
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10] if _PARTIAL_DATE.fullmatch(text) else "")
    except ValueError as error:
        raise _complaint(
            NOT_A_DATE,
            f'"{text}" is not a date.',
            "Write a year, month or day: 2009, 2009-06 or 2009-06-30.",
        ) from error
    return text


def _whole_number(value: Any) -> int:  # noqa: ANN401
    text = _text(value)
    if not _WHOLE.fullmatch(text):
        raise _complaint(NOT_A_NUMBER, f'"{text}" is not a whole number from 1.', "Write 1, 2, 4.")
    return int(text)


def _days(value: Any) -> int:  # noqa: ANN401
    text = _text(value)
    found = _DAYS.fullmatch(text)
    if not found:
        raise _complaint(NOT_A_NUMBER, f'"{text}" is not a number of days.', "Write: 45 days.")
    return int(found[1])


def _date_rule(value: Any) -> DateRule:  # noqa: ANN401
    text = _text(value)
    try:
        return parse_date_rule(text)
    except ValueError as error:
        raise _complaint(NOT_A_DATE, str(error), HOW_DATE_RULES_ARE_WRITTEN) from error


def _formula(value: Any) -> Formula:  # noqa: ANN401
    text = _text(value)
    try:
        return parse_formula(text)
    except ValueError as error:
        raise _complaint(NOT_A_FORMULA, str(error), HOW_FORMULAS_ARE_WRITTEN) from error


def _condition(value: Any) -> Condition:  # noqa: ANN401
    from milepost.plan.conditions import parse  # noqa: PLC0415

    _text(value)
    try:
        return parse.parse_condition(value)  # as it is: two spaces within quotes are two
    except parse.ConditionError as error:
        raise _condition_complaint(error) from error


def _expression(value: Any) -> Expression:  # noqa: ANN401
    from milepost.plan.conditions import parse  # noqa: PLC0415

    _text(value)
    try:
        return parse.parse_expression(value)
    except parse.ConditionError as error:
        raise _condition_complaint(error) from error


def _yes_or_no(value: Any) -> bool:  # noqa: ANN401
    text = _text(value)
    if text not in {"true", "false"}:
        raise _complaint(
            NOT_YES_OR_NO, f'"{text}" is neither true nor false.', "Write true or false."
        )
    return text == "true"


def _digits(value: Any) -> int:  # noqa: ANN401
    text = _text(value)
    if text not in {"0", "1", "2", "3", "4", "5", "6"}:
        raise _complaint(
            NOT_A_NUMBER,
            f'"{text}" is not a number of decimals.',
            "Write 0 for whole counts, or up to 6.",
        )
    return int(text)


def _up_to(value: Any, least: int, most: int) -> int:  # noqa: ANN401
    text = str(value) if isinstance(value, int) else _text(value)  # as a plan made in Python has it
    if text not in {str(n) for n in range(least, most + 1)}:
        raise _complaint(
            NOT_A_NUMBER,
            f'"{text}" is not a whole number from {least} to {most}.',
            f"Write {least}, or another up to {most}.",
        )
    return int(text)


def _month(value: Any) -> int:  # noqa: ANN401
    text = _text(value)
    if text not in MONTHS:
        raise _complaint(
            NOT_A_MONTH, f'"{text}" is not a month.', "Write the month's name: October."
        )
    return MONTHS.index(text) + 1


def _id(value: Any, pattern: re.Pattern[str], example: str) -> str:  # noqa: ANN401
    text = _text(value)
    if len(text) > _LONGEST_ID or not pattern.fullmatch(text):
        raise _complaint(NOT_AN_ID, f'"{text}" is not an identifier.', f"Write it like {example}.")
    return text


def _statement_text(value: Any) -> str:  # noqa: ANN401
    """A number with its bound, kept as text: its unit is known only to its measure."""
    return _text(value)


@lru_cache(maxsize=10_000)
def statement(text: str, unit: str, bound: Bound = "exact") -> Statement:
    """Read a stated number of the plan in its unit, with the bound that stands beside it."""
    said = read_statement(text, unit)
    if said.bound != "exact":
        return said
    if bound == "between":
        raise UnreadableNumberError(f'"{text}" is one number, not two.', "Write both: 25-33.")
    return replace(said, bound=bound)


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """How a value is read from its text, and written as text again.

    pydantic's own PlainValidator, PlainSerializer and WithJsonSchema say the same, but build a
    schema of the type behind the text too, of which nothing is ever used: half the time of all.

    Attributes:
        read: the value of what the file holds; complains with a PydanticCustomError.
        json_schema: what an editor may expect there.
        written: the text of a value; None where the value is its own.
    """

    read: Callable[[Any], Any]
    json_schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    written: Callable[[Any], str] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:  # noqa: ANN401
        del source, handler
        written = self.written and core_schema.plain_serializer_function_ser_schema(
            self.written, return_schema=core_schema.str_schema()
        )
        return core_schema.no_info_plain_validator_function(self.read, serialization=written)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:  # noqa: ANN401
        del schema, handler
        return dict(self.json_schema)


def _shown_days(days: int) -> str:
    return f"{days} days"


Text = Annotated[str, Scalar(_text)]
Prose = Annotated[str, Scalar(_prose)]
Number = Annotated[Decimal, Scalar(_number, written=str)]
PeriodText = Annotated[Period, Scalar(_period, written=str)]
Day = Annotated[dt.date, Scalar(_day, written=str)]
PartialDate = Annotated[str, Scalar(_partial_date)]
YesNo = Annotated[bool, Scalar(_yes_or_no, {"type": "boolean"})]
Digits = Annotated[int, Scalar(_digits, {"enum": list(range(7))})]
ColumnDecimals = Annotated[int, Scalar(lambda v: _up_to(v, 0, 18), {"enum": list(range(19))})]
ColumnDigits = Annotated[int, Scalar(lambda v: _up_to(v, 1, 38), {"enum": list(range(1, 39))})]
Month = Annotated[int, Scalar(_month, {"enum": list(MONTHS)})]
WholeNumber = Annotated[int, Scalar(_whole_number, {"type": "integer", "minimum": 1})]
Days = Annotated[int, Scalar(_days, written=_shown_days)]
DateRuleText = Annotated[DateRule, Scalar(_date_rule, written=str)]
FormulaText = Annotated[Formula, Scalar(_formula, written=str)]
ConditionText = Annotated[Condition, Scalar(_condition, written=str)]
ExpressionText = Annotated[Expression, Scalar(_expression, written=str)]
ColumnName = Annotated[str, Scalar(lambda v: _id(v, _COLUMN_NAME, "recovered_on"))]
StatedNumber = Annotated[str, Scalar(_statement_text)]
AgencyId = Annotated[str, Scalar(lambda v: _id(v, _AGENCY_ID, "ATF or EMBASSY-MEXICO"))]
MeasureId = Annotated[str, Scalar(lambda v: _id(v, _MEASURE_ID, "cases-initiated"))]
Id = Annotated[str, Scalar(lambda v: _id(v, _ANY_ID, "share-intelligence"))]
