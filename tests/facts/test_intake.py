"""Rows of an extract: which are taken, which are not, and what is said of them."""

from __future__ import annotations

import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.facts import intake
from milepost.facts.all_good import written_at_once
from milepost.facts.intake import take_in
from tests.facts.sending import (
    EXTRACT,
    GOOD,
    HEADING,
    asked,
    good_rows,
    plan_with,
    quarantined_rows,
    store,
    taken,
)

_NOVEMBER = dt.date(2008, 11, 3)


def _codes(found: object) -> list[str]:
    return [problem.code for problem in found.problems]  # type: ignore[attr-defined]


def test_good_rows_are_typed_in_the_declared_order(tmp_path: Path) -> None:
    found = taken(tmp_path, HEADING + GOOD + "T2,2008-11-03,,,,,\n")
    assert found.problems == ()
    assert good_rows(tmp_path, found) == [
        ("T1", _NOVEMBER, dt.date(2008, 10, 30), "TX", 3, Decimal("449.90"), True),
        ("T2", _NOVEMBER, None, None, None, None, None),
    ]
    assert found.stored is not None
    assert found.stored.days == (
        ("traced_on", _NOVEMBER, _NOVEMBER),
        ("recovered_on", dt.date(2008, 10, 30), dt.date(2008, 10, 30)),
    )


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ("T1,2008-11-03,,,12.0,,", (12, None, None)),
        ("T1,2008-11-03,,, 12 ,007.5,TRUE", (12, Decimal("7.50"), True)),
        ("T1,2008-11-03,,,-0,1.500,False", (0, Decimal("1.50"), False)),
        ("T1,2008-11-03 00:00:00,,,9223372036854775807,.5,", (2**63 - 1, Decimal("0.50"), None)),
        ("T1,2008-11-03,,,,1234567.89,", (None, Decimal("1234567.89"), None)),
        (" T1 ,2008-11-03,,,,-3.,", (None, Decimal("-3.00"), None)),
    ],
)
def test_what_says_the_same_is_taken(tmp_path: Path, cells: str, value: tuple[object, ...]) -> None:
    found = taken(tmp_path, f"{HEADING}{cells}\n")
    assert found.problems == ()
    [row] = good_rows(tmp_path, found)
    assert (row[0], row[1], row[4:]) == ("T1", _NOVEMBER, value)


@pytest.mark.parametrize(
    ("cells", "code", "why"),
    [
        ("T1,2008-13-03,,,,,", "S510", "traced_on: no date"),
        ("T1,2009-02-29,,,,,", "S510", "traced_on: no date"),
        ("T1,03/11/2008,,,,,", "S510", "traced_on: no date"),
        ("T1,infinity,,,,,", "S510", "traced_on: no date"),
        ("T1,epoch,,,,,", "S510", "traced_on: no date"),
        ("T1,2008-11-03 13:00:00,,,,,", "S510", "traced_on: no date"),
        ("T1,0000-01-01,,,,,", "S510", "traced_on: no date"),
        ('T1,,,,"1,767",,', "S510", "parts: no whole number"),
        ("T1,,,,1 767,,", "S510", "parts: no whole number"),
        ("T1,,,,1.5,,", "S510", "parts: no whole number"),
        ("T1,,,,1e3,,", "S510", "parts: no whole number"),
        ("T1,,,,9223372036854775808,,", "S511", "parts: more digits than a whole number can have"),
        ("T1,,,,,1e3,", "S510", "price: no number"),
        ("T1,,,,,1.,5", "S510", "long_gun: no yes or no"),
        ("T1,,,,,.,", "S510", "price: no number"),
        ("T1,,,,,NaN,", "S510", "price: no number"),
        (
            "T1,,,,,1.555,",
            "S511",
            "price: a number of more than 7 digits before the point or 2 behind it",
        ),
        (
            "T1,,,,,12345678,",
            "S511",
            "price: a number of more than 7 digits before the point or 2 behind it",
        ),
        ("T1,,,,,,yes", "S510", "long_gun: no yes or no"),
        ("T1,,,tx,,,", "S512", "state: a code that is not in the list"),
        (",,,,,,", "S514", "trace: blank, though it is part of the key"),
        ("  ,,,,,,", "S514", "trace: blank, though it is part of the key"),
        ("T\0,,,,,,", "S506", "trace: a character that is none (NUL)"),
        ("T1,2009-01-11,,,,,", "S518", "traced_on: after the day of receipt"),
        ("T1,,,,,", "S505", "it has fewer cells than the heading"),
        ("T1,,,,,,,x", "S505", "it has more cells than the heading"),
        ('T1,,,,,,"true', "S505", "it has a quotation mark that is not closed, or text after one"),
    ],
)
def test_a_bad_row_takes_out_that_row_only(tmp_path: Path, cells: str, code: str, why: str) -> None:
    found = taken(tmp_path, f"{HEADING}T0,2008-11-03,,,,,\n{cells}\n")
    assert code in _codes(found)
    [row] = quarantined_rows(tmp_path, found)
    assert row[:3] == ("0.csv", 3, why)
    assert [row[0] for row in good_rows(tmp_path, found)] == ["T0"]


