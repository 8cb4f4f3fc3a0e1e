"""Performance indicators of StratML Part 2 as measures, and what was reported of them as rows.

A figure comes back as it was published: of one agency as that agency's own, of several together or
computed as that of the office that issued the report. What Part 2 does not say of a measure is
marked CHECK.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.interchange.stratml import Block, read_block, read_other_information
from milepost.interchange.stratml_figures import FigureRow, figure_row, stated
from milepost.interchange.stratml_gathered import Entry, Gathered, shortened
from milepost.interchange.stratml_names import is_an_id, kebab
from milepost.interchange.stratml_source import Element
from milepost.interchange.stratml_texts import children, date_in, has_content, line_of, raw
from milepost.interchange.stratml_years import period_between
from milepost.periods import parse_period
from milepost.plan.yaml_source import Tree

_KINDS: Final = {
    "Outcome": "outcome",
    "Output": "output",
    "Output_Processing": "process",
    "Input_Processing": "process",
    "Input": "input",
}
_CARRIED: Final = (
    ("definition", "Definition"), ("kind", "Kind"), ("direction", "Direction"),
    ("quantity", "Quantity"), ("basis", "Basis"), ("frequency", "Frequency"),
    ("decimals", "Decimals"), ("path", "Path"), ("source", "Source"),
)  # fmt: skip
_PROMISES: Final = (
    ("milestone", "Milestone"), ("successful", "Successful"),
    ("minimally_effective", "Minimally effective"),
)  # fmt: skip
_CHECK: Final = (
    "CHECK: StratML does not say what exactly is counted, which way is better, how it behaves in "
    "time, by which years it is counted, how often, or by whom. Write that in place of what stands "
    "here. Its targets stand as words, because nobody can say whether more or less is better: "
    'write "direction:", and instead of "successful:" the number as "value:".'
)


def read_indicator(indicator: Element, objective: str, where: str, gathered: Gathered) -> None:
    """Read a performance indicator as a measure under an objective, with its figures."""
    note, blocks = read_other_information(raw(indicator, "OtherInformation"))
    own = next((block for block in blocks if block.label == "Measure"), Block(()))
    title = line_of(indicator, "MeasurementDimension", as_written=gathered.is_ours)
    title = gathered.kept(title, f"MeasurementDimension of {where}", indicator.line)
    title = title or shortened(note, 100)
    if not title:
        gathered.lose(f"PerformanceIndicator of {where}", indicator.line, "it measures nothing.")
        return
    if own.first("Agency"):
        title = f"{title} ({own.first('Agency')})"
    name = gathered.names.take("measures", _wanted(own, title))
    reporter = _reporter(own, gathered)
    unit = line_of(indicator, "UnitOfMeasurement", as_written=gathered.is_ours) or "number"
    targets, baselines, rows = _results(indicator, own, unit, gathered)
    entry: Entry = {
        "id": name,
        "title": title,
        "definition": note or title,
        "objective": objective,
        "unit": unit,
        "kind": _KINDS.get(indicator.attributes.get("ValueChainStage", ""), "output"),
        "direction": "",
        "quantity": "stock",
        "basis": _basis(targets, rows),
        "frequency": "annual",
        "agencies": [reporter],
        "decimals": "0",
        **{key: text for key, label in _CARRIED if (text := own.first(label))},
        "baseline": baselines[0] if baselines else "",
        "targets": list[Tree](targets),
        "limitations": list(own.all("Limitation")),
        "illustrative": "true" if own.is_illustrative else "",
    }
    entry.setdefault("source", gathered.cite(f"PerformanceIndicator of {where}"))
    if entry.get("path") == "seasonal":
        del entry["path"]
        why = "only quarters that are added up have a season, and these come back as they stand."
        gathered.lose(f"The seasons of {name}", indicator.line, why)
    gathered.add("measures", entry, *([] if own.lines else [_CHECK]))
    for row in rows:
        if entry["basis"] == "date" and row.period[:2] in ("FY", "CY"):
            why = "it is counted by days; write the day on which it stood."
            gathered.lose(f"The figure of {name} for {row.period}", indicator.line, why)
        else:
            gathered.figures.append(row.reported(reporter, name, unit))
    for waiver in (block for block in blocks if block.label == "Waiver"):
        _waiver(waiver, name, gathered)
    if baselines[1:]:
        gathered.lose(f"Baselines of {name} after the first", indicator.line, "a measure has one.")


def _wanted(own: Block, title: str) -> str:
    if not is_an_id(own.name):
        return kebab(title) or "measure"
    agency = own.first("Agency")
    return f"{own.name}-{kebab(agency)}" if agency else own.name


def _reporter(own: Block, gathered: Gathered) -> str:
    """The agency whose figure it is; of several together, or computed, who issued the report."""
    agencies = own.all("Reported by")
    agency = own.first("Agency") or (agencies[0] if len(agencies) == 1 else "")
    return gathered.ids.get(("agencies", agency)) or gathered.ids.get(("issuer", ""), "ISSUER")


def _results(
    indicator: Element, own: Block, unit: str, gathered: Gathered
) -> tuple[list[Entry], list[Entry], list[FigureRow]]:
    """Its targets, its baselines, and its other figures, each once."""
    targets: list[Entry] = []
    baselines: list[Entry] = []
    rows: dict[str, FigureRow] = {}
    for instance in children(indicator, "MeasurementInstance"):
        targets += [
            target
            for element in children(instance, "TargetResult")
            if has_content(element) and (target := _target(element, own, unit, gathered))
        ]
        for element in children(instance, "ActualResult"):
            if not has_content(element):
                continue
            said, period = read_block(raw(element, "Description")), _period(element, gathered)
            if said.label == "Baseline" or _descriptor(element, gathered) == "Baseline":
                baselines.append(_baseline(element, said, (period, unit), gathered))
            elif row := figure_row(element, said, period, unit, gathered):
                # Of a period that several targets are held against one figure is enough.
                rows.setdefault(row.period, row)
    return targets, baselines, list(rows.values())


def _descriptor(element: Element, gathered: Gathered) -> str:
    found = children(element, "Descriptor")
    return next((line_of(d, "DescriptorName", as_written=gathered.is_ours) for d in found), "")


def _period(element: Element, gathered: Gathered) -> str:
    """The period that its description names, or the one between its dates; else nothing."""
    written = read_block(raw(element, "Description")).first("Period") or ""
    try:
        # A folder is named after it, so nothing but a period may pass.
        return str(parse_period(written))
    except ValueError:
        pass
    dates = [date_in(line_of(element, name, as_written=True)) for name in ("StartDate", "EndDate")]
    first, last = (dates[0] or dates[1]), (dates[1] or dates[0])
    if not first:
        return ""
    try:
        return period_between(first, last, gathered.fiscal_year_starts)
    except (ValueError, OverflowError):
        gathered.lose(
            f"The period from {first} to {last}", element.line, "it ends before it begins."
        )
        return ""


def _target(element: Element, own: Block, unit: str, gathered: Gathered) -> Entry | None:
    said, period = read_block(raw(element, "Description")), _period(element, gathered)
    entry: Entry = {"period": period} if period else {}
    entry |= {key: text for key, label in _PROMISES if (text := said.first(label))}
    if not any(key in entry for key, _ in _PROMISES):
        entry |= _bounds(said, own) or _in_words(element, unit, gathered)
    if entry.keys() <= {"period"}:
        gathered.lose("TargetResult", element.line, "it promises nothing.")
        return None
    if said.first("Interim"):
        entry["interim"] = "true"
    if not said.lines and line_of(element, "NumberOfUnits", as_written=True):
        entry["rationale"] = line_of(element, "Description", as_written=False)
    entry["source"] = said.first("Source") or gathered.cite("TargetResult")
    if said.is_illustrative:
        entry["illustrative"] = "true"
    return {key: value for key, value in entry.items() if value}


def _bounds(said: Block, own: Block) -> Entry:
    """The bounds that our lines name, under the keys by which the plan's direction reads them."""
    least, most = said.first("Least"), said.first("Most")
    if least and most:
        return {"low": least, "high": most}
    if least:
        return {"value" if own.first("Direction") == "increase" else "minimum": least}
    if most:
        return {"value" if own.first("Direction") == "decrease" else "maximum": most}
    return {}


