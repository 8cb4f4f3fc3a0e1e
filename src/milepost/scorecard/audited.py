"""The audit of the strategy in the words of a scorecard: each criterion, the verdict and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from milepost.plan.audit.model import VERDICTS, Audit, Criterion, Finding
from milepost.plan.audit.model import Verdict as Word
from milepost.plan.audit.rule_sets import NOT_FOR_PUBLICATION
from milepost.plan.model import Plan
from milepost.scorecard.model import Mark, Verdict
from milepost.scorecard.titles import titles_in
from milepost.sources import Place

_MARKS: Final[dict[Word, Mark]] = {
    "met": "good",
    "partly met": "poor",
    "not addressed": "bad",
    "for a person to judge": "open",
    "not in force": "none",
}


@dataclass(frozen=True, slots=True)
class VerdictInPrint:
    """What an auditor said in print on the same criterion.

    Attributes:
        verdict: what was found; "no verdict" where something was said, and nothing found.
        by: who said it.
        statement: in the words of the source.
        note: how far that answers the criterion; empty for wholly.
        source: where it was published.
        agrees: whether our verdict is the same; None where one of the two is no verdict.
    """

    verdict: str
    by: str
    statement: str
    note: str
    source: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A requirement with the verdict on the whole plan.

    Attributes:
        id: its stable name, such as gao-09-709.roles.
        title: the requirement in a few words.
        citation: where it is laid down.
        verdict: the verdict; None where nothing there was to be judged.
        reason: why, in a sentence that names and counts.
        to_close: what would close the gap; empty where it is met.
        places: where what it rests on is written.
        rests_on_illustrative: whether something made up is counted in the reason.
        without_illustrative: the verdict without what is made up; empty where it is the same.
        waived: by whom and why a public waiver was given; empty for none. The verdict stands.
        published: what auditors said in print on the criterion.
    """

    id: str
    title: str
    citation: str
    verdict: Verdict | None
    reason: str
    to_close: str
    places: tuple[str, ...]
    rests_on_illustrative: bool
    without_illustrative: str
    waived: str
    published: tuple[VerdictInPrint, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """The verdicts on one objective, one for each criterion that looks at objectives.

    Attributes:
        id: the objective.
        title: its title.
        verdicts: by the identifier of the criterion, in the order of the rule set.
    """

    id: str
    title: str
    verdicts: tuple[tuple[str, Verdict], ...]


@dataclass(frozen=True, slots=True)
class AuditInWords:
    """The strategy held against a rule set.

    Attributes:
        title: the rule set.
        citation: where it is laid down.
        on: the day.
        headline: how it came out, in a sentence or two.
        note: what must be known of how the rule set is read; empty for nothing.
        criteria: each criterion, in the order of the source.
        objectives: the verdicts one objective at a time.
        remarks: what the reader must know besides.
    """

    title: str
    citation: str
    on: str
    headline: str
    note: str
    criteria: tuple[CriterionLine, ...]
    objectives: tuple[ObjectiveLine, ...]
    remarks: tuple[str, ...]


def compose_audit(
    plan: Plan, audit: Audit | None, hidden: frozenset[str] = frozenset()
) -> AuditInWords | None:
    """The audit in words; None where none was made.

    Args:
        plan: the plan that was audited.
        audit: what was found.
        hidden: measures that were left out of the plan that was audited, and are named nowhere.
    """
    if audit is None:
        return None
    titled = titles_in(plan, hidden)
    whole = {finding.criterion.id: finding for finding in audit.on_the_plan()}
    return AuditInWords(
        title=audit.rule_set.title,
        citation=audit.rule_set.citation,
        on=audit.on.isoformat(),
        headline=headline(audit),
        note=audit.rule_set.note,
        criteria=tuple(_line(titled, c, whole.get(c.id)) for c in audit.rule_set.criteria),
        objectives=tuple(_objectives(plan, audit)),
        remarks=tuple(_remarks(audit, hidden)),
    )


def _remarks(audit: Audit, hidden: frozenset[str]) -> Iterator[str]:
    for remark in audit.remarks:
        if not remark.startswith(NOT_FOR_PUBLICATION):
            yield remark
    if hidden:
        yield "Measures that are not public are left out of these verdicts."


def headline(audit: Audit) -> str:
    """How it came out, and how it would have without what is made up, where that is otherwise."""
    criteria = len(audit.rule_set.criteria)
    words = "1 criterion" if criteria == 1 else f"{criteria} criteria"
    opinions = [finding.opinion for finding in audit.on_the_plan()]
    if not opinions:
        return f"Of {words}: none could be held against the plan."
    said = f"Of {words}: {_counted(o.verdict for o in opinions)}."
    real = _counted(o.without_illustrative or o.verdict for o in opinions)
    without = any(o.without_illustrative for o in opinions)
    return f"{said} Without what is made up: {real}." if without else said


def _counted(verdicts: Iterable[Word]) -> str:
    counted = Counter(verdicts)
    return ", ".join(f"{counted[verdict]} {verdict}" for verdict in VERDICTS if counted[verdict])


def _line(
    titled: Callable[[str], str], criterion: Criterion, finding: Finding | None
) -> CriterionLine:
    opinion = finding.opinion if finding else None
    waiver = finding.waiver if finding else None
    made_up = " (illustrative)" if waiver and waiver.illustrative else ""
    return CriterionLine(
        id=criterion.id,
        title=criterion.title,
        citation=criterion.citation,
        verdict=_verdict(opinion.verdict) if opinion else None,
        reason=(
            titled(opinion.reason) if opinion else "The plan holds nothing that it could judge."
        ),
        to_close=titled(opinion.to_close) if opinion else "",
        places=(
            tuple(", ".join((file, *ats)) for file, ats in _by_line(opinion.places))
            if opinion
            else ()
        ),
        rests_on_illustrative=bool(opinion and opinion.rests_on_illustrative),
        without_illustrative=(opinion.without_illustrative or "") if opinion else "",
        waived=(
            f"By {waiver.approved_by}{made_up} until {waiver.until}: {waiver.reason.rstrip('.')}."
            if waiver
            else ""
        ),
        published=tuple(_in_print(finding)) if finding else (),
    )


def _by_line(places: Iterable[Place]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Places as a reader turns to them: a file once, then its lines."""
    lines: dict[str, list[str]] = {}
    for place in dict.fromkeys(places):
        lines.setdefault(place.file, [])
        if place.line:
            lines[place.file].append(str(place.line))
    for file, found in lines.items():
        first, *rest = [f"{file}:{found[0]}", *found[1:]] if found else [file]
        yield first, tuple(rest)


def _verdict(word: Word) -> Verdict:
    return Verdict(word, _MARKS[word])


def _in_print(finding: Finding) -> Iterator[VerdictInPrint]:
    for said in finding.published:
        yield VerdictInPrint(
            verdict=said.verdict,
            by=said.by,
            statement=said.statement,
            note=said.note or "",
            source=said.source,
            agrees=finding.agrees_with(said),
        )


def _objectives(plan: Plan, audit: Audit) -> Iterator[ObjectiveLine]:
    for objective in plan.objectives:
        subject = ("objectives", objective.id)
        found = [f for f in audit.findings if f.opinion.subject == subject]
        if found:
            verdicts = ((f.criterion.id, _verdict(f.opinion.verdict)) for f in found)
            yield ObjectiveLine(objective.id, objective.title, tuple(verdicts))
