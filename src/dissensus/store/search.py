"""Where do the texts say it? ``find``, ``within``, ``refresh``: SQLite's FTS5 behind three functions"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select, text

from dissensus.errors import StoreError
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.store import schema
from dissensus.store.row_search import last_day
from dissensus.text.query import Part, Query, window

__all__ = ["RANKED", "Hit", "Hits", "find", "parsed", "prepare", "rebuild", "refresh", "within"]

RANKED: Final = 2_000  # of matches: among more, the latest are ranked
_AROUND: Final = 80  # characters of a snippet on each side of the match
_CHUNK: Final = 200
_INDEX: Final = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One document in which the words stand: a snippet, and the span of the first match in its text.

    ``span`` is None where only the title matches; ``text`` is the hash of the text.
    """

    document_id: str
    title: str
    source: str
    date: str
    text: str
    parts: tuple[Part, ...]
    span: Span | None


@dataclass(frozen=True, slots=True)
class Hits:
    """One window of the hits; ``more`` says that there are more than ``total``."""

    rows: list[Hit]
    total: int
    more: bool


def parsed(query: str) -> Query:
    """Read what a user typed, and refuse it if there is no word in it."""
    found = Query.parse(query)
    if not found.terms:
        raise StoreError(f"{query!r} holds no word to search for.", remedy="Type a word.")
    return found


def find(connection: Connection, query: str, *, limit: int) -> list[Hit]:
    """Return the best matching documents first (BM25; a match in the title counts ten times)."""
    return within(connection, parsed(query), limit=limit).rows


def within(
    connection: Connection,
    query: Query,
    *,
    limit: int,
    offset: int = 0,
    document: str = "",
    source: str = "",
    since: Moment | None = None,
    until: Moment | None = None,
) -> Hits:
    """Return one window of the documents that have the words, the best of the latest ``RANKED`` first.

    Cost: O(matches up to ``RANKED``), and reading the texts of the hits that are returned.
    """
    last = last_day(until).isoformat() if until is not None else ""
    bound = {
        "terms": query.expression(),
        "document": document,
        "source": source,
        "since": since.start.date().isoformat() if since is not None else "",
        "until": last,
        "dated": since is not None or until is not None,
        "most": RANKED + 1,
    }
    # The cross joins keep the order: what matches first, then what is known of it.
    sql = text(
        "SELECT k.document_id, bm25(search, 10.0, 1.0) AS score "
        "FROM search CROSS JOIN search_key AS k ON k.key = search.rowid "
        "CROSS JOIN document AS d ON d.id = k.document_id "
        "WHERE search MATCH :terms "
        "AND (:document = '' OR d.id = :document) "
        "AND (:source = '' OR d.source = :source) "
        "AND (NOT :dated OR d.date != '') "
        "AND (:since = '' OR substr(d.date || '-01-01', 1, 10) >= :since) "
        "AND (:until = '' OR substr(d.date || '-01-01', 1, 10) <= :until) "
        "ORDER BY search.rowid DESC LIMIT :most"
    )
    scored = [(row.score, row.document_id) for row in connection.execute(sql, bound)]
    best = sorted(scored[:RANKED])[offset : offset + limit]
    return Hits(
        _told(connection, query, [document_id for _, document_id in best]),
        min(len(scored), RANKED),
        len(scored) > RANKED,
    )


def refresh(connection: Connection, document_ids: Collection[str]) -> None:
    """Make the index say what the documents say now. Cost: O(words of these documents)."""
    ids = sorted(document_ids)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        keys = {
            row.document_id: row.key
            for row in connection.execute(
                select(schema.search_key).where(schema.search_key.c.document_id.in_(chunk))
            )
        }
        if keys:
            connection.execute(
                text("DELETE FROM search WHERE rowid = :key"),
                [{"key": key} for key in keys.values()],
            )
        d, v, c = schema.document.c, schema.version.c, schema.content.c
        live = connection.execute(
            select(d.id, d.title, c.body)
            .join(schema.version, (v.document_id == d.id) & (v.number == d.version))
            .join(schema.content, c.hash == v.text_hash)
            .where(d.id.in_(chunk), d.trashed == 0)
        ).all()
        there = {row.id for row in live}
        gone = [key for document_id, key in keys.items() if document_id not in there]
        if gone:
            connection.execute(delete(schema.search_key).where(schema.search_key.c.key.in_(gone)))
        new = [{"document_id": row.id} for row in live if row.id not in keys]
        if new:
            connection.execute(insert(schema.search_key), new)
            keys.update(
                (row.document_id, row.key)
                for row in connection.execute(
                    select(schema.search_key).where(
                        schema.search_key.c.document_id.in_([r["document_id"] for r in new])
                    )
                )
            )
        if live:
            connection.execute(
                text("INSERT INTO search(rowid, title, body) VALUES (:key, :title, :body)"),
                [{"key": keys[row.id], "title": row.title, "body": row.body} for row in live],
            )


def prepare(connection: Connection) -> None:
    """Make the (empty) tables of the index."""
    schema.search_key.create(connection, checkfirst=True)
    connection.exec_driver_sql(_INDEX)


def rebuild(connection: Connection) -> None:
    """Make the whole index anew."""
    connection.execute(text("DELETE FROM search"))
    connection.execute(delete(schema.search_key))
    refresh(connection, [row.id for row in connection.execute(select(schema.document.c.id))])


def _told(connection: Connection, query: Query, ids: Sequence[str]) -> list[Hit]:
    """Read the texts and cut the snippets."""
    found: dict[str, Hit] = {}
    d, v, c = schema.document.c, schema.version.c, schema.content.c
    for first in range(0, len(ids), _CHUNK):
        chosen = (
            select(d.id, d.title, d.source, d.date, c.hash, c.body)
            .join(schema.version, (v.document_id == d.id) & (v.number == d.version))
            .join(schema.content, c.hash == v.text_hash)
            .where(d.id.in_(ids[first : first + _CHUNK]))
        )
        for row in connection.execute(chosen):
            span = query.first(row.body)
            start, stop = window(row.body, span or Span(0, 1), _AROUND)
            parts = (
                *((Part("…", False),) if start else ()),
                *query.parts(row.body, start, stop),
                *((Part("…", False),) if stop < len(row.body) else ()),
            )
            found[row.id] = Hit(row.id, row.title, row.source, row.date, row.hash, parts, span)
    return [found[document_id] for document_id in ids]
