from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from milepost.plan.revisions import NotFoundError, meant_by
from milepost.plan.yaml_source import MOST_BYTES
from tests.cli.office import PLAN
from tests.diff.repository import Repository, made

_LOWERED = "1 change can move a rating, and no reason is given; 1 target was lowered."


def test_a_revision_is_compared_with_the_workspace_as_it_is_now(repository: Repository) -> None:
    repository.replace("value: 100", "value: 80")
    assert _LOWERED in repository.run("diff", "HEAD").stdout
    repository.commit()
    assert "Nothing changed." in repository.run("diff", "HEAD").stdout
    assert _LOWERED in repository.run("diff", "HEAD~1").stdout
    assert _LOWERED in repository.run("diff", "HEAD~1", "HEAD").stdout


def test_without_a_name_it_is_the_last_commit(repository: Repository) -> None:
    repository.replace("value: 100", "value: 80")
    commit = repository.git("rev-parse", "HEAD")[:9]
    result = repository.run("diff", "--as-of", "2009-10-31")
    assert f"From revision HEAD ({commit} of 2009-06-30) to the workspace as it is" in result.stdout


def test_what_was_not_committed_is_no_part_of_a_revision(repository: Repository) -> None:
    (repository.workspace / "measures/more.yaml").write_text(
        "goals:\n  - {id: more, title: More, source: made up}\n", encoding="utf-8"
    )
    result = repository.run("diff", "HEAD")
    assert "1 change; none can move a rating." in result.stdout
    assert "* goal more: added" in result.stdout


@pytest.mark.parametrize(
    "name",
    [
        "--upload-pack=touch ran",
        "--output=ran",
        "-h",
        "HEAD~1000",
        "HEAD^{tree}",
        "HEAD:strategy/plan.yaml",
        "no\nsuch",
        "no/such",
        "@{-1}",
        "$(touch ran)",
        "; touch ran",
        "été",
        "x" * 5000,
    ],
)
def test_a_name_that_means_nothing_is_a_problem_and_never_an_option(
    repository: Repository, name: str
) -> None:
    result = repository.run("diff", "--", name)
    assert result.exit_code == 1, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert ": error P26" in result.stderr
    assert not list(repository.root.rglob("ran"))


def test_a_name_that_is_nearly_right_is_met_with_the_right_one(repository: Repository) -> None:
    result = repository.run("diff", "mian")
    assert 'no folder, date or git revision is called "mian". Did you mean "main"?' in result.stderr


def test_a_repository_without_revisions_says_so(tmp_path: Path) -> None:
    empty = Repository(tmp_path)
    empty.git("init", "--quiet")
    empty.write(PLAN)
    result = empty.run("diff")
    assert result.exit_code == 1
    assert 'nothing is called "HEAD": the repository has no revisions yet.' in result.stderr


def test_a_copy_that_was_cut_short_says_how_to_get_the_rest(
    repository: Repository, tmp_path: Path
) -> None:
    repository.replace("value: 100", "value: 80")
    repository.commit()
    address = repository.root.as_uri()
    repository.git("clone", "--quiet", "--depth=1", address, str(tmp_path / "short"))
    short = Repository(tmp_path / "short")
    (short.workspace / "measures").mkdir()
    result = short.run("diff", "HEAD~1")
    assert result.exit_code == 1
    assert "holds only its newest revisions." in result.stderr
    assert "git fetch --unshallow" in result.stderr


def test_outside_any_repository_it_says_what_else_can_be_compared(tmp_path: Path) -> None:
    nowhere = Repository(tmp_path)
    nowhere.write(PLAN)
    result = nowhere.run("diff", "main")
    assert result.exit_code == 1
    assert "error P262" in result.stderr
    assert "the workspace lies in no git repository." in result.stderr
    assert "date: or git:" in result.stderr


