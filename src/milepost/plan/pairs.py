"""Which entry of one plan is which of another: by what it is about, never by its position.

Things with an identifier are paired by it; one that lost its identifier and kept its content was
renamed. Targets are paired by who promised them for when, and then by what they promise, so that a
promise that was put off is seen as put off and not as one dropped and another made.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, Final

from milepost.plan import in_words
from milepost.plan import model as words
from milepost.plan.model import Declared, Target

# Of a renamed thing this much of its content is the same, and one of its texts wholly.
RENAMED_FROM: Final = 0.8
_ALIKE_FROM: Final = 0.5
_TEXTS: Final = ("title", "definition", "statement", "name")

Pair = tuple[int | None, int | None]


def targets(old: Sequence[Target], new: Sequence[Target]) -> list[Pair]:
    """Pair the targets of one measure: the nearer of kin first."""
    return _paired(
        old,
        new,
        lambda t: (t.agency, in_words.when(t), in_words.form(t), in_words.promise(t, None)),
        lambda t: (t.agency, in_words.when(t), in_words.form(t)),
        lambda t: (t.agency, in_words.when(t)),
        lambda t: (t.agency, in_words.form(t), in_words.promise(t, None)),
        lambda t: (t.agency, in_words.form(t)),
        lambda t: (in_words.when(t), in_words.form(t), in_words.promise(t, None)),
    )


def entries(old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """Pair the entries of a list within one thing."""
    if isinstance((*old, *new)[0], Target):
        return targets(old, new)
    about = _ABOUT.get(type((*old, *new)[0]), _first_text)
    pairs = _paired(old, new, _whole, about)
    dropped = [i for i, j in pairs if j is None and i is not None]
    for position, (i, j) in enumerate(pairs):
        if i is None and j is not None:
            like = max(dropped, key=lambda d: _share_equal(old[d], new[j]), default=None)
            if like is not None and _share_equal(old[like], new[j]) >= _ALIKE_FROM:
                dropped.remove(like)
                pairs[position] = (like, j)
    taken = {i for i, j in pairs if j is not None}
    return [(i, j) for i, j in pairs if j is not None or i not in taken]


_ABOUT: Final[dict[type, Callable[[Any], Hashable]]] = {
    words.Overlap: lambda o: frozenset(o.between),
    words.Role: lambda r: r.agency,
    words.SeriesBreak: lambda b: str(b.period),
    words.Staffing: lambda s: s.agency,
    words.Review: lambda r: r.held,
    words.DutyDone: lambda d: str(d.year),
    words.Part: lambda p: p.id,
    words.Code: lambda c: c.code,
    words.VocabularyWord: lambda w: w.rating,
    words.Reliability: lambda r: (r.by, r.on),
}


def _first_text(item: Declared) -> Hashable:
    return in_words.said(next(iter(in_words.keys_of(item)))[1])


def _whole(item: Declared) -> Hashable:
    return item


def _paired(
    old: Sequence[Any], new: Sequence[Any], *kinships: Callable[[Any], Hashable]
) -> list[Pair]:
    """Pair what has the same key, by one key after another; then whatever is left alone."""
    left, right = dict(enumerate(old)), dict(enumerate(new))
    partner: dict[int, int] = {}
    for key in kinships:
        waiting: dict[Hashable, list[int]] = {}
        for i, item in left.items():
            waiting.setdefault(key(item), []).append(i)
        for j, item in list(right.items()):
            if found := waiting.get(key(item)):
                i = found.pop(0)
                partner[j] = i
                del left[i], right[j]
    return [(partner.get(j), j) for j in range(len(new))] + [(i, None) for i in left]


def things(old: Iterable[Any], new: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pair the things of a section by identifier, then what was renamed; None for nothing."""
    before, after = {t.id: t for t in old}, {t.id: t for t in new}
    gone = [t for t in before.values() if t.id not in after]
    come = [t for t in after.values() if t.id not in before]
    renamed = _renamed(gone, come)
    was = {new_id: old_id for old_id, new_id in renamed.items()}
    found = [(before.get(was.get(t.id, t.id)), t) for t in after.values()]
    return found + [(t, None) for t in gone if t.id not in renamed]


def _renamed(gone: Sequence[Any], come: Sequence[Any]) -> dict[str, str]:
    """The new identifier of each thing that only lost its old one."""
    by_text: dict[tuple[str, str], list[Any]] = {}
    for thing in come:
        for key in _texts_of(thing):
            by_text.setdefault(key, []).append(thing)
    taken: dict[str, str] = {}
    for thing in gone:
        candidates = {
            c.id: c for key in _texts_of(thing) for c in by_text.get(key, ()) if c.id not in taken
        }
        alike = {i: _likeness(thing, c) for i, c in candidates.items()}
        best = max(alike, key=lambda i: alike[i], default=None)
        if best is not None and alike[best] >= RENAMED_FROM:
            taken[best] = thing.id
    return {old_id: new_id for new_id, old_id in taken.items()}


def _texts_of(thing: Declared) -> Iterator[tuple[str, str]]:
    for key in _TEXTS:
        if text := getattr(thing, key, None):
            yield key, text


def _told(old: Declared, new: Declared) -> list[tuple[Any, Any]]:
    """The values of both, key by key, where either says anything; the identifier aside."""
    both = zip(in_words.keys_of(old), in_words.keys_of(new), strict=True)
    pairs = [(a, b) for (key, a), (_, b) in both if key != "id"]
    return [(a, b) for a, b in pairs if a not in (None, ()) or b not in (None, ())]


def _share_equal(old: Declared, new: Declared) -> float:
    told = _told(old, new)
    return float(sum(bool(a == b) for a, b in told)) / max(len(told), 1)


def _likeness(old: Declared, new: Declared) -> float:
    told = _told(old, new)
    alike = (1.0 if a == b else _ratio(in_words.said(a), in_words.said(b)) for a, b in told)
    return sum(alike) / max(len(told), 1)


def _ratio(old: str, new: str) -> float:
    most = 2_000  # beyond this a comparison of letters takes long and tells no more
    return difflib.SequenceMatcher(None, old[:most], new[:most], autojunk=False).ratio()
