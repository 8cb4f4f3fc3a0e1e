"""``make records`` hands in all that the example of records has, each file on its day."""

from __future__ import annotations

import subprocess

from tests.facts.records import AS_OF, EXAMPLE, EXTRACTS, RECEIVED, REVISED_ON, ROOT


def test_it_hands_in_every_file_on_its_day() -> None:
    # Nothing is run but "echo"; what is installed is not looked at.
    asked = ["make", "--no-print-directory", "-s", "-o", ".venv/installed", "records"]
    run = subprocess.run(
        [*asked, "RECORDS=echo"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, *handed_in, last = run.stdout.splitlines()
    assert (first, last) == ("check", f"scorecard FY2009 --as-of {AS_OF}")
    folder = (EXAMPLE / "deliveries").relative_to(ROOT)
    expected = {
        f"submit --extract {extract} --received-on {day} "
        f"{folder}/FY2009-Q{quarter}/SYNTHETIC-{extract}.csv"
        for quarter, day in RECEIVED.items()
        for extract in EXTRACTS
    }
    revised = f"{folder}/FY2009-Q2/SYNTHETIC-traces-revised.csv"
    expected.add(f"submit --extract traces --received-on {REVISED_ON} {revised}")
    assert set(handed_in) == expected
    assert len(handed_in) == len(expected)
    sent = {line.rpartition(" ")[2] for line in handed_in}
    assert sent == {str(f.relative_to(ROOT)) for f in (EXAMPLE / "deliveries").rglob("*.csv")}
