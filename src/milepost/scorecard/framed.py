"""A record and an evaluation in a notebook's hands: the same values, and a table of them.

They are what the rooms below made; only the way to pandas is added here, where it may be known.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from milepost.evaluation.model import Evaluation
from milepost.plan.model import Plan
from milepost.submissions.model import Record

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class FramedRecord(Record):
    """A record that can be had as a table.

    Attributes:
        plan: the plan by which its bounds are read.
        all_made_up: whether the workspace holds made-up figures only.
    """

    plan: Plan | None = None
    all_made_up: bool = False

    @classmethod
    def under(cls, plan: Plan, record: Record, *, all_made_up: bool) -> FramedRecord:
        """A record as a plan reads it."""
        held = {f.name: getattr(record, f.name) for f in fields(record)}
        return cls(**held, plan=plan, all_made_up=all_made_up)

    def to_frame(self) -> pd.DataFrame:
        """The observations in force, a line each (:func:`milepost.scorecard.frames.of_record`)."""
        from milepost.scorecard.frames import of_record  # noqa: PLC0415  # pandas takes its time

        assert self.plan is not None  # noqa: S101  # only under() makes one
        return of_record(self, self.plan, all_made_up=self.all_made_up)


@dataclass(frozen=True)
class FramedEvaluation(Evaluation):
    """An evaluation that can be had as a table.

    Attributes:
        plan: the plan that was judged.
        all_made_up: whether the workspace holds made-up figures only.
    """

    plan: Plan | None = None
    all_made_up: bool = False

    @classmethod
    def under(cls, plan: Plan, evaluation: Evaluation, *, all_made_up: bool) -> FramedEvaluation:
        """An evaluation of a plan."""
        held = {f.name: getattr(evaluation, f.name) for f in fields(evaluation) if f.init}
        return cls(**held, plan=plan, all_made_up=all_made_up)

    def to_frame(self) -> pd.DataFrame:
        """The judgements, a line each (:func:`milepost.scorecard.frames.of_evaluation`)."""
        from milepost.scorecard.frames import of_evaluation  # noqa: PLC0415

        assert self.plan is not None  # noqa: S101
        return of_evaluation(self, self.plan, all_made_up=self.all_made_up)
