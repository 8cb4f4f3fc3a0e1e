"""Lays out a small workspace that is right, with comments that teach: ``milepost new``."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from milepost.plan.schema import PLAN, SETTINGS, editor_line
from milepost.sources import Place, Problem

TITLE: Final = "A sample strategy"
SCHEMAS: Final = ".milepost"
LONGEST_TITLE: Final = 300
_TITLE_MARK: Final = "{{title}}"
# A file of this name would hide files of our own source from version control.
_RENAMED: Final = {"gitignore": ".gitignore"}
# What stands in a folder in which nothing has been written yet.
_NOT_CONTENT: Final = frozenset({".git"})
_MARKDOWN: Final = re.compile(r"([\\`*_<>\[\]#&])")


def starter_files(title: str = TITLE) -> Mapping[str, str]:
    """The text of each file of the sample, by its path in the workspace.

    Args:
        title: the strategy's title; any text that can be printed.
    """
    return dict(sorted(_below(files(__package__) / "files", "", " ".join(title.split()))))


def _below(folder: Traversable, above: str, title: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        path = above + _RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            found += _below(entry, f"{path}/", title)
        else:
            found.append((path, _filled(path, entry.read_text(encoding="utf-8"), title)))
    return found


def _filled(path: str, text: str, title: str) -> str:
    """A file of the sample with the title in it, and the line an editor looks for at its top."""
    if not path.endswith(".yaml"):
        return text.replace(_TITLE_MARK, _MARKDOWN.sub(r"\\\1", title))
    schema = SETTINGS if "/" not in path else PLAN
    line = editor_line(Path(path), Path(SCHEMAS, schema))
    # A string of JSON is a string of YAML in double quotes, whatever it holds.
    return f"{line}\n{text.replace(_TITLE_MARK, json.dumps(title, ensure_ascii=False))}"


def title_problem(title: str) -> str:
    """What is wrong with a title, in a sentence; empty where nothing is."""
    if not title.strip():
        return "the title is empty."
    if not " ".join(title.split()).isprintable():
        return "the title holds a character that cannot be printed."
    if len(title) > LONGEST_TITLE:
        return f"the title is longer than {LONGEST_TITLE} characters."
    return ""


def lay_out(
    folder: Path, shown: str, title: str = TITLE
) -> tuple[tuple[Path, ...], Problem | None]:
    """Write the sample into a folder that is not there yet, or empty.

    Args:
        folder: the folder.
        shown: the folder as the user named it.
        title: the strategy's title.

    Returns:
        The files that were written, and what stood in the way of writing more, if anything did.
    """
    written: list[Path] = []
    try:
        if kept := _content(folder):
            return (), _not_empty(shown, kept)
        for name, text in starter_files(title).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # Never over a file that came in meanwhile.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            written.append(path)
    except (OSError, ValueError) as error:
        return tuple(written), _unwritable(shown, error)
    return tuple(written), None


def _content(folder: Path) -> list[str]:
    """What is in a folder, version control's own things aside."""
    if not os.path.lexists(folder):
        return []
    return sorted(entry.name for entry in folder.iterdir() if entry.name not in _NOT_CONTENT)


def _not_empty(shown: str, kept: list[str]) -> Problem:
    first = kept[0] if kept[0].isprintable() else "a file whose name cannot be printed"
    others = f" and {len(kept) - 1} more" if kept[1:] else ""
    return Problem(
        Place(shown),
        "P250",
        f"the folder is not empty: {first}{others}.",
        "Name a folder that is not there yet, or an empty one; nothing was written.",
    )


def _unwritable(shown: str, error: OSError | ValueError) -> Problem:
    why = (getattr(error, "strerror", "") or str(error)).lower()
    return Problem(
        Place(shown),
        "P251",
        f"the workspace cannot be written there: {why}.",
        "Name a folder of your own, on a disk with room.",
    )
