"""How do statements become columns, and from when to when? ``event_list``, ``extent``

SQLite joins the rows into a few long texts (CSV and JSON lines), which Polars parses: no cell of a
million rows becomes a Python value on the way, and one core parses while the other reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import reduce
from typing import Any, Final, TypeAlias

import polars as pl
from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    case,
    cast,
    exc,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy import Text as SqlText

from dissensus import events
from dissensus.events import EventList
from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.suggestion import SuggestionState
from dissensus.store import schema
from dissensus.store.entities import Names

__all__ = ["event_list", "extent"]

_JSON_TYPES: Final[Mapping[DataType, pl.DataType]] = {
    DataType.ENTITY: pl.String(),
    DataType.TEXT: pl.String(),
    DataType.BOOLEAN: pl.Boolean(),
    DataType.INTEGER: pl.Int64(),
    DataType.NUMBER: pl.Float64(),
    DataType.DATE: pl.String(),
}
_ROWS: Final = 20_000
_Texts: TypeAlias = tuple[bytes, bytes, bytes]
_FACTS: Final[Mapping[str, pl.DataType]] = {
    events.STATEMENT: pl.String(),
    events.DOCUMENT: pl.String(),
    events.START: pl.Int64(),
    events.STOP: pl.Int64(),
    events.REVIEWED: pl.Int64(),
    events.SCORE: pl.Float64(),
    events.CODER: pl.String(),
}
_WORDS: Final[Mapping[str, pl.DataType]] = {
    events.QUOTATION: pl.String(),
    events.VOICES: pl.List(pl.List(pl.String)),
}


def event_list(
    connection: Connection, statement_type: StatementType, codebook: Codebook, *, unreviewed: bool
) -> EventList:
    """Read all statements of one type as an event list.

    With ``unreviewed``, suggestions that wait for a decision come as rows too, not reviewed. Cost:
    O(statements log statements), of which the sorting is a tenth.
    """
    documents = _documents(connection).sort(events.DATE, events.DOCUMENT, nulls_last=True)
    frame = _named(_statements(connection, statement_type), statement_type, codebook)
    if unreviewed:
        frame = pl.concat([frame, _suggestions(connection, statement_type, codebook)])
    place = _codes(frame[events.DOCUMENT], documents[events.DOCUMENT])
    order = (
        frame.select(events.START, events.STOP, events.STATEMENT, place.alias("place"))
        .with_row_index("row")
        .filter(pl.col("place").is_not_null())  # the others' documents are in the trash
        .sort("place", events.START, events.STOP, events.STATEMENT)
    )
    rows = frame[order["row"]].hstack(documents[order["place"]].drop(events.DOCUMENT))
    kinds = EventList.schema(statement_type)
    entities = [v.name for v in statement_type.variables if v.data_type is DataType.ENTITY]
    return EventList(
        rows.select(pl.col(name).cast(kind) for name, kind in kinds.items()).with_columns(
            pl.when(pl.col(name) != "").then(pl.col(name)) for name in entities
        ),
        statement_type,
    )


def extent(connection: Connection) -> tuple[datetime, datetime] | None:
    """Return the first second of the earliest and of the latest dated document. Cost: O(documents)."""
    query = select(schema.document.c.date).where(schema.document.c.trashed == 0)
    rows = connection.execute(query).scalars().all()
    dates = _dated(pl.DataFrame({"date": rows}, schema={"date": pl.String()}))
    first, last = dates.select(
        pl.col(events.DATE).min().alias("first"), pl.col(events.DATE).max().alias("last")
    ).row(0)
    return None if first is None else (first, last)


def _statements(connection: Connection, statement_type: StatementType) -> pl.DataFrame:
    s = schema.statement
    chosen = (s.c.statement_type_id == statement_type.id) & (s.c.trashed == 0)
    facts = [s.c.id, s.c.document_id, s.c.start, s.c.stop, s.c.reviewed, s.c.score, s.c.coder_id]
    frame = _read(connection, s, facts, chosen, statement_type)
    coders = {row.id: row.name for row in connection.execute(select(schema.coder))}
    return frame.with_columns(_renamed(frame[events.CODER], coders))


def _suggestions(
    connection: Connection, statement_type: StatementType, codebook: Codebook
) -> pl.DataFrame:
    """Read what waits for a decision; an alias counts as the name it stands for, as when it is accepted."""
    s = schema.suggestion
    waiting = [SuggestionState.WAITING.value, SuggestionState.SKIPPED.value]
    chosen = (s.c.statement_type_id == statement_type.id) & s.c.state.in_(waiting)
    reviewed: ColumnElement[Any] = literal_column("0")
    facts = [s.c.id, s.c.document_id, s.c.start, s.c.stop, reviewed, s.c.score, s.c.suggester]
    frame = _read(connection, s, facts, chosen, statement_type)
    names = Names.of(codebook.entities)
    return frame.with_columns(
        pl.col(v.name).replace({word: names.by_id[one] for word, one in known.items()})
        for v in statement_type.variables
        if v.data_type is DataType.ENTITY and (known := names.by_kind.get(v.entities))
    )


def _read(
    connection: Connection,
    table: Table,
    facts: Sequence[ColumnElement[Any]],
    chosen: ColumnElement[bool],
    statement_type: StatementType,
) -> pl.DataFrame:
    """Read rows as columns, some thousand at a time."""
    c = table.c
    *short, score, who = facts
    line = _joined(
        *(part for column in short for part in (column, ",")),
        case((score.is_(None), ""), else_=func.printf("%!.17g", score)),
        ',"',
        func.replace(who, '"', '""'),
        '"',
    )
    words = _joined(
        f'{{"{events.QUOTATION}":',
        func.json_quote(c.quotation),
        f',"{events.VOICES}":',
        c.voices,
        "}",
    )
    texts = [
        cast(func.group_concat(text, "\n"), LargeBinary).label(name)  # bytes: nothing to decode
        for name, text in (("facts", line), ("values", c["values"]), ("words", words))
    ]
    row: ColumnElement[int] = literal_column("rowid")
    last = connection.execute(select(func.max(row)).select_from(table)).scalar() or 0
    values = {v.name: _JSON_TYPES[v.data_type] for v in statement_type.variables}
    parts = [pl.DataFrame(schema={**_FACTS, **_WORDS, **values})]

    def between(first: int, stop: int) -> list[_Texts]:
        query = select(*texts).where(chosen, row >= first, row < stop)
        try:
            found = connection.execute(query).one()
        except exc.DBAPIError:  # longer than SQLite lets a text be
            if stop - first < 2:
                raise
            middle = (first + stop) // 2
            return between(first, middle) + between(middle, stop)
        return [] if found[0] is None else [(found[0], found[1], found[2])]

    for facts_read, values_read, words_read in _ahead(between, last):
        told = pl.read_csv(facts_read, has_header=False, schema=dict(_FACTS))
        said = pl.read_ndjson(words_read, schema=dict(_WORDS))
        coded = pl.read_ndjson(values_read, schema=values)
        parts.append(pl.concat([told, said, coded], how="horizontal"))
    return pl.concat(parts).with_columns(
        pl.col(events.REVIEWED).cast(pl.Boolean),
        pl.col(events.VOICES).list.eval(pl.element().list.first()).list.join(" → "),
    )


def _ahead(between: Callable[[int, int], list[_Texts]], last: int) -> Iterator[_Texts]:
    """Go through the rows by their numbers, reading the next ones while these are parsed."""
    with ThreadPoolExecutor(1) as reader:
        waiting = None
        for first in range(1, last + 1, _ROWS):
            coming = reader.submit(between, first, first + _ROWS)
            if waiting is not None:
                yield from waiting.result()
            waiting = coming
        if waiting is not None:
            yield from waiting.result()


def _joined(*parts: ColumnElement[Any] | str) -> ColumnElement[Any]:
    """Join texts and columns into one text per row."""
    first, *rest = (
        literal(part, SqlText) if isinstance(part, str) else cast(part, SqlText) for part in parts
    )
    return reduce(lambda left, right: left.concat(right), rest, first)


def _codes(column: pl.Series, known: pl.Series) -> pl.Series:
    """Return the place of each text among the known ones, null where it is not among them.

    As categories: ten times faster than looking each up.
    """
    return column.cast(pl.Enum(known), strict=False).to_physical()


def _renamed(column: pl.Series, names: Mapping[str, str]) -> pl.Series:
    known, new = (pl.Series(list(texts), dtype=pl.String) for texts in (names, names.values()))
    return new.gather(_codes(column, known)).alias(column.name)


def _named(frame: pl.DataFrame, statement_type: StatementType, codebook: Codebook) -> pl.DataFrame:
    """Put names for the identities of entities."""
    names = {e.id: e.name for e in codebook.entities}
    return frame.with_columns(
        _renamed(frame[v.name], names)
        for v in statement_type.variables
        if v.data_type is DataType.ENTITY
    )


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
    rows = connection.execute(query).all()
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    frame = pl.DataFrame(
        dict(zip(names, columns, strict=True)), schema=dict.fromkeys(names, pl.String())
    )
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
