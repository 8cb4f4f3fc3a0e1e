"""The scorecard as a workbook, read back by another library."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.scorecard.as_xlsx import as_xlsx
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Exact
from milepost.scorecard.tables import tables
from milepost.scorecard.xlsx_cells import LONGEST, is_held, number_format, shown_text
from milepost.scorecard.xlsx_sheets import SHARED, sheet_of, sheets
from tests.scorecard.tabled import HOSTILE, on_sheet, with_texts


def opened(content: bytes) -> Any:  # noqa: ANN401  # a workbook of openpyxl
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text_in_the_workbook(small: Scorecard, text: str) -> None:
    hostile = with_texts(small, text)
    content = as_xlsx(hostile)
    workbook, found = opened(content), tables(hostile)
    for table in found:
        if not table.rows:
            continue
        sheet, top = on_sheet(workbook, found, table)
        heads = [cell.value for cell in sheet[top]]
        for number, row in enumerate(table.rows, start=top + 1):
            for column, value in zip(table.columns, row, strict=True):
                cell = sheet.cell(number, heads.index(column.title) + 1)
                if isinstance(value, str):
                    assert cell.data_type == "s"
                    assert cell.value == shown_text(value)
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert "externalLink" not in name
            written = archive.read(name)
            assert b"<f>" not in written
            assert b'TargetMode="External"' not in written
            # The links of the contents lead to sheets of the same workbook.
            for link in re.findall(rb"<hyperlink [^>]*>", written):
                assert name == "xl/worksheets/sheet2.xml"
                assert b"r:id" not in link


_LETTERS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_LETTERS)
def test_any_text_comes_back_from_the_workbook(small: Scorecard, text: str) -> None:
    workbook = opened(as_xlsx(with_texts(small, text)))
    sheet = workbook["Measures"]
    titles = {sheet.cell(row, 2).value for row in range(5, 8)}
    assert titles == {shown_text(text)}


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_number_that_a_cell_holds_is_that_number_and_no_other(value: Decimal | int) -> None:
    assert not is_held(value) or Decimal(repr(float(value))) == value


@pytest.mark.parametrize("long", ["1234567890123456789.5", "0.1234567890123456789"])
def test_a_number_too_long_for_a_cell_stands_beside_it_as_text(small: Scorecard, long: str) -> None:
    section = small.sections[0]
    rows = (replace(section.rows[0], exact=Exact(long, long, low_open=False, high_open=False)),)
    workbook = opened(as_xlsx(replace(small, sections=(replace(section, rows=rows),))))
    sheet = workbook["Figures"]
    heads = [cell.value for cell in sheet[4]]
    assert sheet.cell(5, heads.index("Low, exactly") + 1).value == long
    assert sheet.cell(5, heads.index("Low") + 1).value == pytest.approx(float(long))


def test_a_number_larger_than_any_cell_is_a_text(small: Scorecard) -> None:
    section, large = small.sections[0], "1" + "0" * 400
    rows = (replace(section.rows[0], exact=Exact(large, None, low_open=False, high_open=False)),)
    sheet = opened(as_xlsx(replace(small, sections=(replace(section, rows=rows),))))["Figures"]
    heads = [cell.value for cell in sheet[4]]
    assert sheet.cell(5, heads.index("Low") + 1).value == large


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    shown = shown_text("🔫" * LONGEST)
    assert len(shown.encode("utf-16-le")) // 2 < 32_767
    assert shown.endswith("the CSV file has all of it)")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(27, "count", "#,##0"), (2009, "", "0"), (Decimal("94.50"), "percent", '#,##0.0"%"'),
     (Decimal(27), "USD", '"$"#,##0.00'), (Decimal("1.23456"), "days", "#,##0.0000")],
)  # fmt: skip
def test_a_number_is_formatted_by_its_unit(value: Decimal, unit: str, expected: str) -> None:
    assert number_format(value, unit) == expected


def test_the_workbook_is_the_same_bytes_and_dated_by_the_scorecard(small: Scorecard) -> None:
    content = as_xlsx(small)
    assert content == as_xlsx(small)
    assert opened(content).properties.created == dt.datetime(2009, 10, 31)  # noqa: DTZ001


def test_every_sheet_has_frozen_heads_a_filter_and_its_name_on_paper(small: Scorecard) -> None:
    workbook = opened(as_xlsx(small))
    assert workbook.sheetnames[0] == "About"
    assert workbook.sheetnames[-1] == "Dictionary"
    alone = [sheet for sheet in sheets(tables(small)) if len(sheet.tables) == 1]
    assert len(alone) > 10
    for each in alone:
        sheet = workbook[each.name]
        assert sheet.freeze_panes == "B5"
        assert sheet.auto_filter.ref.startswith("A4:")
        assert sheet.print_title_rows == "$4:$4"


def test_tables_that_share_a_sheet_have_each_their_heads_and_filter(small: Scorecard) -> None:
    workbook, found = opened(as_xlsx(small)), tables(small)
    shared = [sheet for sheet in sheets(found) if len(sheet.tables) > 1]
    assert shared
    for each in shared:
        sheet = workbook[each.name]
        filtered = {held.ref.split(":")[0]: held.autoFilter for held in sheet.tables.values()}
        for table in each.tables:
            _, top = on_sheet(workbook, found, table)
            assert sheet.cell(top - 2, 1).value == table.title
            heads = [cell.value for cell in sheet[top]][: len(table.columns)]
            assert heads == [column.title for column in table.columns]
            assert filtered.pop(f"A{top}") is not None
        assert filtered == {}


def test_the_contents_lead_to_every_table_that_has_rows(small: Scorecard) -> None:
    workbook = opened(as_xlsx(small))
    sheet = workbook["Contents"]
    lines = list(sheet.iter_rows(min_row=5))
    assert [line[1].value for line in lines] == [table.title for table in tables(small)]
    for line, table in zip(lines, tables(small), strict=True):
        assert (line[3].value, line[4].value) == (f"{table.name}.csv", len(table.rows))
        link = line[0].hyperlink
        if table.rows:
            assert link.location == f"'{line[0].value}'!A1"
            assert line[0].value in workbook.sheetnames
        else:
            assert (link, line[0].value) == (None, "no rows")


def test_the_name_of_a_sheet_is_one_that_a_workbook_takes(small: Scorecard) -> None:
    names = {sheet_of(table) for table in tables(small)}
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
    told = {name for shared in SHARED.values() for name in shared}
    assert told <= {table.name for table in tables(small)}


def test_what_is_made_up_says_so_on_every_sheet_tab_and_page(small: Scorecard) -> None:
    made_up = opened(as_xlsx(replace(small, illustrative=True)))
    for sheet in made_up:
        assert sheet["A3"].value == "ILLUSTRATIVE: every figure in this workbook is made up."
        assert sheet.sheet_properties.tabColor.rgb == "FFB00020"
        assert sheet.oddHeader.center.text == "ILLUSTRATIVE"
    for sheet in opened(as_xlsx(small)):
        assert sheet["A3"].value is None
