from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, sync_playwright

from milepost.scorecard.card import Scorecard
from tests.journey.repository import EXAMPLE, Done, Repository, copy_to


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey that was made once, with what was said on the way. To be read only."""

    repository: Repository
    done: tuple[Done, ...]
    reports: dict[str, bytes]


@pytest.fixture(scope="session")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """The whole journey, made once through the command line."""
    repository = copy_to(tmp_path_factory.mktemp("journey"))
    done = repository.walk()
    return Journey(repository, done, repository.reports())


@pytest.fixture(scope="session")
def composed_in(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The copy in which the scorecards are composed within this process."""
    return copy_to(tmp_path_factory.mktemp("composed"))


@pytest.fixture(scope="session")
def fy2008(composed_in: Repository) -> Scorecard:
    """The real scorecard, as a value."""
    return composed_in.composed(".")


@pytest.fixture(scope="session")
def fy2009(composed_in: Repository) -> Scorecard:
    """The illustrative scorecard, as a value."""
    return composed_in.composed(EXAMPLE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; no other browser will do."""
    path = shutil.which("chromium")
    assert path, "The tests need chromium: make test installs it."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()
