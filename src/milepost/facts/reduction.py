"""Computes figures from what was delivered, on an engine, and remembers what was reduced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from milepost.facts.behind import Behind
from milepost.facts.recorded import Reduced
from milepost.facts.remembered import Remembered
from milepost.plan.model import Plan
from milepost.submissions.coverage import extracts_of
from milepost.submissions.extracts import Delivery, Store
from milepost.submissions.model import Key, Observation

if TYPE_CHECKING:
    from milepost.facts.engines import Engine
    from milepost.facts.kin import Kin

REDUCED = "reduced"
"""The folder of the store in which what was reduced is remembered; it may be deleted."""

# The measures, the deliveries they were computed from, and which of them are new.
_Asked = tuple[str, tuple[tuple[int, str], ...], frozenset[int] | None]


@dataclass
class Reduction:
    """An engine over a store, with what it was asked before.

    Attributes:
        engine: where it runs.
        store: where the rows lie.
        remembered: what was reduced before.
        memory_limit: how much memory it may take to read once more what was sent.
    """

    engine: Engine
    store: Store
    remembered: Remembered
    memory_limit: str | None = None
    _answers: dict[_Asked, Reduced] = field(default_factory=dict, init=False, repr=False)
    _known: dict[str, Kin] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, engine: Engine, store: Store, memory_limit: str | None = None) -> Self:
        """A reduction that remembers beside the rows."""
        return cls(engine, store, Remembered(store.folder / REDUCED), memory_limit)

    def __call__(
        self,
        plan: Plan,
        deliveries: tuple[Delivery, ...],
        as_of: dt.date,
        since: Collection[int] | None = None,
    ) -> Reduced:
        """What the measures of a plan come to with these deliveries."""
        from milepost.facts.computed import computed  # noqa: PLC0415  # the engine's packages

        named = {extract for measure in plan.measures for extract in extracts_of(measure)}
        sent = tuple(d for d in deliveries if d.extract in named)
        rows = tuple((d.submission.number, d.stored.digest if d.stored else "") for d in sent)
        asked = (_digest(plan), rows, None if since is None else frozenset(since))
        found = self._answers.get(asked)
        if found is None:
            made = computed(
                plan, sent, self.store, as_of, self.engine, self.remembered, since, self._known
            )
            figures = [said for said, _ in made.figures]
            found = self._answers[asked] = Reduced(figures, made.problems, made.looked_at)
        return found

    def readable(self, deliveries: Iterable[Delivery], plan: Plan) -> tuple[Delivery, ...]:
        """The deliveries from which something is computed, each with its rows in the store.

        Raises:
            RowsGoneError: where rows are gone, and cannot be made anew.
        """
        from milepost.facts.readable import readable  # noqa: PLC0415  # only where there are rows

        return tuple(readable(deliveries, plan, self.store, self.memory_limit))

    def behind(
        self,
        plan: Plan,
        deliveries: tuple[Delivery, ...],
        as_of: dt.date,
        figures: Iterable[Observation],
    ) -> dict[Key, Behind]:
        """What the engine is asked for figures, and which rows they are of."""
        from milepost.facts.followed import Follower  # noqa: PLC0415  # the engine's packages

        follower = Follower.of(plan, deliveries, as_of, self.store, self.engine)
        return {said.key: follower.behind(said) for said in figures}

    def close(self) -> None:
        """Let go of the engine."""
        self.engine.close()


def _digest(plan: Plan) -> str:
    """What of a plan decides the figures of its measures: when periods begin, and codes, too."""
    parts = (plan.calendar_declaration, *plan.code_lists, *plan.extracts, *plan.measures)
    return "\n".join(part.model_dump_json() for part in parts)
