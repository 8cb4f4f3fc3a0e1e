"""The words that a scorecard uses, each with one meaning: the words of judgement and of the plan.

Only words that occur are explained. What the plan's own words mean is said where the plan's model
defines them, so that a scorecard and the plan's schema never say two things.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from milepost.plan import model as plan_words

if TYPE_CHECKING:
    from milepost.scorecard.card import Scorecard


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its meaning.

    Attributes:
        word: the word.
        meaning: what it means here.
    """

    word: str
    meaning: str


# The words of judgement: each result, outlook and reason for neither, as they are printed.
JUDGEMENT: Final[dict[str, str]] = {
    "met": "The figure for the period of a target is the target or better.",
    "not met": "The figure for the period of a target is short of it.",
    "indeterminate": (
        "It cannot be decided: the figure may lie on either side of the target or threshold, or, "
        "of a result, there is no figure."
    ),
    "not due": "The period of the target is not over, or it has no date.",
    "achieved": "The target is reached already; of an outlook.",
    "on track": "At least the first threshold of the scale is reached on the way to the target.",
    "at risk": "The first threshold of the scale is not reached, the second is.",
    "off track": "The second threshold of the scale is not reached, or the figure moves away.",
    "not rated": "There is no outlook; the reason stands beside it.",
    "not reported": "An agency that was to send a figure did not.",
    "not tracked": "The agency has no system that records it.",
    "not available": "The agency records it and cannot produce the figure.",
    "not yet due": "The figure, or what the method needs, cannot be had before a later day.",
    "not applicable": "The agency says that the measure does not apply to it.",
    "withheld": "The figure is not shown: its agency or the office withholds it. It is not zero.",
    "withdrawn": "The agency took back a figure that it had reported.",
    "rejected": "What was sent could not be read or contradicts itself; the record says why.",
    "returned": "An analyst gave the figure back to the agency; it counts again once replaced.",
    "not computable": "The figures from which it is computed are missing or cannot be combined.",
    "no target": "The plan promises nothing of the measure.",
    "no baseline": "The plan gives no value at the start, from which change is counted.",
    "no date": "The target has no date, so it can never fall due.",
    "no scale": "No rating scale was in force on the day.",
    "waived": "A public exception: the outlook is left out, by whose approval and why is said.",
    "for a person to judge": "It is promised in words; no arithmetic can settle it.",
    "series broken": "Figures before and after a date were counted in two ways.",
    "too few points": "The method needs more figures than there are.",
    "method does not apply": "The method says nothing of a target of this kind.",
    "no criteria": "The plan does not say how much of a difference is a change.",
    "partly met": "Of a requirement for a strategy: some of what it asks for is declared.",
    "not addressed": "Of a requirement for a strategy: nothing of what it asks for is declared.",
    "not in force": "On that day the requirement could not yet be asked for.",
}
# Words of the document itself that are said in a special sense.
_OF_THE_DOCUMENT: Final[dict[str, str]] = {
    "actual": "The value of a measure for a period, after agencies and quarters are combined.",
    "outlook": "How a target stands on the way to its date; after it, how far it was reached.",
    "result": "Whether a target was met in its period (21 U.S.C. 1705(g)(3)).",
    "progress": "The share of the targeted change that was achieved.",
    "about": "Plus or minus half the last digit that counts, unless the measure says otherwise.",
    "illustrative": "Made up to show a feature, and never added to what is not.",
    "as of": "What was received later than this day is not looked at.",
    "context": "A figure that explains the situation and is not judged.",
    "likelihood": "How likely a target is to be met by its date if things go on as they did.",
}
# Words of the plan by the class that defines them.
_OF_THE_PLAN: Final[dict[str, type[plan_words.Declared]]] = {
    "baseline": plan_words.Baseline,
    "limitation": plan_words.Limitation,
    "measure": plan_words.Measure,
    "mechanism": plan_words.Mechanism,
    "objective": plan_words.Objective,
    "recommendation": plan_words.Recommendation,
    "scale": plan_words.Scale,
    "standard": plan_words.Standard,
    "target": plan_words.Target,
    "waiver": plan_words.Waiver,
}


def glossary_of(card: Scorecard) -> tuple[Term, ...]:
    """The words that occur in a scorecard, in the order of the alphabet."""
    meanings = {**_OF_THE_DOCUMENT, **dict(_of_the_plan()), **JUDGEMENT}
    found = _said(card, tuple(meanings))
    return tuple(Term(word, meanings[word]) for word in sorted(found))


def _of_the_plan() -> Iterator[tuple[str, str]]:
    for word, model in _OF_THE_PLAN.items():
        said = " ".join((inspect.getdoc(model) or "").partition("\n\n")[0].split())
        yield word, said


def _said(card: Scorecard, words: tuple[str, ...]) -> set[str]:
    """Which words stand anywhere in the card; of two that overlap, the longer one."""
    either = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    known = re.compile(rf"(?<![\w-])(?:{either})(?=s?(?![\w-]))", re.IGNORECASE)
    # The same few thousand texts stand in a card a hundred times: each is looked through once.
    return {match.lower() for text in _texts(card) for match in known.findall(text)}


def _texts(value: object) -> set[str]:
    """Every text in a value, however deep."""
    found: set[str] = set()
    open_: list[object] = [value]
    while open_:
        part = open_.pop()
        if isinstance(part, str):
            found.add(part)
        elif isinstance(part, tuple):
            open_ += part
        elif dataclasses.is_dataclass(part):
            open_ += [getattr(part, name) for name in part.__dataclass_fields__]
    return found
