"""The columns that every table of figures has: which figure, whose, when, where, and how much.

By 21 U.S.C. 1705(f) the public can search by year, agency, drug and location. So every row of
figures has these columns, also where the plan declares neither a drug nor a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

from milepost.scorecard import figures
from milepost.scorecard.declared import MeasureDeclared
from milepost.scorecard.model import Exact
from milepost.scorecard.typed_tables import (
    ColumnType,
    Field,
    Raw,
    TypedColumn,
    permalink,
    text,
)

Thing = TypeVar("Thing")
NO_DRUG: Final = "none declared"
NO_PLACE: Final = "none declared"
_YEAR: Final = re.compile(r"(?:FY|CY)?(\d{4})(?:-Q[1-4]|-\d\d(?:-\d\d)?)?", re.ASCII)
_UNIT: Final = "as the column unit says"
_NO_FIGURE: Final = "there is no figure; the column absence says why"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as a row of a table.

    Attributes:
        id: its stable name.
        measure: identifier of its measure; empty for none.
        title: what it is.
        objective: identifier of its objective; empty for none.
        objective_title: the title of that.
        agency: whose figure it is.
        location: for which places it holds.
        period: for which period, as it is written.
        unit: its unit.
        words: the figure in words, or why there is none.
        exact: the figure exactly; None where there is none.
        illustrative: whether anything of it was made up.
        place: where it stands on the page, where that has another name.
    """

    id: str
    measure: str
    title: str
    objective: str
    objective_title: str
    agency: str
    location: str
    period: str
    unit: str
    words: str
    exact: Exact | None
    illustrative: bool
    place: str = ""


def year_of(period: str) -> int | None:
    """The year of a period as it is written; of several years the last."""
    found = _YEAR.fullmatch(period.rsplit("..", maxsplit=1)[-1])
    return int(found[1]) if found else None


def location_of(measure: MeasureDeclared | None) -> str:
    """The places for which the figures of a measure hold, as far as the plan declares any."""
    if measure is None or not measure.divided_by:
        return NO_PLACE
    return f"total over: {'; '.join(measure.divided_by)}"


def which(shown: Callable[[Thing], Shown]) -> list[Field[Thing]]:
    """The columns that say which figure a row is, and by which it is searched."""
    return [
        text("title", "Title", "What is measured.", lambda thing: shown(thing).title),
        text("objective_title", "Objective, title", "Title of that objective.",
             lambda thing: shown(thing).objective_title, "it belongs to no objective"),
        text("agency", "Agency", "Whose figure it is; computed where no agency reports it.",
             lambda thing: shown(thing).agency, "the plan names nobody"),
        text("period", "Period", "The period or day for which the figure holds, as it is written: "
             "FY fiscal year, CY calendar year.", lambda thing: shown(thing).period,
             "it has no date"),
        text("year", "Year", "The year of that period: fiscal for FY, else of the calendar; of "
             "several years together the last.", lambda thing: year_of(shown(thing).period),
             "the period is none of the plan's calendar", "integer"),
        text("drug", "Drug", "The drug it is about, as far as the plan declares one "
             "(21 U.S.C. 1705(f)).", lambda _: NO_DRUG),
        text("location", "Location", "The place it is about, as far as the plan declares one "
             "(21 U.S.C. 1705(f)); a total names the list of places it is over.",
             lambda thing: shown(thing).location),
        text("illustrative", "Illustrative", "Whether anything in the row was made up to show a "
             "feature.", lambda thing: shown(thing).illustrative, type="boolean"),
        text("measure", "Measure", "Identifier of the measure.",
             lambda thing: shown(thing).measure, "the figure is of no measure of the plan"),
        text("objective", "Objective", "Identifier of the objective it belongs to.",
             lambda thing: shown(thing).objective, "it belongs to no objective"),
        text("id", "Identifier", "Stable name of the figure, the same in every form and edition.",
             lambda thing: shown(thing).id),
        permalink(lambda thing: shown(thing).place or shown(thing).id),
    ]  # fmt: skip


