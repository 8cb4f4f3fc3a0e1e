"""Workbooks written by hand, so that they are the same bytes wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

# A cell: text; or the XML of its contents with the attributes of its tag.
Written = str | tuple[str, str]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def number(text: str, style: int = 0) -> Written:
    """A cell that holds a number; style 1 shows it as a percentage."""
    return (f's="{style}"', f"<v>{text}</v>")


def formula(text: str) -> Written:
    """A cell that holds a formula, without its leading sign."""
    return ("", f"<f>{escape(text)}</f>")


def error(text: str) -> Written:
    """A cell that shows an error."""
    return ('t="e"', f"<v>{escape(text)}</v>")


def sheet_xml(rows: Sequence[Sequence[Written]]) -> str:
    """The XML of a sheet, its cells from A1 on."""
    body = "".join(
        f'<row r="{r}">{"".join(_cell(cell, f"{letters(c)}{r}") for c, cell in _written(row))}'
        "</row>"
        for r, row in enumerate(rows, start=1)
    )
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'


def parts(sheets: Mapping[str, Sequence[Sequence[Written]]]) -> dict[str, str]:
    """The parts of a workbook by name, as its archive holds them."""
    numbered = list(enumerate(sheets, start=1))
    found = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
                f'ContentType="{_OFFICE}.worksheet+xml"/>'
                for n, _ in numbered
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
            + "".join(
                f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>' for n, name in numbered
            )
            + "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="r{n}" Type="{_LINKS}/worksheet" '
                f'Target="worksheets/sheet{n}.xml"/>'
                for n, _ in numbered
            )
            + f'<Relationship Id="styles" Type="{_LINKS}/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
        "xl/styles.xml": (
            f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
            '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
            '<borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>'
        ),
    }
    for n, name in numbered:
        found[f"xl/worksheets/sheet{n}.xml"] = sheet_xml(sheets[name])
    return found


def archive(contents: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts: nothing in it depends on time, place or library."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            packed.writestr(info, content)
    return stream.getvalue()


def workbook(sheets: Mapping[str, Sequence[Sequence[Written]]]) -> bytes:
    """A workbook of these sheets."""
    return archive(parts(sheets))


def letters(column: int) -> str:
    """The letters of a column, from 1, up to ZZ."""
    high, low = divmod(column - 1, 26)
    return (chr(64 + high) if high else "") + chr(65 + low)


def _written(row: Sequence[Written]) -> list[tuple[int, Written]]:
    return [(column, cell) for column, cell in enumerate(row, start=1) if cell != ""]


def _cell(cell: Written, at: str) -> str:
    if isinstance(cell, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    attributes, content = cell
    return f'<c r="{at}" {attributes}>{content}</c>'
