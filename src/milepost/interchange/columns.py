"""The columns of a spreadsheet of measures: as we write them, and by what other names they go.

Offices name the same column in many ways. A heading is matched without regard to capitals, signs
and spaces. Where a name only often means a column, what is read from it is marked for a person to
check; where it is close to one, that is said and nothing is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from milepost.interchange.periods_in_sheets import read_period
from milepost.sources import did_you_mean
from milepost.submissions.cells import Row

READ_ONLY: Final = "(read only)"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: what it fills.
        heading: as we write it.
        also: other names for it.
        loosely: names that often mean it, so that a person should look.
        width: of the column we write, in characters.
    """

    key: str
    heading: str
    also: tuple[str, ...] = ()
    loosely: tuple[str, ...] = ()
    width: int = 16


COLUMNS: Final = (
    Column(
        "id", "Measure ID",
        ("id", "measure no", "measure number", "no", "number", "ref", "reference", "code",
         "indicator id", "kpi id", "metric id", "identifier"),
        width=28,
    ),
    Column(
        "title", "Measure",
        ("title", "performance measure", "performance measures", "indicator", "kpi", "metric",
         "performance indicator", "key performance indicator", "measure title", "measure name",
         "name", "name of measure", "indicator name"),
        width=34,
    ),
    Column(
        "definition", "Definition",
        ("description", "measure definition", "measure description", "what is counted",
         "what is measured", "operational definition", "explanation"),
        width=48,
    ),
    Column(
        "objective", "Objective",
        ("objective id", "objectives", "strategic objective", "performance objective"),
        ("goal", "strategic goal"),
        width=26,
    ),
    Column("objective_title", "Objective title", ("title of objective", "objective name"), (), 30),
    Column(
        "unit", "Unit",
        ("unit of measure", "units", "unit of measurement", "measurement unit", "counted in"),
        width=12,
    ),
    Column(
        "kind", "Kind",
        ("type", "type of measure", "measure type", "kind of measure", "indicator type"),
        ("category", "level"),
        width=11,
    ),
    Column(
        "direction", "Direction",
        ("desired direction", "direction of improvement", "desired trend", "polarity", "better",
         "which way is better", "direction of change"),
        ("trend",),
        width=11,
    ),
    Column(
        "frequency", "Frequency",
        ("reporting frequency", "how often", "periodicity", "frequency of reporting",
         "collection frequency"),
        width=11,
    ),
    Column(
        "agencies", "Agencies",
        ("agency", "reporting agency", "reporting agencies", "responsible agency",
         "responsible agencies", "reported by", "data provider", "who reports"),
        ("lead agency", "lead", "owner", "office", "responsible office", "department",
         "organization", "responsible"),
        width=16,
    ),
    Column("baseline", "Baseline", ("baseline value", "starting value"), width=12),
    Column(
        "baseline_period", "Baseline period",
        ("baseline year", "baseline date", "base year", "year of baseline"), width=11,
    ),
    Column("baseline_source", "Baseline source", ("source of baseline",), width=24),
    Column("target", "Target", ("target value", "targets"), ("goal value",)),
    Column(
        "target_period", "Target period",
        ("target year", "target date", "year of target", "due", "due date", "by when"),
    ),
    Column("other_targets", "Other targets", ("further targets",), width=30),
    Column(
        "target_rationale", "Target rationale",
        ("rationale", "rationale for target", "reason for target", "target justification"),
        width=40,
    ),
    Column("target_source", "Target source", ("source of target",), width=26),
    Column("target_marks", "Target marks", width=18),
    Column(
        "source", "Source", ("data source", "source of data", "data sources", "sources"), width=28,
    ),
    Column(
        "method", "Method",
        ("methodology", "collection method", "data collection", "data collection method",
         "calculation", "how computed"),
        width=32,
    ),
    Column(
        "verification", "Verification",
        ("verification and validation", "data verification", "data quality", "validation", "v v"),
        width=32,
    ),
    Column("required_accuracy", "Required accuracy", ("accuracy", "level of accuracy"), width=20),
    Column(
        "limitations", "Limitations",
        ("limitation", "data limitations", "caveats", "known limitations"), width=50,
    ),
    Column(
        "compensation", "What makes up for them",
        ("compensation", "compensation for limitations", "compensated by", "mitigation"), width=32,
    ),
    Column("reliability", "Reliability", ("data reliability", "reliability rating"), width=30),
    Column("sensitivity", "Sensitivity", ("classification", "sensitivity label", "marking")),
    Column(
        "smallest_shown", "Smallest shown", ("small cells", "suppression threshold"), width=9
    ),
    Column("critical", "Critical", ("is critical", "critical measure"), width=9),
    Column("weight", "Weight", ("weighting",), width=8),
    Column("illustrative", "Illustrative", ("made up",), width=14),
    Column("quantity", "Quantity", ("behaviour in time", "data type", "flow or stock"), width=10),
    Column("basis", "Basis", ("year basis", "type of year", "year type", "counted by"), width=9),
    Column("reporting_lag", "Reporting lag", ("lag", "data lag"), width=11),
    Column("combine_agencies", "Agencies together", ("agencies combined",), width=11),
    Column("combine_periods", "Quarters together", ("quarters combined",), width=11),
    Column("ratio", "Ratio", ("numerator denominator", "computed as ratio"), width=28),
    Column("mixed_bases", "Why years may be mixed", width=28),
    Column("formula", "Formula", ("computed from",), width=24),
    Column("dimensions", "Dimensions", ("divided by", "breakdown", "disaggregation"), width=16),
    Column("decimals", "Decimals", ("decimal places",), width=9),
    Column("about_within", "About reaches", width=9),
    Column("plausible", "Plausible bounds", ("plausible", "plausible range"), width=20),
    Column("path", "Path", ("path to target",), width=9),
    Column("profile", "Season", ("seasonal profile", "profile"), width=14),
    Column("overlaps", "Overlaps", ("double counting",), width=30),
    Column("series_breaks", "Series breaks", ("breaks in series",), width=30),
    Column("roles", "Roles", width=30),
    Column("rules", f"Rules {READ_ONLY}", ("rules",), width=50),
    Column("written", f"Written at {READ_ONLY}", ("written at",), width=30),
)  # fmt: skip

