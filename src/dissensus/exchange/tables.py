"""How is a table read and written? ``read_table``, ``write_table``: CSV, JSON Lines and Parquet"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import polars as pl
from charset_normalizer import from_bytes

from dissensus.errors import ExchangeError
from dissensus.exchange.files import replacing
from dissensus.exchange.manifest import Manifest, write_manifest

__all__ = ["TABLE_SUFFIXES", "Table", "TableLimits", "read_table", "write_table"]

TABLE_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet")

_DELIMITERS: Final = ",;\t|"
_SAMPLE_ROWS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLimits:
    """How much of a table is read before it is refused."""

    max_bytes: int = 512 * 1024 * 1024
    max_rows: int = 5_000_000
    max_columns: int = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows of texts (None: no value), and what the reader found out about the file."""

    frame: pl.DataFrame
    delimiter: str = ""
    encoding: str = ""


def read_table(path: str | Path, *, limits: TableLimits | None = None) -> Table:
    """Read a table whose every cell is a text; the suffix names the format.

    CSV: the delimiter (comma, semicolon, tab, bar) is the one that splits the first rows most evenly; the
    encoding is UTF-8, else the likeliest one; quoted cells may hold line breaks. JSON Lines: an object per
    line; lists and objects within are kept as JSON text. Numbers and booleans are written as JSON writes
    them.

    Raises ``ExchangeError`` for a table that is unreadable, uneven or beyond the limits, with the line
    where that can be told. Cost: O(bytes), all in memory.
    """
    path = Path(path)
    limits = limits or TableLimits()
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise ExchangeError(
                f"{path} has {size / 2**20:,.0f} MiB; {limits.max_bytes / 2**20:,.0f} are allowed.",
                remedy="Split it, or raise the limit.",
            )
        suffix = path.suffix.lower()
        if suffix == ".parquet":
            table = _parquet(path, limits)
        elif suffix in (".jsonl", ".ndjson"):
            table = _jsonl(path, path.read_bytes(), limits)
        elif suffix in (".csv", ".tsv", ".txt"):
            table = _csv(path, path.read_bytes())
        else:
            raise ExchangeError(
                f"{path.name} has no suffix that names a table format.",
                remedy=f"Use one of: {', '.join(TABLE_SUFFIXES)}.",
            )
    except OSError as error:
        raise ExchangeError(
            f"{path} can't be read: {error.strerror or error}.", remedy="Check the path."
        ) from None
    _within(path, table.frame.width, table.frame.height, limits)
    return table


def write_table(frame: pl.DataFrame, path: str | Path, *, manifest: Manifest) -> Path:
    """Write a frame as CSV, JSON Lines or Parquet, by the suffix, with its manifest beside it.

    Parquet carries the manifest inside, too, as the metadata ``dissensus.manifest``. Lists become JSON text
    in CSV. Raises ``ExchangeError`` for another suffix. Cost: O(cells).
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"):
        raise ExchangeError(
            f"{path.name} has no suffix that names a table format.",
            remedy="Use .csv, .tsv, .jsonl or .parquet.",
        )
    with replacing(path) as part:
        if suffix == ".parquet":
            inside = {"dissensus.manifest": manifest.as_json(name=path.name)}
            frame.write_parquet(part, metadata=inside)
        elif suffix in (".csv", ".tsv"):
            _flat(frame).write_csv(
                part,
                separator="\t" if suffix == ".tsv" else ",",
                datetime_format="%Y-%m-%dT%H:%M:%S",
            )
        else:
            frame.with_columns(
                pl.col(pl.Datetime).dt.strftime("%Y-%m-%dT%H:%M:%S")  # without idle microseconds
            ).write_ndjson(part)
    write_manifest(manifest, path)
    return path


def _within(path: Path, columns: int, rows: int, limits: TableLimits) -> None:
    if columns > limits.max_columns or rows > limits.max_rows:
        raise ExchangeError(
            f"{path} has {columns:,} columns and {rows:,} rows; "
            f"{limits.max_columns:,} and {limits.max_rows:,} are allowed.",
            remedy="Split it, or raise the limits.",
        )


def _parquet(path: Path, limits: TableLimits) -> Table:
    try:
        lazy = pl.scan_parquet(path)
        width, height = len(lazy.collect_schema()), lazy.select(pl.len()).collect().item()
        _within(path, width, height, limits)  # before anything is unpacked
        return Table(_flat(lazy.collect()))
    except pl.exceptions.PolarsError as error:
        raise ExchangeError(
            f"{path} is not a readable Parquet file: {str(error).splitlines()[0]}.",
            remedy="Is it complete, and are its columns texts, numbers, dates or lists of them?",
        ) from None


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Turn every column into texts, as JSON writes them; lists and structures too."""
    return frame.with_columns(
        pl.Series(
            name,
            [None if v is None else json.dumps(v, ensure_ascii=False, default=str) for v in column],
            dtype=pl.String,
        )
        if (column := frame[name].to_list() if kind.is_nested() else None) is not None
        else pl.col(name).dt.strftime("%Y-%m-%dT%H:%M:%S")
        if kind == pl.Datetime
        else pl.col(name).cast(pl.String)
        for name, kind in frame.schema.items()
    )


