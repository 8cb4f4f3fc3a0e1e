"""Plans for the tests of StratML: small ones by hand, nasty ones by hypothesis."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from milepost.interchange.model import Imported
from milepost.interchange.stratml import HEADING, NOT_IN_SOURCE, NOT_IN_XML, NOT_IN_YAML
from milepost.plan import model as words
from milepost.plan.files import PlanReading, read_plan

_PIECES: Final = st.sampled_from(
    (
        *"aZé ñß0-:#'\"`{}[]|>&<*!%@,?\t",
        *("]]>", "&amp;", "&eacute;", "<p>", "<!--", "-->", "<![CDATA[", "\n", "\n\n", "- ", "# "),
        *("Role: lead", "Source: x", "\nSource: x", "Illustrative: ", HEADING, NOT_IN_SOURCE),
        *("Statement: s", "(ATF)", "…", "“q”", "\u2028", "\x85", "\xa0", "😀", "یک", "\ufffd"),
        *("\x00", "\x0b", "\x1f", "\x7f", "\ufeff", "\ufffe", "\ud800"),
    )
)
# A text is about something: it is never made only of what XML cannot hold.
NASTY: Final = st.lists(_PIECES, max_size=8).map(lambda pieces: f"w{''.join(pieces)}")
_IDS: Final = st.from_regex(r"[a-zA-Z0-9]{1,3}([-.][a-z0-9]{1,3}){0,2}", fullmatch=True)
_AGENCIES: Final = st.from_regex(r"[A-Z][A-Z0-9]{0,3}(-[A-Z0-9]{1,3})?", fullmatch=True)


def carried(text: str) -> str:
    """A text on one line, without what XML or YAML cannot hold."""
    line = " ".join(text.split())
    return " ".join(NOT_IN_YAML.sub("", NOT_IN_XML.sub("", line)).split())


def in_paragraphs(text: str) -> str:
    """The same, with its paragraphs."""
    parts = re.split(r"\n\s*\n", text)
    return "\n\n".join(line for part in parts if (line := carried(part)))


def _role(agency: str, said: tuple[str, str | None, str, bool]) -> words.Role:
    kind, authority, source, made_up = said
    values: dict[str, Any] = {"agency": agency, "role": kind, "source": source}
    values |= {"authority": authority} if authority else {}
    return words.Role.model_validate({**values, "illustrative": str(made_up).lower()})


@st.composite
def _roles(draw: st.DrawFn, agencies: list[str]) -> tuple[words.Role, ...]:
    chosen = draw(st.lists(st.sampled_from(agencies), unique=True, max_size=3))
    said = st.tuples(
        st.sampled_from(("lead", "co-lead", "supporting", "consulted")),
        st.none() | NASTY,
        NASTY,
        st.booleans(),
    )
    return tuple(_role(agency, draw(said)) for agency in chosen)


@st.composite
def plans(draw: st.DrawFn) -> words.Plan:
    """Plans whose texts hold whatever may go wrong between YAML, XML and conventions."""
    agencies = draw(st.lists(_AGENCIES, min_size=1, max_size=4, unique=True))
    goals = draw(st.lists(_IDS, max_size=3, unique=True))
    objectives = draw(st.lists(_IDS, max_size=4, unique=True)) if goals else []
    needs = draw(st.lists(_IDS, max_size=3, unique=True))
    maybe = st.none() | NASTY
    strategy = words.Strategy.model_validate(
        {
            "id": draw(_IDS),
            "title": draw(NASTY),
            "issued_by": agencies[0],
            "source": draw(NASTY),
            **draw(st.sampled_from(({}, {"issued": "2009-06"}, {"issued": "2009-06-15"}))),
            **draw(st.sampled_from(({}, {"horizon": "FY2009..FY2011"}, {"horizon": "CY2010"}))),
            "statutory_basis": draw(st.lists(NASTY, max_size=2)),
        }
    ).model_copy(update={key: draw(maybe) for key in ("mission", "vision", "note")})
    return words.Plan.model_construct(
        strategy=strategy,
        calendar_declaration=words.CalendarDeclaration.model_validate(
            {"fiscal_year_starts": draw(st.sampled_from(("October", "July"))), "source": "law"}
        ),
        agencies=tuple(
            words.Agency.model_validate({"id": a, "name": draw(NASTY), "source": draw(NASTY)})
            for a in agencies
        ),
        needs=tuple(
            words.Need.model_validate(
                {"id": n, "title": draw(NASTY), "evidence": draw(NASTY), "source": draw(NASTY)}
            )
            for n in needs
        ),
        goals=tuple(
            words.Goal.model_validate(
                {
                    "id": g,
                    "title": draw(NASTY),
                    "source": draw(NASTY),
                    "illustrative": draw(st.sampled_from(("true", "false"))),
                }
            ).model_copy(update={"statement": draw(maybe), "roles": draw(_roles(agencies))})
            for g in goals
        ),
        objectives=tuple(
            words.Objective.model_validate(
                {
                    "id": o,
                    "goal": draw(st.sampled_from(goals)),
                    "title": draw(NASTY),
                    "needs": draw(st.lists(st.sampled_from(needs), unique=True)) if needs else [],
                    "source": draw(NASTY),
                    "illustrative": draw(st.sampled_from(("true", "false"))),
                    "not_in_source": draw(st.sampled_from(("true", "false"))),
                }
            ).model_copy(update={"statement": draw(maybe), "roles": draw(_roles(agencies))})
            for o in objectives
        ),
        statements=tuple(
            words.Statement.model_validate(
                {
                    "id": f"s{i}",
                    "about": draw(st.sampled_from(("purpose", "scope"))),
                    "statement": draw(NASTY),
                    "source": draw(NASTY),
                    **draw(st.sampled_from(({}, *({"goal": g} for g in goals)))),
                }
            )
            for i in range(draw(st.integers(0, 2)))
        ),
    )


def read_back(imported: Imported, folder: Path | None = None) -> PlanReading:
    """The plan in the files of an import."""
    with tempfile.TemporaryDirectory() as made:
        root = folder or Path(made)
        for path, text in imported.files:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return read_plan([root], root)
