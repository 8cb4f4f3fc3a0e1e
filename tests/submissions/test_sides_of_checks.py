"""Both sides of each line: the smallest input that a check finds, and the nearest that passes.

What is found stands in the catalogue of problems. Here one cell of each such file is written
otherwise, as near to it as can be, and then the check is silent.
"""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from pathlib import Path

import pytest

from milepost.plan.files import read_plan
from milepost.plan.model import Plan
from milepost.sources import Problem
from milepost.submissions.cells import read_cells
from milepost.submissions.checks import CHECKS
from milepost.submissions.history import NO_HISTORY, History
from milepost.submissions.observations import read_observations
from tests.catalogue import BASE, FOLDER, cases

RECEIVED = dt.date(2009, 10, 15)

# Of each case of the catalogue: what is written otherwise.
PASSES = {
    "S201-reported-twice": ("FY2009-Q1,75", "FY2009-Q2,75"),
    "S202-fraction-of-a-case": ("74.5", "74.0"),
    "S202-more-decimals-than-printed": ("87.25%", "87.2%"),
    "S203-below-zero": ("-74", "0"),
    "S204-part-larger-than-whole": ("11,10", "10,10"),
    "S204-part-of-nothing": ("0,0", "0,1"),
    "S205-another-basis": ("CY2009-Q1", "FY2009-Q1"),
    "S205-month": ("2009-05", "FY2009-Q3"),
    "S206-more-than-all": ("120%", "100%"),
    "S206-up-to-more-than-all": ("80-120", "80-100"),
    "S208-absence-without-a-note": ("absence\nATF,cases-initiated,FY2009-Q1,,not tracked",
                                    "absence,note\nATF,cases-initiated,FY2009-Q1,,not tracked,No"),
    "S301-not-begun": ("FY2010-Q2", "FY2010-Q1"),
    "S302-not-over": ("FY2010-Q1", "FY2009-Q4"),
    "S303-closed": ("FY2009-Q1", "FY2009-Q4"),
    "S304-outside-what-is-plausible": ("1400", "90"),
    "S305-fraction-of-one": ("0.47", "1"),
    "S305-fraction-where-nothing-came-before": ("0.47", "1"),
    "S306-codes-left-out": ("74,TX", "74,TX\nATF,cases-initiated,FY2009-Q1,0,AZ"),
    # 87 may be 86.5 to 87.5 and 14 may be 13.5 to 14.5, so together 100.
    "S307-more-than-a-hundred": ("23", "14"),
    "S307-parts-do-not-make-the-whole": ("FY2008,46", "FY2008,51"),
    "S308-part-exceeds-another-row": ("cases-accepted,FY2008,73", "cases-accepted,FY2008,46"),
    "S309-counted-by-period": ("47", "46"),
    "S309-not-declared": ("47", "46"),
    "S309-same-cases": ("47", "46"),
    "S310-basis-not-declared": ("ATF,cases-indicted,FY2008,66\n", ""),
    "S310-share-of-another-stage": ("66 of 103", "66"),
    # 160 of 23,159 is 0.6909 percent.
    "S311-share-and-counts": ("0.70", "0.69"),
    # 6,854 over 29,824 is 0.23; what is divided by what is turned round.
    "S312-range-turned-round": ("6854\nATF,guns-seized,FY2008,29824",
                                "29824\nATF,guns-seized,FY2008,6854"),
    "S313-less-than-what-was-counted-apart": ("FY2008,212", "FY2008,262"),
    "S314-overlap-not-declared": ("ice-cases-from-atf,FY2008,16", "ice-cases-from-atf,FY2008,0"),
    "S315-fiscal-and-calendar": ("CY2008,29824", "CY2007,29824"),
    "S316-nothing-said-of-the-unknown": ("FY2008,87", "FY2008,87\nATF,share-unknown,FY2008,0"),
    "S316-unknown-without-a-note": ("FY2008,13", "FY2008,0"),
    # The mean is 105; half off is 52.5, and 105 + 52.5 = 157.5.
    "S317-far-from-two-years": ("1767", "157"),
    # Mean 100, s² = (0 + 16 + 4 + 4 + 16) / 4 = 10: 2s = 6.3, 3s = 9.5.
    "S318-moderate-outlier": ("108", "106"),
    "S319-extreme-outlier": ("120", "109"),
    # Half more than 100 is 150.
    "S320-jump-without-a-note": ("FY2008,300", "FY2008,150"),
}  # fmt: skip


