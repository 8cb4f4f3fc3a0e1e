"""Values of the plan that change, through the commands that read it as of a day."""

from __future__ import annotations

import json
from typing import Final

from tests.cli.office import PLAN, Office, cases

# 100 cases were promised for FY2009; on 15 August 2009 the promise was lowered to 60.
LOWERED: Final = PLAN.replace(
    "{period: FY2009, value: 100, rationale: A promise., source: made up}",
    """period: FY2009
        source: made up
        value:
          dated:
            - {value: 100, source: made up}
            - from: 2009-08-15
              value: 60
              reason: Ten agents were moved away.
              approved_by: Director of ONDCP
              source: made up""",
)


def _result(office: Office, *options: str) -> list[str]:
    result = office.run("evaluate", "FY2009", "--format", "json", *options)
    assert result.exit_code == 0, result.output
    rows = [line["row"] for line in json.loads(result.stdout)["groups"][0]["lines"]]
    return [f"{row['target']}: {row['result']['word']}" for row in rows]


def test_a_target_is_the_one_that_held_on_the_day_looked_at(office: Office) -> None:
    office.write_plan(LOWERED)
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "20")))
    assert _result(office, "--as-of", "2009-10-31") == ["60 or more: met"]
    held_then = ("--as-of", "2009-10-31", "--plan-as-of", "2009-08-14")
    assert _result(office, *held_then) == ["100 or more: not met"]


def test_explain_names_the_line_of_the_value_that_held(office: Office) -> None:
    office.write_plan(LOWERED)
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    line = LOWERED.splitlines().index("              value: 60") + 1
    after = office.run("explain", "cases-initiated", "FY2009", "--as-of", "2009-10-31").stdout
    assert f"strategy/plan.yaml:{line}" in after
    before = office.run(
        "explain", "cases-initiated", "FY2009", "--as-of", "2009-10-31", "--plan-as-of=2009-08-01"
    ).stdout
    assert f"strategy/plan.yaml:{line - 2}" in before


def test_a_change_without_a_reason_is_a_problem_whatever_the_day(office: Office) -> None:
    office.write_plan(LOWERED.replace("              reason: Ten agents were moved away.\n", ""))
    for day in ("2009-01-01", "2010-01-01"):
        result = office.run("check", "--plan-as-of", day)
        assert result.exit_code == 1
        assert 'error P112: the value changed, and "reason" does not say why.' in result.stdout
