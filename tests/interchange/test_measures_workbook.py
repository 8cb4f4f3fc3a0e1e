from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.interchange.measures_from_rows import read_measures
from milepost.interchange.measures_workbook import LONGEST, as_workbook
from milepost.plan.files import PlanReading, read_plan
from milepost.plan.model import Measure, Plan
from milepost.plan.yaml_source import parse_yaml
from milepost.sources import as_text
from milepost.workspace import Workspace
from tests.cli.office import PLAN, Office

_REPOSITORY: Final = Path(__file__).parents[2]
_DAY: Final = dt.date(2009, 6, 30)
_CSV: Final = b"Measure,Objective,Kind,Agency\nGuns seized,investigate,output,ATF\n"


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> PlanReading:
    """A plan with objectives and agencies, and no measures."""
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.yaml").write_text(PLAN.partition("measures:")[0], encoding="utf-8")
    return read_plan([folder], folder)


def plan_of(reading: PlanReading, *measures: Measure) -> Plan:
    assert reading.plan is not None
    return reading.plan.model_copy(update={"measures": measures})


def sheet_of(content: bytes, name: str = "Measures") -> Any:  # noqa: ANN401  # openpyxl's own
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def row_of(content: bytes, row: int = 2) -> dict[str, Any]:
    """The cells of a row that hold something, by the name of their column."""
    sheet = sheet_of(content)
    cells = zip(sheet[1], sheet[row], strict=True)
    return {head.value: cell for head, cell in cells if cell.value is not None}


def small(**more: Any) -> Measure:  # noqa: ANN401  # a tree as a file holds it
    tree = {
        "id": "guns-seized", "title": "Guns seized", "definition": "Guns seized.",
        "objective": "investigate", "unit": "guns", "kind": "output", "quantity": "flow",
        "basis": "fiscal", "frequency": "annual", "agencies": ["ATF"], "source": "made up",
    }  # fmt: skip
    return Measure.model_validate(tree | more)


def read_back(content: bytes, reading: PlanReading) -> tuple[Measure, ...]:
    imported = read_measures(content, "measures.xlsx", reading.places)
    assert [as_text(p) for p in imported.problems] == []
    assert imported.not_carried == ()
    found = []
    for _, text in imported.files:
        tree = parse_yaml(text, "").tree
        assert tree is not None
        found.append(Measure.model_validate(tree["measure"]))
    return tuple(found)


@pytest.mark.parametrize("workspace", [".", "examples/fy2009"])
def test_the_measures_come_back_as_they_were(tmp_path: Path, workspace: str) -> None:
    original = Workspace(_REPOSITORY / workspace, plan_as_of=_DAY)
    shutil.copytree(_REPOSITORY / "strategy", tmp_path / "strategy")
    # The code list by which measures are divided is none of them.
    shutil.copy(_REPOSITORY / workspace / "measures/corroborations.yaml", tmp_path / "strategy")
    (tmp_path / "measures").mkdir()
    (tmp_path / "review.xlsx").write_bytes(original.export("xlsx"))
    result = Office(tmp_path).run(
        "import", str(tmp_path / "review.xlsx"), "--into", str(tmp_path / "measures")
    )
    assert result.exit_code == 0, result.output
    lost = [line for line in result.output.splitlines() if line.startswith("not carried")]
    # What stands under "Rules" is what changes in time; the value of the day is carried.
    assert all(", rules: targets 1 value changes: " in line for line in lost)
    plan, again = original.plan.plan, Workspace(tmp_path).plan.plan
    assert plan is not None
    assert again is not None
    after, before = ({m.id: _in_any_order(m) for m in p.measures} for p in (again, plan))
    assert after == before


def test_the_same_plan_gives_the_same_bytes() -> None:
    contents = {Workspace(_REPOSITORY, plan_as_of=_DAY).export("xlsx") for _ in range(2)}
    (content,) = contents
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in packed.read("docProps/core.xml").partition(b">")[2]


