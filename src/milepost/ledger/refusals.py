"""What a database refuses, in words that say what to do about it. A password is never printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

LOCK_WAIT_SECONDS: Final = 60

_WAITED: Final = (
    f"somebody else has been writing to it for more than {LOCK_WAIT_SECONDS} seconds; nothing was "
    "recorded. Try again."
)
_FULL: Final = "the disk is full; nothing was recorded. Make room and try again."
_READ_ONLY: Final = (
    "it may only be read: the disk, the folder or the file is write-protected. Nothing was "
    "recorded; even to be read it must lie where it may be written to."
)
_DAMAGED: Final = "the database is damaged. Restore the last backup, then run: milepost verify"
_NO_RIGHTS: Final = (
    "this user has no right to do that. Ask the administrator for what docs/ledger.md lists."
)

# By the names SQLite gives its errors; a longer name stands for itself and all that begin so.
_OF_SQLITE: Final[Mapping[str, str]] = {
    "SQLITE_NOTADB": "this is not a database. Name another file, or move this one away.",
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": (
        "the file cannot be opened or made: its folder is not there, or the folder or the disk is "
        "write-protected. Nothing was recorded; even to be read it must lie where it may be "
        "written to."
    ),
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_BUSY": _WAITED,
    "SQLITE_LOCKED": _WAITED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_IOERR": (
        "the disk could not be read or written; nothing was recorded. See that it is there and "
        "has room, and try again."
    ),
}

# By PostgreSQL's codes, or the class that is their first two letters.
_OF_POSTGRESQL: Final[Mapping[str, str]] = {
    "28": "the server does not let this user in. See user and password.",
    "3D": "the server has no such database. Ask the administrator to make it: CREATE DATABASE",
    "42501": _NO_RIGHTS,
    "55P03": _WAITED,
    "53100": _FULL,
    "53300": "the server has too many guests just now. Try again.",
    "25006": (
        "the server takes no writing: it is set to read-only, or is a stand-by. Nothing was "
        "recorded."
    ),
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
    "58": "the server's disk could not be read or written; nothing was recorded. Tell its "
    "administrator, and try again.",
    "57P": "the server is being shut down or started; nothing was recorded. Try again.",
    "08": "the connection to the server was lost; what had no receipt was not recorded. Try again.",
}

# Where there was no connection there is no code, only the text of PostgreSQL's own client.
_UNCONNECTED: Final = (
    (r"password authentication failed|no password supplied|fe_sendauth", _OF_POSTGRESQL["28"]),
    (
        r"no pg_hba\.conf entry|Peer authentication failed|Ident authentication",
        _OF_POSTGRESQL["28"],
    ),
    (r'role ".*" does not exist', _OF_POSTGRESQL["28"]),
    (r'database ".*" does not exist', _OF_POSTGRESQL["3D"]),
    (r"permission denied for database", _NO_RIGHTS),
    (r"too many (clients|connections)|remaining connection slots", _OF_POSTGRESQL["53300"]),
    (r"the database system is|terminating connection", _OF_POSTGRESQL["57P"]),
    (
        r"could not translate host name|failed to resolve host|Name or service not known",
        "no server of that name is known. See how it is written.",
    ),
    (
        r"Connection refused|No such file or directory|timeout|No route|unreachable",
        "the server does not answer. See that it runs and can be reached from here.",
    ),
    (
        r"server closed the connection|connection is (closed|lost)|EOF detected",
        _OF_POSTGRESQL["08"],
    ),
)


def in_words(error: SQLAlchemyError) -> str:
    """What went wrong, as a sentence; the database's own words where ours do not cover it."""
    own = getattr(error, "orig", None) or error
    for code, words in (
        (getattr(own, "sqlite_errorname", None), _OF_SQLITE),
        (getattr(own, "sqlstate", None), _OF_POSTGRESQL),
    ):
        fitting = [found for found in words if code and code.startswith(found)]
        if fitting:
            return words[max(fitting, key=len)]
    text = str(own).strip()
    if type(own).__module__.startswith("psycopg"):
        # PostgreSQL has a code for a full disk, and none where a quota or a limit is reached.
        if re.search(r"Disk quota exceeded|File too large|No space left on device", text):
            return _FULL
        for pattern, said in _UNCONNECTED:
            if re.search(pattern, text):
                return said
    first = (text.splitlines() or [type(own).__name__])[0].rstrip(".")
    return f"{first}."


def without_password(text: str) -> str:
    """An address that could not be understood, without what may be a password in it."""
    text = re.sub(r"(://[^/@]*?):.*@", r"\1:***@", text)
    return re.sub(r"(?i)(password=)[^&\s]*", r"\1***", text)
