from __future__ import annotations

import pytest

from tests.interchange.structure import faults

_GOOD = """\
<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core"><Name>P</Name>
<StrategicPlanCore><Goal><Name>G</Name><Description>D</Description><Identifier>_1</Identifier>
<Stakeholder StakeholderTypeType="Person"><Name>N</Name></Stakeholder></Goal></StrategicPlanCore>
<AdministrativeInformation><StartDate>2009-10-01</StartDate></AdministrativeInformation>
</StrategicPlan>"""


def test_a_good_document_has_no_faults() -> None:
    assert faults(_GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("stratml_core", "other", "the root is {urn:ISO:std:iso:17469:tech:xsd:other}"),
        ("<Description>D</Description>", "", "has 0 times Description"),
        ("<Name>G</Name><Description>D</Description>",
         "<Description>D</Description><Name>G</Name>", "out of order"),
        ("_1", "7 g", '"7 g"'),
        ("</Goal>", "<Objective><Identifier>_1</Identifier></Objective></Goal>", "once more"),
        ("Person", "Company", "of the kind Company"),
        ("2009-10-01", "2009", "no date"),
        ("2009-10-01", "2009-02-30", "no date"),
        ("<Name>P</Name>", "<Title>P</Title>", "has Title in it"),
        ("<Name>P</Name>", "<Name>P</Name>words", "text of its own"),
        ("<Name>N</Name>", "<Name><b>N</b></Name>", "has elements in it"),
    ],
)  # fmt: skip
def test_a_fault_is_found(good: str, bad: str, fault: str) -> None:
    found = faults(_GOOD.replace(good, bad))
    assert any(fault in sentence for sentence in found), found
