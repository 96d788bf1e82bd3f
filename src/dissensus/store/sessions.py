"""Which browsers are let in? ``keep``, ``coder_of``

A session is what a browser's cookie stands for. Only the hash of the cookie is stored, so a copy of the
project file lets nobody in.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select

from dissensus.store import schema
from dissensus.store.connect import Store

__all__ = ["LASTS", "coder_of", "keep"]

LASTS: Final = timedelta(days=30)
_s = schema.session.c


def keep(store: Store, key: str, coder: str, *, now: datetime | None = None) -> None:
    """Let the holder of a key in, as this coder; sessions that are over are swept out."""
    began = now or datetime.now(UTC)
    with store.write() as connection:
        connection.execute(delete(schema.session).where(_s.expires <= _stamp(began)))
        row = {
            "hash": _hash(key),
            "coder": coder,
            "created": _stamp(began),
            "expires": _stamp(began + LASTS),
        }
        connection.execute(insert(schema.session), row)


def coder_of(store: Store, key: str, *, now: datetime | None = None) -> str | None:
    """Return under whose name the holder of a key writes; None if the key opens nothing, or no longer."""
    with store.read() as connection:
        query = select(_s.coder).where(
            _s.hash == _hash(key), _s.expires > _stamp(now or datetime.now(UTC))
        )
        found = connection.execute(query).scalar()
    return None if found is None else str(found)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
