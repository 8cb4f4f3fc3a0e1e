from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.journey.conftest import Journey
from tests.journey.repository import (
    DRAWN,
    EXAMPLE,
    FAULTY,
    FORMS,
    HANDED_IN,
    REPORTS,
    ROOT,
    Repository,
    copy_to,
)
from tests.opened import texts_of

pytestmark = pytest.mark.slow

_GOLDENS = Path(__file__).parent / "goldens"
_TABLES = ("files", "submissions", "readings", "observations", "rejections", "chain")


def _rows(repository: Repository, workspace: str) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(repository.root / workspace / "ledger.sqlite") as connection:
        found = {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
            for table in _TABLES
        }
    connection.close()
    return found


def test_the_makefile_makes_the_same_journey() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for workspace, handed_in in HANDED_IN.items():
        command = "$(EXAMPLE)" if workspace == EXAMPLE else "$(MILEPOST)"
        period, as_of = DRAWN[workspace]
        assert f"\t{command} check\n" in makefile
        assert f"\t{command} scorecard {period} --as-of {as_of}\n" in makefile
        for day, pattern in handed_in:
            assert f"\t{command} submit --received-on {day} {pattern}" in makefile
    files = re.compile(r"\t\$.* submit (?!--extract )")  # rows have a walk of their own
    submits = [line for line in makefile.splitlines() if files.match(line)]
    assert len(submits) == sum(len(handed_in) for handed_in in HANDED_IN.values())


def test_every_step_of_the_journey_ends_well_but_the_one_with_a_faulty_cell(
    journey: Journey,
) -> None:
    faulty = set(journey.repository.files(FAULTY))
    for done in journey.done:
        expected = 1 if faulty <= set(done.args) else 0
        assert done.returncode == expected, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr


def test_the_faulty_cell_is_named_with_its_place_and_its_remedy(journey: Journey) -> None:
    (faulty,) = [done for done in journey.done if done.returncode]
    path = "examples/fy2009/submissions/FY2009-Q3/ATF.csv"
    assert f'{path}:3, cell D3: error S104: "four" is not a number.' in faulty.stdout
    assert "Write 4." in faulty.stdout


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", ["scorecard.json", "scorecard.txt"])
def test_a_report_is_as_it_was_reviewed(journey: Journey, name: str, form: str) -> None:
    golden = _GOLDENS / name / form
    text = journey.reports[f"{name}/{form}"].decode()
    if os.environ.get("MILEPOST_UPDATE") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_bytes().decode()


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_shows_every_row_and_figure_of_the_json(journey: Journey, name: str) -> None:
    page = journey.reports[f"{name}/scorecard.html"].decode()
    card = json.loads(journey.reports[f"{name}/scorecard.json"])
    shown = [
        *(row["id"] for section in card["sections"] for row in section["rows"]),
        *(figure["id"] for section in card["sections"] for figure in section["figures"]),
        *(figure["id"] for figure in card["context"] + card["standards"]),
    ]
    assert len(shown) > 30
    for identifier in shown:
        assert page.count(f'<tr id="{identifier}">') == 1, identifier


def test_a_second_journey_records_nothing_twice_and_writes_the_same_bytes(
    tmp_path: Path, journey: Journey
) -> None:
    repository = copy_to(tmp_path)
    repository.walk()
    before = {name: _rows(repository, name) for name in HANDED_IN}
    again = repository.walk()
    assert {name: _rows(repository, name) for name in HANDED_IN} == before
    receipts = [done.stdout for done in again if "submit" in done.args]
    for printed in receipts:
        assert printed.count("already received; nothing was recorded twice") == printed.count(
            "Receipt "
        )
    assert repository.reports() == journey.reports


_SETTINGS: Mapping[str, Mapping[str, str]] = {
    "a time zone a day ahead and random hashes": {
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "random",
    },
    "the C locale": {"LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711"},
    "the C locale without UTF-8": {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Etc/GMT+12",
    },
}


