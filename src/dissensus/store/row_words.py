"""With which words is a row found? ``words_of``: of statements, entities, notes and notes on texts

What is found by its words stands as a line each, so that no "phrase" goes from one into the next; what is
only filtered by (its type, coder, entities, document, source and dates) stands behind them as *marks*,
words that nobody can type.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select

from dissensus.model.moment import Moment
from dissensus.store import schema
from dissensus.store.row_tables import row_facet

__all__ = ["DOCUMENT", "ENTITY", "KINDS", "MARK", "NOTE", "STATEMENT", "dates", "keys", "words_of"]

MARK: Final = "\ue000"  # for private use, so no text has it; FTS5 takes it for a letter
STATEMENT, ENTITY, NOTE, DOCUMENT = "statement", "entity", "note", "document"
KINDS: Final = (ENTITY, NOTE, DOCUMENT, STATEMENT)  # in the order they are read the first time
_CHUNK: Final = 500
_NEXT: Final = f"\n{MARK} "  # between two lines: a word of its own

Words = dict[str, str]  # identity of a row -> its words and marks


def words_of(connection: Connection, table: str, ids: Collection[str]) -> Words:
    """Return the words of those of the rows that are to be found: live ones, in live documents."""
    reader = {STATEMENT: _statements, ENTITY: _entities, NOTE: _notes, DOCUMENT: _documents}[table]
    found: Words = {}
    for some in _chunks(sorted(ids)):
        found |= reader(connection, some)
    return found


def keys(connection: Connection, names: Collection[str], *, new: bool = False) -> dict[str, int]:
    """Return the short numbers that stand for identities and sources in marks; ``new`` makes them."""
    table = row_facet
    wanted = sorted(set(names))
    if new and wanted:
        # Two connections never come here at once: who makes numbers holds the write lock.
        missing = set(wanted) - keys(connection, wanted).keys()
        if missing:
            connection.execute(insert(table), [{"name": name} for name in sorted(missing)])
    found: dict[str, int] = {}
    for some in _chunks(wanted):
        query = select(table.c.name, table.c.key).where(table.c.name.in_(some))
        found.update((name, key) for name, key in connection.execute(query))
    return found


def dates(date: str) -> list[str]:
    """Return the marks of a date: its first day, the month and the year of that day."""
    try:
        day = Moment.parse(date).start
    except ValueError:
        return []
    return [f"{MARK}y{day:%Y}", f"{MARK}m{day:%Y%m}", f"{MARK}d{day:%Y%m%d}"]


def _statements(connection: Connection, ids: Sequence[str]) -> Words:
    s, d, t = schema.statement.c, schema.document.c, schema.statement_type.c
    query = (
        select(
            s.id,
            s.statement_type_id,
            s.document_id,
            s.quotation,
            s["values"].label("coded"),
            s.coder_id,
            s.note,
            d.source,
            d.date,
        )
        .join(schema.document, d.id == s.document_id)
        .join(schema.statement_type, t.id == s.statement_type_id)
        .where(s.id.in_(ids), s.trashed == 0, d.trashed == 0, t.trashed == 0)
    )
    rows = connection.execute(query).all()
    values = {
        row.id: [v for v in json.loads(row.coded).values() if v.__class__ is str] for row in rows
    }
    wordings = _wordings(connection, {v for found in values.values() for v in found})

    def lines(row: Row[Any]) -> list[str]:
        said = [word for value in values[row.id] for word in wordings.get(value, [value])]
        return [row.quotation, *said, row.note]

    def facets(row: Row[Any]) -> list[str]:
        named = [f"e:{value}" for value in values[row.id] if value in wordings]
        return [f"t:{row.statement_type_id}", f"c:{row.coder_id}", *named, *_of_document(row)]

    return _marked(connection, STATEMENT, rows, lines, facets)


def _entities(connection: Connection, ids: Sequence[str]) -> Words:
    e = schema.entity
    query = select(e).where(e.c.id.in_(ids), e.c.trashed == 0)
    rows = connection.execute(query).all()

    def lines(row: Row[Any]) -> list[str]:
        return [row.name, *json.loads(row.aliases), row.definition]

    return _marked(connection, ENTITY, rows, lines, lambda row: [f"e:{row.id}"])


def _notes(connection: Connection, ids: Sequence[str]) -> Words:
    n, d = schema.note.c, schema.document.c
    query = (
        select(n.id, n.body, n.coder_id, n.document_id, d.source, d.date, d.trashed)
        .outerjoin(schema.document, d.id == n.document_id)
        .where(n.id.in_(ids), n.trashed == 0)
    )
    rows = [row for row in connection.execute(query) if not row.trashed]

    def facets(row: Row[Any]) -> list[str]:
        return [f"c:{row.coder_id}", *(_of_document(row) if row.document_id else ())]

    return _marked(connection, NOTE, rows, lambda row: [row.body], facets)


def _documents(connection: Connection, ids: Sequence[str]) -> Words:
    d = schema.document.c
    query = select(d.id, d.id.label("document_id"), d.notes, d.source, d.date).where(
        d.id.in_(ids), d.trashed == 0, d.notes != ""
    )
    rows = connection.execute(query).all()
    return _marked(connection, DOCUMENT, rows, lambda row: [row.notes], _of_document)


def _of_document(row: Row[Any]) -> list[str]:
    return [f"d:{row.document_id}", f"s:{row.source}", f"@{row.date}"]


def _wordings(connection: Connection, ids: Collection[str]) -> dict[str, list[str]]:
    """Return the name and aliases of those of the values that are entities."""
    e = schema.entity.c
    found: dict[str, list[str]] = {}
    for some in _chunks(sorted(ids)):
        query = select(e.id, e.name, e.aliases).where(e.id.in_(some))
        for row in connection.execute(query):
            found[row.id] = [row.name, *json.loads(row.aliases)]
    return found


def _marked(
    connection: Connection,
    table: str,
    rows: Sequence[Any],
    lines: Callable[[Row[Any]], Iterable[str]],
    facets: Callable[[Row[Any]], Iterable[str]],
) -> Words:
    named = {row.id: list(facets(row)) for row in rows}
    numbers = keys(
        connection, {n for found in named.values() for n in found if n[0] != "@"}, new=True
    )
    return {
        row.id: "\n".join(
            (
                _NEXT.join(line.replace(MARK, " ") for line in lines(row) if line),
                " ".join(_marks(table, named[row.id], numbers)),
            )
        )
        for row in rows
    }


def _marks(table: str, facets: Iterable[str], numbers: Mapping[str, int]) -> list[str]:
    marks = [f"{MARK}k{table}"]
    for facet in facets:
        if facet[0] == "@":
            marks += dates(facet[1:])
        else:
            marks.append(f"{MARK}{numbers[facet]}")
    return marks


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
