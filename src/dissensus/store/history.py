"""How is anything written? ``begin`` an ``Act``: it changes rows and records what they were and are

Every change goes through ``Act``: it writes the row and, in the same transaction, what the row was
before and is after. Bulk work that takes several transactions shares a *run*. What is recorded can be
read (``chronicle``), taken back (``undoing``) and brought back (``restoring``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
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

from dissensus.errors import NotFound
from dissensus.model.identity import new_id
from dissensus.store import schema, search
from dissensus.store.connect import Store

__all__ = [
    "REDO",
    "UNDO",
    "Act",
    "Change",
    "Row",
    "begin",
    "dump",
    "last",
    "load",
    "recorded",
    "rows_by_id",
]

Row = dict[str, Any]
_CHUNK: Final = 500  # identities in one IN (...)
UNDO: Final = "undo"
REDO: Final = "redo"
# Of what may be read in the search index.
_SEARCHED: Final = ("version", "title", "trashed")
# Names are given once: rows that exchange theirs have to make room for each other first.
_NAMED: Final = frozenset({"entity", "statement_type"})
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
    def seq(self) -> int:
        """The number of this act; 0 as long as nothing was changed."""
        return self._seq

    @property
    def summary(self) -> str:
        """What the act is about."""
        return str(self._row["summary"])

    @property
    def wrote(self) -> bool:
        """Whether anything was changed so far."""
        return bool(self._seq)

    def describe(self, verb: str, summary: str) -> None:
        """Say what the act is, where it shows only after reading; before the first change."""
        if not self._seq:
            self._row.update(verb=verb, summary=summary)

    def summarize(self, words: str) -> None:
        """Say what the act is about, once that is known; before the first change."""
        self._row["summary"] = words

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
                statement = delete(target).where(target.c.id == bindparam("this"))
                self.connection.execute(statement, [{"this": row_id} for row_id in gone])
            if new:
                self.connection.execute(insert(target), new)
            if other:
                # Columns that stay as they are cost their indexes and references a look each.
                names = [
                    c.name
                    for c in target.columns
                    if any(before.get(c.name) != after[c.name] for before, after in other)
                ] or ["id"]
                if table in _NAMED and len(other) > 1 and {"name", "trashed"} & set(names):
                    names = sorted({*names, "name"})
                    self._unname(target, [row["id"] for _, row in other])
                statement_ = (
                    update(target)
                    .where(target.c.id == bindparam("this"))
                    .values({name: bindparam(f"new_{name}") for name in names})
                )
                self.connection.execute(
                    statement_,
                    [
                        {"this": row["id"], **{f"new_{name}": row[name] for name in names}}
                        for _, row in other
                    ],
                )
            if table == "document":
                self.documents.update(c.row_id for c in batch if _is_searched(c))
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

    def _unname(self, target: Table, ids: Sequence[str]) -> None:
        statement = update(target).where(target.c.id == bindparam("this"))
        statement = statement.values(name=target.c.id)
        self.connection.execute(statement, [{"this": row_id} for row_id in ids])


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


def recorded(connection: Connection, act_id: str) -> int | None:
    """Return the number of the act of this identity, if the history has it."""
    seq = connection.execute(select(schema.act.c.seq).where(schema.act.c.id == act_id)).scalar()
    return None if seq is None else int(seq)


def last(connection: Connection) -> int:
    """Return the number of the latest act, 0 in an empty project."""
    return int(connection.execute(select(func.max(schema.act.c.seq))).scalar() or 0)


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


def _is_searched(c: Change) -> bool:
    if c.before is None or c.after is None:
        return True
    return any(c.before[name] != c.after[name] for name in _SEARCHED)


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