def test_it_has_a_head_that_stays_and_a_filter(reading: PlanReading) -> None:
    content = as_workbook(plan_of(reading, small()), reading.places)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [
        "About", "Measures", "Agencies and objectives",
    ]  # fmt: skip
    sheet = sheet_of(content)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet["B2"].alignment.wrap_text


def test_targets_are_numbers_in_a_column_for_each_period(reading: PlanReading) -> None:
    measure = small(
        unit="USD",
        decimals="2",
        direction="decrease",
        baseline={"period": "FY2008", "value": "1,767", "source": "page 1"},
        targets=[
            {"period": "FY2010", "value": "350.5", "source": "page 2", "illustrative": "true"},
            {"period": "FY2009", "value": "400", "source": "page 2", "interim": "true"},
            {"each": "fiscal-year", "from": "FY2011", "maximum": "300", "source": "page 3"},
            {"period": "FY2010", "agency": "ATF", "value": "100", "source": "page 4"},
        ],
    )
    row = row_of(as_workbook(plan_of(reading, measure), reading.places))
    heads = [name for name in row if name.startswith("Target FY")]
    assert heads == ["Target FY2009", "Target FY2010"]
    assert row["Target FY2009"].value == 400
    assert row["Target FY2009"].number_format == '"$"#,##0.00'
    assert row["Target FY2010"].value == 350.5
    assert row["Target FY2010"].number_format == '"$"#,##0.00" illustrative"'
    assert row["Baseline"].value == "1,767"  # as it was stated
    assert row["Other targets"].value == (
        "each fiscal year FY2011..: at most 300\nFY2010 (ATF): 100"
    )
    assert row["Target marks"].value == "FY2009: interim"
    assert row["Illustrative"].value == "FY2010"
    assert row["Illustrative"].fill.fgColor.rgb == "00FFF3C4"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "#DIV/0!", "=HYPERLINK(1)", "1"])
def test_nothing_that_was_typed_becomes_a_formula_or_a_number(
    reading: PlanReading, text: str
) -> None:
    content = as_workbook(plan_of(reading, small(title=text, source=text)), reading.places)
    row = row_of(content)
    assert (row["Measure"].data_type, row["Measure"].value) == ("s", text)
    assert row["Measure"].quotePrefix == text.startswith(("=", "+", "-", "@"))
    assert read_back(content, reading) == (small(title=text, source=text),)


def test_what_was_made_up_is_counted_on_the_first_sheet(reading: PlanReading) -> None:
    plan = plan_of(reading, small(illustrative="true"), small(id="other"))
    about = sheet_of(as_workbook(plan, reading.places), "About")
    words = {row[0].value: row[1].value for row in about.iter_rows()}
    assert words["ILLUSTRATIVE"].startswith("1 of the measures hold")
    plain = sheet_of(as_workbook(plan_of(reading, small()), reading.places), "About")
    assert "ILLUSTRATIVE" not in {row[0].value for row in plain.iter_rows()}


def test_what_was_made_up_is_marked_where_it_stands(reading: PlanReading) -> None:
    made_up = {"source": "made up", "illustrative": "true"}
    measure = small(
        direction="increase",
        baseline={"period": "FY2008", "value": "at least 7"} | made_up,
        targets=[
            {"period": "FY2010", "value": "9", "source": "page 2"},
            {"period": "FY2010", "agency": "ATF", "value": "9"} | made_up,
        ],
    )
    row = row_of(as_workbook(plan_of(reading, measure), reading.places))
    marked = {name for name, cell in row.items() if cell.fill.fill_type}
    assert marked == {"Baseline", "Other targets", "Illustrative"}
    assert row["Illustrative"].value == "baseline; FY2010 (ATF)"


def test_an_illustrative_workspace_says_so_of_all(reading: PlanReading) -> None:
    content = as_workbook(plan_of(reading, small()), reading.places, illustrative=True)
    words = {row[0].value: row[1].value for row in sheet_of(content, "About").iter_rows()}
    assert words["ILLUSTRATIVE"].startswith("Everything here was made up")


