"""An audit for a terminal or a mail: 80 columns, the counts first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from milepost.plan.audit.model import VERDICTS, Audit, Finding, Verdict
from milepost.plan.audit.wording import capital, count
from milepost.plan.model import PublishedVerdict
from milepost.sources import Place

WIDTH: Final = 80
MARKS: Final[dict[Verdict, str]] = {
    "met": "[+]",
    "partly met": "[~]",
    "not addressed": "[-]",
    "for a person to judge": "[?]",
    "not in force": "[ ]",
}
_IN: Final = " " * 4
_MOST_PLACES: Final = 20


def as_text(audits: Sequence[Audit]) -> str:
    """Audits as plain text, one after another."""
    return "\n".join("\n".join(line.rstrip() for line in _document(a)) + "\n" for a in audits)


def summary(audit: Audit) -> str:
    """How many criteria came out in which way: ``5 criteria: 1 met, 4 not addressed.``."""
    counts = audit.counts()
    words = [f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]]
    number = len(audit.rule_set.criteria)
    return f"{count(number, 'criterion', 'criteria')}: {', '.join(words)}."


def _document(audit: Audit) -> Iterator[str]:
    yield from _wrap(f"AUDIT: {audit.rule_set.title}")
    yield from _wrap(f"{audit.strategy}. As of {audit.on}.")
    if audit.illustrative:
        yield "*** ILLUSTRATIVE: this workspace holds made-up figures. ***"
    yield ""
    yield from _wrap(summary(audit))
    if marked := [f for f in audit.on_the_plan() if f.opinion.rests_on_illustrative]:
        worse = sum(f.opinion.without_illustrative is not None for f in marked)
        changed = count(worse, "verdict") if worse else "no verdict"
        yield from _wrap(
            f"Something made up is counted in {len(marked)} of them; without it {changed} would "
            "change."
        )
    yield ""
    if audit.rule_set.note:
        yield from _wrap(audit.rule_set.note)
    for remark in audit.remarks:
        yield from _wrap(f"Note: {remark}")
    for finding in audit.on_the_plan():
        yield ""
        yield from _criterion(audit, finding)


def _criterion(audit: Audit, finding: Finding) -> Iterator[str]:
    criterion, opinion = finding.criterion, finding.opinion
    mark = MARKS[opinion.verdict]
    yield from _wrap(f"{mark} {criterion.title.upper()}: {opinion.verdict}", hang=_IN)
    cited = "" if criterion.citation.startswith(criterion.id) else f"{criterion.id}. "
    yield from _wrap(f"{cited}{criterion.citation}", _IN)
    if opinion.verdict == "not in force":
        yield from _wrap(opinion.reason, _IN)
    else:
        yield from _wrap(f"Milepost, on what this plan declares: {opinion.reason}", _IN)
    if opinion.rests_on_illustrative:
        yield from _wrap(_made_up(finding), _IN)
    for said in finding.published:
        yield from _wrap(_published(finding, said), _IN)
    if not finding.published and any(f.published for f in audit.on_the_plan()):
        yield from _wrap("No verdict of anybody else is declared; this one is Milepost's.", _IN)
    if opinion.to_close:
        yield from _wrap(f"To close: {opinion.to_close}", _IN)
    if finding.waiver:
        waiver = finding.waiver
        made_up = " (illustrative)" if waiver.illustrative else ""
        yield from _wrap(
            f"Waived until {waiver.until} by {waiver.approved_by}: {waiver.reason}{made_up}", _IN
        )
    each = audit.on_each(criterion.id)
    shown = {f.opinion.places[0] for f in each if f.opinion.places}
    if places := [p for p in opinion.places if p not in shown]:
        yield from _wrap(f"At: {_at(places)}", _IN)
    for group in _groups(each):
        yield from _group(group)


def _made_up(finding: Finding) -> str:
    without = finding.opinion.without_illustrative
    if without is None:
        return "(illustrative) Something made up is counted; without it the verdict is the same."
    return f"(illustrative) This rests on something made up; without it: {without}."


def _published(finding: Finding, said: PublishedVerdict) -> str:
    agrees = finding.agrees_with(said)
    beside = {True: ", as Milepost says", False: "; Milepost DIFFERS", None: ""}[agrees]
    verdict = "spoke without a verdict" if said.verdict == "no verdict" else said.verdict
    note = f" {said.note}" if said.note else ""
    return f'{said.by}, on the same: {verdict}{beside}. "{said.statement}" ({said.source}).{note}'


def _groups(each: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of which the same is said, together; ten thousand measures then take few lines."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in each:
        opinion = finding.opinion
        key = (opinion.verdict, opinion.reason, opinion.rests_on_illustrative,
               opinion.without_illustrative)  # fmt: skip
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _group(group: Sequence[Finding]) -> Iterator[str]:
    opinion = group[0].opinion
    is_plain = opinion.verdict == "met" and len(group) > 1
    names = ", ".join(
        _name(f) if is_plain else f"{_name(f)} ({_shown(f.opinion.places[0])})" for f in group
    )
    several = f"{len(group):,} {_section(group[0])}: " if len(group) > 1 else ""
    yield from _wrap(f"{MARKS[opinion.verdict]} {several}{names}", _IN, hang=_IN * 2)
    made_up = ""
    if opinion.rests_on_illustrative:
        without = opinion.without_illustrative
        made_up = f" (illustrative; without it: {without})" if without else " (illustrative)"
    yield from _wrap(f"{capital(opinion.verdict)}: {opinion.reason}{made_up}", _IN * 2)
    if len(group) == 1 and opinion.verdict != "met" and opinion.places[1:]:
        yield from _wrap(f"See {_at(opinion.places[1:])}", _IN * 2)


def _at(places: Sequence[Place]) -> str:
    """Places, each file once with its lines: ``strategy/objectives.yaml:60, 71``."""
    lines: dict[str, list[int]] = {}
    for place in places[:_MOST_PLACES]:
        known = lines.setdefault(place.file, [])
        if place.line and place.line not in known:
            known.append(place.line)
    words = [
        f"{file}:{', '.join(str(n) for n in sorted(known))}" if known else file
        for file, known in lines.items()
    ]
    if len(places) > _MOST_PLACES:
        words.append(f"and {len(places) - _MOST_PLACES:,} more places, all in --format json")
    return "; ".join(words)


def _name(finding: Finding) -> str:
    return finding.opinion.subject[1] if finding.opinion.subject else ""


def _section(finding: Finding) -> str:
    return finding.opinion.subject[0] if finding.opinion.subject else ""


def _shown(place: Place) -> str:
    return f"{place.file}:{place.line}" if place.line else place.file


def _wrap(text: str, first: str = "", hang: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if hang is None else hang,
        break_on_hyphens=False,
    )
