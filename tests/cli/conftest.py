from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.cli.office import PLAN, Office

_NUMBERS = itertools.count(1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace with a plan that is right, and nothing received yet."""
    made = Office(tmp_path)
    made.write_plan(PLAN)
    return made


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server that runs as long as the tests do."""
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    """The same workspace with its ledger on either database."""
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    if request.param == "postgresql":
        url = new_ledger(request.getfixturevalue("postgresql"))
    made = Office(tmp_path, url)
    made.write_plan(PLAN)
    return made


def new_ledger(server: str) -> str:
    """The address of an empty ledger on PostgreSQL, as it is given to ``--ledger``."""
    address = postgres.new_database(server, f"office_{next(_NUMBERS)}")
    return address.replace("postgresql://", "postgresql+psycopg://")
