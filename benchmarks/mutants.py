"""Mutation testing of the rules of judgement: ``make mutants MODULES="results outlook"``.

mutmut changes one thing at a time in the modules of ``milepost.evaluation`` that are named and runs
the tests of ``tests/evaluation``, walks included. A change that no test notices survives. What
survived is printed with the score; docs/mutation-testing.md says what became of each.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
TREE: Final = ROOT / ".mutants/tree"
_ROOM: Final = "src/milepost/evaluation"
_COPIED: Final = ("__init__.py", "conftest.py", "evaluation", "walks")
_SETTINGS: Final = """\
[mutmut]
source_paths = src
only_mutate =
{modules}
pytest_add_cli_args_test_selection =
    tests/evaluation
pytest_add_cli_args =
    -p
    no:cacheprovider
"""


def main(names: list[str]) -> int:
    """Make a tree of copies, run, and print what survived."""
    missing = [n for n in names if not (ROOT / _ROOM / f"{n}.py").is_file()]
    if missing or not names:
        print(f"no module of {_ROOM} is called {', '.join(missing) or 'nothing'}")  # noqa: T201
        return 2
    _copy(names)
    mutmut = Path(sys.executable).with_name("mutmut")
    subprocess.run([mutmut, "run", "--max-children", "1"], cwd=TREE, check=True)  # noqa: S603
    listed = subprocess.run(  # noqa: S603
        [mutmut, "results", "--all", "true"], cwd=TREE, check=True, capture_output=True, text=True
    ).stdout
    print(_told(listed))  # noqa: T201
    return 0


def _copy(names: list[str]) -> None:
    shutil.rmtree(TREE, ignore_errors=True)
    (TREE / "tests").mkdir(parents=True)
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", TREE / "src", ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", TREE)
    for name in _COPIED:
        source, copy = ROOT / "tests" / name, TREE / "tests" / name
        if source.is_dir():
            shutil.copytree(source, copy, ignore=left_out)
        else:
            shutil.copy(source, copy)
    modules = "\n".join(f"    {_ROOM}/{name}.py" for name in names)
    (TREE / "setup.cfg").write_text(_SETTINGS.format(modules=modules), encoding="utf-8")


def _told(listed: str) -> str:
    """The score by module, and every change that was not noticed."""
    lines = [line.strip().rsplit(": ", 1) for line in listed.splitlines() if ": " in line]
    made: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    unnoticed: list[str] = []
    for name, outcome in lines:
        module = name.split(".x")[0].removeprefix("milepost.evaluation.")
        made[module] += 1
        if outcome in ("killed", "timeout", "suspicious", "segfault"):
            noticed[module] += 1
        else:
            unnoticed.append(f"  {name}: {outcome}")
    scores = [f"{m}: {noticed[m]} of {made[m]}" for m in made]
    total, all_ = sum(noticed.values()), sum(made.values())
    share = 100 * total / all_ if all_ else 0
    return "\n".join([*unnoticed, *scores, f"in all: {total} of {all_} noticed, {share:.1f}%"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
