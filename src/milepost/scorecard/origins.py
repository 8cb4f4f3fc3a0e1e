"""Where the figures of an agency were taken from, where that is another document than its own.

A figure may have been transcribed from a published report. Then the record knows of whom it is and
in which document it is printed, and not that the agency sent it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from milepost.evaluation.model import Evaluation
from milepost.plan.model import Plan
from milepost.scorecard.prose import called, named
from milepost.submissions.model import Record


def origins_of(
    plan: Plan, record: Record, evaluation: Evaluation, hidden: frozenset[str]
) -> dict[str, str]:
    """The document that all figures of an agency in the period's files name as their source.

    Only a document that the plan cites too is one for certain: an agency may also name its own
    database. Where figures name several documents, or one names none, nothing is said.
    """
    cited = _cited(plan)
    found: dict[str, str] = {}
    for duty in evaluation.duties:
        numbers = {s.number for s in duty.submissions}
        documents = {
            _document(held.observation.source)
            for held in record.in_force.values()
            if held.submission in numbers and held.observation.measure not in hidden
        }
        if len(documents) == 1 and documents <= cited:
            found[duty.agency] = documents.pop()
    return found


def origins_in_words(plan: Plan, origins: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each document: whose figures are as printed in it."""
    for document in dict.fromkeys(origins.values()):
        whose = named(called(plan, agency) for agency, of in origins.items() if of == document)
        yield f"The figures of {whose} are as printed in {document}."


def _cited(plan: Plan) -> frozenset[str]:
    """The documents from which the plan takes its agencies and measures."""
    sources = [*(a.source for a in plan.agencies), *(m.source for m in plan.measures)]
    return frozenset(_document(source) for source in sources) - {""}


def _document(source: str) -> str:
    """A document without the place in it: GAO-09-709, of “GAO-09-709, line 161”."""
    return source.partition(",")[0].strip()
