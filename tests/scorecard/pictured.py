"""Pictures of every kind on figures of the domain, for the tests of drawing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from milepost.scorecard.areas import MEXICO
from milepost.scorecard.model import Chart, Point
from milepost.scorecard.pictures import (
    AnyChart,
    DrawnAmount,
    FunnelChart,
    MatrixCell,
    MatrixChart,
    MultiplesChart,
    Panel,
    StripChart,
    StripMark,
    Tile,
    TileChart,
)


def exactly(year: int, value: float, words: str = "") -> Point:
    """A fiscal year's exact value."""
    return Point(f"FY{year}", f"{year}-09-30", value, value, words or f"{value:g}")


def over_time(name: str = "seizures/ICE", unit: str = "seizures", agency: str = "ICE") -> Chart:
    """A measure with bounds on either side, a gap, a revision, a path and a target."""
    return Chart(
        id=name,
        title="Seizures: ICE reported 280 for FY2009; the target, 300 or more, was not met",
        unit=unit,
        agency=agency,
        points=(
            exactly(2004, 120),
            Point("FY2005", "2005-09-30", 150.0, 180.0, "between 150 and 180"),
            Point("FY2007", "2007-09-30", 200.0, None, "at least 200"),
            Point("FY2008", "2008-09-30", None, 260.0, "at most 260"),
            exactly(2009, 280),
        ),
        targets=(exactly(2009, 300, "300 or more"),),
        alternative="All of it.",
        illustrative=False,
        path=(exactly(2004, 120), exactly(2009, 300)),
        before=(exactly(2009, 310, "310, received 2009-10-15"),),
        gaps=(Point("FY2006", "2006-09-30", None, None, "not reported"),),
    )


