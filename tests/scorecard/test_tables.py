"""The scorecard as typed tables, as CSV with its dictionary, and as a workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.scorecard.as_csv import DICTIONARY, PACKAGE, as_csv, as_text_was, table_as_csv
from milepost.scorecard.as_json import schema
from milepost.scorecard.card import Scorecard
from milepost.scorecard.figure_columns import bound_of, end, year_of
from milepost.scorecard.meanings import kinds_in, meanings_of
from milepost.scorecard.model import Exact
from milepost.scorecard.tables import tables
from milepost.scorecard.typed_tables import Raw, TypedColumn, TypedTable
from tests.scorecard.tabled import HOSTILE, with_texts

_OWN = re.compile(r"\d{4}-\d\d-\d\d")


def named(card: Scorecard, name: str) -> TypedTable:
    return next(table for table in tables(card) if table.name == name)


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def read_back(cell: str, column: TypedColumn) -> Raw:
    """A cell of CSV as the value it was written from."""
    if not cell:
        return None
    match column.type:
        case "integer":
            return int(cell)
        case "decimal":
            return Decimal(cell)
        case "boolean":
            return {"true": True, "false": False}[cell]
        case "date":
            return dt.date.fromisoformat(cell)
        case _:
            return as_text_was(cell)


def test_every_figure_has_its_value_or_the_reason_why_it_has_none(small: Scorecard) -> None:
    table = named(small, "figures")
    found = {
        measure: (words, absence, bound, low)
        for measure, words, absence, bound, low in zip(
            *(table.column(n) for n in ("measure", "words", "absence", "bound", "low")), strict=True
        )
    }
    assert found["cases"] == ("27", None, "exact", Decimal(27))
    assert found["tips"] == ("not tracked", "not tracked", "no figure", None)


def test_a_fraction_whose_digits_do_not_end_stands_exactly_beside_its_outward_decimal(
    small: Scorecard,
) -> None:
    table = named(small, "figures")
    at = table.column("measure").index("rate")
    row = dict(zip([c.name for c in table.columns], table.rows[at], strict=True))
    assert (row["low_numerator"], row["low_denominator"]) == (70, 3)
    assert row["low"] == Decimal("23.333333333333")
    assert row["high"] == Decimal("23.333333333334")


@pytest.mark.parametrize(
    ("exact", "bound"),
    [
        (None, "no figure"),
        (Exact("1", "1", low_open=False, high_open=False), "exact"),
        (Exact("1", "2", low_open=False, high_open=False), "between"),
        (Exact("1", None, low_open=False, high_open=False), "at least"),
        (Exact("1", None, low_open=True, high_open=False), "more than"),
        (Exact(None, "1", low_open=False, high_open=False), "at most"),
        (Exact(None, "1", low_open=False, high_open=True), "less than"),
        (Exact(None, None, low_open=False, high_open=False), "any number"),
    ],
)
def test_what_is_known_of_a_figure_is_one_of_eight_words(exact: Exact | None, bound: str) -> None:
    assert bound_of(exact) == bound


@given(st.fractions())
def test_a_rounded_end_never_claims_more_than_is_known(value: Fraction) -> None:
    low, high = (
        end(f"{value.numerator}/{value.denominator}", "down"),
        end(f"{value.numerator}/{value.denominator}", "up"),
    )
    assert low is not None
    assert high is not None
    assert Fraction(low) <= value <= Fraction(high)
    assert Fraction(high) - Fraction(low) <= Fraction(1, 10**12)


@pytest.mark.parametrize(
    ("period", "year"),
    [("FY2009", 2009), ("FY2009-Q3", 2009), ("CY2008", 2008), ("FY2004..FY2008", 2008),
     ("2009-05", 2009), ("2008-09-30", 2008), ("2009 assessment", None), ("standing", None)],
)  # fmt: skip
def test_the_year_is_that_of_the_period_as_it_is_written(period: str, year: int | None) -> None:
    assert year_of(period) == year


def test_no_cell_is_empty_where_its_column_says_never(small: Scorecard) -> None:
    for table in tables(small):
        for column in table.columns:
            if not column.empty:
                assert None not in table.column(column.name), (table.name, column.name)


def test_the_key_of_a_table_tells_its_rows_apart(small: Scorecard) -> None:
    for table in tables(small):
        keys = list(zip(*(table.column(name) for name in table.key), strict=True))
        assert len(set(keys)) == len(keys), table.name


def test_figures_can_be_searched_by_year_agency_drug_and_location(small: Scorecard) -> None:
    for name in ("targets", "figures", "years-before", "over-time", "context", "standards"):
        columns = {column.name for column in named(small, name).columns}
        assert {"period", "year", "objective", "agency", "drug", "location", "illustrative",
                "id", "permalink"} <= columns  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_back_from_csv_as_it_was(small: Scorecard, text: str) -> None:
    hostile = with_texts(small, text)
    drawn = as_csv(hostile)
    for table in tables(hostile):
        lines = list(csv.reader(io.StringIO(drawn[f"{table.name}.csv"].decode(), newline="")))
        assert lines[0] == [column.name for column in table.columns]
        found = [
            tuple(read_back(c, column) for c, column in zip(line, table.columns, strict=True))
            for line in lines[1:]
        ]
        assert found == list(table.rows)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_csv_begins_a_formula(small: Scorecard, text: str) -> None:
    for name, content in as_csv(with_texts(small, text)).items():
        if name == PACKAGE:
            continue
        for line in csv.reader(io.StringIO(content.decode(), newline="")):
            for cell in line:
                assert not cell.startswith(("=", "+", "@", "\t", "\r"))
                assert not cell.startswith("-") or Decimal(cell) < 0


_CELLS = {
    "text": st.text().filter(bool),
    "uri": st.text().filter(bool),
    "integer": st.integers(),
    "decimal": st.decimals(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "date": st.dates(),
}


@given(st.data())
def test_any_value_comes_back_from_csv_as_it_was(data: st.DataObject) -> None:
    columns = tuple(
        TypedColumn(f"c{n}", "t", kind, "m", "e")  # type: ignore[arg-type]
        for n, kind in enumerate(data.draw(st.lists(st.sampled_from(sorted(_CELLS)), min_size=1)))
    )
    one = st.tuples(*(st.none() | _CELLS[column.type] for column in columns))
    rows = tuple(data.draw(st.lists(one, max_size=4)))
    table = TypedTable("t", "t", "m", (), columns, rows)
    lines = list(csv.reader(io.StringIO(table_as_csv(table).decode(), newline="")))
    # A line without any text is how an only empty cell is written.
    found = tuple(
        tuple(read_back(c, column) for c, column in zip(line or [""], columns, strict=True))
        for line in lines[1:]
    )
    assert found == rows


def test_the_dictionary_tells_every_column_once(small: Scorecard) -> None:
    said = [(r["table"], r["column"]) for r in read_csv(as_csv(small)[DICTIONARY]) if r["column"]]
    assert said == [(t.name, c.name) for t in tables(small) for c in t.columns]
    for line in read_csv(as_csv(small)[DICTIONARY]):
        assert len(line["meaning"]) > len("One row.")
        assert line["meaning"].endswith(".")


def test_the_package_describes_its_files_as_the_standard_asks(small: Scorecard) -> None:
    drawn = as_csv(small)
    package = json.loads(drawn[PACKAGE])
    assert faults_of_package(package, drawn) == []
    # What would be wrong is noticed.
    package["resources"][2]["schema"]["fields"][0]["type"] = "integer"
    package["name"] = "With Spaces"
    del package["resources"][0]["path"]
    assert len(faults_of_package(package, drawn)) >= 3


_TYPES: dict[str, re.Pattern[str]] = {
    "string": re.compile(r".*", re.DOTALL),
    "integer": re.compile(r"[+-]?\d+"),
    "number": re.compile(r"[+-]?\d+(\.\d+)?"),
    "boolean": re.compile(r"true|false"),
    "date": _OWN,
}


def faults_of_package(package: dict[str, Any], drawn: dict[str, bytes]) -> list[str]:
    """In what a Data Package is not as datapackage.org describes one, with its tables."""
    found = [] if re.fullmatch(r"[-a-z0-9._/]+", package["name"]) else ["the name of the package"]
    names = [resource["name"] for resource in package["resources"]]
    found += ["a name twice"] if len(set(names)) != len(names) else []
    for resource in package["resources"]:
        if resource.get("path") not in drawn:
            found.append(f"{resource['name']} has no file")
            continue
        fields = resource["schema"]["fields"]
        heads, *lines = csv.reader(io.StringIO(drawn[resource["path"]].decode(), newline=""))
        if heads != [f["name"] for f in fields]:
            found.append(f"{resource['name']} has other heads")
        if not {*resource["schema"]["primaryKey"]} <= {*heads}:
            found.append(f"{resource['name']} has another key")
        for line in lines:
            for cell, f in zip(line, fields, strict=True):
                required = f.get("constraints", {}).get("required", False)
                if (not cell and required) or (cell and not _TYPES[f["type"]].fullmatch(cell)):
                    found.append(f"{resource['name']}: {f['name']} is {cell[:40]!r}")
    return found


def test_csv_is_as_rfc_4180_says(small: Scorecard) -> None:
    for name, content in as_csv(small).items():
        if name.endswith(".csv"):
            assert content.endswith(b"\r\n")
            assert not content.startswith(b"\xef\xbb\xbf")


def test_every_field_of_the_json_has_its_meaning() -> None:
    described = schema()
    kinds = {kind.__name__: kind for kind in kinds_in(Scorecard)}
    for name, held in {"Scorecard": described, **described["$defs"]}.items():
        for field in held["properties"]:
            assert held["properties"][field].get("description"), (name, field)
    assert meanings_of(kinds["Exact"])["low"].endswith("; null where nothing bounds it.")


def test_a_made_up_package_says_so(small: Scorecard) -> None:
    package = json.loads(as_csv(replace(small, illustrative=True))[PACKAGE])
    assert package["description"].startswith("ILLUSTRATIVE: every figure in it is made up.")


def test_a_real_figure_is_not_made_up_because_its_target_is(small: Scorecard) -> None:
    section = small.sections[0]
    rows = (replace(section.rows[0], illustrative=("target",)),)
    partly = replace(small, sections=(replace(section, rows=rows),))
    assert named(partly, "targets").column("illustrative") == (True,)
    assert named(partly, "targets").column("made_up") == ("target",)
    assert named(partly, "figures").column("illustrative") == (False,)
    wholly = replace(section, rows=(replace(rows[0], illustrative=("measure",)),))
    assert named(replace(small, sections=(wholly,)), "figures").column("illustrative") == (True,)
