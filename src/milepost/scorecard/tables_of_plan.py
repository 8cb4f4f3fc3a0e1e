"""Tables of what the plan declares, and of the scorecard itself."""

from __future__ import annotations

import datetime as dt

from milepost.scorecard.card import Scorecard
from milepost.scorecard.declared import AgencyDeclared, MeasureDeclared
from milepost.scorecard.model import Section
from milepost.scorecard.typed_tables import Field, TableOf, TypedTable, made_up, permalink, text

_SAYS_NOT = "the plan does not say"


def this_scorecard(card: Scorecard) -> TypedTable:
    """What these tables are of: one row."""
    fields: list[Field[Scorecard]] = [
        text("period", "Period", "The period it is about.", lambda c: c.period),
        text("as_of", "As of", "What was received later is not in it.",
             lambda c: dt.date.fromisoformat(c.as_of), type="date"),
        text("title", "Title", "Its title.", lambda c: c.title),
        text("strategy", "Strategy", "Title of the strategy.", lambda c: c.strategy),
        text("issued_by", "Issued by", "The office that answers for the strategy.",
             lambda c: c.issued_by),
        text("headline", "Headline", "How it came out, in one sentence.", lambda c: c.headline),
        made_up(lambda c: c.illustrative, "Whether every figure in it was made up."),
        text("edition", "Edition", "Which edition it is, such as FY2009-1.",
             lambda c: c.edition.name if c.edition else "", "it was not published"),
        text("published_on", "Published on", "The day on which it was published.",
             lambda c: dt.date.fromisoformat(c.edition.published_on) if c.edition else None,
             "it was not published", type="date"),
        text("explanations_owed", "Explanations owed",
             "How many explanations of missed targets were still owed when it was published.",
             lambda c: len(c.edition.owed) if c.edition else None,
             "it was not published", type="integer"),
        text("version", "Version", "The version of Milepost that made it.", lambda c: c.version),
    ]  # fmt: skip
    return TableOf(
        "scorecard",
        "This scorecard",
        "The scorecard that these tables are of.",
        ("period",),
        fields,
    ).filled([card])


def objectives(card: Scorecard) -> TypedTable:
    """The objectives, in the order of the plan."""
    fields: list[Field[Section]] = [
        text("id", "Identifier", "Its identifier in the plan, also its permalink.",
             lambda s: s.id),
        permalink(lambda s: s.id),
        text("title", "Title", "Its title.", lambda s: s.title),
        text("statement", "Statement", "What it says.", lambda s: s.statement,
             "its text is not printed in the source"),
        text("roles", "Roles", "Who leads and who supports.", lambda s: ". ".join(s.roles),
             _SAYS_NOT),
        made_up(lambda s: s.illustrative, "Whether it was made up to show a feature."),
    ]  # fmt: skip
    return TableOf(
        "objectives", "Objectives", "One objective of the strategy.", ("id",), fields
    ).filled(card.sections)


def measures(card: Scorecard) -> TypedTable:
    """The measures that may be shown."""
    fields: list[Field[MeasureDeclared]] = [
        text("id", "Identifier", "Its identifier, under which agencies report it.",
             lambda m: m.id),
        text("title", "Title", "The measure in a few words.", lambda m: m.title),
        text("definition", "Definition", "What is counted, and what is not.",
             lambda m: m.definition),
        text("objective", "Objective", "Identifier of the objective whose progress it shows.",
             lambda m: m.objective),
        text("unit", "Unit", "In what it is counted.", lambda m: m.unit),
        text("kind", "Kind", "What it is a measure of (31 U.S.C. 1115(h)).", lambda m: m.kind),
        text("direction", "Direction", "Which way is better: increase, decrease, or stay within a "
             "band.", lambda m: m.direction, _SAYS_NOT),
        text("quantity", "Quantity", "How it behaves in time: flow, stock, average, ratio, event, "
             "cohort.", lambda m: m.quantity),
        text("basis", "Basis", "By which years it is counted: fiscal, calendar, date.",
             lambda m: m.basis),
        text("frequency", "Frequency", "How often it is reported.", lambda m: m.frequency),
        text("agencies", "Agencies", "Who reports it.", lambda m: "; ".join(m.agencies),
             "nobody: it is computed"),
        text("computed_from", "Computed from", "The measures it is computed from.",
             lambda m: "; ".join(m.computed_from), "it is reported, not computed"),
        text("divided_by", "Divided by", "The lists by which what is reported is divided.",
             lambda m: "; ".join(m.divided_by), "it is not divided"),
        text("source", "Source", "Where its figures come from.", lambda m: m.source),
        text("verification", "Verification", "How its figures are verified and validated "
             "(31 U.S.C. 1115(b)(8)).", lambda m: m.verification, _SAYS_NOT),
        text("required_accuracy", "Required accuracy", "How accurate it must be for its purpose.",
             lambda m: m.required_accuracy, _SAYS_NOT),
        text("limitations", "Limitations", "What it does not tell.",
             lambda m: "\n".join(m.limitations), _SAYS_NOT),
        made_up(lambda m: m.illustrative, "Whether it was made up to show a feature."),
    ]  # fmt: skip
    return TableOf(
        "measures", "Measures", "One measure as the plan declares it.", ("id",), fields
    ).filled(card.measures)


def agencies(card: Scorecard) -> TypedTable:
    """The agencies of the plan."""
    fields: list[Field[AgencyDeclared]] = [
        text("id", "Identifier", "Its identifier.", lambda a: a.id),
        text("name", "Name", "Its name.", lambda a: a.name),
        text("part_of", "Part of", "Identifier of the agency it is a part of.",
             lambda a: a.parent, "the plan names none"),
        permalink(lambda a: f"agency/{a.id}"),
        made_up(lambda _: card.illustrative),
    ]  # fmt: skip
    return TableOf(
        "agencies", "Agencies", "One agency that the plan names.", ("id",), fields
    ).filled(card.declared_agencies)
