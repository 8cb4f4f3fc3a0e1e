"""An edition that was published before all was explained says so before anything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from milepost.scorecard.document import Paragraph
from milepost.scorecard.layout.opening import in_short
from milepost.scorecard.owed import EditionLine, OwedExplanation
from tests.scorecard.cards import card, measure, target

_OWED = OwedExplanation("cases", "Cases", "ATF", "FY2009", "The target was not met.")


def test_what_is_owed_heads_the_first_page_and_only_where_it_is_owed(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure(targets=target("30"))], ["ATF,cases,FY2009,20,,exact,,,"])
    line = EditionLine("FY2009-1", "2009-11-01", "A. Clerk", "0" * 64, "0" * 64, (_OWED, _OWED))
    owed = in_short(replace(composed, edition=line)).blocks
    assert owed[0] == Paragraph("Published with 2 explanations owed.", "warning")
    lead = Paragraph(composed.headline, "lead")
    assert owed[1] == lead
    assert in_short(replace(composed, edition=replace(line, owed=()))).blocks[0] == lead
    assert in_short(composed).blocks[0] == lead
