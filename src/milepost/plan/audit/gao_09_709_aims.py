"""GAO-09-709, elements (1) and (2): needs with objectives that answer them, and roles."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.plan.audit import gaps
from milepost.plan.audit.model import Audited, Opinion, Verdict
from milepost.plan.audit.opinions import PERSON, open_places, overall, remedies
from milepost.plan.audit.wording import capital, count, has, is_, listed, named, of, sentences
from milepost.plan.model import Objective


def needs_and_objectives(audited: Audited) -> Iterator[Opinion]:
    """Needs are identified, and objectives defined that answer them."""
    plan, held = audited.plan, audited.holdings
    each = [_need_and_objective(audited, o) for o in plan.objectives]
    unanswered = [n.id for n in plan.needs if not held.answering.get(n.id)]
    # An objective whose text no source prints is there all the same, as GAO said of the chapter.
    judged = [o for o in each if o.verdict != PERSON]
    if not each:
        verdict: Verdict = "partly met" if plan.needs else "not addressed"
    else:
        verdict = overall(judged) if judged else PERSON
        verdict = "partly met" if unanswered and verdict == "met" else verdict
    met = sum(o.verdict == "met" for o in each)
    unprinted = [o.subject[1] for o in each if o.verdict == PERSON and o.subject]
    reason = sentences(
        (
            f"{capital(count(len(plan.needs), 'need'))} and {count(len(each), 'objective')} are "
            "declared." if plan.needs or each else "The plan declares no need and no objective.",
            f"{capital(of(met, len(judged), 'objective'))}{' with a text' if unprinted else ''} "
            f"{is_(met)} stated and {'answers' if met <= 1 else 'answer'} a need."
            if judged else "",
            named(unprinted, "The text of 1 is not in the source, so it is not judged",
                  f"The texts of {len(unprinted)} are not in the source, so they are not judged"),
            named(unanswered, "No objective answers 1 need",
                  f"No objective answers {len(unanswered)} needs"),
        )
    )  # fmt: skip
    to_close = [remedies(each)]
    if not plan.objectives:
        to_close.append("Declare objectives, each with the needs it answers.")
    if unanswered:
        to_close.append(f"Name {listed(unanswered)} under needs: of an objective.")
    places = (*gaps.places_of(audited, "needs", unanswered), *open_places(each))
    yield Opinion(verdict, reason, places or (audited.place,), sentences(to_close))
    yield from each


def _need_and_objective(audited: Audited, objective: Objective) -> Opinion:
    subject = ("objectives", objective.id)
    needs = [n for n in objective.needs if n in audited.holdings.needs]
    places = (audited.places.at(*subject), *gaps.places_of(audited, "needs", needs))
    if objective.not_in_source and objective.statement is None:
        reason = "The source says that it is there, and does not print its text."
        to_close = "State it from the document itself, with the needs it answers."
        return Opinion(PERSON, reason, places, to_close, subject)
    answers = f"answers {count(len(needs), 'need')}" if needs else "answers no need"
    if objective.statement is None:
        to_close = "State the objective in the words of the strategy" + (
            "." if needs else ", and name the needs it answers."
        )
        reason = f"Only its title is given; it {answers}."
        return Opinion("partly met", reason, places, to_close, subject)
    if not needs:
        to_close = "Name the needs it answers under needs:."
        return Opinion(
            "partly met", "It is stated, and answers no need.", places, to_close, subject
        )
    return Opinion("met", f"It is stated, and {answers}.", places, "", subject)


def roles(audited: Audited) -> Iterator[Opinion]:
    """Each objective has who leads it, and a role for every agency that acts under it."""
    each = [_roles(audited, o) for o in audited.plan.objectives]
    if not each:
        yield _nothing(audited)
        return
    led = {o.id: gaps.leadership(audited.holdings.roles_on(o.id)) for o in audited.plan.objectives}
    one = [o for o, lead in led.items() if len(lead.leads) == 1 and lead.is_settled]
    together = [o for o, lead in led.items() if not lead.leads and lead.is_settled]
    contested = [o for o, lead in led.items() if not lead.is_missing and not lead.is_settled]
    nobody = [o for o, lead in led.items() if lead.is_missing]
    helped = sum(bool(led[o].others) for o in nobody)
    loose = {o: gaps.without_role(audited.holdings, o) for o in led}
    loose = {o: names for o, names in loose.items() if names}
    reason = sentences(
        (
            f"{capital(of(len(one), len(led), 'objective'))} {has(len(one))} one lead"
            + (f", and {len(together)} co-leads" if together else "") + ".",
            *(f"{capital(led[o].words.replace(' it', f' {o}', 1))}." for o in contested[:3]),
            f"And {len(contested) - 3} more are contested." if len(contested) > 3 else "",  # noqa: PLR2004
            named(nobody, "Nobody leads 1", f"Nobody leads {len(nobody)}"),
            f"Supporting agencies alone are named for {helped} of them." if helped else "",
            named([f"{o} ({listed(names)})" for o, names in loose.items()],
                  "Agencies act without a role under 1", f"Agencies act without a role under "
                  f"{len(loose)}"),
        )
    )  # fmt: skip
    yield Opinion(overall(each), reason, open_places(each), remedies(each))
    yield from each


def _roles(audited: Audited, objective: Objective) -> Opinion:
    subject = ("objectives", objective.id)
    placed = audited.holdings.roles_on(objective.id)
    lead = gaps.leadership(placed)
    loose = gaps.without_role(audited.holdings, objective.id)
    silent = [p.role.agency for p in placed if p.role.authority is None]
    parts = [capital(lead.words)]
    if lead.others:
        several = len(lead.others) > 1
        parts.append(
            f"{len(lead.others)} agencies in other roles"
            if several
            else f"{lead.others[0]} in another role"
        )
    if silent:
        parts.append(f"no authority or contribution is stated for {listed(silent)}")
    if loose:
        parts.append(f"{listed(loose)} {'acts' if len(loose) == 1 else 'act'} without a role")
    to_close = sentences(
        (
            "" if lead.is_settled else lead.remedy,
            f"Say by what authority {listed(silent)} acts, or what it gives." if silent else "",
            f"Give {listed(loose)} a role." if loose else "",
        )
    )
    places = tuple(audited.places.at(*p.where) for p in placed)
    verdict: Verdict = "not addressed" if lead.is_missing else "partly met" if to_close else "met"
    where = audited.places.at(*subject)
    return Opinion(verdict, f"{'; '.join(parts)}.", (where, *places), to_close, subject)


def _nothing(audited: Audited) -> Opinion:
    return Opinion(
        "not addressed",
        "The plan declares no objective.",
        (audited.place,),
        "Declare objectives, and who leads each.",
    )
