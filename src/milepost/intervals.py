"""Numbers as people state them, and the stretch in which the true value lies.

"At least 280" is not 280. A statement keeps the words in which a number was given; its interval is
what they mean, with open or closed ends, and goes through every sum and ratio without losing them.
Ends are exact fractions, so that nine tenths is nine tenths; nothing here rounds.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, get_args

Bound = Literal["exact", "about", "at least", "more than", "at most", "less than", "between"]
BOUNDS: Final[tuple[str, ...]] = get_args(Bound)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values that a quantity may have.

    Attributes:
        low: lower end, or None where nothing bounds it from below.
        high: upper end, or None where nothing bounds it from above.
        low_open: the lower end itself is excluded ("more than").
        high_open: the upper end itself is excluded ("less than").
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it is one single value."""
        # What is exact is mostly one and the same number twice; to compare fractions is dear.
        return self.low is not None and (self.low is self.high or self.low == self.high)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        """The difference of two quantities that vary independently of one another."""
        return self + -other

    def times(self, factor: Fraction) -> Interval:
        """The interval stretched by an exact factor, of either sign."""
        if factor < 0:
            return (-self).times(-factor)
        if factor == 0:
            return exactly(0)
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def over(self, other: Interval) -> Interval | None:
        """This quantity divided by another that is more than nothing; None where it may be zero.

        An upper end without bound takes the quotient as near to zero as one likes, so zero is then
        an open end.
        """
        if other.low is None or other.low < 0 or (other.low == 0 and not other.low_open):
            return None
        low, low_open = _quotient_end(self.low, self.low_open, other, towards=-1)
        high, high_open = _quotient_end(self.high, self.high_open, other, towards=1)
        return Interval(low, high, low_open, high_open)

    def reaches(self, threshold: Fraction) -> bool | None:
        """Whether it is at or above a threshold; None where it straddles it."""
        if self.low is not None and self.low >= threshold:
            return True
        if self.low is not None and self.low is self.high:
            return False
        if self.high is None or self.high > threshold:
            return None
        return None if self.high == threshold and not self.high_open else False

    def stays_under(self, threshold: Fraction) -> bool | None:
        """Whether it is at or below a threshold; None where it straddles it."""
        return (-self).reaches(-threshold)


@lru_cache(maxsize=10_000)
def fraction_of(number: Decimal) -> Fraction:
    """A decimal number exactly; a plan's few are asked for again with every figure."""
    return Fraction(number)


def exactly(value: Decimal | Fraction | int) -> Interval:
    """The interval of one single value."""
    number = Fraction(value)
    return Interval(number, number)


def _quotient_end(
    end: Fraction | None,
    end_open: bool,  # noqa: FBT001  # an end and whether it is excluded
    divisor: Interval,
    towards: int,
) -> tuple[Fraction | None, bool]:
    """The lower (``towards`` -1) or upper (1) end of a quotient by a positive divisor."""
    if end is None:
        return None, False
    away_from_zero = end * towards > 0
    by, by_open = (
        (divisor.low, divisor.low_open) if away_from_zero else (divisor.high, divisor.high_open)
    )
    if by is None:
        return Fraction(0), end_open or end != 0
    if by == 0:
        return None, False
    return end / by, end_open or (by_open and end != 0)


@dataclass(frozen=True, slots=True)
class Statement:
    """A number in the words in which it was given.

    Attributes:
        bound: how it was qualified.
        number: the number itself, or the lower one of "between".
        upper: the upper number of "between", else None.
        standard_error: of an estimate from a sample its standard error, in the unit of the number;
            None where none is stated. It is no bound: the true value may lie anywhere, and what is
            compared with a target is the estimate.
    """

    bound: Bound
    number: Decimal
    upper: Decimal | None = None
    standard_error: Decimal | None = None

    @property
    def error_in_words(self) -> str:
        """What is written behind the number of an estimate; nothing behind any other."""
        if self.standard_error is None:
            return ""
        return f" (standard error {self.standard_error:f})"

    def interval(self, about_within: Decimal | None = None) -> Interval:
        """What the words mean.

        Args:
            about_within: what "about" means, plus or minus, in the unit of the number. Where it is
                not declared it is half the last significant digit: about 14 is 13.5 to 14.5,
                about 7,200 is 7,150 to 7,250.
        """
        if self.bound == "exact":
            return _exactly(self.number)
        number = Fraction(self.number)
        match self.bound:
            case "about":
                within = Fraction(
                    half_last_significant_digit(self.number)
                    if about_within is None
                    else about_within
                )
                return Interval(number - within, number + within)
            case "at least":
                return Interval(number, None)
            case "more than":
                return Interval(number, None, low_open=True)
            case "at most":
                return Interval(None, number)
            case "less than":
                return Interval(None, number, high_open=True)
            case "between":
                return Interval(number, number if self.upper is None else Fraction(self.upper))


