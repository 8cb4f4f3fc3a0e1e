"""One run of one thing that is timed, in a process of its own: prints its seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import click
import yaml
from pydantic import BaseModel

from milepost.plan import checks
from milepost.plan import model as words
from milepost.plan.declarations import Declarations, Known
from milepost.plan.places import Places
from milepost.plan.yaml_source import Mark, YamlFile, read_yaml
from milepost.sources import has_errors

# What the generated plan declares; strategy and calendar stand alone and no rule looks at them.
_LISTS: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {
        "agencies": words.Agency,
        "goals": words.Goal,
        "objectives": words.Objective,
        "scales": words.Scale,
        "measures": words.Measure,
    }
)
_SINGLES: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {"strategy": words.Strategy, "calendar": words.CalendarDeclaration}
)


class Watch:
    """Seconds by the name of what was done."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Remember how long what is inside takes."""
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def paths_of(root: Path) -> list[Path]:
    """The files of the generated plan."""
    return sorted([*(root / "strategy").iterdir(), *(root / "measures").iterdir()])


def milepost(root: Path) -> Watch:
    """The parse, the model and the rules of Milepost, each by itself."""
    watch = Watch()
    with watch.timed("parse"):
        files = [read_yaml(path, path.relative_to(root).as_posix()) for path in paths_of(root)]
    entries = list(_entries(files))
    items: dict[str, list[BaseModel]] = {}
    with watch.timed("model"):
        for section, model, tree, _, _ in entries:
            items.setdefault(section, []).append(model.model_validate(tree))
    places, ids = Places(), dict[str, set[str]]()
    for section, _, tree, mark, file in entries:
        name = tree.get("id", section)
        ids.setdefault(section, set()).add(name)
        places.add((section, name), mark, file)
    declared: dict[str, Any] = {section: tuple(items[section]) for section in _LISTS}
    known = Known({section: frozenset(names) for section, names in ids.items()}, places)
    with watch.timed("rules"):
        problems = list(checks.check_all(Declarations(**declared), known))
    if has_errors(problems) or any(has_errors(file.problems) for file in files):
        raise SystemExit(f"the generated plan has errors, such as: {problems[:1]}")
    return watch


def _entries(
    files: list[YamlFile],
) -> Iterator[tuple[str, type[BaseModel], dict[str, Any], Mark, YamlFile]]:
    for file in files:
        for section, tree in (file.tree or {}).items():
            mark = file.marks.children[section]
            if isinstance(tree, list):
                for i, entry in enumerate(tree):
                    if isinstance(entry, dict):
                        yield section, _LISTS[section], entry, mark.children[i], file
            elif isinstance(tree, dict):
                yield section, _SINGLES[section], tree, mark, file


def plain(root: Path) -> Watch:
    """PyYAML's fast loader and pydantic on the same files, without the place of anything."""
    watch = Watch()
    with watch.timed("parse"):
        for path in paths_of(root):
            yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    # The models take text as it is written, so they are given what the same loader makes of it
    # when it is told to leave 12.30 and 2009-06-30 alone.
    trees = [
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  # texts
        for path in paths_of(root)
    ]
    items: list[BaseModel] = []
    with watch.timed("model"):
        for tree in trees:
            for section, held in tree.items():
                if section in _SINGLES:
                    items.append(_SINGLES[section].model_validate(held))
                else:
                    items += [_LISTS[section].model_validate(entry) for entry in held]
    return watch


@click.command()
@click.argument("what", type=click.Choice(["milepost", "plain"]))
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(what: str, root: Path) -> None:
    """Time one thing once."""
    watch = {"milepost": milepost, "plain": plain}[what](root)
    json.dump(watch.seconds, sys.stdout)


if __name__ == "__main__":
    main()
