"""JSON Schemas of the plan's files, by which an editor completes and checks them while one types.

They are made from the models: keys and words from the fields, descriptions from the docstrings,
titles from the glossary. Whatever ``milepost check`` accepts, a schema accepts; what it cannot see,
such as a name that nobody declared, is left to ``check``. The dialect is draft 7, which every
editor knows, with descriptions beside references, which every editor shows.
"""

from __future__ import annotations

import ast
import functools
import inspect
import json
import os
import textwrap
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from milepost.plan import dated, scalars
from milepost.plan import model as words
from milepost.plan.model.extracts import KINDS
from milepost.plan.schema_scalars import SCALARS, Schema

PLAN: Final = "plan.schema.json"
SETTINGS: Final = "milepost.schema.json"

# What the glossary calls each class. A class that is not here cannot be described: a test sees it.
TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Action": "action",
        "Agency": "agency",
        "Assignment": "assignment",
        "Baseline": "baseline",
        "CalendarDeclaration": "calendar",
        "Code": "code",
        "CodeList": "code list",
        "Combine": "combine",
        "Composite": "composite",
        "ContextFigure": "context figure",
        "Corroboration": "corroboration",
        "CriteriaForChange": "criteria for change",
        "DatedEntry": "dated value",
        "DutyDone": "duty done",
        "EventDate": "event date",
        "Extension": "extension",
        "ExternalFactor": "external factor",
        "Extract": "extract",
        "ExtractColumn": "column",
        "FromExtract": "from extract",
        "Goal": "goal",
        "InBoth": "in both",
        "Ladder": "ladder",
        "LadderStep": "ladder step",
        "Limitation": "limitation",
        "Measure": "measure",
        "Mechanism": "mechanism",
        "Milestone": "milestone",
        "Monitoring": "monitoring",
        "Need": "need",
        "Objective": "objective",
        "Overlap": "overlap",
        "Part": "part",
        "Plan": "plan",
        "Plausible": "plausible bounds",
        "PrintedRange": "printed range",
        "PublishedVerdict": "published verdict",
        "Quantile": "quantile",
        "Rate": "rate",
        "RateTerm": "rate term",
        "Ratio": "ratio",
        "Recommendation": "recommendation",
        "Relation": "relation",
        "Reliability": "reliability assessment",
        "ReportingWindow": "reporting window",
        "Resource": "resource",
        "Review": "review",
        "Role": "role",
        "Scale": "scale",
        "SeriesBreak": "series break",
        "Share": "share",
        "Staffing": "staffing",
        "Standard": "standard",
        "Statement": "statement",
        "StatutoryDuty": "duty",
        "Strategy": "strategy",
        "Target": "target",
        "Vocabulary": "vocabulary",
        "VocabularyWord": "word",
        "Waiver": "waiver",
        "WorkspaceSettings": "settings",
    }
)

_DIALECT: Final = "http://json-schema.org/draft-07/schema#"
# A limitation that nothing makes up for is a line of text; see its validator.
# Exactly one of these keys is written.
_ONE_OF: Final = MappingProxyType({words.FromExtract: KINDS, words.RateTerm: ("count", "sum")})
_ALSO_TEXT: Final = frozenset({words.Limitation})
# An identifier does not change, so it is the one value that is never dated.
_NEVER_DATED: Final = "id"
_DATED: Final = "dated"


def plan_schema() -> Schema:
    """The schema of a file of a plan, which may hold any of its sections."""
    definitions: dict[str, Schema] = {}
    properties = {}
    for name, hint in get_type_hints(words.Plan, include_extras=True).items():
        section = name.removesuffix("_declaration")
        datable = section in dated.SECTIONS
        if get_origin(hint) is tuple:
            entry = get_args(hint)[0]
            listed = {"type": "array", "items": _reference(entry, definitions, datable=datable)}
            properties[section] = listed | heading(entry)
        elif isinstance(hint, type) and issubclass(hint, BaseModel):
            properties[section] = _reference(hint, definitions, datable=datable) | heading(hint)
    properties["measure"] = _reference(words.Measure, definitions, datable=True) | heading(
        words.Measure
    )
    return _document(words.Plan, properties, definitions)


def settings_schema(file: type[BaseModel], settings: type[BaseModel]) -> Schema:
    """The schema of milepost.yaml: what may stand in it, and of which model that is."""
    definitions: dict[str, Schema] = {}
    properties = {
        name: _reference(settings, definitions, datable=False) | heading(settings)
        for name in file.model_fields
    }
    return _document(settings, properties, definitions)


