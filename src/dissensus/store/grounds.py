"""Would everything that stays have what it stands on? ``grounded``

Statements, suggestions and notes stand on a version of a text, notes on any row, statements on a type and
its variables, entities below one another. ``undoing.supported`` sees to the entities that statements name.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from dissensus.errors import Conflict
from dissensus.store import references, schema
from dissensus.store.history import Change, Row

__all__ = ["grounded"]

_STANDING: Final = ("statement", "suggestion", "note")  # on a version of a text
_CHUNK: Final = 500  # identities in one IN (...)
_Changes = Mapping[str, Sequence[Change]]  # by table
_Version = tuple[str, int]  # document, number


def grounded(connection: Connection, changes: Iterable[Change]) -> None:
    """Refuse changes that take away what others stand on, or bring what has nothing to stand on.

    Cost: O(changes); where types or variables go or get another name, their statements.
    """
    by_table: dict[str, list[Change]] = {}
    for c in changes:
        by_table.setdefault(c.table, []).append(c)
    _expect_no_notes(connection, by_table)
    _expect_nothing_coded(connection, by_table)
    _expect_variables(connection, by_table)
    _expect_versions(connection, by_table)
    _expect_no_circle(connection, by_table)


def _expect_no_notes(connection: Connection, changes: _Changes) -> None:
    along = {c.row_id for c in changes.get("note", ()) if c.after is None}
    for table, batch in changes.items():
        gone = [c.row_id for c in batch if c.after is None]
        if any(note["id"] not in along for note in references.notes_on(connection, table, gone)):
            raise Conflict(
                "There are notes on what would be gone.",
                remedy="Put it in the trash instead: its notes stay with it.",
            )


def _expect_nothing_coded(connection: Connection, changes: _Changes) -> None:
    """See to it that no statement loses its type, or a value because its variable goes or is renamed."""
    along = {c.row_id for c in changes.get("statement", ())}
    types = {row["id"] for row in _gone(changes, "statement_type")}
    names: dict[str, set[str]] = {one: set() for one in types}
    for row in _gone(changes, "variable"):
        names.setdefault(row["statement_type_id"], set()).add(row["name"])
    for type_id, lost in names.items():
        for one, values in references.coded(connection, type_id):
            if one not in along and (type_id in types or lost & values.keys()):
                raise Conflict(
                    "Statements have been coded with what would be gone from the codebook.",
                    remedy="Delete them, or take them back first; the history lists them.",
                )


def _expect_variables(connection: Connection, changes: _Changes) -> None:
    """See to it that every value that comes has its variable, and no two variables one name."""
    coming, slots = _coming(changes, "statement"), _coming(changes, "variable")
    if not coming and not slots:
        return
    names: dict[str, list[str]] = {t["id"]: [] for t in _now(connection, changes, "statement_type")}
    for row in _now(connection, changes, "variable"):
        if row["statement_type_id"] in names:
            names[row["statement_type_id"]].append(row["name"])
    for row in slots:
        if names.get(row["statement_type_id"], []).count(row["name"]) > 1:
            raise Conflict(
                f"There is another variable {row['name']!r} by now.",
                remedy="Rename that one first.",
            )
    for row in coming:
        known = names.get(row["statement_type_id"])
        if known is None or not json.loads(row["values"]).keys() <= set(known):
            raise Conflict(
                "A statement that would come back has values of a variable that is gone, or has "
                "another name by now.",
                remedy="Take back first what was done to the variable; the history lists it.",
            )


def _expect_no_circle(connection: Connection, changes: _Changes) -> None:
    """See to it that nothing comes to stand below itself."""
    placed = [row for row in _coming(changes, "entity") if row["parent_id"]]
    above = {e["id"]: e["parent_id"] for e in _now(connection, changes, "entity")} if placed else {}
    for row in placed:
        seen: set[str] = set()
        one = row["parent_id"]
        while one in above and one not in seen:
            seen.add(one)
            one = above[one]
        if row["id"] in seen:
            raise Conflict(
                f"{row['name']!r} would come to stand below itself.",
                remedy="Give what stands below it another place first.",
            )


def _expect_versions(connection: Connection, changes: _Changes) -> None:
    gone = {_version(row) for row in _gone(changes, "version")}
    come = {_version(c.after) for c in changes.get("version", ()) if c.after}
    wanted: set[_Version] = set()
    for name in _STANDING:
        batch = changes.get(name, ())
        wanted |= {_at(c.after) for c in batch if c.after and c.after["version"] is not None}
        if gone and _left(connection, name, gone, {c.row_id for c in batch}):
            raise Conflict(
                f"A {name} stands on a text, or a version of one, that would be gone.",
                remedy="Take back first what was done on it since, or put the text in the trash.",
            )
    if wanted - come and (gone & wanted or not _there(connection, wanted - come)):
        raise Conflict(
            "The version of the text that this stood on is gone.", remedy="Bring that back first."
        )


def _gone(changes: _Changes, table: str) -> list[Row]:
    """Return what will not be there any more, or not under its name where it is known by that."""
    return [
        c.before
        for c in changes.get(table, ())
        if c.before
        and (
            c.after is None
            or (table == "variable" and c.before["name"] != c.after["name"])
            or (table != "version" and c.after["trashed"] > c.before["trashed"])
        )
    ]


def _coming(changes: _Changes, table: str) -> list[Row]:
    """Return the rows of the changes that will be there and not in the trash."""
    return [c.after for c in changes.get(table, ()) if c.after and not c.after["trashed"]]


def _now(connection: Connection, changes: _Changes, table: str) -> list[Row]:
    """Return all rows that will be there and not in the trash."""
    t = schema.KEPT[table]
    touched = {c.row_id for c in changes.get(table, ())}
    rows = connection.execute(select(t).where(t.c.trashed == 0)).mappings()
    return [dict(row) for row in rows if row["id"] not in touched] + _coming(changes, table)


def _left(connection: Connection, table: str, gone: set[_Version], along: set[str]) -> bool:
    """Say whether rows stand on these versions that do not go along."""
    t = schema.KEPT[table].c
    query = select(t.id, t.document_id, t.version)
    return any(
        row.id not in along and (row.document_id, row.version) in gone
        for part in _parts({document for document, _ in gone})
        for row in connection.execute(query.where(t.document_id.in_(part)))
    )


def _there(connection: Connection, wanted: set[_Version]) -> bool:
    v = schema.version.c
    query = select(v.document_id, v.number)
    found = {
        (row.document_id, row.number)
        for part in _parts({document for document, _ in wanted})
        for row in connection.execute(query.where(v.document_id.in_(part)))
    }
    return wanted <= found


def _parts(ids: Collection[str]) -> list[list[str]]:
    whole = sorted(ids)
    return [whole[start : start + _CHUNK] for start in range(0, len(whole), _CHUNK)]


def _version(row: Row) -> _Version:
    return row["document_id"], row["number"]


def _at(row: Row) -> _Version:
    return row["document_id"], row["version"]
