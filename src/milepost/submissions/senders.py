"""Whose file it is and for which period, and why a file that was received cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.periods import Period, parse_period
from milepost.sources import Place, Problem, did_you_mean

if TYPE_CHECKING:
    from milepost.submissions.model import Submission


def sender_and_period(
    path: str, agencies: Sequence[str], agency: str | None, period: Period | None
) -> tuple[str, Period | None]:
    """Whose file it is and for which period: as given, or as its name and folder say.

    Args:
        path: the file.
        agencies: those that the plan knows; none while it cannot be read.
        agency: whose it is, where that was said.
        period: for which it is, where that was said.
    """
    stem, folder = Path(path).stem, Path(path).absolute().parent.name
    if agency is None:
        known = sorted(agencies, key=len, reverse=True)
        agency = next(
            (a for a in known if re.match(rf"{re.escape(a)}(?![A-Za-z0-9])", stem)),
            # While the plan cannot be read, the name before the first mark is all there is.
            re.split(r"[-_. ]", stem)[0],
        )
    if period is None:
        try:
            period = parse_period(folder)
        except ValueError:
            period = None
    return agency, period


def unplaced(submission: Submission, agencies: Sequence[str]) -> Problem:
    """Why a file belongs to no agency that the plan knows, or to no period."""
    what = "it does not say for which period it was sent."
    if submission.agency not in agencies:
        named = submission.agency or Path(submission.name).stem
        what = f'no agency is called "{named}".{did_you_mean(named, agencies)}'
    return Problem(
        Place(submission.name),
        "S010",
        what,
        "Name it after period and agency, FY2009-Q3/ICE.xlsx, or say --period and --agency.",
    )


def destroyed(submission: Submission) -> Problem:
    """Why a file that was received cannot be read."""
    order = submission.destroyed
    by = f" on {order.ordered_on} by order of {order.ordered_by}" if order else ""
    return Problem(
        Place(submission.name),
        "S090",
        f"its bytes were destroyed{by}, and are not kept when they are sent again.",
        "Take out what must not be in it, and send it as another file.",
    )
