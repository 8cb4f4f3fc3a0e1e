"""What a command prints of a scorecard: how it came out, and a line for each objective."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Tally
from milepost.scorecard.wrapping import wrapped


def summary(card: Scorecard) -> str:
    """The headline and a line for each objective."""
    title = f"{card.title} (illustrative)" if card.illustrative else card.title
    return "\n".join([title, *wrapped(card.headline, "  ", "  "), *_tallies(card)])


def _tallies(card: Scorecard) -> Iterator[str]:
    columns = "due  met  not met  undecided"
    made_up = (card.made_up,) if card.made_up else ()
    yield f"  {'':<37}figures  {columns}"
    for tally in (*(section.tally for section in card.sections), card.total, *made_up):
        covered = "" if tally is card.made_up else f"{tally.with_value}/{tally.measures}"
        yield f"  {_clipped(tally.title, 36):<37}{covered:>7}  {_counted(tally)}"


def _counted(tally: Tally) -> str:
    return f"{tally.due:>3}  {tally.met:>3}  {tally.not_met:>7}  {tally.indeterminate:>9}"


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
