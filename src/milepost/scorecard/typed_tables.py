"""A table for machines: typed columns with their meanings, rows of raw values.

A table is declared as a list of fields, each a column with how its value is taken from a thing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, Literal, TypeVar

Raw = str | int | Decimal | bool | dt.date | None
ColumnType = Literal["text", "integer", "decimal", "date", "boolean", "uri"]
Thing = TypeVar("Thing")
NOWHERE: Final = "the page has no place of its own for it"


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column of a table for machines.

    Attributes:
        name: its name, small letters and underscores, stable over editions.
        title: its head for people.
        type: of what type its values are.
        meaning: what stands in it, in a sentence.
        empty: what an empty cell says; empty itself where no cell may be empty.
        unit: in what its numbers are counted; "as the column unit says" where that differs.
    """

    name: str
    title: str
    type: ColumnType
    meaning: str
    empty: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A table for machines.

    Attributes:
        name: its name, by which its file is called.
        title: its title.
        meaning: what a row of it is, in a sentence.
        key: the columns that tell its rows apart.
        columns: its columns.
        rows: its rows, each with a value for every column; None is an empty cell.
    """

    name: str
    title: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[TypedColumn, ...]
    rows: tuple[tuple[Raw, ...], ...]

    def column(self, name: str) -> tuple[Raw, ...]:
        """The values of a column, in the order of the rows."""
        at = [column.name for column in self.columns].index(name)
        return tuple(row[at] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Field(Generic[Thing]):
    """A column, and how its value is taken from a thing; an empty text is an empty cell."""

    column: TypedColumn
    take: Callable[[Thing], Raw]

    def of(self, thing: Thing) -> Raw:
        """The value of a thing in this column."""
        taken = self.take(thing)
        return None if taken == "" else taken


@dataclass(frozen=True, slots=True)
class TableOf(Generic[Thing]):
    """A table that is still without rows.

    Attributes:
        name: as in :class:`TypedTable`.
        title: as there.
        meaning: as there.
        key: as there.
        fields: its columns, and how each is filled.
    """

    name: str
    title: str
    meaning: str
    key: tuple[str, ...]
    fields: Sequence[Field[Thing]]

    def filled(self, things: Iterable[Thing]) -> TypedTable:
        """The table with a row for each thing."""
        return TypedTable(
            self.name,
            self.title,
            self.meaning,
            self.key,
            tuple(field.column for field in self.fields),
            tuple(tuple(field.of(thing) for field in self.fields) for thing in things),
        )


def text(  # noqa: PLR0913  # what a column is, and how it is filled
    name: str,
    title: str,
    meaning: str,
    take: Callable[[Thing], Raw],
    empty: str = "",
    type: ColumnType = "text",  # noqa: A002  # the word of every standard of tables
) -> Field[Thing]:
    """A field of text, or of another type without a unit."""
    return Field(TypedColumn(name, title, type, meaning, empty), take)


def several(
    name: str,
    title: str,
    meaning: str,
    take: Callable[[Thing], Iterable[str]],
    empty: str,
) -> Field[Thing]:
    """A field of several texts, a line each."""
    return text(name, title, f"{meaning[:-1]}, a line each.", lambda t: "\n".join(take(t)), empty)


def yes(
    name: str, title: str, meaning: str, take: Callable[[Thing], bool | None], empty: str = ""
) -> Field[Thing]:
    """A field that is true or false."""
    return text(name, title, meaning, take, empty, "boolean")


def made_up(
    take: Callable[[Thing], bool],
    meaning: str = "Whether anything in the row was made up to show a feature.",
) -> Field[Thing]:
    """Whether a row is illustrative; every table has this field."""
    return yes("illustrative", "Illustrative", meaning, take)


def measure_title(take: Callable[[Thing], str]) -> Field[Thing]:
    """The measure that a row is about, as a reader knows it."""
    return text("title", "Measure", "Title of the measure.", take)


def measure_id(take: Callable[[Thing], str]) -> Field[Thing]:
    """The measure that a row is about, as the plan names it."""
    return text("measure", "Measure, identifier", "Identifier of the measure.", take)


def permalink(take: Callable[[Thing], str]) -> Field[Thing]:
    """Where on the page a thing stands, taken by its name."""
    return text("permalink", "Permalink", "Fragment of the page's address that leads to it.",
                take, NOWHERE, "uri")  # fmt: skip


def amount(
    name: str, title: str, meaning: str, take: Callable[[Thing], str | None], empty: str
) -> Field[Thing]:
    """A field of exact decimals whose digits end, counted as the column unit says."""

    def taken(thing: Thing) -> Raw:
        found = take(thing)
        return None if found is None else Decimal(found)

    unit = "as the column unit says"
    return Field(TypedColumn(name, title, "decimal", meaning, empty, unit), taken)


def how_many(
    name: str, title: str, meaning: str, take: Callable[[Thing], int | None], empty: str
) -> Field[Thing]:
    """A field of counts that may be unknown."""
    return Field(TypedColumn(name, title, "integer", meaning, empty, "count"), take)


def counted(of: Iterable[Thing]) -> Iterator[tuple[int, Thing]]:
    """Things with their number from 1."""
    return enumerate(of, start=1)


def count(name: str, title: str, meaning: str, take: Callable[[Thing], int]) -> Field[Thing]:
    """A field of counts, never empty."""
    return Field(TypedColumn(name, title, "integer", meaning, unit="count"), take)


def day_in(stated: str) -> dt.date | None:
    """The day that a text is; None where it is none, such as "within 180 days"."""
    try:
        return dt.date.fromisoformat(stated)
    except ValueError:
        return None


def day(written: str) -> dt.date | None:
    """A day from year-month-day; None for an empty text."""
    return dt.date.fromisoformat(written) if written else None


def ahead(fields: Sequence[Field[Thing]], *names: str) -> list[Field[Thing]]:
    """The fields with some of them first: what a reader looks for, before what machines ask for."""
    first = [next(field for field in fields if field.column.name == name) for name in names]
    return [*first, *(field for field in fields if field not in first)]
