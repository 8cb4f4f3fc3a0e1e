"""Tables of extracts, and of the rows of them that were delivered."""

from __future__ import annotations

from milepost.scorecard.card import Scorecard
from milepost.scorecard.deliveries import Deliveries, DeliveryLine, ExtractLine
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    day,
    how_many,
    made_up,
    permalink,
    several,
    text,
)

_TELLS = "it would tell what is withheld, or nothing could be read"
_NOTHING = Deliveries((), ())


def _found(card: Scorecard) -> Deliveries:
    return (card.quality.computed if card.quality else None) or _NOTHING


def extracts(card: Scorecard) -> TypedTable:
    """The extracts from which measures are computed."""
    fields: list[Field[ExtractLine]] = [
        text("title", "Title", "What it holds.", lambda e: e.title),
        text("owner", "Owner", "The agency whose system it comes from.", lambda e: e.owner),
        text("row", "One row is", "What one row is.", lambda e: e.row),
        text("dated", "Dated by", "The column that places a row in a period, and what it means; a "
             "measure may name another.", lambda e: e.dated),
        count("deliveries", "Deliveries", "How many deliveries of it came.",
              lambda e: e.deliveries),
        several("measures", "Measures", "Titles of the measures that are computed from it.",
                lambda e: e.measures, "no measure is"),
        text("source", "Source", "Where it is described.", lambda e: e.source),
        text("extract", "Extract", "Its identifier.", lambda e: e.extract),
        permalink(lambda e: f"extracts/{e.extract}"),
        made_up(lambda e: e.illustrative),
    ]  # fmt: skip
    return TableOf(
        "extracts",
        "Extracts",
        "One kind of record-level file from which measures are computed.",
        ("extract",),
        fields,
    ).filled(_found(card).extracts)


def deliveries(card: Scorecard) -> TypedTable:
    """Each delivery of an extract, with how many rows of it were taken."""
    fields: list[Field[DeliveryLine]] = [
        count("number", "Number", "Its number in the ledger.", lambda d: d.number),
        text("title", "Title", "What the extract holds.", lambda d: d.title),
        text("agency", "Agency", "Who sent it.", lambda d: d.agency),
        text("period", "Period", "For which period it was sent.", lambda d: d.period,
             "the period could not be told"),
        text("received_on", "Received on", "The day on which it was received.",
             lambda d: day(d.received_on), type="date"),
        text("status", "Status", "What became of it.", lambda d: d.status),
        count("files", "Files", "In how many files it came.", lambda d: d.files),
        how_many("rows", "Rows", "How many rows were taken.", lambda d: d.rows, _TELLS),
        how_many("quarantined", "Quarantined", "How many rows were not.", lambda d: d.quarantined,
                 _TELLS),
        text("first_day", "First day", "The first day of the date that places its rows.",
             lambda d: day(d.days[0] if d.days else ""), _TELLS, "date"),
        text("last_day", "Last day", "The last one.",
             lambda d: day(d.days[1] if d.days else ""), _TELLS, "date"),
        text("sha256", "SHA-256", "Digest of the rows that were taken, as they are kept.",
             lambda d: d.digest, "it would tell a figure that is withheld, or no row was taken"),
        text("extract", "Extract", "Identifier of the extract.", lambda d: d.extract),
        permalink(lambda d: f"deliveries/{d.number}"),
        made_up(lambda d: d.illustrative),
    ]  # fmt: skip
    return TableOf(
        "deliveries",
        "Deliveries",
        "Rows of an extract that an agency sent for a period.",
        ("number",),
        fields,
    ).filled(_found(card).deliveries)