@lru_cache(maxsize=10_000)
def _exactly(number: Decimal) -> Interval:
    return exactly(number)


def half_last_significant_digit(number: Decimal) -> Decimal:
    """Half a unit of the last digit that is not a trailing zero of a whole number.

    Digits written after the decimal point all count: 14.0 was measured to a tenth, 7,200 only to
    the hundreds. Zero is known to the last digit written.
    """
    _, digits, exponent = number.as_tuple()
    places = int(exponent)
    if places >= 0 and number:
        written = "".join(str(digit) for digit in digits)
        places += len(written) - len(written.rstrip("0"))
    return Decimal(5).scaleb(places - 1)


class UnreadableNumberError(ValueError):
    """Text that is no number as we read them.

    Attributes:
        message: what is wrong, with the offending text.
        remedy: what to write instead.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


_BOUND_WORDS: Final[tuple[tuple[str, Bound], ...]] = (
    ("at least", "at least"), ("no less than", "at least"), ("no fewer than", "at least"),
    (">=", "at least"), ("≥", "at least"),
    ("more than", "more than"), ("over", "more than"), (">", "more than"),
    ("at most", "at most"), ("no more than", "at most"), ("up to", "at most"),
    ("<=", "at most"), ("≤", "at most"),
    ("less than", "less than"), ("fewer than", "less than"), ("just under", "less than"),
    ("under", "less than"), ("<", "less than"),
    ("about", "about"), ("around", "about"), ("approximately", "about"), ("~", "about"),
    ("exactly", "exact"),
)  # fmt: skip
_MINUS: Final = "\N{MINUS SIGN}"
_DASH: Final = "\N{EN DASH}"
_DASHES: Final = tuple("\N{EN DASH}\N{EM DASH}\N{FIGURE DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}")
# Digits of other scripts may look like another one: the Bengali four like an eight.
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = re.compile(rf"[-{_MINUS}]?{_DIGITS}")
_RANGE = re.compile(
    rf"(?:between\s+)?(?P<low>\$?\s*-?{_DIGITS}\s*%?)\s*(?:-|{_DASH}|to|and)\s*(?P<high>\$?\s*-?{_DIGITS}\s*%?)"
)
# In the languages of the forms; "se" needs its bracket or comma: nobody else writes it there.
_ESTIMATE = re.compile(
    r"(?P<number>.*?\S)\s*[(,;]\s*(?:standard error|error est[aá]ndar|[se]\.?\s?e\.?)"
    rf"\s*(?:of|[:=])?\s*(?P<error>\$?\s*{_DIGITS}\s*%?)\s*\)?"
)
_MAGNITUDE = re.compile(
    rf"(?P<sign>-?)\$?\s*(?P<number>{_DIGITS})\s*(?P<word>[a-z]+)\.?", re.IGNORECASE
)
_MAGNITUDES: Final = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "mio": 6,
    "billion": 9, "b": 9, "bn": 9,
}  # fmt: skip
_SMALL: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
# What a decimal keeps exactly when it is reckoned with.
_MOST_DIGITS: Final = 27


def read_statement(text: str, unit: str) -> Statement:
    """Read a number as people type it, with or without words of bound.

    Takes ``1,767``, ``87%`` for a unit of percent, ``$10,000`` for USD, ``at least 280``,
    ``25-33``, ``between 25 and 33``, and of an estimate ``47.3 (standard error 1.2)``.

    Args:
        text: what was typed.
        unit: the unit of the quantity, as its measure declares it.

    Raises:
        UnreadableNumberError: with what is wrong and what to write.
    """
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return _count(text)  # by far the most of what is reported
    plain = " ".join(text.split())
    lower = plain.lower()
    if match := _ESTIMATE.fullmatch(lower):
        return _estimate(plain[: match.end("number")], match["error"], unit)
    if match := _RANGE.fullmatch(lower):
        low, high = (read_number(match[end], unit) for end in ("low", "high"))
        if low > high:
            raise UnreadableNumberError(
                f'"{plain}" goes from the larger number to the smaller.',
                f"Write {high}-{low}.",
            )
        return Statement("between", low, high)
    for words, bound in _BOUND_WORDS:
        rest = plain[len(words) :]
        # "underway" is no number under way.
        if lower.startswith(words) and rest and not (words[-1].isalpha() and rest[0].isalpha()):
            return Statement(bound, read_number(rest, unit))
    return Statement("exact", read_number(plain, unit))


def _estimate(number: str, error: str, unit: str) -> Statement:
    """An estimate with its standard error, which has the unit of the number."""
    said = read_statement(number, unit)
    if said.bound != "exact":
        raise UnreadableNumberError(
            f'"{number}" is a bound, and an estimate has a standard error instead.',
            f"Write the estimate: 47.3 (standard error {error}).",
        )
    return Statement("exact", said.number, None, read_number(error, unit))


@lru_cache(maxsize=10_000)
def _count(digits: str) -> Statement:
    return Statement("exact", Decimal(digits))


def read_number(text: str, unit: str) -> Decimal:
    """Read one number, exactly as it is written.

    Args:
        text: what was typed.
        unit: the unit of the quantity; empty where it has none of its own.

    Raises:
        UnreadableNumberError: with what is wrong and what to write.
    """
    plain = " ".join(text.split())
    bare = plain
    if unit == "USD":
        bare = bare.removeprefix("$").removeprefix("USD").strip()
    if unit == "percent":
        bare = bare.removesuffix("%").removesuffix("percent").strip()
    if _NUMBER.fullmatch(bare):
        digits = bare.replace(",", "").replace(_MINUS, "-")
        if len(digits) <= _MOST_DIGITS:
            return Decimal(digits)
    raise UnreadableNumberError(
        f'"{_shortened(plain)}" is not a number.', _how_to_write(plain, unit)
    )


def _how_to_write(plain: str, unit: str) -> str:
    """The remedy that fits the slip, as nearly as it can be guessed."""
    if remedy := _how_to_write_signs(plain):
        return remedy
    if plain.lower() in _SMALL:
        return f"Write {_SMALL.index(plain.lower())}."
    match = _MAGNITUDE.fullmatch(plain)
    if match and match["word"].lower() in _MAGNITUDES:
        number = Decimal(match["number"].replace(",", ""))
        value = number.scaleb(_MAGNITUDES[match["word"].lower()])
        return f"Write it out{f' in {unit}' if unit else ''}: {match['sign']}{value.normalize():f}."
    for sign, other in (("%", "percent"), ("$", "dollars")):
        if plain.endswith(sign) or plain.startswith(sign):
            if unit:
                return f"The unit is {unit}, not {other}. Write the number of {unit}."
            return f"Write the number alone: {plain.strip(sign).strip()}."
    if match:
        alone = f"Write the number alone: {match['sign']}{match['number']}."
        return f"{alone} The unit is {unit}." if unit else alone
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})*,\d+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?: \d{3})+", plain):
        return "Write thousands with a comma or not at all and decimals with a point: 1,767.5."
    return 'Write digits, such as 1,767, or with a bound "at least 280", "about 14", "25-33".'


def _how_to_write_signs(plain: str) -> str:
    """The remedy for signs that are not ours; empty where there are none."""
    if (ours := _in_our_digits(plain)) != plain:
        return f"Write it in the digits 0 to 9: {_shortened(ours)}."
    if plain[:1] in _DASHES and _NUMBER.fullmatch(plain[1:].strip()):
        return f"Write the minus with the hyphen of the keyboard: -{plain[1:].strip()}."
    if "±" in plain or "+/-" in plain:
        return (
            "Say what follows the sign: of a standard error 47.3 (standard error 1.2), of a range "
            "46.1-48.5."
        )
    return ""


def _in_our_digits(text: str) -> str:
    """The text with every digit of another script as its own of 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _shortened(text: str) -> str:
    most = 60
    return text if len(text) <= most else text[: most - 1] + "…"