def test_a_plan_without_measures_is_a_sheet_with_a_head(reading: PlanReading) -> None:
    content = as_workbook(plan_of(reading), reading.places)
    assert sheet_of(content).max_row == 1
    (problem,) = read_measures(content, "m.xlsx", reading.places).problems
    assert problem.code == "I301"


def test_a_text_that_no_cell_takes_is_cut_and_says_so(reading: PlanReading) -> None:
    measure = small(definition="long " * 8_000)
    row = row_of(as_workbook(plan_of(reading, measure), reading.places))
    text = row["Definition"].value
    assert len(text) == LONGEST
    assert text.endswith(" [cut: the whole is at measures]")


def test_what_is_cut_does_not_come_back(reading: PlanReading) -> None:
    content = as_workbook(plan_of(reading, small(definition="long " * 8_000)), reading.places)
    (problem,) = read_measures(content, "m.xlsx", reading.places).problems
    assert as_text(problem) == (
        "m.xlsx:Measures!C2: error I302: the cell holds only a part of its text.\n"
        "    Copy the whole from the place named at its end."
    )


def test_many_periods_do_not_make_a_sheet_nobody_can_read(reading: PlanReading) -> None:
    targets = [
        {"period": f"FY{year}", "minimum": str(year), "source": "made up"}
        for year in range(1900, 2000)
    ]
    measure = small(targets=targets)
    content = as_workbook(plan_of(reading, measure), reading.places)
    assert sheet_of(content).max_column < 100
    (again,) = read_back(content, reading)
    assert sorted(map(str, again.targets)) == sorted(map(str, measure.targets))


def test_a_value_that_changes_is_told_in_words_and_not_taken_back(office: Office) -> None:
    dated = """{dated: [{value: 100, source: plan}, {from: 2009-03-01, value: 80,
      reason: Fewer agents., approved_by: Director, source: memo}]}"""
    office.write_plan(PLAN.replace("value: 100", f"value: {dated}"))
    for day, value in (("2009-01-01", 100), ("2009-06-30", 80)):
        path = office.root / f"{day}.xlsx"
        result = office.run("export", "-o", str(path), "--plan-as-of", day)
        assert result.exit_code == 0, result.output
        row = row_of(path.read_bytes())
        assert row["Target FY2009"].value == value
    assert row["Rules (read only)"].value == (
        "targets 1 value changes: at first 100; from 2009-03-01 80, because Fewer agents."
    )
    office.write_plan(PLAN.partition("measures:")[0])
    result = office.run("import", str(path), "--into", str(office.root / "measures"))
    assert result.exit_code == 0, result.output
    assert "not carried: of cases-initiated, rules: targets 1 value changes: at f" in result.output


def test_a_broken_plan_is_not_exported(office: Office) -> None:
    office.write_plan(PLAN.replace("kind: output", "kind: outptu"))
    result = office.run("export", "-o", str(office.root / "m.xlsx"))
    assert result.exit_code == 1
    assert "The plan has 1 error; nothing is published." in result.output
    assert not (office.root / "m.xlsx").exists()


def test_nothing_is_written_over_unasked(office: Office) -> None:
    source = office.root / "m.xlsx"
    assert office.run("export", "-o", str(source)).exit_code == 0
    office.write_plan(PLAN.partition("measures:")[0])
    folder = str(office.root / "measures")
    assert office.run("import", str(source), "--into", folder).exit_code == 0
    path = office.root / "measures" / "cases-initiated.yaml"
    path.write_text(path.read_text("utf-8") + "# edited by hand\n", "utf-8")
    again = office.run("import", str(source), "--into", folder)
    assert again.exit_code == 1
    assert "measures/cases-initiated.yaml: error I309: this file is there already" in again.output
    assert "The file has 1 error; nothing was written." in again.output
    assert path.read_text("utf-8").endswith("# edited by hand\n")
    assert office.run("import", str(source), "--into", folder, "--replace").exit_code == 0
    assert "edited by hand" not in path.read_text("utf-8")


