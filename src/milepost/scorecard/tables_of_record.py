"""Tables of counts, of what agencies sent, of what was said, and of where it all was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Figure, FileRecord, ReportingRecord, Row, Said, Tally
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    how_many,
    made_up,
    permalink,
    text,
)

_NO_AGENCY = "the sender could not be told"
_TELLS = "it would tell a figure that is withheld"
_COUNTS: Final = (
    ("measures", "Measures", "How many measures there are."),
    ("with_value", "With a figure", "How many of them have a figure for the period."),
    ("with_target", "With a target", "How many of them have a target that counts here."),
    ("due", "Due", "How many targets were due."),
    ("met", "Met", "Of those due, how many were met."),
    ("not_met", "Not met", "Of those due, how many were not met."),
    ("indeterminate", "Indeterminate", "Of those due, of how many nobody can say."),
    ("not_due", "Not due", "How many targets were not due."),
    ("achieved", "Achieved", "Of all targets, how many were rated achieved."),
    ("on_track", "On track", "How many on track."),
    ("at_risk", "At risk", "How many at risk."),
    ("off_track", "Off track", "How many off track."),
    (
        "not_rated",
        "Not rated",
        "How many have no outlook, for whatever reason; measures without a target are among them.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A line of counts."""

    scope: str
    objective: str
    tally: Tally
    illustrative: bool


def _counted(card: Scorecard) -> Iterator[_Counted]:
    for section in card.sections:
        yield _Counted("objective", section.id, section.tally,
                       card.illustrative or section.illustrative)  # fmt: skip
    yield _Counted("all objectives", "", card.total, card.illustrative)
    if card.made_up is not None:
        yield _Counted("illustrative targets, not counted above", "", card.made_up, True)  # noqa: FBT003


def counts(card: Scorecard) -> TypedTable:
    """How many targets came out which way, by objective."""
    fields: list[Field[_Counted]] = [
        text("title", "Title", "What is counted.", lambda c: c.tally.title),
        *(count(name, title, meaning, lambda c, name=name: getattr(c.tally, name))  # type: ignore[misc]
          for name, title, meaning in _COUNTS),
        text("scope", "Scope", "Whether it counts an objective, all of them, or what was made up "
             "in a real plan.", lambda c: c.scope),
        text("objective", "Objective", "Identifier of the objective.", lambda c: c.objective,
             "it counts more than one objective"),
        made_up(lambda c: c.illustrative, "Whether all that is counted was made up."),
    ]  # fmt: skip
    return TableOf(
        "counts",
        "Counts by objective",
        "How many targets came out which way; a real plan's made-up targets are counted apart.",
        ("scope", "objective"),
        fields,
    ).filled(_counted(card))


def reporting(card: Scorecard) -> TypedTable:
    """What each agency was to report, and how much of it came."""
    fields: list[Field[ReportingRecord]] = [
        text("agency", "Agency", "Its identifier.", lambda r: r.agency),
        permalink(lambda r: f"reporting/{r.agency}"),
        text("name", "Name", "Its name.", lambda r: r.name),
        count("expected", "Expected", "How many measures it was to report for the period.",
              lambda r: r.expected),
        count("reported", "Reported", "How many of them came.", lambda r: r.reported),
        count("files", "Files", "How many files it sent.", lambda r: len(r.files)),
        text("missing", "Not reported", "Titles of the measures that did not come.",
             lambda r: "\n".join(r.missing), "everything came"),
        made_up(lambda _: card.illustrative, "Whether every figure behind it was made up."),
    ]  # fmt: skip
    return TableOf(
        "reporting",
        "What was received",
        "One agency with what it was to report.",
        ("agency",),
        fields,
    ).filled(card.reporting)


def _files(card: Scorecard) -> Iterator[tuple[str, FileRecord]]:
    for record in card.reporting:
        yield from ((record.agency, file) for file in record.files)
    yield from (("", file) for file in card.unplaced)


def files(card: Scorecard) -> TypedTable:
    """The files that came."""
    fields: list[Field[tuple[str, FileRecord]]] = [
        count("number", "Number", "Its number in the ledger.", lambda f: f[1].number),
        text("agency", "Agency", "Who sent it.", lambda f: f[0], _NO_AGENCY),
        text("name", "Name", "Its name, as it was sent.", lambda f: f[1].name),
        text("period", "Period", "For which period it was sent.", lambda f: f[1].period,
             "the period could not be told"),
        text("received_on", "Received on", "The day on which it was received.",
             lambda f: dt.date.fromisoformat(f[1].received_on), type="date"),
        count("revision", "Revision", "Which one of its kind it is; 1 for the first.",
              lambda f: f[1].revision),
        text("status", "Status", "What became of it.", lambda f: f[1].status),
        how_many("accepted", "Accepted", "How many of its rows were accepted.",
                 lambda f: f[1].accepted, _TELLS),
        how_many("rejected", "Rejected", "How many were rejected.", lambda f: f[1].rejected,
                 _TELLS),
        text("arrival", "Arrival", "On time, late or after the lock.", lambda f: f[1].arrival,
             "the plan has no window for it"),
        text("certified_by", "Certified by", "Who stands for it.", lambda f: f[1].certified_by,
             "nobody"),
        text("destroyed", "Destroyed", "When, by whose order and why its bytes were destroyed.",
             lambda f: f[1].destroyed, "they are kept"),
        text("sha256", "SHA-256", "Digest of its bytes.", lambda f: f[1].digest,
             _TELLS),
        made_up(lambda _: card.illustrative, "Whether every figure behind it was made up."),
    ]  # fmt: skip
    return TableOf(
        "files", "Files received", "One file that an agency sent.", ("number",), fields
    ).filled(_files(card))


