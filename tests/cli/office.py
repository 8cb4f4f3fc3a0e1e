"""A small workspace of its own, and the command line in this process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.workspace import Workspace
from tests import xlsx
from tests.opened import texts_of

PLAN: Final = """\
strategy:
  id: border-arms
  title: A small strategy
  issued_by: ONDCP
  source: made up
calendar:
  fiscal_year_starts: October
  source: made up
agencies:
  - {id: ONDCP, name: Office of National Drug Control Policy, source: made up}
  - {id: ATF, name: "Bureau of Alcohol, Tobacco, Firearms and Explosives", source: made up}
  - {id: ICE, name: Immigration and Customs Enforcement, source: made up}
goals:
  - {id: fewer-guns, title: Fewer guns cross the border, source: made up}
objectives:
  - {id: investigate, goal: fewer-guns, title: Investigate those who carry them, source: made up}
scales:
  - id: default
    in_force_from: 2008-01-01
    method: share-of-targeted-change
    on_track: 0.9
    at_risk: 0.6
    source: made up
measures:
  - id: cases-initiated
    title: Cases initiated
    definition: Investigations that were opened in the period.
    objective: investigate
    unit: cases
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: annual
    agencies: [ATF, ICE]
    combine: {agencies: sum, periods: sum}
    targets:
      - {period: FY2009, value: 100, rationale: A promise., source: made up}
    source: made up
"""
HEAD: Final = ("agency", "measure", "period", "value", "of", "bound", "absence", "source", "note")


def table(*rows: tuple[str, ...]) -> bytes:
    """A file of CSV with the head of the form and these rows."""
    lines = [",".join(HEAD), *(",".join(row) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def cases(agency: str, value: str, note: str = "") -> bytes:
    """A file of CSV in which an agency reports its cases."""
    return table((agency, "cases-initiated", "FY2009", value, "", "", "", "", note))


def workbook(*values: xlsx.Written, sheet: str = "Metrics") -> bytes:
    """A workbook in which ATF reports its cases, a row a value."""
    rows: list[list[xlsx.Written]] = [list(HEAD)]
    rows += [["ATF", "cases-initiated", "FY2009", value] for value in values]
    return xlsx.workbook({sheet: rows})


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace with a small plan; its own ledger, or the one at an address."""

    root: Path
    ledger: str | None = None

    def run(self, *arguments: str) -> Result:
        """Run a command in this process, in the workspace."""
        elsewhere = ["--ledger", self.ledger] if self.ledger else []
        return CliRunner().invoke(main, ["--workspace", str(self.root), *elsewhere, *arguments])

    def write_plan(self, text: str) -> None:
        """Write the plan anew."""
        folder = self.root / "strategy"
        folder.mkdir(exist_ok=True)
        (self.root / "measures").mkdir(exist_ok=True)
        (folder / "plan.yaml").write_text(text, encoding="utf-8")

    def put(self, name: str, content: bytes) -> str:
        """Lay a file into the workspace, ready to be handed in."""
        path = self.root / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return str(path)

    def submit(self, *paths: str, day: str = "2009-10-15") -> Result:
        """Hand files in."""
        return self.run("submit", "--received-on", day, *paths)

    def scorecard(self, day: str = "2009-10-31") -> Result:
        """Write the scorecard of the year."""
        return self.run("scorecard", "FY2009", "--as-of", day)

    def files(self) -> dict[str, bytes]:
        """The bytes of every file of the scorecard."""
        found = sorted(path for path in self.report.rglob("*") if path.is_file())
        return {path.relative_to(self.report).as_posix(): path.read_bytes() for path in found}

    def published(self) -> dict[str, str]:
        """All text in every file of the scorecard, metadata too."""
        return {
            name: "".join(text for _, text in texts_of(self.report / name)) for name in self.files()
        }

    @property
    def report(self) -> Path:
        """The folder of the report."""
        return self.root / "reports" / "FY2009"

    def statuses(self) -> list[tuple[str, str, int, int]]:
        """Name, status, accepted and rejected of every file in the ledger."""
        ledger = Workspace(self.root, self.ledger).ledger
        found: list[tuple[str, str, int, int]] = [
            (s.name, s.status, s.accepted, s.rejected) for s in ledger.submissions()
        ]
        ledger.close()
        return found
