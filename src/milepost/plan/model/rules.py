"""The words of judging: code lists, rating scales, roll-ups, ladders, and others' words."""

from typing import Literal

from milepost.plan.model.base import Declared
from milepost.plan.scalars import Day, Days, Id, MeasureId, Number, Prose, Text, YesNo


class Code(Declared):
    """One entry of a code list."""

    code: Text
    """The code, as agencies write it."""
    title: Text
    """What it stands for."""


class CodeList(Declared):
    """The codes of a dimension, such as the federal entities of Mexico."""

    id: Id
    """A stable name."""
    title: Text
    """What it lists."""
    size: Number | None = None
    """How many there are, where not all are listed."""
    codes: tuple[Code, ...] = ()
    """The codes."""
    source: Text
    """Where they are defined."""
    note: Text | None = None
    """What must be known of them."""


Method = Literal[
    "share-of-targeted-change",
    "healthy-people",
    "growth-ratio",
    "projection",
    "target-only",
    "last-two-points",
]


class Scale(Declared):
    """How an outlook becomes a rating, from a date on.

    What ``on_track`` and ``at_risk`` are shares of depends on the method: with the share of
    targeted change, of the progress expected by now; with the growth ratio, of the yearly growth
    that was needed; with the projection, of the way to the target that the trend will have closed.
    At or above the first the rating is "on track", at or above the second "at risk", below it "off
    track". The other methods have no such shares.
    """

    id: Id
    """A stable name."""
    in_force_from: Day
    """The day from which it holds; the latest that has begun is used."""
    method: Method
    """How progress is counted."""
    on_track: Number | None = None
    """The share from which it is on track."""
    at_risk: Number | None = None
    """The share from which it is at risk, and below which off track."""
    detectable: Number | None = None
    """With "healthy-people": the share of the targeted change, or of the baseline where it moves
    away, from which a change without standard errors is taken for one; 0.1 there."""
    confidence: Number | None = None
    """With "healthy-people": the confidence at which a change with standard errors counts; 0.95
    there."""
    only_by_waiver: YesNo = False
    """Whether it is no scale of the plan, and holds only for the measures that a waiver names."""
    reason: Text | None = None
    """Why it took the place of the scale before it."""
    approved_by: Text | None = None
    """Who approved the change."""
    source: Text
    """Where it is laid down."""


class Composite(Declared):
    """One number for many ratings, where the plan asks for one: printed as a range.

    Each rated measure counts by its weight with the score of its outlook; the range goes from what
    it would be if every measure without a rating came out worst to what it would be if it came out
    best.
    """

    id: Id
    """A stable name."""
    title: Text
    """What it is called where it is printed."""
    of: Literal["strategy", "goal", "objective", "agency", "department", "element"]
    """Of which groups of measures: one number for each. An element is a link of the chain from
    input to outcome, as the kinds of measures name them."""
    achieved: Number
    """The score of "achieved"."""
    on_track: Number
    """The score of "on track"."""
    at_risk: Number
    """The score of "at risk"."""
    off_track: Number
    """The score of "off track"."""
    least_coverage: Number | None = None
    """The share of measures that must be rated; below it only the range is printed."""
    source: Text
    """Where it is asked for."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class LadderStep(Declared):
    """What a number of years missed one after another obliges to."""

    misses: Number
    """From how many consecutive misses."""
    obliges: Text
    """The document that is owed, and to whom."""
    within: Days | None = None
    """How long after the end of the year it is due: 60 days."""
    source: Text
    """Where that is laid down: 31 U.S.C. 1116(g)."""


class Ladder(Declared):
    """The steps that consecutive misses lead to; GPRA's of 2011 where a plan declares it."""

    id: Id
    """A stable name."""
    title: Text
    """What it is called."""
    in_force_from: Day
    """The day from which it holds; years that ended before it are not counted by it."""
    steps: tuple[LadderStep, ...]
    """Its steps, from the lowest."""
    source: Text
    """Where it is laid down."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class PrintedRange(Declared):
    """What somebody printed of two sources, to be held against their totals."""

    low: Number
    """The smallest ratio printed."""
    high: Number
    """The largest ratio printed."""
    first_total: Number
    """The total of the first source."""
    second_total: Number
    """The total of the second source."""
    source: Text
    """Where it is printed."""


class Corroboration(Declared):
    """Two sources on one thing, compared over a dimension, as GAO did in its appendix."""

    id: Id
    """A stable name."""
    title: Text
    """What is compared."""
    first: MeasureId
    """The measure of the one source: firearms seized."""
    second: MeasureId
    """The measure of the other: firearms traced."""
    dimension: Id
    """The code list over which they are compared: federal entities."""
    top: Number | None = None
    """How many of the largest entities of either are looked for among those of the other; 10."""
    printed: PrintedRange | None = None
    """The range of ratios that a report printed, where one did."""
    note: Prose | None = None
    """What must be known of it."""
    source: Text
    """Where the comparison comes from."""
    illustrative: YesNo = False
    """Whether it was made up to show a feature."""


class VocabularyWord(Declared):
    """What one of our words is called in another vocabulary."""

    rating: Literal[
        "achieved",
        "on track",
        "at risk",
        "off track",
        "met",
        "not met",
        "indeterminate",
        "not due",
        "not rated",
        "not reported",
        "not tracked",
        "not available",
        "no target",
        "no baseline",
        "not yet due",
        "not applicable",
        "withheld",
        "withdrawn",
        "rejected",
        "returned",
        "waived",
        "series broken",
    ]
    """Our word."""
    word: Text
    """Theirs."""


class Vocabulary(Declared):
    """The words in which an office, an auditor or a ministry says a rating."""

    id: Id
    """A stable name."""
    title: Text
    """Whose words they are."""
    words: tuple[VocabularyWord, ...]
    """Their word for each of ours; where they have none, nothing is said."""
    cannot_say: tuple[Text, ...] = ()
    """What these words cannot tell apart, beside what they have no word for."""
    source: Text
    """Where they are used."""
