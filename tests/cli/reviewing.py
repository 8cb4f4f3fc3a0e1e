"""A small workspace with windows and a threshold, and what an analyst says in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from click.testing import Result

from milepost.submissions.model import Explanation, Reading
from milepost.workspace import Workspace
from tests.cli.office import PLAN, Office, table

BY: Final = ("--by", "Ann Lee, analyst")
_QUARTERLY: Final = """\
  - id: traces
    title: Traces completed
    definition: Traces that came to a first purchaser.
    objective: investigate
    unit: traces
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: quarterly
    agencies: [ATF]
    combine: {periods: sum}
    targets:
      - {period: FY2009, value: 100, rationale: A promise., source: made up}
    source: made up
windows:
  - id: quarters
    of: quarter
    due: 30 days
    locked: 60 days
    late_procedure: Write to the director.
    source: made up
  - id: years
    of: year
    due: 30 days
    locked: 90 days
    late_procedure: Write to the director.
    source: made up
extensions:
  - id: ice-2009
    agency: ICE
    period: FY2009
    until: 2009-11-20
    reason: The server failed.
    approved_by: The director
    source: made up
"""
REVIEWED_PLAN: Final = (
    PLAN.replace("made up\ncalendar", "made up\n  variance_threshold: 15\ncalendar", 1) + _QUARTERLY
)


def row(agency: str, measure: str, period: str, value: str, note: str = "") -> tuple[str, ...]:
    """A row of the form; a value in words is an absence."""
    absence = "" if value[:1].isdigit() else value
    return (agency, measure, period, "" if absence else value, "", "", absence, "", note)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An office in which agencies have reported, and an analyst looks at it."""

    office: Office

    def send(self, name: str, *rows: tuple[str, ...], day: str = "2009-10-15") -> Result:
        """Hand in a file for FY2009."""
        return self.office.submit(self.office.put(f"FY2009/{name}", table(*rows)), day=day)

    def review(self, *arguments: str) -> Result:
        """Run ``milepost review``."""
        return self.office.run("review", *arguments)

    def waiting(self, day: str = "2009-10-31", *more: str) -> str:
        """What awaits review on a day."""
        result = self.review("FY2009", *more, "--as-of", day)
        assert result.exit_code == 0, result.output
        return result.output

    def accept(self, *handles: str, comment: str = "", day: str = "2009-10-20") -> Result:
        """Accept handles as an analyst."""
        return self.review("accept", *handles, "--comment", comment, *BY, "--on", day)

    def give_back(self, *handles: str, comment: str = "No.", day: str = "2009-10-20") -> Result:
        """Return handles as an analyst."""
        return self.review("return", *handles, "--comment", comment, *BY, "--on", day)

    def explain(self, number: int, measure: str, period: str, why: str) -> None:
        """Let a file hold an explanation, as a form's sheet of explanations does."""
        workspace = Workspace(self.office.root)
        ledger = workspace.ledger
        sent = ledger.submission(number)
        observations, rejections = ledger.findings()[number]
        when = next(o.period for o in observations if str(o.period) == period)
        said = Explanation(
            sent.agency, measure, when, why, "Hire two.", "March 2010", observations[0].place
        )
        reading = Reading(
            tuple(observations), tuple(rejections), (), len(observations), explanations=(said,)
        )
        ledger.add_reading(number, "the plan", reading)
        workspace.close()

    def remarks(self) -> list[tuple[str, str, int | None]]:
        """Kind, measure and submission of every remark in the ledger."""
        workspace = Workspace(self.office.root)
        found: list[tuple[str, str, int | None]] = [
            (r.kind, r.measure, r.submission) for r in workspace.ledger.remarks()
        ]
        workspace.close()
        return found

    def status(self, period: str = "FY2009", day: str = "2009-10-31") -> Any:  # noqa: ANN401  # JSON
        """The status as a machine reads it."""
        result = self.office.run("status", period, "--as-of", day, "--format", "json")
        assert result.exit_code == 0, result.output
        return json.loads(result.output)

    def agency(self, name: str, period: str = "FY2009", day: str = "2009-10-31") -> Any:  # noqa: ANN401  # JSON
        """What a status says of one agency."""
        return next(a for a in self.status(period, day)["agencies"] if a["agency"] == name)

    def card(self, day: str = "2009-10-31") -> Any:  # noqa: ANN401  # JSON
        """The scorecard of the year as a machine reads it."""
        result = self.office.scorecard(day)
        assert result.exit_code == 0, result.output
        return json.loads((self.office.report / "scorecard.json").read_text(encoding="utf-8"))

    def row(self, measure: str, day: str = "2009-10-31") -> Any:  # noqa: ANN401  # JSON
        """The row of a measure in the scorecard of the year."""
        rows = [r for s in self.card(day)["sections"] for r in s["rows"]]
        return next(r for r in rows if r["measure"] == measure)
