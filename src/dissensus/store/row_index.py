"""How does the search over rows keep up with the history? ``catch_up``, ``Behind``

The first time, all rows are read in the order of their identities; from then on, those that a change in
the history is about, and those that depend on them (a renamed actor's statements). Each step is a short
transaction, so that nobody who codes waits for it, and the next step begins where the last one ended,
even after the power went.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Table,
    delete,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert as insert_or

from dissensus.store import schema
from dissensus.store.connect import Store
from dissensus.store.history import Row, load
from dissensus.store.row_tables import STATE, drop, make, row_stale, row_words, there
from dissensus.store.row_words import DOCUMENT, ENTITY, KINDS, MARK, keys, words_of

__all__ = ["Behind", "behind", "catch_up"]

_FORM: Final = 2  # of the words: another one here makes every project index anew
_CHANGES: Final = 20_000  # looked through in one step
_TABLES: Final = {name: schema.KEPT[name] for name in KINDS}
_TYPE: Final = "statement_type"
# What a row says about others: when one of these columns changes, the words of the others do.
_TELLING: Final = {
    ENTITY: ("name", "aliases"),
    DOCUMENT: ("source", "date", "trashed"),
    _TYPE: ("trashed",),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """How far the index has come; changes and rows that are still to be read count the same."""

    done: int
    total: int

    @property
    def left(self) -> int:
        """How many are still to be read; 0 where everything is found."""
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class _State:
    form: int
    change: int = 0  # the latest that was seen
    table: str = ""  # while all rows are read for the first time: where that is
    after: str = ""
    done: int = 0
    total: int = 0


def behind(connection: Connection) -> Behind:
    """Say how far the index is behind. Cost: two look-ups."""
    state = _state(connection)
    if not there(connection) or state.form != _FORM:
        # Even of an empty project the index has to be made.
        return Behind(0, state.total + 1)
    stale = connection.execute(select(func.count()).select_from(row_stale)).scalar() or 0
    left = _latest(connection) - state.change + stale
    if state.table:
        return Behind(state.done, max(state.total, state.done + 1) + left)
    return Behind(0, left)


def catch_up(store: Store, *, rows: int = 1_000) -> Behind:
    """Read so many rows more, in one transaction; returns how far the index is behind then.

    Cost: some 30 µs a row; looking whether there is anything to do costs two look-ups.
    """
    with store.read() as connection:
        now = behind(connection)
        if not now.left:
            return now
    with store.write() as connection:
        if there(connection) and _state(connection).form != _FORM:
            drop(connection)
        make(connection)
        state = _state(connection)
        state = _first(connection, state, rows) if state.table else _follow(connection, state)
        if not state.table:
            _read_again(connection, rows)
        _keep(connection, state)
        return behind(connection)


def _first(connection: Connection, state: _State, rows: int) -> _State:
    """Read the next rows of the first round."""
    table = _TABLES[state.table]
    query = select(table.c.id).where(table.c.id > state.after).order_by(table.c.id).limit(rows)
    ids = [row.id for row in connection.execute(query)]
    _index(connection, state.table, ids)
    state = replace(state, done=state.done + len(ids))
    if len(ids) == rows:
        return replace(state, after=ids[-1])
    following = KINDS.index(state.table) + 1
    return replace(state, table=KINDS[following] if following < len(KINDS) else "", after="")


def _follow(connection: Connection, state: _State) -> _State:
    """Note which rows the next changes are about."""
    c = schema.change.c
    stop = min(state.change + _CHANGES, _latest(connection))
    if stop <= state.change:
        return state
    these = (c.seq > state.change) & (c.seq <= stop)
    of = c.row_table.concat("")  # see ``changed.after``
    _stale(connection, select(c.row_table, c.row_id).where(these, of.in_(KINDS)).distinct())
    query = select(c.row_table, c.row_id, c.before, c.after).where(
        these, of.in_(_TELLING), c.before.is_not(None)
    )
    telling: dict[str, set[str]] = {}
    for row in connection.execute(query):
        if _tells(row.row_table, load(row.before), load(row.after)):
            telling.setdefault(row.row_table, set()).add(row.row_id)
    for table, ids in sorted(telling.items()):
        for others in _depending(connection, table, sorted(ids)):
            _stale(connection, others)
    return replace(state, change=stop)


def _tells(table: str, before: Row | None, after: Row | None) -> bool:
    return before is None or after is None or any(before[n] != after[n] for n in _TELLING[table])


def _depending(connection: Connection, table: str, ids: Sequence[str]) -> Iterator[Any]:
    """Yield queries for the rows whose words hang on these."""
    if table == ENTITY:
        for key in keys(connection, [f"e:{one}" for one in ids]).values():
            found = text("SELECT rowid FROM row_search WHERE row_search MATCH :mark").bindparams(
                mark=f'"{MARK}{key}"'
            )
            of_entity = [row.rowid for row in connection.execute(found)]
            for start in range(0, len(of_entity), _CHANGES):
                part = of_entity[start : start + _CHANGES]
                yield select(row_words.c.row_table, row_words.c.row_id).where(
                    row_words.c.key.in_(part)
                )
        return
    column = "document_id" if table == DOCUMENT else "statement_type_id"
    for other in KINDS:
        if column in _TABLES[other].c:
            target = _TABLES[other]
            for some in _chunks(ids):
                yield select(literal(other), target.c.id).where(target.c[column].in_(some))


def _stale(connection: Connection, rows: Any) -> None:
    connection.execute(
        insert_or(row_stale).from_select(["row_table", "row_id"], rows).prefix_with("OR IGNORE")
    )


def _read_again(connection: Connection, rows: int) -> None:
    """Read the words of stale rows again."""
    r = row_stale.c
    query = select(r.row_table, r.row_id).order_by(r.row_table, r.row_id).limit(rows)
    by_table: dict[str, list[str]] = {}
    for row in connection.execute(query):
        by_table.setdefault(row.row_table, []).append(row.row_id)
    for table, ids in by_table.items():
        _index(connection, table, ids)
        for some in _chunks(ids):
            connection.execute(delete(row_stale).where(r.row_table == table, r.row_id.in_(some)))


def _index(connection: Connection, table: str, ids: Sequence[str]) -> None:
    """Make the index say what these rows say now."""
    now = words_of(connection, table, ids)
    w = row_words.c
    old: dict[str, tuple[int, str]] = {}
    for some in _chunks(ids):
        query = select(w.row_id, w.key, w.body).where(w.row_table == table, w.row_id.in_(some))
        old.update((row.row_id, (row.key, row.body)) for row in connection.execute(query))
    different = {row_id: at for row_id, at in old.items() if now.get(row_id) != at[1]}
    _each(
        connection,
        "INSERT INTO row_search(row_search, rowid, body) VALUES ('delete', :key, :body)",
        different.values(),
    )
    changed = [(key, now[row_id]) for row_id, (key, _) in different.items() if row_id in now]
    _each(connection, "UPDATE row_words SET body = :body WHERE key = :key", changed)
    gone = [key for row_id, (key, _) in different.items() if row_id not in now]
    for part in _chunks(gone):
        connection.execute(delete(row_words).where(w.key.in_(part)))
    new = sorted(now.keys() - old.keys())
    if new:
        first = int(connection.execute(select(func.max(w.key))).scalar() or 0) + 1
        added = [
            {"key": first + n, "row_table": table, "row_id": row_id, "body": now[row_id]}
            for n, row_id in enumerate(new)
        ]
        connection.execute(insert(row_words), added)
        changed += [(first + n, now[row_id]) for n, row_id in enumerate(new)]
    _each(connection, "INSERT INTO row_search(rowid, body) VALUES (:key, :body)", changed)


def _each(connection: Connection, command: str, rows: Collection[tuple[int, str]]) -> None:
    if rows:
        connection.execute(text(command), [{"key": key, "body": body} for key, body in rows])


def _state(connection: Connection) -> _State:
    """Return how far the index has come; where it has not begun, a first round is ahead."""
    query = select(schema.meta.c.value).where(schema.meta.c.key == STATE)
    kept = connection.execute(query).scalar()
    if kept is not None:
        return _State(**json.loads(kept))
    return _State(_FORM, change=_latest(connection), table=KINDS[0], total=_count(connection))


def _keep(connection: Connection, state: _State) -> None:
    row = insert_or(schema.meta).values(key=STATE, value=json.dumps(asdict(state)))
    connection.execute(
        row.on_conflict_do_update(index_elements=["key"], set_={"value": row.excluded.value})
    )


def _latest(connection: Connection) -> int:
    return int(connection.execute(select(func.max(schema.change.c.seq))).scalar() or 0)


def _count(connection: Connection) -> int:
    def count(table: Table) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)

    return sum(map(count, _TABLES.values()))


def _chunks(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))
