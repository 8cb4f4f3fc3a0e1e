"""A measure of the plan as the cells of a row, by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from milepost.interchange.columns import COLUMNS, HEADING_OF
from milepost.interchange.record_cells import PARTS, as_lines
from milepost.interchange.row_remarks import BULLET
from milepost.interchange.target_cells import label_of, lines, marks_of, value_of
from milepost.plan.dated import History
from milepost.plan.model import Measure, Plan
from milepost.plan.places import Places

# A workbook of more columns is read by nobody; further periods stand together in one cell.
MOST_PERIODS: Final = 24
_SIGNIFICANT: Final = 15


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell.

    Attributes:
        number: the number.
        unit: in what it is counted.
        decimals: with how many decimals it is shown.
        illustrative: whether it was made up.
    """

    number: Decimal
    unit: str
    decimals: int
    illustrative: bool


Content = str | Figure


def headings_of(plan: Plan) -> tuple[str, ...]:
    """The names of the columns, with one for each period that a target is for."""
    names: list[str] = []
    for column in COLUMNS:
        if column.key == "target":
            names += [f"Target {period}" for period in _periods(plan)]
        elif column.key != "target_period":
            names.append(column.heading)
    return tuple(names)


def _periods(plan: Plan) -> list[str]:
    """The periods that have a column of their own, in order; the others are the rarest."""
    counts: dict[str, int] = {}
    order: dict[str, tuple[object, ...]] = {}
    for measure in plan.measures:
        for target in measure.targets:
            if target.period is not None and target.agency is None:
                name = str(target.period)
                counts[name] = counts.get(name, 0) + 1
                order[name] = plan.calendar.key(target.period)
    kept = sorted(counts, key=lambda name: (-counts[name], order[name]))[:MOST_PERIODS]
    return sorted(kept, key=lambda name: order[name])


def cells_of(
    plan: Plan, places: Places, histories: Sequence[History]
) -> Iterator[dict[str, Content]]:
    """The cells of each measure by the name of their column, in the order of the plan."""
    periods = set(_periods(plan))
    titles = {objective.id: objective.title for objective in plan.objectives}
    dated: dict[str, list[History]] = {}
    for history in histories:
        if history.section == "measures":
            dated.setdefault(history.identifier, []).append(history)
    for measure in plan.measures:
        cells: dict[str, Content] = {
            HEADING_OF[key]: content for key, content in _plain_cells(measure).items() if content
        }
        cells[HEADING_OF["objective_title"]] = titles.get(measure.objective, "")
        cells |= _targets(measure, periods)
        cells[HEADING_OF["rules"]] = "\n".join(
            _history(history) for history in dated.get(measure.id, ())
        )
        cells[HEADING_OF["written"]] = str(places.at("measures", measure.id))
        yield cells


def _plain_cells(measure: Measure) -> dict[str, Content | None]:
    base, ratio = measure.baseline, measure.ratio
    lag = measure.reporting_lag
    return {
        "id": measure.id,
        "title": measure.title,
        "definition": measure.definition,
        "objective": measure.objective,
        "unit": measure.unit,
        "kind": measure.kind,
        "direction": measure.direction,
        "frequency": measure.frequency,
        "agencies": ", ".join(measure.agencies),
        "baseline": _number(base.value, measure, illustrative=base.illustrative) if base else None,
        "baseline_period": str(base.period) if base else None,
        "baseline_source": base.source if base else None,
        "source": measure.source,
        "method": measure.method,
        "verification": measure.verification,
        "required_accuracy": measure.required_accuracy,
        "limitations": _limitations(measure),
        "compensation": "\n".join(
            f"{n}. {limitation.compensated_by}"
            for n, limitation in enumerate(measure.limitations, start=1)
            if limitation.compensated_by
        ),
        **{key: as_lines(key, measure) for key in PARTS},
        "sensitivity": measure.sensitivity,
        "smallest_shown": None
        if measure.smallest_shown is None
        else _bare(str(measure.smallest_shown), measure),
        "critical": "yes" if measure.critical else None,
        "weight": None if measure.weight is None else _bare(f"{measure.weight:f}", measure),
        "illustrative": "; ".join(_made_up(measure)),
        "quantity": measure.quantity,
        "basis": measure.basis,
        "reporting_lag": None if lag is None else f"{lag} days",
        "combine_agencies": measure.combine.agencies,
        "combine_periods": measure.combine.periods,
        "ratio": f"{ratio.numerator} / {ratio.denominator}" if ratio else None,
        "mixed_bases": ratio.mixed_bases if ratio else None,
        "formula": str(measure.formula) if measure.formula else None,
        "dimensions": ", ".join(measure.dimensions),
        "decimals": _bare(str(measure.decimals), measure),
        "about_within": None
        if measure.about_within is None
        else _bare(f"{measure.about_within:f}", measure),
        "path": measure.path,
        "profile": ", ".join(f"{share:f}" for share in measure.profile),
    }


