"""Every number of a scorecard leads back to a cell, and the cell holds that number."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_from_string

from milepost.periods import parse_period
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Exact, Figure, Row
from milepost.scorecard.way_back import Step, as_text
from milepost.workspace import Workspace
from tests.journey.repository import DRAWN, EXAMPLE, ROOT, Repository

_PLACE = re.compile(
    r"(?P<file>[^:]+\.(?:csv|xlsx)):(?:(?P<line>\d+), cell |(?P<sheet>\w+)!)(?P<cell>[A-Z]+\d+)"
)
_LEAF = re.compile(
    r"(?P<agency>[A-Z-]+), (?P<measure>[a-z0-9-]+), (?P<period>\S+): (?P<value>.+?)\. "
    r"(?P<place>\S+\.(?:csv:\d+, cell|xlsx:Metrics!)\s?[A-Z]+\d+), submission \d+, received "
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LINE = re.compile(r"(?P<file>\S+\.yaml):(?P<line>\d+):(?P<column>\d+)")


@dataclass(frozen=True, slots=True)
class Leaf:
    """What an explanation says an agency reported, and where."""

    agency: str
    measure: str
    period: str
    value: str
    place: str

    @property
    def numbers(self) -> list[Fraction]:
        return _numbers(self.value)


def _numbers(text: str) -> list[Fraction]:
    return [Fraction(Decimal(n.replace(",", ""))) for n in _NUMBER.findall(text)]


@cache
def _table(path: Path) -> Mapping[str, str]:
    """Every cell of a file by its coordinate, read without the project's own reader."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return {
                f"{chr(ord('A') + column)}{row}": text
                for row, fields in enumerate(csv.reader(file), start=1)
                for column, text in enumerate(fields)
            }
    sheet = openpyxl.load_workbook(path)["Metrics"]
    return {
        cell.coordinate: _as_seen(cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _as_seen(value: object, number_format: str) -> str:
    """What a reader sees in the cell: 0.7 in a cell of percentages is 70%."""
    if "%" in number_format and isinstance(value, int | float):
        return f"{round(value * 100, 6):g}%"
    return str(value)


def _steps(step: Step) -> Iterator[Step]:
    yield step
    for below in step.below:
        yield from _steps(below)


def _leaves(step: Step) -> list[Leaf]:
    found = []
    for each in _steps(step):
        if _PLACE.fullmatch(each.place):
            match = _LEAF.match(each.text)
            assert match, each.text
            assert match["place"] == each.place
            found.append(Leaf(**match.groupdict()))
    return found


class Trail:
    """The explanations of one scorecard, each walked once."""

    def __init__(self, repository: Repository, name: str, card: Scorecard) -> None:
        self.card = card
        self.folder = repository.submissions(name)
        self.root = repository.root / name
        period, as_of = DRAWN[name]
        workspace: Workspace = repository.workspace(name)
        measures = {row.measure for s in card.sections for row in s.rows}
        measures |= {figure.id.split("/")[1] for s in card.sections for figure in s.figures}
        self.steps = {
            measure: workspace.explain(measure, parse_period(period), dt.date.fromisoformat(as_of))
            for measure in sorted(measures)
        }
        workspace.ledger.close()

    def of_row(self, row: Row) -> Step:
        head = f"{row.agency}, {row.actual_period}: {row.actual}"
        return next(s for s in self.steps[row.measure].below if s.text == head)

    def of_figure(self, figure: Figure) -> Step:
        measure = figure.id.split("/")[1]
        heads = (
            f"{figure.owner}, {measure}, {figure.period}: {figure.value}",
            f"{figure.owner}, {figure.period}: {figure.value}",
        )
        # What one agency reported is stated as it stands in the cell, without its unit's sign.
        bare = f"{figure.owner}, {measure}, {figure.period}: "
        return next(
            s
            for s in _steps(self.steps[measure])
            if s.text in heads
            or s.text.startswith(f"{heads[0]}, by the rule")
            or (s.text.startswith(bare) and _PLACE.fullmatch(s.place))
        )

    def cell(self, place: str) -> str:
        """What stands in the cell of a place, in the file as the agency sent it."""
        match = _PLACE.fullmatch(place)
        assert match, place
        if match["line"]:
            lines = (self.folder / match["file"]).read_text(encoding="utf-8").splitlines()
            assert lines[int(match["line"]) - 1].strip()
        return _table(self.folder / match["file"]).get(match["cell"], "")

    def row_of(self, place: str) -> dict[str, str]:
        """The row in which a cell stands, by the names in the head of the table."""
        match = _PLACE.fullmatch(place)
        assert match, place
        table = _table(self.folder / match["file"])
        _, row = coordinate_from_string(match["cell"])
        return {table[f"{c}1"]: table.get(f"{c}{row}", "") for c in "ABCDEFGHI"}


@pytest.fixture(scope="module")
def real(composed_in: Repository, fy2008: Scorecard) -> Trail:
    return Trail(composed_in, ".", fy2008)


@pytest.fixture(scope="module")
def made_up(composed_in: Repository, fy2009: Scorecard) -> Trail:
    return Trail(composed_in, EXAMPLE, fy2009)


@pytest.fixture(params=["real", "made_up"])
def trail(request: pytest.FixtureRequest) -> Trail:
    found: Trail = request.getfixturevalue(request.param)
    return found


def test_every_cell_an_explanation_names_holds_the_number_it_states(trail: Trail) -> None:
    leaves = [leaf for step in trail.steps.values() for leaf in _leaves(step)]
    assert len(leaves) > 50
    for leaf in leaves:
        row = trail.row_of(leaf.place)
        assert (row["agency"], row["measure"], row["period"]) == (
            leaf.agency,
            leaf.measure,
            leaf.period,
        )
        cell = trail.cell(leaf.place)
        if row["absence"]:
            assert leaf.value == cell == row["absence"]
            continue
        whole = _numbers(row["of"])
        assert leaf.numbers == _numbers(cell) + whole, leaf
        assert cell == row["value"]
        assert _bound(leaf.value) == (row["bound"] or "exact"), leaf


def _bound(value: str) -> str:
    words = re.match(r"about|at least|more than|at most|less than|between", value)
    return words.group() if words else "exact"


def test_every_row_can_be_explained_down_to_a_cell(trail: Trail) -> None:
    for row in (r for s in trail.card.sections for r in s.rows):
        _is_borne_out(trail, row.actual, row.exact, trail.of_row(row), row.measure)


def test_every_figure_can_be_explained_down_to_a_cell(trail: Trail) -> None:
    for figure in (f for s in trail.card.sections for f in s.figures):
        measure = figure.id.split("/")[1]
        _is_borne_out(trail, figure.value, figure.exact, trail.of_figure(figure), measure)


def _is_borne_out(trail: Trail, words: str, exact: Exact | None, step: Step, measure: str) -> None:
    """A number rests on cells that make it; an absence on a cell that says so, or on none."""
    text = as_text(trail.steps[measure])
    leaves = _leaves(step)
    assert all(f"-> {leaf.place}\n" in text for leaf in leaves)
    if exact is None:
        if words in {"not reported", "none for this period"}:
            return  # see the test of what was not reported
        assert any(leaf.value == words for leaf in leaves), step.text
        return
    assert leaves, step.text
    assert all(leaf.numbers for leaf in leaves), step.text
    ends = {Fraction(end) for end in (exact.low, exact.high) if end is not None}
    assert ends, step.text
    if len(leaves) == 1 and not _is_share(exact, words):
        number = leaves[0].numbers[0]
        low = min(ends) if exact.low is not None else number
        high = max(ends) if exact.high is not None else number
        assert low <= number <= high, step.text
        if _bound(leaves[0].value) != "about":
            assert number in ends, step.text


def _is_share(exact: Exact, words: str) -> bool:
    return exact.part is not None and words.endswith(")")


def test_sums_and_shares_are_the_arithmetic_of_their_cells(real: Trail, made_up: Trail) -> None:
    # Reckoned here from the cells alone, by what each measure is, not by the project's own rules.
    def cells(trail: Trail, measure: str, of: str) -> list[Fraction]:
        leaves = _leaves(trail.steps[measure])
        return [leaf.numbers[0] for leaf in dict.fromkeys(leaves) if leaf.measure == of]

    def actual(trail: Trail, identifier: str) -> Exact:
        (row,) = [r for s in trail.card.sections for r in s.rows if r.id == identifier]
        assert row.exact is not None
        return row.exact

    cases = actual(real, "FY2008/cases-initiated/all/FY2008")
    initiated = sum(cells(real, "cases-initiated", "cases-initiated"))
    doubles = sum(cells(real, "cases-initiated", "ice-cases-from-atf-referrals"))
    assert (initiated, doubles) == (383, 16)
    assert cases.low == str(initiated - doubles)

    share = actual(real, "FY2008/share-traced-of-seized/all/FY2008")
    (traced,) = (n for n in cells(real, "share-traced-of-seized", "firearms-traced") if n < 10_000)
    (seized,) = cells(real, "share-traced-of-seized", "firearms-seized-in-mexico")
    assert share.low is not None
    assert Fraction(share.low) == 100 * traced / seized

    year = actual(made_up, "FY2009/cases-initiated/all/FY2009")
    initiated = sum(cells(made_up, "cases-initiated", "cases-initiated"))
    doubles = sum(cells(made_up, "cases-initiated", "ice-cases-from-atf-referrals"))
    assert (year.low, year.high) == (str(initiated - doubles), str(initiated)) == ("394", "406")

    cost = actual(made_up, "FY2009/cost-per-official-trained/all/FY2009")
    spent = sum(cells(made_up, "cost-per-official-trained", "etrace-training-cost"))
    trained = sum(cells(made_up, "cost-per-official-trained", "etrace-officials-trained"))
    assert cost.high is not None
    assert Fraction(cost.high) == spent / trained == Fraction("25.5")


def test_what_is_called_not_reported_stands_in_no_file(trail: Trail) -> None:
    sent = {
        (table[f"A{n}"], table[f"B{n}"], table[f"C{n}"])
        for path in sorted(trail.folder.rglob("*.*"))
        for table in [_table(path)]
        for n in range(2, 1 + max(int(c[1:]) for c in table if c[1:].isdigit()))
        if f"A{n}" in table
    }
    found = 0
    for measure, step in trail.steps.items():
        for each in _steps(step):
            match = re.fullmatch(r"([A-Z-]+), ([a-z0-9-]+), (\S+): not reported", each.text)
            if match and not each.place:
                found += 1
                assert match.groups() not in sent, measure
    assert found >= 2


def _lines_of(trail: Trail, label: str) -> Iterator[tuple[str, str]]:
    for note in trail.card.footnotes:
        for line in note.lines:
            if line.label == label:
                match = _LINE.search(line.text)
                assert match, line.text
                lines = (trail.root / match["file"]).read_text(encoding="utf-8").splitlines()
                at = lines[int(match["line"]) - 1]
                assert 1 <= int(match["column"]) <= len(at), line.text
                yield line.text, at[int(match["column"]) - 1 :]


def test_the_place_of_a_baseline_points_at_its_value(trail: Trail) -> None:
    found = list(_lines_of(trail, "Baseline"))
    assert found
    for text, at in found:
        (value,) = re.findall(r"^(\S+) for ", text)
        assert at.strip() == value


def test_the_place_of_a_target_points_at_its_value(trail: Trail) -> None:
    found = list(_lines_of(trail, "Target"))
    assert len(found) > 10
    for text, at in found:
        value = _numbers(text)[0]
        assert _numbers(at)[:1] == [value], f"{text} points at: {at}"


def test_the_place_of_a_measure_points_at_its_declaration(trail: Trail) -> None:
    found = list(_lines_of(trail, "Measure"))
    assert len(found) > 10
    for text, at in found:
        assert at.startswith(("measure:", "id:")), text


def test_the_place_of_a_figure_of_the_plan_points_at_its_value(trail: Trail) -> None:
    shown = [*trail.card.standards, *trail.card.context]
    # No real figure stands beside made-up ones.
    assert (len(shown) > 10) != trail.card.illustrative
    assert not (shown and trail.card.illustrative)
    for figure in shown:
        (number,) = figure.notes
        (line,) = [n.lines[0] for n in trail.card.footnotes if n.number == number]
        match = _LINE.search(line.text)
        assert match, line.text
        lines = (trail.root / match["file"]).read_text(encoding="utf-8").splitlines()
        at = lines[int(match["line"]) - 1][int(match["column"]) - 1 :]
        assert _numbers(at) == _numbers(figure.value), figure.id


def test_every_number_beside_a_row_leads_to_a_footnote_that_exists(trail: Trail) -> None:
    card = trail.card
    asked = [n for s in card.sections for row in s.rows for n in row.notes]
    asked += [n for s in card.sections for figure in s.figures for n in figure.notes]
    asked += [n for figure in (*card.standards, *card.context) for n in figure.notes]
    assert [note.number for note in card.footnotes] == list(range(1, len(card.footnotes) + 1))
    assert set(asked) == {note.number for note in card.footnotes}


def test_the_footnote_of_a_figure_names_each_cell_it_was_made_of(trail: Trail) -> None:
    notes = {n.number: n.lines for n in trail.card.footnotes}
    for section in trail.card.sections:
        items = [(row.notes, trail.of_row(row)) for row in section.rows]
        items += [(figure.notes, trail.of_figure(figure)) for figure in section.figures]
        for numbers, step in items:
            told = " ".join(line.text for n in numbers for line in notes[n])
            for leaf in _leaves(step):
                assert f"{leaf.place}, submission" in told, step.text


def test_the_cells_that_are_read_back_are_those_of_the_repository(real: Trail) -> None:
    for path in real.folder.rglob("*.*"):
        original = ROOT / "measures/submissions" / path.relative_to(real.folder)
        assert path.read_bytes() == original.read_bytes()
