"""An audit for a machine, and the JSON Schema of what is printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from milepost.plan.audit.model import VERDICTS, Audit, Finding
from milepost.plan.model import PublishedVerdict, Waiver
from milepost.sources import Place

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def as_json(audits: Sequence[Audit]) -> str:
    """Audits as JSON: the same bytes for the same plan and day."""
    return json.dumps({"audits": [_audit(a) for a in audits]}, indent=2, ensure_ascii=False) + "\n"


def _audit(audit: Audit) -> dict[str, Any]:
    rules = audit.rule_set
    return {
        "rule_set": {
            "id": rules.id,
            "title": rules.title,
            "citation": rules.citation,
            "note": rules.note,
        },
        "strategy": audit.strategy,
        "on": str(audit.on),
        "illustrative": audit.illustrative,
        "counts": dict(audit.counts()),
        "remarks": list(audit.remarks),
        "criteria": [
            {
                "id": finding.criterion.id,
                "title": finding.criterion.title,
                "citation": finding.criterion.citation,
                "in_force_from": str(finding.criterion.in_force_from),
                "finding": _finding(finding),
                "waiver": _waiver(finding.waiver),
                "published": [_published(finding, said) for said in finding.published],
                "each": [_finding(f) for f in audit.on_each(finding.criterion.id)],
            }
            for finding in audit.on_the_plan()
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    opinion = finding.opinion
    section, identifier = opinion.subject or ("", "")
    return {
        "subject": {"section": section, "id": identifier} if opinion.subject else None,
        "verdict": opinion.verdict,
        "reason": opinion.reason,
        "to_close": opinion.to_close,
        "illustrative": opinion.rests_on_illustrative,
        "without_illustrative": opinion.without_illustrative,
        "places": [_place(place) for place in opinion.places],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line or None, "column": place.column or None}


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "id": waiver.id,
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "from": str(waiver.from_),
        "until": str(waiver.until),
        "source": waiver.source,
        "illustrative": waiver.illustrative,
    }


def _published(finding: Finding, said: PublishedVerdict) -> dict[str, Any]:
    return {
        "id": said.id,
        "by": said.by,
        "verdict": said.verdict,
        "agrees": finding.agrees_with(said),
        "statement": said.statement,
        "note": said.note,
        "source": said.source,
    }


def schema() -> dict[str, Any]:
    """What ``milepost audit --format json`` prints."""
    text = {"type": "string", "minLength": 1}
    perhaps = {"type": ["string", "null"], "minLength": 1}
    day = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
    yes_no = {"type": "boolean"}
    number = {"type": "integer", "minimum": 0}
    verdict = {"enum": list(VERDICTS)}
    finding = _object(
        {
            "subject": _or_null({"section": text, "id": text})
            | {"description": "What it is about; null for the whole plan."},
            "verdict": verdict,
            "reason": text,
            "to_close": {"type": "string", "description": "Empty where nothing is to be closed."},
            "illustrative": yes_no
            | {"description": "Whether something made up is counted in verdict or reason."},
            "without_illustrative": {
                "enum": [*VERDICTS, None],
                "description": "The verdict without what is made up, where it is another.",
            },
            "places": {
                "type": "array",
                "items": _object(
                    {
                        "file": text,
                        "line": {"type": ["integer", "null"], "minimum": 1},
                        "column": {"type": ["integer", "null"], "minimum": 1},
                    }
                ),
            },
        }
    )
    waiver = {
        "id": text, "reason": text, "approved_by": text, "from": day, "until": day,
        "source": text, "illustrative": yes_no,
    }  # fmt: skip
    published = {
        "id": text,
        "by": text | {"description": "Whose verdict it is; it is never ours."},
        "verdict": {"enum": ["met", "partly met", "not addressed", "no verdict"]},
        "agrees": {
            "type": ["boolean", "null"],
            "description": "Whether ours is the same; null where one of the two is no verdict.",
        },
        "statement": text,
        "note": perhaps,
        "source": text,
    }
    criterion = {
        "id": text,
        "title": text,
        "citation": text,
        "in_force_from": day,
        "finding": {"$ref": "#/$defs/finding"},
        "waiver": _or_null(waiver),
        "published": {"type": "array", "items": _object(published)},
        "each": {
            "type": "array",
            "items": {"$ref": "#/$defs/finding"},
            "description": "The findings on single objectives, goals, measures or mechanisms.",
        },
    }
    audit = {
        "rule_set": _object(
            {"id": text, "title": text, "citation": text, "note": {"type": "string"}}
        ),
        "strategy": text,
        "on": day | {"description": "The day of the audit."},
        "illustrative": yes_no | {"description": "Whether the workspace holds made-up figures."},
        "counts": _object(dict.fromkeys(VERDICTS, number)),
        "remarks": {"type": "array", "items": text},
        "criteria": {"type": "array", "items": _object(criterion)},
    }
    return {
        "$schema": _DIALECT,
        "title": "Audit",
        "description": "A plan held against sets of criteria, each criterion with its finding.",
        **_object({"audits": {"type": "array", "items": _object(audit)}}),
        "$defs": {"finding": finding},
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(properties: dict[str, Any]) -> dict[str, Any]:
    return _object(properties) | {"type": ["object", "null"]}
