"""What both scorecards rest on: every figure is in the index, and every word in the glossary."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from milepost.evaluation.model import NotRated, Outlook, Result
from milepost.plan.audit.model import VERDICTS
from milepost.scorecard.as_json import as_json
from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Cell
from milepost.scorecard.figure_index import FigureEntry
from milepost.scorecard.glossary import JUDGEMENT
from milepost.scorecard.model import Figure, Row
from tests.journey.repository import EXAMPLE, Repository

_CELL = re.compile(
    r"(?P<file>[^:]+\.(?:csv|xlsx)):(?:(?P<line>\d+), cell |(?P<sheet>\w+)!)(?P<cell>[A-Z]+\d+)"
)
_LINE = re.compile(r"(?P<file>\S+\.yaml):(?P<line>\d+):(?P<column>\d+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A scorecard, and the folders in which its figures were written."""

    card: Scorecard
    root: Path
    sent: Path

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.card.sections for row in section.rows]

    @property
    def figures(self) -> list[Figure]:
        beside = [figure for section in self.card.sections for figure in section.figures]
        return [*beside, *self.card.context, *self.card.standards]


@pytest.fixture(params=["real", "made up"])
def shown(
    request: pytest.FixtureRequest, composed_in: Repository, fy2008: Scorecard, fy2009: Scorecard
) -> Shown:
    name, card = (".", fy2008) if request.param == "real" else (EXAMPLE, fy2009)
    return Shown(card, composed_in.root / name, composed_in.submissions(name))


def test_every_published_figure_is_in_the_index_exactly_once(shown: Shown) -> None:
    published = [row.id for row in shown.rows] + [figure.id for figure in shown.figures]
    listed = Counter(
        name
        for entry in shown.card.index
        if entry.what in ("actual", "context", "standard")
        and entry.period in _period_of(shown, entry)
        for name in entry.figures
        if name in published
    )
    assert listed == Counter(published)


def _period_of(shown: Shown, entry: FigureEntry) -> set[str]:
    """The periods for which the rows of an entry are published; a year before is another."""
    names = set(entry.figures)
    return {row.actual_period for row in shown.rows if row.id in names} | {
        figure.period for figure in shown.figures if figure.id in names
    }


def test_the_index_says_the_same_as_the_rows(shown: Shown) -> None:
    entries = [entry for entry in shown.card.index if entry.what != "baseline"]
    for row in shown.rows:
        (actual,) = [
            e
            for e in entries
            if e.what == "actual" and row.id in e.figures and e.period == row.actual_period
        ]
        assert (actual.title, actual.value, actual.exact) == (row.title, row.actual, row.exact)
        (target,) = [e for e in entries if e.what == "target" and row.id in e.figures]
        assert (target.value, target.period) == (row.target, row.target_period)
        if row.baseline:
            (start,) = [e for e in shown.card.index if e.what == "baseline" and row.id in e.figures]
            assert row.baseline == f"{start.value} ({start.period})"
    for figure in shown.figures:
        (listed,) = [e for e in entries if figure.id in e.figures]
        assert (listed.value, listed.exact) == (figure.value, figure.exact)


def test_every_year_before_that_was_reported_is_in_the_index(shown: Shown) -> None:
    listed = {(e.title, e.period, e.value) for e in shown.card.index if e.what == "actual"}
    for row in shown.rows:
        for year in row.years_before:
            if year.exact is not None:
                assert (row.title, year.period, year.actual) in listed


