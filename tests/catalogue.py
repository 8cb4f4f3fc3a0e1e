"""The catalogue of problems: each folder of ``tests/problems`` is the smallest input for one.

A folder is named by its code and a few words. It holds a folder ``plan`` that is read beside the
plan in ``base`` (without it where there is a file ``alone``), or what an agency sends, named after
the agency, or in ``handed-in.txt`` the paths that are handed to the workspace, of which the last is
the case (and in ``destroyed.txt`` by whose order and why the bytes of the first were destroyed
before that; in ``extract.txt`` the extract that they hold rows of and, where it is said, whose they
are, in ``gone.txt`` that the store is then lost, in ``computed.txt``
that figures are computed from them), or in ``new.txt`` the folder in which a workspace
is to be made, or in ``since.txt`` since when reasons are asked for (and in ``earlier`` what the
folder ``plan`` held when it was last committed); and ``expected.txt``, all that is said about it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milepost.plan.files import read_plan
from milepost.plan.model import Plan
from milepost.plan.starter import lay_out
from milepost.plan.yaml_source import MOST_ALIASES, MOST_BYTES, MOST_NODES
from milepost.receiving import read_delivery
from milepost.sources import Problem, as_text
from milepost.submissions.cells import LONGEST_LINE, read_cells
from milepost.submissions.model import Destruction
from milepost.submissions.observations import read_observations
from milepost.workspace import Workspace

FOLDER: Final = Path(__file__).parent / "problems"
BASE: Final = FOLDER / "base"
# What stands beside the base plan where rows of an extract are handed in.
WITH_EXTRACT: Final = FOLDER / "_extract"
_EXPECTED: Final = "expected.txt"
_ALONE: Final = "alone"
_HANDED_IN: Final = "handed-in.txt"
_DESTROYED: Final = "destroyed.txt"
_EXTRACT: Final = "extract.txt"
_GONE: Final = "gone.txt"
_COMPUTED: Final = "computed.txt"
_NEW: Final = "new.txt"
_SINCE: Final = "since.txt"

_DAY: Final = dt.date(2009, 10, 15)

# What is too large to be kept: for such a folder, its file by path.
TOO_LARGE: Final[Mapping[str, Callable[[], tuple[str, str]]]] = {
    "P003-too-large": lambda: ("plan/plan.yaml", "#" * (MOST_BYTES + 1)),
    "P003-too-many-aliases": lambda: (
        "plan/plan.yaml",
        f"goals: [&one one{', *one' * (MOST_ALIASES + 1)}]\n",
    ),
    "P003-too-many-values": lambda: ("plan/plan.yaml", f"goals: [{'a, ' * MOST_NODES}a]\n"),
    "S005-enormous-line": lambda: ("ATF.csv", "agency\n" + "a" * (LONGEST_LINE + 1)),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of the catalogue."""

    name: str

    @property
    def code(self) -> str:
        """Such as P104."""
        return self.name.split("-", maxsplit=1)[0]

    @property
    def title(self) -> str:
        """The words of its name."""
        words = self.name.partition("-")[2].replace("utf-8", "UTF-8").replace("-", " ")
        return words.replace("UTF 8", "UTF-8")

    @property
    def expected(self) -> Path:
        """The file with what is said about it."""
        return FOLDER / self.name / _EXPECTED

    def inputs(self) -> tuple[Path, ...]:
        """Its files, as they are kept."""
        kept = (FOLDER / self.name).rglob("*")
        return tuple(sorted(p for p in kept if p.is_file() and p.name not in {_EXPECTED, _ALONE}))

    def text(self) -> str:
        """What is said about it today, as a person reads it."""
        return "\n\n".join(as_text(problem) for problem in self.problems()) + "\n"

    def problems(self) -> tuple[Problem, ...]:
        """What is said about it today."""
        return _problems(self.name)


@functools.cache
def _problems(name: str) -> tuple[Problem, ...]:
    if name not in TOO_LARGE:
        return _read(FOLDER / name)
    with tempfile.TemporaryDirectory() as made:
        path, content = TOO_LARGE[name]()
        target = Path(made, path)
        target.parent.mkdir(exist_ok=True)
        target.write_text(content, encoding="utf-8")
        return _read(Path(made))


