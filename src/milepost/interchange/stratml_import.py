"""Reads StratML leniently into files of a plan, and lists what a plan has no place for.

Part 1 of any age, and the plan with its indicators and figures in a document of Part 2. What a
document says is carried word for word, and nothing is added to it: where it does not state
something, a comment in the file says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePath
from typing import Final

from milepost.interchange import stratml_headings as headings
from milepost.interchange.model import Imported
from milepost.interchange.stratml import (
    ALL_MADE_UP,
    HEADING,
    ILLUSTRATIVE,
    NAMESPACES,
    Block,
    one_line,
    read_other_information,
)
from milepost.interchange.stratml_figures import as_files
from milepost.interchange.stratml_gathered import Entry, Gathered, shortened
from milepost.interchange.stratml_goals import read_goals
from milepost.interchange.stratml_indicators import read_scales
from milepost.interchange.stratml_leftovers import say_what_is_left
from milepost.interchange.stratml_names import Names, is_an_id, kebab
from milepost.interchange.stratml_source import Element, read_xml
from milepost.interchange.stratml_stakeholders import (
    declare_agency,
    read_organization,
    settle_parents,
)
from milepost.interchange.stratml_statements import read_needs, read_statements
from milepost.interchange.stratml_texts import (
    children,
    date_in,
    has_content,
    line_of,
    name_of,
    raw,
    said,
)
from milepost.interchange.stratml_years import years_between
from milepost.periods import Calendar, parse_period
from milepost.plan.as_yaml import as_yaml
from milepost.plan.date_rules import MONTHS
from milepost.plan.yaml_source import Tree
from milepost.sources import Place, Problem

_ROOTS: Final = frozenset({"strategicplan", "performanceplanorreport"})
_CALENDAR: Final[Entry] = {"fiscal_year_starts": "October", "source": "31 U.S.C. 1102"}


def read_stratml(content: bytes, shown: str, known: Collection[tuple[str, str]] = ()) -> Imported:
    """Read a StratML document.

    Args:
        content: its bytes.
        shown: its path, as problems show it.
        known: what the plan declares already, as section and identifier; an agency that is known
            is not declared again, and nothing else takes an identifier that is in use.

    Returns:
        The files strategy.yaml, agencies.yaml, goals.yaml and, where the document has such,
        needs.yaml, statements.yaml, measures.yaml and the figures to be handed in.
    """
    document = read_xml(content, shown)
    if document.root is None:
        return Imported((), (), document.problems)
    plan = _plan_in(document.root)
    if plan is None:
        problem = Problem(
            Place(shown, document.root.line),
            "I321",
            f'the file is not StratML: it holds "{shortened(document.root.name)}", and no '
            "StrategicPlan.",
            "Name a file of StratML Part 1, or a plan of Part 2 (PerformancePlanOrReport).",
        )
        return Imported((), (), (*document.problems, problem))
    problems = [*document.problems, *_doubts(plan, shown)]
    gathered = _gather(plan, shown, known)
    say_what_is_left(document.root, plan, gathered)
    return Imported(tuple(_files(gathered, shown)), tuple(gathered.not_carried), tuple(problems))


def _plan_in(root: Element) -> Element | None:
    """The plan itself, which some programs wrap into elements of their own."""
    ahead = [root]
    while ahead:
        element = ahead.pop(0)
        if name_of(element) in _ROOTS:
            return element
        ahead += element.children
    return None


def _doubts(plan: Element, shown: str) -> Iterator[Problem]:
    if plan.namespace not in NAMESPACES:
        yield Problem(
            Place(shown, plan.line),
            "I322",
            f'"{shortened(plan.namespace)}" is not a namespace of StratML.',
            "It was read by the names of its elements alone; see that what was written is right.",
            severity="warning",
        )
    if not any(name_of(element) == "goal" for element in _all(plan)):
        yield Problem(
            Place(shown, plan.line),
            "I327",
            "the document has no goal.",
            "Write the goals in goals.yaml, or see that this is the right file.",
            severity="warning",
        )


def _all(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _all(child)


def _gather(plan: Element, shown: str, known: Collection[tuple[str, str]]) -> Gathered:
    other = raw(plan, "OtherInformation")
    is_ours = any(one_line(line) == HEADING for line in other.split("\n"))
    note, blocks = read_other_information(other)
    if not is_ours:
        note = said(plan, "OtherInformation", as_written=False)
    address = _address(plan)
    file = one_line(PurePath(shown).name)
    cited = f"StratML document {file} ({address})" if address else f"StratML document {file}"
    gathered = Gathered(cited, is_ours, Names(known))
    read_needs(blocks, gathered)
    issuer = _issuer(plan, gathered)
    gathered.ids["issuer", ""] = issuer
    own = next((b for b in blocks if b.label == "Strategy"), Block(()))
    gathered.fiscal_year_starts = _fiscal_year_starts(own)
    read_goals(plan, gathered)
    read_scales(blocks, gathered)
    settle_parents(gathered)
    description = _description(plan, gathered)
    read_statements(blocks, None, gathered, description.removeprefix(ILLUSTRATIVE))
    if not is_ours:
        note = "\n\n".join(part for part in (description, note) if part)
    _strategy(plan, own, (issuer, note), gathered)
    gathered.keep_sentences(blocks)
    return gathered


def _address(plan: Element) -> str:
    for information in children(plan, "AdministrativeInformation"):
        if address := line_of(information, "Source", as_written=False):
            return shortened(address, 300)
    return ""


def _description(plan: Element, gathered: Gathered) -> str:
    text = said(plan, "Description", as_written=gathered.is_ours)
    if gathered.is_ours and text.startswith(ALL_MADE_UP):
        gathered.lose(
            "That every figure behind the document is made up",
            plan.line,
            'write "illustrative: true" below "workspace:" in milepost.yaml.',
        )
        text = text.removeprefix(ALL_MADE_UP).strip()
    return gathered.kept(text, "Description of the plan", plan.line)


def _cores(plan: Element) -> Iterator[Element]:
    """Where the plan's own parts lie; some documents leave the core out."""
    yield from children(plan, "StrategicPlanCore")
    yield plan


