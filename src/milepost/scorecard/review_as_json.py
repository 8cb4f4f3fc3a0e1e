"""What awaits review, for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from milepost.evaluation.review import Awaiting
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.scorecard import reasons
from milepost.scorecard.problems_told import ProblemTold, told
from milepost.submissions.model import InForce


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure that was sent.

    Attributes:
        submission: the number of its receipt.
        dimensions: codes by dimension; empty for a total.
        bound: how the number is qualified, such as "at least"; null where there is none.
        number: the number, or the lower one of "between", in digits; null where there is none.
        upper: the upper number of "between", else null.
        standard_error: of an estimate its standard error, else null.
        whole: what it is a part of: the 10 of "4 of 10"; null where that was not said.
        absence: why there is no number; null where there is one.
        note: the caveat, in the agency's words.
        bytes_destroyed: whether the bytes of its file were destroyed by order.
    """

    submission: int
    dimensions: dict[str, str]
    bound: str | None
    number: str | None
    upper: str | None
    standard_error: str | None
    whole: str | None
    absence: str | None
    note: str
    bytes_destroyed: bool


@dataclass(frozen=True, slots=True)
class ExplanationTold:
    """Why a result differs from its target, what will be done, and by when."""

    why: str
    action: str
    by_when: str


@dataclass(frozen=True, slots=True)
class AwaitingTold:
    """One thing that is to be looked at.

    Attributes:
        handle: by what it is accepted or returned; null for what was rejected, and is so already.
        agency: whose it is.
        measure: about which measure; empty for a whole file.
        title: the measure's title; empty likewise.
        period: about which period; null where that could not be read.
        figures: the figures; several where a measure is divided.
        warnings: what was marked in them.
        replaces: what they displace, where that said something else.
        variance: how far the result is from its target, in words; empty where it is not too far.
        explanation: the explanation, where that is to be looked at, else null.
        rejected_in: the number of the receipt of what was rejected, else null.
        rejection: why it was rejected, else null.
    """

    handle: str | None
    agency: str
    measure: str
    title: str
    period: str | None
    figures: tuple[FigureTold, ...]
    warnings: tuple[ProblemTold, ...]
    replaces: tuple[FigureTold, ...]
    variance: str
    explanation: ExplanationTold | None
    rejected_in: int | None
    rejection: ProblemTold | None


@dataclass(frozen=True, slots=True)
class ReviewTold:
    """What awaits review for a period.

    Attributes:
        period: the period.
        is_public: false where something is shown that the public is not: not for publication.
        not_for_publication: why it is not; empty where it is public.
        awaiting: what is to be looked at, agency by agency; then what was rejected.
    """

    period: str
    is_public: bool
    not_for_publication: str
    awaiting: tuple[AwaitingTold, ...]


_ADAPTER = TypeAdapter(ReviewTold)


def as_json(plan: Plan, period: Period, found: Iterable[Awaiting], warning: str) -> str:
    """What awaits review as JSON, described by :func:`schema`.

    Args:
        plan: the plan.
        period: the period.
        found: what awaits review.
        warning: why the list is not for publication; empty where everybody may see it.
    """
    listed = list(found)
    held = ReviewTold(
        str(period),
        not warning,
        warning,
        tuple(
            _item(plan, item)
            for is_rejected in (False, True)
            for item in listed
            if (item.handle is None) == is_rejected
        ),
    )
    written = _ADAPTER.dump_python(held, mode="json")
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of it; docs/schemas/review.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_ADAPTER.json_schema(mode="serialization"),
    }


def _item(plan: Plan, item: Awaiting) -> AwaitingTold:
    known = plan.measure_by_id.get(item.measure)
    said, refused = item.explanation, item.rejection
    return AwaitingTold(
        None if item.handle is None else str(item.handle),
        item.agency,
        item.measure,
        "" if known is None else known.title,
        None if item.period is None else str(item.period),
        tuple(_figure(held) for held in item.figures),
        tuple(told(problem) for problem in item.warnings),
        tuple(_figure(held) for held in item.replaces),
        reasons.about_variance(item.variance),
        None if said is None else ExplanationTold(said.why, said.action, said.due),
        None if refused is None else refused[0],
        None if refused is None else told(refused[1]),
    )


def _figure(held: InForce) -> FigureTold:
    said, stated = held.observation, held.observation.stated
    return FigureTold(
        held.submission,
        dict(said.dimensions),
        None if stated is None else stated.bound,
        None if stated is None else f"{stated.number:f}",
        None if stated is None or stated.upper is None else f"{stated.upper:f}",
        None if stated is None or stated.standard_error is None else f"{stated.standard_error:f}",
        None if said.whole is None else f"{said.whole:f}",
        said.absence,
        said.note,
        held.destroyed is not None,
    )
