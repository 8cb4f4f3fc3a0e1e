"""What holds as of a date: the newest accepted row of each agency, measure and period."""

from __future__ import annotations

import datetime as dt

from milepost.ledger.store import Ledger
from milepost.submissions.model import InForce, Key, Record, Rejection


def record_as_of(ledger: Ledger, as_of: dt.date) -> Record:
    """The record as it stood on a day.

    A later row displaces an earlier one of the same key, and no other. What was rejected displaces
    nothing. The order is that of the day of receipt, then that of the ledger.
    """
    received = [s for s in ledger.submissions() if s.received_on <= as_of]
    found = ledger.findings()
    in_force: dict[Key, InForce] = {}
    rejections: list[tuple[int, Rejection]] = []
    for submission in sorted(received, key=lambda s: (s.received_on, s.number)):
        observations, refused = found.get(submission.number, ([], []))
        for observation in observations:
            earlier = in_force.get(observation.key)
            displaced = (earlier, *earlier.displaced) if earlier else ()
            in_force[observation.key] = InForce(
                observation, submission.number, submission.received_on, displaced
            )
        rejections += [(submission.number, rejection) for rejection in refused]
    return Record(as_of, in_force, tuple(rejections), tuple(received))