def _jsonl(path: Path, data: bytes, limits: TableLimits) -> Table:
    rows: list[dict[str, str | None]] = []
    names: dict[str, None] = {}
    for number, line in enumerate(io.BytesIO(data), start=1):
        if not line.strip():
            continue
        try:
            content = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise ExchangeError(
                f"{path}:{number}: not a line of JSON: {error}.",
                remedy="Each line must hold one whole object.",
            ) from None
        if not isinstance(content, dict):
            raise ExchangeError(
                f"{path}:{number}: found {type(content).__name__}; expected an object.",
                remedy='Each line must look like {"quotation": "…"}.',
            )
        rows.append({key: _text(value) for key, value in content.items()})
        names.update(dict.fromkeys(content))
        _within(path, len(names), len(rows), limits)
    return Table(pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String)), encoding="utf-8")


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _csv(path: Path, data: bytes) -> Table:
    text, encoding = _decoded(path, data)
    delimiter = _delimiter(text)
    try:
        frame = pl.read_csv(
            io.BytesIO(text.encode("utf-8")),
            separator=delimiter,
            infer_schema=False,
        )
    except pl.exceptions.NoDataError:
        raise ExchangeError(
            f"{path} is empty.", remedy="The first row must name columns."
        ) from None
    except pl.exceptions.PolarsError as error:
        line = _uneven(text, delimiter)
        where = f"{path}:{line}" if line else str(path)
        raise ExchangeError(
            f"{where}: not a table with {delimiter!r} between its cells ({str(error).splitlines()[0]}).",
            remedy="Give every row as many cells as the first one, and close all quotation marks.",
        ) from None
    return Table(frame, delimiter, encoding)


def _decoded(path: Path, data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None:
        raise ExchangeError(f"{path} is no text in a known encoding.", remedy="Save it as UTF-8.")
    return str(best), best.encoding


def _delimiter(text: str) -> str:
    """Choose what splits the first rows into most columns, all alike; a comma if nothing does."""
    best, width = ",", 1
    for delimiter in _DELIMITERS:
        sizes = {len(row) for row in _rows(text[:1_000_000], delimiter, _SAMPLE_ROWS) if row}
        if len(sizes) == 1 and (size := sizes.pop()) > width:
            best, width = delimiter, size
    if width == 1:  # uneven rows: what the header has most of
        header = text.split("\n", 1)[0]
        best = max(_DELIMITERS, key=header.count)
    return best


def _rows(text: str, delimiter: str, most: int | None) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from islice(reader, most)
    except csv.Error:  # a cell beyond what the module takes: what came so far decides
        return


def _uneven(text: str, delimiter: str) -> int:
    """Return the number of the first row that has another width than the header, or 0."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    width = 0
    try:
        for row in reader:
            width = width or len(row)
            if row and len(row) != width:
                return reader.line_num
    except csv.Error:
        return reader.line_num
    return 0
