"""The words of notices: what an office tells an agency or Congress, and keeps."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from milepost.periods import Period

NoticeKind = Literal["non-compliance", "late-strategy", "improvement-plan"]
KINDS: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        "non-compliance": "Notice of non-compliance",
        "late-strategy": "Notice of a late Strategy",
        "improvement-plan": "Notice of what missed targets oblige to",
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that was issued, or is to be.

    Attributes:
        number: its place in the register, from 1; 0 before it is entered there.
        kind: what sort of notice it is.
        agency: whom it is about.
        addressee: to whom it goes, in words.
        period: about which period.
        text: the whole of it, as it was issued.
        digest: SHA-256 of that text in UTF-8, which is that of its file.
        issued_on: the day of issue.
        issued_by: name and title of who issued it.
    """

    number: int
    kind: NoticeKind
    agency: str
    addressee: str
    period: Period
    text: str
    digest: str
    issued_on: dt.date
    issued_by: str


def as_bytes(text: str) -> bytes:
    """The text of a notice as its file holds it; half a surrogate pair is shown as "?"."""
    return text.encode("utf-8", "replace")


def digest_of(text: str) -> str:
    """The digest by which a notice is known."""
    return hashlib.sha256(as_bytes(text)).hexdigest()
