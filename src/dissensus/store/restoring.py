"""How does it become again what it was? ``restore`` the project, ``restore_row``, ``differences``

The history knows each row as it was after any act. Bringing it back is an act like any other: it can be
undone, and nothing that came in between leaves the history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, false, func, select

from dissensus.errors import Conflict, NotFound
from dissensus.store import changed, chronicle, schema
from dissensus.store.connect import Store
from dissensus.store.grounds import grounded
from dissensus.store.history import Change, Row, begin, last, load, rows_by_id
from dissensus.store.trash import names_free
from dissensus.store.undoing import named, supported

__all__ = ["Difference", "differences", "restore", "restore_row"]

_ROWS: Final = 2_000  # of a table in one go
_CHUNK: Final = 500  # numbers in one IN (...)
_STEPS: Final = ("remove", "change", "add")  # in this order no name is given twice
_WHOLE: Final = frozenset({"entity", "statement_type"})  # their names may have changed places
# Who may do what is not a state of the work: coders stay as they are, and come back where they are needed.
_PEOPLE: Final = "coder"


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows of a table would go, come back and change."""

    table: str
    removed: int
    added: int
    changed: int


def differences(connection: Connection, moment: int) -> list[Difference]:
    """Return what would become different if the project were as after act ``moment``. Cost: O(changes since)."""
    _expect_act(connection, moment)
    found = []
    for table in _touched(connection, moment):
        removed, different, added = (
            int(
                connection.execute(
                    select(func.count()).select_from(_net(table, moment, step).subquery())
                ).scalar_one()
            )
            for step in _STEPS
        )
        if removed or different or added:
            found.append(Difference(table, removed=removed, added=added, changed=different))
    return found


def restore(store: Store, moment: int, *, coder: tuple[str, str], act_id: str = "") -> str:
    """Make the whole project as it was after act ``moment``, as one act; returns what it was.

    Cost: O(changes since then); memory: some thousand rows, and the names of all that was changed.
    """
    what = f"the project as it was after act {moment}"
    with begin(store, "restore", what, coder=coder, act_id=act_id) as act:
        _expect_act(act.connection, moment)
        now, tables = last(act.connection), _touched(act.connection, moment)
        for step in _STEPS:
            for table in tables:
                size = None if table in _WHOLE else _ROWS
                for part in _parts(act.connection, table, moment, now, step, size):
                    act.apply(part)
        if not act.wrote:
            raise Conflict(
                "The project is as it was then.", remedy="There is nothing to bring back."
            )
    return what


def restore_row(
    store: Store, table: str, row_id: str, moment: int, *, coder: tuple[str, str], act_id: str = ""
) -> str:
    """Make one row as it was after act ``moment``; returns which one it is."""
    if table not in schema.KEPT or table == _PEOPLE:
        raise NotFound(f"There are no rows of {table!r} to bring back.")
    with begin(store, "restore", "", coder=coder, act_id=act_id) as act:
        then = chronicle.state_at(act.connection, table, row_id, moment)
        if then is None:
            raise NotFound("It was not there then.", remedy="Choose a later moment.")
        now = rows_by_id(act.connection, table, [row_id]).get(row_id)
        if table == "document" and now is not None:
            then["version"] = now["version"]  # what is coded stands on the words as they are now
        change = Change(table, row_id, now, then)
        if now == then:
            raise Conflict(f"The {named(change)} is as it was then.")
        grounded(act.connection, [change])
        supported(act.connection, [change])
        if table == "entity" and not then["trashed"]:
            names_free(act.connection, [change])
        act.summarize(named(change))
        act.apply([change])
    return act.summary


def _touched(connection: Connection, moment: int) -> list[str]:
    table = schema.change.c.row_table.concat("")  # see ``changed.after``
    query = select(table).where(schema.change.c.act > moment).distinct()
    tables = set(connection.execute(query).scalars())
    return [table for table in schema.KEPT if table in tables]


def _expect_act(connection: Connection, moment: int) -> None:
    if moment:  # 0 is before everything
        chronicle.act(connection, moment)


def _parts(
    connection: Connection, table: str, moment: int, now: int, step: str, size: int | None
) -> Iterator[list[Change]]:
    """Go through the changes that one step of bringing a table back takes, some rows at a time."""
    c = schema.change.c
    rows = iter(connection.execute(_net(table, moment, step, now)).all())
    while part := list(islice(rows, size)):
        was = _rows_in(connection, c.before, [row.first for row in part])
        is_ = _rows_in(connection, c.after, [row.latest for row in part])
        yield [Change(table, r.row_id, is_[r.latest], was[r.first]) for r in part]


def _rows_in(
    connection: Connection, column: ColumnElement[Any], seqs: Sequence[int]
) -> dict[int, Row | None]:
    """Return one side of these changes, by their number."""
    c = schema.change.c
    found: dict[int, Row | None] = {}
    for start in range(0, len(seqs), _CHUNK):
        query = select(c.seq, column).where(c.seq.in_(seqs[start : start + _CHUNK]))
        found.update({seq: load(text) for seq, text in connection.execute(query)})
    return found


def _net(table: str, moment: int, step: str, now: int | None = None) -> Select[Any]:
    """Select the rows of a table that are not as after act ``moment``: identity, first and latest change."""
    c = schema.change.c
    within = changed.after(moment, [table])
    if now is not None:
        within &= c.act <= now
    ends = (
        select(c.row_id, func.min(c.seq).label("first"), func.max(c.seq).label("latest"))
        .where(within)
        .group_by(c.row_id)
        .subquery()
    )
    first, latest = schema.change.alias("first"), schema.change.alias("latest")
    was, is_ = first.c.before, latest.c.after
    steps: dict[str, ColumnElement[bool]] = {
        "remove": was.is_(None) & is_.is_not(None),
        "add": was.is_not(None) & is_.is_(None),
        "change": was.is_not(None) & is_.is_not(None) & (was != is_),
    }
    if table == _PEOPLE:
        steps |= {"remove": false(), "change": false()}
    return (
        select(ends.c.row_id, ends.c.first, ends.c.latest)
        .join(first, first.c.seq == ends.c.first)
        .join(latest, latest.c.seq == ends.c.latest)
        .where(steps[step])
        .order_by(ends.c.first.desc())
    )
