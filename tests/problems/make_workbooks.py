"""Makes the workbooks of the catalogue anew: ``python -m tests.problems.make_workbooks``.

They are committed as they come out; a test holds them against this script.
"""  # noqa: INP001  # a folder of data, not a package

from __future__ import annotations

import struct
from pathlib import Path

from tests import xlsx
from tests.forms.smallest import smallest_forms

HEADER = ("agency", "measure", "period", "value")
ROW = ("ATF", "cases-initiated", "FY2009-Q1", xlsx.number("74"))


def workbooks() -> dict[str, bytes]:
    """The bytes of every workbook, by its path in the catalogue."""
    start = ("ATF", "cases-initiated", "FY2009-Q1")
    return {
        "S006-archive-of-other-files/ATF.xlsx": xlsx.archive({"ATF.csv": "agency,measure\n"}),
        "S006-damaged-inside/ATF.xlsx": _damaged(),
        "S007-unpacks-to-too-much/ATF.xlsx": _claims_to_be_enormous(),
        "S007-right-of-the-table/ATF.xlsx": _metrics(HEADER, ROW, (*[""] * 100, "see below")),
        "S008-misnamed-sheet/ATF.xlsx": xlsx.workbook({"Metric": [HEADER, ROW]}),
        "S008-sheet-beside/ATF.xlsx": xlsx.workbook({"Metrics": [HEADER, ROW], "Draft": []}),
        "S009-no-sheet/ATF.xlsx": xlsx.workbook({"Notes": []}),
        "S009-empty-sheet/ATF.xlsx": xlsx.workbook({"Metrics": []}),
        "S014-hidden-column/ATF.xlsx": _with(
            "<sheetData>", '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        ),
        "S014-hidden-row/ATF.xlsx": _with('<row r="2">', '<row r="2" hidden="1">'),
        "S014-hidden-sheet/ATF.xlsx": _hidden_sheet(),
        "S015-macros/ATF.xlsx": xlsx.archive(
            xlsx.parts({"Metrics": [HEADER, ROW]}) | {"xl/vbaProject.bin": "macros"}
        ),
        "S105-formula/ATF.xlsx": _metrics(HEADER, (*start, xlsx.formula("SUM(D3:D9)"))),
        "S106-error-in-a-cell/ATF.xlsx": _metrics(HEADER, (*start, xlsx.error("#DIV/0!"))),
        "S115-merged-cells/ATF.xlsx": _with(
            "</sheetData>",
            '<row r="3"><c r="B3" t="inlineStr"><is><t>cases-initiated</t></is></c>'
            '<c r="C3" t="inlineStr"><is><t>FY2009-Q2</t></is></c></row></sheetData>'
            '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="D2:D3"/></mergeCells>',
        ),
        **smallest_forms(),
    }


def _metrics(*rows: tuple[xlsx.Written, ...]) -> bytes:
    return xlsx.workbook({"Metrics": rows})


def _with(old: str, new: str) -> bytes:
    """A right workbook, with a piece of its sheet as another."""
    parts = xlsx.parts({"Metrics": [HEADER, ROW]})
    sheet = parts["xl/worksheets/sheet1.xml"]
    return xlsx.archive(parts | {"xl/worksheets/sheet1.xml": sheet.replace(old, new)})


def _hidden_sheet() -> bytes:
    parts = xlsx.parts({"Metrics": [HEADER, ROW], "Draft": []})
    book = parts["xl/workbook.xml"].replace("<sheet ", '<sheet state="veryHidden" ')
    return xlsx.archive(parts | {"xl/workbook.xml": book})


def _damaged() -> bytes:
    parts = xlsx.parts({"Metrics": [HEADER, ROW]})
    sheet = parts["xl/worksheets/sheet1.xml"]
    return xlsx.archive(parts | {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]})


def _claims_to_be_enormous() -> bytes:
    """The size of the first part, as the archive's directory gives it, is made 4 GB."""
    content = bytearray(_metrics(HEADER, ROW))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, entry + 24, 0xFFFFFFF0)
    return bytes(content)


def main() -> None:
    """Write them where they are committed."""
    for path, content in workbooks().items():
        target = Path(__file__).parent / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    main()
