from __future__ import annotations

import textwrap
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.periods import parse_period
from milepost.plan.files import PlanReading, read_plan
from milepost.sources import Problem
from tests.catalogue import BASE

ROOT = Path(__file__).parents[2]

MEASURE = """\
measure:
  id: traces
  title: Traces completed
  definition: Traces completed in the period.
  objective: investigate
  unit: traces
  kind: output
  quantity: flow
  basis: fiscal
  frequency: annual
  source: made up
  direction: increase
  agencies: [ATF]
"""

SIGNED = """\
mechanisms:
  - id: desk
    title: Gun desk
    parties: [ATF]
    status: agreed
    signed: {}
    source: made up
"""


def reading_of(tmp_path: Path, files: Mapping[str, str]) -> PlanReading:
    """The base plan with these files beside it."""
    for name, text in files.items():
        path = tmp_path / "plan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return read_plan([BASE, tmp_path / "plan"], tmp_path)


def with_targets(*targets: str) -> str:
    """The measure with these targets, each in the flow style of YAML."""
    lines = [f"    - {{{target}, source: made up}}\n" for target in targets]
    return MEASURE + "  targets:\n" + "".join(lines)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    "folders",
    [("strategy", "measures"), ("strategy", "examples/fy2009/measures")],
    ids=["the real plan", "the example"],
)
def test_the_plans_of_the_project_read_clean(folders: tuple[str, ...]) -> None:
    reading = read_plan([ROOT / folder for folder in folders], ROOT)
    assert reading.problems == ()
    assert reading.plan is not None
    assert len(reading.plan.measures) >= 10


def test_the_base_plan_of_the_catalogue_reads_clean() -> None:
    reading = read_plan([BASE], BASE)
    assert reading.problems == ()
    assert reading.agency_ids == ("ATF", "ICE")


def test_all_problems_of_all_files_come_back_together(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        {
            "a.yaml": "goals:\n  - id: two\n    titel: Two\n",
            "b.yaml": "goals: [\n",
            "c/d.yaml": "needs:\n  - id: one\n  - id: one\n",
            "e.yml": "scales: none\n",
            "f.yaml": MEASURE.replace("output", "outpt").replace("fiscal", "fiscl"),
        },
    )
    assert {(p.place.file, p.code) for p in reading.problems} == {
        ("plan/a.yaml", "P101"),
        ("plan/a.yaml", "P102"),
        ("plan/b.yaml", "P002"),
        ("plan/c/d.yaml", "P102"),
        ("plan/c/d.yaml", "P202"),
        ("plan/e.yml", "P107"),
        ("plan/f.yaml", "P103"),
    }
    assert codes(reading.problems).count("P103") == 2
    assert reading.plan is None


def test_problems_come_in_order_of_file_and_line(tmp_path: Path) -> None:
    broken = "goals:\n  - id: two words\n    title:\n    source: x\n"
    reading = reading_of(tmp_path, {"b.yaml": broken, "a.yaml": broken.replace("two words", "x y")})
    assert [(p.place.file, p.place.line) for p in reading.problems] == [
        ("plan/a.yaml", 2),
        ("plan/a.yaml", 3),
        ("plan/b.yaml", 2),
        ("plan/b.yaml", 3),
    ]


def test_a_measure_with_a_bad_number_is_still_known_to_others(tmp_path: Path) -> None:
    computed = MEASURE.replace("id: traces", "id: traces-a-case").replace("  agencies: [ATF]\n", "")
    computed += "  ratio: {numerator: traces, denominator: cases-initiated}\n"
    reading = reading_of(tmp_path, {"a.yaml": MEASURE + "  decimals: many\n", "b.yaml": computed})
    assert codes(reading.problems) == ["P104"]