@functools.cache
def _plan(name: str) -> Plan:
    own = FOLDER / name / "plan"
    plan = read_plan([BASE, own] if own.exists() else [BASE], FOLDER).plan
    assert plan is not None
    return plan


def _text(name: str) -> str:
    """The file of a case that comes last."""
    listed = FOLDER / name / "handed-in.txt"
    last = listed.read_text(encoding="utf-8").split()[-1] if listed.exists() else "ATF.csv"
    return (FOLDER / name / last).read_text(encoding="utf-8")


def _history(name: str) -> History:
    """What came before the last file of a case."""
    listed = FOLDER / name / "handed-in.txt"
    earlier = listed.read_text(encoding="utf-8").split()[:-1] if listed.exists() else []
    texts = [(FOLDER / name / path).read_bytes() for path in earlier]
    readings = [read_observations(read_cells(t, "ATF.csv"), _plan(name), "ATF") for t in texts]
    return History.of(o for reading in readings for o in reading.observations)


def _problems(
    name: str, text: str, history: History = NO_HISTORY, received: dt.date = RECEIVED
) -> tuple[Problem, ...]:
    sender = text.splitlines()[1].split(",")[0]
    cells = read_cells(text.encode(), f"{sender}.csv")
    return read_observations(cells, _plan(name), sender, history, received).problems


def _codes(name: str, text: str) -> set[str]:
    return {problem.code for problem in _problems(name, text, _history(name))}


@pytest.mark.parametrize("name", PASSES)
def test_the_nearest_that_is_right_passes(name: str) -> None:
    code = name.partition("-")[0]
    old, new = PASSES[name]
    text = _text(name)
    assert code in _codes(name, text)
    assert text.count(old) == 1
    assert code not in _codes(name, text.replace(old, new))


def test_every_check_has_both_sides() -> None:
    of_checks = {check.code for check in CHECKS}
    assert {case.name for case in cases() if case.code in of_checks} == set(PASSES)
    assert {name.partition("-")[0] for name in PASSES} == of_checks


@pytest.mark.parametrize(
    ("value", "code"),
    [("103", ""), ("104", "S318"), ("105", "S318"), ("106", "S319"), ("96", "S318"), ("97", "")],
)
def test_an_outlier_begins_at_2_and_at_3_standard_deviations(value: str, code: str) -> None:
    # 98, 98, 100, 102, 102: the mean is 100, s² = (4 + 4 + 0 + 4 + 4) / 4 = 4, so s = 2.
    earlier = "".join(
        f"ATF,guns-seized,FY200{year},{n}\n"
        for year, n in enumerate((98, 98, 100, 102, 102), start=1)
    )
    text = f"agency,measure,period,value\n{earlier}ATF,guns-seized,FY2006,{value}\n"
    found = [p.code for p in _problems("S318-moderate-outlier", text)]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(("value", "is_found"), [("52", True), ("53", False), ("158", True)])
def test_far_is_more_than_half_off_the_mean_of_two_years(value: str, *, is_found: bool) -> None:
    # The mean of 100 and 110 is 105; half of it is 52.5.
    text = _text("S317-far-from-two-years").replace("1767", value)
    assert ("S317" in _codes("S317-far-from-two-years", text)) is is_found


def test_a_jump_with_a_note_passes() -> None:
    text = (
        "agency,measure,period,value,note\nATF,guns-seized,FY2007,100,\n"
        "ATF,guns-seized,FY2008,300,One large seizure in May.\n"
    )
    assert _problems("S320-jump-without-a-note", text) == ()


def test_a_blank_is_no_zero_and_a_zero_no_blank() -> None:
    head = "agency,measure,period,value\nATF,cases-initiated,FY2009-Q1,"
    assert [(p.code, p.severity) for p in _problems("S203-below-zero", f"{head}\n")] == [
        ("S110", "error")
    ]
    assert _problems("S203-below-zero", f"{head}0\n") == ()


def test_what_is_47_percent_may_be_written_as_47_or_with_its_sign() -> None:
    for value in ("47", "47%", "about 47"):
        text = _text("S305-fraction-of-one").replace("0.47", value)
        assert _problems("S305-fraction-of-one", text) == ()


