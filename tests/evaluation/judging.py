"""Reads the cases of judgement in tests/walks/*.yaml and sets up what is to be judged.

A case is written as an analyst would write it:

* ``plan``: the measures, as in measures/*.yaml; what is left out is in ordinary-measure.yaml;
* ``waivers``: waivers of ratings, as in a plan; ``relations`` likewise;
* ``scale``: one scale or several, or ``none``; without it 0.9 and 0.6 hold since the year 2000;
* ``fiscal_year_starts``: a month other than October;
* ``reported``: rows with ``agency``, ``period`` and ``value`` (with ``of`` where it is a part), or
  ``absence``, or ``rejected`` (``row`` or ``file``), ``measure`` where it is not the first one, and
  ``by`` for the codes by which it is divided;
* ``threshold``: by how many percent an actual may differ from its target without a word;
* ``explained``: explanations, each with ``agency``, ``period`` and ``why`` (and ``action`` and
  ``due``), and ``returned: yes`` or ``accepted: yes`` where an analyst said so; a row of
  ``reported`` may say ``returned: yes`` as well;
* ``period`` and ``as_of``: what is evaluated, and on what had been received by when;
* ``expected``: a judgement, or a list of all judgements of the measure in order. ``actual`` is a
  number, bounds joined by "and", or ``none``; numbers may be fractions. ``measure`` names another
  measure than the first. ``worked`` lists what a method worked out, each figure with its label.
  ``period`` is that of the actual, ``due`` the one for which the target falls due.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final

from milepost.evaluation.evaluate import evaluate_measure
from milepost.evaluation.model import MeasureEvaluation
from milepost.intervals import Interval, exactly, read_number, read_statement
from milepost.periods import Period, parse_period
from milepost.plan import checks
from milepost.plan.declarations import Declarations, Known
from milepost.plan.model import (
    Agency,
    CalendarDeclaration,
    Extract,
    Measure,
    Plan,
    Relation,
    Scale,
    Strategy,
    Waiver,
)
from milepost.plan.places import Places
from milepost.plan.yaml_source import Tree, read_yaml
from milepost.sources import Place, Problem, has_errors
from milepost.submissions.model import (
    ABSENCES,
    Explanation,
    InForce,
    Key,
    Observation,
    Record,
    Rejection,
    Remark,
    RemarkKind,
    Status,
    Submission,
)

HERE: Final = Path(__file__).parent
AGENCIES: Final = ("ATF", "CBP", "ICE")
_CASE_KEYS: Final = {
    "name", "plan", "scale", "waivers", "reported", "period", "as_of", "expected", "threshold",
    "explained", "relations", "fiscal_year_starts",
}  # fmt: skip
_ROW_KEYS: Final = {
    "agency", "measure", "period", "value", "of", "absence", "rejected", "returned", "by",
    "rows",
}  # fmt: skip
_EXPLAINED_KEYS: Final = {
    "agency", "measure", "period", "why", "action", "due", "returned", "accepted",
}  # fmt: skip
_DEFAULT_SCALE: Final[dict[str, Tree]] = {
    "id": "default",
    "in_force_from": "2000-01-01",
    "on_track": "0.9",
    "at_risk": "0.6",
}

_SCALE_IN_FULL: Final[dict[str, Tree]] = {
    "method": "share-of-targeted-change",
    "source": "test",
    "reason": "A test changes it.",
    "approved_by": "A test",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it was written, with the theme and line by which it is found."""

    theme: str
    line: int
    tree: dict[str, Tree]

    @property
    def name(self) -> str:
        return f"{self.theme}: {text(self.tree['name'])}"


def all_cases() -> list[Case]:
    """Every case of every theme."""
    cases: list[Case] = []
    for path in sorted((HERE.parent / "walks").glob("*.yaml")):
        file = read_yaml(path, path.name)
        assert file.tree is not None, file.problems
        assert not file.problems, file.problems
        marks = file.marks.children["cases"].children
        for index, tree in enumerate(items(file.tree["cases"])):
            case = Case(path.stem, marks[index].place.line, mapping(tree))
            assert case.tree.keys() <= _CASE_KEYS, f"{path.name}:{case.line}: {set(case.tree)}"
            cases.append(case)
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), "two cases have one name"
    return cases


def judged(case: Case) -> MeasureEvaluation:
    """What the judge says of the measure of a case."""
    plan = plan_of(case)
    as_of = dt.date.fromisoformat(text(case.tree["as_of"]))
    record = record_of(items(case.tree.get("reported", [])), plan, as_of)
    record = with_explanations(record, plan, items(case.tree.get("explained", [])))
    period = parse_period(text(case.tree["period"]))
    named = expectations(case)[0].get("measure", plan.measures[0].id)
    return evaluate_measure(plan, record, period, text(named))


def expectations(case: Case) -> list[dict[str, Tree]]:
    """What is expected of each judgement, in order."""
    expected = case.tree["expected"]
    return [mapping(e) for e in (expected if isinstance(expected, list) else [expected])]


