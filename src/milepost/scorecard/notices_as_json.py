"""The register of notices for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from milepost.scorecard.meanings import with_meanings
from milepost.submissions.notices import KINDS, Notice


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """A notice that was issued.

    Attributes:
        number: its place in the register, from 1.
        kind: what sort of notice it is.
        title: the same in words.
        agency: whom it is about.
        addressee: to whom it went.
        period: about which period.
        issued_on: the day of issue, as year-month-day.
        issued_by: name and title of who issued it.
        sha256: SHA-256 of its text in UTF-8, which is that of its file.
        text: the whole of it, as it was issued.
    """

    number: int
    kind: str
    title: str
    agency: str
    addressee: str
    period: str
    issued_on: str
    issued_by: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class NoticeRegister:
    """The notices of a workspace.

    Attributes:
        illustrative: whether the workspace holds made-up figures only.
        notices: each notice, in the order of issue.
    """

    illustrative: bool
    notices: tuple[NoticeEntry, ...]


_ADAPTER = TypeAdapter(NoticeRegister)


def as_json(found: Sequence[Notice], *, illustrative: bool) -> str:
    """The register as JSON, described by :func:`schema`."""
    register = NoticeRegister(illustrative, tuple(_entry(notice) for notice in found))
    held = _ADAPTER.dump_python(register, mode="json")
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of it; docs/schemas/notices.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **with_meanings(_ADAPTER.json_schema(mode="serialization"), NoticeRegister),
    }


def _entry(notice: Notice) -> NoticeEntry:
    return NoticeEntry(
        number=notice.number,
        kind=notice.kind,
        title=KINDS[notice.kind],
        agency=notice.agency,
        addressee=notice.addressee,
        period=str(notice.period),
        issued_on=notice.issued_on.isoformat(),
        issued_by=notice.issued_by,
        sha256=notice.digest,
        text=notice.text,
    )
