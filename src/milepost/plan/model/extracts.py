"""The words of record-level files: what one row is, and how many rows become one figure.

Most of what agencies could not tell GAO they could not tell because nobody computed it from their
records (GAO-09-709, lines 469 to 633). A measure with :class:`FromExtract` is computed from them.
"""

from typing import Annotated, Literal

from pydantic import Field

from milepost.plan.model.base import Declared
from milepost.plan.scalars import (
    AgencyId,
    ColumnDecimals,
    ColumnDigits,
    ColumnName,
    ConditionText,
    ExpressionText,
    Id,
    Number,
    Text,
    YesNo,
)


class ExtractColumn(Declared):
    """One column of an extract."""

    name: ColumnName
    """Its name, as it stands in the head of the file."""
    means: Text
    """What it holds."""
    type: Literal["text", "code", "whole", "number", "date", "yes-no"]
    """What a cell may hold: a date is year-month-day, yes-no is true or false."""
    codes: tuple[Text, ...] = ()
    """Of a code: the codes, where they are few."""
    code_list: Id | None = None
    """Of a code: the list that declares them, else."""
    unit: Text | None = None
    """Of a number: in what it is counted."""
    decimals: ColumnDecimals | None = None
    """Of a number: with how many decimals it is held; one with more is quarantined."""
    digits: ColumnDigits | None = None
    """Of a number: with how many digits in all; 18 where nothing is said."""
    required: YesNo = False
    """Whether a row without it is quarantined; else a blank says that it is not known."""
    sensitivity: Literal["public", "law-enforcement-sensitive"] = "public"
    """Who may see what it holds."""


class EventDate(Declared):
    """Which date places a row in a period, and by which years it is counted."""

    column: ColumnName
    """The column that holds it."""
    basis: Literal["fiscal", "calendar"]
    """The years by which the owner counts."""


class Extract(Declared):
    """A record-level file: one row per seizure, trace or case."""

    id: Id
    """A stable name."""
    title: Text
    """What it holds, in a few words."""
    owner: AgencyId
    """The agency whose system it comes from."""
    row: Text
    """What one row is: a firearm submitted for tracing."""
    key: Annotated[tuple[ColumnName, ...], Field(min_length=1)]
    """The columns that together name a row for good; a later row with the same key is its
    revision."""
    event: EventDate
    """The date that places a row in a period, where a measure names no other."""
    columns: Annotated[tuple[ExtractColumn, ...], Field(min_length=1)]
    """Its columns; one that is not declared is left out and told of."""
    delivered: Literal["whole-periods", "changes"] = "whole-periods"
    """Whether a file holds all rows of its period, so that a later one takes its place, or only
    what is new and changed."""
    deleted: ColumnName | None = None
    """The yes-no column that says that a row is to be taken back."""
    sensitivity: Literal["public", "law-enforcement-sensitive"] = "public"
    """Who may see single rows of it, their keys included."""
    source: Text
    """The system it comes from, or where it is described."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class Share(Declared):
    """A part of a whole, each given by a condition."""

    numerator: ConditionText
    """Which rows are the part."""
    denominator: ConditionText | None = None
    """Which rows are the whole; all that are counted where nothing is said."""


class Quantile(Declared):
    """The value below which a share of all lies."""

    of: ExpressionText
    """A column, or the days between two."""
    at: Number
    """The share, between 0 and 1: 0.9."""


class RateTerm(Declared):
    """What is divided in a rate, or what it is divided by."""

    extract: Id | None = None
    """Its extract; the measure's own where nothing is said."""
    count: Literal["rows"] | None = None
    """"rows": it is the number of them."""
    sum: ExpressionText | None = None
    """Or the sum of a column."""
    where: ConditionText | None = None
    """Which rows count."""
    date: ColumnName | None = None
    """The date that places its rows in a period; else its extract's own."""
    by: dict[Id, ColumnName] = Field(default_factory=dict)
    """With dimensions: the column that holds the code of each; else as the measure says."""


class Rate(Declared):
    """One extract's rows for so many of another's."""

    numerator: RateTerm
    """What is divided."""
    denominator: RateTerm
    """What it is divided by."""
    per: Number | None = None
    """For how many: 1000; 1 where nothing is said, 100 where the unit is percent."""


class InBoth(Declared):
    """Rows of the extract that are in another one too, found by key."""

    other: Id
    """The other extract, of the same agency or another."""
    match: Annotated[dict[ColumnName, ColumnName], Field(min_length=1)]
    """Each column of this extract with the column of the other one that says the same."""
    where_other: ConditionText | None = None
    """Which rows of the other one count."""


class FromExtract(Declared):
    """How a measure is computed from the rows of an extract: exactly one of the kinds.

    The kinds are ``count``, ``distinct``, ``sum``, ``mean``, ``median``, ``quantile``, ``share``,
    ``rate``, ``first``, ``last`` and ``in_both``.
    """

    extract: Id
    """The extract."""
    where: ConditionText | None = None
    """Which rows count; all where nothing is said."""
    date: ColumnName | None = None
    """The date that places a row in a period, where it is not the extract's own: by year of
    recovery rather than of trace. It is printed beside the figure."""
    by: dict[Id, ColumnName] = Field(default_factory=dict)
    """With dimensions: the column that holds the code of each."""
    unknown: Literal["between", "left out", "as no"] | None = None
    """What becomes of rows for which the numerator is unknown: the share lies between what it would
    be if all were not and if all were ("between", as where nothing is said), they are left out of
    the whole, or they are taken as not being of the part."""
    count: Literal["rows"] | None = None
    """"rows": how many."""
    distinct: ExpressionText | None = None
    """How many different values a column has."""
    sum: ExpressionText | None = None
    """The sum of a column."""
    mean: ExpressionText | None = None
    """The mean of a column, or of the days between two: ``days(received_on, completed_on)``."""
    median: ExpressionText | None = None
    """The median: the middle value, or halfway between the middle two."""
    quantile: Quantile | None = None
    """Another quantile, by linear interpolation (type 7 of Hyndman and Fan, 1996)."""
    share: Share | None = None
    """A part of a whole, with what is unknown counted apart."""
    rate: Rate | None = None
    """One extract's rows for so many of another's."""
    first: ExpressionText | None = None
    """The least value: the first date, as the number of days or the value itself."""
    last: ExpressionText | None = None
    """The greatest value."""
    in_both: InBoth | None = None
    """How many rows are in another extract too."""

    @property
    def kind(self) -> str:
        """Which of the kinds it is; the checks see to it that it is one."""
        return next((k for k in KINDS if getattr(self, k) is not None), "")


KINDS = (
    "count", "distinct", "sum", "mean", "median", "quantile", "share", "rate", "first", "last",
    "in_both",
)  # fmt: skip
