"""How reporting stands, for a terminal: a table of 80 columns, then each agency."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from milepost.scorecard.model import FileRecord
from milepost.scorecard.status import AgencyReport, Share, StatusReport, Window

WIDTH: Final = 80
_COLUMNS: Final = (
    ("due", 5), ("reported", 10), ("on time", 9), ("late", 6), ("locked", 8), ("returned", 10),
    ("rejected", 10), ("missing", 9),
)  # fmt: skip
_AGENCY: Final = WIDTH - sum(width for _, width in _COLUMNS)


def as_text(report: StatusReport) -> str:
    """The whole of it as plain text."""
    return "\n".join(line.rstrip() for line in _lines(report)) + "\n"


def _lines(report: StatusReport) -> Iterator[str]:
    made_up = " Illustrative." if report.illustrative else ""
    yield from _wrap(
        f"Reporting for {report.period}, which ends {report.ends}, as of {report.as_of}.{made_up}"
    )
    for window in report.windows:
        yield from _wrap(_window(window), "  ", "    ")
    if not report.agencies:
        yield "No agency is asked for anything in this period."
        return
    yield ""
    yield " " * _AGENCY + "".join(f"{title:>{width}}" for title, width in _COLUMNS)
    for agency in (*report.agencies, report.total):
        yield _row(agency)
    yield ""
    yield from _wrap(f"All agencies: {_shares(report.total)}")
    for agency in report.agencies:
        yield ""
        yield from _agency(agency)


def _window(window: Window) -> str:
    if window.due is None:
        return f"{window.period} ({', '.join(window.agencies)}): no window is declared."
    closed = "closed on" if window.is_locked else "closes on"
    text = (
        f"{window.period} ({', '.join(window.agencies)}): due {window.due}, {closed} "
        f"{window.locked}."
    )
    if window.extension:
        text += f" Extended {window.extension}"
    if window.is_locked:
        text += f" Late procedure: {window.late_procedure.rstrip('.')}."
    return text + (" (illustrative)" if window.illustrative else "")


def _row(agency: AgencyReport) -> str:
    cells = (
        agency.due, agency.reported, agency.on_time, agency.late, agency.after_lock,
        agency.returned, agency.rejected, agency.missing,
    )  # fmt: skip
    title = agency.agency or "All"
    shown = title if len(title) < _AGENCY else title[: _AGENCY - 2] + "…"
    return f"{shown:<{_AGENCY}}" + "".join(
        f"{'-' if cell is None else cell:>{width}}"
        for cell, (_, width) in zip(cells, _COLUMNS, strict=True)
    )


def _shares(agency: AgencyReport) -> str:
    if not agency.due:
        return "nothing is due yet."
    timely = "it cannot be told, for a period has no window"
    if agency.timeliness is not None:
        timely = _share(agency.timeliness)
    return f"completeness {_share(agency.completeness)}; timeliness {timely}."


def _share(share: Share) -> str:
    return f"{share.percent} ({share.part} of {share.whole})"


def _agency(agency: AgencyReport) -> Iterator[str]:
    yield from _wrap(f"{agency.agency}, {agency.name}: {_shares(agency)}", "", "  ")
    for file in agency.files:
        yield from _wrap(_file(file), "  ", "      ")
    if not agency.files:
        yield "  No file was received."
    elif not agency.certified_by:
        yield "  Certified by nobody."
    else:
        yield from _wrap(f"Certified by {'; '.join(agency.certified_by)}.", "  ", "    ")
    if agency.explanations_owed:
        told = f"{agency.explanations_given} of {agency.explanations_owed} given."
        if agency.unexplained:
            told += f" None for {'; '.join(agency.unexplained)}."
        yield from _wrap(f"Explanations: {told}", "  ", "    ")
    if agency.not_reported:
        yield from _wrap(f"Not reported: {'; '.join(agency.not_reported)}.", "  ", "    ")


def _file(file: FileRecord) -> str:
    revision = f", revision {file.revision}" if file.revision > 1 else ""
    arrival = f", {file.arrival}" if file.arrival else ""
    return (
        f"{file.number}. {file.name}{revision}, received {file.received_on}{arrival}: "
        f"{file.accepted} row{'' if file.accepted == 1 else 's'} accepted, {file.rejected} rejected"
        + (f". {file.destroyed}" if file.destroyed else "")
    )


def _wrap(text: str, first: str = "", hang: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
