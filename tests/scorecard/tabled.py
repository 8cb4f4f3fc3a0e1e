"""Texts that are meant to do harm, and a scorecard with one wherever somebody could type."""

from __future__ import annotations

from dataclasses import replace

from milepost.scorecard.card import Scorecard

HOSTILE = (
    "<script>alert(1)</script>", "{{7*7}}", "javascript:alert(1)", "]]>", "\u202eabc", "=1+1",
    "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''", "🔫" * 30, 'a "quoted", text', "two\nlines",
    "x" * 10_000, "_x0041_", " led by a space",
)  # fmt: skip


def with_texts(card: Scorecard, text: str) -> Scorecard:
    """The scorecard with a text wherever somebody could have typed one."""
    section = card.sections[0]
    rows = tuple(
        replace(row, title=text, reason=text, unit=text, agency=text, actual=text)
        for row in section.rows
    )
    return replace(
        card,
        title=text,
        strategy=text,
        issued_by=text,
        headline=text,
        about=(text,),
        waivers=(text,),
        sections=(replace(section, title=text, statement=text, rows=rows),),
        measures=tuple(replace(m, title=text, definition=text) for m in card.measures),
    )
