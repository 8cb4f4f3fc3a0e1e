"""A file an agency sent, as every record of reporting shows it."""

from __future__ import annotations

from milepost.scorecard.footnotes import bytes_destroyed
from milepost.scorecard.model import FileRecord
from milepost.scorecard.said import plain
from milepost.submissions.model import Submission


def file_record(
    submission: Submission,
    arrival: str | None = None,
    certified_by: str | None = None,
    *,
    telling: frozenset[int] = frozenset(),
    counts_tell: frozenset[int] = frozenset(),
) -> FileRecord:
    """A submission as the reporting record shows it.

    Args:
        submission: the file.
        arrival: whether it was on time; None where the plan has no window for it.
        certified_by: who stands for it; None for nobody.
        telling: the files whose digest is not shown, because it would tell what is withheld.
        counts_tell: those whose number of rows is not shown, because it would.
    """
    quiet = submission.number in counts_tell
    return FileRecord(
        number=submission.number,
        name=submission.name,
        period="" if submission.period is None else str(submission.period),
        received_on=submission.received_on.isoformat(),
        revision=submission.revision,
        status=submission.status,
        accepted=None if quiet else submission.accepted,
        rejected=None if quiet else submission.rejected,
        digest="" if submission.number in telling else submission.digest,
        arrival=arrival or "",
        certified_by=plain(certified_by or ""),
        destroyed=bytes_destroyed(submission.destroyed),
    )
