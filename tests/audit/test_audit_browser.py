"""The page of an audit in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from milepost.plan.audit.model import VERDICTS
from milepost.scorecard.audit_page import as_html
from milepost.workspace import Workspace
from tests.audit.plans import (
    CHAPTER,
    JUNE_2009,
    MEASURE,
    OBJECTIVE,
    ROOT,
    START,
    audited,
    held_against,
)
from tests.journey.test_browser import _CONTRAST, Opened

pytestmark = pytest.mark.slow

# The page with most of everything, the one with most findings, and the smallest.
PAGES = {
    "real": (ROOT, "gao-09-709"),
    "measures": (ROOT, "gao-03-143"),
    "illustrative": (ROOT / "examples/fy2009", "gao-09-709"),
    "chapter": (CHAPTER, "gao-09-709"),
}
# A title in one word that no line can hold, and an amount of eighteen digits.
_LONG = "Rüstungsausfuhr" * 20
_RICH = f"""\
resources:
  - id: r
    agency: ATF
    objective: o
    period: FY2009
    kind: money
    unit: USD
    purpose: {_LONG}
    requested: 999999999999999999.999999
    source: x
"""
_VERDICT = re.compile(rf"[✔◆✘?–] ?((\d+ )?({'|'.join(VERDICTS)})|\d+|none|no role here)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; no other browser will do."""
    path = shutil.which("chromium")
    assert path, "The tests need chromium: make test installs it."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages as files."""
    folder = tmp_path_factory.mktemp("audits")
    written = {}
    for name, (root, rule_set) in PAGES.items():
        workspace = Workspace(root, plan_as_of=JUNE_2009)
        assert workspace.plan.plan is not None, workspace.plan.problems
        audit = workspace.audit(rule_set, JUNE_2009)
        written[name] = folder / f"{name}.html"
        page = as_html(workspace.plan.plan, workspace.plan.places, audit)
        written[name].write_text(page, encoding="utf-8")
    look = audited(folder, START + OBJECTIVE.replace("An objective", _LONG) + MEASURE + _RICH)
    written["long"] = folder / "long.html"
    page = as_html(look.plan, look.places, held_against("gao-03-143", look))
    written["long"].write_text(page, encoding="utf-8")
    return written


def _open(browser: Browser, path: Path, **settings: Any) -> Iterator[Opened]:  # noqa: ANN401  # playwright's own
    context = browser.new_context(**settings)
    yield Opened(context, path)
    context.close()


@pytest.fixture(scope="module", params=PAGES)
def opened(
    request: pytest.FixtureRequest, pages: dict[str, Path], browser: Browser
) -> Iterator[Opened]:
    yield from _open(browser, pages[request.param], viewport={"width": 1280, "height": 900})


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Opened) -> None:
    opened.page.wait_for_timeout(300)
    assert opened.requests == [opened.address]
    assert opened.complaints == []


def test_headings_go_down_one_step_at_a_time(opened: Opened) -> None:
    levels = opened.ask(
        "() => [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(opened: Opened) -> None:
    assert opened.ask(
        "() => [...document.querySelectorAll('table')].every(t => t.caption.textContent.trim())"
    )
    without = opened.ask(
        "() => [...document.querySelectorAll('th')].filter(t =>"
        " t.scope !== (t.closest('thead') ? 'col' : 'row')).map(t => t.textContent)"
    )
    assert without == []


@pytest.mark.parametrize("width", [320, 500, 800, 1000, 1400])
@pytest.mark.parametrize("name", [*PAGES, "long"])
def test_the_page_itself_never_scrolls_sideways_whatever_is_opened(
    pages: dict[str, Path], browser: Browser, name: str, width: int
) -> None:
    for found in _open(browser, pages[name], viewport={"width": width, "height": 800}):
        found.ask("() => document.querySelectorAll('details').forEach(d => d.open = true)")
        wide, shown = found.ask(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= shown, (wide, shown)


@pytest.mark.parametrize("width", [320, 800, 1400])
@pytest.mark.parametrize("name", [*PAGES, "long"])
def test_no_word_runs_out_of_its_cell(
    pages: dict[str, Path], browser: Browser, name: str, width: int
) -> None:
    for found in _open(browser, pages[name], viewport={"width": width, "height": 800}):
        found.ask("() => document.querySelectorAll('details').forEach(d => d.open = true)")
        outside = found.ask(
            """() => [...document.querySelectorAll('td *, th *')].filter(e => {
              const cell = e.closest('td, th');
              return !e.closest('.hidden') && !cell.closest('thead')
                && e.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1;
            }).map(e => e.textContent)"""
        )
        assert outside == []


def test_on_a_narrow_screen_each_value_is_named(pages: dict[str, Path], browser: Browser) -> None:
    for found in _open(browser, pages["real"], viewport={"width": 320, "height": 800}):
        labels = found.ask(
            "() => [...document.querySelectorAll('table.cards td')].filter(t => t.innerText.trim())"
            ".map(t => getComputedStyle(t, '::before').content)"
        )
        assert len(labels) > 30
        assert all(re.match(r'"\w+', label) for label in labels)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_all_text_stands_out_from_its_background_by_day_and_by_night(
    pages: dict[str, Path], browser: Browser, name: str, scheme: str
) -> None:
    for found in _open(browser, pages[name], color_scheme=scheme):
        found.ask("() => document.querySelectorAll('details').forEach(d => d.open = true)")
        ratios = found.ask(_CONTRAST)
        assert {"verdict", "unit", "place", "P", "TD", "SUMMARY", "A"} <= set(ratios)
        assert {what: round(r, 2) for what, r in ratios.items() if r < 4.5} == {}


def test_night_is_dark_and_paper_is_white_whatever_the_scheme(
    pages: dict[str, Path], browser: Browser
) -> None:
    shown = "() => getComputedStyle(document.querySelector('main')).backgroundColor"
    ink = "() => getComputedStyle(document.body).color"
    for found in _open(browser, pages["real"], color_scheme="dark"):
        assert found.ask(shown) == "rgb(20, 27, 34)"
        found.page.emulate_media(media="print")
        assert found.ask(ink) == "rgb(27, 39, 51)"


def test_a_verdict_is_never_told_by_colour_alone(opened: Opened) -> None:
    texts = opened.ask("() => [...document.querySelectorAll('.verdict')].map(v => v.textContent)")
    assert len(texts) > 10
    assert [text for text in texts if not _VERDICT.fullmatch(" ".join(text.split()))] == []
    assert opened.ask(
        "() => [...document.querySelectorAll('.verdict')].every(v =>"
        " v.querySelector('.mark').getAttribute('aria-hidden') === 'true')"
    )


def test_the_keyboard_reaches_every_link_every_table_and_every_thing_that_opens(
    opened: Opened,
) -> None:
    opened.page.goto(opened.address)
    reachable = (
        "[...document.querySelectorAll('a, [tabindex], summary')]"
        ".filter(e => e.checkVisibility({contentVisibilityAuto: true}))"
    )
    expected = opened.ask(f"() => {reachable}.length")
    reached = []
    for _ in range(expected):
        opened.page.keyboard.press("Tab")
        reached.append(opened.ask(f"() => {reachable}.indexOf(document.activeElement)"))
    assert reached == list(range(expected))


def test_the_keyboard_opens_what_is_declared(pages: dict[str, Path], browser: Browser) -> None:
    for found in _open(browser, pages["real"]):
        summary = found.page.locator("#matrix summary").first
        summary.focus()
        assert found.ask("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
        found.page.keyboard.press("Enter")
        assert found.page.locator("#matrix details").first.get_attribute("open") is not None


def test_the_first_link_is_seen_once_it_is_reached_and_leads_to_the_summary(
    opened: Opened,
) -> None:
    opened.page.goto(opened.address)
    opened.page.keyboard.press("Tab")
    box = opened.page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    opened.page.keyboard.press("Enter")
    assert opened.page.url.endswith("#summary")


def test_a_summary_says_of_what_to_those_who_hear_it(opened: Opened) -> None:
    names = opened.ask(
        "() => [...document.querySelectorAll('#matrix summary')].map(s => s.textContent)"
    )
    assert len(set(names)) == len(names)


def test_what_is_closed_on_the_screen_is_printed(pages: dict[str, Path], browser: Browser) -> None:
    for found in _open(browser, pages["measures"]):
        found.page.emulate_media(media="print")
        hidden = found.ask(
            "() => [...document.querySelectorAll('details:not(.cell-more) li, "
            "details:not(.cell-more) tbody th')].filter(e => !e.checkVisibility()).length"
        )
        assert hidden == 0
        assert found.page.locator("#matrix .on-paper").first.is_visible()


def test_the_page_can_be_printed_across(opened: Opened) -> None:
    printed = opened.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 1
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert boxes
    assert all(float(width) > float(height) for width, height in boxes)
