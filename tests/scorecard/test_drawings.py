"""The scorecard as text, JSON and a table."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

from milepost.scorecard import as_json, as_text, summary
from milepost.scorecard.as_frame import as_frame
from milepost.scorecard.card import Scorecard
from tests.journey.repository import EXAMPLE, copy_to
from tests.schemas import SCORECARD
from tests.scorecard.cards import baseline, card, measure, target


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scorecard]:
    """The project's two scorecards, and one whose every word is long."""
    repository = copy_to(tmp_path_factory.mktemp("drawings"))
    long = measure(
        title=f'"{"Long words and more of them " * 12}"',
        unit=f'"{"very " * 30}small cases"',
        targets=target("100"),
        baseline=baseline("50"),
    )
    note = "A note that goes on and on about what was counted and what was not; " * 8
    return {
        "real": repository.composed("."),
        "made up": repository.composed(EXAMPLE),
        "long": card(
            tmp_path_factory.mktemp("long"), [long], [f'ATF,cases,FY2009,95,,,,,"{note}"']
        ),
        "empty": card(tmp_path_factory.mktemp("empty"), [measure()], []),
    }


@pytest.fixture(params=["real", "made up", "long", "empty"])
def drawn(request: pytest.FixtureRequest, cards: dict[str, Scorecard]) -> Scorecard:
    return cards[request.param]


def test_no_line_of_the_text_is_wider_than_80_columns(drawn: Scorecard) -> None:
    for line in as_text.as_text(drawn.document()).split("\n"):
        if len(line) > as_text.WIDTH:
            # One word that cannot be broken, such as a place, with nothing before it but space.
            assert re.fullmatch(r"\s*\S+", line), line
            assert "/" in line or ":" in line, line


def test_no_line_of_the_summary_is_wider_than_80_columns(drawn: Scorecard) -> None:
    for line in summary.summary(drawn).split("\n"):
        assert len(line) <= as_text.WIDTH, line


def test_the_text_holds_no_control_characters_and_no_trailing_space(drawn: Scorecard) -> None:
    text = as_text.as_text(drawn.document())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert not re.search(r" +$", text, re.MULTILINE)
    assert text.endswith(f"\nMilepost {drawn.version}\n")


def test_the_text_holds_every_row_with_its_words(drawn: Scorecard) -> None:
    plain = " ".join(as_text.as_text(drawn.document()).split())
    words = {word.rstrip(",") for word in plain.split()} | set(plain.split())
    for section in drawn.sections:
        assert " ".join(section.title.upper().split()) in plain
        for row in section.rows:
            assert f"Actual {row.actual}, {row.actual_period}" in plain
            assert row.result is not None
            mark = as_text.MARKS[row.result.mark]
            assert f"Result {mark} {row.result.word}" in plain
            assert f"Why {row.reason}".strip() in plain
        for figure in section.figures:
            # In columns a title may be set on several lines, between the words of its neighbours.
            assert set(figure.title.split()) <= words
            assert set(figure.value.split()) <= words


def test_every_mark_of_the_text_is_another(drawn: Scorecard) -> None:
    assert len(set(as_text.MARKS.values())) == len(as_text.MARKS)
    assert all(mark.isascii() for mark in as_text.MARKS.values())
    assert drawn.version


def _schema() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(SCORECARD.read_text(encoding="utf-8"))
    return held


def test_the_committed_schema_is_that_of_the_code() -> None:
    jsonschema.Draft202012Validator.check_schema(_schema())
    assert _schema() == as_json.schema()


def test_the_json_follows_the_committed_schema(drawn: Scorecard) -> None:
    jsonschema.Draft202012Validator(_schema()).validate(json.loads(as_json.as_json(drawn)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("period",), 2009),
        (("illustrative",), "no"),
        (("total", "met"), "none"),
        (("sections",), None),
        (("total",), {}),
    ],
)
def test_the_schema_refuses_what_is_no_scorecard(
    cards: dict[str, Scorecard], path: tuple[str, ...], value: object
) -> None:
    held = json.loads(as_json.as_json(cards["real"]))
    inner = held
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert not jsonschema.Draft202012Validator(_schema()).is_valid(held)


def test_the_json_writes_letters_as_letters_and_ends_with_a_line_break(drawn: Scorecard) -> None:
    text = as_json.as_json(drawn)
    assert text.endswith("}\n")
    assert "“" in text
    assert "\\u" not in text


def test_every_identifier_of_the_json_is_its_own(drawn: Scorecard) -> None:
    held = json.loads(as_json.as_json(drawn))
    found = [item["id"] for s in held["sections"] for item in (*s["rows"], *s["figures"])]
    found += [item["id"] for item in (*held["context"], *held["standards"])]
    found += [f"chart/{chart['id']}" for s in held["sections"] for chart in s["charts"]]
    assert len(found) == len(set(found))


def test_the_table_has_a_line_for_each_row_in_the_order_of_the_document(drawn: Scorecard) -> None:
    frame = as_frame(drawn)
    rows = [(section.id, row) for section in drawn.sections for row in section.rows]
    assert len(frame) == len(rows)
    for (_, line), (section, row) in zip(frame.iterrows(), rows, strict=True):
        assert line["id"] == row.id
        assert line["objective"] == section
        assert line["actual"] == row.actual
        assert line["outlook"] == row.rating.word
        assert line["illustrative"] == (bool(row.illustrative) or drawn.illustrative)


def test_the_table_keeps_ends_as_exact_text_and_an_open_end_missing(
    cards: dict[str, Scorecard],
) -> None:
    frame = as_frame(cards["real"]).set_index("id")
    total = frame.loc["FY2008/cases-initiated/all/FY2008"]
    assert total["low"] == "367"
    assert pd.isna(total["high"])
    assert frame.loc["FY2008/share-traced-of-seized/all/FY2008"]["low"] == "89975/3728"
    missing = frame.loc["FY2008/southbound-inspections/all/FY2008"]
    assert pd.isna(missing["low"])
    assert pd.isna(missing["high"])


def test_a_table_without_rows_still_has_its_columns(cards: dict[str, Scorecard]) -> None:
    assert list(as_frame(cards["empty"]).columns) == list(as_frame(cards["real"]).columns)


def test_a_scorecard_of_a_plan_without_a_target_says_so(cards: dict[str, Scorecard]) -> None:
    empty: Scorecard = cards["empty"]
    assert empty.headline.startswith("No targets were due. Measures")
    assert empty.made_up is None
    assert isinstance(as_text.as_text(empty.document()), str)


def test_the_workspace_writes_nothing_outside_its_folder_of_reports(tmp_path: Path) -> None:
    card(tmp_path, [measure(targets=target("1"))], ["ATF,cases,FY2009,1,,,,,"])
    assert {p.name for p in tmp_path.iterdir() if not p.name.startswith("ledger.sqlite")} == {
        "strategy",
        "measures",
        "FY2009",
    }
