"""The documents that are generated: ``python -m tests.documents`` writes them again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from milepost.scorecard.vocabulary import sentences, side_by_side, what_they_say
from milepost.submissions.checks import CHECKS
from milepost.workspace import Workspace
from tests.catalogue import FOLDER, TOO_LARGE, Case, cases

DOCS: Final = Path(__file__).parents[1] / "docs"
PROBLEMS: Final = DOCS / "problems.md"
INTAKE: Final = DOCS / "checks.md"
VOCABULARIES: Final = DOCS / "vocabularies.md"
_MOST_LINES: Final = 20

_INTRODUCTION: Final = """\
# Problems

Every problem that Milepost can find in a plan (P…) or in what agencies send (S…), with the smallest
input that causes it and the text that is printed. Codes are stable: a code keeps its meaning, and
one that is given up is not used again.

The inputs are in `tests/problems`, and are read beside the plan in `tests/problems/base`. This page
is generated from them: `make documents`.
"""


_CHECKS: Final = """\
# Checks

What is checked of every file that an agency sends, in this order, once its rows can be read. An
error takes the row out, a warning marks it; "either" depends on whether the plan admits another
reading. What another file said never takes a row out. The plan turns a check off for a measure by
a public waiver, all but S201. This page is generated from the list at the foot of
`src/milepost/submissions/checks.py`: `make documents`. Examples of each are in
[problems.md](problems.md).

| code | severity | looks at | what must hold |
|---|---|---|---|
"""


_OTHER_WORDS: Final = """\
# The same ratings in other words

An office, an auditor or a ministry has words of its own for how a promise stands. A plan holds
them as tables (`vocabularies`), and `strategy: {vocabulary: gao}` chooses one for its editions:
every row of `milepost evaluate` and of the scorecard then carries their word beside ours, as text,
HTML, JSON and CSV. Nothing is judged by it, and no word is put in where a table has none.

An empty cell says that they have no word for it. None of them has a word for every way in which a
figure can be missing. Where two of our words have one word there, a reader of that word cannot
tell which was meant; where a value may lie on either side of a threshold and both outlooks are one
word there, that word is printed, for it holds whichever is true. Each edition says this of itself,
under “what these words cannot say”: our words that occur in it and have no word there, those that
share one there, and what the plan declares under `cannot_say`.

This page is generated from `strategy/vocabularies.yaml`: `make documents`.

"""


def vocabularies_page() -> str:
    """The plan's vocabularies side by side, and what each cannot say."""
    plan = Workspace(DOCS.parent).plan.plan
    assert plan is not None
    rows = [f"| {' | '.join(cells)} |" for cells in side_by_side(plan.vocabularies)]
    divided = "|---" * (len(plan.vocabularies) + 1) + "|"
    lines = [_OTHER_WORDS + "\n".join([rows[0], divided, *rows[1:]]) + "\n"]
    for vocabulary in plan.vocabularies:
        lines.append(f"## {vocabulary.title}\n\n`{vocabulary.id}`. {vocabulary.source}.\n")
        said = sentences(what_they_say(vocabulary))
        lines.extend(f"- {sentence}" for sentence in said)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def checks_page() -> str:
    """The page of all checks, a row a check."""
    rows = []
    for check in CHECKS:
        what = (check.judge.__doc__ or "").splitlines()[0]
        rows.append(f"| {check.code} | {check.severity} | {check.looks_at} | {what} |")
    return _CHECKS + "\n".join(rows) + "\n"


def problems_page() -> str:
    """The page of all problems, a section a code."""
    lines = [_INTRODUCTION]
    for code, group in groupby(cases(), key=lambda case: case.code):
        lines.append(f"## {code}\n")
        for case in group:
            lines.extend(_entry(case))
    return "\n".join(lines)


def _entry(case: Case) -> Iterator[str]:
    yield f"### {case.code}: {case.title}\n"
    if case.name in TOO_LARGE:
        yield "The input is too large to be kept; a test makes it.\n"
    for file in case.inputs():
        name = file.relative_to(FOLDER / case.name).as_posix()
        shown = _shown(file)
        without = "it is empty" if not file.read_bytes().strip() else "see it there"
        yield f"`{name}`:\n\n{shown}" if shown else f"`{name}`: {without}.\n"
    yield _fenced(case.expected.read_text(encoding="utf-8"), "text")


def _shown(file: Path) -> str:
    """The text of a file that is short, and is text."""
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""
    printable = all(c.isprintable() or c in "\n\t" for c in text)
    if not printable or not text.strip() or text.count("\n") >= _MOST_LINES:
        return ""
    return _fenced(text, file.suffix.removeprefix("."))


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


if __name__ == "__main__":
    PROBLEMS.write_text(problems_page(), encoding="utf-8")
    INTAKE.write_text(checks_page(), encoding="utf-8")
    VOCABULARIES.write_text(vocabularies_page(), encoding="utf-8")
