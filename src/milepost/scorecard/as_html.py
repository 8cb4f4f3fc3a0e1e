"""A document as one HTML file: no network, whole without its script, and fit to be printed.

The style and the script stand in the page itself, and its Content-Security-Policy names each by its
digest. So nothing runs that is not this page's own, whatever stands in the texts; and no element
has a style of its own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby, takewhile
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from milepost.scorecard.anchors import Anchors
from milepost.scorecard.document import Block, Column, Document, Paragraph, Part, Picture, Table
from milepost.scorecard.page_tables import (
    SHORT_DATE,
    SHORT_VERDICT,
    Facets,
    size_of,
    sort_key,
    widths,
)
from milepost.scorecard.palette import variables
from milepost.scorecard.sparklines import sparkline
from milepost.submissions.collection import uncollected

# A mark is never colour alone: each kind has a shape of its own, and its word beside it.
MARKS: Final = {
    "good": "✔",
    "fair": "▲",
    "poor": "◆",
    "bad": "✘",
    "open": "?",
    "none": "\N{EN DASH}",
}
_HEAD_AT_MOST: Final = 90  # letters of a running head; a longer title is cut there, not in the page
_LONG: Final = 36  # a cell of more letters takes a line of its own on a narrow screen

_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("milepost.scorecard"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@uncollected()
def as_html(document: Document) -> str:
    """The whole document as one page."""
    pictures, behind = _charts(document)
    widths_of = _widths_once()
    style = _style(document, behind.values(), widths_of)
    script = _read("page.js")
    return _ENVIRONMENT.get_template("page.html.j2").render(
        document=document,
        style=style,
        script=script,
        policy=_policy(style, script),
        anchors=Anchors.of(document),
        pictures=pictures,
        behind=behind,
        beside=document.tables_named(),
        marks=MARKS,
        kind_of=lambda block: type(block).__name__,
        runs=_runs,
        leading=_leading,
        long=_LONG,
        short_date=SHORT_DATE,
        short_verdict=SHORT_VERDICT,
        size_of=size_of,
        widths=widths_of,
        sort_key=sort_key,
        facets=Facets.of(document),
        sparkline=sparkline,
        meanings=_said_once(),
    )


def _charts(document: Document) -> tuple[Mapping[str, str], Mapping[str, Table]]:
    """Every chart as SVG, and the table behind each that has no table beside it.

    What draws them is loaded only where there is one.
    """
    found = tuple(document.every_picture())
    if not found:
        return {}, {}
    from milepost.scorecard.charts import drawn, table_behind  # noqa: PLC0415

    beside = document.tables_named()
    behind = {
        picture.chart.id: table_behind(picture.chart)
        for picture in found
        if picture.same_as not in beside
    }
    return drawn(picture.chart for picture in found), behind


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """Blocks in their order, with pictures that follow each other together."""
    for are_pictures, run in groupby(blocks, lambda block: isinstance(block, Picture)):
        yield are_pictures, list(run)


def _leading(part: Part) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What is shown of a part at once, and what a reader opens."""
    if part.opened:
        return part.blocks, ()
    first = tuple(takewhile(lambda block: isinstance(block, Paragraph), part.blocks))
    return first, part.blocks[len(first) :]


def _said_once() -> Callable[[Table], list[Column]]:
    """Tells which columns of a table are to be explained: those that none before it explained."""
    said: set[tuple[str, str]] = set()

    def meanings(table: Table) -> list[Column]:
        found = [c for c in table.columns if c.meaning and (c.title, c.meaning) not in said]
        said.update((column.title, column.meaning) for column in found)
        return found

    return meanings


def _widths_once() -> Callable[[Table], tuple[int, ...]]:
    """Tells the widths of a table's columns, which the style and the table ask for, once."""
    known: dict[int, tuple[int, ...]] = {}

    def widths_of(table: Table) -> tuple[int, ...]:
        found = known.get(id(table))
        if found is None:
            found = known[id(table)] = widths(table)
        return found

    return widths_of


def _style(
    document: Document, behind: Iterable[Table], widths_of: Callable[[Table], tuple[int, ...]]
) -> str:
    """The style of the page, with the running heads of this document."""
    tables = [table for _, table in document.every_table()]
    used = sorted({width for table in (*tables, *behind) for width in widths_of(table)})
    columns = " ".join(f"col.w{width} {{ width: {width}% }}" for width in used)
    return "\n".join(
        (variables(), _read("page.css"), columns, _by_night(document), _running(document))
    )


def _by_night(document: Document) -> str:
    """The rules by which charts take the inks of the dark theme; none where there is no chart."""
    if not any(True for _ in document.every_chart()):
        return ""
    from milepost.scorecard.inks import dark_css  # noqa: PLC0415  # with the charts

    of_system, of_reader = (
        dark_css(f"{root} .drawing")
        for root in (":root:not([data-theme=light])", ":root[data-theme=dark]")
    )
    return (
        f"@media screen and (prefers-color-scheme: dark) {{\n{of_system}\n}}\n"
        f"@media screen {{\n{of_reader}\n}}"
    )


def _running(document: Document) -> str:
    """What stands on the edge of every printed page."""
    title = document.title
    head = title if len(title) <= _HEAD_AT_MOST else f"{title[:_HEAD_AT_MOST]}…"
    marked = "ILLUSTRATIVE" if document.illustrative else ""
    boxes = {
        "top-left": f"{head}. {document.period}",
        "top-center": document.restricted[:_HEAD_AT_MOST].upper(),
        "top-right": marked,
        "bottom-left": f"As of {document.as_of}",
    }
    edges = " ".join(f"@{box} {{ content: {_string(text)} }}" for box, text in boxes.items())
    return f"@media print {{ @page {{ {edges} }} }}\n"


def _string(text: str) -> str:
    """A text as a string of CSS, each of its letters that may mean something there by number."""
    plain = (c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):x} " for c in text)
    return '"' + "".join(plain) + '"'


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _read(name: str) -> str:
    return files("milepost.scorecard").joinpath("templates", name).read_text(encoding="utf-8")
