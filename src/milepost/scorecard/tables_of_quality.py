"""Tables of data quality, of what data is lacking, and of what the ratings depend on."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.card import Scorecard
from milepost.scorecard.lacking import Ending, LackCount, LackLine
from milepost.scorecard.quality import Assessment, Limit, MeasureQuality, Vintage
from milepost.scorecard.sensitivity import DependenceRow, Otherwise
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    counted,
    day_in,
    made_up,
    measure_id,
    measure_title,
    permalink,
    several,
    text,
    yes,
)

_SAYS_NOT = "the plan does not say"
_TOGETHER = "it is of all agencies that report it together"
_NO_FIGURE = "it has no figure"


def _qualities(card: Scorecard) -> tuple[MeasureQuality, ...]:
    return card.quality.measures if card.quality else ()


def _of_vintage(vintage: Vintage | None, name: str) -> str:
    return getattr(vintage, name) if vintage else ""


def quality(card: Scorecard) -> TypedTable:
    """The quality of each measure's data (31 U.S.C. 1115(b)(8))."""
    fields: list[Field[MeasureQuality]] = [
        measure_title(lambda q: q.title),
        text("agencies", "Agencies", "Who reports it; computed for nobody.", lambda q: q.agencies),
        text("source", "Source", "Where its figures come from.", lambda q: q.source, _SAYS_NOT),
        text("verification", "Verification", "How they are verified and validated.",
             lambda q: q.verification, _SAYS_NOT),
        text("required_accuracy", "Required accuracy", "How accurate they must be.",
             lambda q: q.required_accuracy, _SAYS_NOT),
        text("reliability", "Reliability", "What assessors found; the table assessments says for "
             "which purpose.", lambda q: "; ".join(dict.fromkeys(a.level for a in q.assessments)),
             "nobody assessed it"),
        count("reported", "Figures reported", "How many of the figures asked for have a value.",
              lambda q: q.reported),
        count("asked", "Figures asked for", "How many figures are asked for.", lambda q: q.asked),
        text("newest_period", "Newest", "The period of its newest figure.",
             lambda q: _of_vintage(q.vintage, "period"), _NO_FIGURE),
        text("newest_age", "Age", "How long ago that period ended, in words.",
             lambda q: _of_vintage(q.vintage, "age"), _NO_FIGURE),
        count("limits", "Limits", "How many limits are stated; the table limits says which.",
              lambda q: len(q.limits)),
        text("newest_ended", "Newest, ended", "The last day of that period.",
             lambda q: day_in(_of_vintage(q.vintage, "ended")), _NO_FIGURE, "date"),
        yes("newest_is_older", "Older than judged", "Whether that was over before the period began "
            "that it is judged for.", lambda q: q.vintage.is_older if q.vintage else None,
            _NO_FIGURE),
        text("method", "Gathered", "How they are gathered.", lambda q: q.method, _SAYS_NOT),
        made_up(lambda q: q.illustrative),
        measure_id(lambda q: q.measure),
        permalink(lambda q: f"quality/{q.measure}"),
    ]  # fmt: skip
    return TableOf(
        "data-quality",
        "Data quality",
        "One measure, with what is known of the quality of its data.",
        ("measure",),
        fields,
    ).filled(_qualities(card))


_Assessed = tuple[MeasureQuality, int, Assessment]
_Limited = tuple[MeasureQuality, int, Limit]


def assessments(card: Scorecard) -> TypedTable:
    """Whether data are reliable, for a purpose (GAO-20-283G)."""
    fields: list[Field[_Assessed]] = [
        measure_title(lambda a: a[0].title),
        text("level", "Reliability", "Sufficiently reliable, not sufficiently reliable, or "
             "undetermined.", lambda a: a[2].level),
        text("purpose", "Purpose", "For which purpose.", lambda a: a[2].purpose),
        text("by", "By", "Who assessed.", lambda a: a[2].by),
        text("on", "On", "When that was assessed.", lambda a: a[2].on),
        text("source", "Source", "Where that is stated.", lambda a: a[2].source, _SAYS_NOT),
        made_up(lambda a: a[2].illustrative or a[0].illustrative),
        measure_id(lambda a: a[0].measure),
        count("number", "Number", "Which one of those of the measure.", lambda a: a[1]),
    ]  # fmt: skip
    return TableOf(
        "assessments",
        "Assessments of data",
        "What one assessor found of the figures of one measure, for one purpose.",
        ("measure", "number"),
        fields,
    ).filled((q, n, a) for q in _qualities(card) for n, a in counted(q.assessments))


def limits(card: Scorecard) -> TypedTable:
    """What measures do not tell, and what makes up for that."""
    fields: list[Field[_Limited]] = [
        measure_title(lambda x: x[0].title),
        text("statement", "Limit", "What the measure does not tell.", lambda x: x[2].statement),
        text("compensated_by", "Offset by", "What makes up for that.",
             lambda x: x[2].compensated_by, "nothing is stated"),
        made_up(lambda x: x[0].illustrative),
        measure_id(lambda x: x[0].measure),
        count("number", "Number", "Which one of those of the measure.", lambda x: x[1]),
    ]  # fmt: skip
    return TableOf(
        "limits",
        "Limits of data",
        "One limit of one measure.",
        ("measure", "number"),
        fields,
    ).filled((q, n, limit) for q in _qualities(card) for n, limit in counted(q.limits))


_Lacks = tuple[int, LackLine, int, Ending]


def _lacks(card: Scorecard) -> Iterator[_Lacks]:
    for number, line in counted(card.behind.lacking.lines if card.behind else ()):
        yield from ((number, line, n, ending) for n, ending in counted(line.endings))


