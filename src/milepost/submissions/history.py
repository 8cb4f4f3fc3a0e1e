"""What was in force before a file came: the past, as a value that checks are given.

Checks do not open the ledger. A history looks at what was received before the file, by the day of
receipt and then by the number of the submission, so that a file reads the same whenever it is read
again. It is gathered a measure at a time, as it is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from milepost.periods import Period
from milepost.submissions.model import Dimensions, Key, Observation, Record, Submission

# A stretch of comparable periods: agency, measure, kind of period, how many of them together,
# dimensions.
Series = tuple[str, str, str, int, Dimensions]
# When something came: the day of receipt, and the number of its submission.
Moment = tuple[dt.date, int]
_Entries = dict[tuple[str, str], list[tuple[Moment, Observation]]]


def series_of(observation: Observation) -> Series:
    """The series that an observation continues."""
    period = observation.period
    length = period.last - period.first + 1
    return (
        observation.agency,
        observation.measure,
        period.kind,
        length,
        observation.dimensions,
    )


@dataclass(frozen=True)
class History:
    """What was in force at a moment, agency by agency and measure by measure."""

    entries: Mapping[tuple[str, str], Iterable[tuple[Moment, Observation]]] = field(
        default_factory=dict
    )
    until: Moment = (dt.date.max, 0)
    sent_for: Mapping[int, Period | None] = field(default_factory=dict)
    _held: dict[tuple[str, str], tuple[Observation, ...]] = field(default_factory=dict)
    _totals: dict[tuple[str, str], dict[Period, Observation]] = field(default_factory=dict)
    _series: dict[tuple[str, str], dict[Series, dict[int, Observation]]] = field(
        default_factory=dict
    )

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> History:
        """A history of these observations, the later in force where two have one key."""
        entries: _Entries = {}
        for number, observation in enumerate(observations, 1):
            of = (observation.agency, observation.measure)
            entries.setdefault(of, []).append(((dt.date.min, number), observation))
        return cls(entries)

    def of_measure(self, agency: str, measure: str) -> tuple[Observation, ...]:
        """Everything in force that an agency reported of a measure."""
        of = (agency, measure)
        if of not in self._held:
            newest: dict[Key, Observation] = {}
            for moment, observation in self.entries.get(of, ()):
                if moment < self.until:
                    newest[observation.key] = observation
            self._held[of] = tuple(newest.values())
        return self._held[of]

    def with_files(
        self, agency: str, measure: str
    ) -> tuple[tuple[Observation, Period | None], ...]:
        """The same, each with the period that its file was sent for."""
        newest: dict[Key, tuple[Observation, Period | None]] = {}
        for moment, observation in self.entries.get((agency, measure), ()):
            if moment < self.until:
                newest[observation.key] = (observation, self.sent_for.get(moment[1]))
        return tuple(newest.values())

    def totals(self, agency: str, measure: str) -> Mapping[Period, Observation]:
        """By period: what is not divided by any dimension."""
        of = (agency, measure)
        if of not in self._totals:
            held = self.of_measure(agency, measure)
            self._totals[of] = {o.period: o for o in held if not o.dimensions}
        return self._totals[of]

    def series(self, series: Series) -> Mapping[int, Observation]:
        """The figures of a series, by where their period begins."""
        of = series[:2]
        if of not in self._series:
            found: dict[Series, dict[int, Observation]] = {}
            for observation in self.of_measure(*of):
                line = found.setdefault(series_of(observation), {})
                line[observation.period.first] = observation
            self._series[of] = found
        return self._series[of].get(series, {})


NO_HISTORY = History()


class Past:
    """Everything that was ever taken, from which the history of any file can be seen."""

    def __init__(self, record: Record) -> None:
        self._entries: _Entries = {}
        self._sent_for = {s.number: s.period for s in record.submissions}
        for key, held in record.in_force.items():
            line = self._entries.setdefault(key[:2], [])
            for entry in (held, *held.displaced):
                line.append(((entry.received_on, entry.submission), entry.observation))
        for line in self._entries.values():
            line.sort(key=itemgetter(0))

    def add(self, submission: Submission, observations: Iterable[Observation]) -> None:
        """Take in what was found in a file that had not been read before."""
        moment = (submission.received_on, submission.number)
        self._sent_for[submission.number] = submission.period
        touched = set()
        for observation in observations:
            of = (observation.agency, observation.measure)
            self._entries.setdefault(of, []).append((moment, observation))
            touched.add(of)
        for of in touched:
            self._entries[of].sort(key=itemgetter(0))

    def before(self, submission: Submission) -> History:
        """What was in force before a file came."""
        moment = (submission.received_on, submission.number)
        return History(self._entries, moment, self._sent_for)
