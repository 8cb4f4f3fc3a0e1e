"""The two sides of a comparison of plans, each of which can be read as of any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from milepost.plan.change import Change
from milepost.plan.differences import days_of_change, differences
from milepost.plan.files import PlanReading, read_plan
from milepost.sources import Place, Problem, has_errors, in_order


@dataclass(frozen=True, slots=True)
class Side:
    """A plan that is compared.

    Attributes:
        words: what it is called, in a sentence.
        root: the workspace.
        folders: the folders of its plan, from the workspace.
        shown_from: what is put before its paths, so that they lead to it from here.
        day: the day that is meant, where a day was named and not files.
        commit: the commit's full name, where it is a revision.
        problems: what is wrong beside the plan, in the settings say.
    """

    words: str
    root: Path
    folders: Sequence[str]
    shown_from: str = ""
    day: dt.date | None = None
    commit: str = ""
    problems: tuple[Problem, ...] = ()

    def read(self, day: dt.date) -> PlanReading:
        """The plan as it held on a day, or on the day that is meant."""
        folders = [self.root / folder for folder in self.folders]
        reading = read_plan(folders, self.root, self.day or day)
        problems = (
            replace(p, place=replace(p.place, file=self.shown_from + p.place.file))
            for p in (*self.problems, *reading.problems)
        )
        # Where the settings are wrong, nobody knows which plan is meant.
        plan = None if has_errors(self.problems) else reading.plan
        return replace(reading, plan=plan, problems=in_order(problems))

    def shown(self, place: Place | None) -> Place | None:
        """A place in it, as it can be found from here."""
        return place and replace(place, file=self.shown_from + place.file)


@dataclass(frozen=True, slots=True)
class View:
    """Both plans as they read on one day, with what then differs.

    Attributes:
        old: the older plan.
        new: the newer plan.
        changes: what differs that no view before this one showed.
        day: the day, where it is another than the one that is looked at.
    """

    old: PlanReading
    new: PlanReading
    changes: tuple[Change, ...]
    day: dt.date | None = None


def views(old: Side, new: Side, as_of: dt.date) -> tuple[View, ...]:
    """What differs on a day; of two sets of files also what differs only on other days.

    Where a plan has errors there is one view, without changes.
    """
    first = View(old.read(as_of), new.read(as_of), ())
    if first.old.plan is None or first.new.plan is None:
        return (first,)
    found = [_seen(first, old, new, set())]
    if old.day is None and new.day is None:
        known = {change.key for change in found[0].changes}
        for day in days_of_change(first.old, first.new):
            view = View(old.read(day), new.read(day), (), day)
            if view.old.plan is not None and view.new.plan is not None:
                found.append(_seen(view, old, new, known))
                known |= {change.key for change in found[-1].changes}
    return tuple(view for view in found if view is found[0] or view.changes)


def _seen(view: View, old: Side, new: Side, known: set[tuple[object, ...]]) -> View:
    changes = tuple(
        replace(
            change,
            old_place=old.shown(change.old_place),
            new_place=new.shown(change.new_place),
            from_day=view.day,
        )
        for change in differences(view.old, view.new)
        if view.day is None or (change.can_change_a_rating and change.key not in known)
    )
    return replace(view, changes=changes)
