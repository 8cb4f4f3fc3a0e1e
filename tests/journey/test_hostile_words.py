"""Hostile words wherever words are free, in every form of every document: there they are words."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import openpyxl
import pikepdf
import pypdfium2
import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import Browser, Dialog

from milepost.scorecard.as_csv import as_text_was
from milepost.scorecard.font import legible
from tests.interchange.structure import faults_of_report
from tests.journey.poisoned import HOSTILE, LONG, STRETCHES, poisoned
from tests.journey.repository import EXAMPLE
from tests.journey.test_browser import Opened

pytestmark = pytest.mark.slow

_DAY: Final = ("--as-of", "2009-10-31")
_DRAWN: Final = (
    ("scorecard", "FY2009", *_DAY),
    ("scorecard", "FY2009-Q3", *_DAY),
    ("scorecard", "FY2009", "--agency", "ATF", *_DAY),
    ("notice", "ATF", "FY2009", "--kind", "non-compliance", "--on", "2009-11-02", *_DAY,
     "--by", HOSTILE.replace("\u202e", ""), "--statement", HOSTILE.replace("\u202e", "")),
)  # fmt: skip
_DOCUMENTS: Final = (
    "FY2009-illustrative/scorecard",
    "FY2009-Q3-illustrative/scorecard",
    "FY2009-illustrative/agency-ATF",
    "FY2009-restricted-illustrative/restricted-annex",
    "notices-illustrative/001-non-compliance-ATF-FY2009",
)
_CARDS: Final = _DOCUMENTS[:2]
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the reports, each document drawn by its command."""
    repository = poisoned(tmp_path_factory.mktemp("poisoned"))
    for arguments in _DRAWN:
        done = repository.run("--workspace", EXAMPLE, *arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert not _CONTROL.search(done.stdout)
    return repository.root / "reports"


def _run_on(text: str) -> str:
    """A text without what only sets it: breaks of lines, places to break, hyphens at them."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def _assert_says_all(text: str, shown: Callable[[str], str] = str) -> None:
    said = _run_on(text)
    for stretch in STRETCHES:
        assert _run_on(shown(stretch)) in said, stretch
    assert not _CONTROL.search(text)


def test_every_document_is_there_in_every_form(reports: Path) -> None:
    found = {path.relative_to(reports).as_posix() for path in reports.rglob("*") if path.is_file()}
    expected = {f"{name}.{ending}" for name in _DOCUMENTS for ending in ("html", "pdf", "txt")}
    more = ("json", "xlsx", "stratml.xml")
    expected |= {f"{name}.{ending}" for name in _CARDS for ending in more}
    assert expected <= found
    assert all(f"{name.split('/')[0]}/csv/figures.csv" in found for name in _CARDS)


_RUNNING: Final = """() => ({
  said: document.body.textContent,
  handlers: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
    .filter(a => a.name.startsWith('on') || a.name === 'style').length,
  tags: [...new Set([...document.querySelectorAll('*')].map(e => e.localName))],
  scripts: document.scripts.length,
  styles: document.querySelectorAll('style').length,
  links: [...document.links].map(a => a.getAttribute('href')).filter(h => !h.startsWith('#')),
})"""


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_a_page_runs_and_fetches_nothing_of_it(reports: Path, browser: Browser, name: str) -> None:
    context = browser.new_context()
    opened = Opened(context, reports / f"{name}.html")
    asked: list[str] = []

    def close(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    opened.page.on("dialog", close)
    opened.page.reload(wait_until="load")
    opened.ask("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    opened.page.wait_for_timeout(300)
    page: Mapping[str, Any] = opened.ask(_RUNNING)
    context.close()
    assert asked == opened.complaints == []
    assert {*opened.requests} == {opened.address}
    assert (page["handlers"], page["links"]) == (0, [])
    assert (page["scripts"], page["styles"]) == (1, 1)
    assert {"img", "iframe", "object", "b", "form"}.isdisjoint(page["tags"])
    assert HOSTILE in page["said"]
    _assert_says_all(page["said"])


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_paper_prints_it(reports: Path, name: str) -> None:
    path = reports / f"{name}.pdf"
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    # A word broken at the end of a line has no hyphen, and one across pages a running head within.
    _assert_says_all("".join(pages), legible)
    with pikepdf.open(path) as document:
        for found in document.objects:
            if isinstance(found, pikepdf.Dictionary):
                assert {"/JS", "/AA", "/Launch", "/URI", "/OpenAction"}.isdisjoint(found.keys())


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_a_terminal_prints_it(reports: Path, name: str) -> None:
    _assert_says_all((reports / f"{name}.txt").read_bytes().decode())


@pytest.mark.parametrize("name", _CARDS)
def test_a_workbook_holds_it_as_text(reports: Path, name: str) -> None:
    workbook = openpyxl.load_workbook(reports / f"{name}.xlsx")
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert any(text.startswith(HOSTILE) for text in texts)
    _assert_says_all("\n".join(texts))


@pytest.mark.parametrize("name", _CARDS)
def test_tables_of_text_hold_it(reports: Path, name: str) -> None:
    found = []
    for path in sorted((reports / name).parent.glob("csv/*.csv")):
        heads, *rows = csv.reader(io.StringIO(path.read_bytes().decode(), newline=""))
        assert all(len(row) == len(heads) for row in rows), path
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))], path
        found += [as_text_was(cell) for cell in cells]
    assert any(text.startswith(HOSTILE) for text in found)
    _assert_says_all("\n".join(found))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


@pytest.mark.parametrize("name", _CARDS)
def test_machines_read_it_back(reports: Path, name: str) -> None:
    texts = list(_texts(json.loads((reports / f"{name}.json").read_bytes())))
    assert any(text.startswith(HOSTILE) for text in texts)
    _assert_says_all("\n".join(texts))
    report = (reports / f"{name}.stratml.xml").read_bytes()
    assert faults_of_report(report.decode()) == []
    _assert_says_all("".join(fromstring(report).itertext()))


def test_ten_thousand_letters_in_a_word_are_all_there(reports: Path) -> None:
    path = reports / f"{_CARDS[0]}.json"
    assert any(LONG in text for text in _texts(json.loads(path.read_bytes())))
