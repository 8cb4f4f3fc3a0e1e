"""The scorecard as a value: order, words, rounding and footnotes, before anything is drawn.

Every renderer draws these same rows; none of them rounds, sorts or judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from milepost.scorecard.objective_model import Means

Mark = Literal["good", "fair", "poor", "bad", "open", "none"]


@dataclass(frozen=True, slots=True)
class Exact:
    """A published figure exactly, beside its rounded words.

    Attributes:
        low: lower end as a decimal, or as a fraction "a/b" where its decimals do not end; None
            where nothing bounds it.
        high: upper end likewise.
        low_open: the lower end itself is excluded.
        high_open: the upper end itself is excluded.
        part: the numerator in words, where it is a part of a whole.
        whole: the denominator in words.
        standard_error: of an estimate that an agency reported its standard error, else None.
    """

    low: str | None
    high: str | None
    low_open: bool
    high_open: bool
    part: str | None = None
    whole: str | None = None
    standard_error: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A result or rating: its word, and the kind of mark that is drawn beside it."""

    word: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a figure, printed beside it.

    Attributes:
        kind: an agency explains or replies, an analyst accepts or returns, ONDCP tells.
        about: what is accepted or returned: the figure, or its explanation.
        text: what is said; empty where an analyst accepts without a word.
        by: who says it.
        on: the day on which it was said or received.
        submission: the number of the submission it is about or came in; None for neither.
    """

    kind: Literal["explanation", "accepted", "returned", "reply", "narrative"]
    about: Literal["figure", "explanation"]
    text: str
    by: str
    on: str
    submission: int | None


@dataclass(frozen=True, slots=True)
class InOtherWords:
    """A row in the words of the vocabulary that the strategy chose; empty where it has none.

    Attributes:
        result: their word for the result.
        rating: their word for the outlook, or for why there is none.
    """

    result: str
    rating: str


@dataclass(frozen=True, slots=True)
class SharedWord:
    """One word of another vocabulary that stands for several of ours."""

    word: str
    ours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherWords:
    """A vocabulary as an edition uses it.

    Attributes:
        vocabulary: its identifier in the plan.
        title: whose words they are.
        source: where they are used.
        words: each of our words that it has a word for, with that word.
        without: our words that stand in this edition and have no word there.
        shared: words there that stand for several of ours, where one of those stands here.
        cannot_say: what else it cannot tell apart, as the plan says.
    """

    vocabulary: str
    title: str
    source: str
    words: tuple[tuple[str, str], ...]
    without: tuple[str, ...]
    shared: tuple[SharedWord, ...]
    cannot_say: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LikelihoodInWords:
    """How likely a target is to be met by its date, or why that is withheld.

    Attributes:
        sentence: all of it in one sentence.
        word: the word; empty where it is withheld.
        range: the range in percent, rounded outward; empty where it is withheld.
        low: the lower end of the range exactly, a share from 0 to 1; None where it is withheld.
        high: its upper end.
        trend: the trend in words; empty where there is none.
        change: by how much the measure changes from one point to the next; None for no trend.
        change_low: the least that this may be, at 95 percent confidence.
        change_high: the most.
        points: how many points it rests on, or how many there are.
        every: from one point to the next: year, quarter, month.
        withheld: why it is withheld; empty where it is not.
    """

    sentence: str
    word: str
    range: str
    low: str | None
    high: str | None
    trend: str
    change: str | None
    change_low: str | None
    change_high: str | None
    points: int
    every: str
    withheld: str


@dataclass(frozen=True, slots=True)
class YearBefore:
    """What a measure came to in an earlier year (31 U.S.C. 1116(c)(1): the five before).

    Attributes:
        period: which year.
        actual: in words, or why there is none.
        exact: the same exactly; None where there is none.
        results: what came of each target that was due in that year.
        illustrative: whether any of those targets, or the measure, was made up.
    """

    period: str
    actual: str
    exact: Exact | None
    results: tuple[Verdict, ...]
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class YearsLine:
    """What a measure came to this year and in the five before, on its own basis.

    Attributes:
        measure: identifier of the measure.
        title: its title.
        unit: its unit.
        agency: whose figures they are; "ATF and ICE" where they are added up.
        years: each year, the earliest first, this one last.
        breaks: where the series is broken, so that its years are not comparable across it.
        illustrative: whether the measure was made up.
    """

    measure: str
    title: str
    unit: str
    agency: str
    years: tuple[YearBefore, ...]
    breaks: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One target of one measure, or a measure without any.

    Attributes:
        id: stable over editions: period, measure, agency, and when the target is due.
        measure: identifier of the measure.
        title: its title.
        unit: its unit.
        agency: whose figure it is; "ATF and ICE" where they are added up.
        baseline: in words, with its period; empty where there is none.
        target: in words; empty where there is none.
        target_period: for when it was promised, in words.
        actual: in words, with its bound, or why there is none.
        actual_period: the period it is for.
        exact: the actual exactly; None where there is none.
        result: whether the target was met; None where there is no target.
        rating: the outlook, or "not rated".
        reason: why it came out so, in a sentence or two.
        illustrative: what in it was made up: "measure", "target", "baseline"; empty for nothing.
        notes: numbers of its footnotes.
        said: what is said of it: explanations, verdicts of review, replies, narratives.
        in_other_words: the result and the outlook in the vocabulary that the strategy chose; None
            where it chose none.
        likelihood: how likely its target is to be met; None where that is no question, or where
            there are too few points for one.
        years_before: what it came to in the years before, the latest first; empty for a period
            that is no year.
    """

    id: str
    measure: str
    title: str
    unit: str
    agency: str
    baseline: str
    target: str
    target_period: str
    actual: str
    actual_period: str
    exact: Exact | None
    result: Verdict | None
    rating: Verdict
    reason: str
    illustrative: tuple[str, ...]
    notes: tuple[int, ...]
    said: tuple[Said, ...] = ()
    in_other_words: InOtherWords | None = None
    likelihood: LikelihoodInWords | None = None
    years_before: tuple[YearBefore, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that stands apart: without a target, of another period, or one that only explains.

    Attributes:
        id: stable over editions.
        title: what it is.
        owner: whose figure it is.
        period: for which period, in words.
        value: in words, with its bound, or why there is none.
        unit: its unit.
        exact: the value exactly; None where there is none.
        caveat: what must be known of it.
        not_rated: why it is not rated.
        illustrative: whether it was made up.
        notes: numbers of its footnotes.
        said: what is said of it.
    """

    id: str
    title: str
    owner: str
    period: str
    value: str
    unit: str
    exact: Exact | None
    caveat: str
    not_rated: str
    illustrative: bool
    notes: tuple[int, ...]
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a chart.

    Attributes:
        period: its name.
        day: the last day of the period, by which it is placed on the axis.
        low: lower end to be drawn; None where nothing bounds it.
        high: upper end to be drawn; None where nothing bounds it.
        words: the value in words.
    """

    period: str
    day: str
    low: float | None
    high: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A measure over time, with a text that says the same as the picture."""

    id: str
    title: str
    unit: str
    agency: str
    points: tuple[Point, ...]
    targets: tuple[Point, ...]
    alternative: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """A line of counts: coverage first, then results, then outlooks."""

    title: str
    measures: int
    with_value: int
    with_target: int
    due: int
    met: int
    not_met: int
    indeterminate: int
    not_due: int
    achieved: int
    on_track: int
    at_risk: int
    off_track: int
    not_rated: int


@dataclass(frozen=True, slots=True)
class Section:
    """An objective: who, what, and how it went.

    Attributes:
        id: its identifier.
        title: its title.
        statement: what it is, in the words of the strategy.
        roles: who leads it and who supports it, in short.
        tally: its counts.
        rows: its targets, each held against its actual.
        figures: figures that are shown beside them and not judged.
        charts: its measures over time.
        illustrative: whether it was made up.
        means: what it rests on: need, agencies, money, mechanisms, actions.
        years: its measures this year and in the five before; empty for a period that is no year.
    """

    id: str
    title: str
    statement: str
    roles: tuple[str, ...]
    tally: Tally
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    illustrative: bool
    means: Means | None = None
    years: tuple[YearsLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file an agency sent.

    ``arrival`` is "on time", "late" or "after the lock", and empty where the plan has no window for
    it; ``certified_by`` is empty where nobody stands for it; ``destroyed`` says when, by whose
    order and why its bytes were destroyed, and is empty where they are kept.
    """

    number: int
    name: str
    period: str
    received_on: str
    revision: int
    status: str
    accepted: int
    rejected: int
    digest: str
    arrival: str = ""
    certified_by: str = ""
    destroyed: str = ""


@dataclass(frozen=True, slots=True)
class ReportingRecord:
    """What an agency was to report, what came, what was marked, and what was not taken."""

    agency: str
    name: str
    expected: int
    reported: int
    missing: tuple[str, ...]
    files: tuple[FileRecord, ...]
    rejections: tuple[str, ...]
    returned: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FootnoteLine:
    """One thing a footnote says, under a label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where the figures of a row were written, and what must be known of them."""

    number: int
    lines: tuple[FootnoteLine, ...]
