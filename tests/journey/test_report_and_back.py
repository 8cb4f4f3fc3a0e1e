"""A performance report in StratML goes out, comes back into an empty workspace, and rates alike."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Row
from milepost.workspace import Workspace
from tests.interchange.structure import faults_of_report
from tests.journey.repository import DRAWN, EXAMPLE, Repository

Key = tuple[str, str]


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(root), *words])


def rated(card: Scorecard, *, names_agencies: bool) -> dict[Key, Row]:
    """The rows by measure and due date; a measure of several agencies comes back as several."""
    reporters = {measure.id: measure.agencies for measure in card.measures}
    found = {}
    for section in card.sections:
        for row in section.rows:
            agency = row.id.split("/")[2]
            several = names_agencies and len(reporters[row.measure]) > 1 and agency != "all"
            name = f"{row.measure}-{agency.lower()}" if several else row.measure
            assert row.promised is not None
            found[name, row.promised.due] = row
    return found


@pytest.mark.parametrize("where", [".", EXAMPLE], ids=["FY2008", "FY2009"])
def test_what_comes_back_is_rated_alike(
    composed_in: Repository, where: str, tmp_path: Path
) -> None:
    composed = composed_in.composed(where)
    period, as_of = DRAWN[where]
    report = tmp_path / "report.stml"
    words = ("export", period, "--format", "stratml-report", "--as-of", as_of, "-o", str(report))
    written = run(composed_in.root / where, *words)
    assert written.exit_code == 0, written.output
    assert faults_of_report(report.read_text(encoding="utf-8")) == []

    settings = f"workspace: {{plan: [strategy], illustrative: {str(where == EXAMPLE).lower()}}}\n"
    (tmp_path / "milepost.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "strategy").mkdir()
    brought_in = run(tmp_path, "import", str(report))
    assert brought_in.exit_code == 0, brought_in.output
    assert brought_in.output.endswith("The plan has no problems.\n")
    files = sorted(str(path) for path in (tmp_path / "strategy/figures").rglob("*.csv"))
    workspace = Workspace(tmp_path)
    for received in workspace.submit(files, dt.date.fromisoformat(as_of)):
        assert [p for p in received.problems if p.severity == "error"] == []
    again = workspace.scorecard(period, as_of)
    workspace.close()

    before, after = rated(composed, names_agencies=True), rated(again, names_agencies=False)
    assert before.keys() == after.keys()
    for key, row in before.items():
        back = after[key]
        assert (back.result, back.rating) == (row.result, row.rating), key
        assert back.target == row.target, key
        assert back.baseline == row.baseline, key
        ends = [(e.low, e.high) if e else None for e in (row.exact, back.exact)]
        assert ends[0] == ends[1], key


def test_a_report_asks_for_its_period_and_no_other_form_does(tmp_path: Path) -> None:
    missing = run(tmp_path, "export", "--format", "stratml-report")
    assert missing.exit_code == 2
    assert "Name the period of the report" in missing.output
    needless = run(tmp_path, "export", "FY2009")
    assert needless.exit_code == 2
    assert "A period is asked for by --format stratml-report alone." in needless.output
