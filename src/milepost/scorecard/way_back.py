"""An explanation step by step, each with what it rests on, and as indented text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from milepost.scorecard.why_not import Sufficient

_WIDTH: Final = 80
# An interval is never broken over two lines.
_WITHIN_ENDS: Final = re.compile(r"(?<=,) (?=(?:…|-?\$?[0-9][0-9,.]*%?)[\])])")
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"

Kind = Literal[
    "measure",
    "text",
    "judgement",
    "actual",
    "arithmetic",
    "target",
    "result",
    "baseline",
    "outlook",
    "threshold",
    "likelihood",
    "why not",
    "dated value",
    "extract",
    "definition",
    "delivery",
    "reduced",
    "query",
    "rows",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation, with what it rests on below it.

    Attributes:
        text: what is said.
        place: where it is written; empty for what is computed.
        below: what it was made of.
        kind: what is told.
        sufficient: of "why not", which values would have sufficed, exactly too.
    """

    text: str
    place: str = ""
    below: tuple[Step, ...] = ()
    kind: Kind = "text"
    sufficient: Sufficient | None = None


@dataclass(frozen=True, slots=True)
class WayBack(Step):
    """The whole of an explanation.

    Attributes:
        not_for_publication: why it may not be shown to everybody; empty where it may.
    """

    not_for_publication: str = ""


def as_text(way: WayBack) -> str:
    """An explanation as indented text, every place on a line of its own."""
    warning = textwrap.wrap(way.not_for_publication, _WIDTH)
    return "\n".join((*warning, *([""] if warning else []), *_lines(way, 0))) + "\n"


def _lines(step: Step, depth: int) -> Iterator[str]:
    margin = "  " * depth
    for line in textwrap.wrap(
        _WITHIN_ENDS.sub(_NO_BREAK, step.text),
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    ):
        yield line.replace(_NO_BREAK, " ")
    if step.place:
        # A place is never broken: editors and spreadsheets must find it in one piece.
        yield f"{margin}  -> {step.place}"
    for below in step.below:
        yield from _lines(below, depth + 1)
