"""What would going back to a moment change? ``ahead``, ``Turn``: counted, before anybody does it"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from dissensus.errors import NotFound
from dissensus.store import schema

__all__ = ["Ahead", "Turn", "ahead"]


@dataclass(frozen=True, slots=True)
class Turn:
    """How many rows of a table would come back, go away, and be different; the trash counts as away."""

    table: str
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many acts came after a moment, and what going back to it would do."""

    acts: int
    tables: list[Turn]


_TURNS = text(
    """
    WITH touched AS MATERIALIZED (
      SELECT row_table, row_id, min(seq) AS first, max(seq) AS last
      FROM change WHERE act > :act GROUP BY row_table, row_id
    ), ends AS (
      SELECT t.row_table, was.before AS target, now.after AS present,
        was.before IS NOT NULL AND ifnull(json_extract(was.before, '$.trashed'), 0) = 0 AS there_then,
        now.after IS NOT NULL AND ifnull(json_extract(now.after, '$.trashed'), 0) = 0 AS there_now
      FROM touched AS t
      JOIN change AS was ON was.seq = t.first
      JOIN change AS now ON now.seq = t.last
    )
    SELECT row_table AS "table",
      sum(there_then AND NOT there_now) AS added,
      sum(there_now AND NOT there_then) AS removed,
      sum(there_now AND there_then AND target IS NOT present) AS changed
    FROM ends GROUP BY row_table
    """
)


def ahead(connection: Connection, seq: int) -> Ahead:
    """Count what going back to how it was after act ``seq`` would do. Cost: O(changes since then)."""
    a = schema.act.c
    if connection.execute(select(a.seq).where(a.seq == seq)).first() is None:
        raise NotFound(f"The history has no act {seq}.", remedy="Reload the history.")
    acts = connection.execute(select(func.count()).select_from(schema.act).where(a.seq > seq))
    turns = [
        Turn(row.table, row.added, row.removed, row.changed)
        for row in connection.execute(_TURNS, {"act": seq})
    ]
    return Ahead(int(acts.scalar_one()), [t for t in turns if t.added + t.removed + t.changed])
