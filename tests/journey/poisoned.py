"""A copy of the examples in which every text that anybody may write is hostile."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any, Final

import yaml

from milepost.periods import parse_period
from milepost.submissions.model import ASSERTIONS, Assertion, Explanation, Reading
from milepost.workspace import Workspace
from tests.journey.repository import EXAMPLE, HANDED_IN, Repository, copy_to

# What each stretch is meant for: a spreadsheet, a browser, a template, a link, XML, an attribute,
# a style, a script, Typst, PDF, a table of text, and the order of letters.
STRETCHES: Final = (
    "=1+1", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}{% raw %}${7*7}",
    "javascript:alert(1)", "]]>-->", "' onload='alert(1)\" onload=\"alert(1)", "</style></title>",
    "&lt;b&gt;&amp;", '#panic("x") $x$ #read("/etc/passwd")', "%PDF-1.7 (a) << /S >>", 'a,b;"c"|d',
    "\u202eevil\u202c", "\u05e9\u05dc\u05d5\u05dd", "\U0001f600\u200d\U0001f4bb",
)  # fmt: skip
HOSTILE: Final = " ".join(STRETCHES)
LONG: Final = "W" * 10_000
# No plan and no table of an agency may hold these; what is said on the command line can.
CONTROLS: Final = "bell \x07 escape \x1b[31m half \udc80 end"
# Every word of the plan under which people write what they like.
_FREE: Final = frozenset((
    "source", "title", "limitations", "statement", "definition", "authority", "purpose",
    "rationale", "method", "name", "mandate", "note", "evidence", "verification", "effect",
    "caveat", "open_issues", "when", "compensated_by", "owner", "response", "applies_to",
    "computed_by", "cannot_say", "statutory_basis", "reason", "result", "reports",
    "mixed_bases", "required_accuracy", "improvements", "unit", "approved_by", "gap",
    "progress", "late_procedure",
))  # fmt: skip
# What the plan reads itself; and what names an agency, where it is one.
_READ: Final = frozenset(("percent", "USD", "per 100,000"))


def poisoned(folder: Path) -> Repository:
    """The copy, handed in, reviewed and certified, with hostile words wherever words are free."""
    repository = copy_to(folder)
    for path in sorted(folder.rglob("*.yaml")):
        if path.name != "milepost.yaml":
            read = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # texts
            written = yaml.safe_dump(_in_all(read, ""), allow_unicode=True, sort_keys=False)
            path.write_text(written, encoding="utf-8")
    for path in sorted(repository.submissions(EXAMPLE).rglob("*.csv")):
        _in_notes(path)
    with repository.workspace(EXAMPLE) as workspace:
        for day, pattern in HANDED_IN[EXAMPLE]:
            files = [str(folder / file) for file in repository.files(pattern)]
            for _ in workspace.submit(files, dt.date.fromisoformat(day)):
                pass
        _say(workspace)
    return repository


def _in_all(value: Any, word: str) -> Any:  # noqa: ANN401  # whatever YAML holds
    if isinstance(value, dict):
        return {key: _in_all(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_all(inner, word) for inner in value]
    is_name = word in ("method", "owner") and " " not in value  # of a method, of an agency
    if word not in _FREE or value in _READ or is_name:
        return value
    return f"{HOSTILE} {value}" + (f" {LONG}" if word == "verification" else "")


def _in_notes(path: Path) -> None:
    """Hostile words in the notes and sources of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        said = HOSTILE.replace("\u202e", "").replace("\u202c", "")  # refused there
        writer.writerows(row | {"source": said, "note": f"{said}\n{said}"} for row in rows)


def _say(workspace: Workspace) -> None:
    """What agencies and the office say of results, and who stands for a file."""
    year, day = parse_period("FY2009"), dt.date(2009, 10, 20)
    said, by = f"{HOSTILE} {CONTROLS}", f"{HOSTILE} {CONTROLS}"
    for kind in ("reply", "narrative"):
        workspace.say(kind, "ATF", "cases-initiated", year, said, by, day)
    ledger = workspace.ledger
    for number, (observations, rejections) in sorted(ledger.findings().items()):
        if not observations:
            continue
        sent, first = ledger.submission(number), observations[0]
        told = Explanation(sent.agency, first.measure, first.period, said, said, said, first.place)
        made = tuple(Assertion(name, False, said, first.place) for name in ASSERTIONS)  # noqa: FBT003
        ledger.add_reading(
            number,
            "the plan",
            Reading(
                tuple(observations), tuple(rejections), (), len(observations),
                explanations=(told,), assertions=made, certified_by=by,
            ),
        )  # fmt: skip
