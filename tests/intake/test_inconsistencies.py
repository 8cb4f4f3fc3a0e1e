"""The ten inconsistencies of GAO-09-709, as files that agencies could have sent.

Each goes through the command ``submit`` into a workspace with the plan of this repository. A case
is the files in the order in which they come; what is found when the last one arrives is expected
word for word, and nothing may be found when those before it do.
"""

# ruff: noqa: E501  # what is printed stands here word for word

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli import main

ROOT = Path(__file__).parents[2]
HEAD = "agency,measure,period,value,of,note,southwest-land-ports\n"


@dataclass(frozen=True)
class Case:
    """Files by name, of which the last is the case, and what is said when it comes."""

    files: dict[str, str]
    expected: tuple[str, ...]
    overlap_declared: bool = True


def row(*cells: str) -> str:
    return ",".join([*cells, *[""] * (7 - len(cells))]) + "\n"


CASES = {
    "V1 a published percentage": Case(
        {
            "ATF": row("ATF", "firearms-traced", "FY2004..FY2008", "23159")
            + row("ATF", "us-military-firearms-traced", "FY2004..FY2008", "160")
            + row("ATF", "share-traced-us-military", "FY2004..FY2008", "0.70")
        },
        (
            (
                "FY2008/ATF.csv:4, cell D4: warning S311: share-traced-us-military is given as 0.70 "
                "percent for FY2004..FY2008, but us-military-firearms-traced 160 (D3) over "
                "firearms-traced 23,159 (D2) is 0.69 percent."
            ),
        ),
    ),
    "V2 more indicted than accepted": Case(
        {
            "ATF": row("ATF", "cases-referred-for-prosecution", "FY2008", "73")
            + row("ATF", "cases-accepted-for-prosecution", "2008-09-30", "46")
            + row("ATF", "cases-indicted", "FY2008", "47")
        },
        (
            (
                "FY2008/ATF.csv:4, cell D4: warning S309: cases-indicted 47 for FY2008 is more than an "
                "earlier stage, cases-accepted-for-prosecution 46 (D3); whether they follow the same "
                "cases is not declared."
            ),
        ),
    ),
    "V3 two agencies against a joint source": Case(
        {
            "CBP": row("CBP", "southbound-weapons-seized", "FY2008", "70"),
            "ICE": row("ICE", "firearms-designated-mexico", "FY2008", "at least 152")
            + row("ICE", "southbound-weapons-in-joint-assessment", "FY2007..FY2008", "212"),
        },
        (
            (
                "FY2008/ICE.csv:3, cell D3: warning S313: southbound-weapons-in-joint-assessment 212 "
                "counts all together for FY2007..FY2008, but those who count by themselves make 222 or "
                "more: firearms-designated-mexico at least 152 (D2) for FY2008, "
                "southbound-weapons-seized 70 (FY2008/CBP.csv:2, cell D2) for FY2008."
            ),
        ),
    ),
    "V4 a ratio with its label turned round": Case(
        {
            "GAO": row("GAO", "compared-firearms-seized", "CY2008", "29824")
            + row("GAO", "compared-firearms-traced", "FY2008", "6854")
            + row("GAO", "seized-to-traced", "CY2008", "0.03-1.78")
        },
        (
            (
                "FY2008/GAO.csv:4, cell D4: warning S312: seized-to-traced is given as 0.03-1.78 for "
                "FY2008, but compared-firearms-seized 29,824 (D2) over compared-firearms-traced 6,854 "
                "(D3) is 4.35, which lies outside. Turned round it is 0.23, which lies inside."
            ),
        ),
    ),
    "V5 what holds": Case(
        {
            "ATF": row("ATF", "cases-referred-for-prosecution", "FY2008", "73")
            + row("ATF", "cases-pending-decision", "2008-09-30", "22")
            + row("ATF", "cases-accepted-for-prosecution", "2008-09-30", "46")
            + row("ATF", "cases-not-accepted", "2008-09-30", "5", "", "Of those referred.")
            + row("ATF", "firearms-traced", "FY2008", "7198")
            + row("ATF", "firearms-traced-linked-to-state", "FY2008", "6854")
            + row("ATF", "firearms-traced-not-linked-to-state", "FY2008", "344")
            + row("ATF", "share-traced-us-made", "FY2004..FY2008", "about 68")
            + row("ATF", "share-traced-imported-first", "FY2004..FY2008", "about 19")
            + row("ATF", "share-traced-route-unknown", "FY2004..FY2008", "13", "", "Not known."),
        },
        (),
    ),
    "V5 what holds of ports": Case(
        {
            "CBP": row("CBP", "ports-with-a-seizure", "FY2008", "10", "25")
            + row("CBP", "ports-not-reporting-a-seizure", "FY2008", "15", "25")
        },
        (),
    ),
    "V6 fiscal and calendar years": Case(
        {
            "ATF": row("ATF", "firearms-traced", "FY2008", "7198"),
            "CENAPI": row("CENAPI", "firearms-seized-in-mexico", "CY2008", "29824"),
        },
        (
            (
                "FY2008/CENAPI.csv:2, cell D2: warning S315: fiscal and calendar years are mixed in "
                '"share-traced-of-seized-mixed": firearms-seized-in-mexico 29,824 for CY2008; '
                "firearms-traced 7,198 (FY2008/ATF.csv:2, cell D2) for FY2008."
            ),
        ),
    ),
    "V7 an overlap that is not declared": Case(
        {
            "ATF": row("ATF", "cases-initiated", "FY2008", "at least 280"),
            "ICE": row("ICE", "cases-initiated", "FY2008", "at least 103")
            + row("ICE", "ice-cases-from-atf-referrals", "FY2008", "16")
            + row("ICE", "ice-cases-from-cbp-seizures", "FY2008", "15"),
        },
        (
            (
                "FY2008/ICE.csv:3, cell D3: warning S314: cases-initiated is added up for FY2008, ATF "
                "at least 280 (FY2008/ATF.csv:2, cell D2) and ICE at least 103 (D2), but "
                "ice-cases-from-atf-referrals 16 may be counted by both."
            ),
        ),
        overlap_declared=False,
    ),
    "V7 an overlap that is declared": Case(
        {
            "ATF": row("ATF", "cases-initiated", "FY2008", "at least 280"),
            "ICE": row("ICE", "cases-initiated", "FY2008", "at least 103")
            + row("ICE", "ice-cases-from-atf-referrals", "FY2008", "16")
            + row("ICE", "ice-cases-from-cbp-seizures", "FY2008", "15"),
        },
        (),
    ),
    "V8 cases of other years": Case(
        {
            "ICE": row("ICE", "cases-initiated", "FY2008", "at least 103")
            + row("ICE", "cases-indicted", "FY2008", "66")
            + row("ICE", "cases-with-convictions", "FY2008", "47")
        },
        (
            (
                "FY2008/ICE.csv:4, cell D4: warning S310: cases-initiated at least 103 (D2), "
                "cases-indicted 66 (D3), cases-with-convictions 47 for FY2008: it is not declared "
                "whether they follow the same cases; the later ones may come from earlier years' "
                "cases."
            ),
        ),
    ),
    # The report names no port: the codes are placeholders, and each had one seizure or more.
    "V9 a blank that may be a zero": Case(
        {
            "CBP": "".join(
                row("CBP", "seizures-by-port", "FY2008", "at least 1", "", "", f"port {n:02}")
                for n in range(1, 11)
            )
        },
        (
            (
                "FY2008/CBP.csv:2, cell D2: warning S306: seizures-by-port for FY2008 is reported for "
                "10 of 25 (Land ports of entry along the Southwest border); nothing is said of the "
                "others."
            ),
        ),
    ),
    "V10 yes, no, and nobody knows": Case(
        {
            "ATF": row("ATF", "share-traced-us-made", "FY2004..FY2008", "about 68")
            + row("ATF", "share-traced-imported-first", "FY2004..FY2008", "about 19")
            + row("ATF", "share-traced-route-unknown", "FY2004..FY2008", "13")
        },
        (
            (
                "FY2008/ATF.csv:4, cell D4: warning S316: 13 of share-traced-route-unknown for "
                "FY2004..FY2008 is unknown: it belongs to none of the others, and may belong to any: "
                "share-traced-us-made about 68 (D2), share-traced-imported-first about 19 (D3)."
            ),
        ),
    ),
}