def test_without_git_it_says_so(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = repository.run("diff", "main")
    assert result.exit_code == 1
    assert "git is not installed." in result.stderr


def test_called_from_a_hook_it_still_looks_at_its_own_repository(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.replace("value: 100", "value: 80")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert _LOWERED in repository.run("diff").stdout


def test_a_workspace_below_its_repository_may_have_a_plan_beside_it(tmp_path: Path) -> None:
    repository = made(tmp_path, "offices/border")
    shared = tmp_path / "shared"
    shared.mkdir()
    (repository.plan).rename(shared / "plan.yaml")
    settings = repository.workspace / "milepost.yaml"
    settings.write_text("workspace:\n  plan: [../../shared, measures]\n", encoding="utf-8")
    repository.commit()
    text = (shared / "plan.yaml").read_text(encoding="utf-8")
    (shared / "plan.yaml").write_text(text.replace("value: 100", "value: 80"), encoding="utf-8")
    result = repository.run("diff")
    assert _LOWERED in result.stdout, result.output
    assert "-> HEAD:../../shared/plan.yaml:38:33" in result.stdout
    assert "-> ../../shared/plan.yaml:38:33" in result.stdout


def test_the_folder_may_have_had_another_name(tmp_path: Path) -> None:
    repository = made(tmp_path, "old")
    (tmp_path / "old").rename(tmp_path / "new")
    renamed = Repository(tmp_path, "new")
    renamed.replace("value: 100", "value: 80")
    renamed.commit()
    result = renamed.run("diff", "HEAD~1")
    assert result.exit_code == 1
    assert 'error P263: that revision has no folder "new".' in result.stderr
    assert _LOWERED in renamed.run("diff", "HEAD~1:old").stdout
    assert _LOWERED in renamed.run("diff", "git:HEAD~1:old/").stdout
    assert repository.git("status", "--porcelain") == ""


def test_a_plan_outside_its_repository_has_no_revisions(tmp_path: Path) -> None:
    repository = made(tmp_path / "inside")
    outside = tmp_path / "outside"
    outside.mkdir()
    repository.plan.rename(outside / "plan.yaml")
    settings = repository.workspace / "milepost.yaml"
    settings.write_text("workspace:\n  plan: [../outside]\n", encoding="utf-8")
    repository.commit()
    result = repository.run("diff")
    assert result.exit_code == 1
    assert "HEAD:../outside: error P263: this folder lies outside the repository" in result.stderr


def test_a_plan_that_was_broken_then_shows_its_problems_where_they_were(
    repository: Repository,
) -> None:
    repository.replace("unit: cases", "unit: cases\n    colour: red")
    repository.commit()
    repository.replace("\n    colour: red", "")
    result = repository.run("diff", "HEAD")
    assert result.exit_code == 1
    assert 'HEAD:strategy/plan.yaml:30:5: error P101: "colour" is not a key' in result.stderr
    assert result.stderr.splitlines()[-1] == "A plan that has errors cannot be compared."
    assert result.stdout == ""


def test_a_link_is_followed_within_the_revision(repository: Repository) -> None:
    shelf = repository.root / "shelf"
    shelf.mkdir()
    repository.plan.rename(shelf / "plan.yaml")
    repository.plan.symlink_to("../shelf/plan.yaml")
    repository.commit()
    # What the link leads to today is no part of the revision.
    text = (shelf / "plan.yaml").read_text(encoding="utf-8")
    (shelf / "plan.yaml").write_text(text.replace("value: 100", "value: 80"), encoding="utf-8")
    assert _LOWERED in repository.run("diff").stdout


def test_a_linked_folder_is_followed_and_read_once(repository: Repository) -> None:
    (repository.root / "strategy").rename(repository.root / "shelf")
    (repository.root / "strategy").symlink_to("shelf")
    (repository.root / "shelf/again").symlink_to("../shelf")
    (repository.root / "shelf/round").symlink_to("round")
    repository.commit()
    result = repository.run("diff")
    assert "Nothing changed." in result.stdout, result.output


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../etc/hostname"])
def test_a_link_out_of_the_repository_is_not_followed(repository: Repository, target: str) -> None:
    link = repository.root / "measures/out.yaml"
    link.symlink_to(target)
    repository.commit()
    link.unlink()
    result = repository.run("diff")
    assert result.exit_code == 1
    assert "HEAD:measures/out.yaml: error P263: this link leads out of the repo" in result.stderr


def test_a_submodule_is_not_compared_and_that_is_said(
    repository: Repository, tmp_path: Path
) -> None:
    other = made(tmp_path / "other")
    repository.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "--quiet",
        str(other.root), "measures/other",
    )  # fmt: skip
    repository.commit()
    result = repository.run("diff")
    assert result.exit_code == 1
    assert "HEAD:measures/other: error P263: this is a submodule" in result.stderr


def test_names_in_any_script_are_read(repository: Repository) -> None:
    folder = repository.root / "measures/Größe ñ 目標"
    folder.mkdir()
    (folder / "a b.YAML").write_text(
        "goals:\n  - {id: more, title: More, source: made up}\n", encoding="utf-8"
    )
    repository.commit()
    assert "Nothing changed." in repository.run("diff").stdout
    (folder / "a b.YAML").unlink()
    assert "-> HEAD:measures/Größe ñ 目標/a b.YAML:2:5" in repository.run("diff").stdout


def test_a_file_too_large_to_be_a_plan_is_a_problem_and_not_read(repository: Repository) -> None:
    large = repository.root / "measures/large.yaml"
    large.write_text("#" * (MOST_BYTES + 1), encoding="utf-8")
    repository.commit()
    large.unlink()
    result = repository.run("diff")
    assert result.exit_code == 1
    assert "HEAD:measures/large.yaml: error P003" in result.stderr


def test_settings_that_were_broken_then_are_a_problem(repository: Repository) -> None:
    settings = repository.workspace / "milepost.yaml"
    settings.write_text("workspace:\n  plans: [strategy]\n", encoding="utf-8")
    repository.commit()
    settings.unlink()
    result = repository.run("diff")
    assert result.exit_code == 1
    assert "HEAD:milepost.yaml:2:3: error P101" in result.stderr


def test_nothing_is_left_behind_and_nothing_is_changed(repository: Repository) -> None:
    repository.replace("value: 100", "value: 80")
    before = {p: p.read_bytes() for p in repository.root.rglob("*") if p.is_file()}
    repository.run("diff")
    assert {p: p.read_bytes() for p in repository.root.rglob("*") if p.is_file()} == before


def test_what_a_repository_configures_is_not_run(repository: Repository) -> None:
    for key in ("core.fsmonitor", "core.pager", "gpg.program", "diff.external", "core.sshCommand"):
        repository.git("config", key, f"touch {repository.root / 'ran'}")
    repository.git("config", "log.showSignature", "true")
    repository.replace("value: 100", "value: 80")
    assert _LOWERED in repository.run("diff").stdout
    assert not (repository.root / "ran").exists()


def test_an_existing_folder_wins_then_a_date_then_a_revision(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("tag", "2009-06-30")
    monkeypatch.chdir(repository.root)
    assert meant_by("2009-06-30").kind == "date"
    assert meant_by("2009-06-30").day == dt.date(2009, 6, 30)
    (repository.root / "2009-06-30").mkdir()
    assert meant_by("2009-06-30").kind == "folder"
    assert meant_by("date:2009-06-30").kind == "date"
    assert meant_by("git:2009-06-30").kind == "revision"
    assert meant_by("main").kind == "revision"
    assert meant_by("strategy").kind == "folder"
    assert meant_by("dir:strategy").text == "strategy"


@pytest.mark.parametrize(
    "name", ["", "git:", "date:", "dir:", "date:soon", "2009-02-30", "dir:nowhere", "a\0b"]
)
def test_what_cannot_be_meant_is_a_problem(name: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        meant_by(name)
    assert raised.value.problem.code == "P261"


def test_a_folder_of_another_workspace_is_compared(tmp_path: Path) -> None:
    old, new = Repository(tmp_path, "old"), Repository(tmp_path, "new")
    old.write(PLAN)
    new.write(PLAN.replace("value: 100", "value: 80"))
    result = new.run("diff", str(old.workspace))
    assert _LOWERED in result.stdout
    assert f"-> {old.workspace}/strategy/plan.yaml:38:33" in result.stdout
    assert _LOWERED in new.run("diff", f"dir:{old.workspace}{os.sep}", str(new.workspace)).stdout