@pytest.mark.parametrize("setting", _SETTINGS)
def test_the_same_bytes_come_out_under_any_setting_of_the_machine(
    tmp_path: Path, journey: Journey, setting: str
) -> None:
    repository = copy_to(tmp_path)
    repository.walk(environment=_SETTINGS[setting])
    assert repository.reports() == journey.reports


def test_the_same_bytes_come_out_from_another_working_directory(
    tmp_path: Path, journey: Journey
) -> None:
    repository = copy_to(tmp_path / "copy")
    elsewhere = tmp_path / "else" / "where"
    elsewhere.mkdir(parents=True)
    repository.walk(cwd=elsewhere)
    assert repository.reports() == journey.reports
    assert list(elsewhere.iterdir()) == []


def test_a_journey_writes_nothing_but_ledgers_and_reports(journey: Journey) -> None:
    root = journey.repository.root
    kept = {"strategy", "measures", "examples", "reports", "ledger.sqlite"}
    found = {p.name for p in root.iterdir() if not p.name.startswith("ledger.sqlite-")}
    assert found == kept
    assert {p.name for p in (root / "reports").iterdir()} == {
        *REPORTS,
        "FY2009-restricted-illustrative",  # the annex lies apart
        "receipts",
    }
    quarters = {f"FY2009-Q{n}-illustrative" for n in (1, 2, 3, 4)}
    assert {p.name for p in (root / "reports/receipts").iterdir()} == {"FY2008", *quarters}
    made_up = (root / "reports/receipts/FY2009-Q1-illustrative/ATF-1.txt").read_text("utf-8")
    assert made_up.startswith("ILLUSTRATIVE")
    for name in REPORTS:
        written = {p.name for p in (root / "reports" / name).iterdir()}
        assert written == {form.split("/")[0] for form in FORMS}


def test_no_report_names_a_path_of_the_machine(journey: Journey) -> None:
    for name in journey.reports:
        path = journey.repository.root / "reports" / name
        text = "\n".join(text for _, text in texts_of(path))
        assert str(journey.repository.root) not in text, name
        assert str(ROOT) not in text, name
        # Svg and html have slashes of their own; a path of a machine begins at a root or a drive.
        found = re.findall(r"(?<![\w./<:])/(?:home|root|tmp|usr|var|work|Users|private)\b", text)
        assert found == [], name
        assert not re.search(r"\b[A-Z]:\\", text), name


def test_no_report_says_when_or_where_it_was_drawn(journey: Journey) -> None:
    for name in journey.reports:
        path = journey.repository.root / "reports" / name
        text = "\n".join(text for _, text in texts_of(path))
        # The metadata of paper want a time of day; it is midnight of the day of the scorecard.
        assert {*re.findall(r"\b\d\d:\d\d:\d\d\b", text)} <= {"00:00:00"}, name
        years = {int(year) for year in re.findall(r"\b(20\d\d)-\d\d-\d\d\b", text)}
        assert years <= {*range(2003, 2011)}, name


def test_a_scorecard_as_of_an_earlier_day_leaves_out_what_came_later(
    tmp_path: Path, journey: Journey
) -> None:
    repository = copy_to(tmp_path)
    repository.walk()
    drawing = ("--workspace", EXAMPLE, "scorecard", "FY2009", "--as-of")
    assert repository.run(*drawing, "2009-07-16").returncode == 0
    early = json.loads(repository.report("FY2009-illustrative", "scorecard.json"))
    names = [f["name"] for agency in early["reporting"] for f in agency["files"]]
    assert "FY2009-Q3/ATF.csv" in names
    assert "FY2009-Q3/ATF-revised.csv" not in names
    assert not any(name.startswith("FY2009-Q4/") for name in names)
    assert repository.run(*drawing, "2009-10-31").returncode == 0
    assert repository.reports() == journey.reports
