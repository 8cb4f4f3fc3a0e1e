"""Whether a ledger is what it was: the chain, the digests, what lies beside the chain, receipts.

A chain that was rebuilt from its beginning fits together again. What gives it away is any hash kept
outside the office: on a receipt an agency has filed, or in a published edition.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

from milepost.ledger import chain, rows
from milepost.ledger.reader import Reader
from milepost.ledger.receipts import Claim, words_of
from milepost.ledger.store import Ledger
from milepost.ledger.verify_store import amiss_in_store, rows_read_again
from milepost.submissions.extracts import Store
from milepost.submissions.model import Reading, Submission


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of looking a ledger through.

    Attributes:
        entries: how many entries the chain has.
        head: the hash of the newest one.
        broken: what does not hold, in order of the entries; nothing where it is whole.
        destroyed: how many files' bytes were destroyed by order.
    """

    entries: int
    head: str
    broken: tuple[str, ...]
    destroyed: int = 0


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of reading every file's bytes once more.

    Attributes:
        same: how many say what the ledger holds of them.
        earlier_plan: how many were read under an earlier plan and say something else under this
            one; they are not compared.
        by_versions: what another version of Milepost read differently, which is no tampering.
        broken: what does not follow from the bytes.
        destroyed: how many cannot be read again, because their bytes were destroyed by order.
        waiting: how many were never read.
    """

    same: int = 0
    earlier_plan: int = 0
    by_versions: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    destroyed: int = 0
    waiting: int = 0


def verify(ledger: Ledger, store: Store | None = None) -> Verification:
    """Recompute the chain and the digests, those of the files of extracts in the store too."""
    with ledger.looked_into() as reader:
        return verified(reader, store)


def verified(reader: Reader, store: Store | None = None) -> Verification:
    """The same within one view of a ledger."""
    came = reader.first_received()
    found = list(chain.breaks(reader.entries()))
    for digest, content in reader.digests():
        if hashlib.sha256(content).hexdigest() != digest:
            entry = came.get(digest)
            name = f"{entry.name}: " if entry else ""
            said = f"{name}the bytes kept as {digest} are not the bytes that came."
            found.append((entry.position if entry else 0, said))
    found += reader.unbound()
    if store is not None:
        found += amiss_in_store(reader, store)
    # In order of the entries; what has none comes last.
    found.sort(key=lambda broken: (broken[0] == 0, broken[0]))
    return Verification(
        reader.length(), reader.head(), tuple(said for _, said in found), reader.orders()
    )


def read_again(
    ledger: Ledger,
    plan_digest: str,
    read: Callable[[Submission, bytes], Reading],
) -> Reread:
    """Recompute the observations from the bytes, and compare them with what was recorded.

    Args:
        ledger: the ledger.
        plan_digest: the plan by which ``read`` reads.
        read: today's reader.
    """
    with ledger.looked_into() as reader:
        submissions, last = reader.submissions(), reader.last_readings()
        delivered = {d.submission.number: d.stored for d in reader.deliveries()}
    counts: Counter[str] = Counter()
    by_versions, broken = [], []
    for submission in submissions:
        held = last.get(submission.number)
        content = ledger.content(submission.number)
        if held is None or content is None:
            counts["destroyed" if content is None else "waiting"] += 1
            continue
        if submission.extract:
            stored = delivered.get(submission.number)
            told = rows_read_again(submission, stored, read(submission, content))
            if told and held.plan_digest != plan_digest:
                counts["earlier_plan"] += 1
            elif told:
                broken.append(told)
            else:
                counts["same"] += 1
            continue
        now = [
            chain.bound_row("observations", i, rows.observation_values(observation))[0]
            for i, observation in enumerate(read(submission, content).observations, start=1)
        ]
        with ledger.looked_into() as reader:
            then = reader.observation_values(held.number)
        if now == then:
            counts["same"] += 1
        elif held.plan_digest != plan_digest:
            counts["earlier_plan"] += 1
        else:
            name = f"reading {held.number} of submission {submission.number} ({submission.name})"
            if held.version != ledger.version:
                by_versions.append(f"{name} {_read_differently(then, now, held.version)}")
            else:
                broken.append(f"{name} does not follow from the bytes: {_first(then, now)}")
    return Reread(
        counts["same"],
        counts["earlier_plan"],
        tuple(by_versions),
        tuple(broken),
        counts["destroyed"],
        counts["waiting"],
    )


def _read_differently(then: list[rows.Values], now: list[rows.Values], version: str) -> str:
    by = f"version {version}" if version else "the first version"
    return f"was read differently by {by}: {_first(then, now)}"


def _first(then: list[rows.Values], now: list[rows.Values]) -> str:
    """The first observation in which two readings differ, in a few words."""
    for held, read in zip_longest(then, now):
        if held != read:
            return f"recorded {_words(held)}, read today {_words(read)}."
    return ""


def _words(values: rows.Values | None) -> str:
    if values is None:
        return "nothing"
    o = rows.observation_of(values)
    said = str(o.absence)
    if o.stated:
        said = f"{o.stated.bound} {o.stated.number}{o.stated.error_in_words}"
    if o.whole is not None:
        said += f" of {o.whole}"
    return f"{o.measure} {o.period} {said.removeprefix('exact ')} ({o.value_place})"


def verify_claim(ledger: Ledger, claim: Claim) -> tuple[str, ...]:
    """What a receipt says that this ledger does not hold; nothing where it holds all of it."""
    with ledger.looked_into() as reader:
        entries = reader.links()
        submissions = {s.number: s for s in reader.submissions()}
        at = {entry.hash: entry.position for entry in entries}
        accepted = reader.accepted_by(claim.number, at.get(claim.head, 0))
    received = {e.number: e.position for e in entries if e.kind == "submission"}
    submission = submissions.get(claim.number)
    found: list[str] = []
    if submission is None:
        found.append(f"no submission {claim.number} is in this ledger.")
    elif submission.digest != claim.digest:
        found.append(
            f"submission {claim.number} has the digest {submission.digest} here, and "
            f"{claim.digest} on the receipt: another file stands in its place."
        )
    elif claim.words and claim.words != (held := " ".join(words_of(submission).split())):
        found.append(f'the receipt says "{claim.words}"; the ledger has it as "{held}".')
    if claim.head not in at:
        found.append(
            f"no entry of this chain has the hash {claim.head}: the chain was rebuilt after the "
            "receipt was written, or the receipt is from another ledger."
        )
    elif submission is not None and received.get(claim.number, 0) > at[claim.head]:
        found.append(f"submission {claim.number} was entered after the head on the receipt.")
    elif claim.accepted not in {None, accepted}:
        found.append(
            f"the receipt says that {claim.accepted} rows were accepted; by its head it was "
            f"{accepted}."
        )
    return tuple(found)
