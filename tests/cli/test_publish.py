"""Editions: frozen whole, entered in the ledger, never written over."""

from __future__ import annotations

import csv
import hashlib
import json
import stat
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from milepost.scorecard import editions as shelf
from milepost.workspace import Workspace
from tests.cli.editions import (
    AS_OF,
    card,
    folder,
    hand_in,
    publish,
    published,
    restate,
    tamper,
    verify,
)
from tests.cli.office import PLAN, Office, cases
from tests.cli.reviewing import Reviewed
from tests.opened import texts_of


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_edition_holds_every_form_with_its_plan_and_a_digest_of_each_file(
    anywhere: Office,
) -> None:
    hand_in(anywhere)
    head = anywhere.run("verify").stdout.rsplit(maxsplit=1)[-1]
    result = publish(anywhere, "--by", "A. Grant, Director")
    assert result.exit_code == 0, result.output
    made = folder(anywhere)
    files = sorted(p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file())
    assert [f for f in files if f.startswith("plan/")] == [
        "plan/measures/.gitkeep", "plan/strategy/plan.yaml",
    ]  # fmt: skip
    assert {"scorecard.html", "scorecard.json", "scorecard.txt"} < set(files)
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == {f: _sha256(made / f) for f in files if f != "manifest.json"}
    assert manifest["ledger_head"] == head
    assert manifest["versions"]["milepost"] == card(anywhere)["version"]
    assert "altair" in manifest["versions"]
    assert (made / "plan/strategy/plan.yaml").read_text(encoding="utf-8") == PLAN
    assert not any(stat.S_IMODE(p.stat().st_mode) & 0o222 for p in made.rglob("*") if p.is_file())
    lines = result.stdout.splitlines()
    assert lines[0] == ("FY2009-1: as of 2009-10-31, published on 2009-11-02 by A. Grant, Director")
    assert lines[2] == f"manifest {_sha256(made / 'manifest.json')}"
    assert lines[3].startswith("ledger head ")
    assert lines[3].split()[-1] != head  # the publication itself is an entry
    line = card(anywhere)["edition"]
    assert (line["name"], line["ledger_head"]) == ("FY2009-1", head)
    assert (line["published_on"], line["published_by"]) == ("2009-11-02", "A. Grant, Director")
    text = (made / "scorecard.txt").read_text(encoding="utf-8")
    assert "EDITION FY2009-1\n" in text
    assert head in text
    entry = anywhere.run("publish", "--list").stdout
    assert lines[0] in entry
    assert anywhere.run("verify").exit_code == 0


