"""What do the codebook and the care for it look like? ``codebook_out``, ``usage_out``, ``care_out``, ``preview_out``, ``import_out``

As plain dictionaries in the shapes of ``wire.codebook``: ten thousand entities are too many to check each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dissensus import networks
from dissensus.care import alike, differences, effects
from dissensus.care.draft import Draft
from dissensus.care.editing import as_fields
from dissensus.care.effects import ValueChange
from dissensus.errors import DissensusError
from dissensus.events import DATE, DOCUMENT, STATEMENT, EventList
from dissensus.exchange.codebook import parse_codebook
from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.network import Network
from dissensus.networks import Kind, NetworkOptions
from dissensus.store import codebooks, history, references
from dissensus.web.acts.codebook import drafted
from dissensus.web.acts.command import Command
from dissensus.web.quotations import quoted
from dissensus.web.workbench import CODEBOOK, Workbench

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["care_out", "codebook_out", "import_out", "preview_out", "quotations_of", "usage_out"]

_USE: Final = CODEBOOK | {"statement", "document", "version"}
_KINDS: Final = (Kind.CONGRUENCE, Kind.CONFLICT, Kind.AFFILIATION, Kind.RELATIONS)
_TIES: Final = 200  # of one network, the largest changes


def codebook_out(codebook: Codebook) -> dict[str, Any]:
    """Return the whole codebook. Cost: O(entities)."""
    ids = {(e.kind, e.name): e.id for e in codebook.entities}
    return {
        "title": codebook.title,
        "language": codebook.language,
        "instructions": codebook.instructions,
        "types": [_type_out(kind) for kind in codebook.statement_types],
        "entities": [
            {
                "id": e.id,
                "kind": e.kind,
                "name": e.name,
                "aliases": e.aliases,
                "attributes": [
                    {
                        "name": a.name,
                        "value": a.value,
                        "since": str(a.since) if a.since else None,
                        "until": str(a.until) if a.until else None,
                    }
                    for a in e.attributes
                ],
                "definition": e.definition,
                "parent": ids.get((e.kind, e.parent), ""),
                "color": e.color,
            }
            for e in codebook.entities
        ],
    }


def usage_out(desk: Workbench) -> dict[str, Any]:
    """Return how often entities and types are used. Cost: O(statements), once per change."""

    def read(_: Connection) -> dict[str, Any]:
        return _usage(desk)

    return desk.kept("usage", _USE, read)


def care_out(desk: Workbench) -> dict[str, Any]:
    """Return unused entities and pairs that look alike. Cost: O(entities); see ``alike.pairs``."""

    def read(_: Connection) -> list[dict[str, Any]]:
        return [
            {
                "one": p.one,
                "other": p.other,
                "likeness": p.likeness.value,
                "wordings": p.wordings,
                "score": p.score,
            }
            for p in alike.pairs(desk.codebook().entities)
        ]

    entities = desk.codebook().entities
    used = usage_out(desk)["entities"]
    waiting = desk.kept("proposed", CODEBOOK | {"suggestion"}, references.proposed)
    return {
        "unused": [e.id for e in alike.unused(entities, used, waiting)],
        "pairs": desk.kept("alike", CODEBOOK, read),
        "threshold": alike.THRESHOLD,
    }


def quotations_of(
    desk: Workbench, entity_id: str, *, offset: int, limit: int, descending: bool
) -> dict[str, Any]:
    """Return a window of the quotations behind an entity, by date. Cost: O(statements)."""
    entity = next((e for e in desk.codebook().entities if e.id == entity_id), None)
    found: list[pl.DataFrame] = []
    for kind in desk.codebook().statement_types if entity else ():
        slots = _slots(kind, entity.kind) if entity else []
        if slots and entity:
            test = pl.any_horizontal(pl.col(name) == entity.name for name in slots)
            found.append(desk.events(kind.name).frame.filter(test).select(STATEMENT, DATE))
    every = (
        pl.concat(found)
        if found
        else pl.DataFrame(schema={STATEMENT: pl.String(), DATE: pl.Datetime("us")})
    )
    order = every.sort(DATE, descending=descending, nulls_last=True, maintain_order=True)
    ids = order[STATEMENT].to_list()
    return {"total": len(ids), "rows": quoted(desk, ids[offset : offset + limit])}


def preview_out(desk: Workbench, command: Command, *, offset: int, limit: int) -> dict[str, Any]:
    """Return what an act would do to statements and ties, without doing it.

    Cost: a pass over the statements, and the networks of the types concerned before and after.
    """
    codebook = desk.codebook()
    with desk.store.read() as connection:
        last = history.last(connection)
        draft = drafted(command, desk, connection)
        values = effects.values(draft, codebook)
    page = values[offset : offset + limit]
    words = {q["statement"]["id"]: q for q in quoted(desk, list({v.statement for v in page}))}
    return {
        "last": last,
        "verb": draft.verb,
        "summary": draft.summary,
        "statements": len({v.statement for v in values}),
        "values": len(values),
        "rows": [
            {
                "quotation": words[v.statement],
                "variable": v.variable,
                "before": v.before,
                "after": v.after,
            }
            for v in page
            if v.statement in words
        ],
        "ties": _ties(desk, draft, values),
        "clashes": [{"field": c.field, "choices": dict(c.choices)} for c in draft.clashes],
        "dropped": [
            {"entity": d.entity, "field": d.field, "value": d.value} for d in draft.dropped
        ],
        "entities": [
            {
                "id": c.row_id,
                "before": as_fields(c.before or {}),
                "after": None if (c.after or {})["trashed"] else as_fields(c.after or {}),
            }
            for c in draft.changed("entity")
        ],
    }


def import_out(desk: Workbench, text: str) -> dict[str, Any]:
    """Return what a codebook file would change. Cost: O(entities), and a pass over the statements."""
    new = parse_codebook(text)
    with desk.store.read() as connection:
        last = history.last(connection)
        now = codebooks.load(connection)
        types = {t.name for t in now.statement_types if codebooks.used(connection, t)}
        entities = references.used(connection)
    found = differences.differences(now, new, used_types=types, used_entities=entities)
    return {
        "last": last,
        "title": new.title,
        "differences": [
            {
                "what": d.what,
                "name": d.name,
                "change": d.change,
                "fields": dict(d.fields),
                "refused": d.refused,
            }
            for d in found
        ],
    }


def _type_out(kind: StatementType) -> dict[str, Any]:
    return {
        "id": kind.id,
        "name": kind.name,
        "color": kind.color,
        "definition": kind.definition,
        "variables": [
            {
                "id": v.id,
                "name": v.name,
                "data_type": v.data_type.value,
                "entities": v.entities,
                "values": v.values,
                "definition": v.definition,
            }
            for v in kind.variables
        ],
    }


def _slots(kind: StatementType, entities: str) -> list[str]:
    """Return the variables of a type that hold entities of a kind."""
    return [
        v.name for v in kind.variables if v.data_type is DataType.ENTITY and v.entities == entities
    ]


def _usage(desk: Workbench) -> dict[str, Any]:
    names = desk.names()
    parts: list[pl.DataFrame] = []
    types: dict[str, int] = {}
    for kind in desk.codebook().statement_types:
        frame = desk.events(kind.name).frame
        types[kind.name] = frame.height
        parts += [
            frame.select(
                pl.lit(v.entities).alias("kind"),
                pl.col(v.name).alias("name"),
                STATEMENT,
                DOCUMENT,
                DATE,
            ).filter(pl.col("name").is_not_null())
            for v in kind.variables
            if v.data_type is DataType.ENTITY
        ]
    found: dict[str, dict[str, Any]] = {}
    if parts:
        used = (
            pl.concat(parts)
            .group_by("kind", "name")
            .agg(
                pl.col(STATEMENT).n_unique().alias("statements"),
                pl.col(DOCUMENT).n_unique().alias("documents"),
                pl.col(DATE).max().alias("last"),
            )
        )
        for kind_name, name, statements, documents, last in used.iter_rows():
            identity = names.by_kind.get(kind_name, {}).get(name)
            if identity is not None:
                found[identity] = {
                    "statements": statements,
                    "documents": documents,
                    "last": last.date().isoformat() if isinstance(last, datetime) else "",
                }
    return {"entities": found, "types": types}


def _ties(desk: Workbench, draft: Draft, values: Sequence[ValueChange]) -> list[dict[str, Any]]:
    names = effects.renamed(draft)
    moved = {c.row_id for c in draft.changed("statement")}
    real = [v for v in values if v.statement in moved]  # of a rename, none
    found: list[dict[str, Any]] = []
    for type_name in dict.fromkeys(v.type for v in real):
        events = desk.events(type_name)
        before, after = effects.before_and_after(events, real, names)
        for kind in _KINDS:
            then = _network(desk, before if names else events, kind, kept=not names)
            now = _network(desk, after, kind, kept=False)
            if then is None or now is None:
                continue
            ties = effects.tie_changes(then, now)
            found.append(
                {
                    "kind": kind.value,
                    "type": type_name,
                    "total": len(ties),
                    "rows": [
                        {
                            "source": t.source,
                            "target": t.target,
                            "before": t.before,
                            "after": t.after,
                        }
                        for t in ties[:_TIES]
                    ],
                }
            )
    return found


def _network(desk: Workbench, events: EventList, kind: Kind, *, kept: bool) -> Network | None:
    """Return the network of the usual options; None where the statement type has none of this kind."""
    name = events.statement_type.name

    def make(_: Connection | None = None) -> Network | None:
        try:
            return networks.build(events, NetworkOptions(kind=kind, statement_type=name), ())
        except DissensusError:
            return None

    return desk.kept(("tie care", name, kind), _USE, make) if kept else make()
