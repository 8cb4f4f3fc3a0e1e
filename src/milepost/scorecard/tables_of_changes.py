"""Tables of what was changed: of measures, targets and scales, and since earlier editions."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard import goalposts as dated
from milepost.scorecard.card import Scorecard
from milepost.scorecard.since import ChangesSince, MovedGoalpost, MovedRating, RestatedFigure
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    counted,
    day_in,
    made_up,
    measure_id,
    measure_title,
    permalink,
    text,
    yes,
)

_TOGETHER = "it is of all agencies that report it together"
_NOBODY_SAYS = "nobody says"
_Change = tuple[int, dated.ChangeOfPlan]


def goalposts(card: Scorecard) -> TypedTable:
    """Dated values of the plan that took the place of others (21 U.S.C. 1705(i))."""
    fields: list[Field[_Change]] = [
        text("title", "What", "The thing in words.", lambda c: c[1].title),
        text("what", "Which value", "Which value of it.", lambda c: c[1].what),
        text("old", "Before", "What held before.", lambda c: c[1].old),
        text("new", "After", "What holds from then on.", lambda c: c[1].new),
        text("since", "From", "The day from which it holds.", lambda c: day_in(c[1].since),
             "it is not a day", "date"),
        text("reason", "Why", "Why it changed.", lambda c: c[1].reason, _NOBODY_SAYS),
        text("approved_by", "Approved by", "Who approved that.", lambda c: c[1].approved_by,
             _NOBODY_SAYS),
        count("ratings_moved", "Ratings moved", "How many ratings of this period it moved.",
              lambda c: len(c[1].ratings)),
        yes("can_change_a_rating", "Can move a rating", "Whether a rating may come out otherwise.",
            lambda c: c[1].can_change_a_rating),
        yes("within_a_year", "Within a year", "Whether that was within the year before the day of "
            "the scorecard.", lambda c: c[1].within_a_year),
        text("source", "Source", "Where that is laid down.", lambda c: c[1].source, _NOBODY_SAYS),
        text("old_place", "Before, written in", "Where the value before is written.",
             lambda c: c[1].old_place, "nothing held before"),
        text("new_place", "After, written in", "Where the value after is written.",
             lambda c: c[1].new_place, "nothing holds after"),
        text("section", "Section", "The section of the plan.", lambda c: c[1].section),
        text("identifier", "Identifier", "Identifier of the thing it is a value of.",
             lambda c: c[1].identifier),
        made_up(lambda c: c[1].illustrative),
        count("change", "Number", "Its place in the list, the latest first.", lambda c: c[0]),
        permalink(lambda _: "changes"),
    ]  # fmt: skip
    return TableOf(
        "goalposts",
        "Changes to measures",
        "One value of a measure, target or scale that took the place of another.",
        ("change",),
        fields,
    ).filled(counted(card.goalposts))


def goalpost_ratings(card: Scorecard) -> TypedTable:
    """The ratings that those changes moved."""
    fields: list[Field[tuple[_Change, int, dated.ChangeOfRating]]] = [
        measure_title(lambda r: r[2].title),
        text("agency", "Agency", "Whose figure it is.", lambda r: r[2].agency, _TOGETHER),
        text("due", "Due", "For when its target is promised.", lambda r: r[2].due,
             "the target has no date"),
        text("old", "Before", "Result and outlook by the plan before.", lambda r: r[2].old),
        text("new", "After", "By the plan after.", lambda r: r[2].new),
        made_up(lambda r: r[0][1].illustrative),
        count("change", "Change", "Number of the change, as in the table goalposts.",
              lambda r: r[0][0]),
        count("number", "Number", "Which one of those of the change.", lambda r: r[1]),
    ]  # fmt: skip
    return TableOf(
        "goalpost-ratings",
        "Ratings moved by changes",
        "One rating that comes out otherwise by the plan after a change.",
        ("change", "number"),
        fields,
    ).filled((c, n, r) for c in counted(card.goalposts) for n, r in counted(c[1].ratings))


def _editions(card: Scorecard) -> tuple[ChangesSince, ...]:
    return card.since.editions if card.since else ()


def editions(card: Scorecard) -> TypedTable:
    """The earlier editions that this one is compared with."""
    fields: list[Field[ChangesSince]] = [
        text("edition", "Edition", "Its name.", lambda e: e.edition),
        text("period", "Period", "What it is about.", lambda e: e.period),
        text("as_of", "As of", "The day as of which it was made.", lambda e: day_in(e.as_of),
             "it is not a day", "date"),
        text("published_on", "Published", "The day of its publication.",
             lambda e: day_in(e.published_on), "it is not a day", "date"),
        count("restated", "Figures restated", "How many figures were restated since.",
              lambda e: len(e.restated)),
        count("goalposts", "Goalposts moved", "How many changes of the plan can move a rating.",
              lambda e: len(e.goalposts)),
        count("new_figures", "New figures", "How many figures came in that it did not have.",
              lambda e: e.new_figures),
        count("other_changes", "Other changes", "How many changes of the plan can move no rating.",
              lambda e: e.other_changes),
        made_up(lambda _: card.illustrative),
        permalink(lambda e: f"since-{e.edition}"),
    ]  # fmt: skip
    return TableOf(
        "editions",
        "Earlier editions",
        "One earlier edition that this one is compared with.",
        ("edition",),
        fields,
    ).filled(_editions(card))


def restated(card: Scorecard) -> TypedTable:
    """Figures that the record has otherwise than an earlier edition."""
    fields: list[Field[tuple[ChangesSince, RestatedFigure]]] = [
        measure_title(lambda r: r[1].title),
        text("agency", "Agency", "Who reported it.", lambda r: r[1].agency),
        text("period", "Period", "For which period.", lambda r: r[1].period),
        text("codes", "By", "By which area or other code it is divided.", lambda r: r[1].codes,
             "it is not divided"),
        text("kind", "Kind", "Changed, withdrawn by the agency, or returned by an analyst.",
             lambda r: r[1].kind),
        text("before", "Before", "What it was, as it was stated.", lambda r: r[1].before),
        text("after", "Now", "What it is.", lambda r: r[1].after, "nothing is in force"),
        text("why", "Why", "The agency's own note on it, or the analyst's word.",
             lambda r: r[1].why, _NOBODY_SAYS),
        count("ratings_moved", "Ratings moved", "How many judgements it moved.",
              lambda r: len(r[1].ratings)),
        text("before_from", "Before, from", "The submission that said so, with the day of receipt.",
             lambda r: r[1].before_from, "none"),
        text("after_from", "Now, from", "The submission that says so now.",
             lambda r: r[1].after_from, "none does"),
        text("edition", "Edition", "The earlier edition.", lambda r: r[0].edition),
        measure_id(lambda r: r[1].measure),
        made_up(lambda r: r[1].illustrative),
        text("id", "Identifier", "Its stable name.", lambda r: r[1].id),
        permalink(lambda r: r[1].id),
    ]  # fmt: skip
    return TableOf(
        "restated",
        "Figures restated",
        "One figure that the record has otherwise than an earlier edition.",
        ("id",),
        fields,
    ).filled((e, figure) for e in _editions(card) for figure in e.restated)


def moved_goalposts(card: Scorecard) -> TypedTable:
    """Changes of the plan since an earlier edition that can move a rating."""
    fields: list[Field[tuple[ChangesSince, MovedGoalpost]]] = [
        text("title", "What", "The thing in a few words.", lambda g: g[1].title),
        text("what", "Which part", "Which part of it.", lambda g: g[1].what, "the thing itself"),
        text("before", "Before", "What the earlier edition was judged by.", lambda g: g[1].before,
             "it was not there"),
        text("after", "Now", "What this one is judged by.", lambda g: g[1].after, "it is gone"),
        text("easier", "Easier or harder", "Whether it is easier or harder to keep.",
             lambda g: g[1].easier, "that cannot be said"),
        text("why", "Why", "The reason that is given.", lambda g: g[1].why, _NOBODY_SAYS),
        text("approved_by", "Approved by", "Who approved it.", lambda g: g[1].approved_by,
             _NOBODY_SAYS),
        count("ratings_moved", "Ratings moved", "How many judgements the two plans rate "
              "differently on the same figures.", lambda g: len(g[1].ratings)),
        text("source", "Source", "Where that is laid down.", lambda g: g[1].source, _NOBODY_SAYS),
        text("section", "Section", "The section of the plan.", lambda g: g[1].section),
        text("edition", "Edition", "The earlier edition.", lambda g: g[0].edition),
        made_up(lambda g: g[1].illustrative),
        text("id", "Identifier", "Its stable name.", lambda g: g[1].id),
        permalink(lambda g: g[1].id),
    ]  # fmt: skip
    return TableOf(
        "moved-goalposts",
        "Goalposts moved",
        "One change of the plan since an earlier edition that can move a rating.",
        ("id",),
        fields,
    ).filled((e, goalpost) for e in _editions(card) for goalpost in e.goalposts)


_Moved = tuple[ChangesSince, str, int, MovedRating]


def _moved(card: Scorecard) -> Iterator[_Moved]:
    for edition in _editions(card):
        causes: tuple[RestatedFigure | MovedGoalpost, ...] = (
            *edition.restated,
            *edition.goalposts,
        )
        for cause in causes:
            yield from ((edition, cause.id, n, r) for n, r in counted(cause.ratings))
        yield from ((edition, "", n, r) for n, r in counted(edition.ratings))


def moved_ratings(card: Scorecard) -> TypedTable:
    """The ratings that came out otherwise since an earlier edition, each with its cause."""
    fields: list[Field[_Moved]] = [
        measure_title(lambda r: r[3].title),
        text("agency", "Agency", "Whose figure it is.", lambda r: r[3].agency, _TOGETHER),
        text("target", "Target", "The target in words, or the period it is due for.",
             lambda r: r[3].target, "the measure has no target"),
        text("before", "Before", "Result and outlook before.", lambda r: r[3].before),
        text("after", "Now", "The same now.", lambda r: r[3].after),
        text("why", "Why", "What moved it, where no figure or goalpost that is listed did.",
             lambda r: r[3].why, "the column cause says it"),
        text("cause", "Cause", "Identifier of the restated figure or the goalpost that moved it.",
             lambda r: r[1], "neither: the column why says it"),
        text("edition", "Edition", "The earlier edition.", lambda r: r[0].edition),
        measure_id(lambda r: r[3].measure),
        made_up(lambda r: r[3].illustrative),
        count("number", "Number", "Which one of those of the cause.", lambda r: r[2]),
    ]  # fmt: skip
    return TableOf(
        "moved-ratings",
        "Ratings moved",
        "One rating that came out otherwise since an earlier edition; by each cause once.",
        ("edition", "cause", "number"),
        fields,
    ).filled(_moved(card))
