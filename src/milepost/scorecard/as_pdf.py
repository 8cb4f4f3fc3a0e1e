"""A document on paper: tagged PDF that meets PDF/UA-1, the same bytes each time.

Typst sets it (``templates/scorecard.typ``) and refuses what nobody could read who does not see the
page: a chart without a text alternative, a document without a title, a character without a shape.
Typst's binding cannot say that the first cell of a row is its head, so that is said afterwards.
"""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import as_file, files

import typst

from milepost.scorecard import charts
from milepost.scorecard.document import Document
from milepost.scorecard.row_heads import with_row_heads
from milepost.scorecard.typeset import Typesetter


def as_pdf(document: Document) -> bytes:
    """The whole document as one PDF.

    Raises:
        NoAlternativeError: where a chart has no text alternative.
    """
    values = Typesetter(document, charts.drawn(document.every_chart())).values()
    room = files("milepost.scorecard")
    with as_file(room / "fonts") as fonts:
        drawn = typst.compile(
            (room / "templates" / "scorecard.typ").read_bytes(),
            format="pdf",
            pdf_standards=["ua-1"],
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
            ),
            sys_inputs={"document": json.dumps(values)},
            timestamp=_timestamp(document.as_of),
        )
    return with_row_heads(drawn)


def _timestamp(as_of: str) -> dt.datetime:
    """The instant the file says it was made at: the day it is as of, whenever it is drawn."""
    return dt.datetime.combine(dt.date.fromisoformat(as_of), dt.time(), dt.UTC)
