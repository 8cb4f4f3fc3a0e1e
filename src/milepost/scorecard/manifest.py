"""The manifest of an edition: what was frozen, by which versions, and a digest of every file.

It is the one file that the ledger's entry of the publication binds; every other is bound by it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from pydantic import TypeAdapter, ValidationError

from milepost.periods import parse_period
from milepost.submissions.model import Publication

NAME: Final = "manifest.json"
# Where the plan's files lie in an edition.
PLAN: Final = "plan"
# What has a part in the bytes of a form, beside Milepost itself.
_LIBRARIES: Final = (
    "milepost", "altair", "jinja2", "openpyxl", "pandas", "pydantic", "typst", "vl-convert-python",
    "XlsxWriter",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an edition is made of.

    Attributes:
        edition: its name.
        period: what it is about.
        as_of: what was received later is not in it.
        published_on: the day of publication.
        published_by: who published it; empty where nobody says.
        illustrative: whether every figure in it is made up.
        ledger_head: the hash of the newest entry of the ledger it was drawn from.
        workspace: where in the folder of the plan the workspace lies.
        since: the editions against which it lists changes, each with the digest of its manifest.
        versions: of Milepost and of the libraries that have a part in the bytes.
        python: the version of Python; the bytes do not depend on it.
        plan_digest: SHA-256 of the plan, as it is reckoned when it is read.
        owed: how many explanations the edition says were owed.
        files: every other file of the edition by its path, with its SHA-256.
    """

    edition: str
    period: str
    as_of: str
    published_on: str
    published_by: str
    illustrative: bool
    ledger_head: str
    workspace: str
    since: Mapping[str, str]
    versions: Mapping[str, str]
    python: str
    plan_digest: str = ""
    owed: int = 0
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> dt.date:
        """The day it is as of."""
        return dt.date.fromisoformat(self.as_of)

    def listing(self, forms: Mapping[str, bytes], plan: Mapping[str, bytes]) -> Manifest:
        """The same with the digests of all its files, by their paths in order."""
        files = {**forms, **{f"{PLAN}/{name}": content for name, content in plan.items()}}
        return replace(self, files={name: digest_of(files[name]) for name in sorted(files)})

    def publication(self) -> Publication:
        """What the ledger keeps of it."""
        return Publication(
            edition=self.edition,
            period=parse_period(self.period),
            as_of=self.day,
            plan_digest=self.plan_digest,
            manifest_digest=digest_of(self.as_bytes()),
            published_on=dt.date.fromisoformat(self.published_on),
            published_by=self.published_by,
            owed=self.owed,
        )

    def as_bytes(self) -> bytes:
        """The manifest as it is written."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        return (text + "\n").encode()


_ADAPTER: Final = TypeAdapter(Manifest)


def read_manifest(content: bytes) -> Manifest | None:
    """A manifest that was written; None where it is none."""
    try:
        return _ADAPTER.validate_json(content, strict=True)
    except ValidationError:
        return None


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def versions() -> dict[str, str]:
    """The version of Milepost, and of each library that has a part in the bytes of a form."""
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue  # then no form here is drawn by it
    return found


def python() -> str:
    """The version of Python."""
    return platform.python_version()
