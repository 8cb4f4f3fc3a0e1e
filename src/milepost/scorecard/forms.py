"""The forms in which a scorecard is written, each by its name: a literal list.

A further form becomes a line in :data:`FORMS`. All are drawn from one composed scorecard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from milepost.plan.model import Plan
from milepost.scorecard.card import Scorecard

Drawing = Callable[[Scorecard, Plan], dict[str, bytes]]


def _bytes(text: str) -> bytes:
    """A text as UTF-8; half a surrogate pair, which no file can hold, is shown as "?"."""
    return text.encode("utf-8", "replace")


def _html(card: Scorecard, _: Plan) -> dict[str, bytes]:
    return {"scorecard.html": _bytes(card.as_html())}


def _pdf(card: Scorecard, _: Plan) -> dict[str, bytes]:
    return {"scorecard.pdf": card.as_pdf()}


def _xlsx(card: Scorecard, _: Plan) -> dict[str, bytes]:
    return {"scorecard.xlsx": card.as_xlsx()}


def _csv(card: Scorecard, _: Plan) -> dict[str, bytes]:
    return {f"csv/{name}": content for name, content in card.as_csv().items()}


def _json(card: Scorecard, _: Plan) -> dict[str, bytes]:
    return {"scorecard.json": _bytes(card.as_json())}


def _stratml(card: Scorecard, plan: Plan) -> dict[str, bytes]:
    from milepost.scorecard.as_stratml import as_stratml  # noqa: PLC0415  # only for who asks for it

    return {"scorecard.stratml.xml": _bytes(as_stratml(card, plan))}


def _txt(card: Scorecard, _: Plan) -> dict[str, bytes]:
    return {"scorecard.txt": _bytes(card.as_text())}


# Each form with what draws it: its files by their paths below the folder of the period.
FORMS: Final[dict[str, Drawing]] = {
    "html": _html,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
    "stratml": _stratml,
    "txt": _txt,
}


def drawn(
    card: Scorecard, plan: Plan, names: Iterable[str] = FORMS
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Draw a scorecard in its forms, one after another, so that progress can be told.

    Args:
        card: the scorecard.
        plan: the plan it was composed under; StratML tells its goals and stakeholders.
        names: which forms; else all.
    """
    wanted = frozenset(names)
    for name, draw in FORMS.items():
        if name in wanted:
            yield name, draw(card, plan)


def every_form(card: Scorecard, plan: Plan) -> dict[str, bytes]:
    """All forms of a scorecard: each file by its path below the folder of the period."""
    return {path: content for _, files in drawn(card, plan) for path, content in files.items()}
