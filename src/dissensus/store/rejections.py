"""What could not be read? ``reject``, ``rejected``"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from dissensus.model.identity import new_id
from dissensus.store import schema
from dissensus.store.history import Act

__all__ = ["reject", "rejected"]


def reject(act: Act, rejections: Iterable[tuple[str, str, str]]) -> None:
    """Remember what could not be read: location, reason, remedy; the same again is one rejection."""
    r = schema.rejection.c
    known = {tuple(row) for row in act.connection.execute(select(r.location, r.reason))}
    now = datetime.now(UTC).isoformat()
    new = {(location, reason): remedy for location, reason, remedy in rejections}
    act.insert(
        "rejection",
        [
            {"id": new_id(), "location": key[0], "reason": key[1], "remedy": remedy, "time": now}
            for key, remedy in new.items()
            if key not in known
        ],
    )


def rejected(connection: Connection) -> list[tuple[str, str, str]]:
    """Return what could not be read and has not been read since: location, reason, remedy."""
    r, v = schema.rejection.c, schema.version.c
    read = select(v.location)
    query = select(r.location, r.reason, r.remedy).where(r.location.not_in(read)).order_by(r.id)
    return [(row.location, row.reason, row.remedy) for row in connection.execute(query)]
