"""An agency's own scorecard, as ONDCP's circular on agency compliance reviews asks for it.

The circular (National Drug Control Program Agency Compliance Reviews, 22 October 2019; an earlier
one is of 1 May 2007) asks of each agency by 1 February four components: performance measures,
targets and results of the prior year, targets of the current year, and the quality of the data;
and four assertions of its management, which the inspector general reviews. An agency with
prior-year drug control obligations under 50 million dollars may hand in a limited report.
"""

from __future__ import annotations

from dataclasses import dataclass

from milepost.scorecard.agency_page import AgencyPage
from milepost.scorecard.certified import AssertionMade
from milepost.scorecard.document import Document
from milepost.scorecard.model import Footnote, Row


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A performance measure of an agency: the first component.

    Attributes:
        id: its identifier.
        title: its title.
        definition: what is counted, and what is not.
        objective: the title of the objective whose progress it shows.
        kind: input, output, outcome and so on.
        unit: its unit.
        frequency: how often it is reported.
        illustrative: whether it was made up.
    """

    id: str
    title: str
    definition: str
    objective: str
    kind: str
    unit: str
    frequency: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class CurrentTarget:
    """A target of the current year: the third component.

    Attributes:
        measure: the measure's identifier.
        title: its title.
        target: in words, with its unit; empty where there is none.
        period: for when it is promised.
        rationale: why it is what it is; empty where the plan does not say.
        source: where it is promised.
        illustrative: whether it, or its measure, was made up.
    """

    measure: str
    title: str
    target: str
    period: str
    rationale: str
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class MeasureQuality:
    """What the plan says of the quality of a measure's data: the fourth component.

    What the plan does not say is empty.

    Attributes:
        measure: the measure's identifier.
        title: its title.
        source: where its figures come from.
        verification: how they are verified and validated.
        required_accuracy: how accurate they must be.
        reliability: what assessors found, for which purposes.
        limitations: what it does not tell, and what makes up for that.
        illustrative: whether the measure was made up.
    """

    measure: str
    title: str
    source: str
    verification: str
    required_accuracy: str
    reliability: str
    limitations: str
    illustrative: bool

    @property
    def says_more_than_its_source(self) -> bool:
        """Whether anything of the five items of 31 U.S.C. 1115(b)(8) but the source is stated."""
        said = (self.verification, self.required_accuracy, self.reliability, self.limitations)
        return any(said)


@dataclass(frozen=True, slots=True)
class AssertionHeld:
    """An assertion, whether it was made, and what the record shows of it.

    Attributes:
        made: the assertion, as the agency's official made it or did not.
        speaks_for: what the record shows for it, a sentence each.
        speaks_against: what it shows against it.
        not_known: what the record cannot tell.
    """

    made: AssertionMade
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    not_known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitedReport:
    """Whether an agency may hand in the limited report, as far as the plan shows its obligations.

    Attributes:
        word: "may be allowed", "not allowed" or "not stated".
        obligated: what the plan says was obligated in the prior year; empty where it does not.
        sentence: all of it in words.
        illustrative: whether any of it was made up.
    """

    word: str
    obligated: str
    sentence: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class AgencyScorecard:
    """An agency's scorecard for a year.

    Attributes:
        title: its title.
        strategy: the strategy's title.
        issued_by: the office that answers for the strategy.
        period: the prior year of the circular, whose targets and results are shown.
        current: the year after it, whose targets are shown.
        as_of: what was received later is not in it.
        illustrative: whether every figure in it is made up.
        page: how the agency stands, as the annual scorecard shows it.
        measures: its measures that may be shown.
        rows: its targets of the year with their results.
        targets: its targets of the year after, and the measures that have none.
        quality: the quality of its data.
        assertions: the four assertions.
        limited: whether the limited report is allowed.
        footnotes: where everything was written.
        version: the version of Milepost that made it.
    """

    title: str
    strategy: str
    issued_by: str
    period: str
    current: str
    as_of: str
    illustrative: bool
    page: AgencyPage
    measures: tuple[MeasureShown, ...]
    rows: tuple[Row, ...]
    targets: tuple[CurrentTarget, ...]
    quality: tuple[MeasureQuality, ...]
    assertions: tuple[AssertionHeld, ...]
    limited: LimitedReport
    footnotes: tuple[Footnote, ...]
    version: str

    def document(self) -> Document:
        """The same laid out in parts, for people to read and to sign."""
        from milepost.scorecard.layout.agency_scorecard import lay_out  # noqa: PLC0415

        return lay_out(self)
