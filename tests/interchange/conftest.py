from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.office import PLAN, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace with a plan that is right, and nothing received yet."""
    made = Office(tmp_path)
    made.write_plan(PLAN)
    return made
