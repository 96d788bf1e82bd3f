"""How was it then? ``as_of``: the state at any past moment, rebuilt from the history"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, insert, select

from dissensus.errors import NotFound
from dissensus.store import schema, search
from dissensus.store.connect import Store
from dissensus.store.history import Row, load

__all__ = ["as_of", "rows_at"]

_BATCH: Final = 2000


def as_of(store: Store, moment: datetime | int) -> Store:
    """Return a read-only store with the state after the last act up to ``moment``.

    ``moment`` is a time (with zone) or the number of an act. Texts are read from the project itself,
    where every version still is. Cost: O(changes up to then); memory: the state without texts.
    """
    with store.read() as connection:
        last = _last_act(connection, moment)
        past = Store.memory(Path(store.location))
        with past.engine.begin() as target:
            for name, table in schema.KEPT.items():
                batch: list[Row] = []
                for row in rows_at(connection, name, last):
                    batch.append(row)
                    if len(batch) == _BATCH:
                        target.execute(insert(table), batch)
                        batch = []
                if batch:
                    target.execute(insert(table), batch)
            for name in ("act", "change"):  # the history, too, ends there
                bound = "seq" if name == "act" else "act"
                target.exec_driver_sql(
                    f"CREATE TEMP VIEW {name} AS SELECT * FROM past.{name} WHERE {bound} <= {last:d}"  # noqa: S608
                )
            search.prepare(target)
            meta = [dict(r) for r in connection.execute(select(schema.meta)).mappings()]
            target.execute(insert(schema.meta), meta)
    return past


def rows_at(connection: Connection, table: str, last: int) -> Iterator[Row]:
    """Go through the rows of a table as they were after act number ``last``."""
    c = schema.change.c
    latest = (
        select(func.max(c.seq))
        .where(c.row_table == table, c.act <= last)
        .group_by(c.row_id)
        .scalar_subquery()
    )
    query = select(c.after).where(c.seq.in_(latest), c.after.is_not(None)).order_by(c.seq)
    for (after,) in connection.execute(query):
        row = load(after)
        assert row is not None
        yield row


def _last_act(connection: Connection, moment: datetime | int) -> int:
    a = schema.act.c
    if isinstance(moment, datetime):
        stamp = moment.astimezone(UTC).isoformat(timespec="microseconds")
        query = select(func.max(a.seq)).where(a.time <= stamp)
    else:
        query = select(func.max(a.seq)).where(a.seq <= moment)
    last = connection.execute(query).scalar()
    if last is None:
        raise NotFound(
            f"The project has no act up to {moment}.", remedy="`dissensus history` lists all acts."
        )
    return int(last)
