from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from milepost.workspace import Workspace
from tests.journey.repository import EXAMPLE, HANDED_IN, Repository, copy_to


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A copy of the repository in which the files of the example are recorded. To be read only."""
    repository = copy_to(tmp_path_factory.mktemp("notebook"))
    with Workspace(repository.root / EXAMPLE) as workspace:
        for day, pattern in HANDED_IN[EXAMPLE]:
            paths = [str(repository.root / path) for path in repository.files(pattern)]
            for _ in workspace.submit(paths, dt.date.fromisoformat(day)):
                pass
    return repository


@pytest.fixture
def copied(example: Repository, tmp_path: Path) -> Path:
    """The example in a folder of the test's own, with its ledger."""
    shutil.copytree(example.root, tmp_path, dirs_exist_ok=True)
    return tmp_path / EXAMPLE