STRIP: Final = StripChart(
    id="strip/investigate",
    title="Investigate: 5 targets; due: 2 met, 1 not met; not due yet: 1 off track; "
    "without a date: 1 not rated; 1 target, illustrative",
    unit="targets",
    agency="Led by ATF",
    marks=(
        StripMark("Cases initiated, ATF", "met", "good", "due"),
        StripMark("Cases indicted, ATF", "met", "good", "due"),
        StripMark("Convictions, ICE", "not met", "bad", "due"),
        StripMark("Cases tried, ATF", "off track", "bad", "not due yet"),
        StripMark("Agreement signed", "not rated", "none", "without a date"),
        StripMark("Cases accepted", "met", "good", "due", apart=True),
    ),
    counts=(
        ("due", "met", "good", 2),
        ("due", "not met", "bad", 1),
        ("not due yet", "off track", "bad", 1),
        ("without a date", "not rated", "none", 1),
    ),
    alternative="All of it.",
    illustrative=True,
)
FUNNEL: Final = FunnelChart(
    id="funnel/atf",
    title="ATF, FY2008: cases initiated at least 280, cases with convictions 33",
    unit="cases",
    agency="ATF",
    period="FY2008",
    stages=(
        DrawnAmount("Cases initiated", "at least 280", 280.0, None),
        DrawnAmount("Cases referred", "73", 73.0, 73.0),
        DrawnAmount("Cases accepted", "between 40 and 46", 40.0, 46.0),
        DrawnAmount("Cases indicted", "not available", None, None),
        DrawnAmount("Cases with convictions", "0", 0.0, 0.0),
    ),
    note="The report does not say in which year the cases began.",
    alternative="All of it.",
    illustrative=False,
)
MATRIX: Final = MatrixChart(
    id="reported",
    title="1 of 2 agencies reported every figure in time; 1 left figures out",
    unit="figures asked for",
    agency="all agencies",
    agencies=("ATF", "CBP"),
    periods=("FY2009-Q1", "FY2009-Q2", "FY2009"),
    cells=(
        MatrixCell("ATF", "FY2009-Q1", "in time", "5 in time"),
        MatrixCell("ATF", "FY2009-Q2", "late", "4 in time, 1 late"),
        MatrixCell("ATF", "FY2009", "not due", "7 not due"),
        MatrixCell("CBP", "FY2009-Q1", "reported", "2 reported"),
        MatrixCell("CBP", "FY2009-Q2", "missing", "2 missing"),
    ),
    alternative="All of it.",
    illustrative=False,
)
MULTIPLES: Final = MultiplesChart(
    id="years/investigate",
    title="Investigate: of 1 of 2 measures there is a figure for an earlier year",
    unit="",
    agency="Led by ATF",
    panels=(
        Panel(
            "Cases initiated, ATF",
            "cases",
            (
                DrawnAmount("FY2006", "not reported", None, None),
                DrawnAmount("FY2007", "-3", -3.0, -3.0),
                DrawnAmount("FY2008", "between 5 and 9", 5.0, 9.0),
                DrawnAmount("FY2009", "at least 12", 12.0, None),
            ),
        ),
        Panel(
            "Cases indicted, ATF",
            "cases",
            (
                DrawnAmount("FY2008", "4", 4.0, 4.0),
                DrawnAmount("FY2009", "not tracked", None, None),
            ),
        ),
    ),
    alternative="All of it.",
    illustrative=True,
)
STATES: Final = TileChart(
    id="areas/seized/entities",
    title="Firearms seized: most in MX-CHH, 12,000; no figure for 30 of 32",
    unit="firearms",
    agency="CENAPI",
    period="FY2008",
    tiles=tuple(
        Tile(code, DrawnAmount(code, *said), place)
        for code, place in MEXICO.items()
        for said in [
            {"MX-CHH": ("12,000", 12000.0, 12000.0), "MX-OAX": ("0", 0.0, 0.0)}.get(
                code, ("not reported", None, None)
            )
        ]
    ),
    alternative="All of it.",
    illustrative=False,
)
DISTRICTS: Final = TileChart(
    id="areas/seized/districts",
    title="Firearms seized: most in District A, 900; no figure for 1 of 3",
    unit="firearms",
    agency="ATF",
    period="FY2009",
    tiles=(
        Tile("A", DrawnAmount("District A", "900", 900.0, 900.0)),
        Tile("B", DrawnAmount("District B", "at least 40", 40.0, None)),
        Tile("C", DrawnAmount("District C", "not reported", None, None)),
    ),
    alternative="All of it.",
    illustrative=True,
)
EVERY: Final[tuple[AnyChart, ...]] = (
    over_time(), STRIP, FUNNEL, MATRIX, MULTIPLES, STATES, DISTRICTS,
)  # fmt: skip


def saying(words: str) -> tuple[AnyChart, ...]:
    """The same pictures, in which everything that a user can type is the same words."""
    point = Point("FY2009", "2009-09-30", 4.0, 4.0, words)
    amount = DrawnAmount(words, words, 4.0, 4.0)
    common: dict[str, Any] = {"title": words, "alternative": words, "agency": words}
    return (
        replace(
            over_time(), **common, unit=words, points=(point,), targets=(point,),
            path=(point, point), before=(point,), gaps=(replace(point, low=None, high=None),),
        ),
        replace(
            STRIP, **common, counts=(("due", words, "good", 1), ("not due yet", words, "bad", 1)),
            marks=(
                StripMark(words, words, "good", "due"),
                StripMark(words, words, "bad", "not due yet"),
            ),
        ),
        replace(FUNNEL, **common, unit=words, stages=(amount, amount), note=words),
        replace(
            MATRIX, **common, agencies=(words,), periods=("FY2009",),
            cells=(MatrixCell(words, "FY2009", "late", words),),
        ),
        replace(MULTIPLES, **common, panels=(Panel(words, words, (amount, amount)),)),
        replace(STATES, **common, unit=words, tiles=(Tile(words, amount, (0, 0)),)),
        replace(DISTRICTS, **common, unit=words, tiles=(Tile(words, amount),)),
    )  # fmt: skip