def test_a_row_that_is_no_utf_8_is_taken_out(tmp_path: Path) -> None:
    found = taken(tmp_path, f"{HEADING}{GOOD}".encode() + b"T\xe9,,,,,,\nT3,2008-11-03,,,,,\n")
    assert [row[:3] for row in quarantined_rows(tmp_path, found)] == [
        ("0.csv", 3, "it has a character that is not UTF-8")
    ]
    assert [row[0] for row in good_rows(tmp_path, found)] == ["T1", "T3"]


def test_rows_are_numbered_as_lines_after_others_that_have_no_shape(tmp_path: Path) -> None:
    lines = ["T1,bad,,,,,", "short", "T2,2008-11-03,,,,,", "short", "short", "T3,bad,,,,,"]
    found = taken(tmp_path, HEADING + "\n".join(lines))
    assert [row[1] for row in quarantined_rows(tmp_path, found)] == [2, 3, 5, 6, 7]
    assert [p.message for p in found.problems if p.code == "S510"] == [
        '2 rows have no date in "traced_on": "bad" (lines 2 and 7).'
    ]


def test_where_lines_are_no_rows_rows_are_named(tmp_path: Path) -> None:
    found = taken(tmp_path, HEADING + '"T\n1",2008-11-03,,,,,\nT2,bad,,,,,\n')
    assert [p.message for p in found.problems] == [
        '1 row has no date in "traced_on": "bad" (row 3).'
    ]
    assert found.problems[0].place.line == 0


def test_copies_are_taken_once_and_rows_that_differ_not_at_all(tmp_path: Path) -> None:
    rows = ["A,2008-11-03,,TX,1,,"] * 3 + ["B,2008-11-03,,TX,1,,", "B,2008-11-03,,AZ,1,,"]
    found = taken(tmp_path, HEADING + "\n".join([*rows, "C,2008-11-03,,,,,"]), HEADING + rows[0])
    assert [row[0] for row in good_rows(tmp_path, found)] == ["C", "A"]
    assert [row[:2] for row in quarantined_rows(tmp_path, found)] == [("0.csv", 5), ("0.csv", 6)]
    assert (found.copies, found.rows) == (3, 7)
    assert _codes(found) == ["S515", "S516"]


def test_codes_that_are_none_are_told_with_what_may_be_meant(tmp_path: Path) -> None:
    rows = [f"T{n},2008-11-03,,{code},,," for n, code in enumerate(["TXX", "TXX", "Q", "AZ"])]
    found = taken(tmp_path, HEADING + "\n".join(rows))
    [problem] = found.problems
    assert problem.message == (
        '3 rows have a code in "state" that is not in the list: "TXX" (2 times), "Q" (once) '
        '(lines 2, 3 and 4). Did you mean "TX"?'
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_line_ends_and_encodings(
    tmp_path: Path, separator: str, end: str, encoding: str
) -> None:
    text = f"{HEADING}T1,2008-11-03,,TX,,,\nTé,2008-11-03,,,,,\n".replace(",", separator)
    found = taken(tmp_path, text.replace("\n", end).encode(encoding))
    assert found.problems == ()
    assert [row[0] for row in good_rows(tmp_path, found)] == ["T1", "Té"]


def test_headings_are_found_in_any_order_case_and_spacing(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        "Long Gun,PRICE, parts ,State,recovered-on,Traced On,TRACE,note\n"
        "true,1.5,2,TX,,2008-11-03,T1,=1+1\n",
    )
    assert _codes(found) == ["S503"]
    assert good_rows(tmp_path, found) == [("T1", _NOVEMBER, None, "TX", 2, Decimal("1.50"), True)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "S501"),
        (b"\n\n", "S501"),
        (b"PK\x03\x04rest", "S501"),
        (b"%PDF-1.4", "S501"),
        (b"\x1f\x8b\x08", "S501"),
        (b"PAR1 and no more", "S501"),
        (b"trace,traced_on\nT1,2008-11-03\n", "S502"),
        (HEADING.replace("\n", ",Trace\n").encode(), "S504"),
    ],
)
def test_a_file_that_cannot_be_read_rejects_the_whole(
    tmp_path: Path, content: bytes, code: str
) -> None:
    found = taken(tmp_path, HEADING + GOOD, content)
    assert found.stored is None
    assert code in _codes(found)


