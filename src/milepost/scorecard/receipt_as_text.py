"""What an agency gets back in words: its receipt, what was not accepted, what is still expected."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.sources import Problem, as_text

_WIDTH: Final = 80


def expected_as_text(
    missing: Sequence[tuple[Measure, Period]], deadline: str, sender: str, period: Period
) -> str:
    """What is still expected of an agency for a period, and by when."""
    if not missing:
        lines = [f"Nothing more is expected of {sender} for {period}."]
    else:
        lines = [f"Still expected of {sender} for {period}:"]
        lines += [_folded(f"{m.id} ({slot}): {m.title}", "  ", "      ") for m, slot in missing]
    return "\n".join([*lines, *([_folded(deadline)] if deadline else [])])


def letter(receipt: str, problems: Sequence[Problem], expected: str) -> str:
    """All of it as one text. The receipt goes first: what proves it must stand before any quote."""
    refused = [p for p in problems if p.severity == "error"]
    marked = [p for p in problems if p.severity == "warning"]
    parts = [receipt]
    for head, found in (("Not accepted:", refused), ("Accepted, but look again:", marked)):
        if found:
            parts.append("\n".join([head, *(_indented(as_text(p)) for p in found)]))
    return "\n\n".join([*parts, *([expected] if expected else [])]) + "\n"


def _indented(text: str) -> str:
    """Every line set in, so that no quoted text can pass for a receipt of its own."""
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join(
        _folded(line.strip(), "  " if n == 0 else "      ", "      ")
        for n, line in enumerate(lines)
    )


def _folded(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
