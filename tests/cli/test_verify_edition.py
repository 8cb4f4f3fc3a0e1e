"""An edition is drawn anew: whatever was altered is named, and what follows is proven."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from milepost.plan.model import Plan
from milepost.scorecard import forms, manifest, verified
from milepost.scorecard.card import Scorecard
from milepost.workspace import Workspace
from tests.cli.editions import (
    folder,
    hand_in,
    published,
    restate,
    tamper,
    verify,
    write,
)
from tests.cli.office import PLAN, Office, cases
from tests.cli.reviewing import BY


def _forms(office: Office) -> list[str]:
    """The files of an edition that are drawn."""
    held = json.loads((folder(office) / "manifest.json").read_text(encoding="utf-8"))
    return [name for name in held["files"] if not name.startswith("plan/")]


def test_an_edition_that_was_left_alone_holds_byte_for_byte(anywhere: Office) -> None:
    hand_in(anywhere)
    published(anywhere)
    result = anywhere.run("verify", "--edition", "FY2009-1")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "Edition FY2009-1 holds."
    assert lines[1] == f"{len(_forms(anywhere))} files drawn anew and compared byte for byte."
    assert max(map(len, lines)) <= 80
    held = verify(anywhere)
    assert (held["holds"], held["compared"], held["problems"]) == (True, "bytes", [])
    assert held["figures"] > 0


def test_it_holds_though_ledger_and_plan_went_on(anywhere: Office) -> None:
    """What is entered later bears an earlier day, or is said of what was there."""
    hand_in(anywhere)
    published(anywhere)
    restate(anywhere, "95", day="2009-10-16")
    back = ("return", "1/cases-initiated", "--comment", "No.", *BY, "--on", "2009-10-20")
    result = anywhere.run("review", *back)
    assert result.exit_code == 0, result.output
    anywhere.write_plan(PLAN.replace("value: 100,", "value: 1000,").replace("0.9", "0.95"))
    anywhere.scorecard()  # the files are read again under the new plan
    assert verify(anywhere)["problems"] == []
    anywhere.write_plan("goals: none\n")
    assert verify(anywhere)["problems"] == []


def test_it_holds_though_bytes_were_destroyed_since(office: Office) -> None:
    hand_in(office)
    published(office)
    order = ("--ordered-by", "A. Grant", "--reason", "a spill", "--on", "2009-10-20", "--yes")
    assert office.run("destroy", "1", *order).exit_code == 0
    assert verify(office)["problems"] == []


def test_it_holds_on_a_ledger_made_anew_from_open_files(office: Office, tmp_path: Path) -> None:
    hand_in(office)
    published(office)
    assert office.run("export", "--ledger", str(tmp_path / "open")).exit_code == 0
    (office.root / "ledger.sqlite").unlink()
    assert office.run("import", "--ledger", str(tmp_path / "open")).exit_code == 0
    assert verify(office)["problems"] == []


@pytest.mark.parametrize("name", ["scorecard.html", "scorecard.json", "plan/strategy/plan.yaml"])
def test_a_file_that_was_altered_is_named(office: Office, name: str) -> None:
    hand_in(office)
    published(office)
    path = folder(office) / name
    write(path, path.read_text(encoding="utf-8").replace("100", "101"))
    held = verify(office)
    assert held["problems"] == [f"{name}: it was altered."]
    # What was published follows all the same, but not from another plan.
    assert held["compared"] == (None if name.startswith("plan/") else "bytes")


def _gone(made: Path) -> None:
    (made / "scorecard.txt").unlink()


def _put_in(made: Path) -> None:
    (made / "more.txt").write_text("more", encoding="utf-8")


def _folder_put_in(made: Path) -> None:
    (made / "csv" / "more" / "beneath").mkdir(parents=True)


def _folder_put_into_the_plan(made: Path) -> None:
    (made / "plan" / "more").mkdir()


def _linked(made: Path) -> None:
    (made / "scorecard.txt").rename(made.parent / "elsewhere.txt")
    (made / "scorecard.txt").symlink_to(made.parent / "elsewhere.txt")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_gone, "scorecard.txt: it is gone."),
        (_put_in, "more.txt: it is not part of the edition."),
        (_folder_put_in, "csv/more/beneath/: this empty folder is not part of the edition."),
        (_folder_put_into_the_plan, "plan/more/: this empty folder is not part of the edition."),
        (_linked, "scorecard.txt: a link or a device stands in its place."),
    ],
)
def test_a_file_that_is_gone_put_in_or_exchanged_is_named(
    office: Office, change: Callable[[Path], None], said: str
) -> None:
    hand_in(office)
    published(office)
    change(folder(office))
    assert verify(office)["problems"] == [said]


def test_a_folder_of_the_edition_whose_files_are_gone_is_not_called_foreign(
    office: Office,
) -> None:
    hand_in(office)
    published(office)
    for path in (folder(office) / "csv").iterdir():
        path.unlink()
    problems = verify(office)["problems"]
    assert len(problems) > 1
    assert all(p.startswith("csv/") and p.endswith(": it is gone.") for p in problems)


def test_a_manifest_that_was_altered_proves_nothing(office: Office) -> None:
    hand_in(office)
    published(office)
    path = folder(office) / "manifest.json"
    write(path, path.read_text(encoding="utf-8").replace("2009-11-02", "2009-11-03"))
    held = verify(office)
    (said,) = held["problems"]
    assert said.startswith("manifest.json: it was altered. Its SHA-256 is ")
    assert held["compared"] is None
    write(path, "{}")
    result = office.run("verify", "--edition", "FY2009-1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is no list of an edition's files any more." in result.stderr


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE observations SET number = '99' WHERE reading = 1",
        "UPDATE publications SET manifest_digest = 'x'",
        "DELETE FROM publications",
        "UPDATE publications SET period = 'nonsense'",
    ],
)
def test_a_ledger_that_was_altered_proves_nothing(office: Office, statement: str) -> None:
    hand_in(office)
    published(office)
    tamper(office, statement)
    held = verify(office)
    assert held["problems"][0].startswith("The ledger: entry ")
    assert held["compared"] is None


def test_a_chain_that_was_rebuilt_does_not_have_the_head(office: Office) -> None:
    """The files are handed in anew in another order, and the publication is entered anew."""
    hand_in(office)
    published(office)
    with Workspace(office.root) as workspace:
        (publication,) = workspace.published()
    (office.root / "ledger.sqlite").unlink()
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "20")))
    with Workspace(office.root) as workspace:
        assert workspace.ledger.publish(publication)
    (said,) = verify(office)["problems"]
    assert said.startswith("the ledger never had the head ")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("FY2009-7", "No edition is called FY2009-7."),
        ("../../etc-1", '"../../etc-1" is no edition.'),
        ("FY2009", '"FY2009" is no edition.'),
    ],
)
def test_an_edition_that_there_is_not_is_said_so(office: Office, name: str, said: str) -> None:
    hand_in(office)
    published(office)
    result = office.run("verify", "--edition", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(said)


def test_a_folder_that_the_ledger_knows_nothing_of_is_no_edition(office: Office) -> None:
    hand_in(office)
    published(office)
    (office.root / "ledger.sqlite").unlink()
    hand_in(office)
    result = office.run("verify", "--edition", "FY2009-1")
    assert result.exit_code == 1
    assert "the ledger has no entry of an edition FY2009-1" in result.stderr


def _upgraded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another version of Milepost be the one that is there."""
    now = manifest.versions() | {"milepost": "99.0"}
    monkeypatch.setattr(verified, "versions", lambda: now)


