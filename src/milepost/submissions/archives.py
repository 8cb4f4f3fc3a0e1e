"""The archive that a workbook is, looked at before anything in it is unpacked.

A workbook of a few kilobytes can unpack to gigabytes; its parts can lie over one another, have one
name, or lie about their size. Nothing is ever unpacked to the disk.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from milepost.submissions.file_kinds import kind_of_archive

MOST_UNPACKED: Final = 200_000_000
MOST_PARTS: Final = 2_000
# A part that is read: its text is held in memory while it is.
MOST_IN_A_PART: Final = 100_000_000

_SAVE_ANEW: Final = "Open it in the spreadsheet program, save it as a new .xlsx file and send that."
_ROWS_ONLY: Final = "Send the form with its rows only, without pictures and other sheets."
_ENCRYPTED: Final = 1
# The only ways in which a workbook is packed; what unpacks others does not bound its memory.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HEADER: Final = 30
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, OverflowError,
    NotImplementedError, RuntimeError, KeyError,
)  # fmt: skip


class RefusedError(Exception):
    """A file of which nothing, or nothing more, can be read.

    Attributes:
        code: of the problem.
        message: what is wrong.
        remedy: what to do.
        cell: the cell where it was found, else empty.
    """

    def __init__(self, code: str, message: str, remedy: str = _SAVE_ANEW, cell: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.cell = cell


def damaged(what: str, cell: str = "") -> RefusedError:
    """The refusal of a workbook that no spreadsheet program can have saved so."""
    return RefusedError("S006", f"the workbook is damaged: {what}.", cell=cell)


class Archive:
    """The parts of a workbook, by name.

    Raises:
        RefusedError: where it is no workbook, or asks for more than a form can need.
    """

    def __init__(self, content: bytes) -> None:
        # Counted before it is read: a directory of millions takes long by itself.
        if content.count(b"PK\x01\x02") > MOST_PARTS:
            raise RefusedError(
                "S007", f"the workbook is made of more than {MOST_PARTS:,} parts.", _ROWS_ONLY
            )
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGED as error:
            raise RefusedError(
                "S006",
                "the workbook is cut short or damaged.",
                "Save it again from the spreadsheet program and send the new file.",
            ) from error
        self._parts = {part.filename.casefold(): part for part in self._packed.infolist()}
        self._look()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def beginning_with(self, folder: str) -> bool:
        """Whether there is a part in a folder."""
        return any(name.startswith(folder) for name in self._parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            RefusedError: where it is not there, is too much, or is not what its checksum says.
        """
        part = self._parts.get(name.casefold())
        if part is None:
            raise damaged(f"it lacks its part {name}")
        if part.file_size > MOST_IN_A_PART:
            most = f"{MOST_IN_A_PART // 1_000_000} MB"
            raise RefusedError("S007", f"{part.filename} unpacks to more than {most}.", _ROWS_ONLY)
        try:
            return self._packed.read(part)
        except _DAMAGED as error:
            raise damaged(f"its part {part.filename} does not unpack") from error

    def _look(self) -> None:
        parts = self._packed.infolist()
        names = frozenset(self._parts)
        if "[content_types].xml" not in names or "xl/workbook.bin" in names:
            kind = kind_of_archive(names)
            is_workbook = False
        else:
            is_workbook = any(name.startswith("xl/") for name in names)
            kind = kind_of_archive(names)
        if not is_workbook:
            what = f"this is {kind}, not an .xlsx workbook." if kind else ""
            raise RefusedError(
                "S006",
                what or "this is an archive, but not a workbook.",
                'Save the table as "Excel Workbook (.xlsx)" and send that.'
                if kind
                else "Send the .xlsx file itself, not packed with others.",
            )
        if len(names) < len(parts):
            raise damaged("it holds two parts of one name")
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise RefusedError(
                "S006",
                "the workbook is under a password.",
                'Take the password off and save it as "Excel Workbook (.xlsx)".',
            )
        if any(part.compress_type not in _METHODS for part in parts):
            raise damaged("it is packed as no spreadsheet program packs")
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise RefusedError(
                "S007",
                f"the workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB.",
                _ROWS_ONLY,
            )
        _look_for_overlap(parts)


def _look_for_overlap(parts: list[zipfile.ZipInfo]) -> None:
    """Parts that share their bytes unpack to far more than the file could hold."""
    end = 0
    for part in sorted(parts, key=lambda p: p.header_offset):
        if part.header_offset < end:
            raise damaged("its parts lie over one another")
        end = part.header_offset + _HEADER + len(part.orig_filename) + part.compress_size
