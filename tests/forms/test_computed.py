"""What is computed from the rows of an extract is asked of nobody: the rows are."""

from __future__ import annotations

from pathlib import Path

from milepost.periods import parse_period
from milepost.plan.files import read_plan
from milepost.submissions.template.form import asked_rows
from tests.catalogue import BASE, FOLDER


def test_a_form_asks_for_no_measure_that_is_computed_from_rows() -> None:
    plan = read_plan([BASE, FOLDER / "S117-computed-from-an-extract/plan"], Path(FOLDER)).plan
    assert plan is not None
    assert "traced" in plan.measure_by_id
    asked = {measure.id for measure, _ in asked_rows(plan, "ATF", parse_period("FY2009-Q1"))}
    assert asked == {"cases-initiated", "share-answered"}
