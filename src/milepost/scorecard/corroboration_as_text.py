"""Two sources compared over a dimension, for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from milepost.scorecard.corroboration import CorroborationReport

WIDTH: Final = 80
_COLUMNS: Final = (24, 14, 14, 10)


def lines(reports: Iterable[CorroborationReport]) -> Iterator[str]:
    """The comparisons as plain text of 80 columns."""
    for report in reports:
        made_up = " [illustrative]" if report.illustrative else ""
        yield from _wrap(f"{report.title}{made_up}")
        yield from _wrap(report.about, "  ")
        if report.entities:
            yield ""
            yield _row("  entity", "first", "second", "ratio", "left out")
            for e in report.entities:
                yield _row(f"  {e.title}", e.first, e.second, e.ratio, e.left_out)
            yield ""
        for finding in report.findings:
            yield from _wrap(f"- {finding}", "  ", "    ")
        if report.note:
            yield from _wrap(f"Note: {report.note}", "  ")
        yield from _wrap(f"Source: {report.source}", "  ")
        yield ""


def _row(title: str, first: str, second: str, ratio: str, left_out: str) -> str:
    name, *numbers = _COLUMNS
    shown = title if len(title) < name else title[: name - 2] + "…"
    cells = "".join(
        f"{cell:>{width}}" for cell, width in zip((first, second, ratio), numbers, strict=True)
    )
    return f"{shown:<{name}}{cells}  {left_out}".rstrip()


def _wrap(text: str, first: str = "", hang: str = "  ") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