def how_much(shown: Callable[[Thing], Shown], prefix: str = "", of: str = "") -> list[Field[Thing]]:
    """The columns that say how much a figure is, exactly, or why there is none.

    Args:
        shown: how a thing is shown as a figure.
        prefix: what the names of the columns begin with, where a row has several figures.
        of: what their heads begin with.
    """

    def head(title: str) -> str:
        return f"{of}, {title[0].lower()}{title[1:]}" if of else title

    def exact(  # noqa: PLR0913  # what a column is, and how it is filled
        name: str,
        title: str,
        meaning: str,
        take: Callable[[Exact], Raw],
        empty: str,
        type: ColumnType = "decimal",  # noqa: A002  # the word of every standard of tables
    ) -> Field[Thing]:
        def taken(thing: Thing) -> Raw:
            found = shown(thing).exact
            return None if found is None else take(found)

        unit = _UNIT if type == "decimal" else ""
        column = TypedColumn(prefix + name, head(title), type, meaning, empty, unit)
        return Field(column, taken)

    unbounded = f"nothing bounds it on this side, as the column {prefix}bound says"
    ends_well = "the decimals of that end do end, or there is no such end"
    return [
        text(f"{prefix}words", of or "In words", "The figure as it is printed, rounded, with its "
             "unit; or why there is none.", lambda thing: shown(thing).words, "nothing is stated"),
        text(f"{prefix}unit", head("Unit"), "In what it is counted; percent is a number of "
             "hundredths.",
             lambda thing: shown(thing).unit, "it has no unit"),
        text(f"{prefix}absence", head("Absence"), "Why there is no figure.",
             lambda thing: _absence(shown(thing)), "there is a figure"),
        text(f"{prefix}bound", head("Bound"), "What is known of it: exact, between, at least, "
             "more than, at most, less than, any number, no figure.",
             lambda thing: bound_of(shown(thing).exact)),
        exact("low", "Low", "Lower end. Where its decimals do not end it is rounded down to twelve "
              f"of them, and {prefix}low_numerator and {prefix}low_denominator hold it exactly.",
              lambda e: end(e.low, "down"), unbounded),
        exact("high", "High", "Upper end; the same as the lower one where the figure is exact. "
              "Where its decimals do not end it is rounded up to twelve of them.",
              lambda e: end(e.high, "up"), unbounded),
        exact("low_open", "Low open", "Whether the lower end itself is excluded.",
              lambda e: e.low_open, _NO_FIGURE, "boolean"),
        exact("high_open", "High open", "Whether the upper end itself is excluded.",
              lambda e: e.high_open, _NO_FIGURE, "boolean"),
        exact("low_numerator", "Low, numerator", "Numerator of the lower end, where its decimals "
              "do not end.", lambda e: numerator(e.low), ends_well, "integer"),
        exact("low_denominator", "Low, denominator", "Denominator of the same.",
              lambda e: denominator(e.low), ends_well, "integer"),
        exact("high_numerator", "High, numerator", "Numerator of the upper end, where its decimals "
              "do not end.", lambda e: numerator(e.high), ends_well, "integer"),
        exact("high_denominator", "High, denominator", "Denominator of the same.",
              lambda e: denominator(e.high), ends_well, "integer"),
        exact("part", "Part", "The counted part, in words, where it is a part of a whole.",
              lambda e: e.part, "it is no part of a whole", "text"),
        exact("whole", "Whole", "The whole it is a part of, in words.",
              lambda e: e.whole, "it is no part of a whole", "text"),
        exact("standard_error", "Standard error", "Standard error, where an estimate was reported "
              "with one.", lambda e: end(e.standard_error, "up"), "none was reported"),
    ]  # fmt: skip


def _absence(shown: Shown) -> str:
    return "" if shown.exact is not None else shown.words or "nothing is stated"


def bound_of(exact: Exact | None) -> str:
    """What is known of a figure, in the words of bounds."""
    if exact is None:
        return "no figure"
    if exact.low is not None and exact.high is not None:
        return "exact" if exact.low == exact.high else "between"
    if exact.low is not None:
        return "more than" if exact.low_open else "at least"
    if exact.high is not None:
        return "less than" if exact.high_open else "at most"
    return "any number"


def end(written: str | None, rounding: figures.Rounding) -> Decimal | None:
    """An end as a decimal; rounded outward where its digits do not end."""
    if written is None:
        return None
    return Decimal(figures.outward(Fraction(written), rounding) if "/" in written else written)


def numerator(written: str | None) -> int | None:
    """The numerator of an end whose digits do not end; else None."""
    return int(written.split("/")[0]) if written and "/" in written else None


def denominator(written: str | None) -> int | None:
    """The denominator of an end whose digits do not end; else None."""
    return int(written.split("/")[1]) if written and "/" in written else None
