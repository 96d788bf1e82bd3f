"""Has anything changed since? ``since``"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from dissensus.store import schema

__all__ = ["since"]


def since(connection: Connection, act: int, tables: Collection[str]) -> bool:
    """Say whether an act after number ``act`` changed a row of these tables.

    Cost: O(changes since then), with the index on the act.
    """
    c = schema.change.c
    query = select(c.seq).where(c.act > act, c.row_table.in_(sorted(tables))).limit(1)
    return connection.execute(query).first() is not None
