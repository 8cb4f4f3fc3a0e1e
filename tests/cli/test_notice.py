"""Notices are issued once, kept for good, and said to be there when they are issued again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import pytest
from click.testing import Result

from milepost.workspace import Workspace
from tests.cli.office import PLAN, Office, cases

_BY: Final = ("--by", "A. Grant, Director")
_HOSTILE: Final = (
    "<script>alert(1)</script>", "{{7*7}}", "javascript:alert(1)", "]]>", "=1+1", "\u05e9\u05dc",
    "\U0001f600", "x" * 10_000,
)  # fmt: skip


def _missed(office: Office) -> Office:
    """The office after ATF and ICE reported 80 of the 100 cases that were promised."""
    for agency, value in (("ATF", "50"), ("ICE", "30")):
        sent = office.submit(office.put(f"FY2009/{agency}.csv", cases(agency, value)))
        assert sent.exit_code == 0, sent.output
    return office


def _notice(office: Office, *more: str, agency: str = "ATF", day: str = "2009-11-02") -> Result:
    asked = ("--kind", "non-compliance", "--on", day, *_BY)
    return office.run("notice", agency, "FY2009", *asked, *more)


def _folder(office: Office) -> Path:
    return office.root / "reports" / "notices"


def _files(office: Office) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(_folder(office).glob("*.txt"))}


def test_a_notice_is_entered_in_the_register_and_written(anywhere: Office) -> None:
    office = _missed(anywhere)
    result = _notice(office)
    assert result.exit_code == 0, result.output
    ((name, content),) = _files(office).items()
    assert name == "001-non-compliance-ATF-FY2009.txt"
    with Workspace(office.root, office.ledger) as workspace:
        (kept,) = workspace.notices()
        head = workspace.ledger.head()
    # The register holds the whole of the file, and its digest.
    assert kept.text.encode() == content
    assert kept.digest == hashlib.sha256(content).hexdigest()
    assert (kept.agency, kept.issued_by) == ("ATF", "A. Grant, Director")
    assert f"ledger head {head}" in result.output
    listed = office.run("notice", "--register")
    assert " ".join(listed.output.split()) == (
        "1. 2009-11-02 non-compliance, ATF, FY2009, to the head of Bureau of Alcohol, Tobacco, "
        f"Firearms and Explosives, by A. Grant, Director. SHA-256 {kept.digest}"
    )
    assert office.run("verify").exit_code == 0


def test_the_same_notice_again_is_said_to_be_there(anywhere: Office) -> None:
    office = _missed(anywhere)
    _notice(office)
    before = _files(office)
    again = _notice(office)
    assert again.exit_code == 0
    assert "It is in the register already: 1. 2009-11-02" in again.output
    assert _files(office) == before
    # Where its file was lost it is written again, and the register stays as it was.
    (_folder(office) / "001-non-compliance-ATF-FY2009.txt").unlink()
    assert _notice(office).exit_code == 0
    assert _files(office) == before
    with Workspace(office.root, office.ledger) as workspace:
        assert len(workspace.notices()) == 1


def test_another_notice_of_the_kind_names_the_one_before(office: Office) -> None:
    _missed(office)
    _notice(office)
    first = _files(office)
    later = _notice(office, "--statement", "It shares no lists.", day="2009-12-01")
    assert later.exit_code == 0
    assert "issued before, in other words: 1. 2009-11-02" in later.output
    files = _files(office)
    assert list(files) == [
        "001-non-compliance-ATF-FY2009.txt",
        "002-non-compliance-ATF-FY2009.txt",
    ]
    assert files["001-non-compliance-ATF-FY2009.txt"] == next(iter(first.values()))


def test_a_file_that_somebody_altered_is_not_overwritten(office: Office) -> None:
    _missed(office)
    _notice(office)
    path = _folder(office) / "001-non-compliance-ATF-FY2009.txt"
    issued = path.read_bytes()
    path.write_bytes(b"altered")
    assert _notice(office).exit_code == 0
    assert path.read_bytes() == b"altered"
    assert (_folder(office) / "001-non-compliance-ATF-FY2009-2.txt").read_bytes() == issued
    assert office.run("notice", "--show", "1").output.encode() == issued


def test_a_draft_is_marked_and_enters_nothing(office: Office) -> None:
    _missed(office)
    for statement in ("First.", "Second."):
        drafted = office.run(
            "notice", "ATF", "FY2009", "--kind", "non-compliance", "--on", "2009-11-02",
            "--draft", "--statement", statement,
        )  # fmt: skip
        assert drafted.exit_code == 0, drafted.output
    ((name, content),) = _files(office).items()
    assert name == "draft-non-compliance-ATF-FY2009.txt"
    assert content.startswith(b"*** DRAFT, NOT ISSUED ***\n")
    assert b"Second." in content
    assert b"Name and title: ___" in content
    assert office.run("notice", "--register").output == "No notice was issued.\n"


def test_the_register_goes_with_the_ledger_into_open_files_and_back(
    anywhere: Office, tmp_path: Path
) -> None:
    office = _missed(anywhere)
    _notice(office)
    shown = office.run("notice", "--show", "1").output
    exported = office.run("export", "--ledger", str(tmp_path / "open"))
    assert exported.exit_code == 0, exported.output
    anew = Office(office.root, f"sqlite:///{tmp_path}/anew.sqlite")
    imported = anew.run("import", "--ledger", str(tmp_path / "open"))
    assert imported.exit_code == 0, imported.output
    assert anew.run("notice", "--show", "1").output == shown
    assert anew.run("notice", "--register").output == office.run("notice", "--register").output


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_hostile_words_are_kept_and_shown_as_words(office: Office, hostile: str) -> None:
    _missed(office)
    result = _notice(office, "--statement", hostile)
    assert result.exit_code == 0, result.output
    (content,) = _files(office).values()
    assert hostile in content.decode()
    assert hostile in office.run("notice", "--show", "1").output
    assert office.run("verify").exit_code == 0


def test_what_is_not_seen_in_a_statement_is_refused(office: Office) -> None:
    assert _notice(_missed(office), "--statement", "a\u202eb").exit_code == 2
    assert not _folder(office).exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["ATF", "FY2009", "--kind", "non-compliance"], 2, "Name who issues it, --by"),
        (["ATF", "FY2009", *_BY], 2, "Name an agency, a period and --kind"),
        (["ATF", "FY2009", "--kind", "gossip", *_BY], 2, "is not one of"),
        (["ATX", "FY2009", "--kind", "non-compliance", *_BY], 2, 'no agency is called "ATX"'),
        (["ATF", "soon", "--kind", "non-compliance", *_BY], 2, "soon"),
        (["ICE", "FY2099", "--kind", "non-compliance", *_BY], 1, "The record holds nothing"),
        (["ICE", "2009-09-30", "--kind", "non-compliance", *_BY], 1, "a year or a quarter"),
        (["ICE", "FY2004..FY2008", "--kind", "late-strategy", *_BY], 1, "a year or a quarter"),
        (["--show", "1"], 1, "There is no notice 1; the register has 0."),
        (
            ["ATF", "FY2009", "--kind", "non-compliance", *_BY, "--on", "2009-11-02",
             "--as-of", "2009-11-03"],
            2,
            "cannot rest on what was received by 2009-11-03",
        ),
    ],
)  # fmt: skip
def test_what_is_lacking_is_said_and_nothing_is_written(
    office: Office, arguments: list[str], code: int, says: str
) -> None:
    _missed(office)
    result = office.run("notice", *arguments)
    assert (result.exit_code, says in result.output) == (code, True), result.output
    assert not _folder(office).exists()


def test_a_broken_plan_notifies_nobody(office: Office) -> None:
    _missed(office)
    office.write_plan(PLAN.replace("direction: increase", "direction: sideways"))
    result = _notice(office)
    assert result.exit_code == 1
    assert "nothing is published" in result.output
    assert not _folder(office).exists()


def test_made_up_notices_lie_apart_and_say_so(office: Office) -> None:
    (office.root / "milepost.yaml").write_text(
        "workspace: {illustrative: true}\n", encoding="utf-8"
    )
    result = _notice(_missed(office))
    assert result.exit_code == 0, result.output
    (path,) = (office.root / "reports" / "notices-illustrative").glob("*.txt")
    assert "*** ILLUSTRATIVE" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["non-compliance", "improvement-plan"])
def test_no_notice_goes_to_another_government_nor_to_what_belongs_to_it(
    office: Office, kind: str
) -> None:
    abroad = "  - {id: GOM, name: A government, foreign: true, source: made up}\n"
    own = "ICE, name: Immigration and Customs Enforcement, source"
    plan = PLAN.replace(own, own.replace("source", "parent: GOM, source"))
    office.write_plan(plan.replace("goals:\n", f"{abroad}goals:\n", 1))
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    result = office.run("notice", "ICE", "FY2009", "--kind", kind, "--on", "2009-11-02", "--draft")
    assert result.exit_code == 1
    assert "ICE is of another government, and no notice under U.S. law" in result.stderr
    card = office.run("scorecard", "FY2009", "--as-of", "2009-11-02", "--form", "txt")
    assert card.exit_code == 0
    text = " ".join((office.report / "scorecard.txt").read_text(encoding="utf-8").split())
    # ATF and ICE report the target together, so that ATF must.
    assert "is asked to" not in text


def test_what_only_another_government_reports_it_is_asked_for(office: Office) -> None:
    abroad = PLAN.replace("source: made up}\ngoals:", "foreign: true, source: made up}\ngoals:")
    assert abroad != PLAN
    office.write_plan(abroad.replace("agencies: [ATF, ICE]", "agencies: [ICE]"))
    result = office.run("scorecard", "FY2009", "--as-of", "2009-11-02", "--form", "txt")
    assert result.exit_code == 0, result.output
    text = " ".join((office.report / "scorecard.txt").read_text(encoding="utf-8").split())
    assert "is asked to report the figure, or say why there is none" in text
