"""A plan as files that can be laid down elsewhere and read there as they were here.

Every file is kept under the path by which it is shown from the workspace, so that a place named in
an edition is found in the copy too, and the digest of the plan is the same.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milepost.plan.folders import Search
from milepost.plan.settings import FILE

# Keeps a folder without files where only files are kept, in git say; a plan reads no such name.
EMPTY: Final = ".gitkeep"


@dataclass(frozen=True, slots=True)
class FrozenPlan:
    """The files of a plan.

    Attributes:
        workspace: where in the copy the workspace lies; "." where it holds all folders of the plan.
        files: the bytes of each file by its path in the copy.
    """

    workspace: str
    files: dict[str, bytes]


def freeze(root: Path, folders: Sequence[str]) -> FrozenPlan:
    """The plan's files and the workspace's settings, byte for byte.

    Args:
        root: the workspace.
        folders: the folders of its plan, as the settings name them.

    Raises:
        OSError: where a file cannot be read.
    """
    here = os.path.abspath(root)  # noqa: PTH100  # as paths are shown: by their words, links and all
    named = [os.path.normpath(os.path.join(here, folder)) for folder in folders]  # noqa: PTH118
    above = Path(os.path.commonpath([here, *named]))
    search = Search(root)
    files: dict[Path, bytes] = {}
    for folder, its_path in zip(folders, named, strict=True):
        found = search.files_below(root / folder)
        for path in found:
            files[Path(here, os.path.relpath(path, root))] = path.read_bytes()
        if not found:
            files[Path(its_path, EMPTY)] = b""
    if (root / FILE).exists():
        files[Path(here, FILE)] = (root / FILE).read_bytes()
    return FrozenPlan(
        Path(here).relative_to(above).as_posix(),
        {
            Path(os.path.normpath(path)).relative_to(above).as_posix(): content
            for path, content in files.items()
        },
    )
