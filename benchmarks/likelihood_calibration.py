"""How often each word of likelihood comes true, on series whose truth is known.

Ten thousand series of each kind are drawn, always the same ones; the points of each up to
some day are shown to the model, and what it says of a target is held against what then happens.
Half of the targets are set beside the truth, as by a planner who knows where things are going; half
beside the last point, as by one who does not.

    .venv/bin/python -m benchmarks.likelihood_calibration            # prints the tables
    .venv/bin/python -m benchmarks.likelihood_calibration --write    # and keeps them
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from milepost.evaluation.chances import BANDS, Prospect, Withheld, Word
from milepost.evaluation.likelihood import likelihood_of

ROOT: Final = Path(__file__).parent.parent
SERIES: Final = 10_000
_SEED: Final = 703  # another than the model was tuned by
_MARKS: Final = ("<!-- figures: begin -->", "<!-- figures: end -->")
_PERCENT: Final = 100
_TO_COME: Final = 5
_EVEN: Final = 0.5

Draw = np.random.Generator
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series, what is asked of it, and whether that came about."""

    prospect: Prospect
    came: bool


def line(draw: Draw, least: int = 8, most: int = 21) -> tuple[Values, Values, int]:
    """A line and scatter about it: the truth, what comes about, and how much of it is seen."""
    count = int(draw.integers(least, most))
    truth: Values = draw.normal(0, 3) + draw.normal(0, 0.4) * np.arange(
        count + _TO_COME, dtype=np.float64
    )
    return truth, truth + draw.normal(size=len(truth)), count


def lines(draw: Draw) -> Drawn:
    """Years on a line."""
    return asked(draw, *line(draw))


def short(draw: Draw) -> Drawn:
    """The same, of six or seven years."""
    return asked(draw, *line(draw, 6, 8))


def bands(draw: Draw) -> Drawn:
    """The same, to end within a band."""
    return asked(draw, *line(draw, 6), band=True)


def quarters(draw: Draw) -> Drawn:
    """Quarters with seasons: what is left of a year, added up."""
    count = int(draw.integers(8, 25))
    season = draw.normal(0, 2, 4)
    times = np.arange(count + 4)
    truth = draw.normal(0, 0.2) * times + season[times % 4]
    seen = truth + draw.normal(size=len(truth))
    to_come = 4 - count % 4
    return asked(draw, truth, seen, count, ahead=tuple(range(1, to_come + 1)), seasons=4)


def broken(draw: Draw) -> Drawn:
    """Another level and another direction from somewhere on, of which the plan says nothing."""
    truth, seen, count = line(draw, 6)
    at = int(draw.integers(2, count - 1))
    later = np.arange(len(truth)) - at
    moved = np.where(later >= 0, draw.normal(0, 3) + draw.normal(0, 0.5) * later, 0)
    return asked(draw, truth + moved, seen + moved, count)


def echoing(draw: Draw) -> Drawn:
    """Six tenths of each year's scatter go on into the next."""
    truth, _, count = line(draw, 6)
    scatter = draw.normal(size=len(truth))
    for at in range(1, len(scatter)):
        scatter[at] = 0.6 * scatter[at - 1] + 0.8 * scatter[at]
    return asked(draw, truth, truth + scatter, count)


def wandering(draw: Draw) -> Drawn:
    """Each year begins where the last one ended."""
    truth, _, count = line(draw, 6)
    return asked(draw, truth, truth + np.cumsum(draw.normal(size=len(truth))), count)


def counts(draw: Draw) -> Drawn:
    """Counts of what happens by chance: 10 to 200 of them a year."""
    return _counted(draw, 10, 200)


def few_counts(draw: Draw) -> Drawn:
    """The same, with less than 10 a year."""
    return _counted(draw, 0.5, 10)


def _counted(draw: Draw, least: float, most: float) -> Drawn:
    count = int(draw.integers(6, 21))
    level = np.exp(draw.uniform(np.log(least), np.log(most)))
    times = np.arange(count + _TO_COME) / (count + _TO_COME - 1)
    truth = np.maximum(level * (1 + draw.uniform(-0.6, 0.6) * (times - 0.5)), 0.1)
    return asked(draw, truth, draw.poisson(truth).astype(np.float64), count, whole=True)


def shares(draw: Draw) -> Drawn:
    """Percentages of 40 cases, that cannot leave 0 to 100."""
    count = int(draw.integers(6, 21))
    times = np.arange(count + _TO_COME) / (count + _TO_COME - 1)
    truth = 1 / (1 + np.exp(-draw.normal(1, 1) - draw.normal(0, 1.5) * (times - 0.5)))
    seen = draw.binomial(40, truth) / 0.4
    return asked(draw, _PERCENT * truth, seen, count)


