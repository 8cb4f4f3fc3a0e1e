"""How quickly are ratings made, beside Open SDG's sdg-build, and on a record of ten years?

``python -m benchmarks.judging --sdg-build FOLDER`` measures, each time in a fresh process and in
turn: 100,000 measure-periods rated; the same series rated by Milepost, by its own method and by the
growth ratio, and by sdg-build, of which FOLDER holds a checkout with ``sdg/ProgressMeasure.py``;
and one year evaluated on records of 100,000 to 800,000 observations. ``--write`` keeps the figures
in results/judging.json and in judging.md. It ends with 1 where a bound is passed.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from pathlib import Path
from typing import Any, Final

import click

from benchmarks.plan_bounds import machine, run

_HERE: Final = Path(__file__).parent
_RESULTS: Final = _HERE / "results" / "judging.json"
_PAGE: Final = _HERE / "judging.md"
_BEGIN: Final = "<!-- judging: begin -->\n"
_END: Final = "<!-- judging: end -->\n"
_SERIES: Final = 2_000
_THEIRS: Final = 500
_RECORDS: Final = {100_000: 50, 200_000: 100, 400_000: 200, 800_000: 400}
_MILLION: Final = 1_000_000
_BOUND_OF_RECORDS: Final = 400_000

_ROWS: Final = (
    ("100,000 measure-periods rated, s", "ratings: seconds"),
    ("Milepost, share of targeted change, microseconds a series", "share"),
    ("Milepost, growth ratio, microseconds a series", "growth"),
    ("sdg-build, microseconds a series", "sdg-build"),
    ("sdg-build to Milepost, share of targeted change", "ratio: share"),
    ("sdg-build to Milepost, growth ratio", "ratio: growth"),
    *((f"one year of {count:,} observations, s", f"record {count}: seconds") for count in _RECORDS),
    *(("the same, most memory, MB", f"record {count}: megabytes") for count in _RECORDS),
)
_MOST: Final[dict[str, float]] = {
    "ratings: seconds": 5,
    f"record {_BOUND_OF_RECORDS}: seconds": 15,
    f"record {_BOUND_OF_RECORDS}: megabytes": 1_000,
}
_LEAST: Final[dict[str, float]] = {"ratio: growth": 50, "ratio: share": 50}


def once(runs: dict[str, list[float]], checkout: str) -> None:
    """One turn of everything."""
    here = (sys.executable, "-m", "benchmarks.judging_once")

    def keep(name: str, value: float) -> None:
        runs.setdefault(name, []).append(value)

    def each(*command: str) -> float:
        found = json.loads(run(*here, *command).printed)
        return float(found["seconds"] / found["count"] * _MILLION)

    keep("ratings: seconds", json.loads(run(*here, "ratings", "10000").printed)["seconds"])
    share = each("ours", str(_SERIES), "share-of-targeted-change")
    growth = each("ours", str(_SERIES), "growth-ratio")
    keep("share", share)
    keep("growth", growth)
    if checkout:
        theirs = each("sdg-build", str(_THEIRS), checkout)
        keep("sdg-build", theirs)
        keep("ratio: share", theirs / share)
        keep("ratio: growth", theirs / growth)
    for count, measures in _RECORDS.items():
        whole = run(*here, "record", str(measures), "50", "40")
        keep(f"record {count}: seconds", json.loads(whole.printed)["seconds"])
        keep(f"record {count}: megabytes", whole.megabytes)


def figures(runs: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Median, least and most of everything."""
    return {
        name: {"median": statistics.median(values), "least": min(values), "most": max(values)}
        for name, values in runs.items()
    }


def table(result: dict[str, Any]) -> str:
    """The figures as a table of Markdown, with what they were measured on."""
    on = result["machine"]
    lines = [
        (
            f"{result['repeats']} turns. {on['processor']}, {on['cores']} cores, {on['system']}, "
            f"Python {on['python']}. Load of the machine before the first turn: {on['load']:.1f}."
        ),
        "",
        "| | median | least | most | bound |",
        "|---|---:|---:|---:|---:|",
    ]
    for title, name in _ROWS:
        if name not in result["figures"]:
            continue
        row = result["figures"][name]
        decimals = 0 if "megabytes" in name or name in ("share", "growth", "sdg-build") else 2
        cells = [f"{row[k]:,.{decimals}f}" for k in row]
        bound = f"under {_MOST[name]:,}" if name in _MOST else ""
        bound = f"at least {_LEAST[name]:,}" if name in _LEAST else bound
        lines.append(f"| {title} | {' | '.join(cells)} | {bound} |")
    return "\n".join([*lines, ""])


def passed(result: dict[str, Any]) -> list[str]:
    """The bounds that some turn has passed."""
    found = result["figures"]
    over = [name for name, most in _MOST.items() if found[name]["most"] >= most]
    under = [n for n, least in _LEAST.items() if n in found and found[n]["least"] < least]
    return over + under


@click.command()
@click.option("--repeats", default=5, show_default=True, help="How often each thing is run.")
@click.option("--sdg-build", "checkout", default="", help="A folder with a checkout of sdg-build.")
@click.option("--write/--no-write", default=False, help="Keep the figures in this folder.")
def main(repeats: int, checkout: str, *, write: bool) -> None:
    """Measure the judge and print the figures as a table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    on = machine()  # before the runs are a load themselves
    runs: dict[str, list[float]] = {}
    for _ in range(repeats):
        once(runs, checkout)
    result: dict[str, Any] = {
        "machine": on,
        "repeats": repeats,
        "bounds": {"under": _MOST, "at least": _LEAST},
        "figures": figures(runs),
        "runs": runs,
    }
    click.echo(table(result))
    if write:
        _RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
        before, _, rest = _PAGE.read_text(encoding="utf-8").partition(_BEGIN)
        after = rest.partition(_END)[2]
        _PAGE.write_text(f"{before}{_BEGIN}\n{table(result)}\n{_END}{after}", encoding="utf-8")
    if amiss := passed(result):
        raise click.ClickException(f"over its bound: {', '.join(amiss)}.")


if __name__ == "__main__":
    main()
