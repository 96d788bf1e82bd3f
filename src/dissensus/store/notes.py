"""What do coders note beside the coding? ``write``, ``on``, ``of_document``, ``bodies``"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from dissensus.errors import NotFound
from dissensus.model.span import Span
from dissensus.store import schema
from dissensus.store.history import Act, Row, rows_by_id

__all__ = ["TABLES", "Note", "bodies", "by_id", "of_document", "on", "write"]

TABLES: Final = ("document", "statement", "suggestion", "entity", "statement_type", "variable")


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a row; on words of a document where it has a span, in that version of its text."""

    id: str
    table: str
    row_id: str
    document_id: str
    version: int
    span: Span | None
    body: str
    coder: str
    created: str
    trashed: bool


def write(
    act: Act,
    note_id: str,
    body: str,
    *,
    table: str,
    row_id: str,
    version: int | None = None,
    span: Span | None = None,
) -> None:
    """Make a note, or let one say something else; without words it goes to the trash."""
    there = rows_by_id(act.connection, "note", [note_id])
    if there:
        change: dict[str, object] = {"trashed": 0, "body": body} if body else {"trashed": 1}
        act.update("note", {note_id: change})
        return
    if not body:
        return
    target = rows_by_id(act.connection, table, [row_id]).get(row_id) if table in TABLES else None
    if target is None:
        raise NotFound("What the note is about is not there.", remedy="It may have been undone.")
    document_id = row_id if table == "document" else target.get("document_id")
    row: Row = {
        "id": note_id,
        "row_table": table,
        "row_id": row_id,
        "document_id": document_id,
        "version": version if span else None,
        "start": span.start if span else None,
        "stop": span.stop if span else None,
        "body": body,
        "coder_id": act.coder_id,
        "created": datetime.now(UTC).isoformat(),
    }
    act.insert("note", [row])


def by_id(connection: Connection, note_id: str) -> Note | None:
    """Return one note, in the trash or not."""
    return next(iter(_load(connection, schema.note.c.id == note_id)), None)


def on(connection: Connection, table: str, row_id: str) -> list[Note]:
    """Return the notes on a row, oldest first."""
    n = schema.note.c
    return _load(connection, (n.row_table == table) & (n.row_id == row_id) & (n.trashed == 0))


def of_document(connection: Connection, document_id: str) -> list[Note]:
    """Return the notes on a document, on its words, on its statements and suggestions; oldest first."""
    n = schema.note.c
    return _load(connection, (n.document_id == document_id) & (n.trashed == 0))


def bodies(connection: Connection) -> list[str]:
    """Return what all notes say that are not in the trash."""
    n = schema.note.c
    return list(connection.execute(select(n.body).where(n.trashed == 0).order_by(n.id)).scalars())


def _load(connection: Connection, where: ColumnElement[bool]) -> list[Note]:
    n, c = schema.note, schema.coder.c
    query = (
        select(n, c.name.label("coder"))
        .join(schema.coder, c.id == n.c.coder_id)
        .where(where)
        .order_by(n.c.created, n.c.id)
    )
    return [
        Note(
            id=row["id"],
            table=row["row_table"],
            row_id=row["row_id"],
            document_id=row["document_id"] or "",
            version=row["version"] or 0,
            span=Span(row["start"], row["stop"]) if row["start"] is not None else None,
            body=row["body"],
            coder=row["coder"],
            created=row["created"],
            trashed=bool(row["trashed"]),
        )
        for row in connection.execute(query).mappings()
    ]
