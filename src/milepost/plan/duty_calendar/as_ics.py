"""The calendar as iCalendar (RFC 5545), which any calendar program opens.

Written here and not by a library: one kind of component, with whole days and no time zones, is
some forty lines, and the bytes must be the same from run to run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from milepost.plan.duty_calendar.as_text import standing_in_words
from milepost.plan.duty_calendar.model import KINDS, DutyCalendar, Entry

_MOST_OCTETS: Final = 75  # RFC 5545, 3.1: of a line, without its line break


def as_ics(found: DutyCalendar) -> str:
    """The calendar as one VCALENDAR, with an event of a whole day for each entry."""
    return "".join(_folded(line) + "\r\n" for line in _lines(found))


def _lines(found: DutyCalendar) -> Iterator[str]:
    made_up = " (illustrative)" if found.illustrative else ""
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Milepost//Calendar of duties//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"X-WR-CALNAME:{_text(f'{found.strategy}: {found.year}{made_up}')}"
    for entry in found.entries:
        yield from _event(entry, found)
    yield "END:VCALENDAR"


def _event(entry: Entry, found: DutyCalendar) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(f'{entry.uid}@{found.strategy_id}.milepost')}"
    # Not the clock: the same plan, year and day give the same bytes.
    yield f"DTSTAMP:{_day(found.as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(entry.on)}"
    if entry.on < dt.date.max:
        yield f"DTEND;VALUE=DATE:{_day(entry.on + dt.timedelta(1))}"
    yield f"SUMMARY:{_text(_summary(entry, found))}"
    yield f"DESCRIPTION:{_text(_description(entry, found))}"
    yield f"CATEGORIES:{_text(KINDS[entry.kind])}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"  # a deadline takes up nobody's day
    yield "END:VEVENT"


def _summary(entry: Entry, found: DutyCalendar) -> str:
    is_made_up = found.illustrative or entry.illustrative or entry.standing.illustrative
    made_up = "[illustrative] " if is_made_up else ""
    done = "Done: " if entry.standing.status == "done" else ""
    return f"{made_up}{done}{entry.title} ({entry.who})"


def _description(entry: Entry, found: DutyCalendar) -> str:
    lines = [
        f"Due: {entry.due}",
        f"Who: {entry.who}",
        f"To: {entry.to}" if entry.to else "",
        f"As of {found.as_of}: {standing_in_words(entry.standing)}",
        f"Source: {entry.source}",
        f"Plan: {entry.place}",
    ]
    return "\n".join(line for line in lines if line)


def _day(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    r"""A value with what has a meaning of its own escaped: \ ; , and the line break (3.3.11)."""
    for character in ("\\", ";", ","):
        value = value.replace(character, f"\\{character}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A long line cut into several, each of at most 75 octets, never within a character (3.1)."""
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _MOST_OCTETS:
            pieces.append(piece)
            piece, octets = "", 1  # the space that begins a line which goes on
        piece += character
        octets += size
    return "\r\n ".join([*pieces, piece])
