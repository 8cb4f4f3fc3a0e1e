"""Every published figure, in every form: the same words and the same exact value.

A further form is a line in MACHINES, where it holds exact values, or in READERS, where it is text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from milepost.interchange.stratml import read_block
from milepost.periods import parse_period
from milepost.plan.model import Plan
from milepost.scorecard.as_csv import as_text_was
from milepost.scorecard.card import Scorecard
from milepost.scorecard.forms import FORMS, every_form
from milepost.scorecard.model import Exact, Figure, Row
from milepost.workspace import Workspace
from tests.journey.repository import DRAWN, EXAMPLE, Repository
from tests.pdf.reading import squeezed, tags

_TABLES: Final = {
    "figures": "Figures", "context": "Context", "standards": "Standards",
    "five-years": "Five years", "by-area": "By area", "progress": "Progress in the quarter",
}  # fmt: skip
_PACKET: Final = ("FY2009-Q3", "2009-07-31")
_REPORTS: Final = "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a form tells it.

    Attributes:
        words: in words, or why there is none.
        low: lower end; None for none.
        high: upper end.
        result: result and outlook in words; None where it is not judged.
    """

    words: str
    low: Fraction | None
    high: Fraction | None
    verdicts: tuple[str, str] | None


Drawn = dict[str, bytes]
Card = tuple[Scorecard, Plan, Drawn]


@pytest.fixture(scope="session", params=["FY2008", "FY2009", "FY2009-Q3"])
def drawn(request: pytest.FixtureRequest, composed_in: Repository) -> Card:
    """A scorecard, or a quarterly packet, with its plan, in every form."""
    where = "." if request.param == "FY2008" else EXAMPLE
    card, (period, as_of) = composed_in.composed(where), DRAWN[where]
    if request.param == _PACKET[0]:
        period, as_of = _PACKET
        with composed_in.workspace(where) as workspace:
            card = workspace.scorecard(period, as_of)
    assert (card.period, card.as_of) == (str(parse_period(period)), as_of)
    plan = Workspace(composed_in.root / where).plan.plan
    assert plan is not None
    return card, plan, every_form(card, plan)


def _of(exact: Exact | None) -> tuple[Fraction | None, Fraction | None]:
    ends = (exact.low, exact.high) if exact else (None, None)
    return tuple(None if end is None else Fraction(end) for end in ends)  # type: ignore[return-value]


def judged(card: Scorecard) -> Iterator[Row | Figure]:
    """What stands under objectives: the targets' figures, and those beside them."""
    for section in card.sections:
        yield from section.rows
        yield from section.figures


def as_composed(card: Scorecard) -> dict[str, Told]:
    """Every figure as the scorecard holds it, by its identifier."""
    found = {}
    for figure in (*judged(card), *card.context, *card.standards):
        if isinstance(figure, Row):
            verdicts = (figure.result.word if figure.result else "", figure.rating.word)
            found[figure.id] = Told(figure.actual, *_of(figure.exact), verdicts)
        else:
            found[figure.id] = Told(figure.value, *_of(figure.exact), None)
    return found


def for_machines(card: Scorecard) -> dict[str, Told]:
    """The same, with the figures that only some parts show: by year, by area, of the quarter."""
    found = as_composed(card)
    for section in card.sections:
        for line in section.years:
            for column, year in zip(card.years, line.years, strict=True):
                identifier = f"{column}/{line.measure}/{line.agency}/in-five-years"
                found[identifier] = Told(year.actual, *_of(year.exact), None)
    for coded in card.by_code:
        found[coded.id] = Told(coded.value, *_of(coded.exact), None)
    for progress in card.quarter.progress if card.quarter else ():
        identifier = f"{card.period}/{progress.measure}/{progress.agency}/in-the-quarter"
        found[identifier] = Told(progress.now, *_of(progress.exact), None)
    return found


