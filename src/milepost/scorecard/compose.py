"""Composes a scorecard from an evaluation: once, for every way of drawing it."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

from milepost.evaluation.withholding import not_public
from milepost.scorecard import prose
from milepost.scorecard.agencies import compose_agencies
from milepost.scorecard.audited import compose_audit
from milepost.scorecard.behind import compose_behind
from milepost.scorecard.by_code import compose_by_code
from milepost.scorecard.card import Scorecard
from milepost.scorecard.composer import Composer, tally
from milepost.scorecard.declared import agencies_declared, measures_declared
from milepost.scorecard.figure_index import compose_index
from milepost.scorecard.files import file_record
from milepost.scorecard.glossary import glossary_of
from milepost.scorecard.goalposts import compose_goalposts
from milepost.scorecard.grounds import Grounds
from milepost.scorecard.marked import waivers
from milepost.scorecard.origins import origins_in_words, origins_of
from milepost.scorecard.picturing import pictures
from milepost.scorecard.quality import compose_quality
from milepost.scorecard.quarter import compose_quarter
from milepost.scorecard.told_since import compose_since
from milepost.scorecard.withheld_counts import compose_withheld
from milepost.scorecard.worked import worked_example
from milepost.submissions.collection import uncollected


@uncollected()
def compose(composer: Composer) -> Scorecard:
    """The scorecard of what is known to a composer."""
    places, beside, years = composer.places, composer.beside, composer.years
    grounds = Grounds.of(composer.evaluation, places, years, beside, composer.hidden)
    card = _with_grounds(_rated(composer, grounds), composer, grounds)
    return replace(card, glossary=glossary_of(card))


def _rated(composer: Composer, grounds: Grounds) -> Scorecard:
    """What every scorecard says: how each objective came out, and who reported what."""
    plan, evaluation, hidden = composer.plan, composer.evaluation, composer.hidden
    illustrative, telling = composer.illustrative, composer.beside.telling
    sections = tuple(grounds.completed(composer.section(o), o) for o in plan.objectives)
    total = composer.tally("All objectives", evaluation.measures)
    apart = tally("Illustrative targets", evaluation.measures, lambda j: j.is_illustrative)
    made_up = None if illustrative or not apart.with_target else apart
    origins = origins_in_words(plan, origins_of(plan, composer.record, evaluation, hidden))
    withheld = len(composer.beside.withheld)
    return Scorecard(
        period=str(evaluation.period),
        as_of=evaluation.as_of.isoformat(),
        title=prose.title(evaluation.period),
        strategy=plan.strategy.title,
        issued_by=plan.agency_by_id[plan.strategy.issued_by].name,
        illustrative=illustrative,
        about=prose.about(
            plan, evaluation, len(hidden), withheld, origins, illustrative=illustrative
        ),
        headline=prose.headline(total, made_up, evaluation, illustrative=illustrative),
        method=composer.method(j for m in evaluation.measures for j in m.judgements if j.target),
        total=total,
        made_up=made_up,
        sections=sections,
        context=tuple(figure for figure, _ in composer.context_figures()),
        standards=tuple(figure for figure, _ in composer.standards()),
        reporting=tuple(composer.reporting(duty, composer.record) for duty in evaluation.duties),
        unplaced=tuple(file_record(s, telling=telling) for s in evaluation.unplaced),
        footnotes=composer.footnotes.all(),
        version=version("milepost"),
    )


def _with_grounds(card: Scorecard, composer: Composer, grounds: Grounds) -> Scorecard:
    """A scorecard with what its ratings rest on, and what else is told beside them."""
    plan, record, hidden = composer.plan, composer.record, composer.hidden
    earlier = composer.beside.earlier_editions
    unseen = hidden.union(*(not_public(edition.plan) for edition in earlier))
    return replace(
        card,
        audit=compose_audit(plan, composer.beside.audit, hidden),
        goalposts=compose_goalposts(composer),
        quality=compose_quality(composer),
        behind=compose_behind(composer),
        worked=worked_example(composer),
        index=compose_index(composer),
        waivers=tuple(waivers(plan, record, hidden)),
        quarter=compose_quarter(composer),
        edition=composer.beside.edition,
        since=compose_since(earlier, unseen, record, plan),
        agencies=compose_agencies(composer),
        pictures=tuple(pictures(composer, section) for section in card.sections),
        punctuality=composer.punctuality(),
        measures=tuple(measures_declared(plan, hidden)),
        declared_agencies=tuple(agencies_declared(plan)),
        years=tuple(str(year) for year in grounds.periods),
        opening=grounds.opening(composer.row_ids(), illustrative=composer.illustrative),
        mechanisms=grounds.mechanisms,
        recommendations=grounds.recommendations(),
        by_code=compose_by_code(composer),
        withheld=compose_withheld(composer),
    )
