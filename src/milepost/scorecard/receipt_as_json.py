"""What became of files that were handed in, for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.scorecard.problems_told import ProblemTold
from milepost.submissions.model import Status, Submission


@dataclass(frozen=True, slots=True)
class ReceiptTold:
    """A receipt, part by part.

    Attributes:
        number: its number.
        name: the file's name as it came, with the folder that says its period.
        agency: who sent it; empty where that could not be told.
        period: for which period; null where that could not be told.
        revision: 1 for the first file of an agency for a period, then 2, 3…
        received_on: the day it counts as received.
        size: how many bytes.
        sha256: the digest of its bytes.
        status: what became of it; waiting while the plan has errors.
        certified_by: who stands for it; empty where nobody does.
        already_received: whether it had come before; then nothing was recorded.
        head: the head of the ledger's chain.
        extract: of rows, the extract they are of; empty where it is no delivery of rows.
    """

    number: int
    name: str
    agency: str
    period: str | None
    revision: int
    received_on: str
    size: int
    sha256: str
    status: Status
    certified_by: str
    already_received: bool
    head: str
    extract: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedTold:
    """A figure that is still expected."""

    measure: str
    title: str
    period: str


@dataclass(frozen=True, slots=True)
class FileTold:
    """What became of one file.

    Attributes:
        file: the file as it was named.
        receipt: its receipt; null where nothing was recorded.
        accepted: how many rows were taken, or would be.
        rejected: how many rows, or files, were not.
        problems: everything that was found in it.
        expected: what of its sender is still expected for the period.
        deadline: by when, in words; empty where no window is declared.
        to_send_back: the files that were written for its sender.
    """

    file: str
    receipt: ReceiptTold | None
    accepted: int
    rejected: int
    problems: tuple[ProblemTold, ...]
    expected: tuple[ExpectedTold, ...] = ()
    deadline: str = ""
    to_send_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmitTold:
    """What became of all the files of one call.

    Attributes:
        recorded: whether they were recorded; false for a dry run.
        files: the files, in the order in which they were named.
    """

    recorded: bool
    files: tuple[FileTold, ...]


_ADAPTER = TypeAdapter(SubmitTold)


def receipt_told(sent: Submission, head: str, *, is_new: bool) -> ReceiptTold:
    """The receipt of a file."""
    return ReceiptTold(
        sent.number,
        sent.name,
        sent.agency,
        None if sent.period is None else str(sent.period),
        sent.revision,
        sent.received_on.isoformat(),
        sent.size,
        sent.digest,
        sent.status,
        sent.certified_by,
        not is_new,
        head,
        sent.extract,
    )


def expected_told(missing: Sequence[tuple[Measure, Period]]) -> tuple[ExpectedTold, ...]:
    """What is still expected."""
    return tuple(ExpectedTold(m.id, m.title, str(period)) for m, period in missing)


def as_json(submitted: SubmitTold) -> str:
    """All of it as JSON, described by :func:`schema`."""
    held = _ADAPTER.dump_python(submitted, mode="json")
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of it; docs/schemas/submit.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_ADAPTER.json_schema(mode="serialization"),
    }
