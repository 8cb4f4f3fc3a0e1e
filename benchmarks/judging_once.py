"""One thing that benchmarks/judging.py measures, in a process of its own; prints JSON."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

from milepost.evaluation.evaluate import evaluate
from milepost.intervals import Statement
from milepost.periods import Period, parse_period
from milepost.plan.model import (
    Agency,
    CalendarDeclaration,
    Measure,
    Objective,
    Plan,
    Scale,
    Strategy,
)
from milepost.sources import Place
from milepost.submissions.model import InForce, Key, Observation, Record, Submission

_FIRST_YEAR: Final = 2008
_YEARS: Final = 10
_BY: Final = dt.date(2030, 1, 1)
_MADE_UP: Final = "generated for a benchmark"


def series_of(number: int) -> list[int]:
    """Ten yearly values of one measure, all above zero."""
    return [100 + number % 7 + step * (2 + number % 5) for step in range(_YEARS)]


def yearly(measures: int, method: str) -> tuple[Plan, Record]:
    """A plan of measures that one agency reports each year, and all their values."""
    made = tuple(
        Measure.model_validate(
            _measure(f"m-{n}", ["AG0"], "annual")
            | {"baseline": {"period": "FY2008", "value": str(series_of(n)[0]), "source": _MADE_UP}}
            | {"targets": [{"period": "FY2020", "value": "150", "source": _MADE_UP}]}
        )
        for n in range(measures)
    )
    years = [parse_period(f"FY{_FIRST_YEAR + i}") for i in range(_YEARS)]
    values = (
        ("AG0", f"m-{n}", year, value)
        for n in range(measures)
        for year, value in zip(years, series_of(n), strict=True)
    )
    return _plan(made, ["AG0"], method), _record(values)


def quarterly(measures: int, agencies: int, quarters: int) -> tuple[Plan, Record]:
    """A plan of measures that add up agencies and quarters, and all that was ever reported."""
    names = [f"AG{n}" for n in range(agencies)]
    made = tuple(
        Measure.model_validate(
            _measure(f"m-{n}", names, "quarterly")
            | {"combine": {"agencies": "sum", "periods": "sum"}}
            | {"baseline": {"period": "FY2008", "value": "100", "source": _MADE_UP}}
            | {
                "targets": [
                    {"period": f"FY{year}", "value": str(year), "source": _MADE_UP}
                    for year in range(2009, 2022)
                ]
            }
        )
        for n in range(measures)
    )
    first = parse_period("FY2009-Q1")
    periods = [first.step(i) for i in range(quarters)]
    values = (
        (agency, measure.id, period, (i * 7 + len(agency)) % 90)
        for measure in made
        for agency in names
        for i, period in enumerate(periods)
    )
    return _plan(made, names, "share-of-targeted-change"), _record(values)


def _measure(name: str, agencies: list[str], frequency: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": "What is counted",
        "definition": "What is counted.",
        "objective": "an-objective",
        "unit": "cases",
        "kind": "output",
        "direction": "increase",
        "quantity": "flow",
        "basis": "fiscal",
        "frequency": frequency,
        "agencies": agencies,
        "path": "linear",
        "source": _MADE_UP,
    }


def _plan(measures: tuple[Measure, ...], agencies: list[str], method: str) -> Plan:
    thresholds = {"growth-ratio": ("0.95", "0.6")}.get(method, ("0.9", "0.6"))
    return Plan(
        strategy=Strategy(id="generated", title="Generated", issued_by="AG0", source=_MADE_UP),
        calendar_declaration=CalendarDeclaration.model_validate(
            {"fiscal_year_starts": "October", "source": _MADE_UP}
        ),
        agencies=tuple(Agency(id=a, name=a, source=_MADE_UP) for a in agencies),
        objectives=(Objective(id="an-objective", goal="g", title="One", source=_MADE_UP),),
        scales=(
            Scale.model_validate(
                {
                    "id": "default",
                    "in_force_from": "2000-01-01",
                    "method": method,
                    "on_track": thresholds[0],
                    "at_risk": thresholds[1],
                    "source": _MADE_UP,
                }
            ),
        ),
        measures=measures,
    )


def _record(values: Iterator[tuple[str, str, Period, int]]) -> Record:
    in_force: dict[Key, InForce] = {}
    received = dt.date(2010, 1, 1)
    for line, (agency, measure, period, value) in enumerate(values, 2):
        place = Place("generated.csv", line)
        stated = Statement("exact", Decimal(value))
        observation = Observation(
            agency, measure, period, stated, None, None, (), "", "", place, place
        )
        in_force[observation.key] = InForce(observation, 1, received)
    sent = Submission(
        1, "AG0", parse_period("FY2009"), "generated.csv", "0" * 64, 1, received, 1, "accepted",
        len(in_force), 0,
    )  # fmt: skip
    return Record(_BY, in_force, (), (sent,))


def ratings(measures: int) -> dict[str, float]:
    """Seconds to judge so many measures in each of ten years."""
    plan, record = yearly(measures, "share-of-targeted-change")
    periods = [parse_period(f"FY{_FIRST_YEAR + i}") for i in range(_YEARS)]
    start = time.perf_counter()
    judged = [evaluate(plan, record, period) for period in periods]
    seconds = time.perf_counter() - start
    count = sum(len(m.judgements) for one in judged for m in one.measures)
    return {"seconds": seconds, "count": count}


def ours(measures: int, method: str) -> dict[str, float]:
    """Seconds to judge so many series in their last year by a method."""
    plan, record = yearly(measures, method)
    last = parse_period(f"FY{_FIRST_YEAR + _YEARS - 1}")
    start = time.perf_counter()
    judged = evaluate(plan, record, last)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "count": sum(len(m.judgements) for m in judged.measures)}


def sdg_build(measures: int, checkout: str) -> dict[str, float]:
    """Seconds in which Open SDG's sdg-build works out the progress of the same series.

    Each is an indicator whose table says its units, as each measure does.
    """
    import pandas as pd  # noqa: PLC0415  # theirs

    path = Path(checkout, "sdg", "ProgressMeasure.py")
    spec = importlib.util.spec_from_file_location("progress_measure", path)
    assert spec is not None  # noqa: S101  # for the type checker
    assert spec.loader is not None  # noqa: S101  # likewise
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    options = {"base_year": _FIRST_YEAR, "target": 150.0, "target_year": 2020}
    meta = {
        "auto_progress_calculation": True,
        "progress_calculation_options": [options | {"direction": "positive"}],
    }
    years = list(range(_FIRST_YEAR, _FIRST_YEAR + _YEARS))
    indicators = [
        _Indicator(
            pd.DataFrame(
                {"Year": years, "Units": "cases", "Value": [float(v) for v in series_of(n)]}
            ),
            meta,
        )
        for n in range(measures)
    ]
    start = time.perf_counter()
    found = [module.measure_indicator_progress(one, _Options) for one in indicators]
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "count": sum(one is not None for one in found)}


class _Options:
    """The names of columns, as sdg-build has them by default."""

    series_column = "Series"
    unit_column = "Units"
    non_disaggregation_columns = ("Year", "Units", "Series", "Value", "GeoCode", "Progress")


class _Indicator:
    """As much of an indicator of sdg-build as its progress calculation looks at."""

    def __init__(self, data: Any, meta: dict[str, Any]) -> None:  # noqa: ANN401  # a table of pandas
        self.data = data
        self.meta = meta


def record_of_years(measures: int, agencies: int, quarters: int) -> dict[str, float]:
    """Seconds to evaluate one year of a record of all that was ever reported."""
    plan, record = quarterly(measures, agencies, quarters)
    start = time.perf_counter()
    evaluate(plan, record, parse_period("FY2017"))
    return {"seconds": time.perf_counter() - start, "count": len(record.in_force)}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ratings", count]:
            click.echo(json.dumps(ratings(int(count))))
        case ["ours", count, method]:
            click.echo(json.dumps(ours(int(count), method)))
        case ["sdg-build", count, checkout]:
            click.echo(json.dumps(sdg_build(int(count), checkout)))
        case ["record", measures, agencies, quarters]:
            click.echo(json.dumps(record_of_years(int(measures), int(agencies), int(quarters))))
        case _:
            sys.exit(f"What is to be measured? {sys.argv[1:]}")
