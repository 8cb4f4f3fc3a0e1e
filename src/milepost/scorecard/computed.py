"""What must be known of a figure that was computed from rows: which rows, and what is unknown.

All of it follows from the figure as the public sees it. Where that is withheld nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from milepost.evaluation.model import Actual
from milepost.plan.model import Measure, Plan
from milepost.submissions.coverage import extracts_of
from milepost.submissions.model import InForce, Observation
from milepost.submissions.small_counts import fewer_than


def rows_behind(plan: Plan, measure: Measure, actual: Actual) -> str:
    """How a figure was computed, in a line: from how many rows, by which date; yes, no, unknown."""
    behind = _sources(measure, actual)
    if not behind:
        return ""
    counted = sum(said.counted or 0 for said in behind)
    rows = "1 row" if counted == 1 else f"{counted:,} rows"
    rows = rows if all(said.rows_told for said in behind) else "the rows"
    named = " and ".join(f"“{extract}”" for extract in extracts_of(measure))
    parts = [f"computed from {rows} of {named}, by {dated_by(plan, measure)}"]
    return "; ".join([*parts, *answers(measure, behind)])


def dated_by(plan: Plan, measure: Measure) -> str:
    """Which date places the rows of a measure in a period: completed_on (when it was completed)."""
    how = measure.from_extract
    if how is None:
        return ""
    extract = next((e for e in plan.extracts if e.id == how.extract), None)
    if extract is None:
        return how.date or ""
    name = how.date or extract.event.column
    means = next((c.means for c in extract.columns if c.name == name), "")
    return f"{name} ({means})" if means else name


def answers(measure: Measure, behind: Sequence[Observation]) -> Iterator[str]:
    """Of a share how many rows are of the part, how many are not, and of how many nobody knows."""
    how = measure.from_extract
    if how is None or how.kind != "share":
        return
    ends = [(said, value) for said in behind if (value := _bounded(measure, said)) is not None]
    if not ends or len(ends) != len(behind):
        return
    least = measure.smallest_shown
    yes = sum(int(low) for _, (low, _) in ends)
    whole = sum(int(said.whole or 0) for said, _ in ends)
    most = sum(int(high) for _, (_, high) in ends)
    unknown = most - yes + max(sum(said.counted or 0 for said, _ in ends) - whole, 0)
    told = [fewer_than(number, least) for number in (yes, whole - most, unknown)]
    yield f"yes {told[0]}, no {told[1]}, unknown {told[2]}"


def _bounded(measure: Measure, said: Observation) -> tuple[int, int] | None:
    value = said.interval(measure)
    if value is None or value.low is None or value.high is None or said.whole is None:
        return None
    return int(value.low), int(value.high)


def _sources(measure: Measure, actual: Actual) -> list[Observation]:
    """The computed figures of a measure behind an actual, each once."""
    found: dict[object, InForce] = {}
    for held in actual.sources():
        said = held.observation
        if said.measure == measure.id and said.counted is not None:
            found[said.key] = held
    return [held.observation for held in found.values()]
