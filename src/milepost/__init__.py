"""Milepost monitors how a government strategy performs.

A plan is declared in YAML, agencies' files are recorded for good, a judge compares the two, and a
scorecard is published in which every number can be walked back to the cell it came from.

For notebooks and other programs there is :func:`open_workspace`; docs/api.md shows it at work.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which alone takes longer to import than all of this
if TYPE_CHECKING:
    import datetime as dt
    import os

    from milepost.workspace import Workspace

__all__ = ["open_workspace"]


def open_workspace(
    path: str | os.PathLike[str],
    ledger: str | None = None,
    plan_as_of: str | dt.date | None = None,
) -> Workspace:
    """Open a folder with a plan, a ledger and reports.

    Nothing is read before it is asked for, and no ledger is made by looking. Close it when it is
    no longer needed, or use it in a ``with``.

    Args:
        path: the folder, in which ``milepost.yaml`` may lie.
        ledger: the address of another ledger, as SQLAlchemy writes it.
        plan_as_of: the day on which the plan's dated values are read, "2009-08-14"; without it
            each call reads them on the day that it looks at.

    Raises:
        NotADirectoryError: where there is no such folder.
        ValueError: where the day is none.
    """
    # The rooms are imported when they are needed: this package itself costs nothing.
    from pathlib import Path  # noqa: PLC0415

    from milepost.periods import parse_day  # noqa: PLC0415
    from milepost.workspace import Workspace  # noqa: PLC0415

    root = Path(path)
    if not root.is_dir():
        raise NotADirectoryError(f"{root}: there is no such folder.")
    day = parse_day(plan_as_of) if isinstance(plan_as_of, str) else plan_as_of
    return Workspace(root, ledger, day)
