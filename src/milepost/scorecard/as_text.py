"""The scorecard for a terminal or a mail: 80 columns, no colour, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.scorecard.model import (
    Figure,
    FileRecord,
    ReportingRecord,
    Row,
    Said,
    Scorecard,
    Section,
    Tally,
    Verdict,
)
from milepost.scorecard.said import words
from milepost.scorecard.wrapping import wrapped

WIDTH: Final = 80
MARKS: Final = {
    "good": "[+]",
    "fair": "[~]",
    "poor": "[!]",
    "bad": "[-]",
    "open": "[?]",
    "none": "[ ]",
}

SAID: Final = {
    "explanation": "Explained",
    "accepted": "Accepted",
    "returned": "Returned",
    "reply": "Reply",
    "narrative": "Narrative",
}


def as_text(card: Scorecard) -> str:
    """The whole document as plain text."""
    lines = [line.rstrip() for line in _document(card)]
    return "\n".join(lines) + "\n"


def summary(card: Scorecard) -> str:
    """What a command prints of a scorecard: the headline and a line for each objective."""
    title = f"{card.title} (illustrative)" if card.illustrative else card.title
    return "\n".join([title, *_wrap(card.headline, "  "), *_tallies(card)])


def _document(card: Scorecard) -> Iterator[str]:
    yield card.title.upper()
    yield from _wrap(f"{card.strategy}. {card.issued_by}. As of {card.as_of}.")
    if card.illustrative:
        yield "*** ILLUSTRATIVE: every figure in this document is made up. ***"
    yield ""
    yield from _wrap(card.headline)
    yield ""
    yield from _tallies(card)
    for paragraph in card.about:
        yield ""
        yield from _wrap(paragraph)
    for section in card.sections:
        yield from _section(section)
    yield from _figures("STANDARDS", card.standards)
    yield from _figures("CONTEXT: FIGURES THAT EXPLAIN AND ARE NOT JUDGED", card.context)
    yield from _heading("WHAT AGENCIES REPORTED")
    for record in card.reporting:
        yield from _reporting(record)
    if card.unplaced:
        yield ""
        yield "Files whose sender or period could not be told:"
        for file in card.unplaced:
            yield from _wrap(_file(file), "  ", hang="      ")
    yield from _judged(card)
    yield from _heading("FOOTNOTES: WHERE EACH FIGURE WAS WRITTEN")
    for note in card.footnotes:
        for i, line in enumerate(note.lines):
            label = f"[{note.number}]" if i == 0 else ""
            yield from _wrap(f"{line.label}: {line.text}", f"{label:<6}", hang=" " * 8)
    yield ""
    yield f"Milepost {card.version}"


def _judged(card: Scorecard) -> Iterator[str]:
    yield from _heading("HOW IT WAS JUDGED")
    for paragraph in card.method:
        yield from _wrap(paragraph)
        yield ""
    for waiver in card.waivers:
        yield from _wrap(f"Waived: {waiver}", hang="  ")


def _tallies(card: Scorecard) -> Iterator[str]:
    columns = "due  met  not met  undecided"
    made_up = (card.made_up,) if card.made_up else ()
    yield f"  {'':<37}figures  {columns}"
    for tally in (*(section.tally for section in card.sections), card.total, *made_up):
        covered = "" if tally is card.made_up else _covered(tally)
        yield f"  {_clipped(tally.title, 36):<37}{covered:>7}  {_counted(tally)}"


def _covered(tally: Tally) -> str:
    return f"{tally.with_value}/{tally.measures}"


def _counted(tally: Tally) -> str:
    return f"{tally.due:>3}  {tally.met:>3}  {tally.not_met:>7}  {tally.indeterminate:>9}"


def _section(section: Section) -> Iterator[str]:
    yield from _heading(section.title.upper())
    if section.statement:
        yield from _wrap(section.statement)
    yield from _wrap(". ".join(section.roles) + ".")
    for row in section.rows:
        yield ""
        yield from _row(row)
    yield from _figures("Figures without a target, or for other periods", section.figures)


def _row(row: Row) -> Iterator[str]:
    notes = "".join(f"[{n}]" for n in row.notes)
    made_up = " (illustrative)" if "measure" in row.illustrative else ""
    yield from _wrap(f"{row.title}, {row.unit}{made_up} {notes}", "* ", hang="  ")
    facts = [("Agency", row.agency), ("Baseline", _flagged(row, "baseline", row.baseline))]
    promised = f"{row.target}, {row.target_period}" if row.target else "none is declared"
    facts.append(("Target", _flagged(row, "target", promised)))
    facts.append(("Actual", f"{row.actual}, {row.actual_period}"))
    theirs = row.in_other_words
    if row.result is not None:
        told = _verdict(row.result) + _quoted(theirs.result if theirs else "")
        facts.append(("Result", _flagged(row, "target", told)))
    rests = row.rating.mark != "none" and bool(row.illustrative)
    outlook = _verdict(row.rating) + _quoted(theirs.rating if theirs else "")
    outlook += " (illustrative)" if rests else ""
    facts += [("Outlook", outlook), ("Why", row.reason), *_said(row.said)]
    for label, text in facts:
        if text:
            yield from _wrap(text, f"    {label:<10}", hang=" " * 14)


def _said(found: tuple[Said, ...]) -> Iterator[tuple[str, str]]:
    """What is said of a figure, each under its label."""
    for said in found:
        of = "The explanation: " if said.about == "explanation" != said.kind else ""
        yield SAID[said.kind], of + words(said)


def _flagged(row: Row, part: str, text: str) -> str:
    return f"{text} (illustrative)" if text and part in row.illustrative else text


def _quoted(theirs: str) -> str:
    """The word of the other vocabulary, after ours."""
    return f", there “{theirs}”" if theirs else ""


def _verdict(verdict: Verdict) -> str:
    return f"{MARKS[verdict.mark]} {verdict.word}"


def _figures(title: str, shown: tuple[Figure, ...]) -> Iterator[str]:
    if not shown:
        return
    if title.isupper():
        yield from _heading(title)
    else:
        yield ""
        yield f"  {title}"
    for figure in shown:
        notes = "".join(f"[{n}]" for n in figure.notes)
        value = (
            figure.value if figure.unit in ("percent", "USD") else f"{figure.value} {figure.unit}"
        )
        made_up = " (illustrative)" if figure.illustrative else ""
        owner = f" ({figure.owner})" if figure.owner else ""
        value = value if figure.exact else figure.value
        text = f"{figure.title}, {figure.period}{owner}: {value}{made_up} {notes}"
        yield from _wrap(text, "  - ", hang="    ")
        for label, told in _said(figure.said):
            yield from _wrap(f"{label}: {told}", "    ", hang="      ")


def _reporting(record: ReportingRecord) -> Iterator[str]:
    yield ""
    yield from _wrap(
        f"{record.agency}, {record.name}: {record.reported} of {record.expected} measures reported."
    )
    for file in record.files:
        yield from _wrap(_file(file), "  ", hang="      ")
    if not record.files:
        yield "  no file was received"
    for back in record.returned:
        yield from _wrap(f"returned: {back}", "      ", hang="        ")
    for rejection in record.rejections:
        yield from _wrap(f"rejected: {rejection}", "      ", hang="        ")
    for mark in record.marked:
        yield from _wrap(f"taken, but marked: {mark}", "      ", hang="        ")
    if record.missing:
        yield from _wrap(f"not reported: {'; '.join(record.missing)}", "  ", hang="    ")


def _file(file: FileRecord) -> str:
    revision = f", revision {file.revision}" if file.revision > 1 else ""
    rows = f"{file.accepted} accepted, {file.rejected} rejected"
    arrival = f", {file.arrival}" if file.arrival else ""
    official = f"; certified by {file.certified_by}" if file.certified_by else ""
    return (
        f"{file.number}. {file.name}{revision}, received {file.received_on}{arrival}: "
        f"{file.status} ({rows}){official}" + (f". {file.destroyed}" if file.destroyed else "")
    )


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield ""
    yield from _wrap(title)
    yield "=" * WIDTH


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _wrap(text: str, first: str = "", hang: str | None = None) -> list[str]:
    return wrapped(text, first, first if hang is None else hang)
