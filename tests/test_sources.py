from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.sources import (
    Excerpt,
    Place,
    Problem,
    as_github,
    as_json,
    as_text,
    count_in_words,
    did_you_mean,
    has_errors,
    in_order,
    printable,
)

LINE = Place("plan/goals.yaml", 14, 5)
CELL = Place("FY2009-Q3/ICE.xlsx", sheet="Metrics", cell="D14")
ERROR = Problem(CELL, "S104", '"four" is not a number.', "Write 4.")
WARNING = Problem(LINE, "S208", "a number, 50%, is missing.", "Say why.", "warning")


@pytest.mark.parametrize(
    ("place", "written"),
    [
        (Place("plan/goals.yaml"), "plan/goals.yaml"),
        (Place("plan/goals.yaml", 14), "plan/goals.yaml:14"),
        (LINE, "plan/goals.yaml:14:5"),
        (Place("ATF.csv", 3, cell="D2"), "ATF.csv:3, cell D2"),
        (Place("ICE.xlsx", sheet="Metrics"), "ICE.xlsx:Metrics"),
        (CELL, "FY2009-Q3/ICE.xlsx:Metrics!D14"),
    ],
)
def test_a_place_is_written_as_editors_and_spreadsheets_jump_to_it(
    place: Place, written: str
) -> None:
    assert str(place) == written


def test_a_problem_is_place_severity_code_message_and_below_it_the_remedy() -> None:
    assert as_text(ERROR) == (
        'FY2009-Q3/ICE.xlsx:Metrics!D14: error S104: "four" is not a number.\n    Write 4.'
    )


def test_an_excerpt_stands_between_message_and_remedy() -> None:
    problem = Problem(LINE, "P101", "wrong.", "Right.", excerpt=Excerpt("    titel: x", 5, 5))
    assert as_text(problem).splitlines()[1:] == [
        "        titel: x",
        "        ^^^^^",
        "    Right.",
    ]


def test_carets_stand_under_the_stretch_that_is_wrong() -> None:
    assert Excerpt("value: four\n", 8, 4).caret() == "value: four\n       ^^^^"


def test_a_tab_takes_one_column_so_that_the_caret_stands_right() -> None:
    assert Excerpt("\tvalue: four", 9, 4).caret() == " value: four\n        ^^^^"


def test_carets_do_not_run_past_the_end_of_the_line() -> None:
    assert Excerpt("value", 1, 400).caret() == "value\n^^^^^"


def test_an_empty_line_has_one_caret() -> None:
    assert Excerpt("", 1).caret() == "\n^"


@given(st.text(alphabet="abc", min_size=1, max_size=500), st.data())
def test_the_character_above_the_first_caret_is_the_one_that_is_wrong(
    text: str, data: st.DataObject
) -> None:
    column = data.draw(st.integers(1, len(text)))
    marked = text[: column - 1] + "X" + text[column:]
    shown, carets = Excerpt(marked, column, 1).caret().split("\n")
    assert shown[carets.index("^")] == "X"
    assert len(shown) <= 93


@given(st.text(max_size=300), st.integers(0, 400), st.integers(0, 400))
def test_no_excerpt_of_any_line_raises(text: str, column: int, width: int) -> None:
    assert Excerpt(text, column, width).caret().endswith("^")


def test_each_problem_is_said_once_and_in_order_of_place() -> None:
    later = Problem(Place("plan/goals.yaml", 15), "P102", "later.", "Mend it.")
    assert in_order([later, WARNING, later]) == (WARNING, later)


def test_row_nine_comes_before_row_ten_in_a_csv() -> None:
    nine, ten = (
        Problem(Place("A.csv", n, cell=f"D{n}"), "S104", "wrong.", "Right.") for n in (9, 10)
    )
    assert in_order([ten, nine]) == (nine, ten)


def test_row_nine_comes_before_row_ten_in_a_workbook() -> None:
    nine, ten = (
        Problem(Place("A.xlsx", sheet="Metrics", cell=f"D{n}"), "S104", "wrong.", "Right.")
        for n in (9, 10)
    )
    assert in_order([ten, nine]) == (nine, ten)


