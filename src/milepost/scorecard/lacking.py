"""What data would be needed, in words: counts by cause and by who could end it, then each case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from milepost.evaluation.lacking import Ender, Lack, Need
from milepost.evaluation.model import Evaluation, Judgement
from milepost.plan.model import Measure, Plan
from milepost.scorecard import figures

# What of the statute asks for it; nothing where the statute is not that particular.
_COLLECTION: Final = "21 U.S.C. 1705(c)(1)(H): data sources or data collection needed"
_DATA_PLAN: Final = "21 U.S.C. 1705(c)(1)(M): a systematic plan of data"
_TARGETS: Final = "21 U.S.C. 1705(c)(1)(G)(ii): objectives and targets for each measure"
STATUTE: Final = {
    "not tracked": _COLLECTION,
    "not available": _COLLECTION,
    "indeterminate": _DATA_PLAN,
    "too few points": _DATA_PLAN,
    "series broken": _DATA_PLAN,
    "not computable": _DATA_PLAN,
    "no target": _TARGETS,
    "no date": _TARGETS,
}


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that would help.

    Attributes:
        cause: why it could not be judged.
        who: the agencies, office or official; "nobody" where only time helps.
        what: what exactly would end it.
        statute: what of the statute asks for it; empty for nothing in particular.
    """

    cause: str
    who: str
    what: str
    statute: str


