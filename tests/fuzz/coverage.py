"""Fuzzes intake guided by what code is reached: ``python -m tests.fuzz.coverage KIND SECONDS``.

It needs atheris, which the tests do not: ``make fuzz`` lays out an environment of its own for it.
A file that breaks what must hold is written beside the corpus, and the run ends there.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports(include=["milepost.submissions", "milepost.intervals", "csv"]):
    from tests.fuzz import inputs

from tests import xlsx

# Where a stretch begins, how long it is, and how long what stands there instead.
_PIECE: Final = struct.Struct("<HBB")
_CATALOGUE: Final = Path(__file__).parents[1] / "problems"


def _as_workbook(content: bytes) -> bytes:
    """A right workbook but for one part, which is free bytes; an archive is left as it is.

    Free bytes alone would seldom get beyond the first look at the archive.
    """
    if content.startswith(b"PK"):
        return content
    parts = inputs.workbook_parts()
    names = sorted(parts)
    name = names[content[0] % len(names)] if content else names[0]
    return xlsx.archive({**parts, name: content[1:]})


def _pieces(content: bytes) -> bytes:
    """A right workbook but for one part, some stretches of which are overwritten."""
    parts = inputs.workbook_parts()
    if not content:
        return xlsx.archive(parts)
    name = sorted(parts)[content[0] % len(parts)]
    text, rest = bytearray(parts[name].encode()), content[1:]
    while len(rest) > _PIECE.size:
        at, width, length = _PIECE.unpack(rest[: _PIECE.size])
        new, rest = rest[_PIECE.size :][: length % 32], rest[_PIECE.size + length % 32 :]
        start = at % (len(text) + 1)
        text[start : start + width % 32] = new
    return xlsx.archive({**parts, name: bytes(text)})


KINDS: Final[dict[str, tuple[str, Callable[[bytes], bytes]]]] = {
    "csv": ("ATF.csv", lambda content: content),
    "json": ("ATF.json", lambda content: content),
    "xlsx": ("ATF.xlsx", _as_workbook),
    "xlsx-pieces": ("ATF.xlsx", _pieces),
}


def seeds(kind: str) -> list[bytes]:
    """What a run begins with."""
    if kind == "json":
        return [inputs.JSON, b'{"observations": []}', b"[]"]
    if kind == "csv":
        return [inputs.CSV, *(p.read_bytes() for p in sorted(_CATALOGUE.rglob("*.csv")))]
    if kind == "xlsx-pieces":
        return [bytes([n]) + _PIECE.pack(200, 4, 3) + b"0A&" for n in range(9)]
    parts = inputs.workbook_parts()
    found = [bytes([n]) + parts[name].encode() for n, name in enumerate(sorted(parts))]
    return [*found, xlsx.archive(parts), *_parts_of_the_catalogue()]


def _parts_of_the_catalogue() -> list[bytes]:
    names = sorted(inputs.workbook_parts())
    found = []
    for path in sorted(_CATALOGUE.rglob("*.xlsx")):
        try:
            with zipfile.ZipFile(path) as packed:
                held = [name for name in names if name in packed.namelist()]
                found += [bytes([names.index(name)]) + packed.read(name) for name in held]
        except zipfile.BadZipFile:
            found.append(path.read_bytes())
    return found


def main() -> None:
    """Fuzz one kind for some seconds."""
    kind, seconds, corpus = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    name, make = KINDS[kind]
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(kind)):
        (corpus / f"seed-{number:03}").write_bytes(seed)

    def once(content: bytes) -> None:
        inputs.read(make(content), name)

    options = [
        f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=20000",
        "-print_final_stats=1", f"-artifact_prefix={corpus.parent}/{kind}-",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], str(corpus), *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
