"""Who and what is named in this project? ``load``, ``add``, ``save``, ``live_rows``, ``Names``"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, select

from dissensus.errors import Conflict
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.store import references, schema
from dissensus.store.history import Act, Row, rows_by_id

__all__ = [
    "Names",
    "add",
    "attributes_from",
    "attributes_json",
    "expect_unused",
    "live_rows",
    "load",
    "names_json",
    "save",
]

_NONE: Final = "[]"  # most entities have no aliases, no attributes: nothing to parse


@dataclass(slots=True)
class Names:
    """Which entity does a wording mean? By kind: names first, then aliases."""

    by_kind: dict[str, dict[str, str]]  # kind -> wording -> identity
    by_id: dict[str, str]  # identity -> name

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Names:
        """Index entities. Cost: O(wordings)."""
        names = cls({}, {})
        everything = list(entities)
        for entity in everything:
            names.by_id[entity.id] = entity.name
            names.by_kind.setdefault(entity.kind, {})[entity.name] = entity.id
        for entity in everything:
            for alias in entity.aliases:
                names.by_kind[entity.kind].setdefault(alias, entity.id)
        return names

    def find(self, kind: str, wording: str) -> str | None:
        """Return the identity of the entity that a wording names, if any."""
        return self.by_kind.get(kind, {}).get(wording)


def load(connection: Connection) -> tuple[Entity, ...]:
    """Read all entities that are not in the trash, in the order of the codebook."""
    e = schema.entity
    rows = connection.execute(
        select(e).where(e.c.trashed == 0).order_by(e.c.kind, e.c.position, e.c.id)
    ).all()
    names = {row.id: row.name for row in rows}
    return tuple(
        Entity(
            id=row.id,
            kind=row.kind,
            name=row.name,
            aliases=() if row.aliases == _NONE else tuple(json.loads(row.aliases)),
            attributes=attributes_from(row.attributes),
            definition=row.definition,
            parent=names.get(row.parent_id, ""),
            color=row.color,
        )
        for row in rows
    )


def live_rows(connection: Connection, kind: str = "") -> dict[str, Row]:
    """Return the entities (of one kind) that are not in the trash as they are stored, by identity."""
    e = schema.entity
    query = select(e).where(e.c.trashed == 0).order_by(e.c.kind, e.c.position, e.c.id)
    if kind:
        query = query.where(e.c.kind == kind)
    names = [column.name for column in schema.entity.columns]
    rows = (dict(zip(names, row, strict=True)) for row in connection.execute(query))
    return {row["id"]: row for row in rows}


def names_json(names: Iterable[str]) -> str:
    """Write aliases as they are stored."""
    return json.dumps(list(names), ensure_ascii=False)


def attributes_json(attributes: Iterable[Attribute]) -> str:
    """Write attributes as they are stored."""
    return json.dumps(
        [
            {
                "name": a.name,
                "value": a.value,
                "since": str(a.since) if a.since else None,
                "until": str(a.until) if a.until else None,
            }
            for a in attributes
        ],
        ensure_ascii=False,
    )


def attributes_from(text: str) -> tuple[Attribute, ...]:
    """Read attributes as they are stored."""
    return () if text == _NONE else tuple(_attribute(row) for row in json.loads(text or _NONE))


def add(act: Act, entities: Iterable[Entity], *, position: int = 0) -> None:
    """Add entities whose names are new. Cost: O(entities)."""
    added = list(entities)
    if not added:
        return
    there = load(act.connection) if any(e.parent for e in added) else ()
    ids = {(e.kind, e.name): e.id for e in (*there, *added)}
    act.insert(
        "entity",
        [{"id": e.id, **_row(e, ids, position + i)} for i, e in enumerate(added)],
    )


def save(act: Act, entities: Iterable[Entity]) -> None:
    """Make the entities say what the codebook says: by name, keeping identities.

    An entity the codebook lacks goes to the trash, unless a statement refers to it.
    """
    new = list(entities)
    now = {(e.kind, e.name): e for e in load(act.connection)}
    kept = [replace(e, id=now[e.kind, e.name].id) if (e.kind, e.name) in now else e for e in new]
    ids = {(e.kind, e.name): e.id for e in kept}
    rows = {e.id: _row(e, ids, i) for i, e in enumerate(kept)}
    left = {key: e for key, e in now.items() if key not in ids}
    used = references.used(act.connection) if left else set()
    for entity in left.values():
        if entity.id in used:
            raise Conflict(
                f"The {entity.kind} {entity.name!r} has statements and can't be dropped.",
                remedy="Keep it in the codebook.",
            )
    act.update("entity", {e.id: {"trashed": 1} for e in left.values()})
    act.update("entity", {e.id: rows[e.id] for e in kept if (e.kind, e.name) in now})
    act.insert("entity", [{"id": e.id, **rows[e.id]} for e in kept if (e.kind, e.name) not in now])


def expect_unused(connection: Connection, ids: Sequence[str]) -> None:
    """Raise ``Conflict`` if a statement refers to one of these entities. Cost: a pass over the statements."""
    used = references.statements_with(connection, ids)
    wanted = set(ids)
    held = {
        value
        for row in used
        for value in json.loads(row["values"]).values()
        if isinstance(value, str) and value in wanted
    }
    for row in rows_by_id(connection, "entity", sorted(held)).values():
        raise Conflict(
            f"The {row['kind']} {row['name']!r} has statements (perhaps in the trash) and can't be "
            "put there itself.",
            remedy="Merge it into another, or recode its statements first.",
        )


def _row(entity: Entity, ids: Mapping[tuple[str, str], str], position: int) -> Row:
    return {
        "kind": entity.kind,
        "name": entity.name,
        "aliases": names_json(entity.aliases),
        "attributes": attributes_json(entity.attributes),
        "definition": entity.definition,
        "parent_id": ids.get((entity.kind, entity.parent)) if entity.parent else None,
        "color": entity.color,
        "position": position,
    }


def _attribute(row: Mapping[str, str | None]) -> Attribute:
    since, until = row["since"], row["until"]
    return Attribute(
        name=row["name"] or "",
        value=row["value"] or "",
        since=Moment.parse(since) if since else None,
        until=Moment.parse(until) if until else None,
    )
