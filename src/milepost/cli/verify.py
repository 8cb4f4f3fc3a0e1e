"""``milepost verify``: whether the ledger is what it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.cli.options import (
    engine_options,
    fail,
    format_option,
    open_workspace,
    problems_end_it,
    today,
)

if TYPE_CHECKING:
    from milepost.ledger.store import Ledger
    from milepost.ledger.verify import Reread, Verification


@click.command("verify", short_help="Prove that nothing in the ledger was altered.")
@click.option(
    "--receipt",
    "receipts",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also prove that what this receipt says is in this ledger.",
)
@click.option("--edition", help="Draw this published edition anew, and compare: FY2009-1.")
@format_option("text", "json")
@engine_options
@click.pass_context
def command(
    context: click.Context, receipts: tuple[Path, ...], edition: str | None, form: str
) -> None:
    """Recompute the chain, the digests, and the observations from the bytes.

    A chain that was rebuilt from its beginning fits together again; what finds it out is a receipt
    that was filed outside the office: --receipt FILE.

    With --edition NAME a published edition is drawn anew from its frozen plan and the ledger as it
    was then, and compared: byte for byte by the versions that published it, else in its figures.
    """
    workspace = open_workspace(context, today(), "there")
    if edition is not None:
        if receipts:
            raise click.UsageError("Give --receipt or --edition; each is verified by itself.")
        from milepost.cli.verify_edition import verify_edition  # noqa: PLC0415

        verify_edition(workspace, edition, form)
        return
    with problems_end_it():
        found, reread = workspace.verify()
        proven, unproven = _claims(receipts, workspace.ledger)
        gone = [
            f"submission {s.number} ({s.name}): {s.destroyed.in_words}."
            for s in workspace.ledger.submissions()
            if s.destroyed is not None
        ]
        draw = _as_json if form == "json" else _as_text
        click.echo(draw(found, reread, (proven, unproven), gone))
    if found.broken or unproven or (reread is not None and reread.broken):
        raise click.exceptions.Exit(1)


def _claims(receipts: tuple[Path, ...], ledger: Ledger) -> tuple[list[str], list[str]]:
    """What the receipts prove, and what they say that the ledger does not hold."""
    from milepost.ledger.receipts import claims_of  # noqa: PLC0415
    from milepost.ledger.verify import verify_claim  # noqa: PLC0415

    proven, unproven = [], []
    for path in receipts:
        try:
            claims = claims_of(path.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError:
            claims = ()
        if not claims:
            fail(
                f"{path}: this is no receipt. Give the text that milepost submit printed, with its "
                "number, SHA-256 and ledger head."
            )
        for claim in claims:
            said = verify_claim(ledger, claim)
            unproven += [f"{path}: receipt {claim.number}: {what}" for what in said]
            if not said:
                proven.append(
                    f"{path}: receipt {claim.number} holds: its entry and its head are here."
                )
    return proven, unproven


def _as_text(
    found: Verification,
    reread: Reread | None,
    receipts: tuple[list[str], list[str]],
    gone: list[str],
) -> str:
    proven, unproven = receipts
    entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
    broken = [*found.broken, *(reread.broken if reread else ())]
    lines = [f"The ledger holds: {entries}, every digest and every link."]
    if broken:
        lines = ["THE LEDGER DOES NOT HOLD. The first that does not:", *broken]
    if unproven:
        lines += ["A RECEIPT SAYS OTHERWISE:", *unproven]
    lines += proven
    if reread is not None:
        lines += _read_again(reread)
    elif found.broken:
        lines.append("The files were not read again, because the chain does not hold.")
    else:
        lines.append(
            "The files were not read again, because the plan has errors. Run: milepost check"
        )
    return "\n".join([*lines, *gone, f"ledger head {found.head}"])


def _read_again(reread: Reread) -> list[str]:
    """What came of reading the files once more, a line each."""
    lines = [*reread.by_versions]
    lines.append(f"{_files(reread.same)} read again: the same was read as is recorded.")
    if reread.by_versions:
        lines.append(
            f"{_files(len(reread.by_versions))} read differently by another version of "
            "Milepost, which is no tampering."
        )
    if reread.earlier_plan:
        lines.append(f"{_files(reread.earlier_plan)} read under an earlier plan, not compared.")
    if reread.waiting:
        lines.append(f"{_files(reread.waiting)} waiting to be read.")
    if reread.destroyed:
        lines.append(f"{_files(reread.destroyed)} not read again, for the bytes were destroyed.")
    return lines


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _as_json(
    found: Verification,
    reread: Reread | None,
    receipts: tuple[list[str], list[str]],
    gone: list[str],
) -> str:
    proven, unproven = receipts
    held = {
        "holds": not (found.broken or unproven or (reread and reread.broken)),
        "entries": found.entries,
        "head": found.head,
        "broken": [*found.broken, *(reread.broken if reread else ())],
        "destroyed": gone,
        "read_again": None
        if reread is None
        else {
            "same": reread.same,
            "read_differently_by_another_version": list(reread.by_versions),
            "under_an_earlier_plan": reread.earlier_plan,
            "waiting": reread.waiting,
            "not_read_because_destroyed": reread.destroyed,
        },
        "receipts": {"proven": proven, "unproven": unproven},
    }
    return json.dumps(held, ensure_ascii=False, indent=2)
