from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.cases import ALL

SECONDS = 20
MEGABYTES = 1_024
_ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_a_hostile_file_is_said_to_be_one_within_bounds(name: str, tmp_path: Path) -> None:
    hostile = ALL[name]
    path = tmp_path / hostile.name
    path.write_bytes(hostile.build())
    before = sorted(tmp_path.rglob("*"))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.hostile.child", path, str(SECONDS), str(MEGABYTES)],
        capture_output=True,
        check=False,
        cwd=_ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert ran.stderr == b""
    found = json.loads(ran.stdout)
    assert (tuple(found["problems"]), tuple(found["values"])) == (hostile.said, hostile.values)
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES
    assert sorted(tmp_path.rglob("*")) == before
