from __future__ import annotations

from pathlib import Path

import pytest

from tests.diff.repository import Repository, made


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a plan that is right and committed."""
    return made(tmp_path / "office")
