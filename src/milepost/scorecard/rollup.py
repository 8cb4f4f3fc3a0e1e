"""Roll-ups in words: tables of counts, composites as ranges, what agencies contribute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from milepost.evaluation.composite import composites
from milepost.evaluation.contributions import contributions
from milepost.evaluation.model import Counts, Evaluation, Judgement
from milepost.evaluation.rollup import GROUP_KINDS, Group, GroupKind, Rolled, groups
from milepost.plan.model import Plan
from milepost.scorecard import reasons
from milepost.scorecard.composite import CompositeLine, composite_line
from milepost.scorecard.contributions import ContributionLines, contribution_lines

_TITLES: Final[dict[GroupKind, str]] = {
    "objective": "By objective",
    "goal": "By goal",
    "strategy": "The whole strategy",
    "agency": "By agency",
    "department": "By department",
    "element": "By link of the chain from means to result",
}
_OVERLAPPING: Final = (
    "A measure that several report counts under each of them, a computed one under those who "
    "report its parts, so the columns do not add up to the strategy."
)
_NOTES: Final[dict[GroupKind, str]] = {
    "agency": _OVERLAPPING,
    "department": _OVERLAPPING,
    "element": (
        "The links are the kinds of measures. An efficiency sets one link against another and a "
        "milestone is an event, so they stand beside the chain."
    ),
}
_PART: Final = (
    "Only what was asked for is counted. That a group is achieved, and a composite, is told only "
    "where all of the group was asked for."
)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group in counts, coverage first, and what may be said of it as a whole.

    Attributes:
        id: the identifier of the group; of an element the kind of measure.
        title: what it is called.
        measures: how many measures there are.
        with_target: how many of them have a target that counts here.
        with_value: how many have a figure of the period.
        rated: how many have an outlook, be it of one of several targets.
        due: how many targets were due.
        met: how many of them were met.
        not_met: how many were not.
        indeterminate: of how many nobody can tell.
        not_due: how many targets are not due yet, or never.
        achieved: how many targets are achieved.
        on_track: how many are on track.
        at_risk: how many are at risk.
        off_track: how many are off track.
        not_rated: how many judgements have no outlook.
        reasons: why not, each reason with how many.
        standing: what may be said of the whole; empty where the counts are all.
        illustrative: whether these are the judgements that rest on something made up.
    """

    id: str
    title: str
    measures: int
    with_target: int
    with_value: int
    rated: int
    due: int
    met: int
    not_met: int
    indeterminate: int
    not_due: int
    achieved: int
    on_track: int
    at_risk: int
    off_track: int
    not_rated: int
    reasons: tuple[tuple[str, int], ...]
    standing: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class RollUpTable:
    """The groups of one kind; ``note`` says what must be known to read them."""

    of: GroupKind
    title: str
    note: str
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class RollUps:
    """All roll-ups of an evaluation."""

    tables: tuple[RollUpTable, ...]
    composites: tuple[CompositeLine, ...]
    contributions: tuple[ContributionLines, ...]
    illustrative: bool


def roll_ups(
    plan: Plan,
    evaluation: Evaluation,
    whole: Evaluation | None = None,
    *,
    illustrative: bool,
    is_narrowed: bool = False,
) -> RollUps:
    """The roll-ups of an evaluation, in words.

    Of a group of which a part is left out only the counts are told: that all of a part is achieved
    says nothing of the whole. Where a part was asked for, groups without any of it are not listed.

    Args:
        plan: the plan that was judged.
        evaluation: what came of it, of the measures that are to be shown.
        whole: what came of it, of all measures, the sensitive ones too; None where it is the same.
        illustrative: whether the workspace holds made-up figures only.
        is_narrowed: whether only a part was asked for.
    """
    made = _Tables(plan, evaluation, whole or evaluation, illustrative, is_narrowed)
    tables = tuple(table for of in GROUP_KINDS for table in made.table(of))
    if is_narrowed and tables:
        tables = (*tables[:-1], replace(tables[-1], note=f"{tables[-1].note} {_PART}".lstrip()))
    return RollUps(
        tables,
        tuple(
            composite_line(
                found, _title(plan, found.composite.of, found.group), illustrative=illustrative
            )
            for found in composites(plan, evaluation, all_made_up=illustrative)
            if not is_narrowed or made.is_whole(found.composite.of, found.group)
        ),
        tuple(
            contribution_lines(found, illustrative=illustrative)
            for found in contributions(evaluation)
        ),
        illustrative,
    )