def test_a_dry_run_prints_and_writes_nothing(office: Office) -> None:
    source = office.put(
        "m.csv", b"Measure,Objective,Kind,Agency\nGuns seized,investigate,output,ATF"
    )
    result = office.run("import", source, "--dry-run")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("--- guns-seized.yaml\n# Guns seized: one measure of the plan")
    assert list((office.root / "measures").iterdir()) == []


def test_schemas_that_are_there_are_named_to_the_editor(office: Office) -> None:
    assert office.run("schema").exit_code == 0
    source = office.put(
        "m.csv", b"Measure,Objective,Kind,Agency\nGuns seized,investigate,output,ATF"
    )
    assert office.run("import", source).exit_code == 0
    text = (office.root / "measures" / "guns-seized.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../.milepost/plan.schema.json\n")


@pytest.mark.parametrize("name", ["none.xlsx", ".", "broken.xlsx", "old.xls", "empty.csv"])
def test_what_cannot_be_read_is_a_problem(office: Office, name: str) -> None:
    office.put("broken.xlsx", b"PK\x03\x04 cut short")
    office.put("old.xls", b"\xd0\xcf\x11\xe0")
    office.put("empty.csv", b"")
    result = office.run("import", str(office.root / "in" / name))
    assert result.exit_code == 1
    assert "error S00" in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


# Hypothesis -----------------------------------------------------------------------------------

_TEXT: Final = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff"))
    | st.sampled_from(
        ["NO", "1e5", "=1", "a | b", "\\|", "illustrative", "FY2009: x", "- a", "1. b", "• c",
         "n/a", "2009-10-01", "x: y # z", "none", "event: x"]
    )
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
_IDS: Final = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
_NUMBERS: Final = st.decimals(-(10**9), 10**9, places=2).map(lambda n: f"{n:f}") | st.integers(
    0, 10**6
).map(str)
_YES: Final = st.sampled_from(["true", "false"])
_PERIODS: Final = st.sampled_from(
    ["FY2009", "FY2010", "CY2010", "FY2010-Q3", "2010-09-30", "2010-05", "FY2004..FY2008"]
)


def _keys(needed: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=optional)


