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
    """A result or rating: its word, and the kind of mark that is drawn beside it.

    Attributes:
        word: the word, or "not rated" with the reason.
        mark: the kind of mark; "open" for what is indeterminate, "none" for what is not judged.
    """

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
    """One word of another vocabulary that stands for several of ours.

    Attributes:
        word: the word there.
        ours: our words that it stands for.
    """

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
        illustrative: whether the measure was made up, or the baseline that is shown.
        results_illustrative: whether any of those targets, or what they rest on, was made up.
        baseline_source: where the baseline is stated, where it stands for a figure; else empty.
    """

    period: str
    actual: str
    exact: Exact | None
    results: tuple[Verdict, ...]
    illustrative: bool = False
    results_illustrative: bool = False
    baseline_source: str = ""

    @property
    def results_in_words(self) -> str:
        """What came of its targets, marked where one was made up."""
        words = "; ".join(result.word for result in self.results)
        return f"{words} (illustrative)" if words and self.results_illustrative else words


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
class Promised:
    """A target exactly, beside its words.

    Attributes:
        due: the period or day for which it was promised; empty for no date.
        begins: the first day of that period, as year-month-day; empty for no date.
        ends: its last day.
        least: the least at which it is met, as a decimal; None where nothing bounds it below.
        most: the most at which it is met; None where nothing bounds it above.
        milestone: the event that was promised; empty where it is a number.
        successful: what a successful programme would show, where it was promised in words.
        minimally_effective: what a minimally effective one would show.
        agency: the agency that promised it; empty where it is for all together.
        interim: whether it is a step on the way to a later target.
        source: where it is promised.
        baseline: the value at the start exactly; None where there is none.
        baseline_period: for which period that is; empty where there is none.
        actual_begins: the first day of the period of the figure it is held against.
        actual_ends: the last day of that period.
    """

    due: str
    begins: str
    ends: str
    least: str | None
    most: str | None
    milestone: str
    successful: str
    minimally_effective: str
    agency: str
    interim: bool
    source: str
    baseline: Exact | None
    baseline_period: str
    actual_begins: str
    actual_ends: str


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
        promised: the target and the baseline exactly; None where there is no target.
        arithmetic: how its figure and its outlook were worked out, a step each; empty for a figure
            that is shown as it was reported and has no outlook.
        quality: of which period its figure is and how old that makes it, how much of it was
            reported, and whether it is reliable; empty where there is no figure.
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
    promised: Promised | None = None
    arithmetic: tuple[str, ...] = ()
    quality: str = ""


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
        measure: identifier of the measure it is of; empty for context and standards.
        quality: as of a row; empty for what was not reported.
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
    measure: str = ""
    quality: str = ""


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
    """A measure over time, with a text that says the same as the picture.

    Attributes:
        id: a stable name.
        title: what it shows, in a sentence.
        unit: the measure's unit.
        agency: whose figures they are.
        points: its values, in order.
        targets: what was promised for periods of this kind.
        alternative: all of it as a text.
        illustrative: whether anything it draws was made up.
        path: the way from the baseline to the last target, where the plan declares it as a line.
        before: values that were reported first, and have been revised since.
        gaps: periods between the others for which there is no value; its words say why.
        subject: the measure's title.
        only_targets: whether of what it draws only targets or their path were made up.
    """

    id: str
    title: str
    unit: str
    agency: str
    points: tuple[Point, ...]
    targets: tuple[Point, ...]
    alternative: str
    illustrative: bool
    path: tuple[Point, ...] = ()
    before: tuple[Point, ...] = ()
    gaps: tuple[Point, ...] = ()
    subject: str = ""
    only_targets: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """A line of counts: coverage first, then results, then outlooks.

    Attributes:
        title: of what: an objective, or all of them.
        measures: how many measures there are.
        with_value: how many of them have a figure for the period.
        with_target: how many of them have a target that counts here.
        due: how many targets were due.
        met: of those due, how many were met.
        not_met: of those due, how many were not met.
        indeterminate: of those due, of how many nobody can say.
        not_due: how many targets were not due.
        achieved: of all targets, how many were rated achieved.
        on_track: how many on track.
        at_risk: how many at risk.
        off_track: how many off track.
        not_rated: how many have no outlook, for whatever reason.
    """

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
        id: its identifier in the plan.
        title: its title.
        statement: what it says; empty where its text is not printed.
        roles: who leads and who supports, a sentence each.
        tally: its counts.
        rows: its targets, each with what came of it.
        figures: what was reported beside them and is not judged.
        charts: its measures over time.
        illustrative: whether it was made up.
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

    Attributes:
        number: its number in the ledger.
        name: its name, as it was sent.
        period: for which period it was sent; empty where that could not be told.
        received_on: the day on which it was received.
        revision: which one of its kind it is; 1 for the first.
        status: what became of it.
        accepted: how many of its rows were accepted; None where that would tell a figure that is
            withheld.
        rejected: how many were rejected; None likewise.
        digest: SHA-256 of its bytes; empty where it would tell a figure that is withheld.
        arrival: on time, late or after the lock; empty where the plan has no window for it.
        certified_by: who stands for it; empty for nobody.
        destroyed: when, by whose order and why its bytes were destroyed; empty where they are kept.
    """

    number: int
    name: str
    period: str
    received_on: str
    revision: int
    status: str
    accepted: int | None
    rejected: int | None
    digest: str
    arrival: str = ""
    certified_by: str = ""
    destroyed: str = ""


@dataclass(frozen=True, slots=True)
class ReportingRecord:
    """What an agency was to report, what came, what was marked, and what was not taken.

    Attributes:
        agency: its identifier.
        name: its name.
        expected: how many measures it was to report for the period.
        reported: how many of them came.
        missing: the titles of those that did not.
        files: what it sent.
        rejections: what was not taken, and why.
        returned: what an analyst gave back, and why.
        marked: what was taken although something about it is doubtful.
    """

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
    """One thing a footnote says, under a label.

    Attributes:
        label: what is said: a place, a note, a source.
        text: what it says.
    """

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where the figures of a row were written, and what must be known of them.

    Attributes:
        number: its number.
        lines: what it says.
    """

    number: int
    lines: tuple[FootnoteLine, ...]
