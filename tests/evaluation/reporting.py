"""Reads the cases of reporting in status_cases/*.yaml and sets up what is to be counted.

A case is written as an analyst would write it:

* ``plan``: the measures, as in judging.py; without it one yearly measure that ATF reports;
* ``windows``: windows, or ``none``; without it years and quarters are due after 30 days and closed
  after 60;
* ``extensions``: more time, each with ``agency``, ``period`` and ``until``;
* ``reported``: rows in the order in which they came, each in a file of its own, with ``agency``,
  ``period``, ``received``, and ``value`` or ``absence`` where that matters; ``measure`` where it is
  not the first one, ``sent_for`` where its file was sent for another period, ``rejected`` (``row``
  or ``file``) or ``returned: yes``;
* ``period`` (else FY2009) and ``as_of``;
* ``expected``: the counts of each agency in it, and of ``all``; what is left out is nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.reporting import status_of
from milepost.intervals import Statement, read_number
from milepost.periods import Period, parse_period
from milepost.plan.model import Plan
from milepost.plan.model.reporting import Extension, ReportingWindow
from milepost.plan.yaml_source import Tree, read_yaml
from milepost.scorecard.status import StatusReport, status_report
from milepost.sources import Place, Problem
from milepost.submissions.model import (
    ABSENCES,
    InForce,
    Key,
    Observation,
    Record,
    Rejection,
    Remark,
    Status,
    Submission,
)
from tests.evaluation.judging import Case, items, make_plan, mapping, text

HERE: Final = Path(__file__).parent / "status_cases"
_CASE_KEYS: Final = {
    "name", "plan", "windows", "extensions", "reported", "period", "as_of", "expected",
}  # fmt: skip
_ROW_KEYS: Final = {
    "agency", "measure", "period", "value", "absence", "received", "sent_for", "rejected",
    "returned",
}  # fmt: skip
_WINDOWS: Final[list[Tree]] = [
    {"of": "year", "due": "30 days", "locked": "60 days"},
    {"of": "quarter", "due": "30 days", "locked": "60 days"},
]
_DECLARED: Final = {"source": "illustrative"}


def all_cases() -> Iterator[Case]:
    """Every case of every theme."""
    for path in sorted(HERE.glob("*.yaml")):
        file = read_yaml(path, path.name)
        assert file.tree is not None, file.problems
        assert not file.problems, file.problems
        marks = file.marks.children["cases"].children
        for index, tree in enumerate(items(file.tree["cases"])):
            case = Case(path.stem, marks[index].place.line, mapping(tree))
            assert case.tree.keys() <= _CASE_KEYS, f"{path.name}:{case.line}: {set(case.tree)}"
            yield case


def reported(case: Case) -> StatusReport:
    """How reporting stands in a case."""
    plan = _plan_of(case)
    as_of = dt.date.fromisoformat(text(case.tree["as_of"]))
    period = parse_period(text(case.tree.get("period", "FY2009")))
    record = _record_of(items(case.tree.get("reported", [])), plan, as_of)
    status = status_of(plan, record, evaluate(plan, record, period))
    return status_report(plan, status, illustrative=False)


def _plan_of(case: Case) -> Plan:
    written = items(case.tree.get("plan", [{}]))
    windows = case.tree.get("windows", _WINDOWS)
    return make_plan([mapping(m) for m in written]).model_copy(
        update={
            "windows": tuple(
                ReportingWindow.model_validate(
                    {"id": f"w{i}", "late_procedure": "Write.", **_DECLARED, **mapping(w)}
                )
                for i, w in enumerate([] if windows == "none" else items(windows))
            ),
            "extensions": tuple(
                Extension.model_validate(
                    {"id": f"e{i}", "reason": "r", "approved_by": "b", **_DECLARED, **mapping(e)}
                )
                for i, e in enumerate(items(case.tree.get("extensions", [])))
            ),
        }
    )


def _record_of(rows: list[Tree], plan: Plan, as_of: dt.date) -> Record:
    """A record in which each row came in a file of its own."""
    in_force: dict[Key, InForce] = {}
    rejections: list[tuple[int, Rejection]] = []
    returned: list[tuple[InForce, Remark]] = []
    submissions: list[Submission] = []
    for number, tree in enumerate(rows, 1):
        row = mapping(tree)
        assert row.keys() <= _ROW_KEYS, row
        agency, period = text(row["agency"]), parse_period(text(row["period"]))
        measure = text(row.get("measure", plan.measures[0].id))
        assert agency in plan.measure_by_id[measure].agencies, row
        sent = _file(row, number, agency, period)
        submissions.append(sent)
        if "rejected" in row:
            problem = Problem(Place(sent.name), "S104", '"four" is not a number.', "Write 4.")
            whole = sent.status == "rejected"
            of, when = ("", None) if whole else (measure, period)
            rejections.append((number, Rejection(agency, of, when, problem)))
            continue
        said = _observation(row, agency, measure, period)
        earlier = in_force.get(said.key)
        displaced = (earlier, *earlier.displaced) if earlier else ()
        held = InForce(said, number, sent.received_on, displaced)
        if "returned" in row:
            remark = Remark(
                1, "returned", agency, measure, period, number, "No.", "An analyst", as_of
            )
            returned.append((held, remark))
        else:
            in_force[said.key] = held
    return Record(as_of, in_force, tuple(rejections), tuple(submissions), tuple(returned))


def _file(row: dict[str, Tree], number: int, agency: str, period: Period) -> Submission:
    statuses: dict[str, Status] = {"": "accepted", "row": "accepted in part", "file": "rejected"}
    refused = text(row.get("rejected", ""))
    return Submission(
        number,
        agency,
        parse_period(text(row["sent_for"])) if "sent_for" in row else period,
        f"{agency}-{number}.csv",
        "0" * 64,
        1,
        dt.date.fromisoformat(text(row["received"])),
        1,
        statuses[refused],
        0 if refused else 1,
        1 if refused else 0,
    )


def _observation(row: dict[str, Tree], agency: str, measure: str, period: Period) -> Observation:
    absence = row.get("absence")
    assert absence is None or absence in ABSENCES, row
    number = read_number(text(row.get("value", "1")), "")
    stated = Statement("exact", number) if absence is None else None
    place = Place(f"{agency}.csv")
    return Observation(
        agency,
        measure,
        period,
        stated,
        None,
        absence,  # type: ignore[arg-type]  # it is one of ABSENCES
        (),
        "",
        "",
        place,
        place,
    )
