"""What StratML Part 1 has no place for at all, said in a sentence each.

They are for a reader. The import does not take them apart, and says so: measures travel as a
spreadsheet, and the rest as the plan's own files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.interchange.stratml import ILLUSTRATIVE, as_block
from milepost.plan.model import Action, Measure, Mechanism, Plan, Resource, Target

LABELS: Final = ("Action", "Measure", "Resource", "Mechanism", "Withheld")
_DIRECTIONS: Final = {
    "increase": "is to increase",
    "decrease": "is to decrease",
    "stay": "is to stay within a band",
}
_PUBLIC: Final = "public"


def of_the_whole(plan: Plan) -> Iterator[str]:
    """The mechanisms, the resources for no objective, and how many measures are withheld."""
    for mechanism in plan.mechanisms:
        yield _said("Mechanism", _mechanism(mechanism), made_up=mechanism.illustrative)
    for resource in plan.resources:
        if not resource.objective:
            yield _said("Resource", _resource(resource), made_up=resource.illustrative)
    if withheld := sum(1 for m in plan.measures if m.sensitivity != _PUBLIC):
        what = "1 measure is" if withheld == 1 else f"{withheld} measures are"
        yield as_block(("Withheld", f"{what} law enforcement sensitive and not in this document."))


def under_objective(plan: Plan, objective: str, *, measures: bool = True) -> Iterator[str]:
    """The actions, measures and resources of an objective; measures where they are asked for."""
    for action in plan.actions:
        if action.objective == objective:
            yield _said("Action", _action(action), made_up=action.illustrative)
    for measure in plan.measures_under(objective):
        if measures and measure.sensitivity == _PUBLIC:
            yield _said("Measure", _measure(measure), made_up=measure.illustrative)
    for resource in plan.resources:
        if resource.objective == objective:
            yield _said("Resource", _resource(resource), made_up=resource.illustrative)


def _said(label: str, text: str, *, made_up: bool) -> str:
    return as_block((label, ILLUSTRATIVE + text if made_up else text))


def _action(action: Action) -> str:
    parts = [f"{action.id}: {action.statement.rstrip('.')}", f"by {', '.join(action.agencies)}"]
    parts += [f"due {action.due or action.by}"] if action.due or action.by else []
    parts += [f"done {action.done}"] if action.done else []
    return "; ".join(parts) + "."


def _measure(measure: Measure) -> str:
    parts = [f"{measure.id}: {measure.title}", f"in {measure.unit}"]
    parts += [_DIRECTIONS[measure.direction]] if measure.direction else []
    if measure.agencies:
        parts.append(f"reported by {', '.join(measure.agencies)}")
    if baseline := measure.baseline:
        made_up = " (illustrative)" if baseline.illustrative else ""
        parts.append(f"baseline {baseline.period}: {baseline.value}{made_up}")
    parts += [f"target {_target(target)}" for target in measure.targets]
    return "; ".join(parts) + "."


def _target(target: Target) -> str:
    if target.period:
        when = str(target.period)
    elif target.each:
        when = f"each {target.each.replace('-', ' ')}"
        when += f" from {target.from_}" if target.from_ else ""
        when += f" to {target.to}" if target.to else ""
    else:
        when = "without a date"
    amounts = (
        ("", target.value),
        ("at least ", target.minimum),
        ("at most ", target.maximum),
        ("from ", target.low),
        ("up to ", target.high),
    )
    said = [f"{word}{amount:f}" for word, amount in amounts if amount is not None]
    said += [t for t in (target.milestone, target.minimally_effective, target.successful) if t]
    text = f"{when}: {' '.join(said)}"
    text += f" ({target.agency})" if target.agency else ""
    return f"{text} (illustrative)" if target.illustrative else text


def _resource(resource: Resource) -> str:
    amounts = (
        ("requested", resource.requested),
        ("enacted", resource.enacted),
        ("obligated", resource.obligated),
        ("planned", resource.planned),
    )
    said = [f"{word} {amount:f} {resource.unit}" for word, amount in amounts if amount is not None]
    head = f"{resource.id}: {resource.kind} of {resource.agency}, {resource.period}"
    return "; ".join([head, resource.purpose.rstrip("."), *said]) + "."


def _mechanism(mechanism: Mechanism) -> str:
    parts = [
        f"{mechanism.id}: {mechanism.title}, {mechanism.status}",
        f"between {', '.join(mechanism.parties)}",
    ]
    parts += [f"signed {mechanism.signed}"] if mechanism.signed else []
    parts += [mechanism.purpose.rstrip(".")] if mechanism.purpose else []
    return "; ".join(parts) + "."
