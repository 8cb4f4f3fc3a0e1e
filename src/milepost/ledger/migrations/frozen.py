"""The tables as of the newest step.

While step 0002 is the last one these are the ledger's own tables. A step that changes a table puts
a copy of the tables of before here under the name of the step, so that old steps stay what they
were.
"""

from __future__ import annotations

from milepost.ledger.tables import metadata

TABLES_0002 = metadata
