"""Reads what else a row of a spreadsheet says: what a measure does not tell, and what is left over.

Nothing is lost in silence: what no key of a measure holds goes into a comment, and is named.
"""

from __future__ import annotations

import re
from typing import Final

from milepost.interchange.columns import READ_ONLY
from milepost.interchange.record_cells import PARTS, SINGLE, read_items
from milepost.interchange.row_draft import Draft, short
from milepost.interchange.words_in_sheets import read_yes_or_no
from milepost.plan.yaml_source import Tree

BULLET: Final = re.compile(r"(?:[-*•\N{EN DASH}]|\d{1,2}[.)])\s+")
_NUMBERED: Final = re.compile(r"(\d{1,2})[.)]\s+(.*)", re.DOTALL)


def read_remarks(draft: Draft) -> None:
    """Fill in the limitations of a draft and the marks on it; note what is left."""
    _limitations(draft)
    _marks(draft)
    _rest(draft)


def _limitations(draft: Draft) -> None:
    statements = _listed(draft.lines("limitations"))
    making_up = _listed(draft.lines("compensation"), numbered=True)
    found: dict[int, str] = {}
    for at, line in enumerate(making_up):
        numbered = _NUMBERED.fullmatch(line)
        if numbered and 0 < int(numbered[1]) <= len(statements):
            found[int(numbered[1]) - 1] = numbered[2]
        elif len(making_up) == len(statements) and at not in found:
            found[at] = line
        else:
            draft.check("limitations", f'the sheet also says what makes up for them: "{line}".')
            draft.lost.append(f"what makes up for its limitations: {short(line)}")
    tree: list[Tree] = [
        {"statement": text, "compensated_by": found[i]} if i in found else text
        for i, text in enumerate(statements)
    ]
    if tree:
        draft.tree["limitations"] = tree


def _listed(cell: str, *, numbered: bool = False) -> list[str]:
    """The entries of a cell: a line each, or what stands after each bullet.

    Args:
        cell: its text.
        numbered: whether the numbers of the entries are to be kept.
    """
    lines = [" ".join(line.split()) for line in cell.splitlines() if line.strip()]
    has_bullets = any(BULLET.match(line) for line in lines)
    entries: list[str] = []
    for line in lines:
        bullet = BULLET.match(line)
        if entries and has_bullets and not bullet:
            entries[-1] += f" {line}"
        elif bullet and not (numbered and bullet[0][0].isdigit()):
            entries.append(line[bullet.end() :])
        else:
            entries.append(line)
    return entries


def _marks(draft: Draft) -> None:
    written = draft.text("critical")
    critical = read_yes_or_no(written)
    if critical is None:
        draft.complain(
            draft.place("critical"), "I305", f'"{short(written)}" is neither yes nor no.',
            "Write yes or no.",
        )  # fmt: skip
    elif critical:
        draft.tree["critical"] = "true"


def _rest(draft: Draft) -> None:
    """What no key of a measure holds goes into a comment, so that nobody has to look for it."""
    for index, name in draft.headings.others.items():
        if text := draft.at(index).text:
            draft.comment("", f"{name}: {text}")
    _without_heading(draft)
    for key in PARTS:
        items = read_items(key, draft.lines(key))
        if items is None or (key in SINGLE and len(items) > 1):
            _not_carried(draft, key)
        elif items:
            draft.tree[key] = items[0] if key in SINGLE else items
    if draft.text("rules"):
        _not_carried(draft, "rules")


def _without_heading(draft: Draft) -> None:
    """Cells that stand under no name of a column."""
    named = [bool(cell.text) for cell in draft.headings.row.cells]
    for index, cell in enumerate(draft.row.cells):
        if not cell.text or (index < len(named) and named[index]):
            continue
        if index >= len(named) and not cell.place.sheet:
            # A comma inside a number makes two cells of it, and shifts all that follow.
            draft.complain(
                cell.place,
                "I302",
                f"the row has {len(draft.row.cells)} cells, the table {len(named)} columns.",
                "Put numbers and texts that hold a comma in double quotes.",
            )
            return
        text = draft.at(index).text
        draft.comment("", f"Under no heading, {cell.place.cell}: {text}")
        draft.lost.append(f"what stands under no heading in {cell.place.cell}: {short(text)}")


def _not_carried(draft: Draft, key: str) -> None:
    name = draft.heading(key).removesuffix(READ_ONLY).strip()
    draft.comment("", f"Not carried, {name}: {draft.text(key)}")
    draft.lost.append(f"{name.lower()}: {short(draft.text(key))}")
