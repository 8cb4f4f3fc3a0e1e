"""What each field of a value means, from its docstring: a JSON Schema is its own dictionary."""

from __future__ import annotations

import dataclasses
import inspect
import re
import typing
from collections.abc import Iterator
from typing import Any

_ATTRIBUTE = re.compile(r"(\w+): (.+)")
_NONE = re.compile(r"\bNone\b(?= (?:where|for)\b)")


def meanings_of(kind: type) -> dict[str, str]:
    """The meaning of each field of a dataclass, as its docstring says below "Attributes:"."""
    _, _, section = inspect.getdoc(kind).partition("\nAttributes:\n")  # type: ignore[union-attr]
    found: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        indented = line.removeprefix("    ")
        if not line.strip() or indented == line:
            break
        if not indented.startswith(" ") and (match := _ATTRIBUTE.fullmatch(indented)):
            name = match[1]
            found[name] = match[2]
        elif name:
            found[name] += f" {indented.strip()}"
    # Python's None is null to whoever reads JSON.
    said = {name: _NONE.sub("null", text) for name, text in found.items()}
    return {name: text[0].upper() + text[1:] for name, text in said.items()}


def headline_of(kind: type) -> str:
    """What a dataclass is: the first paragraph of its docstring."""
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split())


def kinds_in(kind: type) -> Iterator[type]:
    """A dataclass and all that its fields hold, each once."""
    seen: dict[type, None] = {}
    ahead: list[Any] = [kind]
    while ahead:
        held = ahead.pop()
        if isinstance(held, type) and dataclasses.is_dataclass(held):
            if held in seen:
                continue
            seen[held] = None
            ahead += typing.get_type_hints(held).values()
        else:
            ahead += typing.get_args(held)
    return iter(seen)


def with_meanings(schema: dict[str, Any], kind: type) -> dict[str, Any]:
    """A JSON Schema that pydantic made of a dataclass, with the meaning of every field in it."""
    kinds = {held.__name__: held for held in kinds_in(kind)}
    # Of two kinds of one name pydantic writes the module before the name.
    kinds |= {f"{k.__module__}.{k.__name__}".replace(".", "__"): k for k in kinds_in(kind)}
    named = {name: kinds[name] for name in schema.get("$defs", {})}
    described = {name: _described(held, named[name]) for name, held in schema["$defs"].items()}
    return _described(schema, kind) | {"$defs": described}


def _described(schema: dict[str, Any], kind: type) -> dict[str, Any]:
    meanings = meanings_of(kind)
    properties = {
        name: held | ({"description": meanings[name]} if name in meanings else {})
        for name, held in schema.get("properties", {}).items()
    }
    return schema | {"description": headline_of(kind), "properties": properties}
