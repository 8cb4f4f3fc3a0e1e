"""Whether an edition is what was published, and whether it follows from ledger and plan once more.

By the same versions every form must come out byte for byte. By others a form may be set in another
way; then the figures must agree, each by its stable name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from milepost.ledger.chain import BEGINNING, Entry
from milepost.scorecard.manifest import PLAN, Manifest, digest_of, versions
from milepost.submissions.model import Publication

_FIGURES = "scorecard.json"
_OF_ROWS = ("target", "actual", "exact", "result", "rating")
_OF_FIGURES = ("value", "exact")
_IN_WORDS = {
    "target": "the target",
    "actual": "the figure",
    "value": "the figure",
    "exact": "the exact figure",
    "result": "the result",
    "rating": "the outlook",
}


@dataclass(frozen=True, slots=True)
class EditionVerification:
    """What came of verifying an edition.

    Attributes:
        edition: its name.
        problems: what does not hold; nothing where all of it does.
        publication: its entry in the ledger; None where the ledger itself does not hold.
        manifest_digest: the digest of its manifest as it lies there; empty likewise.
        compared: what was drawn anew was compared in bytes or in figures; None where nothing was.
        forms: how many files were drawn anew.
        figures: how many figures were compared.
        versions: which versions are others than those that published it, in words.
    """

    edition: str
    problems: tuple[str, ...]
    publication: Publication | None = None
    manifest_digest: str = ""
    compared: Literal["bytes", "figures"] | None = None
    forms: int = 0
    figures: int = 0
    versions: tuple[str, ...] = ()


def against_the_ledger(
    manifest: Manifest, digest: str, publication: Publication, links: Sequence[Entry]
) -> Iterator[str]:
    """What the ledger has otherwise than a manifest.

    Args:
        manifest: the manifest.
        digest: its digest.
        publication: what the ledger holds of the edition.
        links: every entry of the chain.
    """
    if digest != publication.manifest_digest:
        yield (
            f"manifest.json: it was altered. Its SHA-256 is {digest}, and the ledger holds "
            f"{publication.manifest_digest}."
        )
        return
    entered = ("publication", publication.number)
    before = takewhile(lambda entry: (entry.kind, entry.number) != entered, links)
    if manifest.ledger_head not in (BEGINNING, *(entry.hash for entry in before)):
        yield (
            f"the ledger never had the head {manifest.ledger_head} before this edition was "
            "published: the chain was rebuilt, or this is another ledger."
        )
    told = (
        ("edition", manifest.edition, publication.edition),
        ("period", manifest.period, str(publication.period)),
        ("as_of", manifest.as_of, publication.as_of.isoformat()),
        ("plan_digest", manifest.plan_digest, publication.plan_digest),
        ("published_on", manifest.published_on, publication.published_on.isoformat()),
        ("published_by", manifest.published_by, publication.published_by),
        ("owed", str(manifest.owed), str(publication.owed)),
    )
    for name, here, there in told:
        if here != there:
            yield f'manifest.json: {name} is "{here}", and the ledger holds "{there}".'


def compared(
    found: EditionVerification,
    manifest: Manifest,
    folder: Path,
    forms: Mapping[str, bytes],
    plan_digest: str,
) -> EditionVerification:
    """A verification, with what came of comparing the forms as they are drawn today.

    Args:
        found: what was found before.
        manifest: the manifest.
        folder: the edition.
        forms: the forms as they are drawn today.
        plan_digest: of the plan as it was frozen, as it is reckoned today.
    """
    others = tuple(other_versions(manifest.versions, versions()))
    problems = list(found.problems)
    if not others:
        if plan_digest != manifest.plan_digest:
            problems.append("manifest.json: its plan_digest is not that of the plan beside it.")
        problems += forms_amiss(manifest, forms)
    path = folder / _FIGURES
    content = path.read_bytes() if path.is_file() else b""
    then: dict[str, dict[str, Any]] = {}
    if digest_of(content) == manifest.files.get(_FIGURES):
        then = figures_of({_FIGURES: content})
        problems += figures_amiss(then, figures_of(forms))
    return replace(
        found,
        problems=tuple(problems),
        compared="figures" if others else "bytes",
        forms=len(forms),
        figures=len(then),
        versions=others,
    )


def other_versions(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Which versions are others now, in words."""
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name):
            before, after = then.get(name, "not there"), now.get(name, "not there")
            yield f"{name} {before} then, {after} now"


def forms_amiss(manifest: Manifest, forms: Mapping[str, bytes]) -> Iterator[str]:
    """Every form that does not come out as it was published."""
    published = {n: d for n, d in manifest.files.items() if not n.startswith(f"{PLAN}/")}
    for name in sorted({*published, *forms}):
        if name not in forms:
            yield f"{name}: it was published, and is not drawn today."
        elif name not in published:
            yield f"{name}: it is drawn today, and was not published."
        elif digest_of(forms[name]) != published[name]:
            yield f"{name}: drawn anew it comes out otherwise."


def figures_of(forms: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Every figure of a scorecard by its stable name, in words and exactly, with its verdicts.

    Read from the form for machines, as whatever version wrote it.
    """
    if _FIGURES not in forms:
        return {}
    card = json.loads(forms[_FIGURES])
    found: dict[str, dict[str, Any]] = {}
    for section in card.get("sections", ()):
        for row in section.get("rows", ()):
            found[row["id"]] = {name: _word(row.get(name)) for name in _OF_ROWS}
    sections = [section.get("figures", ()) for section in card.get("sections", ())]
    for figures in (*sections, card.get("context", ()), card.get("standards", ())):
        for figure in figures:
            found[figure["id"]] = {name: _word(figure.get(name)) for name in _OF_FIGURES}
    return found


def figures_amiss(
    then: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """Every figure that does not agree."""
    for name in (*then, *(n for n in now if n not in then)):
        before, after = then.get(name), now.get(name)
        if before is None or after is None:
            yield f"{name}: {'it was not published' if before is None else 'it is gone'}."
            continue
        for part in before:
            if not _agrees(before[part], after.get(part)):
                yield (
                    f"{name}: {_IN_WORDS[part]} was {_shown(before[part])}, and is "
                    f"{_shown(after.get(part))}."
                )


def _word(held: Any) -> Any:  # noqa: ANN401  # JSON
    return held.get("word") if isinstance(held, dict) and "word" in held else held


def _agrees(before: Any, after: Any) -> bool:  # noqa: ANN401
    """Whether two values agree; of what both versions say, for a later one may say more."""
    if isinstance(before, dict) and isinstance(after, dict):
        return all(before[key] == after[key] for key in before if key in after)
    return bool(before == after)


def _shown(held: Any) -> str:  # noqa: ANN401
    if held is None:
        return "nothing"
    if isinstance(held, dict):
        return json.dumps(held, ensure_ascii=False)
    return f'"{held}"'
