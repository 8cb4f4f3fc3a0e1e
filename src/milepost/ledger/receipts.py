"""The receipt an agency files: what came, what was taken, and the head of the chain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from milepost.sources import printable
from milepost.submissions.extracts import SentFile
from milepost.submissions.model import Submission

_NUMBER: Final = re.compile(r"^Receipt (\d+):", re.MULTILINE)
_DIGEST: Final = re.compile(r"^\s*SHA-256 ([0-9a-f]{64})\s*$", re.MULTILINE)
_TAKEN: Final = re.compile(r"^\s*(\d+) rows? accepted", re.MULTILINE)
_HEAD: Final = re.compile(r"^\s*ledger head ([0-9a-f]{64})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a receipt says: which file was received, and the head of the chain at that moment.

    Attributes:
        number: of the submission.
        digest: of the file's bytes.
        head: of the chain.
        words: which file it was, from whom, for when, received on which day and how large; however
            a mailbox broke the lines. Empty where the receipt itself is not at hand.
        accepted: how many of its rows were taken by then; None where it gives no number.
    """

    number: int
    digest: str
    head: str
    words: str = ""
    accepted: int | None = None


def claims_of(text: str) -> tuple[Claim, ...]:
    """What the receipts in a text claim; several may have been printed one below the other."""
    starts = [found.start() for found in _NUMBER.finditer(text)]
    claims = []
    for start, end in pairwise([*starts, len(text)]):
        part = text[start:end]
        number, digest, head = (p.search(part) for p in (_NUMBER, _DIGEST, _HEAD))
        if number and digest and head:
            taken = _TAKEN.search(part, digest.end(), head.start())
            words = " ".join(part[: digest.start()].split())
            accepted = int(taken[1]) if taken else None
            claims.append(Claim(int(number[1]), digest[1], head[1], words, accepted))
    return tuple(claims)


def words_of(submission: Submission) -> str:
    """Which file a receipt is for, in the words that go before its digest."""
    period = f" for {submission.period}" if submission.period else ""
    sender = submission.agency or "an unknown sender"
    revision = f", revision {submission.revision}" if submission.revision > 1 else ""
    lines = (
        f"Receipt {submission.number}: {submission.name} from {sender}{period}{revision}",
        f"  received {submission.received_on}, {submission.size:,} bytes",
    )
    # What others wrote must not end a line and begin one that passes for a claim of the receipt.
    return "\n".join(map(printable, lines))


def receipt(  # noqa: PLR0913  # all that it tells of
    submission: Submission,
    head: str,
    *,
    is_new: bool,
    later: Submission | None = None,
    unheard: str = "",
    files: Sequence[SentFile] = (),
) -> str:
    """A receipt in a few lines of text.

    Args:
        submission: what came.
        head: the head of the ledger's chain.
        is_new: whether it was recorded now; else it had come before.
        later: a later file of the same agency for the same period, which stays in force.
        files: of a delivery, the files it came in.
        unheard: who was said to stand for a file that had come before without that.
    """
    lines = [
        *words_of(submission).split("\n"),
        f"  SHA-256 {submission.digest}",
        *_of_delivery(submission, files),
        f"  {_outcome(submission)}",
    ]
    if submission.destroyed is not None:
        order = submission.destroyed
        lines.append(f"  bytes destroyed on {order.ordered_on} by order of {order.ordered_by}")
    if submission.certified_by:
        lines.append(f"  certified by {submission.certified_by}")
    if not is_new:
        lines.append("  already received; nothing was recorded twice")
    if unheard:
        lines += [
            f"  not recorded: certified by {unheard};",
            "  to have it recorded, let the official sign the form, and send that",
        ]
    if not is_new and later is not None:
        lines += [
            f"  {later.name} (receipt {later.number}) came after it and stays in force;",
            "  to go back to this one, change its notes and send it again",
        ]
    lines.append(f"  ledger head {head}")
    return "\n".join(map(printable, lines))


def _of_delivery(submission: Submission, files: Sequence[SentFile]) -> Iterator[str]:
    """What it brought rows of, and the digest of each file; the one above is that of their list."""
    if not submission.extract:
        return
    yield f"  rows of the extract {submission.extract}, in {len(files)} file" + "s" * (
        len(files) != 1
    )
    for file in files:
        yield f"  {file.name}, {file.size:,} bytes, SHA-256 {file.digest}"


def _outcome(submission: Submission) -> str:
    rows = f"{submission.accepted} row{'' if submission.accepted == 1 else 's'} accepted"
    match submission.status:
        case "waiting" if submission.destroyed is not None:
            return "received; neither kept nor read, because these bytes were destroyed by order"
        case "waiting":
            return "received and kept; not checked yet, because the plan has errors"
        case "rejected":
            return "received and kept; rejected: nothing in it could be taken"
        case "accepted in part":
            kept_apart = "in quarantine" if submission.extract else "rejected"
            return f"{rows}, {submission.rejected} {kept_apart}"
        case "accepted":
            return rows
