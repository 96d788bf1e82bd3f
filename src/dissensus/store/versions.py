"""What stands on the words of a document, and what becomes of it when they change? ``numbers``, ``move``, …"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from dissensus.errors import NotFound
from dissensus.model.span import Span
from dissensus.model.suggestion import SuggestionState
from dissensus.store import schema
from dissensus.store.history import Act

__all__ = ["hashes_of", "leave", "left_behind", "move", "numbers", "standing_on", "texts_of"]

_OPEN = (SuggestionState.WAITING.value, SuggestionState.SKIPPED.value)


def standing_on(
    connection: Connection, document_id: str
) -> Iterator[tuple[str, str, list[tuple[str, Span]]]]:
    """Go through the versions that statements and open suggestions stand on: table, text, spans."""
    v, c = schema.version.c, schema.content.c
    texts = {
        row.number: row.body
        for row in connection.execute(
            select(v.number, c.body)
            .join(schema.content, c.hash == v.text_hash)
            .where(v.document_id == document_id)
        )
    }
    for table in (schema.statement, schema.suggestion):
        t = table.c
        where = t.document_id == document_id
        where &= t.trashed == 0 if table is schema.statement else t.state.in_(_OPEN)
        by_version: dict[int, list[tuple[str, Span]]] = {}
        query = select(t.id, t.version, t.start, t.stop).where(where).order_by(t.start, t.id)
        for row in connection.execute(query):
            by_version.setdefault(row.version, []).append((row.id, Span(row.start, row.stop)))
        for number, rows in sorted(by_version.items()):
            yield table.name, texts[number], rows


def move(act: Act, moved: Iterable[tuple[str, str, Span]], version: int) -> None:
    """Let rows (table, identity, new span) stand on the same words of a new version."""
    changes: dict[str, dict[str, dict[str, object]]] = {"statement": {}, "suggestion": {}}
    for table, row_id, span in moved:
        values: dict[str, object] = {"version": version, "start": span.start, "stop": span.stop}
        if table == "statement":
            values["flag"] = ""
        changes[table][row_id] = values
    for table, rows in changes.items():
        act.update(table, rows)


def leave(act: Act, lost: Sequence[tuple[str, str]], version: int) -> int:
    """Flag statements whose words are gone and withdraw such suggestions; returns the statements."""
    flag = f"its words changed in version {version}"
    flagged = {row_id: {"flag": flag} for table, row_id in lost if table == "statement"}
    withdrawn = {
        row_id: {"state": SuggestionState.WITHDRAWN.value}
        for table, row_id in lost
        if table == "suggestion"
    }
    act.update("statement", flagged)
    act.update("suggestion", withdrawn)
    return len(flagged)


def left_behind(connection: Connection) -> list[str]:
    """Return the statements that stand on an earlier version of their text than the current one."""
    s, d = schema.statement.c, schema.document.c
    query = (
        select(s.id)
        .join(schema.document, d.id == s.document_id)
        .where(s.version != d.version, s.trashed == 0)
        .order_by(s.id)
    )
    return list(connection.execute(query).scalars())


def texts_of(connection: Connection, statement_ids: Collection[str]) -> dict[str, str]:
    """Return the documents these statements and suggestions stand in, with the hash of each text."""
    v = schema.version.c
    found: dict[str, str] = {}
    for table in (schema.statement, schema.suggestion):
        t = table.c
        query = select(t.id, t.document_id, v.text_hash).join(
            schema.version, (v.document_id == t.document_id) & (v.number == t.version)
        )
        for row in connection.execute(query):
            if row.id in statement_ids:
                found[row.document_id] = row.text_hash
    return found


def numbers(connection: Connection, document_id: str) -> dict[int, str]:
    """Return the versions of a document by number, with the hash of each text."""
    v = schema.version.c
    query = select(v.number, v.text_hash).where(v.document_id == document_id).order_by(v.number)
    found = {int(row.number): str(row.text_hash) for row in connection.execute(query)}
    if not found:
        raise NotFound(f"There is no document {document_id}.", remedy="It may have been undone.")
    return found


def hashes_of(connection: Connection, document_ids: Sequence[str]) -> dict[str, set[str]]:
    """Return the hashes of the texts that each of these documents has had."""
    v = schema.version.c
    found: dict[str, set[str]] = {}
    for start in range(0, len(document_ids), 500):
        part = document_ids[start : start + 500]
        query = select(v.document_id, v.text_hash).where(v.document_id.in_(part))
        for row in connection.execute(query):
            found.setdefault(row.document_id, set()).add(row.text_hash)
    return found
