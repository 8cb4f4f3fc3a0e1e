"""Sees to it that the rows of deliveries are there before anything is computed from them.

Rows that are gone from the store are made anew from what was sent. What was destroyed by order is
gone for good, and nothing is computed from it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from milepost.facts.engines.unusable import EngineUnusableError
from milepost.plan.model import Plan
from milepost.submissions.coverage import extracts_of
from milepost.submissions.extracts import Delivery, Store

if TYPE_CHECKING:
    from milepost.facts.intake import Taken


class RowsGoneError(EngineUnusableError):
    """Rows from which figures are computed are not in the store; the message says which."""


def readable(
    deliveries: Iterable[Delivery], plan: Plan, store: Store, memory_limit: str | None = None
) -> Iterator[Delivery]:
    """The deliveries from which something is computed, each with its rows in the store.

    Args:
        deliveries: what was delivered.
        plan: the plan; deliveries from which it computes nothing are passed on unseen.
        store: where the rows lie.
        memory_limit: how much memory it may take to read what was sent.

    Raises:
        RowsGoneError: where rows are gone, and cannot be made anew as they were.
    """
    needed = {extract for measure in plan.measures for extract in extracts_of(measure)}
    for delivery in deliveries:
        if delivery.is_lost:
            # It takes the place of others still: what it replaced does not come back.
            yield delivery
            continue
        stored = delivery.stored
        if stored is not None and stored.digest and delivery.extract in needed:
            path = store.rows(stored.digest)
            if not path.is_file():
                _make_anew(delivery, plan, store, memory_limit)
        yield delivery


def _make_anew(delivery: Delivery, plan: Plan, store: Store, memory_limit: str | None) -> None:
    """Read what was sent once more."""
    number, stored = delivery.submission.number, delivery.stored
    whose = f"The rows of delivery {number} ({delivery.extract}) are not in {store.folder}"
    gone = [file.name for file in delivery.files if not store.sent(file.digest).is_file()]
    if gone:
        raise RowsGoneError(
            f"{whose}, and neither is what was sent: {', '.join(gone)}. Put the folder back, or "
            f"submit the files again."
        )
    taken = _taken_in(delivery, plan, store, memory_limit)
    if taken is None or stored is None or taken.stored is None:
        raise RowsGoneError(f"{whose}, and what was sent cannot be read under this plan.")
    if taken.stored.digest != stored.digest:
        raise RowsGoneError(
            f"{whose}. Read again, what was sent comes out otherwise than the ledger has it, by "
            f"another plan or another version of DuckDB. Put the folder back."
        )


def _taken_in(
    delivery: Delivery, plan: Plan, store: Store, memory_limit: str | None
) -> Taken | None:
    from milepost.facts.intake import Asked, take_in  # noqa: PLC0415  # only where rows are gone

    extract = next((e for e in plan.extracts if e.id == delivery.extract), None)
    sent = delivery.submission
    if extract is None or sent.period is None:
        return None
    first, last = plan.calendar.start(sent.period), plan.calendar.end(sent.period)
    asked = Asked(plan, extract, sent.received_on, first, last, memory_limit)
    return take_in(asked, [(f.name, store.sent(f.digest)) for f in delivery.files], store)
