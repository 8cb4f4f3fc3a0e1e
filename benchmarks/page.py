"""Writes docs/benchmarks.md and docs/national-scale.md from what was kept in results/.

``python -m benchmarks.page`` replaces what stands between its marks; the text around them is
written by hand. A benchmark that was not run yet is said to be missing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from benchmarks import national
from benchmarks.turns import RESULTS, table

PAGE: Final = Path(__file__).parents[1] / "docs" / "benchmarks.md"
KINDS: Final = ("counties", "traces", "whole-job", "start-up", "growth", "national-scale")

_PICTURES: Final = {
    "growth": "![Seconds of a processor as measures, quarters, agencies and rows grow]"
    "(images/growth-of-facts.svg)\n",
    "national-scale": "![Seconds of a processor by records, measured and extrapolated]"
    "(images/national-scale.svg)\n",
}
_SHOWN: Final = {"national-scale": national.written}


def written(page: str, results: Path) -> str:
    """The page with the newest figures in it.

    Args:
        page: as it stands.
        results: the folder in which the benchmarks keep their figures.
    """
    for kind in KINDS:
        begin, end = f"<!-- {kind}: begin -->\n", f"<!-- {kind}: end -->\n"
        if begin not in page:
            continue
        path = results / f"{kind}.json"
        said = "Not measured yet.\n"
        if path.exists():
            said = _SHOWN.get(kind, table)(json.loads(path.read_text(encoding="utf-8")))
            if kind in _PICTURES:
                said = f"{_PICTURES[kind]}\n{said}"
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n{said}\n{end}{rest.partition(end)[2]}"
    return page


def main() -> None:
    """Write the pages anew."""
    for path in (PAGE, PAGE.with_name("national-scale.md")):
        page = path.read_text(encoding="utf-8")
        path.write_text(written(page, RESULTS), encoding="utf-8")


if __name__ == "__main__":
    main()
