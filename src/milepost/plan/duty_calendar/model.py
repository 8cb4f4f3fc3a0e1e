"""The words of the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from milepost.periods import Period
from milepost.sources import Place

Kind = Literal["duty", "action", "milestone", "review", "waiver"]
KINDS: Final[dict[Kind, str]] = {
    "duty": "Duty",
    "action": "Action",
    "milestone": "Milestone of a recommendation",
    "review": "Review of a mechanism",
    "waiver": "End of a waiver",
}
Status = Literal["done", "not done", "not yet due", "in force", "ended"]
EVERY_AGENCY: Final = "every agency"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a thing was done, as far as the plan records it by the day that is looked at.

    Attributes:
        status: done or not done; before its date, not yet due. A waiver is in force or ended.
        done: when it was done: a year, month or day; empty where it was not.
        days_late: how many days after its date it was done, or has been waiting; 0 where it is not
            late, or where only a year or month is known and nobody can count.
        is_late: whether it is late, even where the days cannot be counted.
        note: what must be known of it.
        source: what shows it.
        illustrative: whether it was made up.
    """

    status: Status
    done: str = ""
    days_late: int = 0
    is_late: bool = False
    note: str = ""
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that falls due.

    Attributes:
        kind: what sort of thing it is.
        id: the identifier of what it belongs to; a step of it is counted: R6.2.
        on: the last day on which it is in time.
        due: as the plan says it: a day, or only a month or year.
        title: what is to be done.
        owners: who has to do it; nobody is named where every agency does.
        to: for whom; empty where that is not said.
        standing: whether it was done.
        source: the section of the law, or where else it is stated.
        place: the line of the plan.
        in_force_from: the day from which the law asks for it; None where that is not said.
        in_force_until: the day until which it did; None where it still does.
        illustrative: whether it was made up.
    """

    kind: Kind
    id: str
    on: dt.date
    due: str
    title: str
    owners: tuple[str, ...]
    to: str
    standing: Standing
    source: str
    place: Place
    in_force_from: dt.date | None = None
    in_force_until: dt.date | None = None
    illustrative: bool = False

    @property
    def uid(self) -> str:
        """A name that stays the same from run to run, whatever is done or moved."""
        again: dict[Kind, str] = {"duty": f"-{self.on.year}", "review": f"-{self.on}"}
        return f"{self.kind}-{self.id}{again.get(self.kind, '')}"

    @property
    def who(self) -> str:
        """Who has to do it, in words."""
        return ", ".join(self.owners) or EVERY_AGENCY

    @property
    def is_in_force(self) -> bool:
        """Whether the law asked for it on its date."""
        return (self.in_force_from is None or self.in_force_from <= self.on) and (
            self.in_force_until is None or self.on <= self.in_force_until
        )


@dataclass(frozen=True, slots=True)
class Undated:
    """A thing that comes again and again, of which the plan does not say from when.

    Attributes:
        kind: what sort of thing it is.
        id: its identifier.
        title: what is to be done.
        reason: why no date can be given.
        place: the line of the plan.
    """

    kind: Kind
    id: str
    title: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class DutyCalendar:
    """What falls due in a year.

    Attributes:
        year: the fiscal or calendar year; of what is counted from a day on, the fiscal year of the
            day that is looked at.
        first: its first day.
        last: its last day.
        as_of: the day by which it is said whether things were done.
        strategy: the title of the strategy.
        strategy_id: its identifier.
        everything: whether actions, milestones, reviews and waivers are in it beside duties.
        entries: what falls due, by date.
        not_in_force: duties of a law that did not ask for them on their date.
        undated: what cannot be given a date.
        illustrative: whether the whole workspace is made up.
    """

    year: Period
    first: dt.date
    last: dt.date
    as_of: dt.date
    strategy: str
    strategy_id: str
    everything: bool
    entries: tuple[Entry, ...]
    not_in_force: tuple[Entry, ...]
    undated: tuple[Undated, ...]
    illustrative: bool = False
