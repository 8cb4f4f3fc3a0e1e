"""Small scorecards and the words they are made of, built from a few lines of a plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from milepost.periods import parse_period
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Row
from milepost.workspace import Workspace

HEAD = "agency,measure,period,value,of,bound,absence,source,note"

PLAN = """\
strategy: {id: s, title: A small strategy, issued_by: ONDCP, source: made up}
calendar: {fiscal_year_starts: October, source: made up}
agencies:
  - {id: ONDCP, name: Office of National Drug Control Policy, source: made up}
  - {id: ATF, name: Bureau, source: made up}
  - {id: ICE, name: Service, source: made up}
goals:
  - {id: g, title: Fewer guns, source: made up}
objectives:
  - {id: o, goal: g, title: Investigate, source: made up}
scales:
  - id: default
    in_force_from: 2008-01-01
    method: share-of-targeted-change
    on_track: 0.9
    at_risk: 0.6
    source: made up
"""

MEASURE = {
    "id": "cases",
    "title": "Cases",
    "definition": "Cases opened.",
    "objective": "o",
    "unit": "cases",
    "kind": "output",
    "direction": "increase",
    "quantity": "flow",
    "basis": "fiscal",
    "frequency": "annual",
    "agencies": "[ATF]",
    "decimals": "0",
    "source": "made up",
}


def measure(**keys: str) -> str:
    """A measure in YAML, with some keys written otherwise; an empty text leaves a key out."""
    lines = [f"{key}: {value}" for key, value in (MEASURE | keys).items() if value]
    return "  - " + "\n    ".join(lines) + "\n"


def target(value: str, period: str = "FY2009", more: str = "") -> str:
    """A list of one target in YAML."""
    dated = f"period: {period}, " if period else ""
    return f"[{{{dated}value: {value}, rationale: r, source: made up{more}}}]"


def baseline(value: str) -> str:
    """A baseline in YAML."""
    return f"{{period: FY2008, value: {value}, source: made up}}"


def card(  # noqa: PLR0913  # each has its default
    root: Path,
    measures: list[str],
    rows: list[str],
    period: str = "FY2009",
    as_of: str = "2009-10-31",
    plan: str = PLAN,
) -> Scorecard:
    """The scorecard of a small plan and of what agencies wrote into their rows."""
    for folder in ("strategy", "measures", period):
        (root / folder).mkdir(parents=True, exist_ok=True)
    text = plan + "measures:\n" + "".join(measures)
    (root / "strategy/plan.yaml").write_text(text, encoding="utf-8")
    workspace = Workspace(root)
    assert workspace.plan.problems == (), workspace.plan.problems
    for agency in sorted({row.split(",")[0] for row in rows}):
        own = [row for row in rows if row.split(",")[0] == agency]
        path = root / period / f"{agency}.csv"
        path.write_text("\n".join([HEAD, *own, ""]), encoding="utf-8")
        for received in workspace.submit([str(path)], dt.date.fromisoformat(as_of)):
            assert received.problems == (), received.problems
    composed = workspace.compose(parse_period(period), dt.date.fromisoformat(as_of))
    workspace.ledger.close()
    return composed


def only_row(composed: Scorecard) -> Row:
    """The one row of a scorecard."""
    (row,) = [row for section in composed.sections for row in section.rows]
    return row