def test_a_fraction_of_a_percent_passes_where_that_is_usual() -> None:
    # 0.69 percent was printed before: 0.47 is no slip there.
    name = "S305-fraction-of-one"
    text = "agency,measure,period,value\nATF,share-traced,FY2007,0.69\n"
    earlier = read_observations(read_cells(text.encode(), "ATF.csv"), _plan(name), "ATF")
    assert _problems(name, _text(name), History.of(earlier.observations)) == ()


def _closed_on(day: str, more: str = "") -> list[str]:
    """The codes that are found in a file for FY2009-Q1, which ends on 2008-12-31, sent on a day."""
    name = "S303-closed"
    plan = _plan(name)
    if more:
        with tempfile.TemporaryDirectory() as made:
            Path(made, "more.yaml").write_text(more, encoding="utf-8")
            read = read_plan([BASE, FOLDER / name / "plan", Path(made)], FOLDER)
        assert read.plan is not None, read.problems
        plan = read.plan
    cells = read_cells(_text(name).encode(), "ATF.csv")
    reading = read_observations(cells, plan, "ATF", NO_HISTORY, dt.date.fromisoformat(day))
    assert bool(reading.observations) is not bool(reading.rejections)
    return [problem.code for problem in reading.problems]


_EXTENSION = """\
extensions:
  - {{id: more-time, agency: {agency}, period: {period}, until: 2009-03-31, reason: A move.,
     approved_by: The Director, source: made up}}
"""
_OF_ATF = """\
windows:
  - {id: of-atf, of: quarter, agencies: [ATF], due: 30 days, locked: 60 days,
     late_procedure: Ask first., source: made up}
"""


def test_a_period_is_open_until_the_day_of_its_lock_and_that_day_too() -> None:
    # 45 days after 2008-12-31 is 2009-02-14.
    assert _closed_on("2009-02-14") == []
    assert _closed_on("2009-02-15") == ["S303"]


def test_an_extension_opens_a_period_for_its_agency_until_its_day() -> None:
    extension = _EXTENSION.format(agency="ATF", period="FY2009-Q1")
    assert _closed_on("2009-03-31", extension) == []
    assert _closed_on("2009-04-01", extension) == ["S303"]


@pytest.mark.parametrize(("agency", "period"), [("ICE", "FY2009-Q1"), ("ATF", "FY2009-Q2")])
def test_an_extension_of_another_agency_or_period_opens_nothing(agency: str, period: str) -> None:
    extension = _EXTENSION.format(agency=agency, period=period)
    assert _closed_on("2009-03-01", extension) == ["S303"]


def test_the_window_of_an_agency_goes_before_that_of_all() -> None:
    # 60 days after 2008-12-31 is 2009-03-01.
    assert _closed_on("2009-03-01", _OF_ATF) == []
    assert _closed_on("2009-03-02", _OF_ATF) == ["S303"]


def test_an_extension_that_ends_before_the_lock_takes_no_time_away() -> None:
    extension = _EXTENSION.format(agency="ATF", period="FY2009-Q1").replace("2009-03", "2009-01")
    assert _closed_on("2009-02-14", extension) == []


def test_what_comes_late_is_told_the_procedure_that_is_laid_down() -> None:
    (problem,) = _problems("S303-closed", _text("S303-closed"), received=dt.date(2009, 2, 15))
    assert problem.remedy == "Ask ICE for an extension before sending the figures again."


def test_the_lock_of_a_year_does_not_close_several_years_together() -> None:
    name = "S317-far-from-two-years"
    with tempfile.TemporaryDirectory() as made:
        window = _OF_ATF.replace("quarter", "year")
        Path(made, "more.yaml").write_text(window, encoding="utf-8")
        plan = read_plan([BASE, FOLDER / name / "plan", Path(made)], FOLDER).plan
    assert plan is not None
    for period, codes in (("FY2008", ["S303"]), ("FY2004..FY2008", [])):
        text = f"agency,measure,period,value\nATF,guns-seized,{period},100\n"
        cells = read_cells(text.encode(), "ATF.csv")
        found = read_observations(cells, plan, "ATF", NO_HISTORY, RECEIVED).problems
        assert [problem.code for problem in found] == codes


def test_a_first_share_with_its_sign_or_in_whole_percent_is_not_asked_about() -> None:
    name = "S305-fraction-where-nothing-came-before"
    for value in ("0", "1", "47", "47%", "100"):
        assert _problems(name, _text(name).replace("0.47", value)) == ()
