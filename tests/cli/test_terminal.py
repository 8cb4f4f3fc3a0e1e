"""The command as a process: locales, pipes, colours, and what it imports."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest

from milepost.cli import main
from tests.cli.office import PLAN, Office, cases
from tests.journey.repository import COMMAND, ROOT

pytestmark = pytest.mark.slow

_DRAWING = ("altair", "jinja2", "pikepdf", "typst", "vl_convert", "xlsxwriter")
_SLOW_TO_IMPORT = (*_DRAWING, "duckdb", "openpyxl", "pandas", "sqlalchemy", "sqlite3")


def _run(office: Office, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, "--workspace", str(office.root), *arguments],
        env=os.environ | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    context = click.Context(main)
    told = {name: main.get_command(context, name) for name in main.list_commands(context)}
    printed = " ".join(main.get_help(context).split())
    for name, command in told.items():
        assert command is not None
        assert f" {name} {command.get_short_help_str(200)}" in printed


def test_help_imports_no_command() -> None:
    code = (
        "import sys\n"
        "from milepost.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "sys.exit('pydantic' in sys.modules or 'milepost.workspace' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("arguments", [["--help"], ["check"], ["check", "--format", "json"]])
def test_help_and_check_import_nothing_that_is_slow(office: Office, arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from milepost.cli import main\n"
        f"main({['--workspace', str(office.root), *arguments]!r}, standalone_mode=False)\n"
        f"found = sorted(set({_SLOW_TO_IMPORT!r}) & set(sys.modules))\n"
        "sys.exit(', '.join(found) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("arguments", [["check"], ["status", "FY2009"]])
def test_a_plan_without_extracts_waits_for_nothing_of_them(
    office: Office, arguments: list[str]
) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    code = (
        "import sys\n"
        "from milepost.cli import main\n"
        f"main({['--workspace', str(office.root), *arguments]!r}, standalone_mode=False)\n"
        "found = {'lark', 'narwhals', 'duckdb', 'milepost.plan.conditions'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(found)) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)


def test_a_check_builds_only_the_words_that_a_plan_uses(office: Office) -> None:
    code = (
        "import sys\n"
        "from milepost.cli import main\n"
        f"main({['--workspace', str(office.root), 'check']!r}, standalone_mode=False)\n"
        "from milepost.plan import model\n"
        "built = [w.__name__ for w in (model.Measure, model.Extract, model.Plan)\n"
        "    if w.__pydantic_complete__]\n"
        "sys.exit(' '.join(built) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr.split() == ["Measure"]


def test_a_status_draws_nothing(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    arguments = ["--workspace", str(office.root), "status", "FY2009", "--as-of", "2009-10-31"]
    code = (
        "import sys\n"
        "from milepost.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"found = sorted({{*{_DRAWING!r}, 'openpyxl', 'pandas'}} & set(sys.modules))\n"
        "sys.exit(', '.join(found) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert "ATF" in done.stdout


def test_a_csv_is_submitted_without_spreadsheets_and_charts(office: Office) -> None:
    path = office.put("FY2009/ATF.csv", cases("ATF", "90"))
    code = (
        "import sys\n"
        "from milepost.cli import main\n"
        f"main({['--workspace', str(office.root), 'submit', path]!r}, standalone_mode=False)\n"
        "found = {'altair', 'openpyxl', 'pandas', 'jinja2', 'vl_convert'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(found)) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)


def test_imports_run_one_way_as_the_contract_says() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


_LOCALES = (
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"},
)


@pytest.mark.parametrize("environment", _LOCALES)
def test_names_that_are_not_ascii_are_printed_and_written_in_any_locale(
    office: Office, environment: dict[str, str]
) -> None:
    office.write_plan(PLAN.replace("A small strategy", "Estrategia de México, señales → 目標"))
    checked = _run(office, "check", **environment)
    assert checked.returncode == 0, checked.stderr
    assert b"Traceback" not in checked.stderr
    submitted = _run(
        office, "submit", "--received-on", "2009-10-15",
        office.put("FY2009/ATF.csv", cases("ATF", "90", "Según la señora Muñoz.")),
        **environment,
    )  # fmt: skip
    assert submitted.returncode == 0, submitted.stderr
    for arguments in (
        ("scorecard", "FY2009", "--as-of", "2009-10-31"),
        ("evaluate", "FY2009", "--as-of", "2009-10-31"),
        ("evaluate", "FY2009", "--format", "json"),
        ("explain", "cases-initiated", "FY2009"),
    ):
        done = _run(office, *arguments, **environment)
        assert done.returncode == 0, done.stderr
        assert done.stderr == b""
    for ending in ("html", "json", "txt"):
        written = (office.report / f"scorecard.{ending}").read_bytes().decode("utf-8")
        assert "Estrategia de México, señales → 目標" in written
        assert "Según la señora Muñoz." in " ".join(written.split())


def test_a_file_whose_name_is_not_ascii_is_recorded_in_any_locale(office: Office) -> None:
    path = office.put("FY2009/ATF Muñoz.csv", cases("ATF", "90"))
    for environment in _LOCALES:
        done = _run(office, "submit", path, **environment)
        assert b"Traceback" not in done.stderr
        assert done.returncode == 0
    # The same file under the same name, whatever the locale of the one who hands it in.
    assert office.statuses() == [("FY2009/ATF Muñoz.csv", "accepted", 1, 0)]


def test_a_file_whose_name_is_not_utf_8_is_recorded_all_the_same(office: Office) -> None:
    path = Path(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    named = os.fsencode(path.parent) + b"/ATF-Mu\xf1oz.csv"
    Path(os.fsdecode(named)).write_bytes(path.read_bytes())
    done = subprocess.run(
        [os.fsencode(COMMAND), b"--workspace", os.fsencode(office.root), b"submit", named],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    assert b"Receipt 1: " in done.stdout
    assert [status for _, status, _, _ in office.statuses()] == ["accepted"]
    assert office.scorecard().exit_code == 0


def test_utf_8_output_carries_names_as_they_are(office: Office) -> None:
    office.write_plan(PLAN.replace("A small strategy", "Estrategia de México → 目標"))
    done = _run(office, "check", PYTHONIOENCODING="utf-8")
    assert done.stdout.decode("utf-8").startswith("Estrategia de México → 目標. Objectives: 1")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}])
def test_a_pipe_gets_no_colours(office: Office, environment: dict[str, str]) -> None:
    office.write_plan(PLAN.replace("unit: cases", "unit: cases\n    colour: red"))
    done = _run(office, "check", **environment)
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "command", ["check", "evaluate FY2009", "explain cases-initiated FY2009", "scorecard FY2009"]
)
def test_output_that_is_closed_early_gives_no_traceback(office: Office, command: str) -> None:
    for reader in ("head -1", "true"):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"{COMMAND}" --workspace "{office.root}" {command} | {reader}'],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert b"Exception ignored" not in done.stderr
        assert done.returncode == 0


def test_a_long_output_that_is_closed_early_gives_no_traceback(office: Office) -> None:
    faulty = "".join(f"    colour{n}: red\n" for n in range(3000))
    office.write_plan(PLAN.replace("    unit: cases\n", f"    unit: cases\n{faulty}"))
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{COMMAND}" --workspace "{office.root}" check | head -1'],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


def test_the_command_works_from_any_folder(office: Office, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    done = subprocess.run(
        [COMMAND, "--workspace", "..", "check"],
        cwd=tmp_path / "elsewhere",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert office.root == tmp_path


def test_problems_are_folded_on_a_terminal_and_whole_in_a_pipe(office: Office) -> None:
    path = office.put("FY2009/ATF.csv", cases("ATF", "many"))
    whole = f'{path}:2, cell D2: error S104: "many" is not a number.'
    assert whole in _run(office, "submit", path).stdout.decode()
    shown = _on_a_terminal(office, ["submit", os.path.relpath(path, office.root)], 80)
    assert "in/FY2009/ATF.csv:2, cell D2: error S104" in shown
    assert max(map(len, shown.splitlines())) <= 80  # columns of a terminal


def test_problems_of_the_plan_are_folded_at_the_terminal_s_own_width(office: Office) -> None:
    office.write_plan(PLAN.replace("agencies: [ATF, ICE]", "agencies: [ATF, IRS]"))
    shown = _on_a_terminal(office, ["check"], 60)
    problem = shown[: shown.index("The plan has")]
    assert "error P201" in problem
    assert max(map(len, problem.splitlines())) <= 60  # columns of this terminal


def _on_a_terminal(office: Office, arguments: list[str], columns: int) -> str:
    """What a command shows on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, *arguments],
        cwd=office.root,
        env=os.environ | {"COLUMNS": str(columns)},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    # A terminal whose other end is closed tells so by an error.
    with contextlib.suppress(OSError):
        while part := os.read(ours, 65_536):
            shown += part
    os.close(ours)
    process.wait(timeout=60)
    return shown.decode()
