from __future__ import annotations

import csv
import datetime as dt
import io
import struct
import zipfile
from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from milepost.sources import Place
from milepost.submissions import archives, sheets
from milepost.submissions import cells as cells_module
from milepost.submissions.as_shown import NotANumberError, number_as_shown
from milepost.submissions.cells import Cells, column_letters, read_cells
from tests import xlsx

HEADER = ("agency", "measure", "period", "value")
PARTS = xlsx.parts({"Metrics": [HEADER, ("ATF", "cases-initiated", "FY2009", xlsx.number("4"))]})


def texts(cells: Cells) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in cells.rows]


def codes(cells: Cells) -> list[str]:
    return [problem.code for problem in cells.problems]


def metrics(*rows: Sequence[xlsx.Written]) -> bytes:
    return xlsx.workbook({"Metrics": rows})


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as the library for workbooks saves it."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def one_cell(value: object, number_format: str = "General") -> str:
    """What is read of one cell of a workbook that was saved with this value and format."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Metrics"
    sheet["A1"] = value  # type: ignore[assignment]  # whatever a cell may hold
    sheet["A1"].number_format = number_format
    return texts(read_cells(saved(book), "ATF.xlsx"))[0][0]


def test_a_csv_is_a_table_of_texts_each_with_its_place() -> None:
    cells = read_cells(b"a,b\n1, x \n", "ATF.csv")
    assert texts(cells) == [["a", "b"], ["1", "x"]]
    assert cells.rows[1].cells[1].place == Place("ATF.csv", 2, cell="B2")
    assert cells.problems == ()


def test_a_workbook_is_a_table_of_texts_each_with_its_place() -> None:
    cells = read_cells(metrics(["a", "b"], [xlsx.number("1"), " x "]), "ATF.xlsx")
    assert texts(cells) == [["a", "b"], ["1", "x"]]
    assert cells.rows[1].cells[1].place == Place("ATF.xlsx", sheet="Metrics", cell="B2")
    assert cells.problems == ()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_columns_are_divided_by_comma_semicolon_or_tab(sign: str) -> None:
    content = sign.join(HEADER) + "\n" + sign.join(["ATF", "x", "FY2009", "4"]) + "\n"
    assert texts(read_cells(content.encode(), "ATF.csv"))[1] == ["ATF", "x", "FY2009", "4"]


def test_a_comma_inside_a_semicolon_table_divides_nothing() -> None:
    cells = read_cells(b"a;b;c\n1,767;2;3\n", "ATF.csv")
    assert texts(cells)[1] == ["1,767", "2", "3"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_end_as_any_program_ends_them(end: str) -> None:
    cells = read_cells(f"a,b{end}1,2{end}{end}3,4{end}".encode(), "ATF.csv")
    assert texts(cells) == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert [row.place.line for row in cells.rows] == [1, 2, 4]


def test_a_mark_for_byte_order_is_no_part_of_the_first_column() -> None:
    assert texts(read_cells(b"\xef\xbb\xbfagency,b\n", "ATF.csv"))[0][0] == "agency"


def test_a_line_break_inside_quotation_marks_keeps_the_lines_below_where_they_are() -> None:
    content = b'a,note\r\n1,"one\r\ntwo\r\nthree"\r\n2,"four\nfive"\n\n3,x\n'
    cells = read_cells(content, "ATF.csv")
    assert [row.place.line for row in cells.rows] == [1, 2, 5, 8]
    assert content.split(b"\n")[8 - 1] == b"3,x"
    assert cells.rows[1].cells[1].text == "one\r\ntwo\r\nthree"
    # The cell is the one that a spreadsheet shows, where line breaks make no rows.
    assert [row.cells[0].place.cell for row in cells.rows] == ["A1", "A2", "A3", "A5"]


def test_a_quotation_mark_left_open_is_said_with_the_line_it_is_in() -> None:
    content = b'a,note\n1,"open\n' + b"2,x\n" * 40
    cells = read_cells(content, "ATF.csv")
    assert codes(cells) == ["S004"]
    assert cells.problems[0].place.line == 2


def test_what_is_not_utf_8_is_said_with_its_line() -> None:
    cells = read_cells("a,b\n1,2\n3,México\n".encode("cp1252"), "ATF.csv")
    assert codes(cells) == ["S004"]
    assert cells.problems[0].place.line == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_refused_with_what_to_choose(encoding: str) -> None:
    cells = read_cells("agency,b\n1,2\n".encode(encoding), "ATF.csv")
    assert codes(cells) == ["S004"]
    assert "CSV UTF-8" in cells.problems[0].remedy


def test_a_line_without_end_is_said_with_its_number() -> None:
    cells = read_cells(b"a,b\n" + b"x" * 1_000_001, "ATF.csv")
    assert codes(cells) == ["S005"]
    assert cells.problems[0].place == Place("ATF.csv", 2)


def test_a_cell_without_end_over_many_lines_is_refused() -> None:
    content = b'a,b\n1,"' + b"x" * 999 + b"\n"
    content += (b"x" * 999 + b"\n") * 1_100
    assert codes(read_cells(content, "ATF.csv")) == ["S004"]


@pytest.mark.slow
def test_a_hundred_million_bytes_in_one_line_are_refused() -> None:
    assert codes(read_cells(b"x" * 100_000_000, "ATF.csv")) == ["S005"]


def test_a_table_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_module, "MOST_ROWS", 3)
    assert codes(read_cells(b"a\n1\n2\n", "ATF.csv")) == []
    cells = read_cells(b"a\n1\n2\n3\n", "ATF.csv")
    assert codes(cells) == ["S007"]
    assert cells.problems[0].message == "the table has more than 3 rows."
    assert cells.problems[0].place == Place("ATF.csv", 4)


def test_a_sheet_with_too_many_rows_is_read_as_far_as_it_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    cells = read_cells(metrics(["a"], ["1"], ["2"], ["3"]), "ATF.xlsx")
    assert codes(cells) == ["S007"]
    assert cells.problems[0].message == "something is written below row 3."
    assert texts(cells) == [["a"], ["1"], ["2"]]


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_have_the_letters_of_a_spreadsheet(number: int, letters: str) -> None:
    assert column_letters(number) == letters


def test_a_workbook_is_known_by_what_it_is_and_not_by_its_name() -> None:
    assert texts(read_cells(metrics(["a"]), "ATF.csv")) == [["a"]]
    assert codes(read_cells(b"a,b\n", "ATF.XLSX")) == ["S006"]


def test_a_table_whose_first_letters_are_those_of_an_archive_is_a_table() -> None:
    assert texts(read_cells(b"PK,value\n1,2\n", "ATF.csv"))[1] == ["1", "2"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.7, "0%", "70%"),
        (0.47, "0.0%", "47%"),
        (0.285, "0.00%", "28.5%"),
        (0.07, "0%", "7%"),
        (1, "0%", "100%"),
        (70, '0"%"', "70"),
        (70, r"0\%", "70"),
        (1767, "#,##0", "1767"),
        (14.0, "0.0", "14"),
        (12.3, "0.00", "12.3"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (1e20, "General", "100000000000000000000"),
        (-3, "General", "-3"),
        (0, "General", "0"),
        (True, "General", "TRUE"),
        ("  at least 280 ", "@", "at least 280"),
        ("1,767", "@", "1,767"),
        (dt.datetime(2009, 5, 1), "mmm-yy", "2009-05"),  # noqa: DTZ001  # cells have no zone
        (dt.datetime(2009, 5, 1), "yyyy-mm", "2009-05"),  # noqa: DTZ001
        (dt.datetime(2009, 5, 1), "yyyy-mm-dd", "2009-05-01"),  # noqa: DTZ001
        (dt.datetime(2009, 5, 1), '[$-409]mmm "of" yy', "2009-05"),  # noqa: DTZ001
        (dt.datetime(2008, 9, 30), "mmm-yy", "2008-09-30"),  # noqa: DTZ001
        (dt.date(2008, 9, 30), "d.m.yyyy", "2008-09-30"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, number_format: str, text: str) -> None:
    assert one_cell(value, number_format) == text


@given(st.decimals(0, 1, places=4))
def test_a_share_shown_in_percent_is_a_hundred_times_the_number_kept(share: Decimal) -> None:
    shown = number_as_shown(repr(float(share)), "0.0%")
    assert shown.endswith("%")
    assert Decimal(shown.removesuffix("%")) == share * 100


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("one_x000D__x000A_two", "one\r\ntwo"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "😀"),
        ("a_xD800_b", "a\ufffdb"),
    ],
)
def test_what_xml_cannot_hold_is_read_as_it_is_shown(kept: str, shown: str) -> None:
    assert texts(read_cells(metrics([kept]), "ATF.xlsx")) == [[shown]]


def test_a_formula_is_not_its_value() -> None:
    (cell,) = read_cells(metrics([xlsx.formula("1+1")]), "ATF.xlsx").rows[0].cells
    assert (cell.text, cell.fault) == ("=1+1", "formula")


def test_an_error_is_said_to_be_one() -> None:
    (cell,) = read_cells(metrics([xlsx.error("#N/A")]), "ATF.xlsx").rows[0].cells
    assert (cell.text, cell.fault) == ("#N/A", "error")


def test_empty_rows_are_left_out_and_the_others_keep_their_places() -> None:
    cells = read_cells(metrics(["a"], [], ["1"]), "ATF.xlsx")
    assert [row.place.cell for row in cells.rows] == ["A1", "A3"]


@pytest.mark.parametrize(
    ("text", "days", "shown"),
    [
        ("39934", "1900", "2009-05"),
        ("39935", "1900", "2009-05-02"),
        ("38473", "1904", "2009-05-02"),
        ("1", "1900", "1900-01"),
        ("59", "1900", "1900-02-28"),
        ("61", "1900", "1900-03"),
        ("0.5", "1900", "12:00:00"),
        ("-1", "1900", "-1"),
        ("2958466", "1900", "2958466"),
    ],
)
def test_days_are_counted_as_spreadsheets_count_them(text: str, days: str, shown: str) -> None:
    assert number_as_shown(text, "mmm-yy", from_1904=days == "1904") == shown


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1e999", "1e-999", "9" * 401, "٤", "1 2"])
def test_what_no_spreadsheet_keeps_as_a_number_is_none(text: str) -> None:
    with pytest.raises(NotANumberError):
        number_as_shown(text, "General")


def test_sheets_for_people_may_stand_beside_the_table() -> None:
    content = xlsx.workbook({"Instructions": [["x"]], "Metrics": [["a"]], "Notes": [["y"]]})
    cells = read_cells(content, "ATF.xlsx")
    assert (texts(cells), cells.problems) == ([["a"]], ())


def test_a_sheet_that_is_not_known_is_named_and_the_table_still_read() -> None:
    cells = read_cells(xlsx.workbook({"Metrics": [["a"]], "Draft": [["b"]]}), "ATF.xlsx")
    assert texts(cells) == [["a"]]
    assert codes(cells) == ["S008"]
    assert str(cells.problems[0].place) == "ATF.xlsx:Draft"


def test_what_stands_right_of_the_table_is_said_with_its_cell() -> None:
    cells = read_cells(metrics(["a"], ["1"] * 101), "ATF.xlsx")
    assert codes(cells) == ["S007"]
    assert cells.problems[0].place.cell == "CW2"
    assert texts(cells) == [["a"]]


def test_a_cell_that_has_a_format_and_nothing_in_it_is_not_written() -> None:
    content = metrics(["a"], [*["1"] * 100, *[('s="1"', "")] * 5])
    cells = read_cells(content, "ATF.xlsx")
    assert codes(cells) == []
    assert len(cells.rows) == 2


def test_a_workbook_that_lies_about_its_extent_is_read_by_what_it_holds() -> None:
    parts = xlsx.parts({"Metrics": [["a"], ["1"]]})
    name = "xl/worksheets/sheet1.xml"
    lie = '<dimension ref="A1:XFD1048576"/><sheetData>'
    content = xlsx.archive(parts | {name: parts[name].replace("<sheetData>", lie)})
    assert texts(read_cells(content, "ATF.xlsx")) == [["a"], ["1"]]


def zip_bomb(size: int) -> bytes:
    """A workbook of a few hundred kilobytes that unpacks to this many bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in xlsx.parts({"Metrics": [["a"]]}).items():
            packed.writestr(name, part)
        with packed.open("xl/media/image1.png", "w", force_zip64=True) as image:
            for _ in range(size // 1_000_000):
                image.write(bytes(1_000_000))
    return stream.getvalue()


@pytest.mark.slow
def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    bomb = zip_bomb(archives.MOST_UNPACKED + 1_000_000)
    assert len(bomb) < 1_000_000
    assert codes(read_cells(bomb, "ATF.xlsx")) == ["S007"]


def test_a_workbook_of_too_many_parts_is_refused_for_what_it_is() -> None:
    parts = xlsx.parts({"Metrics": [["a"]]})
    many = {f"xl/media/{n}.png": "" for n in range(archives.MOST_PARTS)}
    cells = read_cells(xlsx.archive(parts | many), "ATF.xlsx")
    assert codes(cells) == ["S007"]
    assert "MB" not in cells.problems[0].message
    assert "2,000" in cells.problems[0].message


def test_an_entity_that_grows_a_billionfold_is_refused() -> None:
    parts = xlsx.parts({"Metrics": [["a"]]})
    name = "xl/worksheets/sheet1.xml"
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)
    )
    head, _, body = parts[name].partition("\n")
    sheet = f"{head}<!DOCTYPE x [{entities}]>{body.replace('<t>a</t>', '<t>&e9;</t>')}"
    assert codes(read_cells(xlsx.archive(parts | {name: sheet}), "ATF.xlsx")) == ["S006"]


