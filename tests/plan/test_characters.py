from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from milepost.plan.characters import place_within
from milepost.plan.yaml_source import parse_yaml

_WRITTEN = {
    "plainly": "where: origin = X and state = 'TX'\n",
    "plainly-over-lines": "where: origin = X\n  and\n\n  state = 'TX'\nnext: 1\n",
    "in-single-quotes": "where: 'state = ''TX'' and X'\n",
    "in-single-quotes-over-lines": "where: 'state = ''TX''\n  and\n\n    X'\n",
    "in-double-quotes": 'where: "state = \\u0027TX\\u0027 and\\tX"\n',
    "in-double-quotes-over-lines": "where: \"state =\n   'TX' a\\\n   nd\n\n   X\"\n",
    "folded": "where: >\n  state = 'TX'\n  and\n\n  X or a\n    = 3\n  and b\n",
    "folded-and-stripped": "where: >-\n\n  state = 'TX' and\n  X\n",
    "as-it-is": "where: |\n  state = 'TX'\n    and X\n\n  or c\n",
    "as-it-is-with-an-indentation": "where: |2\n    state = 'TX'\n    and X\n",
    "in-a-flow": "{where: state = 'TX' and X, next: 1}\n",
    "after-an-anchor": "where: &here state = 'TX' and X\n",
}


@pytest.mark.parametrize("text", _WRITTEN.values(), ids=_WRITTEN.keys())
def test_a_word_is_found_where_it_is_written(text: str) -> None:
    file = parse_yaml(text, "plan.yaml")
    assert file.tree is not None
    value = file.tree["where"]
    assert isinstance(value, str)
    place = place_within(file, file.marks.children["where"], value, value.index("X"))
    assert place is not None
    assert file.lines[place.line - 1][place.column - 1] == "X"


def test_what_is_missing_at_the_end_is_missing_behind_the_last_character() -> None:
    file = parse_yaml("where: origin =\n", "plan.yaml")
    place = place_within(file, file.marks.children["where"], "origin =", 8)
    assert str(place) == "plan.yaml:1:16"


@given(
    st.text(st.sampled_from("ab '\"\\\n:#XéT"), max_size=30),
    st.sampled_from(["'", '"', "|", ">", None]),
    st.sampled_from([20, 1000]),
)
def test_every_letter_of_any_value_is_found_however_it_is_written(
    said: str, style: str | None, width: int
) -> None:
    text = yaml.safe_dump({"where": said}, default_style=style, width=width, allow_unicode=True)
    file = parse_yaml(text, "plan.yaml")
    if file.tree is None or "where" not in file.tree:
        key = '"where"'
        file = parse_yaml(text.replace(key, "where"), "plan.yaml")
    assert file.tree is not None
    value = file.tree["where"]
    assert isinstance(value, str)
    for at, letter in enumerate(value):
        if letter in "abXT":
            place = place_within(file, file.marks.children["where"], value, at)
            assert place is not None
            assert file.lines[place.line - 1][place.column - 1] == letter
