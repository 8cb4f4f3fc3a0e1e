"""Finds the files of a plan in its folders, and follows no link out of them and the workspace.

A plan is every file below its folders that ends in .yaml or .yml, in capitals too. What begins with
a dot, file or folder, is no part of it: version control, caches and editors keep their own things
under such names. A folder that is itself named as the plan's is read wherever and whatever it is,
through a link too; a link that lies in it is followed only as far as that folder or the workspace,
because what a stranger's link shows of another place would be printed in problems. However many
ways lead to a file, it is read once, by the way without a link if there is one.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from milepost.sources import Place, Problem

_ENDINGS: Final = (".yaml", ".yml")
_NOT_PRINTED: Final = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(slots=True)
class Search:
    """A search through the folders of one plan.

    Attributes:
        root: the workspace.
        problems: what was wrong with files and folders that were found.
        seen: every folder and file that was come upon, by its real path.
    """

    root: Path
    problems: list[Problem] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def files_below(self, folder: Path) -> list[Path]:
        """The files of a plan's folder, in order of their paths, that were not found before."""
        bounds = (os.path.realpath(folder), os.path.realpath(self.root))
        found: list[Path] = []
        ahead: list[Path] = [folder]
        while ahead:
            links: list[Path] = []
            for start in ahead:
                self._descend(start, found, links)
            ahead = [link for link in sorted(links) if self._leads_to_a_folder(link, bounds, found)]
        return sorted(found, key=lambda path: path.relative_to(folder).as_posix())

    def _descend(self, start: Path, found: list[Path], links: list[Path]) -> None:
        """Go through a folder and all below it; put aside the links that lie there."""
        ahead = [(start, os.path.realpath(start))]
        while ahead:
            here, real = ahead.pop()
            if not self._is_new(real):
                continue
            for entry in self._entries(here):
                path = here / entry.name
                if entry.is_symlink():
                    links.append(path)
                elif entry.is_dir(follow_symlinks=False):
                    ahead.append((path, os.path.join(real, entry.name)))  # noqa: PTH118  # of text
                elif _is_yaml(entry.name) and self._is_new(os.path.join(real, entry.name)):  # noqa: PTH118
                    self._add(path, found)

    def _leads_to_a_folder(self, link: Path, bounds: tuple[str, str], found: list[Path]) -> bool:
        """Whether a link leads to a folder to go through; a file that it leads to is added."""
        try:
            is_folder = stat.S_ISDIR(link.stat().st_mode)
        except OSError:
            # It leads nowhere. Whoever opens the file will say so.
            if _is_yaml(link.name):
                self._add(link, found)
            return False
        if not is_folder and not _is_yaml(link.name):
            return False
        real = os.path.realpath(link)
        if not any(Path(real).is_relative_to(bound) for bound in bounds):
            what = "folder" if is_folder else "file"
            target = real if link.readlink().is_absolute() else _shown(Path(real), self.root)
            self.problems.append(
                Problem(
                    Place(_printable(_shown(link, self.root))),
                    "P008",
                    f'this link leads out of the workspace, to "{_printable(target)}"; it was not '
                    "followed.",
                    f"Put a copy of the {what} here, or name the folder it lies in under "
                    '"plan:" in milepost.yaml.',
                )
            )
        elif is_folder:
            return True
        elif self._is_new(real):
            self._add(link, found)
        return False

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """What lies in a folder and is not hidden, in order of name."""
        try:
            with os.scandir(folder) as entries:
                return sorted((e for e in entries if e.name[0] != "."), key=lambda e: e.name)
        except OSError as error:
            self.problems.append(
                Problem(
                    Place(_printable(_shown(folder, self.root))),
                    "P001",
                    f"the folder cannot be read: {(error.strerror or str(error)).lower()}.",
                    "See that it may be read, or take it out of the plan's folder.",
                )
            )
            return []

    def _add(self, path: Path, found: list[Path]) -> None:
        shown = _shown(path, self.root)
        if not _NOT_PRINTED.search(shown):
            found.append(path)
            return
        self.problems.append(
            Problem(
                Place(_printable(shown)),
                "P001",
                "the name of this file holds a character that cannot be printed.",
                "Rename it, or the folder it lies in: letters, digits and hyphens, in UTF-8.",
            )
        )

    def _is_new(self, real: str) -> bool:
        if real in self.seen:
            return False
        self.seen.add(real)
        return True


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(_ENDINGS)


def _shown(path: Path, root: Path) -> str:
    """The path as the user would write it from the workspace."""
    return Path(os.path.relpath(path, root)).as_posix()


def _printable(text: str) -> str:
    return _NOT_PRINTED.sub("\ufffd", text)
