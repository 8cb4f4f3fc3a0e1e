"""The scale taken for a method that the plan declares none for: what its authors print.

They serve the report of sensitivity alone: nothing is rated by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from milepost.plan.model import Method, Scale

_PUBLISHED_BY: Final = "Published default of the method"


def _published(method: Method, whose: str, **thresholds: str) -> Scale:
    written = {
        "id": f"default-{method}",
        "in_force_from": "1900-01-01",  # whatever the day: it is never in force in a plan
        "method": method,
        "source": f"{_PUBLISHED_BY}: {whose}",
    }
    return Scale.model_validate(written | thresholds)


PUBLISHED: Final[Mapping[Method, Scale]] = MappingProxyType(
    {
        "share-of-targeted-change": _published(
            "share-of-targeted-change", "Milepost's own choice", on_track="0.9", at_risk="0.6"
        ),
        "healthy-people": _published(
            "healthy-people",
            "the 10 % rule of Healthy People 2030, HHS; 95 % confidence",
            detectable="0.1",
            confidence="0.95",
        ),
        "growth-ratio": _published(
            "growth-ratio", "95 % and 60 %, Open SDG", on_track="0.95", at_risk="0.6"
        ),
        "projection": _published(
            "projection", "missed by 5 % and by 20 %, Destatis", on_track="0.95", at_risk="0.8"
        ),
        "target-only": _published("target-only", "it has no threshold"),
        "last-two-points": _published("last-two-points", "each measure's own criteria for change"),
    }
)
