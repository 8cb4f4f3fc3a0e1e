"""The receipt an agency files: what came, what was taken, and the head of the chain."""

from __future__ import annotations

from milepost.submissions.model import Submission


def receipt(
    submission: Submission, head: str, *, is_new: bool, later: Submission | None = None
) -> str:
    """A receipt in a few lines of text.

    Args:
        submission: what came.
        head: the head of the ledger's chain.
        is_new: whether it was recorded now; else it had come before.
        later: a later file of the same agency for the same period, which stays in force.
    """
    period = f" for {submission.period}" if submission.period else ""
    sender = submission.agency or "an unknown sender"
    lines = [
        f"Receipt {submission.number}: {submission.name} from {sender}{period}"
        + (f", revision {submission.revision}" if submission.revision > 1 else ""),
        f"  received {submission.received_on}, {submission.size:,} bytes",
        f"  SHA-256 {submission.digest}",
        f"  {_outcome(submission)}",
    ]
    if not is_new:
        lines.append("  already received; nothing was recorded twice")
    if not is_new and later is not None:
        lines.append(
            f"  {later.name} (receipt {later.number}) came after it and stays in force; to go back "
            "to this one, change its notes and send it again"
        )
    lines.append(f"  ledger head {head}")
    return "\n".join(lines)


def _outcome(submission: Submission) -> str:
    rows = f"{submission.accepted} row{'' if submission.accepted == 1 else 's'} accepted"
    match submission.status:
        case "waiting":
            return "received and kept; not checked yet, because the plan has errors"
        case "rejected":
            return "received and kept; rejected: nothing in it could be taken"
        case "accepted in part":
            return f"{rows}, {submission.rejected} rejected"
        case "accepted":
            return rows