def cases() -> tuple[Case, ...]:
    """Every folder of the catalogue, by code."""
    return tuple(
        Case(folder.name)
        for folder in sorted(FOLDER.iterdir())
        if folder.is_dir() and folder != BASE and not folder.name.startswith("_")
    )


def base_plan() -> Plan:
    """The small plan that every case is read with."""
    plan = read_plan([BASE], FOLDER).plan
    assert plan is not None
    return plan


def _read(folder: Path) -> tuple[Problem, ...]:
    """The problems of the plan; where it has none, those of what was sent."""
    own = folder / "plan"
    if (folder / _HANDED_IN).exists():
        return _hand_in(folder)
    if (folder / _NEW).exists():
        return _make_new(folder)
    if (folder / _SINCE).exists():
        return _changed_since(folder)
    if (folder / _ALONE).exists():
        return read_plan([own], folder).problems
    reading = read_plan([BASE, own] if own.exists() else [BASE], folder)
    sent = [p for p in folder.iterdir() if p.suffix in {".csv", ".json", ".xls", ".xlsx"}]
    if reading.plan is None or not sent:
        return reading.problems
    cells = read_cells(sent[0].read_bytes(), sent[0].name)
    return read_observations(cells, reading.plan, sent[0].stem).problems


def _hand_in(folder: Path) -> tuple[Problem, ...]:
    """What is said of the last of some paths that are handed to a workspace with the base plan."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        shutil.copytree(folder, root, dirs_exist_ok=True)
        shutil.copytree(BASE, root / "strategy")
        (root / "measures").mkdir(exist_ok=True)
        if (root / _EXTRACT).exists():
            shutil.copytree(WITH_EXTRACT, root / "measures", dirs_exist_ok=True)
        paths = (root / _HANDED_IN).read_text(encoding="utf-8").splitlines()
        workspace = Workspace(root)
        with contextlib.chdir(root):
            if (root / _DESTROYED).exists():
                list(workspace.submit(paths[:-1], _DAY))
                ordered_by, reason = (root / _DESTROYED).read_text(encoding="utf-8").splitlines()
                workspace.ledger.destroy(1, Destruction(ordered_by, reason, _DAY))
            if (root / _EXTRACT).exists():
                said = (root / _EXTRACT).read_text(encoding="utf-8").split()
                whose = said[1] if said[1:] else None
                received = list(workspace.submit_extract(said[0], paths, _DAY, whose))
                if (root / _GONE).exists():
                    shutil.rmtree(workspace.store.folder)
                    plan, [delivery] = workspace.plan.plan, workspace.deliveries()
                    assert plan is not None
                    return read_delivery(workspace.store, plan, delivery).problems
            else:
                received = list(workspace.submit(paths, _DAY))
        problems = received[-1].problems
        if (root / _COMPUTED).exists():
            workspace.record(_DAY)
            problems = (*problems, *workspace.not_computed)
        workspace.close()
        return problems


def _make_new(folder: Path) -> tuple[Problem, ...]:
    """What is said where a workspace is to be made in a folder."""
    with tempfile.TemporaryDirectory() as made:
        shutil.copytree(folder, made, dirs_exist_ok=True)
        shown = (folder / _NEW).read_text(encoding="utf-8").strip()
        _, problem = lay_out(Path(made, shown), shown)
        return (problem,) if problem else ()


def _changed_since(folder: Path) -> tuple[Problem, ...]:
    """What is said of a plan that was changed since it was committed."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        shutil.copytree(BASE, root / "strategy")
        (root / "measures").mkdir(exist_ok=True)
        if (folder / "earlier").exists():
            shutil.copytree(folder / "earlier", root / "measures", dirs_exist_ok=True)
            somebody = ("-c", "user.name=Editor", "-c", "user.email=editor@example.gov")
            for command in (
                ("init", "--quiet"),
                ("add", "--all"),
                (*somebody, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message=A plan"),
            ):
                subprocess.run(["git", *command], cwd=root, check=True)  # noqa: S607  # from the path
        if (folder / "plan").exists():
            shutil.rmtree(root / "measures")
            shutil.copytree(folder / "plan", root / "measures")
        since = (folder / _SINCE).read_text(encoding="utf-8").strip()
        return Workspace(root).moved_goalposts(since, dt.date(2009, 10, 31))
