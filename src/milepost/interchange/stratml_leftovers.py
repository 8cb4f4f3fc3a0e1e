"""What is left of a StratML document after everything that has a place was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.interchange.stratml_gathered import Gathered, shortened
from milepost.interchange.stratml_source import Element
from milepost.interchange.stratml_texts import children, has_content, line_of, name_of, raw_text

_TEXTS: Final = frozenset({"name", "description", "otherinformation", "acronym", "identifier"})
_KNOWN: Final = {
    "strategicplan": {*_TEXTS, "strategicplancore", "administrativeinformation", "submitter"},
    "strategicplancore": {"organization", "vision", "mission", "value", "goal", "objective"},
    "organization": {*_TEXTS, "stakeholder"},
    "vision": {*_TEXTS},
    "mission": {*_TEXTS},
    "value": {*_TEXTS},
    "goal": {*_TEXTS, "sequenceindicator", "stakeholder", "objective", "goal"},
    "objective": {*_TEXTS, "sequenceindicator", "stakeholder", "objective", "goal"},
    "stakeholder": {*_TEXTS, "role"},
    "role": {*_TEXTS, "roletype"},
    "administrativeinformation": {
        "identifier", "startdate", "enddate", "publicationdate", "source", "submitter",
    },
}  # fmt: skip
_DATES: Final = frozenset({"startdate", "enddate", "publicationdate"})
_SPEAKING: Final = frozenset({"vision", "mission", "value"})
_SAID_ALREADY: Final = frozenset({"Withheld", "Left out"})
_SENTENCES: Final = {
    "Action": "write them under actions: in a file of the plan.",
    "Measure": "write them in measures/, or bring them in from a spreadsheet.",
    "Resource": "write them under resources: in a file of the plan.",
    "Mechanism": "write them under mechanisms: in a file of the plan.",
}


_READ_AMONG: Final = frozenset({"performanceindicator", "goal", "objective"})


def say_what_is_left(root: Element, plan: Element, gathered: Gathered) -> None:
    """List what was not carried and not said yet."""
    for element, parent in _unknown(plan):
        gathered.lose(
            f'{element.name} in {parent.name}, "{shortened(raw_text(element))}"',
            element.line,
            "StratML Part 1 has no such element there.",
        )
    for element in _structural(plan):
        if (text := " ".join(element.pieces).strip()) and name_of(element) not in _SPEAKING:
            gathered.lose(
                f'Text in {element.name} itself, "{shortened(text)}"',
                element.line,
                "it belongs into one of its elements.",
            )
    _say_identifiers(plan, gathered)
    _say_submitters(plan, gathered)
    _say_sentences(gathered)
    for other in _all(root):
        if other is not plan and name_of(other) in {"strategicplan", "performanceplanorreport"}:
            gathered.lose("Another plan", other.line, "one file holds one plan; divide it.")


def _all(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _all(child)


def _known_in(element: Element) -> frozenset[str]:
    """What is read in an element; what wraps goals is read as a core is."""
    name = name_of(element)
    if name == "performanceplanorreport":
        name = "strategicplan"
    known = frozenset(_KNOWN.get(name, _KNOWN["strategicplancore"]))
    # Some documents leave out the core, or the element for dates.
    return known | _KNOWN["strategicplancore"] | _DATES if name == "strategicplan" else known


def _structural(element: Element) -> Iterator[Element]:
    """The elements that are made of others, as far as they are read."""
    yield element
    for child in element.children:
        if _is_read_as_structure(child, element):
            yield from _structural(child)


def _is_read_as_structure(child: Element, parent: Element) -> bool:
    name = name_of(child)
    if name in _KNOWN:
        return name in _known_in(parent)
    return name not in _known_in(parent) and _holds_goals(child)


def _holds_goals(element: Element) -> bool:
    return any(name_of(below) in _READ_AMONG - {"performanceindicator"} for below in _all(element))


def _unknown(plan: Element) -> Iterator[tuple[Element, Element]]:
    """The elements that were not read, each with the one it lies in."""
    for parent in _structural(plan):
        for child in parent.children:
            is_known = name_of(child) in _known_in(parent) | _READ_AMONG
            if not is_known and not _holds_goals(child) and has_content(child):
                yield child, parent


def _say_identifiers(plan: Element, gathered: Gathered) -> None:
    """The identifiers of what has none in a plan, or gets one of its own."""
    if gathered.is_ours:
        return
    held = [
        (element, line_of(element, "Identifier", as_written=True))
        for element in _structural(plan)
        if name_of(element) in {"organization", "vision", "mission", "administrativeinformation"}
    ]
    for element, identifier in held:
        if identifier:
            what = f"Identifier {shortened(identifier)} of {element.name}"
            gathered.lose(what, element.line, "a plan has no place for it.")


def _say_submitters(plan: Element, gathered: Gathered) -> None:
    holders = [plan, *children(plan, "AdministrativeInformation")]
    for submitter in (s for holder in holders for s in children(holder, "Submitter")):
        parts = [
            line_of(submitter, part, as_written=gathered.is_ours)
            for part in ("GivenName", "Surname", "PhoneNumber", "EmailAddress")
        ]
        if any(parts):
            who = shortened(" ".join(part for part in parts if part), 100)
            gathered.lose(f"Submitter {who}", submitter.line, "a plan does not name persons.")


def _say_sentences(gathered: Gathered) -> None:
    for label, names in gathered.sentences.items():
        if label in _SAID_ALREADY:
            gathered.not_carried.extend(f"{label}: {name}" for name in names)
            continue
        listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if names[5:] else "")
        why = _SENTENCES.get(label, "Milepost writes no such line.")
        gathered.lose(f"{label}, in a sentence each: {listed}", 0, why)
