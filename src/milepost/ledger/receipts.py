"""The receipt an agency files: what came, what was taken, and the head of the chain."""

from __future__ import annotations

from milepost.submissions.model import Submission


def receipt(submission: Submission, head: str, *, is_new: bool) -> str:
    """A receipt in a few lines of text."""
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
