"""What most needs attention, in words: what is wrong, and who must do what by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from milepost.evaluation.attention import KINDS, Matter, chosen, who_acts
from milepost.evaluation.misses import Miss
from milepost.evaluation.model import Evaluation, Judgement
from milepost.plan.duty_calendar.model import Entry
from milepost.plan.model import Plan
from milepost.scorecard import figures, reasons
from milepost.scorecard.misses import count_in_words
from milepost.scorecard.objective_means import promise_id
from milepost.scorecard.opening_model import NeedsAttention
from milepost.scorecard.prose import called, counted, named
from milepost.scorecard.sentence import ended
from milepost.submissions.windows import clock_of

RULE: Final = (
    "Chosen by a stated order of kinds, not by weights: "
    + "; ".join(KINDS.values())
    + ". The first of each kind is shown, until there are three. Within a kind the longest count "
    "or the most days comes first, then the order of the plan. The order is our choice "
    "(docs/attention.md)."
)
_NO_DATE: Final = "No date for that is on record."
_NO_OTHER_DATE: Final = "Its date has passed, and no other is on record."
_UNDECIDED: Final = {
    "straddles": "give a figure exact enough to decide it",
    "for a person to judge": "say which of the two levels that were promised in words was reached",
    "series broken": "give figures counted in one way",
}


@dataclass(frozen=True, slots=True)
class Attention:
    """Puts matters into words.

    Attributes:
        plan: the plan.
        evaluation: what was judged, of what may be shown.
        row_ids: the permalink of the row of each judgement, by its measure, agency and target.
    """

    plan: Plan
    evaluation: Evaluation
    row_ids: dict[tuple[str, str, int], str]

    def told(self, found: Sequence[Matter]) -> tuple[NeedsAttention, ...]:
        """The few that stand on the first page, in words.

        Args:
            found: all that needs attention, what needs it most first.
        """
        return tuple(
            self.in_words(m, sum(other.kind == m.kind for other in found) - 1)
            for m in chosen(found)
        )

    def in_words(self, matter: Matter, more: int = 0) -> NeedsAttention:
        """One matter in words."""
        title, finding, remedy, link = self._said(matter)
        kind = KINDS[matter.kind]
        return NeedsAttention(title, kind, finding, remedy, more, link, matter.illustrative)

    def _said(self, matter: Matter) -> tuple[str, str, str, str]:
        acting = who_acts(self.plan, matter)
        who = named(called(self.plan, a) for a in acting)
        must = self._must(acting)
        if matter.promise is not None and matter.miss is not None:
            said = matter.promise.said
            finding = (
                f"{who} promised: {ended(said.action)} That was due {matter.promise.due}, "
                "and nothing on record shows that it was done."
            )
            remedy = f"{who} {must} do it, or show that it was done. {_NO_OTHER_DATE}"
            return matter.miss.measure.title, finding, remedy, promise_id(matter.promise)
        if matter.judgement is not None:
            whoever = who or "Whoever answers for it"
            return self._of_measure(matter, matter.judgement, whoever, must)
        if matter.entry is not None:
            return self._of_entry(matter.entry, f"{who or 'Every agency'} {must}")
        return self._of_objective(matter, f"{who or 'Nobody is named who'} {must}")

    def _must(self, acting: Sequence[str]) -> str:
        """What agencies have to do; those of another government can only be asked."""
        if not acting or not all(self.plan.is_foreign(agency) for agency in acting):
            return "must"
        return "is asked to" if len(acting) == 1 else "are asked to"

    def _of_measure(
        self, matter: Matter, of: Judgement, who: str, must: str
    ) -> tuple[str, str, str, str]:
        measure, miss = of.measure, matter.miss
        whose = f", {called(self.plan, of.agency)}" if of.agency and measure.is_separate else ""
        link = self.row_ids.get((measure.id, of.agency, of.target_index), measure.objective)
        finding = _held_against(of)
        if miss is not None and miss.at_most > 1:
            finding += f" {_capital(count_in_words(miss))}."
        if measure.critical:
            finding += " Its failure alone keeps its objective from being on track."
        remedy = " ".join(self._remedy(matter, of, who, must))
        return measure.title + whose, finding, remedy, link

    def _remedy(self, matter: Matter, of: Judgement, who: str, must: str) -> Iterator[str]:
        """Who must do what by when, as far as anything says it."""
        if matter.kind == "undecided" and of.result is not None:
            yield self._what_is_wanted(of, f"{who} {must}")
            return
        miss = matter.miss
        explained = miss is not None and miss.is_explained
        if matter.kind == "missed and explained" or explained:
            told = list(_promised(miss))
            yield from told or [f"{who} has explained it and promised no action."]
        else:
            yield f"{who} {must} say why, and what it will do by when."
        owed = list(dict.fromkeys(o for m in (miss, *matter.others) for o in _owed(m, who)))
        yield from owed or ([] if explained else [_NO_DATE])

    def _what_is_wanted(self, of: Judgement, who_must: str) -> str:
        reason = of.result.reason if of.result else ""
        wanted = _UNDECIDED.get(reason, "report the figure, or say why there is none")
        agency = of.agency or (of.measure.agencies[0] if of.measure.agencies else "")
        clock = clock_of(self.plan, agency, of.due) if of.due and agency else None
        by = f" It was due {clock.due}." if clock and reason == "not reported" else f" {_NO_DATE}"
        return f"{who_must} {wanted}.{by}"

    def _of_entry(self, entry: Entry, who_must: str) -> tuple[str, str, str, str]:
        """What the plan or a law gave a date that has passed."""
        days = counted(entry.standing.days_late, "day")
        finding = f"Due {entry.due}, {days} overdue; nothing on record shows that it was done."
        again = f"{who_must} do it, or show that it was done. {_NO_OTHER_DATE}"
        if entry.kind == "review":
            title = entry.title.removeprefix("Review of: ")
            finding = f"Its review was due {entry.on} and is {days} overdue."
            remedy = f"{who_must} hold the review. {_NO_OTHER_DATE}"
            return title, finding, remedy, f"mechanism/{entry.id}"
        if entry.kind == "milestone":
            number = entry.id.rpartition(".")[0]
            title = f"Recommendation {number}: {_first_sentence(entry.title)}"
            return title, finding, again, f"recommendation/{number}"
        link = f"action/{entry.id}" if entry.kind == "action" else ""
        return _first_sentence(entry.title), finding, again, link

    def _of_objective(self, matter: Matter, who_must: str) -> tuple[str, str, str, str]:
        title = next(o.title for o in self.plan.objectives if o.id == matter.objective)
        period = self.evaluation.period
        if not matter.without:
            finding = "It has no measure, so nobody can say how it stands."
            return title, finding, f"{who_must} propose one. {_NO_DATE}", matter.objective
        measures = counted(matter.without, "measure")
        finding = f"None of its {measures} has a figure for {period}."
        if matter.without == 1:
            finding = f"Its one measure has no figure for {period}."
        remedy = f"{who_must} report them, or say why there are none. {_NO_DATE}"
        return title, finding, remedy, matter.objective


def _held_against(of: Judgement) -> str:
    """What was promised and what came of it: FY2009: 8 against 10 or more."""
    assert of.target is not None  # noqa: S101  # only a target can need attention
    promised = figures.target(of.target, of.measure)
    when = str(of.due or "No date")
    if of.actual.value is None:
        return f"{when}: promised was {promised}; {reasons.missing(of.actual).rstrip('.')}."
    return f"{when}: {figures.actual(of.actual, of.measure)} against {promised}."


def _promised(miss: Miss | None) -> Iterator[str]:
    """The first action that was promised with an explanation of the newest miss."""
    standing = (e for e in (miss.explanations if miss else ()) if e.stands and e.said.action)
    for explained in standing:
        by = f" by {explained.said.due}" if explained.said.due else "; no date is stated"
        yield f"{explained.said.agency} has promised: {explained.said.action.rstrip('.')}{by}."
        return


def _owed(miss: Miss | None, who: str) -> Iterator[str]:
    """The documents that are owed for certain."""
    for owed in miss.obligations if miss else ():
        if owed.is_certain:
            by = f" by {owed.by}" if owed.by else "; no date is stated"
            yield f"{who} owes {owed.step.obliges.rstrip('.')}{by}."


def _first_sentence(text: str) -> str:
    """What a thing is, without what is told of it; that it was made up is marked anyway."""
    return text.removeprefix("Made up. ").split(". ")[0].rstrip(".")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
