"""How reporting stands, for a terminal: a table of 80 columns, then each agency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.scorecard.model import FileRecord
from milepost.scorecard.status import AgencyReport, Share, StatusReport, Window
from milepost.scorecard.wrapping import wrapped

WIDTH: Final = 80
_COLUMNS: Final = (
    ("due", 4), ("reported", 9), ("on time", 8), ("late", 5), ("closed", 7), ("returned", 9),
    ("rejected", 9), ("awaited", 8), ("missing", 8),
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
    if report.not_for_publication:
        yield "Not for publication: it names measures that are sensitive."
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
        agency.returned, agency.rejected, agency.awaited, agency.missing,
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
    complete = f"completeness {_share(agency.completeness)}"
    if agency.timeliness is not None:
        return f"{complete}; timeliness {_share(agency.timeliness)}."
    # Of all together it is said once that it cannot be told.
    return f"{complete}." if agency.agency else f"{complete}; timeliness needs windows in the plan."


def _share(share: Share) -> str:
    return f"{share.percent} ({share.part} of {share.whole})"


def _agency(agency: AgencyReport) -> Iterator[str]:
    yield from _wrap(f"{agency.agency}, {agency.name}: {_shares(agency)}", "", "  ")
    for file in agency.files:
        yield from _wrap(_file(file), "  ", "      ")
    officials = "; ".join(agency.certified_by) or "nobody"
    certified = f"Certified by {officials}." if agency.files else "No file was received."
    yield from _wrap(certified, "  ", "    ")
    if agency.explanations_owed:
        told = f"{agency.explanations_given} of {agency.explanations_owed} given."
        if agency.unexplained:
            told += f" None for {'; '.join(agency.unexplained)}."
        yield from _wrap(f"Explanations: {told}", "  ", "    ")
    for back in agency.given_back:
        yield from _wrap(f"Returned: {back}", "  ", "    ")
    for label, figures in (("Rejected", agency.not_taken), ("Missing", agency.not_reported)):
        if figures:
            yield from _wrap(f"{label}: {'; '.join(figures)}.", "  ", "    ")


def _file(file: FileRecord) -> str:
    revision = f", revision {file.revision}" if file.revision > 1 else ""
    arrival = f", {file.arrival}" if file.arrival else ""
    return (
        f"{file.number}. {file.name}{revision}, received {file.received_on}{arrival}: "
        f"{file.accepted} row{'' if file.accepted == 1 else 's'} accepted, {file.rejected} rejected"
        + (f". {file.destroyed}" if file.destroyed else "")
    )


def _wrap(text: str, first: str = "", hang: str = "") -> list[str]:
    return wrapped(text, first, hang)