def in_json(files: Drawn) -> dict[str, Told]:
    """What the JSON tells."""
    card = json.loads(files["scorecard.json"])
    found = {}

    def ends(figure: dict[str, Any]) -> tuple[Fraction | None, Fraction | None]:
        exact = figure["exact"]
        return _of(Exact(**exact) if exact else None)

    for section in card["sections"]:
        for row in section["rows"]:
            result = row["result"]["word"] if row["result"] else ""
            verdicts = (result, row["rating"]["word"])
            found[row["id"]] = Told(row["actual"], *ends(row), verdicts)
    beside = [figure for section in card["sections"] for figure in section["figures"]]
    for figure in (*beside, *card["context"], *card["standards"], *card["by_code"]):
        found[figure["id"]] = Told(figure["value"], *ends(figure), None)
    for line in (line for section in card["sections"] for line in section["years"]):
        for column, year in zip(card["years"], line["years"], strict=True):
            identifier = f"{column}/{line['measure']}/{line['agency']}/in-five-years"
            found[identifier] = Told(year["actual"], *ends(year), None)
    for line in card["quarter"]["progress"] if card["quarter"] else ():
        identifier = f"{card['period']}/{line['measure']}/{line['agency']}/in-the-quarter"
        found[identifier] = Told(line["now"], *ends(line), None)
    return found


def _end(row: dict[str, Any], name: str) -> Fraction | None:
    """An end from its columns: the fraction where its digits do not end."""
    if row.get(f"{name}_numerator") not in (None, ""):
        return Fraction(int(row[f"{name}_numerator"]), int(row[f"{name}_denominator"]))
    return None if row[name] in (None, "") else Fraction(str(row[name]))


def _told(rows: list[dict[str, Any]], targets: list[dict[str, Any]]) -> dict[str, Told]:
    verdicts = {row["id"]: (row["result"] or "", row["outlook"]) for row in targets}
    return {
        row["id"]: Told(row["words"], _end(row, "low"), _end(row, "high"), verdicts.get(row["id"]))
        for row in rows
    }


def in_csv(files: Drawn) -> dict[str, Told]:
    """What the CSV files tell."""

    def rows(name: str) -> list[dict[str, Any]]:
        text = files[f"csv/{name}.csv"].decode()
        lines = csv.DictReader(io.StringIO(text, newline=""))
        return [{name: as_text_was(cell) for name, cell in line.items()} for line in lines]

    return _told([row for name in _TABLES for row in rows(name)], rows("targets"))


def in_xlsx(files: Drawn) -> dict[str, Told]:
    """What the workbook tells: the text beside a number, where a cell cannot hold it."""
    workbook = openpyxl.load_workbook(io.BytesIO(files["scorecard.xlsx"]))
    names: dict[tuple[object, object], str] = {
        (line[0].value, line[2].value): str(line[1].value)
        for line in workbook["Dictionary"].iter_rows(min_row=5)
    }
    # A table without rows has no sheet.

    def rows(title: str) -> list[dict[str, Any]]:
        if title not in workbook.sheetnames:
            return []
        sheet = workbook[title]
        heads = [str(cell.value) for cell in sheet[4]]
        found = []
        for cells in sheet.iter_rows(min_row=5, values_only=True):
            row = dict(zip(heads, cells, strict=True))
            row |= {h.removesuffix(", exactly"): v for h, v in row.items() if h.endswith("exactly")}
            found.append({names[title, h]: v for h, v in row.items() if (title, h) in names})
        return [row for row in found if row["id"] is not None]

    return _told([row for title in _TABLES.values() for row in rows(title)], rows("Targets"))


def in_stratml(files: Drawn) -> dict[str, Told]:
    """What the performance report tells: of targets and actuals, which is all it has room for."""
    root = ET.fromstring(files["scorecard.stratml.xml"])  # noqa: S314  # what we have written
    found = {}
    for actual in root.iter(f"{_REPORTS}ActualResult"):
        said = read_block(actual.findtext(f"{_REPORTS}Description") or "")
        identifier = said.first("Row") or said.first("Figure")
        if identifier is None:
            continue  # a baseline
        low, high = (
            None if said.first(label) is None else Fraction(str(said.first(label)))
            for label in ("Low", "High")
        )
        status = actual.findtext(f"{_REPORTS}Descriptor/{_REPORTS}DescriptorValue") or ""
        result, _, outlook = status.rpartition("; ")
        number = actual.findtext(f"{_REPORTS}NumberOfUnits")
        assert not number or Fraction(number) == low == high
        verdicts = (result, outlook) if said.first("Row") else None
        found[identifier] = Told(said.first("Actual") or "", low, high, verdicts)
    return found


MACHINES: Final[dict[str, Callable[[Drawn], dict[str, Told]]]] = {
    "json": in_json,
    "csv": in_csv,
    "xlsx": in_xlsx,
    "stratml": in_stratml,
}


