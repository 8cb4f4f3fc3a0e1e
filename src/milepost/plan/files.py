"""Reads a plan from one file or many, in folders as its editors like, as of any day.

Everything declared is validated by itself, so that one slip hides no other; then the checks of the
whole run over what is well formed. Where values are dated this is done for every day on which the
plan changed, so that none of its readings is broken. All problems of all files come back together.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from milepost.plan import checks, complaints, dated
from milepost.plan import model as words
from milepost.plan.dated import History, Version
from milepost.plan.declarations import Declarations, Known
from milepost.plan.folders import Search
from milepost.plan.places import Places
from milepost.plan.yaml_source import MOST_PROBLEMS, Mark, Tree, YamlFile, read_yaml, shortened
from milepost.sources import Place, Problem, did_you_mean, has_errors, in_order

if TYPE_CHECKING:
    from hashlib import _Hash as Digest

# The sections of a plan: what a list of each holds, and under which name the plan keeps it.
_LISTS: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {
        "agencies": words.Agency,
        "needs": words.Need,
        "goals": words.Goal,
        "objectives": words.Objective,
        "actions": words.Action,
        "assignments": words.Assignment,
        "statements": words.Statement,
        "resources": words.Resource,
        "mechanisms": words.Mechanism,
        "monitoring": words.Monitoring,
        "recommendations": words.Recommendation,
        "published_verdicts": words.PublishedVerdict,
        "duties": words.StatutoryDuty,
        "windows": words.ReportingWindow,
        "extensions": words.Extension,
        "relations": words.Relation,
        "external_factors": words.ExternalFactor,
        "context": words.ContextFigure,
        "standards": words.Standard,
        "code_lists": words.CodeList,
        "extracts": words.Extract,
        "scales": words.Scale,
        "composites": words.Composite,
        "ladders": words.Ladder,
        "corroborations": words.Corroboration,
        "vocabularies": words.Vocabulary,
        "waivers": words.Waiver,
        "measures": words.Measure,
    }
)
_SINGLES: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {"strategy": words.Strategy, "calendar": words.CalendarDeclaration, "measure": words.Measure}
)
_SECTIONS: Final = (*_SINGLES, *_LISTS)


class PlanHasErrorsError(Exception):
    """A broken plan publishes nothing; the problems say why.

    Attributes:
        problems: what is wrong with the plan.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("the plan has errors")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What came of reading a plan.

    Attributes:
        plan: the plan; None where it has errors.
        places: where each thing in it was written.
        problems: all that was wrong, in order of place.
        digest: SHA-256 of the files it was read from, by which a later reader knows it again.
        agency_ids: the agencies that are declared, even where the plan has errors.
        as_of: the day it was read as of; None where everything that is written holds.
        histories: every dated value, whatever held when.
        extract_owners: whose each extract is, even where the plan has errors.
    """

    plan: words.Plan | None
    places: Places
    problems: tuple[Problem, ...]
    digest: str
    agency_ids: tuple[str, ...]
    as_of: dt.date | None = None
    histories: tuple[History, ...] = ()
    extract_owners: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Declaration:
    """One thing that is declared: each of its versions, None where that is not well formed."""

    section: str
    identifier: str
    file: YamlFile
    versions: tuple[tuple[Version, BaseModel | None], ...]

    def at(self, day: dt.date) -> tuple[Version, BaseModel | None]:
        """The version that holds on a day."""
        return next(v for v in reversed(self.versions) if v[0].since <= day)


@dataclass(slots=True)
class _Gathering:
    """What has been found so far."""

    declarations: list[_Declaration] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    histories: list[History] = field(default_factory=list)
    dates_ahead: bool = False
    patience: int = MOST_PROBLEMS
    known: dict[str, set[str]] = field(default_factory=dict)
    firsts: dict[tuple[str, str], Place] = field(default_factory=dict)


def read_plan(folders: Sequence[Path], root: Path, as_of: dt.date | None = None) -> PlanReading:
    """Read every YAML file below the folders; paths are shown relative to ``root``.

    Args:
        folders: where the files are.
        root: from where their paths are shown.
        as_of: dated values are read as they held on this day; without it, as they hold in the end.
    """
    found = _Gathering()
    digest = hashlib.sha256()
    paths = _yaml_files(folders, root, found.problems)
    for path in paths:
        shown = _shown(path, root)
        file = read_yaml(path, shown)
        found.problems += file.problems
        digest.update(shown.encode() + b"\0" + "\n".join(file.lines).encode() + b"\0")
        if file.tree is not None:
            found.patience = MOST_PROBLEMS
            # Few files hold dated values, and looking for them takes a walk over every entry.
            found.dates_ahead = any("dated" in line for line in file.lines)
            _gather(file, found)
    _require_once(found, folders, root)
    return _conclude(found, digest, as_of)


def _yaml_files(folders: Sequence[Path], root: Path, problems: list[Problem]) -> list[Path]:
    paths: list[Path] = []
    search = Search(root)
    for folder in folders:
        if not folder.is_dir():
            problems.append(
                Problem(
                    Place(_shown(folder, root)),
                    "P006",
                    "there is no such folder.",
                    "A plan's files are kept in it. Go to the folder of your workspace, or name it "
                    "with --workspace.",
                )
            )
            continue
        paths += search.files_below(folder)
    problems += search.problems
    return paths


def _gather(file: YamlFile, found: _Gathering) -> None:
    assert file.tree is not None  # noqa: S101  # the caller has looked; for the type checker
    for section, tree in file.tree.items():
        mark = file.marks.children[section]
        if section in _SINGLES:
            _gather_one(section, _SINGLES[section], tree, mark, file, found)
        elif section not in _LISTS:
            place = mark.key or mark.place
            found.problems.append(
                Problem(
                    place,
                    "P101",
                    f'"{shortened(section)}" is not a section of a plan.'
                    f"{did_you_mean(section, _SECTIONS)}",
                    f"The sections are: {', '.join(_SECTIONS)}.",
                    excerpt=file.excerpt(place, mark.key_width),
                )
            )
        elif not isinstance(tree, list):
            place = mark.key or mark.place
            found.problems.append(
                Problem(
                    place,
                    "P107",
                    f'"{section}" is a list.',
                    'Begin each entry on its own line with a hyphen: "- id: …".',
                    excerpt=file.excerpt(place, mark.key_width),
                )
            )
        else:
            for index, entry in enumerate(tree):
                _gather_one(section, _LISTS[section], entry, mark.children[index], file, found)


def _gather_one(  # noqa: PLR0913  # a section, its model, and the two trees beside each other
    section: str,
    model: type[BaseModel],
    tree: Tree,
    mark: Mark,
    file: YamlFile,
    found: _Gathering,
) -> None:
    section = "measures" if section == "measure" else section
    identifier = _identifier(section, tree)
    if identifier:
        place = mark.children["id"].place if "id" in mark.children else mark.key or mark.place
        first = found.firsts.setdefault((section, identifier), place)
        if first is not place:
            what = f'"{shortened(identifier)}" is declared twice; the first is at {first}.'
            remedy = "Keep one of them, or give this one a name of its own."
            if section in {"strategy", "calendar"}:
                what = f"a {section} is declared twice; the first is at {first}."
                remedy = "Keep one of them."
            found.problems.append(
                Problem(
                    place,
                    "P202",
                    what,
                    remedy,
                    excerpt=file.excerpt(place, len(identifier)),
                )
            )
            return
        # An identifier counts as known even where its entry is faulty: one slip, one message.
        found.known.setdefault(section, set()).add(identifier)
    if section in dated.SECTIONS and found.dates_ahead:
        all_ = dated.versions_of(section, identifier, tree, mark, file)
    else:
        all_ = dated.undated(tree, mark)
    found.problems += all_.problems
    found.histories += all_.histories
    versions = [(version, _validated(model, version, file, found)) for version in all_.versions]
    found.declarations.append(_Declaration(section, identifier, file, tuple(versions)))


def _validated(
    model: type[BaseModel], version: Version, file: YamlFile, found: _Gathering
) -> BaseModel | None:
    """The thing itself; None where it is not well formed, or nobody would read what is wrong."""
    if found.patience <= 0:
        return None
    try:
        return model.model_validate(version.tree)
    except ValidationError as error:
        said = complaints.as_problems(error, model, version.mark, file, version.absent)
    found.problems += said
    found.patience -= len(said)
    if found.patience <= 0:
        found.problems.append(
            Problem(
                version.mark.place,
                "P003",
                f"more than {MOST_PROBLEMS:,} problems are in this file; the entries below were "
                "not looked through.",
                "Mend those above first, or see whether this file is meant for the plan at all.",
            )
        )
    return None


def _identifier(section: str, tree: Tree) -> str:
    if section in {"strategy", "calendar"}:
        return section  # there is one of each
    identifier = tree.get("id") if isinstance(tree, dict) else None
    return " ".join(identifier.split()) if isinstance(identifier, str) else ""


def _require_once(found: _Gathering, folders: Sequence[Path], root: Path) -> None:
    """A strategy and a calendar there must be: without them no period has dates."""
    for section, example in (
        ("strategy", "strategy: with id, title, issued_by and source"),
        ("calendar", "calendar: with fiscal_year_starts: October and source"),
    ):
        if section not in found.known and all(f.is_dir() for f in folders):
            found.problems.append(
                Problem(
                    Place(_shown(folders[0], root)),
                    "P203",
                    f"no file declares the {section} of the plan.",
                    f"Write {example}.",
                )
            )


def _conclude(found: _Gathering, digest: Digest, as_of: dt.date | None) -> PlanReading:
    ids = {section: frozenset(names) for section, names in found.known.items()}
    changes = sorted({v.since for d in found.declarations for v, _ in d.versions})
    day = as_of or dt.date.max
    asked = _Reading.on(day, found)
    begun = [change for change in changes if change <= day]
    for change in changes:
        reading = asked if change in begun[-1:] else _Reading.on(change, found)
        found.problems += checks.check_all(reading.all_, Known(ids, reading.places))
    plan = None
    if not has_errors(found.problems):
        plan = words.Plan.model_construct(
            as_of=as_of,
            strategy=asked.strategies[0],
            calendar_declaration=asked.calendars[0],
            **{section: getattr(asked.all_, section) for section in _LISTS},
        )
    if begun[1:]:
        digest.update(str(begun[-1]).encode())
    return PlanReading(
        plan,
        asked.places,
        in_order(found.problems),
        digest.hexdigest(),
        tuple(sorted(found.known.get("agencies", ()))),
        as_of,
        tuple(found.histories),
        _owners(found.declarations),
    )


def _owners(declarations: Iterable[_Declaration]) -> Mapping[str, str]:
    """Whose each extract is, as far as it is well formed."""
    return {
        declaration.identifier: model.owner
        for declaration in declarations
        for _, model in declaration.versions[-1:]
        if isinstance(model, words.Extract)
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is declared on a day, and where."""

    all_: Declarations
    places: Places
    strategies: tuple[words.Strategy, ...]
    calendars: tuple[words.CalendarDeclaration, ...]

    @classmethod
    def on(cls, day: dt.date, found: _Gathering) -> _Reading:
        items: dict[str, list[Any]] = {}
        places = Places()
        for declaration in found.declarations:
            version, item = declaration.at(day)
            if declaration.identifier:
                name = (declaration.section, declaration.identifier)
                places.add(name, version.mark, declaration.file)
            if item is not None:
                items.setdefault(declaration.section, []).append(item)
        sections = {section: tuple(items.get(section, ())) for section in _LISTS}
        strategies, calendars = (tuple(items.get(s, ())) for s in ("strategy", "calendar"))
        return cls(Declarations(strategies, **sections), places, strategies, calendars)


def _shown(path: Path, root: Path) -> str:
    """The path as the user would write it from the workspace."""
    return Path(os.path.relpath(path, root)).as_posix()
