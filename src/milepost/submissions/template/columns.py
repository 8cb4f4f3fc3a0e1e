"""What never changes with a form's language: its columns, its sheets, and the stamp it bears.

The stamp is one line of text, on every sheet of a workbook and in every row of a CSV, so that a
sheet says what it is after it was renamed, sorted or copied to another workbook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

VERSION: Final = 1
# How numbers are written in every form, whatever its language: Mexico writes 1,767.5 too.
NUMBERS: Final = "1,767.5"

Kind = Literal["metrics", "dimensions", "explanations", "assertions", "instructions", "codes"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)

# What tells a row: locked, but for the day of a measure that is reported as of a date.
MEASURE, PERIOD = "measure", "period"
# What an officer reads before filling a row.
CONTEXT: Final = ("title", "definition", "counts", "unit", "last_four", "target")
# What an officer fills.
VALUES: Final = ("value", "of", "bound", "absence", "reliability", "source", "note")
EXPLANATIONS: Final = ("measure", "why", "action", "by_when")
ASSERTIONS: Final = ("assertion", "statement", "answer", "comment")
# The rows of the sheet of assertions that name the official.
OFFICIAL: Final = ("official-name", "official-title", "official-date")
STAMP_COLUMN: Final = "form"

_BEGINS: Final = "milepost-form"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a form says of itself.

    Attributes:
        version: of the template; None where it cannot be read.
        agency: for whom it was made.
        period: for which period, as it is written.
        kind: which sheet it stands on.
        language: in which its words are.
        numbers: how numbers are written in it.
        plan: a digest of what it says of the agency's measures.
    """

    version: int | None
    agency: str
    period: str
    kind: str
    language: str
    numbers: str
    plan: str

    @classmethod
    def of(cls, agency: str, period: str, kind: Kind, language: str, plan: str) -> Stamp:
        """The stamp of a form that is made now."""
        return cls(VERSION, agency, period, kind, language, NUMBERS, plan)

    def __str__(self) -> str:
        return " | ".join(
            (
                f"{_BEGINS} {self.version}",
                self.agency,
                self.period,
                self.kind,
                self.language,
                f"numbers {self.numbers}",
                f"plan {self.plan}",
            )
        )


def read_stamp(text: str) -> Stamp | None:
    """The stamp that a text is; None where it is none."""
    if not text.startswith(_BEGINS):
        return None
    parts = [part.strip() for part in text.split("|")]
    parts += [""] * (7 - len(parts))
    version = re.fullmatch(rf"{_BEGINS} (\d{{1,6}})", parts[0])
    return Stamp(
        int(version[1]) if version else None,
        parts[1],
        parts[2],
        parts[3],
        parts[4],
        parts[5].removeprefix("numbers").strip(),
        parts[6].removeprefix("plan").strip(),
    )
