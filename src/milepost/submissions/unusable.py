"""What is said where a ledger cannot be used; apart from the rest, so that it is soon there."""

from __future__ import annotations


class LedgerUnusableError(Exception):
    """The ledger cannot be opened, read or written; the message says why."""


class OpenFilesError(LedgerUnusableError):
    """A ledger cannot be written as open files or made anew from them; the message says why."""
