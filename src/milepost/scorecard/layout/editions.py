"""Lays out which edition a scorecard is, and what is otherwise than in earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from milepost.scorecard.owed import OwedExplanation
from milepost.scorecard.since import (
    ChangesSince,
    MovedGoalpost,
    MovedRating,
    RestatedFigure,
    SinceLastEdition,
)

_OWED = (
    Column("measure", "Measure"),
    Column("agency", "Agency"),
    Column("period", "Period"),
    Column("why", "What is to be explained"),
)
_SINCE = (
    Column("edition", "Since"),
    Column("restated", "Figures restated", "number"),
    Column("new", "Figures that came in", "number"),
    Column("goalposts", "Goalposts moved", "number"),
    Column("ratings", "Ratings otherwise", "number", "Ratings that the record moved."),
)
_RESTATED = (
    Column("figure", "Figure"),
    Column("before", "Before"),
    Column("after", "Now"),
    Column("why", "Why"),
    Column("ratings", "Ratings moved"),
)
_GOALPOSTS = (
    Column("goalpost", "What was changed"),
    Column("before", "Before"),
    Column("after", "Now"),
    Column("why", "Why"),
    Column("ratings", "Ratings moved"),
)
_RATINGS = (
    Column("target", "Target"),
    Column("before", "Before", "verdict"),
    Column("after", "Now", "verdict"),
    Column("why", "Why"),
)


def edition(card: Scorecard) -> tuple[Part, ...]:
    """The edition by its name, with the explanations it was published without."""
    line = card.edition
    if line is None:
        return ()
    facts = [Fact("Published", f"{line.published_on}{_by(line.published_by)}")]
    facts += [Fact("As of", card.as_of), Fact("Ledger head", line.ledger_head)]
    facts.append(Fact("Plan", f"SHA-256 {line.plan_digest}"))
    blocks: list[Block] = [Facts(tuple(facts))]
    if line.owed:
        rows = tuple(_owed(owed) for owed in line.owed)
        blocks.insert(0, Paragraph(line.as_owed, "warning"))
        blocks.append(Table("owed", "Explanations owed on that day", _OWED, rows))
    return (Part("edition", f"Edition {line.name}", tuple(blocks)),)


def since(card: Scorecard) -> tuple[Part, ...]:
    """What is otherwise than in each earlier edition."""
    return tuple(_since(found) for found in card.since.editions) if card.since else ()


def otherwise_than_before(since: SinceLastEdition) -> Table:
    """How much is otherwise than in each earlier edition, with where it is told."""
    return Table(
        "changed-since-editions",
        "What is otherwise than in earlier editions",
        _SINCE,
        tuple(_counts(found) for found in since.editions),
    )


def _counts(found: ChangesSince) -> TableRow:
    ratings = {(m.measure, m.agency, m.target) for m in _all_moved(found)}
    counts = (len(found.restated), found.new_figures, len(found.goalposts), len(ratings))
    edition = Cell(
        f"Edition {found.edition}",
        f"as of {found.as_of}, published on {found.published_on}",
        link=f"since-{found.edition}",
    )
    return TableRow((edition, *(Cell(str(n)) if n else Cell("none", absent=True) for n in counts)))


def _since(found: ChangesSince) -> Part:
    name = found.edition
    blocks: list[Block] = [Paragraph(_in_short(found), "lead")]
    if found.restated:
        rows = tuple(_restated(one) for one in found.restated)
        blocks.append(Table(f"restated-{name}", "Figures restated", _RESTATED, rows))
    if found.goalposts:
        rows = tuple(_goalpost(one) for one in found.goalposts)
        shown = "Changes of the plan that can move a rating; both plans are rated on today's record"
        blocks.append(Table(f"goalposts-{name}", shown, _GOALPOSTS, rows))
    if found.ratings:
        rows = tuple(_rating(one) for one in found.ratings)
        shown = f"Ratings of {found.period} that no restated figure moved"
        blocks.append(Table(f"ratings-{name}", shown, _RATINGS, rows))
    return Part(f"since-{name}", f"Changes since edition {name}", tuple(blocks))


def _in_short(found: ChangesSince) -> str:
    """How much is otherwise, in a few sentences."""
    ratings = {(m.measure, m.agency, m.target) for m in _all_moved(found)}
    counted = (
        f"Edition {found.edition} was published on {found.published_on}, as of {found.as_of}. "
        f"Since then {_count(len(found.restated), 'figure was', 'figures were')} restated, "
        f"{_count(len(found.goalposts), 'goalpost was', 'goalposts were')} moved, and "
        f"{_count(len(ratings), 'rating', 'ratings')} of {found.period} came out otherwise."
    )
    said = [counted]
    if by_plan := {(m.measure, m.agency, m.target) for g in found.goalposts for m in g.ratings}:
        moved = "goalpost" if len(found.goalposts) == 1 else "goalposts"
        come = _count(len(by_plan), "rating comes", "ratings come")
        said.append(f"By the moved {moved} alone {come} out otherwise.")
    if found.new_figures:
        said.append(f"{_count(found.new_figures, 'figure', 'figures')} came in that it lacked.")
    if found.other_changes:
        changes = _count(found.other_changes, "change", "changes")
        said.append(f"{changes} of the plan can move no rating.")
    return " ".join(said)


def _all_moved(found: ChangesSince) -> Iterator[MovedRating]:
    """The ratings of its period that the record moved."""
    for figure in found.restated:
        yield from figure.ratings
    yield from found.ratings


def _owed(owed: OwedExplanation) -> TableRow:
    cells = (Cell(owed.title), Cell(owed.agency), Cell(owed.period), Cell(owed.why))
    return TableRow(cells, owed.id)


def _restated(one: RestatedFigure) -> TableRow:
    whose = ", ".join(part for part in (one.agency, one.period, one.codes) if part)
    kind = "" if one.kind == "changed" else f"{one.kind}. "
    cells = (
        Cell(one.title, whose),
        Cell(one.before, one.before_from, absent=not _has_digit(one.before)),
        Cell(one.after, f"{kind}{one.after_from}".strip(), absent=not _has_digit(one.after)),
        _why(one.why),
        _ratings(one.ratings),
    )
    return TableRow(cells, one.id, illustrative=one.illustrative)


def _goalpost(one: MovedGoalpost) -> TableRow:
    given = "; ".join(
        part
        for part in (_approved(one.approved_by), one.source and f"source: {one.source}")
        if part
    )
    cells = (
        Cell(one.title, ", ".join(part for part in (one.what, one.easier) if part)),
        Cell(one.before or "was not there", absent=not one.before),
        Cell(one.after or "is not there", absent=not one.after),
        _why(one.why, given),
        _ratings(one.ratings),
    )
    return TableRow(cells, one.id, illustrative=one.illustrative)


def _rating(one: MovedRating) -> TableRow:
    beneath = ", ".join(part for part in (one.agency, one.target) if part)
    cells = (Cell(one.title, beneath), Cell(one.before), Cell(one.after), Cell(one.why))
    return TableRow(cells, illustrative=one.illustrative)


def _ratings(moved: tuple[MovedRating, ...]) -> Cell:
    if not moved:
        return Cell("none", absent=True)
    return Cell("; ".join(_in_words(one) for one in moved))


def _in_words(one: MovedRating) -> str:
    named = ", ".join(part for part in (one.title, one.agency, one.target) if part)
    return f"{named}: was {one.before}, is {one.after}"


def _why(text: str, beneath: str = "") -> Cell:
    return Cell(text or "no reason is given", beneath, absent=not text)


def _approved(by: str) -> str:
    return by and f"approved by {by}"


def _by(name: str) -> str:
    return f" by {name}" if name else ""


def _has_digit(text: str) -> bool:
    return any(character.isdecimal() for character in text)


def _count(number: int, one: str, several: str) -> str:
    return f"{number or 'no'} {one if number == 1 else several}"
