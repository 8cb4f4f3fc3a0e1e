from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from milepost.intervals import BOUNDS, Statement
from milepost.periods import parse_period
from milepost.plan.files import read_plan
from milepost.sources import Place, Problem, as_text
from milepost.submissions.cells import read_cells
from milepost.submissions.model import ABSENCES, Observation, Reading
from milepost.submissions.observations import OPTIONAL, REQUIRED, read_observations, rejected_whole
from tests import xlsx
from tests.catalogue import BASE, base_plan

PLAN = base_plan()
COLUMNS = (*REQUIRED, *OPTIONAL, "state")
RIGHT = {"agency": "ATF", "measure": "cases-initiated", "period": "FY2009-Q1", "value": "74"}
SHARE = RIGHT | {"measure": "share-answered"}


def as_csv(rows: Sequence[Mapping[str, str]], sign: str = ",") -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", delimiter=sign, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def as_xlsx(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The same table, every cell text, as a spreadsheet program would save it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Metrics"
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([row.get(column) or None for column in COLUMNS])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content: bytes, name: str = "ATF.csv", sender: str = "ATF") -> Reading:
    return read_observations(read_cells(content, name), PLAN, sender)


def read_rows(*rows: Mapping[str, str]) -> Reading:
    return read(as_csv(rows))


def only(reading: Reading) -> Observation:
    """The one observation of a reading that found nothing wrong."""
    assert [as_text(p) for p in reading.problems if p.severity == "error"] == []
    (observation,) = reading.observations
    return observation


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def said(reading: Reading) -> list[tuple[object, ...]]:
    """What a reading says, without where it stands."""
    return [(o.key, o.stated, o.whole, o.absence, o.source, o.note) for o in reading.observations]


ROWS: tuple[dict[str, str], ...] = (
    RIGHT | {"source": "case system", "note": 'as of "June", revised'},
    RIGHT | {"period": "FY2009-Q2", "value": "1,767", "bound": "At Least"},
    RIGHT | {"period": "FY2009-Q3", "value": "about 70"},
    RIGHT | {"period": "FY2009-Q4", "value": "", "absence": "not yet due", "note": "in November"},
    RIGHT | {"period": "FY2009", "state": "TX"},
    SHARE | {"value": "4 of 10"},
    SHARE | {"period": "FY2009-Q2", "value": "87.5%"},
    SHARE | {"period": "FY2009-Q3", "value": "276", "of": "300"},
    SHARE | {"period": "FY2009-Q4", "value": "withheld"},
    RIGHT | {"period": "FY2008", "value": "four"},
    RIGHT | {"period": "FY2007", "measure": "teams"},
)


def test_a_csv_and_a_workbook_of_one_table_say_the_same() -> None:
    from_csv, from_xlsx = read(as_csv(ROWS)), read(as_xlsx(ROWS), "ATF.xlsx")
    assert said(from_csv) == said(from_xlsx)
    assert len(from_csv.observations) == 9
    found, also_found = (
        {(p.code, p.message, p.place.cell) for p in reading.problems}
        for reading in (from_csv, from_xlsx)
    )
    assert found == also_found
    assert {code for code, _, _ in found} == {"S102", "S104", "S208", "S306", "S320"}


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_it_does_not_matter_what_divides_the_columns(sign: str) -> None:
    assert said(read(as_csv(ROWS, sign))) == said(read(as_csv(ROWS)))


def test_a_row_becomes_an_observation_with_its_places() -> None:
    observation = only(read_rows(ROWS[0]))
    assert observation == Observation(
        agency="ATF",
        measure="cases-initiated",
        period=parse_period("FY2009-Q1"),
        stated=Statement("exact", Decimal(74)),
        whole=None,
        absence=None,
        dimensions=(),
        source="case system",
        note='as of "June", revised',
        place=Place("ATF.csv", 2),
        value_place=Place("ATF.csv", 2, cell="D2"),
    )


