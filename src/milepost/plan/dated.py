"""Values that change: written with the day from which each holds, and read as of a day.

Whatever can change a rating may be written as dated values. In the place of any value of a measure,
a scale, a waiver, a reporting window, an extension, a relation, an extract or the strategy may
stand::

    value:
      dated:
        - value: 400
          source: 2009 implementation plan, page 12
        - from: 2010-02-01
          value: 350
          reason: Two of the ten task forces were not funded.
          approved_by: Director of ONDCP
          source: Memorandum of 2010-01-28

The first entry holds from the beginning unless it says otherwise. Each later one needs a reason and
somebody who approved it: goalposts that move are shown, with who moved them and why
(21 U.S.C. 1705(i)). An entry without a value says that from then on there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from pydantic import Field, ValidationError

from milepost.plan import complaints
from milepost.plan.model import Declared
from milepost.plan.places import Step
from milepost.plan.scalars import Day, Text, YesNo
from milepost.plan.yaml_source import Mark, Tree, YamlFile
from milepost.sources import Place, Problem

SECTIONS: Final = (
    "measures",
    "scales",
    "waivers",
    "windows",
    "extensions",
    "relations",
    "extracts",
    "strategy",
)
_KEY: Final = "dated"
_BEGINNING: Final = dt.date.min


class DatedEntry(Declared):
    """One value of several that held one after another."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    """The day from which it holds; the first entry may leave it out."""
    value: Any = None
    """The value, written as without dates; left out where from then on there is none."""
    reason: Text | None = None
    """Why it took the place of the one before; the first needs none."""
    approved_by: Text | None = None
    """Who approved the change; the first needs nobody."""
    source: Text
    """Where it is laid down."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


@dataclass(frozen=True, slots=True)
class Held:
    """A value and the days from which it held.

    Attributes:
        since: the day from which it holds.
        value: as it is written; None where from then on there is none.
        reason: why it took the place of the one before; empty for the first.
        approved_by: who approved that; empty for the first.
        source: where it is laid down.
        place: where it is written.
        illustrative: whether it was made up to show a feature.
    """

    since: dt.date
    value: Tree | None
    reason: str
    approved_by: str
    source: str
    place: Place
    illustrative: bool


@dataclass(frozen=True, slots=True)
class History:
    """What held one after another at one place of the plan.

    Attributes:
        section: the section, such as measures.
        identifier: the thing it is a value of.
        path: the keys that lead to it.
        held: the values, oldest first.
    """

    section: str
    identifier: str
    path: tuple[Step, ...]
    held: tuple[Held, ...]

    def at(self, day: dt.date) -> Held | None:
        """The value that held on a day; None where none did yet."""
        return next((h for h in reversed(self.held) if h.since <= day), None)


