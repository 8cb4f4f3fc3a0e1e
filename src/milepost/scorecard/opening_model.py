"""The words of the opening page: the answer, last year beside it, and what needs attention."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Came:
    """How the targets that were due in a year came out.

    Attributes:
        due: how many were due.
        met: how many were met.
        not_met: how many were not.
        unknown: of how many nobody can say.
        words: the same in a few words: "13 of 31 met, 13 not met, 5 not known", or "no target was
            due".
    """

    due: int
    met: int
    not_met: int
    unknown: int
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    """An objective, or all of them, this year and last.

    Attributes:
        objective: the objective's identifier; empty for all together.
        title: its title.
        now: this year.
        before: last year; None where there is none to compare with.
    """

    objective: str
    title: str
    now: Came
    before: Came | None


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than last year, for some measures.

    Attributes:
        what: newly met, newly missed, newly reported, no longer reported, restated.
        titles: the measures, each with whose it is where several report it.
        illustrative: whether all of it rests on something made up.
    """

    what: str
    titles: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class NeedsAttention:
    """One of the few things that most need attention.

    Attributes:
        title: what it is about.
        kind: why it is here, in the words of the rule.
        finding: what is wrong, in a sentence.
        remedy: who must do what by when, in a sentence; where nobody said by when, that.
        more: how many further matters are of the same kind.
        link: the row or part of the document that it leads to; empty for none.
        illustrative: whether it rests on something made up.
    """

    title: str
    kind: str
    finding: str
    remedy: str
    more: int
    link: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """The first page.

    Attributes:
        year_before: last year, in words; empty where the period is no year.
        compared: each objective, then all together.
        changes: what is otherwise than last year.
        unchanged: where there is nothing to compare, or nothing changed: that, in a sentence.
        attention: what most needs attention, most first.
        found: how many matters the rule found in all.
        matters: each of those, most first.
        rule: by which rule they were chosen, in a sentence.
    """

    year_before: str
    compared: tuple[Compared, ...]
    changes: tuple[Change, ...]
    unchanged: str
    attention: tuple[NeedsAttention, ...]
    found: int
    rule: str
    matters: tuple[NeedsAttention, ...] = ()
