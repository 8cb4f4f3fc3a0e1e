"""The folder of editions: the one part of the reports that is ever read back.

An edition is written whole into a folder whose name begins with a dot, then entered in the ledger,
then given its name in one stroke. A process that dies before the entry leaves nothing that counts;
one that dies after it leaves the whole edition, which gets its name when somebody looks next.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from milepost.periods import Period
from milepost.scorecard.manifest import NAME, PLAN, Manifest, digest_of, read_manifest
from milepost.scorecard.owed import OwedExplanation
from milepost.submissions.model import Publication

_NUMBERED: Final = re.compile(r"[A-Za-z0-9.-]{1,40}-[1-9][0-9]{0,5}", re.ASCII)
_READ_ONLY: Final = 0o444


class EditionError(Exception):
    """An edition cannot be published, or is not there; the text says why and what to do."""


class ExplanationsOwedError(EditionError):
    """Explanations are owed, and nobody said that it is to be published all the same.

    Attributes:
        owed: the explanations.
    """

    def __init__(self, owed: tuple[OwedExplanation, ...]) -> None:
        count = "1 explanation is" if len(owed) == 1 else f"{len(owed)} explanations are"
        super().__init__(f"{count} owed; nothing is published.")
        self.owed = owed


@dataclass(slots=True)
class Stage:
    """A folder in which an edition is made.

    Attributes:
        path: the folder.
        may_be_entered: whether the ledger was asked to enter the edition. Then the folder stays,
            whatever comes, and the ledger decides what becomes of it.
    """

    path: Path
    may_be_entered: bool = False


@dataclass(frozen=True, slots=True)
class Editions:
    """The editions of a workspace.

    Attributes:
        folder: where they lie, each in a folder of its own.
        suffix: what the names of their folders end in, for editions that are made up.
    """

    folder: Path
    suffix: str = ""

    def path(self, name: str) -> Path:
        """The folder of an edition.

        Raises:
            EditionError: where no edition can be called so.
        """
        if not _NUMBERED.fullmatch(name):
            raise EditionError(f'"{name}" is no edition. Write its name: FY2009-1.')
        return self.folder / f"{name}{self.suffix}"

    def manifest(self, name: str) -> tuple[Manifest, str] | None:
        """The manifest of an edition with its digest; None where there is none that can be read."""
        path = self.path(name) / NAME
        if not path.is_file():
            return None
        content = path.read_bytes()
        found = read_manifest(content)
        return None if found is None else (found, digest_of(content))

    def next_name(self, period: Period, published: Iterable[Publication]) -> str:
        """The name of the next edition of a period: neither entered nor lying there."""
        taken = {publication.edition for publication in published}
        number = 1
        while f"{period}-{number}" in taken or self.path(f"{period}-{number}").exists():
            number += 1
        return f"{period}-{number}"

    def refuse_within(self, folders: Iterable[Path]) -> None:
        """See that a frozen plan would not be read as part of the plan.

        Raises:
            EditionError: where the editions lie in a folder of the plan.
        """
        for folder in folders:
            if self.folder.resolve().is_relative_to(folder.resolve()):
                raise EditionError(
                    f"{self.folder}: editions would lie within the plan's folder {folder}, and "
                    'their plans be read with it. Name another folder under "reports:" in '
                    "milepost.yaml."
                )

    def last_of(
        self, periods: Iterable[Period], published: Sequence[Publication]
    ) -> dict[str, str]:
        """The last edition of each of some periods, with the digest of its manifest.

        Raises:
            EditionError: where one is not there as it was.
        """
        found = {}
        for period in periods:
            last = [publication for publication in published if publication.period == period][-1:]
            for publication in last:
                self.unaltered(publication.edition, publication.manifest_digest)
                found[publication.edition] = publication.manifest_digest
        return found

    def unaltered(self, name: str, digest: str) -> Manifest:
        """The manifest of an edition against which changes are listed, its plan being as it was.

        Raises:
            EditionError: where it is not there as it was.
        """
        held = self.manifest(name)
        if held is None:
            raise EditionError(
                f"{self.path(name)}: edition {name} is entered in the ledger, and is not here. Put "
                "it back: changes are listed against it."
            )
        manifest, found = held
        amiss = next(files_amiss(self.path(name), manifest, f"{PLAN}/"), "")
        if found != digest or amiss:
            raise EditionError(
                f"{self.path(name)}: edition {name} is not what was published, and changes are "
                f"listed against it. {amiss or 'manifest.json: it was altered.'}"
            )
        return manifest

    def lacking(self, name: str, publication: Publication | None) -> str:
        """What is wrong where an edition is not entered in the ledger, or is not there."""
        path = self.path(name)
        if publication is None and path.exists():
            return (
                f"{path}: the ledger has no entry of an edition {name}; it was not published from "
                "this ledger, or never."
            )
        if publication is None:
            return f"No edition is called {name}. Those there are: milepost publish --list"
        if not (path / NAME).is_file():
            return f"{path / NAME}: it is gone, and edition {name} with it. Put it back."
        return f"{path / NAME}: it was altered, and is no list of an edition's files any more."

    @contextmanager
    def staged(self, name: str) -> Iterator[Stage]:
        """A folder to write an edition into, which is let go of where it came to nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = Path(tempfile.mkdtemp(prefix=f".{self.path(name).name}-", dir=self.folder))
        path.chmod(0o755)
        stage = Stage(path)
        try:
            yield stage
        finally:
            if not stage.may_be_entered:
                shutil.rmtree(path, ignore_errors=True)

    def put_in_place(self, staged: Path, name: str) -> Path:
        """Give a written edition its name; what others had begun under that name is let go."""
        path = self.path(name)
        for file in sorted(staged.rglob("*")):
            if file.is_file():
                file.chmod(_READ_ONLY)
        staged.rename(path)
        for other in self._begun(name):
            shutil.rmtree(other, ignore_errors=True)
        return path

    def finish(self, published: Iterable[Publication]) -> tuple[str, ...]:
        """Put in place what was entered in the ledger by a process that died then.

        Returns:
            The names of the editions that were put in place.
        """
        found = []
        for publication in published:
            name = publication.edition
            if not _NUMBERED.fullmatch(name) or self.path(name).exists():
                continue
            for staged in self._begun(name):
                manifest = staged / NAME
                whole = manifest.is_file() and digest_of(manifest.read_bytes())
                if whole == publication.manifest_digest:
                    self.put_in_place(staged, name)
                    found.append(name)
                    break
        return tuple(found)

    def _begun(self, name: str) -> list[Path]:
        """Folders in which an edition of a name was begun."""
        if not self.folder.is_dir():
            return []
        before = f".{self.path(name).name}-"
        return [
            path
            for path in sorted(self.folder.iterdir())
            if path.name.startswith(before)
            and path.is_dir()
            and "-" not in path.name[len(before) :]
        ]


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files under their paths, each of them on the disk before this returns.

    Raises:
        OSError: where one cannot be written.
    """
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def files_in(folder: Path) -> dict[str, Path]:
    """Every file of an edition but its manifest, by its path; links among them."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
        if path.relative_to(folder).as_posix() != NAME
    }


def files_amiss(folder: Path, manifest: Manifest, below: str = "") -> Iterator[str]:
    """Every file of an edition that was altered, is gone, or was put in; empty folders too.

    Args:
        folder: the edition.
        manifest: its manifest.
        below: only files whose paths begin so.
    """
    there = files_in(folder)
    for name in sorted({*there, *manifest.files}):
        if not name.startswith(below):
            continue
        if name not in there:
            yield f"{name}: it is gone."
        elif name not in manifest.files:
            yield f"{name}: it is not part of the edition."
        elif there[name].is_symlink() or not there[name].is_file():
            yield f"{name}: a link or a device stands in its place."
        elif digest_of(there[name].read_bytes()) != manifest.files[name]:
            yield f"{name}: it was altered."
    for name in _empty_folders(folder, manifest):
        if name.startswith(below):
            yield f"{name}: this empty folder is not part of the edition."


def _empty_folders(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Folders without anything in them in which no file of the edition lies either."""
    own = {parent.as_posix() for name in manifest.files for parent in PurePosixPath(name).parents}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder and name not in own and not any(path.iterdir()):
            yield f"{name}/"
