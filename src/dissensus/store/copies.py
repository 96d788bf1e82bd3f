"""Which texts are near-duplicates of each other? Signatures kept by text, groups kept by document"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, insert, select

from dissensus.store import schema
from dissensus.store.history import Act

__all__ = ["regroup", "sign", "signatures", "text_hashes", "unsigned"]


def text_hashes(connection: Connection) -> dict[str, str]:
    """Return the hash of each document's current text; excerpts (quotation-only) are left out."""
    d, v = schema.document.c, schema.version.c
    query = (
        select(d.id, v.text_hash)
        .join(schema.version, (v.document_id == d.id) & (v.number == d.version))
        .where(d.trashed == 0, d.quotation_only == 0)
        .order_by(d.id)
    )
    return {row.id: row.text_hash for row in connection.execute(query)}


def signatures(connection: Connection) -> dict[str, bytes]:
    """Return every signature there is, by text hash."""
    return {row.hash: row.body for row in connection.execute(select(schema.signature))}


def unsigned(connection: Connection, hashes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Go through the texts that have no signature yet."""
    signed = {row.hash for row in connection.execute(select(schema.signature.c.hash))}
    wanted = sorted(set(hashes) - signed)
    for start in range(0, len(wanted), 200):
        c = schema.content.c
        query = select(c.hash, c.body).where(c.hash.in_(wanted[start : start + 200]))
        for row in connection.execute(query):
            yield row.hash, row.body


def sign(connection: Connection, fresh: Mapping[str, bytes]) -> None:
    """Keep signatures with their texts."""
    if fresh:
        rows = [{"hash": key, "body": body} for key, body in fresh.items()]
        connection.execute(insert(schema.signature).prefix_with("OR IGNORE"), rows)


def regroup(act: Act, groups: Mapping[str, str]) -> int:
    """Put documents in these groups, and out of those that are no more."""
    d = schema.document.c
    now = {row.id: row.group_id for row in act.connection.execute(select(d.id, d.group_id))}
    different = {
        document_id: {"group_id": groups.get(document_id, "")}
        for document_id, group in now.items()
        if groups.get(document_id, "") != group
    }
    return act.update("document", different)
