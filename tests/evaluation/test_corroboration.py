"""Two sources over a dimension: what holds of every comparison, and one that is worked by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.evaluation.correlation import Correlation, mean_ranks, of_counts, of_ranks
from milepost.evaluation.corroboration import Corroborated, corroborate
from milepost.evaluation.mediant import Mediant, readings_of
from milepost.intervals import exactly, read_statement
from milepost.periods import parse_period
from milepost.plan.model import CodeList, Corroboration, Plan, PrintedRange
from milepost.sources import Place
from milepost.submissions.model import Absence, InForce, Key, Observation, Record
from tests.evaluation.judging import in_plain, make_plan

_DAY: Final = dt.date(2009, 10, 31)
_YEAR: Final = parse_period("FY2009")
steady = settings(deadline=None)

counts = st.integers(0, 500).map(Fraction)
pairs_of_counts = st.lists(st.tuples(counts, counts), min_size=3, max_size=12)


def _plan(codes: str = "ABCDEF", *, top: str = "2", size: int | None = None) -> Plan:
    plan = make_plan(
        [
            {"id": "seized", "agencies": ["CBP"], "unit": "firearms"},
            {
                "id": "traced",
                "agencies": ["ATF", "ICE"],
                "combine": {"agencies": "sum"},
                "unit": "firearms",
            },
        ]
    )
    listed: dict[str, object] = {
        "id": "place",
        "title": "Places",
        "codes": [{"code": c, "title": f"Place {c}"} for c in codes],
        "source": "made up",
    }
    declared = {
        "id": "both",
        "title": "Seized against traced",
        "first": "seized",
        "second": "traced",
        "dimension": "place",
        "top": top,
        "source": "made up",
    }
    more = {} if size is None else {"size": str(size)}
    return plan.model_copy(
        update={
            "code_lists": (CodeList.model_validate(listed | more),),
            "corroborations": (Corroboration.model_validate(declared),),
        }
    )


def _record(rows: list[tuple[str, str, str, str]]) -> Record:
    """Rows of agency, measure, code (empty for the total) and a number or an absence."""
    in_force: dict[Key, InForce] = {}
    for agency, measure, code, said in rows:
        absence: Absence | None = "not tracked" if said == "not tracked" else None
        stated = None if absence else read_statement(said, "firearms")
        dimensions = (("place", code),) if code else ()
        place = Place("made up")
        row = Observation(
            agency, measure, _YEAR, stated, None, absence, dimensions, "", "", place, place
        )
        in_force[row.key] = InForce(row, 1, _DAY)
    return Record(_DAY, in_force, (), ())


def _compared(rows: list[tuple[str, str, str, str]], plan: Plan | None = None) -> Corroborated:
    (found,) = corroborate(plan or _plan(), _record(rows), _YEAR)
    return found


# Seized A 40, B 30, C 20, D 10 (in the total too), E at least 5, F nothing reported.
# Traced, of ATF and ICE together: A 8 + 2 = 10, B 2 + 1 = 3, C 10 + 10 = 20, D 0 + 0, E 1 + 0 = 1,
# F not tracked by ATF.
_BY_HAND: Final = [
    ("CBP", "seized", "", "106"),
    ("CBP", "seized", "A", "40"),
    ("CBP", "seized", "B", "30"),
    ("CBP", "seized", "C", "20"),
    ("CBP", "seized", "D", "10"),
    ("CBP", "seized", "E", "at least 5"),
    ("ATF", "traced", "", "20"),
    ("ICE", "traced", "", "14"),
    ("ATF", "traced", "A", "8"),
    ("ICE", "traced", "A", "2"),
    ("ATF", "traced", "B", "2"),
    ("ICE", "traced", "B", "1"),
    ("ATF", "traced", "C", "10"),
    ("ICE", "traced", "C", "10"),
    ("ATF", "traced", "D", "0"),
    ("ICE", "traced", "D", "0"),
    ("ATF", "traced", "E", "1"),
    ("ICE", "traced", "E", "0"),
    ("ATF", "traced", "F", "not tracked"),
    ("ICE", "traced", "F", "0"),
]


def test_a_comparison_comes_out_as_by_hand() -> None:
    found = _compared(_BY_HAND)
    assert [e.code for e in found.entities] == list("ABCDEF")
    assert [e.code for e in found.compared] == list("ABCD")
    assert [e.code for e in found.entities if e.has_none_of_the_second] == ["D", "F"]
    # Ranks of seized 1 2 3 4, of traced 2 3 1 4: differences -1 -1 2 0, their squares make 6;
    # 1 - 6 * 6 / (4 * 15) = 0.4.
    assert found.of_ranks == Correlation(Fraction(4, 25), is_negative=False, entities=4)
    # Counts 40 30 20 10 against 10 3 20 0: sums 100 and 33, of products 400 + 90 + 400 = 890, of
    # squares 3000 and 509; 4 * 890 - 3300 = 260; 4 * 3000 - 10000 = 2000; 4 * 509 - 1089 = 947.
    assert found.of_counts == Correlation(Fraction(260**2, 2000 * 947), False, 4)  # noqa: FBT003
    # 40/10, 30/3, 20/20, none for D, at least 5/1 for E, none for F: from 1 without end.
    assert found.ratios is not None
    assert in_plain(found.ratios) == "at least 1"
    # The two largest: A and B of the seized, C and A of the traced.
    assert [[e.code for e in top] for top in found.tops] == [["A", "B"], ["C", "A"]]
    assert [e.code for e in found.in_both] == ["A"]
    assert found.sums is not None
    seized, traced = found.sums
    # Of the seized at least 105 lie in an entity, of 106; nothing is known of F.
    assert (in_plain(seized.parts), seized.lacking) == ("at least 105", 1)
    assert seized.agrees is None
    # The traced make 34 in entities, as in all; of F nobody knows.
    assert (traced.parts, traced.lacking, traced.agrees) == (exactly(34), 1, None)


def test_parts_that_are_more_than_the_whole_do_not_agree() -> None:
    rows = [("CBP", "seized", "", "9"), ("CBP", "seized", "A", "10")]
    sums = _compared(rows).sums
    assert sums is not None
    assert sums[0].agrees is False


@pytest.mark.parametrize(("total", "agrees"), [("10", True), ("11", False), ("at least 10", None)])
def test_all_parts_make_the_whole_or_they_do_not(total: str, agrees: bool | None) -> None:  # noqa: FBT001
    rows = [("CBP", "seized", "", total), *(("CBP", "seized", c, "5") for c in "AB")]
    sums = _compared(rows, _plan("AB")).sums
    assert sums is not None
    assert sums[0].agrees is agrees


def test_entities_that_are_tied_at_the_cut_are_all_in_the_top() -> None:
    rows = [("CBP", "seized", c, n) for c, n in zip("ABCD", "5331", strict=True)]
    found = _compared([*rows, ("CBP", "seized", "E", "0")], _plan(top="2"))
    assert [e.code for e in found.tops[0]] == ["A", "B", "C"]
    assert found.tops[1] == ()


def test_a_list_without_codes_is_taken_from_what_was_reported_and_says_how_many_are_silent() -> (
    None
):
    rows = [("CBP", "seized", "Sonora", "5"), ("ATF", "traced", "Jalisco", "1")]
    found = _compared(rows, _plan("", size=32))
    assert [e.code for e in found.entities] == ["Jalisco", "Sonora"]
    assert found.unnamed == 30


def test_fewer_than_three_entities_and_counts_that_are_all_alike_are_not_correlated() -> None:
    two = [(Fraction(1), Fraction(2)), (Fraction(2), Fraction(3))]
    assert of_counts(two) == of_ranks(two) == "fewer than three entities"
    alike = [(Fraction(n), Fraction(7)) for n in range(4)]
    assert of_counts(alike) == of_ranks(alike) == "the same count everywhere"


def test_the_rank_of_what_is_tied_is_the_mean_of_its_ranks() -> None:
    assert mean_ranks([Fraction(n) for n in (5, 9, 5, 1)]) == [Fraction(5, 2), 1, Fraction(5, 2), 4]


def test_the_printed_range_of_gao_fits_its_totals_only_the_other_way_round() -> None:
    printed = PrintedRange.model_validate(
        {
            "low": "0.03",
            "high": "1.78",
            "first_total": "29824",
            "second_total": "6854",
            "source": "GAO-09-709, lines 1049, 1055, 1073",
        }
    )
    labelled, mirrored = readings_of(printed)
    # 29,824 / 6,854 is 4.35; 1.78 * 6,854 = 12,200.12 leaves 17,623.88, and firearms come whole.
    assert labelled.as_printed.ratio == Fraction(29824, 6854)
    assert not labelled.as_printed.holds
    assert not labelled.as_printed.is_impossible
    assert labelled.as_printed.apart == 17624
    assert labelled.as_printed.share_apart == Fraction(17624, 29824)  # 59.1 percent
    # What was rounded to 1.78 is 1.785 at most: 1.785 * 6,854 = 12,234.39 leaves 17,589.61.
    assert not labelled.as_meant.holds
    assert labelled.as_meant.apart == 17590
    # 6,854 / 29,824 is 0.23, between .03 and 1.78.
    assert mirrored.as_printed.holds
    assert mirrored.as_printed.apart == 0


def test_a_range_above_the_ratio_of_its_totals_is_impossible() -> None:
    found = Mediant(Fraction(2), Fraction(3), Fraction(10), Fraction(10))
    assert found.is_impossible
    assert not found.holds


@steady
@given(st.lists(st.tuples(counts, counts.filter(bool)), min_size=1, max_size=12))
def test_a_ratio_of_sums_lies_between_the_ratios_of_its_parts(
    pairs: list[tuple[Fraction, Fraction]],
) -> None:
    ratios = [a / b for a, b in pairs]
    found = Mediant(min(ratios), max(ratios), sum(a for a, _ in pairs), sum(b for _, b in pairs))  # type: ignore[arg-type]  # the sum of one or more
    assert found.holds
    assert found.apart == 0
    assert not found.is_impossible


@steady
@given(
    st.lists(st.tuples(counts, counts.filter(bool)), min_size=1, max_size=12),
    st.lists(counts, max_size=6),
)
def test_no_more_is_said_to_lie_apart_than_does(
    pairs: list[tuple[Fraction, Fraction]], without: list[Fraction]
) -> None:
    ratios = [a / b for a, b in pairs]
    first = sum((a for a, _ in pairs), start=sum(without, start=Fraction(0)))
    second = sum((b for _, b in pairs), start=Fraction(0))
    found = Mediant(min(ratios), max(ratios), first, second)
    assert found.apart <= sum(without)
    assert 0 <= found.share_apart <= 1
    assert not found.is_impossible
    assert found.holds == (found.apart == 0)


@steady
@given(pairs_of_counts)
def test_a_coefficient_lies_between_minus_one_and_one(
    pairs: list[tuple[Fraction, Fraction]],
) -> None:
    for found in (of_counts(pairs), of_ranks(pairs)):
        assert not isinstance(found, Correlation) or 0 <= found.squared <= 1


@steady
@given(st.lists(counts, min_size=3, max_size=12).filter(lambda c: len(set(c)) > 1))
def test_a_thing_correlates_with_itself_wholly_and_with_its_opposite_inversely(
    values: list[Fraction],
) -> None:
    for of in (of_counts, of_ranks):
        with_itself = of([(v, v) for v in values])
        assert with_itself == Correlation(Fraction(1), is_negative=False, entities=len(values))
        opposite = of([(v, -v) for v in values])
        assert opposite == Correlation(Fraction(1), is_negative=True, entities=len(values))


_values = st.sampled_from(["0", "1", "7", "7", "12", "40", "at least 5", "2-9", "not tracked", ""])


@steady
@given(
    st.lists(st.tuples(_values, _values, _values), min_size=6, max_size=6),
    st.permutations("ABCDEF"),
)
def test_the_order_of_entities_and_of_rows_changes_nothing(
    values: list[tuple[str, str, str]], order: list[str]
) -> None:
    sources = (("CBP", "seized"), ("ATF", "traced"), ("ICE", "traced"))
    rows = [
        (agency, measure, code, said)
        for code, row in zip("ABCDEF", values, strict=True)
        for (agency, measure), said in zip(sources, row, strict=True)
        if said
    ]
    one, other = _compared(rows), _compared(rows[::-1], _plan("".join(order)))
    assert one.of_ranks == other.of_ranks
    assert one.of_counts == other.of_counts
    assert one.ratios == other.ratios
    assert {e.code for e in one.in_both} == {e.code for e in other.in_both}
    assert {e.code for e in one.compared} == {e.code for e in other.compared}
    assert one.sums == other.sums
    # Nobody is dropped, whatever was said of him.
    assert {e.code for e in one.entities} == set("ABCDEF")
