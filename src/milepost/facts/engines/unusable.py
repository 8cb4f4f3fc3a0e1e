"""What is said where an engine cannot do what was asked of it."""

from __future__ import annotations


class EngineUnusableError(Exception):
    """An engine that cannot be used: not installed, not reached, or it cannot read the store.

    Its message is one sentence for whoever named the engine, with what to do.
    """
