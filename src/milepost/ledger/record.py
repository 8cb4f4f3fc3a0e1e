"""What holds as of a date: the newest accepted row of each agency, measure and period."""

from __future__ import annotations

import datetime as dt

from milepost.ledger.store import Ledger
from milepost.sources import Problem
from milepost.submissions.model import (
    Explanation,
    InForce,
    Key,
    Record,
    Rejection,
    Remark,
    last_review,
)


def record_as_of(ledger: Ledger, as_of: dt.date, head: str | None = None) -> Record:
    """The record as it stood on a day.

    A later row displaces an earlier one of the same key, and no other. What was rejected displaces
    nothing, nor does what an analyst has returned by then. The order is that of the day of receipt,
    then that of the ledger.

    Args:
        ledger: the ledger.
        as_of: what was received or said later is not looked at.
        head: the ledger as it was when this was its head; else as it is.

    Raises:
        KeyError: where the chain never had that head.
    """
    with ledger.looked_into() as reader:
        reader = reader if head is None else reader.back_at(head)  # noqa: PLW2901  # the same, earlier
        received = [s for s in reader.submissions() if s.received_on <= as_of]
        found, beside = reader.findings(), reader.statements()
        asserted = reader.assertions()
        remarks = tuple(r for r in reader.remarks() if r.said_on <= as_of)
    reviewed = _reviews(remarks)
    in_force: dict[Key, InForce] = {}
    returned: list[tuple[InForce, Remark]] = []
    rejections: list[tuple[int, Rejection]] = []
    explanations: list[tuple[int, Explanation]] = []
    certified_by: dict[int, str] = {}
    warnings: list[tuple[int, Problem]] = []
    for submission in sorted(received, key=lambda s: (s.received_on, s.number)):
        number = submission.number
        observations, refused = found.get(number, ([], []))
        for observation in observations:
            said = last_review(
                reviewed.get(number, ()), number, observation.measure, observation.period
            )
            earlier = in_force.get(observation.key)
            displaced = (earlier, *earlier.displaced) if earlier else ()
            held = InForce(
                observation, number, submission.received_on, displaced, submission.destroyed
            )
            if said is not None and said.kind == "returned":
                returned.append((held, said))
            else:
                in_force[observation.key] = held
        rejections += [(number, rejection) for rejection in refused]
        explained, official, problems = beside.get(number, ((), "", ()))
        explanations += [(number, explanation) for explanation in explained]
        warnings += [(number, problem) for problem in problems if problem.severity == "warning"]
        if official := submission.certified_by or official:
            certified_by[number] = official
    return Record(
        as_of,
        in_force,
        tuple(rejections),
        tuple(received),
        tuple(returned),
        tuple(explanations),
        certified_by,
        tuple(warnings),
        remarks,
        tuple((s.number, a) for s in received for a in asserted.get(s.number, ())),
    )


def _reviews(remarks: tuple[Remark, ...]) -> dict[int, list[Remark]]:
    """What was said of each submission, so that a long ledger is not searched for every row."""
    found: dict[int, list[Remark]] = {}
    for remark in remarks:
        if remark.submission is not None:
            found.setdefault(remark.submission, []).append(remark)
    return found
