from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.plan import schema
from milepost.plan.starter import LONGEST_TITLE, lay_out, starter_files
from milepost.workspace import Workspace
from tests.editor.native import complaints, load, plan_validator, settings_validator


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _new(folder: Path, *arguments: str) -> Path:
    done = _run("new", str(folder), *arguments)
    assert done.exit_code == 0, done.output
    return folder


def test_a_new_workspace_has_no_problem_and_says_where_to_begin(tmp_path: Path) -> None:
    done = _run("new", str(tmp_path / "office"))
    assert done.exit_code == 0
    assert done.stdout == (
        f"A workspace is in {tmp_path}/office. Everything in it is made up: change it step by "
        f"step.\nBegin with {tmp_path}/office/README.md, or with: milepost --workspace "
        f"{tmp_path}/office check\n"
    )
    checked = _run("--workspace", str(tmp_path / "office"), "check")
    assert checked.exit_code == 0
    assert checked.stdout == (
        "A sample strategy. Objectives: 1; measures: 2; agencies: 3.\nThe plan has no problems.\n"
    )


def test_a_new_workspace_holds_what_a_plan_is_made_of(tmp_path: Path) -> None:
    made = _new(tmp_path / "office")
    files = {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()}
    assert files == {
        ".gitignore",
        ".milepost/milepost.schema.json",
        ".milepost/plan.schema.json",
        "README.md",
        "measures/fatal-crashes.yaml",
        "measures/roadside-checks.yaml",
        "measures/submissions/FY2026-Q1/POLICE.csv",
        "measures/submissions/FY2026-Q1/TRANSPORT.csv",
        "milepost.yaml",
        "strategy/agencies.yaml",
        "strategy/mechanisms.yaml",
        "strategy/objectives.yaml",
        "strategy/scale.yaml",
        "strategy/strategy.yaml",
    }
    assert len((made / "README.md").read_text(encoding="utf-8").splitlines()) <= 14


def test_the_sample_can_be_sent_in_judged_published_and_walked_back(tmp_path: Path) -> None:
    made = _new(tmp_path / "office")
    here = ("--workspace", str(made))
    sent = sorted(str(p) for p in (made / "measures/submissions/FY2026-Q1").iterdir())
    submitted = _run(*here, "submit", "--received-on", "2026-01-15", *sent)
    assert submitted.exit_code == 0, submitted.output
    assert "2 rows accepted" in submitted.stdout
    judged = _run(*here, "evaluate", "FY2026-Q1", "--as-of", "2026-01-31")
    assert judged.exit_code == 0
    assert "*** ILLUSTRATIVE: every figure in this document is made up. ***" in judged.stdout
    assert "1 target was due: 1 met, 0 not met" in judged.stdout
    assert " 100,000 or" in judged.stdout
    later = _run(*here, "evaluate", "FY2026-Q1", "--as-of", "2026-02-01")
    assert " 90,000 or" in later.stdout
    assert " 100,000 or" not in later.stdout
    published = _run(*here, "scorecard", "FY2026-Q1", "--as-of", "2026-01-31")
    assert published.exit_code == 0
    assert (made / "reports/FY2026-Q1-illustrative/scorecard.html").exists()
    back = _run(*here, "explain", "roadside-checks", "FY2026-Q1", "--as-of", "2026-01-31")
    assert "FY2026-Q1/TRANSPORT.csv:2, cell D2" in back.stdout


def test_whatever_may_be_marked_as_made_up_is(tmp_path: Path) -> None:
    workspace = Workspace(_new(tmp_path / "office"))
    assert workspace.settings.illustrative
    plan = workspace.plan.plan
    assert plan is not None
    for section in (
        "needs",
        "goals",
        "objectives",
        "actions",
        "resources",
        "mechanisms",
        "measures",
    ):
        assert all(item.illustrative for item in getattr(plan, section)), section
    assert all(target.illustrative for m in plan.measures for target in m.targets)


def test_every_file_teaches_and_leads_an_editor_to_its_schema(tmp_path: Path) -> None:
    made = _new(tmp_path / "office")
    for path in made.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        is_plan = path.parent != made
        kept = made / ".milepost" / (schema.PLAN if is_plan else schema.SETTINGS)
        assert text.startswith(f"{schema.editor_line(path, kept)}\n# ")
        validator = plan_validator() if is_plan else settings_validator()
        assert complaints(validator, load(text)) == []
        assert max(len(line) for line in text.splitlines()) <= 100


