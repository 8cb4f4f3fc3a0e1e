"""A document with every kind of block, in which one text stands wherever a text may stand."""

from __future__ import annotations

from milepost.scorecard.document import (
    Blank,
    Cell,
    Column,
    Document,
    Facet,
    Fact,
    Facts,
    Listing,
    Paragraph,
    Part,
    Picture,
    Table,
    TableRow,
)
from milepost.scorecard.model import Chart, Exact, Footnote, FootnoteLine, Point, Verdict

HOSTILE = (
    "<script>document.title = 'taken'</script>",
    "</script></style></title></svg><img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "]]>&amp;&#60;b&#62;",
    "\"quoted\" & 'quoted' --> */ } \\",
    "\u202eright to left\u202c שלום",
    "x" * 10_000,
    "\N{GRINNING FACE} =1+1",
)
_POINTS = (
    Point("FY2008", "2008-09-30", 4.0, 4.0, "4"),
    Point("FY2009", "2009-09-30", 6.0, None, "at least 6"),
)


def with_every_block(text: str, *, illustrative: bool = True) -> Document:
    """A document of every kind of block, with ``text`` for each text, name and identifier."""
    footnote = Footnote(1, (FootnoteLine(text, text),))
    chart = Chart(text, text, text, text, _POINTS, _POINTS[:1], text, illustrative=illustrative)
    blocks = (
        Paragraph(text, "lead"),
        Paragraph(text, "small"),
        Paragraph(text, "warning"),
        Paragraph(text),
        Facts((Fact(text, text),)),
        Listing((text, text)),
        Listing((text, text), numbered=True),
        _table(text, illustrative=illustrative),
        Picture(chart),
        Blank(text),
    )
    inner = Part(f"{text} within", text, (Paragraph(text),), illustrative=illustrative)
    return Document(
        name="every-block",
        title=text,
        subtitle=text,
        issued_by=text,
        period=text,
        as_of=text,
        illustrative=illustrative,
        restricted=text,
        parts=(Part(text, text, blocks, (inner,), new_page=True), Part("more", "More")),
        footnotes=(footnote,),
        version=text,
    )


def _table(text: str, *, illustrative: bool) -> Table:
    columns = (
        Column("a", text, meaning=text),
        Column("b", text, "number"),
        Column("c", text, "verdict"),
        Column("d", text, "sparkline"),
    )
    exact = Exact("1/3", None, low_open=False, high_open=False)
    rows = tuple(
        TableRow(
            (
                Cell(text, text, notes=(1,), link=text, illustrative=illustrative),
                Cell(text, text, f"{text} figure {n}", exact, judged=Verdict(text, "open")),
                Cell(text, mark="bad", illustrative=illustrative),
                Cell(sparkline=(1.0, None, 3.0, 2.0)),
            ),
            f"{text} row {n}",
            (Facet("agency", f"{text}{n}"), Facet("objective", text)),
            (Fact(text, text),),
            (Fact(text, text),),
            illustrative=illustrative,
        )
        for n in (1, 2)
    )
    return Table(text, text, columns, rows, sortable=True, note=text)
