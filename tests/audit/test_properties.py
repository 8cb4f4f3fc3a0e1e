"""Whatever a plan holds, an audit judges it; and adding what is asked for never makes it worse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.plan import model as words
from milepost.plan.audit.as_json import as_json
from milepost.plan.audit.as_text import WIDTH, as_text
from milepost.plan.audit.model import VERDICTS, Audited, Verdict
from milepost.plan.audit.rule_sets import BY_ID, audit
from milepost.plan.places import Places
from tests.audit.plans import on_one, on_the_plan

_AGENCIES: Final = ("ONDCP", "ATF", "ICE")
_OBJECTIVES: Final = ("o1", "o2", "o3")
_STATEMENTS: Final = (
    "purpose", "scope", "methodology", "risk-assessment", "funding-priorities", "integration",
    "challenges", "data-needs", "definitions", "stakeholders",
)  # fmt: skip
_ORDER: Final[dict[Verdict, int]] = {"not addressed": 0, "partly met": 1, "met": 2}

_some = st.sampled_from
_yes_or_no = _some(["true", "false"])
_dates = _some([None, "1978", "2008-02", "2009-06-29", "2009-06-30", "2010", "9999", "0001"])
_agencies = st.lists(_some(_AGENCIES), max_size=3, unique=True)
_names = st.lists(_some(_OBJECTIVES), max_size=3, unique=True)


def _known(**values: Any) -> dict[str, Any]:  # noqa: ANN401  # as a file would hold them
    return {k: v for k, v in values.items() if v is not None}


@st.composite
def _roles(draw: st.DrawFn) -> list[dict[str, Any]]:
    agencies = draw(_agencies)
    kinds = _some(["lead", "co-lead", "supporting", "consulted"])
    return [
        _known(agency=a, role=draw(kinds), authority=draw(_some([None, "A law"])), source="s",
               illustrative=draw(_yes_or_no))
        for a in agencies
    ]  # fmt: skip


@st.composite
def _mechanisms(draw: st.DrawFn) -> list[words.Mechanism]:
    return [
        words.Mechanism.model_validate(
            _known(
                id=f"x{i}", title="t", source="s", parties=draw(_agencies),
                objectives=draw(_names), signed=draw(_dates),
                status=draw(_some(["proposed", "drafted", "agreed", "operating", "lapsed"])),
                review_every=draw(_some([None, *words.MONTHS_OF])),
                reviews=[{"held": d, "result": "r", "source": "s"} for d in [draw(_dates)] if d],
                illustrative=draw(_yes_or_no),
            )
        )
        for i in range(draw(st.integers(0, 3)))
    ]  # fmt: skip


def _measure(name: str, objective: str, agencies: list[str], **more: Any) -> words.Measure:  # noqa: ANN401
    return words.Measure.model_validate(
        {
            "id": name, "title": "t", "definition": f"What {name} counts.", "objective": objective,
            "unit": "cases", "kind": "output", "direction": "increase", "quantity": "flow",
            "basis": "fiscal", "frequency": "quarterly", "agencies": agencies, "source": "s",
        }
        | more
    )  # fmt: skip


@st.composite
def _measures(draw: st.DrawFn, objectives: list[str]) -> list[words.Measure]:
    found = []
    for i in range(draw(st.integers(0, 4)) if objectives else 0):
        targets = [
            _known(period=draw(_some([None, "FY2010", "FY2011-Q1"])), value="5", source="s",
                   illustrative=draw(_yes_or_no))
            for _ in range(draw(st.integers(0, 2)))
        ]  # fmt: skip
        kind = draw(_some(["output", "outcome", "efficiency"]))
        more = _known(targets=targets, kind=kind, method=draw(_some([None, "m"])),
                      verification=draw(_some([None, "v"])),
                      illustrative=draw(_yes_or_no))  # fmt: skip
        found.append(_measure(f"m{i}", draw(_some(objectives)), draw(_agencies), **more))
    return found


@st.composite
def plans(draw: st.DrawFn) -> words.Plan:
    """A plan of anything that may stand in one, whether it makes sense or not."""
    objectives = draw(_names)
    needs = draw(st.lists(_some(["n1", "n2"]), unique=True))
    resources = [
        words.Resource.model_validate(
            _known(id=f"r{i}", agency="ATF", period="FY2010", kind="money", purpose="p",
                   unit="USD", source="s", objective=draw(_some([None, *objectives])),
                   enacted=draw(_some([None, "0", "5"])), illustrative=draw(_yes_or_no))
        )
        for i in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    return words.Plan.model_construct(
        strategy=words.Strategy.model_validate(
            _known(id="s", title="T", issued_by="ONDCP", issued=draw(_dates), source="s")
        ),
        calendar_declaration=words.CalendarDeclaration.model_validate(
            {"fiscal_year_starts": "October", "source": "s"}
        ),
        agencies=tuple(
            words.Agency.model_validate({"id": a, "name": a, "source": "s"}) for a in _AGENCIES
        ),
        needs=tuple(
            words.Need.model_validate({"id": n, "title": n, "evidence": "e", "source": "s"})
            for n in needs
        ),
        goals=(words.Goal.model_validate({"id": "g", "title": "g", "source": "s"}),),
        objectives=tuple(
            words.Objective.model_validate(
                _known(id=o, goal="g", title=o, source="s", roles=draw(_roles()),
                       statement=draw(_some([None, "It is stated."])),
                       needs=draw(st.lists(_some(needs), unique=True)) if needs else [],
                       not_in_source=draw(_yes_or_no), illustrative=draw(_yes_or_no))
            )
            for o in objectives
        ),
        actions=tuple(
            words.Action.model_validate(
                {"id": f"a{i}", "objective": o, "agencies": draw(_agencies), "statement": "s",
                 "source": "s"}
            )
            for i, o in enumerate(objectives)
        ),
        statements=tuple(
            words.Statement.model_validate(
                {"id": about, "about": about, "statement": "s", "source": "s"}
            )
            for about in draw(st.lists(_some(_STATEMENTS), max_size=3, unique=True))
        ),
        resources=tuple(resources),
        mechanisms=tuple(draw(_mechanisms())),
        measures=tuple(draw(_measures(objectives))),
        monitoring=tuple(
            words.Monitoring.model_validate(
                {"id": "w", "by": "ONDCP", "every": "yearly", "reports": "r", "source": "s"}
            )
            for _ in range(draw(st.integers(0, 1)))
        ),
    )  # fmt: skip


_days = _some([dt.date(2009, 6, 30), dt.date(2026, 1, 1), dt.date(1, 1, 1), dt.date(9999, 12, 31)])


@settings(max_examples=30)
@given(plans(), _days)
def test_an_audit_never_fails_and_says_one_thing_of_each_criterion(
    plan: words.Plan, day: dt.date
) -> None:
    audits = [audit(Audited(plan, Places(), day), rule_set) for rule_set in BY_ID.values()]
    for found in audits:
        names = [f.criterion.id for f in found.on_the_plan()]
        assert names == [c.id for c in found.rule_set.criteria]
        for finding in found.findings:
            opinion = finding.opinion
            assert opinion.verdict in VERDICTS
            assert opinion.reason
            assert opinion.verdict != "met" or not opinion.to_close or opinion.subject is None
            if opinion.without_illustrative is not None:
                assert opinion.rests_on_illustrative
                assert opinion.without_illustrative != opinion.verdict
    assert all(len(line) <= WIDTH for line in as_text(audits).splitlines())
    assert as_json(audits) == as_json(audits)


def _copy(plan: words.Plan, **changed: Any) -> words.Plan:  # noqa: ANN401
    values = {name: getattr(plan, name) for name in type(plan).model_fields}
    return words.Plan.model_construct(**(values | changed))


def _verdict(plan: words.Plan, criterion: str, name: str | None = None) -> Verdict:
    found = audit(
        Audited(plan, Places(), dt.date(2009, 6, 30)), BY_ID[criterion.split(".", maxsplit=1)[0]]
    )
    finding = on_one(found, criterion, name) if name else on_the_plan(found, criterion)
    return finding.opinion.verdict


def _with_statement(plan: words.Plan, objective: str) -> words.Plan:
    del objective
    more = words.Statement.model_validate(
        {"id": "new", "about": "funding-priorities", "statement": "s", "source": "s"}
    )
    return _copy(plan, statements=(*plan.statements, more))


def _with_money(plan: words.Plan, objective: str) -> words.Plan:
    more = words.Resource.model_validate(
        {"id": "new", "agency": "ATF", "period": "FY2010", "kind": "money", "purpose": "p",
         "unit": "USD", "source": "s", "objective": objective, "enacted": "5"}
    )  # fmt: skip
    return _copy(plan, resources=(*plan.resources, more))


def _with_mechanism(plan: words.Plan, objective: str) -> words.Plan:
    more = words.Mechanism.model_validate(
        {"id": "new", "title": "t", "source": "s", "parties": ["ATF", "ICE"],
         "objectives": [objective], "status": "agreed", "signed": "2009-06",
         "review_every": "yearly"}
    )  # fmt: skip
    return _copy(plan, mechanisms=(*plan.mechanisms, more))


def _with_measure(plan: words.Plan, objective: str) -> words.Plan:
    target = {"period": "FY2010", "value": "5", "source": "s"}
    more = _measure("new", objective, [], targets=[target])
    return _copy(plan, measures=(*plan.measures, more))


def _with_monitoring(plan: words.Plan, objective: str) -> words.Plan:
    more = words.Monitoring.model_validate(
        {"id": "new", "by": "ONDCP", "every": "yearly", "reports": "r", "improvements": "i",
         "objectives": [objective], "source": "s"}
    )  # fmt: skip
    return _copy(plan, monitoring=(*plan.monitoring, more))


@pytest.mark.parametrize(
    ("criterion", "adding", "is_of_objectives"),
    [
        ("gao-09-709.resources", _with_statement, True),
        ("gao-09-709.resources", _with_money, True),
        ("gao-09-709.coordination", _with_mechanism, True),
        ("gao-09-709.monitoring", _with_measure, True),
        ("gao-09-709.monitoring", _with_monitoring, True),
        ("gao-04-408t.resources", _with_statement, False),
        ("gao-04-408t.resources", _with_money, False),
        ("gao-04-408t.roles", _with_mechanism, True),
    ],
)
@settings(max_examples=25)
@given(plan=plans(), which=st.integers(0, 2))
def test_adding_what_is_asked_for_never_makes_it_worse(
    criterion: str,
    adding: Callable[[words.Plan, str], words.Plan],
    is_of_objectives: bool,  # noqa: FBT001  # a column of the table above
    plan: words.Plan,
    which: int,
) -> None:
    if not plan.objectives:
        return
    objective = plan.objectives[which % len(plan.objectives)].id
    more = adding(plan, objective)
    assert _ORDER[_verdict(more, criterion)] >= _ORDER[_verdict(plan, criterion)]
    if is_of_objectives:
        before, after = _verdict(plan, criterion, objective), _verdict(more, criterion, objective)
        assert _ORDER[after] >= _ORDER[before]
