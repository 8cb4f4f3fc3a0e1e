"""The smallest forms that bring about each problem of a form, cell by cell, for the catalogue."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from milepost.periods import parse_period
from milepost.plan.files import read_plan
from milepost.submissions.template.columns import (
    CONTEXT,
    EXPLANATIONS,
    STAMP_COLUMN,
    VALUES,
    Kind,
    Stamp,
)
from milepost.submissions.template.form import digest_of
from tests import xlsx

Rows = list[list[xlsx.Written]]
_BASE = Path(__file__).parents[1] / "problems" / "base"


class _Form:
    """A form of ATF that is filled as it should be, for one quarter of the base plan."""

    def __init__(self, period: str) -> None:
        plan = read_plan([_BASE], _BASE).plan
        assert plan is not None
        self.period = period
        self.digest = digest_of(plan, "ATF", parse_period(period))
        none: list[xlsx.Written] = ["", "", ""]
        self.sheets: dict[str, Rows] = {
            "Metrics": [
                [self.stamp("metrics")],
                ["measure", "period", "last_four", "value", "absence", "reliability", "note"],
                ["share-answered", period, "", "47", *none],
            ],
            "cases-initiated": [
                [self.stamp("dimensions")],
                ["state", "name", "value", "absence", "reliability", "note", "measure", "period"],
                ["", "Total", "7", *none, "cases-initiated", period],
                ["TX", "Texas", "7", *none, "cases-initiated", period],
                ["AZ", "Arizona", "0", *none, "cases-initiated", period],
            ],
            "Explanations": [
                [self.stamp("explanations")],
                ["measure", "why", "action", "by_when"],
            ],
        }
        if period.endswith("Q4"):
            self.sheets["Certification"] = [
                [self.stamp("assertions")],
                ["assertion", "statement", "answer", "comment"],
                ["system", "", "yes"],
                ["explanations", "", "yes"],
                ["targets", "", "yes"],
                ["measures", "", "yes"],
                ["official-name", "", "Maria Gomez"],
                ["official-title", "", "Deputy Director"],
            ]

    def stamp(self, kind: Kind) -> str:
        return str(Stamp.of("ATF", self.period, kind, "en", self.digest))

    def restamped(self, **changed: str | int) -> bytes:
        """The workbook with another stamp on every sheet."""
        kinds: tuple[Kind, ...] = ("metrics", "dimensions", "explanations")
        for kind, rows in zip(kinds, self.sheets.values(), strict=True):
            stamp = Stamp.of("ATF", self.period, kind, "en", self.digest)
            rows[0] = [str(replace(stamp, **changed))]  # type: ignore[arg-type]  # by name
        return self.workbook()

    def with_row(self, sheet: str, number: int, row: Sequence[xlsx.Written]) -> bytes:
        """The workbook with one row another, or one more row."""
        self.sheets[sheet][number : number + 1] = [list(row)]
        return self.workbook()

    def without_row(self, sheet: str, number: int) -> bytes:
        """The workbook with one row less."""
        del self.sheets[sheet][number]
        return self.workbook()

    def without(self, sheet: str) -> bytes:
        """The workbook with one sheet less."""
        del self.sheets[sheet]
        return self.workbook()

    def workbook(self) -> bytes:
        """The bytes of the workbook."""
        return xlsx.workbook(self.sheets)


def filled(period: str = "FY2009-Q1") -> bytes:
    """A form without any problem."""
    return _Form(period).workbook()


def filled_parts(period: str) -> dict[str, str]:
    """The parts of such a form, by name, as its archive holds them."""
    return xlsx.parts(_Form(period).sheets)


def filled_csv(period: str) -> bytes:
    """The same as a script would fill it: one CSV, with an explanation."""
    form = _Form(period)
    head = (STAMP_COLUMN, "measure", "period", "state", *CONTEXT, *VALUES, *EXPLANATIONS[1:])
    rows = [
        {"measure": "share-answered", "value": "47", "why": "Fewer came.", "by_when": "2010-03-31"},
        {"measure": "cases-initiated", "value": "7"},
        {"measure": "cases-initiated", "state": "TX", "value": "7", "note": "México – ４７"},
        {"measure": "cases-initiated", "state": "AZ", "absence": "not tracked"},
    ]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, head, restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({STAMP_COLUMN: form.stamp("metrics"), "period": period, **row})
    return stream.getvalue().encode()


def smallest_forms() -> Mapping[str, bytes]:
    """The bytes of every form of the catalogue, by its path there."""

    def q1() -> _Form:
        return _Form("FY2009-Q1")

    def q4() -> _Form:
        return _Form("FY2009-Q4")

    metric: list[xlsx.Written] = ["share-answered", "FY2009-Q1", ""]
    arizona: list[xlsx.Written] = [
        "AZ", "Arizona", "", "", "", "", "cases-initiated", "FY2009-Q1",
    ]  # fmt: skip
    without_total = q1()
    del without_total.sheets["cases-initiated"][2]
    unmarked = q4()
    unmarked.sheets["Certification"][2:6] = [
        [name, "", ""] for name in ("system", "explanations", "targets", "measures")
    ]
    strange = q1()
    strange.sheets["Scratch"] = [["what I reckoned with"]]
    found = {
        "S008-sheet-beside-a-form": strange.workbook(),
        "S012-right-of-the-form": q1().with_row(
            "Metrics", 2, [*metric, "47", "", "", "", "see the annex"]
        ),
        "S105-explanation-by-a-formula": q1().with_row(
            "Explanations", 2, ["share-answered", xlsx.formula("Metrics!A1")]
        ),
        "S114-explanation-turned-round": q1().with_row(
            "Explanations", 2, ["share-answered", "More came. \u202eexe.txt"]
        ),
        "S401-later-version": q1().restamped(version=2),
        "S401-unknown-kind-of-sheet": q1().with_row("Metrics", 0, [str(_odd_kind())]),
        "S402-form-of-another-agency": q1().restamped(agency="ICE"),
        "S403-form-of-another-period": q1().restamped(period="FY2009-Q2"),
        "S404-form-of-an-older-plan": q1().restamped(plan="0123456789ab"),
        "S405-row-not-filled": q1().with_row("cases-initiated", 4, arizona),
        "S405-no-row-filled": _all_empty(q1()),
        "S406-stamp-taken-out": q1().without_row("Metrics", 0),
        "S407-explanation-of-nothing": q1().with_row(
            "Explanations", 2, ["", "More dealers were inspected."]
        ),
        "S407-explanation-of-a-stranger": q1().with_row(
            "Explanations", 2, ["teams", "Fewer came."]
        ),
        "S408-explanation-without-why": q1().with_row("Explanations", 2, ["share-answered"]),
        "S412-row-gone": q1().without_row("Metrics", 2),
        "S412-total-gone": without_total.workbook(),
        "S413-sheet-of-a-measure-gone": q1().without("cases-initiated"),
        "S413-sheet-of-explanations-gone": q1().without("Explanations"),
        "S416-another-declaration": q1().restamped(numbers="1.767,5"),
        "S416-decimal-comma": q1().with_row("Metrics", 2, [*metric, "47,5", "", "", ""]),
        "S417-unknown-reliability": q1().with_row("Metrics", 2, [*metric, "47", "", "good", ""]),
    }
    at_year_end = {
        "S409-no-assertion-marked": unmarked.workbook(),
        "S410-neither-yes-nor-no": q4().with_row("Certification", 2, ["system", "", "mostly"]),
        "S106-error-for-the-official": q4().with_row(
            "Certification", 6, ["official-name", "", xlsx.error("#REF!")]
        ),
        "S411-no-official-named": q4().with_row("Certification", 6, ["official-name", "", ""]),
    }
    return {
        **{f"{name}/FY2009-Q1/ATF.xlsx": content for name, content in found.items()},
        **{f"{name}/FY2009-Q4/ATF.xlsx": content for name, content in at_year_end.items()},
    }


def _odd_kind() -> Stamp:
    return replace(Stamp.of("ATF", "FY2009-Q1", "metrics", "en", ""), kind="figures")


def _all_empty(form: _Form) -> bytes:
    rows = form.sheets["cases-initiated"]
    for row in rows[2:]:
        row[2] = ""
    return form.workbook()
