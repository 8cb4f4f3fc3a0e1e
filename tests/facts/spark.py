"""A Spark cluster of the tests' own on this machine: a master, two workers, a Connect server.

It listens on 127.0.0.1 alone, keeps all it writes in a folder that is thrown away, and ends with
the process that started it, even where that one is killed. Where there is no Java the tests fail
and say so; they are not skipped.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyspark

_SPARK: Final = Path(pyspark.__file__).parent
_PATIENCE: Final = 90.0
# Small machines start Java's programs sooner with one collector thread and one compiler.
_SMALL: Final = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss2m"
_DEFAULTS: Final = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "640m",
    "spark.driver.extraJavaOptions": _SMALL,
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
    "spark.executor.extraJavaOptions": _SMALL,
    "spark.cores.max": "2",
    "spark.sql.shuffle.partitions": "3",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.worker.ui.enabled": "false",
    # A cluster may be set up so, and no figure may depend on it.
    "spark.sql.ansi.enabled": "false",
    "spark.sql.session.timeZone": "America/Phoenix",
    "spark.sql.parquet.datetimeRebaseModeInRead": "LEGACY",
    "spark.sql.files.ignoreCorruptFiles": "true",
    "spark.sql.files.ignoreMissingFiles": "true",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where it listens: ``master`` for a driver of one's own, ``connect`` for Spark Connect."""

    master: str
    connect: str
    environment: dict[str, str]


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start all four programs, wait until they answer, and stop them for sure."""
    if shutil.which("java") is None:
        raise AssertionError(
            "The tests start a Spark cluster and need Java 17: make system-packages."
        )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="spark-")))
        environment = _environment(folder)
        port, connect, *pages = _free_ports(5)
        master = f"spark://127.0.0.1:{port}"
        deploy = ["spark-class", "org.apache.spark.deploy"]

        def start(name: str, *words: str) -> subprocess.Popen[bytes]:
            return stack.enter_context(_running(folder / f"{name}.log", words, environment))

        at = ["--host", "127.0.0.1"]
        leader = start(
            "master", deploy[0], f"{deploy[1]}.master.Master", *at, "--port", str(port),
            "--webui-port", str(pages[0]),
        )  # fmt: skip
        _wait(port, leader, folder / "master.log")
        for number in (1, 2):
            start(
                f"worker-{number}", deploy[0], f"{deploy[1]}.worker.Worker", master, *at,
                "--cores", "2", "--memory", "1200m", "--webui-port", str(pages[number]),
                "--work-dir", str(folder / f"work-{number}"),
            )  # fmt: skip
        server = start(
            "connect", "spark-submit", "--master", master, "--class",
            "org.apache.spark.sql.connect.service.SparkConnectServer",
            "--conf", f"spark.connect.grpc.binding.port={connect}",
            "--conf", "spark.connect.grpc.binding.address=127.0.0.1", "spark-internal",
        )  # fmt: skip
        _wait(connect, server, folder / "connect.log")
        yield Cluster(master, f"sc://127.0.0.1:{connect}", environment)


def _environment(folder: Path) -> dict[str, str]:
    settings = folder / "conf"
    settings.mkdir()
    lines = (f"{name} {value}\n" for name, value in _DEFAULTS.items())
    (settings / "spark-defaults.conf").write_text("".join(lines), "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
    return kept | {
        "SPARK_HOME": str(_SPARK),
        "SPARK_CONF_DIR": str(settings),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_DAEMON_MEMORY": "640m",
        "SPARK_DAEMON_JAVA_OPTS": _SMALL,
    }


@contextmanager
def _running(
    log: Path, words: tuple[str, ...], environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    program = [str(_SPARK / "bin" / words[0]), *words[1:]]
    # With --pdeathsig the program ends where this process is killed and can stop nothing any more.
    with log.open("wb") as written:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", *program],  # noqa: S607  # of util-linux
            env=environment,
            cwd=log.parent,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)  # a worker's executors are in its group
            process.wait(10)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something listens.

    Raises:
        AssertionError: where the program ends or stays silent, with what it wrote.
    """
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"Spark did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
