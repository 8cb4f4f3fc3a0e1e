"""How long do ``--help``, ``check`` and ``status`` take beside importing only what they must?

``python -m benchmarks.start_up`` runs each as a process, in turn with one that does nothing but
import the libraries without which the command cannot do its work: those of others that it has
loaded when it ends, no more. pydantic loads most of itself with the first model, so the import of
``check`` and ``status`` makes one, of a single field. All bytecode is written beforehand, as it is
where a package is installed. ``--write`` keeps the figures.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

import click

from benchmarks.generated import write_workspace
from benchmarks.plan_bounds import run
from benchmarks.turns import Row, Turns, finish, stay_on_two_cores, versions

_MILEPOST: Final = str(Path(sys.executable).with_name("milepost"))
_NEEDED: Final = {
    "--help": "import click",
    "check": "import click, yaml, pydantic; pydantic.create_model('M', x=str)",
    "status": (
        "import click, yaml, pydantic; pydantic.create_model('M', x=str);"
        " import sqlalchemy.dialects.sqlite, sqlite3"
    ),
}
_BOUND: Final = 1.5
_TEN: Final = 10
_ROWS: Final = (
    Row("`python -c pass`, s", "bare: seconds", decimals=3),
    *(
        row
        for name, needed in _NEEDED.items()
        for row in (
            Row(f"`milepost {name}`, s", f"{name}: seconds", decimals=3),
            Row(f"`{needed}`, s", f"import for {name}: seconds", decimals=3),
            Row(f"{name} to imports", f"{name} to import for {name}: seconds", _BOUND),
            Row(
                "the same, by seconds of a processor",
                f"{name} to import for {name}: processor",
            ),
        )
    ),
)


@click.command()
@click.option("--repeats", default=11, show_default=True, help="How often each thing is run.")
@click.option("--write", is_flag=True, help="Keep the figures in results/.")
def main(repeats: int, *, write: bool) -> None:
    """Measure how soon a command is there."""
    stay_on_two_cores()
    turns = Turns()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "workspace")
        write_workspace(root, _TEN)
        here = (_MILEPOST, "--workspace", str(root))
        commands = {"--help": (_MILEPOST, "--help"), "check": (*here, "check")}
        commands["status"] = (*here, "status", "FY2009")
        # Bytecode of both sides is kept, even where the machine is told not to write any.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        run(*commands["status"])  # which makes the ledger
        for name, command in commands.items():
            run(*command)
            run(sys.executable, "-c", _NEEDED[name])
        for _ in range(repeats):
            turns.took("bare", run(sys.executable, "-c", "pass"))
            for name, command in commands.items():
                turns.took(name, run(*command))
                imports = (sys.executable, "-c", _NEEDED[name])
                turns.took(f"import for {name}", run(*imports))
        for name in commands:
            turns.held_against(name, f"import for {name}")
    used = versions("click", "PyYAML", "pydantic", "SQLAlchemy")
    finish("start-up", turns, _ROWS, "A plan of ten measures.", used, write=write)


if __name__ == "__main__":
    main()