@dataclass(frozen=True)
class _Tables:
    """The tables of what is to be shown, beside the groups as they are with all their measures."""

    plan: Plan
    evaluation: Evaluation
    whole: Evaluation
    illustrative: bool
    is_narrowed: bool

    @cached_property
    def sizes(self) -> dict[tuple[GroupKind, str], tuple[int, int]]:
        return {
            (of, group.id): _size(group)
            for of in GROUP_KINDS
            for group in groups(self.plan, self.whole, of, all_made_up=self.illustrative)
        }

    @cached_property
    def shown(self) -> dict[tuple[GroupKind, str], Group]:
        return {
            (of, group.id): group
            for of in GROUP_KINDS
            for group in groups(self.plan, self.evaluation, of, all_made_up=self.illustrative)
        }

    def is_whole(self, of: GroupKind, name: str) -> bool:
        """Whether nothing of a group is left out: a part of the same size is all of it."""
        return _size(self.shown[of, name]) == self.sizes[of, name]

    def table(self, of: GroupKind) -> Iterator[RollUpTable]:
        """The table of a kind; none where a part was asked for that is in no such group."""
        lines: list[GroupLine] = []
        for (kind, name), group in self.shown.items():
            if kind != of or (self.is_narrowed and not group.measures):
                continue
            lines += self._lines(group, is_whole=self.is_whole(of, name))
        if lines or not self.is_narrowed:
            is_all = of != "strategy" or not self.is_narrowed
            title = _TITLES[of] if is_all else "All that was asked for"
            yield RollUpTable(of, title, _NOTES.get(of, ""), tuple(lines))

    def _lines(self, group: Group, *, is_whole: bool) -> Iterator[GroupLine]:
        title = _title(self.plan, group.of, group.id)
        if group.of == "strategy" and not is_whole:
            title = "All that is shown"
        said = _said(group.rolled, is_whole=is_whole)
        if is_whole or not self.is_narrowed:
            said = said or _vetoed(self.plan, group)
        yield _line(group.id, title, group.rolled.counts, said, made_up=self.illustrative)
        if group.made_up is not None:
            said = _said(group.made_up, is_whole=is_whole)
            yield _line(group.id, title, group.made_up.counts, said, made_up=True)


def _said(found: Rolled, *, is_whole: bool) -> str:
    """A part can keep the whole from on track; that it is achieved says nothing of the whole."""
    return _standing(found) if is_whole or found.word not in ("achieved", None) else ""


def _size(group: Group) -> tuple[int, int]:
    return len(group.measures), sum(len(m.judgements) for m in group.measures)


def _title(plan: Plan, of: GroupKind, name: str) -> str:
    match of:
        case "objective":
            return next(o.title for o in plan.objectives if o.id == name)
        case "goal":
            return next(g.title for g in plan.goals if g.id == name)
        case "strategy":
            return "All measures"
        case "element":
            return name.capitalize()
        case _:
            return name


def _line(group: str, title: str, counted: Counts, standing: str, *, made_up: bool) -> GroupLine:
    return GroupLine(
        id=group,
        title=title,
        rated=counted.rated,
        reasons=tuple(counted.not_rated.items()),
        standing=standing,
        illustrative=made_up,
        **counted.by_column(),
    )


def _standing(found: Rolled) -> str:
    """What may be said of a group beside its counts."""
    who = "; ".join(_named(judgement) for judgement in found.because)
    match found.word:
        case "achieved":
            return "Achieved: every target is."
        case "kept from on track":
            return f"Kept from on track by what is critical: {who}."
        case "may be kept from on track":
            return f"May be kept from on track by what is critical: {who}."
        case None if found.because:
            return f"All that is rated is achieved; the whole is not called so because of {who}."
        case None:
            return ""


def _named(judgement: Judgement) -> str:
    of = f" ({judgement.agency})" if judgement.agency else ""
    result = reasons.result(judgement)
    said = reasons.rating(judgement.rating).word
    if result is not None and result.word == "not met":
        said = f"not met, {said}"
    return f"{judgement.measure.title}{of}: {said}"


def _vetoed(plan: Plan, group: Group) -> str:
    if not group.vetoed:
        return ""
    under = [o for o in plan.objectives if group.of == "strategy" or o.goal == group.id]
    names = "; ".join(o.title for o in under if o.id in group.vetoed)
    return (
        f"Objectives kept from on track by what is critical: {len(group.vetoed)} of {len(under)} "
        f"({names})."
    )
