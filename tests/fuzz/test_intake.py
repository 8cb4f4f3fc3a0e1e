"""Properties of intake over files made at random, and what the guided fuzzers found.

The guided run is beside the tests: ``make fuzz``; its counts are in docs/fuzzing.md.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import xlsx
from tests.fuzz import inputs

PARTS = inputs.workbook_parts()
SHEET = "xl/worksheets/sheet1.xml"
_BOUNDED = settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])

# Signs on which something in the readers turns.
AWKWARD = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "", " ", "\xa0", "\u200f", "\u202e", "\ufeff", "\0", "\x1b[2J", "=1+1", "#DIV/0!", "-",
            "–4", "４７", "٤", "৪", "1e999", "NaN", "9" * 400, "4 of 0", "1,767", "25-33", "47%",
            "sep=;", '"', '""', "FY2009-Q1", "FY9999", "0000-00", "39934", "at least",
            "not tracked",
            "cases-initiated", "share-answered", "ATF", "_x001B_", "_xD800_", "&#0;", "]]>", "<!",
        ]
    ),
)  # fmt: skip
ATTRIBUTE = re.compile(r'="([^"]*)"')
ELEMENT = re.compile(r"<([a-zA-Z]+)\b[^<>]*?(?:/>|>[^<]*</\1>)")


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table with cells exchanged, written as programs write it."""
    rows = [list(row) for row in inputs.ROWS]
    for _ in range(draw(st.integers(0, 6))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        at = draw(st.integers(0, len(row)))
        row[at : at + draw(st.integers(0, 1))] = [draw(AWKWARD)]
    stream = io.StringIO()
    csv.writer(
        stream,
        delimiter=draw(st.sampled_from(",;\t|")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=csv.QUOTE_ALL,
    ).writerows(rows)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"]))
    return (draw(st.sampled_from(["", "sep=;\n"])) + stream.getvalue()).encode(
        encoding, "surrogatepass"
    )


@st.composite
def overwritten(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes with stretches exchanged, taken out or doubled."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(changed)))
        end = min(len(changed), start + draw(st.integers(0, 40)))
        changed[start:end] = draw(
            st.one_of(st.binary(max_size=8), st.just(bytes(changed[start:end] * 2)))
        )
    return bytes(changed)


@st.composite
def mutated_xml(draw: st.DrawFn, text: str) -> str:
    """XML with attributes exchanged, elements taken out, doubled or moved."""
    for _ in range(draw(st.integers(1, 4))):
        pattern = draw(st.sampled_from([ATTRIBUTE, ELEMENT]))
        found = list(pattern.finditer(text))
        if not found:
            continue
        one, other = (draw(st.sampled_from(found)) for _ in range(2))
        if pattern is ATTRIBUTE:
            words = st.sampled_from(
                ["", "0", "-1", "1", "s", "b", "d", "A1", "XFD1048576", "A1:B9"]
            )
            new = f'="{draw(st.one_of(words, st.just(other[1])))}"'
        else:
            new = draw(st.sampled_from(["", one[0] * 2, other[0], one[0] * 300]))
        text = text[: one.start()] + new + text[one.end() :]
    return text


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """A workbook with parts mutated, taken out, exchanged or renamed, packed in some way."""
    parts: dict[str, str] = dict(PARTS)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(parts)))
        match draw(st.integers(0, 6)):
            case 0:
                del parts[name]
            case 1:
                parts[draw(st.sampled_from(["../x", "/xl/workbook.xml", "xl/vbaProject.bin"]))] = (
                    "x"
                )
            case 2:
                parts[name] = parts[draw(st.sampled_from(sorted(parts)))]
            case _:
                parts[name] = draw(mutated_xml(parts[name]))
        if not parts:
            return b"PK\x05\x06" + bytes(18)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", draw(st.sampled_from([0, 8]))) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


@given(st.one_of(tables(), tables().flatmap(overwritten), overwritten(inputs.CSV)))
@_BOUNDED
def test_any_csv_is_read_to_its_end(content: bytes) -> None:
    inputs.read(content, "ATF.csv")


@given(st.one_of(workbooks(), overwritten(xlsx.archive(PARTS))))
@_BOUNDED
def test_any_workbook_is_read_to_its_end(content: bytes) -> None:
    inputs.read(content, "ATF.xlsx")


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), AWKWARD), max_size=6))
@_BOUNDED
def test_any_texts_in_the_cells_of_a_workbook_are_read_to_their_end(
    written: list[tuple[int, int, str]],
) -> None:
    rows: list[list[xlsx.Written]] = [list(row) for row in inputs.ROWS]
    for row, column, text in written:
        shown = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
        rows[row % len(rows)][column - 1] = shown
    inputs.read(xlsx.workbook({"Metrics": rows}), "ATF.xlsx")


@given(overwritten(inputs.JSON))
@_BOUNDED
def test_any_json_is_read_to_its_end(content: bytes) -> None:
    inputs.read(content, "ATF.json")


def test_what_the_fuzzers_start_from_is_read() -> None:
    assert len(inputs.read(inputs.CSV, "ATF.csv").rows) == len(inputs.ROWS)
    assert len(inputs.read(xlsx.archive(PARTS), "ATF.xlsx").rows) == len(inputs.ROWS)


@pytest.mark.parametrize("encoding", ["big5", "euc_jp", "idna", "punycode"])
def test_an_encoding_of_many_bytes_makes_no_error_of_the_parser(encoding: str) -> None:
    """Found by the guided run: the parser raised a ValueError of its own."""
    sheet = PARTS[SHEET].replace("UTF-8", encoding)
    inputs.read(xlsx.archive({**PARTS, SHEET: sheet}), "ATF.xlsx")
