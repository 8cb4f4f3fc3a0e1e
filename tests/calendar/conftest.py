from __future__ import annotations

from pathlib import Path

import pytest

from tests.calendar.plans import PLAN
from tests.cli.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace with duties, undertakings, a mechanism and a waiver."""
    made = Office(tmp_path)
    made.write_plan(PLAN)
    return made
