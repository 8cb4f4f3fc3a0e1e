"""The same ratings in the words of another office, and what those words cannot say.

The table is the plan's (``vocabularies``), one for an edition (``strategy.vocabulary``). No word is
put in where the table has none: an empty cell is the finding, that this office could not have said
what was found here.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from milepost.evaluation.model import OUTLOOKS, Judgement, Rating
from milepost.plan.model import Plan, Vocabulary
from milepost.scorecard.model import InOtherWords, OtherWords, SharedWord

# Our words by the question that they answer, each in the order in which we print them. Two that
# answer different questions stand in different columns, and may share a word without harm.
_RESULTS: Final = ("met", "not met", "indeterminate", "not due")
_REASONS: Final = (
    "not reported",
    "not tracked",
    "not available",
    "not yet due",
    "not applicable",
    "withheld",
    "withdrawn",
    "rejected",
    "returned",
    "no target",
    "no baseline",
    "waived",
    "series broken",
)
_QUESTIONS: Final[tuple[tuple[str, ...], ...]] = (_RESULTS, OUTLOOKS, _REASONS)


def chosen(plan: Plan) -> Vocabulary | None:
    """The vocabulary that the strategy names for its editions; None where it names none."""
    for vocabulary in plan.vocabularies:
        if vocabulary.id == plan.strategy.vocabulary:
            return vocabulary
    return None


def in_other_words(vocabulary: Vocabulary | None, judgement: Judgement) -> InOtherWords | None:
    """The result and the outlook of a judgement in another vocabulary.

    Where a value spans two outlooks that are one word there, that word holds for certain.
    """
    if vocabulary is None:
        return None
    theirs = _table(vocabulary)
    result = judgement.result.result if judgement.result else ""
    return InOtherWords(theirs.get(result, ""), _outlook(theirs, judgement.rating))


def _table(vocabulary: Vocabulary) -> dict[str, str]:
    """Their word for each of ours."""
    return {word.rating: word.word for word in vocabulary.words}


def _outlook(theirs: dict[str, str], rating: Rating) -> str:
    if rating.outlook is not None:
        return theirs.get(rating.outlook, "")
    if rating.between is not None:
        both = [theirs.get(end, "") for end in rating.between]
        if both[0] == both[1]:
            return both[0]
        return theirs.get("indeterminate") or (", or ".join(both) if all(both) else "")
    return theirs.get(rating.not_rated or "", "") or theirs.get("not rated", "")


def what_they_say(
    vocabulary: Vocabulary, judgements: Iterable[Judgement] | None = None
) -> OtherWords:
    """A vocabulary as an edition uses it, with what it cannot say of that edition.

    Args:
        vocabulary: the words.
        judgements: what is printed; only words of ours that stand there are looked for. Without
            them, all of ours.
    """
    theirs = _table(vocabulary)
    order = [word for question in _QUESTIONS for word in question]
    if judgements is None:
        spoken = {(word, theirs.get(word, "")) for word in order}
    else:
        spoken = {pair for judgement in judgements for pair in _spoken(theirs, judgement)}
    # A word of ours may be sayable in one row and not in another: "indeterminate".
    unsaid = {word for word, other in spoken if not other}
    known = sorted(unsaid, key=lambda w: (order.index(w) if w in order else len(order), w))
    return OtherWords(
        vocabulary=vocabulary.id,
        title=vocabulary.title,
        source=vocabulary.source,
        words=tuple((word.rating, word.word) for word in vocabulary.words),
        without=tuple(known),
        shared=tuple(_shared(theirs, {word for word, _ in spoken})),
        cannot_say=vocabulary.cannot_say,
    )


def _spoken(theirs: dict[str, str], judgement: Judgement) -> Iterator[tuple[str, str]]:
    """Our words in a judgement, each with theirs."""
    if judgement.result is not None:
        yield judgement.result.result, theirs.get(judgement.result.result, "")
    rating = judgement.rating
    if rating.between is not None:
        yield from ((end, theirs.get(end, "")) for end in dict.fromkeys(rating.between))
        yield "indeterminate", _outlook(theirs, rating)
    else:
        yield rating.outlook or rating.not_rated or "not rated", _outlook(theirs, rating)


def _shared(theirs: dict[str, str], said: set[str]) -> Iterator[SharedWord]:
    """Words there that stand for several of ours, of which at least one was said here."""
    for question in _QUESTIONS:
        groups: dict[str, list[str]] = {}
        for ours in question:
            if ours in theirs:
                groups.setdefault(theirs[ours], []).append(ours)
        for word, group in groups.items():
            if len(group) > 1 and said & set(group):
                yield SharedWord(word, tuple(group))


def paragraphs(found: OtherWords | None) -> tuple[str, ...]:
    """The table of words, and what these words cannot say, a paragraph each."""
    if found is None:
        return ()
    words = "; ".join(f"{ours}: {theirs}" for ours, theirs in found.words)
    table = f"In the words of {found.title}: {words}. {found.source.rstrip('.')}."
    missing = " ".join(sentences(found))
    return (table, f"What these words cannot say: {missing}") if missing else (table,)


def sentences(found: OtherWords) -> Iterator[str]:
    """What the words cannot say, a sentence each: lacking, shared, and as the plan declares it."""
    if found.without:
        yield f"They have no word for what is said here as {_listed(found.without)}."
    for shared in found.shared:
        yield f"{_listed(shared.ours)} are one word there: “{shared.word}”."
    yield from (f"{said.rstrip('.')}." for said in found.cannot_say)


def lines(found: OtherWords | None, width: int = 80) -> Iterator[str]:
    """The same for a terminal."""
    for paragraph in paragraphs(found):
        yield from textwrap.wrap(
            paragraph, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )


def _listed(words: tuple[str, ...]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def side_by_side(vocabularies: Iterable[Vocabulary]) -> tuple[tuple[str, ...], ...]:
    """The plan's vocabularies as one table: a head, then a row for each of our words.

    Words of ours that none of them has a word for are rows too: nobody says them.
    """
    tables = [(v.title, _table(v)) for v in vocabularies]
    head = ("Milepost", *(title for title, _ in tables))
    ours = [word for question in _QUESTIONS for word in question]
    return (head, *((word, *(theirs.get(word, "") for _, theirs in tables)) for word in ours))
