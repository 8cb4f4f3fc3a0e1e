"""A scorecard as a performance report in StratML Part 2: its structure, and hostile texts in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from milepost.interchange.stratml import one_line, read_block
from milepost.interchange.stratml_import import read_stratml
from milepost.plan.model import Plan
from milepost.scorecard.as_stratml import as_stratml
from milepost.scorecard.card import Scorecard
from milepost.workspace import Workspace
from tests.interchange.structure import faults_of_report
from tests.scorecard.cards import baseline, card, measure, target
from tests.scorecard.tabled import HOSTILE, with_texts

_SPACE = "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}"
_MEASURES = [
    measure(baseline=baseline("20"), targets=target("30")),
    measure(id="tips", title="Tips", targets=target("5")),
    measure(id="days", title="Days", direction="decrease", quantity="average",
            targets="[{period: FY2009, value: 7, rationale: r, source: made up}]"),
    measure(id="share", title="Share", unit="percent", quantity="ratio", direction="stay",
            targets="[{period: FY2009, low: 20, high: 25, rationale: r, source: made up}]"),
    measure(id="signed", title="Signed", unit="agreements", quantity="event", kind="milestone",
            basis="date", frequency="on-date",
            targets="[{period: 2009-09-30, milestone: It is signed., source: made up}]"),
]  # fmt: skip
_ROWS = [
    "ATF,cases,FY2009,at least 27,,,,,",
    "ATF,tips,FY2009,,,,not tracked,,No list is kept.",
    "ATF,days,FY2009,between 6 and 8,,,,,",
    "ATF,share,FY2009,7,30,exact,,,",
    "ATF,signed,2009-09-30,1,,exact,,,",
]


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scorecard, Plan]:
    root = tmp_path_factory.mktemp("report")
    composed = card(root, _MEASURES, _ROWS)
    plan = Workspace(root).plan.plan
    assert plan is not None
    return composed, plan


def results(text: str, name: str) -> dict[str, ET.Element]:
    """The targets or actuals of a report, by the identifier of their indicator."""
    return {
        str(indicator.findtext(f"{_SPACE}Identifier")): found
        for indicator in ET.fromstring(text).iter(f"{_SPACE}PerformanceIndicator")  # noqa: S314
        for found in indicator.iter(f"{_SPACE}{name}")
    }


def test_a_report_has_the_structure_of_part_2(reported: tuple[Scorecard, Plan]) -> None:
    assert faults_of_report(as_stratml(*reported)) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('Type="Performance_Report"', "", "the root has no Type"),
        ('Type="Performance_Report"', 'Type="Report"', "of the kind Report"),
        ("<NumberOfUnits>30</NumberOfUnits>", "<NumberOfUnits>about 30</NumberOfUnits>",
         'is "about 30"'),
        ("<UnitOfMeasurement>cases</UnitOfMeasurement>", "", "has 0 times UnitOfMeasurement"),
        ("PerformanceIndicatorType", "IndicatorType", "has an attribute IndicatorType"),
        ("measure-cases", "7 g", 'is "7 g"'),
        ("<StartDate>2008-10-01</StartDate>", "<StartDate>FY2009</StartDate>", "no date"),
        ('ValueChainStage="Output"', 'ValueChainStage="Capacity"', "of the kind Capacity"),
    ],
)  # fmt: skip
def test_a_fault_of_a_report_is_found(
    reported: tuple[Scorecard, Plan], good: str, bad: str, fault: str
) -> None:
    text = as_stratml(*reported)
    assert good in text
    assert any(fault in found for found in faults_of_report(text.replace(good, bad)))


@pytest.mark.parametrize(
    ("indicator", "number", "status"),
    [
        ("measure-cases", None, "indeterminate; indeterminate: at risk or achieved"),
        ("measure-tips", None, "indeterminate; not rated: not tracked"),
        ("measure-days", None, "indeterminate; not rated: no baseline"),
        ("measure-share", None, "met; achieved"),
        ("measure-signed", "1", "met; achieved"),
    ],
)
def test_an_actual_has_a_number_only_where_it_is_one_number(
    reported: tuple[Scorecard, Plan], indicator: str, number: str | None, status: str
) -> None:
    actual = results(as_stratml(*reported), "ActualResult")[indicator]
    assert actual.findtext(f"{_SPACE}NumberOfUnits") == (number or "")
    assert actual.findtext(f"{_SPACE}Descriptor/{_SPACE}DescriptorName") == "Status"
    assert actual.findtext(f"{_SPACE}Descriptor/{_SPACE}DescriptorValue") == status


@pytest.mark.parametrize(
    ("indicator", "number", "label", "said"),
    [
        ("measure-cases", "30", "Least", "30"),
        ("measure-days", "7", "Most", "7"),
        ("measure-share", "", "Target", "20% to 25%"),
        ("measure-signed", "1", "Milestone", "It is signed."),
    ],
)
def test_a_target_has_a_number_where_it_has_one_bound(
    reported: tuple[Scorecard, Plan], indicator: str, number: str, label: str, said: str
) -> None:
    promised = results(as_stratml(*reported), "TargetResult")[indicator]
    assert promised.findtext(f"{_SPACE}NumberOfUnits") == number
    block = read_block(promised.findtext(f"{_SPACE}Description") or "")
    assert block.first(label) == said


def test_the_baseline_is_an_early_actual(reported: tuple[Scorecard, Plan]) -> None:
    root = ET.fromstring(as_stratml(*reported))  # noqa: S314  # what we have written
    (instance,) = (
        found
        for found in root.iter(f"{_SPACE}ActualResult")
        if found.findtext(f"{_SPACE}Descriptor/{_SPACE}DescriptorName") == "Baseline"
    )
    assert instance.findtext(f"{_SPACE}StartDate") == "2007-10-01"
    assert instance.findtext(f"{_SPACE}NumberOfUnits") == "20"


@pytest.mark.parametrize("text", [*HOSTILE, "Row: another", "\x00\x0b", "\n\nLow: 99"])
def test_a_hostile_text_is_a_text_in_the_report(
    reported: tuple[Scorecard, Plan], text: str
) -> None:
    composed, plan = reported
    drawn = as_stratml(with_texts(composed, text), plan)
    assert faults_of_report(drawn) == []
    actual = results(drawn, "ActualResult")["measure-signed"]
    said = read_block(actual.findtext(f"{_SPACE}Description") or "")
    shown = one_line(text.replace("\x00", "").replace("\x0b", ""))
    assert (said.first("Actual") or "") == shown
    # What somebody typed cannot pass for a line of ours.
    assert said.first("Row") == "FY2009/signed/all/2009-09-30"
    assert said.first("Low") == "1"


def test_what_is_withheld_is_in_no_report(reported: tuple[Scorecard, Plan]) -> None:
    composed, plan = reported
    section = composed.sections[0]
    rows = tuple(replace(row, exact=None, actual="withheld") for row in section.rows)
    withheld = replace(composed, sections=(replace(section, rows=rows),))
    for actual in results(as_stratml(withheld, plan), "ActualResult").values():
        assert not actual.findtext(f"{_SPACE}NumberOfUnits")
        said = read_block(actual.findtext(f"{_SPACE}Description") or "")
        assert said.first("Low") is said.first("Part") is None


def test_a_report_says_how_much_is_not_shown_and_names_none_of_it(tmp_path: Path) -> None:
    hidden = measure(
        id="informants", title="Informants paid", sensitivity="law-enforcement-sensitive"
    )
    composed = card(tmp_path, [*_MEASURES, hidden], [*_ROWS, "ATF,informants,FY2009,41,,exact,,,"])
    plan = Workspace(tmp_path).plan.plan
    assert plan is not None
    drawn = as_stratml(composed, plan)
    root = ET.fromstring(drawn)  # noqa: S314  # what we have written
    said = [e.text or "" for e in root.iter(f"{_SPACE}OtherInformation")]
    assert any("1 measure is not shown" in text for text in said)
    assert "informants" not in drawn.lower()
    assert faults_of_report(drawn) == []


def test_the_same_report_is_the_same_bytes(reported: tuple[Scorecard, Plan]) -> None:
    assert as_stratml(*reported) == as_stratml(*reported)


def test_the_rows_that_come_back_say_what_agencies_said(
    reported: tuple[Scorecard, Plan],
) -> None:
    imported = read_stratml(as_stratml(*reported).encode(), "report.stml")
    files = dict(imported.files)
    lines = files["figures/FY2009/ATF.csv"].splitlines()[1:]
    assert [line.split(",")[:7] for line in lines] == [
        ["ATF", "cases", "FY2009", "at least 27", "", "", ""],
        ["ATF", "tips", "FY2009", "", "", "", "not tracked"],
        ["ATF", "days", "FY2009", "between 6 and 8", "", "", ""],
        ["ATF", "share", "FY2009", "7", "30", "", ""],
    ]


def test_a_measure_that_is_known_gets_a_name_of_its_own(reported: tuple[Scorecard, Plan]) -> None:
    known = {("measures", "cases"), ("scales", "default")}
    imported = read_stratml(as_stratml(*reported).encode(), "report.stml", known)
    files = dict(imported.files)
    assert "id: cases-2" in files["measures.yaml"]
    assert "scales.yaml" not in files
    assert "Scale default: the plan declares one already." in imported.not_carried


@pytest.mark.parametrize("period", ["../../../outside", "/outside", "FY2009/../..", "FY99"])
def test_what_passes_for_a_period_names_no_other_folder(
    reported: tuple[Scorecard, Plan], period: str
) -> None:
    text = as_stratml(*reported).replace("Period: FY2009\n", f"Period: {period}\n")
    assert f"Period: {period}" in text
    files = [path for path, _ in read_stratml(text.encode(), "report.stml").files]
    # The days beside it say which period it is.
    assert "figures/FY2009/ATF.csv" in files
    assert not [path for path in files if ".." in path or path.startswith("/")]
