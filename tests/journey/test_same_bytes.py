"""The same bytes of every form of every document, whatever the machine and wherever one stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from milepost.scorecard.forms import FORMS
from tests.journey.repository import EXAMPLE, Repository, copy_to

pytestmark = pytest.mark.slow

_REAL: Final = ("--as-of", "2009-06-30")
_MADE_UP: Final = ("--as-of", "2009-10-31")
_MORE: Final = (
    (".", "scorecard", "FY2008-Q4", *_REAL),
    (".", "scorecard", "FY2008", "--agency", "ICE", *_REAL),
    (EXAMPLE, "scorecard", "FY2009-Q3", *_MADE_UP),
    (EXAMPLE, "scorecard", "FY2009", "--agency", "ATF", *_MADE_UP),
    (EXAMPLE, "notice", "ATF", "FY2009", "--kind", "non-compliance", "--by", "A. Grant, Director",
     "--on", "2009-11-02", *_MADE_UP),
)  # fmt: skip
_SETTINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "a time zone a day ahead, another language": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4711",
    },
    "the C locale without UTF-8": {
        "TZ": "Etc/GMT+12",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "1",
    },
}


def _everything(repository: Repository, setting: Mapping[str, str], cwd: Path) -> dict[str, bytes]:
    """Every file of the journey and of the other documents, by its path below the reports."""
    repository.walk(cwd=cwd, environment=setting)
    for workspace, *arguments in _MORE:
        where = str(repository.root / workspace)
        done = repository.run("--workspace", where, *arguments, cwd=cwd, environment=setting)
        assert done.returncode == 0, done.stderr
    reports = repository.root / "reports"
    # A receipt names the file as it was named to the command, so it tells from where.
    drawn = [folder for folder in sorted(reports.iterdir()) if folder.name != "receipts"]
    files = [path for folder in drawn for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(reports).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file as this machine writes it."""
    repository = copy_to(tmp_path_factory.mktemp("home"))
    return _everything(repository, {}, repository.root)


def test_every_form_is_among_them(at_home: dict[str, bytes]) -> None:
    for folder in ("FY2008", "FY2008-Q4", "FY2009-illustrative", "FY2009-Q3-illustrative"):
        endings = {"html", "json", "pdf", "stratml.xml", "txt", "xlsx"}
        assert {f"{folder}/scorecard.{ending}" for ending in endings} <= at_home.keys()
        assert f"{folder}/csv/datapackage.json" in at_home
    assert len(FORMS) == 7
    assert any("restricted" in name for name in at_home)
    assert any(name.startswith("notices") for name in at_home)


@pytest.mark.parametrize("setting", _SETTINGS)
def test_they_are_the_same_elsewhere(
    tmp_path: Path, at_home: dict[str, bytes], setting: str
) -> None:
    elsewhere = tmp_path / "else" / "where"
    elsewhere.mkdir(parents=True)
    found = _everything(copy_to(tmp_path / "copy"), _SETTINGS[setting], elsewhere)
    assert found.keys() == at_home.keys()
    assert [name for name in found if found[name] != at_home[name]] == []
    assert list(elsewhere.iterdir()) == []
