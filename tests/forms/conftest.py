from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.forms.filling import PLAN


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace with a plan that divides a measure by 32 codes, and nothing received yet."""
    made = Office(tmp_path)
    made.write_plan(PLAN)
    return made
