"""Workbooks that nobody should have to receive, each made when it is asked for."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final

from tests import xlsx

HEAD: Final = ("agency", "measure", "period", "value", "note")
SHEET: Final = "xl/worksheets/sheet1.xml"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def row(value: xlsx.Written, period: str = "FY2009-Q1", note: str = "") -> list[xlsx.Written]:
    """A row of the table."""
    return ["ATF", "cases-initiated", period, value, note]


def parts(*rows: list[xlsx.Written]) -> dict[str, str]:
    """The parts of a workbook with these rows."""
    return xlsx.parts({"Metrics": [HEAD, *(rows or (row(xlsx.number("74")),))]})


def packed(contents: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive whose parts are packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in contents.items():
            made.writestr(name, content)
    return stream.getvalue()


def changed(part: str, old: str, new: str) -> bytes:
    """A right workbook with a piece of a part as another."""
    right = parts()
    assert old in right[part]
    return packed(right | {part: right[part].replace(old, new)})


def with_part(name: str, content: str | bytes) -> bytes:
    """A right workbook with one part more."""
    return packed({**parts(), name: content})


def shared_texts(body: str, cell: str = "0", times: int = 1, doctype: str = "") -> bytes:
    """A workbook whose notes are shared texts, so many rows of them."""
    right = parts()
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{cell}</v></c></row>' for n in range(3, times + 3)
    )
    right[SHEET] = right[SHEET].replace("</sheetData>", f"{rows}</sheetData>")
    right["xl/_rels/workbook.xml.rels"] = right["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="s" Type="{_LINK}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
    )
    texts = f'{doctype}<sst xmlns="{_MAIN}">{body}</sst>'
    return packed({**right, "xl/sharedStrings.xml": texts})


def laughing(part: str) -> bytes:
    """A workbook in a part of which a word grows a billionfold."""
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)
    )
    return _with_document_type(part, entities, "e9")


def naming_a_file(part: str) -> bytes:
    """A workbook that asks for a file of the machine that reads it."""
    return _with_document_type(part, '<!ENTITY e SYSTEM "file:///etc/passwd">', "e")


def _with_document_type(part: str, entities: str, used: str) -> bytes:
    right = parts()
    head, _, body = right[part].partition("\n")
    first, _, rest = body.partition(">")
    text = f"{head}<!DOCTYPE x [{entities}]>{first}>&{used};{rest}"
    return packed(right | {part: text})


def bomb(megabytes: int, name: str = "xl/media/image1.png") -> bytes:
    """A workbook with a part that unpacks to so much."""
    stream = io.BytesIO(packed(parts()))
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as made,
        made.open(name, "w", force_zip64=True) as part,
    ):
        for _ in range(megabytes):
            part.write(bytes(1_000_000))
    return stream.getvalue()


def lying_bomb() -> bytes:
    """A sheet that says that it unpacks to a kilobyte, and unpacks to 100 MB."""
    sheet = parts()[SHEET].replace("<sheetData>", f"<sheetData>{' ' * 100_000_000}")
    content = bytearray(packed({**parts(), SHEET: sheet}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.index(mark)
        while SHEET.encode() not in content[start : start + 80]:
            start = content.index(mark, start + 1)
        content[start + at : start + at + 4] = (1_000).to_bytes(4, "little")
    return bytes(content)


def overlapping() -> bytes:
    """A thousand parts that are one: each unpacks the same bytes."""
    content = packed({**parts(), "xl/media/a.bin": bytes(100_000)})
    end = content.rindex(b"PK\x05\x06")
    directory = content.index(b"PK\x01\x02")
    entries = content[directory:end]
    last = entries[entries.rindex(b"PK\x01\x02") :]
    more = b"".join(
        last.replace(b"xl/media/a.bin", f"xl/media/{n:05}".encode()) for n in range(1_000)
    )
    tail = bytearray(content[end:])
    count = len(parts()) + 1 + 1_000
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = len(entries + more).to_bytes(4, "little")
    return content[:end] + more + bytes(tail)


def wrong_checksum() -> bytes:
    """A workbook one letter of which has changed on its way."""
    content = bytearray(packed(parts(), zipfile.ZIP_STORED))
    at = content.index(b"<v>74</v>")
    content[at : at + 9] = b"<v>94</v>"
    assert zlib.crc32(b"74") != zlib.crc32(b"94")
    return bytes(content)


def under_a_password() -> bytes:
    """The beginning of what a spreadsheet program saves under a password."""
    return _OLD_OFFICE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def two_of_a_name() -> bytes:
    """Two sheets under one name: programs differ in which they show."""
    content = packed({**parts(), "xl/worksheets/sheetX.xml": parts(row("9"))[SHEET]})
    return content.replace(b"xl/worksheets/sheetX.xml", b"xl/worksheets/sheet1.xml")


def far_apart() -> bytes:
    """Two cells a million rows and sixteen thousand columns apart."""
    return changed(
        SHEET,
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )


def empty_columns(rows: int) -> bytes:
    """Rows each of which ends in a cell of the last column that has a format only."""
    body = "".join(f'<row r="{n}"><c r="XFD{n}" s="1"/></row>' for n in range(3, rows + 3))
    return changed(SHEET, "</sheetData>", f"{body}</sheetData>")


def enormous_extent() -> bytes:
    """A sheet that says that it is as large as can be."""
    return changed(SHEET, "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')


def merged_all_over() -> bytes:
    """Merged cells that lie over one another, a thousand times the whole sheet."""
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 1_000
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(3, 20_000))
    return changed(SHEET, "</sheetData>", f"{rows}</sheetData><mergeCells>{merged}</mergeCells>")


def many_hidden_columns() -> bytes:
    """A sheet that hides one column a million times."""
    columns = '<col min="2" max="2" hidden="1"/>' * 1_000_000
    return changed(SHEET, "<sheetData>", f"<cols>{columns}</cols><sheetData>")


def many_cells() -> bytes:
    """A sheet of 2,400,000 cells."""
    cells = '<c t="b"><v>1</v></c>' * 24
    rows = f"<row>{cells}</row>" * 100_000
    return changed(SHEET, "</sheetData>", f"{rows}</sheetData>")


def many_elements() -> bytes:
    """A sheet of twelve million elements that say nothing."""
    return changed(SHEET, "</sheetData>", f"</sheetData>{'<x/>' * 12_000_000}")


def enormous_tag() -> bytes:
    """A tag of 60 MB."""
    return changed(SHEET, "<sheetData>", f'<sheetData x="{"y" * 60_000_000}">')


def deep() -> bytes:
    """Elements a million deep."""
    return changed(SHEET, "<sheetData>", f"{'<a>' * 1_000_000}<sheetData>")


def linked() -> bytes:
    """A workbook that would fetch its figures from another machine."""
    right = parts()
    right["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"
    right["xl/_rels/workbook.xml.rels"] = right["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="x" Type="{_LINK}/externalLink" TargetMode="External" '
        'Target="file:///etc/passwd"/></Relationships>',
    )
    return packed(right)


def one_sheet_many_times() -> bytes:
    """A thousand sheets, each of which is the same part."""
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r1"/>' for n in range(2, 1_002))
    return changed("xl/workbook.xml", "</sheets>", f"{sheets}</sheets>")


def sheet_elsewhere() -> bytes:
    """A workbook that says its sheet lies outside of it."""
    return changed("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../../etc/passwd")


def matryoshka() -> bytes:
    """A workbook in an archive in an archive."""
    content = packed(parts())
    for _ in range(5):
        content = packed({"ATF.xlsx": content})
    return content


Build = Callable[[], bytes]
