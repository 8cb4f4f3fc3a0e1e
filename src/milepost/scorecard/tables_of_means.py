"""Tables of what objectives rest on: needs, agencies, money, mechanisms, actions.

21 U.S.C. 1705(c)(1)(F) asks for these of each goal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from milepost.scorecard.card import Scorecard
from milepost.scorecard.figure_columns import year_of
from milepost.scorecard.model import Section
from milepost.scorecard.objective_model import (
    NOT_STATED,
    ActionLine,
    Amount,
    Contributor,
    Means,
    MechanismLine,
    NeedAnswered,
    ResourceLine,
    ReviewHeld,
)
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    amount,
    count,
    counted,
    day_in,
    made_up,
    permalink,
    several,
    text,
)

Held = TypeVar("Held")
_SAYS_NOT = "the plan does not say"


@dataclass(frozen=True, slots=True)
class _Under(Generic[Held]):
    """Something that stands under an objective."""

    section: Section
    number: int
    held: Held


def _under(card: Scorecard, held: Callable[[Means], tuple[Held, ...]]) -> Iterator[_Under[Held]]:
    for section in card.sections:
        for number, each in counted(held(section.means) if section.means else ()):
            yield _Under(section, number, each)


def _objective() -> list[Field[_Under[Any]]]:
    return [
        text("objective", "Objective", "Identifier of the objective.", lambda u: u.section.id),
        text("objective_title", "Objective, title", "Title of that objective.",
             lambda u: u.section.title),
    ]  # fmt: skip


def said(stated: str) -> str:
    """What the plan states; empty where it states nothing."""
    return "" if stated == NOT_STATED else stated


def needs(card: Scorecard) -> TypedTable:
    """The needs that objectives answer."""
    fields: list[Field[_Under[NeedAnswered]]] = [
        text("title", "Need", "The problem in a few words.", lambda u: u.held.title),
        *_objective(),
        text("evidence", "Evidence", "What shows that it exists.", lambda u: u.held.evidence,
             _SAYS_NOT),
        text("source", "Source", "Where that is stated.", lambda u: u.held.source),
        made_up(lambda u: u.held.illustrative),
        count("number", "Number", "Which one of those of the objective.", lambda u: u.number),
        permalink(lambda u: f"{u.section.id}-need"),
    ]  # fmt: skip
    return TableOf(
        "needs", "Needs", "One need that an objective answers.", ("objective", "number"), fields
    ).filled(_under(card, lambda means: means.needs))


def contributors(card: Scorecard) -> TypedTable:
    """Who leads each objective and who supports it."""
    fields: list[Field[_Under[Contributor]]] = [
        text("agency", "Agency", "Its short name.", lambda u: u.held.agency),
        text("name", "Name", "Its full name.", lambda u: u.held.name),
        text("role", "Role", "Lead, co-lead, supporting, consulted.", lambda u: u.held.role),
        *_objective(),
        text("authority", "Authority", "By what right it acts, or what it contributes.",
             lambda u: said(u.held.authority), _SAYS_NOT),
        text("source", "Source", "Where that is stated.", lambda u: u.held.source),
        made_up(lambda u: u.held.illustrative),
        count("number", "Number", "Which one of those of the objective.", lambda u: u.number),
        permalink(lambda u: f"{u.section.id}-agencies"),
    ]  # fmt: skip
    return TableOf(
        "objective-agencies",
        "Agencies of objectives",
        "One role of one agency on one objective.",
        ("objective", "number"),
        fields,
    ).filled(_under(card, lambda means: means.contributors))


def _money(
    name: str, title: str, meaning: str, take: Callable[[ResourceLine], Amount]
) -> list[Field[_Under[ResourceLine]]]:
    """An amount, with why there is none beside it."""
    return [
        amount(name, title, meaning, lambda u: take(u.held).exact,
               f"no amount is stated, as the column {name}_absence says"),
        text(f"{name}_absence", f"{title}, absence", "Why there is no such amount; an amount of "
             "zero is stated as zero.",
             lambda u: take(u.held).words if take(u.held).exact is None else "",
             "there is an amount"),
    ]  # fmt: skip


def money(card: Scorecard) -> TypedTable:
    """Money, staff and equipment, by agency, year, objective and measure."""
    fields: list[Field[_Under[ResourceLine]]] = [
        text("agency", "Agency", "Identifier of the agency whose it is.",
             lambda u: u.held.agency_id),
        text("period", "Period", "The year it is for, as it is written.", lambda u: u.held.period),
        text("purpose", "For what", "What it is for.", lambda u: u.held.purpose),
        text("unit", "Unit", "In what it is counted.", lambda u: u.held.unit),
        *_money("requested", "Requested", "What the agency asked for.", lambda r: r.requested),
        *_money("enacted", "Enacted", "What Congress gave.", lambda r: r.enacted),
        *_money("obligated", "Obligated", "What was committed.", lambda r: r.obligated),
        *_money("planned", "Planned", "What the agency says it is putting in.",
                lambda r: r.planned),
        text("year", "Year", "The year of that period.", lambda u: year_of(u.held.period),
             "the period is none of the plan's calendar", "integer"),
        text("kind", "Kind", "Money, staff, equipment.", lambda u: u.held.kind),
        *_objective(),
        text("agency_name", "Agency, as it is called", "The agency as it is called in the page.",
             lambda u: u.held.agency),
        several("measures", "Measures", "Titles of the measures whose targets it is to reach.",
                lambda u: u.held.measures, "the plan ties it to no measure that may be shown"),
        several("measure_ids", "Measures, identifiers", "Identifiers of the same.",
                lambda u: u.held.reaches, "the plan ties it to no measure that may be shown"),
        text("note", "Note", "What must be known of it.", lambda u: u.held.note, "nothing"),
        text("source", "Source", "Where the amounts are stated.", lambda u: u.held.source),
        made_up(lambda u: u.held.illustrative),
        text("id", "Identifier", "Its stable name. What is tied to several objectives stands "
             "under each; never add it up over objectives.", lambda u: u.held.id),
        permalink(lambda u: f"resource/{u.held.id}"),
    ]  # fmt: skip
    return TableOf(
        "money",
        "Money and staff",
        "Money, staff or equipment of one agency for one year, under one objective.",
        ("objective", "id"),
        fields,
    ).filled(_under(card, lambda means: means.resources))


def actions(card: Scorecard) -> TypedTable:
    """What will be done, by when and by whom."""
    fields: list[Field[_Under[ActionLine]]] = [
        text("what", "What", "What is to be done.", lambda u: u.held.what),
        text("who", "Who", "Who is to do it.", lambda u: u.held.who, "nobody is named"),
        text("due", "By when", "By when, as it is stated.", lambda u: u.held.due,
             "no date is stated"),
        text("progress", "Progress", "Done, overdue, open, no date; or owed: nothing on record "
             "shows it.", lambda u: u.held.progress),
        count("days_overdue", "Days overdue", "For how many days it is overdue; 0 where it is not.",
              lambda u: u.held.days_overdue),
        text("standing", "How far it has got", "The same in words.", lambda u: u.held.standing),
        text("kind", "Kind", "An action of the plan, a promise made with an explanation, or an "
             "obligation after missed targets.", lambda u: u.held.kind),
        *_objective(),
        text("about", "To bring back", "Title of the measure it is to bring back.",
             lambda u: u.held.about, "it is about no single measure"),
        text("due_on", "Due on", "The day, where a day is stated.", lambda u: day_in(u.held.due),
             "no day is stated, or it is stated in words", "date"),
        text("source", "Source", "Where it is stated.", lambda u: u.held.source, _SAYS_NOT),
        made_up(lambda u: u.held.illustrative),
        text("id", "Identifier", "Its stable name.", lambda u: u.held.id),
        count("number", "Number", "Which one of those of the objective.", lambda u: u.number),
        permalink(lambda u: u.held.id),
    ]  # fmt: skip
    return TableOf(
        "actions",
        "Actions",
        "One thing that is to be done under an objective.",
        ("objective", "number"),
        fields,
    ).filled(_under(card, lambda means: means.actions))


def mechanisms(card: Scorecard) -> TypedTable:
    """The standing arrangements between agencies."""
    fields: list[Field[MechanismLine]] = [
        text("title", "Mechanism", "Its name.", lambda m: m.title),
        text("parties", "Between", "The agencies it is between.", lambda m: "; ".join(m.parties)),
        text("leads", "Led by", "Which of them lead it.", lambda m: "; ".join(m.leads),
             "no lead is named"),
        text("status", "Status", "Proposed, drafted, agreed, operating, lapsed.",
             lambda m: m.status),
        text("standing", "Whether it met", "Whether it met as it was to, in a sentence.",
             lambda m: m.standing),
        count("reviews_due", "Reviews due", "How many reviews have fallen due.", lambda m: m.due),
        count("reviews_held", "Reviews held", "How many of those were held.", lambda m: m.held),
        text("next_due", "Next due", "The day on which the next is due, or was.",
             lambda m: m.next_due, "none is due"),
        count("days_overdue", "Days overdue", "For how many days the next is overdue; 0 where it "
              "is not.", lambda m: m.days_overdue),
        text("monitored_by", "Monitored by", "Who sees to it that it is kept.",
             lambda m: said(m.monitored_by), "nobody is named"),
        text("rhythm", "To be reviewed", "How often it is to be reviewed.",
             lambda m: said(m.rhythm), _SAYS_NOT),
        text("signed", "Signed", "When it was signed.", lambda m: said(m.signed), _SAYS_NOT),
        several("objectives", "Objectives", "Titles of the objectives it serves.",
                lambda m: m.objectives, "no objective is named"),
        text("takes_place_of", "Takes the place of", "Title of the mechanism it supersedes.",
             lambda m: m.takes_place_of, "none"),
        text("purpose", "Purpose", "What it is for.", lambda m: m.purpose, _SAYS_NOT),
        several("staffing", "Staffing", "What each party gives to it.", lambda m: m.staffing,
                _SAYS_NOT),
        several("open_issues", "Open issues", "What is not settled.", lambda m: m.open_issues,
                "nothing is stated to be open"),
        text("source", "Source", "Where all this is stated.", lambda m: m.source),
        made_up(lambda m: m.illustrative),
        text("id", "Identifier", "Its stable name.", lambda m: m.id),
        permalink(lambda m: f"mechanism/{m.id}"),
    ]  # fmt: skip
    return TableOf(
        "mechanisms",
        "Mechanisms",
        "One standing arrangement between agencies, and whether it met as it was to.",
        ("id",),
        fields,
    ).filled(card.mechanisms)


def reviews(card: Scorecard) -> TypedTable:
    """The reviews of mechanisms that were held."""
    fields: list[Field[tuple[MechanismLine, int, ReviewHeld]]] = [
        text("mechanism_title", "Mechanism", "Its name.", lambda r: r[0].title),
        text("held", "Held", "When the review was held.", lambda r: r[2].held),
        text("result", "Result", "What came of it.", lambda r: r[2].result, _SAYS_NOT),
        several("open_issues", "Left open", "What it left open.", lambda r: r[2].open_issues,
                "nothing is stated to have been left open"),
        made_up(lambda r: r[2].illustrative or r[0].illustrative),
        text("mechanism", "Mechanism, identifier", "Stable name of the mechanism.",
             lambda r: r[0].id),
        count("number", "Number", "Which one of its reviews, the latest first.", lambda r: r[1]),
    ]  # fmt: skip
    return TableOf(
        "mechanism-reviews",
        "Reviews of mechanisms",
        "One review of a mechanism that was held.",
        ("mechanism", "number"),
        fields,
    ).filled((m, n, review) for m in card.mechanisms for n, review in counted(m.reviews))
