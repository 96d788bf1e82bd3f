"""The third schema: notes on anything, and the browsers that are let in."""

from __future__ import annotations

from sqlalchemy import Connection

from dissensus.store import schema

__all__ = ["notes"]


def notes(connection: Connection) -> None:
    """Add the tables of notes and sessions; a project made by this version has them already."""
    schema.note.create(connection, checkfirst=True)
    schema.session.create(connection, checkfirst=True)
