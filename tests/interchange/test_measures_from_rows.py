from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from milepost.interchange.columns import HEADING_OF, find_headings, read_headings
from milepost.interchange.measures_from_rows import read_measures
from milepost.interchange.model import Imported
from milepost.interchange.periods_in_sheets import read_period
from milepost.plan.files import read_plan
from milepost.plan.places import Places
from milepost.plan.yaml_source import parse_yaml
from milepost.sources import as_text
from milepost.submissions.cells import read_cells
from tests import xlsx
from tests.cli.office import PLAN, Office
from tests.interchange.make_sample import PATH, sample

_ATF = "Bureau of Alcohol, Tobacco, Firearms and Explosives"
_LOST = "What it holds is kept in a comment above each measure."
_DECLARED = "Declared are: investigate, seize"
_KINDS = "input, output, process, outcome, efficiency, capacity, milestone"
_OBJECTIVES = """
  - {id: seize, goal: fewer-guns, title: "Seize arms, and those who carry them", source: made up}
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("plan")
    text = PLAN.replace("\nscales:", f"{_OBJECTIVES}scales:")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return read_plan([folder], folder).places


def imported(places: Places, *rows: str, name: str = "measures.csv") -> Imported:
    return read_measures("\n".join(rows).encode(), name, places)


def measure(places: Places, **cells: str) -> dict[str, Any]:
    """The one measure of a sheet with these cells, and what it takes to be one."""
    text = one_file(places, **cells)
    tree = parse_yaml(text, "").tree
    assert tree is not None
    found = tree["measure"]
    assert isinstance(found, dict)
    return found


def one_file(places: Places, **cells: str) -> str:
    result = read_measures(sheet_of(cells), "measures.csv", places)
    assert [as_text(p) for p in result.problems] == []
    ((_, text),) = result.files
    return text


def complaints(places: Places, **cells: str) -> list[str]:
    return [
        f"{p.place.cell}: {p.code}: {p.message} {p.remedy}"
        for p in read_measures(sheet_of(cells), "measures.csv", places).problems
    ]


def sheet_of(cells: Mapping[str, str]) -> bytes:
    usual = {
        "title": "Guns seized", "definition": "Guns seized.", "objective": "investigate",
        "unit": "guns", "kind": "output", "frequency": "annual", "agencies": "ATF",
    }  # fmt: skip
    named = {HEADING_OF.get(k, k.replace("_", " ")): v for k, v in (usual | dict(cells)).items()}
    quoted = [
        ",".join('"' + text.replace('"', '""') + '"' for text in row)
        for row in (named, named.values())
    ]
    return "\n".join(quoted).encode()


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("ID", "id"),
        ("Measure ID", "id"),
        ("#", "id"),
        ("MEASURE_ID", "id"),
        ("Performance Measure", "title"),
        ("Indicator", "title"),
        ("Description", "definition"),
        ("Strategic objective", "objective"),
        ("Unit of measure", "unit"),
        ("Unit (if any)", "unit"),
        ("Type", "kind"),
        ("Desired direction", "direction"),
        ("Responsible agency", "agencies"),
        ("Baseline year", "baseline_period"),
        ("Data source", "source"),
        ("Caveats", "limitations"),
    ],
)
def test_a_column_is_known_by_many_names(heading: str, key: str) -> None:
    rows = read_cells(f"{heading},Target FY2010".encode(), "m.csv").rows
    assert read_headings(rows[0]).columns[key] == 0


@pytest.mark.parametrize(
    "heading",
    ["FY2010 target", "Target FY2010", "FY10 Target", "Target (FY 2010)", "fiscal year 2010 target",
     "TARGET: FY2010", "Target for FY2010", "FY2010 Target Value"],
)  # fmt: skip
def test_a_target_has_its_year_in_the_heading(places: Places, heading: str) -> None:
    found = measure(places, **{heading: "400"})
    assert found["targets"] == [
        {"period": "FY2010", "value": "400", "source": "measures.csv, row 2"}
    ]


@pytest.mark.parametrize("heading", ["Baseline (FY2008)", "FY2008 baseline", "Baseline FY08"])
def test_a_baseline_may_have_its_year_in_the_heading(places: Places, heading: str) -> None:
    found = measure(places, **{heading: "47"})
    assert found["baseline"] == {
        "period": "FY2008", "value": "47", "source": "measures.csv, row 2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "period", "value"),
    [
        ("47 (FY2008)", "FY2008", "47"),
        ("1,767 in FY2008", "FY2008", "1,767"),
        ("at least 280 (CY 2008)", "CY2008", "at least 280"),
        ("about 7,200, 2008-09-30", "2008-09-30", "about 7,200"),
    ],
)
def test_a_baseline_may_have_its_period_in_the_cell(
    places: Places, cell: str, period: str, value: str
) -> None:
    baseline = measure(places, baseline=cell)["baseline"]
    assert (baseline["period"], baseline["value"]) == (period, value)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("FY2010", "FY2010"),
        ("FY 10", "FY2010"),
        ("fy'10", "FY2010"),
        ("Fiscal Year 2010", "FY2010"),
        ("CY2010", "CY2010"),
        ("calendar 2010", "CY2010"),
        ("Q3 FY2010", "FY2010-Q3"),
        ("FY2010 Q3", "FY2010-Q3"),
        ("FY2008 - FY2010", "FY2008..FY2010"),
        ("FY2008 to FY2010", "FY2008..FY2010"),
        ("9/30/2010", "2010-09-30"),
        ("2010-09-30", "2010-09-30"),
        ("2010-09", "2010-09"),
        ("2010", "FY2010"),
        ("2010 Q2", "FY2010-Q2"),
        ("FY1999", "FY1999"),
        ("FY99", "FY1999"),
    ],
)
def test_a_period_is_read_as_offices_write_it(written: str, period: str) -> None:
    said = read_period(written)
    assert said is not None
    assert str(said.on("fiscal")) == period


@pytest.mark.parametrize("text", ["", "soon", "13/45/2010", "FY", "FY2010-Q5", "12", "FY10..", "-"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None


def test_a_bare_year_is_counted_as_the_measure_is_and_a_person_is_asked_to_look(
    places: Places,
) -> None:
    found = measure(places, Target_2010="5", basis="Calendar year")
    assert found["targets"][0]["period"] == "CY2010"
    text = one_file(places, Target_2010="5")
    assert "period: FY2010" in text
    assert "# CHECK: the sheet says 2010, not whether it is a fiscal year.\n  targets:" in text


def test_one_column_of_targets_with_the_year_in_another(places: Places) -> None:
    found = measure(places, target="at least 9", target_period="FY2011")
    assert found["targets"][0] | {"source": ""} == {
        "period": "FY2011", "minimum": "9", "source": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "word"),
    [("Increase", "increase"), ("higher is better", "increase"), ("↑", "increase"),
     ("Lower is better", "decrease"), ("▼", "decrease"), ("within range", "stay")],
)  # fmt: skip
def test_which_way_is_better_is_said_in_many_ways(places: Places, written: str, word: str) -> None:
    assert measure(places, direction=written)["direction"] == word


def test_what_only_comes_near_a_word_is_for_a_person_to_check(places: Places) -> None:
    text = one_file(places, kind="Impact", direction="maintain")
    assert '# CHECK: the sheet says "Impact" under "Kind".\n  kind: outcome' in text
    assert '# CHECK: the sheet says "maintain" under "Direction".\n  direction: stay' in text


def test_which_way_is_better_follows_from_baseline_and_target(places: Places) -> None:
    cells = {"Baseline FY2008": "21", "Target FY2010": "10"}
    assert measure(places, **cells)["direction"] == "decrease"
    assert "CHECK" not in one_file(places, **cells).partition("quantity:")[2]


def test_a_target_without_any_hint_asks_which_way_is_better(places: Places) -> None:
    text = one_file(places, Target_FY2010="10")
    assert "# CHECK: the sheet does not say which way is better.\n  direction: increase" in text


def test_a_band_is_to_be_kept(places: Places) -> None:
    found = measure(places, Target_FY2010="25-33")
    assert found["direction"] == "stay"
    assert (found["targets"][0]["low"], found["targets"][0]["high"]) == ("25", "33")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("ATF", ["ATF"]),
        ("atf", ["ATF"]),
        ("ATF; ICE", ["ATF", "ICE"]),
        ("ATF/ICE", ["ATF", "ICE"]),
        ("ATF and ICE", ["ATF", "ICE"]),
        ("ATF\nICE", ["ATF", "ICE"]),
        (_ATF, ["ATF"]),
        (f"{_ATF}, Immigration and Customs Enforcement (ICE)", ["ATF", "ICE"]),
        ("ATF, ATF", ["ATF"]),
    ],
)
def test_agencies_are_named_by_identifier_or_name(
    places: Places, written: str, found: list[str]
) -> None:
    assert measure(places, agencies=written)["agencies"] == found


@pytest.mark.parametrize(
    "written", ["seize", "Seize arms, and those who carry them", "SEIZE", "seize: the second one"]
)
def test_an_objective_is_named_by_identifier_or_title(places: Places, written: str) -> None:
    assert measure(places, objective=written)["objective"] == "seize"


def test_figures_in_percent_make_a_ratio_in_percent(places: Places) -> None:
    found = measure(places, unit="", Target_FY2010="25%")
    assert (found["unit"], found["quantity"]) == ("percent", "ratio")
    assert found["targets"][0]["value"] == "25"


def test_a_share_that_is_shown_as_a_percentage_is_one(places: Places) -> None:
    rows: list[list[xlsx.Written]] = [
        ["Measure", "Objective", "Unit", "Agency", "FY2010 target"],
        ["Share answered", "seize", "%", "ATF", xlsx.number("0.47", style=1)],
    ]
    result = read_measures(xlsx.workbook({"Plan 2010": rows}), "in/m.xlsx", places)
    assert "value: 47\n      source: m.xlsx, sheet Plan 2010, row 2" in result.files[0][1]


def test_a_share_that_may_be_meant_as_a_fraction_is_pointed_out(places: Places) -> None:
    text = one_file(places, unit="%", Target_FY2010="0.47")
    assert "# CHECK: 0.47 is less than one percent; if a share is meant, write it as 47." in text


@pytest.mark.parametrize("text", ["TBD", "N/A", "-", "to be determined", "—", "none"])
def test_what_says_that_there_is_no_target_makes_none(places: Places, text: str) -> None:
    assert "targets" not in measure(places, Target_FY2010=text)


def test_a_title_headings_between_the_rows_and_a_note_below(places: Places) -> None:
    result = imported(
        places,
        "Measures of the office",
        "as of 30 June",
        "",
        "No.,Measure,Kind,FY2010 target,Agency",
        "Investigate those who carry them",
        "1.1,Cases initiated,Output,400,ATF",
        "1.2,Cases closed,Output,300,ATF",
        "Something else altogether",
        "Source: our own files",
    )
    assert result.problems == ()
    assert [path for path, _ in result.files] == ["1-1.yaml", "1-2.yaml"]
    assert all("objective: investigate" in text for _, text in result.files)
    assert result.not_carried == (
        'row 8 holds only "Something else altogether".',
        'row 9 holds only "Source: our own files".',
    )


def test_an_objective_that_is_written_once_is_that_of_the_rows_below(places: Places) -> None:
    result = imported(
        places,
        "Objective,Measure,Kind,FY2010 target,Agency",
        "seize,Cases initiated,Output,400,ATF",
        ",Cases closed,Output,300,ATF",
    )
    assert "# CHECK: the cell is empty; it is taken from the rows above." in result.files[1][1]
    assert "objective: seize" in result.files[1][1]


def test_a_column_nobody_knows_is_not_lost(places: Places) -> None:
    result = imported(
        places,
        "Measure,Objective,Kind,Agency,Freqency,Colour",
        "Cases,seize,Output,ATF,Quarterly,green: or 'blue'",
    )
    assert result.not_carried == (
        f'the column "Freqency" fills nothing of a measure. Did you mean "Frequency"? {_LOST}',
        f'the column "Colour" fills nothing of a measure. {_LOST}',
    )
    assert "# Freqency: Quarterly\n# Colour: green: or 'blue'\nmeasure:" in result.files[0][1]


def test_a_column_that_is_there_twice_is_read_once(places: Places) -> None:
    result = imported(
        places,
        "Measure,Objective,Kind,Agency,FY2010 target,FY10 target,Description,Definition",
        "Cases,seize,Output,ATF,1,2,one,two",
    )
    assert [sentence.partition(" fills")[0] for sentence in result.not_carried] == [
        'the column "FY10 target"', 'the column "Definition"',
    ]  # fmt: skip
    assert "# FY10 target: 2\n# Definition: two\nmeasure:" in result.files[0][1]


def test_a_cell_under_no_heading_is_not_lost(places: Places) -> None:
    rows = [
        ["Measure", "Objective", "Kind", "Agency"],
        ["Cases", "seize", "Output", "ATF", "aside"],
    ]
    result = read_measures(xlsx.workbook({"Measures": rows}), "m.xlsx", places)
    assert result.not_carried == ("of cases, what stands under no heading in E2: aside",)
    assert "# Under no heading, E2: aside" in result.files[0][1]


def test_a_lead_agency_is_only_loosely_who_reports(places: Places) -> None:
    text = imported(places, "Measure,Objective,Kind,Lead agency", "Cases,seize,Output,ICE").files[
        0
    ][1]
    assert '# CHECK: from the column "Lead agency"; see that they are who reports it.' in text
    both = imported(places, "Measure,Objective,Kind,Lead,Agency", "Cases,seize,Output,ICE,ATF")
    assert "- ATF\n" in both.files[0][1]
    assert "# Lead: ICE\n" in both.files[0][1]


@pytest.mark.parametrize(
    "text",
    ["NO", "1e5", "2009-10-01", "=1+1", "+1", "@home", "- not a list", "a: b", "# hash", "'", '"',
     "Procuraduría: «él» — naïve", "{a}", "null", "~", "\\", "| bar", "> fold", "%TAG", "&a *b",
     "!x", "x" * 300, "emoji 🚔"],
)  # fmt: skip
def test_text_stays_text(places: Places, text: str) -> None:
    found = measure(places, title=text, definition=text, method=text, Colour=text)
    assert (found["title"], found["definition"], found["method"]) == (text, text, text)


def test_limitations_stand_in_lines_or_after_bullets(places: Places) -> None:
    found = measure(
        places, limitations="• One,\ngoes on\n• Two", compensation="2. Counted again by hand"
    )
    assert found["limitations"] == [
        "One, goes on",
        {"statement": "Two", "compensated_by": "Counted again by hand"},
    ]
    assert measure(places, limitations="One\nTwo")["limitations"] == ["One", "Two"]


def test_an_identifier_is_made_from_the_title_and_differs(places: Places) -> None:
    result = imported(
        places,
        "Measure,Objective,Kind,Agency",
        "Procuraduría's cases,seize,Output,ATF",
        "Procuraduría's cases,seize,Output,ATF",
        "事件,seize,Output,ATF",
    )
    assert [path for path, _ in result.files] == [
        "procuradurias-cases.yaml",
        "procuradurias-cases-2.yaml",
        "measure-row-4.yaml",
    ]
    assert "The sheet has no ID; this one is made from the title." in result.files[0][1]


def test_all_that_is_wrong_is_said_at_its_cell(places: Places) -> None:
    assert complaints(
        places, objective="seise", kind="outptu", agencies="ATFF", Target_FY2010="four"
    ) == [
        f'C2: I304: no objective is called "seise". Did you mean "seize"? {_DECLARED}.',
        f'E2: I305: "outptu" is no kind. Did you mean "output"? Write one of: {_KINDS}.',
        'G2: I304: no agency is called "ATFF". Did you mean "ATF"? Declared are: ONDCP, ATF, ICE.',
        'H2: I303: "four" is not a number. Write 4.',
    ]


def test_what_is_wrong_alike_in_many_rows_is_said_once(places: Places) -> None:
    result = imported(
        places, "Measure,Objective,Kind,Agency", *(f"M{n},seize,Output,FBI" for n in range(9))
    )
    (problem,) = result.problems
    assert problem.place.cell == "D2"
    assert problem.remedy.endswith("The same in D3, D4, D5, D6, D7 and 3 more.")


def test_a_formula_in_a_column_that_is_read_is_pointed_out(places: Places) -> None:
    rows: list[list[xlsx.Written]] = [
        ["Measure", "Objective", "Kind", "Agency", "FY2010 target", "Change"],
        ["Cases", "seize", "Output", "ATF", xlsx.formula("E3*2"), xlsx.formula("E2-1")],
    ]
    result = read_measures(xlsx.workbook({"Measures": rows}), "m.xlsx", places)
    (problem,) = result.problems
    assert as_text(problem) == (
        "m.xlsx:Measures!E2: error I302: the cell holds a formula, =E3*2.\n"
        "    Copy the cell and paste it back as a value."
    )


def test_every_sheet_with_columns_of_measures_is_read(places: Places) -> None:
    head = ["Measure", "Objective", "Kind", "Agency"]
    result = read_measures(
        xlsx.workbook({
            "Read me": [["Please fill in"]],
            "Goal 1": [head, ["Cases", "seize", "Output", "ATF"]],
            "Goal 2": [head, ["Arrests", "seize", "Output", "ATF"]],
        }),
        "m.xlsx",
        places,
    )  # fmt: skip
    assert [path for path, _ in result.files] == ["cases.yaml", "arrests.yaml"]
    assert result.not_carried == (
        'the sheet "Read me" has no columns of measures; it was not read.',
    )


def test_a_row_above_the_names_of_the_columns_is_not_taken_for_them() -> None:
    rows = read_cells(b"Targets of the plan\nMeasure,Kind,Unit\nCases,Output,cases", "m.csv").rows
    found = find_headings(rows)
    assert found is not None
    assert found[1] == 1


def test_the_sample_is_as_its_script_makes_it() -> None:
    assert PATH.read_bytes() == sample()


def test_the_sample_comes_in_without_a_problem(office: Office) -> None:
    repository = Path(__file__).parents[2]
    text = "".join(
        (repository / "strategy" / f"{name}.yaml").read_text(encoding="utf-8")
        for name in ("strategy", "agencies", "needs", "objectives", "scale")
    )
    office.write_plan(text)
    result = office.run("import", str(PATH), "--into", str(office.root / "measures"))
    assert result.exit_code == 0, result.output
    assert "The plan has no problems." in result.output
    assert "illustrative: true" in (office.root / "measures" / "pm-1.yaml").read_text("utf-8")
    assert "FY2011: the sheet says" in "".join(
        path.read_text("utf-8") for path in (office.root / "measures").glob("*.yaml")
    )
