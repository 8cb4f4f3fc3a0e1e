"""Every case of reporting in status_cases/*.yaml, one test each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from milepost.scorecard.status import AgencyReport
from tests.evaluation.judging import Case, mapping
from tests.evaluation.reporting import all_cases, reported

_COUNTS: Final = (
    "due", "reported", "on_time", "late", "after_lock", "returned", "rejected", "awaited",
    "missing",
)  # fmt: skip
_OF_TIME: Final = {"on_time", "late", "after_lock"}
_CASES: Final = list(all_cases())


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_reporting_is_counted_as_the_case_expects(case: Case) -> None:
    report = reported(case)
    expected = {name: mapping(counts) for name, counts in mapping(case.tree["expected"]).items()}
    found = {a.agency: _shown(a) for a in report.agencies}
    if "all" in expected:
        found["all"] = _shown(report.total)
    wanted = {name: _wanted(counts) for name, counts in expected.items()}
    assert found == wanted, f"status_cases/{case.theme}.yaml:{case.line}"


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_every_figure_that_is_due_comes_to_one_state(case: Case) -> None:
    for agency in (*reported(case).agencies, reported(case).total):
        states = (agency.reported, agency.returned, agency.rejected, agency.awaited, agency.missing)
        assert sum(states) == agency.due
        if agency.on_time is not None and agency.late is not None:
            assert agency.on_time + agency.late <= agency.reported


def _shown(agency: AgencyReport) -> dict[str, str]:
    counts = {name: getattr(agency, name) for name in _COUNTS}
    shown = {name: "none" if n is None else str(n) for name, n in counts.items()}
    timely = "none" if agency.timeliness is None else agency.timeliness.percent
    return shown | {"completeness": agency.completeness.percent, "timeliness": timely}


def _wanted(expected: Mapping[str, object]) -> dict[str, str]:
    """What a case says, in full: what it leaves unsaid is none."""
    nothing = dict.fromkeys(_COUNTS, "0") | {"completeness": "", "timeliness": ""}
    if expected.get("timeliness") == "none":
        nothing |= dict.fromkeys(_OF_TIME, "none")
    assert expected.keys() <= nothing.keys(), expected
    return nothing | {key: str(value) for key, value in expected.items()}
