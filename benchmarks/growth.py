"""How the cost grows with measures, quarters, agencies and rows, each doubled and doubled again.

``python -m benchmarks.growth`` makes a workspace for each size, has Milepost take in the rows and
times ``milepost evaluate`` with nothing reduced before, as a process. A power of the size is laid
through the costs, the cost of starting left out: 1 is linear. ``--write`` keeps the figures in
results/growth.json and draws docs/images/growth-of-facts.svg.
"""

from __future__ import annotations

import math
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import altair as alt
import click

from benchmarks.offices import Office, Size, of_size
from benchmarks.turns import Row, Turns, finish, stay_on_two_cores, versions

_PICTURE: Final = Path(__file__).parents[1] / "docs" / "images" / "growth-of-facts.svg"
_EACH: Final = {
    "measures": "measures, all of one extract",
    "quarters": "quarters delivered",
    "agencies": "agencies, each with an extract",
    "rows": "rows in each quarter",
}
GROWS: Final = tuple(_EACH)
_DOUBLED: Final = (1, 2, 4, 8)
_YEAR: Final = "FY2004"
# Steeper than this is not what one calls linear any more.
_LINEAR: Final = 1.15


@dataclass(frozen=True, slots=True)
class Point:
    """One size, and what it cost.

    Attributes:
        grows: what is doubled.
        times: how often there is as much of it as in the least.
        size: how much of it there is.
        seconds: of a processor, the least of a few runs.
    """

    grows: str
    times: int
    size: int
    seconds: float


def points(least: Size, repeats: int, turns: Turns) -> list[Point]:
    """Everything doubled, each by itself, from one workspace of the least size.

    What is twice as much is added to what stood there; only other rows are delivered anew.
    """
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        first = Path(temporary, "least")
        _evaluated(of_size(first, least), "least", repeats, turns)
        for grows in GROWS:
            root, before = Path(temporary, grows), least
            shutil.copytree(first, root)
            for times in _DOUBLED:
                size = replace(least, **{grows: getattr(least, grows) * times})
                if times == 1:
                    _same(turns, "least", f"{grows} 1")
                elif grows == "rows":
                    shutil.rmtree(root)
                    _evaluated(of_size(root, size), f"{grows} {times}", repeats, turns)
                else:
                    _evaluated(of_size(root, size, before), f"{grows} {times}", repeats, turns)
                before = size
                seconds = min(turns.runs[f"{grows} {times}: processor"])
                found.append(Point(grows, times, getattr(size, grows), seconds))
            shutil.rmtree(root)
    return found


def _evaluated(office: Office, name: str, repeats: int, turns: Turns) -> None:
    for _ in range(repeats):
        office.forget()
        turns.took(name, office.evaluate(_YEAR))


def _same(turns: Turns, one: str, other: str) -> None:
    for name, values in list(turns.runs.items()):
        if name.startswith(f"{one}: "):
            turns.runs[name.replace(one, other, 1)] = list(values)


def power(found: list[Point]) -> float | None:
    """The power with which the cost grows from the least size on.

    What the least size costs is a start and a share; twice the size less the least is that share,
    twice. So the differences from the least are held against the differences in size, by least
    squares of their logarithms; with noise about it a difference may come out at nothing or less,
    and then says nothing. None where that leaves less than two.
    """
    least = found[0]
    pairs = [
        (math.log(point.times - 1), math.log(point.seconds - least.seconds))
        for point in found[1:]
        if point.seconds > least.seconds
    ]
    if len(pairs) < 2:  # noqa: PLR2004  # a line needs two points
        return None
    x_mean, y_mean = (sum(pair[n] for pair in pairs) / len(pairs) for n in (0, 1))
    above = sum((x - x_mean) * (y - y_mean) for x, y in pairs)
    return above / sum((x - x_mean) ** 2 for x, _ in pairs)


def draw(found: list[Point], path: Path) -> None:
    """One panel for each thing that grows, with its own axes, from zero."""
    powers = {grows: power([p for p in found if p.grows == grows]) for grows in GROWS}
    panels = [
        alt.Chart(_shown(found, grows), title=grows if at is None else f"{grows}: power {at:.2f}")
        .mark_line(point=True)
        .encode(
            alt.X("size:Q", title=_EACH[grows], axis=alt.Axis(tickCount=4, format="~s")),
            alt.Y("seconds:Q", title="seconds of a processor", scale=alt.Scale(zero=True)),
        )
        .properties(width=180, height=160)
        for grows, at in powers.items()
    ]
    title = alt.Title(finding(powers), subtitle="milepost evaluate, nothing reduced before")
    picture = alt.hconcat(*panels, title=title, padding=12)
    picture.configure(background="white").save(path)  # white on a dark page too


def finding(powers: dict[str, float | None]) -> str:
    """What the picture shows, in a sentence."""
    steep = [grows for grows, at in powers.items() if at is not None and at >= _LINEAR]
    straight = [grows for grows, at in powers.items() if at is not None and at < _LINEAR]
    said = []
    if straight:
        said.append(f"no faster than {_listed(straight)}")
    if steep:
        said.append(f"faster than {_listed(steep)}")
    return f"The cost grows {', but '.join(said)}" if said else "Too little to tell a growth by"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def _shown(found: list[Point], grows: str) -> alt.Data:
    values = [{"size": p.size, "seconds": p.seconds} for p in found if p.grows == grows]
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


@click.command()
@click.option("--rows", default=250_000, show_default=True, help="The least, a quarter.")
@click.option("--repeats", default=3, show_default=True, help="How often each size is run.")
@click.option("--write", is_flag=True, help="Keep the figures and the picture.")
def main(rows: int, repeats: int, *, write: bool) -> None:
    """See how the cost grows, and print the figures as a table."""
    stay_on_two_cores()
    turns, least = Turns(), Size(rows=rows)
    found = points(least, repeats, turns)
    shown, unclear = [], []
    for grows in GROWS:
        of_it = [point for point in found if point.grows == grows]
        costs = [(f"{p.size:,} {grows}", f"{grows} {p.times}: processor") for p in of_it]
        shown += [Row(f"{what}, s of a processor", name) for what, name in costs]
        steepness = power(of_it)
        if steepness is None:
            unclear.append(grows)
            continue
        turns.keep(f"power: {grows}", steepness)
        shown.append(Row(f"grows with {grows} by the power", f"power: {grows}", _LINEAR))
    if write:
        draw(found, _PICTURE)
    said = (
        f"At the least {least.measures} measures, {least.quarters} quarters,"
        f" {least.agencies} agency, {least.rows:,} rows a quarter."
    )
    if unclear:
        said += f" Too little to tell how it grows with {_listed(unclear)}."
    finish("growth", turns, shown, said, versions("duckdb", "narwhals"), write=write)


if __name__ == "__main__":
    main()
