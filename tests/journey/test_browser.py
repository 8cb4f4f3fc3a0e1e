"""The two pages in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from milepost.scorecard.card import Scorecard
from tests.journey.conftest import Journey
from tests.journey.repository import MADE_UP_REPORT, REAL_REPORT, REPORTS

pytestmark = pytest.mark.slow

# Red, green and blue of a computed colour, and the contrast of text by WCAG 2.2.
_CONTRAST = """
() => {
  const parse = text => {
    const n = text.match(/[\\d.]+/g).map(Number);
    return {rgb: n.slice(0, 3), alpha: n.length > 3 ? n[3] : 1};
  };
  const luminance = rgb => {
    const [r, g, b] = rgb.map(c => {
      const s = c / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const found = parse(getComputedStyle(e).backgroundColor);
      if (found.alpha === 1) return found.rgb;
      if (found.alpha > 0) throw new Error('a background that shines through');
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || element.closest('svg')) continue;
    const [a, b] = [luminance(parse(getComputedStyle(element).color).rgb),
                    luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const names = element.classList.length ? [...element.classList] : [element.tagName];
    for (const name of names) found[name] = Math.min(found[name] ?? 99, ratio);
  }
  return found;
}
"""
_TAG = ".made-up"


class Opened:
    """A page that was opened, with all that it asked for and complained of."""

    def __init__(self, context: BrowserContext, path: Path) -> None:
        self.address = path.as_uri()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(self.address, wait_until="load")

    def ask(self, script: str) -> Any:  # noqa: ANN401  # whatever the script answers
        """What a script says of the page."""
        return self.page.evaluate(script)


def _open(journey: Journey, browser: Browser, name: str, **settings: Any) -> Iterator[Opened]:  # noqa: ANN401  # playwright's own
    path = journey.repository.root / "reports" / name / "scorecard.html"
    context = browser.new_context(**settings)
    yield Opened(context, path)
    context.close()


@pytest.fixture(scope="module", params=REPORTS)
def opened(request: pytest.FixtureRequest, journey: Journey, browser: Browser) -> Iterator[Opened]:
    yield from _open(journey, browser, request.param, viewport={"width": 1280, "height": 900})


@pytest.fixture(scope="module")
def real(journey: Journey, browser: Browser) -> Iterator[Opened]:
    yield from _open(journey, browser, REAL_REPORT)


@pytest.fixture(scope="module")
def made_up(journey: Journey, browser: Browser) -> Iterator[Opened]:
    yield from _open(journey, browser, MADE_UP_REPORT)


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Opened) -> None:
    opened.page.wait_for_timeout(300)
    assert opened.requests == [opened.address]
    assert opened.complaints == []


def test_a_script_that_was_smuggled_in_would_be_stopped_and_said(
    journey: Journey, browser: Browser, tmp_path: Path
) -> None:
    text = journey.reports[f"{REAL_REPORT}/scorecard.html"].decode()
    smuggled = "<script>document.title = 'taken'</script><img src='https://a.example/b.png'>"
    path = tmp_path / "page.html"
    path.write_text(text.replace("<main>", f"<main>{smuggled}"), encoding="utf-8")
    context = browser.new_context()
    opened = Opened(context, path)
    assert opened.page.title() == "Accountability scorecard, fiscal year 2008"
    assert sum("Content Security Policy" in complaint for complaint in opened.complaints) == 2
    context.close()


def test_the_page_has_a_title_a_language_and_one_first_heading(opened: Opened) -> None:
    assert opened.page.title().startswith("Accountability scorecard, fiscal year 200")
    assert opened.ask("() => document.documentElement.lang") == "en"
    assert opened.page.locator("h1").count() == 1
    assert opened.page.locator("main").count() == 1


def test_headings_go_down_one_step_at_a_time(opened: Opened) -> None:
    levels = opened.ask(
        "() => [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    for before, after in pairwise(levels):
        assert after <= before + 1


def test_every_identifier_is_its_own_and_every_link_has_its_target(opened: Opened) -> None:
    identifiers = opened.ask("() => [...document.querySelectorAll('[id]')].map(e => e.id)")
    repeated = sorted({i for i in identifiers if identifiers.count(i) > 1})
    assert repeated == []
    links = opened.ask("() => [...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert len(links) > 50
    for link in links:
        assert link.startswith("#")
        assert link[1:] in identifiers


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(opened: Opened) -> None:
    tables = opened.page.locator("table").count()
    assert tables > 5
    assert (
        opened.ask(
            "() => [...document.querySelectorAll('table')]"
            ".filter(t => t.caption && t.caption.textContent.trim()).length"
        )
        == tables
    )
    without = opened.ask(
        "() => [...document.querySelectorAll('th')].filter(t =>"
        " t.scope !== (t.closest('thead') ? 'col' : 'row')).map(t => t.textContent)"
    )
    assert without == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", REPORTS)
def test_the_page_itself_never_scrolls_sideways(
    journey: Journey, browser: Browser, name: str, width: int
) -> None:
    for found in _open(journey, browser, name, viewport={"width": width, "height": 800}):
        wide, shown = found.ask(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= shown, (wide, shown)


@pytest.mark.parametrize("name", REPORTS)
def test_on_a_narrow_screen_each_value_of_a_row_is_named_and_fits(
    journey: Journey, browser: Browser, name: str
) -> None:
    for found in _open(journey, browser, name, viewport={"width": 320, "height": 800}):
        labels = found.ask(
            "() => [...document.querySelectorAll('table.wide td[data-label]')]"
            ".filter(t => t.innerText.trim())"
            ".map(t => getComputedStyle(t, '::before').content)"
        )
        assert labels
        assert all(re.match(r'"\w+', label) for label in labels)
        outside = found.ask(
            "() => [...document.querySelectorAll('table.wide tbody *')].filter(e =>"
            " e.getBoundingClientRect().right > 320).map(e => e.textContent)"
        )
        assert outside == []


@pytest.mark.parametrize("name", REPORTS)
def test_without_javascript_the_page_is_the_same(
    journey: Journey, browser: Browser, name: str
) -> None:
    texts = [
        found.page.locator(".answer").inner_text() + found.page.locator(".rest").inner_text()
        for enabled in (True, False)
        for found in _open(journey, browser, name, java_script_enabled=enabled)
    ]
    assert len(texts[0]) > 10_000
    assert texts[0] == texts[1]


# What the keyboard may reach, in the order in which it stands: nothing that is not shown.
_REACHABLE = (
    "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]"
    ".filter(e => e.checkVisibility())"
)


def test_the_keyboard_reaches_every_control_in_order_and_leaves_the_page(opened: Opened) -> None:
    opened.page.goto(opened.address)
    expected = opened.ask(f"() => {_REACHABLE}.length")
    assert expected > 100
    reached = []
    for _ in range(expected):
        opened.page.keyboard.press("Tab")
        reached.append(opened.ask(f"() => {_REACHABLE}.indexOf(document.activeElement)"))
    assert reached == list(range(expected))
    opened.page.keyboard.press("Tab")
    assert opened.ask("() => document.activeElement === document.body")


def test_the_first_link_is_seen_once_it_is_reached_and_leads_to_the_summary(
    opened: Opened,
) -> None:
    opened.page.goto(opened.address)
    opened.page.keyboard.press("Tab")
    skip = opened.page.locator(".skip")
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    opened.page.keyboard.press("Enter")
    assert opened.page.url.endswith("#summary")


def test_what_has_the_focus_is_outlined(opened: Opened) -> None:
    opened.page.goto(opened.address)
    for _ in range(4):
        opened.page.keyboard.press("Tab")
        style = opened.ask("() => getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"


def test_a_footnote_leads_to_its_text(opened: Opened) -> None:
    opened.page.goto(opened.address)
    note = opened.page.locator("a.note").first
    number = note.inner_text()
    note.click()
    target = opened.page.locator("li:target")
    assert target.count() == 1
    assert target.inner_text().startswith(number)
    assert target.bounding_box() is not None


def test_the_page_can_be_printed(opened: Opened) -> None:
    printed = opened.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 1
    landscape = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert landscape
    assert all(float(width) > float(height) for width, height in landscape)


def test_all_text_stands_out_from_its_background(opened: Opened) -> None:
    opened.page.goto(opened.address)
    found = opened.ask(_CONTRAST)
    assert {"verdict", "made-up", "absent", "for", "note", "P", "TD"} <= set(found)
    faint = {name: round(ratio, 2) for name, ratio in found.items() if ratio < 4.5}
    assert faint == {}


_MARKS = ("good", "fair", "poor", "bad", "open", "none")


def test_every_mark_stands_out_from_every_background_it_may_have(opened: Opened) -> None:
    # Marks that this report happens not to hold are put into it, on each background there is.
    opened.page.goto(opened.address)
    opened.ask(
        f"""() => {{
          for (const place of ['td', '.apart td', 'li', 'p']) {{
            const at = document.querySelector(place);
            for (const name of {list(_MARKS)!r}) {{
              if (at) at.insertAdjacentHTML('beforeend', `<span class="${{name}}">word</span>`);
            }}
          }}
        }}"""
    )
    found = opened.ask(_CONTRAST)
    assert set(_MARKS) <= set(found)
    assert {name: found[name] for name in _MARKS if found[name] < 4.5} == {}
    opened.page.goto(opened.address)


def test_a_verdict_is_never_told_by_colour_alone(opened: Opened) -> None:
    verdicts = opened.page.locator(".verdict")
    texts = [" ".join(text.split()) for text in verdicts.all_text_contents()]
    assert len(texts) > 10
    for text in texts:
        assert re.fullmatch(
            r"[✔▲◆✘?–] ?\w.+",  # a mark, and a word with it
            text.strip(),
        ), text
        assert re.search(r"[a-z]{2}", text), text  # a word of letters, and no bare figure
    hidden = opened.ask(
        "() => [...document.querySelectorAll('.verdict .mark')]"
        ".every(m => m.getAttribute('aria-hidden') === 'true')"
    )
    assert hidden


def test_charts_are_named_pictures_that_fit_their_column(opened: Opened) -> None:
    charts = opened.page.locator("figure svg")
    for i in range(charts.count()):
        chart = charts.nth(i)
        assert chart.get_attribute("role") == "img"
        named = str(chart.get_attribute("aria-labelledby")).split()
        assert len(named) == 2
        for identifier in named:
            assert opened.page.locator(f'[id="{identifier}"]').text_content()
    too_wide = opened.ask(
        "() => [...document.querySelectorAll('figure')].filter(f =>"
        " f.querySelector('svg').getBoundingClientRect().right >"
        " f.getBoundingClientRect().right + 1).length"
    )
    assert too_wide == 0


def test_the_illustrative_page_says_so_in_its_banner_and_every_row_figure_and_chart(
    made_up: Opened, fy2009: Scorecard
) -> None:
    banner = made_up.page.locator(".made-up-banner")
    assert banner.count() == 1
    assert banner.is_visible()
    assert banner.inner_text().startswith("Illustrative. Every figure in this document is made up")
    assert made_up.page.title().endswith(" (illustrative)")
    for section in fy2009.sections:
        identifiers = [row.id for row in section.rows]
        identifiers += [figure.id for figure in section.figures]
        for identifier in identifiers:
            tags = made_up.page.locator(f'tr[id="{identifier}"] {_TAG}')
            assert tags.count() >= 1, identifier
        for chart in section.charts:
            caption = made_up.page.locator(f'figure[id="chart/{chart.id}"] figcaption {_TAG}')
            assert caption.count() == 1, chart.id


def test_the_real_page_tags_each_row_that_rests_on_something_made_up_and_no_other(
    real: Opened, fy2008: Scorecard
) -> None:
    assert real.page.locator(".made-up-banner").count() == 0
    rows = [row for section in fy2008.sections for row in section.rows]
    assert sum(bool(row.illustrative) for row in rows) == 11
    for row in rows:
        shown = real.page.locator(f'tr[id="{row.id}"]')
        tags = shown.locator(_TAG)
        assert tags.count() == 0 if not row.illustrative else tags.count() >= 2, row.id
        if "target" in row.illustrative:
            for label in ("Target", "Result"):
                cell = shown.locator(f'td[data-label="{label}"] {_TAG}')
                assert cell.count() == 1, row.id
        if "baseline" in row.illustrative:
            assert shown.locator(f'td[data-label="Baseline"] {_TAG}').count() == 1, row.id


def test_what_was_rejected_is_shown_to_the_reader(made_up: Opened) -> None:
    rejection = made_up.page.locator("dt:text-is('Rejected') + dd")
    assert rejection.count() == 1
    assert rejection.inner_text() == 'FY2009-Q3/ATF.csv:3, cell D3: "four" is not a number.'
