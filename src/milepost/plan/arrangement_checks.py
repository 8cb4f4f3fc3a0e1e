"""What contradicts itself in roles, arrangements and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from milepost.periods import Period
from milepost.plan import model as words
from milepost.plan.declarations import Declarations, Known
from milepost.plan.places import Step
from milepost.plan.waivable import NEVER_WAIVED, WAIVABLE
from milepost.sources import Problem, did_you_mean

_Where = tuple[str, str, *tuple[Step, ...]]


def one_role_each(all_: Declarations, known: Known) -> Iterator[Problem]:
    """An agency has one role on a thing: who leads it does not support it as well."""
    firsts: dict[tuple[str, str, str], tuple[words.Role, _Where]] = {}
    for bearer, identifier, role, where in _roles(all_):
        first, at = firsts.setdefault((bearer, identifier, role.agency), (role, where))
        if first is not role:
            yield known.problem(
                where,
                "P226",
                f'{role.agency} is "{role.role}" here, and "{first.role}" of the same {bearer} at '
                f"{known.places.at(*at)}.",
                "Keep the role that holds.",
            )


def _roles(all_: Declarations) -> Iterator[tuple[str, str, words.Role, _Where]]:
    bearers = (
        ("goal", all_.goals),
        ("objective", all_.objectives),
        ("action", all_.actions),
        ("measure", all_.measures),
        ("mechanism", all_.mechanisms),
    )
    for bearer, items in bearers:
        for item in items:
            for i, role in enumerate(item.roles):
                yield bearer, item.id, role, (f"{bearer}s", item.id, "roles", i)
    for assignment in all_.assignments:
        for bearer, _ in bearers:
            if name := getattr(assignment, bearer):
                yield bearer, name, assignment, ("assignments", assignment.id)


def nothing_named_twice(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A list of names holds each of them once."""
    for where, names in (*_lists(all_), *_lists_of_entries(all_)):
        for name, times in Counter(names).items():
            if times > 1:
                yield known.problem(
                    where, "P231", f'"{name}" is named {times} times here.', "Name it once."
                )


def _lists(all_: Declarations) -> Iterator[tuple[_Where, list[str]]]:
    for measure in all_.measures:
        yield ("measures", measure.id, "agencies"), list(measure.agencies)
        yield ("measures", measure.id, "dimensions"), list(measure.dimensions)
    for objective in all_.objectives:
        yield ("objectives", objective.id, "needs"), list(objective.needs)
    for action in all_.actions:
        yield ("actions", action.id, "agencies"), list(action.agencies)
    for mechanism in all_.mechanisms:
        for key in ("parties", "leads", "objectives"):
            yield ("mechanisms", mechanism.id, key), list(getattr(mechanism, key))


def _lists_of_entries(all_: Declarations) -> Iterator[tuple[_Where, list[str]]]:
    """By what the entries of a list are told apart."""
    for code_list in all_.code_lists:
        yield ("code_lists", code_list.id, "codes"), [code.code for code in code_list.codes]
    for recommendation in all_.recommendations:
        yield ("recommendations", recommendation.id, "parts"), [p.id for p in recommendation.parts]
    for duty in all_.duties:
        yield ("duties", duty.id, "done"), [str(done.year) for done in duty.done]
    for measure in all_.measures:
        breaks = [str(cut.period) for cut in measure.series_breaks]
        yield ("measures", measure.id, "series_breaks"), breaks
    for vocabulary in all_.vocabularies:
        yield ("vocabularies", vocabulary.id, "words"), [word.rating for word in vocabulary.words]


