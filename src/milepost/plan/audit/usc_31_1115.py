"""The data quality of each measure, 31 U.S.C. 1115(b)(8): five things an agency must describe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from milepost.plan.audit.model import Audited, Criterion, Opinion, RuleSet, Verdict
from milepost.plan.audit.opinions import PERSON, of_measures
from milepost.plan.audit.wording import count
from milepost.plan.model import Measure

# The GPRA Modernization Act of 2010, Pub. L. 111-352; signed on 4 January 2011. The day is from
# memory and to be checked.
_IN_FORCE: Final = dt.date(2011, 1, 4)
_Judged = tuple[Verdict, str, str]


def verification(audited: Audited) -> Iterator[Opinion]:
    """By which means measured values are verified and validated."""

    def judge(measure: Measure) -> _Judged:
        if measure.verification:
            return "met", "How its values are verified is declared.", ""
        return "not addressed", "It does not say how its values are verified.", _add("verification")

    yield from of_measures(audited, judge, "with means to verify values")


def sources(audited: Audited) -> Iterator[Opinion]:
    """From where the data come."""

    def judge(measure: Measure) -> _Judged:
        if measure.method or measure.is_computed:
            return "met", "Source and method are declared.", ""
        reason = "Its source is named, and not how the figures are gathered."
        return "partly met", reason, _add("method")

    yield from of_measures(audited, judge, "with a source and how figures are gathered")


def accuracy(audited: Audited) -> Iterator[Opinion]:
    """How accurate the data must be for their use."""

    def judge(measure: Measure) -> _Judged:
        if measure.required_accuracy:
            return "met", "The accuracy it needs is declared.", ""
        reason = "It does not say how accurate it must be."
        return "not addressed", reason, _add("required_accuracy")

    yield from of_measures(audited, judge, "with the accuracy that is required")


def limitations(audited: Audited) -> Iterator[Opinion]:
    """What limits the data."""

    def judge(measure: Measure) -> _Judged:
        if measure.limitations:
            return "met", f"{count(len(measure.limitations), 'limitation')} declared.", ""
        reason = "It declares no limitation, nor that there is none."
        to_close = 'Declare its limitations (limitations:), or "None known".'
        return "not addressed", reason, to_close

    yield from of_measures(audited, judge, "with their limitations")


def compensation(audited: Audited) -> Iterator[Opinion]:
    """What makes up for the limitations, where that is needed."""

    def judge(measure: Measure) -> _Judged:
        known = measure.limitations
        if not known:
            return PERSON, "It declares no limitation that could be made up for.", ""
        made_up_for = sum(x.compensated_by is not None for x in known)
        reason = f"{made_up_for} of {count(len(known), 'limitation')} made up for."
        if made_up_for == len(known):
            return "met", reason, ""
        to_close = "Say what makes up for each limitation (compensated_by:), or why none is needed."
        return "partly met" if made_up_for else "not addressed", reason, to_close

    yield from of_measures(audited, judge, "with every limitation made up for")


def _add(key: str) -> str:
    return f'Add "{key}:" to each measure.'


RULE_SET: Final = RuleSet(
    id="31-usc-1115",
    title="Data quality of measures (31 U.S.C. 1115(b)(8))",
    citation="31 U.S.C. 1115(b)(8), GPRA Modernization Act of 2010",
    note=(
        "It is seen whether each of the five is described for each measure; a person must judge "
        "whether what is described is enough."
    ),
    criteria=(
        Criterion("31-usc-1115.b-8-A", "Verification and validation", "31 U.S.C. 1115(b)(8)(A)",
                  _IN_FORCE, verification),
        Criterion("31-usc-1115.b-8-B", "Sources of data", "31 U.S.C. 1115(b)(8)(B)",
                  _IN_FORCE, sources),
        Criterion("31-usc-1115.b-8-C", "Required accuracy", "31 U.S.C. 1115(b)(8)(C)",
                  _IN_FORCE, accuracy),
        Criterion("31-usc-1115.b-8-D", "Limitations", "31 U.S.C. 1115(b)(8)(D)",
                  _IN_FORCE, limitations),
        Criterion("31-usc-1115.b-8-E", "Compensation for limitations", "31 U.S.C. 1115(b)(8)(E)",
                  _IN_FORCE, compensation),
    ),
)  # fmt: skip
