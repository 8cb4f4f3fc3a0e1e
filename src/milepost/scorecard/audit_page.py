"""An audit as one HTML file: the verdicts, the matrix of elements, the thread to the money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from milepost.plan.audit.matrix import Matrix, matrix_of
from milepost.plan.audit.model import VERDICTS, Audit, Audited, Criterion, Finding, Verdict
from milepost.plan.model import Plan
from milepost.plan.places import Places
from milepost.scorecard.audited import headline
from milepost.scorecard.palette import variables
from milepost.sources import Place

# A mark is never colour alone: each verdict has a sign of its own, and its word beside it. The
# second of the pair is the name of its colour in palette.py.
MARKS: Final[dict[Verdict, tuple[str, str]]] = {
    "met": ("✔", "good"),
    "partly met": ("◆", "poor"),
    "not addressed": ("✘", "bad"),
    "for a person to judge": ("?", "open"),
    "not in force": ("\N{EN DASH}", "none"),
}
MEANINGS: Final[dict[Verdict, str]] = {
    "met": "all that the criterion asks for is declared",
    "partly met": "some of it is declared",
    "not addressed": "nothing of it is declared",
    "for a person to judge": "no declaration can settle it, and none is guessed",
    "not in force": "on that day it could not yet be asked for",
}
ASKED: Final = {
    "gao-09-709.needs-and-objectives": "its text is stated, and it answers a need",
    "gao-09-709.roles": (
        "one agency leads or several co-lead, and whoever acts has a role with its authority or "
        "contribution; without a lead it is not addressed"
    ),
    "gao-09-709.resources": "an amount above zero is tied to it",
    "gao-09-709.coordination": (
        "a mechanism between agencies stands, and those that stand are reviewed in time"
    ),
    "gao-09-709.monitoring": (
        "each measure has a target with a date, somebody watches, and says how improvements are "
        "found"
    ),
}
_SIDES: Final = (
    ("promised", "Promised, with nothing to carry it"),
    ("given", "There, and tied to no promise"),
)
_WANTING_FIRST: Final[tuple[Verdict, ...]] = (
    "not addressed",
    "partly met",
    "for a person to judge",
    "met",
    "not in force",
)
_FEW: Final = 6  # so many are shown at once; more stand behind their number

_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("milepost.scorecard"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A criterion with its findings.

    Attributes:
        criterion: the criterion.
        whole: the finding on the whole plan; None where only single things were judged.
        each: the findings on single things.
        is_in_matrix: whether the matrix of objectives shows what was found one by one.
    """

    criterion: Criterion
    whole: Finding | None
    each: tuple[Finding, ...]
    is_in_matrix: bool

    @property
    def tally(self) -> tuple[tuple[Verdict, int], ...]:
        """How often each verdict was given to single things, those that were."""
        counted = Counter(finding.opinion.verdict for finding in self.each)
        return tuple((verdict, counted[verdict]) for verdict in VERDICTS if counted[verdict])

    @property
    def groups(self) -> tuple[tuple[Verdict, tuple[Finding, ...]], ...]:
        """Its findings on single things by verdict, what is wanting first."""
        found = {v: tuple(f for f in self.each if f.opinion.verdict == v) for v in _WANTING_FIRST}
        return tuple((verdict, findings) for verdict, findings in found.items() if findings)


def as_html(plan: Plan, places: Places, audit: Audit) -> str:
    """The whole audit as one page: no network, no script, and fit to be printed."""
    matrix = matrix_of(Audited(plan, places, audit.on))
    judged = tuple(_judged(audit, matrix))
    counts = audit.counts()
    template = _ENVIRONMENT.get_template("audit.html.j2")
    return template.render(
        title=audit.strategy or plan.strategy.title,
        office=_name_of(plan, plan.strategy.issued_by),
        audit=audit,
        judged=judged,
        headline=headline(audit),
        counts=[(verdict, counts[verdict], MEANINGS[verdict]) for verdict in VERDICTS],
        matrix=matrix,
        sides=_SIDES,
        asked=ASKED,
        agencies=_agencies_shown(plan, matrix),
        titles=_titles(plan, audit.findings),
        illustrative=_is_any_illustrative(matrix, audit.findings),
        marks=MARKS,
        by_file=_by_file,
        few=_FEW,
        version=version("milepost"),
        palette=variables(),
    )


def _judged(audit: Audit, matrix: Matrix) -> Iterator[_Judged]:
    """Every criterion of the rule set, one without findings too: nothing there was to be judged."""
    whole = {f.criterion.id: f for f in audit.on_the_plan()}
    each: dict[str, list[Finding]] = {}
    for finding in audit.findings:
        if finding.opinion.subject is not None:
            each.setdefault(finding.criterion.id, []).append(finding)
    shown = {element.id for element in matrix.elements.elements}
    for criterion in audit.rule_set.criteria:
        id_ = criterion.id
        yield _Judged(criterion, whole.get(id_), tuple(each.get(id_, ())), id_ in shown)


def _titles(plan: Plan, findings: tuple[Finding, ...]) -> dict[tuple[str, str], str]:
    """What the things that findings are about are called; by identifier where nothing is said."""
    subjects = dict.fromkeys(f.opinion.subject for f in findings if f.opinion.subject)
    named: dict[tuple[str, str], str] = {}
    for section in dict.fromkeys(section for section, _ in subjects):
        for item in getattr(plan, section, None) or ():
            title = getattr(item, "title", None) or getattr(item, "name", None)
            if title and (identifier := getattr(item, "id", None)):
                named[section, identifier] = title
    return {subject: named.get(subject, subject[1]) for subject in subjects}


def _agencies_shown(plan: Plan, matrix: Matrix) -> tuple[tuple[str, str], ...]:
    """The agencies of the linkage table with their full names, by abbreviation."""
    shown = {a.id for g in matrix.goals for o in g.objectives for a in o.agencies}
    shown |= {r.agency for r in plan.resources}
    return tuple((agency, _name_of(plan, agency)) for agency in sorted(shown))


def _by_file(places: Iterable[Place]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Places one file after another: the first whole, the others of that file by line and column.

    A file is named once, so that twenty places in it are read, and printed, in a few lines.
    """
    found: dict[str, list[str]] = {}
    for place in dict.fromkeys(places):
        shown = str(place)
        after = shown.removeprefix(f"{place.file}:")
        found.setdefault(place.file, []).append("" if shown == place.file else after)
    return tuple((file, tuple(at for at in ats if at)) for file, ats in found.items())


def _name_of(plan: Plan, agency: str) -> str:
    known = plan.agency_by_id.get(agency)
    return known.name if known else agency


def _is_any_illustrative(matrix: Matrix, findings: tuple[Finding, ...]) -> bool:
    return (
        any(f.opinion.rests_on_illustrative for f in findings)
        or any(f.waiver and f.waiver.illustrative for f in findings)
        or any(row.illustrative for row in matrix.elements.rows)
        or any(cell.illustrative for row in matrix.elements.rows for cell in row.cells)
        or any(g.illustrative for g in matrix.goals)
        or any(e.illustrative for orphans in matrix.orphans for e in orphans.entries)
    )
