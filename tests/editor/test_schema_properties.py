"""Schema and models cannot drift: what the one accepts, the other does not refuse."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

import pydantic
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.plan import dated, model, scalars
from milepost.plan.files import _LISTS, _SINGLES, read_plan
from milepost.plan.yaml_source import Tree
from milepost.sources import Problem
from tests.editor.native import Content, as_text, complaints, plan_validator, scalar

Hint = Any  # a type expression

# Forms in which each kind of scalar may be written, then forms that come near it.
_WRITTEN: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = MappingProxyType(
    {
        "Text": (("x", "2009", "12.30", "at: least", " two  words ", "É → 目"), ("", " ")),
        "Prose": (("x", "2009", "one\n\ntwo", " a\nb "), ("", "\n")),
        "Number": (
            ("0", "400", "1,767", "12.30", "-5", "\N{MINUS SIGN}3", " 7 ", "0.000"),
            ("four", "1.767,5", "12 thousand", "87%", "1e3", ".5", "+5", "1,7", ""),
        ),
        "StatedNumber": (
            ("400", "at least 280", "About 7,200", "25-33", "between 25 and 33", "25 TO 33",
             "25–33", "≥ 4", ">=4", "no fewer than 12", "-3", "exactly 5"),
            ("four", "12 thousand", "more", "33-25", ""),
        ),
        "Digits": (("0", "6", " 3 "), ("7", "-1", "1.0", "x")),
        "WholeNumber": (("1", "9999", " 4 "), ("0", "10000", "1.5", "two")),
        "Days": (("45 days", "1 day", "45  days"), ("45", "days", "99999 days")),
        "YesNo": (("true", "false", " true "), ("True", "yes", "1", "")),
        "PeriodText": (
            ("FY2009", "FY2009-Q3", "CY2008", "CY2009-Q1", "2009-05", "2008-09-30",
             "FY2004..FY2008", "FY2004 .. FY2008", "2009-01..2009-05", "FY1700", "CY9998"),
            ("2009", "FY09", "FY2009-Q5", "2009-13", "2009-02-30", "FY2008..CY2009",
             "FY2008..FY2004", "FY2008..", "fy2009", "FY1699", "CY9999"),
        ),
        "Day": (("2009-06-30", " 2009-06-30 ", "0001-01-01"), ("2009-6-30", "30.6.2009", "2009")),
        "PartialDate": (
            ("2009", "2009-06", "2009-06-30", "0099"), ("9", "2009-13", "09-2009", "20090630"),
        ),
        "Month": (("October", "May"), ("oktober", "10")),
        "DateRuleText": (
            ("1 November", "first Monday in February", "last Friday of June",
             "60 days after 30 September", "1 day before  2 days after 1 May"),
            ("November", "32 May", "fifth Monday in May", "1 november"),
        ),
        "FormulaText": (
            ("seized - traced", "2 * seized", "(seized + traced) / 100", "seized / traced"),
            ("seized @ traced", "2", "seized traced", "Seized"),
        ),
        "ConditionText": (
            ("origin = 'US'", "NOT (a IN ('x', 'y') or b is null)", "days(a, b) <= 14", "seized"),
            ("origin = US", "a ==", "", "(a = 1"),
        ),
        "ExpressionText": (("kilograms", "days(a, b)", " year(a) "), ("sum(a)", "Kilograms", "")),
        "ColumnName": (("recovered_on", "a", "a1"), ("Recovered", "1a", "a-b", "")),
        "ColumnDigits": (("1", "38", " 18 "), ("0", "39", "1.5")),
        "ColumnDecimals": (("0", "18", " 2 "), ("19", "-1", "1.5")),
        "AgencyId": (("ATF", "EMBASSY-MEXICO", "F4"), ("atf", "A T F", "A--B")),
        "MeasureId": (("cases-initiated", "x", "2009", "1e3"), ("Cases", "a b", "a--b")),
        "Id": (("share-intelligence", "gao-09.1", "1.5", "A"), ("a b", "-a", "a_b")),
    }
)  # fmt: skip


@functools.cache
def _names() -> dict[scalars.Scalar | None, str]:
    return {_validator(getattr(scalars, name)): name for name in _WRITTEN}


def _validator(hint: Hint) -> scalars.Scalar | None:
    return next((part for part in get_args(hint)[1:] if isinstance(part, scalars.Scalar)), None)


def _entries(declared: type[pydantic.BaseModel], *, datable: bool) -> st.SearchStrategy[Tree]:
    """Entries of a model, mostly right."""
    hints = get_type_hints(declared, include_extras=True)
    required: dict[str, st.SearchStrategy[Tree]] = {}
    optional: dict[str, st.SearchStrategy[Tree]] = {}
    for name, field in declared.model_fields.items():
        value = _values(hints[name], datable=datable)
        if datable and name != "id":
            value = st.one_of(value, value, value, _with_dates(value))
        (required if field.is_required() else optional)[field.alias or name] = value
    entry = st.fixed_dictionaries(required, optional=optional)
    return st.one_of(entry, st.just("in words")) if declared is model.Limitation else entry


def _with_dates(value: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    first = st.fixed_dictionaries({"value": value, "source": st.just("x")})
    later = st.fixed_dictionaries(
        {"from": st.just("2010-02-01"), "reason": st.just("x"), "approved_by": st.just("y"),
         "source": st.just("2009")},
        optional={"value": value, "illustrative": st.just("true")},
    )  # fmt: skip
    return st.builds(lambda *held: {"dated": [*held]}, first, later)


def _values(hint: Hint, *, datable: bool) -> st.SearchStrategy[Any]:
    origin: object = get_origin(hint)
    parts = get_args(hint)
    if origin is Annotated:
        validator = _validator(hint)
        if validator is None:
            return _values(parts[0], datable=datable)
        return st.sampled_from(_WRITTEN[_names()[validator]][0])
    if origin is tuple:
        value = _values(parts[0], datable=datable)
        return st.lists(st.one_of(value, _with_dates(value)) if datable else value, max_size=2)
    if origin is dict:
        key, value = (_values(part, datable=False) for part in parts)
        return st.dictionaries(key, value, max_size=2)
    if origin is Literal:
        return st.sampled_from(parts)
    if isinstance(hint, type) and issubclass(hint, pydantic.BaseModel):
        return st.deferred(lambda: _entries(hint, datable=datable))
    if hint is Any:
        return st.just("x")
    (part,) = (p for p in parts if p is not NoneType)
    return _values(part, datable=datable)


def _paths(tree: Tree, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    below = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in below if not isinstance(tree, str) else ():
        yield from _paths(value, (*path, key))


_NEAR: Final = tuple(form for _, near in _WRITTEN.values() for form in near)
_ODD: Final[tuple[Tree, ...]] = (
    "", "x", "2009", "FY2009", "true", [], ["x"], {}, {"x": "y"}, {"dated": [{"source": "x"}]},
    {"dated": [{"value": "x", "source": "x"}]}, {"dated": "x"}, *_NEAR,
)  # fmt: skip
_STRANGE: Final = st.sampled_from(_ODD)


def _changed(tree: Tree, path: tuple[Any, ...], change: Tree) -> Tree:
    if not path:
        return change
    step, *rest = path
    if isinstance(tree, dict):
        return {k: _changed(v, tuple(rest), change) if k == step else v for k, v in tree.items()}
    assert isinstance(tree, list)
    return [_changed(v, tuple(rest), change) if i == step else v for i, v in enumerate(tree)]


@st.composite
def _sections(draw: st.DrawFn) -> dict[str, Tree]:
    """A section with one entry, in which at most one thing was changed at random."""
    known = {**_LISTS, **_SINGLES}
    section = draw(st.sampled_from(sorted(known)))
    whole = "measures" if section == "measure" else section
    entry = draw(_entries(known[section], datable=whole in dated.SECTIONS))
    tree: Tree = [entry] if section in _LISTS else entry
    if draw(st.booleans()):
        path = draw(st.sampled_from(list(_paths(tree))))
        tree = _changed(tree, path, draw(_STRANGE))
    return {section: tree}


def _as_an_editor_sees(tree: Tree, draw: st.DataObject) -> Content:
    """Each text with quotation marks or without them."""
    if isinstance(tree, dict):
        return {key: _as_an_editor_sees(value, draw) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_as_an_editor_sees(value, draw) for value in tree]
    bare = scalar(tree)
    # What is nothing, or true, to an editor has to be quoted where a text is meant.
    is_odd = bare is None or isinstance(bare, bool)
    return tree if is_odd or not draw.draw(st.booleans()) else bare


def _problems_of_form(section: dict[str, Tree]) -> list[Problem]:
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "plan.yaml").write_text(as_text(section), encoding="utf-8")
        reading = read_plan([Path(made)], Path(made))
    return [problem for problem in reading.problems if problem.code.startswith("P1")]


_validate = functools.cache(plan_validator)


@pytest.mark.slow
def test_whatever_check_accepts_an_editor_accepts() -> None:
    accepted: set[str] = set()

    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(section=_sections(), draw=st.data())
    def holds(section: dict[str, Tree], draw: st.DataObject) -> None:
        if not _problems_of_form(section):
            accepted.update(section)
            assert complaints(_validate(), _as_an_editor_sees(section, draw)) == []

    holds()
    # Nothing is shown by entries that are all refused.
    assert len(accepted) > len(_LISTS) / 2
