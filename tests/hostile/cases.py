"""Each kind of hostile file: how it is called, how it is made, and exactly what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from tests import xlsx
from tests.hostile import workbooks as made

_ROWS_ONLY = "Send the form with its rows only, without pictures and other sheets."
_ANEW = "Open it in the spreadsheet program, save it as a new .xlsx file and send that."
_TOTALS = "Send totals, one row per measure and period."
_XLSX = 'Save the table as "Excel Workbook (.xlsx)" and send that.'
_UNLOCKED = 'Take the password off and save it as "Excel Workbook (.xlsx)".'
_TYPE = "it declares a document type, as no spreadsheet program does"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file that may do harm.

    Attributes:
        build: makes its bytes.
        said: everything that is said of it, a text a problem.
        values: the figures that were taken.
        name: what it is called.
    """

    build: made.Build
    said: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    name: str = "ATF.xlsx"


def _said(where: str, code: str, message: str, remedy: str, severity: str = "error") -> str:
    return f"{where}: {severity} {code}: {message}\n    {remedy}"


def _whole(code: str, message: str, remedy: str, name: str = "ATF.xlsx") -> tuple[str, ...]:
    return (_said(name, code, message, remedy),)


def _damaged(what: str, cell: str = "") -> tuple[str, ...]:
    where = f"ATF.xlsx:Metrics!{cell}" if cell else "ATF.xlsx"
    return (_said(where, "S006", f"the workbook is damaged: {what}.", _ANEW),)


def _warned(message: str) -> tuple[str, ...]:
    remedy = 'Save it as "Excel Workbook (.xlsx)", with values only.'
    return (_said("ATF.xlsx", "S015", message, remedy, "warning"),)


def _not_a_number(cell: str, text: str, remedy: str) -> tuple[str, ...]:
    message = f'"{text}" is not a number.'
    return (_said(cell, "S104", message, f"cases-initiated is counted in cases. {remedy}"),)


def _table(*values: str, head: str = "agency,measure,period,value\n") -> bytes:
    rows = (f"ATF,cases-initiated,FY2009-Q{n},{v}\n" for n, v in enumerate(values, start=1))
    return (head + "".join(rows)).encode()


def _cell(value: xlsx.Written, period: xlsx.Written = "FY2009-Q1") -> bytes:
    return made.packed(made.parts(["ATF", "cases-initiated", period, value]))


_DIGITS = 'Write digits, such as 1,767, or with a bound "at least 280", "about 14", "25-33".'
_CSV = "ATF.csv"

