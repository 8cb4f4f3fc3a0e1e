from __future__ import annotations

from pathlib import Path

import pytest

from tests.diff.comparing import Case, all_cases


@pytest.mark.parametrize("case", list(all_cases()), ids=lambda case: case.name)
def test_what_changed_is_said_as_an_analyst_would_say_it(case: Case, tmp_path: Path) -> None:
    found, expected = case.changes(tmp_path), case.expected()
    told = [
        {key: change[key] for key in wanted}
        for change, wanted in zip(found, expected, strict=False)
    ]
    assert told == expected
    assert len(found) == len(expected), found[len(expected) :]
