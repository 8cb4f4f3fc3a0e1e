"""Finds an earlier state of a workspace: in another folder, on a day, or in a git revision.

Of a revision no more is written out than a plan is read from: single files, and the YAML below
folders. A link is followed within the revision, and never into the files of today.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from milepost.plan.git import Entry, GitError, Repository
from milepost.plan.yaml_source import MOST_BYTES
from milepost.sources import Place, Problem, did_you_mean

Kind = Literal["folder", "date", "revision"]

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FORCED: Final[dict[str, Kind]] = {"dir": "folder", "date": "date", "git": "revision"}
_NOT_PRINTED: Final = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_MOST_LINKS: Final = 40
_HOW: Final = (
    "Name a folder, a date such as 2009-06-30, or a git revision such as HEAD~1; to say which of "
    "them is meant, put dir:, date: or git: before it."
)


class NotFoundError(Exception):
    """An earlier state that was named cannot be had.

    Attributes:
        problem: what is wrong, with the remedy.
    """

    def __init__(self, name: str, code: str, message: str, remedy: str = _HOW) -> None:
        super().__init__(message)
        self.problem = Problem(Place(printable(name)), code, message, remedy)


@dataclass(frozen=True, slots=True)
class Named:
    """What a name means.

    Attributes:
        kind: a folder, a date or a revision.
        text: the name, without what was put before it to say which is meant.
        day: the date, where it is one.
    """

    kind: Kind
    text: str
    day: dt.date | None = None


def meant_by(name: str) -> Named:
    """What a name means: an existing folder first, then a date, then a revision.

    Raises:
        NotFoundError: where a folder or a date is meant, and it is none.
    """
    before, colon, rest = name.partition(":")
    forced = _FORCED.get(before) if colon else None
    text = rest if forced else name
    if not text or "\0" in text:
        raise NotFoundError(name, "P261", "nothing is named here.")
    if forced == "folder" or (forced is None and _is_folder(text)):
        if not _is_folder(text):
            raise NotFoundError(name, "P261", f'there is no folder "{printable(text)}".')
        return Named("folder", text)
    if forced == "date" or (forced is None and _DAY.fullmatch(text)):
        try:
            return Named("date", text, dt.date.fromisoformat(text if _DAY.fullmatch(text) else ""))
        except ValueError:
            message = f'"{printable(text)}" is not a date.'
            raise NotFoundError(name, "P261", message) from None
    return Named("revision", text)


def printable(text: str) -> str:
    """A name as it can be printed, whatever bytes it was given by."""
    return _NOT_PRINTED.sub("\ufffd", text)


def _is_folder(text: str) -> bool:
    try:
        return Path(text).is_dir()
    except (OSError, ValueError):
        return False  # too long for a path, say


@dataclass(slots=True)
class Revision:
    """A state of a repository, of which files can be written out.

    Attributes:
        name: the revision as it was named.
        commit: the commit's full name.
        day: the day of the commit.
        folder: the workspace's folder in it, with slashes; empty for the repository's own.
    """

    name: str
    commit: str
    day: dt.date
    folder: str
    _repository: Repository
    _entries: dict[str, Entry]
    _problems: list[Problem] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What it is called, in a sentence."""
        return f"revision {printable(self.name)} ({self.commit[:9]} of {self.day})"

    @property
    def shown_from(self) -> str:
        """What is put before a path of it."""
        return f"{printable(self.name)}:"

    @classmethod
    def find(cls, root: Path, name: str) -> Revision:
        """The revision of a name, in the repository of a workspace.

        Args:
            root: the workspace.
            name: as git takes it, ``main`` or ``HEAD~1``; another folder may follow a colon.

        Raises:
            NotFoundError: where there is no repository, or no such revision or folder in it.
        """
        try:
            repository = Repository.around(root)
        except GitError as error:
            message = (
                f'"{printable(name)}" is no folder and no date, and cannot be looked for among '
                f"revisions: {printable(str(error))}."
            )
            raise NotFoundError(name, "P262", message) from error
        try:
            return cls._found(repository, name)
        except GitError as error:
            message = f"the repository cannot be read: {printable(str(error))}."
            remedy = "See that git can read it (git fsck), or compare with a folder or a date."
            raise NotFoundError(name, "P262", message, remedy) from error

    @classmethod
    def _found(cls, repository: Repository, name: str) -> Revision:
        folder, commit = repository.folder, repository.commit(name)
        if commit is None and ":" in name:
            revision, _, folder = name.partition(":")
            folder = "" if folder in ("", ".") else os.path.normpath(folder).strip("/")
            commit = repository.commit(revision)
        if commit is None:
            raise NotFoundError(name, "P261", *_no_such(repository, name))
        entries = repository.entries(commit)
        found = cls(name, commit, repository.day_of(commit), folder, repository, entries)
        there = entries.get(found._real(folder) or "")
        if folder and (there is None or there.kind != "tree"):
            raise NotFoundError(
                name,
                "P263",
                f'that revision has no folder "{printable(folder)}".',
                "Name a later revision; or, where the workspace was in another folder then, name "
                "that folder after the revision and a colon.",
            )
        return found

    def write(
        self, into: Path, *, files: Sequence[str] = (), folders: Sequence[str] = ()
    ) -> tuple[Problem, ...]:
        """Write out files, and the YAML below folders, each where it lies in the repository.

        Args:
            into: a folder that stands for the root of the repository.
            files: paths from the workspace's folder; one that is not there is left out.
            folders: the same of folders; one that is not there is made, and is empty.

        Returns:
            What could not be written out.

        Raises:
            NotFoundError: where the repository is damaged.
        """
        self._problems.clear()
        chosen: dict[str, tuple[str, Entry]] = {}
        (into / self.folder).mkdir(parents=True, exist_ok=True)
        for path in (*files, *folders):
            inside = os.path.normpath("/".join(part for part in (self.folder, path) if part))
            if inside.startswith("..") or Path(path).is_absolute():
                self._complain(
                    path,
                    "this folder lies outside the repository, which knows no revision of it.",
                    "Keep a copy of the workspace as it is, and compare with that folder.",
                )
                continue
            inside = "" if inside == "." else inside
            if path in folders:
                # Git keeps no empty folder, and a folder of a plan may well be empty.
                (into / inside).mkdir(parents=True, exist_ok=True)
            self._choose(inside, chosen)
        try:
            self._put(chosen.values(), into)
        except GitError as error:
            message = f"the repository cannot be read: {error}."
            raise NotFoundError(self.name, "P262", message) from error
        return tuple(self._problems)

    def _choose(self, path: str, chosen: dict[str, tuple[str, Entry]]) -> None:
        """Choose a file, or the YAML below a folder; each file once, by the way without a link."""
        ahead = [(path, path)]
        been: set[str] = set()
        while ahead:
            shown, way = ahead.pop(0)
            real = self._real(way)
            if real is None:
                self._complain(
                    shown,
                    "this link leads out of the repository, or round in a ring; it was not "
                    "followed.",
                    "Put a copy of what it leads to in its place.",
                )
                continue
            entry = self._entries.get(real)
            if entry is not None and entry.kind == "blob":
                chosen.setdefault(real, (shown, entry))
            elif real not in been and (not real or entry is not None):
                been.add(real)
                ahead += self._below(real, shown, chosen)

    def _below(
        self, real: str, shown: str, chosen: dict[str, tuple[str, Entry]]
    ) -> list[tuple[str, str]]:
        """Choose the YAML below a folder; the links there are still to be followed."""
        links: list[tuple[str, str]] = []
        start = f"{real}/" if real else ""
        for path, entry in self._entries.items():
            if not path.startswith(start):
                continue
            target = "/".join(part for part in (shown, path.removeprefix(start)) if part)
            if entry.kind == "commit":
                self._complain(
                    target,
                    "this is a submodule: its files are in another repository.",
                    "Compare with a folder instead, one in which the submodule is in place.",
                )
            elif entry.is_link:
                leads = self._entries.get(self._real(path) or "")
                if _is_yaml(path) or (leads is not None and leads.kind == "tree"):
                    links.append((target, path))
            elif entry.kind == "blob" and _is_yaml(path):
                chosen.setdefault(path, (target, entry))
        return links

    def _real(self, path: str) -> str | None:
        """Where a path leads when its links are followed; None where they lead nowhere here."""
        ahead, links = path.split("/"), 0
        real: list[str] = []
        while ahead:
            step = ahead.pop(0)
            if step == "..":
                if not real:
                    return None
                real.pop()
            elif step not in ("", "."):
                real.append(step)
                entry = self._entries.get("/".join(real))
                if entry is not None and entry.is_link:
                    links += 1
                    target = os.fsdecode(self._repository.contents([entry])[0])
                    if links > _MOST_LINKS or target.startswith("/"):
                        return None
                    real.pop()
                    ahead = [*target.split("/"), *ahead]
        return "/".join(real)

    def _put(self, files: Iterable[tuple[str, Entry]], into: Path) -> None:
        chosen = list(files)
        # What is too large to be read is not fetched; its size alone will be complained of.
        small = [(path, entry) for path, entry in chosen if entry.size <= MOST_BYTES]
        for path, entry in chosen:
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if entry.size > MOST_BYTES:
                with target.open("wb") as file:
                    file.truncate(entry.size)
        contents = self._repository.contents([entry for _, entry in small])
        for (path, _), content in zip(small, contents, strict=True):
            (into / path).write_bytes(content)

    def _complain(self, path: str, message: str, remedy: str) -> None:
        place = Place(printable(path))
        self._problems.append(Problem(place, "P263", message, remedy))


def _is_yaml(path: str) -> bool:
    return path.lower().endswith((".yaml", ".yml"))


def _no_such(repository: Repository, name: str) -> tuple[str, str]:
    """What is wrong with a name that means nothing, and the remedy."""
    shown = printable(name)
    if not repository.holds_anything():
        return (
            f'nothing is called "{shown}": the repository has no revisions yet.',
            "Commit the plan first, or compare with a folder or a date.",
        )
    if repository.is_cut_short():
        what = "this copy of the repository holds only its newest revisions."
        remedy = (
            "Get the others with: git fetch --unshallow. In a workflow, ask for the whole history "
            "(fetch-depth: 0)."
        )
        return f'nothing is called "{shown}": {what}', remedy
    guess = did_you_mean(name, repository.names())
    return f'no folder, date or git revision is called "{shown}".{guess}', _HOW
