"""What data would be needed, for a terminal: counts, then each case, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.scorecard.lacking import STATUTE, LackLine, LackReport
from milepost.scorecard.wrapping import wrapped

WIDTH: Final = 80
_COUNTS: Final = (24, 38, 8, 10)


def lines(report: LackReport) -> Iterator[str]:
    """The whole of it as plain text of 80 columns."""
    yield from _wrap(_headline(report))
    if not report.counts:
        return
    yield ""
    yield _row("cause", "who could end it", "count", "made up")
    for each in report.counts:
        yield _row(each.cause, each.ender, str(each.count), str(each.illustrative))
    statutes = list(_statutes(report))
    if statutes:
        yield ""
        yield from statutes
    ender = ""
    for line in report.lines:
        if line.ender != ender:
            ender = line.ender
            yield ""
            yield f"{ender[:1].upper()}{ender[1:]}:"
        yield from _case(line)


def _statutes(report: LackReport) -> Iterator[str]:
    """What the law asks for, where it asks for what is lacking."""
    for statute in dict.fromkeys(STATUTE.values()):
        causes = [c for c, asked in STATUTE.items() if asked == statute]
        told = [c for c in causes if any(e.cause == c for w in report.lines for e in w.endings)]
        if told:
            yield from _wrap(f"{', '.join(told)}: {statute}.")


def _headline(report: LackReport) -> str:
    made_up = f"{report.illustrative_lacking} of {report.illustrative_judgements}"
    if not report.judgements and report.illustrative_judgements:
        return f"Not judged in full, all of it illustrative: {made_up}."
    text = f"Not judged in full: {report.lacking} of {report.judgements}."
    if report.illustrative_judgements:
        text += f" Counted apart, illustrative: {made_up}."
    return text


def _case(line: LackLine) -> Iterator[str]:
    about = ", ".join(w for w in (line.agency, line.due, line.target) if w)
    made_up = " [illustrative]" if line.illustrative else ""
    yield from _wrap(f"{line.title}{f' ({about})' if about else ''}{made_up}", "  ", "    ")
    for ending in line.endings:
        yield from _wrap(f"- {ending.cause}: {ending.what}", "    ", "      ")


def _row(*cells: str) -> str:
    left = "".join(f"{c:<{w}}" for c, w in zip(cells[:2], _COUNTS[:2], strict=True))
    return left + "".join(f"{c:>{w}}" for c, w in zip(cells[2:], _COUNTS[2:], strict=True))


def _wrap(text: str, first: str = "", hang: str = "  ") -> list[str]:
    return wrapped(text, first, hang)
