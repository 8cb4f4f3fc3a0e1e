from __future__ import annotations

import pytest

from milepost.scorecard.card import Scorecard
from tests.scorecard.cards import baseline, card, measure, target


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    """Two measures: one with a target and a figure, one that the agency does not track."""
    return card(
        tmp_path_factory.mktemp("tables"),
        [
            measure(baseline=baseline("20"), targets=target("30")),
            measure(id="tips", title="Tips", targets=target("5")),
            measure(id="rate", title="Rate", unit="percent", quantity="ratio",
                    kind="outcome", decimals="1", targets=target("20")),
        ],
        [
            "ATF,cases,FY2009,27,,exact,,,",
            "ATF,tips,FY2009,,,,not tracked,,No list is kept.",
            "ATF,rate,FY2009,7,30,exact,,,",
        ],
    )  # fmt: skip
