"""Who changed what, when, and does it stand? ``acts``, ``row_history``, ``changes_of``, ``fates``"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from dissensus.errors import NotFound
from dissensus.store import schema
from dissensus.store.connect import Store
from dissensus.store.history import REDO, UNDO, Change, load

__all__ = ["ActRow", "Fate", "act", "acts", "changes_of", "fates", "row_history", "state_at"]


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act as the history tells it; ``changes`` counts its rows."""

    seq: int
    run: str
    time: str
    coder: str
    verb: str
    summary: str
    changes: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the acts of a run: they stand, can be brought again, or were taken back for good.

    For good: the run went on afterwards, so that a redo means what came later.
    """

    standing: set[int]
    undone: set[int]
    dead: set[int]


def acts(
    store: Store,
    *,
    limit: int | None = None,
    before: int | None = None,
    coder: str = "",
    verb: str = "",
    row_id: str = "",
) -> list[ActRow]:
    """Return the acts, latest first, with the number of rows each changed.

    ``before`` is the number of an act that was seen already; ``coder`` is a name. Cost: O(changes of the
    acts that are returned, acts of their runs), and the acts that are passed over.
    """
    a, c = schema.act.c, schema.change.c
    query = select(schema.act).order_by(a.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(a.seq < before)
    if coder:
        query = query.where(a.coder == coder)
    if verb:
        query = query.where(a.verb == verb)
    if row_id:
        query = query.where(a.seq.in_(select(c.act).where(_of_row(row_id))))
    with store.read() as connection:
        return _told(connection, connection.execute(query).all())


def act(connection: Connection, seq: int) -> ActRow:
    """Return one act by its number."""
    found = _told(connection, connection.execute(select(schema.act).where(schema.act.c.seq == seq)))
    if not found:
        raise NotFound(f"The history has no act {seq}.", remedy="Reload the history.")
    return found[0]


def changes_of(connection: Connection, seq: int, *, limit: int | None = None) -> list[Change]:
    """Return what one act did, row by row."""
    c = schema.change.c
    query = (
        select(c.row_table, c.row_id, c.before, c.after)
        .where(c.act == seq)
        .order_by(c.seq)
        .limit(limit)
    )
    return [
        Change(r.row_table, r.row_id, load(r.before), load(r.after))
        for r in connection.execute(query)
    ]


def row_history(store: Store, row_id: str) -> list[tuple[ActRow, Change]]:
    """Return every change of one row, oldest first, with the act it belongs to."""
    c = schema.change.c
    with store.read() as connection:
        query = (
            select(schema.act, c.row_table, c.before, c.after)
            .join(schema.act, schema.act.c.seq == c.act)
            .where(_of_row(row_id))
            .order_by(c.seq)
        )
        rows = connection.execute(query).all()
        gone = _undone(connection, {r.run for r in rows})
        return [
            (
                ActRow(r.seq, r.run, r.time, r.coder, r.verb, r.summary, 1, r.seq in gone),
                Change(r.row_table, row_id, load(r.before), load(r.after)),
            )
            for r in rows
        ]


def state_at(connection: Connection, table: str, row_id: str, seq: int) -> dict[str, Any] | None:
    """Return a row as it was after an act; None where it was not there."""
    c = schema.change.c
    query = (
        select(c.after)
        .where(c.row_table == table, c.row_id == row_id, c.act <= seq)
        .order_by(c.seq.desc())
        .limit(1)
    )
    return load(connection.execute(query).scalar())


def fates(connection: Connection, runs: Collection[str]) -> dict[str, Fate]:
    """Return what became of these runs. Cost: O(their acts)."""
    a = schema.act.c
    found = {run: Fate(set(), set(), set()) for run in runs}
    told: list[tuple[int, str, str]] = []
    wanted = sorted(found)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        acts_ = select(a.seq, a.run).where(a.run.in_(part))
        told += [(seq, run, "") for seq, run in connection.execute(acts_)]
        turns = select(a.seq, a.of, a.verb).where(a.of.in_(part), a.of != "")
        told += [(seq, of, verb) for seq, of, verb in connection.execute(turns)]
    for seq, run, verb in sorted(told):
        fate = found[run]
        if verb == UNDO:
            fate.undone.update(fate.standing)
            fate.standing.clear()
        elif verb == REDO:
            fate.standing.update(fate.undone)
            fate.undone.clear()
        else:
            fate.dead.update(fate.undone)
            fate.undone.clear()
            fate.standing.add(seq)
    return found


def _of_row(row_id: str) -> Any:
    c = schema.change.c
    return c.row_table.in_(sorted(schema.KEPT)) & (c.row_id == row_id)  # there is an index for both


def _told(connection: Connection, rows: Iterable[Row[Any]]) -> list[ActRow]:
    c = schema.change.c
    found = list(rows)
    gone = _undone(connection, {r.run for r in found})
    counted: dict[int, int] = {}
    for start in range(0, len(found), 500):
        part = [r.seq for r in found[start : start + 500]]
        query = select(c.act, func.count().label("n")).where(c.act.in_(part)).group_by(c.act)
        counted.update({r.act: r.n for r in connection.execute(query)})
    return [
        ActRow(
            r.seq, r.run, r.time, r.coder, r.verb, r.summary, counted.get(r.seq, 0), r.seq in gone
        )
        for r in found
    ]


def _undone(connection: Connection, runs: Collection[str]) -> set[int]:
    """Return the acts of these runs that were taken back and not brought again."""
    return {seq for fate in fates(connection, runs).values() for seq in fate.dead | fate.undone}
