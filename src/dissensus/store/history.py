"""Who changed what, when? ``Act`` (the only way to write), ``undo``, ``redo``, ``acts``

Every change goes through ``Act``: it writes the row and, in the same transaction, what the row was
before and is after. Bulk work that takes several transactions shares a *run*; undo takes a run back
as one, by an act of its own that applies the opposite changes, so nothing ever leaves the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    DefaultClause,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from dissensus.errors import Conflict, NotFound
from dissensus.model.identity import new_id
from dissensus.store import schema, search
from dissensus.store.connect import Store

__all__ = [
    "Act",
    "ActRow",
    "Change",
    "acts",
    "begin",
    "last",
    "recorded",
    "redo",
    "row_history",
    "undo",
]

Row = dict[str, Any]
_CHUNK: Final = 500  # identities in one IN (...)
_UNDO, _REDO = "undo", "redo"
_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; None where it was not there."""

    table: str
    row_id: str
    before: Row | None
    after: Row | None

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.row_id, self.after, self.before)


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


class Act:
    """One transaction's worth of changes by one coder; without a change it leaves no row behind."""

    def __init__(self, connection: Connection, row: Row) -> None:
        self.connection = connection
        self.run: str = row["run"]
        self.coder_id: str = row["coder_id"]
        self._row = row
        self._seq = 0
        self.documents: set[str] = set()  # whose words have to be searchable anew

    @property
    def wrote(self) -> bool:
        """Whether anything was changed so far."""
        return bool(self._seq)

    def describe(self, verb: str, summary: str) -> None:
        """Say what the act is, where it shows only after reading; before the first change."""
        if not self._seq:
            self._row.update(verb=verb, summary=summary)

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows; columns left out take their default. Cost: O(rows)."""
        defaults = _defaults(schema.KEPT[table])
        self.apply([Change(table, row["id"], None, {**defaults, **row}) for row in rows])

    def update(self, table: str, changes: Mapping[str, Mapping[str, object]]) -> int:
        """Change columns of rows by identity; returns how many rows became different."""
        before = rows_by_id(self.connection, table, list(changes))
        missing = [row_id for row_id in changes if row_id not in before]
        if missing:
            raise NotFound(f"There is no {table} {missing[0]}.", remedy="It may have been undone.")
        real = []
        for row_id, values in changes.items():
            row = before[row_id]
            if any(row[name] != value for name, value in values.items()):
                real.append(Change(table, row_id, row, {**row, **values}))
        self.apply(real)
        return len(real)

    def apply(self, changes: Sequence[Change]) -> None:
        """Write the changes and their history. ``before`` must be what is there now."""
        for table, batch in _batches(changes):
            target = schema.KEPT[table]
            gone = [c.row_id for c in batch if c.after is None]
            new = [c.after for c in batch if c.before is None and c.after is not None]
            other = [
                (c.before, c.after) for c in batch if c.before is not None and c.after is not None
            ]
            if gone:
                statement = delete(target).where(target.c.id == bindparam("row_id"))
                self.connection.execute(statement, [{"row_id": row_id} for row_id in gone])
            if new:
                self.connection.execute(insert(target), new)
            if other:
                # Columns that stay as they are cost their indexes and references a look each.
                names = [
                    c.name
                    for c in target.columns
                    if any(before.get(c.name) != after[c.name] for before, after in other)
                ] or ["id"]
                statement_ = (
                    update(target)
                    .where(target.c.id == bindparam("row_id"))
                    .values({name: bindparam(f"new_{name}") for name in names})
                )
                self.connection.execute(
                    statement_,
                    [
                        {"row_id": row["id"], **{f"new_{name}": row[name] for name in names}}
                        for _, row in other
                    ],
                )
            if table == "document":
                self.documents.update(c.row_id for c in batch)
        if changes:
            seq = self.record()
            self.connection.execute(
                insert(schema.change),
                [
                    {
                        "act": seq,
                        "row_table": c.table,
                        "row_id": c.row_id,
                        "before": dump(c.before),
                        "after": dump(c.after),
                    }
                    for c in changes
                ],
            )

    def record(self) -> int:
        """Make sure that the history has this act; returns its number."""
        if not self._seq:
            key = self.connection.execute(insert(schema.act), self._row).inserted_primary_key
            assert key is not None
            self._seq = int(key[0])
        return self._seq


@contextmanager
def begin(
    store: Store,
    verb: str,
    summary: str = "",
    *,
    coder: tuple[str, str],
    run: str = "",
    of: str = "",
    act_id: str = "",
) -> Iterator[Act]:
    """Open a transaction that is one act; ``coder`` is (identity, name).

    Who may have to send an act twice gives it an identity (``act_id``) and asks ``recorded`` first.
    """
    with store.write() as connection:
        row: Row = {
            "id": act_id or new_id(),
            "time": datetime.now(UTC).isoformat(timespec="microseconds"),
            "coder_id": coder[0],
            "coder": coder[1],
            "verb": verb,
            "summary": summary,
            "of": of,
        }
        row["run"] = run or row["id"]
        act = Act(connection, row)
        if of:  # an undo counts even if nothing was left to change
            act.record()
        yield act
        search.refresh(connection, act.documents)


def undo(store: Store, *, coder: tuple[str, str]) -> str:
    """Take back the coder's last run that still stands; returns what it was."""
    done, _ = _stacks(store, coder[0])
    if not done:
        raise NotFound("There is nothing to undo.")
    return _reverse(store, done[-1], coder=coder, verb=_UNDO)


