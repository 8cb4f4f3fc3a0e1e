from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.plan.formulas import parse_formula, value_of


def worked_out(text: str, **values: int) -> Fraction:
    """The value of a formula over exact numbers."""

    def combine(sign: str, left: Fraction, right: Fraction) -> Fraction:
        match sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case _:
                return left / right

    named = {name.replace("_", "-"): Fraction(value) for name, value in values.items()}
    return value_of(parse_formula(text).term, named.__getitem__, Fraction, combine)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at-ports", 6),
        ("at-ports + inland", 8),
        ("at-ports - inland - inland", 2),
        ("at-ports - (inland - inland)", 6),
        ("(at-ports + inland) / inland * 100", 400),
        ("at-ports + inland * 3", 12),
        ("at-ports * 0.1 + inland", Fraction(26, 10)),
        ("12 / at-ports", 2),
        ("at-ports / 4", Fraction(3, 2)),
    ],
)
def test_what_binds_stronger_is_what_everybody_expects(text: str, value: Fraction | int) -> None:
    assert worked_out(text, at_ports=6, inland=2) == value


def test_a_formula_names_its_measures_once_in_order() -> None:
    assert parse_formula("b + a - b").measures == ("b", "a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a * b", "two measures are multiplied; one of them has to be a number."),
        ("a + 1", "a number is added to a measure or taken off it; it has no unit."),
        ("2 / 3", "a number is divided by a number; write the quotient."),
        ("a / 0", "a measure is divided by 0."),
        ("a +", '"a +" is not a complete formula.'),
        ("a b", '"a b" is not a complete formula.'),
        ("( a", '"( a" is not a complete formula.'),
        ("12", '"12" names no measure.'),
        ("a ** b", '"**" is neither a measure, a number nor one of + - * / ( ).'),
        ("sum(a)", "a formula adds, subtracts, multiplies and divides, and no more."),
        ("a.b", '"a.b" is neither a measure, a number nor one of + - * / ( ).'),
        ("A", '"A" is neither a measure, a number nor one of + - * / ( ).'),
        ("- a", "a formula adds, subtracts, multiplies and divides, and no more."),
        ("( " * 90 + "a" + " )" * 90, None),
        ("a + " * 300, "the formula is longer than 1,000 characters."),
    ],
)
def test_what_is_no_formula_is_said(text: str, message: str | None) -> None:
    if message is None:
        assert parse_formula(text).measures == ("a",)
        return
    with pytest.raises(ValueError) as error:  # noqa: PT011  # the message is compared below
        parse_formula(text)
    assert str(error.value) == message


def test_units_run_through_sums_only() -> None:
    assert parse_formula("a + b - (c + a)").only_adds
    assert not parse_formula("a * 2").only_adds
    assert not parse_formula("a * 2").is_quotient
    assert parse_formula("100 * (a / b)").is_quotient
    assert not parse_formula("a / 12").is_quotient


@given(st.text(alphabet="ab1.+-*/() ,_", max_size=60))
def test_no_text_brings_it_down(text: str) -> None:
    try:
        formula = parse_formula(text)
    except ValueError as error:
        assert str(error).endswith(".")  # noqa: PT017  # any text may be either
    else:
        assert formula.measures
