"""Titles in the place of identifiers: what a plan's author writes is not what a reader knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from milepost.plan.model import Plan

# The sections whose things a finding may name.
_NAMED: Final = ("objectives", "mechanisms", "measures", "needs", "goals", "actions")
_IN_A_LIST: Final = re.compile(r"[,.;:]| and | \(")


_HIDDEN: Final = "a measure that is not shown"


def titles_in(plan: Plan, hidden: frozenset[str] = frozenset()) -> Callable[[str], str]:
    """Puts the titles of a plan's things in the place of their identifiers in a text.

    An identifier of one plain word, such as "epic", is taken for one only where it stands in a
    list: elsewhere it is a word.

    Args:
        plan: the plan.
        hidden: measures that are not shown; neither their names nor their titles are.
    """
    resources = {r.id: r.purpose.rstrip(".") for r in plan.resources}
    named = resources | {
        item.id: title
        for section in _NAMED
        for item in getattr(plan, section)
        if (title := getattr(item, "title", None) or getattr(item, "name", None))
    }
    either = "|".join(re.escape(i) for i in sorted(named, key=lambda i: (-len(i), i)))
    known = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])") if named else None

    def titled(text: str) -> str:
        def title(match: re.Match[str]) -> str:
            if match[0] in hidden:
                return _HIDDEN
            before, after = text[: match.start()], text[match.end() :]
            is_listed = before.endswith((", ", ": ", " and ")) and _IN_A_LIST.match(after)
            return f"“{named[match[0]]}”" if "-" in match[0] or is_listed else match[0]

        return text if known is None else known.sub(title, text)

    return titled
