"""The cases of notices in notice_cases/*.yaml: what a notice holds, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.cli.office import PLAN, Office, table

_HERE: Final = Path(__file__).parent / "notice_cases"
_KEYS: Final = {"name", "more", "sent", "notice", "holds", "lacks", "refuses"}


def _cases() -> Iterator[dict[str, Any]]:
    for path in sorted(_HERE.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
            assert case.keys() <= _KEYS, case["name"]
            assert ("refuses" in case) != ("holds" in case), case["name"]
            yield case


def _flat(text: str) -> str:
    """A text without its line breaks and columns."""
    return " ".join(text.split())


@pytest.mark.parametrize("case", list(_cases()), ids=lambda case: case["name"])
def test_a_notice_holds_what_the_record_holds(office: Office, case: dict[str, Any]) -> None:
    office.write_plan(PLAN + case.get("more", ""))
    for day, rows in case.get("sent", {}).items():
        for agency in dict.fromkeys(row[0] for row in rows):
            own = [(*map(str, row), "", "", "", "", "") for row in rows if row[0] == agency]
            sent = office.submit(office.put(f"FY2009/{agency}.csv", table(*own)), day=str(day))
            assert sent.exit_code == 0, sent.output
    asked = case["notice"]
    more = [
        word
        for option in ("statement", "by-when")
        if (said := asked.get(option.replace("-", "_")))
        for word in (f"--{option}", str(said))
    ]
    result = office.run(
        "notice", asked["agency"], asked.get("period", "FY2009"), "--kind", asked["kind"],
        "--by", "A. Grant, Director", "--on", str(asked["day"]), *more,
    )  # fmt: skip
    folder = office.root / "reports" / "notices"
    if "refuses" in case:
        assert result.exit_code == 1
        assert _flat(case["refuses"]) in _flat(result.output)
        assert not folder.exists()
        assert office.run("notice", "--register").output == "No notice was issued.\n"
        return
    assert result.exit_code == 0, result.output
    (file,) = folder.glob("*.txt")
    text = _flat(file.read_text(encoding="utf-8"))
    for words in case["holds"]:
        assert _flat(words) in text
    for words in case.get("lacks", ()):
        assert _flat(words) not in text