def _otherwise(monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, Any]], None]) -> None:
    """Let every scorecard be drawn with a change."""
    drawn = forms.every_form

    def changed(card: Scorecard, plan: Plan) -> dict[str, bytes]:
        held = json.loads(drawn(card, plan)["scorecard.json"])
        change(held)
        more = {"scorecard.json": json.dumps(held).encode(), "scorecard.txt": b"set otherwise"}
        return drawn(card, plan) | more

    monkeypatch.setattr(forms, "every_form", changed)


def test_after_an_upgrade_the_figures_agree_and_the_bytes_need_not(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(office)
    published(office)
    _upgraded(monkeypatch)
    _otherwise(monkeypatch, lambda held: held["total"].update(title="Otherwise"))
    held = verify(office)
    assert (held["compared"], held["problems"]) == ("figures", [])
    (other,) = held["other_versions"]
    assert other.startswith("milepost ")
    assert other.endswith(" then, 99.0 now")
    result = office.run("verify", "--edition", "FY2009-1")
    assert "The forms were not compared byte for byte" in result.stdout
    assert other in result.stdout


def test_after_an_upgrade_each_figure_that_does_not_agree_is_named(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(office)
    published(office)
    _upgraded(monkeypatch)

    def change(held: dict[str, Any]) -> None:
        row = held["sections"][0]["rows"][0]
        row["actual"], row["exact"]["low"], row["result"]["word"] = "109", "109", "not met"
        row["exact"]["something_later"] = "new"
        held["sections"][0]["figures"] = [{"id": "new", "value": "1", "exact": None}]

    _otherwise(monkeypatch, change)
    problems = verify(office)["problems"]
    row = "FY2009/cases-initiated/all/FY2009"
    assert problems[0] == f'{row}: the figure was "110", and is "109".'
    assert problems[1].startswith(f"{row}: the exact figure was ")
    assert problems[2:] == [
        f'{row}: the result was "met", and is "not met".',
        "new: it was not published.",
    ]


def test_by_the_same_versions_other_bytes_are_named(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(office)
    published(office)
    _otherwise(monkeypatch, lambda held: held["total"].update(title="Otherwise"))
    held = verify(office)
    assert held["compared"] == "bytes"
    assert held["problems"] == [
        "scorecard.json: drawn anew it comes out otherwise.",
        "scorecard.txt: drawn anew it comes out otherwise.",
    ]


def test_a_receipt_and_an_edition_are_verified_each_by_itself(office: Office) -> None:
    hand_in(office)
    receipt = office.put("receipt.txt", b"x")
    result = office.run("verify", "--edition", "FY2009-1", "--receipt", receipt)
    assert result.exit_code == 2