def asked(  # noqa: PLR0913  # a truth, what is seen of it, and what is asked
    draw: Draw,
    truth: Values,
    seen: Values,
    count: int,
    *,
    ahead: tuple[int, ...] = (),
    seasons: int = 1,
    band: bool = False,
    whole: bool = False,
) -> Drawn:
    """A target for the points to come, beside the truth or beside the last point."""
    ahead = ahead or (int(draw.integers(1, min(6, len(truth) - count + 1))),)
    at = [count - 1 + step for step in ahead]
    scale = float(np.std(seen[:count] - truth[:count])) or 1.0
    now = seen[count - 1 - seasons + 1 : count].mean() * len(at)
    middle = truth[at].sum() if draw.random() < _EVEN else now
    goal = float(middle + draw.normal(0, 1.5) * scale * len(at) ** 0.5)
    if whole:
        goal = float(np.round(goal))
    came = float(seen[at].sum())
    is_least = band or bool(draw.random() < _EVEN)
    least = goal if is_least else None
    most = None if is_least else goal
    if band:
        most = goal + float(draw.exponential(3)) * scale
    known = [float(v) for v in seen[:count]]
    prospect = Prospect(known, 0, seasons, ahead, least, most)
    return Drawn(prospect, (least is None or came >= least) and (most is None or came <= most))


COVERED: Final[dict[str, Callable[[Draw], Drawn]]] = {
    "lines": lines,
    "short": short,
    "bands": bands,
    "quarters": quarters,
    "counts": counts,
    "few counts": few_counts,
}
"""What the model claims to cover: here each word must come true as often as it says."""
OTHERS: Final[dict[str, Callable[[Draw], Drawn]]] = {
    "shares": shares,
    "broken": broken,
    "echoing": echoing,
    "wandering": wandering,
}
"""What it does not claim, and cannot always tell from what it does."""


@dataclass(slots=True)
class Tally:
    """What was said of a kind of series, and what came of it."""

    words: dict[Word, list[bool]] = field(default_factory=dict)
    withheld: dict[Withheld, int] = field(default_factory=dict)

    def add(self, drawn: Drawn) -> None:
        """Hold what is said of a series against what came of it."""
        found = likelihood_of(drawn.prospect)
        if found.word is not None:
            self.words.setdefault(found.word, []).append(drawn.came)
        elif found.withheld is not None:
            self.withheld[found.withheld] = self.withheld.get(found.withheld, 0) + 1

    def outside(self, errors: float) -> Iterator[tuple[Word, float]]:
        """The words that came true less or more often than their band allows, beyond chance."""
        for word, (low, high) in BANDS.items():
            came = self.words.get(word, [])
            if came:
                share = sum(came) / len(came)
                nearest = min(max(share, float(low)), float(high))
                error = (max(nearest * (1 - nearest), 0.01) / len(came)) ** 0.5
                if abs(share - nearest) > errors * error:
                    yield word, share


def tally_of(kind: Callable[[Draw], Drawn], series: int, seed: int = _SEED) -> Tally:
    """What is said of so many series of a kind."""
    found = Tally()
    for number in range(series):
        found.add(kind(np.random.default_rng([seed, number])))
    return found


def as_table(tallies: dict[str, Tally], series: int) -> Iterator[str]:
    """How often each word came true in percent, with how often it was said, and withheld."""
    yield f"| kind | {' | '.join(BANDS)} | withheld |"
    yield f"|---|{'---:|' * (len(BANDS) + 1)}"
    ends = (f"{int(_PERCENT * a)} to {int(_PERCENT * b)}" for a, b in BANDS.values())
    yield f"| its band | {' | '.join(ends)} | |"
    for kind, tally in tallies.items():
        cells = [_cell(tally.words.get(word, [])) for word in BANDS]
        wrong = dict(tally.outside(2))
        cells = [f"**{c}**" if w in wrong else c for c, w in zip(cells, BANDS, strict=True)]
        held = _PERCENT * sum(tally.withheld.values()) / series
        yield f"| {kind} | {' | '.join(cells)} | {held:.1f} |"


def _cell(came: list[bool]) -> str:
    return f"{_PERCENT * sum(came) / len(came):.1f} ({len(came):,})" if came else "never said"


def as_results(tallies: dict[str, Tally], series: int) -> dict[str, object]:
    """The same for machines."""
    return {
        kind: {
            "series": series,
            "covered": kind in COVERED,
            "words": {w: {"said": len(c), "came_true": sum(c)} for w, c in tally.words.items()},
            "withheld": dict(sorted(tally.withheld.items())),
        }
        for kind, tally in tallies.items()
    }


def main(arguments: Iterable[str]) -> int:
    """Prints the tables; ends with 1 where a word of a covered kind lies."""
    begun = time.perf_counter()
    tallies = {kind: tally_of(draw, SERIES) for kind, draw in {**COVERED, **OTHERS}.items()}
    seconds = time.perf_counter() - begun
    table = "\n".join(as_table(tallies, SERIES))
    sys.stdout.write(f"{table}\n{seconds:.1f} s\n")
    if "--write" in arguments:
        results = ROOT / "benchmarks" / "results" / "likelihood.json"
        results.write_text(json.dumps(as_results(tallies, SERIES), indent=2) + "\n")
        page = ROOT / "docs" / "likelihood.md"
        before, _, rest = page.read_text().partition(_MARKS[0])
        after = rest.partition(_MARKS[1])[2]
        page.write_text(f"{before}{_MARKS[0]}\n\n{table}\n\n{_MARKS[1]}{after}")
    return int(any(list(tallies[kind].outside(3)) for kind in COVERED))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
