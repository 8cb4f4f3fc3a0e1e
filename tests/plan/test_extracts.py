"""What a plan may say of extracts, and of measures over them: one change to what is right each."""

from __future__ import annotations

from pathlib import Path

import pytest

from milepost.plan.files import read_plan
from milepost.sources import Problem
from tests.catalogue import BASE

_EXTRACTS = """
extracts:
  - id: traces
    title: Firearms traced
    owner: ATF
    row: a firearm submitted for tracing
    key: [trace_number]
    event: {column: traced_on, basis: fiscal}
    deleted: withdrawn
    columns:
      - {name: trace_number, means: its number, type: text, required: true}
      - {name: recovered_on, means: when it was recovered, type: date}
      - {name: traced_on, means: when it was submitted, type: date}
      - {name: origin, means: where it came from, type: code, codes: [US, other]}
      - {name: source_state, means: the first sale, type: code, code_list: state}
      - {name: dealer, means: who sold it, type: text, sensitivity: law-enforcement-sensitive}
      - {name: price, means: what it cost, type: number, digits: 12, decimals: 2, unit: dollars}
      - {name: rounds, means: how many rounds it holds, type: whole}
      - {name: withdrawn, means: whether the trace was taken back, type: yes-no}
    source: made up
  - id: seizures
    title: Seizures
    owner: ICE
    row: a firearm seized
    key: [number]
    event: {column: seized_on, basis: calendar}
    columns:
      - {name: number, means: its number, type: text, required: true}
      - {name: seized_on, means: when, type: date}
      - {name: trace, means: the number of its trace, type: text}
      - {name: worth, means: its worth, type: number}
    source: made up
"""
_MEASURE = """
measure:
  id: traced
  title: Firearms traced
  definition: Firearms submitted for tracing.
  objective: investigate
  unit: firearms
  kind: output
  quantity: flow
  basis: fiscal
  frequency: quarterly
  agencies: [ATF]
  source: made up
  from_extract:
    extract: traces
    count: rows
"""
_RIGHT = {
    "count": "count: rows\n    where: origin = 'US' and not withdrawn",
    "share": "share: {numerator: origin = 'US', denominator: rounds > 5}\n    unknown: left out",
    "rate": "rate:\n      numerator: {count: rows}\n      denominator:\n"
    "        {extract: seizures, sum: worth, date: seized_on, where: worth > 0}",
    "median": "median: days(recovered_on, traced_on)",
    "quantile": 'quantile: {of: price, at: "0.9"}',
    "last": "last: year(recovered_on)",
    "distinct": "distinct: source_state",
    "in_both": "in_both:\n      other: seizures\n      match: {trace_number: trace}\n"
    "      where_other: seized_on >= date '2008-01-01'",
}
_QUANTITY = {"share": "ratio", "rate": "ratio", "median": "average", "quantile": "average"}


def _problems(tmp_path: Path, measure: str, extracts: str = _EXTRACTS) -> tuple[Problem, ...]:
    (tmp_path / "plan.yaml").write_text(extracts + measure, encoding="utf-8")
    return read_plan([BASE, tmp_path], tmp_path).problems


def _measure(how: str, quantity: str = "flow") -> str:
    said = _MEASURE.replace("count: rows", how)
    return said.replace("quantity: flow", f"quantity: {quantity}")


@pytest.mark.parametrize("kind", _RIGHT)
def test_each_kind_of_computation_can_be_written_without_a_problem(
    kind: str, tmp_path: Path
) -> None:
    assert _problems(tmp_path, _measure(_RIGHT[kind], _QUANTITY.get(kind, "flow"))) == ()


