"""A document with every kind of block, hostile text, and tables too long or too wide for a page."""

from __future__ import annotations

from typing import Final

from milepost.scorecard.document import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Listing,
    Paragraph,
    Part,
    Picture,
    Table,
    TableRow,
)
from milepost.scorecard.model import Chart, Footnote, FootnoteLine, Mark, Point

HOSTILE: Final = (
    "<script>alert(1)</script>",
    "{{7*7}} ${7*7} #{7*7}",
    "#panic(1) *bold* _under_ $x^2$ `raw` @reference <label> = heading // comment \\",
    '#import "@preview/x:1.0.0" #read("/etc/passwd")',
    "javascript:alert(1)",
    "]]> --> \"quoted\" 'quoted'",
    "=1+1 +1 -1 @SUM(A1)",
    "שלום and مرحبا and \N{RIGHT-TO-LEFT OVERRIDE}evil",
    "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} 中文 Я α \ud800",
    "nul \x00 bell \x07 tab \t line \n feed",
    "W" * 10_000,
    "a/very/long/path_without.any:space/" * 12,
)
MARKS: Final[tuple[Mark, ...]] = ("good", "fair", "poor", "bad", "open", "none")


def chart(alternative: str = "From 3 cases in FY2007 to 5 in FY2008.") -> Chart:
    """A chart of two points and a target."""
    points = (
        Point("FY2007", "2007-09-30", 3.0, 3.0, "3"),
        Point("FY2008", "2008-09-30", 5.0, None, "at least 5"),
    )
    promised = (Point("FY2008", "2008-09-30", 4.0, None, "4 or more"),)
    title = "Cases \N{GRINNING FACE} rose <b>&amp;"
    unit = "cases <b> \N{GRINNING FACE} ]]>"
    return Chart("c/1", title, unit, "ATF", points, promised, alternative, illustrative=True)


def table(identifier: str, columns: int, rows: int, words: str = "Some words") -> Table:
    """A table of so many columns and rows, with all that a cell can hold."""
    kinds = (Column("head", "What it is"), Column("n", "Number", "number", "How many there are."))
    more = tuple(Column(f"c{i}", f"Column {i}") for i in range(columns - len(kinds)))
    return Table(
        identifier,
        f"The table {identifier}",
        kinds + more,
        tuple(_row(identifier, i, columns, words) for i in range(rows)),
        note=f"A note on {identifier}.",
    )


def _row(identifier: str, i: int, columns: int, words: str) -> TableRow:
    head = Cell(f"{identifier} row {i}", "cases", notes=(1, 2) if i % 3 == 0 else ())
    number = (
        Cell("not tracked", absent=True)
        if i % 5 == 0
        else Cell(f"{i:,}", figure=f"{identifier}/{i}")
    )
    others = tuple(
        Cell(f"{words} {i}.{c}", mark=MARKS[i % 6] if c == 0 else None, illustrative=c == 1)
        for c in range(columns - 2)
    )
    told = (Fact("Explanation", f"Why {identifier} {i} came out so."),) if i % 4 == 0 else ()
    return TableRow((head, number, *others), f"{identifier}-{i}", told=told, total=i == 7)


def every_kind(*, illustrative: bool = True, restricted: str = "") -> Document:
    """A document with every kind of block."""
    spark = Table(
        "spark",
        "Drawn in rows",
        (Column("m", "Measure"), Column("s", "Over time", "sparkline")),
        (TableRow((Cell("Cases", link="wide"), Cell(sparkline=(1.0, None, 3.5)))),),
    )
    blocks: tuple[Block, ...] = (
        Paragraph("The answer stands first.", "lead"),
        Paragraph("A plain paragraph."),
        Paragraph("Small print.", "small"),
        Paragraph("A warning.", "warning"),
        Facts((Fact("Lead", "ATF"), Fact("Supporting", "ICE, CBP"))),
        Listing(("First", "Second"), numbered=True),
        Listing(("One", "Another")),
        Picture(chart()),
        spark,
        Table("empty", "A table without a row", (Column("a", "Head"),), ()),
        Blank("Signature of the official"),
    )
    hostile = Part(
        "hostile", HOSTILE[0], tuple(Paragraph(t) for t in HOSTILE), illustrative=True,
        parts=(Part("deep", "Below", (table("deep", 3, 2, HOSTILE[10]),)),),
    )  # fmt: skip
    tables = (
        Part("long", "A long table", (table("long", 4, 90),), new_page=True),
        Part("wide", "A wide table", (table("wide", 12, 6),)),
        Part(
            "wordy", "A wordy table", (table("wordy", 9, 4, "Many words stand in this cell " * 4),)
        ),
        Part("vast", "A table of twenty-four columns", (table("vast", 24, 3, "Unquestionably"),)),
        Part(
            "tall", "A row taller than a page", (table("tall", 3, 1, "Words without end " * 600),)
        ),
    )
    return Document(
        name="every-kind",
        title="Every kind of block <i>",
        subtitle="What a document can hold",
        issued_by="Office of Tests",
        period="FY2009",
        as_of="2009-10-31",
        illustrative=illustrative,
        restricted=restricted,
        parts=(Part("first", "In short", blocks), hostile, *tables),
        footnotes=tuple(
            Footnote(n, (FootnoteLine("Figure", f"file{n}.csv:{n}"), FootnoteLine("Source", text)))
            for n, text in ((1, "GAO"), (2, HOSTILE[2]))
        ),
        version="0",
        language="en-US",
    )