def _issuer(plan: Element, gathered: Gathered) -> str:
    """The first organization; the others are agencies beside it."""
    named = [
        identifier
        for core in _cores(plan)
        for organization in children(core, "Organization")
        if has_content(organization) and (identifier := read_organization(organization, gathered))
    ]
    if named:
        return named[0]
    issuer = declare_agency("(No organization is named)", "ISSUER", "", gathered)
    gathered.comment(
        "agencies",
        "CHECK: the document names no organization. Write its name, and give it an identifier.",
    )
    return issuer


def _fiscal_year_starts(own: Block) -> str:
    """The month in which the fiscal year begins; October where the document does not say."""
    starts = own.first("Fiscal year starts")
    return starts if starts in MONTHS else str(_CALENDAR["fiscal_year_starts"])


def _strategy(plan: Element, own: Block, held: tuple[str, str], gathered: Gathered) -> None:
    issuer, note = held
    title = line_of(plan, "Name", as_written=gathered.is_ours)
    comments = [] if title else [headings.TITLE]
    title = gathered.kept(title, "Name of the plan", plan.line) or "(No title is given)"
    mission, vision = (_one_of(plan, name, gathered) for name in ("Mission", "Vision"))
    calendar = dict(_CALENDAR)
    if (starts := own.first("Fiscal year starts")) in MONTHS:
        source = own.first("Calendar source") or gathered.cite("")
        calendar = {"fiscal_year_starts": str(starts), "source": source}
    else:
        comments.append(headings.CALENDAR)
    if values := list(_values(plan, gathered)):
        comments.append("\n".join([headings.VALUES, *values]))
    given = own.name if is_an_id(own.name) else ""
    entry: Entry = {
        "id": given or kebab(title) or "strategy",
        "title": title,
        "mission": mission,
        "vision": vision,
        "issued_by": issuer,
        **_dates(plan, own, str(calendar["fiscal_year_starts"]), gathered),
        "statutory_basis": list(own.all("Statutory basis")),
        "source": own.first("Source") or gathered.cite(""),
        "note": gathered.kept(note, "OtherInformation of the plan", plan.line),
    }
    if ("strategy", "strategy") in gathered.names.known:
        why = "the plan declares one already, and has one only."
        gathered.lose(f'The strategy "{shortened(title)}"', plan.line, why)
        return
    gathered.add("strategy", entry, *comments)
    gathered.add("calendar", calendar)


