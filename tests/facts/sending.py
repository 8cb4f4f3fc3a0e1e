"""What the tests of the intake send: an extract with a column of each type, and files of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

import duckdb

from milepost.facts.intake import Asked, Taken, take_in
from milepost.plan.files import read_plan
from milepost.plan.model import Plan
from milepost.submissions.extracts import Store
from tests.catalogue import BASE

EXTRACT: Final = """\
extracts:
  - id: traces
    title: Firearms traced
    owner: ATF
    row: a firearm submitted for tracing
    key: [trace]
    event:
      column: traced_on
      basis: fiscal
    source: made up
    columns:
      - {name: trace, means: its number, type: text, required: true}
      - {name: traced_on, means: the day, type: date}
      - {name: recovered_on, means: the day it was found, type: date}
      - {name: state, means: where it was sold, type: code, code_list: state}
      - {name: parts, means: how many parts, type: whole}
      - {name: price, means: what it cost, type: number, decimals: 2, digits: 9}
      - {name: long_gun, means: whether it is one, type: yes-no}
"""
HEADING: Final = "trace,traced_on,recovered_on,state,parts,price,long_gun\n"
GOOD: Final = "T1,2008-11-03,2008-10-30,TX,3,449.90,true\n"
RECEIVED: Final = dt.date(2009, 1, 10)


def plan_with(folder: Path, extract: str = EXTRACT) -> Plan:
    """The base plan with an extract."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "extracts.yaml").write_text(extract, encoding="utf-8")
    reading = read_plan([BASE, folder], folder)
    assert reading.plan is not None, reading.problems
    return reading.plan


def asked(plan: Plan, *, memory_limit: str | None = None) -> Asked:
    """What a delivery for the first quarter of fiscal year 2009 is held against."""
    first, last = dt.date(2008, 10, 1), dt.date(2008, 12, 31)
    return Asked(plan, plan.extracts[0], RECEIVED, first, last, memory_limit)


def taken(folder: Path, *contents: str | bytes, extract: str = EXTRACT) -> Taken:
    """What is found in files of these contents."""
    plan, files = plan_with(folder / "plan", extract), []
    for number, content in enumerate(contents):
        path = folder / f"{number}.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        files.append((f"{number}.csv", path))
    return take_in(asked(plan), files, store(folder))


def store(folder: Path) -> Store:
    """Where the rows of such a test are kept."""
    return Store(folder / "extracts")


def good_rows(folder: Path, found: Taken) -> list[tuple[Any, ...]]:
    """The rows that were taken."""
    assert found.stored is not None
    return _rows(store(folder).rows(found.stored.digest)) if found.stored.digest else []


def quarantined_rows(folder: Path, found: Taken) -> list[tuple[Any, ...]]:
    """The rows that were not, each with its file, number, why, cells and line."""
    assert found.stored is not None
    return _rows(store(folder).rows(found.stored.quarantine)) if found.stored.quarantine else []


def _rows(path: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
