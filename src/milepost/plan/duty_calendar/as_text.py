"""The calendar for a terminal or a mail: 80 columns, a few lines for each entry."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import Final

from milepost.plan.duty_calendar.model import KINDS, DutyCalendar, Entry, Standing

WIDTH: Final = 80
_INDENT: Final = " " * 16
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def as_text(found: DutyCalendar) -> str:
    """The whole calendar as plain text."""
    return "\n".join(line.rstrip() for line in _lines(found)) + "\n"


def _lines(found: DutyCalendar) -> Iterator[str]:
    what = "What falls due" if found.everything else "Duties"
    yield f"{what} in {found.year}, {found.first} to {found.last}".upper()
    yield from textwrap.wrap(f"{found.strategy}. As of {found.as_of}.", WIDTH)
    if found.illustrative:
        yield "*** ILLUSTRATIVE: what this plan adds to the real one is made up. ***"
    yield ""
    yield from textwrap.wrap(_headline(found), WIDTH)
    for entry in found.entries:
        yield ""
        yield from _entry(entry, is_mixed=found.everything)
    if found.not_in_force:
        yield ""
        yield f"NOT IN FORCE ON THEIR DATE IN {found.year}"
        for entry in found.not_in_force:
            yield from textwrap.wrap(
                f"{entry.on}  {entry.title}: {_force(entry)} ({entry.source})",
                WIDTH,
                subsequent_indent=" " * 12,
            )
    if found.undated:
        yield ""
        yield "WITHOUT A DATE"
        for undated in found.undated:
            yield from textwrap.wrap(
                f"{undated.title} ({undated.id}): {undated.reason}",
                WIDTH,
                subsequent_indent="  ",
            )


def _headline(found: DutyCalendar) -> str:
    if not found.entries:
        return f"Nothing that the plan declares falls due in {found.year}."
    counts = Counter(e.standing.status for e in found.entries)
    words = [f"{n} {_IN_WORDS.get(s, s)}" for s, n in sorted(counts.items())]
    things = "entry" if len(found.entries) == 1 else "entries"
    if not found.everything:
        things = "duty" if len(found.entries) == 1 else "duties"
    return f"{len(found.entries)} {things}: {', '.join(words)}."


_IN_WORDS: Final = {"not done": "not done on record"}


def _entry(entry: Entry, *, is_mixed: bool) -> Iterator[str]:
    is_day = entry.due == str(entry.on)
    date = f"{entry.on} {_DAYS[entry.on.weekday()]}" if is_day else entry.due
    made_up = " (illustrative)" if entry.illustrative else ""
    yield from _wrapped(f"{entry.title}{made_up}", f"{date:<{len(_INDENT)}}")
    kind = f"{KINDS[entry.kind]}: " if is_mixed else ""
    to = f", to {entry.to}" if entry.to else ""
    yield from _wrapped(f"{kind}{entry.who}{to}")
    yield from _wrapped(standing_in_words(entry.standing))
    yield from _wrapped(f"[{entry.source}; {entry.place}]")


def _wrapped(text: str, first: str = _INDENT) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=_INDENT)


def standing_in_words(standing: Standing) -> str:
    """Such as "done on 2010-02-03, 2 days late" or "not done on record, 30 days past its date"."""
    if standing.status == "done":
        words = f"done on {standing.done}" if len(standing.done) > len("2009-06") else (
            f"done in {standing.done}"
        )  # fmt: skip
    else:
        words = _IN_WORDS.get(standing.status, standing.status)
    # What nobody recorded may have been done in time all the same.
    late = "late" if standing.status == "done" else "past its date"
    if standing.days_late:
        words += f", {standing.days_late:,} {'day' if standing.days_late == 1 else 'days'} {late}"
    elif standing.is_late:
        words += f", {late}"
    if standing.illustrative:
        words += " (illustrative)"
    if standing.note:
        words += f": {standing.note}"
    return words


def _force(entry: Entry) -> str:
    if entry.in_force_from is not None and entry.on < entry.in_force_from:
        return f"in force from {entry.in_force_from}"
    return f"in force until {entry.in_force_until}"
