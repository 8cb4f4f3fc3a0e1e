"""How a session of Spark comes about: of a driver in this process, or on a Connect server."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import tempfile
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, Final

from milepost.facts.engines.choice import memory_in_bytes
from milepost.facts.engines.unusable import EngineUnusableError, shown_as

_OF_A_DRIVER: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.catalogImplementation": "in-memory",  # leaves no files in the folder it runs in
}
_SECONDS_TO_ANSWER: Final = 10
_LEAST_MEBIBYTES: Final = 512  # Spark itself refuses to start with less than 450
_WHOSE_MEMORY: Final = {True: "spark.executor.memory", False: "spark.driver.memory"}


def mebibytes(memory_limit: str, address: str) -> int:
    """A limit in the unit in which Java counts.

    Raises:
        EngineUnusableError: where Spark cannot keep to it.
    """
    if address.startswith("sc://"):
        raise EngineUnusableError(
            f"{shown_as(address)}: its server was given its memory when it was started, so "
            "--memory-limit cannot change it; leave the option out."
        )
    mebibytes = memory_in_bytes(memory_limit) // 2**20
    if mebibytes < _LEAST_MEBIBYTES:
        raise EngineUnusableError(
            f"Spark does not start with {memory_limit}; give it 1GB or more, or take DuckDB."
        )
    return mebibytes


def see_that_packages_are_there(*, is_remote: bool) -> None:
    """What is missing is said before anything is started.

    Raises:
        EngineUnusableError: with what to install.
    """
    if is_remote:
        wanted = ("pyspark", "grpc", "grpc_status", "pandas", "pyarrow")
        if any(find_spec(package) is None for package in wanted):
            raise EngineUnusableError(
                'Spark Connect is not installed here: pip install "milepost[spark]".'
            )
        return
    if find_spec("pyspark") is None or find_spec("py4j") is None:
        raise EngineUnusableError(
            'Spark is not installed here: pip install "milepost[cluster]", or name a Spark Connect '
            "server, sc://HOST:PORT."
        )
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise EngineUnusableError(
            "Spark needs Java 17 or newer on this machine, and there is none: install it, or name "
            "a Spark Connect server, sc://HOST:PORT, which needs none here."
        )


def connected(address: str) -> tuple[Any, Callable[[], None]]:
    """A session on a Spark Connect server, and how to let it go.

    Raises:
        EngineUnusableError: where nobody answers.
    """
    with warnings.catch_warnings():
        # It warns of pandas 3, which is not asked for anything here.
        warnings.simplefilter("ignore")
        import grpc  # noqa: PLC0415  # only where Spark is asked for
        from pyspark.errors import PySparkValueError  # noqa: PLC0415
        from pyspark.sql.connect.client import DefaultChannelBuilder  # noqa: PLC0415
        from pyspark.sql.connect.client.retries import DefaultPolicy  # noqa: PLC0415
        from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415

        try:
            builder = DefaultChannelBuilder(address)
        except (PySparkValueError, ValueError) as error:
            raise EngineUnusableError(
                f"{shown_as(address)} is followed by what is no address of Spark Connect; write "
                "sc://HOST:PORT, and what else it needs as sc://HOST:PORT/;use_ssl=true."
            ) from error
        # Left to itself it tries for ten minutes to reach a server that is not there.
        channel = builder.toChannel()
        try:
            grpc.channel_ready_future(channel).result(timeout=_SECONDS_TO_ANSWER)
        except grpc.FutureTimeoutError as error:
            raise _nobody_there(address) from error
        finally:
            channel.close()
        session = SparkSession.builder.channelBuilder(builder).create()
    session.client.set_retry_policies([DefaultPolicy(max_retries=6, max_backoff=8000)])
    return session, session.stop


def driven(address: str, memory: int | None) -> tuple[Any, Callable[[], None]]:
    """A session of this process's own driver, and how to let it go.

    Raises:
        EngineUnusableError: where no master answers, or Spark does not start.
    """
    if address.startswith("spark://"):
        _see_that_a_master_answers(address)
    from pyspark import SparkContext, __version__  # noqa: PLC0415  # only where Spark is asked for
    from pyspark.sql.session import SparkSession  # noqa: PLC0415

    running = SparkContext._active_spark_context  # noqa: SLF001  # it has no public name
    if running is not None:
        if running.master != address:
            raise EngineUnusableError(
                f"This process runs Spark on {running.master} already; name that one, or stop it."
            )
        return SparkSession(running).newSession(), lambda: None
    limits = {} if memory is None else {_WHOSE_MEMORY[address[:5] == "spark"]: f"{memory}m"}
    builder = SparkSession.builder.master(address).appName("milepost")
    for setting, value in (_OF_A_DRIVER | limits).items():
        builder = builder.config(setting, value)
    if address.startswith("local"):
        builder = builder.config("spark.sql.shuffle.partitions", str(2 * (os.cpu_count() or 1)))
    try:
        with _java_unheard():
            session = builder.getOrCreate()
    except Exception as error:
        raise EngineUnusableError(
            f"{address}: Spark {__version__} could not be started there; see that Java is version "
            "17 or newer, and of a cluster that it runs the same version of Spark."
        ) from error
    return session, session.stop


def _see_that_a_master_answers(address: str) -> None:
    for place in address.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        with contextlib.suppress(OSError, ValueError, OverflowError):
            socket.create_connection((host.strip("[]"), int(port)), _SECONDS_TO_ANSWER).close()
            return
    raise _nobody_there(address)


def _nobody_there(address: str) -> EngineUnusableError:
    return EngineUnusableError(
        f"{shown_as(address)}: no Spark answers there within {_SECONDS_TO_ANSWER} seconds; see "
        "that it is running and that this machine may reach it."
    )


@contextlib.contextmanager
def _java_unheard() -> Iterator[None]:
    """Java takes over what file 2 is when it is started, and writes there while it runs."""
    with tempfile.TemporaryFile() as unheard:
        heard = os.dup(2)
        try:
            os.dup2(unheard.fileno(), 2)
            yield
        finally:
            os.dup2(heard, 2)
            os.close(heard)
