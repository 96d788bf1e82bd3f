"""How do statements become columns, and from when to when? ``event_frame``, ``extent``"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import polars as pl
from sqlalchemy import Connection, Executable, literal, select

from dissensus import events
from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.suggestion import SuggestionState
from dissensus.store import schema

__all__ = ["event_frame", "extent"]

_JSON_TYPES: Final[Mapping[DataType, pl.DataType]] = {
    DataType.ENTITY: pl.String(),
    DataType.TEXT: pl.String(),
    DataType.BOOLEAN: pl.Boolean(),
    DataType.INTEGER: pl.Int64(),
    DataType.NUMBER: pl.Float64(),
    DataType.DATE: pl.String(),
}
_ROWS: Final = 10_000
_ROW: Final[Mapping[str, pl.DataType]] = {
    events.STATEMENT: pl.String(),
    events.DOCUMENT: pl.String(),
    events.START: pl.Int64(),
    events.STOP: pl.Int64(),
    events.QUOTATION: pl.String(),
    events.CODER: pl.String(),
    events.REVIEWED: pl.Int64(),
    events.SCORE: pl.Float64(),
    "voices": pl.String(),
}


def event_frame(
    connection: Connection, statement_type: StatementType, codebook: Codebook, *, unreviewed: bool
) -> pl.DataFrame:
    """Read all statements of one type as the columns of an event list.

    With ``unreviewed``, suggestions that wait for a decision come as rows too, not reviewed. Values are
    parsed and identities turned into names column by column. Cost: O(statements).
    """
    names = {e.id: e.name for e in codebook.entities}
    frame = _values(_statements(connection, statement_type), statement_type, names)
    if unreviewed:
        frame = pl.concat(
            [frame, _values(_suggestions(connection, statement_type), statement_type, {})]
        )
    return frame.join(_documents(connection), on=events.DOCUMENT, how="inner")


def extent(connection: Connection) -> tuple[datetime, datetime] | None:
    """Return the first second of the earliest and of the latest dated document. Cost: O(documents)."""
    dates = _dated(
        _frame(
            connection,
            select(schema.document.c.date).where(schema.document.c.trashed == 0),
            {"date": pl.String()},
        )
    )
    first, last = dates.select(
        pl.col(events.DATE).min().alias("first"), pl.col(events.DATE).max().alias("last")
    ).row(0)
    return None if first is None else (first, last)


def _statements(connection: Connection, statement_type: StatementType) -> pl.DataFrame:
    s = schema.statement.c
    query = select(
        s.id,
        s.document_id,
        s.start,
        s.stop,
        s.quotation,
        s.coder_id,
        s.reviewed,
        s.score,
        s.voices,
        s["values"],
    ).where(s.statement_type_id == statement_type.id, s.trashed == 0)
    coders = {row.id: row.name for row in connection.execute(select(schema.coder))}
    frame = _frame(connection, query, _ROW, _kinds(statement_type))
    return frame.with_columns(pl.col(events.CODER).replace(coders))


def _suggestions(connection: Connection, statement_type: StatementType) -> pl.DataFrame:
    s = schema.suggestion.c
    waiting = [SuggestionState.WAITING.value, SuggestionState.SKIPPED.value]
    query = select(
        s.id,
        s.document_id,
        s.start,
        s.stop,
        s.quotation,
        s.suggester,
        literal(0),
        s.score,
        s.voices,
        s["values"],
    ).where(s.statement_type_id == statement_type.id, s.state.in_(waiting))
    return _frame(connection, query, _ROW, _kinds(statement_type))


def _frame(
    connection: Connection,
    query: Executable,
    columns: Mapping[str, pl.DataType],
    objects: Mapping[str, pl.DataType] | None = None,
) -> pl.DataFrame:
    """Read the rows of a query as columns, some rows at a time: Python holds no more of them.

    With ``objects``, a further last column holds JSON objects, and what they hold becomes columns. Parsed
    as lines of one file they take an eighth of the time they take one by one.
    """
    cursor = connection.execute(query).cursor
    parts = [pl.DataFrame(schema={**columns, **(objects or {})})]
    while rows := cursor.fetchmany(_ROWS) if cursor is not None else []:
        read = list(zip(*rows, strict=True))
        part = pl.DataFrame(
            [
                pl.Series(name, values, dtype=dtype)
                for (name, dtype), values in zip(columns.items(), read, strict=False)
            ]
        )
        if objects:
            lines = "\n".join(read[-1]).encode()
            part = part.hstack(pl.read_ndjson(lines, schema=dict(objects)))
        parts.append(part)
    return pl.concat(parts)


def _values(
    frame: pl.DataFrame, statement_type: StatementType, names: Mapping[str, str]
) -> pl.DataFrame:
    chain = pl.col("voices").str.json_decode(pl.List(pl.List(pl.String)))
    decoded = frame.with_columns(
        pl.col(events.REVIEWED).cast(pl.Boolean),
        chain.list.eval(pl.element().list.first()).list.join(" → ").alias(events.VOICES),
    ).drop("voices")
    if not names:
        return decoded
    return decoded.with_columns(
        pl.col(v.name).replace(names)
        for v in statement_type.variables
        if v.data_type is DataType.ENTITY
    )


def _kinds(statement_type: StatementType) -> dict[str, pl.DataType]:
    return {v.name: _JSON_TYPES[v.data_type] for v in statement_type.variables}


def _documents(connection: Connection) -> pl.DataFrame:
    d = schema.document.c
    names = {
        events.DOCUMENT: d.id,
        events.TITLE: d.title,
        events.AUTHOR: d.author,
        events.SOURCE: d.source,
        events.SECTION: d.section,
        events.TYPE: d.type,
        events.LANGUAGE: d.language,
        events.GROUP: d.group_id,
        "date": d.date,
    }
    query = select(*names.values()).where(d.trashed == 0)
    frame = _frame(connection, query, dict.fromkeys(names, pl.String()))
    return _dated(frame)


def _dated(frame: pl.DataFrame) -> pl.DataFrame:
    """Turn ISO dates into moments: "2019" and "2019-06" begin on their first day; a time's zone is always Z."""
    full = pl.col("date") + pl.lit("-01-01").str.slice(
        pl.col("date").str.len_chars().cast(pl.Int64) - 4
    )
    day = pl.when(pl.col("date").str.len_chars() < 10).then(full).otherwise(pl.col("date"))
    stamp = day.str.slice(0, 19).str.replace("T", " ")
    moment = pl.coalesce(
        stamp.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False),
        stamp.str.to_datetime("%Y-%m-%d", strict=False),
    )
    return frame.with_columns(moment.alias(events.DATE)).drop("date")