def _one_of(plan: Element, name: str, gathered: Gathered) -> str:
    """The mission or vision; a document of several cores may have several, and a plan has one."""
    found = [
        (text, element.line)
        for core in _cores(plan)
        for element in children(core, name)
        if (
            text := said(element, "Description", as_written=gathered.is_ours)
            or one_line(" ".join(element.pieces))
        )
    ]
    for text, line in found[1:]:
        gathered.lose(f'{name} "{shortened(text)}"', line, f"a plan has one {name.lower()}.")
    return gathered.kept(found[0][0], name, found[0][1]) if found else ""


def _values(plan: Element, gathered: Gathered) -> Iterator[str]:
    for core in _cores(plan):
        for value in children(core, "Value"):
            if has_content(value):
                parts = [
                    line_of(value, part, as_written=gathered.is_ours)
                    for part in ("Name", "Description")
                ]
                text = ": ".join(part for part in parts if part) or one_line(" ".join(value.pieces))
                gathered.lose(
                    f'Value "{shortened(text)}"',
                    value.line,
                    "a plan has no word for values; it stands as a comment in strategy.yaml.",
                )
                yield gathered.kept(text, "Value", value.line)


def _dates(plan: Element, own: Block, starts: str, gathered: Gathered) -> Entry:
    """When it was issued, and for which years."""
    written: dict[str, str] = {}
    for information in [*children(plan, "AdministrativeInformation"), plan]:
        for name in ("StartDate", "EndDate", "PublicationDate"):
            text = line_of(information, name, as_written=True)
            if not text or name in written:
                continue
            if date := date_in(text):
                written[name] = date
            else:
                gathered.lose(f'{name} "{shortened(text)}"', information.line, "it is not a date.")
    issued = date_in(own.first("Issued") or "") or written.get("PublicationDate", "")
    return {"issued": issued, "horizon": _horizon(written, own, starts, gathered)}


def _horizon(written: dict[str, str], own: Block, starts: str, gathered: Gathered) -> Tree:
    try:
        return str(parse_period(own.first("Horizon") or ""))
    except ValueError:
        pass
    first, last = written.get("StartDate"), written.get("EndDate")
    if first and last:
        try:
            return years_between(first, last, Calendar(MONTHS.index(starts) + 1))
        except (ValueError, OverflowError):
            gathered.lose(f"The horizon from {first} to {last}", 0, "it is not a stretch of time.")
    for name, date in (("StartDate", first), ("EndDate", last)):
        if date and not (first and last):
            gathered.lose(f"{name} {date}", 0, "a horizon needs its beginning and its end.")
    return ""


def _files(gathered: Gathered, shown: str) -> Iterator[tuple[str, str]]:
    origin = f"Brought in from {one_line(PurePath(shown).name)}, a document of StratML."
    single = {
        name: entries[0]
        for name, entries in gathered.sections.items()
        if name in {"strategy", "calendar"}
    }
    if single:
        notes = [headings.STRATEGY, *gathered.comments.get(("strategy", 0), ())]
        yield "strategy.yaml", as_yaml(single, "\n\n".join([origin, *notes]))
    yield from gathered.file("agencies", "agencies", f"{origin}\n\n{headings.AGENCIES}")
    yield from gathered.file("needs", "needs", f"{origin}\n\n{headings.NEEDS}")
    yield from gathered.file("goals", "goals", f"{origin}\n\n{headings.GOALS}")
    yield from gathered.file("objectives", "objectives", f"{origin}\n\n{headings.OBJECTIVES}")
    yield from gathered.file("scales", "scales", f"{origin}\n\n{headings.SCALES}")
    yield from gathered.file("measures", "measures", f"{origin}\n\n{headings.MEASURES}")
    yield from gathered.file("waivers", "waivers", f"{origin}\n\n{headings.WAIVERS}")
    yield from as_files(gathered.figures)
    yield from gathered.file("statements", "statements", f"{origin}\n\n{headings.STATEMENTS}")
