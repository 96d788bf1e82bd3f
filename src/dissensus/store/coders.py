"""Who may write here? ``add``, ``by_name``, ``all_coders``, ``permit``"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from dissensus.errors import Conflict, Forbidden, NotFound
from dissensus.model.coder import Coder, CoderKind, Permission
from dissensus.model.identity import new_id
from dissensus.store import schema
from dissensus.store.connect import Store
from dissensus.store.history import Act, Row, begin

__all__ = ["add", "admit", "all_coders", "by_name", "identities", "identity", "permit"]


def add(act: Act, coder: Coder) -> None:
    """Add a coder; a name is given once."""
    if any(known.name == coder.name for known in all_coders(act.connection)):
        raise Conflict(
            f"There is a coder {coder.name!r} already.",
            remedy="`dissensus coder permit` changes what a coder may do.",
        )
    act.insert("coder", [_row(coder)])


def permit(act: Act, name: str, permissions: frozenset[Permission]) -> None:
    """Set what a coder may do."""
    coder = by_name(act.connection, name)
    act.update("coder", {coder.id: {"permissions": _permissions(permissions)}})


def by_name(connection: Connection, name: str) -> Coder:
    """Return the coder of that name."""
    query = select(schema.coder).where(schema.coder.c.name == name)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"There is no coder {name!r}.", remedy="`dissensus coder add` adds one.")
    return _coder(dict(row))


def identity(connection: Connection, name: str) -> str:
    """Return the identity of the coder of that name: the present one, a past one, or a new one.

    Whoever undid their own arrival and writes again is the same coder as before.
    """
    c, a = schema.coder.c, schema.act.c
    for query in (
        select(c.id).where(c.name == name),
        select(a.coder_id).where(a.coder == name).order_by(a.seq.desc()).limit(1),
    ):
        found = connection.execute(query).scalar()
        if found:
            return str(found)
    return new_id()


def admit(store: Store, name: str, *permissions: Permission) -> tuple[str, str]:
    """Return (identity, name) of a coder who may do this; somebody new is added, permitted everything."""
    with store.read() as connection:
        who = (identity(connection, name), name)
        coder = next((c for c in all_coders(connection) if c.name == name), None)
    if coder is None:
        coder = Coder(id=who[0], name=name)
        with begin(store, "coder", f"add {name}", coder=who) as act:
            add(act, coder)
    for permission in permissions:
        if permission not in coder.permissions:
            raise Forbidden(
                f"The coder {name!r} may not {permission.value} here.",
                remedy="Somebody who may manage coders can permit it: `dissensus coder permit`.",
            )
    return who


def identities(act: Act, names: Iterable[str]) -> dict[str, str]:
    """Return the identity of each coder of these names; those not there yet are added, and may only read.

    For statements that come with their coders' names: who coded stays told, and gains no rights by it.
    """
    known = {c.name: c.id for c in all_coders(act.connection)}
    for name in sorted(set(names) - set(known)):
        may = frozenset({Permission.READ})
        coder = Coder(id=identity(act.connection, name), name=name, permissions=may)
        add(act, coder)
        known[name] = coder.id
    return known


def all_coders(connection: Connection) -> list[Coder]:
    """Return every coder, by name."""
    query = select(schema.coder).order_by(schema.coder.c.name)
    return [_coder(dict(row)) for row in connection.execute(query).mappings()]


def _row(coder: Coder) -> Row:
    return {
        "id": coder.id,
        "name": coder.name,
        "kind": coder.kind.value,
        "permissions": _permissions(coder.permissions),
    }


def _permissions(permissions: frozenset[Permission]) -> str:
    return json.dumps(sorted(p.value for p in permissions))


def _coder(row: Row) -> Coder:
    return Coder(
        id=row["id"],
        name=row["name"],
        kind=CoderKind(row["kind"]),
        permissions=frozenset(Permission(p) for p in json.loads(row["permissions"])),
    )
