"""Whatever an agency can state comes back from the ledger as it was stated."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.intervals import BOUNDS, Bound, Statement
from milepost.ledger import chain, rows, tables
from milepost.ledger.rows import observation_of, observation_values, rejection_of, rejection_values
from milepost.periods import Period, parse_period
from milepost.sources import Place, Problem
from milepost.submissions.model import ABSENCES, Absence, Observation, Reading, Rejection

steady = settings(deadline=None)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
numbers = st.decimals(allow_nan=False, allow_infinity=False)
places = st.builds(
    Place, words, st.integers(0, 10**6), st.integers(0, 16_384), sheet=words, cell=words
)
absences: st.SearchStrategy[Absence] = st.sampled_from(ABSENCES)
bounds: st.SearchStrategy[Bound] = st.sampled_from([b for b in BOUNDS if b != "between"])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period that can be written."""
    basis, year = draw(st.sampled_from(["FY", "CY"])), draw(st.integers(1700, 9000))
    quarter, day = (
        draw(st.integers(1, 4)),
        draw(st.dates(dt.date(1700, 1, 1), dt.date(9998, 12, 31))),
    )
    later = year + draw(st.integers(1, 20))
    written = draw(
        st.sampled_from(
            [
                f"{basis}{year}",
                f"{basis}{year}-Q{quarter}",
                f"{basis}{year}..{basis}{later}",
                f"{basis}{year}-Q{quarter}..{basis}{later}-Q1",
                f"{year}-{day.month:02}",
                f"{year}-{day.month:02}..{later}-12",
                day.isoformat(),
            ]
        )
    )
    return parse_period(written)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Anything an agency can state."""
    stated, whole, absence = None, None, None
    match draw(st.sampled_from(["number", "between", "estimate", "absence"])):
        case "number":
            stated = Statement(draw(bounds), draw(numbers))
            whole = draw(st.none() | numbers)
        case "between":
            stated = Statement("between", draw(numbers), draw(numbers))
        case "estimate":
            stated = Statement("exact", draw(numbers), None, draw(numbers))
        case _:
            absence = draw(absences)
    return Observation(
        draw(words),
        draw(words),
        draw(periods()),
        stated,
        whole,
        absence,
        tuple(draw(st.lists(st.tuples(words, words), max_size=3))),
        draw(words),
        draw(words),
        draw(places),
        draw(places),
    )


@steady
@given(observation=observations())
def test_an_observation_comes_back_as_it_was(observation: Observation) -> None:
    row = observation_values(observation)
    back = observation_of(row)
    assert back == observation
    assert observation_values(back) == row  # 74 and 74.0 are equal, but were not written alike


@steady
@given(observation=observations())
def test_every_column_of_an_observation_is_text(observation: Observation) -> None:
    assert {type(value) for value in observation_values(observation)} == {str}


@steady
@given(
    rejection=st.builds(
        Rejection,
        words,
        words,
        st.none() | periods(),
        st.builds(Problem, places, words, words, words, st.sampled_from(["error", "warning"])),
    )
)
def test_a_rejection_comes_back_as_it_was(rejection: Rejection) -> None:
    assert rejection_of(rejection_values(rejection)) == rejection


awkward = st.text('\x00\x1a\ud800\x7f",\\\n', max_size=3)


@steady
@given(
    given=st.lists(observations(), min_size=1, max_size=4),
    note=words | awkward,
    cell=st.sampled_from(["", "D2", "é2", 'D"2']) | awkward,
)
def test_rows_made_at_once_are_those_made_one_by_one(
    given: list[Observation], note: str, cell: str
) -> None:
    given[-1] = replace(given[-1], note=note, place=replace(given[-1].place, cell=cell))
    reading = Reading(tuple(given), (), (), len(given))
    made = list(rows.placed_rows(7, reading, 3))
    columns = [observation_values(o) for o in given]
    assert [_columns_as_json(o) for o in given] == [(row[3], row[-2], row[-1]) for row in columns]
    each = [chain.bound_row("observations", i, row) for i, row in enumerate(columns, start=1)]
    assert [row for _, placed, _ in made for row in placed] == [
        (7, i, *kept) for i, (kept, _) in enumerate(each, start=1)
    ]
    assert b"\n".join(lines for _, _, lines in made) == b"\n".join(line for _, line in each)


def _columns_as_json(observation: Observation) -> tuple[str, str, str]:
    """The columns of an observation that hold JSON, as the standard library writes it."""
    dimensions, place, value_place = (
        json.dumps(held, ensure_ascii=False)
        for held in (
            observation.dimensions,
            asdict(observation.place),
            asdict(observation.value_place),
        )
    )
    return dimensions, place, value_place


def test_digits_that_were_written_are_kept() -> None:
    for written in ("74", "74.0", "74.00", "0", "0.00", "-0", "1000", "0.1"):
        observation = _stating(Decimal(written))
        assert _columns(observation)["number"] == written
        back = observation_of(observation_values(observation)).stated
        assert back is not None
        assert str(back.number) == written


def test_zero_is_not_an_absence() -> None:
    zero = _stating(Decimal(0), whole=Decimal(0))
    row = _columns(zero)
    assert (row["number"], row["whole"], row["absence"]) == ("0", "0", "")
    assert observation_of(observation_values(zero)) == zero


def test_the_columns_are_those_of_the_tables_in_their_order() -> None:
    for table, columns in (("observations", rows.OBSERVATION), ("rejections", rows.REJECTION)):
        held = [column.name for column in tables.metadata.tables[table].columns]
        assert held == ["reading", "position", *columns]


def _columns(observation: Observation) -> dict[str, str]:
    return dict(zip(rows.OBSERVATION, observation_values(observation), strict=True))


def _stating(number: Decimal, whole: Decimal | None = None) -> Observation:
    place = Place("ATF.csv", 2)
    return Observation(
        "ATF",
        "cases",
        parse_period("FY2009"),
        Statement("exact", number),
        whole,
        None,
        (),
        "",
        "",
        place,
        place,
    )


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.text('\x7f",\\\n'), min_size=1)
)
def test_the_line_of_a_row_is_compact_json(values: list[str]) -> None:
    text = json.dumps(["observations", 5, *values], ensure_ascii=False, separators=(",", ":"))
    assert chain.row_line("observations", 5, values) == text.encode()
