from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Final

import pytest

from milepost.plan.files import PlanReading, read_plan
from milepost.plan.model import Measure
from tests.catalogue import BASE

# ATF promised 400, and on 1 February 2010 the Director let it promise 350; before 1 March 2010
# nobody had promised anything for FY2012, and from 1 June 2010 on nobody did again.
MEASURE: Final = """\
measure:
  id: traces
  title: Traces completed
  definition:
    dated:
      - {value: Traces completed in the period., source: made up}
      - from: 2010-02-01
        value: Traces completed within 14 days.
        reason: The short ones are those that help.
        approved_by: Director of ONDCP
        source: made up
  objective: investigate
  unit: traces
  kind: output
  direction: increase
  quantity: flow
  basis: fiscal
  frequency: annual
  agencies: [ATF]
  targets:
    - period: FY2010
      source: made up
      value:
        dated:
          - {value: 400, source: made up}
          - from: 2010-02-01
            value: 350
            reason: Two task forces were not funded.
            approved_by: Director of ONDCP
            source: made up
    - dated:
        - from: 2010-03-01
          value: {period: FY2012, value: 500, source: made up}
          source: made up
        - from: 2010-06-01
          reason: The programme ends in FY2011.
          approved_by: Director of ONDCP
          source: made up
  source: made up
"""


def reading(folder: Path, day: str | None, text: str = MEASURE) -> PlanReading:
    shutil.copytree(BASE, folder / "plan", dirs_exist_ok=True)
    (folder / "plan" / "traces.yaml").write_text(text, encoding="utf-8")
    return read_plan([folder / "plan"], folder, dt.date.fromisoformat(day) if day else None)


def traces(found: PlanReading) -> Measure:
    assert found.problems == ()
    assert found.plan is not None
    return found.plan.measure_by_id["traces"]


@pytest.mark.parametrize(
    ("day", "promised", "definition"),
    [
        ("2009-06-01", ["400"], "Traces completed in the period."),
        ("2010-01-31", ["400"], "Traces completed in the period."),
        ("2010-02-01", ["350"], "Traces completed within 14 days."),
        ("2010-03-01", ["350", "500"], "Traces completed within 14 days."),
        ("2010-05-31", ["350", "500"], "Traces completed within 14 days."),
        ("2010-06-01", ["350"], "Traces completed within 14 days."),
        (None, ["350"], "Traces completed within 14 days."),
    ],
)
def test_the_plan_is_read_as_it_held_on_a_day(
    tmp_path: Path, day: str | None, promised: list[str], definition: str
) -> None:
    measure = traces(reading(tmp_path, day))
    assert [str(target.value) for target in measure.targets] == promised
    assert measure.definition == definition


def test_a_value_is_found_where_the_one_in_force_is_written(tmp_path: Path) -> None:
    before, after = (reading(tmp_path, day).places for day in ("2010-01-31", "2010-03-01"))
    promise = ("measures", "traces", "targets", 0, "value")
    assert "400" in before.line(*promise)
    assert after.line(*promise) == "value: 350"
    assert "500" in after.line("measures", "traces", "targets", 1, "value")


def test_the_digest_changes_on_the_days_on_which_the_plan_changed(tmp_path: Path) -> None:
    days = ("2009-06-01", "2010-01-31", "2010-02-01", "2010-02-28", "2010-03-01", "2010-06-01")
    digests = [reading(tmp_path, day).digest for day in days]
    assert digests[0] == digests[1]
    assert digests[2] == digests[3]
    assert len(set(digests)) == 4


def test_whatever_held_when_is_kept_with_its_reason(tmp_path: Path) -> None:
    histories = {h.path: h for h in reading(tmp_path, "2009-06-01").histories}
    assert set(histories) == {("definition",), ("targets", 0, "value"), ("targets", 1)}
    lowered = histories["targets", 0, "value"]
    assert [h.value for h in lowered.held] == ["400", "350"]
    assert lowered.held[1].reason == "Two task forces were not funded."
    assert lowered.held[1].approved_by == "Director of ONDCP"
    assert lowered.at(dt.date(2010, 1, 31)) is lowered.held[0]
    dropped = histories["targets", 1]
    assert dropped.at(dt.date(2010, 2, 28)) is None
    assert dropped.held[1].value is None


def test_a_slip_in_what_holds_on_another_day_is_a_problem_today(tmp_path: Path) -> None:
    found = reading(tmp_path, "2009-06-01", MEASURE.replace("value: 350", "value: x350"))
    assert [(p.code, p.place.line) for p in found.problems] == [("P104", 27)]
    assert found.plan is None


def test_a_contradiction_on_another_day_is_a_problem_today(tmp_path: Path) -> None:
    # A second target for FY2010 from March on.
    found = reading(tmp_path, "2009-06-01", MEASURE.replace("FY2012", "FY2010"))
    assert [p.code for p in found.problems] == ["P218"]
    assert found.problems[0].place.line == 33


def test_a_scale_and_a_waiver_may_be_dated_and_a_goal_may_not(tmp_path: Path) -> None:
    dated = "{dated: [{value: A, source: made up}]}"
    found = reading(
        tmp_path,
        None,
        MEASURE
        + f"waivers:\n  - {{id: w, of: rating, measure: traces, reason: {dated}, approved_by: a, "
        "from: 2009-01-01, until: 2009-12-31, source: a}\n"
        + f"goals:\n  - {{id: g, title: {dated}, source: a}}\n",
    )
    assert [(p.code, p.place.line) for p in found.problems] == [("P107", 43)]