def test_an_entity_that_names_a_file_is_refused() -> None:
    parts = xlsx.parts({"Metrics": [["a"]]})
    name = "xl/worksheets/sheet1.xml"
    head, _, body = parts[name].partition("\n")
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    sheet = head + entity + body.replace("<t>a</t>", "<t>&e;</t>")
    assert codes(read_cells(xlsx.archive(parts | {name: sheet}), "ATF.xlsx")) == ["S006"]


def test_a_workbook_under_a_password_is_refused() -> None:
    content = bytearray(metrics(["a"]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1  # "this part is encrypted"
            at = content.find(mark, at + 1)
    assert codes(read_cells(bytes(content), "ATF.xlsx")) == ["S006"]


def test_an_archive_of_a_later_version_is_refused() -> None:
    content = bytearray(metrics(["a"]))
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 6, 999)
    assert codes(read_cells(bytes(content), "ATF.xlsx")) == ["S006"]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=str
)
def test_a_part_that_does_not_unpack_is_refused(method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        for name, part in xlsx.parts({"Metrics": [["a"]]}).items():
            packed.writestr(name, part)
    content = bytearray(stream.getvalue())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        info = packed.getinfo("xl/workbook.xml")
        start = info.header_offset + 30 + len(info.filename) + 12
    content[start : start + 20] = b"\xff" * 20
    assert codes(read_cells(bytes(content), "ATF.xlsx")) == ["S006"]


@pytest.mark.parametrize("encoding", ["UTF-0", "big5", "iso-2022-jp", "idna", "hex", ""])
@pytest.mark.parametrize("part", sorted(PARTS))
def test_what_a_part_says_of_its_encoding_is_not_believed(part: str, encoding: str) -> None:
    content = xlsx.archive(PARTS | {part: PARTS[part].replace("UTF-8", encoding)})
    cells = read_cells(content, "ATF.xlsx")
    assert codes(cells) in ([], ["S006"])
    assert (len(cells.rows) == 2) == (codes(cells) == [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_part_may_be_written_in_either_encoding_of_workbooks(encoding: str) -> None:
    declared = {name: part.replace("UTF-8", encoding[:6]) for name, part in PARTS.items()}
    encoded = {name: part.encode(encoding) for name, part in declared.items()}
    assert texts(read_cells(xlsx.archive(encoded), "ATF.xlsx"))[1][0] == "ATF"


def test_a_part_that_is_not_in_the_encoding_of_workbooks_is_refused() -> None:
    sheet = PARTS["xl/worksheets/sheet1.xml"].replace("ATF", "México")
    parts: dict[str, str | bytes] = {**PARTS, "xl/worksheets/sheet1.xml": sheet.encode("cp1252")}
    assert codes(read_cells(xlsx.archive(parts), "ATF.xlsx")) == ["S006"]


@pytest.mark.parametrize("part", sorted(xlsx.parts({"Metrics": [["a"]]})))
def test_a_workbook_that_lacks_a_part_is_read_or_refused(part: str) -> None:
    parts = xlsx.parts({"Metrics": [["a"]]})
    del parts[part]
    cells = read_cells(xlsx.archive(parts), "ATF.xlsx")
    assert bool(cells.rows) != bool(cells.problems)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_described_without_the_insides_of_a_library(part: str) -> None:
    parts = xlsx.parts({"Metrics": [["a"]]}) | {part: "<x/>"}
    for problem in read_cells(xlsx.archive(parts), "ATF.xlsx").problems:
        assert "<class" not in problem.message
        assert "object" not in problem.message
        assert "openpyxl" not in problem.message


@given(st.sampled_from(sorted(PARTS)), st.data())
def test_a_workbook_with_a_stretch_of_any_part_overwritten_never_raises(
    name: str, data: st.DataObject
) -> None:
    part = PARTS[name]
    start = data.draw(st.integers(0, len(part) - 1))
    width = data.draw(st.integers(0, 12))
    new = data.draw(
        st.sampled_from(["", "0", "-1", "9" * 30, "A", "&", "<a/>", '"', "NaN", "1e999"])
    )
    read_cells(xlsx.archive(PARTS | {name: part[:start] + new + part[start + width :]}), "ATF.xlsx")


@given(st.binary(max_size=200))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xef\xbb\xbf")
@example(b'"')
@example(b",\r\r\n,")
def test_no_bytes_raise(content: bytes) -> None:
    cells = read_cells(content, "ATF.csv")
    assert all(p.remedy and p.place.file == "ATF.csv" for p in cells.problems)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(
    st.lists(st.lists(TEXT, min_size=2, max_size=5), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_is_written_as_csv_is_read_back(table: list[list[str]], end: str) -> None:
    stream = io.StringIO()
    # The first row decides what divides the columns.
    writer = csv.writer(stream, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADER, *table])
    cells = read_cells(stream.getvalue().encode(), "ATF.csv")
    kept = [[field.strip() for field in row] for row in table]
    assert texts(cells)[1:] == [row for row in kept if any(row)]
