"""Stakeholders: agencies with the role they say they have, and all others in words.

StratML does not say what a stakeholder is to a goal. A role is never guessed: where none is stated,
who the stakeholders are is kept as a statement, for an editor to make roles of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.interchange.stratml import ROLES, read_block
from milepost.interchange.stratml_gathered import Entry, Gathered, shortened
from milepost.interchange.stratml_names import agency_id, is_an_agency_id, without_acronym
from milepost.interchange.stratml_source import Element
from milepost.interchange.stratml_statements import Bearer
from milepost.interchange.stratml_texts import children, has_content, line_of, raw, said

_LONGEST_STATEMENT: Final = 50_000
_LINES: Final = ("Illustrative", "Role", "Authority", "Source")


def read_organization(element: Element, gathered: Gathered) -> str:
    """An Organization as an agency; its stakeholders beside it.

    Returns:
        The identifier of the agency; empty where the document does not name it.
    """
    as_written = gathered.is_ours
    name = line_of(element, "Name", as_written=as_written)
    acronym = line_of(element, "Acronym", as_written=as_written)
    if not name and not acronym:
        return ""
    if not acronym:
        name, acronym = without_acronym(name)
    identifier = declare_agency(
        name or acronym, acronym, "organization", gathered, described_by=element
    )
    # Milepost writes every other agency of the plan as a stakeholder of the organization.
    if gathered.is_ours:
        for stakeholder in children(element, "Stakeholder"):
            full, short = without_acronym(line_of(stakeholder, "Name", as_written=True))
            if full:
                declare_agency(full, short, "organization", gathered, described_by=stakeholder)
    else:
        read_stakeholders(element, "organization", None, gathered)
    return identifier


def declare_agency(
    name: str, acronym: str, where: str, gathered: Gathered, described_by: Element | None = None
) -> str:
    """The identifier of an agency, which is declared when it is first named."""
    if gathered.is_ours and is_an_agency_id(acronym):
        if known := gathered.ids.get(("agencies", acronym)):
            return known
        key = acronym
    else:
        key = name.casefold()
        if known := gathered.ids.get(("agencies", key)):
            return known
    wanted = acronym if is_an_agency_id(acronym) else agency_id(name, acronym)
    if ("agencies", wanted) in gathered.names.known:
        # The plan's own entry says more than StratML does.
        gathered.ids["agencies", key] = wanted
        gathered.lose(
            f"{shortened(name)} ({wanted})", 0, "the plan declares such an agency already."
        )
        return wanted
    identifier = gathered.names.take("agencies", wanted)
    gathered.ids["agencies", key] = identifier
    block = read_block(raw(described_by, "Description") if described_by else "")
    mandate = block.first("Mandate")
    if described_by and not block.first("Source"):
        mandate = said(described_by, "Description", as_written=gathered.is_ours)
    entry: Entry = {
        "id": identifier,
        "name": gathered.kept(name, f"Name of {identifier}", 0),
        "parent": block.first("Part of") or "",
        "mandate": gathered.kept(mandate or "", f"Description of {identifier}", 0),
        **({"foreign": "true"} if block.first("Of another government") == "yes" else {}),
        "source": block.first("Source") or gathered.cite(where),
    }
    gathered.add("agencies", entry)
    return identifier


def settle_parents(gathered: Gathered) -> None:
    """Name each parent by the identifier it was given; leave out what leads nowhere or back."""
    agencies = {str(entry["id"]): entry for entry in gathered.sections.get("agencies", [])}
    for entry in agencies.values():
        written = str(entry.pop("parent", ""))
        parent = gathered.ids.get(("agencies", written), "")
        is_known = parent in agencies or ("agencies", parent) in gathered.names.known
        if is_known and not _leads_back(str(entry["id"]), parent, agencies):
            _insert_after_name(entry, parent)
        elif written:
            gathered.lose(
                f'"Part of: {shortened(written)}" of {entry["id"]}',
                0,
                "no such agency is declared, or it leads back to itself.",
            )


def _insert_after_name(entry: Entry, parent: str) -> None:
    later = {key: entry.pop(key) for key in list(entry) if key not in {"id", "name"}}
    entry.update({"parent": parent, **later})


def _leads_back(start: str, parent: str, agencies: dict[str, Entry]) -> bool:
    """Whether the line of parents that are settled comes back to where it began."""
    seen = set()
    while parent and parent not in seen:
        if parent == start:
            return True
        seen.add(parent)
        parent = str(agencies.get(parent, {}).get("parent", ""))
    return False


def read_stakeholders(
    element: Element, where: str, bearer: Bearer | None, gathered: Gathered
) -> Iterator[Entry]:
    """The roles that are stated; who else is named becomes a statement."""
    others: list[str] = []
    have_roles: set[str] = set()
    roles: list[Entry] = []
    for stakeholder in children(element, "Stakeholder"):
        if not has_content(stakeholder):
            continue
        role = _role(stakeholder, where, gathered) if bearer else None
        is_first = role is not None and role["agency"] not in have_roles
        if role is not None and is_first:
            have_roles.add(str(role["agency"]))
            roles.append(role)
        if not is_first or _says_more(stakeholder):
            others.append(_in_words(stakeholder, gathered))
            _declare_if_organization(stakeholder, where, gathered)
    _state(others, where, bearer, gathered)
    return iter(roles)


def _role(stakeholder: Element, where: str, gathered: Gathered) -> Entry | None:
    """The role that a stakeholder is said to have, in Milepost's words or in Part 2's."""
    name, acronym = without_acronym(line_of(stakeholder, "Name", as_written=gathered.is_ours))
    block = read_block(raw(stakeholder, "Description"))
    role = (block.first("Role") or "").rstrip(".").lower()
    authority = block.first("Authority") or ""
    if role not in ROLES:
        for second in children(stakeholder, "Role"):
            role = line_of(second, "Name", as_written=False).lower()
            authority = line_of(second, "Description", as_written=False)
            if role in ROLES:
                break
    if not name or role not in ROLES:
        return None
    if gathered.is_ours and not acronym and is_an_agency_id(name):
        acronym = name
    source = block.first("Source") or gathered.cite(where)
    entry: Entry = {
        "agency": declare_agency(name, acronym, where, gathered),
        "role": role,
        "authority": gathered.kept(authority, f"Authority of {shortened(name)}", stakeholder.line),
        "source": source,
        "illustrative": "true" if block.is_illustrative else "",
    }
    return {key: value for key, value in entry.items() if value}


def _says_more(stakeholder: Element) -> bool:
    """Whether it says anything beyond name and role, so that it is kept in words as well."""
    seconds = [role for role in children(stakeholder, "Role") if has_content(role)]
    description = raw(stakeholder, "Description").strip()
    if seconds:
        has_types = any(has_content(t) for role in seconds for t in children(role, "RoleType"))
        return bool(description) or has_types or len(seconds) > 1
    lines = read_block(description).lines
    is_free = not description.startswith(_LINES) or "\n\n" in description
    return is_free or any(label not in _LINES for label, _ in lines)


def _declare_if_organization(stakeholder: Element, where: str, gathered: Gathered) -> None:
    kind = stakeholder.attributes.get("StakeholderTypeType", "")
    name, acronym = without_acronym(line_of(stakeholder, "Name", as_written=gathered.is_ours))
    if kind == "Organization" and name:
        declare_agency(name, acronym, where, gathered)


def _in_words(stakeholder: Element, gathered: Gathered) -> str:
    """A stakeholder as a paragraph: name, what it is, its roles as Part 2 has them."""
    as_written = gathered.is_ours
    name = line_of(stakeholder, "Name", as_written=as_written) or "(No name)"
    kind = stakeholder.attributes.get("StakeholderTypeType", "").replace("_", " ").strip().lower()
    roles = []
    for role in filter(has_content, children(stakeholder, "Role")):
        types = [" ".join(t.pieces).strip() for t in children(role, "RoleType")]
        title, what = (line_of(role, p, as_written=as_written) for p in ("Name", "Description"))
        parts = (title, " and ".join(filter(None, types)).lower(), what.rstrip("."))
        roles.append(", ".join(filter(None, parts)))
    head = "; ".join([f"{name} ({kind})" if kind else name, *roles])
    description = line_of(stakeholder, "Description", as_written=as_written)
    return f"{head}: {description}" if description else f"{head}."


def _state(paragraphs: list[str], where: str, bearer: Bearer | None, gathered: Gathered) -> None:
    """Who the stakeholders are, as one statement, or several where it would be too long."""
    chunk: list[str] = []
    size = 0
    for i, paragraph in enumerate(paragraphs):
        chunk.append(gathered.kept(paragraph, f"Stakeholder of {where}", 0))
        size += len(chunk[-1])
        if size > _LONGEST_STATEMENT or i == len(paragraphs) - 1:
            wanted = f"stakeholders-of-{bearer[1]}" if bearer else "stakeholders"
            entry: Entry = {
                "id": gathered.names.take("statements", wanted),
                "about": "stakeholders",
                "statement": "\n\n".join(chunk),
                "source": gathered.cite(where),
            }
            if bearer:
                entry = {**entry, bearer[0]: bearer[1]}
            gathered.add("statements", entry)
            chunk, size = [], 0
