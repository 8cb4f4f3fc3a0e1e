"""Fuzzes intake guided by what code is reached: ``python -m tests.fuzz.coverage KIND SECONDS``.

It needs atheris, which the tests do not: ``make fuzz`` lays out an environment of its own for it.
A file that breaks what must hold is written beside the corpus, and the run ends there.
"""

from __future__ import annotations

import re
import struct
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import atheris

with atheris.instrument_imports(include=["milepost.submissions", "milepost.intervals", "csv"]):
    from tests.fuzz import inputs

from tests import xlsx

# Where a stretch begins, how long it is, and how long what stands there instead.
_PIECE: Final = struct.Struct("<HBB")
# What is not hit upon byte by byte; as libFuzzer reads it.
_WORDS: Final = (
    "cases-initiated", "share-answered", "FY2009-Q4", "at least ", "not tracked", " of ", "TX",
    "observations", "agency", "measure", "period", "value", "bound", "absence", "state", "note",
    "null", "true", "NaN", "1e9", r"\\ud800", r"\\u0000", r"\"", "[{", "}]", "},{", r"\xe2\x80\x93",
)  # fmt: skip
_TEXT: Final = re.compile("<t>(.*?)</t>")
_OF_NO_XML: Final = re.compile("[^\t\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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


def _pieces(content: bytes, parts: Mapping[str, str]) -> bytes:
    """A right workbook but for one part, some stretches of which are overwritten."""
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


def _form(content: bytes) -> bytes:
    """A filled form with other texts in some of its cells: a byte says in which."""
    parts = inputs.form_parts()
    written = [(n, was) for n, part in parts.items() for was in _TEXT.findall(part)]
    changed = dict(parts)
    for piece in content.split(b"\n"):
        name, was = written[piece[0] % len(written)] if piece else written[0]
        text = escape(_OF_NO_XML.sub("", piece[1:].decode("utf-8", "replace")))
        changed[name] = changed[name].replace(f"<t>{was}</t>", f"<t>{text}</t>", 1)
    return xlsx.archive(changed)


KINDS: Final[dict[str, Callable[[bytes], object]]] = {
    "csv": lambda content: inputs.read(content, "ATF.csv"),
    "json": inputs.agrees_on_json,
    "xlsx": lambda content: inputs.read(_as_workbook(content), "ATF.xlsx"),
    "xlsx-pieces": lambda content: inputs.read(
        _pieces(content, inputs.workbook_parts()), "ATF.xlsx"
    ),
    "form": lambda content: inputs.read(_form(content), "ATF.xlsx"),
    "form-pieces": lambda content: inputs.read(_pieces(content, inputs.form_parts()), "ATF.xlsx"),
}


def seeds(kind: str) -> list[bytes]:
    """What a run begins with."""
    if kind == "json":
        found = [path.read_bytes() for path in sorted(_CATALOGUE.rglob("ATF.json"))]
        return [inputs.JSON, b'{"observations": []}', b"[]", *found]
    if kind == "csv":
        found = [path.read_bytes() for path in sorted(_CATALOGUE.rglob("*.csv"))]
        return [inputs.CSV, inputs.form_csv(), *found]
    if kind == "form":
        texts = (b"0", b"at least 7", b"not tracked", b"FY2009-Q4", b"47%", b"yes", b"TX")
        return [bytes([n]) + texts[n % len(texts)] for n in range(250) if n != ord("\n")]
    if kind.endswith("-pieces"):
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
    read = KINDS[kind]
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(kind)):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    words = corpus.parent / f"{kind}.words"
    words.write_text("".join(f'"{word}"\n' for word in _WORDS), encoding="ascii")

    def once(content: bytes) -> None:
        read(content)

    # Of no seconds libFuzzer makes a run without end.
    options = [
        f"-max_total_time={max(seconds, 1)}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=20000",
        "-print_final_stats=1", f"-dict={words}", f"-artifact_prefix={corpus.parent}/{kind}-",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], str(corpus), *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