def test_a_row_of_a_workbook_has_the_places_of_its_sheet() -> None:
    observation = only(read(as_xlsx([RIGHT]), "ATF.xlsx"))
    assert str(observation.place) == "ATF.xlsx:Metrics!A2"
    assert str(observation.value_place) == "ATF.xlsx:Metrics!D2"


def test_the_columns_may_stand_in_any_order_and_any_case() -> None:
    content = b"VALUE,Period, measure ,Agency\n74,FY2009-Q1,cases-initiated,ATF\n"
    assert only(read(content)).stated == Statement("exact", Decimal(74))


def test_a_column_of_the_agencys_own_is_left_alone() -> None:
    content = b"agency,measure,period,value,flex_case,,\nATF,cases-initiated,FY2009-Q1,74,x,,\n"
    assert read(content).problems == ()


def numbers_in_a_workbook(measure: str, *values: xlsx.Written) -> Reading:
    rows = [("ATF", measure, f"FY{2001 + n}", value) for n, value in enumerate(values)]
    return read(xlsx.workbook({"Metrics": [REQUIRED, *rows]}), "ATF.xlsx")


def test_a_cell_shown_in_percent_is_a_number_of_percent() -> None:
    reading = numbers_in_a_workbook("share-answered", xlsx.number("0.7", style=1))
    assert only(reading).stated == Statement("exact", Decimal(70))


def test_a_cell_shown_in_percent_is_no_count_of_cases() -> None:
    reading = numbers_in_a_workbook("cases-initiated", xlsx.number("0.7", style=1))
    assert codes(reading) == ["S104"]
    assert reading.problems[0].message == '"70%" is not a number.'


def test_numbers_and_numbers_kept_as_text_are_the_same() -> None:
    reading = numbers_in_a_workbook("cases-initiated", xlsx.number("1767"), "1,767")
    first, second = reading.observations
    assert first.stated == second.stated == Statement("exact", Decimal(1767))


@pytest.mark.parametrize("value", ["1e300", "1e999", "-0.0", "1E-300"])
def test_no_number_that_a_cell_can_hold_raises(value: str) -> None:
    reading = numbers_in_a_workbook("cases-initiated", xlsx.number(value))
    assert len(reading.observations) + len(reading.rejections) == 1


