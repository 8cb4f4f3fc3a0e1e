from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.scorecard.columns import LANDSCAPE, PORTRAIT, fitted
from milepost.scorecard.document import Cell, Column, Table, TableRow
from milepost.scorecard.font import legible, pieces, printed, settable, width
from milepost.scorecard.sparkline import sparkline


@pytest.mark.parametrize("character", "aZ09é ñ§–—“”’•≥≤±½×%$\N{NO-BREAK SPACE}")
def test_the_font_sets_what_reports_are_written_in(character: str) -> None:
    assert character in settable()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("  two \n lines\t", "two lines"),
        ("\N{GRINNING FACE}", "[U+1F600]"),
        ("a中文b", "a[U+4E2D U+6587]b"),
        ("ש\N{RIGHT-TO-LEFT OVERRIDE}", "[U+05E9 U+202E]"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("10\N{NARROW NO-BREAK SPACE}%", "10\N{NO-BREAK SPACE}%"),
        ("non\N{NON-BREAKING HYPHEN}breaking", "non-breaking"),
        ("nul\x00", "nul[U+0000]"),
        ("\ud800", "[U+D800]"),
        ("Indeter\N{SOFT HYPHEN}minate", "Indeter\N{SOFT HYPHEN}minate"),
    ],
)
def test_what_the_font_lacks_is_told_by_its_number(text: str, seen: str) -> None:
    assert legible(text) == seen


@given(st.text())
def test_nothing_is_left_that_cannot_be_set(text: str) -> None:
    assert set(legible(text)) <= settable() | {"\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}"}


@given(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=400))
def test_a_long_word_can_be_broken_and_loses_nothing(text: str) -> None:
    word = printed(text)
    assert word.replace("\N{ZERO WIDTH SPACE}", "") == legible(text)
    if not any(unicodedata.category(c) == "Pd" for c in word):
        assert max(map(len, pieces(word))) <= 24


def test_figures_are_all_as_wide_as_each_other() -> None:
    assert len({width(digit) for digit in "0123456789"}) == 1
    assert width("0", bold=True) != width("i", bold=True)


def table(texts: list[list[str]]) -> Table:
    columns = tuple(Column(f"c{i}", f"Head {i}") for i in range(len(texts[0])))
    return Table("t", "A table", columns, tuple(TableRow(tuple(map(Cell, row))) for row in texts))


def test_a_small_table_stays_small_and_upright() -> None:
    found = fitted(table([["ATF", "4"], ["ICE", "5"]]))
    assert found.setting == "portrait"
    assert sum(found.widths) < PORTRAIT / 2


def test_a_table_of_words_fills_the_page_and_gives_the_words_room() -> None:
    found = fitted(table([["ATF", "Some words of explanation " * 20]] * 3))
    assert found.setting == "portrait"
    assert sum(found.widths) == pytest.approx(PORTRAIT, abs=4)
    assert found.widths[1] > 4 * found.widths[0]


def test_a_wide_table_lies_on_its_side() -> None:
    found = fitted(table([["Unquestionably"] * 9] * 3))
    assert found.setting == "landscape"
    assert sum(found.widths) <= LANDSCAPE + 0.01


def test_a_table_wider_than_any_page_is_set_as_records() -> None:
    assert fitted(table([["Unquestionably"] * 24])).setting == "records"


def test_no_column_is_narrower_than_its_longest_word() -> None:
    found = fitted(table([["Unquestionably so", "so " * 300]]), turned=False)
    assert found.widths[0] >= width("Unquestionably", bold=True) * found.size


def test_a_sparkline_draws_what_is_missing_as_a_gap() -> None:
    drawn = sparkline((1.0, 2.0, None, 4.0))
    assert drawn is not None
    assert drawn["svg"].count("<path") == 1
    assert drawn["svg"].count("<circle") == 3
    assert drawn["alternative"] == "Over time, the oldest first: 1, 2, no value, 4."
    assert sparkline((None, None)) is None
    assert sparkline((3.0, 3.0)) is not None
