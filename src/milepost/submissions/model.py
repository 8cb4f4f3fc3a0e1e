"""The words of what agencies send. A value is reported with its bound, or absent by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

from milepost.intervals import Interval, Statement
from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.sources import Place, Problem

if TYPE_CHECKING:
    from milepost.submissions.extracts import Delivery, StoredRows

Absence = Literal[
    "not tracked", "not available", "not yet due", "not applicable", "withheld", "withdrawn"
]
ABSENCES: Final[tuple[str, ...]] = get_args(Absence)

# How good an agency holds its own figure to be, in the words of GAO.
RELIABILITY: Final = ("sufficiently reliable", "not sufficiently reliable", "undetermined")

Dimensions = tuple[tuple[str, str], ...]

# What identifies a thing that can be revised: agency, measure, period, dimensions.
Key = tuple[str, str, Period, Dimensions]


@dataclass(frozen=True, slots=True)
class Observation:
    """One reported value with its bound, or one named absence.

    Attributes:
        agency: who reports it.
        measure: of which measure.
        period: for which period, on that period's own basis.
        stated: the number as it was stated, in the measure's unit; None where it is absent.
        whole: what it is a part of, where that was reported: the 10 of "4 of 10".
        absence: why there is no number; None where there is one.
        dimensions: codes by dimension, in the order of the measure's dimensions.
        source: where the agency has it from and, where it said so, how reliable it holds it to be.
        note: the caveat, in its own words.
        place: the row it stands in; ``value_place`` is the cell of the number itself.
        counted: of a figure that was computed from an extract, how many rows are behind it, of a
            rate on the side that has fewer; None of one that was stated.
        rows_told: whether everybody may see how many they are.
    """

    agency: str
    measure: str
    period: Period
    stated: Statement | None
    whole: Decimal | None
    absence: Absence | None
    dimensions: Dimensions
    source: str
    note: str
    place: Place
    value_place: Place
    counted: int | None = None
    rows_told: bool = True

    @property
    def key(self) -> Key:
        """What a revision of it would share with it."""
        return (self.agency, self.measure, self.period, self.dimensions)

    def interval(self, measure: Measure) -> Interval | None:
        """What the number means; "about" as the measure declares it."""
        return self.stated.interval(measure.about_within) if self.stated else None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken, with as much of it as could be read.

    A problem of the whole file has neither measure nor period.
    """

    agency: str
    measure: str
    period: Period | None
    problem: Problem


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a result differs from its target, and what is done about it, in the agency's own words.

    Attributes:
        agency: who explains.
        measure: of which measure.
        period: for which period.
        why: the explanation.
        action: what will be done.
        due: by when, as it was written.
        place: where it stands.
    """

    agency: str
    measure: str
    period: Period
    why: str
    action: str
    due: str
    place: Place


# The four assertions of ONDCP's circular on agency compliance reviews (22 October 2019).
ASSERTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "system": "The performance reporting system is appropriate and applied.",
        "explanations": "Explanations for missed targets are reasonable.",
        "targets": "The methodology to set targets is reasonable and applied.",
        "measures": "Adequate measures exist for all significant activities.",
    }
)


@dataclass(frozen=True, slots=True)
class Assertion:
    """Whether an official asserts one of the four things, with a comment where there is one."""

    id: str
    holds: bool
    comment: str
    place: Place


Status = Literal["accepted", "accepted in part", "rejected", "waiting"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file was found to say.

    Attributes:
        observations: the rows that were taken.
        rejections: the rows, or the file, that were not.
        problems: everything found, warnings too, in order of place.
        rows: how many rows of the table were read; each is taken or rejected.
        explanations: why results differ from their targets.
        assertions: what the agency's official asserts at the year's end.
        certified_by: name and title of that official; empty where nobody signed.
        declaration: of a delivery of an extract, the digest of the declaration under which it was
            read; empty of every other file.
        stored: what of a delivery lies in the store; None where nothing in it could be read.
    """

    observations: tuple[Observation, ...]
    rejections: tuple[Rejection, ...]
    problems: tuple[Problem, ...]
    rows: int
    explanations: tuple[Explanation, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    certified_by: str = ""
    declaration: str = ""
    stored: StoredRows | None = None

    @property
    def status(self) -> Status:
        """Accepted, accepted in part, or rejected."""
        if self.declaration:
            return _status_of_delivery(self.stored)
        if not self.rejections:
            return "accepted"
        return "accepted in part" if self.observations else "rejected"


@dataclass(frozen=True, slots=True)
class Submission:
    """One file from one agency for one period, as it was received.

    Attributes:
        number: its place in the ledger, from 1.
        agency: who sent it; empty where that could not be told.
        period: for which period it was sent; None where that could not be told.
        name: the file's name as it came, with the folder it lay in.
        digest: SHA-256 of its bytes.
        size: how many bytes.
        received_on: the day it counts as received; what "as of" looks at.
        revision: 1 for the first file of an agency for a period, then 2, 3…
        status: what became of it; "waiting" while the plan has errors.
        accepted: how many observations were taken.
        rejected: how many rows, or files, were not.
        certified_by: name and title of the official who stands for it; empty where nobody does.
        destroyed: the order by which its bytes were destroyed; None where they are kept.
        extract: of which extract it brings rows; empty of every other file. Its rows are then
            counted as accepted, or as rejected where they are in quarantine.
    """

    number: int
    agency: str
    period: Period | None
    name: str
    digest: str
    size: int
    received_on: dt.date
    revision: int
    status: Status
    accepted: int
    rejected: int
    certified_by: str = ""
    destroyed: Destruction | None = None
    extract: str = ""


def _status_of_delivery(stored: StoredRows | None) -> Status:
    """What becomes of a delivery of which so much lies in the store; one without a row counts."""
    if stored is None or (stored.quarantined and not stored.rows):
        return "rejected"
    return "accepted in part" if stored.quarantined else "accepted"


@dataclass(frozen=True, slots=True)
class Destruction:
    """The order by which the bytes of a file were destroyed, after a spill of restricted data.

    What was recorded of the file stands, and the chain still holds.
    """

    ordered_by: str
    reason: str
    ordered_on: dt.date

    @property
    def in_words(self) -> str:
        """When, by whom and why, as every reader is told it."""
        why = f"{self.ordered_by}: {self.reason.rstrip('.')}"
        return f"the bytes were destroyed on {self.ordered_on} by order of {why}"


@dataclass(frozen=True, slots=True)
class Publication:
    """That an edition was published, as the ledger keeps it.

    Attributes:
        edition: its name, such as "FY2009-1".
        period: what it is about.
        as_of: what was received later is not in it.
        plan_digest: the plan it was judged by.
        manifest_digest: SHA-256 of the list of its files, each with its own digest.
        published_on: the day that is printed on it.
        published_by: who published it; empty where nobody says.
        owed: how many explanations were still owed, as it says itself.
        number: its place among the publications, from 1; 0 before it is recorded.
    """

    edition: str
    period: Period
    as_of: dt.date
    plan_digest: str
    manifest_digest: str
    published_on: dt.date
    published_by: str = ""
    owed: int = 0
    number: int = 0


RemarkKind = Literal[
    "accepted", "returned", "explanation accepted", "explanation returned", "reply", "narrative"
]


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says of what was sent; printed beside the result it is about.

    Attributes:
        number: its place among the remarks, from 1.
        kind: an analyst accepts or returns a figure or its explanation, the agency replies, ONDCP
            adds its narrative.
        agency: whose figure it is about; empty for a narrative on all who report the measure.
        measure: about which measure; empty for all that the submission holds.
        period: about which period.
        submission: about which submission; None where it is about the result.
        text: what is said.
        said_by: who says it.
        said_on: the day.
    """

    number: int
    kind: RemarkKind
    agency: str
    measure: str
    period: Period
    submission: int | None
    text: str
    said_by: str
    said_on: dt.date


@dataclass(frozen=True, slots=True)
class InForce:
    """An observation that holds, with the submission it came in and what it displaced.

    ``destroyed`` is the order by which the bytes it was read in were destroyed, whenever that was:
    nobody who follows it to its cell will find the file.
    """

    observation: Observation
    submission: int
    received_on: dt.date
    displaced: tuple[InForce, ...] = ()
    destroyed: Destruction | None = None


@dataclass(frozen=True)
class Record:
    """The observations in force as of a date.

    Attributes:
        as_of: what was received later is not in it.
        in_force: the newest accepted row of each key.
        rejections: what was not taken, with the number of its submission.
        submissions: every file received by then, in order.
        returned: what an analyst has given back, with the remark; it is not in force.
        explanations: why results differ from their targets, with the number of the submission.
        certified_by: the official who stands for a submission, by its number.
        warnings: what was marked in a submission and taken all the same, with its number.
        remarks: what was said of all this by then, in order.
        assertions: what officials assert, with the number of the submission.
        deliveries: the rows of extracts that were received by then, in order of receipt.
        computed: the measures whose figures are computed and sent by nobody, each with the extracts
            that it is computed from.
        not_computed: why figures could not be computed, each with its measure and period.
    """

    as_of: dt.date
    in_force: Mapping[Key, InForce]
    rejections: tuple[tuple[int, Rejection], ...]
    submissions: tuple[Submission, ...]
    returned: tuple[tuple[InForce, Remark], ...] = ()
    explanations: tuple[tuple[int, Explanation], ...] = ()
    certified_by: Mapping[int, str] = field(default_factory=dict)
    warnings: tuple[tuple[int, Problem], ...] = ()
    remarks: tuple[Remark, ...] = ()
    assertions: tuple[tuple[int, Assertion], ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    computed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_computed: tuple[tuple[str, Period | None, Problem], ...] = ()

    def of(self, agency: str, measure: str, period: Period) -> InForce | None:
        """The total an agency reported for a measure and period, if it is in force."""
        return self.in_force.get((agency, measure, period, ()))

    def periods_of(self, measure: str) -> frozenset[Period]:
        """Every period for which something was reported of a measure."""
        return self._periods_by_measure.get(measure, frozenset())

    def came_with(self, submission: int) -> list[Observation]:
        """The computed figures that came with a delivery, in force or returned."""
        rows = [old for held in self.in_force.values() for old in (held, *held.displaced)]
        rows += [held for held, _ in self.returned]
        return [
            held.observation
            for held in rows
            if held.submission == submission and held.observation.counted is not None
        ]

    def was_rejected(self, agency: str, measure: str, period: Period) -> bool:
        """Whether a row for this was sent and not taken, or a whole file for the period was."""
        refused = self._refused
        if measure in self.computed:  # a rejected form says nothing of what is computed
            return (agency, measure, period) in refused
        return (agency, measure, period) in refused or (agency, "", period) in refused

    def was_returned(self, agency: str, measure: str, period: Period) -> bool:
        """Whether what was sent for this was given back, and nothing else is in force."""
        return (agency, measure, period, ()) in self._given_back

    def explanations_of(
        self, agency: str, measure: str, period: Period
    ) -> Iterator[tuple[int, Explanation]]:
        """What an agency explains of a result, the newest first."""
        for number, said in reversed(self.explanations):
            if (said.agency, said.measure, said.period) == (agency, measure, period):
                yield number, said

    def review_of(
        self, submission: int, measure: str, period: Period, *, explanation: bool = False
    ) -> Remark | None:
        """What an analyst last said of a figure, or of its explanation; None for nothing yet."""
        said = self._said_of.get(submission, ())
        return last_review(said, submission, measure, period, explanation=explanation)

    @cached_property
    def told_by_file(self) -> Mapping[tuple[Period, int], frozenset[tuple[str, str]]]:
        """Agency and measure of what is in force or was, by own period and number of the file.

        A record of years has few such pairs: what tells of a period is found without a walk over
        all of it.
        """
        found: dict[tuple[Period, int], set[tuple[str, str]]] = {}
        for (agency, measure, _, _), held in self.in_force.items():
            for told in (held, *held.displaced):
                pair = told.observation.period, told.submission
                found.setdefault(pair, set()).add((agency, measure))
        return {pair: frozenset(named) for pair, named in found.items()}

    @cached_property
    def _periods_by_measure(self) -> Mapping[str, frozenset[Period]]:
        """The periods of every measure: a record of years is not searched for each of them."""
        found: dict[str, set[Period]] = {}
        for _, measure, period, _ in self.in_force:
            found.setdefault(measure, set()).add(period)
        return {measure: frozenset(periods) for measure, periods in found.items()}

    @cached_property
    def _refused(self) -> frozenset[tuple[str, str, Period | None]]:
        """Agency, measure and period of what was not taken; no measure where a whole file was."""
        by_number = {s.number: s for s in self.submissions}
        found: set[tuple[str, str, Period | None]] = set()
        for number, rejection in self.rejections:
            submission = by_number[number]
            # A row whose own period cannot be read was sent for the period of its file.
            period = rejection.period or submission.period
            whole_file = submission.status == "rejected" and not submission.extract
            if rejection.measure or whole_file:
                found.add((rejection.agency, rejection.measure, period))
        for sent in self.submissions:
            if sent.extract and sent.status == "rejected":
                named = (m for m, extracts in self.computed.items() if sent.extract in extracts)
                found |= {(sent.agency, measure, sent.period) for measure in named}
        return frozenset(found)

    @cached_property
    def _given_back(self) -> frozenset[Key]:
        """The keys of what an analyst has given back."""
        return frozenset(held.observation.key for held, _ in self.returned)

    @cached_property
    def _said_of(self) -> Mapping[int, Sequence[Remark]]:
        """What was said of each submission, so that all of it is not searched for every row."""
        found: dict[int, list[Remark]] = {}
        for remark in self.remarks:
            if remark.submission is not None:
                found.setdefault(remark.submission, []).append(remark)
        return found

    @cached_property
    def still_returned(self) -> tuple[tuple[InForce, Remark], ...]:
        """What an analyst has given back, and no revision has taken the place of."""

        def order(held: InForce) -> tuple[dt.date, int]:
            return held.received_on, held.submission

        return tuple(
            (back, said)
            for back, said in self.returned
            if (now := self.in_force.get(back.observation.key)) is None or order(now) < order(back)
        )


def last_review(
    remarks: Sequence[Remark],
    submission: int,
    measure: str,
    period: Period,
    *,
    explanation: bool = False,
) -> Remark | None:
    """The latest of the remarks that accepts or returns a figure, or its explanation.

    One of a whole submission, without a measure, is about every figure and explanation in it.
    """
    kinds = ("explanation accepted", "explanation returned") if explanation else _REVIEWS
    latest: Remark | None = None
    for said in remarks:
        of_it = said.kind in kinds and (said.measure, said.period) == (measure, period)
        of_all = said.kind in _REVIEWS and not said.measure
        if said.submission != submission or not (of_it or of_all):
            continue
        if latest is None or (said.said_on, said.number) >= (latest.said_on, latest.number):
            latest = said
    return latest


_REVIEWS: Final = ("accepted", "returned")
