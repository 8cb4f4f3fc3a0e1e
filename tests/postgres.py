"""A PostgreSQL server of the tests' own, in a folder that is thrown away afterwards.

Where there is none the tests fail and say which package is missing; they are not skipped.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

_USER: Final = "postgres"
_OF_DEBIAN: Final = Path("/usr/lib/postgresql")


class Server:
    """A server in a folder, listening on a socket there and nowhere else.

    Args:
        folder: an empty folder whose path is short, as sockets need it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, _free_port()
        self._data = folder / "data"
        self.address = f"postgresql://{_USER}@/{{database}}?host={folder}&port={self._port}"
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
        # The files of the write-ahead log are small, so that a small disk holds them.
        _run(
            [_program("initdb"), "-D", self._data, "-U", _USER, "--auth=trust", "-N"],
            ["--encoding=UTF8", "--wal-segsize=1"],
        )

    def start(self, largest_file: int | None = None) -> None:
        """Start it, and wait until it answers; no file may then grow beyond so many bytes."""
        options = (
            f"-p {self._port} -k {self._folder} -c listen_addresses='' -c fsync=off "
            "-c max_connections=40"
        )
        start: list[str | Path] = [
            _program("pg_ctl"),
            "-D",
            self._data,
            "-w",
            "-l",
            self._folder / "log",
        ]
        limited = [] if largest_file is None else ["prlimit", f"--fsize={largest_file}"]
        _run(limited, start, ["-o", options, "start"])

    def is_running(self) -> bool:
        """Whether it runs; after a disk was full it may have ended by itself."""
        try:
            _run([_program("pg_ctl"), "-D", self._data, "status"])
        except AssertionError:
            return False
        return True

    def stop(self) -> None:
        """End it at once."""
        if self.is_running():
            _run([_program("pg_ctl"), "-D", self._data, "-m", "immediate", "-w", "stop"])


@contextmanager
def server() -> Iterator[str]:
    """Start a server that listens on a socket of its own; its address without a database."""
    folder = Path(tempfile.mkdtemp(prefix="milepost-pg-", dir="/tmp"))  # sockets need short paths
    try:
        ours = Server(folder)
        ours.start()
        try:
            yield ours.address
        finally:
            ours.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str, name: str) -> str:
    """Make an empty database; its address."""
    with psycopg.connect(address.format(database=_USER), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # our own name
    return address.format(database=name)


def folders() -> list[Path]:
    """Where Debian keeps a server's programs, the newest version first; it is on nobody's path."""
    found = [p for p in _OF_DEBIAN.glob("*/bin") if p.parent.name.isdecimal()]
    return sorted(found, key=lambda p: int(p.parent.name), reverse=True)


def _program(name: str) -> str:
    for folder in folders():
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    assert found, f"{name} is not here: the tests need PostgreSQL (Debian: postgresql)."
    return found


def _run(*parts: Sequence[str | Path]) -> None:
    words = [str(word) for part in parts for word in part]
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        words = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--init-groups", *words]
    # To a file: a server that was started keeps its outputs, and a pipe would never come to an end.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        ended = subprocess.run(
            words, check=False, stdout=said, stderr=said, timeout=120, cwd="/"
        ).returncode
        said.seek(0)
        assert ended == 0, f"{' '.join(words)} ended with {ended}: {said.read()}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
