"""Whether what several agencies count may stand side by side, or be added up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from milepost.intervals import exactly
from milepost.periods import Period
from milepost.plan.model import Relation
from milepost.sources import Problem
from milepost.submissions import words
from milepost.submissions.model import Observation
from milepost.submissions.relations import Frame, frames, together
from milepost.submissions.sent import Found, Sent


def sources_fit_together(sent: Sent) -> Found:
    """What agencies count by themselves is no more than what a joint source counts."""
    for relation in sent.plan.relations:
        if relation.kind != "cross-source" or relation.whole is None:
            continue
        for agency in sent.plan.measure_by_id[relation.whole].agencies:
            for period, whole in sent.totals(agency, relation.whole).items():
                amount = sent.amount(whole)
                if amount is None or amount.high is None:
                    continue
                counted = list(_counted(sent, relation, period))
                least = sum((low for low, _ in counted), Fraction(0))
                rows = [row for _, rows in counted for row in rows]
                here = next((row for row in (whole, *rows) if sent.holds(row)), None)
                if here is not None and rows and least > amount.high:
                    yield here, _problem(here, whole, least, rows)


def agencies_that_overlap_say_so(sent: Sent) -> Found:
    """Agencies are not added up where one says that it counts cases of the other's."""
    for frame in together(sent, "part"):
        relation = frame.relation
        whole, other = relation.whole, relation.also_counted_by
        if whole is None or other is None:
            continue
        measure = sent.plan.measure_by_id[whole]
        for name in relation.parts:
            part = frame.said.get(name)
            amount = frame.amount(name)
            if part is None or amount is None or amount == exactly(0):
                continue
            pair = {part.agency, other}
            declared = any(o.measure == name and pair <= {*o.between} for o in measure.overlaps)
            theirs = sent.totals(other, whole).get(frame.period)
            added = measure.combine.agencies == "sum" and pair <= {*measure.agencies}
            if declared or not added or theirs is None or theirs.stated is None:
                continue
            yield _overlap(frame, part, theirs, whole)


def years_are_not_mixed(sent: Sent) -> Found:
    """Fiscal and calendar years are not held against one another without a declaration."""
    kinds = ("total", "part", "funnel", "percentage", "ratio")
    for frame in frames(sent, *kinds):
        if not frame.mixes_years:
            continue
        row = frame.place_for()
        shown = "; ".join(
            f"{words.figure(o, row)} for {o.period}" for _, o in sorted(frame.said.items())
        )
        yield (
            row,
            Problem(
                row.value_place,
                "S315",
                f'fiscal and calendar years are mixed in "{frame.relation.id}": {shown}.',
                "They are not compared. Send both by the same years, or have the plan declare "
                '"mixed_bases:" with its reason.',
                "warning",
            ),
        )


def _problem(
    here: Observation, whole: Observation, least: Fraction, rows: list[Observation]
) -> Problem:
    counted = ", ".join(f"{words.figure(row, here)} for {row.period}" for row in rows)
    return Problem(
        here.value_place,
        "S313",
        f"{words.figure(whole, here)} counts all together for {whole.period}, but those who count "
        f"by themselves make {int(least):,} or more: {counted}.",
        "See that both count the same things in the same time; say in the note how they differ.",
        "warning",
    )


def _counted(
    sent: Sent, relation: Relation, period: Period
) -> Iterator[tuple[Fraction, list[Observation]]]:
    """The least that each part makes within a period, with the rows that say so."""
    for name in relation.parts:
        measure = sent.plan.measure_by_id[name]
        added = measure.combine.agencies == "sum" and not measure.overlaps
        if len(measure.agencies) == 1 or added:
            for agency in measure.agencies:
                yield _least(sent, agency, name, period)


def _least(
    sent: Sent, agency: str, measure: str, period: Period
) -> tuple[Fraction, list[Observation]]:
    """The least of a count within a period: as it is stated, or as its years and quarters make."""
    own = sent.totals(agency, measure).get(period)
    amount = None if own is None else sent.amount(own)
    stated = Fraction(0) if amount is None or amount.low is None else amount.low
    within = period.members() if period.is_pool else period.quarters()
    found = [_least(sent, agency, measure, part) for part in within]
    added = sum((low for low, _ in found), Fraction(0))
    if added > stated:
        return added, [row for _, rows in found for row in rows]
    return stated, [own] if own is not None and stated > 0 else []


def _overlap(
    frame: Frame, part: Observation, theirs: Observation, whole: str
) -> tuple[Observation, Problem]:
    sent = frame.sent
    row = next(o for o in (theirs, *frame.said.values(), part) if sent.holds(o))
    ours = frame.said.get(whole)
    beside = f" and {ours.agency} {words.stated(ours)} ({words.at(ours, row)})" if ours else ""
    return (
        row,
        Problem(
            row.value_place,
            "S314",
            f"{whole} is added up for {frame.period}, {theirs.agency} {words.stated(theirs)} "
            f"({words.at(theirs, row)}){beside}, but {words.figure(part, row)} may be counted by "
            "both.",
            f'Have the plan declare an overlap of {whole} with "measure: {part.measure}".',
            "warning",
        ),
    )
