"""``milepost verify --edition``: whether an edition is what was published, and follows anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from milepost.cli.options import fail, problems_end_it

if TYPE_CHECKING:
    from milepost.scorecard.verified import EditionVerification
    from milepost.workspace import Workspace


def verify_edition(workspace: Workspace, name: str, form: str) -> None:
    """Verify an edition and print what came of it; exit code 1 where anything does not hold."""
    from milepost.scorecard.editions import EditionError  # noqa: PLC0415

    with problems_end_it():
        try:
            found = workspace.verify_edition(name)
        except EditionError as error:
            fail(str(error))
    click.echo((_as_json if form == "json" else _as_text)(found))
    if found.problems:
        raise click.exceptions.Exit(1)


def _as_text(found: EditionVerification) -> str:
    lines = [f"Edition {found.edition} holds." if not found.problems else ""]
    if found.problems:
        lines = [f"EDITION {found.edition} DOES NOT HOLD:", *found.problems]
    if found.compared == "bytes":
        lines.append(f"{_count(found.forms, 'file')} drawn anew and compared byte for byte.")
    elif found.compared == "figures":
        lines.append(f"{_count(found.figures, 'figure')} reckoned anew and compared.")
        lines.append(
            "The forms were not compared byte for byte, for they were drawn by other versions:"
        )
        lines += found.versions
    else:
        lines.append("Nothing was drawn anew, for what it would be drawn from does not hold.")
    if found.publication is not None:
        lines.append(f"published on {found.publication.published_on}")
        lines.append(f"manifest {found.manifest_digest}")
    return "\n".join(lines)


def _count(number: int, one: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {one}s"


def _as_json(found: EditionVerification) -> str:
    published = found.publication
    held = {
        "edition": found.edition,
        "holds": not found.problems,
        "problems": list(found.problems),
        "compared": found.compared,
        "forms": found.forms,
        "figures": found.figures,
        "other_versions": list(found.versions),
        "published_on": None if published is None else str(published.published_on),
        "manifest_digest": found.manifest_digest,
    }
    return json.dumps(held, ensure_ascii=False, indent=2)
