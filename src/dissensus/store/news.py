"""What has happened since? ``News``, ``since``: the acts after a number, and which rows they touched"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from dissensus.store import schema

__all__ = ["ROWS", "News", "Touched", "since"]

ROWS: Final = 500  # of one act that are told


@dataclass(frozen=True, slots=True)
class Touched:
    """A row that an act changed, and the document it belongs to, if any."""

    table: str
    row_id: str
    document_id: str


@dataclass(frozen=True, slots=True)
class News:
    """One act: who did what, and to which rows; ``many``: there were more rows than are told."""

    seq: int
    id: str
    run: str
    verb: str
    summary: str
    coder: str
    time: str
    touched: tuple[Touched, ...]
    many: bool


def since(connection: Connection, seq: int, *, limit: int) -> list[News]:
    """Return the acts after number ``seq``, oldest first, at most ``limit`` of them.

    Cost: O(acts), and of each act at most ``ROWS`` of its changes.
    """
    a = schema.act.c
    query = select(schema.act).where(a.seq > seq).order_by(a.seq).limit(limit)
    found = []
    for act in connection.execute(query).all():
        touched, many = _touched(connection, act.seq)
        found.append(
            News(
                seq=act.seq,
                id=act.id,
                run=act.run,
                verb=act.verb,
                summary=act.summary,
                coder=act.coder,
                time=act.time,
                touched=touched,
                many=many,
            )
        )
    return found


def _touched(connection: Connection, seq: int) -> tuple[tuple[Touched, ...], bool]:
    """Return the rows of the first changes of an act, each once, and whether there are more changes."""
    c = schema.change.c
    row = func.coalesce(c.after, c.before)
    query = (
        select(c.row_table, c.row_id, func.json_extract(row, "$.document_id"))
        .where(c.act == seq)
        .order_by(c.seq)
        .limit(ROWS + 1)
    )
    changes = connection.execute(query).all()
    rows = dict.fromkeys(
        Touched(table, row_id, row_id if table == "document" else document_id or "")
        for table, row_id, document_id in changes[:ROWS]
    )
    return tuple(rows), len(changes) > ROWS
