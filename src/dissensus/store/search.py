"""Where do the texts say it? ``find``, ``refresh``: SQLite's FTS5 behind two functions"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select, text

from dissensus.errors import StoreError
from dissensus.model.span import Span
from dissensus.store import schema

__all__ = ["Hit", "expression", "find", "prepare", "rebuild", "refresh"]

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # Unicode sets them aside: no text holds them
_WORDS: Final = 14  # of a snippet
_CHUNK: Final = 200
_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')


_INDEX: Final = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One document in which the words stand: a snippet, and the span of the first match in its text.

    ``snippet`` puts matches between the noncharacters U+FDD0 and U+FDD1; ``span`` is None where only
    the title matches.
    """

    document_id: str
    title: str
    snippet: str
    span: Span | None


def expression(query: str) -> str:
    """Turn what a user types into an FTS5 expression: words (all of them), "phrases", prefixes*."""
    terms = []
    for phrase, word in _TERM.findall(query):
        star = "*" if word.endswith("*") else ""
        words = (phrase or word).rstrip("*").replace('"', " ").strip()
        if any(c.isalnum() for c in words):
            terms.append(f'"{words}"{star}')
    return " ".join(terms)


def find(connection: Connection, query: str, *, limit: int) -> list[Hit]:
    """Return the best matching documents first (BM25; a match in the title counts ten times)."""
    terms = expression(query)
    if not terms:
        raise StoreError(f"{query!r} holds no word to search for.", remedy="Type a word.")
    # The best are found before snippets are cut: of a common word there are thousands of matches.
    sql = text(
        "WITH best AS MATERIALIZED ("
        "  SELECT search.rowid AS key, k.document_id, bm25(search, 10.0, 1.0) AS score "
        "  FROM search JOIN search_key AS k ON k.key = search.rowid "
        "  WHERE search MATCH :terms ORDER BY score, k.document_id LIMIT :limit) "
        "SELECT best.document_id, search.title, "
        "  snippet(search, 1, :open, :close, '…', :words) AS snippet, "
        "  highlight(search, 1, :open, :close) AS marked "
        "FROM search JOIN best ON best.key = +search.rowid "
        "WHERE search MATCH :terms ORDER BY best.score, best.document_id"
    )
    bound = {"open": _OPEN, "close": _CLOSE, "words": _WORDS, "terms": terms, "limit": limit}
    return [
        Hit(row.document_id, row.title, row.snippet, _first_span(row.marked))
        for row in connection.execute(sql, bound)
    ]


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


def _first_span(marked: str) -> Span | None:
    start = marked.find(_OPEN)
    if start < 0:
        return None
    return Span(start, marked.index(_CLOSE, start) - 1)