def plan_of(case: Case) -> Plan:
    """A plan that holds the measures and scales of a case, and contradicts itself nowhere."""
    written = [mapping(m) for m in items(case.tree["plan"])]
    scale = case.tree.get("scale", _DEFAULT_SCALE)
    scales = [] if scale == "none" else scale if isinstance(scale, list) else [scale]
    waivers = [mapping(w) for w in items(case.tree.get("waivers", []))]
    objectives = [text(mapping(o)["id"]) for o in items(case.tree.get("objectives", []))]
    plan = make_plan(
        written, [mapping(s) for s in scales], waivers, objectives or ("an-objective",)
    )
    relations = tuple(
        Relation.model_validate({"id": f"r{i}", "source": "illustrative"} | mapping(relation))
        for i, relation in enumerate(items(case.tree.get("relations", [])))
    )
    starts = {
        "fiscal_year_starts": text(case.tree.get("fiscal_year_starts", "October")),
        "source": "31 U.S.C. 1102",
    }
    calendar = CalendarDeclaration.model_validate(starts)
    plan = plan.model_copy(update={"relations": relations, "calendar_declaration": calendar})
    if "threshold" not in case.tree:
        return plan
    threshold = {"variance_threshold": Decimal(text(case.tree["threshold"]))}
    strategy = plan.strategy.model_copy(update=threshold)
    return plan.model_copy(update={"strategy": strategy})


def make_plan(
    measures: list[dict[str, Tree]],
    scales: list[dict[str, Tree]] | None = None,
    waivers: Sequence[dict[str, Tree]] = (),
    objectives: Sequence[str] = ("an-objective",),
) -> Plan:
    """A plan of measures that differ from the ordinary one as written."""
    made = tuple(Measure.model_validate(_in_full(m)) for m in measures)
    chosen = [_DEFAULT_SCALE] if scales is None else scales
    extracts = (_extract(),) if any(m.from_extract for m in made) else ()
    plan = Plan.model_construct(
        strategy=Strategy(id="test", title="A test", issued_by="ATF", source="illustrative"),
        calendar_declaration=CalendarDeclaration.model_validate(
            {"fiscal_year_starts": "October", "source": "31 U.S.C. 1102"}
        ),
        agencies=tuple(Agency(id=a, name=a, source="illustrative") for a in AGENCIES),
        scales=tuple(
            Scale.model_validate(_SCALE_IN_FULL | {"id": f"scale-{i}"} | s)
            for i, s in enumerate(chosen)
        ),
        waivers=tuple(Waiver.model_validate({"id": f"w{i}"} | w) for i, w in enumerate(waivers)),
        measures=made,
        extracts=extracts,
    )
    known = Known(
        {
            "agencies": frozenset(AGENCIES),
            "objectives": frozenset(objectives),
            "measures": frozenset(m.id for m in made),
            "scales": frozenset(s.id for s in plan.scales),
            "code_lists": frozenset({"states"}),
            "extracts": frozenset(e.id for e in extracts),
        },
        Places(),
    )
    declared = Declarations(
        agencies=plan.agencies,
        scales=plan.scales,
        waivers=plan.waivers,
        measures=made,
        extracts=extracts,
    )
    problems = list(checks.check_all(declared, known))
    assert not has_errors(problems), problems
    return plan


@cache
def _extract() -> Extract:
    """The extract from which measures of cases are computed; its rows are nowhere."""
    columns: list[dict[str, Tree]] = [
        {"name": "number", "type": "text", "required": "true"},
        {"name": "seen_on", "type": "date"},
        {"name": "state", "type": "code", "code_list": "states"},
        {"name": "a", "type": "text"},
        {"name": "waited", "type": "whole"},
        {"name": "rounds", "type": "whole"},
    ]
    return Extract.model_validate(
        {
            "id": "t",
            "title": "Traces",
            "owner": "ATF",
            "row": "a trace",
            "key": ["number"],
            "event": {"column": "seen_on", "basis": "fiscal"},
            "columns": [{"means": "made up"} | column for column in columns],
            "source": "illustrative",
        }
    )


def _in_full(measure: dict[str, Tree]) -> dict[str, Tree]:
    full = _ordinary_measure() | measure
    if "baseline" in full:
        full["baseline"] = {"source": "illustrative"} | mapping(full["baseline"])
    if "criteria_for_change" in full:
        criteria = mapping(full["criteria_for_change"])
        full["criteria_for_change"] = {"source": "illustrative"} | criteria
    for key, needed in (
        ("targets", {}),
        ("overlaps", {"note": "Made up."}),
        ("series_breaks", {"reason": "Made up."}),
    ):
        if key in full:
            full[key] = [
                {"source": "illustrative", **needed, **mapping(entry)} for entry in items(full[key])
            ]
    return full


@cache
def _ordinary_measure() -> dict[str, Tree]:
    file = read_yaml(HERE / "ordinary-measure.yaml", "ordinary-measure.yaml")
    assert file.tree is not None, file.problems
    return mapping(file.tree["measure"])


