"""What may come at a place of a condition, in words, from what the parser would accept there."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

_ENDS: Final = "$END"
# Terminals of grammar.lark, most telling first: with the first that fits all is said.
_SAID: Final = (
    ({"_OR", "_AND"}, 'there comes "and", "or" or the end'),
    ({"RPAR", "COMMA"}, 'there comes a comma or ")"'),
    ({"NAME", "_NOT"}, "there comes a test of a column, such as state = 'TX'"),
    ({"NAME", "TEXT"}, "there comes a column or a value, such as 'TX', 12 or date '2009-06-30'"),
    ({"TEXT", "NUMBER"}, "there comes a value, such as 'TX', 12 or date '2009-06-30'"),
    ({"_NULL", "_NOT"}, 'there comes "null" or "not null"'),
    ({"_LIKE", "_IN", "_BETWEEN", "SIGN"}, 'there comes "=", "<", "in", "between", "like" or "is"'),
    ({"_LIKE", "_IN", "_BETWEEN"}, 'there comes "in", "between" or "like"'),
    ({"_AND"}, 'there comes "and" with the upper end'),
    ({"TEXT"}, "there comes a text in single quotes"),
    ({"_NULL"}, 'there comes "null"'),
    ({"LPAR"}, "there comes a list in brackets, such as ('TX', 'CA')"),
    ({"COMMA"}, "there comes a comma and the second date"),
    ({"RPAR"}, 'there comes ")"'),
)


def in_words(accepted: AbstractSet[str]) -> str:
    """Such as ``there comes a comma or ")"``; the end, where nothing else may come."""
    if _ENDS in accepted and "_OR" not in accepted:
        return "it ends"
    return next((said for names, said in _SAID if names <= accepted), "it ends")