def test_columns_that_are_not_there_are_told_as_a_list(tmp_path: Path) -> None:
    (told,) = taken(tmp_path, "trace\nT1\n").problems
    assert '", "' in told.message
    assert told.message.count('" and "') == 1


def test_a_heading_alone_says_that_there_was_nothing(tmp_path: Path) -> None:
    found = taken(tmp_path, HEADING)
    assert found.stored is not None
    assert (found.stored.rows, found.stored.digest, _codes(found)) == (0, "", ["S524"])


def _parquet(folder: Path, query: str) -> object:
    folder.mkdir(exist_ok=True)
    path = folder / "sent.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return take_in(asked(plan_with(folder / "plan")), [("sent.parquet", path)], store(folder))


def test_parquet_is_taken_where_its_values_say_the_same(tmp_path: Path) -> None:
    found = _parquet(
        tmp_path,
        "SELECT 1 AS trace, TIMESTAMP '2008-11-03' AS traced_on, DATE '2008-10-30' AS recovered_on,"
        " 'TX' AS state, 3.0::DOUBLE AS parts, 449.9::DOUBLE AS price, TRUE AS long_gun UNION ALL "
        "SELECT 2, TIMESTAMP '2008-11-03', NULL, NULL, NULL, 0.00005, NULL UNION ALL "
        "SELECT 3, TIMESTAMP '2008-11-03 12:00', NULL, NULL, 'nan', 1e300, NULL",
    )
    assert good_rows(tmp_path, found) == [  # type: ignore[arg-type]
        ("1", _NOVEMBER, dt.date(2008, 10, 30), "TX", 3, Decimal("449.90"), True)
    ]
    assert [row[1:3] for row in quarantined_rows(tmp_path, found)] == [  # type: ignore[arg-type]
        (2, "price: a number of more than 7 digits before the point or 2 behind it"),
        (3, "traced_on: no date; parts: no whole number; price: no number"),
    ]


def test_a_nested_column_of_parquet_is_a_problem(tmp_path: Path) -> None:
    found = _parquet(
        tmp_path,
        "SELECT 'a' AS trace, NULL::DATE AS traced_on, NULL::DATE AS recovered_on, [1] AS state, "
        "1 AS parts, {'a': 1} AS price, TRUE AS long_gun",
    )
    assert _codes(found) == ["S507", "S507"]


_CELL = st.one_of(
    st.sampled_from(["", " ", "2008-11-03", "TX", "7", "1.25", "true", "=1+1", '"', "'", "\0"]),
    st.text(max_size=8),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELL, max_size=9), max_size=12), st.booleans())
def test_any_text_is_taken_or_told_of_and_no_row_is_lost(
    cells: list[list[str]],
    quoted: bool,  # noqa: FBT001
) -> None:
    """Rows that are taken, kept apart, or copies are all that were sent."""
    marked = [[f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row] for row in cells if row]
    rows = marked if quoted else [row for row in cells if row]
    text = HEADING + "\n".join(",".join(row) for row in rows)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        found = taken(folder, text.encode("utf-8", "surrogatepass"))
        if found.stored is None:
            return
        assert len(good_rows(folder, found)) == found.stored.rows
        assert len(quarantined_rows(folder, found)) == found.stored.quarantined
        if quoted and not any("\0" in c or "\r" in c for row in cells for c in row):
            assert found.rows == len(rows)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_taken_or_told_of(content: bytes, headed: bool) -> None:  # noqa: FBT001
    with tempfile.TemporaryDirectory() as made:
        found = taken(Path(made), HEADING.encode() * headed + content)
        assert found.stored is not None or found.problems


