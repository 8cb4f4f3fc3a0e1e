"""What is said where an engine cannot do what was asked of it."""

from __future__ import annotations

import re


class EngineUnusableError(Exception):
    """An engine that cannot be used: not installed, not reached, or it cannot read the store.

    Its message is one sentence for whoever named the engine, with what to do.
    """


def shown_as(address: str) -> str:
    """An address as it may be printed: what follows it may hold a token."""
    scheme, separator, place = address.partition("://")
    return scheme + separator + re.split("[/;?]", place, maxsplit=1)[0]
