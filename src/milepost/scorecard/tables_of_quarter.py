"""Tables of a quarter's review (31 U.S.C. 1121), and of the words and rules of a scorecard."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.card import Scorecard
from milepost.scorecard.figure_columns import NO_PLACE, Shown, how_much, which
from milepost.scorecard.glossary import Term
from milepost.scorecard.quarter import ContributorLine, ProgressLine, RiskLine
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    ahead,
    count,
    counted,
    made_up,
    permalink,
    several,
    text,
)

_PROGRESS_AHEAD = ("title", "agency", "period", "before", "words", "change", "better", "unit",
                   "illustrative")  # fmt: skip


def progress(card: Scorecard) -> TypedTable:
    """What each measure came to in the quarter."""
    objectives = {m.id: m.objective for m in card.measures}
    titles = {section.id: section.title for section in card.sections}

    def shown(line: ProgressLine) -> Shown:
        objective = objectives.get(line.measure, "")
        identifier = f"{card.period}/{line.measure}/{line.agency}/in-the-quarter"
        return Shown(identifier, line.measure, line.title, objective, titles.get(objective, ""),
                     line.agency, NO_PLACE, card.period, line.unit, line.now, line.exact,
                     line.illustrative)  # fmt: skip

    fields: list[Field[ProgressLine]] = [
        *which(shown),
        *how_much(shown),
        text("before", "Quarter before", "What it came to in the quarter before, in words.",
             lambda p: p.before, "nothing is known"),
        text("change", "Change", "By how much it changed.", lambda p: p.change,
             "either of the two is missing"),
        text("movement", "Over the last quarters",
             "Which way it went over the last quarters on record, no more than four of the last "
             "eight: what the figures show, and not whether it is more than chance.",
             lambda p: p.movement, "fewer than two of them are on record"),
        several("recent", "Last quarters", "Those quarters, each with its value.",
                lambda p: p.recent, "none of them is on record"),
        text("better", "Better is", "Which way is better.", lambda p: p.direction,
             "the plan does not say"),
    ]  # fmt: skip
    return TableOf(
        "progress",
        "Progress in the quarter",
        "What one measure came to in the quarter, beside the one before.",
        ("id",),
        ahead(fields, *_PROGRESS_AHEAD),
    ).filled(card.quarter.progress if card.quarter else ())


def risks(card: Scorecard) -> TypedTable:
    """The objectives by risk."""
    fields: list[Field[RiskLine]] = [
        text("title", "Objective", "Title of the objective.", lambda r: r.title),
        text("risk", "Risk", "High, medium, low, or cannot be told.", lambda r: r.risk.word),
        several("because", "Because", "The targets that decide it.", lambda r: r.because,
                "nothing decides it"),
        text("coverage", "Targets with an outlook", "How many of its targets have an outlook.",
             lambda r: r.coverage),
        text("leads", "Led by", "Who leads it.", lambda r: "; ".join(r.leads), "nobody is named"),
        several("strategies", "Strategies", "What is planned or promised, by whom, by when.",
                lambda r: r.strategies, "none is on record, or the risk is not high"),
        made_up(lambda _: card.illustrative),
        text("objective", "Objective, identifier", "Identifier of the objective.",
             lambda r: r.objective),
        permalink(lambda r: f"risk/{r.objective}"),
    ]  # fmt: skip
    return TableOf(
        "risks",
        "Risks",
        "One objective with its risk, and what is done where it is high.",
        ("objective",),
        fields,
    ).filled(card.quarter.risks if card.quarter else ())


def contribution(card: Scorecard) -> TypedTable:
    """Whether each agency contributes as planned."""
    fields: list[Field[ContributorLine]] = [
        text("agency", "Agency", "Its identifier.", lambda c: c.agency),
        text("name", "Name", "Its name.", lambda c: c.name),
        text("contribution", "Contributes", "Whether it contributes as planned.",
             lambda c: c.contribution.word),
        text("reported", "Figures in", "How many of the figures that were due came.",
             lambda c: c.reported, "none was due"),
        count("ahead", "Targets on track", "How many of its targets were met or are on track.",
              lambda c: c.ahead),
        several("behind", "Targets behind", "Its targets that were missed or are off track.",
                lambda c: c.behind, "none"),
        several("overdue", "Actions overdue", "Its actions that are overdue.",
                lambda c: c.overdue, "none"),
        made_up(lambda _: card.illustrative),
        permalink(lambda c: f"contributor/{c.agency}"),
    ]  # fmt: skip
    return TableOf(
        "contribution",
        "Contribution of agencies",
        "One agency, and whether it does what it undertook, as far as the quarter shows.",
        ("agency",),
        fields,
    ).filled(card.quarter.contributors if card.quarter else ())


def glossary(card: Scorecard) -> TypedTable:
    """The words that the scorecard uses."""
    fields: list[Field[Term]] = [
        text("word", "Word", "The word.", lambda t: t.word),
        text("meaning", "Meaning", "What it means here.", lambda t: t.meaning),
        made_up(lambda _: card.illustrative),
    ]  # fmt: skip
    return TableOf(
        "glossary", "Glossary", "One word that the scorecard uses.", ("word",), fields
    ).filled(card.glossary)


def _rules(card: Scorecard) -> Iterator[tuple[str, str]]:
    yield from (("how it was judged", rule) for rule in card.method)
    if card.opening:
        yield "what needs attention", card.opening.rule
    yield from (("risk and contribution", r) for r in (card.quarter.rules if card.quarter else ()))


def method(card: Scorecard) -> TypedTable:
    """By which rules all of it was judged."""
    fields: list[Field[tuple[int, tuple[str, str]]]] = [
        count("number", "Number", "Its place in the list.", lambda r: r[0]),
        text("of", "Of", "What it is a rule of.", lambda r: r[1][0]),
        text("text", "Rule", "The rule.", lambda r: r[1][1]),
        made_up(lambda _: card.illustrative),
    ]  # fmt: skip
    return TableOf(
        "method", "Method", "One rule by which the scorecard was judged.", ("number",), fields
    ).filled(counted(_rules(card)))