ARCHIVES: Final = {
    "a bomb": Hostile(
        lambda: made.bomb(250),
        _whole("S007", "the workbook unpacks to more than 200 MB.", _ROWS_ONLY),
    ),
    "a bomb in the shared texts": Hostile(
        lambda: made.shared_texts(" " * 150_000_000),
        _whole("S007", "xl/sharedStrings.xml unpacks to more than 100 MB.", _ROWS_ONLY),
    ),
    "a bomb in a part that nobody reads": Hostile(
        lambda: made.bomb(150, "xl/sharedStrings.xml"), (), ("74",)
    ),
    "a bomb that lies about its size": Hostile(
        made.lying_bomb, _damaged(f"its part {made.SHEET} does not unpack")
    ),
    "parts that lie over one another": Hostile(
        made.overlapping, _damaged("its parts lie over one another")
    ),
    "fifty thousand parts": Hostile(
        lambda: made.packed(made.parts() | {f"xl/media/{n}": "" for n in range(50_000)}),
        _whole("S007", "the workbook is made of more than 2,000 parts.", _ROWS_ONLY),
    ),
    "an archive in an archive": Hostile(
        made.matryoshka,
        _whole(
            "S006",
            "this is an archive, but not a workbook.",
            "Send the .xlsx file itself, not packed with others.",
        ),
    ),
    "a letter changed on its way": Hostile(
        made.wrong_checksum, _damaged(f"its part {made.SHEET} does not unpack")
    ),
    "two parts of one name": Hostile(
        made.two_of_a_name, _damaged("it holds two parts of one name")
    ),
    "a sheet outside of the workbook": Hostile(
        made.sheet_elsewhere, _damaged("it lacks its part etc/passwd")
    ),
    "no sheet": Hostile(
        lambda: made.packed({k: v for k, v in made.parts().items() if k != made.SHEET}),
        _damaged(f"it lacks its part {made.SHEET}"),
    ),
    "no list of sheets": Hostile(
        lambda: made.packed({k: v for k, v in made.parts().items() if k != "xl/workbook.xml"}),
        _damaged("it lacks its part xl/workbook.xml"),
    ),
    "names that lead out of the folder": Hostile(
        lambda: made.with_part("../../../../tmp/milepost-was-here", "x"), (), ("74",)
    ),
    "a part packed by bzip2": Hostile(
        lambda: made.packed(made.parts(), 12),
        _damaged("it is packed as no spreadsheet program packs"),
    ),
}
KINDS: Final = {
    name: Hostile(partial(bytes, content), _whole(code, message, remedy, called), (), called)
    for name, called, content, code, message, remedy in (
        ("a PDF", "ATF.xlsx", b"%PDF-1.7\n", "S004", "this is a PDF document.", _XLSX),
        ("a web page", "ATF.xls", b"<html><table>", "S004", "this is a web page (.html).", _XLSX),
        (
            "a packed file", "ATF.csv", b"\x1f\x8b\x08\0\0",
            "S004", "this is a packed file (.gz).", _XLSX,
        ),
        (
            "an old workbook", "ATF.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "Workbook".encode("utf-16-le"),
            "S006", "this is an old workbook (.xls).", _XLSX,
        ),
        (
            "a workbook under a password", "ATF.xlsx", made.under_a_password(),
            "S006", "this is a workbook under a password.", _UNLOCKED,
        ),
        (
            "an old letter", "ATF.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "WordDocument".encode("utf-16-le"),
            "S004", "this is an old text document (.doc).", _XLSX,
        ),
        (
            "a letter", "ATF.xlsx",
            xlsx.archive({"[Content_Types].xml": "", "word/document.xml": ""}),
            "S006", "this is a text document (.docx), not an .xlsx workbook.", _XLSX,
        ),
        (
            "a binary workbook", "ATF.xlsx",
            xlsx.archive({"[Content_Types].xml": "", "xl/workbook.bin": ""}),
            "S006", "this is a binary workbook (.xlsb), not an .xlsx workbook.", _XLSX,
        ),
        (
            "a workbook of OpenDocument", "ATF.xlsx",
            xlsx.archive({"mimetype": "", "content.xml": ""}), "S006",
            "this is a workbook or document of OpenDocument (.ods, .odt), not an .xlsx workbook.",
            _XLSX,
        ),
        (
            "CSV renamed to .xlsx", "ATF.xlsx", _table("74"), "S006",
            "the file is named as a workbook but is none.",
            "Save it again from the spreadsheet program, as .xlsx or as CSV UTF-8.",
        ),
        (
            "a workbook as XML", "ATF.xls",
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "S006",
            "this is a workbook saved as XML.", _XLSX,
        ),
        (
            "UTF-16", "ATF.csv", _table("74").decode().encode("utf-16"), "S004",
            "this is text in UTF-16, not in UTF-8.",
            'Save it again and choose "CSV UTF-8 (Comma delimited)" as the type.',
        ),
        (
            "NUL", "ATF.csv", _table("7\x004"), "S004",
            "this is neither a CSV file nor a workbook.",
            "Send the table as .xlsx or as CSV UTF-8.",
        ),
    )
}  # fmt: skip
XML: Final = {
    **{
        f"a word that grows a billionfold in {part}": Hostile(
            partial(made.laughing, part), _damaged(_TYPE)
        )
        for part in (made.SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels")
    },
    "a word that grows a billionfold in the shared texts": Hostile(
        lambda: made.shared_texts("<si><t>x</t></si>", doctype='<!DOCTYPE x [<!ENTITY e "ha">]>'),
        _damaged(_TYPE),
    ),
    **{
        f"a file of the machine named in {part}": Hostile(
            partial(made.naming_a_file, part), _damaged(_TYPE)
        )
        for part in (made.SHEET, "xl/workbook.xml", "xl/styles.xml")
    },
    "a text that ten thousand cells share": Hostile(
        lambda: made.shared_texts(f"<si><t>{'x' * 32_000}</t></si>", times=10_000),
        (
            _said(
                "ATF.xlsx:Metrics!A3127", "S007",
                "the table has more than 100,000,000 characters.", _TOTALS,
            ),
        ),
    ),
    "a text that is not there": Hostile(
        lambda: made.shared_texts("<si><t>x</t></si>", "7"), _damaged("it has no text 7", "A3")
    ),
    "elements without end": Hostile(
        made.many_elements,
        _whole("S007", "the XML of the workbook has more than 5,000,000 elements.", _TOTALS),
    ),
    "an enormous tag": Hostile(made.enormous_tag, (), ("74",)),
    "elements a million deep": Hostile(
        made.deep, _damaged("mismatched tag: line 2, column 3000572")
    ),
}  # fmt: skip
SHEETS: Final = {
    "two cells a million rows and sixteen thousand columns apart": Hostile(
        made.far_apart,
        (
            _said(
                "ATF.xlsx:Metrics!XFD1048576", "S007", "something is written below row 1,000,000.",
                "Delete the empty rows at the end.",
            ),
        ),
        ("74",),
    ),
    "a hundred thousand rows of empty columns": Hostile(
        lambda: made.empty_columns(100_000), (), ("74",)
    ),
    "an extent as large as can be": Hostile(made.enormous_extent, (), ("74",)),
    "merged cells over one another": Hostile(
        made.merged_all_over, _damaged("its merged cells lie over one another")
    ),
    "millions of cells": Hostile(
        made.many_cells,
        (
            _said(
                "ATF.xlsx:Metrics!X83335", "S007", "the table has more than 2,000,000 cells.",
                _TOTALS,
            ),
        ),
    ),
    "a column hidden a million times": Hostile(
        made.many_hidden_columns, _damaged("its columns are out of order")
    ),
    "a thousand sheets that are one": Hostile(
        made.one_sheet_many_times, _damaged("two of its sheets have one name, or are one")
    ),
    "macros": Hostile(
        lambda: made.with_part("xl/vbaProject.bin", b"\xd0\xcf"),
        _warned("the workbook holds macros. They were left alone."), ("74",),
    ),
    "links to other workbooks": Hostile(
        made.linked,
        _warned("the workbook holds links to other workbooks. They were left alone."), ("74",),
    ),
    "a cell twice": Hostile(
        lambda: made.changed(
            made.SHEET, '<c r="D2" s="0">', '<c r="D2"><v>1</v></c><c r="D2" s="0">'
        ),
        _damaged("its cell D2 is out of order"),
    ),
    "text kept as a number": Hostile(
        lambda: _cell(("", "<v>seventy</v>")),
        _damaged("it keeps as a number what is none", "D2"),
    ),
}  # fmt: skip
CELLS: Final = {
    "a formula": Hostile(
        lambda: _cell(xlsx.formula("cmd|'/C calc'!A0")),
        (
            _said(
                "ATF.xlsx:Metrics!D2", "S105", "the cell holds a formula, =cmd|'/C calc'!A0.",
                "Copy the cell and paste it back as a value: what is sent must not change later.",
            ),
        ),
    ),
    "an error": Hostile(
        lambda: _cell(xlsx.error("#DIV/0!")),
        (
            _said(
                "ATF.xlsx:Metrics!D2", "S106", "the cell shows #DIV/0!.",
                "Write the number, or say in the absence column why there is none.",
            ),
        ),
    ),
    "an error in CSV": Hostile(
        lambda: _table("#DIV/0!"), _not_a_number("ATF.csv:2, cell D2", "#DIV/0!", _DIGITS), (), _CSV
    ),
    "47 % kept as 0.47": Hostile(
        lambda: _cell(xlsx.number("0.47", style=1)),
        _not_a_number(
            "ATF.xlsx:Metrics!D2", "47%",
            "The unit is cases, not percent. Write the number of cases.",
        ),
    ),
    "a number kept as text": Hostile(lambda: _cell("1,767"), (), ("1767",)),
    "spaces that do not break": Hostile(
        lambda: _table("\xa074\u202f"), (), ("74",), _CSV
    ),
    "digits of double width": Hostile(lambda: _table("７４"), (), ("74",), _CSV),
    "a dash for a minus": Hostile(
        lambda: _table("–74"),
        _not_a_number(
            "ATF.csv:2, cell D2", "–74", "Write the minus with the hyphen of the keyboard: -74."
        ), (), _CSV,
    ),
    "a dash for from and to": Hostile(lambda: _table("25–33"), (), ("25",), _CSV),
    "a four of Bengal, that looks like an eight": Hostile(
        lambda: _table("৪"),
        _not_a_number("ATF.csv:2, cell D2", "৪", "Write it in the digits 0 to 9: 4."), (), _CSV,
    ),
    "digits turned round": Hostile(
        lambda: _table("\u202e74\u202c"),
        (
            _said(
                "ATF.csv:2, cell D2", "S114",
                "the cell holds a character that is not seen, right-to-left override (U+202E).",
                "Empty the cell and type it anew: 74.",
            ),
        ), (), _CSV,
    ),
    "a control sequence": Hostile(
        lambda: _table("\x1b[2J74"),
        (
            _said(
                "ATF.csv:2, cell D2", "S114",
                "the cell holds a character that is not seen, a control character (U+001B).",
                "Empty the cell and type it anew: [2J74.",
            ),
        ), (), _CSV,
    ),
    "a mark for byte order inside": Hostile(
        lambda: _table("\ufeff74"),
        (
            _said(
                "ATF.csv:2, cell D2", "S114",
                "the cell holds a character that is not seen, zero width no-break space (U+FEFF).",
                "Empty the cell and type it anew: 74.",
            ),
        ), (), _CSV,
    ),
}  # fmt: skip
TABLES: Final = {
    "a line that tells the program what divides": Hostile(
        lambda: b"sep=;\r\n" + _table("74").replace(b",", b";"), (), ("74",), _CSV
    ),
    "lines that end in a return alone": Hostile(
        lambda: _table("74").replace(b"\n", b"\r") + b",,,\r" * 400_000,
        (), ("74",), _CSV,
    ),
    "a million empty columns": Hostile(
        lambda: _table("74" + "," * 900_000), (
            _said(
                "ATF.csv:2, cell E2", "S113", "the row has 100 cells, the table 4 columns.",
                "Put numbers and notes that hold a comma in double quotes, or write 1767.",
            ),
        ), (), _CSV,
    ),
    "a cell far to the right": Hostile(
        lambda: _table("74", "74" + "," * 900_000 + "x"),
        (
            _said(
                "ATF.csv:3, cell AYEIN3", "S007", "something is written right of column CV.",
                "Delete what stands right of the table.",
            ),
        ), ("74",), _CSV,
    ),
    "millions of cells in CSV": Hostile(
        lambda: _table("74") + (b"1," * 50 + b"\n") * 50_000,
        _whole("S007", "the table has more than 2,000,000 cells.", _TOTALS, "ATF.csv:39218"),
        (), _CSV,
    ),
    "a line of a hundred megabytes": Hostile(
        lambda: b"agency\n" + b"x" * 100_000_000,
        _whole(
            "S005", "line 2 is 100,000,000 characters long.",
            "A row takes no more than 1,000,000. Look for a quotation mark or a line break that "
            "was lost.", "ATF.csv:2",
        ), (), _CSV,
    ),
}  # fmt: skip

ALL: Final = {**ARCHIVES, **KINDS, **XML, **SHEETS, **CELLS, **TABLES}
