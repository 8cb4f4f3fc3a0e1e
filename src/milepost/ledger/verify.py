"""Whether a ledger is what it was: the chain, the digests, what lies beside the chain, receipts.

A chain that was rebuilt from its beginning fits together again. What gives it away is any hash kept
outside the office: on a receipt an agency has filed, or in a published edition.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from milepost.ledger import chain
from milepost.ledger.receipts import Claim
from milepost.ledger.store import Ledger


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


def verify(ledger: Ledger) -> Verification:
    """Recompute the chain and the digests."""
    with ledger.looked_into() as reader:
        entries = list(reader.entries())
        broken = chain.breaks(entries)
        broken += [
            f"the bytes kept as {digest} are not the bytes that came."
            for digest, content in reader.digests()
            if hashlib.sha256(content).hexdigest() != digest
        ]
        broken += reader.unbound()
        destroyed = sum(1 for entry, _ in entries if entry.kind == "destruction")
        return Verification(len(entries), reader.head(), tuple(broken), destroyed)


def verify_claim(ledger: Ledger, claim: Claim) -> tuple[str, ...]:
    """What a receipt says that this ledger does not hold; nothing where it holds all of it."""
    with ledger.looked_into() as reader:
        entries = [entry for entry, _ in reader.entries()]
        submissions = {s.number: s for s in reader.submissions()}
    at = {entry.hash: entry.position for entry in entries}
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
    if claim.head not in at:
        found.append(
            f"no entry of this chain has the hash {claim.head}: the chain was rebuilt after the "
            "receipt was written, or the receipt is from another ledger."
        )
    elif submission is not None and received.get(claim.number, 0) > at[claim.head]:
        found.append(f"submission {claim.number} was entered after the head on the receipt.")
    return tuple(found)
