from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli import main
from tests.facts.spark import Cluster

_ROOT = Path(__file__).parents[2]


def run(*words: str) -> str:
    ended = CliRunner().invoke(main, ["--workspace", ".", *words])
    assert ended.exit_code == 0, ended.output
    return ended.stdout


@pytest.mark.slow
@pytest.mark.spark
def test_the_scorecard_has_the_same_bytes_and_the_cache_of_one_is_not_the_others(
    spark_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("strategy", "examples/records"):
        shutil.copytree(_ROOT / part, tmp_path / part)
    monkeypatch.chdir(tmp_path / "examples" / "records")
    for extract in ("traces", "seizures", "cases-atf", "cases-ice"):
        file = f"deliveries/FY2009-Q1/SYNTHETIC-{extract}.csv"
        run("submit", "--received-on", "2009-01-15", "--extract", extract, file)
    written = tmp_path / "reports/records/FY2009-Q1-illustrative/scorecard.json"
    forms = ("--as-of", "2009-01-31", "--form", "json")
    run("scorecard", "FY2009-Q1", *forms)
    by_duckdb = written.read_bytes()
    written.unlink()
    run("scorecard", "FY2009-Q1", *forms, "--on", spark_cluster.connect)
    assert written.read_bytes() == by_duckdb
    told = run("explain", "of-us-origin", "FY2009-Q1", *forms[:2], "--on", spark_cluster.connect)
    assert "spark 4" in told
    assert "FileScan parquet" in told
