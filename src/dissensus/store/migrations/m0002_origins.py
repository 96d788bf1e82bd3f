"""The second schema: what foreign data bases said, row by row, so that it can go back as it came."""

from __future__ import annotations

from sqlalchemy import Connection

from dissensus.store import schema

__all__ = ["origins"]


def origins(connection: Connection) -> None:
    """Add the table of origins; a project made by this version has it already."""
    schema.origin.create(connection, checkfirst=True)
