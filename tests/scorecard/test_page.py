"""The scorecard as HTML, and the charts in it."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring

from milepost.scorecard import charts
from milepost.scorecard.as_html import MARKS, as_html
from milepost.scorecard.card import Scorecard
from milepost.scorecard.model import Chart, Point
from tests.journey.repository import EXAMPLE, copy_to
from tests.scorecard.cards import PLAN, baseline, card, measure, target

_SCRIPT = "<script>alert(1)</script>"
_HOSTILE = (
    _SCRIPT,
    "\"quoted\" & 'quoted'",
    "{{ 7*7 }}{% raw %}",
    "\u2067right to left\u2069 שלום",
    "<img src=x onerror=alert(1)>",
    "</title></style></svg><script>alert(2)</script>",
)
_NAMESPACE = "{http://www.w3.org/2000/svg}"


class _Page(HTMLParser):
    """What a browser would take from a page: its tags and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Scorecard, str]]:
    repository = copy_to(tmp_path_factory.mktemp("pages"))
    found = {"real": repository.composed("."), "made up": repository.composed(EXAMPLE)}
    return {name: (composed, as_html(composed.document())) for name, composed in found.items()}


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.slow) for name in ("real", "made up")])
def page(
    request: pytest.FixtureRequest, pages: dict[str, tuple[Scorecard, str]]
) -> tuple[Scorecard, str]:
    return pages[request.param]


@pytest.fixture(scope="module", params=_HOSTILE)
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Scorecard]:
    """A scorecard in which every text a person can write is hostile."""
    text = request.param
    said = _quoted(text)
    plan = (
        PLAN.replace("A small strategy", said)
        .replace("name: Bureau", f"name: {said}")
        .replace("title: Investigate", f"title: {said}, statement: {said}")
    )
    more = (
        f"context: [{{id: c, title: {said}, when: {said}, value: 1, unit: {said}, "
        f"owner: {said}, caveat: {said}, source: {said}}}]\n"
        f"standards: [{{id: d, title: {said}, applies_to: {said}, value: 1, unit: {said}, "
        f"source: {said}}}]\n"
    )
    hostile_measure = measure(
        title=said, definition=said, unit=said, limitations=f"[{said}]", source=said,
        frequency="quarterly", combine="{periods: sum}",
        targets=f"[{{period: FY2009, value: 9, rationale: {said}, source: {said}}}]",
        baseline=f"{{period: FY2008, value: 1, source: {said}}}",
    )  # fmt: skip
    note = '"' + text.replace('"', '""') + '"'
    rows = [f"ATF,cases,FY2009-Q{n},{n},,,,{note},{note}" for n in (1, 2, 3, 4)]
    composed = card(tmp_path_factory.mktemp("hostile"), [hostile_measure], rows, plan=plan + more)
    return text, composed


def test_a_hostile_text_arrives_as_text_and_as_nothing_else(hostile: tuple[str, Scorecard]) -> None:
    text, composed = hostile
    read = _Page(as_html(composed.document()))
    assert read.text.count(text) >= 15
    assert {tag for tag, _ in read.tags}.isdisjoint({"img", "iframe", "object", "base", "form"})
    assert [tag for tag, _ in read.tags].count("script") == 1  # the page's own
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)
    assert sum(tag == "title" for tag, _ in read.tags) >= 2  # the page's own, and the chart's


def test_a_hostile_text_is_in_no_attribute_but_as_a_name(hostile: tuple[str, Scorecard]) -> None:
    text, composed = hostile
    for _, attrs in _Page(as_html(composed.document())).tags:
        for name, value in attrs.items():
            if value and text in value:
                assert name in {"aria-label", "data-facets"}, name


def test_a_hostile_text_changes_nothing_of_the_structure(
    hostile: tuple[str, Scorecard], tmp_path: Path
) -> None:
    _, composed = hostile
    shape = [
        tag
        for tag, _ in _Page(as_html(composed.document())).tags
        if tag in {"table", "section", "h2"}
    ]
    document = composed.document()
    # Those of the parts, of the contents and of the footnotes.
    assert shape.count("h2") == len(document.parts) + 2
    # A table of its own, and one behind each chart.
    tables = len(list(document.every_table())) + len(list(document.every_chart()))
    assert shape.count("table") == tables
    assert not tmp_path.joinpath("49").exists()


