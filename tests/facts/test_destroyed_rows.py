"""What rows destroyed by order said is unknown; what they had replaced does not come back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from milepost.submissions.model import Destruction
from milepost.workspace import Workspace
from tests.facts.records import AS_OF, RECEIVED, REVISED_ON, copied, revised


def _traced(workspace: Workspace, day: dt.date) -> dict[str, str]:
    """How many firearms were traced, by quarter."""
    record = workspace._record(day)  # noqa: SLF001  # the record itself is what is meant
    return {
        str(period): str(held.observation.stated.number)
        for (_, measure, period, _), held in record.in_force.items()
        if measure == "traces-completed" and held.observation.stated is not None
    }


def test_what_a_destroyed_revision_replaced_does_not_come_back(tmp_path: Path) -> None:
    with Workspace(copied(tmp_path)) as workspace:
        for quarter in (1, 2):
            path = workspace.root / f"deliveries/FY2009-Q{quarter}/SYNTHETIC-traces.csv"
            for _ in workspace.submit_extract("traces", [str(path)], RECEIVED[quarter]):
                pass
        revised(workspace)
        assert _traced(workspace, AS_OF) == {"FY2009-Q1": "300", "FY2009-Q2": "318"}
        assert workspace.destroy(3, Destruction("A. Grant", "a spill", AS_OF))
    with Workspace(workspace.root) as workspace:
        # Not 320, as it was before.
        assert _traced(workspace, AS_OF) == {"FY2009-Q1": "300"}
        before = REVISED_ON - dt.timedelta(days=1)
        assert _traced(workspace, before) == {"FY2009-Q1": "300", "FY2009-Q2": "320"}
        path = workspace.root / "deliveries/FY2009-Q2/SYNTHETIC-traces.csv"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:-1]), "utf-8")
        for received in workspace.submit_extract("traces", [str(path)], AS_OF):
            assert received.problems == ()
        assert _traced(workspace, AS_OF) == {"FY2009-Q1": "300", "FY2009-Q2": "319"}
