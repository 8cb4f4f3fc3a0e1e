from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.evaluation.corroboration import Corroborated, corroborate
from milepost.periods import parse_period
from milepost.scorecard import figures
from milepost.scorecard.corroboration import CorroborationReport, corroboration_reports
from milepost.scorecard.corroboration_as_text import lines
from tests.journey.repository import EXAMPLE, Repository, copy_to

_DRAWN = {".": ("FY2008", "2009-06-30"), EXAMPLE: ("FY2009", "2009-10-31")}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = copy_to(tmp_path_factory.mktemp("corroboration"))
    for name in _DRAWN:
        made.composed(name)
    return made


def _found(repository: Repository, name: str, period: str = "") -> tuple[Corroborated, ...]:
    workspace = repository.workspace(name)
    plan = workspace.plan.plan
    assert plan is not None
    record = workspace.record(dt.date.fromisoformat(_DRAWN[name][1]))
    workspace.close()
    return corroborate(plan, record, parse_period(period or _DRAWN[name][0]))


def _report(repository: Repository, name: str, period: str = "") -> CorroborationReport:
    found = _found(repository, name, period)
    (report,) = corroboration_reports(found, frozenset(), illustrative=name == EXAMPLE)
    return report


def test_gaos_printed_range_is_told_in_both_readings(repository: Repository) -> None:
    report = _report(repository, ".")
    assert report.entities == ()
    assert not report.illustrative
    assert report.apart == "17,624"
    assert report.about.startswith(
        "First source: Firearms seized in Mexico (firearms-seized-in-mexico), CY2008. Second "
    )
    assert " ".join(report.findings) == (
        "No count by entity is in force (32 entities silent), so nothing can be ranked or "
        "correlated. "
        "Printed: ratios from 0.03 to 1.78, totals of 29,824 and 6,854 (GAO-09-709, lines 1049, "
        "1055, 1073). A ratio of sums lies between the smallest and the largest ratio of its "
        "parts. "
        "Read as labelled, first to second, the totals make 4.35: above the range. "
        "It cannot hold unless 29,824 - 1.78 x 6,854, that is at least 17,624 of the 29,824 "
        "(59.1%), lie in entities with none of the second source, or in no entity; 17,590 if the "
        "range was rounded. "
        "Read mirrored, second to first, they make 0.23: inside the range. "
        "Only the counts by entity could tell which reading was meant."
    )


def test_the_worked_example_shows_every_district(
    repository: Repository,
) -> None:
    report = _report(repository, EXAMPLE)
    assert report.illustrative
    assert [e.code for e in report.entities] == list("ABCDEFGHIJKL")
    shown = {e.code: (e.second, e.ratio, e.left_out) for e in report.entities}
    assert shown["A"] == ("210", "4.29", "")
    assert shown["H"] == ("0", "none", "")
    assert shown["I"] == ("not reported", "none", "not reported")
    assert shown["J"] == ("not available", "none", "not available")
    assert shown["K"] == ("about 20", "between 2.40 and 4.00", "not exact")
    # As pandas has them of the nine districts: 0.8 of the ranks, 0.8905 of the counts.
    assert (report.rank_correlation, report.rank_correlation_squared) == ("0.80", "16/25")
    assert report.count_correlation == "0.89"
    text = "\n".join(lines([report]))
    assert "[illustrative]" in text.splitlines()[0]
    assert max(map(len, text.splitlines())) <= 80
    # 900 + 640 + 520 + 410 + 300 + 260 + 180 + 150 + 120 + 90 + 60 + 40 = 3,670.
    assert (
        "The entities of the first source come to 3,670; its own total is 3,700: they do not "
        "agree, 30 is in no entity." in report.findings
    )


def test_a_comparison_of_yearly_figures_says_nothing_of_a_quarter(repository: Repository) -> None:
    report = _report(repository, EXAMPLE, "FY2009-Q4")
    assert report.findings == ("Its measures are not reported for such a period.",)


def test_what_is_not_public_is_not_compared(repository: Repository) -> None:
    hidden = frozenset({"firearms-traced-by-district"})
    assert corroboration_reports(_found(repository, EXAMPLE), hidden, illustrative=True) == ()


@pytest.mark.parametrize(
    ("squared", "is_negative", "text"),
    [
        (Fraction(0), False, "0.00"),
        (Fraction(1), False, "1.00"),
        (Fraction(1), True, "-1.00"),
        # 0.845 squared is 0.714025: what is half way is rounded upwards, and what is below is not.
        (Fraction(714025, 10**6), False, "0.85"),
        (Fraction(714024, 10**6), False, "0.84"),
        (Fraction(1, 2), False, "0.71"),
    ],
)
def test_a_coefficient_is_rounded_from_its_square(
    squared: Fraction,
    is_negative: bool,  # noqa: FBT001
    text: str,
) -> None:
    assert figures.coefficient(squared, 2, is_negative=is_negative) == text


@given(st.fractions(0, 1, max_denominator=10**6))
def test_a_rounded_coefficient_is_within_half_a_hundredth(squared: Fraction) -> None:
    shown = Fraction(figures.coefficient(squared, 2, is_negative=False))
    assert abs(float(shown) - math.sqrt(squared)) <= 0.005 + 1e-9