def _not_taken(card: Scorecard) -> Iterator[tuple[str, str, int, str]]:
    for record in card.reporting:
        for kind, texts in (("rejected", record.rejections), ("returned", record.returned),
                            ("taken, but marked", record.marked)):  # fmt: skip
            yield from ((record.agency, kind, n, said) for n, said in enumerate(texts, start=1))


def not_taken(card: Scorecard) -> TypedTable:
    """What was rejected, returned or marked, and why."""
    fields: list[Field[tuple[str, str, int, str]]] = [
        text("agency", "Agency", "Who sent it.", lambda r: r[0]),
        text("kind", "Kind", "Rejected, returned by an analyst, or taken but marked.",
             lambda r: r[1]),
        count("number", "Number", "Which one of its kind, of this agency.", lambda r: r[2]),
        text("text", "Text", "What was not taken or is doubtful, and why.", lambda r: r[3]),
        made_up(lambda _: card.illustrative, "Whether every figure behind it was made up."),
    ]  # fmt: skip
    return TableOf(
        "rejections",
        "Rejected, returned, marked",
        "One thing that was not taken, or is doubtful.",
        ("agency", "kind", "number"),
        fields,
    ).filled(_not_taken(card))


def _said(card: Scorecard) -> Iterator[tuple[str, int, Said, bool]]:
    for section in card.sections:
        shown_here: tuple[Row | Figure, ...] = (*section.rows, *section.figures)
        for shown in shown_here:
            for number, said in enumerate(shown.said, start=1):
                yield shown.id, number, said, card.illustrative or bool(shown.illustrative)


def said(card: Scorecard) -> TypedTable:
    """Explanations, verdicts of review, replies and narratives."""
    fields: list[Field[tuple[str, int, Said, bool]]] = [
        text("figure", "Figure", "Identifier of the figure it is said of.", lambda s: s[0]),
        count("number", "Number", "Which one of those said of it.", lambda s: s[1]),
        text("kind", "Kind", "Explanation, accepted, returned, reply, narrative.",
             lambda s: s[2].kind),
        text("about", "About", "Whether it is about the figure or its explanation.",
             lambda s: s[2].about),
        text("text", "Text", "What is said.", lambda s: s[2].text, "accepted without a word"),
        text("by", "By", "Who says it.", lambda s: s[2].by, "the record names nobody"),
        text("on", "On", "The day on which it was said or received.",
             lambda s: dt.date.fromisoformat(s[2].on), type="date"),
        text("submission", "Submission", "Number of the file it is about or came in.",
             lambda s: s[2].submission, "none", "integer"),
        made_up(lambda s: s[3], "Whether what it is said of was made up."),
    ]  # fmt: skip
    return TableOf(
        "said",
        "What was said",
        "One thing that an agency, an analyst or the office said of a figure.",
        ("figure", "number"),
        fields,
    ).filled(_said(card))


def _places(card: Scorecard) -> Iterator[tuple[str, int, bool]]:
    shown: list[Row | Figure] = []
    for section in card.sections:
        shown += (*section.rows, *section.figures)
    for figure in (*shown, *card.context, *card.standards):
        yield from ((figure.id, n, bool(figure.illustrative)) for n in figure.notes)


def places(card: Scorecard) -> TypedTable:
    """Which footnotes each figure has."""
    fields: list[Field[tuple[str, int, bool]]] = [
        text("figure", "Figure", "Identifier of the figure.", lambda p: p[0]),
        count("footnote", "Footnote", "Number of a footnote that says where it was written.",
              lambda p: p[1]),
        made_up(lambda p: p[2]),
    ]  # fmt: skip
    return TableOf(
        "places",
        "Figures and their footnotes",
        "One footnote of one figure.",
        ("figure", "footnote"),
        fields,
    ).filled(dict.fromkeys(_places(card)))


def footnotes(card: Scorecard) -> TypedTable:
    """What the footnotes say: file and cell, line of the plan."""
    lines = (
        (note.number, at, line.label, line.text)
        for note in card.footnotes
        for at, line in enumerate(note.lines, start=1)
    )
    fields: list[Field[tuple[int, int, str, str]]] = [
        count("footnote", "Footnote", "Number of the footnote.", lambda f: f[0]),
        count("line", "Line", "Which line of it.", lambda f: f[1]),
        text("label", "Label", "What is said: a place, a note, a source.", lambda f: f[2]),
        text("text", "Text", "What it says.", lambda f: f[3], "nothing"),
        made_up(lambda _: card.illustrative),
    ]  # fmt: skip
    return TableOf(
        "footnotes",
        "Footnotes",
        "One line of a footnote: where figures were written, and what must be known of them.",
        ("footnote", "line"),
        fields,
    ).filled(lines)


def waivers(card: Scorecard) -> TypedTable:
    """Which ratings are left out and which checks are turned off."""
    fields: list[Field[tuple[int, str]]] = [
        count("number", "Number", "Its place in the list.", lambda w: w[0]),
        text("text", "Text", "What is waived, by whom and why.", lambda w: w[1]),
        made_up(lambda _: card.illustrative, "Whether every figure behind it was made up."),
    ]  # fmt: skip
    return TableOf(
        "waivers",
        "Waivers",
        "One rating that is left out or check that is turned off.",
        ("number",),
        fields,
    ).filled(enumerate(card.waivers, start=1))
