from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from milepost.cli import main

_DOCUMENTS = Path(__file__).parent / "stratml"


def run(root: Path, *words: str) -> Result:
    (root / "strategy").mkdir(exist_ok=True)
    (root / "measures").mkdir(exist_ok=True)
    return CliRunner().invoke(main, ["--workspace", str(root), *words])


def test_a_document_becomes_a_plan_and_the_plan_a_document_and_a_plan_again(tmp_path: Path) -> None:
    first, second, out = tmp_path / "first", tmp_path / "second", str(tmp_path / "plan.stml")
    first.mkdir()
    second.mkdir()
    brought_in = run(first, "import", str(_DOCUMENTS / "iso-2014.xml"))
    assert brought_in.exit_code == 0, brought_in.output
    assert (
        "not carried: Submitter Ana Example ana@example.org (line 44): a plan does not name "
        in (brought_in.output)
    )
    assert brought_in.output.endswith("The plan has no problems.\n")
    assert run(first, "export", "--format", "stratml-plan", "-o", out).exit_code == 0
    assert run(second, "import", out).exit_code == 0
    again = str(tmp_path / "again.stml")
    assert run(second, "export", "--format", "stratml-plan", "-o", again).exit_code == 0
    assert Path(again).read_bytes() == Path(out).read_bytes()


def test_the_same_document_again_replaces_its_files_and_keeps_its_identifiers(
    tmp_path: Path,
) -> None:
    document = str(_DOCUMENTS / "iso-2014.xml")
    run(tmp_path, "import", document)
    before = {p.name: p.read_bytes() for p in (tmp_path / "strategy").iterdir()}
    assert run(tmp_path, "import", document).exit_code == 1
    assert run(tmp_path, "import", "--replace", document).exit_code == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "strategy").iterdir()} == before


def test_a_document_that_is_refused_writes_nothing(tmp_path: Path) -> None:
    refused = run(tmp_path, "import", str(_DOCUMENTS / "I325-billion-laughs.xml"))
    assert refused.exit_code == 1
    assert "error I325: the file declares entities of its own" in refused.output
    assert list((tmp_path / "strategy").iterdir()) == []


def _kept(root: Path) -> list[str]:
    found = (path for path in root.rglob("*") if path.is_file() and path.name == ".gitkeep")
    return [path.relative_to(root).as_posix() for path in found]


def test_in_an_empty_folder_it_makes_what_the_plan_lacks(tmp_path: Path) -> None:
    """A folder of the plan with nothing in it: without one the plan would have an error."""
    document = str(_DOCUMENTS / "iso-2014.xml")
    brought_in = CliRunner().invoke(main, ["--workspace", str(tmp_path), "import", document])
    assert brought_in.exit_code == 0, brought_in.output
    assert f"wrote {tmp_path / 'measures/.gitkeep'}\n" in brought_in.output
    assert brought_in.output.endswith("The plan has no problems.\n")
    assert _kept(tmp_path) == ["measures/.gitkeep"]


def test_a_dry_run_in_an_empty_folder_makes_nothing(tmp_path: Path) -> None:
    document = str(_DOCUMENTS / "iso-2014.xml")
    words = ["--workspace", str(tmp_path), "import", "--dry-run", document]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_a_written_plan_lacks_is_named_and_not_made(tmp_path: Path) -> None:
    """Where there is a plan already, a folder that is not there is a slip in a name."""
    agency = "agencies:\n  - {id: ATF, name: ATF, source: made up}\n"
    (tmp_path / "strategy").mkdir()
    (tmp_path / "strategy/more.yaml").write_text(agency, encoding="utf-8")
    document = str(_DOCUMENTS / "iso-2014.xml")
    brought_in = CliRunner().invoke(main, ["--workspace", str(tmp_path), "import", document])
    assert brought_in.exit_code == 1
    assert "measures: error P006: there is no such folder." in brought_in.output
    assert not (tmp_path / "measures").exists()