@dataclass(frozen=True, slots=True)
class Version:
    """A thing as it was declared from a day on.

    Attributes:
        since: the day from which it was declared so.
        tree: as it reads from then on.
        mark: the places of what is in it.
        absent: paths for which nothing holds, with what to say of each and the remedy.
    """

    since: dt.date
    tree: Tree
    mark: Mark
    absent: dict[tuple[Step, ...], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Dated:
    """What came of looking for dated values in one thing."""

    versions: tuple[Version, ...]
    histories: tuple[History, ...] = ()
    problems: tuple[Problem, ...] = ()


def undated(tree: Tree, mark: Mark) -> Dated:
    """A thing in which nothing is dated."""
    return Dated((Version(_BEGINNING, tree, mark, {}),))


def versions_of(section: str, identifier: str, tree: Tree, mark: Mark, file: YamlFile) -> Dated:
    """Every way in which a thing was declared, oldest first; one where nothing is dated."""
    problems: list[Problem] = []
    known: dict[_Path, tuple[tuple[Held, ...], list[Mark]]] = {}
    for path, node, at in _dated_nodes(tree, mark, ()):
        held, marks = _held(node, at, file, problems)
        if path == ("id",):
            problems.append(
                _problem(at, file, "an identifier does not change.", "Write it without dates.")
            )
        known[path] = held, marks
    days = {h.since for held, _ in known.values() for h in held} | {_BEGINNING}
    versions = tuple(_version(tree, mark, known, day) for day in sorted(days))
    histories = tuple(
        History(section, identifier, path, held) for path, (held, _) in known.items() if held
    )
    return Dated(versions, histories, tuple(problems))


_Path = tuple[Step, ...]


def _dated_nodes(tree: Tree, mark: Mark, path: _Path) -> Iterator[tuple[_Path, Tree, Mark]]:
    """Where dated values stand; not within another dated value."""
    if isinstance(tree, dict):
        if set(tree) == {_KEY}:
            yield path, tree[_KEY], mark.children[_KEY]
            return
        for key, value in tree.items():
            yield from _dated_nodes(value, mark.children[key], (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _dated_nodes(value, mark.children[index], (*path, index))


def _held(
    node: Tree, mark: Mark, file: YamlFile, problems: list[Problem]
) -> tuple[tuple[Held, ...], list[Mark]]:
    if not isinstance(node, list) or not node:
        problems.append(
            _problem(
                mark,
                file,
                '"dated" is a list of values.',
                'Write each below it after a hyphen, with "value:", "source:" and, from the second '
                'on, "from:", "reason:" and "approved_by:".',
            )
        )
        return (), []
    held: list[Held] = []
    marks: list[Mark] = []
    for index, entry in enumerate(node):
        at = mark.children[index]
        try:
            read = DatedEntry.model_validate(entry)
        except ValidationError as error:
            problems += complaints.as_problems(error, DatedEntry, at, file)
            continue
        problems += _complaints_of(read, at, file, held[-1] if held else None, is_first=index == 0)
        held.append(
            Held(
                read.from_ or _BEGINNING,
                read.value,
                read.reason or "",
                read.approved_by or "",
                read.source,
                at.children["value"].place if "value" in at.children else at.place,
                read.illustrative,
            )
        )
        marks.append(at.children.get("value", at))
    return tuple(held), marks


def _complaints_of(
    read: DatedEntry, mark: Mark, file: YamlFile, before: Held | None, *, is_first: bool
) -> Iterator[Problem]:
    if is_first:
        return
    if read.from_ is None:
        yield _problem(mark, file, "it does not say from which day it holds.", 'Add "from:".')
    elif before is not None and read.from_ <= before.since:
        yield _problem(
            mark.children["from"],
            file,
            f"{read.from_} is not after the day of the entry above it.",
            "Put the values in the order in which they held.",
        )
    for key, written in (("reason", read.reason), ("approved_by", read.approved_by)):
        if not written:
            yield _problem(
                mark,
                file,
                f'the value changed, and "{key}" does not say {_ASKS[key]}.',
                f'Add a line "{key}:" here.',
            )


_ASKS: Final = {"reason": "why", "approved_by": "who approved it"}


def _problem(mark: Mark, file: YamlFile, message: str, remedy: str) -> Problem:
    return Problem(
        mark.place, "P112", message, remedy, excerpt=file.excerpt(mark.place, mark.width)
    )


def _nothing_holds(held: tuple[Held, ...], chosen: list[int]) -> tuple[str, str]:
    """What is said of a value that is needed where none holds, and the remedy."""
    if not chosen:
        return (
            f"has no value before {held[0].since}.",
            'Take "from:" out of its first entry, so that it holds from the beginning.',
        )
    return (
        f"has no value from {held[chosen[-1]].since} on.",
        'Add a line "value:" to its entry: this cannot be left out.',
    )


def _version(
    tree: Tree,
    mark: Mark,
    known: dict[_Path, tuple[tuple[Held, ...], list[Mark]]],
    day: dt.date,
) -> Version:
    absent: dict[_Path, tuple[str, str]] = {}

    def resolved(tree: Tree, mark: Mark, path: _Path) -> tuple[Tree, Mark] | None:
        if path in known:
            held, marks = known[path]
            chosen = [i for i, h in enumerate(held) if h.since <= day]
            if not chosen or held[chosen[-1]].value is None:
                if held:
                    absent[path] = _nothing_holds(held, chosen)
                return None
            value, at = held[chosen[-1]].value, marks[chosen[-1]]
            assert value is not None  # noqa: S101  # just looked
            return value, replace(at, key=mark.key, key_width=mark.key_width)
        if isinstance(tree, dict):
            entries = {
                key: found
                for key, value in tree.items()
                if (found := resolved(value, mark.children[key], (*path, key))) is not None
            }
            below: dict[str | int, Mark] = {key: at for key, (_, at) in entries.items()}
            return {key: value for key, (value, _) in entries.items()}, replace(
                mark, children=below
            )
        if isinstance(tree, list):
            items = [
                found
                for index, value in enumerate(tree)
                if (found := resolved(value, mark.children[index], (*path, index))) is not None
            ]
            return [value for value, _ in items], replace(
                mark, children=dict(enumerate(at for _, at in items))
            )
        return tree, mark

    found = resolved(tree, mark, ()) if known else (tree, mark)
    return Version(day, *(found or (tree, mark)), absent)