class _Texts(HTMLParser):
    """The text within every element that has an identifier."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"br", "meta", "link", "hr", "img", "input", "col", "path", "circle", "line"}:
            return
        identifier = dict(attrs).get("id") or ""
        if identifier:
            self.found.setdefault(identifier, [])
        self.open.append((tag, identifier))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(tag == held for held, _ in self.open):
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        for _, identifier in self.open:
            if identifier:
                self.found[identifier].append(data)


def in_html(files: Drawn) -> dict[str, str]:
    """What the page says within the element of each permalink."""
    page = _Texts()
    page.feed(files["scorecard.html"].decode())
    return {identifier: "".join(parts) for identifier, parts in page.found.items()}


def _plain(text: str) -> str:
    """A text without the breaks and soft hyphens that only set it."""
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").split())


# Of each form what it says, and what of a text is left when it is set in it: a line of the PDF may
# end anywhere, with or without a hyphen.
READERS: Final[dict[str, tuple[Callable[[Drawn], str], Callable[[str], str]]]] = {
    "html": (lambda files: " ".join(in_html(files).values()), _plain),
    "pdf": (lambda files: tags(files["scorecard.pdf"]).text(), squeezed),
    "txt": (lambda files: files["scorecard.txt"].decode(), _plain),
}


@pytest.mark.parametrize("form", MACHINES)
def test_every_figure_is_the_same_for_machines(drawn: Card, form: str) -> None:
    card, _, files = drawn
    expected = for_machines(card)
    if form == "stratml":
        expected = {figure.id: expected[figure.id] for figure in judged(card)}
        # A line of a description has no double blank and no break.
        expected = {
            i: Told(" ".join(t.words.split()), t.low, t.high, t.verdicts)
            for i, t in expected.items()
        }
    assert expected
    assert MACHINES[form](files) == expected


@pytest.mark.parametrize("form", READERS)
def test_every_figure_can_be_read(drawn: Card, form: str) -> None:
    card, _, files = drawn
    read, set_in = READERS[form]
    said = set_in(read(files))
    for identifier, told in as_composed(card).items():
        # A packet shows neither context nor standards.
        if card.quarter is None or not identifier.startswith(("context/", "standard/")):
            assert set_in(told.words) in said, identifier


def test_every_permalink_leads_to_its_figure(drawn: Card) -> None:
    card, _, files = drawn
    page = in_html(files)
    for identifier, told in as_composed(card).items():
        text = _plain(page[identifier])
        assert _plain(told.words) in text, identifier
        for verdict in told.verdicts or ():
            assert _plain(verdict) in text, identifier


def test_every_permalink_of_a_table_leads_to_a_place_of_the_page(drawn: Card) -> None:
    _, _, files = drawn
    page, led = in_html(files), 0
    for name, content in files.items():
        if not name.endswith(".csv"):
            continue
        for line in csv.DictReader(io.StringIO(content.decode(), newline="")):
            link = line.get("permalink")
            if link:
                assert link.removeprefix("#") in page, (name, link)
                led += 1
    assert led > 100


def test_every_target_is_the_same_in_tables_and_in_the_report(drawn: Card) -> None:
    card, _, files = drawn
    promised = [
        (row.id, row.target, row.promised.least, row.promised.most)
        for section in card.sections
        for row in section.rows
        if row.promised
    ]
    targets = csv.DictReader(io.StringIO(files["csv/targets.csv"].decode(), newline=""))
    assert promised
    in_table = [
        (t["id"], as_text_was(t["target_words"]), t["target_low"] or None, t["target_high"] or None)
        for t in targets
    ]
    assert in_table == promised
    root = ET.fromstring(files["scorecard.stratml.xml"])  # noqa: S314  # as above
    in_report = {
        (
            (read_block(instance[1].findtext(f"{_REPORTS}Description") or "").first("Row")),
            (said := read_block(instance[0].findtext(f"{_REPORTS}Description") or "")).first(
                "Target"
            ),
            said.first("Least"),
            said.first("Most"),
        )
        for instance in root.iter(f"{_REPORTS}MeasurementInstance")
        if instance[0].tag == f"{_REPORTS}TargetResult"
    }
    assert in_report == set(promised)


def test_every_form_is_compared(drawn: Card) -> None:
    assert {*MACHINES, *READERS} == {*FORMS}
    _, _, files = drawn
    assert "csv/datapackage.json" in files
