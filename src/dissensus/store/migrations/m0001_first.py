"""The first schema: all tables, the append-only triggers, the search index."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from dissensus.store import search
from dissensus.store.schema import metadata

__all__ = ["first"]

_SQLITE: Final = (
    *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
        for table in ("act", "change")
        for verb in ("UPDATE", "DELETE")
    ),
    "CREATE TRIGGER content_no_update BEFORE UPDATE ON content "
    "BEGIN SELECT RAISE(ABORT, 'a text is never edited'); END",
)


def first(connection: Connection) -> None:
    """Create everything."""
    metadata.create_all(connection)
    for command in _SQLITE:
        connection.exec_driver_sql(command)
    search.prepare(connection)
