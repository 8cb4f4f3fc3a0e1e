"""Reads other people's files by what they are, and writes what came of them into the plan.

Nothing that is there already is written over unasked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace as changed
from pathlib import Path
from typing import Final

from milepost.interchange.model import Imported
from milepost.plan.freezing import EMPTY
from milepost.plan.places import Places
from milepost.sources import Place, Problem, in_order

# Where `milepost schema` writes the schemas of a workspace.
SCHEMAS: Final = ".milepost"


# What an import of StratML writes.
_STRATML = (
    "strategy", "agencies", "needs", "goals", "objectives", "statements", "scales", "measures",
    "waivers",
)  # fmt: skip


def read(
    content: bytes, shown: str, places: Places, target: tuple[Path, Path], *, replace: bool
) -> Imported:
    """Read a file of another form.

    Args:
        content: its bytes.
        shown: its path, as problems show it.
        places: where the things of the plan are declared that it may name.
        target: the folder that is to be written into, and the workspace.
        replace: files that are there already may be written over.
    """
    if shown.lower().endswith((".xml", ".stml")):
        from milepost.interchange.stratml_import import read_stratml  # noqa: PLC0415

        imported = read_stratml(content, shown, _known(places, *target, replace=replace))
    else:
        from milepost.interchange.measures_from_rows import read_measures  # noqa: PLC0415

        imported = read_measures(content, shown, places)
    more = () if replace else _in_the_way(imported, *target)
    return changed(
        imported,
        files=_with_editor_line(imported, *target),
        problems=in_order([*imported.problems, *more]),
    )


def _known(
    places: Places, folder: Path, root: Path, *, replace: bool
) -> frozenset[tuple[str, str]]:
    """What is declared and stays: not what stands in files that are about to be written over."""
    target = Path(os.path.relpath(folder, root))
    replaced = {(target / f"{section}.yaml").as_posix() for section in _STRATML if replace}
    return frozenset(name for name, (_, file) in places.marks.items() if file.shown not in replaced)


def _with_editor_line(imported: Imported, folder: Path, root: Path) -> tuple[tuple[str, str], ...]:
    """The files, with the comment by which an editor finds their schema, if there is one."""
    if not (root / SCHEMAS).is_dir():
        return imported.files
    from milepost.plan.schema import PLAN, editor_line  # noqa: PLC0415

    schema = root / SCHEMAS / PLAN
    return tuple(
        (path, f"{editor_line(folder / path, schema)}\n{text}" if _is_yaml(path) else text)
        for path, text in imported.files
    )


def _is_yaml(path: str) -> bool:
    return path.endswith(".yaml")


def _in_the_way(imported: Imported, folder: Path, root: Path) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            Place(Path(os.path.relpath(folder / path, root)).as_posix()),
            "I309",
            "this file is there already, and would be written over.",
            "Say --replace to write over it, or --into another folder of the plan.",
        )
        for path, _ in imported.files
        if os.path.lexists(folder / path)
    )


def write(imported: Imported, folder: Path) -> tuple[Path, ...]:
    """Write every file, each at once as a whole.

    Returns:
        The files, in the order in which they were imported.
    """
    written = []
    for path, text in imported.files:
        target = Path(os.path.normpath(folder / path))
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.part")
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(target)
        written.append(target)
    return tuple(written)


def make_folders(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Make the folders that are not there, each with a file by which version control keeps it.

    Returns:
        Those files.
    """
    made = []
    for folder in folders:
        if not os.path.lexists(folder):
            folder.mkdir(parents=True)
            made.append(Path(os.path.normpath(folder / EMPTY)))
            made[-1].touch()
    return tuple(made)
