"""A process that is killed while it publishes leaves a whole edition or none."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.cli.editions import folder, hand_in, publish, verify
from tests.cli.office import Office

pytestmark = pytest.mark.slow

_ROOT: Final = Path(__file__).parents[2]
# Publishes, and dies at a moment that is named.
_DYING: Final = """
import os, signal, sys
from pathlib import Path
from milepost.ledger.store import Ledger
from milepost.scorecard import editions, forms

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

moment = sys.argv[2]
if moment == "while drawing":
    forms.every_form = die
if moment == "while writing":
    written = editions.os.fsync
    left = [3]
    def fsync(number):
        written(number)
        left[0] -= 1
        if not left[0]:
            die()
    editions.os.fsync = fsync
if moment == "before the entry":
    Ledger.publish = die
if moment == "within the entry":
    added = Ledger._add
    def add(self, *rest):
        added(self, *rest)
        die()
    Ledger._add = add
if moment == "after the entry":
    editions.Editions.put_in_place = die
if moment == "before the name":
    Path.rename = die
from milepost.cli import main
main(["--workspace", sys.argv[1], "publish", "FY2009", "--as-of", "2009-10-31"])
"""


def _killed(office: Office, moment: str) -> None:
    """Publish in a process that is killed at a moment."""
    done = subprocess.run(
        [sys.executable, "-c", _DYING, str(office.root), moment],
        cwd=_ROOT, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr


def _begun(office: Office) -> list[str]:
    """Everything that lies beside the editions."""
    return [p.name for p in folder(office).parent.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize(
    "moment", ["while drawing", "while writing", "before the entry", "within the entry"]
)
def test_before_the_entry_nothing_is_published(office: Office, moment: str) -> None:
    hand_in(office)
    _killed(office, moment)
    assert not folder(office).exists()
    assert office.run("verify").exit_code == 0
    assert office.run("publish", "--list").stdout == "No edition was published yet.\n"
    assert not folder(office).exists()
    assert len(_begun(office)) == 1
    # The next one takes the name, and what was begun under it is let go.
    assert publish(office).exit_code == 0
    assert _begun(office) == []
    assert verify(office)["problems"] == []


@pytest.mark.parametrize("moment", ["after the entry", "before the name"])
@pytest.mark.parametrize("then", ["list", "verify", "publish"])
def test_after_the_entry_the_edition_is_put_in_its_place(
    office: Office, moment: str, then: str
) -> None:
    hand_in(office)
    _killed(office, moment)
    assert not folder(office).exists()
    if then == "list":
        assert "FY2009-1: as of 2009-10-31" in office.run("publish", "--list").stdout
    if then == "publish":
        assert publish(office).stdout.startswith("FY2009-2: ")
        assert verify(office, "FY2009-2")["problems"] == []
    assert verify(office)["problems"] == []
    assert folder(office).is_dir()
    assert _begun(office) == []
