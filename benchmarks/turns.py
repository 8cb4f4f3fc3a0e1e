"""Kinds of run that take turns, and what is kept of them: figures, ratios, bounds, a table.

Each of the benchmarks of docs/benchmarks.md is a list of rows, bounds and runs by name; this is all
that they have in common.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import click

from benchmarks.plan_bounds import Run, machine

RESULTS: Final = Path(__file__).parent / "results"
_CORES: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        title: what it says.
        name: which of the figures it shows.
        bound: what every run is held to; the worst counts, not the median.
        kind: whether the bound is the most or the least there may be.
        decimals: how many are shown.
    """

    title: str
    name: str
    bound: float | None = None
    kind: Literal["under", "at least"] = "under"
    decimals: int = 2


@dataclass
class Turns:
    """What was measured, turn by turn.

    Attributes:
        runs: the figures of each run, by name.
        on: the machine, before the runs are a load themselves.
    """

    runs: dict[str, list[float]] = field(default_factory=dict)
    on: dict[str, Any] = field(default_factory=machine)

    def keep(self, name: str, value: float) -> None:
        """Remember one figure of one run."""
        self.runs.setdefault(name, []).append(value)

    def took(self, who: str, *runs: Run) -> None:
        """Remember what one or more processes, one after the other, took together."""
        self.keep(f"{who}: seconds", sum(run.seconds for run in runs))
        self.keep(f"{who}: processor", sum(run.processor for run in runs))
        self.keep(f"{who}: megabytes", max(run.megabytes for run in runs))

    def held_against(self, ours: str, theirs: str) -> None:
        """The ratios of two that took turns, in seconds by the clock and of a processor."""
        for what in ("seconds", "processor"):
            self.runs[f"{ours} to {theirs}: {what}"] = [
                a / b
                for a, b in zip(
                    self.runs[f"{ours}: {what}"], self.runs[f"{theirs}: {what}"], strict=True
                )
            ]

    def figures(self) -> dict[str, dict[str, float]]:
        """Median, least and most of everything."""
        return {
            name: {"median": statistics.median(values), "least": min(values), "most": max(values)}
            for name, values in self.runs.items()
        }


class BoundPassedError(click.ClickException):
    """All was measured and kept, and some run was over its bound; the process ends with 3."""

    exit_code = 3


def stay_on_two_cores() -> None:
    """Give this process, and all that it starts, two cores and no more."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:_CORES])


def versions(*libraries: str) -> dict[str, str]:
    """The versions of libraries in this environment."""
    return {name: importlib.metadata.version(name) for name in libraries}


def passed(result: dict[str, Any]) -> list[str]:
    """The bounds that some run has passed."""
    found = result["figures"]
    rows = [Row(**row) for row in result["rows"]]
    return [
        row.name
        for row in rows
        if row.bound is not None and row.name in found
        if (row.kind == "under" and found[row.name]["most"] >= row.bound)
        or (row.kind == "at least" and found[row.name]["least"] < row.bound)
    ]


def head(result: dict[str, Any]) -> str:
    """A sentence or two: on how much, how often, on which machine and with what it was run."""
    on, used = result["machine"], result["versions"]
    libraries = "".join(f", {name} {version}" for name, version in used.items())
    turns = max(len(values) for values in result["runs"].values())
    return (
        f"{result['size']} {turns} {'turns' if turns > 1 else 'turn'}. {on['processor']}, "
        f"{on['cores']} cores, {on['system']}, Python {on['python']}{libraries}. "
        f"Load of the machine before the first turn: {on['load']:.1f}."
    )


def table(result: dict[str, Any]) -> str:
    """The figures as a table of Markdown, with what they were measured on."""
    lines = [
        head(result),
        "",
        "| | median | least | most | bound | |",
        "|---|---:|---:|---:|---:|---|",
    ]
    over = passed(result)
    for row in (Row(**row) for row in result["rows"]):
        if row.name not in result["figures"]:
            continue
        held = result["figures"][row.name]
        cells = [f"{held[k]:,.{row.decimals}f}" for k in ("median", "least", "most")]
        bound = "" if row.bound is None else f"{row.kind} {row.bound:,g}"
        said = "" if row.bound is None else "not held" if row.name in over else "held"
        lines.append(f"| {row.title} | {' | '.join(cells)} | {bound} | {said} |")
    return "\n".join([*lines, ""])


def finish(  # noqa: PLR0913  # what makes up a result
    name: str, turns: Turns, rows: Sequence[Row], size: str, used: dict[str, str], *, write: bool,
    more: dict[str, Any] | None = None, shown: Callable[[dict[str, Any]], str] = table,
) -> None:  # fmt: skip
    """Print the table, keep the result where asked to, and end with 1 where a bound is passed.

    Args:
        name: of the file in results/.
        turns: what was measured.
        rows: what is shown of it.
        size: a sentence that says on what it was run.
        used: versions of what it was run with.
        write: whether to keep it.
        more: anything else to be kept.
        shown: how it is printed.
    """
    result: dict[str, Any] = {
        "machine": turns.on,
        "versions": used,
        "size": size,
        "rows": [{slot: getattr(row, slot) for slot in Row.__slots__} for row in rows],
        "figures": turns.figures(),
        "runs": turns.runs,
    } | (more or {})
    click.echo(shown(result))
    if write:
        RESULTS.mkdir(exist_ok=True)
        text = json.dumps(_rounded(result), indent=2) + "\n"
        (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")
    if over := passed(result):
        raise BoundPassedError(f"over its bound: {', '.join(over)}.")


def _rounded(value: Any) -> Any:  # noqa: ANN401  # any value of JSON
    if isinstance(value, dict):
        return {key: _rounded(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(held) for held in value]
    return round(value, 4) if isinstance(value, float) else value