@pytest.mark.parametrize(
    ("condition", "code", "offending", "remedy"),
    [
        ("source_stat = 'TX'", "P264", "source_stat", "source_state"),
        ("origin = 'USA'", "P266", "'USA'", "US, other"),
        ("source_state in ('TX', 'AX')", "P266", "'AX'", "TX, AZ"),
        ("traced_on = '2009-06-30'", "P265", "'2009-06-30'", "date '2009-06-30'"),
        ("traced_on > '30 June'", "P265", "'30", "year-month-day"),
        ("rounds = 'ten'", "P265", "'ten'", "without quotes"),
        ("dealer = 12", "P265", "12", "'12'"),
        ("rounds like '1%'", "P265", "rounds", "="),
        ("rounds", "P265", "rounds", "is null"),
        ("withdrawn > false", "P265", "withdrawn", "by itself"),
        ("days(rounds, traced_on) > 3", "P265", "rounds", "column of dates"),
        ("year(origin) = 2008", "P265", "origin", "column of dates"),
        ("rounds between 3 and traced_on", "P265", "traced_on", "like with like"),
        (f"price > {'9' * 39}", "P265", "9" * 39, "shorter"),
        ("not 'origin' = 'US'", "P265", "'origin'", "without quotes"),
        ("not 'rifle' in ('rifle', 'shotgun')", "P265", "'rifle'", "without quotes"),
        ("1 between 0 and 2", "P265", "1", "without quotes"),
        ("rounds between 30 and 5", "P265", "30", "lower end first"),
        ("traced_on between date '2009-01-01' and date '2008-01-01'", "P265", "date",
         "lower end first"),
        ("rounds between 5 and 5 and rounds not between 5 and 30", "", "", ""),
        ("dealer is null or origin = dealer and not (price <= rounds)", "", "", ""),
    ],
)  # fmt: skip
def test_what_does_not_fit_a_column_is_shown_at_its_word(
    condition: str, code: str, offending: str, remedy: str, tmp_path: Path
) -> None:
    found = _problems(tmp_path, _measure(f"count: rows\n    where: {condition}"))
    assert [problem.code for problem in found] == ([code] if code else [])
    for problem in found:
        assert problem.excerpt is not None
        assert problem.excerpt.text[problem.place.column - 1 :].startswith(offending)
        assert remedy in problem.remedy


def test_a_word_on_the_third_line_of_a_condition_is_shown_there(tmp_path: Path) -> None:
    how = "count: rows\n    where: >\n      origin = 'US'\n      and\n      tracedon is null"
    (found,) = _problems(tmp_path, _measure(how))
    assert found.excerpt is not None
    assert found.excerpt.text == "      tracedon is null"
    assert found.place.column == 7


