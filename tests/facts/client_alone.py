"""Whether ``pip install "milepost[spark]"`` is enough to reach a cluster: no Spark here, no Java.

An environment of its own takes about a minute to install, so this is no part of the tests:
``python -m tests.facts.client_alone FOLDER``. What runs in it is given no path on which a Java
could be found. The cluster is that of the tests, and is started by the environment of the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

from tests.facts.hard_rows import hard_rows, write_parquet
from tests.facts.spark import cluster

_PROJECT: Final = Path(__file__).parents[2]
_ASKED: Final = """
import pathlib, sys
import narwhals.stable.v2 as nw
from milepost.facts.engines.choice import engine_for
from milepost.facts.engines.unusable import EngineUnusableError

try:
    engine_for("local[*]")
except EngineUnusableError as error:
    print(error)
spark = engine_for(sys.argv[1])
rows = spark.rows([pathlib.Path(sys.argv[2])])
print(spark.name, spark.collected(rows.select(nw.len(), nw.col("fine").sum())))
spark.close()
"""


def main(folder: Path) -> int:
    """Install what a user installs, and ask the cluster from there."""
    python = folder / "client" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "client", with_pip=True)
        install = ["-m", "pip", "install", "--quiet", f"{_PROJECT}[spark]"]
        subprocess.run([python, *install], check=True)
    rows, program = folder / "rows.parquet", folder / "asked.py"
    write_parquet(rows, hard_rows())
    # A file, for pyspark takes whatever has no file for a test of its own, and looks for Spark.
    program.write_text(_ASKED, "utf-8")
    with cluster() as running:
        there = {
            "PATH": str(python.parent),
            "HOME": str(folder),
            "LANG": os.environ.get("LANG", ""),
        }
        asked = [str(python), str(program), running.connect, str(rows)]
        return subprocess.run(asked, env=there, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute()))
