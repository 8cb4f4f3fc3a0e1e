"""Composes the picture of reporting: agencies by the periods they were asked for."""

from __future__ import annotations

from collections import Counter
from typing import Final

from milepost.evaluation.reporting import AgencyStatus, Asked, Status
from milepost.plan.model import Plan
from milepost.scorecard.pictures import MatrixCell, MatrixChart, Standing

_WORST_FIRST: Final[tuple[Standing, ...]] = ("missing", "late", "not due", "reported", "in time")
_SAID_FIRST: Final[tuple[Standing, ...]] = ("in time", "reported", "late", "missing", "not due")


def matrix(
    plan: Plan, status: Status, hidden: frozenset[str], *, illustrative: bool
) -> MatrixChart | None:
    """Agencies by the periods that figures were asked for; None where none were."""
    calendar = plan.calendar
    asked = [
        (agency.agency, one)
        for agency in status.agencies
        for one in agency.asked
        if one.measure.id not in hidden
    ]
    if not asked:
        return None
    # A year stands after its last quarter.
    periods = sorted(
        {one.period for _, one in asked}, key=lambda p: (calendar.end(p), p.is_year, str(p))
    )
    cells = []
    for agency in status.agencies:
        for period in periods:
            own = [o for name, o in asked if name == agency.agency and o.period == period]
            if own:
                cells.append(_cell(agency, str(period), own))
    agencies = tuple(dict.fromkeys(cell.agency for cell in cells))
    title = _title(agencies, cells)
    each = "; ".join(f"{cell.agency}, {cell.period}: {cell.words}" for cell in cells)
    return MatrixChart(
        id="reported",
        title=title,
        unit="figures asked for",
        agency="all agencies",
        agencies=agencies,
        periods=tuple(str(period) for period in periods),
        cells=tuple(cells),
        alternative=f"{title}. {each}." + (" Illustrative." if illustrative else ""),
        illustrative=illustrative,
    )


def _cell(agency: AgencyStatus, period: str, own: list[Asked]) -> MatrixCell:
    counted = Counter(_standing(one) for one in own)
    worst = next(standing for standing in _WORST_FIRST if counted[standing])
    words = ", ".join(f"{counted[s]} {s}" for s in _SAID_FIRST if counted[s])
    return MatrixCell(agency.agency, period, worst, words)


def _standing(one: Asked) -> Standing:
    """What became of a figure; what was rejected or given back is not there."""
    if one.state == "awaited":
        return "not due"
    if one.state != "reported":
        return "missing"
    if one.arrival is None:
        return "reported"
    return "in time" if one.arrival == "on time" else "late"


def _title(agencies: tuple[str, ...], cells: list[MatrixCell]) -> str:
    late = {cell.agency for cell in cells if "late" in cell.words}
    lacking = {cell.agency for cell in cells if "missing" in cell.words}
    whole = len(agencies) - len(late | lacking)
    timed = any("in time" in cell.words or "late" in cell.words for cell in cells)
    how = "in time" if timed else "that was due"
    noun = "agency" if len(agencies) == 1 else "agencies"
    said = f"{whole} of {len(agencies)} {noun} reported every figure {how}"
    return said + (f"; {len(lacking)} left figures out" if lacking else "")
