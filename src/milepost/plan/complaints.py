"""What pydantic complains of, said as problems with a place and a remedy."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from milepost.plan import scalars
from milepost.plan.characters import place_within
from milepost.plan.scalars import EMPTY_REMEDY
from milepost.plan.yaml_source import Mark, YamlFile, shortened
from milepost.sources import Problem, did_you_mean

Path = tuple[str | int, ...]

_CODES: Final = {
    scalars.NOT_TEXT: "P107",
    scalars.EMPTY: "P106",
    scalars.NOT_A_NUMBER: "P104",
    scalars.NOT_A_PERIOD: "P105",
    scalars.NOT_A_DATE: "P109",
    scalars.NOT_YES_OR_NO: "P108",
    scalars.NOT_AN_ID: "P110",
    scalars.NOT_A_MONTH: "P109",
    scalars.NOT_A_FORMULA: "P111",
    scalars.NOT_A_CONDITION: "P113",
}


_ALL_THERE: Final[Mapping[Path, tuple[str, str]]] = MappingProxyType({})


def as_problems(
    error: ValidationError,
    model: type[BaseModel],
    mark: Mark,
    file: YamlFile,
    absent: Mapping[Path, tuple[str, str]] = _ALL_THERE,
) -> list[Problem]:
    """Every complaint about one thing declared, each at its own line and column.

    Args:
        error: what pydantic complains of.
        model: the model that complains.
        mark: the places of what was validated.
        file: the file it is in.
        absent: keys for which no dated value holds, with what to say of each and the remedy.
    """
    return [_as_problem(details, model, mark, file, absent) for details in error.errors()]


def _as_problem(
    details: ErrorDetails,
    model: type[BaseModel],
    mark: Mark,
    file: YamlFile,
    absent: Mapping[Path, tuple[str, str]],
) -> Problem:
    path, kind = details["loc"], details["type"]
    found, reached = mark.nearest(path)
    place, width = found.place, found.width
    if kind in {"missing", "extra_forbidden"} and found.key is not None:
        # What lacks a key, or has one too many, is best shown by its own name.
        place, width = found.key, found.key_width
    within = details.get("ctx", {}).get("at")
    if within is not None and (exact := place_within(file, found, details["input"], within)):
        place, width = exact, details["ctx"]["width"]
    code, message, remedy = _in_words(details, model, path)
    if kind == "missing" and path in absent:
        said, remedy = absent[path]
        code, message = "P112", f'"{path[-1]}" {said}'
    excerpt = file.excerpt(place, width) if reached or kind == "missing" else None
    return Problem(place, code, message, remedy, excerpt=excerpt)


def _in_words(details: ErrorDetails, model: type[BaseModel], path: Path) -> tuple[str, str, str]:
    kind, context = details["type"], details.get("ctx", {})
    name = str(path[-1]) if path else "this"
    if kind in _CODES:
        return _CODES[kind], str(context["message"]), str(context["remedy"])
    if details["input"] == "" and kind != "missing":
        return "P106", "nothing is written after the colon.", EMPTY_REMEDY
    if kind == "missing":
        return "P102", f'"{name}" is missing.', f'Add a line "{name}:" here.'
    if kind == "extra_forbidden":
        known = _keys(_model_at(model, path[:-1]))
        return (
            "P101",
            f'"{shortened(name)}" is not a key that is known here.{did_you_mean(name, known)}',
            f"The keys are: {', '.join(known)}.",
        )
    if kind == "literal_error":
        given = details["input"]
        words = [
            word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")
        ]
        if not isinstance(given, str):
            return "P107", "one word is expected here.", f"Write one of: {', '.join(words)}."
        return (
            "P103",
            (
                f'"{shortened(given)}" is not one of the words for "{name}".'
                f"{did_you_mean(given, words)}"
            ),
            f"Write one of: {', '.join(words)}.",
        )
    if kind == "tuple_type":
        return (
            "P107",
            f'"{name}" is a list.',
            "Write each entry on its own line after a hyphen, or [one, two].",
        )
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        entry = f'an entry of "{path[-2]}"' if len(path) > 1 else "an entry here"
        what = f'"{name}"' if path and isinstance(path[-1], str) else entry
        return (
            "P107",
            f"{what} has keys of its own.",
            "Write them below it, each on its own line, indented.",
        )
    # A kind that no model of ours can bring about today still must not become a traceback.
    return "P107", f'"{name}": {details["msg"]}.', "See the glossary for what it holds."


def _keys(model: type[BaseModel] | None) -> list[str]:
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that describes what is at a path."""
    here: type[BaseModel] | None = model
    for step in path:
        if here is None or isinstance(step, int):
            continue
        by_key = {field.alias or name: field for name, field in here.model_fields.items()}
        here = _model_in(by_key[step].annotation) if step in by_key else None
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  # any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is None:
        return None
    return next((m for a in get_args(annotation) if (m := _model_in(a)) is not None), None)
