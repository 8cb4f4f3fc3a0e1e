"""Turns the data and metadata of an Open SDG site into a workspace of Milepost.

``python -m benchmarks.open_sdg SITE WORKSPACE``; SITE is a checkout of the site's data, with
``data/indicator_*.csv`` and ``meta/*.yml`` or ``*.md``. Each indicator becomes a measure, each of
its disaggregations (units and series too) a dimension, each row an observation of a calendar year.
An Open SDG site states no targets, so there are none. Rows without a number or a year, those that
are there twice, and numbers below zero, which Milepost does not take, are left out and counted.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click
import yaml

AGENCY: Final = "US"
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_YEAR: Final = re.compile(r"(19|20)\d\d")
_NOT_DIMENSIONS: Final = ("year", "value", "geocode", "")
_SOURCE: Final = "converted from the metadata of an Open SDG site"


@dataclass
class Converted:
    """What of the site was taken.

    Attributes:
        rows: the rows of the table that Milepost reads, each by column.
        codes: the codes of each dimension, in order of first use.
        uses: which dimensions each indicator has.
        left_out: how many rows were left out, by why.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    uses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)


def convert(site: Path, workspace: Path) -> Converted:
    """Write the workspace, its plan and one long table of all figures."""
    taken = Converted()
    for path in sorted((site / "data").glob("indicator_*-*.csv")):
        _take(path, taken)
    (workspace / "strategy").mkdir(parents=True)
    (workspace / "measures").mkdir()
    indicators = sorted(taken.uses)
    _write(workspace / "strategy" / "strategy.yaml", _strategy(taken, indicators))
    measures = [_measure(name, _metadata(site, name), taken.uses[name]) for name in indicators]
    _write(workspace / "measures" / "measures.yaml", {"measures": measures})
    heads = ["agency", "measure", "period", "value", *taken.codes]
    with (workspace / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(taken.rows)
    return taken


def _take(path: Path, taken: Converted) -> None:
    """The rows of one indicator."""
    name = path.stem.removeprefix("indicator_").lower()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = [head for head in (rows[0] if rows else {}) if head]
    named = {h: _named(h) for h in heads if h.strip().lower() not in _NOT_DIMENSIONS}
    taken.uses[name] = tuple(named.values())
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        year, value = (row.get("Year") or "").strip(), (row.get("Value") or "").strip()
        if not _YEAR.fullmatch(year) or not _NUMBER.fullmatch(value):
            taken.left_out["no year or no number"] += 1
            continue
        if value.startswith("-"):
            taken.left_out["below zero"] += 1
            continue
        cells = {
            dimension: _code(taken, dimension, (row[head] or "").strip())
            for head, dimension in named.items()
        }
        key = (year, *cells.values())
        if key in seen:
            taken.left_out["there twice"] += 1
            continue
        seen.add(key)
        said = {"agency": AGENCY, "measure": f"sdg-{name}", "period": f"CY{year}", "value": value}
        taken.rows.append(said | cells)


def _named(head: str) -> str:
    return "by-" + (re.sub(r"[^a-z0-9]+", "-", head.lower()).strip("-") or "other")


def _code(taken: Converted, dimension: str, text: str) -> str:
    """The code of a value; a blank is the total, as it is in Milepost."""
    known = taken.codes.setdefault(dimension, {})
    return known.setdefault(text, f"c{len(known) + 1}") if text else ""


def _metadata(site: Path, name: str) -> dict[str, Any]:
    """What the site says of an indicator: its configuration, and its metadata over that."""
    said: dict[str, Any] = {}
    for path in _of(site, name):
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".md":  # YAML between two lines of hyphens
            text = text.partition("---\n")[2].partition("\n---")[0]
        said |= {k: v for k, v in (yaml.load(text, yaml.CSafeLoader) or {}).items() if v}
    return said


def _of(site: Path, name: str) -> Iterator[Path]:
    for folder, ending in (("indicator-config", "yml"), ("meta", "md"), ("meta", "yml")):
        path = site / folder / f"{name}.{ending}"
        if path.exists():
            yield path


def _measure(name: str, said: dict[str, Any], dimensions: tuple[str, ...]) -> dict[str, Any]:
    def first(*keys: str, otherwise: str) -> str:
        found = (" ".join(str(said.get(key, "")).split()) for key in keys)
        return next((t for t in found if t and not t.startswith("global_")), otherwise)

    title = first("title", "SDG_INDICATOR", "graph_title", otherwise=f"Indicator {name}")
    return {
        "id": f"sdg-{name}",
        "title": title,
        "definition": first("STAT_CONC_DEF", "indicator_definition", otherwise=title),
        "objective": _target(name),
        "unit": "in the unit of the indicator",
        "kind": "outcome",
        "direction": "increase",
        "quantity": "average",
        "basis": "calendar",
        "frequency": "annual",
        "agencies": [AGENCY],
        "decimals": 2,
        "dimensions": list(dimensions),
        "source": first("DATA_SOURCE", "source_organisation_1", otherwise=_SOURCE),
    }


def _target(name: str) -> str:
    return "target-" + "-".join(name.split("-")[:2])


def _strategy(taken: Converted, indicators: list[str]) -> dict[str, Any]:
    goals = list(dict.fromkeys(name.split("-")[0] for name in indicators))
    targets = {_target(name): name.split("-")[0] for name in indicators}
    source = {"source": _SOURCE}
    role = {"agency": AGENCY, "role": "lead", "authority": "As the site says"} | source
    scale = {"id": "default", "in_force_from": "2015-01-01", "method": "target-only"}
    title = {"title": "The indicators of an Open SDG site", "issued_by": AGENCY}
    return {
        "strategy": {"id": "open-sdg"} | title | source,
        "calendar": {"fiscal_year_starts": "October"} | source,
        "scales": [scale | source],
        "agencies": [{"id": AGENCY, "name": "The site's own statistical office"} | source],
        "goals": [{"id": f"goal-{n}", "title": f"Goal {n}"} | source for n in goals],
        "objectives": [
            {"id": target, "goal": f"goal-{goal}", "title": f"Target {target[7:]}"}
            | {"roles": [role]}
            | source
            for target, goal in targets.items()
        ],
        "code_lists": [
            {"id": dimension, "title": dimension}
            | {"codes": [{"code": code, "title": text} for text, code in codes.items()]}
            | source
            for dimension, codes in taken.codes.items()
        ],
    }


def _write(path: Path, tree: dict[str, Any]) -> None:
    # JSON is YAML; numbers are texts in it, for 0.9 is to stay 0.9.
    path.write_text(json.dumps(tree, indent=1, ensure_ascii=False), encoding="utf-8")


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("workspace", type=click.Path(path_type=Path))
def main(site: Path, workspace: Path) -> None:
    """Convert a site, and say what was taken."""
    taken = convert(site, workspace)
    click.echo(
        f"{len(taken.uses)} indicators, {len(taken.rows):,} rows; left out: {taken.left_out}"
    )


if __name__ == "__main__":
    main()
