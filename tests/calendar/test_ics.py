from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.periods import parse_period
from milepost.plan.duty_calendar.as_ics import as_ics
from milepost.plan.duty_calendar.model import DutyCalendar, Entry, Standing
from milepost.sources import Place
from tests.cli.office import Office

_ONCE: Final = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES")
_ENTRY: Final = Entry(
    "duty",
    "assessment",
    dt.date(2010, 2, 1),
    "2010-02-01",
    "Report",
    ("ONDCP",),
    "Congress",
    Standing("not yet due"),
    "21 U.S.C. 1705(g)(1)",
    Place("strategy/duties.yaml", 3, 5),
)
_CALENDAR: Final = DutyCalendar(
    parse_period("CY2010"),
    dt.date(2010, 1, 1),
    dt.date(2010, 12, 31),
    dt.date(2009, 10, 31),
    "A small strategy",
    "small",
    everything=False,
    entries=(_ENTRY,),
    not_in_force=(),
    undated=(),
)


def _events(text: str) -> list[dict[str, str]]:
    """Reads a calendar as RFC 5545 says, and is strict: whatever is not of the form fails."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    for octets in text.encode().split(b"\r\n"):
        assert len(octets) <= 75
        octets.decode()  # no character is cut in two
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert [line for line in lines if line.startswith(("VERSION:", "PRODID:"))] == [
        "VERSION:2.0",
        "PRODID:-//Milepost//Calendar of duties//EN",
    ]
    events: list[dict[str, str]] = []
    for line in lines[1:-1]:
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z]+=[A-Z]+)?):(.*)", line, re.DOTALL)
        assert found, line
        name, parameter, value = found.groups()
        if name in ("DTSTART", "DTEND"):
            assert parameter == ";VALUE=DATE"
            assert re.fullmatch(r"\d{8}", value)
        else:
            assert not parameter
        if name == "BEGIN":
            events.append({})
        elif name != "END" and events:
            assert name not in events[-1]
            events[-1][name] = _plain(value)
    assert len({e["UID"] for e in events}) == len(events)
    for event in events:
        assert set(_ONCE) <= set(event)
    return events


def _plain(value: str) -> str:
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", value, re.DOTALL), value
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)


def test_a_duty_is_a_whole_day_with_owner_and_source() -> None:
    (event,) = _events(as_ics(_CALENDAR))
    assert event["UID"] == "duty-assessment-2010@small.milepost"
    assert event["DTSTAMP"] == "20091031T000000Z"
    assert (event["DTSTART"], event["DTEND"]) == ("20100201", "20100202")
    assert event["SUMMARY"] == "Report (ONDCP)"
    assert event["CATEGORIES"] == "Duty"
    assert event["DESCRIPTION"].split("\n") == [
        "Due: 2010-02-01",
        "Who: ONDCP",
        "To: Congress",
        "As of 2009-10-31: not yet due",
        "Source: 21 U.S.C. 1705(g)(1)",
        "Plan: strategy/duties.yaml:3:5",
    ]


def test_the_name_of_an_event_stays_when_it_is_done_so_that_a_calendar_updates_it() -> None:
    done = replace(_ENTRY, standing=Standing("done", "2010-02-03", 2, is_late=True))
    (before,) = _events(as_ics(_CALENDAR))
    (after,) = _events(as_ics(replace(_CALENDAR, as_of=dt.date(2010, 3, 1), entries=(done,))))
    assert before["UID"] == after["UID"]
    assert after["SUMMARY"] == "Done: Report (ONDCP)"
    assert after["DTSTAMP"] > before["DTSTAMP"]


def test_what_is_made_up_says_so() -> None:
    (event,) = _events(as_ics(replace(_CALENDAR, illustrative=True)))
    assert event["SUMMARY"].startswith("[illustrative] ")
    assert (
        "(illustrative)" in as_ics(replace(_CALENDAR, illustrative=True)).split("BEGIN:VEVENT")[0]
    )


_TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"),
    min_size=1,
    max_size=200,
)


@given(title=_TEXTS, to=_TEXTS)
def test_any_text_comes_back_as_it_was(title: str, to: str) -> None:
    entry = replace(_ENTRY, title=title, to=to)
    (event,) = _events(as_ics(replace(_CALENDAR, entries=(entry,))))
    assert event["SUMMARY"] == f"{title} (ONDCP)"
    assert f"\nTo: {to}\n" in event["DESCRIPTION"]


@pytest.mark.parametrize("octets", range(70, 82))
def test_a_line_is_folded_at_75_octets_and_no_character_is_cut(octets: int) -> None:
    for character in "xé你😀":
        _events(as_ics(replace(_CALENDAR, entries=(replace(_ENTRY, title=character * octets),))))


def test_all_kinds_of_a_plan_can_be_read_back(office: Office) -> None:
    result = office.run("calendar", "2010", "--as-of", "2010-12-31", "--all", "--format", "ics")
    assert result.exit_code == 0
    events = _events(result.stdout_bytes.decode())
    assert len(events) == 9
    assert {e["CATEGORIES"] for e in events} == {
        "Duty",
        "Action",
        "Milestone of a recommendation",
        "Review of a mechanism",
        "End of a waiver",
    }
