"""The calendar for a machine, and the JSON Schema of what is printed."""

from __future__ import annotations

import json
from typing import Any, Final, get_args

from milepost.plan.duty_calendar.model import DutyCalendar, Entry, Kind, Status, Undated

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def as_json(found: DutyCalendar) -> str:
    """The calendar as JSON, the same bytes for the same plan, year and day."""
    held = {
        "year": str(found.year),
        "first": str(found.first),
        "last": str(found.last),
        "as_of": str(found.as_of),
        "strategy": {"id": found.strategy_id, "title": found.strategy},
        "everything": found.everything,
        "illustrative": found.illustrative,
        "entries": [_entry(e) for e in found.entries],
        "not_in_force": [_entry(e) for e in found.not_in_force],
        "undated": [_undated(u) for u in found.undated],
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    standing = entry.standing
    return {
        "uid": entry.uid,
        "kind": entry.kind,
        "id": entry.id,
        "on": str(entry.on),
        "due": entry.due,
        "title": entry.title,
        "owners": list(entry.owners),
        "to": entry.to or None,
        "status": standing.status,
        "done": standing.done or None,
        "late": standing.is_late,
        "days_late": standing.days_late or None,
        "note": standing.note or None,
        "shown_by": standing.source or None,
        "in_force_from": str(entry.in_force_from) if entry.in_force_from else None,
        "in_force_until": str(entry.in_force_until) if entry.in_force_until else None,
        "source": entry.source,
        "place": str(entry.place),
        "illustrative": entry.illustrative or standing.illustrative,
    }


def _undated(undated: Undated) -> dict[str, Any]:
    return {
        "kind": undated.kind,
        "id": undated.id,
        "title": undated.title,
        "reason": undated.reason,
        "place": str(undated.place),
    }


def schema() -> dict[str, Any]:
    """What ``milepost calendar --format json`` prints."""
    text = {"type": "string", "minLength": 1}
    perhaps = {"type": ["string", "null"], "minLength": 1}
    day = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
    date = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
    maybe_day = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
    yes_no = {"type": "boolean"}
    kind = {"enum": list(get_args(Kind))}
    entry = _object(
        {
            "uid": text | {"description": "A name that stays the same from run to run."},
            "kind": kind,
            "id": text | {"description": "The identifier in the plan."},
            "on": day | {"description": "The last day on which it is in time."},
            "due": date | {"description": "As the plan says it: a day, or a month or year."},
            "title": text,
            "owners": {
                "type": "array",
                "items": text,
                "description": "Who has to do it; empty where every agency does.",
            },
            "to": perhaps | {"description": "For whom."},
            "status": {
                "enum": list(get_args(Status)),
                "description": "As far as the plan records it by the day in as_of.",
            },
            "done": {"type": ["string", "null"], "pattern": date["pattern"]},
            "late": yes_no,
            "days_late": {"type": ["integer", "null"], "minimum": 1},
            "note": perhaps,
            "shown_by": perhaps | {"description": "What shows that it was done."},
            "in_force_from": maybe_day,
            "in_force_until": maybe_day,
            "source": text | {"description": "The section of the law, or where it is stated."},
            "place": text | {"description": "The line of the plan."},
            "illustrative": yes_no,
        }
    )
    undated = _object({"kind": kind, "id": text, "title": text, "reason": text, "place": text})
    return {
        "$schema": _DIALECT,
        "title": "Calendar",
        "description": "What falls due in a year, by date.",
        **_object(
            {
                "year": {"type": "string", "pattern": r"^(FY|CY)\d{4}$"},
                "first": day,
                "last": day,
                "as_of": day,
                "strategy": _object({"id": text, "title": text}),
                "everything": yes_no | {"description": "Whether more than duties is in it."},
                "illustrative": yes_no,
                "entries": {"type": "array", "items": entry},
                "not_in_force": {"type": "array", "items": entry},
                "undated": {"type": "array", "items": undated},
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
