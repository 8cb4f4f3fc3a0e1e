"""What comes in from other people's files, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from milepost.sources import Problem


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of another form holds, as files of a plan that are not written yet.

    Attributes:
        files: the path of each, below the folder it is to be written into, and its YAML.
        not_carried: what the plan has no place for, a sentence each.
        problems: what was wrong; where there are errors nothing is written.
    """

    files: tuple[tuple[str, str], ...]
    not_carried: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
