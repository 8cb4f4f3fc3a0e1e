"""Goals, objectives and their stakeholders, wherever in a StratML document they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from milepost.interchange.stratml import (
    ILLUSTRATIVE,
    MADE_UP,
    NO_GOAL,
    NOT_IN_SOURCE,
    Block,
    read_other_information,
)
from milepost.interchange.stratml_gathered import Entry, Gathered, shortened
from milepost.interchange.stratml_indicators import read_indicator
from milepost.interchange.stratml_names import id_for, is_an_id, kebab
from milepost.interchange.stratml_source import Element
from milepost.interchange.stratml_stakeholders import read_stakeholders
from milepost.interchange.stratml_statements import read_statements
from milepost.interchange.stratml_texts import (
    children,
    has_content,
    line_of,
    name_of,
    raw,
    said,
)

_LONGEST_TITLE: Final = 100
_OWN_LINES: Final = frozenset({"Source", "Needs", "Illustrative", "Not in source", "No statement"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A goal or objective, with what it is called in this document."""

    kind: str
    element: Element
    where: str
    number: str
    goal: str = ""


def read_goals(plan: Element, gathered: Gathered) -> None:
    """Read every goal, then every objective with the goal it lies in or after."""
    goals: dict[int, str] = {}
    positions: dict[int, int] = {}
    counts: Counter[int] = Counter()
    for element, parent in _goals_and_objectives(plan, None):
        if not has_content(element):
            continue
        if name_of(element) == "goal":
            number = _number(element, str(len(positions) + 1), gathered)
            where = number if number.lower().startswith("goal") else f"goal {number}"
            found = _Found("goal", element, where, number)
            if name := _read_goal(found, gathered):
                goals[id(element)] = name
                positions[id(element)] = len(positions) + 1
            continue
        key = id(parent)
        if key not in goals:
            goals[key] = _made_goal(element, gathered)
            positions[key] = len(positions) + 1
        counts[key] += 1
        number = _number(element, f"{positions[key]}.{counts[key]}", gathered)
        where = f"objective {number}" + ("" if "." in number else f" of goal {positions[key]}")
        _read_objective(_Found("objective", element, where, number, goals[key]), gathered)


def _goals_and_objectives(
    element: Element, goal: Element | None
) -> Iterator[tuple[Element, Element | None]]:
    """Goals and objectives in order, each objective with its goal, however they are nested."""
    latest = goal
    for child in element.children:
        if name_of(child) == "goal":
            yield child, None
            yield from _goals_and_objectives(child, child)
            latest = goal or child
        elif name_of(child) == "objective":
            yield child, latest
            yield from _goals_and_objectives(child, latest)
        else:
            yield from _goals_and_objectives(child, latest)


def _number(element: Element, counted: str, gathered: Gathered) -> str:
    """How the document numbers it; else its place in the order."""
    written = line_of(element, "SequenceIndicator", as_written=gathered.is_ours)
    return shortened(written, 20) or counted


def _made_goal(element: Element, gathered: Gathered) -> str:
    """A goal for objectives that lie in none."""
    gathered.lose("Objective", element.line, "it lies in no goal; one was made, for you to name.")
    name = gathered.names.take("goals", "goal-without-a-name")
    gathered.add(
        "goals",
        {"id": name, "title": "(No goal is named)", "source": gathered.cite("")},
        "CHECK: the document names no goal for the objectives below. Write its title and source.",
    )
    return name


def _read_goal(found: _Found, gathered: Gathered) -> str:
    if gathered.is_ours and line_of(found.element, "Identifier", as_written=True) == NO_GOAL:
        return ""
    own, note, blocks = _other_information(found, gathered)
    name, title, statement, comments = _naming(found, own, gathered)
    entry: Entry = {"id": name, "title": title, "statement": statement}
    _finish("goals", found, (entry, own, note, blocks), gathered, comments)
    return name


def _read_objective(found: _Found, gathered: Gathered) -> None:
    own, note, blocks = _other_information(found, gathered)
    name, title, statement, comments = _naming(found, own, gathered)
    entry: Entry = {"id": name, "goal": found.goal, "title": title, "statement": statement}
    if own.first("Not in source") is not None:
        entry["not_in_source"] = "true"
        statement = statement.removeprefix(NOT_IN_SOURCE).strip()
        entry["statement"] = statement
    entry["needs"] = list(_needs(found, own, gathered))
    _finish("objectives", found, (entry, own, note, blocks), gathered, comments)


