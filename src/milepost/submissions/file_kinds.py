"""What a file is by its first bytes, whatever it is called.

A file that is no table is refused; the officer is told what it is, so that she knows what to save.
"""

from __future__ import annotations

from typing import Final

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: Final = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"\x1f\x8b", "a packed file (.gz)"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (.7z)"),
    (b"Rar!", "a packed file (.rar)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_WEB_PAGE: Final = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")
_LOOKED_AT: Final = 4_096
_SHARE_OF_ZEROS: Final = 0.3


def kind_of(content: bytes) -> str:
    """What a file that is neither text nor archive is, such as "a PDF document", or nothing."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content.startswith(_OLD_OFFICE):
        return _kind_of_old_office(content)
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_WEB_PAGE):
        return "a web page (.html)"
    if start.startswith(b"<?xml"):
        return "a workbook saved as XML" if b"excel.sheet" in start else "an XML document"
    return ""


def kind_of_archive(names: frozenset[str]) -> str:
    """What an archive of these parts is that is no workbook of ours, or nothing."""
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb)"
    for folder, kind in (("word/", "a text document (.docx)"), ("ppt/", "slides (.pptx)")):
        if any(name.startswith(folder) for name in names):
            return kind
    if "mimetype" in names and "content.xml" in names:
        return "a workbook or document of OpenDocument (.ods, .odt)"
    return ""


def text_of_two_bytes(content: bytes) -> str:
    """UTF-16 or UTF-32 where a file is text in it, else nothing."""
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    start = content[:_LOOKED_AT]
    pairs = len(start) // 2
    # Without its mark it is told by the letters of ASCII, every second byte of which is nothing.
    zeros = (start[0::2].count(0), start[1::2].count(0))
    if pairs and min(zeros) == 0 and max(zeros) > _SHARE_OF_ZEROS * pairs:
        return "UTF-16"
    return ""


def _kind_of_old_office(content: bytes) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return "a workbook under a password"
    if holds("WordDocument"):
        return "an old text document (.doc)"
    if holds("PowerPoint Document"):
        return "old slides (.ppt)"
    if holds("Workbook") or holds("Book"):
        return "an old workbook (.xls)"
    return "an old (.xls) or a password-protected workbook"