def test_a_template_in_a_text_is_not_run(hostile: tuple[str, Scorecard]) -> None:
    text, composed = hostile
    if "{{" in text:
        assert "{{ 7*7 }}" in as_html(composed.document())
    assert ">49<" not in as_html(composed.document())


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_page_fetches_nothing_and_runs_nothing_but_its_own(page: tuple[Scorecard, str]) -> None:
    _, text = page
    read = _Page(text)
    assert {tag for tag, _ in read.tags}.isdisjoint(
        {"img", "link", "iframe", "object", "embed", "base", "form", "image", "use"}
    )
    addresses = [*read.values("href"), *read.values("src"), *read.values("xlink:href")]
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    assert not re.search(r"url\((?!#)", text)
    assert "@import" not in text
    assert read.values("style") == []
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else(
    page: tuple[Scorecard, str],
) -> None:
    (policy,) = [
        attrs["content"]
        for _, attrs in _Page(page[1]).tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    (style,) = re.findall(r"<style>(.*?)</style>", page[1], re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", page[1], re.DOTALL)
    assert policy == (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_every_identifier_of_the_page_is_its_own(page: tuple[Scorecard, str]) -> None:
    identifiers = _Page(page[1]).values("id")
    assert len(identifiers) == len(set(identifiers)) > 50


def test_everything_the_page_points_at_is_on_it(page: tuple[Scorecard, str]) -> None:
    read = _Page(page[1])
    identifiers = set(read.values("id"))
    for address in read.values("href"):
        assert address.removeprefix("#") in identifiers
    for named in (*read.values("aria-labelledby"), *read.values("aria-describedby")):
        assert set(named.split()) <= identifiers
    for target_of in re.findall(r"url\(#([^)]+)\)", page[1]):
        assert target_of in identifiers


def test_every_kind_of_mark_has_a_shape_and_a_word(page: tuple[Scorecard, str]) -> None:
    assert len(set(MARKS.values())) == len(MARKS)
    verdicts = re.findall(
        r'<span class="verdict (\w+)(?: long)?"><span class="mark" aria-hidden="true">(.)</span>'
        r" ([^<]+)</span>",
        page[1],
    )
    assert len(verdicts) == page[1].count('<span class="verdict ')
    for kind, mark, word in verdicts:
        assert MARKS[kind] == mark
        assert re.search(r"[a-z]{2}", word)


def test_a_mark_never_stands_beside_a_figure_but_beside_the_word_of_its_verdict(
    page: tuple[Scorecard, str],
) -> None:
    tables = [table for _, table in page[0].document().every_table()]
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    assert not [cell for cell in cells if cell.mark and cell.exact]
    words = [cell.judged.word for cell in cells if cell.judged]
    assert words
    assert all(re.match(r"met|not met|indeterminate|\d+ of \d+ met", word) for word in words)


def test_what_is_illustrative_is_tagged_where_it_shows(page: tuple[Scorecard, str]) -> None:
    composed, text = page
    for section in composed.sections:
        for row in section.rows:
            start = text.index(f'<tr id="{row.id}">')
            shown = text[start : text.index("</tr>", start)]
            tagged = '<span class="made-up">illustrative</span>' in shown
            assert tagged == bool(row.illustrative), row.id
        for figure in section.figures:
            start = text.index(f'<tr id="{figure.id}">')
            shown = text[start : text.index("</tr>", start)]
            assert ('class="made-up"' in shown) == figure.illustrative, figure.id
    assert ('class="made-up-banner"' in text) == composed.illustrative
    assert ("(illustrative)</title>" in text) == composed.illustrative


def _charts(composed: Scorecard) -> list[Chart]:
    return [chart for section in composed.sections for chart in section.charts]


@cache
def _svg(chart: Chart) -> str:
    return charts.as_svg(chart)


def _drawn(chart: Chart) -> ET.Element:
    root: ET.Element = fromstring(_svg(chart))
    return root


def test_every_chart_is_a_picture_with_a_name_and_a_text(page: tuple[Scorecard, str]) -> None:
    for chart in _charts(page[0]):
        svg = _drawn(chart)
        assert svg.get("role") == "img"
        title, desc = svg[0], svg[1]
        assert (title.tag, desc.tag) == (f"{_NAMESPACE}title", f"{_NAMESPACE}desc")
        assert (title.text, desc.text) == (chart.title, chart.alternative)
        assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        inner = [e for e in svg.iter() if e is not svg]
        assert not any(e.get("role") or e.get("tabindex") for e in inner)


def test_every_chart_refers_to_nothing_outside_itself(page: tuple[Scorecard, str]) -> None:
    found = _charts(page[0])
    assert found or not page[0].illustrative
    for chart in found:
        svg = _svg(chart)
        identifiers = set(re.findall(r'\bid="([^"]+)"', svg))
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= identifiers
        outside = re.findall(r"https?://[^\"' )]+", svg)
        assert set(outside) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
        assert "<image" not in svg
        assert "<script" not in svg
        assert "<style" not in svg


def test_the_text_of_a_chart_says_every_point_and_target(page: tuple[Scorecard, str]) -> None:
    for chart in _charts(page[0]):
        for point in (*chart.points, *chart.targets):
            assert f"{point.period}: {point.words}" in chart.alternative
        assert chart.alternative.endswith(" Illustrative.") == chart.illustrative


_POINTS = (
    Point("FY2008", "2008-09-30", 4.0, 4.0, "4"),
    Point("FY2009", "2009-09-30", 6.0, None, "at least 6"),
)


@pytest.mark.parametrize("text", _HOSTILE)
def test_a_hostile_name_cannot_break_a_chart(text: str) -> None:
    chart = Chart(f"a/{text}", text, text, text, _POINTS, (), f"{text}.", illustrative=False)
    svg = _drawn(chart)
    assert svg[0].text == text
    assert not list(svg.iter(f"{_NAMESPACE}script"))
    identifiers = [e.get("id") for e in svg.iter() if e.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", identifier or "") for identifier in identifiers)


def test_two_charts_share_no_identifier() -> None:
    both = [
        Chart(f"cases/{name}", "Cases", "cases", name, _POINTS, (), "Cases.", illustrative=False)
        for name in ("ATF", "ICE")
    ]
    first, second = (set(re.findall(r'\bid="([^"]+)"', charts.as_svg(chart))) for chart in both)
    assert first
    assert second
    assert first.isdisjoint(second)


def test_a_chart_is_the_same_each_time_it_is_drawn() -> None:
    chart = Chart("c/all", "Cases", "cases", "ATF", _POINTS, _POINTS[:1], "C.", illustrative=True)
    assert charts.as_svg(chart) == charts.as_svg(chart)


def test_a_chart_that_draws_a_made_up_target_among_real_figures_says_so(tmp_path: Path) -> None:
    # The figures are real, and only the target beside them was made up.
    composed = card(
        tmp_path,
        [measure(targets=target("10", more=", illustrative: true"))],
        ["ATF,cases,FY2008,4,,,,,", "ATF,cases,FY2009,6,,,,,"],
    )
    (chart,) = _charts(composed)
    assert [point.words for point in chart.targets] == ["10 or more"]
    assert "illustrative" in chart.alternative.lower()
    page = as_html(composed.document())
    start = page.index('<figure id="chart/cases/all">')
    assert "illustrative" in page[start : page.index("</svg>", start)].lower()


def test_a_chart_of_nothing_but_zeros_can_be_drawn(tmp_path: Path) -> None:
    composed = card(
        tmp_path,
        [
            measure(
                frequency="quarterly", combine="{periods: sum}", targets=target("10"),
                baseline=baseline("1"),
            )
        ],
        [f"ATF,cases,FY2009-Q{n},0,,,,," for n in (1, 2, 3, 4)],
    )  # fmt: skip
    (chart,) = _charts(composed)
    assert [point.low for point in chart.points] == [0.0] * 4
    assert _drawn(chart).get("role") == "img"
