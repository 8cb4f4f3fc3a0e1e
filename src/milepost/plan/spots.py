"""One thing in two plans, and the same spot within it in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from milepost.plan import in_words
from milepost.plan.goalposts import Path
from milepost.plan.model import Measure, Waiver

_SINGLES: Final = ("strategy", "calendar")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in both plans, as far as it is in each."""

    section: str
    old: Any
    new: Any

    @property
    def there(self) -> Any:  # noqa: ANN401  # whatever a section holds
        """The thing itself: as it is now, or as it was where it is gone."""
        return self.old if self.new is None else self.new

    @property
    def identifier(self) -> str:
        """Its name in the newer plan; of what is gone, in the older one."""
        return self.section if self.section in _SINGLES else str(self.there.id)

    @property
    def was(self) -> str:
        """Its name in the older plan; empty where it was not there."""
        if self.old is None:
            return ""
        return self.section if self.section in _SINGLES else str(self.old.id)

    @property
    def title(self) -> str:
        """What it is, in a few words."""
        texts = (getattr(self.there, key, None) for key in ("title", "name", "statement"))
        return next((text for text in texts if text), "")

    @property
    def directions(self) -> tuple[str | None, str | None]:
        """Which way is better, in the older plan and in the newer one."""
        old, new = (t.direction if isinstance(t, Measure) else None for t in (self.old, self.new))
        return old, new

    @property
    def bears_on_ratings(self) -> bool:
        """A waiver may be of a criterion instead, and then moves no rating.

        One of a check may, by letting in a figure that would have been refused.
        """
        waivers = [w for w in (self.old, self.new) if isinstance(w, Waiver)]
        return not waivers or any(w.of != "criterion" for w in waivers)


@dataclass(frozen=True, slots=True)
class Spot:
    """The same spot within a thing of both plans: what stands there, and how it is reached."""

    old: Any
    new: Any
    old_path: Path = ()
    new_path: Path = ()

    def at(self, old: Any, new: Any, *steps: str | int | None) -> Spot:  # noqa: ANN401
        """A spot within it: by one key in both, or by a position in each."""
        here, there = (steps[0], steps[-1])
        return Spot(
            old,
            new,
            self.old_path if here is None else (*self.old_path, here),
            self.new_path if there is None else (*self.new_path, there),
        )

    @property
    def key(self) -> str | int:
        """The last key or position on the way to it."""
        return (self.new_path or self.old_path)[-1]

    def in_words(self, thing: Thing) -> str:
        """Which part of a thing is meant: by its name in the older plan, if it was there."""
        if thing.old is None or len(self.new_path) > len(self.old_path):
            return in_words.of_path(thing.new, self.new_path)
        return in_words.of_path(thing.old, self.old_path)