# A table of measures says at least which measures, and one of these of each.
_TELLING: Final = {
    "definition", "unit", "kind", "direction", "frequency", "baseline", "target", "quantity",
}  # fmt: skip
_TARGET: Final = re.compile(r"\btargets?\b")
_BASELINE: Final = re.compile(r"\bbase ?line\b")
_SIGNS: Final = {"#": "no", "№": "no", "n°": "no", "nº": "no"}


def plainly(text: str) -> str:
    """A text without capitals, signs and doubled spaces, to be compared."""
    text = unicodedata.normalize("NFKC", text).casefold().strip()
    text = _SIGNS.get(text, text).replace("&", " and ")
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


_BY_NAME: Final = {
    plainly(name): (column.key, name in column.loosely)
    for column in COLUMNS
    for name in (column.heading, *column.also, *column.loosely)
}
HEADING_OF: Final = {column.key: column.heading for column in COLUMNS}


@dataclass(slots=True)
class Headings:
    """What the columns of a table hold.

    Attributes:
        row: the row with the names of the columns.
        columns: the position of each known column, by key.
        loosely: known columns whose name only often means it, with that name.
        targets: the positions of columns that hold the targets of a period, with its name.
        baselines: the same of baselines.
        others: the positions of columns that are not known, with their names.
    """

    row: Row
    columns: dict[str, int] = field(default_factory=dict)
    loosely: dict[str, str] = field(default_factory=dict)
    targets: list[tuple[int, str]] = field(default_factory=list)
    baselines: list[tuple[int, str]] = field(default_factory=list)
    others: dict[int, str] = field(default_factory=dict)

    @property
    def found(self) -> int:
        """How many columns are known."""
        return len(self.columns) + len(self.targets) + len(self.baselines)

    @property
    def is_of_measures(self) -> bool:
        """Whether it is the head of a table of measures."""
        named = {"id", "title"} & set(self.columns)
        telling = self.targets or self.baselines or _TELLING & set(self.columns)
        least = 3
        return bool(named and telling) and self.found >= least

    def unknown(self) -> Iterator[str]:
        """A sentence for each column that the plan has no place for."""
        known = [column.heading for column in COLUMNS]
        for name in self.others.values():
            guess = "" if plainly(name) in _BY_NAME else did_you_mean(name, known)
            yield (
                f'the column "{name}" fills nothing of a measure.{guess} What it holds is kept in '
                "a comment above each measure."
            )


def read_headings(row: Row) -> Headings:
    """What each cell of a row would mean as the name of a column."""
    found = Headings(row)
    for index, cell in enumerate(row.cells):
        text = " ".join(cell.text.split())
        if not text:
            continue
        key, is_loose = _known(text)
        if key and key not in found.columns:
            found.columns[key] = index
            if is_loose:
                found.loosely[key] = text
        elif not key and _is_new(period := _period_in(text, _TARGET), found.targets):
            found.targets.append((index, period))
        elif not key and _is_new(period := _period_in(text, _BASELINE), found.baselines):
            found.baselines.append((index, period))
        else:
            found.others[index] = text
    _prefer_exact_names(found)
    return found


def _known(text: str) -> tuple[str, bool]:
    """The key of a heading; with what stands in brackets left out where it must be."""
    for name in (text, re.sub(r"\([^()]*\)|\[[^][]*\]", " ", text)):
        if plain := _BY_NAME.get(plainly(name)):
            if name is not text and read_period(_within_brackets(text)) is not None:
                return "", False
            return plain
    return "", False


def _within_brackets(text: str) -> str:
    found = re.search(r"[(\[]([^()\[\]]*)[)\]]", text)
    return found[1] if found else ""


def _period_in(text: str, word: re.Pattern[str]) -> str:
    """The period in a heading such as "FY2010 target"; empty where it has none."""
    plain = re.sub(r"[()\[\]:,]", " ", text)
    rest, count = re.subn(word.pattern, " ", plain, count=1, flags=re.IGNORECASE)
    rest = " ".join(re.sub(r"\b(?:for|by|in|value)\b", " ", rest, flags=re.IGNORECASE).split())
    rest = rest.strip("- \N{EN DASH}\N{EM DASH}")
    return rest if count and read_period(rest) is not None else ""


def _is_new(period: str, found: Sequence[tuple[int, str]]) -> bool:
    """Whether a heading names a period, and no column before it the same."""
    said = read_period(period)
    return said is not None and all(read_period(name) != said for _, name in found)


def _prefer_exact_names(found: Headings) -> None:
    """A column that is named outright is taken before one whose name only often means it."""
    for key in list(found.loosely):
        for index, text in found.others.items():
            if _known(text) == (key, False):
                found.others[found.columns[key]] = found.loosely.pop(key)
                found.columns[key] = index
                del found.others[index]
                break


def find_headings(rows: Sequence[Row]) -> tuple[Headings, int] | None:
    """The head of the table among its first rows, and its position; None where there is none."""
    looked_at = 25
    heads = [(read_headings(row), i) for i, row in enumerate(rows[:looked_at])]
    heads = [(head, i) for head, i in heads if head.is_of_measures]
    return max(heads, key=lambda found: (found[0].found, -found[1]), default=None)
