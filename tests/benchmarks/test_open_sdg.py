"""An Open SDG site's data and metadata become a workspace that has no problems."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from benchmarks.open_sdg import AGENCY, convert
from milepost.periods import parse_period
from milepost.workspace import Workspace

META = """\
---
title: Unemployment rate
STAT_CONC_DEF: Persons without work for each hundred who could.
DATA_SOURCE: A survey
---
"""
DATA = """\
Year,Sex,Units,Value
2021,,,5.5
2021,Women,,5
2021,Women,,6
2022,Men,Percent,-1
2022,Men,Percent,4
2021-2022*,,,3
2023,,,
"""


def site(root: Path) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "meta").mkdir()
    (root / "data" / "indicator_8-5-2.csv").write_text("\ufeff" + DATA, encoding="utf-8")
    (root / "meta" / "8-5-2.md").write_text(META, encoding="utf-8")
    return root


def test_each_indicator_is_a_measure_and_each_disaggregation_a_dimension(tmp_path: Path) -> None:
    taken = convert(site(tmp_path / "site"), tmp_path / "workspace")
    workspace = Workspace(tmp_path / "workspace")
    plan = workspace.plan.plan
    assert plan is not None, workspace.plan.problems
    (measure,) = plan.measures
    assert (measure.id, measure.title, measure.source) == (
        "sdg-8-5-2",
        "Unemployment rate",
        "A survey",
    )
    assert measure.dimensions == ("by-sex", "by-units")
    assert dict(taken.left_out) == {
        "there twice": 1, "below zero": 1, "no year or no number": 2
    }  # fmt: skip


def test_what_is_converted_is_taken_in_row_by_row(tmp_path: Path) -> None:
    taken = convert(site(tmp_path / "site"), tmp_path / "workspace")
    sent = [str(tmp_path / "workspace" / "figures.csv")]
    workspace = Workspace(tmp_path / "workspace")
    (received,) = workspace.submit(
        sent, dt.date(2024, 10, 15), agency=AGENCY, period=parse_period("CY2023")
    )
    assert received.submission is not None
    assert (received.submission.accepted, received.submission.rejected) == (len(taken.rows), 0)
    workspace.close()