def parties_take_part(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Who leads or staffs a mechanism is a party to it."""
    for mechanism in all_.mechanisms:
        here = ("mechanisms", mechanism.id)
        named: list[tuple[_Where, str]] = [
            ((*here, "leads", i), name) for i, name in enumerate(mechanism.leads)
        ]
        named += [
            ((*here, "staffing", i, "agency"), s.agency) for i, s in enumerate(mechanism.staffing)
        ]
        for where, name in named:
            if name not in mechanism.parties:
                yield known.problem(
                    where,
                    "P230",
                    f'{name} is not a party to "{mechanism.id}".'
                    f"{did_you_mean(name, mechanism.parties)}",
                    'Add it to "parties:", or name one of them.',
                )


def dates_are_possible(all_: Declarations, known: Known) -> Iterator[Problem]:
    """What follows another thing is not dated before it; a year of a duty is a calendar year."""
    for earlier, later, where, message in _pairs(all_):
        # Of 2009 and 2009-03 nobody can say which comes first.
        width = min(len(earlier), len(later))
        if later[:width] < earlier[:width]:
            yield known.problem(where, "P227", message, "Correct the date that is wrong.")
    for duty in all_.duties:
        years: list[tuple[_Where, Period]] = [
            (("duties", duty.id, "done", i, "year"), d.year) for i, d in enumerate(duty.done)
        ]
        if duty.counted_from:
            years.append((("duties", duty.id, "counted_from"), duty.counted_from))
        for where, year in years:
            if year.kind != "calendar-year" or year.is_pool:
                yield known.problem(
                    where, "P105", f"{year} is not a calendar year.", "Write it like CY2010."
                )


def _pairs(all_: Declarations) -> Iterator[tuple[str, str, _Where, str]]:
    """Dates of which the second cannot lie before the first."""
    for action in all_.actions:
        here = ("actions", action.id)
        if action.begins and action.due:
            what = f"it is due {action.due}, before it begins, {action.begins}."
            yield action.begins, action.due, (*here, "due"), what
        if action.begins and action.done:
            what = f"it was done {action.done}, before it begins, {action.begins}."
            yield action.begins, action.done, (*here, "done"), what
    for mechanism in all_.mechanisms:
        for i, review in enumerate(mechanism.reviews):
            if mechanism.signed:
                where = ("mechanisms", mechanism.id, "reviews", i, "held")
                what = f"a review is held {review.held}, before it was signed, {mechanism.signed}."
                yield mechanism.signed, review.held, where, what
    for waiver in all_.waivers:
        what = f"it ends on {waiver.until}, before it begins, {waiver.from_}."
        yield str(waiver.from_), str(waiver.until), ("waivers", waiver.id, "until"), what
    for duty in all_.duties:
        if duty.in_force_from and duty.in_force_until:
            first, last = str(duty.in_force_from), str(duty.in_force_until)
            what = f"it is in force until {last}, before it begins, {first}."
            yield first, last, ("duties", duty.id, "in_force_until"), what


def waivers_name_what_they_waive(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A waiver names what it waives: a measure, a criterion, a check, another scale."""
    needed = {
        "rating": {"measure"},
        "criterion": {"criterion"},
        "check": {"check", "measure"},
        "method": {"measure", "scale"},
    }
    for waiver in all_.waivers:
        wanted = needed[waiver.of]
        written = {
            key for key in ("measure", "criterion", "check", "scale") if getattr(waiver, key)
        }
        if written != wanted:
            lacking = " and ".join(f'"{key}:"' for key in sorted(wanted))
            yield known.problem(
                ("waivers", waiver.id),
                "P232",
                f"a waiver of a {waiver.of} names {lacking}, and nothing else.",
                f"Write {lacking}, and none of the others.",
            )


def waived_checks_exist(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A check that is turned off is one of those that may be."""
    for waiver in all_.waivers:
        if waiver.check is None or waiver.check in WAIVABLE:
            continue
        where = ("waivers", waiver.id, "check")
        if waiver.check == NEVER_WAIVED:
            what = f"{NEVER_WAIVED} is never waived: of two rows for one thing, one has to go."
            remedy = "Take the waiver out, and let the agency send one row."
            yield known.problem(where, "P232", what, remedy)
            continue
        what = f'no check that can be waived is called "{waiver.check}".'
        hint = did_you_mean(waiver.check, WAIVABLE)
        remedy = "Write the code of one of the checks that docs/checks.md lists, such as S305."
        yield known.problem(where, "P201", what + hint, remedy)


def criteria_exist(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A criterion that is waived, or of which a verdict was published, is one of a rule set."""
    named = [
        *((("waivers", w.id, "criterion"), w.criterion) for w in all_.waivers if w.criterion),
        *(
            (("published_verdicts", v.id, "criterion"), v.criterion)
            for v in all_.published_verdicts
        ),
    ]
    if not named:
        return
    from milepost.plan.audit.rule_sets import RULE_SETS  # noqa: PLC0415  # few plans name one

    ids = [criterion.id for rule_set in RULE_SETS for criterion in rule_set.criteria]
    for where, name in named:
        if name not in ids:
            yield known.problem(
                where,
                "P201",
                f'no criterion is called "{name}".{did_you_mean(name, ids)}',
                "Name it as `milepost audit --against all` does.",
            )


def statuses_agree(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A recommendation is not closed while a part of it is open."""
    for recommendation in all_.recommendations:
        for i, part in enumerate(recommendation.parts):
            if recommendation.status == "closed" and part.status not in (None, "closed"):
                yield known.problem(
                    ("recommendations", recommendation.id, "parts", i, "status"),
                    "P233",
                    f'part "{part.id}" is {part.status}, and the whole is closed.',
                    'Write "partly closed" for the whole, or close the part.',
                )


def amounts_are_not_negative(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Resources and weights are amounts of something."""
    for resource in all_.resources:
        for key in ("requested", "enacted", "obligated", "planned"):
            amount = getattr(resource, key)
            if amount is not None and amount < 0:
                yield known.problem(
                    ("resources", resource.id, key),
                    "P229",
                    f"{amount} {resource.unit} is less than nothing.",
                    "Write the amount; what was taken back is said in a note.",
                )
    for measure in all_.measures:
        if measure.weight is not None and measure.weight <= 0:
            yield known.problem(
                ("measures", measure.id, "weight"),
                "P229",
                f"a weight of {measure.weight} counts for nothing.",
                "Write a number above 0, or take the line out: 1 is what is taken then.",
            )
