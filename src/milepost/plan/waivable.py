"""Which checks of what agencies send a plan may turn off for a measure, by their codes.

The checks themselves lie in a room above, which knows the plan; a test holds this list to theirs.
"""

from __future__ import annotations

from typing import Final

NEVER_WAIVED: Final = "S201"
WAIVABLE: Final = (
    *("S202", "S203", "S204", "S205", "S206", "S208"),
    *("S301", "S302", "S303", "S304", "S305", "S306", "S307", "S308", "S309", "S310"),
    *("S311", "S312", "S313", "S314", "S315", "S316", "S317", "S318", "S319", "S320"),
)
