"""What does a ``.dna`` file hold? ``read_dna``: every table as columns, checked"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NoReturn

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dissensus.errors import ExchangeError
from dissensus.exchange.dna.database import DnaDatabase, gathered
from dissensus.exchange.dna.layout import DATA_TABLES, TABLES, UNIQUE, Field
from dissensus.exchange.dna.opening import DnaLimits, opened

__all__ = ["read_dna"]

_NULL: Final = -(2**63)
_ROWS: Final = 1_000_000
_TEXT_ROWS: Final = 10_000
_EXPANDS: Final = 4  # no honest file holds more characters than this many times its bytes
_LARGEST: Final = "DATASHORTTEXT"
_GO_BACK: Final = "The file is damaged or was changed by another program; go back to a copy."


def read_dna(path: str | Path, *, limits: DnaLimits | None = None) -> DnaDatabase:
    """Read a DNA 3 data base whole; the file is not touched.

    Raises ``ExchangeError`` for whatever is no DNA 3 data base (DNA 2 with what to do), for one that is damaged,
    half written or open for writing elsewhere, and for one that contradicts itself: cells of the wrong type
    or outside their range, references to rows that are not there, two values of one variable for one
    statement. That a statement lacks a value is no error. Cost: O(rows + characters), all in memory; a
    million statements take two seconds.
    """
    path = Path(path)
    limits = limits or DnaLimits()
    tables: dict[str, pl.DataFrame] = {}
    # Both connections hold the lock of readers before either reads, so they see the same moment. The
    # second one reads the largest table, more than half of all rows, beside the others.
    with (
        opened(path, limits) as connection,
        opened(path, limits) as beside,
        ThreadPoolExecutor(1) as worker,
    ):
        budget = _EXPANDS * path.stat().st_size
        for name in TABLES:
            _within(path, connection, name, limits)
        largest = worker.submit(_numbers, path, beside, _LARGEST)
        for name, fields in TABLES.items():
            if any(f.text for f in fields):
                tables[name] = _mixed(path, connection, name, budget)
            elif name != _LARGEST:
                tables[name] = _numbers(path, connection, name)
        tables[_LARGEST] = largest.result()
    database = DnaDatabase(path.name, tables)
    for name in TABLES:
        _in_range(path, name, database[name])
        _referring(path, name, tables)
        _unique(path, name, database[name])
    kinds = set(database["VARIABLES"]["DataType"])
    if unknown := sorted(kinds - set(DATA_TABLES)):
        _refuse(path, f"VARIABLES holds a variable of the unknown type {unknown[0]!r}")
    short = database["DATASHORTTEXT"]
    of = gathered(database["ENTITIES"]["ID"], database["ENTITIES"]["VariableId"], short["Entity"])
    if crossed := short.filter(of != short["VariableId"]).height:
        _refuse(path, f"{crossed:,} values name an entity of another variable")
    spans = database["STATEMENTS"]
    wrong = spans.filter(pl.col("Start") >= pl.col("Stop"))
    if wrong.height:
        _refuse(path, f"{wrong.height:,} statements end before they begin: {_ids(wrong)}")
    return database


def _within(path: Path, connection: sqlite3.Connection, name: str, limits: DnaLimits) -> None:
    rows = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
    if rows > limits.max_rows:
        raise ExchangeError(
            f"{path}: {name} has {rows:,} rows; {limits.max_rows:,} are allowed.",
            remedy="Raise the limit if the data base is really that large.",
        )


def _numbers(path: Path, connection: sqlite3.Connection, name: str) -> pl.DataFrame:
    """Read a table of whole numbers.

    SQLite writes each column out as one text, a million rows at a time: a fifth of the time that a Python
    tuple per row takes.
    """
    fields = TABLES[name]
    texts = ", ".join(f"group_concat(coalesce({f.name}, {_NULL}))" for f in fields)
    wrong = " OR ".join(_wrong(f) for f in fields if not f.key)  # a key is where the row stands
    query = f"SELECT total({wrong}), {texts} FROM {name} NOT INDEXED WHERE rowid BETWEEN ? AND ?"  # noqa: S608
    parts: list[list[NDArray[np.int64]]] = [[np.empty(0, np.int64)] for _ in fields]
    for bounds in _stretches(connection, name):
        wrongs, *row = connection.execute(query, bounds).fetchone()
        if wrongs:
            _refuse_cells(path, connection, name, fields)
        for part, text in zip(parts, row, strict=True):
            part.append(np.fromstring(text, dtype=np.int64, sep=","))
    return pl.DataFrame(
        [
            _nulled(pl.Series(f.name, np.concatenate(part)), f)
            for f, part in zip(fields, parts, strict=True)
        ]
    )


def _stretches(connection: sqlite3.Connection, name: str) -> Iterator[tuple[int, int]]:
    """Cut a table into stretches of so many rows: their first and last places."""
    at = f"SELECT rowid FROM {name} WHERE rowid >= ? ORDER BY rowid LIMIT 1 OFFSET ?"  # noqa: S608
    first = connection.execute(at, (_NULL, 0)).fetchone()
    while first is not None:
        after = connection.execute(at, (first[0], _ROWS)).fetchone()
        yield first[0], after[0] - 1 if after else 2**63 - 1
        first = after


def _nulled(column: pl.Series, field: Field) -> pl.Series:
    return column.replace(_NULL, None) if field.null else column


def _mixed(path: Path, connection: sqlite3.Connection, name: str, budget: int) -> pl.DataFrame:
    """Read a table that holds texts."""
    fields = TABLES[name]
    schema = {f.name: pl.String() if f.text else pl.Int64() for f in fields}
    cursor = connection.execute(f"SELECT {', '.join(schema)} FROM {name} ORDER BY rowid")  # noqa: S608
    parts = [pl.DataFrame(schema=schema)]
    for rows in _batches(cursor):
        try:
            part = pl.DataFrame(
                [
                    pl.Series(name, values, dtype=dtype, strict=True)
                    for (name, dtype), values in zip(
                        schema.items(), zip(*rows, strict=True), strict=True
                    )
                ]
            )
        except (TypeError, OverflowError):
            _refuse_cells(path, connection, name, fields)
        if any(part[f.name].null_count() for f in fields if not f.null):
            _refuse_cells(path, connection, name, fields)
        budget -= int(sum(part[f.name].str.len_bytes().sum() for f in fields if f.text))
        if budget < 0:
            _refuse(path, f"{name} holds more text than the whole file has bytes")
        parts.append(part)
    return pl.concat(parts)


def _batches(cursor: sqlite3.Cursor) -> Iterator[list[tuple[object, ...]]]:
    while rows := cursor.fetchmany(_TEXT_ROWS):
        yield rows


def _wrong(field: Field) -> str:
    """The SQL condition for a cell of the wrong type."""
    kinds = ["text" if field.text else "integer", *(["null"] if field.null else [])]
    return f"typeof({field.name}) NOT IN ({', '.join(repr(k) for k in kinds)})"


def _refuse_cells(
    path: Path, connection: sqlite3.Connection, name: str, fields: Sequence[Field]
) -> NoReturn:
    for f in fields:
        query = f"SELECT rowid, typeof({f.name}) FROM {name} WHERE {_wrong(f)} LIMIT 1"  # noqa: S608
        found = connection.execute(query).fetchone()
        if found is not None:
            wanted = "text" if f.text else "a whole number"
            what = "nothing" if found[1] == "null" else f"a {found[1]}"
            _refuse(path, f"{name}, row {found[0]}: {f.name} holds {what} instead of {wanted}")
    _refuse(path, f"{name} holds what it should not")


def _in_range(path: Path, name: str, frame: pl.DataFrame) -> None:
    for f in TABLES[name]:
        column = frame[f.name]
        least, most = (None, None) if f.text else (column.min(), column.max())
        if not isinstance(least, int) or not isinstance(most, int):
            continue
        for found, out in (
            (least, f.least is not None and least < f.least),
            (most, f.most is not None and most > f.most),
        ):
            if out:
                _refuse(path, f"{name} holds {found} as {f.name}, which is out of its range")


def _referring(path: Path, name: str, tables: Mapping[str, pl.DataFrame]) -> None:
    for f in TABLES[name]:
        if not f.to:
            continue
        frame = tables[name]
        lost = frame.filter(~_known(frame[f.name], tables[f.to]["ID"]))
        if lost.height:
            _refuse(
                path,
                f"{lost.height:,} rows of {name} refer to {f.to} that are not there "
                f"({f.name} {lost[f.name][0]}, in row {_ids(lost)})",
            )


def _known(column: pl.Series, ids: pl.Series) -> pl.Series:
    """Say which of these (none, too) are among the identities: by a table of them where they are dense."""
    top = int(str(ids.max() or 0))
    if top > 10 * len(ids) + 1000 or int(str(column.max() or 0)) > top:
        return column.is_in(ids.implode()) | column.is_null()
    there = np.zeros(top + 2, dtype=np.bool_)
    there[ids.to_numpy()] = True
    there[top + 1] = True
    return pl.Series(there[column.fill_null(top + 1).to_numpy()])


def _unique(path: Path, name: str, frame: pl.DataFrame) -> None:
    """Refuse rows that stand twice; SQLite only saw to it if the file's own table said so."""
    keys = [[f.name] for f in TABLES[name] if f.key]
    if name in UNIQUE:
        keys.append(list(UNIQUE[name]))
    for key in keys:
        if key == ["ID"]:  # SQLite sees to that
            continue
        columns = frame.select(key)
        if name in DATA_TABLES.values() and len(key) > 1 and frame.height:
            # Two small numbers in one: telling them apart takes a third of the time.
            columns = _paired(columns)
        if columns.n_unique() < columns.height:
            double = frame.filter(frame.select(key).is_duplicated())
            _refuse(path, f"{name} holds {double.height:,} rows of the same {' and '.join(key)}")


def _paired(columns: pl.DataFrame) -> pl.DataFrame:
    first, second = columns.get_columns()
    width = int(str(second.max())) + 1
    if int(str(first.max())) > 2**62 // width:
        return columns
    return pl.DataFrame([first * width + second])


def _ids(frame: pl.DataFrame) -> str:
    shown = ", ".join(str(i) for i in frame[frame.columns[0]].head(3))
    return shown + (", …" if frame.height > 3 else "")


def _refuse(path: Path, what: str) -> NoReturn:
    raise ExchangeError(f"{path}: {what}.", remedy=_GO_BACK)
