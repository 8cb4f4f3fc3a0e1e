"""Which engine an address means: ``duckdb``, or a Spark here or on many machines."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from milepost.facts.engines.unusable import EngineUnusableError, shown_as

if TYPE_CHECKING:
    from milepost.facts.engines import Engine

HOW_ENGINES_ARE_WRITTEN: Final = (
    "Write duckdb, local[*], spark://HOST:PORT, or sc://HOST:PORT for Spark Connect."
)
_OF_SPARK: Final = re.compile(r"local(\[(\*|[1-9]\d*)\])?|spark://[^\s/]+|sc://\S+")
_MEMORY: Final = re.compile(r"(\d{1,9}(?:\.\d{1,3})?) ?([KMGT])(i?)B", re.IGNORECASE)
HOW_MEMORY_IS_WRITTEN: Final = "Write it as 512MB, 2GB or 1.5GiB."


def engine_for(
    address: str,
    memory_limit: str | None = None,
    known_as: tuple[Path, str] | None = None,
) -> Engine:
    """The engine that an address names. It starts when it is first asked for rows.

    Args:
        address: ``duckdb``, ``local[*]``, ``spark://host:port`` or ``sc://host:port``.
        memory_limit: how much memory it may take, as ``2GB``.
        known_as: a folder of this machine, and the address by which the engine reads the same
            files, such as ``s3a://bucket/extracts``; DuckDB reads the folder itself.

    Raises:
        EngineUnusableError: for an address that names no engine, and where what one needs is
            missing.
    """
    if memory_limit is not None:
        memory_in_bytes(memory_limit)
    if address == "duckdb":
        from milepost.facts.engines.duck import DuckDB  # noqa: PLC0415  # the engine that is asked

        return DuckDB(memory_limit)
    if _OF_SPARK.fullmatch(address) is None:
        raise EngineUnusableError(f'"{shown_as(address)}" is no engine. {HOW_ENGINES_ARE_WRITTEN}')
    from milepost.facts.engines.spark import Spark  # noqa: PLC0415  # as above

    return Spark(address, memory_limit, known_as)


def memory_in_bytes(written: str) -> int:
    """How many bytes an amount of memory is.

    Raises:
        EngineUnusableError: where it is not an amount.
    """
    read = _MEMORY.fullmatch(written.strip())
    if read is None:
        raise EngineUnusableError(f'"{written}" is no amount of memory. {HOW_MEMORY_IS_WRITTEN}')
    amount, prefix, binary = read.groups()
    step = 1024 if binary else 1000
    whole, _, part = amount.partition(".")
    size = Decimal(step) ** ("KMGT".index(prefix.upper()) + 1)
    return int(Decimal(f"{whole}.{part or 0}") * size)
