"""What lies in the trash, since when, and how does it go there and come back? ``put``, ``put_all``, ``lying``"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from dissensus.errors import Conflict, NotFound
from dissensus.store import entities, schema
from dissensus.store.grounds import grounded
from dissensus.store.history import Act, Change, Row, load, rows_by_id
from dissensus.store.undoing import supported

__all__ = ["TABLES", "Lying", "lying", "names_free", "put", "put_all"]

TABLES: Final = ("document", "statement", "entity", "note")


@dataclass(frozen=True, slots=True)
class Lying:
    """Something in the trash: its words, the text it belongs to, and who put it there when."""

    table: str
    id: str
    words: str
    document_id: str
    time: str
    coder: str


def put(act: Act, table: str, ids: Sequence[str], *, back: bool = False) -> int:
    """Put rows in the trash, or take them out again; returns how many went.

    With a document its statements are out of sight. What comes back must still fit: a statement may not
    name an entity that is gone, and a name may not have been given again.
    """
    if table not in TABLES:
        raise NotFound(f"There is no trash for a {table}.", remedy=f"For: {', '.join(TABLES)}.")
    rows = rows_by_id(act.connection, table, list(ids))
    missing = [row_id for row_id in ids if row_id not in rows]
    if missing:
        raise NotFound(f"There is no {table} {missing[0]}.", remedy="It may have been undone.")
    if table == "entity" and not back:
        entities.expect_unused(act.connection, ids)
    trashed = 0 if back else 1
    changes = [
        Change(table, row_id, row, {**row, "trashed": trashed})
        for row_id, row in rows.items()
        if row["trashed"] != trashed
    ]
    if back:
        grounded(act.connection, changes)
        supported(act.connection, changes)
    if back and table == "entity":
        names_free(act.connection, changes)
    act.apply(changes)
    return len(changes)


def put_all(act: Act, ids: Sequence[str], *, back: bool = False) -> int:
    """Put rows of any of the tables in the trash, or take them out, by identity alone."""
    left = list(dict.fromkeys(ids))
    moved = 0
    for table in TABLES:
        there = rows_by_id(act.connection, table, left)
        moved += put(act, table, list(there), back=back)
        left = [row_id for row_id in left if row_id not in there]
    if left:
        raise NotFound(
            f"There is no text, statement, entity or note {left[0]}.",
            remedy="It may have been undone.",
        )
    return moved


def lying(
    connection: Connection, *, offset: int = 0, limit: int | None = None
) -> tuple[int, list[Lying]]:
    """Return how much lies in the trash, and a window of it: texts first, then statements, entities, notes."""
    keys: list[tuple[str, str, str, str]] = []
    total = 0
    for table in TABLES:
        t = schema.KEPT[table].c
        number = int(connection.execute(select(func.count()).where(t.trashed == 1)).scalar_one())
        start = max(0, offset - total)
        room = None if limit is None else limit - len(keys)
        total += number
        if start >= number or room == 0:
            continue
        words = {"document": "title", "statement": "quotation", "entity": "name", "note": "body"}
        query = select(t.id, t[words[table]].label("words")).where(t.trashed == 1)
        if table in ("statement", "note"):
            query = query.add_columns(t.document_id)
        rows = connection.execute(query.order_by(t.id.desc()).offset(start).limit(room))
        keys += [(table, r.id, r.words, getattr(r, "document_id", None) or "") for r in rows]
    return total, [Lying(*key, *_since(connection, key[0], key[1])) for key in keys]


def _since(connection: Connection, table: str, row_id: str) -> tuple[str, str]:
    """Return when a row last went into the trash, and by whom."""
    a, c = schema.act.c, schema.change.c
    query = (
        select(a.time, a.coder, c.before)
        .join(schema.change, c.act == a.seq)
        .where(c.row_table == table, c.row_id == row_id)
        .order_by(c.seq.desc())
    )
    for row in connection.execute(query):
        if not (load(row.before) or {}).get("trashed"):
            return str(row.time), str(row.coder)
    return "", ""


def names_free(connection: Connection, changes: Sequence[Change]) -> None:
    """Refuse to bring back an entity whose name, or an alias, was given to another one.

    Cost: O(entities of these kinds).
    """
    coming = {c.row_id for c in changes}
    owners = {
        kind: {
            wording: row
            for row in entities.live_rows(connection, kind).values()
            if row["id"] not in coming
            for wording in _wordings(row)
        }
        for kind in {c.after["kind"] for c in changes if c.after}
    }
    for c in changes:
        assert c.after is not None
        had = _wordings(c.before) if c.before and not c.before["trashed"] else set()
        for wording in sorted(_wordings(c.after) - had):
            row = owners[c.after["kind"]].get(wording)
            if row is not None and row["name"] == wording:
                raise Conflict(
                    f"There is another {row['kind']} {wording!r} by now.",
                    remedy="Rename that one first, or leave this one where it is.",
                )
            if row is not None:
                raise Conflict(
                    f"{wording!r} is by now an alias of the {row['kind']} {row['name']!r}.",
                    remedy="If they were merged, take the merge back; else give that one other aliases.",
                )


def _wordings(row: Row) -> set[str]:
    return {row["name"], *json.loads(row["aliases"])}
