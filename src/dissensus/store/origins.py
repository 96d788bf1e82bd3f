"""What did the data bases say that were brought in? ``keep``, ``load``: their rows as they were, kept apart

A foreign data base has things that have no place here: numbers of rows, passwords, window settings. Its
tables are therefore kept, but for what the project says to the letter, each row with the identity it has
here, as content under a hash: written once and never changed. So what still says the same goes back as it came.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from dissensus.model.document import text_hash
from dissensus.model.identity import new_id
from dissensus.store import schema
from dissensus.store.history import Act

__all__ = ["Origin", "keep", "load", "store_texts", "texts"]

_ROWS: Final = 50_000  # in one piece of content
_CHUNK: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A data base that was brought in: where it lay, its tables as kept, and what was lost on the way."""

    format: str
    name: str
    location: str
    sha256: str
    read_at: str
    tables: Mapping[str, pl.DataFrame]
    losses: Sequence[Mapping[str, object]] = ()


def keep(act: Act, origin: Origin) -> None:
    """Keep a data base's tables. Cost: O(cells)."""
    hashes = {}
    for name, frame in origin.tables.items():
        bodies = [
            json.dumps(part.to_dict(as_series=False), ensure_ascii=False, separators=(",", ":"))
            for part in frame.iter_slices(_ROWS)
        ]
        hashes[name] = store_texts(act.connection, bodies)
    act.insert(
        "origin",
        [
            {
                "id": new_id(),
                "format": origin.format,
                "name": origin.name,
                "location": origin.location,
                "sha256": origin.sha256,
                "read_at": origin.read_at,
                "tables": json.dumps(hashes, sort_keys=True),
                "losses": json.dumps(list(origin.losses), ensure_ascii=False),
            }
        ],
    )


def store_texts(connection: Connection, bodies: Sequence[str]) -> list[str]:
    """Store texts once under their hashes, and return these."""
    hashes = [text_hash(body) for body in bodies]
    if hashes:
        connection.execute(
            insert_or_ignore(schema.content).on_conflict_do_nothing(),
            [{"hash": key, "body": body} for key, body in zip(hashes, bodies, strict=True)],
        )
    return hashes


def texts(connection: Connection, hashes: Sequence[str]) -> dict[str, str]:
    """Return the texts under these hashes."""
    c = schema.content.c
    found: dict[str, str] = {}
    for start in range(0, len(hashes), _CHUNK):
        query = select(c.hash, c.body).where(c.hash.in_(hashes[start : start + _CHUNK]))
        found.update({row.hash: row.body for row in connection.execute(query)})
    return found


def load(connection: Connection, kind: str) -> list[Origin]:
    """Return the data bases of a format that were brought in, in that order. Cost: O(cells).

    A table that had no rows has no columns either.
    """
    o = schema.origin
    rows = connection.execute(select(o).where(o.c.format == kind).order_by(o.c.id)).all()
    return [
        Origin(
            format=row.format,
            name=row.name,
            location=row.location,
            sha256=row.sha256,
            read_at=row.read_at,
            tables={
                name: _frame(connection, hashes) for name, hashes in json.loads(row.tables).items()
            },
            losses=json.loads(row.losses),
        )
        for row in rows
    ]


def _frame(connection: Connection, hashes: Sequence[str]) -> pl.DataFrame:
    bodies = texts(connection, hashes)
    parts = [pl.DataFrame(json.loads(bodies[key]), infer_schema_length=None) for key in hashes]
    return pl.concat(parts, how="vertical_relaxed") if parts else pl.DataFrame()