@pytest.mark.parametrize(
    ("section", "entry"),
    [
        ("agencies", "{id: DEA, name: Drug Enforcement Administration}"),
        ("goals", "{id: two, title: Two}"),
        ("objectives", "{id: seize, goal: fewer-guns, title: Seize guns}"),
        ("code_lists", "{id: port, title: Ports}"),
    ],
)
def test_what_lacks_its_source_is_still_known_to_others(
    tmp_path: Path, section: str, entry: str
) -> None:
    users = {
        "agencies": "agencies:\n  - {id: ATF-X, name: X, parent: DEA, source: made up}\n",
        "goals": "objectives:\n  - {id: x, goal: two, title: X, source: made up}\n",
        "objectives": MEASURE.replace("investigate", "seize"),
        "code_lists": MEASURE + "  dimensions: [port]\n",
    }
    files = {"a.yaml": f"{section}:\n  - {entry}\n", "b.yaml": users[section]}
    assert codes(reading_of(tmp_path, files).problems) == ["P102"]


def test_a_file_that_is_not_yaml_costs_only_what_it_declares(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, {"a.yaml": "goals: [\n", "b.yaml": MEASURE})
    assert codes(reading.problems) == ["P002"]


def test_agencies_are_known_even_where_the_plan_has_errors(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, {"a.yaml": "agencies:\n  - {id: DEA}\n"})
    assert reading.plan is None
    assert reading.agency_ids == ("ATF", "DEA", "ICE")


def test_values_are_read_as_what_they_are(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        {
            "a.yaml": MEASURE
            + "  decimals: 2\n  illustrative: true\n"
            + "  baseline: {period: FY2008, value: about 7200, source: made up}\n"
            + "  targets:\n    - {period: FY2009, value: '7212.30', source: made up}\n"
        },
    )
    assert reading.problems == ()
    assert reading.plan is not None
    measure = reading.plan.measure_by_id["traces"]
    assert measure.decimals == 2
    assert measure.illustrative is True
    assert str(measure.targets[0].value) == "7212.30"
    assert measure.targets[0].period == parse_period("FY2009")
    assert measure.baseline is not None
    assert measure.interval_of(measure.baseline.value).low == 7150


def test_the_calendar_of_the_plan_is_the_one_it_declares() -> None:
    plan = read_plan([BASE], BASE).plan
    assert plan is not None
    assert plan.calendar.fiscal_year_starts == 10


def test_where_a_thing_was_written_is_kept() -> None:
    places = read_plan([BASE], BASE).places
    assert places.line("measures", "teams", "unit") == "unit: teams"
    assert places.line("measures", "teams", "agencies", 0) == "agencies: [ICE]"
    assert places.line("goals", "none-such") == ""


def test_a_plan_may_stand_in_one_file_or_in_many(tmp_path: Path) -> None:
    sections = (BASE / "plan.yaml").read_text(encoding="utf-8").split("\n\n")
    for number, section in enumerate(sections):
        (tmp_path / f"{number}.yaml").write_text(section, encoding="utf-8")
    assert read_plan([tmp_path], tmp_path).plan == read_plan([BASE], BASE).plan


