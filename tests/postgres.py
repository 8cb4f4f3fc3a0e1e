"""A PostgreSQL server of the tests' own, in a folder that is thrown away afterwards.

Where there is none the tests fail and say which package is missing; they are not skipped.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

_FOLDERS: Final = (
    *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    Path("/usr/local/bin"),
)
_USER: Final = "postgres"


@contextmanager
def server() -> Iterator[str]:
    """Start a server that listens on a socket of its own; its address without a database."""
    folder = Path(tempfile.mkdtemp(prefix="milepost-pg-", dir="/tmp"))  # sockets need short paths
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    port = _free_port()
    data = folder / "data"
    _run(_program("initdb"), "-D", data, "-U", _USER, "--auth=trust", "--encoding=UTF8", "-N")
    options = f"-p {port} -k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
    log = folder / "log"
    _run(_program("pg_ctl"), "-D", data, "-w", "-l", log, "-o", options, "start")
    try:
        yield f"postgresql://{_USER}@/{{database}}?host={folder}&port={port}"
    finally:
        _run(_program("pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str, name: str) -> str:
    """Make an empty database; its address."""
    with psycopg.connect(address.format(database=_USER), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # our own name
    return address.format(database=name)


def _program(name: str) -> str:
    for folder in _FOLDERS:
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    assert found, f"{name} is not here: the tests need PostgreSQL (Debian: postgresql)"
    return found


def _run(*arguments: str | Path) -> None:
    words = [str(a) for a in arguments]
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        words = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--init-groups", *words]
    subprocess.run(words, check=True, capture_output=True, timeout=120, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
