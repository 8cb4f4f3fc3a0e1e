"""Charts as SVG: each kind on figures of the domain, on hostile words, and many at once."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import typst
import vl_convert
from defusedxml.ElementTree import fromstring

from milepost.scorecard import charts
from milepost.scorecard.inks import SOFT, TARGET, VALUE, VALUE_WASH
from milepost.scorecard.model import Chart, Point
from milepost.scorecard.pictures import WHETHER_DUE, AnyChart, TileChart
from milepost.scorecard.sketch import WIDTH, Sketch, brief, ticks, width_of, wrapped
from tests.scorecard.pictured import (
    DISTRICTS,
    EVERY,
    FUNNEL,
    MATRIX,
    MULTIPLES,
    STATES,
    STRIP,
    exactly,
    over_time,
    saying,
)

_SVG = "{http://www.w3.org/2000/svg}"
_HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "javascript:alert(1)",
    "]]>",
    "\u202eright to left שלום",
    "x" * 10_000,
    "very long words " * 700,
    "🚨🚨🚨",
    "=1+1",
    "</title></svg><script>alert(2)</script>",
    "\"quoted\" & 'quoted'",
    "a\x00b\x1bc\ufffe",
)


@cache
def _svg(chart: AnyChart) -> str:
    return charts.as_svg(chart)


def _drawn(chart: AnyChart) -> ET.Element:
    root: ET.Element = fromstring(_svg(chart))
    return root


def _texts(chart: AnyChart) -> list[str]:
    return [e.text or "" for e in _drawn(chart).iter(f"{_SVG}text")]


def _ids(chart: AnyChart) -> str:
    return type(chart).__name__


@pytest.fixture(params=EVERY, ids=lambda chart: chart.id)
def picture(request: pytest.FixtureRequest) -> AnyChart:
    chart: AnyChart = request.param
    return chart


def test_a_picture_has_a_role_a_title_and_a_text(picture: AnyChart) -> None:
    svg = _drawn(picture)
    title, described = svg[0], svg[1]
    assert svg.get("role") == "img"
    assert (title.tag, described.tag) == (f"{_SVG}title", f"{_SVG}desc")
    assert (title.text, described.text) == (picture.title, picture.alternative)
    assert svg.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    inner = [e for e in svg.iter() if e is not svg]
    assert not any(key in e.attrib for e in inner for key in ("role", "tabindex", "aria-label"))


def test_a_picture_asks_nothing_of_a_strict_policy(picture: AnyChart) -> None:
    svg = _drawn(picture)
    kinds = {e.tag.removeprefix(_SVG) for e in svg.iter()}
    assert kinds <= {"svg", "title", "desc", "g", "path", "line", "text"}
    assert not any("style" in e.attrib or "href" in e.attrib for e in svg.iter())
    assert not any(key.startswith("on") for e in svg.iter() for key in e.attrib)
    outside = re.findall(r"https?://[^\"' )]+", _svg(picture))
    assert set(outside) == {"http://www.w3.org/2000/svg"}


def test_nothing_is_drawn_outside_the_picture(picture: AnyChart) -> None:
    svg = _drawn(picture)
    _, _, width, height = (float(n) for n in str(svg.get("viewBox")).split())
    assert width == WIDTH
    for text in svg.iter(f"{_SVG}text"):
        assert -1 <= float(str(text.get("x"))) <= width
        assert 0 < float(str(text.get("y"))) <= height, text.text
        wide = width_of(text.text or "", float(str(text.get("font-size"))))
        if text.get("text-anchor") is None:
            # What is set is about as wide as that; some letters are not.
            assert float(str(text.get("x"))) + wide <= width * 1.04, text.text


def test_a_picture_is_the_same_bytes_whatever_is_drawn_beside_it() -> None:
    together = charts.drawn(EVERY)
    assert together == charts.drawn(reversed(EVERY))
    assert together == {chart.id: charts.as_svg(chart) for chart in EVERY}


def test_more_pictures_than_a_sheet_holds_are_all_drawn() -> None:
    many = [replace(over_time(), id=f"seizures/{n}") for n in range(401)]
    drawn = charts.drawn(many)
    assert list(drawn) == [chart.id for chart in many]
    bodies = {svg.partition("</desc>")[2] for svg in drawn.values()}
    assert len(bodies) == 1


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_a_picture_is_the_same_bytes_in_another_process(zone: str) -> None:
    said = (
        "import hashlib; from milepost.scorecard import charts; "
        "from tests.scorecard.pictured import EVERY; "
        "print(hashlib.sha256(''.join(charts.drawn(EVERY).values()).encode()).hexdigest())"
    )
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", said], env=environment, capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    here = hashlib.sha256("".join(charts.drawn(EVERY).values()).encode()).hexdigest()
    assert done.stdout.strip() == here


def test_typst_sets_every_picture(picture: AnyChart, tmp_path: Path) -> None:
    (tmp_path / "picture.svg").write_text(_svg(picture), encoding="utf-8")
    source = '#set page(width: 400pt, height: auto)\n#image("picture.svg", alt: "a", width: 360pt)'
    (tmp_path / "page.typ").write_text(source, encoding="utf-8")
    assert typst.compile(str(tmp_path / "page.typ")).startswith(b"%PDF")


@pytest.mark.parametrize("lost", ["<line ", "<path d="])
def test_a_mark_that_was_not_drawn_stops_the_drawing(
    lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A chart that took the marks of the next one would be wrong and look right.
    whole = vl_convert.vegalite_to_svg

    def one_less(spec: dict[str, object]) -> str:
        head, found, rest = whole(spec).rpartition(lost)
        return f"{head}<g {rest}" if found else head

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", one_less)
    with pytest.raises(RuntimeError, match=r"were drawn"):
        charts.drawn(EVERY)


def test_no_pictures_are_no_svg() -> None:
    assert charts.drawn([]) == {}


def test_two_pictures_share_no_identifier() -> None:
    names = ["a/b", "a-b", "a_b", "A/b", "a b", "á/b"]
    found = [
        identifier
        for svg in charts.drawn(over_time(name) for name in names).values()
        for identifier in re.findall(r'\bid="([^"]+)"', svg)
    ]
    assert len(found) == 2 * len(names) == len(set(found))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", identifier) for identifier in found)


@pytest.mark.parametrize("words", _HOSTILE, ids=range(len(_HOSTILE)))
@pytest.mark.parametrize("number", range(len(EVERY)))
def test_hostile_words_are_shown_as_words(number: int, words: str) -> None:
    chart = saying(words)[number]
    svg = _drawn(chart)
    shown = re.sub("[\x00\x1b\ufffe]", "\N{REPLACEMENT CHARACTER}", words)
    assert svg[0].text == shown
    assert svg[1].text == shown
    kinds = {e.tag.removeprefix(_SVG) for e in svg.iter()}
    assert kinds <= {"svg", "title", "desc", "g", "path", "line", "text"}
    assert len(_svg(chart)) < 4 * len(words) * 7 + 40_000
    assert "7*7" in words or "49" not in "".join(_texts(chart))


def test_bounds_are_told_apart_by_shape() -> None:
    svg = _svg(over_time())
    assert svg.count(f'fill="{VALUE_WASH}"') == 1  # the stretch from 150 to 180
    texts = _texts(over_time())
    assert "120" in texts
    assert "≤ 260" in texts
    shapes = {}
    for point in over_time().points:
        alone = replace(over_time(), points=(point,), targets=(), path=(), before=(), gaps=())
        (shape,) = re.findall(rf'<path [^>]*d="([^"]+)" fill="{VALUE}"', _svg(alone)) or ["box"]
        shapes[point.words] = re.sub(r"[-\d.]+", "", shape)
    assert shapes["between 150 and 180"] == "box"
    assert shapes["120"] == shapes["280"] != shapes["at least 200"]
    up, down = (
        charts.as_svg(replace(over_time(), points=(p,), targets=(), path=(), before=(), gaps=()))
        for p in over_time().points[2:4]
    )
    assert up != down


def test_what_is_missing_keeps_its_place_and_breaks_the_line() -> None:
    chart = over_time()
    assert "no figure" in _texts(chart)
    assert "FY06" in _texts(chart)
    joined = replace(
        chart, gaps=(), points=(*chart.points[:2], exactly(2006, 190), *chart.points[2:])
    )
    lines = [rf'd="M[^"]+" stroke="{VALUE}" stroke-width="2"'] * 2
    broken, whole = (
        len(re.findall(pattern, _svg(c))) for pattern, c in zip(lines, (chart, joined), strict=True)
    )
    assert (broken, whole) == (2, 1)
    assert "no figure" not in _texts(joined)


def test_a_revision_is_drawn_hollow_and_named() -> None:
    assert "reported first, and revised since" in _texts(over_time())
    without = replace(over_time(), before=())
    assert "reported first, and revised since" not in _texts(without)
    assert _svg(over_time()).count('stroke-width="1.5"') > charts.as_svg(without).count(
        'stroke-width="1.5"'
    )


def test_the_target_is_named_at_the_end_and_its_path_is_a_thin_broken_line() -> None:
    assert {"target 300 or", "more"} <= set(_texts(over_time()))
    svg = _svg(over_time())
    assert re.search(rf'stroke="{TARGET}" stroke-width="1" stroke-dasharray="4,3"', svg)
    assert "280" in _texts(over_time())


@pytest.mark.parametrize(("promised", "below"), [(5.5, True), (9.0, False), (5.0, False)])
def test_the_words_of_a_value_do_not_cover_its_target(promised: float, below: bool) -> None:  # noqa: FBT001
    chart = replace(
        over_time(), points=(exactly(2008, 5), exactly(2009, 10)), path=(), before=(), gaps=(),
        targets=(exactly(2008, promised, "so many"), exactly(2009, 10, "10 or more")),
    )  # fmt: skip
    (words,) = (e for e in _drawn(chart).iter(f"{_SVG}text") if e.get("stroke"))
    point = charts.sketched(chart).points[0]
    assert words.text == "5"
    assert (float(str(words.get("y"))) > point["y"]) == below


@pytest.mark.parametrize("chart", EVERY, ids=_ids)
def test_what_was_made_up_says_so_in_the_picture(chart: AnyChart) -> None:
    apart = isinstance(chart, type(STRIP))
    for flag in (True, False):
        texts = " ".join(_texts(replace(chart, illustrative=flag)))
        assert ("ILLUSTRATIVE" in texts) == (flag and not apart)
        assert ("illustrative, not counted" in texts) == apart


def test_no_tile_covers_what_says_that_it_was_made_up() -> None:
    for chart in (replace(STATES, illustrative=True), DISTRICTS):
        sketch = charts.sketched(chart)
        (mark,) = (e for e in _drawn(chart).iter(f"{_SVG}text") if e.text == "ILLUSTRATIVE")
        top = float(str(mark.get("y"))) - float(str(mark.get("font-size")))
        assert all(bar["y2"] <= top for bar in sketch.bars)


def test_a_strip_of_nothing_but_made_up_targets_is_marked_across() -> None:
    marks = tuple(replace(mark, apart=False) for mark in STRIP.marks)
    assert "ILLUSTRATIVE" in _texts(replace(STRIP, marks=marks))
    none = replace(STRIP, marks=STRIP.marks[-1:], counts=())
    # Its mark is told by a word too, as those that count are.
    assert _texts(none) == ["illustrative, not counted", "1 met"]


def test_the_outlooks_of_a_strip_stand_apart_from_its_results() -> None:
    # "Not met" and "off track" have one shape: a line between them says which of both it is.
    assert _texts(STRIP) == [
        "2 met", "1 not met",
        "not due yet", "1 off track",
        "without a date", "1 not rated",
        "illustrative, not counted", "1 met",
    ]  # fmt: skip
    heights = {text.text: float(str(text.get("y"))) for text in _drawn(STRIP).iter(f"{_SVG}text")}
    assert heights["1 not met"] < heights["not due yet"] < heights["1 off track"]
    later = tuple(replace(mark, due=WHETHER_DUE[1]) for mark in STRIP.marks[-1:])
    none = replace(STRIP, marks=later, counts=())
    assert _texts(none) == ["illustrative, not counted, not due yet", "1 met"]


def test_of_real_figures_with_made_up_targets_only_the_targets_are_marked() -> None:
    texts = _texts(replace(over_time(), illustrative=True, only_targets=True))
    assert "ILLUSTRATIVE" not in texts
    assert "illustrative" in texts


def test_values_below_zero_have_their_zero_line() -> None:
    chart = replace(
        over_time(), points=(exactly(2008, -12.5), exactly(2009, 8)), targets=(), path=(),
        before=(), gaps=(),
    )  # fmt: skip
    assert {"−20", "0", "10", "-12.5", "8"} <= set(_texts(chart))
    assert _svg(chart).count(f'stroke="{SOFT}" stroke-width="1"') == 1


@pytest.mark.parametrize("value", [0.0, 1e-9, 1e15, -1e15, 26.67])
def test_one_point_of_any_size_can_be_drawn(value: float) -> None:
    one = replace(
        over_time(), points=(exactly(2009, value, "it"),), targets=(), path=(), before=(), gaps=()
    )
    assert "it" in _texts(one)
    assert "NaN" not in _svg(one)


def test_forty_points_name_no_more_than_there_is_room_for() -> None:
    months = [f"{2006 + n // 12}-{n % 12 + 1:02}" for n in range(40)]
    points = tuple(
        Point(
            m, f"{m}-28", 1000.0 + n * 37 % 900, 1000.0 + n * 37 % 900, f"{1000 + n * 37 % 900:,}"
        )
        for n, m in enumerate(months)
    )
    chart = replace(over_time(), points=points, targets=(), path=(), before=(), gaps=())
    texts = _texts(chart)
    assert months[-1] in texts
    assert 3 <= sum(text in months for text in texts) <= 8
    assert points[-1].words in texts
    assert sum(text in {p.words for p in points} for text in texts) <= 4


def test_a_missing_area_is_an_outline_and_a_zero_is_a_zero() -> None:
    for chart in (STATES, DISTRICTS):
        missing = sum(tile.amount.is_missing for tile in chart.tiles)
        assert f"no figure: {missing} of {len(chart.tiles)}" in _texts(chart)
        edges = _svg(chart).count('stroke-dasharray="4,3"')
        assert edges == 4 * (missing + 1)  # and the one that stands beside the words
    assert _texts(STATES).count("0") == 1
    assert not {"not reported", "nan", "None"} & set(_texts(STATES))


def test_every_state_of_mexico_has_a_place_of_its_own() -> None:
    places = [tile.place for tile in STATES.tiles]
    assert len(places) == 32 == len(set(places))


def test_areas_in_a_list_are_named() -> None:
    assert {"District A", "900", "District B", "≥40", "no figure"} <= set(_texts(DISTRICTS))


def test_a_funnel_names_each_stage_with_its_value_and_what_must_be_known() -> None:
    texts = _texts(FUNNEL)
    for stage in FUNNEL.stages:
        assert stage.label in texts
        assert brief(stage.words) in texts
    assert " ".join(texts).endswith(FUNNEL.note)


def test_the_matrix_says_each_cell_in_words_and_what_was_not_asked() -> None:
    texts = " ".join(_texts(MATRIX))
    for cell in MATRIX.cells:
        assert all(word in texts for word in cell.words.split())
    assert texts.count("not asked") == 1


def test_the_multiples_name_first_and_last_year_and_the_last_value() -> None:
    texts = _texts(MULTIPLES)
    assert {"FY2006", "FY2008", "FY2009", "≥ 12", "no figure"} <= set(texts)
    assert "not tracked" in " ".join(texts)
    assert texts.count("FY2009") == len(MULTIPLES.panels)


_SAID = {
    type(over_time()): lambda c: [
        p.words for p in (*c.points, *c.targets, *c.path, *c.before, *c.gaps)
    ],
    type(STRIP): lambda c: [m.label for m in c.marks] + [m.word for m in c.marks],
    type(FUNNEL): lambda c: [text for s in c.stages for text in (s.label, s.words)],
    type(MATRIX): lambda c: [cell.words for cell in c.cells],
    type(MULTIPLES): lambda c: [y.words for p in c.panels for y in p.years],
    TileChart: lambda c: [text for t in c.tiles for text in (t.amount.label, t.amount.words)],
}


def test_the_table_behind_says_every_value(picture: AnyChart) -> None:
    table = charts.table_behind(picture)
    cells = [cell for row in table.rows for cell in row.cells]
    said = [cell.text for cell in cells]
    for words in _SAID[type(picture)](picture):
        assert words in said
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert picture.title in table.caption
    assert all(row.illustrative == picture.illustrative for row in table.rows)
    absent = [cell.text for cell in cells if cell.absent]
    assert not any(re.search(r"\d", text) for text in absent)


def test_an_absence_in_the_table_behind_is_named_as_one() -> None:
    for chart in (FUNNEL, STATES, MULTIPLES, over_time()):
        cells = [c for row in charts.table_behind(chart).rows for c in row.cells]
        missing = [c for c in cells if c.text in ("not reported", "not available", "not tracked")]
        assert missing
        assert all(cell.absent for cell in missing)


@pytest.mark.parametrize(
    ("low", "high", "whole", "expected"),
    [
        (0, 280, True, [0, 100, 200, 300]),
        (0, 0, True, [0, 1]),
        (0, 1, True, [0, 1]),
        (0, 1, False, [0, 0.5, 1]),
        (-12.5, 8, False, [-20, -10, 0, 10]),
        (0, 26.67, False, [0, 10, 20, 30]),
    ],
)
def test_an_axis_has_round_numbers(
    low: float,
    high: float,
    whole: bool,  # noqa: FBT001  # a row of the table above
    expected: list[float],
) -> None:
    found = ticks(low, high, whole=whole)
    assert found[0] <= low
    assert found[-1] >= high
    if whole:
        assert all(at == int(at) for at in found)
    assert set(expected) <= set(found)


def test_words_that_do_not_fit_end_in_an_ellipsis() -> None:
    lines = wrapped("Share of vehicles inspected by Mexican customs at the border", 100)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width_of(line) <= 100 for line in lines)
    assert wrapped("Cases", 100) == ["Cases"]
    assert wrapped("", 100) == [""]
    assert wrapped("x" * 500, 100)[0].endswith("…")


def test_a_sketch_without_marks_is_still_a_picture() -> None:
    empty = Chart("e", "t", "u", "a", (exactly(2009, 1),), (), "a", illustrative=False)
    assert _drawn(empty).get("role") == "img"
    assert Sketch(height=10).drawn_lines == 0
