"""A copy of the project's plan, measures, submissions and examples, and the journey through it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milepost.periods import parse_period
from milepost.scorecard.card import Scorecard
from milepost.workspace import Workspace

ROOT: Final = Path(__file__).parents[2]
COMMAND: Final = str(Path(sys.executable).parent / "milepost")
EXAMPLE: Final = "examples/fy2009"
REAL_REPORT: Final = "FY2008"
MADE_UP_REPORT: Final = "FY2009-illustrative"
REPORTS: Final = (REAL_REPORT, MADE_UP_REPORT)
FORMS: Final = (
    "scorecard.pdf",
    "scorecard.html", "scorecard.json", "scorecard.txt", "scorecard.xlsx", "scorecard.stratml.xml",
    "csv/targets.csv", "csv/figures.csv", "csv/datapackage.json",
)  # fmt: skip

# What is handed in, by workspace: the day it counts as received, and the files.
HANDED_IN: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    ".": (("2009-06-30", "measures/submissions/FY2008/*"),),
    EXAMPLE: (
        ("2009-01-15", "examples/fy2009/submissions/FY2009-Q1/*"),
        ("2009-04-15", "examples/fy2009/submissions/FY2009-Q2/*"),
        ("2009-07-15", "examples/fy2009/submissions/FY2009-Q3/???.*"),
        ("2009-07-22", "examples/fy2009/submissions/FY2009-Q3/ATF-revised.csv"),
        ("2009-10-15", "examples/fy2009/submissions/FY2009-Q4/*"),
    ),
}
DRAWN: Final = {".": ("FY2008", "2009-06-30"), EXAMPLE: ("FY2009", "2009-10-31")}
# The one submission that holds a faulty cell; submit says so with exit code 1.
FAULTY: Final = "examples/fy2009/submissions/FY2009-Q3/???.*"

Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True, slots=True)
class Repository:
    """A copy of the repository in a folder of its own."""

    root: Path

    def run(
        self,
        *arguments: str,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Done:
        """Run a command as a user would, in a process of its own."""
        return subprocess.run(
            [COMMAND, *arguments],
            cwd=cwd or self.root,
            env=os.environ | dict(environment or {}),
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=300,
            check=False,
        )

    def files(self, pattern: str) -> list[str]:
        """The files a shell would put in the place of a pattern."""
        return sorted(str(p.relative_to(self.root)) for p in self.root.glob(pattern))

    def walk(
        self, cwd: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> tuple[Done, ...]:
        """The whole journey: check, submit, scorecard, first the real plan and then the example."""
        done = []
        standing = self.root if cwd is None else cwd

        def seen_from_there(path: str) -> str:
            return os.path.relpath(self.root / path, standing)

        for workspace, handed_in in HANDED_IN.items():
            here = ("--workspace", seen_from_there(workspace))
            done.append(self.run(*here, "check", cwd=standing, environment=environment))
            for day, pattern in handed_in:
                files = [seen_from_there(path) for path in self.files(pattern)]
                received = ("--received-on", day)
                done.append(
                    self.run(
                        *here, "submit", *received, *files, cwd=standing, environment=environment
                    )
                )
            period, as_of = DRAWN[workspace]
            drawing = ("scorecard", period, "--as-of", as_of)
            done.append(self.run(*here, *drawing, cwd=standing, environment=environment))
        return tuple(done)

    def report(self, name: str, form: str) -> bytes:
        """The bytes of a report."""
        return (self.root / "reports" / name / form).read_bytes()

    def reports(self) -> dict[str, bytes]:
        """Every report by path."""
        return {f"{name}/{form}": self.report(name, form) for name in REPORTS for form in FORMS}

    def workspace(self, name: str) -> Workspace:
        """A workspace of the copy, in this process."""
        return Workspace(self.root / name)

    def submissions(self, name: str) -> Path:
        """The folder of what agencies sent to a workspace."""
        return self.root / ("measures/submissions" if name == "." else f"{name}/submissions")

    def composed(self, name: str) -> Scorecard:
        """The scorecard of a workspace, composed in this process."""
        workspace = self.workspace(name)
        for day, pattern in HANDED_IN[name]:
            paths = [str(self.root / path) for path in self.files(pattern)]
            for _ in workspace.submit(paths, dt.date.fromisoformat(day)):
                pass
        period, as_of = DRAWN[name]
        card = workspace.compose(parse_period(period), dt.date.fromisoformat(as_of))
        workspace.ledger.close()
        return card


def copy_to(folder: Path) -> Repository:
    """Copy what a journey needs, without any ledger."""
    without_ledger = shutil.ignore_patterns("ledger.sqlite*")
    for name in ("strategy", "measures", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=without_ledger)
    return Repository(folder)
