"""The example's edition is drawn anew elsewhere: another folder, time zone, locale, hash seed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.journey.repository import EXAMPLE, Repository, copy_to
from tests.opened import texts_of

pytestmark = pytest.mark.slow

_ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711"}
_AT_HOME = {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
_PUBLISH = ("publish", "FY2009", "--as-of", "2009-10-31", "--on", "2009-11-02", "--as-owed")


def _edition(root: Path) -> dict[str, bytes]:
    folder = root / "reports" / "editions" / "FY2009-1-illustrative"
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The example, with its first edition."""
    repository = copy_to(tmp_path_factory.mktemp("home"))
    repository.composed(EXAMPLE)
    here = ("--workspace", EXAMPLE)
    refused = repository.run(*here, *_PUBLISH[:-1], environment=_AT_HOME)
    assert refused.returncode == 1
    assert "9 explanations are owed; nothing is published." in refused.stderr
    done = repository.run(*here, *_PUBLISH, environment=_AT_HOME)
    assert done.returncode == 0, done.stderr
    return repository


def test_it_is_verified_on_another_machine(published: Repository, tmp_path: Path) -> None:
    """What is carried over: the ledger as open files, and the edition. The plan has changed."""
    there = tmp_path / "a folder of another name"
    shutil.copytree(published.root, there)
    plan = there / EXAMPLE / "measures" / "dealer-inspections.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("1000", "1050"), encoding="utf-8")
    here = ("--workspace", str(there / EXAMPLE))
    run = Repository(there).run
    opened = run(*here, "export", "--ledger", str(tmp_path / "open"), environment=_ELSEWHERE)
    assert opened.returncode == 0, opened.stderr
    for file in (there / EXAMPLE).glob("ledger.sqlite*"):
        file.unlink()
    made = run(*here, "import", "--ledger", str(tmp_path / "open"), environment=_ELSEWHERE)
    assert made.returncode == 0, made.stderr
    done = run(
        *here, "verify", "--edition", "FY2009-1", "--format", "json",
        cwd=tmp_path, environment=_ELSEWHERE,
    )  # fmt: skip
    held = json.loads(done.stdout)
    assert (done.returncode, held["problems"], held["compared"]) == (0, [], "bytes")
    assert held["figures"] > 40


def test_it_is_published_with_the_same_bytes_elsewhere(
    published: Repository, tmp_path: Path
) -> None:
    """Published from the same ledger and plan: all is the same, its manifest included."""
    there = tmp_path / "elsewhere"
    without = shutil.ignore_patterns("reports")
    shutil.copytree(published.root, there, ignore=without)
    # A ledger of the same files, made anew.
    repository = Repository(there)
    for path in (there / EXAMPLE).glob("ledger.sqlite*"):
        path.unlink()
    repository.composed(EXAMPLE)
    done = repository.run("--workspace", EXAMPLE, *_PUBLISH, environment=_ELSEWHERE)
    assert done.returncode == 0, done.stderr
    ours, theirs = _edition(published.root), _edition(there)
    assert ours.keys() == theirs.keys()
    heads = [json.loads(e["manifest.json"])["ledger_head"] for e in (ours, theirs)]
    # The chain's own clock is in the head, and the head is printed; nothing else differs.
    for name, content in ours.items():
        if name != "manifest.json":
            mine, other = _plain(tmp_path, name, content), _plain(tmp_path, name, theirs[name])
            assert mine.replace(heads[0], heads[1]) == other, name


def _plain(folder: Path, name: str, content: bytes) -> str:
    """All that a file says, without its spaces: what is compressed is opened.

    Of paper it is what is on its pages; the names it gives itself are digests of its bytes.
    """
    path = folder / Path(name).name
    path.write_bytes(content)
    found = [(where, "".join(text.split())) for where, text in texts_of(path)]
    return "".join(text for where, text in found if path.suffix != ".pdf" or ":page" in where)
