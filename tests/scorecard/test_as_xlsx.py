"""The scorecard as a workbook, read back by another library."""

from __future__ import annotations

import datetime as dt
import io
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
from tests.scorecard.tabled import HOSTILE, with_texts


def opened(content: bytes) -> Any:  # noqa: ANN401  # a workbook of openpyxl
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text_in_the_workbook(small: Scorecard, text: str) -> None:
    hostile = with_texts(small, text)
    content = as_xlsx(hostile)
    workbook = opened(content)
    for table in tables(hostile):
        sheet = workbook[table.title[:31]]
        heads = [cell.value for cell in sheet[4]]
        for number, row in enumerate(table.rows, start=5):
            for column, value in zip(table.columns, row, strict=True):
                cell = sheet.cell(number, heads.index(column.title) + 1)
                if isinstance(value, str):
                    assert cell.data_type == "s"
                    assert cell.value == shown_text(value)
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert "externalLink" not in name
            assert b"<f>" not in archive.read(name)
            assert b"hyperlink" not in archive.read(name)


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
    for table in tables(small):
        sheet = workbook[table.title[:31]]
        assert sheet.freeze_panes == "B5"
        assert sheet.auto_filter.ref.startswith("A4:")
        assert sheet.print_title_rows == "$4:$4"


def test_what_is_made_up_says_so_on_every_sheet_tab_and_page(small: Scorecard) -> None:
    made_up = opened(as_xlsx(replace(small, illustrative=True)))
    for sheet in made_up:
        assert sheet["A3"].value == "ILLUSTRATIVE: every figure in this workbook is made up."
        assert sheet.sheet_properties.tabColor.rgb == "FFB00020"
        assert sheet.oddHeader.center.text == "ILLUSTRATIVE"
    for sheet in opened(as_xlsx(small)):
        assert sheet["A3"].value is None
