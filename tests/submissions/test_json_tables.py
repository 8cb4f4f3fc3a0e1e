"""JSON comes out as the same cells, with the digits and the places it was written with."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.submissions.cells import Cells, read_cells


def _read(text: str) -> Cells:
    return read_cells(text.encode(), "ATF.json")


def _codes(text: str) -> list[str]:
    return [problem.code for problem in _read(text).problems]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("4.10", "4.10"),
        ("1e3", "1000"),
        ("1.25E+1", "12.5"),
        ("-3", "-3"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1e999999999", "1e999999999"),
        ("null", ""),
        ('" at least 4 "', "at least 4"),
        (r'"a\u00e9\ud83d\ude00"', "a\u00e9\U0001f600"),
        (r'"\ud800"', "\ufffd"),
    ],
)
def test_values_keep_what_was_written(written: str, read: str) -> None:
    assert _read(f'[{{"value": {written}}}]').rows[1].cells[0].text == read


def test_every_value_has_its_line_and_column() -> None:
    cells = _read('\ufeff{"observations": [\n  {"a": 1,\n   "b": "x"}, {"b": 2}\n]}\n')
    head, first, second = cells.rows
    assert [cell.text for cell in head.cells] == ["a", "b"]
    assert [str(cell.place) for cell in first.cells] == ["ATF.json:2:9", "ATF.json:3:9"]
    assert str(first.place) == "ATF.json:2:3"
    # What is left out is empty, where its object begins.
    assert [(c.text, str(c.place)) for c in second.cells] == [
        ("", "ATF.json:3:15"),
        ("2", "ATF.json:3:21"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[", "S020"),
        ("[{]", "S020"),
        ('[{"a": 1}] x', "S020"),
        ('[{"a": 01}]', "S020"),
        ('[{"a": nul}]', "S020"),
        ('[{"a": "\t"}]', "S020"),
        ('[{"a": [}]}]', "S020"),
        ('[{"a": ' + "[" * 200_000, "S020"),
        ("[" * 200_000, "S021"),
        ('{"observations": 3}', "S021"),
        ('{"observations": [], "agency": null}', "S021"),
        ('{"agency": "ATF", "observations": []}', "S021"),
        ("{}", "S021"),
        ("[]", "S009"),
        ("[{" + ",".join(f'"k{n}": 1' for n in range(101)) + "}]", "S007"),
    ],
)
def test_what_is_no_table_is_one_problem(text: str, code: str) -> None:
    assert _codes(text) == [code]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ('[{"a": ' + "[" * 5_000_000, "S007", "the file holds more than 5,000,000 texts, numbers"),
        ("[" + "\n" * 5_000_001 + "]", "S007", "the file has more than 5,000,000 lines."),
        (f'[{{"a": "{"x" * 1_000_000}"}}]', "S005", "what begins here is 1,000,002 characters"),
        (f'[{{"a": {"9" * 1_000_001}}}]', "S005", "what begins here is 1,000,001 characters long."),
        (f'[{{"a": "{"x" * 20_000_000}', "S020", "from here on this is not JSON"),
        (
            "[{" + ",".join(f'"k{n}": 1' for n in range(100)) + "}" + ",{}" * 20_001 + "]",
            "S007",
            "the table has more than 2,000,000 cells.",
        ),
        (
            "[" + "{}," * 20_001 + "{" + ",".join(f'"k{n}": 1' for n in range(100)) + "}]",
            "S007",
            "the table has more than 2,000,000 cells.",
        ),
    ],
    ids=["words", "lines", "text", "number", "text without end", "cells", "cells in the end"],
)
def test_what_takes_too_much_is_refused(text: str, code: str, said: str) -> None:
    (problem,) = _read(text).problems
    assert problem.code == code
    assert problem.message.startswith(said)


def test_deep_nesting_takes_out_its_cell_only() -> None:
    deep = "[" * 200_000 + "]" * 200_000
    cells = _read(f'[{{"a": {deep}, "b": 2}}]')
    assert [(c.text, c.fault) for c in cells.rows[1].cells] == [("a list", "no value"), ("2", "")]


@given(st.text(alphabet='[]{}:,"\\\n 0123456789.eE+-abnulltrueNaN'))
def test_nothing_raises(text: str) -> None:
    assert _read("[" + text).problems or _read("[" + text).rows


_VALUES = st.integers() | st.text().filter(lambda t: t == t.strip())


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), _VALUES, min_size=1), min_size=1))
def test_reads_what_the_standard_library_writes(objects: list[dict[str, int | str]]) -> None:
    head, *rows = _read(json.dumps(objects, indent=1)).rows
    keys = [cell.text for cell in head.cells]
    for row, written in zip(rows, objects, strict=True):
        read = dict(zip(keys, (cell.text for cell in row.cells), strict=True))
        assert read == {key: str(written.get(key, "")) for key in keys}
