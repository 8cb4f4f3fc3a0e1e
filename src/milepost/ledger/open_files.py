"""A whole ledger as open files, and a ledger made anew from them, with the same hashes.

What it must be read with in fifty years is a text editor: a CSV a table, the chain as JSON, the
originals by their digest. Nothing an agency sent becomes a formula on the way, and nothing of it is
lost: what could be one is marked, and the mark is taken off when the ledger is made anew.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DataError, IntegrityError

from milepost.ledger import migrations, tables
from milepost.ledger.chain import Entry
from milepost.ledger.reader import Reader
from milepost.ledger.store import Ledger
from milepost.ledger.verify import verified
from milepost.sources import as_no_formula
from milepost.submissions.unusable import OpenFilesError

ORIGINALS: Final = "originals"
CHAIN: Final = "chain.json"
README: Final = "README.txt"
_AT_ONCE: Final = 5_000
_LONGEST_CELL: Final = 2**31 - 1
_MARK: Final = "'"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
# In the order in which one refers to another.
_TABLES: Final = (
    tables.submissions,
    tables.deliveries,
    tables.readings,
    tables.observations,
    tables.rejections,
    tables.remarks,
    tables.destructions,
    tables.publications,
    tables.notices,
)
_WHAT_IS_WHAT: Final = """\
A ledger of Milepost, whole, as open files (UTF-8).

chain.json        every entry in order: what was recorded, when, by which version, and the hash
                  that binds it to all before. How the hash is made is at the foot of this page.
                  Also the SHA-256 of each CSV, so that one that was altered can be named.
submissions.csv   every file that was received
deliveries.csv    which of them bring rows of an extract, and the files these came in, as JSON.
                  Those files and the rows read in them are not here: they lie in the store of
                  extracts, each under its SHA-256. Keep a copy of that folder too.
readings.csv      what each file was found to say under a plan; the last reading counts
observations.csv  the rows that were taken, by reading and position
rejections.csv    the rows that were not taken, with the problem as JSON
remarks.csv       what people said of what was sent
destructions.csv  the orders by which the bytes of a file were destroyed: by whom, why and when.
                  The files they name by their SHA-256 are not in originals/, and nowhere else.
publications.csv  the editions that were published, each with the SHA-256 of its manifest.json
notices.csv       the notices that were issued: to whom, about whom and when, with the whole text,
                  and its SHA-256, which is that of the notice's own file
originals/        every file as it came, byte for byte, named by its SHA-256

Every cell stands in quotation marks. What a spreadsheet could take for a formula has an apostrophe
in front: a text that begins with =, +, -, @, their wide forms, a tab or a line's end and is no
number, and also one that begins with an apostrophe. Take one apostrophe off, and the cell is as it
is in the ledger. A number such as -5 is left as it is. An empty cell of remarks.csv under
"submission" means none. U+001A followed by four hexadecimal digits stands for a character no
database keeps, such as NUL (0000).
The originals are as they came: one that is a CSV may hold formulas.

To make a ledger of them again: milepost import --ledger FOLDER, into an empty ledger.

The hash of an entry is the SHA-256 of lines in UTF-8, joined by a line feed. The first line is JSON
without spaces: a list of the hash before (64 zeros at the beginning), kind, number, time, version,
and an object of the row's columns but its number, keys in order. For a reading a line follows for
each observation, then for each rejection: a list of the table's name, the position and the other
columns in the order of the CSV, as the ledger holds them. An entry without a version is from before
versions were recorded: its list lacks the version, the object lacks "certified_by" and
"statements", and a reading's rows are in the object, under "observations" and "rejections", each as
an object with its position.
"""


def write_open_files(ledger: Ledger, folder: Path) -> tuple[Path, ...]:
    """Write all of a ledger into a folder that is empty or not there yet.

    Returns:
        The files, the chain last: where it is there, all the rest is too.

    Raises:
        OpenFilesError: where the folder holds something, or the ledger cannot be read.
        OSError: where the folder cannot be written to.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise OpenFilesError(f"{folder}: the folder is not empty. Name a new one.")
    originals = folder / ORIGINALS
    originals.mkdir(parents=True, exist_ok=True)
    written = [folder / README]
    written[0].write_text(_WHAT_IS_WHAT, encoding="utf-8", newline="\n")
    with ledger.looked_into() as reader:
        for digest, content in reader.digests():
            if not _DIGEST.fullmatch(digest):  # only a database that was tampered with holds such
                raise OpenFilesError(f'"{digest}" is no digest. Run: milepost verify')
            written.append(originals / digest)
            written[-1].write_bytes(content)
        for table in _TABLES:
            written.append(folder / f"{table.name}.csv")
            _write_table(written[-1], table, reader.connection)
        held = {
            "ledger": migrations.HEAD,
            "head": reader.head(),
            "files": {path.name: _sha256(path) for path in written if path.suffix == ".csv"},
            "entries": [asdict(entry) for entry in reader.links()],
        }
        written.append(folder / CHAIN)
        text = json.dumps(held, ensure_ascii=False, indent=1)
        written[-1].write_text(text + "\n", encoding="utf-8", newline="\n")
    return tuple(written)


