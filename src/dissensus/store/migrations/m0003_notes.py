"""The third schema: notes on anything, the browsers that are let in, quicker ways into the history."""

from __future__ import annotations

from sqlalchemy import Connection

from dissensus.store import schema

__all__ = ["notes"]


def notes(connection: Connection) -> None:
    """Add the tables of notes and sessions, and two indexes; a new project has them already."""
    schema.note.create(connection, checkfirst=True)
    schema.session.create(connection, checkfirst=True)
    for index in schema.act.indexes:
        index.create(connection, checkfirst=True)