def record_of(rows: list[Tree], plan: Plan, as_of: dt.date) -> Record:
    """A record in which each row came in a submission of its own."""
    in_force: dict[Key, InForce] = {}
    rejections: list[tuple[int, Rejection]] = []
    returned: list[tuple[InForce, Remark]] = []
    submissions: list[Submission] = []
    for number, tree in enumerate(rows, 1):
        row = mapping(tree)
        assert row.keys() <= _ROW_KEYS, row
        agency, period = text(row["agency"]), parse_period(text(row["period"]))
        measure = plan.measure_by_id[text(row.get("measure", plan.measures[0].id))]
        assert agency in measure.agencies, row
        status: Status = "accepted"
        if "rejected" in row:
            whole_file = {"row": False, "file": True}[text(row["rejected"])]
            status = "rejected" if whole_file else "accepted in part"
            problem = Problem(Place(f"row {number}"), "S104", '"four" is not a number.', "Write 4.")
            rejections.append(
                (number, Rejection(agency, "", None, problem))
                if whole_file
                else (number, Rejection(agency, measure.id, period, problem))
            )
        else:
            observation = _observation(row, measure, agency, period, number)
            held = InForce(observation, number, as_of)
            if "returned" in row:
                said = _review("returned", number, agency, measure.id, period, as_of)
                returned.append((held, said))
            else:
                assert observation.key not in in_force, row
                in_force[observation.key] = held
        submissions.append(
            Submission(
                number,
                agency,
                period,
                f"{agency}.csv",
                "0" * 64,
                1,
                as_of,
                1,
                status,
                0 if "rejected" in row else 1,
                1 if "rejected" in row else 0,
            )
        )
    return Record(as_of, in_force, tuple(rejections), tuple(submissions), tuple(returned))


def with_explanations(record: Record, plan: Plan, rows: list[Tree]) -> Record:
    """The record with explanations, each from a submission of its own."""
    explanations: list[tuple[int, Explanation]] = []
    remarks: list[Remark] = []
    for number, tree in enumerate(rows, len(record.submissions) + 1):
        row = mapping(tree)
        assert row.keys() <= _EXPLAINED_KEYS, row
        agency, period = text(row["agency"]), parse_period(text(row["period"]))
        measure = text(row.get("measure", plan.measures[0].id))
        why, action, due = (text(row.get(key, "")) for key in ("why", "action", "due"))
        said = Explanation(agency, measure, period, why, action, due, Place("row"))
        explanations.append((number, said))
        kinds: tuple[RemarkKind, ...] = ("explanation returned", "explanation accepted")
        remarks += [
            _review(kind, number, agency, measure, period, record.as_of)
            for kind in kinds
            if kind.removeprefix("explanation ") in row
        ]
    return replace(record, explanations=tuple(explanations), remarks=tuple(remarks))


def _review(  # noqa: PLR0913  # what a remark consists of
    kind: RemarkKind, number: int, agency: str, measure: str, period: Period, day: dt.date
) -> Remark:
    return Remark(number, kind, agency, measure, period, number, "No.", "An analyst", day)


def _observation(
    row: dict[str, Tree], measure: Measure, agency: str, period: Period, number: int
) -> Observation:
    absence = row.get("absence")
    assert (absence is None) != ("value" not in row), row
    assert absence is None or absence in ABSENCES, row
    place = Place(f"row {number}")
    return Observation(
        agency=agency,
        measure=measure.id,
        period=period,
        stated=read_statement(text(row["value"]), measure.unit) if "value" in row else None,
        whole=read_number(text(row["of"]), "") if "of" in row else None,
        absence=absence,  # type: ignore[arg-type]  # it is one of ABSENCES
        dimensions=tuple(
            (dimension, text(code)) for dimension, code in mapping(row.get("by", {})).items()
        ),
        source="",
        note="",
        place=place,
        value_place=place,
        counted=int(text(row["rows"])) if "rows" in row else None,
    )


def interval_in_words(words: str) -> Interval:
    """Such as ``5``, ``at least 367``, ``more than 0 and at most 51/2``."""
    if words[0] in "-0123456789":
        return exactly(Fraction(words))
    low: Fraction | None = None
    high: Fraction | None = None
    low_open = high_open = False
    for part in words.split(" and "):
        bound, number = part.rsplit(" ", 1)
        match bound:
            case "at least" | "more than":
                low, low_open = Fraction(number), bound == "more than"
            case "at most" | "less than":
                high, high_open = Fraction(number), bound == "less than"
            case _:
                raise AssertionError(words)
    return Interval(low, high, low_open, high_open)


def in_plain(interval: Interval | None) -> str:
    """The ends of an interval, in which an end without bound is neither open nor closed."""
    if interval is None:
        return "none"
    if interval.is_exact:
        return str(interval.low)
    low, high = interval.low, interval.high
    parts = [
        *([] if low is None else [f"{'more than' if interval.low_open else 'at least'} {low}"]),
        *([] if high is None else [f"{'less than' if interval.high_open else 'at most'} {high}"]),
    ]
    return " and ".join(parts) or "anything"


def text(tree: Tree) -> str:
    assert isinstance(tree, str), tree
    return tree


def items(tree: Tree) -> list[Tree]:
    assert isinstance(tree, list), tree
    return tree


def mapping(tree: Tree) -> dict[str, Tree]:
    assert isinstance(tree, dict), tree
    return tree
