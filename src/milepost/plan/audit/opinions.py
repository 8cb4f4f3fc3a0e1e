"""How opinions are put together: of parts that must all be there, and of many things alike.

The verdict on the whole plan is counted from the verdicts on its things, and says what it counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from milepost.plan.audit.model import Audited, Opinion, Verdict
from milepost.plan.audit.wording import capital, count, has, listed, sentences
from milepost.plan.model import Measure
from milepost.sources import Place

PERSON: Final[Verdict] = "for a person to judge"
_FEW: Final = 8  # each of them has a finding of its own
_SENTENCE: Final = re.compile(r"\S.*?\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a criterion asks for.

    Attributes:
        what: what it is, as it goes into a list.
        places: where it is written; nothing where it is missing.
        to_close: what to declare where it is missing.
    """

    what: str
    places: tuple[Place, ...]
    to_close: str


def part(audited: Audited, what: str, section: str, names: Iterable[str], to_close: str) -> Part:
    """A part that is there where anything of a section is."""
    return Part(what, tuple(audited.places.at(section, name) for name in names), to_close)


def said(audited: Audited, about: str, what: str, goal: str | None = None) -> Part:
    """A part that is there where a statement speaks about a matter, of a goal or of all."""
    names = [
        s.id
        for s in audited.plan.statements
        if s.about == about and (goal is None or s.goal in (None, goal))
    ]
    return part(
        audited, what, "statements", names, f'Add a statement under statements: "about: {about}".'
    )


def all_of(
    audited: Audited,
    parts: Sequence[Part],
    subject: tuple[str, str] | None = None,
    there_is: str = "There is",
) -> Opinion:
    """Met where every part is there, partly met where some are."""
    there, missing = [p for p in parts if p.places], [p for p in parts if not p.places]
    verdict: Verdict = "met" if not missing else "partly met" if there else "not addressed"
    reason = sentences(
        (
            f"{there_is}: {', '.join(p.what for p in there)}." if there else "",
            f"Missing: {', '.join(p.what for p in missing)}." if missing else "",
        )
    )
    where = audited.places.at(*subject) if subject else audited.place
    places = tuple(dict.fromkeys(place for p in there for place in p.places)) or (where,)
    return Opinion(verdict, reason, places, sentences(p.to_close for p in missing), subject)


def overall(opinions: Iterable[Opinion]) -> Verdict:
    """The verdict on the whole from those on its things.

    What only a person can judge keeps the whole from being met, and makes nothing worse.
    """
    found = [o.verdict for o in opinions]
    judged = [v for v in found if v != PERSON]
    if not judged:
        return PERSON if found else "not addressed"
    if all(v == "not addressed" for v in judged):
        return "not addressed"
    if all(v == "met" for v in judged):
        return "met" if len(judged) == len(found) else PERSON
    return "partly met"


def counted(audited: Audited, opinions: Sequence[Opinion], what: str, good: str) -> Opinion:
    """The opinion on the whole plan, by counting those on its things.

    Args:
        audited: what is looked at.
        opinions: one for each thing.
        what: what one of them is called: measure.
        good: what is said of those that meet it: "with a target".
    """
    if not opinions:
        return Opinion(
            "not addressed",
            f"The plan declares no {what}.",
            (audited.place,),
            f"Declare {what}s.",
        )
    met = sum(o.verdict == "met" for o in opinions)
    groups = [f"{capital(good)}: {met:,} of {count(len(opinions), what)}."]
    for verdict, words in (
        ("partly met", "In part"),
        ("not addressed", "Not"),
        (PERSON, "For a person to judge"),
    ):
        names = [o.subject[1] for o in opinions if o.verdict == verdict and o.subject]
        if names:
            groups.append(f"{words} ({len(names):,}): {listed(names, _FEW)}.")
    return Opinion(overall(opinions), sentences(groups), open_places(opinions), remedies(opinions))


def by_verdict(each: Sequence[Opinion], verdict: Verdict, what: str) -> str:
    """The things with one verdict, counted and named: ``2 have none: a and b.``."""
    names = [o.subject[1] for o in each if o.verdict == verdict and o.subject]
    return f"{len(names)} {has(len(names))} {what}: {listed(names)}." if names else ""


def open_places(opinions: Iterable[Opinion]) -> tuple[Place, ...]:
    """Where each thing is written that does not meet it; where all do, each of them."""
    opinions = list(opinions)
    chosen = [o for o in opinions if o.verdict != "met"] or opinions
    return tuple(dict.fromkeys(o.places[0] for o in chosen if o.places))


def remedies(opinions: Iterable[Opinion]) -> str:
    """What would close the gaps of many things: each remedy once, with the things it is for."""
    opinions = list(opinions)
    wanted: dict[str, list[str]] = {}
    for opinion in opinions:
        for remedy in _SENTENCE.findall(opinion.to_close):
            wanted.setdefault(remedy, []).append(opinion.subject[1] if opinion.subject else "")
    return sentences(
        remedy if len(names) == len(opinions) > 1 else f"{remedy[:-1]}: {listed(names, _FEW)}."
        for remedy, names in wanted.items()
    )


def of_measures(
    audited: Audited, judge: Callable[[Measure], tuple[Verdict, str, str]], good: str
) -> Iterator[Opinion]:
    """One opinion for the plan and one for each measure.

    Args:
        audited: what is looked at.
        judge: from a measure to the verdict, the reason, and what would close the gap.
        good: what is said of the measures that meet it.
    """
    each = []
    for measure in audited.plan.measures:
        verdict, reason, to_close = judge(measure)
        subject = ("measures", measure.id)
        each.append(Opinion(verdict, reason, (audited.places.at(*subject),), to_close, subject))
    yield counted(audited, each, "measure", good)
    yield from each
