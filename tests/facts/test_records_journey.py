"""The whole way with records: submitted, drawn, published, verified, revised; with a cache or not.

What was reduced before may be deleted, cut or altered at any time: no byte that is drawn changes.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from milepost.cli import main
from milepost.facts.engines.duck import DuckDB
from milepost.facts.readable import RowsGoneError
from milepost.periods import parse_period
from milepost.scorecard import forms
from milepost.workspace import Workspace
from tests.facts.records import AS_OF, copied, revised, sent

pytestmark = pytest.mark.slow

_Q2: Final = parse_period("FY2009-Q2")
_DRAWN: Final = ("json", "csv", "html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with all deliveries of two quarters and a revision."""
    root = copied(tmp_path_factory.mktemp("journey"))
    with Workspace(root) as made:
        sent(made, quarters=2)
        revised(made)
    return root


@pytest.fixture
def root(folder: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    shutil.copytree(folder.parent, tmp_path / "copy")
    return tmp_path / "copy" / folder.name


def _drawn(root: Path) -> dict[str, bytes]:
    with Workspace(root) as workspace:
        card = workspace.compose(_Q2, AS_OF)
        plan = workspace.plan_shown(AS_OF)
        found: dict[str, bytes] = {}
        for _, files in forms.drawn(card, plan, _DRAWN):
            found |= files
        return found


def _entries(root: Path) -> list[Path]:
    return sorted((root / "extracts" / "reduced").rglob("*.json"))


def _nothing(_: Path) -> None:
    pass


def _deleted(root: Path) -> None:
    shutil.rmtree(root / "extracts" / "reduced", ignore_errors=True)


def _half_deleted(root: Path) -> None:
    for path in _entries(root)[::2]:
        path.unlink()


def _cut(root: Path) -> None:
    for path in _entries(root):
        path.write_bytes(path.read_bytes()[:-9])


def _poisoned(root: Path) -> None:
    """Every number is raised, and every entry says what another one said."""
    paths = _entries(root)
    texts = [path.read_bytes().replace(b'"whole":"1', b'"whole":"9') for path in paths]
    for path, other in zip(paths, texts[1:] + texts[:1], strict=True):
        path.write_bytes(other)


def _in_the_way(root: Path) -> None:
    _deleted(root)
    (root / "extracts" / "reduced").write_text("no folder", encoding="utf-8")


@pytest.fixture(scope="module")
def cold(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is drawn where nothing was ever reduced."""
    root = tmp_path_factory.mktemp("cold") / "copy"
    shutil.copytree(folder.parent, root)
    shutil.rmtree(root / folder.name / "extracts" / "reduced", ignore_errors=True)
    return _drawn(root / folder.name)


@pytest.mark.parametrize("spoil", [_nothing, _deleted, _half_deleted, _cut, _poisoned, _in_the_way])
def test_what_was_reduced_before_changes_no_byte(
    root: Path, cold: dict[str, bytes], spoil: Callable[[Path], None]
) -> None:
    assert _drawn(root) == cold
    assert _entries(root)
    spoil(root)
    assert _drawn(root) == cold


def test_a_new_quarter_asks_the_engine_for_what_it_touches_and_nothing_else(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    asked: list[int] = []
    rows, collected = DuckDB.rows, DuckDB.collected

    def noted(self: DuckDB, paths: Sequence[Path]) -> Any:  # noqa: ANN401  # a frame, as it is
        read.extend(path.stem for path in paths)
        return rows(self, paths)

    def counted(self: DuckDB, frame: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401  # likewise
        asked.append(1)
        return collected(self, frame)

    monkeypatch.setattr(DuckDB, "rows", noted)
    monkeypatch.setattr(DuckDB, "collected", counted)
    with Workspace(root) as workspace:
        workspace.record(AS_OF)
        assert asked
    asked.clear()
    with Workspace(root) as workspace:
        workspace.record(AS_OF)
        assert asked == []
        read.clear()
        path = root / "deliveries/FY2009-Q3/SYNTHETIC-seizures.csv"
        list(workspace.submit_extract("seizures", [str(path)], dt.date(2009, 7, 20)))
        workspace.record(AS_OF)
        own = {
            d.stored.digest
            for d in workspace.deliveries()
            if d.extract == "seizures" and d.stored is not None
        }
    # Which keys it shares with earlier deliveries, then a pass for each ground: all seizures
    # together, by port, and the different ports of quarters and of years.
    assert 1 <= len(asked) <= 6
    assert set(read) <= own


def _run(root: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["--workspace", str(root), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_an_edition_is_drawn_again_from_the_ledger_and_the_rows(root: Path) -> None:
    with Workspace(root) as workspace:
        publication, _ = workspace.publish(
            _Q2, dt.date(2009, 5, 10), dt.date(2009, 5, 11), as_owed=True
        )
        verified = workspace.verify_edition(publication.edition)
        assert verified.problems == ()
        # Rows that are gone are made anew from what was sent.
        shutil.rmtree(root / "extracts" / "rows")
        shutil.rmtree(root / "extracts" / "reduced", ignore_errors=True)
    with Workspace(root) as workspace:
        assert workspace.verify_edition(publication.edition).problems == ()
        # Where that is gone too, it is said.
        shutil.rmtree(root / "extracts")
    with Workspace(root) as workspace, pytest.raises(RowsGoneError, match="Put the folder back"):
        workspace.verify_edition(publication.edition)


def test_a_command_says_in_a_sentence_that_rows_are_gone(root: Path) -> None:
    shutil.rmtree(root / "extracts")
    result = CliRunner().invoke(
        main, ["--workspace", str(root), "scorecard", "FY2009-Q2", "--as-of", "2009-11-01"]
    )
    assert result.exit_code == 1
    assert "Put the folder back" in result.output
    assert "Traceback" not in result.output


def test_the_whole_way_by_command(tmp_path: Path) -> None:
    root = copied(tmp_path)
    for extract in ("traces", "seizures", "cases-atf", "cases-ice"):
        path = root / "deliveries/FY2009-Q1" / f"SYNTHETIC-{extract}.csv"
        _run(root, "submit", "--extract", extract, "--received-on", "2009-01-20", str(path))
    told = _run(root, "status", "FY2009-Q2", "--as-of", "2009-06-10")
    assert "Delivery of traces (FY2009-Q2)" in " ".join(told.split())
    assert "87.0%" in _run(root, "evaluate", "FY2009-Q1", "--as-of", "2009-02-01")
    _run(root, "scorecard", "FY2009-Q1", "--as-of", "2009-02-01", "--form", "txt")
    explained = _run(root, "explain", "of-us-origin", "FY2009-Q1", "--as-of", "2009-02-01")
    assert "yes 261, no 0, unknown 39" in " ".join(explained.split())
    path = root / "deliveries/FY2009-Q2/SYNTHETIC-traces.csv"
    _run(root, "submit", "--extract", "traces", "--received-on", "2009-04-20", str(path))
    path = root / "deliveries/FY2009-Q2/SYNTHETIC-traces-revised.csv"
    again = ["submit", "--extract", "traces", "--received-on", "2009-05-20", str(path)]
    assert CliRunner().invoke(main, ["--workspace", str(root), *again]).exit_code == 1
    restated = _run(root, "restated", "2009-05-01", "2009-06-01")
    assert "long-guns, ATF, FY2009-Q2: changed" in restated