def _in_words(element: Element, unit: str, gathered: Gathered) -> Entry:
    """The target of a document that does not say from which side it is to be reached."""
    number = line_of(element, "NumberOfUnits", as_written=True)
    text = line_of(element, "Description", as_written=gathered.is_ours)
    words = f"{number} {unit}" if number else gathered.kept(text, "TargetResult", element.line)
    lesser = "(the document states no lesser level)"
    return {"minimally_effective": lesser, "successful": words} if words else {}


def _baseline(element: Element, said: Block, stands: tuple[str, str], gathered: Gathered) -> Entry:
    period, unit = stands
    entry: Entry = {
        "period": period,
        "value": said.first("Stated") or stated(element, said, unit),
        "source": said.first("Source") or gathered.cite("ActualResult"),
    }
    return entry | ({"illustrative": "true"} if said.is_illustrative else {})


def _basis(targets: list[Entry], rows: list[FigureRow]) -> str:
    """By which years it is counted, as its periods show."""
    periods = [*(str(target.get("period", "")) for target in targets), *(r.period for r in rows)]
    kinds = {"FY": "fiscal", "CY": "calendar"}
    return next((kinds.get(period[:2], "date") for period in periods if period), "fiscal")


def _waiver(waiver: Block, measure: str, gathered: Gathered) -> None:
    wanted = waiver.name if is_an_id(waiver.name) else f"waiver-of-{measure}"
    entry: Entry = {
        "id": gathered.names.take("waivers", wanted),
        "of": "rating",
        "measure": measure,
        "reason": waiver.first("Reason") or "",
        "approved_by": waiver.first("Approved by") or "",
        "from": waiver.first("From") or "",
        "until": waiver.first("Until") or "",
        "source": waiver.first("Source") or gathered.cite(""),
        "illustrative": "true" if waiver.is_illustrative else "",
    }
    gathered.add("waivers", entry)


def read_scales(blocks: tuple[Block, ...], gathered: Gathered) -> None:
    """The scale by which the report was judged; not where the plan has one already."""
    for block in (block for block in blocks if block.label == "Scale"):
        if any(section == "scales" for section, _ in gathered.names.known):
            gathered.lose(f"Scale {block.name}", 0, "the plan declares one already.")
            continue
        gathered.add("scales", dict(_scale(block, gathered)))


def _scale(block: Block, gathered: Gathered) -> Iterator[tuple[str, Tree]]:
    yield "id", gathered.names.take("scales", block.name if is_an_id(block.name) else "default")
    for key, label in (
        ("in_force_from", "In force from"), ("method", "Method"), ("on_track", "On track"),
        ("at_risk", "At risk"), ("detectable", "Detectable"), ("confidence", "Confidence"),
    ):  # fmt: skip
        yield key, block.first(label) or ""
    yield "source", block.first("Source") or gathered.cite("")