@cache
def _table(path: Path) -> dict[str, str]:
    """Every cell of a file that agencies sent, read without the project's own reader."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return {
                f"{chr(ord('A') + column)}{row}": text
                for row, fields in enumerate(csv.reader(file), start=1)
                for column, text in enumerate(fields)
            }
    sheet = openpyxl.load_workbook(path)["Metrics"]
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {cell.coordinate: str(cell.value) for cell in cells}


def test_every_place_in_the_index_is_there(shown: Shown) -> None:
    found = Counter[str]()
    for entry in shown.card.index:
        assert entry.places, entry
        for place in entry.places:
            if match := _CELL.fullmatch(place):
                table = _table(shown.sent / match["file"])
                row = re.sub("[A-Z]", "", match["cell"])
                # The cell of an absence is empty; its row is not.
                assert table.get(match["cell"]) or table.get(f"A{row}"), place
                found["cell"] += 1
            else:
                line = _LINE.fullmatch(place)
                assert line, place
                text = (shown.root / line["file"]).read_text(encoding="utf-8").splitlines()
                rest = text[int(line["line"]) - 1][int(line["column"]) - 1 :]
                assert rest, place
                if entry.what == "target" and entry.exact is None and entry.value[:1].isdigit():
                    number = re.match(r"[\d,.]+", entry.value)
                    assert number is not None
                    said = number[0].replace(",", "")
                    assert said.split(".")[0] in rest.replace("_", ""), (entry, rest)
                found["line"] += 1
    assert min(found["cell"], found["line"]) > 20


def test_the_glossary_explains_every_word_of_judgement_that_occurs(shown: Shown) -> None:
    explained = {term.word for term in shown.card.glossary}
    for row in shown.rows:
        words = [row.result.word] if row.result else []
        rated = row.rating.word
        if rated.startswith("not rated: "):
            words += ["not rated", rated.removeprefix("not rated: ")]
        elif rated.startswith("indeterminate: "):
            words += ["indeterminate", *rated.removeprefix("indeterminate: ").split(" or ")]
        else:
            words.append(rated)
        assert set(words) <= explained, row.id
    assert shown.card.audit is not None
    audited = {line.verdict.word for line in shown.card.audit.criteria if line.verdict}
    assert audited <= explained


def test_no_word_is_explained_that_does_not_occur(shown: Shown) -> None:
    text = re.sub(r'"glossary": \[.*?\n  \]', "", as_json(shown.card), flags=re.DOTALL).lower()
    for term in shown.card.glossary:
        assert re.search(rf"(?<![\w-]){re.escape(term.word)}", text), term.word


def test_every_word_of_judgement_has_a_meaning() -> None:
    words = {*get_args(Result), *get_args(Outlook), *_flat(NotRated), *VERDICTS, "not rated"}
    assert words <= set(JUDGEMENT)


def _flat(words: object) -> Iterator[str]:
    for word in get_args(words):
        if isinstance(word, str):
            yield word
        else:
            yield from _flat(word)


def test_the_arithmetic_of_rows_and_of_the_worked_example_comes_out(shown: Shown) -> None:
    assert shown.card.worked is not None
    worked = [s.text for s in shown.card.worked.steps if s.title == "Worked out"]
    assert worked
    (row,) = [row for row in shown.rows if row.id == shown.card.worked.row]
    assert [line for line in row.arithmetic if "=" in line] == worked
    reckoned = 0
    for line in [line for row in shown.rows for line in row.arithmetic]:
        if (sum_ := re.search(r"(?:The path asks for|Progress:) (.+) = ([\d.,%-]+)", line)) and (
            "[" not in line and "(…" not in line and "$" not in line
        ):
            left, right = _reckoned(sum_[1]), _reckoned(sum_[2])
            assert abs(left - right) < Fraction(1, 20), line
            reckoned += 1
    assert reckoned >= 4


def _reckoned(text: str) -> Fraction:
    """A sum as it is printed, reckoned here without the project's own arithmetic."""
    text = re.sub(r"\d[\d.]*% \(([\d/]+)\)", r"(\1)", text)  # a fraction stands beside its percent
    text = text.replace(",", "").replace("−", "-").replace("×", "*").replace("÷", "/")
    text = re.sub(r"(\d+(?:\.\d+)?)%", r"(\1/100)", text)
    text = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"Fraction('\1')", text)
    assert re.fullmatch(r"[\sFraction'\d.()+*/-]+", text), text
    found = eval(text, {"Fraction": Fraction})  # noqa: S307  # digits and signs, as just asserted
    assert isinstance(found, Fraction)
    return found


def test_each_number_of_the_worked_example_has_its_place(shown: Shown) -> None:
    assert shown.card.worked is not None
    for step in shown.card.worked.steps:
        if step.title in ("Reported", "Promised", "At the start"):
            assert _CELL.fullmatch(step.place) or _LINE.fullmatch(step.place), step
            assert _digits(step.text), step


def _digits(text: str) -> bool:
    return any(character.isdigit() for character in text)


def test_a_real_measure_is_worked_through_before_an_illustrative_one(shown: Shown) -> None:
    assert shown.card.worked is not None
    real = [row for row in shown.rows if not row.illustrative and row.arithmetic]
    shows_outlook = [r for r in real if any("Progress" in line for line in r.arithmetic)]
    if not shown.card.illustrative and shows_outlook:
        assert not shown.card.worked.illustrative


def test_no_name_of_a_part_a_row_or_a_figure_is_given_twice(shown: Shown) -> None:
    document = shown.card.document()
    names = [part.id for _, part in document.every_part()]
    names += [table.id for _, table in document.every_table()]
    names += [row.id for _, table in document.every_table() for row in table.rows if row.id]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    figures = [cell.figure for cell in _cells(shown.card) if cell.figure]
    assert [name for name, times in Counter(figures).items() if times > 1] == []


def test_every_link_leads_somewhere(shown: Shown) -> None:
    document = shown.card.document()
    named = {part.id for _, part in document.every_part()}
    named |= {row.id for _, table in document.every_table() for row in table.rows}
    named |= {cell.figure for cell in _cells(shown.card)}
    assert {cell.link for cell in _cells(shown.card) if cell.link} <= named


def _cells(card: Scorecard) -> Iterator[Cell]:
    for _, table in card.document().every_table():
        for row in table.rows:
            yield from row.cells


def test_every_row_of_a_table_has_a_cell_for_each_column(shown: Shown) -> None:
    for _, table in shown.card.document().every_table():
        assert {len(row.cells) for row in table.rows} <= {len(table.columns)}, table.id


def test_every_figure_has_a_line_on_its_quality_beside_it(shown: Shown) -> None:
    assert shown.card.quality is not None
    measures = {measure.measure for measure in shown.card.quality.measures}
    assert {row.measure for row in shown.rows} <= measures
    for row in shown.rows:
        # Of a sum that lacks a part it says which part; of what nobody reported, nothing.
        if row.exact is not None:
            assert " old; " in row.quality or "ended on that day" in row.quality, row.id
            assert "reliab" in row.quality, row.id
    for figure in (f for section in shown.card.sections for f in section.figures):
        assert bool(figure.quality) >= (figure.exact is not None), figure.id
