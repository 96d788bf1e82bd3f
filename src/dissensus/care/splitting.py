"""How does one entity become two? ``split``"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from dissensus.care.draft import Draft
from dissensus.care.wordings import clean, clean_aliases, expect_free
from dissensus.errors import CodebookError
from dissensus.model.entity import Entity
from dissensus.store import entities, history, references

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["split"]


def split(
    connection: Connection,
    entity_id: str,
    statements: Collection[str],
    to: Entity | str,
    *,
    aliases: Collection[str] = (),
) -> Draft:
    """Draft that chosen statements of an entity go to another: a new one, or the one of that identity.

    ``aliases`` of the first move along. Statements that do not hold the entity stay as they are.
    Cost: O(statements chosen).
    """
    draft = Draft(connection, "split")
    row = draft.row("entity", entity_id)
    had = json.loads(row["aliases"])
    moving = [alias for alias in had if alias in set(aliases)]
    if isinstance(to, Entity):
        name = clean(to.name)
        expect_free(connection, row["kind"], {name} - set(moving), besides=())
        live = entities.live_rows(connection, row["kind"])
        other = {
            "id": to.id,
            "kind": row["kind"],
            "name": name,
            "aliases": entities.names_json(clean_aliases(name, moving)),
            "attributes": entities.attributes_json(to.attributes),
            "definition": to.definition,
            "parent_id": row["parent_id"],
            "position": 1 + max(r["position"] for r in live.values()),
        }
        draft.new("entity", other)
    else:
        other = draft.row("entity", to)
        if other["kind"] != row["kind"] or to == entity_id:
            raise CodebookError(
                f"Statements of {row['name']!r} can't go to {other['name']!r}.",
                remedy="Choose another entry of the same kind.",
            )
        wordings = clean_aliases(other["name"], [*json.loads(other["aliases"]), *moving])
        draft.change("entity", to, aliases=entities.names_json(wordings))
    draft.change(
        "entity", entity_id, aliases=entities.names_json(a for a in had if a not in moving)
    )
    draft.summary = f"{row['name']} → {other['name']}"
    names = references.slots(connection)
    chosen = history.rows_by_id(connection, "statement", sorted(statements))
    draft.know("statement", chosen.values())
    for statement in chosen.values():
        values = json.loads(statement["values"])
        slots = names.get(statement["statement_type_id"], ())
        held = [name for name in slots if values.get(name) == entity_id]
        if not held or statement["trashed"]:
            continue
        draft.put("statement", statement["id"], {**values, **dict.fromkeys(held, other["id"])})
    return draft