@dataclass(frozen=True, slots=True)
class LackLine:
    """A judgement that could not be made in full.

    Attributes:
        measure: its measure.
        title: the measure's title.
        agency: whose figure it is; empty for all that report it.
        target: the target in words; empty where there is none.
        due: the period for which it is promised; empty where there is none.
        actual: the figure in words, or why there is none.
        result: the word for its result; empty without a target.
        ender: who could end it, as a kind.
        endings: what would help: first what decided, then what would be in the way next.
        illustrative: whether anything in it was made up.
    """

    measure: str
    title: str
    agency: str
    target: str
    due: str
    actual: str
    result: str
    ender: str
    endings: tuple[Ending, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class LackCount:
    """How often a cause came up.

    Attributes:
        cause: why it could not be judged.
        ender: who could end it, as a kind.
        count: how many targets, and measures without one.
        illustrative: how many that were made up, which are not in the count.
    """

    cause: str
    ender: str
    count: int
    illustrative: int


@dataclass(frozen=True, slots=True)
class LackReport:
    """All that could not be judged.

    Attributes:
        judgements: how many judgements there are, but for those that rest on something made up.
        lacking: how many of them could not be made in full.
        illustrative_judgements: how many rest on something made up.
        illustrative_lacking: how many of those could not be made in full.
        counts: by cause and by who could end it, the most frequent first.
        lines: each of them, by who could end it and in the order of the plan.
    """

    judgements: int
    lacking: int
    illustrative_judgements: int
    illustrative_lacking: int
    counts: tuple[LackCount, ...]
    lines: tuple[LackLine, ...]


def lack_report(
    plan: Plan, evaluation: Evaluation, found: Iterable[Lack], *, illustrative: bool
) -> LackReport:
    """What an evaluation lacks, in words.

    Args:
        plan: the plan that was judged.
        evaluation: what came of it; what is not public has been taken out.
        found: what it lacks.
        illustrative: whether the workspace holds made-up figures only.
    """
    lacks = tuple(found)

    def made_up(judgement: Judgement) -> bool:
        return illustrative or judgement.is_illustrative

    every = [made_up(j) for m in evaluation.measures for j in m.judgements]
    of_them = [made_up(lack.judgement) for lack in lacks]
    lines_of = [_line(plan, evaluation, lack, made_up(lack.judgement)) for lack in lacks]
    order = {ender: i for i, ender in enumerate(Ender.__args__)}  # type: ignore[attr-defined]  # the words of a Literal
    lines_of.sort(key=lambda line: order[line.ender])
    return LackReport(
        judgements=every.count(False),
        lacking=of_them.count(False),
        illustrative_judgements=every.count(True),
        illustrative_lacking=of_them.count(True),
        counts=tuple(_counts(lacks, of_them)),
        lines=tuple(lines_of),
    )


def _counts(lacks: tuple[Lack, ...], made_up: list[bool]) -> Iterator[LackCount]:
    real: Counter[tuple[str, str]] = Counter()
    apart: Counter[tuple[str, str]] = Counter()
    for lack, is_made_up in zip(lacks, made_up, strict=True):
        (apart if is_made_up else real)[lack.first.cause, lack.first.ender] += 1
    keys = {*real, *apart}
    for key in sorted(keys, key=lambda k: (-real[k], -apart[k], k)):
        yield LackCount(*key, real[key], apart[key])


def _line(plan: Plan, evaluation: Evaluation, lack: Lack, made_up: bool) -> LackLine:  # noqa: FBT001  # beside what it is said of
    judgement = lack.judgement
    measure, target = judgement.measure, judgement.target
    teller = _Teller(plan, evaluation, judgement)
    return LackLine(
        measure=measure.id,
        title=measure.title,
        agency=judgement.agency,
        target="" if target is None else figures.target(target, measure),
        due="" if judgement.due is None else str(judgement.due),
        actual=figures.actual(judgement.actual, measure),
        result="" if judgement.result is None else judgement.result.result,
        ender=lack.first.ender,
        endings=tuple(teller.ending(need) for need in lack.needs),
        illustrative=made_up,
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says of one judgement what would end what it lacks."""

    plan: Plan
    evaluation: Evaluation
    judgement: Judgement

    @property
    def measure(self) -> Measure:
        return self.judgement.measure

    def ending(self, need: Need) -> Ending:
        who = " and ".join(need.by) or "nobody"
        what = self.of_gaps(need, who) or self.of_time(need) or self.of_the_plan(need)
        return Ending(need.cause, who, what, STATUTE.get(need.cause, ""))

    def of_gaps(self, need: Need, who: str) -> str:
        """Which figures have to come, from whom."""
        figures_of = self.figures(need)
        match need.cause:
            case "not reported":
                return f"{figures_of}."
            case "rejected":
                return f"{figures_of} once more: it was rejected."
            case "returned":
                return f"{figures_of} once more: an analyst returned it."
            case "withdrawn":
                return f"{figures_of} anew: it was withdrawn."
            case "withheld":
                return f"{figures_of}, which it withholds."
            case "not available":
                return f"{figures_of}, which it has not available."
            case "not tracked":
                return f"{who} begins to record {self.measure.id}: it has no system for it."
            case "not yet due" if need.by:
                return f"{figures_of}, which it said was not due before {need.day}."
            case "not applicable":
                said = " and ".join(dict.fromkeys(g.agency for g in need.gaps if g.agency))
                return f"A target that applies: {said or 'the agency'} says that it does not."
            case _:
                return ""

    def figures(self, need: Need) -> str:
        """Who sends what for when: ICE sends FY2009-Q2 of cases-initiated."""
        told: dict[tuple[str, str], list[str]] = {}
        for gap in need.gaps:
            who = gap.agency or " and ".join(need.by)
            dated = self.plan.measure_by_id[gap.measure].basis == "date"
            within = dated and gap.period.kind not in ("date", "month")
            when = f"a day in {gap.period}" if within else str(gap.period)
            told.setdefault((who, gap.measure), []).append(when)
        return "; ".join(
            f"{who} sends {', '.join(periods)} of {measure}"
            for (who, measure), periods in told.items()
        )

    def of_time(self, need: Need) -> str:
        """What only time can bring."""
        match need.cause:
            case "not yet due":
                return f"The day after {need.day}, when it can be told."
            case "too few points" if need.more is not None:
                return f"{need.more} more period{'' if need.more == 1 else 's'} of figures."
            case "too few points":
                return "Figures for more periods."
            case "waived":
                return f"The end of the waiver, on {need.day} or by {' and '.join(need.by)}."
            case _:
                return ""

    def of_the_plan(self, need: Need) -> str:
        """What has to be declared, or stated more closely."""
        name = self.measure.id
        match need.cause:
            case "no target":
                return f"A target for {name}, with its date."
            case "no baseline":
                return f"A baseline for {name}."
            case "no date":
                return f"A date for the target of {name}: {self.target}."
            case "no scale":
                return f"A rating scale in force by {self.evaluation.as_of}."
            case "for a person to judge":
                return f"A person's word on what was promised: {self.target}."
            case "series broken":
                since = ", ".join(str(cut.period) for cut in self.measure.series_breaks)
                return f"A baseline of {name} that is counted as since {since or 'the break'}."
            case "no criteria":
                return f"Criteria for change for {name}: how much of a difference is one."
            case _ if self.judgement.rating.obstacle:
                return f"A scale of another method for {name}, named by a public waiver."
            case "not computable":
                return f"Figures or a rule by which {name} can be computed for {self.period}."
            case _:
                return self.of_bounds(need)

    def of_bounds(self, need: Need) -> str:
        """Between which numbers it must be told apart."""
        judgement = self.judgement
        value = figures.actual(judgement.actual, self.measure)
        if need.is_of_baseline and self.measure.baseline is not None:
            return f"A baseline told more closely than {self.measure.baseline.value}."
        if need.is_of_overlap:
            both = " and ".join(need.by)
            return (
                f"How many {both} both counted: {value} leaves it open, and the target is "
                f"{self.target}."
            )
        return f"A bound narrower than {value}: the target is {self.target}."

    @property
    def target(self) -> str:
        target = self.judgement.target
        return "none" if target is None else figures.target(target, self.measure)

    @property
    def period(self) -> str:
        return str(self.judgement.actual.period)
