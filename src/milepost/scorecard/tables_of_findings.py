"""Tables of recommendations to be closed, and of the strategy held against its rule set."""

from __future__ import annotations

from milepost.scorecard.audited import AuditInWords, CriterionLine, ObjectiveLine, VerdictInPrint
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Verdict
from milepost.scorecard.recommendations import PartOfIt, RecommendationLine, StepOfIt
from milepost.scorecard.tables_of_means import said
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    counted,
    day_in,
    made_up,
    permalink,
    several,
    text,
    yes,
)

_NOT_STATED = "it is not stated"


def recommendations(card: Scorecard) -> TypedTable:
    """The findings to be closed."""
    fields: list[Field[RecommendationLine]] = [
        text("id", "Recommendation", "Its number.", lambda r: r.id),
        text("statement", "Statement", "What is recommended.", lambda r: r.statement),
        text("to", "To", "Who is to act.", lambda r: "; ".join(r.to), "nobody is named"),
        text("status", "Status", "Open, partly closed, closed.", lambda r: r.status),
        text("due", "Due", "By when, in the words of the source.", lambda r: said(r.due),
             "the source gives no time"),
        count("steps", "Steps", "How many steps towards closing it are stated.",
              lambda r: len(r.steps)),
        count("steps_done", "Steps done", "How many of them are done.",
              lambda r: sum(s.progress == "done" for s in r.steps)),
        count("steps_overdue", "Steps overdue", "How many of them are overdue.",
              lambda r: sum(s.progress == "overdue" for s in r.steps)),
        text("evidence", "What shows it", "What shows how far it has got.",
             lambda r: said(r.evidence), _NOT_STATED),
        text("source", "Source", "Where it was made.", lambda r: r.source),
        made_up(lambda _: card.illustrative),
        permalink(lambda r: f"recommendation/{r.id}"),
    ]  # fmt: skip
    return TableOf(
        "recommendations", "Recommendations", "One finding to be closed.", ("id",), fields
    ).filled(card.recommendations)


def parts(card: Scorecard) -> TypedTable:
    """The parts of recommendations."""
    fields: list[Field[tuple[RecommendationLine, PartOfIt]]] = [
        text("recommendation", "Recommendation", "Its number.", lambda p: p[0].id),
        text("statement", "Statement", "What is recommended.", lambda p: p[1].statement),
        text("id", "Part", "The number of the part.", lambda p: p[1].id),
        text("status", "Status", "Open, partly closed, closed.", lambda p: said(p[1].status),
             "it is not known apart"),
        text("evidence", "What shows it", "What shows how far it has got.",
             lambda p: said(p[1].evidence), _NOT_STATED),
        made_up(lambda _: card.illustrative),
    ]  # fmt: skip
    return TableOf(
        "recommendation-parts",
        "Parts of recommendations",
        "One part of a recommendation that has several.",
        ("recommendation", "id"),
        fields,
    ).filled((of, part) for of in card.recommendations for part in of.parts)


def milestones(card: Scorecard) -> TypedTable:
    """The steps towards closing recommendations."""
    fields: list[Field[tuple[RecommendationLine, int, StepOfIt]]] = [
        text("recommendation", "Recommendation", "Its number.", lambda s: s[0].id),
        text("statement", "What", "What is to be done.", lambda s: s[2].statement),
        text("due", "By when", "By when, as it is stated.", lambda s: s[2].due,
             "no date is stated"),
        text("progress", "Progress", "Done, overdue, open, no date.", lambda s: s[2].progress),
        text("standing", "How far it has got", "The same in words.", lambda s: s[2].standing),
        count("days_overdue", "Days overdue", "For how many days it is overdue; 0 where it is not.",
              lambda s: s[2].days_overdue),
        count("number", "Step", "Which one of its steps.", lambda s: s[1]),
        text("due_on", "Due on", "The day, where a day is stated.", lambda s: day_in(s[2].due),
             "no day is stated, or it is stated in words", "date"),
        made_up(lambda s: s[2].illustrative),
    ]  # fmt: skip
    return TableOf(
        "milestones",
        "Milestones",
        "One step towards closing a recommendation.",
        ("recommendation", "number"),
        fields,
    ).filled((of, n, step) for of in card.recommendations for n, step in counted(of.steps))


def _word(verdict: Verdict | None) -> str:
    return verdict.word if verdict else ""


