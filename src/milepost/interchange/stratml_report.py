"""Writes a performance report as StratML Part 2 (ISO 17469-2): the plan, and what came of it.

Part 2 has no element for a baseline, a direction, a bound or a reason. How these are written is
said in docs/stratml.md. The same report gives the same bytes on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.etree import ElementTree as ET  # writing only; reading is at another door

from milepost.interchange.stratml import NAMESPACE_OF_REPORTS, as_other_information
from milepost.interchange.stratml_plan import add_texts, as_document, as_element
from milepost.plan.model import Plan

STATUS: Final = "Status"
BASELINE: Final = "Baseline"
Stage = Literal["Outcome", "Output_Processing", "Output", "Input_Processing", "Input", ""]


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """A target or an actual of Part 2.

    Attributes:
        begins: first day of its period; empty for no date.
        ends: last day of it.
        number: the number of units as a decimal; empty where it is not one number exactly.
        descriptor: the name of what is said of it in a word, and the word; None for nothing.
        description: what else is known of it, in lines "Label: text".
    """

    begins: str
    ends: str
    number: str
    descriptor: tuple[str, str] | None
    description: str


@dataclass(frozen=True, slots=True)
class Instance:
    """Targets with the actuals they are held against."""

    targets: tuple[ReportedResult, ...]
    actuals: tuple[ReportedResult, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator of Part 2: one measure of one agency, or of all together.

    Attributes:
        identifier: unique in the document; begins with a letter.
        dimension: what is measured.
        unit: in what it is counted.
        stage: its place in the chain of value; empty where Part 2 has no word for it.
        in_words: whether its targets are promised in words.
        instances: its targets and actuals.
        blocks: what Part 2 has no element for, in lines "Label: text".
    """

    identifier: str
    dimension: str
    unit: str
    stage: Stage
    in_words: bool
    instances: tuple[Instance, ...]
    blocks: tuple[str, ...]


def as_xml(
    plan: Plan,
    indicators: Mapping[str, Sequence[Indicator]],
    more: Iterable[str] = (),
    *,
    illustrative: bool = False,
) -> str:
    """Write a performance report as a document of StratML Part 2.

    Args:
        plan: the strategy whose performance is reported.
        indicators: by the identifier of the objective they stand under.
        more: further blocks of lines about the report as a whole.
        illustrative: every figure in it is made up, and the document says so.

    Returns:
        The text of the file, to be written as UTF-8.
    """
    kind = {"xmlns": NAMESPACE_OF_REPORTS, "Type": "Performance_Report"}
    root = ET.Element("PerformancePlanOrReport", kind)
    as_element(plan, root, more, illustrative=illustrative, measures=False)
    for objective in root.iter("Objective"):
        identifier = (objective.findtext("Identifier") or "").removeprefix("objective-")
        for number, indicator in enumerate(indicators.get(identifier, ()), start=1):
            _indicator(objective, indicator, number)
    return as_document(root)


def _indicator(objective: ET.Element, indicator: Indicator, number: int) -> None:
    held: dict[str, str] = {"ValueChainStage": indicator.stage} if indicator.stage else {}
    held["PerformanceIndicatorType"] = "Qualitative" if indicator.in_words else "Quantitative"
    element = ET.SubElement(objective, "PerformanceIndicator", held)
    add_texts(
        element,
        ("SequenceIndicator", str(number)),
        ("MeasurementDimension", indicator.dimension),
        ("UnitOfMeasurement", indicator.unit),
        ("Identifier", indicator.identifier),
    )
    for instance in indicator.instances:
        measured = ET.SubElement(element, "MeasurementInstance")
        for target in instance.targets:
            _result(ET.SubElement(measured, "TargetResult"), target)
        for actual in instance.actuals:
            _result(ET.SubElement(measured, "ActualResult"), actual)
    add_texts(element, ("OtherInformation", as_other_information(None, indicator.blocks)))


def _result(element: ET.Element, result: ReportedResult) -> None:
    add_texts(element, ("StartDate", result.begins), ("EndDate", result.ends))
    # An empty element says that there is no such number; a missing one would say nothing.
    ET.SubElement(element, "NumberOfUnits").text = result.number or None
    if result.descriptor is not None:
        name, value = result.descriptor
        descriptor = ET.SubElement(element, "Descriptor")
        add_texts(descriptor, ("DescriptorName", name), ("DescriptorValue", value))
    add_texts(element, ("Description", result.description))
