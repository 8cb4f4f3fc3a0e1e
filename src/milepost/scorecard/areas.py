"""Where the states of Mexico stand on a map-like grid, by their codes of ISO 3166-2.

The codes are those of the standard; where each tile stands is our choice, near to where the state
lies. Names are the plan's: a code that the plan does not name is shown as the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# Column from the west and row from the north.
MEXICO: Final[dict[str, tuple[int, int]]] = {
    "MX-BCN": (0, 0),
    "MX-SON": (1, 0),
    "MX-CHH": (2, 0),
    "MX-COA": (3, 0),
    "MX-NLE": (4, 0),
    "MX-TAM": (5, 0),
    "MX-BCS": (0, 1),
    "MX-SIN": (1, 1),
    "MX-DUR": (2, 1),
    "MX-ZAC": (3, 1),
    "MX-SLP": (4, 1),
    "MX-NAY": (1, 2),
    "MX-JAL": (2, 2),
    "MX-AGU": (3, 2),
    "MX-GUA": (4, 2),
    "MX-QUE": (5, 2),
    "MX-HID": (6, 2),
    "MX-VER": (7, 2),
    "MX-YUC": (10, 2),
    "MX-COL": (2, 3),
    "MX-MIC": (3, 3),
    "MX-MEX": (4, 3),
    "MX-CMX": (5, 3),
    "MX-TLA": (6, 3),
    "MX-PUE": (7, 3),
    "MX-TAB": (8, 3),
    "MX-CAM": (9, 3),
    "MX-ROO": (10, 3),
    "MX-GRO": (4, 4),
    "MX-MOR": (5, 4),
    "MX-OAX": (6, 4),
    "MX-CHP": (8, 4),
}


def places_of(codes: Iterable[str], size: int) -> dict[str, tuple[int, int]]:
    """Where each area of a list stands; nothing where the list is not the states of Mexico.

    Args:
        codes: the codes that the plan lists, or that were reported where it lists none.
        size: how many areas the plan says there are.
    """
    known = set(codes)
    is_mexico = bool(known) and known <= MEXICO.keys() and size in (0, len(MEXICO))
    return dict(MEXICO) if is_mexico else {}
