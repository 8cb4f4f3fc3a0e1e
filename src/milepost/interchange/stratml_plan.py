"""Writes a plan as StratML Part 1 (ISO 17469-1): the same plan gives the same bytes on any day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree as ET  # writing only; reading is at another door

from milepost.interchange import stratml_sentences as sentences
from milepost.interchange.stratml import (
    ALL_MADE_UP,
    ILLUSTRATIVE,
    LEFT_OUT,
    MADE_UP,
    NAMESPACE,
    NO_GOAL,
    NO_GOAL_NAME,
    NO_STATEMENT,
    NOT_IN_SOURCE,
    NOT_IN_XML,
    as_block,
    as_other_information,
    one_line,
    paragraphs_of,
)
from milepost.plan.date_rules import MONTHS
from milepost.plan.model import Agency, Goal, Need, Objective, Plan, Role, Statement

_FULL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def as_xml(plan: Plan, *, illustrative: bool = False) -> str:
    """Write a plan as a document of StratML Part 1.

    Args:
        plan: what is written.
        illustrative: everything in the workspace is made up, and the document says so.

    Returns:
        The text of the file, to be written as UTF-8.
    """
    return as_document(as_element(plan, illustrative=illustrative))


def as_element(
    plan: Plan,
    root: ET.Element | None = None,
    more: Iterable[str] = (),
    *,
    illustrative: bool = False,
    measures: bool = True,
) -> ET.Element:
    """A plan as the elements that both parts of StratML have.

    Args:
        plan: what is written.
        root: the element they are written into; else that of Part 1.
        more: further blocks of lines about the plan as a whole.
        illustrative: everything in the workspace is made up.
        measures: whether each measure is said in a sentence, because nothing else tells of it.
    """
    root = ET.Element("StrategicPlan", xmlns=NAMESPACE) if root is None else root
    plan_block, *blocks = [*_blocks(plan), *more]
    add_texts(
        root,
        ("Name", one_line(plan.strategy.title)),
        ("Description", _description_of_plan(plan, illustrative=illustrative)),
        (
            "OtherInformation",
            as_other_information(_prose(plan.strategy.note), [plan_block, *blocks]),
        ),
    )
    core = ET.SubElement(root, "StrategicPlanCore")
    _organization(core, plan)
    for name, text in (("Vision", plan.strategy.vision), ("Mission", plan.strategy.mission)):
        if text:
            add_texts(ET.SubElement(core, name), ("Description", _prose(text)))
    for number, goal in enumerate(plan.goals, start=1):
        _goal(core, plan, goal, number, measures=measures)
    if not plan.goals:
        add_texts(
            ET.SubElement(core, "Goal"),
            ("Name", NO_GOAL_NAME),
            ("Description", "The plan declares no goal; StratML Part 1 asks for one."),
            ("Identifier", NO_GOAL),
        )
    _administrative_information(root, plan)
    return root


def as_document(root: ET.Element) -> str:
    """The text of a file, without what XML cannot hold."""
    if _without_what_cannot_be_held(root):
        other = root.find("OtherInformation")
        assert other is not None  # noqa: S101  # the strategy's own block is always there
        other.text = f"{other.text}\n\n{as_block(('Left out', LEFT_OUT))}"
    ET.indent(root, "  ")
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _prose(text: str | None) -> str:
    """A text in paragraphs with a blank line between them."""
    return "\n\n".join(paragraphs_of(text or ""))


def add_texts(parent: ET.Element, *children: tuple[str, str | None]) -> None:
    """Elements with text, in order; what has none is left out."""
    for name, text in children:
        if text:
            ET.SubElement(parent, name).text = text


def _without_what_cannot_be_held(root: ET.Element) -> bool:
    """Take out what XML cannot hold; whether there was any."""
    found = False
    for element in root.iter():
        text = (element.text or "").replace("\r\n", "\n").replace("\r", "\n")
        plain = NOT_IN_XML.sub("", text)
        found = found or plain != text
        # An element that must say something says at least that it had something to say.
        element.text = plain or ("\ufffd" if text else None)
    return found


def _description_of_plan(plan: Plan, *, illustrative: bool) -> str:
    purpose = _purpose(plan)
    says = _prose(purpose.statement) if purpose else ""
    if purpose and purpose.illustrative:
        says = ILLUSTRATIVE + says
    return "\n\n".join(part for part in (ALL_MADE_UP if illustrative else "", says) if part)


def _purpose(plan: Plan) -> Statement | None:
    """The first statement of the strategy's purpose as a whole."""
    return next(
        (
            said
            for said in plan.statements
            if said.about == "purpose" and not said.goal and not said.objective
        ),
        None,
    )


def _blocks(plan: Plan) -> Iterator[str]:
    """What the plan as a whole says that Part 1 has no element for."""
    strategy = plan.strategy
    yield as_block(
        ("Strategy", strategy.id),
        ("Issued", strategy.issued),
        ("Horizon", str(strategy.horizon) if strategy.horizon else None),
        ("Statutory basis", strategy.statutory_basis),
        ("Fiscal year starts", MONTHS[plan.calendar_declaration.fiscal_year_starts - 1]),
        ("Calendar source", plan.calendar_declaration.source),
        ("Source", strategy.source),
    )
    purpose = _purpose(plan)
    for said in plan.statements:
        if not said.goal and not said.objective:
            yield _statement(said, in_description=said is purpose)
    yield from (_need(need) for need in plan.needs)
    yield from sentences.of_the_whole(plan)


