"""Made-up extracts hold the shares that GAO-09-709 printed, to the row, the same each time."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any, Literal

import duckdb
import pytest

from benchmarks.extract_rows import KINDS
from benchmarks.extracts import write
from milepost.workspace import Workspace

ROWS = 23_159  # traced in FY2004 to FY2008
PINNED = "60f913541ea7c58f2c2e3881583ffcee757032165871bbaa14cc37447845d458"
PLAN = Path(__file__).parents[2] / "benchmarks" / "extracts-plan"


def asked(path: Path, what: str) -> tuple[Any, ...]:
    with duckdb.connect() as engine:
        found = engine.execute(f"SELECT {what} FROM '{path}'").fetchone()  # noqa: S608  # ours
    assert found is not None
    return tuple(found)


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write("traces", tmp_path_factory.mktemp("made"), ROWS, "FY2008")[0]


@pytest.mark.parametrize(
    ("condition", "of", "percent"),
    [
        ("origin IS NOT NULL", "true", 87),
        ("origin = 'made-in-us'", "true", 68),
        ("origin = 'imported-to-us'", "true", 19),
        ("source_state IN ('TX', 'CA', 'AZ')", "source_state IS NOT NULL", 70),
        ("weapon_type IN ('rifle', 'shotgun')", "true", 27),
        ("calibre IN ('7.62x39 mm', '.223', '.50', '5.7x28 mm')", "true", 25),
        ("dealer_type IN ('gun-shop', 'pawn-shop')", "dealer_type IS NOT NULL", 95),
    ],
)
def test_shares_are_as_printed_to_the_nearest_row(
    traces: Path, condition: str, of: str, percent: int
) -> None:
    counted = "count(*) FILTER ({})"
    part, whole = asked(
        traces, f"{counted.format(f'({condition}) AND {of}')}, {counted.format(of)}"
    )
    assert abs(part - whole * percent / 100) <= 1


def test_a_trace_takes_fourteen_days_on_average_and_half_of_them_a_week(traces: Path) -> None:
    days = "completed_on - traced_on"
    mean, middle, least, most = asked(
        traces, f"avg({days}), median({days}), min({days}), max({days})"
    )
    assert round(mean) == 14
    assert middle < 7
    assert least == 0
    assert most > 100


def test_where_the_route_is_not_known_nothing_of_the_seller_is(traces: Path) -> None:
    known = "FILTER (origin IS NULL AND (source_state IS NOT NULL OR dealer_type IS NOT NULL))"
    assert asked(traces, f"count(*) {known}, count(DISTINCT trace_number)") == (0, ROWS)


def test_what_is_dealt_out_by_one_column_does_not_follow_another(traces: Path) -> None:
    long = "weapon_type IN ('rifle', 'shotgun')"
    both, one, other = asked(
        traces,
        f"count(*) FILTER ({long} AND origin IS NULL), count(*) FILTER ({long}),"
        " count(*) FILTER (origin IS NULL)",
    )
    assert both == pytest.approx(one * other / ROWS, rel=0.1)


def test_of_25_ports_ten_have_the_35_seizures_and_70_firearms(tmp_path: Path) -> None:
    (path,) = write("seizures", tmp_path, 35, "FY2008")
    assert asked(path, "count(*), sum(firearms), count(DISTINCT port)") == (35, 70, 10)


@pytest.mark.parametrize("times", [1, 7])
def test_the_funnels_are_those_of_atf_and_ice_and_share_their_keys(
    tmp_path: Path, times: int
) -> None:
    within = "count(*) FILTER ({} >= DATE '2007-10-01')"
    (atf,) = write("cases-atf", tmp_path, 283 * times, "FY2008")
    (ice,) = write("cases-ice", tmp_path, 109 * times, "FY2008")
    stages = ("opened_on", "referred_on", "accepted_on", "indicted_on", "convicted_on")
    found = asked(atf, ", ".join(within.format(stage) for stage in stages))
    assert found == tuple(times * n for n in (280, 73, 46, 47, 33))
    of_the_year = "FILTER (opened_on >= DATE '2007-10-01' AND indicted_on IS NOT NULL)"
    assert asked(atf, f"count(*) {of_the_year}, max(convicted_on) < DATE '2008-10-01'") == (
        times * 44,
        True,
    )
    found = asked(ice, ", ".join(within.format(stages[n]) for n in (0, 3, 4)))
    assert found == tuple(times * n for n in (103, 66, 47))
    theirs = f"atf_case_number IN (SELECT case_number FROM '{atf}')"  # noqa: S608  # ours
    assert asked(ice, f"count(*) FILTER ({theirs}), count(DISTINCT atf_case_number)") == (
        times * 16,
        times * 16,
    )


def test_a_row_of_a_county_is_its_only_one_of_a_drug_in_a_quarter(tmp_path: Path) -> None:
    paths = write("counties", tmp_path, 5_000, "FY2008-Q4", periods=2)
    keys = "count(DISTINCT (county, drug, quarter_ends)), min(quarter_ends), max(quarter_ends)"
    whole = tmp_path / "*.parquet"
    assert [str(cell) for cell in asked(whole, keys)] == ["10000", "2008-09-30", "2008-12-31"]
    assert [path.name for path in paths] == [
        f"SYNTHETIC-counties-{at}.parquet" for at in ("FY2008-Q4", "FY2009-Q1")
    ]


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_same_bytes_come_each_time_and_other_rows_of_another_seed(
    tmp_path: Path, kind: str
) -> None:
    def made(folder: str, seed: int) -> list[str]:
        forms: tuple[Literal["csv", "parquet"], ...] = ("csv", "parquet")
        paths = [write(kind, tmp_path / folder, 300, "FY2009-Q1", 1, f, seed)[0] for f in forms]
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]

    first = made("first", 709)
    assert first == made("second", 709)
    assert all(a != b for a, b in zip(first, made("third", 1), strict=True))


def test_the_rows_are_those_that_every_engine_wrote_before(tmp_path: Path) -> None:
    (path,) = write("traces", tmp_path, 300, "FY2009-Q1", form="csv")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == PINNED


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_plan_declares_the_columns_that_are_written(tmp_path: Path, kind: str) -> None:
    plan = Workspace(PLAN).plan.plan
    assert plan is not None
    (declared,) = (extract for extract in plan.extracts if extract.id == kind)
    (path,) = write(kind, tmp_path, 300, "FY2008", form="csv")
    head, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    assert head == [column.name for column in declared.columns]
    for number, column in enumerate(declared.columns):
        held = {row[number] for row in rows}
        assert not (column.required and "" in held)
        assert not column.codes or held <= {*column.codes, ""}
