from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from milepost.interchange.stratml_plan import as_xml
from milepost.plan import model as words
from milepost.plan.model import Plan
from milepost.workspace import Workspace
from tests.interchange.stratml_plans import plans
from tests.interchange.structure import faults

ROOT = Path(__file__).parents[2]


def plan_of(folder: str) -> Plan:
    plan = Workspace(ROOT / folder).plan.plan
    assert plan is not None
    return plan


def small_plan(**more: Any) -> Plan:  # noqa: ANN401  # whatever the model holds
    strategy = words.Strategy.model_validate(
        {"id": "small", "title": "A small strategy", "issued_by": "OBS", "source": "made up"}
    )
    return Plan.model_construct(
        strategy=strategy,
        calendar_declaration=words.CalendarDeclaration.model_validate(
            {"fiscal_year_starts": "October", "source": "31 U.S.C. 1102"}
        ),
        agencies=(
            words.Agency.model_validate(
                {"id": "OBS", "name": "Office of Border Safety", "source": "made up"}
            ),
        ),
        **more,
    )


def goal(**more: Any) -> words.Goal:  # noqa: ANN401  # whatever the model holds
    values = {"id": "safer", "title": "A safer border", "source": "page 1", **more}
    return words.Goal.model_validate(values)


def objective(**more: Any) -> words.Objective:  # noqa: ANN401  # whatever the model holds
    values = {"id": "inspect", "goal": "safer", "title": "Inspect", "source": "page 2", **more}
    return words.Objective.model_validate(values)


@pytest.mark.parametrize("folder", [".", "examples/fy2009"])
def test_the_plans_of_the_project_are_stratml(folder: str) -> None:
    assert faults(as_xml(plan_of(folder))) == []


@given(plans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_plan_is_stratml_and_the_same_each_time(plan: Plan) -> None:
    text = as_xml(plan)
    assert faults(text) == []
    assert as_xml(plan) == text


def test_a_plan_of_one_objective() -> None:
    plan = small_plan(
        goals=(goal(statement="Fewer arms & people hurt."),),
        objectives=(
            objective(
                statement="Inspect more.",
                roles=[
                    {
                        "agency": "OBS",
                        "role": "lead",
                        "authority": "Executive Order 1",
                        "source": "page 3",
                    }
                ],
            ),
        ),
    )
    assert as_xml(plan) == (
        """\
<?xml version="1.0" encoding="UTF-8"?>
<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core">
  <Name>A small strategy</Name>
  <OtherInformation>By the conventions of Milepost:

Strategy: small
Fiscal year starts: October
Calendar source: 31 U.S.C. 1102
Source: made up</OtherInformation>
  <StrategicPlanCore>
    <Organization>
      <Name>Office of Border Safety</Name>
      <Acronym>OBS</Acronym>
      <Identifier>organization-OBS</Identifier>
      <Description>Source: made up</Description>
    </Organization>
    <Goal>
      <Name>A safer border</Name>
      <Description>Fewer arms &amp; people hurt.</Description>
      <Identifier>goal-safer</Identifier>
      <SequenceIndicator>1</SequenceIndicator>
      <OtherInformation>By the conventions of Milepost:

Source: page 1</OtherInformation>
      <Objective>
        <Name>Inspect</Name>
        <Description>Inspect more.</Description>
        <Identifier>objective-inspect</Identifier>
        <SequenceIndicator>1.1</SequenceIndicator>
        <Stakeholder StakeholderTypeType="Organization">
          <Name>Office of Border Safety (OBS)</Name>
          <Description>Role: lead
Authority: Executive Order 1
Source: page 3</Description>
        </Stakeholder>
        <OtherInformation>By the conventions of Milepost:

Source: page 2</OtherInformation>
      </Objective>
    </Goal>
  </StrategicPlanCore>
</StrategicPlan>
"""
    )


def test_a_plan_without_a_goal_says_so_in_a_goal() -> None:
    text = as_xml(small_plan())
    assert faults(text) == []
    assert "<Name>No goal is declared</Name>" in text


def test_a_goal_without_a_statement_repeats_its_title_and_says_so() -> None:
    text = as_xml(small_plan(goals=(goal(),)))
    assert "<Description>A safer border</Description>" in text
    assert "\nNo statement: the description repeats the title.<" in text


def test_what_is_made_up_says_so_wherever_it_shows() -> None:
    made_up = {"illustrative": "true"}
    need = {"id": "n", "title": "T", "evidence": "E", "source": "S", **made_up}
    role = {"agency": "OBS", "role": "lead", "source": "page 3", **made_up}
    text = as_xml(
        small_plan(
            goals=(goal(statement="Fewer.", roles=[role], **made_up),),
            objectives=(objective(**made_up),),
            needs=(words.Need.model_validate(need),),
        ),
        illustrative=True,
    )
    assert "Illustrative: every figure behind this document is made up." in text
    assert "<Description>Illustrative: Fewer.</Description>" in text
    assert "<Description>Illustrative: made up to show a feature.</Description>" in text
    assert text.count("Illustrative: made up to show a feature.\nRole: lead") == 1
    assert text.count("Evidence: E\nIllustrative: made up to show a feature.") == 1


def test_a_text_that_the_source_does_not_print_is_not_made_good() -> None:
    text = as_xml(small_plan(goals=(goal(),), objectives=(objective(not_in_source="true"),)))
    assert (
        "<Description>The source says that there is such an objective, but does not print its "
        "text.</Description>" in text
    )


def test_the_years_of_the_plan_become_dates_by_its_own_calendar() -> None:
    plan = small_plan()
    strategy = plan.strategy.model_validate(
        {
            "id": "small",
            "title": "A small strategy",
            "issued_by": "OBS",
            "source": "https://example.org/plan.pdf, page 1",
            "issued": "2009-06-05",
            "horizon": "FY2009..FY2011",
        }
    )
    text = as_xml(plan.model_copy(update={"strategy": strategy}))
    assert faults(text) == []
    for line in (
        "<StartDate>2008-10-01</StartDate>",
        "<EndDate>2011-09-30</EndDate>",
        "<PublicationDate>2009-06-05</PublicationDate>",
        "<Source>https://example.org/plan.pdf</Source>",
    ):
        assert line in text


def test_measures_are_said_in_a_sentence_each() -> None:
    text = as_xml(plan_of("."))
    assert (
        "Measure: cases-initiated: Cases initiated; in cases; is to increase; reported by ATF, "
        "ICE; target FY2008: 400 (illustrative); target FY2008: 270 (ATF) (illustrative).\n" in text
    )
    assert (
        "Mechanism: mou-1978: 1978 memorandum of understanding between ATF and Customs, agreed; "
        "between ATF, USCS; signed 1978.\n" in text
    )


def test_what_is_law_enforcement_sensitive_is_counted_and_not_shown() -> None:
    plan = plan_of(".")
    hidden = tuple(
        m.model_copy(update={"sensitivity": "law-enforcement-sensitive"})
        if m.id == "cases-initiated"
        else m
        for m in plan.measures
    )
    text = as_xml(plan.model_copy(update={"measures": hidden}))
    assert "cases-initiated" not in text
    assert "Withheld: 1 measure is law enforcement sensitive and not in this document." in text


def test_what_xml_cannot_hold_is_left_out_and_that_is_said() -> None:
    text = as_xml(small_plan(goals=(goal(title="A\x01 safer border]]>"),)))
    assert "<Name>A safer border]]&gt;</Name>" in text
    assert "Left out: control characters, which XML cannot hold." in text