def audit(card: Scorecard) -> TypedTable:
    """The strategy against each criterion of the rule set."""
    found = card.audit
    rule_set = found.title if found else ""
    fields: list[Field[CriterionLine]] = [
        text("title", "Criterion", "The requirement in a few words.", lambda c: c.title),
        text("verdict", "Verdict", "Our verdict on what the plan declares.",
             lambda c: _word(c.verdict), "nothing there was to be judged"),
        text("reason", "Why", "Why, in a sentence that names and counts.", lambda c: c.reason),
        text("to_close", "To close it", "What would close the gap.", lambda c: c.to_close,
             "there is no gap"),
        text("waived", "Waived", "By whom and why a public waiver was given; the verdict stands.",
             lambda c: c.waived, "no waiver was given"),
        text("without_illustrative", "Without what is made up", "The verdict without what is made "
             "up.", lambda c: c.without_illustrative, "it is the same"),
        text("citation", "Required by", "Where it is laid down.", lambda c: c.citation),
        several("places", "Written in", "Where what it rests on is written.", lambda c: c.places,
                "nothing was found"),
        text("rule_set", "Rule set", "The rule set it is a criterion of.", lambda _: rule_set),
        made_up(lambda c: c.rests_on_illustrative),
        text("id", "Identifier", "Its stable name.", lambda c: c.id),
        permalink(lambda c: f"audit/{c.id}"),
    ]  # fmt: skip
    return TableOf(
        "audit",
        "Audit of the strategy",
        "One criterion of the rule set, and how the strategy stands against it.",
        ("id",),
        fields,
    ).filled(_criteria(found))


def _criteria(found: AuditInWords | None) -> tuple[CriterionLine, ...]:
    return found.criteria if found else ()


def audit_objectives(card: Scorecard) -> TypedTable:
    """Each objective against each criterion that looks at objectives."""
    found = card.audit
    titles = {line.id: line.title for line in _criteria(found)}
    fields: list[Field[tuple[ObjectiveLine, str, Verdict]]] = [
        text("objective_title", "Objective", "Title of the objective.", lambda v: v[0].title),
        text("criterion_title", "Criterion", "The requirement in a few words.",
             lambda v: titles.get(v[1], v[1])),
        text("verdict", "Verdict", "The verdict on that objective.", lambda v: v[2].word),
        made_up(lambda _: card.illustrative),
        text("objective", "Objective, identifier", "Identifier of the objective.",
             lambda v: v[0].id),
        text("criterion", "Criterion, identifier", "Identifier of the criterion.", lambda v: v[1]),
        permalink(lambda v: f"audit/objective/{v[0].id}"),
    ]  # fmt: skip
    lines = found.objectives if found else ()
    return TableOf(
        "audit-objectives",
        "Audit by objective",
        "One objective held against one criterion.",
        ("objective", "criterion"),
        fields,
    ).filled((line, criterion, verdict) for line in lines for criterion, verdict in line.verdicts)


def audit_in_print(card: Scorecard) -> TypedTable:
    """What auditors said in print on the same criteria."""
    fields: list[Field[tuple[CriterionLine, int, VerdictInPrint]]] = [
        text("criterion_title", "Criterion", "The requirement in a few words.",
             lambda p: p[0].title),
        text("by", "By", "Who said it.", lambda p: p[2].by),
        text("verdict", "Verdict", "What was found.", lambda p: p[2].verdict),
        yes("agrees", "Agrees", "Whether our verdict is the same.", lambda p: p[2].agrees,
            "one of the two is no verdict"),
        text("statement", "Statement", "In the words of the source.", lambda p: p[2].statement),
        text("note", "Note", "How far that answers the criterion.", lambda p: p[2].note, "wholly"),
        text("source", "Source", "Where it was published.", lambda p: p[2].source),
        made_up(lambda _: card.illustrative),
        text("criterion", "Criterion, identifier", "Identifier of the criterion.",
             lambda p: p[0].id),
        count("number", "Number", "Which one of those on the criterion.", lambda p: p[1]),
    ]  # fmt: skip
    return TableOf(
        "audit-in-print",
        "Audits in print",
        "What one auditor published on one criterion.",
        ("criterion", "number"),
        fields,
    ).filled((line, n, one) for line in _criteria(card.audit) for n, one in counted(line.published))
