"""A plan without what was made up in it, by which it is seen what a verdict rests on."""

from __future__ import annotations

from typing import Any, TypeVar

from milepost.plan.model import Declared, Plan

_D = TypeVar("_D", bound=Declared)


def without_illustrative(plan: Plan) -> Plan | None:
    """The plan with everything taken out that says ``illustrative: true``; None where nothing does.

    What names a thing that was taken out keeps naming it: nothing here is checked again.
    """
    real = _real(plan)
    return None if real is plan else real


def _real(item: _D) -> _D:
    """The same value where nothing in it was made up."""
    changed: dict[str, Any] = {}
    for name in type(item).model_fields:
        value = getattr(item, name)
        if isinstance(value, tuple):
            kept = tuple(
                _real(v) if isinstance(v, Declared) else v for v in value if not _is_made_up(v)
            )
            if len(kept) != len(value) or any(a is not b for a, b in zip(kept, value, strict=True)):
                changed[name] = kept
        elif isinstance(value, Declared):
            kept_one = None if _is_made_up(value) else _real(value)
            if kept_one is not value:
                changed[name] = kept_one
    if not changed:
        return item
    # A copy would keep what a plan has already worked out of itself, such as measures by name.
    values = {name: getattr(item, name) for name in type(item).model_fields}
    made = type(item).model_construct(**(values | changed))
    assert isinstance(made, type(item))  # noqa: S101  # for the type checker
    return made


def _is_made_up(value: object) -> bool:
    return isinstance(value, Declared) and getattr(value, "illustrative", False) is True
