"""How an audit counts and names in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

MOST_NAMES: Final = 20


def count(number: int, what: str, several: str = "") -> str:
    """Such as ``1 objective`` or ``6 objectives``."""
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"


def of(number: int, whole: int, what: str) -> str:
    """Such as ``4 of 6 objectives`` or ``none of 6 objectives``."""
    return f"{f'{number:,}' if number else 'none'} of {count(whole, what)}"


def listed(names: Iterable[str], most: int = MOST_NAMES) -> str:
    """Names as a sentence has them, each once, and not too many: ``ATF, ICE and 4 more``."""
    once = list(dict.fromkeys(names))
    if len(once) > most:
        once = [*once[: most - 1], f"{len(once) - most + 1:,} more"]
    return " and ".join([", ".join(once[:-1]), once[-1]]) if len(once) > 1 else "".join(once)


def sentences(parts: Iterable[str]) -> str:
    """The parts that say something, one after another."""
    return " ".join(part for part in parts if part)


def named(groups: Sequence[str], singular: str, plural: str) -> str:
    """``Nobody leads 2: a and b.`` from names and two ways to begin; empty without names."""
    if not groups:
        return ""
    return f"{singular if len(groups) == 1 else plural}: {listed(groups)}."


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def has(number: int) -> str:
    """``has`` for none or one, ``have`` for more."""
    return "has" if number <= 1 else "have"


def is_(number: int) -> str:
    """``is`` for none or one, ``are`` for more."""
    return "is" if number <= 1 else "are"