@pytest.mark.parametrize(
    "title",
    [
        'A: "b" # c',
        "- [x]: {y}",
        "Yes",
        "null",
        "2030",
        "It's 100 % & more | > @ `x` \\n",
        "Estrategia de México → 目標 🚦",
        "*alias &anchor !tag %d",
        "  spaces   within  ",
        "{{title}}",
        "<script>alert(1)</script>",
        "x" * LONGEST_TITLE,
    ],
)
def test_a_title_may_be_any_text(title: str, tmp_path: Path) -> None:
    made = _new(tmp_path / "office", "--title", title)
    plan = Workspace(made).plan.plan
    assert plan is not None
    assert plan.strategy.title == " ".join(title.split())
    seen = load((made / "strategy/strategy.yaml").read_text(encoding="utf-8"))
    assert seen["strategy"]["title"] == plan.strategy.title
    heading = (made / "README.md").read_text(encoding="utf-8").partition("\n")[0]
    assert "<script>" not in heading.replace("\\<", "")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("", "the title is empty."),
        (" \n ", "the title is empty."),
        ("bell \a", "the title holds a character that cannot be printed."),
        ("line\u2028end\u0085 \ufeff", "the title holds a character that cannot be printed."),
        ("\udcff", "the title holds a character that cannot be printed."),
        ("x" * (LONGEST_TITLE + 1), "the title is longer than 300 characters."),
    ],
)
def test_a_title_that_is_no_title_is_wrong_usage(title: str, said: str, tmp_path: Path) -> None:
    done = _run("new", str(tmp_path / "office"), "--title", title)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "office").exists()


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Call ATF on Monday.", encoding="utf-8")
    done = _run("new", str(tmp_path))
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"{tmp_path}: error P250: the folder is not empty: notes.txt.\n"
        "    Name a folder that is not there yet, or an empty one; nothing was written.\n"
        "No workspace was made.\n"
    )
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_second_workspace_is_not_made_over_the_first(tmp_path: Path) -> None:
    made = _new(tmp_path / "office")
    (made / "milepost.yaml").write_text("workspace: {}\n", encoding="utf-8")
    assert _run("new", str(made)).exit_code == 1
    assert (made / "milepost.yaml").read_text(encoding="utf-8") == "workspace: {}\n"


def test_an_empty_folder_and_one_under_version_control_are_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "begun/.git").mkdir(parents=True)
    _new(tmp_path / "empty")
    _new(tmp_path / "begun")
    (tmp_path / "link").symlink_to(tmp_path / "away", target_is_directory=True)
    (tmp_path / "away").mkdir()
    _new(tmp_path / "link")
    assert (tmp_path / "away/milepost.yaml").exists()


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    assert (_new(tmp_path / "a/b c/ñ") / "milepost.yaml").exists()


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "loose").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for name in ("file", "file/below", "loose", "round", "x" * 300):
        done = _run("new", str(tmp_path / name))
        assert done.exit_code == 1, name
        assert "error P251: the workspace cannot be written there: " in done.stderr


def test_a_name_with_a_hole_in_it_is_no_traceback(tmp_path: Path) -> None:
    done = _run("new", f"{tmp_path}/a\0b")
    assert done.exit_code in {1, 2}
    assert isinstance(done.exception, SystemExit)


def test_a_folder_without_permission_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An administrator may write everywhere, so the disk's refusal is brought about here.
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    done = _run("new", str(tmp_path / "office"))
    assert done.exit_code == 1
    assert "permission denied" in done.stderr


def test_what_comes_in_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.plan.starter._content", lambda _: [])
    (tmp_path / "milepost.yaml").write_text("mine", encoding="utf-8")
    written, problem = lay_out(tmp_path, "office")
    assert problem is not None
    assert problem.code == "P251"
    assert "file exists" in problem.message
    assert (tmp_path / "milepost.yaml").read_text(encoding="utf-8") == "mine"
    assert all(path.name != "milepost.yaml" for path in written)


def test_the_sample_is_the_same_every_time() -> None:
    assert starter_files() == starter_files()
    assert not any(text.endswith("\n\n") or "\r" in text for text in starter_files().values())
