"""Publishes the editions of a workspace, and verifies them.

An edition is drawn from its frozen plan and from the ledger as it was then, the first time as every
later one, and never from the workspace as it is now. The folder of editions, and what of it can be
told without a plan, is in :mod:`milepost.scorecard.editions`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Protocol, Self

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.model import Evaluation
from milepost.evaluation.withholding import public_side
from milepost.ledger.restatements import restatements
from milepost.ledger.store import Ledger
from milepost.ledger.verify import verified
from milepost.periods import Period, parse_period
from milepost.plan.files import PlanHasErrorsError, PlanReading
from milepost.plan.freezing import freeze
from milepost.plan.model import Plan
from milepost.plan.settings import WorkspaceSettings
from milepost.plan.sides import Side, views
from milepost.scorecard import forms
from milepost.scorecard.beside import Beside
from milepost.scorecard.card import Scorecard
from milepost.scorecard.changes import compare
from milepost.scorecard.editions import (
    EditionError,
    Editions,
    ExplanationsOwedError,
    files_amiss,
    write_files,
)
from milepost.scorecard.manifest import NAME, PLAN, Manifest, python, versions
from milepost.scorecard.owed import EditionLine, OwedExplanation, explanations_owed
from milepost.scorecard.since import EarlierEdition
from milepost.scorecard.verified import EditionVerification, against_the_ledger, compared
from milepost.submissions.model import Publication, Record


class Publisher(Protocol):
    """What is asked of a workspace here; each is told of in :mod:`milepost.workspace`.

    Attributes:
        root: its folder.
        settings: where its parts lie, and whether all of it is made up.
    """

    root: Path
    settings: WorkspaceSettings

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    @property
    def plan(self) -> PlanReading:
        """Its plan, as it is written."""

    @property
    def ledger(self) -> Ledger:
        """Its ledger."""

    @property
    def editions(self) -> Editions:
        """Its folder of editions."""

    def published(self) -> tuple[Publication, ...]:
        """Every edition in its ledger, in order."""

    def frozen(self, manifest: Manifest, folder: Path) -> Publisher:
        """The workspace as the edition in a folder holds it."""

    def record(self, as_of: dt.date) -> Record:
        """What holds as of a day, once whatever waits was read."""

    def plan_shown(self, day: dt.date) -> Plan:
        """What everybody may see of the plan."""

    def explanations_owed(self, period: Period, as_of: dt.date) -> tuple[OwedExplanation, ...]:
        """Which explanations are owed."""

    def compose(
        self, period: Period, as_of: dt.date, edition: tuple[Manifest, Editions] | None
    ) -> Scorecard:
        """The scorecard of a period, as an edition or not."""


def publish(  # noqa: PLR0913  # what is frozen, and what is printed on it
    workspace: Publisher,
    period: Period,
    as_of: dt.date,
    published_on: dt.date,
    published_by: str,
    *,
    as_owed: bool,
) -> tuple[Publication, Path]:
    """Freeze a scorecard in all its forms: :meth:`milepost.workspace.Workspace.publish`."""
    editions, folders = workspace.editions, workspace.settings.plan
    editions.refuse_within([workspace.root / folder for folder in folders])
    workspace.record(as_of)  # what waits is read first, so that it is in the edition
    published = workspace.published()
    name, plan = editions.next_name(period, published), freeze(workspace.root, folders)
    manifest = Manifest(
        edition=name,
        period=str(period),
        as_of=as_of.isoformat(),
        published_on=published_on.isoformat(),
        published_by=published_by,
        illustrative=workspace.settings.illustrative,
        ledger_head=workspace.ledger.head(),
        workspace=plan.workspace,
        since=editions.last_of((period, period.previous()), published),
        versions=versions(),
        python=python(),
    )
    with editions.staged(name) as stage:
        write_files(stage.path / PLAN, plan.files)
        manifest, files = _first_drawn(workspace, manifest, stage.path, as_owed=as_owed)
        write_files(stage.path, files)
        manifest = manifest.listing(files, plan.files)
        write_files(stage.path, {NAME: manifest.as_bytes()})
        publication = manifest.publication()
        stage.may_be_entered = True
        stage.may_be_entered = workspace.ledger.publish(publication)
        if not stage.may_be_entered:
            raise EditionError(f"Somebody else published {name} just now. Try again.")
        return publication, editions.put_in_place(stage.path, name)


def verify_edition(workspace: Publisher, name: str) -> EditionVerification:
    """Hold an edition against the ledger, and draw it anew from the plan as it was frozen.

    Raises:
        EditionError: where there is no such edition.
    """
    editions = workspace.editions
    folder = editions.path(name)
    with workspace.ledger.looked_into() as reader:
        broken, links = verified(reader).broken, reader.links()
    if broken:
        return EditionVerification(name, tuple(f"The ledger: {said}" for said in broken))
    publication = next((p for p in workspace.published() if p.edition == name), None)
    held = editions.manifest(name)
    if publication is None or held is None:
        raise EditionError(editions.lacking(name, publication))
    manifest, digest = held
    problems = tuple(against_the_ledger(manifest, digest, publication, links))
    found = EditionVerification(name, problems, publication, digest)
    if problems:
        return found  # nothing that an altered list says of the files can be relied on
    amiss = tuple(files_amiss(folder, manifest))
    return _drawn_anew(workspace, manifest, folder, replace(found, problems=amiss))


def beside_editions(  # noqa: PLR0913  # the edition, and what a scorecard is composed from
    workspace: Publisher,
    edition: tuple[Manifest, Editions],
    beside: Beside,
    plans: tuple[Plan, Plan],
    record: Record,
    evaluation: Evaluation,
) -> Beside:
    """What a scorecard is composed from, with its edition and the earlier ones.

    Args:
        workspace: where it is composed.
        edition: what the edition is made of, and all editions.
        beside: the rest of it.
        plans: the whole plan, and what of it is public.
        record: what of the record is public.
        evaluation: what came of both.

    Raises:
        EditionError: where an earlier edition is not there as it was.
    """
    (manifest, editions), (whole, plan) = edition, plans
    return replace(
        beside,
        edition=_edition_line(workspace, manifest, plan, record, evaluation),
        earlier_editions=tuple(
            _earlier_edition(workspace, editions, name, digest, whole, record, evaluation)
            for name, digest in manifest.since.items()
        ),
    )


def _first_drawn(
    workspace: Publisher, manifest: Manifest, folder: Path, *, as_owed: bool
) -> tuple[Manifest, dict[str, bytes]]:
    """An edition's forms, drawn from its frozen plan, with what the manifest still lacked."""
    with workspace.frozen(manifest, folder) as then:
        day, period = manifest.day, parse_period(manifest.period)
        owed = then.explanations_owed(period, day)
        if owed and not as_owed:
            raise ExplanationsOwedError(owed)
        shown = sum(one.is_public for one in owed)
        manifest = replace(manifest, plan_digest=then.plan.digest, owed=shown)
        return manifest, _forms(workspace, then, manifest)


