"""Tables of agencies: how each stands, its roles, duties, windows, assertions, what it owes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from milepost.scorecard import figures
from milepost.scorecard.agency_page import (
    AgencyPage,
    AgencyTarget,
    Punctuality,
    RoleHeld,
)
from milepost.scorecard.card import Scorecard
from milepost.scorecard.pictures import MatrixCell
from milepost.scorecard.status import Share
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedColumn,
    TypedTable,
    count,
    counted,
    how_many,
    made_up,
    measure_id,
    measure_title,
    permalink,
    several,
    text,
)

_NOTHING_ASKED = "nothing was asked of it for the period"
_NO_WINDOW = "nothing was asked of it, or the plan declares no window for all of it"


def _report(
    name: str, title: str, meaning: str, take: Callable[[Punctuality], int | None], empty: str
) -> Field[AgencyPage]:
    return how_many(name, title, meaning, lambda p: take(p.report) if p.report else None, empty)


def _share(
    name: str, title: str, meaning: str, take: Callable[[Punctuality], Share | None]
) -> Field[AgencyPage]:
    """A share in percent, to the nearest twelfth decimal; its parts are columns of their own."""

    def taken(page: AgencyPage) -> Decimal | None:
        share = take(page.report) if page.report else None
        if share is None or not share.whole:
            return None
        return Decimal(figures.outward(Fraction(100 * share.part, share.whole), "nearest"))

    return Field(TypedColumn(name, title, "decimal", meaning, _NO_WINDOW, "percent"), taken)


def _reported() -> list[Field[AgencyPage]]:
    return [
        _report("figures_due", "Figures due", "How many figures were asked for: a measure for a "
                "period each.", lambda r: r.due, _NOTHING_ASKED),
        _report("figures_reported", "Figures reported", "How many of them are in force, named "
                "absences too.", lambda r: r.reported, _NOTHING_ASKED),
        _share("completeness", "Completeness", "Figures reported of those due.",
               lambda r: r.completeness),
        _report("on_time", "In time", "How many came by their day.", lambda r: r.on_time,
                _NO_WINDOW),
        _share("timeliness", "Timeliness", "Figures in time of those due.",
               lambda r: r.timeliness),
        _report("late", "Late", "How many came later.", lambda r: r.late, _NO_WINDOW),
        _report("after_lock", "After the lock", "How many came only after the period was closed.",
                lambda r: r.after_lock, _NO_WINDOW),
        _report("returned", "Returned", "How many an analyst has given back, with nothing else in "
                "force.", lambda r: r.returned, _NOTHING_ASKED),
        _report("rejected", "Rejected", "How many could not be taken, likewise.",
                lambda r: r.rejected, _NOTHING_ASKED),
        _report("awaited", "Awaited", "How many have not come and need not yet.",
                lambda r: r.awaited, _NOTHING_ASKED),
        _report("missing", "Missing", "How many have not come in time.", lambda r: r.missing,
                _NOTHING_ASKED),
    ]  # fmt: skip


def standings(card: Scorecard) -> TypedTable:
    """How each agency stands."""
    fields: list[Field[AgencyPage]] = [
        text("agency", "Agency", "Its identifier.", lambda p: p.id),
        text("name", "Name", "Its name.", lambda p: p.name),
        *_reported(),
        count("targets_due", "Targets due", "How many targets of it were due; one of several "
              "agencies counts with each.", lambda p: p.counts.due),
        count("targets_met", "Met", "How many of those were met.", lambda p: p.counts.met),
        count("targets_not_met", "Not met", "How many were not.", lambda p: p.counts.not_met),
        count("targets_indeterminate", "Undecided", "Of how many nobody can say.",
              lambda p: p.counts.indeterminate),
        count("misses", "Promises missed", "How many promises it missed up to now, in this period "
              "or before.", lambda p: len(p.misses)),
        count("misses_unexplained", "Unexplained", "Of how many of those nobody says why; in a "
              "real plan without what was made up.", lambda p: p.silent),
        count("measures", "Measures", "How many measures it reports that may be shown.",
              lambda p: p.measures),
        text("finding", "In short", "How it stands, in a sentence or two.", lambda p: p.finding,
             "nothing was asked of it"),
        several("not_reported", "Not reported", "What is missing, each with its periods.",
                lambda p: p.report.not_reported if p.report else (), "nothing"),
        several("not_taken", "Not taken", "What was rejected, each with its periods.",
                lambda p: p.report.not_taken if p.report else (), "nothing"),
        text("part_of", "Part of", "The department or agency it belongs to.",
             lambda p: p.part_of, "the plan names none"),
        text("mandate", "Does", "What it does by law or by its own account.",
             lambda p: p.mandate, "the plan does not say"),
        made_up(lambda _: card.illustrative),
        permalink(lambda p: f"agency/{p.id}"),
    ]  # fmt: skip
    return TableOf(
        "agency-standing",
        "Standing of agencies",
        f"One agency that has a role or a duty, and how it stands for {card.period}.",
        ("agency",),
        fields,
    ).filled(card.agencies.pages)


def agency_targets(card: Scorecard) -> TypedTable:
    """The targets of each agency; one of several agencies stands with each."""
    fields: list[Field[tuple[AgencyPage, AgencyTarget]]] = [
        text("agency", "Agency", "Its identifier.", lambda t: t[0].id),
        measure_title(lambda t: t[1].title),
        text("owners", "Whose", "Whose target it is; several where they are added up.",
             lambda t: t[1].owners),
        text("target", "Target", "The target in words, with its unit.", lambda t: t[1].target),
        text("period", "Promised for", "For when it was promised.", lambda t: t[1].period,
             "the target has no date"),
        text("actual", "Actual", "The figure in words, or why there is none.",
             lambda t: t[1].actual),
        text("result", "Result", "Whether it was met.",
             lambda t: t[1].result.word if t[1].result else "", "it has no result"),
        text("outlook", "Outlook", "The outlook, or why there is none.",
             lambda t: t[1].rating.word),
        made_up(lambda t: t[1].illustrative),
        measure_id(lambda t: t[1].measure),
        text("row", "Row", "Identifier of the target, as in the table targets.",
             lambda t: t[1].row),
        permalink(lambda t: f"agency/{t[0].id}/{t[1].row}"),
    ]  # fmt: skip
    return TableOf(
        "agency-targets",
        "Targets by agency",
        "One target of one agency; the table targets says all of it.",
        ("agency", "row"),
        fields,
    ).filled((page, target) for page in card.agencies.pages for target in page.targets)


def _roles(card: Scorecard) -> Iterator[tuple[AgencyPage, int, RoleHeld]]:
    for page in card.agencies.pages:
        yield from ((page, n, role) for n, role in counted((*page.roles, *page.actions)))


def roles(card: Scorecard) -> TypedTable:
    """The roles of agencies."""
    fields: list[Field[tuple[AgencyPage, int, RoleHeld]]] = [
        text("agency", "Agency", "Its identifier.", lambda r: r[0].id),
        text("capacity", "Role", "Lead, co-lead, supporting, consulted; party to a mechanism; "
             "undertakes an action without a role being written down.", lambda r: r[2].capacity),
        text("on", "On a", "Goal, objective, action, mechanism or measure.", lambda r: r[2].on),
        text("title", "Title", "Its title or statement.", lambda r: r[2].title),
        text("authority", "Authority", "By what right, or what it contributes.",
             lambda r: r[2].authority, "the plan does not say"),
        text("source", "Source", "Where that is stated.", lambda r: r[2].source),
        made_up(lambda r: r[2].illustrative),
        count("number", "Number", "Which one of its roles.", lambda r: r[1]),
        permalink(lambda r: f"agency/{r[0].id}"),
    ]  # fmt: skip
    return TableOf(
        "agency-roles",
        "Roles of agencies",
        "One role of one agency.",
        ("agency", "number"),
        fields,
    ).filled(_roles(card))


def punctuality(card: Scorecard) -> TypedTable:
    """Agencies by the periods they were to report for."""
    fields: list[Field[MatrixCell]] = [
        text("agency", "Agency", "Its identifier.", lambda c: c.agency),
        text("period", "Period", "For which period it was to report.", lambda c: c.period),
        text("standing", "Standing", "The worst that became of any figure.",
             lambda c: c.standing),
        text("words", "In words", "The same with counts.", lambda c: c.words),
        made_up(lambda _: card.illustrative),
    ]  # fmt: skip
    return TableOf(
        "punctuality",
        "Punctuality",
        "What one agency reported for one period.",
        ("agency", "period"),
        fields,
    ).filled(card.punctuality.cells if card.punctuality else ())
