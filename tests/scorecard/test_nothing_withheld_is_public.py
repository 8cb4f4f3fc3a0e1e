"""Nothing that is withheld, nor from which it follows, is in any public file; all of it is in the
annex.

The figures that must not be seen are numbers that occur nowhere else: whoever greps every byte of
every public file for them, its charts and metadata included, finds none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Final

import pytest

from milepost.periods import parse_period
from milepost.scorecard.as_text import as_text
from milepost.workspace import Workspace
from tests.opened import texts_of
from tests.scorecard.cards import HEAD, PLAN, measure, target

_YEAR: Final = parse_period("FY2009")
_DAY: Final = dt.date(2009, 10, 31)

_RELATIONS: Final = """\
relations:
  - {id: r, kind: total, whole: all-cases, parts: [covert-cases, open-cases], source: made up}
code_lists:
  - id: states
    title: States
    codes: [{code: TX, title: Texas}, {code: AZ, title: Arizona}, {code: NM, title: N. Mexico}]
    source: made up
"""
_MEASURES: Final = (
    measure(id="all-cases", title="All cases", targets=target("90000")),
    measure(
        id="covert-cases",
        title="Quietly conducted cases",
        sensitivity="law-enforcement-sensitive",
        definition="What nobody is to know of",
        targets=target("23456"),
        baseline="{period: FY2008, value: 11119, source: a secret memorandum}",
    ),
    measure(id="open-cases", title="Open cases"),
    measure(
        id="victims",
        title="Victims",
        unit="persons",
        smallest_shown="5",
        dimensions="[states]",
        targets=target("3"),
    ),
    measure(id="both", title="Both together", agencies="[]", formula="covert-cases + open-cases"),
)
# 98765 = 12345 + 86420: the covert ones follow from the whole and the open ones. 41041 and 57653
# are states; with the country they would tell New Mexico, so the smaller goes.
_ROWS: Final = {
    "FY2009": (
        "ATF,all-cases,FY2009,98765,,,,,,",
        "ATF,covert-cases,FY2009,12345,,,,a secret system,a secret note,",
        "ATF,open-cases,FY2009,86420,,,,a telling system,12345 fewer than all,",
        "ATF,victims,FY2009,98698,,,,,,",
        "ATF,victims,FY2009,57653,,,,,,TX",
        "ATF,victims,FY2009,41041,,,,a telling note,41041 in Arizona,AZ",
        "ATF,victims,FY2009,4,,,,,the four of 7 March,NM",
    ),
    "FY2008": ("ATF,covert-cases,FY2008,45678,,,,,,",),
    # Rows that are not taken, of a measure that is hidden, and under names that are none.
    "FY2007": (
        "ATF,covert-case,FY2007,71717,,,,,,",
        "ATF,whatever is done covertly,FY2007,72727,,,,,,",
        "ATF,covert-cases,FY2007,many more than 73737,,,,,,",
    ),
}
_SECRET: Final = (
    "12345", "12,345", "86420", "86,420", "23456", "23,456", "11119", "11,119", "45678", "45,678",
    "41041", "41,041", "Quietly conducted", "covert-cases", "nobody is to know", "secret",
    "telling", "the four of 7 March", "Both together", "covert-case", "done covertly", "73737",
)  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("withheld")
    for folder in ("strategy", "measures", *_ROWS):
        (root / folder).mkdir()
    text = PLAN + _RELATIONS + "measures:\n" + "".join(_MEASURES)
    (root / "strategy/plan.yaml").write_text(text, encoding="utf-8")
    made = Workspace(root)
    assert made.plan.problems == (), made.plan.problems
    for period, rows in sorted(_ROWS.items()):
        path = root / period / "ATF.csv"
        path.write_text("\n".join([f"{HEAD},states", *rows, ""]), encoding="utf-8")
        for received in made.submit([str(path)], _DAY):
            wrong = [p for p in received.problems if p.severity == "error"]
            assert len(wrong) == (3 if period == "FY2007" else 0), wrong
    return made


def test_no_public_file_holds_what_is_withheld(workspace: Workspace) -> None:
    for period in (_YEAR, parse_period("FY2007")):
        written = workspace.write_scorecard(workspace.compose(period, _DAY))
        assert len(written) >= 3
        for path in written:
            for name, text in texts_of(path):
                for secret in _SECRET:
                    assert secret not in text, f"{secret} in {name}"


def test_no_digest_is_public_against_which_a_withheld_figure_could_be_tried(
    workspace: Workspace,
) -> None:
    """All but one cell of a file is public: its digest would tell which of four numbers it was."""
    sent = [hashlib.sha256(path.read_bytes()).hexdigest() for path in workspace.root.glob("FY*/*")]
    assert len(sent) == len(_ROWS)
    card = workspace.compose(_YEAR, _DAY)
    assert {file.digest for duty in card.reporting for file in duty.files} == {""}
    for path in workspace.write_scorecard(card):
        for name, text in texts_of(path):
            for digest in sent:
                assert digest not in text, name


def test_what_is_withheld_says_so_and_is_not_zero(workspace: Workspace) -> None:
    card = workspace.compose(_YEAR, _DAY)
    text = as_text(card.document())
    figures = {f.title: f for s in card.sections for f in s.figures}
    assert figures["Open cases"].value == "withheld"
    assert figures["Open cases"].exact is None
    assert "1 figure is withheld" in " ".join(text.split()) or "figures are withheld" in text
    assert "2 measures are not shown" in " ".join(text.split())


def test_the_annex_holds_all_of_it_and_says_on_its_first_line_what_it_is(
    workspace: Workspace,
) -> None:
    annex = workspace.annex(_YEAR, _DAY)
    assert annex is not None
    text = as_text(annex)
    assert text.startswith("*** LAW ENFORCEMENT SENSITIVE: NOT FOR PUBLICATION ***")
    plain = " ".join(text.split())
    for secret in ("12,345", "86,420", "23,456", "41,041", "Quietly conducted", "Both together"):
        assert secret in plain, secret
    (table,) = [table for _, table in annex.every_table() if table.id == "withheld"]
    shown = {(row.cells[0].text, row.cells[3].text): row.cells[4].text for row in table.rows}
    assert shown["Victims, states NM", "4"] == "between 1 and 4"
    assert shown["Victims, states AZ", "41,041"] == "withheld"
    assert shown["Quietly conducted cases", "12,345"] == "nothing"
    assert shown["Open cases", "86,420"] == "withheld"


def test_without_anything_to_withhold_there_is_no_annex(tmp_path: Path) -> None:
    (tmp_path / "strategy").mkdir()
    (tmp_path / "measures").mkdir()
    text = PLAN + "measures:\n" + measure()
    (tmp_path / "strategy/plan.yaml").write_text(text, encoding="utf-8")
    assert Workspace(tmp_path).annex(_YEAR, _DAY) is None


def test_what_was_not_taken_is_counted_though_its_words_are_not_shown(
    workspace: Workspace,
) -> None:
    (duty,) = workspace.compose(parse_period("FY2007"), _DAY).reporting
    assert [file.rejected for file in duty.files] == [3]
    words = [said.partition(": ")[2] for said in duty.rejections]
    assert words == ["Not shown: it may name a measure that is not public."] * 2


def test_the_audit_counts_only_the_measures_that_are_public_and_says_so(
    workspace: Workspace,
) -> None:
    audit = workspace.compose(_YEAR, _DAY).audit
    assert audit is not None
    assert "Measures that are not public are left out of these verdicts." in audit.remarks
    reasons = " ".join(line.reason for line in audit.criteria)
    assert "2 of 3 measures have a target" in reasons, reasons