def test_problems_of_one_row_come_from_left_to_right() -> None:
    left, right = (
        Problem(Place("A.csv", 2, cell=f"{c}2"), "S104", "wrong.", "Right.") for c in ("Z", "AA")
    )
    assert in_order([right, left]) == (left, right)


def test_a_warning_takes_nothing_out() -> None:
    assert not has_errors([WARNING])
    assert has_errors([WARNING, ERROR])


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "no problems"),
        ([ERROR], "1 error"),
        ([ERROR, ERROR, WARNING], "2 errors, 1 warning"),
        ([WARNING, WARNING], "2 warnings"),
    ],
)
def test_problems_are_counted_in_words(problems: list[Problem], words: str) -> None:
    assert count_in_words(problems) == words


@pytest.mark.parametrize("slip", ["cases initiated", "Cases_Initiated", "cases-iniated"])
def test_a_name_that_was_nearly_right_is_suggested(slip: str) -> None:
    known = ["cases-initiated", "teams"]
    assert did_you_mean(slip, known) == ' Did you mean "cases-initiated"?'


def test_nothing_is_suggested_for_what_is_like_nothing_known() -> None:
    assert not did_you_mean("inspections", ["officials", "teams"])
    assert not did_you_mean("", ["cases-initiated"])
    assert not did_you_mean("teams", [])


def test_a_code_host_is_told_file_line_column_and_code() -> None:
    assert as_github(WARNING) == (
        "::warning file=plan/goals.yaml,line=14,col=5,title=S208::"
        "a number, 50%25, is missing. Say why."
    )


def test_a_code_host_is_told_sheet_and_cell_in_the_text() -> None:
    assert as_github(ERROR) == (
        '::error file=FY2009-Q3/ICE.xlsx,title=S104::Metrics!D14: "four" is not a number. Write 4.'
    )


def test_a_code_host_is_told_of_a_whole_sheet_without_a_cell() -> None:
    problem = Problem(Place("ICE.xlsx", sheet="Draft"), "S008", "unknown.", "Rename it.")
    assert as_github(problem) == "::error file=ICE.xlsx,title=S008::Draft: unknown. Rename it."


def test_signs_that_mean_something_to_a_code_host_are_escaped() -> None:
    problem = Problem(Place("a,b:c%.yaml"), "P101", "100 %", "Mend it.\nThen again.")
    assert as_github(problem) == (
        "::error file=a%2Cb%3Ac%25.yaml,title=P101::100 %25 Mend it.%0AThen again."
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\r\nb", r"a\r\nb"),
        ("\u202e47", r"\u202e47"),
        ("\x9b31m", r"\x9b31m"),
        ("\ufeffagency", r"\ufeffagency"),
        ("México, سلاح, 武器 – 47 %", "México, سلاح, 武器 – 47 %"),
    ],
)
def test_what_does_not_show_is_spelt_out_wherever_it_is_quoted(written: str, shown: str) -> None:
    problem = Problem(Place("ICE.csv", 2), "S104", f'"{written}".', f"Not {written}.")
    assert (problem.message, printable(written)) == (f'"{shown}".', shown)
    assert "\x1b" not in as_text(problem)


def test_json_names_every_part_and_leaves_out_what_there_is_not() -> None:
    assert json.loads(as_json([ERROR])) == {
        "problems": [
            {
                "file": "FY2009-Q3/ICE.xlsx",
                "line": None,
                "column": None,
                "sheet": "Metrics",
                "cell": "D14",
                "severity": "error",
                "code": "S104",
                "message": '"four" is not a number.',
                "remedy": "Write 4.",
            }
        ]
    }


def test_json_keeps_letters_as_they_are() -> None:
    assert "México" in as_json([Problem(Place("a"), "P101", "México", "Right.")])


def test_of_names_that_are_equally_near_the_one_that_begins_alike_is_suggested() -> None:
    assert did_you_mean("ATV", ["SAT", "ATF", "ICE"]) == ' Did you mean "ATF"?'
