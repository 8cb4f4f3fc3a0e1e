"""The page for whoever reads it: a screen reader, a keyboard, at any zoom, sorted, on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator

from milepost.scorecard.as_html import as_html
from milepost.scorecard.card import Scorecard
from tests.journey.conftest import Journey
from tests.journey.repository import MADE_UP_REPORT, REAL_REPORT, REPORTS
from tests.journey.test_browser import Opened
from tests.scorecard.documents import HOSTILE, with_every_block

pytestmark = pytest.mark.slow

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_OPEN_ALL = "() => document.querySelectorAll('details').forEach(d => { d.open = true; })"


def _open(browser: Browser, path: Path, **settings: Any) -> Iterator[Opened]:  # noqa: ANN401  # playwright's own
    context = browser.new_context(**settings)
    yield Opened(context, path)
    context.close()


def _report(journey: Journey, name: str) -> Path:
    return journey.repository.root / "reports" / name / "scorecard.html"


@pytest.fixture
def made_up(journey: Journey, browser: Browser) -> Iterator[Opened]:
    path = _report(journey, MADE_UP_REPORT)
    yield from _open(browser, path, viewport={"width": 1440, "height": 900})


# axe takes a minute for a page, so each is looked at twice: both themes and both widths of each.
_LOOKS = (
    (REAL_REPORT, "light", 320),
    (REAL_REPORT, "dark", 1440),
    (MADE_UP_REPORT, "dark", 320),
    (MADE_UP_REPORT, "light", 1440),
)


@pytest.mark.parametrize(("name", "scheme", "width"), _LOOKS)
def test_no_rule_of_accessibility_is_broken_with_all_that_opens_open(
    journey: Journey, browser: Browser, name: str, scheme: str, width: int
) -> None:
    settings = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for found in _open(browser, _report(journey, name), **settings):
        found.ask(_OPEN_ALL)
        _assert_accessible(found)


def _assert_accessible(found: Opened) -> None:
    options = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
    results = Axe().run(found.page, options=options)
    assert results.response["passes"], "axe looked at nothing"
    assert results.violations_count == 0, results.generate_report()


def test_a_page_without_names_would_be_found_out(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text("<!DOCTYPE html><html><body><input><img src=''></body></html>", "utf-8")
    for found in _open(browser, path):
        with pytest.raises(AssertionError):
            _assert_accessible(found)


# 200 % and 400 % of a screen 1,280 px wide.
@pytest.mark.parametrize("width", [640, 320])
@pytest.mark.parametrize("name", REPORTS)
def test_when_enlarged_nothing_overflows_or_is_cut_off(
    journey: Journey,
    browser: Browser,
    name: str,
    width: int,
) -> None:
    size = {"width": width, "height": 512}
    for found in _open(browser, _report(journey, name), viewport=size):
        found.ask(_OPEN_ALL)
        assert _too_wide(found) == []


def _too_wide(found: Opened) -> list[str]:
    """What reaches over the edge of the window, or of its own cell."""
    told: list[str] = found.ask(
        """() => [...document.querySelectorAll('body *')].filter(e =>
             !e.closest('.hidden, .skip, svg') && e.checkVisibility() &&
             (e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 ||
              (['TD', 'TH', 'DD', 'P'].includes(e.tagName) && e.scrollWidth > e.clientWidth + 1
               && e.clientWidth > 0)))
           .map(e => e.tagName + ': ' + e.textContent.slice(0, 80))"""
    )
    return told


def _sortable(found: Opened) -> Locator:
    return found.page.locator("table.sortable").first


def _column(found: Opened, title: str) -> list[str]:
    texts = _sortable(found).locator(f'td[data-label="{title}"]').all_inner_texts()
    return [text.split("\n")[0] for text in texts]


def test_enter_sorts_a_column_up_then_down_then_as_it_was(made_up: Opened) -> None:
    before = _column(made_up, "Actual")
    button = _sortable(made_up).locator("thead button", has_text="Actual")
    head = _sortable(made_up).locator("thead th", has_text="Actual")
    values = _sortable(made_up).locator('td[data-label="Actual"]')
    read = "cells => cells.filter(c => c.dataset.value).map(c => Number(c.dataset.value))"
    button.focus()
    for direction in ("ascending", "descending"):
        made_up.page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == direction
        found = values.evaluate_all(read)
        assert len(set(found)) > 2
        assert found == sorted(found, reverse=direction == "descending")
    made_up.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert _column(made_up, "Actual") == before


def test_rows_are_found_by_facet_and_by_word_and_the_number_is_said(
    made_up: Opened, fy2009: Scorecard
) -> None:
    rows = [row for section in fy2009.sections for row in section.rows]
    missed = [row for row in rows if row.result and row.result.word == "not met"]
    assert 0 < len(missed) < len(rows)
    made_up.page.get_by_label("Result", exact=True).select_option(label="not met")
    shown = made_up.page.locator("table.sortable > tbody:not([hidden])")
    # Each stands under its objective, and again on the page of its agency; it is counted once.
    found = shown.count()
    assert found > len(missed)
    assert all(made_up.page.locator(f"[id='{row.id}']").is_visible() for row in missed)
    kept = [row for row in rows if row not in missed]
    assert not any(made_up.page.locator(f"[id='{row.id}']").is_visible() for row in kept)
    status = made_up.page.get_by_role("status")
    told = status.inner_text()
    assert told.startswith(f"{len(missed)} of "), told
    assert told.endswith(f"; {found - len(missed)} more repeat them."), told
    made_up.page.get_by_label("Words in the row", exact=True).fill("no row says this")
    assert shown.count() == 0
    assert re.fullmatch(r"0 of \d+ rows shown, in 0 tables\.", status.inner_text())
    made_up.page.get_by_role("button", name="Show all rows").click()
    every = made_up.page.locator("table.sortable > tbody:not(.total)").count()
    assert shown.count() == made_up.page.locator("table.sortable > tbody").count()
    again = sum(len(page.targets) for page in fy2009.agencies.pages)
    assert status.inner_text() == f"All {every - again} rows are shown; {again} more repeat them."


def test_what_two_agencies_report_together_is_found_by_either(
    made_up: Opened, fy2009: Scorecard
) -> None:
    rows = [row for section in fy2009.sections for row in section.rows]
    (joint,) = (row for row in rows if row.agency == "ATF and ICE")
    choice = made_up.page.get_by_label("Agency", exact=True)
    assert "ATF and ICE" not in choice.locator("option").all_inner_texts()
    row = made_up.page.locator(f"[id='{joint.id}']")
    for agency, found in (("ATF", True), ("ICE", True), ("CBP", False)):
        choice.select_option(label=agency)
        assert row.is_visible() == found, agency


@pytest.mark.parametrize("by", ["Objective", "Agency", "Result", "Outlook", "Period"])
def test_there_is_a_choice_for_each_thing_that_rows_are_found_by(made_up: Opened, by: str) -> None:
    choice = made_up.page.get_by_label(by, exact=True)
    assert choice.locator("option").count() > 2
    choice.select_option(index=1)
    assert " rows shown, in " in made_up.page.get_by_role("status").inner_text()


def test_a_permalink_opens_how_its_figure_came_about_though_the_row_was_hidden(
    made_up: Opened, fy2009: Scorecard
) -> None:
    row = fy2009.sections[-1].rows[0]
    made_up.page.get_by_label("Words in the row", exact=True).fill("no row says this")
    made_up.page.goto(f"{made_up.address}#{row.id}")
    shown = made_up.page.locator(f'tr[id="{row.id}"]')
    assert shown.is_visible()
    assert shown.locator("xpath=..").locator("details").first.get_attribute("open") is not None


def test_a_footnote_leads_back_to_where_it_is_cited(made_up: Opened) -> None:
    made_up.ask(_OPEN_ALL)
    links = made_up.page.locator(".notes .back a")
    assert links.count() > 20
    links.first.click()
    at = made_up.page.url.split("#")[1]
    assert made_up.page.locator(f'a.note[id="{at}"]').count() == 1


def test_the_theme_can_be_changed_and_both_grounds_differ(made_up: Opened) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = made_up.ask(ground)
    made_up.page.get_by_role("button", name="Dark colors").click()
    assert made_up.ask(ground) != light
    made_up.page.get_by_role("button", name="Light colors").click()
    assert made_up.ask(ground) == light


@pytest.mark.parametrize("enabled", [True, False])
def test_without_script_there_is_no_control_that_does_nothing(
    journey: Journey,
    browser: Browser,
    *,
    enabled: bool,
) -> None:
    path = _report(journey, MADE_UP_REPORT)
    for found in _open(browser, path, java_script_enabled=enabled):
        assert (found.page.locator("button, input, select").count() > 0) == enabled
        assert found.page.locator("nav a").count() > 5
        assert found.page.locator("details").count() > 20


def test_on_paper_every_page_says_what_it_is_and_heads_repeat(made_up: Opened) -> None:
    printed = pypdfium2.PdfDocument(io.BytesIO(made_up.page.pdf(prefer_css_page_size=True)))
    pages = [page.get_textpage().get_text_range() for page in printed]
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert "ILLUSTRATIVE" in text
        assert "Accountability scorecard, fiscal year 2009. FY2009" in text
        assert f"Page {number} of {len(pages)}" in text
    heads = sum("Baseline" in text and "Outlook" in text and "Why" in text for text in pages)
    targets = made_up.page.locator("table.sortable", has=made_up.page.get_by_text("Outlook"))
    assert heads >= targets.filter(has_text="Baseline").count() > 3
    # How each figure came about is for the screen; the table of each chart is on paper too.
    assert not any("How this figure came about" in text for text in pages)
    assert any("The figures of this chart" in text for text in pages)
    # What was opened for the paper is closed again, and the heads can sort as before.
    assert made_up.page.locator("tbody details[open]").count() == 0
    assert made_up.page.locator("thead button").count() > 0


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("width", [320, 1440])
def test_a_hostile_document_is_shown_as_text_and_breaks_nothing(
    browser: Browser,
    tmp_path: Path,
    text: str,
    width: int,
) -> None:
    path = tmp_path / "page.html"
    path.write_text(as_html(with_every_block(text)), encoding="utf-8")
    for found in _open(browser, path, viewport={"width": width, "height": 800}):
        found.page.wait_for_timeout(50)
        assert found.requests == [found.address]
        assert found.complaints == []
        assert found.page.locator("script").count() == 1
        assert found.page.locator("main img, main iframe, main form").count() == 0
        found.ask(_OPEN_ALL)
        assert _too_wide(found) == []
        _assert_accessible(found)