@pytest.fixture
def send(tmp_path: Path) -> Callable[[str, str], tuple[str, ...]]:
    for folder in ("strategy", "measures"):
        ignored = shutil.ignore_patterns("submissions")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "tests/intake/plan/published.yaml", tmp_path / "measures")
    (tmp_path / "FY2008").mkdir()

    def sent(agency: str, rows: str) -> tuple[str, ...]:
        path = tmp_path / f"FY2008/{agency}.csv"
        path.write_text(HEAD + rows, encoding="utf-8")
        arguments = ["--workspace", str(tmp_path), "submit", str(path), "--received-on"]
        result = CliRunner().invoke(main, [*arguments, "2009-06-20"], catch_exceptions=False)
        assert result.exit_code == 0, result.output  # a warning takes nothing out
        lines = result.output.replace(f"{tmp_path}/", "").splitlines()
        return tuple(line for line in lines if ": warning " in line or ": error " in line)

    return sent


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_is_found_when_the_last_file_comes_and_not_before(
    case: Case, send: Callable[[str, str], tuple[str, ...]], tmp_path: Path
) -> None:
    if not case.overlap_declared:
        path = tmp_path / "measures/cases-initiated.yaml"
        before, rest = path.read_text(encoding="utf-8").split("  overlaps:\n")
        path.write_text(before + rest[rest.index("  decimals:") :], encoding="utf-8")
    *earlier, last = case.files
    for agency in earlier:
        assert send(agency, case.files[agency]) == ()
    assert send(last, case.files[last]) == case.expected
