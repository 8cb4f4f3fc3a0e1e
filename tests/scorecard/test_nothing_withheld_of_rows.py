"""Nothing that is computed from few rows is in any public file, nor what would tell it.

As in the test of what agencies send: the figures that must not be seen are numbers that occur
nowhere else, and every byte of every public file is looked through for them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Final

import pytest
from click.testing import CliRunner

from milepost.cli import main
from milepost.periods import parse_period
from milepost.scorecard.as_text import as_text
from milepost.workspace import Workspace
from tests.opened import texts_of
from tests.scorecard.cards import PLAN, measure

_YEAR: Final = parse_period("FY2009")
_DAY: Final = dt.date(2009, 10, 31)

_COLUMNS: Final = """\
    row: a person
    key: [number]
    event: {column: seen_on, basis: fiscal}
    source: made up
    columns:
      - {name: number, means: its number, type: text, required: true}
      - {name: seen_on, means: when it was, type: date, required: true}
      - {name: state, means: where, type: code, code_list: states}
      - {name: paid, means: what was paid, type: whole, unit: USD}
      - {name: hurt, means: whether they were hurt, type: yes-no}
"""
_DECLARED: Final = f"""\
code_lists:
  - id: states
    title: States
    codes:
      - {{code: TX, title: Texas}}
      - {{code: AZ, title: Arizona}}
      - {{code: NM, title: N. Mexico}}
    source: made up
extracts:
  - id: persons
    title: Persons
    owner: ATF
{_COLUMNS}  - id: few
    title: Few persons
    owner: ICE
{_COLUMNS}"""
_BY_STATE: Final = {"dimensions": "[states]", "smallest_shown": "5"}
_MEASURES: Final = (
    measure(
        id="counted",
        title="Persons",
        unit="persons",
        from_extract="{extract: persons, by: {states: state}, count: rows}",
        **_BY_STATE,
    ),
    measure(
        id="paid",
        title="Paid on average",
        unit="USD",
        quantity="average",
        from_extract="{extract: persons, by: {states: state}, mean: paid}",
        **_BY_STATE,
    ),
    measure(
        id="hurt",
        title="Hurt",
        unit="percent",
        quantity="ratio",
        from_extract="{extract: persons, by: {states: state}, share: {numerator: hurt}}",
        **_BY_STATE,
    ),
    measure(
        id="of-few",
        title="Paid to few",
        unit="USD",
        agencies="[ICE]",
        smallest_shown="5",
        from_extract="{extract: few, sum: paid}",
    ),
)
# Texas 7,013, Arizona 3,019, New Mexico 4. The mean of New Mexico is 81,818; that of Texas, 21,212,
# the smaller of the two, goes with it, and of the hurt Arizona's 2,879 of 3,019.
_HEAD: Final = "number,seen_on,state,paid,hurt"
_PAID: Final = {"TX": (7013, 21212), "AZ": (3019, 31313), "NM": (4, 81818)}
_HURT: Final = {"TX": 4000, "AZ": 2879, "NM": 2}
_SECRET: Final = (
    "81818",
    "81,818",
    "21212",
    "21,212",
    "3019",
    "3,019",
    "2879",
    "2,879",
    "61617",
    "61,617",
)


def _rows() -> str:
    lines = [_HEAD]
    for state, (count, paid) in _PAID.items():
        for at in range(count):
            hurt = "true" if at < _HURT[state] else "false"
            lines.append(f"P-{state}-{at:05},2009-01-15,{state},{paid},{hurt}")
    return "\n".join([*lines, ""])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("rows")
    for folder in ("strategy", "measures", "FY2009"):
        (root / folder).mkdir()
    text = PLAN + _DECLARED
    text += "measures:\n" + "".join(_MEASURES)
    (root / "strategy/plan.yaml").write_text(text, encoding="utf-8")
    made = Workspace(root)
    assert not [p for p in made.plan.problems if p.severity == "error"], made.plan.problems
    few = [f"F-{at},2009-02-0{at},TX,20539,true" for at in (1, 2, 3)]
    files = {"persons": _rows(), "few": "\n".join([_HEAD, *few, ""])}
    for extract, content in files.items():
        path = root / "FY2009" / f"{extract}.csv"
        path.write_text(content, encoding="utf-8")
        for received in made.submit_extract(extract, [str(path)], _DAY):
            assert received.problems == (), received.problems
    yield made
    made.close()


def test_no_public_file_holds_what_is_computed_from_few_rows(workspace: Workspace) -> None:
    card = workspace.compose(_YEAR, _DAY)
    written = workspace.write_scorecard(card)
    assert len(written) >= 3
    for path in written:
        for name, text in texts_of(path):
            for secret in _SECRET:
                assert secret not in text, f"{secret} in {name}"


def test_the_small_ones_are_withheld_and_what_would_tell_them(workspace: Workspace) -> None:
    card = workspace.compose(_YEAR, _DAY)
    shown = {
        (figure.measure, *figure.codes): (figure.value, figure.is_withheld)
        for figure in card.by_code
    }
    assert shown["counted", "states=NM"] == ("between 1 and 4", True)
    kept = {
        name: "".join(s[0] for s in _PAID if shown[name, f"states={s}"][1])
        for name in ("counted", "paid", "hurt")
    }
    assert kept == {"counted": "AN", "paid": "TN", "hurt": "AN"}
    figures = {f.measure: f.value for s in card.sections for f in s.figures}
    assert figures["of-few"] == "withheld"
    assert figures["counted"] == "10,036"


def test_the_number_of_rows_does_not_tell_how_few_they_are(workspace: Workspace) -> None:
    card = workspace.compose(_YEAR, _DAY)
    assert card.quality is not None
    assert card.quality.computed is not None
    rows = {line.extract: (line.rows, line.digest) for line in card.quality.computed.deliveries}
    # All persons together are public; of the few even how many they are is not.
    assert rows == {"persons": (10036, ""), "few": (None, "")}
    files = {record.agency: record.files for record in card.reporting}
    assert [file.accepted for file in files["ATF"]] == [10036]
    assert [file.accepted for file in files["ICE"]] == [None]
    assert "how many rows is not shown" in " ".join(as_text(card.document()).split())


def test_an_explanation_says_that_it_is_not_for_publication(workspace: Workspace) -> None:
    way = workspace.explain("of-few", _YEAR, _DAY)
    assert way.not_for_publication


def test_the_annex_says_of_how_many_rows_a_withheld_share_is(workspace: Workspace) -> None:
    annex = workspace.annex(_YEAR, _DAY)
    assert annex is not None
    (table,) = [table for _, table in annex.every_table() if table.id == "withheld"]
    shown = {row.cells[0].text: row.cells[3].text for row in table.rows}
    # Two of the four, which is half of them, and not two percent.
    assert shown["Hurt, states NM"] == "2 of 4"
    assert shown["Hurt, states AZ"] == "2,879 of 3,019"


def test_what_was_restated_says_that_it_is_not_for_publication(workspace: Workspace) -> None:
    before = _DAY - dt.timedelta(days=1)
    days = (str(before), str(_DAY))
    at = ("--workspace", str(workspace.root), "restated", *days)
    said = CliRunner().invoke(main, at, catch_exceptions=False).output
    assert said.startswith("Not for publication: it shows what the public is not shown.\n")
    told = CliRunner().invoke(main, [*at, "--format", "json"], catch_exceptions=False).output
    assert json.loads(told)["not_for_publication"]
