"""Writes a draft of a measure as the text of its file, with the comments above what they are of."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from milepost.interchange.row_draft import Draft
from milepost.plan.as_yaml import as_yaml
from milepost.plan.model import Measure
from milepost.plan.yaml_source import Tree, parse_yaml

_WIDTH: Final = 98
_LONGEST_ID: Final = 60
_ORDER: Final = tuple(field.alias or name for name, field in Measure.model_fields.items())
_QUOTED: Final = re.compile(
    r"^(?P<key> +(?:- )?[a-z_]+: )'(?P<value>true|-?\d+(?:\.\d+)?|\d{4}-\d\d(?:-\d\d)?)'$",
    re.MULTILINE,
)
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def as_file(draft: Draft) -> str:
    """The text of the file of one measure."""
    tree = {key: draft.tree[key] for key in _ORDER if key in draft.tree}
    text = _as_the_plan_writes(as_yaml({"measure": tree}, _heading(draft, tree)), tree)
    for key, sentences in draft.comments.items():
        if key in tree:
            at = text.index(f"\n  {key}:") + 1
            text = text[:at] + "".join(_comment(said, "  ") for said in sentences) + text[at:]
    return text


def _as_the_plan_writes(text: str, tree: dict[str, Tree]) -> str:
    """Numbers without the quotation marks that the plan's own reader does not need."""
    text = text.replace("\n\nmeasure:", "\nmeasure:", 1)
    plain = _QUOTED.sub(r"\g<key>\g<value>", text)
    return plain if parse_yaml(plain, "").tree == {"measure": tree} else text


def _heading(draft: Draft, tree: Mapping[str, Tree]) -> str:
    first = (
        f"{tree['title']}: one measure of the plan, imported from {draft.where}. Change the text "
        "after a colon and keep the spaces before each line; then run `milepost check`."
    )
    loose = [s for key, found in draft.comments.items() if key not in tree for s in found]
    if any(s.startswith("CHECK") for found in draft.comments.values() for s in found):
        first += (
            " Where a comment says CHECK the spreadsheet does not say it, or not in the plan's "
            "words: put it right and take the comment out."
        )
    if "illustrative" in str(tree):
        first += " A value marked `illustrative: true` is made up."
    return "\n".join([first, *loose])


def _comment(sentence: str, indent: str) -> str:
    lines = textwrap.wrap(sentence, _WIDTH - len(indent), break_on_hyphens=False)
    return "".join(f"{indent}# {line}\n" for line in lines)


def identifier(text: str) -> str:
    """An identifier made of a text; empty where none of its letters can stand in one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    if len(plain) <= _LONGEST_ID:
        return plain
    return plain[:_LONGEST_ID].rpartition("-")[0] or plain[:_LONGEST_ID]


def name_measures(drafts: Sequence[Draft]) -> None:
    """Give every draft its identifier: the sheet's own, else one made from its title."""
    given = [identifier(draft.text("id")) for draft in drafts]
    known = set(filter(None, given))
    seen: dict[str, Draft] = {}
    for draft, own in zip(drafts, given, strict=True):
        written = draft.text("id")
        name = own or _made(draft, known, written)
        if own in seen:
            draft.complain(
                draft.place("id"),
                "I307",
                f'"{written}" is the ID of another measure too; the first is at '
                f"{seen[name].place('id')}.",
                "Give each measure an ID of its own.",
            )
        elif own and not _ID.fullmatch(written):
            draft.comment("id", f'The sheet calls it "{written}".')
        seen.setdefault(name, draft)
        draft.tree["id"] = name


def _made(draft: Draft, known: set[str], written: str) -> str:
    stem = identifier(str(draft.tree["title"])) or f"measure-row-{draft.row.place.order[2]}"
    name, count = stem, 1
    while name in known:
        count += 1
        name = f"{stem}-{count}"
    known.add(name)
    draft.comment(
        "id",
        (f'The sheet calls it "{written}"; this ID' if written else "The sheet has no ID; this one")
        + " is made from the title. Agencies write it in their files: change it before they do.",
    )
    return name
