"""Records submissions one after the other: ``python -m tests.ledger.writer URL AGENCY COUNT``.

Each is said on the output once both it and its reading are recorded.
"""

from __future__ import annotations

import sys

from milepost.ledger.store import Ledger
from tests.ledger.said import JANUARY, Q1, observed, reading


def main(url: str, agency: str, count: int) -> None:
    ledger = Ledger(url)
    for i in range(count):
        content = f"{agency},{i}\n".encode() * 500
        submission, _ = ledger.receive(content, f"{agency}.csv", agency, Q1, JANUARY)
        rows = (observed(i, f"measure-{n}", agency=agency, row=n) for n in range(1, 4))
        ledger.add_reading(submission.number, "plan", reading(*rows))
        sys.stdout.write(f"{submission.number} {agency} {submission.digest}\n")
        sys.stdout.flush()
    ledger.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
