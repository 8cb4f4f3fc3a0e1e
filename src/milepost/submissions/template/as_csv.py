"""A form as CSV, for those who script: the long table, with what must be known to fill it."""

from __future__ import annotations

import csv
import io

from milepost.sources import as_no_formula
from milepost.submissions.template import columns
from milepost.submissions.template.columns import STAMP_COLUMN, Stamp
from milepost.submissions.template.form import Form, FormRow
from milepost.submissions.template.words import Words


def as_csv(form: Form, words: Words) -> bytes:
    """The bytes of the file: UTF-8 with the mark by which spreadsheets know it."""
    stream = io.StringIO(newline="")
    lists = list(dict.fromkeys(c.id for row in form.divided for c in row.divided_by))
    told = ("agency", "measure", "period", *lists)
    header = (*told, *columns.VALUES, "why", "action", "by_when", *columns.CONTEXT, STAMP_COLUMN)
    writer = csv.DictWriter(stream, header, restval="", lineterminator="\r\n")
    writer.writeheader()
    stamp = str(Stamp.of(form.agency, form.period, "metrics", words.language, form.digest))
    for row in form.rows:
        known = {
            "agency": form.agency,
            "measure": row.measure,
            "period": row.period,
            STAMP_COLUMN: stamp,
            **{name: as_no_formula(text) for name, text in _context(row).items()},
        }
        writer.writerow(known)
        for codes in row.codes() or [] if row.divided_by else []:
            by = {c.id: code.code for c, code in zip(row.divided_by, codes, strict=True)}
            writer.writerow(known | by)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _context(row: FormRow) -> dict[str, str]:
    return {
        "title": row.title,
        "definition": row.definition,
        "counts": row.counts,
        "unit": row.unit,
        "last_four": "; ".join(row.last_four),
        "target": row.target.replace("\n", "; "),
    }
