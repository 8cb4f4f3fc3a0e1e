"""Problems within what is written for machines."""

from __future__ import annotations

from dataclasses import dataclass

from milepost.sources import Problem, Severity


@dataclass(frozen=True, slots=True)
class ProblemTold:
    """A problem, as docs/schemas/problems.schema.json has it.

    Attributes:
        file: the file.
        line: line from 1; null for a whole file or a workbook.
        column: column from 1; null where the whole line is meant.
        sheet: sheet of a workbook, else null.
        cell: cell of a sheet or of a table in CSV, such as D14, else null.
        severity: an error takes the thing out, a warning marks it.
        code: stable code.
        message: what is wrong, with the offending text.
        remedy: what to write instead.
    """

    file: str
    line: int | None
    column: int | None
    sheet: str | None
    cell: str | None
    severity: Severity
    code: str
    message: str
    remedy: str


def told(problem: Problem) -> ProblemTold:
    """The problem, part by part."""
    at = problem.place
    return ProblemTold(
        at.file,
        at.line or None,
        at.column or None,
        at.sheet or None,
        at.cell or None,
        problem.severity,
        problem.code,
        problem.message,
        problem.remedy,
    )
