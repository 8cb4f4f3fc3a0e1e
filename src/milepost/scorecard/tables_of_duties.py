"""Tables of what falls due for agencies: duties, windows, assertions, explanations owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from milepost.scorecard.agency_page import AgencyPage, DutyStanding
from milepost.scorecard.card import Scorecard
from milepost.scorecard.certified import AssertionMade
from milepost.scorecard.status import Window
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    counted,
    day_in,
    made_up,
    permalink,
    text,
    yes,
)

_Duty = tuple[str, int, DutyStanding]


def _duties(card: Scorecard) -> Iterator[_Duty]:
    yield from (("", n, duty) for n, duty in counted(card.agencies.duties_of_all))
    for page in card.agencies.pages:
        yield from ((page.id, n, duty) for n, duty in counted(page.duties))


def duties(card: Scorecard) -> TypedTable:
    """What falls due for agencies, and whether it was done."""
    fields: list[Field[_Duty]] = [
        text("agency", "Agency", "Identifier of the agency it falls due for by name.",
             lambda d: d[0], "every agency owes it"),
        text("title", "What", "What is to be done.", lambda d: d[2].title),
        text("due", "Due", "By when, as it is stated.", lambda d: d[2].due, "no date is stated"),
        text("standing", "Standing", "Done or not, as far as the plan records it.",
             lambda d: d[2].standing.word),
        yes("is_late", "Late", "Whether it was done late, or is overdue.", lambda d: d[2].is_late),
        text("note", "Note", "How late, when it was done, what must be known of it.",
             lambda d: d[2].note, "nothing"),
        text("kind", "Kind", "What sort of thing it is.", lambda d: d[2].kind),
        text("due_on", "Due on", "The day, where a day is stated.", lambda d: day_in(d[2].due),
             "no day is stated, or it is stated in words", "date"),
        text("source", "Source", "The section of the law, or where else it is stated.",
             lambda d: d[2].source),
        made_up(lambda d: d[2].illustrative),
        text("scope", "Scope", "One agency, or every agency.",
             lambda d: "one agency" if d[0] else "every agency"),
        count("number", "Number", "Which one of those of the agency, or of all.", lambda d: d[1]),
        permalink(lambda d: f"agency/{d[0]}" if d[0] else "agencies"),
    ]  # fmt: skip
    return TableOf(
        "duties",
        "Duties",
        "One thing that falls due for an agency, or for every one.",
        ("agency", "number"),
        fields,
    ).filled(_duties(card))


_Window = tuple[AgencyPage, int, Window]


def windows(card: Scorecard) -> TypedTable:
    """By when figures are due, agency by agency."""
    fields: list[Field[_Window]] = [
        text("agency", "Agency", "Its identifier.", lambda w: w[0].id),
        text("period", "Period", "The period for which figures are due.", lambda w: w[2].period),
        text("due", "Due", "The last day on which they are in time.",
             lambda w: day_in(w[2].due or ""), "no window is declared", "date"),
        text("locked", "Closed after", "The last day before the period is closed.",
             lambda w: day_in(w[2].locked or ""), "no window is declared", "date"),
        yes("is_locked", "Closed", "Whether that day is over.", lambda w: w[2].is_locked),
        text("extension", "Extension", "Until when more time was given, by whom and why.",
             lambda w: w[2].extension, "none was given"),
        text("late_procedure", "Afterwards", "What is done after it.",
             lambda w: w[2].late_procedure, "the plan does not say"),
        made_up(lambda w: w[2].illustrative),
        count("number", "Number", "Which one of its windows.", lambda w: w[1]),
        permalink(lambda w: f"agency/{w[0].id}"),
    ]  # fmt: skip
    return TableOf(
        "windows",
        "Windows",
        "By when an agency's figures for one period are due.",
        ("agency", "number"),
        fields,
    ).filled((page, n, w) for page in card.agencies.pages for n, w in counted(page.windows))


def assertions(card: Scorecard) -> TypedTable:
    """The four assertions of ONDCP's circular, agency by agency."""
    fields: list[Field[tuple[AgencyPage, AssertionMade]]] = [
        text("agency", "Agency", "Its identifier.", lambda a: a[0].id),
        text("text", "Assertion", "The assertion.", lambda a: a[1].text),
        yes("holds", "Asserted", "Whether its official asserts it.", lambda a: a[1].holds,
            "nobody said anything of it"),
        text("comment", "Comment", "What the official adds.", lambda a: a[1].comment, "nothing"),
        text("by", "By", "Name and title of the official.", lambda a: a[1].by,
             "nobody, or the record names nobody"),
        text("said_in", "Said in", "The file in which it is said, with the cell.",
             lambda a: a[1].said_in, "it was not made"),
        text("on", "On", "The day that file came.", lambda a: day_in(a[1].on), "it was not made",
             "date"),
        made_up(lambda _: card.illustrative),
        text("id", "Identifier", "Identifier of the assertion.", lambda a: a[1].id),
        permalink(lambda a: f"agency/{a[0].id}"),
    ]  # fmt: skip
    return TableOf(
        "assertions",
        "Assertions",
        "One of the four assertions of ONDCP's circular, as one agency made it or did not.",
        ("agency", "id"),
        fields,
    ).filled((page, made) for page in card.agencies.pages if page.files for made in page.assertions)


@dataclass(frozen=True, slots=True)
class _Owing:
    """An explanation that an agency owes."""

    agency: str
    kind: str
    measure: str
    period: str
    why: str
    illustrative: bool


def _owing(card: Scorecard) -> Iterator[_Owing]:
    for page in card.agencies.pages:
        for miss in page.misses:
            if not miss.explained:
                yield _Owing(page.id, "missed", miss.title, "", miss.count, miss.illustrative)
        for text_ in page.report.unexplained if page.report else ():
            yield _Owing(page.id, "beyond the threshold", "", "", text_, card.illustrative)


def explanations_owed(card: Scorecard) -> TypedTable:
    """What nobody has explained."""
    fields: list[Field[tuple[int, _Owing]]] = [
        text("agency", "Agency", "Who owes it.", lambda o: o[1].agency),
        text("kind", "Kind", "A target was missed; or a figure is further from its target than the "
             "plan allows without a word.", lambda o: o[1].kind),
        text("measure_title", "Measure", "Title of the measure.", lambda o: o[1].measure,
             "the column why names it"),
        text("why", "What", "What is to be explained.", lambda o: o[1].why),
        text("period", "Period", "For which period.", lambda o: o[1].period,
             "the column why names it"),
        made_up(lambda o: o[1].illustrative),
        count("number", "Number", "Its place in the list.", lambda o: o[0]),
    ]  # fmt: skip
    return TableOf(
        "explanations-owed",
        "Explanations owed",
        "One explanation that an agency owes; one owed by several stands with each.",
        ("number",),
        fields,
    ).filled(counted(_owing(card)))
