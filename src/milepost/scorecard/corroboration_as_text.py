"""Two sources compared over a dimension, for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from milepost.scorecard.corroboration import CorroborationReport
from milepost.scorecard.wrapping import wrapped

WIDTH: Final = 80
_COLUMNS: Final = (22, 16, 16, 24)


def lines(reports: Iterable[CorroborationReport]) -> Iterator[str]:
    """The comparisons as plain text of 80 columns."""
    for report in reports:
        made_up = " [illustrative]" if report.illustrative else ""
        yield from _wrap(f"{report.title}{made_up}")
        yield from _wrap(report.about, "  ")
        if report.entities:
            yield ""
            yield _row("  entity", "first", "second", "ratio")
            for e in report.entities:
                row = _row(f"  {e.title}", e.first, e.second, e.ratio)
                yield f"{row} *" if e.left_out else row
            if any(e.left_out for e in report.entities):
                yield "  * neither ranked nor correlated"
            yield ""
        for finding in report.findings:
            yield from _wrap(f"- {finding}", "  ", "    ")
        if report.note:
            yield from _wrap(f"Note: {report.note}", "  ")
        yield from _wrap(f"Source: {report.source}", "  ")
        yield ""


def _row(title: str, *cells: str) -> str:
    name, *widths = _COLUMNS
    shown = title if len(title) < name else title[: name - 2] + "…"
    rest = "".join(f"  {cell:>{width - 2}}" for cell, width in zip(cells, widths, strict=True))
    return f"{shown:<{name}}{rest}"


def _wrap(text: str, first: str = "", hang: str = "  ") -> list[str]:
    return wrapped(text, first, hang)