def test_the_same_rows_are_the_same_bytes(tmp_path: Path) -> None:
    text = HEADING + "".join(f"T{n},2008-11-03,,TX,{n},,\n" for n in range(300_000))
    one, other = taken(tmp_path / "a", text), taken(tmp_path / "b", text)
    assert one.stored == other.stored
    assert one.rows == 300_000


def test_the_same_rows_with_copies_are_the_same_bytes(tmp_path: Path) -> None:
    rows = [f"T{n},2008-11-03,,TX,{n},,\n" for n in range(300_000)]
    text = HEADING + "".join(rows + rows[::500] + [f"T{n},bad,,,,,\n" for n in range(50)])
    found = [taken(tmp_path / name, text) for name in "abc"]
    assert [one.stored for one in found] == [found[0].stored] * 3
    assert (found[0].copies, found[0].rows) == (600, 300_650)


@pytest.mark.parametrize(
    ("rows", "at_once"),
    [
        ("T1,2008-11-03,,TX,1,449.9,TRUE", True),
        ('T1,2008-11-03 00:00,"",, 1 ,.5, ', True),
        ("T1,2008-11-03,2008-10-30,,007,,false\n\nT2,2008-11-04,,,,,", True),
        ("T1 ,2008-11-03,,,,,", False),
        ("T1,2008-11-03,, TX,,,", False),
        ("T1,2008-11-03,,ZZ,,,", False),
        (",2008-11-03,,,,,", False),
        ("T1,2008-11-03,,,1e2,,", False),
        ("T1,2008-11-03,,,,1.234,", False),
        ("T1,2008-11-3,,,,,", False),
        ("T1,2031-11-03,,,,,", False),
        ("T1,2008-11-03,,,,,t", False),
        ("T1,2008-11-03,,,,", False),
        ("T\0,2008-11-03,,,,,", False),
        ("T1,2008-11-03,,,,,\nT2,2008-11-03,,,,9999999999,", False),
    ],
)
def test_rows_are_written_at_once_only_where_all_are_good(
    tmp_path: Path,
    rows: str,
    at_once: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[bool] = []

    def seen(*given: Any) -> bool:  # noqa: ANN401
        found.append(written_at_once(*given))
        return found[-1]

    monkeypatch.setattr(intake, "written_at_once", seen)
    quick = taken(tmp_path / "quick", HEADING + rows + "\n")
    assert found == [at_once]
    monkeypatch.setattr(intake, "written_at_once", lambda *_: False)
    slow = taken(tmp_path / "slow", HEADING + rows + "\n")
    assert quick == slow


@pytest.mark.parametrize(
    "keys", [["A", "B", "A"], ["A", "B", "B"], ["B", "A", "B"], ["A", "B", "C"]]
)
def test_keys_that_stand_twice_are_found_in_any_order(tmp_path: Path, keys: list[str]) -> None:
    rows = "".join(f"{key},2008-11-03,,,{n},,\n" for n, key in enumerate(keys))
    found = taken(tmp_path, HEADING + rows)
    assert _codes(found) == ([] if len(set(keys)) == len(keys) else ["S515"])


def test_lines_are_told_for_each_file_where_keys_differ_and_rows_have_no_shape(
    tmp_path: Path,
) -> None:
    first = HEADING + "A,x\nB,2008-11-03,,,1,,\n"
    second = HEADING + "C,2008-11-03,,,1,,\nB,2008-11-03,,,2,,\n"
    rows = quarantined_rows(tmp_path, taken(tmp_path, first, second))
    assert [row[:2] for row in rows] == [
        ("0.csv", 2), ("0.csv", 3), ("1.csv", 3),
    ]  # fmt: skip


def test_under_little_memory_nothing_is_lost(tmp_path: Path) -> None:
    plan, path = plan_with(tmp_path / "plan", EXTRACT), tmp_path / "many.csv"
    rows = (f"T{n % 200_000:020},2008-11-03,,TX,{n},,\n" for n in range(400_000))
    path.write_text(HEADING + "".join(rows))
    found = take_in(asked(plan, memory_limit="200MB"), [("many.csv", path)], store(tmp_path))
    assert found.stored is not None
    assert (found.stored.rows, found.stored.quarantined) == (0, 400_000)
