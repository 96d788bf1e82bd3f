"""The third schema: notes on anything, the browsers that are let in, quicker ways into history and trash."""

from __future__ import annotations

from sqlalchemy import Connection

from dissensus.store import schema

__all__ = ["notes"]


def notes(connection: Connection) -> None:
    """Add the tables of notes and sessions, and three indexes; a new project has them already."""
    schema.note.create(connection, checkfirst=True)
    schema.session.create(connection, checkfirst=True)
    for index in (*schema.act.indexes, *schema.statement.indexes):
        index.create(connection, checkfirst=True)
