"""What would every trace since 1990 and every border crossing cost? Measured, then extrapolated.

``python -m benchmarks.national`` takes in twenty quarters of trace records, a million, ten million
and, with ``--most``, a hundred million in all, and computes twelve measures of them: first of all
of them with nothing reduced before, then again after one more quarter has come. A line is laid
through seconds by the clock, seconds of a processor and memory of each, cost = start + slope *
records, by least squares of relative errors; it is extrapolated to 10^10 records with the interval
in which 90 of 100 such lines would lie. ``--write`` keeps all in results/national-scale.json and
draws docs/images/national-scale.svg. See docs/national-scale.md.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import altair as alt
import click

from benchmarks.lines import line
from benchmarks.offices import Office
from benchmarks.turns import Turns, finish, head, stay_on_two_cores, versions

_PICTURE: Final = Path(__file__).parents[1] / "docs" / "images" / "national-scale.svg"
_QUARTERS: Final = 20
_FIRST: Final = "FY2004-Q1"
_NEW: Final = "FY2009-Q1"
_YEAR: Final = "FY2009"
_MILLION: Final = 1_000_000
_SIZES: Final = tuple(n * _MILLION for n in (1, 3, 10, 30, 100))
_NATION: Final = 10_000 * _MILLION
COSTS: Final = {
    "taken in": "twenty quarters taken in",
    "reduced": "twelve measures, nothing reduced before",
    "one more quarter": "a new quarter taken in, and the measures again",
}
_UNITS: Final = {  # what is measured, its unit at 10^10 records, and how many make one
    "seconds": ("hours by the clock", 3600),
    "processor": ("hours of a processor", 3600),
    "megabytes": ("GB of memory", 1000),
}


def measured(turns: Turns, records: int) -> None:
    """One size: taken in, computed, and computed again after one more quarter."""
    rows = records // _QUARTERS
    with tempfile.TemporaryDirectory() as temporary:
        office = Office(Path(temporary, "workspace"))
        office.fresh()
        taken = office.receive("traces", "ATF", _FIRST, _QUARTERS, rows)
        turns.took(f"taken in {records}", *taken)
        turns.took(f"reduced {records}", office.evaluate(_YEAR))
        new = office.receive("traces", "ATF", _NEW, 1, rows)
        turns.took(f"one more quarter {records}", *new, office.evaluate(_YEAR))
        kept = office.root / "extracts"
        for what in ("rows", "reduced"):
            held = sum(path.stat().st_size for path in (kept / what).rglob("*") if path.is_file())
            turns.keep(f"{what} {records}: bytes a record", held / (records + rows))


def fitted(turns: Turns, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """The line through each cost, and what comes of it at the scale of the nation."""
    found = []
    for cost in COSTS:
        for what, (unit, many) in _UNITS.items():
            laid = line([(n, min(turns.runs[f"{cost} {n}: {what}"])) for n in sizes])
            middle, least, most = (at / many for at in laid.at(_NATION))
            found.append(
                {
                    "cost": cost,
                    "what": what,
                    "unit": unit,
                    "points": len(sizes),
                    "start": laid.start,
                    "per_million": laid.slope * _MILLION,
                    "middle": middle,
                    "least": least,
                    "most": most,
                }
            )
    return found


def written(result: dict[str, Any]) -> str:
    """What was measured and what comes of it, as tables of Markdown."""
    held = {name: figures["median"] for name, figures in result["figures"].items()}
    lines = [
        *(head(result), ""),
        "| | records | s by the clock | s of a processor | MB held at most |",
        "|---|---:|---:|---:|---:|",
    ]
    for cost, title in COSTS.items():
        for records in result["sizes"]:
            cells = [held[f"{cost} {records}: {what}"] for what in _UNITS]
            lines.append(
                f"| {title} | {records:,} | " + "{:,.1f} | {:,.1f} | {:,.0f} |".format(*cells)
            )
    points = result["fits"][0]["points"]
    lines += [
        *("", f"A line through {points} points each, and what it says of 10^10 records:", ""),
        "| | start | each million records | unit | 10^10 records | least | most | unit |",
        "|---|---:|---:|---|---:|---:|---:|---|",
    ]
    for fit in result["fits"]:
        here = "MB" if fit["what"] == "megabytes" else "s"
        ends = " | ".join(f"{fit[end]:,.1f}" for end in ("middle", "least", "most"))
        lines.append(
            f"| {COSTS[fit['cost']]} | {fit['start']:,.2f} | {fit['per_million']:,.3f} | {here} |"
            f" {ends} | {fit['unit']} |"
        )
    most = result["sizes"][-1]
    kept, reduced = (held[f"{what} {most}: bytes a record"] for what in ("rows", "reduced"))
    lines += ["", f"Kept of {most:,}: {kept:.1f} bytes a record in Parquet, {reduced:.4f} reduced."]
    return "\n".join([*lines, ""])


def draw(result: dict[str, Any], path: Path) -> None:
    """Seconds of a processor by records, both in powers of ten, with the lines laid through."""
    held = result["figures"]
    points = [
        {"records": n, "seconds": held[f"{cost} {n}: processor"]["median"], "of": title}
        for cost, title in COSTS.items()
        for n in result["sizes"]
    ]
    fits = {fit["cost"]: fit for fit in result["fits"] if fit["what"] == "processor"}
    steps = [*result["sizes"], _NATION // 10, _NATION]
    laid = [
        {"records": n, "of": title, "seconds": max(
            fits[cost]["start"] + fits[cost]["per_million"] * n / _MILLION, 0.01)}
        for cost, title in COSTS.items()
        for n in steps
    ]  # fmt: skip
    x = alt.X("records:Q", title="records", axis=alt.Axis(format="~s")).scale(type="log")
    y = alt.Y("seconds:Q", title="seconds of a processor", axis=alt.Axis(format="~s"))
    colour = alt.Color(
        "of:N", title=None, legend=alt.Legend(orient="bottom", columns=1, labelLimit=400)
    )
    lines = alt.Chart(_values(laid)).mark_line(strokeDash=[4, 3])
    dots = alt.Chart(_values(points)).mark_point(filled=True, size=60)
    encoded = [mark.encode(x, y.scale(type="log"), colour) for mark in (lines, dots)]
    hours = fits["reduced"]["middle"]
    least, most = fits["reduced"]["least"], fits["reduced"]["most"]
    title = alt.Title(
        f"Twelve measures of 10^10 records would take {hours:,.1f} hours of a processor",
        subtitle=f"if it stays linear; nine lines in ten give {least:,.1f} to {most:,.1f} hours."
        " Dots are measured, dashes extrapolated.",
    )
    picture = alt.layer(*encoded).properties(title=title, width=520, height=300, padding=12)
    picture.configure(background="white").save(path)


def _values(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


@click.command()
@click.option("--most", default=100 * _MILLION, show_default=True, help="The largest size.")
@click.option("--least", default=_MILLION, show_default=True, help="The least, to try it out.")
@click.option("--repeats", default=1, show_default=True, help="How often each size is run.")
@click.option("--write", is_flag=True, help="Keep the figures in results/, and the picture.")
def main(most: int, least: int, repeats: int, *, write: bool) -> None:
    """Measure, extrapolate, and print the figures as a table."""
    stay_on_two_cores()
    sizes = [n * least // _MILLION for n in _SIZES if n * least // _MILLION <= most]
    if len(sizes) < 3:  # noqa: PLR2004  # a line, and how far the points are off it
        raise click.ClickException("--most must be ten times --least, at the least.")
    turns = Turns()
    for _ in range(repeats):
        for records in sizes:
            measured(turns, records)
    said = f"{len(sizes)} sizes, each as {_QUARTERS} quarters and one more."
    more = {"sizes": sizes, "fits": fitted(turns, sizes)}
    if write:
        draw({"figures": turns.figures()} | more, _PICTURE)
    used = versions("duckdb", "narwhals")
    finish("national-scale", turns, (), said, used, write=write, more=more, shown=written)


if __name__ == "__main__":
    main()
