"""One difference between two plans, with all that a reader must know of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from milepost.plan.goalposts import Path
from milepost.sources import Place

Kind = Literal["added", "dropped", "moved", "renamed", "changed"]
_NO_RATING: Final = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between an older and a newer plan.

    Attributes:
        kind: added, dropped, moved (under another parent, to another date), renamed, or changed.
        section: the section of the plan, such as measures.
        identifier: the thing, by its name in the newer plan where it is there.
        was: its name in the older plan; empty where it was not there.
        title: the thing in a few words.
        what: which part of it, in words; empty for the thing itself.
        old: what the older plan says, in the plan's words; empty for nothing.
        new: what the newer plan says.
        old_path: the keys that lead to it in the older plan.
        new_path: the keys that lead to it in the newer plan; of what is gone, as far as they lead.
        can_change_a_rating: whether a rating may come out differently.
        weakens: whether the promise is now easier to keep; None where that cannot be said.
        needs_reason: whether somebody has to say why.
        reason: why, as the newer plan says it; empty where it does not.
        approved_by: who approved it.
        source: where that is laid down.
        old_place: where the older plan says it; None for nowhere.
        new_place: where the newer plan says it.
        illustrative: whether it was made up to show a feature.
        from_day: the day from which it is so, where that is not the day both plans were read as of.
    """

    kind: Kind
    section: str
    identifier: str
    was: str
    title: str
    what: str
    old: str
    new: str
    old_path: Path
    new_path: Path
    can_change_a_rating: bool
    weakens: bool | None
    needs_reason: bool
    reason: str
    approved_by: str
    source: str
    old_place: Place | None
    new_place: Place | None
    illustrative: bool
    from_day: dt.date | None = None

    @property
    def lacks_reason(self) -> bool:
        """Whether somebody has to say why, and nobody does."""
        return self.needs_reason and not self.reason

    @property
    def lowers_a_target(self) -> bool:
        """Whether a promise was made easier to keep, put off, or given up."""
        whole = self.section == "measures" and not self.new_path and self.kind == "dropped"
        of_target = self.section == "measures" and "targets" in (
            *self.old_path[:1],
            *self.new_path[:1],
        )
        return bool(self.weakens) and (whole or of_target)

    @property
    def rank(self) -> int:
        """By which changes are put in order: what matters most has the lowest."""
        if self.lowers_a_target:
            return 0
        if not self.can_change_a_rating:
            return _NO_RATING
        return 1 if self.weakens else 2

    @property
    def key(self) -> tuple[object, ...]:
        """By which the same change is known again on another day."""
        return (self.kind, self.section, self.identifier, self.what, self.old, self.new)