@pytest.mark.parametrize(
    ("typed", "number_format", "period"),
    [
        (dt.datetime(2009, 6, 30), "yyyy-mm-dd", "2009-06-30"),  # noqa: DTZ001  # cells have no zone
        (dt.datetime(2009, 5, 1), "mmm-yy", "2009-05"),  # noqa: DTZ001
        (dt.datetime(2009, 5, 1), "d.m.yyyy", "2009-05-01"),  # noqa: DTZ001
    ],
)
def test_a_period_that_a_spreadsheet_made_a_date_is_read_as_it_is_shown(
    typed: dt.datetime, number_format: str, period: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Metrics"
    sheet.append(REQUIRED)
    sheet.append(["ATF", "cases-initiated", typed, 4])
    sheet["C2"].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    reading = read(stream.getvalue(), "ATF.xlsx")
    # The measure is fiscal, so that the period it was read as is said.
    assert codes(reading) == ["S205"]
    assert reading.problems[0].message.startswith(f"{period} is on the date basis")


@pytest.mark.parametrize(
    ("value", "of", "stated", "whole"),
    [
        ("4 of 10", "", "4", "10"),
        ("4 out of 10", "", "4", "10"),
        ("4", "10", "4", "10"),
        ("1,000 of 2,000", "", "1000", "2000"),
        ("10 of 10", "", "10", "10"),
        ("0 of 10", "", "0", "10"),
    ],
)
def test_a_part_of_a_whole_is_read_with_both_numbers(
    value: str, of: str, stated: str, whole: str
) -> None:
    observation = only(read_rows(SHARE | {"value": value, "of": of}))
    assert observation.stated == Statement("exact", Decimal(stated))
    assert observation.whole == Decimal(whole)


@pytest.mark.parametrize("bound", [word for word in BOUNDS if word != "between"])
def test_a_bound_may_stand_in_its_own_column(bound: str) -> None:
    stated = only(read_rows(RIGHT | {"bound": bound.upper()})).stated
    assert stated is not None
    assert (stated.bound, stated.number) == (bound, Decimal(74))


def test_a_bound_may_be_said_twice_if_it_is_the_same() -> None:
    rows = RIGHT | {"value": "at least 74", "bound": "at least"}
    assert only(read_rows(rows)).stated == Statement("at least", Decimal(74))
    between = RIGHT | {"value": "25-33", "bound": "between"}
    assert only(read_rows(between)).stated == Statement("between", Decimal(25), Decimal(33))


@pytest.mark.parametrize("absence", ABSENCES)
@pytest.mark.parametrize("column", ["value", "absence"])
def test_an_absence_may_stand_in_its_column_or_for_the_value(absence: str, column: str) -> None:
    row = RIGHT | {"value": "", "note": "in May"} | {column: absence.title()}
    observation = only(read_rows(row))
    assert (observation.absence, observation.stated) == (absence, None)
    assert observation.value_place.cell == ("D2" if column == "value" else "G2")


def test_nothing_is_never_zero() -> None:
    reading = read_rows(RIGHT | {"value": ""})
    assert (reading.observations, codes(reading)) == ((), ["S110"])
    assert only(read_rows(RIGHT | {"value": "0"})).stated == Statement("exact", Decimal(0))


def test_a_dimension_is_part_of_what_an_observation_is_about() -> None:
    reading = read_rows(RIGHT, RIGHT | {"state": "TX"}, RIGHT | {"state": "AZ"})
    assert reading.problems == ()
    assert {o.dimensions for o in reading.observations} == {
        (),
        (("state", "TX"),),
        (("state", "AZ"),),
    }


def test_a_dimension_whose_name_has_capitals_is_read_too(tmp_path: Path) -> None:
    text = (BASE / "plan.yaml").read_text(encoding="utf-8")
    text = text.replace("id: state", "id: State").replace("[state]", "[State]")
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    plan = read_plan([tmp_path], tmp_path).plan
    assert plan is not None
    cells = read_cells(as_csv([RIGHT | {"state": "TX"}]), "ATF.csv")
    (observation,) = read_observations(cells, plan, "ATF").observations
    assert observation.dimensions == (("State", "TX"),)


@pytest.mark.parametrize(("value", "of"), [("87%", "300"), ("87% of 300", "")])
def test_a_percentage_is_not_taken_for_the_part_of_a_whole(value: str, of: str) -> None:
    assert read_rows(SHARE | {"value": value, "of": of}).observations == ()


def test_a_bad_cell_takes_out_its_own_row_and_nothing_else() -> None:
    bad = RIGHT | {"period": "FY2009-Q2", "value": "many"}
    reading = read_rows(RIGHT, bad, RIGHT | {"period": "FY2009-Q3"})
    assert [str(o.period) for o in reading.observations] == ["FY2009-Q1", "FY2009-Q3"]
    (rejection,) = reading.rejections
    assert (rejection.measure, rejection.period) == ("cases-initiated", parse_period("FY2009-Q2"))
    assert reading.status == "accepted in part"


def test_every_mistake_of_a_row_is_said_and_the_row_rejected_once() -> None:
    reading = read_rows(
        {"agency": "DEA", "measure": "cases", "period": "2009", "value": "x", "absence": "y"}
    )
    assert codes(reading) == ["S102", "S101", "S103", "S104", "S108"]
    assert len(reading.rejections) == 1
    assert reading.rejections[0].problem.code == "S102"
    assert reading.status == "rejected"


def test_a_formula_in_any_column_is_refused() -> None:
    for column in COLUMNS[:-1]:
        cells = [xlsx.formula("A1") if c == column else RIGHT.get(c, "") for c in COLUMNS]
        reading = read(xlsx.workbook({"Metrics": [COLUMNS, cells]}), "ATF.xlsx")
        assert "S105" in codes(reading), column
        assert reading.observations == ()
        assert len(reading.rejections) == 1


def test_the_second_of_two_rows_for_one_thing_is_rejected() -> None:
    reading = read_rows(RIGHT, RIGHT | {"value": "75"})
    (kept,) = reading.observations
    assert kept.stated == Statement("exact", Decimal(74))
    assert codes(reading) == ["S201"]


def test_a_warning_rejects_nothing() -> None:
    reading = read_rows(RIGHT | {"value": "not tracked"})
    assert codes(reading) == ["S208"]
    assert reading.status == "accepted"


def test_problems_of_a_workbook_come_in_order_of_its_rows() -> None:
    rows = [RIGHT | {"period": f"FY{2001 + n}", "value": "x"} for n in range(12)]
    reading = read(as_xlsx(rows), "ATF.xlsx")
    assert [p.place.cell for p in reading.problems] == [f"D{n}" for n in range(2, 14)]


def test_a_file_without_a_readable_table_is_rejected_whole() -> None:
    reading = read(b"")
    assert reading.status == "rejected"
    assert [r.problem.code for r in reading.rejections] == ["S003"]
    assert (reading.rejections[0].agency, reading.rejections[0].measure) == ("ATF", "")
    assert reading.rows == 0


def test_a_problem_of_the_whole_file_can_be_given_from_outside() -> None:
    problem = Problem(Place("x"), "S004", "it is not a table.", "Send a table.")
    reading = rejected_whole(problem, "ATF")
    assert (reading.status, reading.problems) == ("rejected", (problem,))


@pytest.mark.parametrize("content", [b",,,\n", b"\xef\xbb\xbf", b";;\n \n"])
def test_a_table_without_anything_in_it_is_said_of_the_file(content: bytes) -> None:
    (problem,) = read(content).problems
    assert (problem.code, problem.place.file) == ("S009", "ATF.csv")


def test_a_number_whose_comma_made_two_cells_is_not_taken_for_another() -> None:
    content = (
        b"agency,measure,period,value,of\n"
        b"ATF,cases-initiated,FY2009-Q1,1,767,\n"  # 1,767 without quotation marks
    )
    reading = read(content)
    assert reading.observations == ()
    assert len(reading.rejections) == 1


def test_a_cell_beside_the_table_that_only_has_a_format_rejects_nothing() -> None:
    row: list[xlsx.Written] = [*RIGHT.values(), ('s="1"', "")]
    reading = read(xlsx.workbook({"Metrics": [REQUIRED, row]}), "ATF.xlsx")
    assert only(reading).stated == Statement("exact", Decimal(74))


def test_something_written_beside_the_table_is_not_passed_over() -> None:
    reading = read(xlsx.workbook({"Metrics": [REQUIRED, [*RIGHT.values(), "5"]]}), "ATF.xlsx")
    assert codes(reading) == ["S113"]


def test_a_row_may_be_shorter_or_end_in_empty_cells() -> None:
    content = (
        b"agency,measure,period,value,note,,,\n"
        b"ATF,cases-initiated,FY2009-Q1,74\n"
        b"ATF,cases-initiated,FY2009-Q2,75,,,,\n"
    )
    assert len(read(content).observations) == 2


@pytest.mark.parametrize(
    "value", ["9" * 28 + ".9", "9" * 30, "0." + "9" * 28, "1" + "0" * 26 + ".5"]
)
def test_the_longest_numbers_are_judged_like_any_other(value: str) -> None:
    for row in (RIGHT, SHARE):
        reading = read_rows(row | {"value": value})
        assert len(reading.observations) + len(reading.rejections) == 1


@pytest.mark.parametrize("value", ["9" * 28 + ".9", "1" + "0" * 26 + ".5", "0." + "0" * 26 + "1"])
def test_a_fraction_of_a_case_is_none_however_long_the_number(value: str) -> None:
    assert read_rows(RIGHT | {"value": value}).observations == ()


def test_a_very_small_number_is_printed_in_digits() -> None:
    reading = read_rows(RIGHT | {"value": "0.0000001"})
    assert reading.problems[0].message == (
        "0.0000001 is a fraction, but cases-initiated counts whole cases."
    )


def test_four_point_nought_cases_are_four_cases() -> None:
    assert read_rows(RIGHT | {"value": "4.0"}).problems == ()


def test_a_part_and_its_whole_are_counts_and_have_no_fractions() -> None:
    assert codes(read_rows(SHARE | {"value": "4.5 of 10"})) == ["S202"]


def test_the_largest_number_of_a_range_is_the_one_that_cannot_be() -> None:
    reading = read_rows(SHARE | {"value": "80-120"})
    assert reading.problems[0].message == "120 percent is more than all."


def test_a_range_is_said_once_to_be_below_zero() -> None:
    assert codes(read_rows(RIGHT | {"value": "-5 to -3"})) == ["S203"]


def test_a_number_beside_an_absence_is_said_at_its_own_cell() -> None:
    reading = read_rows(SHARE | {"value": "not tracked", "of": "10"})
    assert codes(reading) == ["S109"]
    assert reading.problems[0].place.cell == "E2"


@pytest.mark.parametrize("word", ["over", "about", "underway", "overdue"])
def test_a_word_that_begins_like_a_bound_is_quoted_whole(word: str) -> None:
    reading = read_rows(RIGHT | {"value": word})
    assert codes(reading) == ["S104"]
    assert f'"{word}"' in reading.problems[0].message


def test_what_is_far_too_long_is_shortened_in_the_message() -> None:
    row = {"agency": "A", "measure": "B", "period": "C", "value": "D", "absence": "E", "bound": "F"}
    reading = read_rows({column: text * 5_000 for column, text in row.items()})
    assert reading.problems
    for problem in reading.problems:
        assert len(problem.message) < 200, problem.code


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
NEAR = st.sampled_from(
    [
        "ATF", "ICE", "cases-initiated", "share-answered", "teams", "FY2009-Q1", "FY2009", "CY2009",
        "2009-05", "74", "-1", "4 of 10", "4 of 0", "87%", "at least 74", "25-33", "not tracked",
        "withdrawn", "between", "exact", "0.0000001", "9999999999999999999999999999.9", "TX", "",
    ]
)  # fmt: skip
CELLS = NEAR | TEXT


@given(
    st.lists(
        st.dictionaries(st.sampled_from(COLUMNS), CELLS, min_size=1).filter(
            lambda row: any(text.strip() for text in row.values())
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_stands_in_the_cells_each_row_is_taken_or_rejected(
    rows: list[dict[str, str]],
) -> None:
    reading = read_rows(*rows)
    assert reading.rows == len(rows)
    assert reading.rows == len(reading.observations) + len(reading.rejections)
    assert len({o.key for o in reading.observations}) == len(reading.observations)
    rejected_for = {r.problem for r in reading.rejections}
    assert rejected_for <= set(reading.problems)
    for problem in reading.problems:
        assert problem.place.file == "ATF.csv"
        assert problem.message.endswith((".", "?"))
        assert problem.remedy.endswith((".", "…"))


@given(st.lists(st.lists(CELLS, max_size=7), max_size=5))
def test_no_table_of_texts_raises(table: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(table)
    reading = read(stream.getvalue().encode())
    assert reading.observations or reading.problems


@given(st.binary(max_size=120))
@example(b"agency,measure,period,value\n\r\n,\n")
def test_no_bytes_raise_on_their_way_to_observations(content: bytes) -> None:
    reading = read(content)
    assert all(problem.place.file for problem in reading.problems)


@given(st.binary(max_size=60))
def test_no_bytes_after_a_right_header_raise(content: bytes) -> None:
    reading = read(b"agency,measure,period,value\n" + content)
    assert reading.observations or reading.problems
