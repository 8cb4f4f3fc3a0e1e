"""Makes examples/measures.xlsx anew: ``python -m tests.interchange.make_sample``.

It is the spreadsheet of an office that never heard of Milepost: a title above, columns by other
names, some of what a plan needs missing. Every figure in it is made up, and the sheet says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests import xlsx

PATH: Final = Path(__file__).parents[2] / "examples" / "measures.xlsx"
HEADER: Final = (
    "No.", "Performance measure", "Description", "Objective", "Unit of measure", "Type",
    "Desired direction", "Frequency", "Responsible agency", "FY2009 baseline", "FY2010 target",
    "FY2011 target", "Rationale for target", "Data source", "Known limitations", "Illustrative",
    "Comments",
)  # fmt: skip
ROWS: Final[tuple[tuple[xlsx.Written, ...], ...]] = (
    (
        "PM-1", "Illicit firearms trafficking cases with a joint team",
        "Cases opened in the fiscal year that agents of both ATF and ICE worked from the start.",
        "Coordinate the agencies", "Cases", "Output", "Increase", "Quarterly", "ATF; ICE",
        xlsx.number("31"), xlsx.number("40"), xlsx.number("55"),
        "FY2010: One more team in each of nine field offices\nFY2011: Teams at full strength",
        "Case systems of both agencies",
        "• Agents mark joint cases by hand\n• The two systems close a case at different times",
        "yes", "Ask both agencies for one definition of a joint case.",
    ),
    (
        "PM-2", "Trace requests answered within five days",
        "Of the trace requests from Mexico, those answered within five days.",
        "Build Mexican capacity to trace and investigate arms", "%", "Efficiency",
        "Higher is better", "Annually",
        "Bureau of Alcohol, Tobacco, Firearms and Explosives (ATF)",
        xlsx.number("0.47", style=1), xlsx.number("0.6", style=1), "at least 70%", "",
        "Tracing system", "A request that is sent back for more detail starts anew.", "yes", "",
    ),
    (
        "", "Southbound lanes with a licence plate reader",
        "Outbound lanes at the land ports of entry that have a working reader on the last day.",
        "interdict-southbound", "lanes", "Capacity", "↑", "", "Customs and Border Protection",
        "", "1,767", "TBD", "Made up, to show a number that was typed with a comma", "", "", "yes",
        "",
    ),
    (
        "", "Days from seizure to trace request", "", "interdict-southbound", "days", "Process",
        "Lower is better", "Quarterly", "CBP", xlsx.number("21"), xlsx.number("10"), "", "", "",
        "", "yes", "No definition agreed yet.",
    ),
    (
        "", "Memorandum on sharing of leads in force", "Signed by all of the parties to it.",
        "Coordinate the agencies", "agreements", "Milestone", "", "Once", "ATF, ICE and CBP", "",
        "Signed by all three", "", "", "", "", "yes", "",
    ),
)  # fmt: skip
_WIDTHS: Final = (8, 34, 40, 26, 12, 11, 12, 11, 22, 10, 12, 12, 30, 22, 36, 11, 28)
_TITLE: Final = (
    "ILLUSTRATIVE: performance measures of an office, every figure made up to show how a "
    "spreadsheet is imported"
)
_WRAPPED: Final = '<alignment vertical="top" wrapText="1"/>'


def sample() -> bytes:
    """The bytes of the sample."""
    rows: list[tuple[xlsx.Written, ...]] = [(_TITLE,), (), HEADER, *ROWS]
    parts = xlsx.parts({"Measures": rows})
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(_WIDTHS, start=1)
    )
    sheet = parts["xl/worksheets/sheet1.xml"]
    head, tail = sheet.split("<sheetData>")
    body, foot = tail.split("</sheetData>")
    body = body.replace(' t="inlineStr"', ' s="2" t="inlineStr"')
    for n in range(1, len(HEADER) + 1):
        body = body.replace(f'<c r="{xlsx.letters(n)}3" s="2"', f'<c r="{xlsx.letters(n)}3" s="3"')
    body = body.replace('<c r="A1" s="2"', '<c r="A1" s="4"').replace('s="0"', 's="5"')
    view = (
        '<sheetViews><sheetView workbookViewId="0"><pane xSplit="2" ySplit="3" topLeftCell="C4" '
        'activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
    )
    last = f"{xlsx.letters(len(HEADER))}{len(rows)}"
    parts["xl/worksheets/sheet1.xml"] = (
        f"{head}{view}<cols>{columns}</cols><sheetData>{body}</sheetData>"
        f'<autoFilter ref="A3:{last}"/>{foot}'
    )
    # In the order in which a workbook must name them, before its list of sheets.
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "<sheets>", "<bookViews><workbookView/></bookViews><sheets>"
    )
    parts["xl/styles.xml"] = _styles(parts["xl/styles.xml"])
    return xlsx.archive(parts)


def _styles(plain: str) -> str:
    """Plain, percentage, wrapped, head, title, number: by their position."""
    formats = (
        '<xf numFmtId="0"/>',
        f'<xf numFmtId="9" applyAlignment="1">{_WRAPPED}</xf>',
        f'<xf numFmtId="0" applyAlignment="1">{_WRAPPED}</xf>',
        f'<xf numFmtId="0" fontId="1" fillId="2" applyFont="1" applyFill="1">{_WRAPPED}</xf>',
        '<xf numFmtId="0" fontId="1" applyFont="1"/>',
        '<xf numFmtId="3" applyAlignment="1"><alignment vertical="top"/></xf>',
    )
    return (
        plain.replace(
            '<fonts count="1"><font/></fonts>', '<fonts count="2"><font/><font><b/></font></fonts>'
        )
        .replace(
            '<fills count="1"><fill><patternFill/></fill></fills>',
            '<fills count="3"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill><fill><patternFill '
            'patternType="solid"><fgColor rgb="FFD9E2EF"/></patternFill></fill></fills>',
        )
        .replace(
            '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>',
            f'<cellXfs count="{len(formats)}">{"".join(formats)}</cellXfs>',
        )
    )


def main() -> None:
    """Write it where it is committed."""
    PATH.write_bytes(sample())


if __name__ == "__main__":
    main()