def _need(need: Need) -> str:
    return as_block(
        ("Need", need.id),
        ("Title", need.title),
        ("Evidence", paragraphs_of(need.evidence)),
        ("Illustrative", MADE_UP if need.illustrative else None),
        ("Source", need.source),
    )


def _statement(said: Statement, *, in_description: bool = False) -> str:
    return as_block(
        ("Statement", said.id),
        ("About", said.about),
        ("Goal", said.goal if said.objective else None),
        ("Says", None if in_description else paragraphs_of(said.statement)),
        ("Illustrative", MADE_UP if said.illustrative else None),
        ("Source", said.source),
    )


def _organization(core: ET.Element, plan: Plan) -> None:
    """The issuing office; every other agency is a stakeholder of it."""
    element = ET.SubElement(core, "Organization")
    issuer = plan.agency_by_id.get(plan.strategy.issued_by)
    add_texts(
        element,
        ("Name", one_line(issuer.name) if issuer else plan.strategy.issued_by),
        ("Acronym", plan.strategy.issued_by),
        ("Identifier", f"organization-{plan.strategy.issued_by}"),
        ("Description", _agency(issuer) if issuer else None),
    )
    for agency in plan.agencies:
        if agency is not issuer:
            _stakeholder(element, agency, agency.id, _agency(agency))


def _agency(agency: Agency) -> str:
    return as_block(
        ("Mandate", agency.mandate),
        ("Part of", agency.parent),
        ("Of another government", "yes" if agency.foreign else None),
        ("Source", agency.source),
    )


def _stakeholder(
    parent: ET.Element, agency: Agency | None, identifier: str, description: str
) -> None:
    """An agency, with its identifier in brackets so that it is known again."""
    element = ET.SubElement(parent, "Stakeholder", StakeholderTypeType="Organization")
    name = f"{one_line(agency.name)} ({identifier})" if agency else identifier
    add_texts(element, ("Name", name), ("Description", description))


def _goal(core: ET.Element, plan: Plan, goal: Goal, number: int, *, measures: bool) -> None:
    element = ET.SubElement(core, "Goal")
    nothing_said = not goal.statement and not goal.illustrative
    add_texts(
        element,
        ("Name", one_line(goal.title)),
        ("Description", _description(goal) or one_line(goal.title)),
        ("Identifier", f"goal-{goal.id}"),
        ("SequenceIndicator", str(number)),
    )
    _roles(element, plan, plan.roles_on("goal", goal.id))
    own = as_block(
        ("Source", goal.source),
        ("Illustrative", MADE_UP if goal.illustrative else None),
        ("No statement", NO_STATEMENT if nothing_said else None),
    )
    said = (_statement(s) for s in plan.statements if s.goal == goal.id and not s.objective)
    add_texts(element, ("OtherInformation", as_other_information(None, [own, *said])))
    under = (objective for objective in plan.objectives if objective.goal == goal.id)
    for second, objective in enumerate(under, start=1):
        _objective(element, plan, objective, f"{number}.{second}", measures=measures)


def _objective(
    parent: ET.Element, plan: Plan, objective: Objective, number: str, *, measures: bool
) -> None:
    element = ET.SubElement(parent, "Objective")
    add_texts(
        element,
        ("Name", one_line(objective.title)),
        ("Description", _description(objective)),
        ("Identifier", f"objective-{objective.id}"),
        ("SequenceIndicator", number),
    )
    _roles(element, plan, plan.roles_on("objective", objective.id))
    own = as_block(
        ("Source", objective.source),
        ("Needs", ", ".join(objective.needs)),
        ("Illustrative", MADE_UP if objective.illustrative else None),
        ("Not in source", NOT_IN_SOURCE if objective.not_in_source else None),
    )
    said = (_statement(s) for s in plan.statements if s.objective == objective.id)
    held = sentences.under_objective(plan, objective.id, measures=measures)
    add_texts(element, ("OtherInformation", as_other_information(None, [own, *said, *held])))


def _description(item: Goal | Objective) -> str:
    """The statement; where there is none or it was made up, that is what is said."""
    said = _prose(item.statement)
    if isinstance(item, Objective) and item.not_in_source:
        said = f"{NOT_IN_SOURCE}\n\n{said}" if said else NOT_IN_SOURCE
    return ILLUSTRATIVE + (said or MADE_UP) if item.illustrative else said


def _roles(element: ET.Element, plan: Plan, roles: Iterable[Role]) -> None:
    for role in roles:
        said = as_block(
            ("Illustrative", MADE_UP if role.illustrative else None),
            ("Role", role.role),
            ("Authority", role.authority),
            ("Source", role.source),
        )
        _stakeholder(element, plan.agency_by_id.get(role.agency), role.agency, said)


def _administrative_information(root: ET.Element, plan: Plan) -> None:
    strategy, calendar = plan.strategy, plan.calendar
    element = ET.Element("AdministrativeInformation")
    if strategy.horizon:
        start, end = calendar.start(strategy.horizon), calendar.end(strategy.horizon)
        add_texts(element, ("StartDate", start.isoformat()), ("EndDate", end.isoformat()))
    issued = strategy.issued or ""
    address = _ADDRESS.search(strategy.source)
    add_texts(
        element,
        ("PublicationDate", issued if _FULL_DATE.fullmatch(issued) else None),
        ("Source", address[0].rstrip(".,;:)") if address else None),
    )
    if len(element):
        root.append(element)
