"""Which tables does the search over rows keep? ``row_words``, ``row_facet``, ``row_stale``, ``make``, ``drop``

All of it is derived, so it is no part of the schema: the tables are made when somebody first searches,
and can be dropped at any time.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    delete,
    inspect,
)

from dissensus.store import schema

__all__ = ["STATE", "drop", "make", "row_facet", "row_stale", "row_words", "there"]

STATE: Final = "row_search"  # key in ``meta``: how far the index has come

_metadata: Final = MetaData()

row_words = Table(
    "row_words",
    _metadata,
    Column("key", Integer, primary_key=True),
    Column("row_table", Text, nullable=False),
    Column("row_id", Text, nullable=False),
    Column("body", Text, nullable=False),  # what FTS5 has read, which it needs to forget it again
    UniqueConstraint("row_table", "row_id"),
    sqlite_strict=True,
)
row_facet = Table(
    "row_facet",
    _metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    sqlite_strict=True,
)
row_stale = Table(  # rows whose words have to be read again
    "row_stale",
    _metadata,
    Column("row_table", Text, primary_key=True),
    Column("row_id", Text, primary_key=True),
    sqlite_strict=True,
)
_INDEX: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS row_search USING fts5(body, content = 'row_words', "
    "content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3', "
    "columnsize = 0)"
)


def there(connection: Connection) -> bool:
    """Say whether the tables are there."""
    return inspect(connection).has_table("row_search")


def make(connection: Connection) -> None:
    """Make what is not there yet."""
    _metadata.create_all(connection)
    connection.exec_driver_sql(_INDEX)


def drop(connection: Connection) -> None:
    """Take everything away; the next search begins anew."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS row_search")
    _metadata.drop_all(connection)
    connection.execute(delete(schema.meta).where(schema.meta.c.key == STATE))