def redo(store: Store, *, coder: tuple[str, str]) -> str:
    """Apply again the run that the coder undid last, unless new work came after it."""
    _, undone = _stacks(store, coder[0])
    if not undone:
        raise NotFound("There is nothing to redo.")
    return _reverse(store, undone[-1], coder=coder, verb=_REDO)


def recorded(connection: Connection, act_id: str) -> int | None:
    """Return the number of the act of this identity, if the history has it."""
    seq = connection.execute(select(schema.act.c.seq).where(schema.act.c.id == act_id)).scalar()
    return None if seq is None else int(seq)


def last(connection: Connection) -> int:
    """Return the number of the latest act, 0 in an empty project."""
    return int(connection.execute(select(func.max(schema.act.c.seq))).scalar() or 0)


def acts(store: Store, *, limit: int | None = None) -> list[ActRow]:
    """Return the acts, latest first, with the number of rows each changed."""
    with store.read() as connection:
        gone = _undone(connection)
        counted = (
            select(schema.change.c.act, func.count().label("n"))
            .group_by(schema.change.c.act)
            .subquery()
        )
        query = (
            select(schema.act, func.coalesce(counted.c.n, 0).label("n"))
            .outerjoin(counted, counted.c.act == schema.act.c.seq)
            .order_by(schema.act.c.seq.desc())
            .limit(limit)
        )
        return [
            ActRow(r.seq, r.run, r.time, r.coder, r.verb, r.summary, r.n, r.run in gone)
            for r in connection.execute(query)
        ]


def row_history(store: Store, row_id: str) -> list[tuple[ActRow, Change]]:
    """Return every change of one row, oldest first, with the act it belongs to."""
    with store.read() as connection:
        gone = _undone(connection)
        query = (
            select(
                schema.act, schema.change.c.row_table, schema.change.c.before, schema.change.c.after
            )
            .join(schema.act, schema.act.c.seq == schema.change.c.act)
            .where(schema.change.c.row_id == row_id)
            .order_by(schema.change.c.seq)
        )
        return [
            (
                ActRow(r.seq, r.run, r.time, r.coder, r.verb, r.summary, 1, r.run in gone),
                Change(r.row_table, row_id, load(r.before), load(r.after)),
            )
            for r in connection.execute(query)
        ]


def rows_by_id(connection: Connection, table: str, ids: Sequence[str]) -> dict[str, Row]:
    """Read whole rows of a kept table."""
    target = schema.KEPT[table]
    found: dict[str, Row] = {}
    for start in range(0, len(ids), _CHUNK):
        query = select(target).where(target.c.id.in_(ids[start : start + _CHUNK]))
        for row in connection.execute(query).mappings():
            found[row["id"]] = dict(row)
    return found


def dump(row: Row | None) -> str | None:
    """Write a row as the history keeps it: JSON with sorted keys."""
    if row is None:
        return None
    return _JSON.encode(row)


