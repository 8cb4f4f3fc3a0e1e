"""Statements and needs, from the lines in which Milepost writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

from milepost.interchange.stratml import Block, things_named
from milepost.interchange.stratml_gathered import Gathered, shortened
from milepost.interchange.stratml_names import is_an_id, kebab
from milepost.plan.model import Statement

MATTERS: Final = get_args(Statement.model_fields["about"].annotation)
Bearer = tuple[str, str]


def read_needs(blocks: Iterable[Block], gathered: Gathered) -> None:
    """The needs, each under its own identifier where that is free."""
    for block in things_named(blocks, "Need"):
        title, evidence = block.first("Title"), "\n\n".join(block.all("Evidence"))
        if not title or not evidence:
            what = f'Need "{shortened(block.name)}"'
            gathered.lose(what, 0, "it lacks a title or evidence.")
            continue
        name = gathered.names.take("needs", _id(block.name, "need"))
        gathered.ids.setdefault(("needs", block.name), name)
        gathered.add(
            "needs",
            {
                "id": name,
                "title": title,
                "evidence": evidence,
                "source": block.first("Source") or gathered.cite(f"need {shortened(block.name)}"),
                "illustrative": "true" if block.is_illustrative else "",
            },
        )


def read_statements(
    blocks: Iterable[Block], bearer: Bearer | None, gathered: Gathered, description: str = ""
) -> None:
    """The statements on a thing; what one says may stand in the thing's Description instead."""
    for block in things_named(blocks, "Statement"):
        about = block.first("About") or ""
        says = "\n\n".join(block.all("Says")) or description
        if about not in MATTERS or not says:
            gathered.lose(
                f'Statement "{shortened(block.name)}"', 0, "it does not say what, or about what."
            )
            continue
        name = gathered.names.take("statements", _id(block.name, "statement"))
        goal = gathered.ids.get(("goals", block.first("Goal") or ""), "")
        places = {bearer[0]: bearer[1]} if bearer else {}
        gathered.add(
            "statements",
            {
                "id": name,
                "about": about,
                "statement": says,
                "goal": places.get("goal") or goal,
                "objective": places.get("objective", ""),
                "source": block.first("Source") or gathered.cite(""),
                "illustrative": "true" if block.is_illustrative else "",
            },
        )


def _id(written: str, otherwise: str) -> str:
    return written if is_an_id(written) else kebab(written) or otherwise