def rebuild(folder: Path, url: str) -> str:
    """Make a ledger anew from open files; its head.

    Everything is looked through before it is kept: a file that was altered leaves the ledger empty,
    and is named.

    Raises:
        OpenFilesError: where the ledger is not empty, or the files do not hold.
    """
    with _said_of(folder):
        entries, head = _chain_of(folder)
        _look_at_originals(folder)
        ledger = Ledger(url)
        try:
            with ledger.being_rebuilt() as connection:
                reader = Reader(connection)
                if reader.links():
                    raise OpenFilesError(
                        "The ledger is not empty; nothing was put in. Name a new one: "
                        f"milepost --ledger sqlite:///NEW.sqlite import --ledger {folder}"
                    )
                try:
                    _put_in(folder, entries, connection)
                except (IntegrityError, DataError) as error:
                    raise OpenFilesError(
                        f"{folder / CHAIN}: its entries do not fit the rows beside it."
                    ) from error
                found = verified(reader)
                if found.head != head:
                    raise OpenFilesError(f"{folder / CHAIN}: the head is not that of its end.")
                if found.broken:
                    # The tables are as the chain's own list has them, and the originals as named.
                    raise OpenFilesError(f"{folder / CHAIN}: {' '.join(found.broken[:5])}")
                return found.head
        finally:
            ledger.close()


# What comes of reading what nobody but an attacker or a damaged disk wrote.
_NONSENSE: Final = (
    ValueError, KeyError, TypeError, csv.Error, RecursionError, OverflowError,
)  # fmt: skip


class _said_of:  # noqa: N801  # used as a statement
    """What is wrong with a folder's files, in words."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, FileNotFoundError):
            what = f"{error.filename}: it is not there. Name the folder that milepost export wrote."
            raise OpenFilesError(what) from error
        if isinstance(error, _NONSENSE):
            raise OpenFilesError(
                f"{self._folder / CHAIN}: it does not describe these files, or not all: {error}."
            ) from error


def _chain_of(folder: Path) -> tuple[list[dict[str, Any]], str]:
    held = json.loads((folder / CHAIN).read_text(encoding="utf-8"))
    if held["ledger"] != migrations.HEAD:
        raise OpenFilesError(f"{folder / CHAIN}: written by another version of Milepost; use that.")
    for table in _TABLES:
        path = folder / f"{table.name}.csv"
        if _sha256(path) != held["files"][path.name]:
            raise OpenFilesError(f"{path}: it was altered since it was written.")
    entries = [asdict(Entry(**entry)) for entry in held["entries"]]
    for entry in entries:
        for name, value in entry.items():
            if not isinstance(value, int if name in {"position", "number"} else str):
                raise TypeError(f"{name} is {value!r}")
    return entries, str(held["head"])


def _look_at_originals(folder: Path) -> None:
    for path in sorted((folder / ORIGINALS).iterdir()):
        # A link or a pipe is no file that was written here, and may never end.
        if path.is_symlink() or not path.is_file() or not _DIGEST.fullmatch(path.name):
            raise OpenFilesError(f"{path}: it is not one of the files of a ledger.")
        if _sha256(path) != path.name:
            raise OpenFilesError(f"{path}: it was altered since it was written.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _marked(cell: str | int | None) -> str | int | None:
    """A cell that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return cell
    return _MARK + cell if cell.startswith(_MARK) else as_no_formula(cell)


def _write_table(path: Path, table: sa.Table, connection: Connection) -> None:
    query = sa.select(table).order_by(*table.primary_key)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as held:
            writer.writerows(map(_marked, row) for row in held)


def _put_in(folder: Path, entries: list[dict[str, Any]], connection: Connection) -> None:
    for path in sorted((folder / ORIGINALS).iterdir()):
        connection.execute(
            tables.files.insert().values(digest=path.name, content=path.read_bytes())
        )
    _put_in_rows(folder, connection)
    for some in _at_once(entries):
        connection.execute(tables.chain.insert(), some)
    s, kept, ordered = tables.submissions, tables.files.c.digest, tables.destructions.c.digest
    gone = sa.select(s.c.digest).where(
        s.c.digest.not_in(sa.select(kept)), s.c.digest.not_in(sa.select(ordered))
    )
    for digest in connection.execute(gone.limit(1)).scalars():
        raise OpenFilesError(f"{folder / ORIGINALS / digest}: it is not there.")


def _put_in_rows(folder: Path, connection: Connection) -> None:
    for table in _TABLES:
        for some in _at_once(_rows_of(folder / f"{table.name}.csv", table)):
            connection.execute(table.insert(), some)


def _rows_of(path: Path, table: sa.Table) -> Iterator[dict[str, Any]]:
    longest = csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file, strict=True)
            names = next(lines, [])
            if names != [column.name for column in table.columns]:
                raise ValueError(f"{path.name} has other columns")
            for line in lines:
                yield {
                    column.name: _value(column, cell)
                    for column, cell in zip(table.columns, line, strict=True)
                }
    finally:
        csv.field_size_limit(longest)


def _value(column: sa.Column[Any], cell: str) -> str | int | None:
    if not isinstance(column.type, sa.Integer):
        return cell.removeprefix(_MARK)
    return None if column.nullable and not cell else int(cell)


def _at_once(items: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    held: list[dict[str, Any]] = []
    for item in items:
        held.append(item)
        if len(held) == _AT_ONCE:
            yield held
            held = []
    if held:
        yield held
