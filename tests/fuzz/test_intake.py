"""Properties of intake over files made at random, and what the guided fuzzers found.

The guided run is beside the tests: ``make fuzz``; its counts are in docs/fuzzing.md.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import xlsx
from tests.fuzz import inputs

PARTS = inputs.workbook_parts()
FORM = inputs.form_parts()
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
_OF_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What is written in a filled form, with its part.
WRITTEN = [(name, was) for name, part in FORM.items() for was in re.findall("<t>(.*?)</t>", part)]
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
def json_tables(draw: st.DrawFn) -> bytes:
    """JSON of many shapes, as a list of observations or around one, with keys known and not."""
    keys = st.one_of(st.sampled_from([*inputs.HEAD, "state"]), AWKWARD)
    values = st.recursive(
        st.one_of(AWKWARD, st.integers(), st.floats(), st.booleans(), st.none()),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner)),
        max_leaves=4,
    )
    rows = [dict(zip(inputs.HEAD, row, strict=True)) for row in inputs.ROWS[1:]]
    objects: list[object] = [
        {**draw(st.sampled_from(rows)), **draw(st.dictionaries(keys, values, max_size=3))}
        for _ in range(draw(st.integers(0, 3)))
    ]
    if draw(st.booleans()):
        objects.insert(draw(st.integers(0, len(objects))), draw(values))
    wrapped: object = objects
    if draw(st.booleans()):
        beside = draw(st.dictionaries(keys, values, max_size=2))
        wrapped = draw(st.permutations([*beside.items(), ("observations", objects)]).map(dict))
    text = json.dumps(
        wrapped, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 0, "\t"]))
    )
    return text.encode("utf-8", "replace")


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
    parts: dict[str, str] = dict(draw(st.sampled_from([PARTS, FORM])))
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


@given(
    st.one_of(
        tables(),
        tables().flatmap(overwritten),
        overwritten(inputs.CSV),
        overwritten(inputs.form_csv()),
    )
)
@_BOUNDED
def test_any_csv_is_read_to_its_end(content: bytes) -> None:
    inputs.read(content, "ATF.csv", marked=True)


@given(st.one_of(workbooks(), overwritten(xlsx.archive(PARTS)), overwritten(xlsx.archive(FORM))))
@_BOUNDED
def test_any_workbook_is_read_to_its_end(content: bytes) -> None:
    inputs.read(content, "ATF.xlsx", marked=True)


@given(st.lists(st.tuples(st.sampled_from(WRITTEN), AWKWARD), min_size=1, max_size=6))
@_BOUNDED
def test_any_texts_in_the_cells_of_a_form_are_read_to_their_end(
    written: list[tuple[tuple[str, str], str]],
) -> None:
    parts = dict(FORM)
    for (name, was), text in written:
        shown = escape(_OF_NO_XML.sub("", text))
        parts[name] = parts[name].replace(f"<t>{was}</t>", f"<t>{shown}</t>", 1)
    inputs.read(xlsx.archive(parts), "ATF.xlsx", marked=True)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), AWKWARD), max_size=6))
@_BOUNDED
def test_any_texts_in_the_cells_of_a_workbook_are_read_to_their_end(
    written: list[tuple[int, int, str]],
) -> None:
    rows: list[list[xlsx.Written]] = [list(row) for row in inputs.ROWS]
    for row, column, text in written:
        rows[row % len(rows)][column - 1] = _OF_NO_XML.sub("", text)
    inputs.read(xlsx.workbook({"Metrics": rows}), "ATF.xlsx", marked=True)


@given(st.one_of(json_tables(), json_tables().flatmap(overwritten), overwritten(inputs.JSON)))
@_BOUNDED
def test_any_json_is_read_to_its_end(content: bytes) -> None:
    inputs.agrees_on_json(content)


def test_what_the_fuzzers_start_from_is_read() -> None:
    assert len(inputs.read(inputs.CSV, "ATF.csv").rows) == len(inputs.ROWS)
    assert len(inputs.read(xlsx.archive(PARTS), "ATF.xlsx").rows) == len(inputs.ROWS)
    assert len(inputs.read(inputs.JSON, "ATF.json").rows) == len(inputs.ROWS)
    assert len(inputs.read(xlsx.archive(FORM), "ATF.xlsx").sheets) == 4
    inputs.read(inputs.form_csv(), "ATF.csv")


@pytest.mark.parametrize("encoding", ["big5", "euc_jp", "idna", "punycode"])
def test_an_encoding_of_many_bytes_makes_no_error_of_the_parser(encoding: str) -> None:
    """Found by the guided run: the parser raised a ValueError of its own."""
    sheet = PARTS[SHEET].replace("UTF-8", encoding)
    inputs.read(xlsx.archive({**PARTS, SHEET: sheet}), "ATF.xlsx")


def test_what_is_nested_has_to_be_json_too() -> None:
    """Found by hypothesis: a list without its comma was passed over as if it were one."""
    content = b'[{"agency": "ATF", "measure": "cases-initiated", "more": ["" ""]}]'
    (problem,) = inputs.read(content, "ATF.json").problems
    assert problem.code == "S020"
    inputs.agrees_on_json(content)