@pytest.mark.parametrize(
    ("how", "quantity", "code", "said"),
    [
        ("where: withdrawn", "flow", "P268", "nothing says what is computed"),
        ("count: rows\n    sum: price", "flow", "P268", "in two ways"),
        ("count: rows", "average", "P268", "is no average"),
        ("mean: price", "flow", "P268", "is no flow"),
        ("mean: origin", "average", "P265", "a number is needed"),
        ("sum: '3'", "flow", "P265", "same for every row"),
        ("first: traced_on", "flow", "P265", "is a date"),
        ("distinct: nobody", "flow", "P264", "no column"),
        ('quantile: {of: price, at: "1.5"}', "average", "P268", "between 0 and 1"),
        ("count: rows\n    unknown: as no", "flow", "P268", "about shares"),
        ("count: rows\n    date: origin", "flow", "P267", "type date"),
        ("count: rows\n    by: {state: source_state}", "flow", "P268", "not divided by"),
        ("count: rows\n  dimensions: [state]", "flow", "P268", "which column"),
        ("count: rows\n    by: {state: origin}\n  dimensions: [state]", "flow", "P268", "codes of"),
        ("distinct: rounds\n  combine: {periods: sum}", "flow", "P268", "does not add up"),
        ("rate: {numerator: {count: rows}, denominator: {where: withdrawn}}", "ratio", "P268",
         "one of the two"),
        ("in_both: {other: traces, match: {trace_number: trace_number}}", "flow", "P268", "itself"),
        ("in_both: {other: seizures, match: {trace_number: worth}}", "flow", "P268", "of type"),
        ("in_both: {other: seizures, match: {trace_number: nr}}", "flow", "P264", "no column"),
        ("in_both: {other: nowhere, match: {trace_number: nr}}", "flow", "P201", "no extract"),
        ("rate: {numerator: {count: rows}, denominator: {extract: seizures, count: rows}}",
         "ratio", "P269", "by calendar years"),
        ("distinct: dealer", "flow", "P270", "the public would see"),
        ("count: rows\n  ratio: {numerator: teams, denominator: cases-initiated}", "flow", "P268",
         "in two ways"),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_told(
    how: str, quantity: str, code: str, said: str, tmp_path: Path
) -> None:
    found = _problems(tmp_path, _measure(how, quantity))
    assert any(p.code == code and said in p.message for p in found), found


def test_a_rate_by_a_sensitive_column_is_warned_of_in_either_extract(tmp_path: Path) -> None:
    sensitive = "code_list: state, sensitivity: law-enforcement-sensitive}"
    extracts = _EXTRACTS.replace("code_list: state}", sensitive).replace(
        "means: its worth, type: number}",
        "means: its worth, type: number}\n"
        f"      - {{name: place, means: where, type: code, {sensitive}",
    )
    rate = (
        "rate:\n      numerator: {count: rows, by: {state: source_state}}\n      denominator: "
        "{extract: seizures, count: rows, date: seized_on, by: {state: place}}"
        "\n  dimensions: [state]"
    )
    found = _problems(tmp_path, _measure(rate, "ratio"), extracts)
    assert [p.code for p in found] == ["P270", "P270"]
    assert ['"source_state"' in found[0].message, '"place"' in found[1].message] == [True, True]


@pytest.mark.parametrize(
    ("key", "value", "code", "said"),
    [
        ("agencies: [ATF]", "agencies: [ICE]", "P268", "whose owner is ATF"),
        ("agencies: [ATF]", "agencies: [ATF, ICE]", "P268", "whose owner is ATF"),
        ("basis: fiscal\n", "basis: calendar\n", "P269", "counts"),
        ("frequency: quarterly", "frequency: on-date", "P268", "single day"),
    ],
)
def test_owner_and_years_are_those_of_the_extract(
    key: str, value: str, code: str, said: str, tmp_path: Path
) -> None:
    found = _problems(tmp_path, _MEASURE.replace(key, value))
    assert any(p.code == code and said in p.message for p in found), found


def test_years_that_differ_are_meant_where_the_date_is_named(tmp_path: Path) -> None:
    by_recovery = _measure("count: rows\n    date: recovered_on")
    assert _problems(tmp_path, by_recovery.replace("basis: fiscal", "basis: calendar")) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "code", "said"),
    [
        ("key: [trace_number]", "key: [trace_nr]", "P264", "no column"),
        ("key: [trace_number]", "key: [trace_number, trace_number]", "P267", "twice in the key"),
        ("type: text, required: true", "type: text", "P267", "may be blank"),
        ("column: traced_on", "column: origin", "P267", "type date"),
        ("deleted: withdrawn", "deleted: origin", "P267", "type yes-no"),
        ("codes: [US, other]", "codes: [US, US]", "P267", "written twice"),
        ("codes: [US, other]", "code_list: origins", "P201", "no code list"),
        (", codes: [US, other]", "", "P267", "which codes"),
        ("codes: [US, other]", "codes: [US], code_list: state", "P267", "in two ways"),
        ("type: code, codes", "type: text, codes", "P267", "says nothing"),
        ("digits: 12, decimals: 2", "digits: 1, decimals: 2", "P267", "cannot be decimals"),
        ("digits: 12", "digits: 39", "P104", "from 1 to 38"),
        ("type: whole}", "type: whole, decimals: 2}", "P267", "says nothing"),
        ("name: rounds", "name: price", "P267", "declared twice"),
        ("owner: ATF", "owner: AFT", "P201", "no agency"),
    ],
)
def test_an_extract_holds_together(
    right: str, wrong: str, code: str, said: str, tmp_path: Path
) -> None:
    assert right in _EXTRACTS
    found = _problems(tmp_path, "", _EXTRACTS.replace(right, wrong, 1))
    assert any(p.code == code and said in p.message for p in found), found