def load(text: str | None) -> Row | None:
    """Read a row as the history keeps it."""
    return None if text is None else json.loads(text)


def _defaults(table: Table) -> Row:
    """Return what columns hold when nothing is said; those that must be given are left out."""
    found: Row = {c.name: None for c in table.columns if c.nullable}
    for column in table.columns:
        if isinstance(column.server_default, DefaultClause):
            word = str(column.server_default.arg)
            found[column.name] = "" if word == "''" else int(word)
    return found


def _batches(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Cut the changes where table or direction changes, so that their order is kept."""
    batch: list[Change] = []
    kind: tuple[object, ...] = ()
    for c in changes:
        this = (c.table, c.before is None, c.after is None)
        if batch and this != kind:
            yield batch[0].table, batch
            batch = []
        kind = this
        batch.append(c)
    if batch:
        yield batch[0].table, batch


def _stacks(store: Store, coder_id: str) -> tuple[list[str], list[str]]:
    """Replay one coder's acts: the runs that stand, and the undone ones that may come back."""
    with store.read() as connection:
        query = (
            select(schema.act.c.run, schema.act.c.verb, schema.act.c.of)
            .where(schema.act.c.coder_id == coder_id)
            .order_by(schema.act.c.seq)
        )
        done: dict[str, None] = {}
        undone: dict[str, None] = {}
        for run, verb, of in connection.execute(query):
            if verb == _UNDO:
                done.pop(of)
                undone[of] = None
            elif verb == _REDO:
                undone.pop(of)
                done[of] = None
            else:
                done[run] = None
                undone.clear()
        return list(done), list(undone)


def _undone(connection: Connection) -> set[str]:
    query = (
        select(schema.act.c.verb, schema.act.c.of)
        .where(schema.act.c.verb.in_([_UNDO, _REDO]))
        .order_by(schema.act.c.seq)
    )
    gone: set[str] = set()
    for verb, of in connection.execute(query):
        (gone.add if verb == _UNDO else gone.discard)(of)
    return gone


def _reverse(store: Store, run: str, *, coder: tuple[str, str], verb: str) -> str:
    """Apply the opposite of what a run (or, to redo it, its undoing) did to each row."""
    with store.read() as connection:
        query = select(schema.act.c.verb, schema.act.c.summary).where(schema.act.c.run == run)
        first = connection.execute(query.order_by(schema.act.c.seq)).first()
        assert first is not None
        what = str(first.summary or first.verb)
    with begin(store, verb, what, coder=coder, of=run) as act:
        opposite = _net_changes(act.connection, run)
        if verb == _UNDO:
            opposite = [c.inverse for c in reversed(opposite)]
        _expect(act.connection, opposite)
        act.apply(opposite)
    return what


def _net_changes(connection: Connection, run: str) -> list[Change]:
    """Return what a run did to each row in all, in the order of each row's last change."""
    query = (
        select(
            schema.change.c.row_table,
            schema.change.c.row_id,
            schema.change.c.before,
            schema.change.c.after,
        )
        .join(schema.act, schema.act.c.seq == schema.change.c.act)
        .where(schema.act.c.run == run)
        .order_by(schema.change.c.seq)
    )
    net: dict[tuple[str, str], Change] = {}
    for table, row_id, before, after in connection.execute(query):
        earlier = net.pop((table, row_id), None)
        first = earlier.before if earlier else load(before)
        net[table, row_id] = Change(table, row_id, first, load(after))
    return [c for c in net.values() if c.before != c.after]


def _expect(connection: Connection, changes: Iterable[Change]) -> None:
    """Refuse when a row is no longer what the change starts from: somebody worked on it since."""
    by_table: dict[str, list[Change]] = {}
    for c in changes:
        by_table.setdefault(c.table, []).append(c)
    for table, batch in by_table.items():
        now = rows_by_id(connection, table, [c.row_id for c in batch])
        for c in batch:
            if now.get(c.row_id) != c.before:
                raise Conflict(
                    f"The {table} {c.row_id} has been changed since.",
                    remedy="Undo the later change first; `dissensus history` lists it.",
                )
