from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.plan.yaml_source import (
    DEEPEST,
    MOST_ALIASES,
    MOST_BYTES,
    MOST_NODES,
    YamlFile,
    parse_yaml,
    read_yaml,
)
from milepost.sources import Place


def codes(file: YamlFile) -> list[str]:
    return [problem.code for problem in file.problems]


@pytest.mark.parametrize(
    "written", ["NO", "no", "yes", "on", "12.30", "0o17", "1e3", "2009-06-30", "1:30"]
)
def test_every_value_stays_the_text_that_was_typed(written: str) -> None:
    file = parse_yaml(f"a: {written}\n", "a.yaml")
    assert file.problems == ()
    assert file.tree == {"a": written}


def test_a_word_for_no_may_be_a_key() -> None:
    assert parse_yaml("NO: Norway\n", "a.yaml").tree == {"NO": "Norway"}


def test_quotation_marks_are_no_part_of_the_text() -> None:
    assert parse_yaml("a: \"x: y\"\nb: 'it''s'\n", "a.yaml").tree == {"a": "x: y", "b": "it's"}


def test_folded_text_is_one_line() -> None:
    assert parse_yaml("a: >-\n  one\n  two\n", "a.yaml").tree == {"a": "one two"}


def test_nothing_after_a_colon_is_empty_text() -> None:
    assert parse_yaml("a:\nb: 1\n", "a.yaml").tree == {"a": "", "b": "1"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n...\n", "\ufeff"])
def test_an_empty_file_declares_nothing_and_is_no_problem(text: str) -> None:
    file = parse_yaml(text, "a.yaml")
    assert (file.tree, file.problems) == ({}, ())


def test_values_and_keys_know_line_and_column() -> None:
    file = parse_yaml("goals:\n  - id: two\n    title: Fewer\n", "a.yaml")
    title, reached = file.marks.nearest(("goals", 0, "title"))
    assert reached
    assert (title.place, title.width) == (Place("a.yaml", 3, 12), 5)
    assert (title.key, title.key_width) == (Place("a.yaml", 3, 5), 5)


def test_what_is_not_there_has_the_place_of_what_is_around_it() -> None:
    file = parse_yaml("goals:\n  - id: two\n", "a.yaml")
    goal, reached = file.marks.nearest(("goals", 0, "title", "more"))
    assert not reached
    assert goal.place == Place("a.yaml", 2, 5)


def test_columns_count_characters_and_not_bytes() -> None:
    file = parse_yaml('{"México 🇲🇽 ñ": a, "b": c}\n', "a.yaml")
    place = file.marks.children["b"].place
    assert file.lines[0][place.column - 1] == "c"


def test_a_key_written_twice_is_said_with_both_lines_and_the_first_is_kept() -> None:
    file = parse_yaml("a: 1\nb: 2\na: 3\na: 4\n", "a.yaml")
    assert file.tree == {"a": "1", "b": "2"}
    assert [(p.code, p.place.line) for p in file.problems] == [("P004", 3), ("P004", 4)]
    assert all("the first is in line 1." in p.message for p in file.problems)


def test_one_key_in_two_places_is_not_written_twice() -> None:
    assert parse_yaml("a: {x: 1}\nb: {x: 2}\n", "a.yaml").problems == ()


def test_an_alias_is_the_value_that_was_marked() -> None:
    file = parse_yaml("a: &one [x, y]\nb: *one\n", "a.yaml")
    assert file.tree == {"a": ["x", "y"], "b": ["x", "y"]}


def test_a_value_cannot_hold_itself() -> None:
    assert codes(parse_yaml("a: &one [*one]\n", "a.yaml")) == ["P005"]


def test_as_many_aliases_as_are_allowed_are_read() -> None:
    text = f"a: [&one x{', *one' * MOST_ALIASES}]\n"
    assert parse_yaml(text, "a.yaml").problems == ()


def test_more_aliases_than_are_allowed_are_refused() -> None:
    text = f"a: [&one x{', *one' * (MOST_ALIASES + 1)}]\n"
    file = parse_yaml(text, "a.yaml")
    assert codes(file) == ["P003"]
    assert file.tree is None


def test_aliases_of_aliases_count_all_that_they_stand_for() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    start = time.perf_counter()
    assert codes(parse_yaml("\n".join(lines), "a.yaml")) == ["P003"]
    assert time.perf_counter() - start < 1


@pytest.mark.slow
def test_as_many_values_as_are_allowed_are_read() -> None:
    # The mapping, its key and the list are values too.
    file = parse_yaml(f"a: [{'x,' * (MOST_NODES - 3)}]\n", "a.yaml")
    assert file.problems == ()


def test_as_many_levels_as_are_allowed_are_read() -> None:
    lists = DEEPEST - 1  # they stand in the mapping that is the file
    assert codes(parse_yaml(f"a: {'[' * lists}{']' * lists}", "a.yaml")) == []
    assert codes(parse_yaml(f"a: [{'[' * lists}{']' * lists}]", "a.yaml")) == ["P003"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_sixty_thousand_levels_are_refused_at_once_and_without_a_crash(opening: str) -> None:
    start = time.perf_counter()
    file = parse_yaml(opening * 60_000, "a.yaml")
    assert time.perf_counter() - start < 1
    assert codes(file) == ["P003"]


def test_a_mark_for_byte_order_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfgoals: []\n")
    file = read_yaml(path, "a.yaml")
    assert file.tree == {"goals": []}
    assert file.marks.children["goals"].key == Place("a.yaml", 1, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_editor_ends_them(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(f"a: 1{end}b: [1, 2{end}".encode())
    file = read_yaml(path, "a.yaml")
    assert codes(file) == ["P002"]
    path.write_bytes(f"a: 1{end}b: 2{end}a: 3{end}".encode())
    problem = read_yaml(path, "a.yaml").problems[0]
    assert problem.place == Place("a.yaml", 3, 1)
    assert problem.excerpt is not None
    assert problem.excerpt.text == "a: 3"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_rare_sign_for_a_new_line_does_not_shift_the_lines_below_it(sign: str) -> None:
    problem = parse_yaml(f'a: "x{sign}y"\nb: 1\nb: 2\n', "a.yaml").problems[0]
    assert problem.excerpt is not None
    assert problem.excerpt.text == "b: 2"


@pytest.mark.parametrize(
    "text", ["a:\n\tb: 1\n", "a: b: c\n", "a: [1, 2\n", 'a: "x\n', "a: @x\n", "a: 1\n b: 2\n"]
)
def test_what_is_not_yaml_is_said_with_its_line(text: str) -> None:
    file = parse_yaml(text, "a.yaml")
    assert codes(file) == ["P002"]
    assert file.tree is None
    assert file.problems[0].place.line > 0


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b"])
def test_a_control_character_is_said_with_its_line(character: str) -> None:
    file = parse_yaml(f"a: 1\nb: x{character}y\n", "a.yaml")
    assert codes(file) == ["P002"]
    assert file.problems[0].place.line == 2


def test_no_control_character_is_printed_to_a_terminal() -> None:
    file = parse_yaml("a: 1\nb: x\x1b[31my\n", "a.yaml")
    assert "\x1b" not in file.problems[0].message


def test_problems_in_the_writing_do_not_hide_one_another() -> None:
    file = parse_yaml("a: 1\na: 2\n[x]: 3\nb: !!int 4\n", "a.yaml")
    assert codes(file) == ["P004", "P005", "P005"]
    assert file.tree == {"a": "1", "b": "4"}


def test_a_tag_creates_nothing() -> None:
    file = parse_yaml("a: !!python/object/apply:os.system [echo]\n", "a.yaml")
    assert codes(file) == ["P005"]
    assert file.tree == {"a": ["echo"]}


def test_a_tag_is_quoted_as_it_was_typed() -> None:
    assert '"!!int"' in parse_yaml("a: !!int 4\n", "a.yaml").problems[0].message


@pytest.mark.parametrize("text", ["- a\n", "word\n", "[a, b]\n"])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    file = parse_yaml(text, "a.yaml")
    assert codes(file) == ["P005"]
    assert file.tree is None


def test_what_is_not_utf_8_is_said_with_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: M\xe9xico\n")
    assert read_yaml(path, "a.yaml").problems[0].message == "byte 5 of the file is not UTF-8 text."


def test_a_file_that_is_not_there_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    problem = read_yaml(tmp_path / "a.yaml", "a.yaml").problems[0]
    assert problem.code == "P001"
    assert problem.message == "the file cannot be read: no such file or directory."


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert codes(read_yaml(path, "a.yaml")) == ["P003"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_no_text_raises(text: str) -> None:
    file = parse_yaml(text, "a.yaml")
    assert (file.tree is None) <= bool(file.problems)


@given(st.text(alphabet="ab:-[]{}&*!#?|>'\"\n \t,%@", max_size=60))
def test_no_text_of_signs_that_mean_something_raises(text: str) -> None:
    file = parse_yaml(text, "a.yaml")
    for problem in file.problems:
        assert problem.place.line <= len(file.lines)
        assert problem.remedy


@given(
    st.recursive(
        st.text(alphabet="abcé🇲", max_size=4),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(alphabet="xyz", min_size=1, max_size=3), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_marks_have_the_shape_of_the_tree(value: object) -> None:
    def same(tree: object, path: tuple[str | int, ...]) -> None:
        assert file.marks.nearest(path)[1]
        if isinstance(tree, dict):
            for key in tree:
                same(tree[key], (*path, key))
        elif isinstance(tree, list):
            for index, item in enumerate(tree):
                same(item, (*path, index))

    file = parse_yaml(f"root: {_flow(value)}\n", "a.yaml")
    assert file.tree == {"root": value}
    same(file.tree, ())


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return f'"{value}"'


@pytest.mark.parametrize("written", ["~", "null", "Null", "NULL"])
def test_the_word_for_nothing_is_nothing_unless_it_is_quoted(written: str) -> None:
    assert parse_yaml(f"a: {written}\n", "a.yaml").tree == {"a": ""}
    assert parse_yaml(f'a: "{written}"\n', "a.yaml").tree == {"a": written}
