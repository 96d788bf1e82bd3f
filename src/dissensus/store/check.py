"""Is everything as the history says, and every quotation where it was? ``check``"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, Row, func, select, text

from dissensus.errors import StoreError
from dissensus.model.document import text_hash
from dissensus.store import schema
from dissensus.store.connect import Store
from dissensus.store.history import dump

__all__ = ["Finding", "check"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: what is concerned, and what was found."""

    where: str
    found: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found}"


def check(store: Store) -> list[Finding]:
    """Look at everything; an empty list is good news. Cost: one pass over the whole project."""
    if store.read_only:
        raise StoreError(
            "The past is rebuilt from the history, so there is nothing to compare.",
            remedy="Check the project itself.",
        )
    with store.read() as connection:
        return [
            *_integrity(connection),
            *_state_is_history(connection),
            *_texts(connection),
            *_origins(connection),
            *_spans(connection),
            *_notes(connection),
            *_entities(connection),
            *_search(connection),
        ]


def _integrity(connection: Connection) -> Iterator[Finding]:
    for (line,) in connection.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield Finding("the file", f"SQLite reports: {line}")
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding(str(row[0]), f"row {row[1]} refers to a {row[2]} that is not there")


def _state_is_history(connection: Connection) -> Iterator[Finding]:
    """Walk each row's changes in order: each begins where the last one ended; the last is the state."""
    c = schema.change.c
    for name, table in schema.KEPT.items():
        changes = connection.execute(
            select(c.row_id, c.before, c.after)
            .where(c.row_table == name)
            .order_by(c.row_id, c.seq)
            .execution_options(yield_per=2000)
        )
        told: Iterable[tuple[str, Iterable[Row[Any]]]] = groupby(
            cast("Iterable[Row[Any]]", changes), key=_row_id
        )
        live = connection.execute(
            select(table).order_by(table.c.id).execution_options(yield_per=2000)
        ).mappings()
        state = ((row["id"], dump(dict(row))) for row in live)
        yield from _compare(name, told, state)


def _row_id(row: Row[Any]) -> str:
    return str(row.row_id)


def _compare(
    name: str,
    told: Iterable[tuple[str, Iterable[Row[Any]]]],
    state: Iterator[tuple[str, str | None]],
) -> Iterator[Finding]:
    row_id, now = next(state, (None, None))
    for told_id, steps in told:
        last: str | None = None
        for step in steps:
            if step.before != last:
                yield Finding(
                    f"{name} {told_id}", "a change does not begin where the one before ended"
                )
            last = step.after
        while row_id is not None and row_id < told_id:
            yield Finding(f"{name} {row_id}", "is there, but the history knows nothing of it")
            row_id, now = next(state, (None, None))
        if row_id == told_id:
            if last != now:
                yield Finding(f"{name} {told_id}", "is not what the history says")
            row_id, now = next(state, (None, None))
        elif last is not None:
            yield Finding(f"{name} {told_id}", "is missing, though the history says it is there")
    while row_id is not None:
        yield Finding(f"{name} {row_id}", "is there, but the history knows nothing of it")
        row_id, now = next(state, (None, None))


def _texts(connection: Connection) -> Iterator[Finding]:
    query = select(schema.content).execution_options(yield_per=200)
    for row in connection.execute(query):
        if text_hash(row.body) != row.hash:
            yield Finding(f"text {row.hash[:12]}", "does not have its hash: it was changed")


def _origins(connection: Connection) -> Iterator[Finding]:
    """Every table of a data base that was brought in is kept."""
    kept = {row.hash for row in connection.execute(select(schema.content.c.hash))}
    for row in connection.execute(select(schema.origin)):
        for table, hashes in json.loads(row.tables).items():
            if not kept.issuperset(hashes):
                yield Finding(f"origin {row.name}", f"rows of its table {table} are not there")


def _spans(connection: Connection) -> Iterator[Finding]:
    """Re-read every quotation, document by document."""
    v = schema.version.c
    for table in (schema.statement, schema.suggestion):
        t = table.c
        query = (
            select(t.id, t.document_id, t.version, t.start, t.stop, t.quotation, v.text_hash)
            .join(
                schema.version,
                (v.document_id == t.document_id) & (v.number == t.version),
                isouter=True,
            )
            .order_by(v.text_hash)
        )
        body, body_hash = "", ""
        for row in connection.execute(query).all():
            if row.text_hash is None:
                yield Finding(
                    f"{table.name} {row.id}", "belongs to a version of a text that is not there"
                )
                continue
            if row.text_hash != body_hash:
                body_hash = row.text_hash
                found = connection.execute(
                    select(schema.content.c.body).where(schema.content.c.hash == body_hash)
                )
                body = found.scalar() or ""
            if body[row.start : row.stop] != row.quotation:
                yield Finding(
                    f"{table.name} {row.id}",
                    f"{row.start}:{row.stop} of document {row.document_id} does not read "
                    f"{row.quotation[:60]!r}",
                )


def _notes(connection: Connection) -> Iterator[Finding]:
    """Every note is about a row that is there, and on words that are there."""
    n, v, c = schema.note.c, schema.version.c, schema.content.c
    query = select(n.id, n.row_table, n.row_id)
    for row in connection.execute(query):
        table = schema.KEPT[row.row_table]
        if connection.execute(select(table.c.id).where(table.c.id == row.row_id)).first() is None:
            yield Finding(f"note {row.id}", f"is about a {row.row_table} that is not there")
    texts = (
        select(n.id)
        .join(schema.version, (v.document_id == n.document_id) & (v.number == n.version))
        .join(schema.content, c.hash == v.text_hash)
        .where(n.stop <= func.length(c.body))
    )
    lost = select(n.id).where(n.start.is_not(None), n.id.not_in(texts)).order_by(n.id)
    for row in connection.execute(lost):
        yield Finding(f"note {row.id}", "stands on words that are not there")


def _entities(connection: Connection) -> Iterator[Finding]:
    known = {row.id for row in connection.execute(select(schema.entity.c.id))}
    variables: dict[str, list[str]] = {}
    for row in connection.execute(
        select(schema.variable).where(schema.variable.c.data_type == "entity")
    ):
        variables.setdefault(row.statement_type_id, []).append(row.name)
    s = schema.statement.c
    for row in connection.execute(select(s.id, s.statement_type_id, s["values"])):
        values = json.loads(row[2])
        for name in variables.get(row.statement_type_id, ()):
            if name in values and values[name] not in known:
                yield Finding(f"statement {row.id}", f"its {name} is an entity that is not there")


def _search(connection: Connection) -> Iterator[Finding]:
    d = schema.document.c
    live = {row.id for row in connection.execute(select(d.id).where(d.trashed == 0))}
    indexed = {
        row.document_id for row in connection.execute(select(schema.search_key.c.document_id))
    }
    for document_id in sorted(live ^ indexed):
        missing = "is not in" if document_id in live else "is in the trash, but still in"
        yield Finding(f"document {document_id}", f"{missing} the search index")