def lacking(card: Scorecard) -> TypedTable:
    """What could not be judged in full, and what would end that (21 U.S.C. 1705(c)(1)(H), (M))."""
    fields: list[Field[_Lacks]] = [
        measure_title(lambda x: x[1].title),
        text("agency", "Agency", "Whose figure it is.", lambda x: x[1].agency, _TOGETHER),
        text("due", "Due", "The period for which the target is promised.", lambda x: x[1].due,
             "there is no target, or it has no date"),
        text("cause", "Why", "Why it could not be judged.", lambda x: x[3].cause),
        text("what", "Needed", "What exactly would end it.", lambda x: x[3].what,
             "nothing more is said"),
        text("who", "By whom", "Who could end it; nobody where only time helps.",
             lambda x: x[3].who),
        text("target", "Target", "The target in words.", lambda x: x[1].target,
             "no target is declared"),
        text("actual", "Actual", "The figure in words, or why there is none.",
             lambda x: x[1].actual, "nothing is said"),
        text("result", "Result", "The word for its result.", lambda x: x[1].result,
             "no target is declared"),
        text("ender", "Kind of who", "Who could end it, as a kind.", lambda x: x[1].ender),
        text("statute", "Asked for by", "What of the statute asks for it.",
             lambda x: x[3].statute, "nothing in particular"),
        measure_id(lambda x: x[1].measure),
        made_up(lambda x: x[1].illustrative),
        count("case", "Case", "Number of the judgement that could not be made in full.",
              lambda x: x[0]),
        count("number", "Number", "1 for what decided; then what would be in the way next.",
              lambda x: x[2]),
        permalink(lambda _: "lacking"),
    ]  # fmt: skip
    return TableOf(
        "lacking",
        "Data lacking",
        "One thing that would help to judge what could not be judged in full.",
        ("case", "number"),
        fields,
    ).filled(_lacks(card))


def lacking_counts(card: Scorecard) -> TypedTable:
    """How often each cause came up."""
    fields: list[Field[LackCount]] = [
        text("cause", "Why", "Why it could not be judged.", lambda c: c.cause),
        text("ender", "Kind of who", "Who could end it, as a kind.", lambda c: c.ender),
        count("count", "Count", "How many targets, and measures without one.",
              lambda c: c.count),
        count("made_up", "Count, illustrative", "Those that were made up, apart.",
              lambda c: c.illustrative),
        made_up(lambda c: c.illustrative > 0 and c.count == 0),
    ]  # fmt: skip
    return TableOf(
        "lacking-counts",
        "Data lacking, counted",
        "One cause with how often it came up.",
        ("cause", "ender"),
        fields,
    ).filled(card.behind.lacking.counts if card.behind else ())


_Depends = tuple[int, DependenceRow]


def _depends(card: Scorecard) -> Iterator[_Depends]:
    return counted(card.behind.sensitivity.rows if card.behind else ())


def depends(card: Scorecard) -> TypedTable:
    """What each result and outlook depends on."""
    fields: list[Field[_Depends]] = [
        measure_title(lambda d: d[1].title),
        text("agency", "Agency", "Whose it is.", lambda d: d[1].agency, _TOGETHER),
        text("due", "Due", "The period of its target.", lambda d: d[1].due,
             "there is no target, or it has no date"),
        text("now", "As rated", "Result and outlook as they are.", lambda d: d[1].now),
        several("unable", "Not applied", "The methods that cannot be applied, each with why.",
                lambda d: d[1].unable, "every method could be applied"),
        count("changing", "Would change it", "How many of the what-ifs change it.",
              lambda d: len(d[1].otherwise)),
        count("tried", "Tried", "How many what-ifs were tried.", lambda d: d[1].tried),
        measure_id(lambda d: d[1].measure),
        made_up(lambda d: d[1].illustrative),
        count("judgement", "Number", "Its place in the order of the plan.", lambda d: d[0]),
        permalink(lambda _: "depends"),
    ]  # fmt: skip
    return TableOf(
        "depends",
        "What ratings depend on",
        "One judgement, with how many what-ifs would change it.",
        ("judgement",),
        fields,
    ).filled(_depends(card))


def what_ifs(card: Scorecard) -> TypedTable:
    """The what-ifs that change a judgement."""
    fields: list[Field[tuple[_Depends, int, Otherwise]]] = [
        measure_title(lambda w: w[0][1].title),
        text("agency", "Agency", "Whose it is.", lambda w: w[0][1].agency, _TOGETHER),
        text("due", "Due", "The period of its target.", lambda w: w[0][1].due,
             "there is no target, or it has no date"),
        text("now", "As rated", "Result and outlook as they are.", lambda w: w[0][1].now),
        text("what", "What if", "What was changed.", lambda w: w[2].what),
        text("then", "Then", "Result and outlook under it.", lambda w: w[2].then),
        text("group", "Question", "Which of the four questions: scale, bound, revision, promise.",
             lambda w: w[2].group),
        made_up(lambda w: w[0][1].illustrative),
        count("judgement", "Judgement", "Number of the judgement, as in the table depends.",
              lambda w: w[0][0]),
        count("number", "Number", "Which one of those of the judgement.", lambda w: w[1]),
    ]  # fmt: skip
    return TableOf(
        "what-ifs",
        "What-ifs",
        "One what-if that would change one judgement.",
        ("judgement", "number"),
        fields,
    ).filled((d, n, other) for d in _depends(card) for n, other in counted(d[1].otherwise))
