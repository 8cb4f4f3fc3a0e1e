"""Lays out the glossary."""

from __future__ import annotations

from milepost.scorecard.document import Fact, Facts, Part
from milepost.scorecard.glossary import Term


def glossary(terms: tuple[Term, ...]) -> list[Part]:
    """The words with their meanings as a part; none where no word needs one."""
    if not terms:
        return []
    facts = Facts(tuple(Fact(term.word, term.meaning) for term in terms))
    return [Part("glossary", "Glossary", (facts,), opened=False)]