def as_written(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def editor_line(file: Path, schema: Path) -> str:
    """The comment by which VS Code finds the schema of a YAML file; it belongs at the top.

    Args:
        file: the YAML file.
        schema: its schema, named from there so that both can be moved together.
    """
    path = Path(os.path.relpath(schema, file.parent)).as_posix()
    if path.split() != [path]:
        path = schema.absolute().as_uri()  # a blank would end it
    return f"# yaml-language-server: $schema={path}"


def _document(
    model: type[BaseModel], properties: Schema, definitions: Mapping[str, Schema]
) -> Schema:
    return {
        "$schema": _DIALECT,
        "$comment": "Generated from the models of Milepost: milepost schema.",
        **heading(model),
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "definitions": dict(sorted(definitions.items())),
    }


def heading(model: type[BaseModel]) -> Schema:
    """The glossary's word and sentence for a model."""
    said = " ".join((inspect.getdoc(model) or "").partition("\n\n")[0].split())
    return {"title": TERMS[model.__name__], "description": said}


def _reference(model: type[BaseModel], definitions: dict[str, Schema], *, datable: bool) -> Schema:
    name = model.__name__ + ("WithDates" if datable else "")
    if name not in definitions:
        definitions[name] = {}  # holds the place, should a model ever contain itself
        definitions[name] = _object(model, definitions, datable=datable)
    return {"$ref": f"#/definitions/{name}"}


def _object(model: type[BaseModel], definitions: dict[str, Schema], *, datable: bool) -> Schema:
    hints = get_type_hints(model, include_extras=True)
    said = _docstrings(model)
    properties, required = {}, []
    for name, field in model.model_fields.items():
        key = field.alias or name
        value = _value(hints[name], definitions, datable=datable and name != _NEVER_DATED)
        sentences = [said.get(name, ""), _without_it(field)]
        properties[key] = {
            "title": key.replace("_", " "),
            "description": " ".join(sentences).strip(),
            **value,
        }
        if field.is_required():
            required.append(key)
    written = {"type": "object", "properties": properties, "additionalProperties": False}
    written |= {"required": required} if required else {}
    if model in _ONE_OF:
        written["oneOf"] = [{"required": [key]} for key in _ONE_OF[model]]
    if model in _ALSO_TEXT:
        written = _or_text(written, definitions)
    return heading(model) | written


def _or_text(written: Schema, definitions: dict[str, Schema]) -> Schema:
    """An object that may be written as a line of text, where it is no more than that."""
    text = _scalar(scalars.Text, definitions)
    return {"anyOf": [text, written]}


def _value(hint: Any, definitions: dict[str, Schema], *, datable: bool) -> Schema:  # noqa: ANN401  # any type expression
    """What may be written for a field; with dates where it is datable."""
    plain = _plain(hint, definitions, datable=datable)
    if not datable:
        return plain
    _reference(dated.DatedEntry, definitions, datable=False)
    one = {"properties": {"value": _plain(hint, definitions, datable=False)}}
    entry = {"allOf": [{"$ref": f"#/definitions/{dated.DatedEntry.__name__}"}, one]}
    values = {
        "description": "Values that held one after another, oldest first.",
        "type": "array",
        "minItems": 1,
        "items": entry,
    }
    with_dates = {
        "title": TERMS[dated.DatedEntry.__name__],
        "type": "object",
        "properties": {_DATED: values},
        "required": [_DATED],
        "additionalProperties": False,
    }
    return {"anyOf": [plain, with_dates]}


def _plain(hint: Any, definitions: dict[str, Schema], *, datable: bool) -> Schema:  # noqa: ANN401
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        if _validator(hint) is not None:
            return _scalar(hint, definitions)
        least = {"minItems": n} if (n := _least(parts[1:])) else {}
        return _plain(parts[0], definitions, datable=datable) | least
    if origin is tuple:
        return {"type": "array", "items": _value(parts[0], definitions, datable=datable)}
    if origin is dict:
        # Keys are identifiers or names of columns; which exist is left to check.
        return {
            "type": "object",
            "additionalProperties": _plain(parts[1], definitions, datable=False),
        }
    if origin is Literal:
        return {"type": "string", "enum": list(parts)}
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _reference(hint, definitions, datable=datable)
    if hint is Any:
        return {}
    (part,) = (p for p in parts if p is not NoneType)  # what is left is "… | None"
    return _plain(part, definitions, datable=datable)


def _scalar(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401
    name = _NAMES[_validator(hint)]
    definitions[name] = SCALARS[name]
    return {"$ref": f"#/definitions/{name}"}


def _validator(hint: Any) -> scalars.Scalar | None:  # noqa: ANN401
    """What makes a scalar one kind of thing, such as a number or a period."""
    return next((m for m in get_args(hint)[1:] if isinstance(m, scalars.Scalar)), None)


def _least(metadata: tuple[Any, ...]) -> int | None:
    found = [m for f in metadata if isinstance(f, FieldInfo) for m in f.metadata]
    return next((least for m in found if (least := getattr(m, "min_length", None))), None)


def _without_it(field: FieldInfo) -> str:
    """What holds where nothing is written, as a sentence.

    As "default" VS Code would write it into every new entry, where it only takes up a line.
    """
    default = field.default
    if field.is_required() or default in (None, ()) or isinstance(default, BaseModel):
        return ""
    if isinstance(default, bool):
        return f"Default: {str(default).lower()}."
    shown = ", ".join(default) if isinstance(default, tuple) else str(default)
    return f"Default: {shown}."


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """What stands below each field of a model and of those it is built on."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _own_docstrings(base)
    return found


@functools.cache
def _own_docstrings(model: type[BaseModel]) -> Mapping[str, str]:
    (declared,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(declared, ast.ClassDef)  # noqa: S101  # for the type checker
    found = {}
    for field, below in zip(declared.body, declared.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = " ".join(text.split())
    return found


# A scalar is known by its validator: nothing else is left of its name in a field's annotation.
_NAMES: Final = MappingProxyType({_validator(getattr(scalars, name)): name for name in SCALARS})
