"""A measure that is labelled sensitive, and what gives it away, is in no public file."""

from __future__ import annotations

from typing import Final

import pytest

from tests.cli.office import PLAN, Office, cases, table
from tests.opened import texts_of

_HIDDEN: Final = """\
  - id: informants
    title: Informants inside the networks
    definition: People who inform.
    objective: investigate
    unit: people
    kind: input
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: annual
    agencies: [ICE]
    sensitivity: law-enforcement-sensitive
    targets:
      - {period: FY2009, value: 7311, rationale: A promise., source: made up}
    source: made up
  - id: cases-and-informants
    title: Cases and people together
    definition: From which the number of informants follows by subtraction.
    objective: investigate
    unit: people
    kind: input
    quantity: flow
    basis: fiscal
    frequency: annual
    formula: informants + informants
    source: made up
"""


@pytest.fixture
def published(office: Office) -> str:
    """The bytes of every published file, as one text."""
    office.write_plan(PLAN + _HIDDEN)
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    office.submit(
        office.put("FY2009/ICE.csv", table(("ICE", "informants", "FY2009", "7297", *[""] * 5)))
    )
    bad = table(("ICE", "informants", "FY2008", "some 7250", *[""] * 5))
    office.submit(office.put("FY2009/ICE-2.csv", bad))
    assert office.scorecard().exit_code == 0
    files = office.published()
    assert {*files} >= {"scorecard.xlsx", "scorecard.stratml.xml", "csv/figures.csv"}
    return "".join(files.values())


@pytest.mark.parametrize(
    "given_away",
    ["nformants", "Informants", "7297", "7,297", "7311", "7,311", "7250", "14594", "14,594",
     "Cases and people together"],
)  # fmt: skip
def test_nothing_of_a_sensitive_measure_is_published(published: str, given_away: str) -> None:
    assert given_away not in published


def test_the_document_says_how_many_are_not_shown(published: str) -> None:
    assert "2 measures are not shown and counted nowhere here" in published
    assert published.count("1 of 1") > 0


@pytest.mark.parametrize("draft", [True, False])
def test_nothing_of_it_is_in_an_agency_s_scorecard_or_in_a_notice(
    office: Office, *, draft: bool
) -> None:
    """ICE missed the sensitive target, and left a public one unreported."""
    office.write_plan(PLAN + _HIDDEN)
    sent = table(("ICE", "informants", "FY2009", "7297", *[""] * 5))
    office.submit(office.put("FY2009/ICE.csv", sent))
    bad = table(("ICE", "informants", "FY2008", "some 7250", *[""] * 5))
    office.submit(office.put("FY2009/ICE-2.csv", bad))
    written = office.run("scorecard", "FY2009", "--agency", "ICE", "--as-of", "2009-10-31")
    assert written.exit_code == 0, written.output
    issued = ["--draft"] if draft else ["--by", "A. Grant, Director"]
    noticed = office.run(
        "notice", "ICE", "FY2009", "--kind", "non-compliance", "--on", "2009-11-02", *issued
    )
    assert noticed.exit_code == 0, noticed.output
    files = [*office.report.rglob("*"), *(office.root / "reports" / "notices").rglob("*")]
    texts = [text for path in files for _, text in texts_of(path)]
    texts += [written.output, noticed.output, office.run("notice", "--register").output]
    assert len(files) == 7
    for given_away in ("nformants", "7297", "7,297", "7311", "7,311", "7250", "Cases and people"):
        assert not any(given_away in text for text in texts), given_away
    assert any("Cases initiated (FY2009)" in text for text in texts)