def test_the_digest_changes_with_the_plan_and_with_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes((BASE / "plan.yaml").read_bytes())
    before = read_plan([tmp_path], tmp_path).digest
    assert read_plan([BASE], BASE).digest == before
    (tmp_path / "notes.txt").write_text("not a part of it", encoding="utf-8")
    assert read_plan([tmp_path], tmp_path).digest == before
    with (tmp_path / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert read_plan([tmp_path], tmp_path).digest != before


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    reading = read_plan([tmp_path / "strategy"], tmp_path)
    assert codes(reading.problems) == ["P006"]
    assert reading.problems[0].place.file == "strategy"


def test_folders_that_hold_no_plan_lack_a_strategy_and_a_calendar(tmp_path: Path) -> None:
    assert codes(read_plan([tmp_path], tmp_path).problems) == ["P203", "P203"]


def test_a_faulty_strategy_is_not_said_to_be_missing(tmp_path: Path) -> None:
    text = (
        (BASE / "plan.yaml").read_text(encoding="utf-8").replace("issued_by: ICE", "issued_by: x")
    )
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    assert codes(read_plan([tmp_path], tmp_path).problems) == ["P110"]


@pytest.mark.parametrize(
    "targets",
    [
        ("period: FY2009, value: 5", "period: FY2010, value: 6"),
        ("period: FY2009, value: 5", "period: FY2009, agency: ATF, value: 6"),
        ("each: fiscal-year, value: 5",),
        ("each: fiscal-year, from: FY2009, to: FY2010, value: 5",),
        ("value: 5",),
        (
            "each: fiscal-year, from: FY2009, to: FY2010, value: 5",
            "each: fiscal-year, from: FY2011, value: 6",
        ),
    ],
)
def test_targets_that_may_stand_together_are_no_problem(
    tmp_path: Path, targets: tuple[str, ...]
) -> None:
    assert reading_of(tmp_path, {"a.yaml": with_targets(*targets)}).problems == ()


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        (("each: fiscal-year, from: CY2008, value: 5",), "P206"),
        (("each: fiscal-year, from: FY2010, to: FY2008, value: 5",), "P212"),
        (("value: 5", "value: 6"), "P218"),
    ],
)
def test_targets_that_contradict_themselves_or_one_another_are_said(
    tmp_path: Path, targets: tuple[str, ...], code: str
) -> None:
    reading = reading_of(tmp_path, {"a.yaml": with_targets(*targets)})
    assert codes(reading.problems) == [code]


def test_a_band_is_read_with_both_its_ends(tmp_path: Path) -> None:
    text = with_targets("period: FY2009, low: 1, high: 2").replace("increase", "stay")
    reading = reading_of(tmp_path, {"a.yaml": text})
    assert reading.problems == ()
    assert reading.plan is not None
    target = reading.plan.measure_by_id["traces"].targets[0]
    assert (target.low, target.high) == (Decimal(1), Decimal(2))


@pytest.mark.parametrize("key", ["kind", "title", "agencies", "ratio", "decimals", "direction"])
def test_nothing_after_a_colon_is_said_as_such(tmp_path: Path, key: str) -> None:
    lines = [line for line in MEASURE.splitlines() if not line.startswith(f"  {key}:")]
    reading = reading_of(tmp_path, {"a.yaml": "\n".join([*lines, f"  {key}:", ""])})
    assert codes(reading.problems) == ["P106"]


@pytest.mark.parametrize("date", ["2009-13", "2009-02-30", "2009-00-10", "0000"])
def test_a_date_that_does_not_exist_is_refused(tmp_path: Path, date: str) -> None:
    reading = reading_of(tmp_path, {"a.yaml": SIGNED.format(date)})
    assert codes(reading.problems) == ["P109"]


@pytest.mark.parametrize("date", ["2009", "2009-06", "2009-06-30"])
def test_a_date_may_be_known_to_the_year_month_or_day(tmp_path: Path, date: str) -> None:
    assert reading_of(tmp_path, {"a.yaml": SIGNED.format(date)}).problems == ()


@pytest.mark.parametrize("day", ["20090630", "2009-W26-2", "2009-6-30"])
def test_a_day_is_written_in_one_way_only(tmp_path: Path, day: str) -> None:
    text = (
        "scales:\n  - {id: a, method: share-of-targeted-change, on_track: 0.9, at_risk: 0.6, "
        f"in_force_from: {day}, source: x}}\n"
    )
    assert codes(reading_of(tmp_path, {"a.yaml": text}).problems) == ["P109"]


def test_each_use_of_an_alias_is_judged_by_what_it_is_used_for(tmp_path: Path) -> None:
    text = "goals:\n  - &one {id: two, title: Two, source: x}\nneeds:\n  - *one\n"
    reading = reading_of(tmp_path, {"a.yaml": text})
    assert [p.message for p in reading.problems] == ['"evidence" is missing.']
