"""A ledger in a real file, and one on a real PostgreSQL, let go of when a test is over."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from milepost.ledger.store import Ledger
from tests import postgres

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server that runs as long as the tests do."""
    with postgres.server() as address:
        yield address


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes the address of an empty ledger, another each time, on either database."""
    numbers = itertools.count(1)
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/ledger-{next(numbers)}.sqlite"
    server: str = request.getfixturevalue("postgresql")
    return lambda: postgres.new_database(server, f"ledger_{next(_NUMBERS)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, path: Path) -> str:
    """The address of an empty ledger, on either database."""
    if request.param == "sqlite":
        return f"sqlite:///{path}"
    server: str = request.getfixturevalue("postgresql")
    return postgres.new_database(server, f"ledger_{next(_NUMBERS)}")


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger(url)
    yield opened
    opened.close()
