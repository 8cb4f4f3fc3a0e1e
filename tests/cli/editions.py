"""What the tests of editions do again and again: hand in, publish, verify, tamper."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from click.testing import Result

from tests.cli.office import Office, cases

AS_OF: Final = "2009-10-31"
ON: Final = "2009-11-02"


def hand_in(office: Office, atf: str = "90", ice: str = "20", note: str = "") -> None:
    """What both agencies report; 110 of 100 promised, unless something else is said."""
    result = office.submit(
        office.put("FY2009/ATF.csv", cases("ATF", atf, note)),
        office.put("FY2009/ICE.csv", cases("ICE", ice)),
    )
    assert result.exit_code == 0, result.output


def restate(office: Office, atf: str, note: str = "", day: str = "2009-12-10") -> None:
    """ATF reports another figure."""
    path = office.put("FY2009/ATF-revised.csv", cases("ATF", atf, note))
    result = office.submit(path, day=day)
    assert result.exit_code == 0, result.output


def publish(office: Office, *options: str, as_of: str = AS_OF, period: str = "FY2009") -> Result:
    """Publish the scorecard of the year."""
    return office.run("publish", period, "--as-of", as_of, "--on", ON, *options)


def published(office: Office, *options: str, as_of: str = AS_OF) -> dict[str, Any]:
    """Publish, and hold it to have come about; the new edition for machines."""
    result = publish(office, *options, as_of=as_of)
    assert result.exit_code == 0, result.output
    return card(office, result.stdout.split(":")[0])


def folder(office: Office, name: str = "FY2009-1") -> Path:
    """The folder of an edition."""
    return office.root / "reports" / "editions" / name


def card(office: Office, name: str = "FY2009-1") -> dict[str, Any]:
    """An edition for machines."""
    text = (folder(office, name) / "scorecard.json").read_text(encoding="utf-8")
    held: dict[str, Any] = json.loads(text)
    return held


def verify(office: Office, name: str = "FY2009-1") -> dict[str, Any]:
    """Verify an edition; what came of it, for machines."""
    result = office.run("verify", "--edition", name, "--format", "json")
    held: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == (0 if held["holds"] else 1)
    return held


def write(path: Path, text: str) -> None:
    """Write over what may only be read."""
    path.chmod(0o644)
    path.write_text(text, encoding="utf-8")


def tamper(office: Office, statement: str) -> None:
    """Change what is recorded, as somebody with the file in hand can: without the triggers."""
    with closing(sqlite3.connect(office.root / "ledger.sqlite")) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
