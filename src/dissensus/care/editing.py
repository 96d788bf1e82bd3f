"""How is an entity added or changed? ``add``, ``edit``, ``Fields``"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dissensus.care.draft import Draft
from dissensus.care.wordings import clean, clean_aliases, expect_free
from dissensus.errors import CodebookError
from dissensus.model.entity import Attribute, Entity
from dissensus.store import entities
from dissensus.store.history import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["APART", "add", "as_fields", "edit"]

APART: Final = "different from"  # the attribute that says: these two are not the same
_HEX: Final = set("0123456789abcdef")


def add(connection: Connection, entity: Entity, *, parent_id: str | None = None) -> Draft:
    """Draft a new entity; its wordings must be free."""
    name = clean(entity.name)
    aliases = clean_aliases(name, entity.aliases)
    draft = Draft(connection, "add to codebook", f"{entity.kind}: {name}")
    live = entities.live_rows(connection, entity.kind)
    expect_free(connection, entity.kind, (name, *aliases), besides=())
    if parent_id is not None:
        _expect_parent(draft, entity.id, entity.kind, parent_id)
    draft.new(
        "entity",
        {
            "id": entity.id,
            "kind": entity.kind,
            "name": name,
            "aliases": entities.names_json(aliases),
            "attributes": entities.attributes_json(entity.attributes),
            "definition": entity.definition,
            "parent_id": parent_id,
            "color": color(entity.color),
            "position": 1 + max((row["position"] for row in live.values()), default=-1),
        },
    )
    return draft


def edit(
    connection: Connection, entity_id: str, now: Mapping[str, Any], *, keep_name: bool = True
) -> Draft:
    """Draft other values for an entity: ``name``, ``aliases``, ``attributes``, ``definition``, ``parent``, ``color``.

    ``parent`` is an identity or None. With another name, the old one stays as an alias unless
    ``keep_name`` is false; who is "different from" it learns the new name.
    """
    draft = Draft(connection, "edit codebook")
    row = draft.row("entity", entity_id)
    old = row["name"]
    name = clean(now["name"]) if "name" in now else old
    had = json.loads(row["aliases"])
    aliases = clean_aliases(name, now.get("aliases", had))
    if name != old and keep_name:
        aliases = clean_aliases(name, [*aliases, old])
    fresh = {name, *aliases} - {old, *had}
    expect_free(connection, row["kind"], fresh, besides={entity_id})
    draft.change("entity", entity_id, name=name, aliases=entities.names_json(aliases))
    if "attributes" in now:
        draft.change(
            "entity", entity_id, attributes=entities.attributes_json(_sound(now["attributes"]))
        )
    if "definition" in now:
        draft.change("entity", entity_id, definition=now["definition"])
    if "color" in now:
        draft.change("entity", entity_id, color=color(now["color"]))
    if "parent" in now:
        if now["parent"] is not None:
            _expect_parent(draft, entity_id, row["kind"], now["parent"])
        draft.change("entity", entity_id, parent_id=now["parent"])
    if name != old:
        draft.verb = "rename"
        draft.summary = f"{old} → {name}"
        renamed_apart(draft, row["kind"], {old: name})
    else:
        draft.summary = f"{name}: {', '.join(sorted(now))}"
    return draft


def as_fields(row: Row) -> dict[str, Any]:
    """Return an entity's row under the names that ``edit`` takes, attributes as plain mappings."""
    return {
        "name": row["name"],
        "aliases": json.loads(row["aliases"]),
        "attributes": json.loads(row["attributes"]),
        "definition": row["definition"],
        "parent": row["parent_id"],
        "color": row["color"],
    }


def renamed_apart(draft: Draft, kind: str, names: Mapping[str, str]) -> None:
    """Let the attribute "different from" of others follow a change of names."""
    for row in entities.live_rows(draft.connection, kind).values():
        if APART not in row["attributes"]:
            continue
        draft.know("entity", [row])
        current = draft.row("entity", row["id"])
        attributes = entities.attributes_from(current["attributes"])
        followed = [
            replace(a, value=names.get(a.value, a.value)) if a.name == APART else a
            for a in attributes
        ]
        own = [a for a in followed if not (a.name == APART and a.value == current["name"])]
        draft.change("entity", row["id"], attributes=entities.attributes_json(dict.fromkeys(own)))


def color(text: str) -> str:
    """Return a color like "#64c8be", or the empty string; ``CodebookError`` for anything else."""
    text = text.strip().lower()
    if text and not (len(text) == 7 and text[0] == "#" and set(text[1:]) <= _HEX):
        raise CodebookError(f"{text!r} is no color.", remedy='Give one like "#64c8be".')
    return text


def _sound(attributes: Iterable[Attribute]) -> list[Attribute]:
    kept = []
    for attribute in attributes:
        name = " ".join(attribute.name.split())
        if not name:
            raise CodebookError(
                f"An attribute with the value {attribute.value!r} has no name.",
                remedy="Give it one, such as party or country.",
            )
        if attribute.since and attribute.until and attribute.until.stop <= attribute.since.start:
            raise CodebookError(
                f"{name} {attribute.value!r} ends ({attribute.until}) before it begins "
                f"({attribute.since}).",
                remedy="Exchange the two dates.",
            )
        kept.append(replace(attribute, name=name, value=attribute.value.strip()))
    return list(dict.fromkeys(kept))


def _expect_parent(draft: Draft, entity_id: str, kind: str, parent_id: str) -> None:
    """Refuse a parent of another kind, or one that stands below the entity itself."""
    parent = draft.row("entity", parent_id)
    if parent["kind"] != kind:
        raise CodebookError(
            f"{parent['name']!r} is a {parent['kind']}, not a {kind}.",
            remedy="Choose a parent of the same kind.",
        )
    rows = entities.live_rows(draft.connection, kind)
    above: str | None = parent_id
    seen: set[str] = set()
    while above is not None and above not in seen:
        if above == entity_id:
            raise CodebookError(
                f"{parent['name']!r} stands below it already.",
                remedy="Choose a parent that is not one of its own children.",
            )
        seen.add(above)
        above = rows[above]["parent_id"] if above in rows else None