def _drawn_anew(
    workspace: Publisher, manifest: Manifest, folder: Path, found: EditionVerification
) -> EditionVerification:
    """A verification, with what came of drawing the edition anew."""
    if any(files_amiss(folder, manifest, f"{PLAN}/")):
        return found  # by another plan it would come out otherwise, and that would say nothing
    try:
        with workspace.frozen(manifest, folder) as then:
            files, digest = _forms(workspace, then, manifest), then.plan.digest
    except EditionError as error:
        return replace(found, problems=(*found.problems, str(error)))
    except PlanHasErrorsError as error:
        said = f"The plan as it was frozen is refused today: {error.problems[0].message}"
        return replace(found, problems=(*found.problems, said))
    return compared(found, manifest, folder, files, digest)


def _forms(workspace: Publisher, then: Publisher, manifest: Manifest) -> dict[str, bytes]:
    """An edition in all its forms, by the workspace as the edition holds it."""
    made_of = (manifest, workspace.editions)
    card = then.compose(parse_period(manifest.period), manifest.day, made_of)
    return forms.every_form(card, then.plan_shown(manifest.day))


def _edition_line(
    workspace: Publisher, manifest: Manifest, plan: Plan, record: Record, evaluation: Evaluation
) -> EditionLine:
    """What an edition says of itself."""
    made_up = workspace.settings.illustrative
    owed = explanations_owed(plan, record, evaluation, illustrative=made_up)
    return EditionLine(
        manifest.edition,
        manifest.published_on,
        manifest.published_by,
        manifest.ledger_head,
        manifest.plan_digest,
        tuple(one for one in owed if one.is_public),
    )


def _earlier_edition(  # noqa: PLR0913  # as beside_editions
    workspace: Publisher,
    editions: Editions,
    name: str,
    digest: str,
    whole: Plan,
    record: Record,
    evaluation: Evaluation,
) -> EarlierEdition:
    """An earlier edition beside this plan and record.

    Raises:
        EditionError: where it is not there as it was.
    """
    manifest = editions.unaltered(name, digest)
    period, today = parse_period(manifest.period), evaluation.as_of
    with workspace.frozen(manifest, editions.path(name)) as then:
        plan = then.plan.plan
        everything = then.record(manifest.day)
        old = Side(f"edition {name}", then.root, then.settings.plan, day=manifest.day)
    assert plan is not None  # noqa: S101  # else there is no record; for the type checker
    before = public_side(plan, everything).record
    new = Side("this edition", workspace.root, workspace.settings.plan, day=today)
    return EarlierEdition(
        name,
        period,
        manifest.day,
        dt.date.fromisoformat(manifest.published_on),
        plan,
        whole,
        restatements(before, record),
        evaluate(plan, before, period),
        evaluate(plan, record, period),
        compare(
            (old, new),
            views(old, new, today),
            record,
            evaluation.period,
            today,
            illustrative=workspace.settings.illustrative,
        ),
    )