def _needs(found: _Found, own: Block, gathered: Gathered) -> Iterator[str]:
    """The needs it names, each once, under the identifier that was given to it here."""
    for name in dict.fromkeys(part.strip() for part in (own.first("Needs") or "").split(",")):
        if known := gathered.ids.get(("needs", name)):
            yield known
        elif name:
            why = "the document declares no such need."
            gathered.lose(f'Need "{shortened(name)}" of {found.where}', found.element.line, why)


def _other_information(found: _Found, gathered: Gathered) -> tuple[Block, str, tuple[Block, ...]]:
    """Its own block, what it says freely, and the blocks after its own."""
    note, blocks = read_other_information(raw(found.element, "OtherInformation"))
    if not blocks:
        free = said(found.element, "OtherInformation", as_written=gathered.is_ours)
        return Block(()), free, ()
    if blocks[0].label == "Source":
        return blocks[0], note, blocks[1:]
    return Block(()), note, blocks


def _naming(found: _Found, own: Block, gathered: Gathered) -> tuple[str, str, str, list[str]]:
    """Its identifier, title and statement, with what an editor must be told of them."""
    element, comments = found.element, []
    title = line_of(element, "Name", as_written=gathered.is_ours)
    statement = said(element, "Description", as_written=gathered.is_ours)
    statement = gathered.kept(statement, f"Description of {found.where}", element.line)
    if not title and statement:
        first = statement.split("\n", 1)[0]
        title = shortened(first, _LONGEST_TITLE)
        comments.append(
            "CHECK: the document gives it no name; the title is the beginning of what it says."
        )
    elif not title:
        title = f"({found.where[0].upper()}{found.where[1:]})"
        comments.append("CHECK: the document gives it neither name nor description.")
    title = gathered.kept(title, f"Name of {found.where}", element.line)
    name = _identifier(found, title, gathered)
    if own.first("No statement") is not None:
        statement = ""
    elif own.is_illustrative:
        statement = statement.removeprefix(ILLUSTRATIVE)
        statement = "" if statement == MADE_UP else statement
    return name, title, statement, comments


def _identifier(found: _Found, title: str, gathered: Gathered) -> str:
    given = line_of(found.element, "Identifier", as_written=True)
    wanted = id_for(given, title, kebab(f"{found.kind} {found.number}"))
    prefix = f"{found.kind}-"
    if gathered.is_ours and is_an_id(given.removeprefix(prefix)):
        wanted = given.removeprefix(prefix)
    section = f"{found.kind}s"
    name = gathered.names.take(section, wanted)
    gathered.ids.setdefault((section, wanted), name)
    return name


def _finish(
    section: str,
    found: _Found,
    read: tuple[Entry, Block, str, tuple[Block, ...]],
    gathered: Gathered,
    comments: list[str],
) -> None:
    """Add its roles and source, then what was said beside it."""
    entry, own, note, blocks = read
    name = str(entry["id"])
    bearer = (found.kind, name)
    entry["roles"] = [*read_stakeholders(found.element, found.where, bearer, gathered)]
    entry["source"] = own.first("Source") or gathered.cite(_cited(found))
    in_words = not gathered.is_ours and str(entry["statement"]).startswith(ILLUSTRATIVE)
    if own.is_illustrative or in_words:
        entry["illustrative"] = "true"
    if note:
        what = f"OtherInformation of {found.where}"
        comments.append(f"{what} in the document: {gathered.kept(note, what, 0)}")
        gathered.lose(what, found.element.line, f"it stands as a comment above {name}.")
    for label, text in own.lines:
        if label not in _OWN_LINES:
            what = f'"{label}: {shortened(text)}" of {found.where}'
            gathered.lose(what, found.element.line, "Milepost writes no such line.")
    gathered.add(section, entry, *comments)
    read_statements(blocks, bearer, gathered)
    gathered.keep_sentences(blocks)
    for indicator in children(found.element, "PerformanceIndicator"):
        if not has_content(indicator):
            continue
        if found.kind == "objective":
            read_indicator(indicator, name, found.where, gathered)
        else:
            what = f"PerformanceIndicator of {found.where}"
            gathered.lose(what, indicator.line, "a measure stands under an objective.")


def _cited(found: _Found) -> str:
    given = line_of(found.element, "Identifier", as_written=True)
    return f"{found.where}, Identifier {shortened(given)}" if given else found.where
