"""What can be drawn, each kind made for one question, with the words that say the same.

A picture holds words and numbers, and knows nothing of pixels. Its title is what it shows, in a
sentence, and its alternative says every value that it draws, so that who cannot see it misses
nothing.

* :class:`~milepost.scorecard.model.Chart`: is it on its way to the target?
* :class:`StripChart`: how did an objective's targets come out?
* :class:`FunnelChart`: at which stage do cases end?
* :class:`MatrixChart`: which agency reported which quarter, and was it in time?
* :class:`TileChart`: where was it, and where is nothing known?
* :class:`MultiplesChart`: how does this year stand among the five before it?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from milepost.scorecard.model import Chart, Mark

# Whether a target of a strip was due; what has no date can never be. In this order they are drawn.
WhetherDue = Literal["due", "not due yet", "without a date"]
WHETHER_DUE: Final[tuple[WhetherDue, ...]] = ("due", "not due yet", "without a date")


@dataclass(frozen=True, slots=True)
class StripMark:
    """One target of an objective.

    Attributes:
        label: which measure, and whose.
        word: how it came out, or how it looks where it is not due.
        mark: the shape that is drawn for that.
        due: whether it was due, so that the word is a result; else it is an outlook, for which the
            same shapes are drawn.
        apart: whether it was made up among real ones; then it is not counted with them.
    """

    label: str
    word: str
    mark: Mark
    due: WhetherDue
    apart: bool = False


@dataclass(frozen=True, slots=True)
class StripChart:
    """The targets of an objective side by side, and counted: those that were due, then the others.

    Attributes:
        id: a stable name.
        title: how many came out which way, in a sentence.
        unit: what is counted.
        agency: who answers for the objective.
        marks: one for each target: first those that were due, then the others, each in the order
            of the objective's rows.
        counts: whether due, each word that occurs with its mark, and how often, in the order of
            the marks; without those that stand apart.
        alternative: all of it as a text.
        illustrative: whether anything it draws was made up.
    """

    id: str
    title: str
    unit: str
    agency: str
    marks: tuple[StripMark, ...]
    counts: tuple[tuple[WhetherDue, str, Mark, int], ...]
    alternative: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class DrawnAmount:
    """A value under a label, or why there is none.

    Attributes:
        label: of what.
        words: the value in words, or why there is none.
        low: lower end to be drawn; None where nothing bounds it, or there is no value.
        high: upper end to be drawn, likewise.
    """

    label: str
    words: str
    low: float | None
    high: float | None

    @property
    def is_missing(self) -> bool:
        """Whether there is no value. It is never drawn as zero."""
        return self.low is None and self.high is None


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Cases from stage to stage, as the plan relates them.

    Attributes:
        id: a stable name.
        title: from how many at the first stage to how many at the last.
        unit: in what they are counted.
        agency: whose cases.
        period: when.
        stages: the stages in order.
        note: what must be known before they are read as one funnel; empty for nothing.
        alternative: all of it as a text.
        illustrative: whether anything it draws was made up.
    """

    id: str
    title: str
    unit: str
    agency: str
    period: str
    stages: tuple[DrawnAmount, ...]
    note: str
    alternative: str
    illustrative: bool


# In time; late, be it after the lock; taken where no window says by when; not there; not asked for
# yet. What was returned or rejected is not there.
Standing = Literal["in time", "late", "reported", "missing", "not due"]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What an agency reported for a period.

    Attributes:
        agency: the agency.
        period: for which period it was to report.
        standing: the worst that became of any figure.
        words: the same with counts.
    """

    agency: str
    period: str
    standing: Standing
    words: str


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """Agencies by the periods they were to report for.

    Attributes:
        id: a stable name.
        title: how many agencies reported everything in time.
        unit: what is counted.
        agency: of whom it tells.
        agencies: its rows.
        periods: its columns, in the order of their dates.
        cells: one for each pair of both that something is known of.
        alternative: all of it as a text.
        illustrative: whether anything it draws was made up.
    """

    id: str
    title: str
    unit: str
    agency: str
    agencies: tuple[str, ...]
    periods: tuple[str, ...]
    cells: tuple[MatrixCell, ...]
    alternative: str
    illustrative: bool

    def cell(self, agency: str, period: str) -> MatrixCell | None:
        """The cell of an agency and a period; None where nothing was asked for."""
        own = (c for c in self.cells if (c.agency, c.period) == (agency, period))
        return next(own, None)


@dataclass(frozen=True, slots=True)
class Tile:
    """One area with its value.

    Attributes:
        code: its code in the plan's list.
        amount: its name and value.
        place: column and row on the map-like grid; None where areas stand in the order of the list.
    """

    code: str
    amount: DrawnAmount
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TileChart:
    """A measure by area: the states of Mexico where they lie, or the entries of a list in order.

    Attributes:
        id: a stable name.
        title: where it was most, and of how many areas nothing is known.
        unit: the unit.
        agency: who reports it.
        period: for which period.
        tiles: every area of the list, those without a value too.
        alternative: all of it as a text.
        illustrative: whether anything it draws was made up.
    """

    id: str
    title: str
    unit: str
    agency: str
    period: str
    tiles: tuple[Tile, ...]
    alternative: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure over some years.

    Attributes:
        title: which measure, and whose.
        unit: its unit.
        years: each year with its value, the earliest first.
    """

    title: str
    unit: str
    years: tuple[DrawnAmount, ...]


@dataclass(frozen=True, slots=True)
class MultiplesChart:
    """The measures of an objective over the same years, each on its own scale.

    Attributes:
        id: a stable name.
        title: of how many measures there is a year to compare with.
        unit: empty; each panel has its own.
        agency: who answers for the objective.
        panels: one for each measure and agency.
        alternative: all of it as a text.
        illustrative: whether anything it draws was made up.
    """

    id: str
    title: str
    unit: str
    agency: str
    panels: tuple[Panel, ...]
    alternative: str
    illustrative: bool


AnyChart = Chart | StripChart | FunnelChart | MatrixChart | TileChart | MultiplesChart


@dataclass(frozen=True, slots=True)
class ObjectivePictures:
    """What is drawn of an objective beside its measures over time.

    Attributes:
        objective: its identifier.
        strip: its targets side by side; None where it has none.
        multiples: its measures over the years; None where no earlier year is known.
        funnels: the funnels that begin with a measure of it.
        tiles: its measures that are divided by area.
    """

    objective: str
    strip: StripChart | None = None
    multiples: MultiplesChart | None = None
    funnels: tuple[FunnelChart, ...] = ()
    tiles: tuple[TileChart, ...] = ()
