"""Whether a document is StratML Part 1 or 2 as ISO 17469 has it, by a check of our own.

The schema of the standard carries no licence, so it is not part of the project. What it asks is
written down here: names, order, how often, identifiers, dates, the kinds of stakeholders.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

_NAMESPACE: Final = "{urn:ISO:std:iso:17469:tech:xsd:stratml_core}"
_REPORTS: Final = "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}"
_ANY: Final = 1_000_000
# NCName, in the letters of English: what Milepost writes has no others.
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS: Final = re.compile(r"[^\s<>\"{}|\\^`]+")
_KINDS: Final = ("Person", "Organization", "Generic_Group")
# What the text of an element must be: a decimal or nothing, one of two words.
_TEXTS: Final = {
    "NumberOfUnits": re.compile(r"([+-]?(\d+(\.\d*)?|\.\d+))?"),
    "RoleType": re.compile("Performer|Beneficiary"),
}
# What each attribute may say.
_ATTRIBUTES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("Stakeholder", "StakeholderTypeType"): _KINDS,
    ("PerformancePlanOrReport", "Type"): (
        "Strategic_Plan", "Performance_Plan", "Performance_Report",
    ),
    ("PerformanceIndicator", "ValueChainStage"): (
        "Outcome", "Output_Processing", "Output", "Input_Processing", "Input",
    ),
    ("PerformanceIndicator", "PerformanceIndicatorType"): ("Quantitative", "Qualitative"),
    ("Relationship", "RelationshipType"): ("Broader_Than", "Peer_To", "Narrower_Than"),
}  # fmt: skip

# What each element holds, in its order: a name, at least how often, at most how often.
_HOLDS: Final[dict[str, tuple[tuple[str, int, int], ...]]] = {
    "StrategicPlan": (
        ("Name", 1, 1),
        ("Description", 0, 1),
        ("OtherInformation", 0, 1),
        ("StrategicPlanCore", 1, 1),
        ("AdministrativeInformation", 0, 1),
    ),
    "StrategicPlanCore": (
        ("Organization", 0, _ANY),
        ("Vision", 0, 1),
        ("Mission", 0, 1),
        ("Value", 0, _ANY),
        ("Goal", 1, _ANY),
    ),
    "Organization": (
        ("Name", 0, 1),
        ("Acronym", 0, 1),
        ("Identifier", 0, 1),
        ("Description", 0, 1),
        ("Stakeholder", 0, _ANY),
    ),
    "Vision": (("Description", 0, 1), ("Identifier", 0, 1)),
    "Mission": (("Description", 0, 1), ("Identifier", 0, 1)),
    "Value": (("Name", 0, 1), ("Description", 0, 1)),
    "Goal": (
        ("Name", 1, 1),
        ("Description", 1, 1),
        ("Identifier", 0, 1),
        ("SequenceIndicator", 0, 1),
        ("Stakeholder", 0, _ANY),
        ("OtherInformation", 0, 1),
        ("Objective", 0, _ANY),
    ),
    "Objective": (
        ("Name", 0, 1),
        ("Description", 0, 1),
        ("Identifier", 0, 1),
        ("SequenceIndicator", 0, 1),
        ("Stakeholder", 0, _ANY),
        ("OtherInformation", 0, 1),
    ),
    "Stakeholder": (("Name", 1, 1), ("Description", 0, 1)),
    "AdministrativeInformation": (
        ("StartDate", 0, 1),
        ("EndDate", 0, 1),
        ("PublicationDate", 0, 1),
        ("Source", 0, 1),
        ("Submitter", 0, 1),
    ),
    "Submitter": (
        ("GivenName", 0, 1),
        ("Surname", 0, 1),
        ("PhoneNumber", 0, 1),
        ("EmailAddress", 0, 1),
    ),
}


_RESULT: Final = (
    ("StartDate", 0, 1),
    ("EndDate", 0, 1),
    ("NumberOfUnits", 0, 1),
    ("Descriptor", 0, 1),
    ("Description", 0, 1),
)
# Part 2 has the elements of Part 1 and these; a person who submits is no longer under dates.
_HOLDS_IN_REPORTS: Final[dict[str, tuple[tuple[str, int, int], ...]]] = {
    **_HOLDS,
    "PerformancePlanOrReport": (*_HOLDS["StrategicPlan"], ("Submitter", 0, 1)),
    "Objective": (*_HOLDS["Objective"], ("PerformanceIndicator", 0, _ANY)),
    "Stakeholder": (*_HOLDS["Stakeholder"], ("Role", 0, _ANY)),
    "Role": (("Name", 1, 1), ("Description", 0, 1), ("RoleType", 0, 2)),
    "AdministrativeInformation": (
        ("Identifier", 0, 1),
        *_HOLDS["AdministrativeInformation"][:-1],
    ),
    "PerformanceIndicator": (
        ("SequenceIndicator", 0, 1),
        ("MeasurementDimension", 1, 1),
        ("UnitOfMeasurement", 1, 1),
        ("Identifier", 0, 1),
        ("Relationship", 0, _ANY),
        ("MeasurementInstance", 0, _ANY),
        ("OtherInformation", 0, 1),
    ),
    "MeasurementInstance": (("TargetResult", 0, _ANY), ("ActualResult", 0, _ANY)),
    "TargetResult": _RESULT,
    "ActualResult": _RESULT,
    "Descriptor": (("DescriptorName", 0, 1), ("DescriptorValue", 0, 1)),
    "Relationship": (
        ("Identifier", 0, 1),
        ("ReferentIdentifier", 0, _ANY),
        ("Name", 0, 1),
        ("Description", 0, 1),
    ),
}


@dataclass
class _Look:
    namespace: str
    holds: dict[str, tuple[tuple[str, int, int], ...]]
    identifiers: set[str] = field(default_factory=set)


def faults_of_report(text: str) -> list[str]:
    """Everything in which a document is not StratML Part 2; nothing where it is."""
    root = ET.fromstring(text)  # noqa: S314  # what the test itself has made
    if root.tag != f"{_REPORTS}PerformancePlanOrReport":
        return [f"the root is {root.tag}"]
    found = [] if root.get("Type") else ["the root has no Type"]
    look = _Look(_REPORTS, _HOLDS_IN_REPORTS)
    return [*found, *_faults_of(root, "PerformancePlanOrReport", look)]


def faults(text: str) -> list[str]:
    """Everything in which a document is not StratML Part 1; nothing where it is."""
    root = ET.fromstring(text)  # noqa: S314  # what the test itself has made
    if root.tag != f"{_NAMESPACE}StrategicPlan":
        return [f"the root is {root.tag}"]
    return list(_faults_of(root, "StrategicPlan", _Look(_NAMESPACE, _HOLDS)))


def _faults_of(element: ET.Element, path: str, look: _Look) -> Iterator[str]:
    name = element.tag.removeprefix(look.namespace)
    yield from _faults_of_attributes(element, name, path)
    if name not in look.holds:
        if len(element):
            yield f"{path} has elements in it"
        yield from _faults_of_text(name, element.text or "", path, look)
        return
    if any((t or "").strip() for t in (element.text, *(child.tail for child in element))):
        yield f"{path} has text of its own"
    names = [child.tag.removeprefix(look.namespace) for child in element]
    order = [held for held, _, _ in look.holds[name]]
    unknown = [held for held in names if held not in order]
    if unknown:
        yield f"{path} has {', '.join(unknown)} in it"
    elif [order.index(held) for held in names] != sorted(order.index(held) for held in names):
        yield f"{path} is out of order: {', '.join(names)}"
    for held, least, most in look.holds[name]:
        if not least <= names.count(held) <= most:
            yield f"{path} has {names.count(held)} times {held}"
    for number, child in enumerate(element, start=1):
        yield from _faults_of(child, f"{path}/{names[number - 1]}[{number}]", look)


def _faults_of_attributes(element: ET.Element, name: str, path: str) -> Iterator[str]:
    for key, value in element.attrib.items():
        allowed = _ATTRIBUTES.get((name, key))
        if allowed is None:
            yield f"{path} has an attribute {key}"
        elif value not in allowed:
            yield f"{path} is of the kind {value}"


def _faults_of_text(name: str, text: str, path: str, look: _Look) -> Iterator[str]:
    if name == "Identifier":
        if not _NAME.fullmatch(text):
            yield f'{path} is "{text}"'
        if text in look.identifiers:
            yield f'{path} is "{text}" once more'
        look.identifiers.add(text)
    elif name in _TEXTS:
        if not _TEXTS[name].fullmatch(text):
            yield f'{path} is "{text}"'
    elif name.endswith("Date"):
        try:
            dt.date.fromisoformat(text if _DATE.fullmatch(text) else "")
        except ValueError:
            yield f'{path} is "{text}", no date'
    elif name == "Source" and not _ADDRESS.fullmatch(text):
        yield f'{path} is "{text}", no address'
