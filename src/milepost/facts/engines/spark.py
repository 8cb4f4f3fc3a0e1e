"""Spark: the same reductions on this machine's cores, on a cluster, or through Spark Connect.

Nothing but what was asked for comes back: rows are read, checked and reduced where Spark runs. The
settings below are those without which its arithmetic would not be that of DuckDB to the last digit.
"""

from __future__ import annotations

import contextlib
import io
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import narwhals.stable.v2 as nw

from milepost.facts.engines.spark_said import said_in_one_sentence
from milepost.facts.engines.spark_sessions import (
    connected,
    driven,
    mebibytes,
    see_that_packages_are_there,
)
from milepost.facts.engines.unusable import EngineUnusableError, shown_as

_SETTINGS: Final = {
    "spark.sql.ansi.enabled": "true",  # what does not fit is an error, never null
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",  # or products lose decimals
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",  # days before 1582 as written
    "spark.sql.files.ignoreCorruptFiles": "false",  # or the rows of a damaged file are left out
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.adaptive.enabled": "true",  # few rows do not travel in two hundred pieces
    "spark.sql.debug.maxToStringFields": "10000",  # a query is shown whole
    "spark.sql.maxMetadataStringLength": "10000",
}
_SECONDS_TO_WORK: Final = 90
_NUMBERED: Final = re.compile(r"#\d+L?|\[?(?:plan|codegen)_?id ?[=:] ?\d+\]?,? ?")
_READ_AS_PATTERN: Final = re.compile(r"([\\{}\[\]*?])")


class Spark:
    """A Spark that is named by its address; it is reached when rows are first asked for.

    Args:
        address: ``local[*]``, ``spark://host:port`` or ``sc://host:port``.
        memory_limit: how much memory it may take on each machine: of a session on this one, or of
            each worker. A Spark Connect server was given its own when it was started.
        known_as: a folder of this machine, and the address by which Spark reads the same files.

    Raises:
        EngineUnusableError: where a package or Java is missing, or the limit cannot be kept.
    """

    def __init__(
        self, address: str, memory_limit: str | None, known_as: tuple[Path, str] | None = None
    ) -> None:
        self._address, self._known_as = address, known_as
        self._shown = shown_as(address)
        self._is_remote = address.startswith("sc://")
        see_that_packages_are_there(is_remote=self._is_remote)
        self._memory = None if memory_limit is None else mebibytes(memory_limit, address)
        self._session: Any = None
        self._version = ""
        # A file is never changed, and to look at its columns anew costs a round trip.
        self._read: dict[tuple[str, ...], nw.LazyFrame[Any]] = {}
        self._stop: Callable[[], None] | None = None

    @property
    def name(self) -> str:
        """What it is called in a cache and an explanation; wherever it runs, it is one engine.

        A Spark Connect server may be of another version than what reaches it here, and it is the
        server that computes. So it is asked; a cluster must run the version that is here.

        Raises:
            EngineUnusableError: where the server cannot be reached.
        """
        from pyspark import __version__  # noqa: PLC0415  # only where Spark is asked for

        if self._is_remote and not self._version:
            session = self._started()
            with said_in_one_sentence(self._shown):
                self._version = session.version
        return f"spark {self._version or __version__}"

    def rows(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of Parquet files, one below the other.

        Raises:
            EngineUnusableError: where Spark cannot be reached, or cannot read one of them.
        """
        named = tuple(self._known(path) for path in paths)
        if named not in self._read:
            session = self._started()
            with said_in_one_sentence(self._shown):
                native = session.read.parquet(*named)
                native.schema  # noqa: B018  # Connect looks at the files when they are asked for
                self._read[named] = nw.from_native(native)
        return self._read[named]

    def collected(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """What is left of the rows, in any order.

        Raises:
            ArithmeticError: where a sum has more than 38 digits.
            EngineUnusableError: where Spark breaks off.
        """
        with said_in_one_sentence(self._shown):
            return [tuple(row) for row in frame.to_native().collect()]

    def query(self, frame: nw.LazyFrame[Any]) -> str:
        """The plan by which Spark finds it, without the numbers it gives anew each time."""
        written = io.StringIO()
        with said_in_one_sentence(self._shown), contextlib.redirect_stdout(written):
            frame.to_native().explain(mode="simple")
        lines = (line.rstrip() for line in _NUMBERED.sub("", written.getvalue()).splitlines())
        return "\n".join(line for line in lines if line)

    def close(self) -> None:
        """Let it go; a session that was here before is left as it was."""
        stop, self._stop, self._session = self._stop, None, None
        self._read.clear()
        if stop is not None:
            with contextlib.suppress(Exception):  # one that is gone needs no stopping
                stop()

    def _known(self, path: Path) -> str:
        whole = path.absolute()
        if self._known_as is not None:
            folder, address = self._known_as
            with contextlib.suppress(ValueError):
                return f"{address.rstrip('/')}/{whole.relative_to(folder.absolute()).as_posix()}"
        return "file://" + _READ_AS_PATTERN.sub(r"\\\1", whole.as_posix())

    def _started(self) -> Any:  # noqa: ANN401  # a session of either kind
        if self._session is None:
            with said_in_one_sentence(self._shown):
                self._session, self._stop = (
                    connected(self._address)
                    if self._is_remote
                    else driven(self._address, self._memory)
                )
                for setting, value in _SETTINGS.items():
                    self._session.conf.set(setting, value)
            self._see_that_it_works()
        return self._session

    def _see_that_it_works(self) -> None:
        """A cluster that takes no work would else be waited for until somebody ends it."""
        outcome: list[Exception | None] = []

        def ask() -> None:
            try:
                self._session.range(1).collect()
                outcome.append(None)
            except Exception as error:  # noqa: BLE001  # said by whoever waits for it
                outcome.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(_SECONDS_TO_WORK)
        if not outcome:
            self.close()
            raise EngineUnusableError(
                f"{self._shown}: it answers, but no worker took the work within "
                f"{_SECONDS_TO_WORK} seconds; see that workers are running and have memory free."
            )
        if outcome[0] is not None:
            with said_in_one_sentence(self._shown):
                raise outcome[0]
