"""The four assertions of ONDCP's circular, each with what the record shows for it and against it.

What is listed is what the plan and the record hold. Whether an assertion is reasonable is for the
agency's management to say and for its inspector general to conclude.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from milepost.plan.model import Measure
from milepost.scorecard.agency_page import AgencyPage
from milepost.scorecard.agency_scorecard import AssertionHeld
from milepost.scorecard.composer import Composer

Speaks = Literal["for", "against", "not known"]
Evidence = Iterator[tuple[Speaks, str]]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is looked at: an agency, with its measures that may be shown."""

    composer: Composer
    page: AgencyPage
    measures: Sequence[Measure]

    def counts(self, *, made_up: bool) -> bool:
        """Whether a thing is evidence: in a real plan what was made up is none."""
        return self.composer.illustrative or not made_up


def assertions_held(
    composer: Composer, page: AgencyPage, measures: Sequence[Measure]
) -> tuple[AssertionHeld, ...]:
    """Every assertion, held against the record."""
    looked = _Looked(composer, page, measures)
    found = []
    for made in page.assertions:
        evidence = list(_EVIDENCE[made.id](looked))
        sorted_out = (
            tuple(text for speaks, text in evidence if speaks == which)
            for which in ("for", "against", "not known")
        )
        found.append(AssertionHeld(made, *sorted_out))
    return tuple(found)


def _system(looked: _Looked) -> Evidence:
    """Whether what was due came, was taken, in time, and somebody stands for it."""
    report, files = looked.page.report, looked.page.files
    if report is None or not report.due:
        yield "not known", "No figure was due."
    else:
        whole = report.reported == report.due
        yield (
            "for" if whole else "against",
            f"{report.reported} of {report.due} figures that were due are reported.",
        )
        if report.on_time is None:
            yield "not known", "What came in time: the plan declares no window for all of it."
        else:
            speaks: Speaks = "for" if report.on_time == report.due else "against"
            yield speaks, f"{report.on_time} of {report.due} came in time."
        if report.not_taken:
            yield "against", f"Not taken: {'; '.join(report.not_taken)}."
    if looked.page.returned:
        count = len(looked.page.returned)
        yield "against", f"An analyst has returned {_of(count, 'figure')}."
    signed = sum(bool(f.certified_by) for f in files)
    if files:
        whole, count = signed == len(files), len(files)
        if count == 1:
            said = f"Its one file is {'' if whole else 'not '}certified by an official."
        else:
            said = f"{signed} of {count} files are certified by an official."
        yield ("for" if whole else "against"), said
    yield from _verified(looked.measures)


def _verified(measures: Sequence[Measure]) -> Evidence:
    if not measures:
        return
    said = [m for m in measures if m.verification]
    yield (
        "for" if len(said) == len(measures) else "against",
        f"How figures are verified is stated for {len(said)} of {_of(len(measures), 'measure')}.",
    )
    for level in ("sufficiently reliable", "not sufficiently reliable", "undetermined"):
        of_it = [m.title for m in measures if m.reliability and m.reliability[-1].level == level]
        if of_it:
            speaks: Speaks = {"sufficiently reliable": "for", "undetermined": "not known"}.get(
                level, "against"
            )  # type: ignore[assignment]  # one of the three
            yield speaks, f"Assessed as {level}: {'; '.join(of_it)}."
    without = sum(not m.reliability for m in measures)
    if without:
        yield "not known", f"No assessment of reliability is stated for {_of(without, 'measure')}."


def _explanations(looked: _Looked) -> Evidence:
    """Whether each missed target is explained, and what became of the explanation."""
    misses = [miss for miss in looked.page.misses if looked.counts(made_up=miss.illustrative)]
    if not misses:
        yield "not known", "No target is known to have been missed, so none had to be explained."
    for miss in misses:
        stands = [said for said in miss.explanations if said.review != "returned"]
        if not stands:
            returned = " An explanation was returned." if miss.explanations else ""
            yield "against", f"{miss.title}, {miss.count}: not explained.{returned}"
        elif any(said.review == "accepted" for said in stands):
            yield "for", f"{miss.title}, {miss.count}: explained, and the explanation is accepted."
        else:
            yield "not known", f"{miss.title}, {miss.count}: explained, and nobody has reviewed it."
    if looked.page.report:
        for text in looked.page.report.unexplained:
            yield "against", f"{text}: beyond the plan's threshold and not explained."


def _targets(looked: _Looked) -> Evidence:
    """Whether targets say why they are what they are, from where, and are there at all."""
    measures = looked.measures
    promised = [
        (m, t) for m in measures for t in m.targets if looked.counts(made_up=t.illustrative)
    ]
    if promised:
        why = sum(bool(t.rationale) for _, t in promised)
        yield (
            "for" if why == len(promised) else "against",
            f"A rationale is stated for {why} of {_of(len(promised), 'target')}.",
        )
        based = {m.id for m, _ in promised if m.baseline is not None}
        count = len({m.id for m, _ in promised})
        yield (
            "for" if len(based) == count else "against",
            f"{len(based)} of {_of(count, 'measure')} with a target has a baseline."
            if count == 1
            else f"{len(based)} of {count} measures with a target have a baseline.",
        )
    with_one = {m.id for m, _ in promised}
    none = [m.title for m in measures if m.id not in with_one]
    if none:
        yield "against", f"Without any target: {'; '.join(none)}."
    if not measures:
        yield "not known", "It reports no measure that may be shown."


def _measures(looked: _Looked) -> Evidence:
    """Whether what the agency does under the plan is measured by something it reports."""
    plan, agency = looked.composer.plan, looked.page.id
    active = {o.id for o in plan.objectives if _has_role(looked, "objective", o.id)}
    active |= {a.objective for a in plan.actions if agency in a.agencies}
    measured = {m.objective for m in looked.measures}
    named = [o for o in plan.objectives if o.id in active]
    if named:
        covered = sum(o.id in measured for o in named)
        under = f"Of {_of(len(named), 'objective')} under which it has a role or an action"
        have = "has" if covered == 1 else "have"
        yield (
            "for" if covered == len(named) else "against",
            f"{under}, {covered} {have} a measure that it reports.",
        )
    for objective in named:
        if objective.id not in measured:
            yield "against", f"No measure of it under: {objective.title}."
    lines = [
        r for r in plan.resources
        if r.agency == agency and r.kind == "money"
        and looked.counts(made_up=r.illustrative)
    ]  # fmt: skip
    for line in lines:
        tied = [m for m in line.measures if m not in looked.composer.hidden]
        if not line.measures:
            yield "against", f"Money tied to no measure: {line.purpose} ({line.period})."
        elif tied:
            count = _of(len(tied), "measure")
            yield "for", f"Money tied to {count}: {line.purpose} ({line.period})."
    yield (
        "not known",
        (
            "The plan names no Drug Control Budget Decision Unit: whether each has at least one "
            "acceptable measure cannot be told from it."
        ),
    )


def _has_role(looked: _Looked, bearer: Literal["objective"], identifier: str) -> bool:
    roles = looked.composer.plan.roles_on(bearer, identifier)
    return any(role.agency == looked.page.id for role in roles)


def _of(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


_EVIDENCE: Final[dict[str, Callable[[_Looked], Evidence]]] = {
    "system": _system,
    "explanations": _explanations,
    "targets": _targets,
    "measures": _measures,
}
