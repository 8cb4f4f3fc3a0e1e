"""What was reduced before comes back as it was, or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.facts.digests import digest_of
from milepost.facts.remembered import Remembered, Value

_ONE: Final = "a1" * 32
_OTHER: Final = "b2" * 32
_ROWS: Final[list[tuple[Value, ...]]] = [
    ("TX", 12, Decimal("0.10"), dt.date(2008, 2, 29), True, None),
    ("", -3, Decimal(12345678901234567890123456789012345678), None, False, "ñ"),
]

_values = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
)


@given(st.lists(st.lists(_values, max_size=4).map(tuple), max_size=4))
def test_rows_come_back_to_the_last_digit_and_of_the_same_kind(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Value, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("reduced")
    Remembered(folder).put(_ONE, rows)
    found = Remembered(folder).get(_ONE)
    assert found is not None
    assert [[(type(v), str(v)) for v in row] for row in found] == [
        [(type(v), str(v)) for v in row] for row in rows
    ]


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_an_entry_that_was_cut_is_as_good_as_none(tmp_path: Path, cut: int) -> None:
    Remembered(tmp_path).put(_ONE, _ROWS)
    (path,) = tmp_path.glob("*/*.json")
    path.write_bytes(path.read_bytes()[:cut])
    assert Remembered(tmp_path).get(_ONE) is None
    Remembered(tmp_path).put(_ONE, _ROWS)
    assert Remembered(tmp_path).get(_ONE) == _ROWS


def test_an_altered_number_is_not_taken(tmp_path: Path) -> None:
    Remembered(tmp_path).put(_ONE, _ROWS)
    (path,) = tmp_path.glob("*/*.json")
    path.write_bytes(path.read_bytes().replace(b'"12"', b'"13"'))
    assert Remembered(tmp_path).get(_ONE) is None


def test_an_entry_in_the_place_of_another_is_not_taken(tmp_path: Path) -> None:
    Remembered(tmp_path).put(_OTHER, _ROWS)
    (path,) = tmp_path.glob("*/*.json")
    there = tmp_path / _ONE[:2] / f"{_ONE}.json"
    there.parent.mkdir()
    there.write_bytes(path.read_bytes())
    assert Remembered(tmp_path).get(_ONE) is None
    there.write_bytes(path.read_bytes().replace(_OTHER.encode(), _ONE.encode()))
    assert Remembered(tmp_path).get(_ONE) is None


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_what_is_no_entry_is_not_taken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / _ONE[:2] / f"{_ONE}.json"
    path.parent.mkdir()
    path.write_bytes(content)
    assert Remembered(tmp_path).get(_ONE) is None


@pytest.mark.parametrize("rows", [[[1.5]], [[[1]]], [[{}]], [[{"whole": "x"}]], [[{"odd": "1"}]]])
def test_a_value_that_is_never_written_is_not_taken_though_all_else_is_right(
    tmp_path: Path, rows: list[object]
) -> None:
    path = tmp_path / _ONE[:2] / f"{_ONE}.json"
    path.parent.mkdir()
    form = "milepost-reduced-1"
    checked = json.dumps([form, _ONE, rows], separators=(",", ":"))
    check = hashlib.sha256(checked.encode()).hexdigest()
    held = {"form": form, "of": _ONE, "check": check}
    path.write_text(json.dumps(held | {"rows": rows}), encoding="utf-8")
    assert Remembered(tmp_path).get(_ONE) is None


def test_what_another_version_asked_for_is_looked_up_under_another_digest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = digest_of("reduced", 1)
    assert digest_of("reduced", 1) == before
    monkeypatch.setattr("narwhals.__version__", "0")
    assert digest_of("reduced", 1) != before


def test_where_nothing_can_be_written_nothing_is_kept_and_nobody_stumbles(tmp_path: Path) -> None:
    (tmp_path / "reduced").write_text("no folder", encoding="utf-8")
    Remembered(tmp_path / "reduced").put(_ONE, _ROWS)
    assert Remembered(tmp_path / "reduced").get(_ONE) is None


def test_nothing_half_written_is_left_behind(tmp_path: Path) -> None:
    Remembered(tmp_path).put(_ONE, _ROWS)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{_ONE}.json"]
