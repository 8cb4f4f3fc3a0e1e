"""Asks git about the repository that a workspace lies in: plumbing only, and nothing is run.

The commands used here read objects. None of them starts a pager, a filter, a hook or a program that
the repository's own configuration names, and none goes to another machine.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SECONDS: Final = 120
# Set by git where it calls a hook; they would lead to another repository than the workspace's.
_OF_HOOKS: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_SETTINGS: Final = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_COMMITTED: Final = re.compile(rb"^committer .*> (\d+) ([+-]\d\d)(\d\d)$", re.MULTILINE)
_LINK: Final = b"120000"
_NEVER: Final = frozenset({"", ".", "..", ".git"})


class GitError(Exception):
    """Git could not say what it was asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a revision holds at a path.

    Attributes:
        kind: a blob (a file or a link), a tree (a folder), or a commit (a submodule).
        name: its name as an object.
        size: how many bytes it has; 0 for what is no file.
        is_link: whether it is a symbolic link.
    """

    kind: str
    name: str
    size: int
    is_link: bool


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a workspace lies in.

    Attributes:
        root: the workspace.
        folder: the workspace's folder in it, with slashes; empty where it is the repository's own.
    """

    root: Path
    folder: str

    @classmethod
    def around(cls, root: Path) -> Repository:
        """The repository around a workspace.

        Raises:
            GitError: where there is none, or git is not there to ask.
        """
        said = _git(root, "rev-parse", "--is-inside-work-tree", "--show-prefix")
        inside, _, folder = said.partition(b"\n")
        if inside != b"true":
            raise GitError("it is no working copy of a repository")
        return cls(root, os.fsdecode(folder.removesuffix(b"\n")).rstrip("/"))

    def commit(self, revision: str) -> str | None:
        """The full name of the commit that a revision means; None where there is no such."""
        if revision.startswith("-") or "\n" in revision:
            return None  # git gives no revision such a name, and would take it for an option
        try:
            said = self._ask(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
            )
        except GitError:
            return None
        return said.decode("ascii").strip()

    def day_of(self, commit: str) -> dt.date:
        """The day of a commit, where it was made."""
        found = _COMMITTED.search(self._ask("cat-file", "commit", commit))
        if found is None:
            raise GitError(f"commit {commit} has no date")
        zone = dt.timedelta(hours=int(found[2]), minutes=int(found[2][:1] + found[3]))
        try:
            return dt.datetime.fromtimestamp(int(found[1]), dt.timezone(zone)).date()
        except (ValueError, OverflowError, OSError) as error:
            raise GitError(f"commit {commit} has no date of our time") from error

    def holds_anything(self) -> bool:
        """Whether there is any commit."""
        return self.commit("HEAD") is not None

    def is_cut_short(self) -> bool:
        """Whether this copy holds only the newest revisions."""
        return self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def names(self) -> tuple[str, ...]:
        """Its branches and tags."""
        said = self._ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags")
        return tuple(os.fsdecode(line) for line in said.splitlines())

    def entries(self, commit: str) -> dict[str, Entry]:
        """Everything that a commit holds, by its path from the repository's own folder."""
        found: dict[str, Entry] = {}
        said = self._ask("ls-tree", "-r", "-t", "-l", "-z", "--full-tree", commit)
        for line in said.split(b"\0")[:-1]:
            facts, _, path = line.partition(b"\t")
            mode, kind, name, size = facts.split()
            shown = os.fsdecode(path)
            if _NEVER.isdisjoint(shown.split("/")):
                length = int(size) if size.isdigit() else 0
                found[shown] = Entry(kind.decode(), name.decode(), length, mode == _LINK)
        return found

    def contents(self, entries: Sequence[Entry]) -> list[bytes]:
        """The bytes of files, in their order."""
        asked = "".join(f"{entry.name}\n" for entry in entries).encode("ascii")
        said = self._ask("cat-file", "--batch", given=asked) if entries else b""
        found, at = [], 0
        for entry in entries:
            end = said.index(b"\n", at)
            name, _, rest = said[at:end].partition(b" ")
            if not rest.startswith(b"blob "):
                raise GitError(f"object {os.fsdecode(name)} is missing")
            found.append(said[end + 1 : end + 1 + entry.size])
            at = end + 1 + entry.size + 1
        return found

    def _ask(self, *arguments: str, given: bytes = b"") -> bytes:
        return _git(self.root, *arguments, given=given)


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    variables = {k: v for k, v in os.environ.items() if k not in _OF_HOOKS}
    command = ("git", "--no-pager", "-c", "protocol.allow=never", *arguments)
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program, no shell, names never as options
            command,
            cwd=root,
            env=variables | _SETTINGS,
            input=given,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from error
    if done.returncode != 0:
        first = os.fsdecode(done.stderr).strip().partition("\n")[0]
        if "not a git repository" in first:  # git's own words differ with the file system
            raise GitError("the workspace lies in no git repository")
        raise GitError(first.removeprefix("fatal: ").rstrip(".") or "git gave no answer")
    return done.stdout
