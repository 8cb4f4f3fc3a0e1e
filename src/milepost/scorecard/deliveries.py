"""The rows that agencies delivered, as the public may see them: how many, and which files.

Only extracts are told of from which a public measure is computed. Of an extract of which a total is
withheld the numbers of rows are not shown either, nor are digests against which one could be tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.evaluation.withholding import Withheld
from milepost.plan.model import Plan
from milepost.submissions.coverage import extracts_of
from milepost.submissions.extracts import Delivery
from milepost.submissions.model import Record

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer


@dataclass(frozen=True, slots=True)
class ExtractLine:
    """An extract from which measures are computed.

    Attributes:
        extract: its identifier.
        title: what it holds.
        owner: the agency whose system it comes from.
        row: what one row is.
        dated: the column that places a row in a period, and what it means.
        source: where it is described.
        measures: the titles of the measures that are computed from it.
        deliveries: how many deliveries of it came.
        illustrative: whether it was made up.
    """

    extract: str
    title: str
    owner: str
    row: str
    dated: str
    source: str
    measures: tuple[str, ...]
    deliveries: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery of rows.

    Attributes:
        number: its number in the ledger.
        extract: the extract.
        title: what that holds.
        agency: who sent it.
        period: for which period.
        received_on: the day of receipt.
        status: what became of it.
        files: in how many files it came.
        rows: how many rows were taken; None where that would tell what is withheld, or where
            nothing could be read.
        quarantined: how many were not; None likewise.
        days: the first and last day of the date that places its rows; empty where it has none.
        digest: SHA-256 of the rows that were taken, as they are kept; empty where it is not shown.
        illustrative: whether it was made up.
    """

    number: int
    extract: str
    title: str
    agency: str
    period: str
    received_on: str
    status: str
    files: int
    rows: int | None
    quarantined: int | None
    days: tuple[str, ...]
    digest: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Deliveries:
    """What of extracts a scorecard shows.

    Attributes:
        extracts: the extracts from which measures are computed.
        deliveries: each delivery of one of them, by number.
    """

    extracts: tuple[ExtractLine, ...]
    deliveries: tuple[DeliveryLine, ...]


def compose_deliveries(composer: Composer) -> Deliveries | None:
    """The extracts and deliveries behind the measures that are shown; None where there are none."""
    plan, record, hidden = composer.plan, composer.record, composer.hidden
    computed: dict[str, list[str]] = {}
    for measure in plan.measures:
        for extract in extracts_of(measure) if measure.id not in hidden else ():
            computed.setdefault(extract, []).append(measure.title)
    if not computed:
        return None
    sent = [d for d in record.deliveries if d.extract in computed]
    telling = deliveries_that_tell(plan, record, composer.beside.withheld, hidden)
    lines = tuple(
        _delivery(composer, d, tells=d.submission.number in telling)
        for d in sorted(sent, key=lambda d: d.submission.number)
    )
    return Deliveries(tuple(_extracts(composer, computed, sent)), lines)


def deliveries_that_tell(
    plan: Plan, record: Record, withheld: tuple[Withheld, ...], hidden: frozenset[str]
) -> frozenset[int]:
    """The deliveries whose number of rows could tell a figure that is withheld.

    Of codes that are withheld it tells no more than their total does, where that is shown.
    """
    kept = {w.held.observation.key for w in withheld}
    told: set[str] = set()
    public: set[str] = set()
    for measure in plan.measures:
        if measure.id not in hidden:
            public.update(extracts_of(measure))
    for agency, name, period, _ in kept:
        total = (agency, name, period, ())
        if name in plan.measure_by_id and (total in kept or total not in record.in_force):
            told.update(extracts_of(plan.measure_by_id[name]))
    return frozenset(
        d.submission.number
        for d in record.deliveries
        if d.extract in told or d.extract not in public
    )


def _extracts(
    composer: Composer, computed: Mapping[str, list[str]], sent: list[Delivery]
) -> Iterator[ExtractLine]:
    for extract in composer.plan.extracts:
        if extract.id not in computed:
            continue
        column = next(c for c in extract.columns if c.name == extract.event.column)
        yield ExtractLine(
            extract.id,
            extract.title,
            extract.owner,
            extract.row,
            f"{column.name}: {column.means}",
            extract.source,
            tuple(computed[extract.id]),
            sum(d.extract == extract.id for d in sent),
            composer.illustrative or extract.illustrative,
        )


def _delivery(composer: Composer, delivery: Delivery, *, tells: bool) -> DeliveryLine:
    sent, stored = delivery.submission, delivery.stored
    extract = next(e for e in composer.plan.extracts if e.id == delivery.extract)
    shown = None if tells else stored
    dated = extract.event.column
    spans = [(str(first), str(last)) for name, first, last in (shown.days if shown else ())
             if name == dated]  # fmt: skip
    told_by_digest = tells or sent.number in composer.beside.telling
    return DeliveryLine(
        sent.number,
        extract.id,
        extract.title,
        sent.agency,
        str(sent.period or ""),
        sent.received_on.isoformat(),
        sent.status,
        len(delivery.files),
        None if shown is None else shown.rows,
        None if shown is None else shown.quarantined,
        spans[0] if spans else (),
        "" if stored is None or told_by_digest else stored.digest,
        composer.illustrative or extract.illustrative,
    )
