"""What Spark says on a hundred lines, said in one sentence to whoever named it."""

from __future__ import annotations

import contextlib
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Final

from milepost.facts.engines.unusable import EngineUnusableError


@contextlib.contextmanager
def said_in_one_sentence(address: str) -> Iterator[None]:
    """What Spark says on many lines is said in one.

    Raises:
        ArithmeticError: where a number does not fit.
        EngineUnusableError: for all else that Spark raises.
    """
    from pyspark.errors import ArithmeticException, PySparkException  # noqa: PLC0415

    try:
        with warnings.catch_warnings(), _loggers_unheard():
            warnings.simplefilter("ignore")
            yield
    except ArithmeticException as error:
        raise ArithmeticError(_first_line(error)) from error
    except (PySparkException, ImportError) as error:
        raise EngineUnusableError(f"{address}: {_first_line(error)}") from error
    except Exception as error:
        # What Java or the network raises has no common name, and is no bug of whoever asked.
        if type(error).__module__.split(".")[0] not in {"py4j", "grpc"}:
            raise
        raise EngineUnusableError(f"{address}: {_first_line(error)}") from error


@contextlib.contextmanager
def _loggers_unheard() -> Iterator[None]:
    """Spark writes an error to these before it raises it, with what Java's stack held."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


_LOGGERS: Final = ("SQLQueryContextLogger", "DataFrameQueryContextLogger", "pyspark")


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    line = lines[0] if lines else type(error).__name__
    if not line.startswith("[PATH_NOT_FOUND]"):
        return line[:500]
    path = re.sub(r"\\(.)", r"\1", line.partition("exist: ")[2].partition(". SQLSTATE")[0])
    return (
        f"it finds no {path}; the extracts must lie where Spark and all its workers read them, and "
        "--extracts-at ADDRESS says where that is."
    )
