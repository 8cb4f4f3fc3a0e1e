"""Figures from rows, worked by hand: each case in reduction_cases/*.yaml with its arithmetic.

A case has ``extracts`` (the traces of ATF, but for what it says), ``deliveries`` with rows as a
table of which ``times`` says how often a line is there, ``measures``, and what is ``expected`` of
each by period: a number, or "part of whole", or "least to most of whole"; a code behind a period is
that by which it is divided. ``notes`` are those of the last figure; ``only`` leaves the others out.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from milepost.facts.computed import computed
from milepost.facts.engines.duck import DuckDB
from milepost.plan.model import Extract
from milepost.submissions.model import Observation
from tests.facts.reducing import Row, extract_with, plan_with, store_in

_CASES: Final = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "reduction_cases").glob("*.yaml"))
    for case in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["cases"]  # noqa: S506  # texts only
]


@pytest.mark.parametrize("case", _CASES)
def test_the_arithmetic_of_a_case(case: dict[str, Any], tmp_path: Path) -> None:
    extracts = {e.id: e for e in (extract_with(**said) for said in case["extracts"])}
    sent = store_in(tmp_path)
    for delivery in case["deliveries"]:
        extract = extracts[delivery.get("extract", next(iter(extracts)))]
        rows = list(_rows(extract, delivery.get("rows", "")))
        sent.send(extract, delivery["period"], rows, delivery.get("received", "2008-11-15"))
    plan = plan_with(
        list(extracts.values()), case["measures"], case.get("lists"), case.get("starts", "October")
    )
    as_of = dt.date.fromisoformat(case.get("as_of", "2009-12-31"))
    engine = DuckDB()
    try:
        made = computed(plan, sent.sent, sent.store, as_of, engine)
    finally:
        engine.close()
    assert not made.problems
    found: dict[str, dict[str, str]] = {}
    for said, _ in made.figures:
        wanted = case.get("only", {}).get(said.measure)
        if wanted is None or str(said.period) in wanted:
            codes = " ".join(code for _, code in said.dimensions)
            found.setdefault(said.measure, {})[f"{said.period} {codes}".strip()] = _in_words(said)
    assert found == case["expected"]
    for measure, note in case.get("notes", {}).items():
        assert [said.note for said, _ in made.figures if said.measure == measure][-1] == note


def _rows(extract: Extract, table: str) -> Iterator[Row]:
    types = {column.name: column.type for column in extract.columns}
    lines = [[cell.strip() for cell in line] for line in csv.reader(table.splitlines())]
    for at, line in enumerate(lines[1:]):
        said = {"number": f"row{at}", **dict(zip(lines[0], line, strict=False))}
        times = said.pop("times", None)
        for n in range(int(times or 1)):
            row = {name: _value(types[name], cell) for name, cell in said.items()}
            if times is not None:
                row["number"] = f"{said['number']}-{n}"
                if row.get("atf_number"):
                    row["atf_number"] = f"{said['atf_number']}-{n}"
            yield row


def _value(kind: str, cell: str) -> object:
    if not cell:
        return None
    match kind:
        case "date":
            return dt.date.fromisoformat(cell)
        case "whole":
            return int(cell)
        case "number":
            return Decimal(cell)
        case "yes-no":
            return cell == "true"
    return cell


def _in_words(said: Observation) -> str:
    assert said.stated is not None
    words = f"{said.stated.number:f}"
    if said.stated.bound == "between":
        words += f" to {said.stated.upper:f}"
    return words if said.whole is None else f"{words} of {said.whole:f}"
