"""The slips of those who know SQL or a spreadsheet better than conditions, each with its remedy.

They are looked for only where a condition could not be read, and outside of what is in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

HOW_CONDITIONS_ARE_WRITTEN: Final = (
    "Write it like SQL's WHERE: origin = 'US' and state in ('TX', 'CA', 'AZ'); docs/conditions.md "
    "lists what may stand in it."
)
_SHOWN: Final = 40
_MAY_BE_A_COLUMN: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong at a place of a condition, and what to write there."""

    at: int
    width: int
    message: str
    remedy: str


def slips(text: str) -> Iterator[Slip]:
    """Every slip that is known, in the order in which they stand."""
    for found in _SLIPS.finditer(text):
        kind = found.lastgroup
        if kind is None or kind.startswith("passed"):
            continue
        said = found[0]
        message, remedy = _SAID[kind](said)
        yield Slip(found.start(), len(said), message, remedy)


def unbalanced(text: str) -> Slip | None:
    """The bracket that has no other half: the first that closes nothing, or the last left open."""
    opened: list[int] = []
    for found in _QUOTED_OR_BRACKET.finditer(text):
        if found[0] == "(":
            opened.append(found.start())
        elif found[0] == ")" and not opened:
            return Slip(
                found.start(),
                1,
                'this ")" closes no bracket.',
                'Take it out, or open a bracket with "(" where what belongs together begins.',
            )
        elif found[0] == ")":
            opened.pop()
    if not opened:
        return None
    return Slip(
        opened[-1],
        1,
        'the bracket that is opened here is not closed with ")".',
        'Write ")" where what belongs together ends, or take the "(" out.',
    )


def in_short(text: str) -> str:
    """What is written, on one line and no longer than one reads in a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _double_quotes(said: str) -> tuple[str, str]:
    inside = said.strip(f'"{_CURLY}')
    shown = in_short(inside).replace("'", "''")
    remedy = f"Write '{shown}', with straight single quotes; one within the text is written twice."
    if _MAY_BE_A_COLUMN.fullmatch(inside):
        remedy += f" If the column is meant: {inside}, without any."
    return f"the text {in_short(inside) or 'here'} is not in single quotes.", remedy


def _of_other_cases(said: str) -> tuple[str, str]:
    return (
        f'"{in_short(said)}" is neither a column nor a text in single quotes.',
        (
            f"Columns are written in small letters, {in_short(said.lower())}; a text as '"
            f"{in_short(said)}'."
        ),
    )


def _compared_with_null(said: str) -> tuple[str, str]:
    word = "is not null" if said.startswith(("<>", "!=")) else "is null"
    return (
        f'"{in_short(said)}" is never true, for nothing equals what is not known.',
        f'Write "{word}".',
    )


def _function(said: str) -> tuple[str, str]:
    return (
        f'there is no function "{in_short(said)}" in conditions.',
        (
            "There are two: days(from, to) and year(date). Let the extract hold a column with what "
            "the function would compute."
        ),
    )


def _other_sql(said: str) -> tuple[str, str]:
    return (
        f'"{in_short(said)}" is SQL that is not there: a condition is about one row by itself.',
        (
            'Write comparisons with "and", "or" and "not"; for rows of another extract there is '
            '"in_both:".'
        ),
    )


def _arithmetic(said: str) -> tuple[str, str]:
    return (
        f'nothing is computed in a condition, so "{said}" cannot stand in it.',
        "Let the extract hold a column with the result; days between two dates are days(from, to).",
    )


def _number(said: str) -> tuple[str, str]:
    return (
        f'"{in_short(said)}" is not a number as conditions know them.',
        "Write digits only, with a point before decimals: 1767 or 0.5.",
    )


def _says(message: str, remedy: str) -> Callable[[str], tuple[str, str]]:
    return lambda said: (message.format(in_short(said)), remedy)


_QUOTED_OR_BRACKET: Final = re.compile(r"'(?:[^']|'')*'|[()]")

_CURLY: Final = "\u2018\u2019\u201c\u201d"
_KEYWORDS: Final = "and|or|not|in|between|like|is|null|true|false"
# A group each, in the order in which they are tried; "passed" is what is no slip.
_SLIPS: Final = re.compile(
    rf"""
    (?P<passed>'(?:[^']|'')*')
    | (?P<open_quote>'.*)
    | (?P<quoted>"[^"]*"?|[{_CURLY}][^{_CURLY}"]*[{_CURLY}]?)
    | (?P<comment>--.*|/\*.*|\#.*)
    | (?P<null>(?:<>|!=|==?)\s*null\b)
    | (?P<twice>==+)
    | (?P<turned>=<|=>|><)
    | (?P<both>&&?)
    | (?P<either>\|\|?)
    | (?P<exclaimed>!(?!=))
    | (?P<semicolon>;)
    | (?P<number>(?<![\w.])-?(?:\d{{1,3}}(?:,\d{{3}})+|\.\d+|\d+\.(?!\d)
        |\d+(?:\.\d+)?e[+-]?\d+|0x[0-9a-f]+)(?!\w))
    | (?P<passed_number>(?<!\w)-?\d+(?:\.\d+)?(?![\w.]))
    | (?P<arithmetic>[-+*/%^])
    | (?P<is_truth>\bis\s+(?:not\s+)?(?:true|false)\b)
    | (?P<ilike>\b(?:ilike|rlike|similar\s+to|regexp|matches|contains|startswith)\b)
    | (?P<sql>\b(?:select|from|where|exists|case|when|then|else|end|cast|union|any|all|interval|join
        |group|order|having|escape|distinct)\b)
    | (?P<passed_call>\b(?:days|year|{_KEYWORDS})(?=\s*\())
    | (?P<function>\b[a-z]\w*(?=\s*\())
    | (?P<passed_word>\b(?:{_KEYWORDS}|date(?=\s*'))\b)
    | (?P<other_case>(?-i:\b[a-z0-9_]*[A-Z]\w*))
    | (?P<passed_name>\w+)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_SAID: Final[dict[str, Callable[[str], tuple[str, str]]]] = {
    "open_quote": _says(
        "the text that begins here has no end.",
        "Close it with a single quote; one within the text is written twice: 'O''Brien'.",
    ),
    "quoted": _double_quotes,
    "comment": _says(
        '"{}" reads like a comment, and a condition has none.',
        'Write the comment in YAML, after a "#" on a line of its own above the key.',
    ),
    "null": _compared_with_null,
    "twice": _says('"{}" is written with one sign.', 'Write "=".'),
    "turned": _says('"{}" is no comparison.', 'Write "<=", ">=" or "<>".'),
    "both": _says('"{}" is written as a word.', 'Write "and".'),
    "either": _says(
        '"{}" is written as a word, if one of two is meant.',
        'Write "or". Texts are not joined in a condition.',
    ),
    "exclaimed": _says('"{}" is written as a word.', 'Write "not"; unequal is "<>" or "!=".'),
    "semicolon": _says(
        '"{}" ends nothing here: a condition is one line of thought.',
        'Take it out; two conditions are joined with "and" or "or".',
    ),
    "number": _number,
    "arithmetic": _arithmetic,
    "is_truth": _says(
        '"{}" cannot stand here.',
        'A column of yes and no stands by itself, "multiple_sale", or with "not" before it; '
        '"is" is followed by "null" or "not null".',
    ),
    "ilike": _says(
        '"{}" is not there.',
        "Write like, in which % stands for anything and _ for one character; capital and small "
        "letters differ.",
    ),
    "sql": _other_sql,
    "function": _function,
    "other_case": _of_other_cases,
}