_WHEN: Final[st.SearchStrategy[dict[str, Any]]] = (
    _keys({"period": _PERIODS}, {})
    | _keys(
        {"each": st.sampled_from(["fiscal-year", "calendar-year"])},
        {"from": st.just("FY2009"), "to": st.just("FY2012")},
    )
    | st.just({})
)
_HOW_MUCH: Final = st.one_of(
    _keys({"value": _NUMBERS}, {}),
    _keys({"minimum": _NUMBERS}, {}),
    _keys({"maximum": _NUMBERS}, {}),
    st.just({"low": "5", "high": "7.50"}),
    _keys({"milestone": _TEXT}, {}),
)
_TARGETS: Final = st.lists(
    st.builds(
        lambda when, much, more: when | much | more,
        _WHEN,
        _HOW_MUCH,
        _keys(
            {"source": _TEXT},
            {
                "agency": st.just("ATF"), "rationale": _TEXT, "interim": _YES,
                "illustrative": _YES, "stated_percentage": _NUMBERS,
            },
        ),
    ),
    max_size=4,
    unique_by=lambda t: tuple(t.get(k) for k in ("period", "each", "from", "to", "agency")),
)  # fmt: skip
_LIMITATIONS: Final = st.lists(
    _TEXT | _keys({"statement": _TEXT}, {"compensated_by": _TEXT}), max_size=3
)
_MEASURES: Final = _keys(
    {
        "id": _IDS, "title": _TEXT, "definition": _TEXT, "objective": st.just("investigate"),
        "unit": st.sampled_from(["cases", "percent", "USD", "ATF agents"]),
        "kind": st.sampled_from(["input", "output", "efficiency", "milestone"]),
        "direction": st.sampled_from(["increase", "decrease", "stay"]),
        "quantity": st.sampled_from(["flow", "stock", "average", "ratio", "event", "cohort"]),
        "basis": st.sampled_from(["fiscal", "calendar", "date"]),
        "frequency": st.sampled_from(["annual", "quarterly", "monthly", "on-date"]),
        "agencies": st.sampled_from([["ATF"], ["ICE", "ATF"]]),
        "combine": _keys(
            {
                "agencies": st.sampled_from(["separate", "sum"]),
                "periods": st.sampled_from(["sum", "last", "none"]),
            },
            {},
        ),
        "source": _TEXT,
    },
    {
        "reporting_lag": st.just("45 days"),
        "ratio": _keys({"numerator": _IDS, "denominator": _IDS}, {"mixed_bases": _TEXT}),
        "formula": st.just("a + b - c"),
        "dimensions": st.just(["state", "drug"]),
        "decimals": st.sampled_from("0123456"),
        "about_within": _NUMBERS,
        "plausible": _keys({"source": _TEXT}, {"low": _NUMBERS, "high": _NUMBERS}),
        "baseline": _keys(
            {
                "period": _PERIODS,
                "value": _NUMBERS
                | st.sampled_from(["1,767", "at least 280", "25-33", "007", "-0"]),
                "source": _TEXT,
            },
            {"illustrative": _YES},
        ),
        "targets": _TARGETS,
        "path": st.sampled_from(["linear", "step", "seasonal"]),
        "profile": st.just(["10", "20.5", "30", "39.5"]),
        "method": _TEXT,
        "verification": _TEXT,
        "required_accuracy": _TEXT,
        "limitations": _LIMITATIONS,
        "reliability": st.lists(
            _keys(
                {
                    "level": st.just("undetermined"), "purpose": _TEXT, "by": _TEXT,
                    "on": st.just("2009-06"), "source": _TEXT,
                },
                {"illustrative": _YES},
            ),
            max_size=2,
        ),
        "overlaps": st.lists(
            _keys(
                {
                    "between": st.just(["ATF", "ICE"]), "measure": _IDS, "note": _TEXT,
                    "source": _TEXT,
                },
                {},
            ),
            max_size=2,
        ),
        "series_breaks": st.lists(
            _keys({"period": _PERIODS, "reason": _TEXT, "source": _TEXT}, {"illustrative": _YES}),
            max_size=2,
        ),
        "roles": st.lists(
            _keys(
                {"agency": st.just("ATF"), "role": st.just("lead"), "source": _TEXT},
                {"authority": _TEXT, "illustrative": _YES},
            ),
            max_size=2,
        ),
        "sensitivity": st.sampled_from(["public", "law-enforcement-sensitive"]),
        "critical": _YES,
        "weight": _NUMBERS,
        "illustrative": _YES,
    },
)  # fmt: skip


class _Silent:
    """A plan's reading, which would fill pages wherever an example is printed."""

    def __init__(self, reading: PlanReading) -> None:
        self.reading = reading


@pytest.fixture(scope="module")
def silent(reading: PlanReading) -> _Silent:
    return _Silent(reading)


@settings(max_examples=40)
@given(trees=st.lists(_MEASURES, min_size=1, max_size=3, unique_by=lambda tree: tree["id"]))
def test_whatever_a_measure_says_comes_back(silent: _Silent, trees: list[dict[str, Any]]) -> None:
    reading = silent.reading
    measures = tuple(Measure.model_validate(tree) for tree in trees)
    again = read_back(as_workbook(plan_of(reading, *measures), reading.places), reading)
    for before, after in zip(measures, again, strict=True):
        assert _in_any_order(after) == _in_any_order(before)


def _in_any_order(measure: Measure) -> dict[str, Any]:
    """A measure whose targets are in an order of their own: columns are put in order of time."""
    tree = measure.model_dump()
    return tree | {"targets": sorted(map(str, tree["targets"]))}