def _number(text: str, measure: Measure, *, illustrative: bool) -> Content:
    """A number as a number where a spreadsheet keeps it as it is written, else as text."""
    try:
        number = Decimal(text)
        kept = Decimal(f"{float(number):.{_SIGNIFICANT}g}")
    except (ArithmeticError, ValueError):
        return text
    plain = f"{kept:f}"
    if (
        plain != text
        or not number.is_finite()
        or text == "-0"
        or ("." in plain and plain.endswith("0"))
    ):
        return text
    written = len(plain.partition(".")[2])
    is_made_up = illustrative or measure.illustrative
    return Figure(number, measure.unit, max(written, measure.decimals), is_made_up)


def _bare(text: str, measure: Measure) -> Content:
    """A number that is no figure of the measure, and has no unit."""
    content = _number(text, measure, illustrative=False)
    if isinstance(content, str):
        return content
    return Figure(content.number, "", len(text.partition(".")[2]), illustrative=False)


def _targets(measure: Measure, periods: set[str]) -> dict[str, Content]:
    cells: dict[str, Content] = {}
    others: list[tuple[str, str]] = []
    for target in measure.targets:
        text = value_of(target)
        if target.agency is None and str(target.period) in periods:
            cells[f"Target {target.period}"] = _number(
                text, measure, illustrative=target.illustrative
            )
        else:
            others.append((label_of(target), text))
    labelled = [(label_of(target), target) for target in measure.targets]
    cells[HEADING_OF["other_targets"]] = lines(others)
    cells[HEADING_OF["target_rationale"]] = lines((n, t.rationale or "") for n, t in labelled)
    cells[HEADING_OF["target_source"]] = lines((n, t.source) for n, t in labelled)
    cells[HEADING_OF["target_marks"]] = lines((n, marks_of(t)) for n, t in labelled)
    return cells


def _limitations(measure: Measure) -> str:
    statements = [limitation.statement for limitation in measure.limitations]
    if len(statements) == 1 and not BULLET.match(statements[0]):
        return statements[0]
    return "\n".join(f"• {statement}" for statement in statements)


def _made_up(measure: Measure) -> Iterator[str]:
    if measure.illustrative:
        yield "measure"
    if measure.baseline is not None and measure.baseline.illustrative:
        yield "baseline"
    yield from (label_of(target) for target in measure.targets if target.illustrative)


def _history(history: History) -> str:
    what = " ".join(str(step + 1) if isinstance(step, int) else step for step in history.path)
    held = [
        ("at first" if n == 0 else f"from {h.since}")
        + f" {h.value if isinstance(h.value, str) else 'none' if h.value is None else 'otherwise'}"
        + (f", because {h.reason}" if h.reason else "")
        for n, h in enumerate(history.held)
    ]
    return f"{what or 'the measure'} changes: {'; '.join(held)}"


def made_up_columns(measure: Measure) -> frozenset[str]:
    """The columns in which something stands that was made up, and the one that says so."""
    found = {HEADING_OF["illustrative"]} if any(_made_up(measure)) else set()
    if measure.baseline is not None and (measure.illustrative or measure.baseline.illustrative):
        found.add(HEADING_OF["baseline"])
    for target in measure.targets:
        if measure.illustrative or target.illustrative:
            # It stands in one of the two; the other is empty or not there.
            found |= {f"Target {target.period}"} if target.agency is None else set()
            found.add(HEADING_OF["other_targets"])
    return frozenset(found)


def has_made_up(measure: Measure) -> bool:
    """Whether anything that a row shows was made up."""
    return (
        measure.has_illustrative_promise
        or any(assessed.illustrative for assessed in measure.reliability)
        or any(broken.illustrative for broken in measure.series_breaks)
        or any(role.illustrative for role in measure.roles)
    )
