"""Has anything changed since? ``since``, ``after``"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, select

from dissensus.store import schema

__all__ = ["after", "since"]


def since(connection: Connection, act: int, tables: Collection[str]) -> bool:
    """Say whether an act after number ``act`` changed a row of these tables.

    Cost: O(changes since then), with the index on the act.
    """
    query = select(schema.change.c.seq).where(after(act, tables)).limit(1)
    return connection.execute(query).first() is not None


def after(act: int, tables: Collection[str]) -> ColumnElement[bool]:
    """Return the condition for changes of rows of these tables after an act.

    The empty text keeps SQLite from looking by the table, of which there may be a million changes.
    """
    c = schema.change.c
    return (c.act > act) & c.row_table.concat("").in_(sorted(tables))