def test_every_form_says_which_edition_it_is(office: Office) -> None:
    """A draft and what was published must not be taken for each other, whatever the form."""
    hand_in(office, "70")
    assert publish(office, "--as-owed").exit_code == 0
    made = folder(office)
    title = "Accountability scorecard, fiscal year 2009, edition FY2009-1"
    assert f"<title>{title}</title>" in (made / "scorecard.html").read_text(encoding="utf-8")
    text = (made / "scorecard.txt").read_text(encoding="utf-8")
    assert text.startswith(title.upper())
    with pikepdf.open(made / "scorecard.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == title
    report = (made / "scorecard.stratml.xml").read_text(encoding="utf-8")
    assert "Edition: FY2009-1" in report
    with (made / "csv" / "scorecard.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    named = (row["edition"], row["published_on"], row["explanations_owed"])
    assert named == ("FY2009-1", "2009-11-02", "1")
    book = openpyxl.load_workbook(made / "scorecard.xlsx", read_only=True)
    assert any(cell == "FY2009-1" for sheet in book for line in sheet.values for cell in line)


def test_an_edition_is_drawn_from_what_everybody_may_see_of_the_plan(office: Office) -> None:
    """Published or not, the report for machines is made of the same public plan."""
    hidden = PLAN[PLAN.index("  - id: cases-initiated") :].replace("cases-initiated", "covert")
    office.write_plan(f"{PLAN}{hidden}    sensitivity: law-enforcement-sensitive\n")
    hand_in(office)
    assert publish(office).exit_code == 0
    assert office.run("scorecard", "FY2009", "--as-of", AS_OF).exit_code == 0
    name = "scorecard.stratml.xml"
    drawn = (office.root / "reports" / "FY2009" / name).read_text(encoding="utf-8")
    made = (folder(office) / name).read_text(encoding="utf-8")
    assert "covert" not in made
    assert made.replace("Edition: FY2009-1\n", "") == drawn


def test_the_next_edition_has_the_next_number_and_leaves_the_first_alone(anywhere: Office) -> None:
    hand_in(anywhere)
    published(anywhere)
    before = {p: p.read_bytes() for p in folder(anywhere).rglob("*") if p.is_file()}
    published(anywhere)
    assert {p: p.read_bytes() for p in folder(anywhere).rglob("*") if p.is_file()} == before
    assert folder(anywhere, "FY2009-2").is_dir()
    listed = anywhere.run("publish", "--list").stdout.splitlines()
    assert [line.split(":")[0] for line in listed if not line.startswith(" ")] == [
        "FY2009-1", "FY2009-2",
    ]  # fmt: skip


def test_a_folder_of_that_name_is_never_written_into(office: Office) -> None:
    hand_in(office)
    folder(office).mkdir(parents=True)
    (folder(office) / "notes.txt").write_text("mine", encoding="utf-8")
    published(office)
    assert [p.name for p in folder(office).iterdir()] == ["notes.txt"]
    assert verify(office, "FY2009-2")["holds"]


def test_a_plan_with_errors_publishes_nothing(office: Office) -> None:
    hand_in(office)
    office.write_plan(PLAN.replace("goal: fewer-guns", "goal: fewer-gums"))
    result = publish(office)
    assert result.exit_code == 1
    assert "nothing is published" in result.stderr
    assert not folder(office).parent.exists()
    assert office.run("publish", "--list").stdout == "No edition was published yet.\n"


def test_what_waits_to_be_read_is_in_the_edition(office: Office) -> None:
    office.write_plan("goals: none\n")
    late = office.put("FY2009/ICE.csv", cases("ICE", "20"))
    office.submit(late)
    assert office.statuses() == [("FY2009/ICE.csv", "waiting", 0, 0)]
    office.write_plan(PLAN)
    made = published(office, "--as-owed")
    (agency,) = [r for r in made["reporting"] if r["agency"] == "ICE"]
    assert agency["reported"] == 1
    assert verify(office)["holds"]


def test_owed_explanations_refuse_unless_published_as_owed(anywhere: Office) -> None:
    hand_in(anywhere, "50")
    result = publish(anywhere)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "Cases initiated, ATF and ICE, FY2009: The target of FY2009 was not met.\n"
        "1 explanation is owed; nothing is published. Get them, or publish with --as-owed; the "
        "edition then lists them.\n"
    )
    assert not any(folder(anywhere).parent.iterdir())
    made = published(anywhere, "--as-owed")
    (owed,) = made["edition"]["owed"]
    assert (owed["measure"], owed["period"]) == ("cases-initiated", "FY2009")
    text = (folder(anywhere) / "scorecard.txt").read_text(encoding="utf-8")
    assert "Published with 1 explanation owed." in text
    assert "The target of FY2009 was not met." in text
    assert "with 1 explanation owed" in anywhere.run("publish", "--list").stdout
    assert verify(anywhere)["holds"]


def test_an_explanation_that_stands_is_owed_no_more(office: Office) -> None:
    hand_in(office, "50")
    Reviewed(office).explain(1, "cases-initiated", "FY2009", "Two offices were closed.")
    published(office)


def test_a_made_up_target_in_a_real_plan_obliges_nobody(office: Office) -> None:
    office.write_plan(PLAN.replace("value: 100,", "value: 100, illustrative: true,"))
    hand_in(office, "50")
    assert published(office)["edition"]["owed"] == []


def test_what_a_made_up_workspace_owes_counts_and_it_lies_apart(office: Office) -> None:
    settings = office.root / "milepost.yaml"
    settings.write_text("workspace:\n  illustrative: true\n", encoding="utf-8")
    office.write_plan(PLAN.replace("value: 100,", "value: 100, illustrative: true,"))
    hand_in(office, "50")
    assert publish(office).exit_code == 1
    result = publish(office, "--as-owed")
    assert result.exit_code == 0
    assert result.stdout.startswith("ILLUSTRATIVE: made-up figures.\n")
    assert folder(office, "FY2009-1-illustrative").is_dir()
    assert (folder(office, "FY2009-1-illustrative") / "plan" / "milepost.yaml").is_file()
    assert verify(office)["holds"]


def test_what_is_owed_of_a_measure_that_is_not_public_is_not_published(office: Office) -> None:
    secret = PLAN[PLAN.index("  - id: cases-initiated") :]
    secret = secret.replace("cases-initiated", "informants").replace("Cases init", "Informants ob")
    secret += "    sensitivity: law-enforcement-sensitive\n"
    office.write_plan(PLAN + secret)
    hand_in(office)
    rows = "agency,measure,period,value\nATF,informants,FY2009,7\nICE,informants,FY2009,8\n"
    for agency in ("ATF", "ICE"):
        own = "".join(r + "\n" for r in rows.splitlines() if r[:3] in (agency, "age"))
        assert office.submit(office.put(f"FY2009/{agency}-2.csv", own.encode())).exit_code == 0
    result = publish(office)
    assert result.exit_code == 1  # the office is told
    assert "Informants obiated" in result.stderr
    result = publish(office, "--as-owed")
    assert result.exit_code == 0, result.output
    assert "1 measure that may not be shown to everybody" in " ".join(result.stdout.split())
    assert card(office)["edition"]["owed"] == []
    files = [p for p in folder(office).rglob("*") if p.is_file() and "plan" not in p.parts]
    public = [p for p in files if p.name != "manifest.json"]
    assert {p.suffix for p in public} >= {".csv", ".html", ".json", ".pdf", ".txt", ".xlsx", ".xml"}
    told = [where for p in public for where, text in texts_of(p) if "nformants" in text]
    assert told == []


@pytest.mark.parametrize("arguments", [(), ("FY2009", "--list")])
def test_a_period_or_the_list_is_asked_for(office: Office, arguments: tuple[str, ...]) -> None:
    hand_in(office)
    assert office.run("publish", *arguments).exit_code == 2


def test_no_ledger_is_made_to_publish_from(office: Office) -> None:
    result = publish(office)
    assert result.exit_code == 1
    assert "there is no ledger here" in result.stderr
    assert not (office.root / "ledger.sqlite").exists()


def test_editions_do_not_lie_where_they_would_be_read_as_the_plan(office: Office) -> None:
    settings = "workspace:\n  plan: [strategy]\n  reports: strategy/reports\n"
    (office.root / "milepost.yaml").write_text(settings, encoding="utf-8")
    hand_in(office)
    result = publish(office)
    assert result.exit_code == 1
    assert "would lie within the plan's folder" in result.stderr


def test_who_comes_second_publishes_nothing_under_that_name(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two take the same number; the ledger lets one of them have it."""
    hand_in(office)
    published(office)
    monkeypatch.setattr(shelf.Editions, "next_name", lambda *_: "FY2009-1")
    result = publish(office)
    assert result.exit_code == 1
    assert result.stderr == "Somebody else published FY2009-1 just now. Try again.\n"
    assert [p.name for p in folder(office).parent.iterdir()] == ["FY2009-1"]
    assert verify(office)["holds"]


def test_an_edition_that_is_gone_is_asked_for_before_the_next(office: Office) -> None:
    hand_in(office)
    published(office)
    away = office.root / "away"
    folder(office).rename(away)
    assert "(its folder is gone)" in office.run("publish", "--list").stdout
    result = publish(office)
    assert result.exit_code == 1
    assert "edition FY2009-1 is entered in the ledger, and is not here." in result.stderr
    away.rename(folder(office))
    restate(office, "91")
    assert published(office, as_of="2009-12-31")["since"]["editions"][0]["edition"] == "FY2009-1"


def test_hostile_names_are_shown_as_text(office: Office) -> None:
    hand_in(office)
    name = "<script>alert(1)</script> {{7*7}} ]]> =1+1 😀 " + "x" * 3_000
    made = published(office, "--by", name)
    assert made["edition"]["published_by"] == name.strip()
    page = (folder(office) / "scorecard.html").read_text(encoding="utf-8")
    assert "<script>alert(1)</script>" not in page
    text = (folder(office) / "scorecard.txt").read_text(encoding="utf-8")
    assert "<script>alert(1)</script> {{7*7}} ]]> =1+1" in text
    assert verify(office)["holds"]


def test_the_library_says_what_was_published(office: Office) -> None:
    hand_in(office)
    published(office)
    with Workspace(office.root) as workspace:
        (publication,) = workspace.published()
    assert (publication.edition, str(publication.period)) == ("FY2009-1", "FY2009")
    assert publication.owed == 0


def test_an_altered_entry_of_a_publication_is_found(office: Office) -> None:
    hand_in(office)
    published(office)
    tamper(office, "UPDATE publications SET published_on = '2009-12-01'")
    result = office.run("verify")
    assert result.exit_code == 1
    assert "(publication 1) was altered after it was recorded." in result.stdout
