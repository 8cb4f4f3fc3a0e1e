"""Writes YAML as the plan's files are written: sections in order, a comment above each entry."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

import yaml

from milepost.plan.yaml_source import Tree

_WIDTH: Final = 100


class _Dumper(yaml.SafeDumper):
    """Text plain where it can be, quoted where it must be, folded where it is long."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  # as PyYAML declares it
        """A list is indented below its key."""
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    paragraphs = "\n\n".join(" ".join(p.split()) for p in text.split("\n\n"))
    is_long = len(text) > _WIDTH - 30 and text == paragraphs
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=">" if is_long else None)


_Dumper.add_representer(str, _text)


def as_yaml(
    sections: Mapping[str, Tree],
    heading: str = "",
    comments: Mapping[tuple[str, int], Sequence[str]] | None = None,
) -> str:
    """Write sections of a plan as the text of one file.

    Args:
        sections: each section by its name; lists of mappings, or a mapping; scalars are text.
        heading: a comment at the top of the file.
        comments: comments above entries, by section and position in it.

    Returns:
        Text that :func:`milepost.plan.yaml_source.parse_yaml` reads as the same trees.
    """
    parts = [_comment(heading, "")] if heading else []
    for name, tree in sections.items():
        if not isinstance(tree, list) or not tree:
            parts.append(_dumped({name: tree}))
            continue
        entries = []
        for index, entry in enumerate(tree):
            above = (comments or {}).get((name, index), ())
            text = textwrap.indent(_dumped([entry]), "  ")
            entries.append("".join(_comment(line, "  ") for line in above) + text)
        parts.append(f"{name}:\n" + "\n".join(entries))
    return "\n".join(parts)


def _dumped(tree: Tree) -> str:
    text: str = yaml.dump(
        tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2
    )
    return text


def _comment(text: str, indent: str) -> str:
    """A comment, each of its lines within the page."""
    lines = [
        wrapped
        for line in text.splitlines()
        for wrapped in (textwrap.wrap(line, _WIDTH - len(indent) - 2) or [""])
    ]
    return "".join(f"{indent}# {line}".rstrip() + "\n" for line in lines)
