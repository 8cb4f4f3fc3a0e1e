"""What the checks of a plan look at: all that is well formed in itself, and all that is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from milepost.plan import model as words
from milepost.plan.places import Places, Step
from milepost.sources import Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that is well formed in itself, section by section."""

    strategies: tuple[words.Strategy, ...] = ()
    agencies: tuple[words.Agency, ...] = ()
    needs: tuple[words.Need, ...] = ()
    goals: tuple[words.Goal, ...] = ()
    objectives: tuple[words.Objective, ...] = ()
    actions: tuple[words.Action, ...] = ()
    assignments: tuple[words.Assignment, ...] = ()
    statements: tuple[words.Statement, ...] = ()
    resources: tuple[words.Resource, ...] = ()
    mechanisms: tuple[words.Mechanism, ...] = ()
    monitoring: tuple[words.Monitoring, ...] = ()
    recommendations: tuple[words.Recommendation, ...] = ()
    published_verdicts: tuple[words.PublishedVerdict, ...] = ()
    duties: tuple[words.StatutoryDuty, ...] = ()
    windows: tuple[words.ReportingWindow, ...] = ()
    extensions: tuple[words.Extension, ...] = ()
    relations: tuple[words.Relation, ...] = ()
    external_factors: tuple[words.ExternalFactor, ...] = ()
    context: tuple[words.ContextFigure, ...] = ()
    standards: tuple[words.Standard, ...] = ()
    code_lists: tuple[words.CodeList, ...] = ()
    extracts: tuple[words.Extract, ...] = ()
    scales: tuple[words.Scale, ...] = ()
    composites: tuple[words.Composite, ...] = ()
    ladders: tuple[words.Ladder, ...] = ()
    corroborations: tuple[words.Corroboration, ...] = ()
    vocabularies: tuple[words.Vocabulary, ...] = ()
    waivers: tuple[words.Waiver, ...] = ()
    measures: tuple[words.Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The identifiers that exist in each section, and where things were written."""

    ids: dict[str, frozenset[str]]
    places: Places
    compared: dict[tuple[str, str], str] = field(default_factory=dict)

    def problem(
        self, where: tuple[str, str, *tuple[Step, ...]], code: str, message: str, remedy: str
    ) -> Problem:
        """A problem at the place of something declared, with its line."""
        return Problem(
            self.places.at(*where), code, message, remedy, excerpt=self.places.excerpt(*where)
        )

    def problem_within(
        self,
        where: tuple[str, str, *tuple[Step, ...]],
        within: tuple[str, int, int],
        code: str,
        message: str,
        remedy: str,
    ) -> Problem:
        """A problem at a stretch of a value: its text, where the stretch begins, and its width."""
        section, identifier, *path = where
        place, excerpt = self.places.within((section, identifier), tuple(path), *within)
        return Problem(place, code, message, remedy, excerpt=excerpt)

    def warning(
        self, where: tuple[str, str, *tuple[Step, ...]], code: str, message: str, remedy: str
    ) -> Problem:
        """The same, of what may well be meant and is more often a slip."""
        return replace(self.problem(where, code, message, remedy), severity="warning")

    def nearest(self, to: str, section: str) -> str:
        """What may be meant by a name that is declared nowhere.

        To compare a name with ten thousand takes a seventh of a second. Whoever has misspelt so
        many has renamed something, and sees by the first of them what.
        """
        known = self.ids.get(section, frozenset())
        if (section, to) not in self.compared:
            enough = len(self.compared) * len(known) > _MOST_COMPARISONS
            self.compared[section, to] = "" if enough else did_you_mean(to, known)
        return self.compared[section, to]

    def reference(
        self, where: tuple[str, str, *tuple[Step, ...]], to: str, section: str
    ) -> Iterator[Problem]:
        """A problem where an identifier is declared nowhere in its section."""
        known = self.ids.get(section, frozenset())
        if to not in known:
            what = _SINGULAR[section]
            yield self.problem(
                where,
                "P201",
                f'no {what} is called "{to}".{self.nearest(to, section)}',
                f"Declare it under {section}:, or name one that is declared.",
            )


_MOST_COMPARISONS: Final = 100_000
_SINGULAR: Final = {
    "agencies": "agency",
    "needs": "need",
    "goals": "goal",
    "objectives": "objective",
    "actions": "action",
    "mechanisms": "mechanism",
    "measures": "measure",
    "code_lists": "code list",
    "extracts": "extract",
    "scales": "scale",
    "vocabularies": "vocabulary",
}
