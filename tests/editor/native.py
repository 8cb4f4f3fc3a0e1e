"""YAML as an editor reads it: numbers and booleans by themselves, by the core of YAML 1.2."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import jsonschema
import yaml

from milepost.plan import schema
from milepost.plan.settings import SettingsFile, WorkspaceSettings

Content = Any  # what a file may hold, however it is wrong

_NULL: Final = re.compile(r"null|Null|NULL|~|")
_BOOLEAN: Final = re.compile(r"true|True|TRUE|false|False|FALSE")
_WHOLE: Final = re.compile(r"[-+]?\d+")
_DECIMAL: Final = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_TAG: Final = "tag:yaml.org,2002:"


class _Loader(yaml.SafeLoader):
    """PyYAML reads YAML 1.1, where "on" is true and 2009-06-30 a date; editors read 1.2."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _kind, _pattern in (
    ("null", _NULL), ("bool", _BOOLEAN), ("int", _WHOLE), ("float", _DECIMAL),
):  # fmt: skip
    _Loader.add_implicit_resolver(
        f"{_TAG}{_kind}",
        re.compile(f"^(?:{_pattern.pattern})$"),
        [*"nN~tTfF+-.0123456789", ""],
    )
_Loader.add_constructor(f"{_TAG}int", lambda _, node: int(node.value))


def load(text: str) -> Content:
    """The content of a YAML file as an editor sees it."""
    content: Content = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader
    return content


def scalar(text: str) -> str | int | float | bool | None:
    """What an editor takes a text for that stands without quotation marks."""
    if _NULL.fullmatch(text):
        return None
    if _BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def plan_validator() -> jsonschema.Draft7Validator:
    """What an editor checks a file of a plan with."""
    return jsonschema.Draft7Validator(schema.plan_schema())


def settings_validator() -> jsonschema.Draft7Validator:
    """What an editor checks milepost.yaml with."""
    return jsonschema.Draft7Validator(schema.settings_schema(SettingsFile, WorkspaceSettings))


def complaints(validator: jsonschema.Draft7Validator, content: Content) -> list[str]:
    """What is wrong with a file, each with the path to it."""
    return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(content)]


def as_text(content: Content) -> str:
    """A tree as YAML, every scalar of it a quoted text."""
    return json.dumps(content, ensure_ascii=False)


def held_by(validator: jsonschema.Draft7Validator) -> dict[str, Any]:
    """The schema that a validator goes by."""
    held = validator.schema
    assert isinstance(held, dict)
    return held
