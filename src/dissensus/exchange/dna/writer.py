"""How is a ``.dna`` file written? ``write_dna``: tables to a data base that DNA 3 opens, whole or not at all"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from dissensus.errors import ExchangeError
from dissensus.exchange.dna.layout import LONGEST, TABLES, UNEQUAL, UNIQUE, Field
from dissensus.exchange.files import replacing

__all__ = ["write_dna"]


def write_dna(
    tables: Mapping[str, pl.DataFrame], path: str | Path, *, replace: bool = False
) -> Path:
    """Write tables with the columns of ``layout.TABLES`` as a DNA 3 data base; a table left out is empty.

    SQLite itself sees to it that the rows keep DNA's rules: lengths, ranges, unique names, references.
    Raises ``ExchangeError`` where they do not, for a file that is there already (unless ``replace``), and for a
    folder that can't be written. Cost: O(cells).
    """
    path = Path(path)
    if path.exists() and not replace:
        raise ExchangeError(
            f"{path} is there already.",
            remedy="Choose another name, or add --replace to write over it.",
        )
    with replacing(path) as part:
        connection = sqlite3.connect(part, isolation_level=None)
        try:
            # The file is renamed once it is whole; until then nobody needs a journal of it.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("BEGIN")
            for name, fields in TABLES.items():
                connection.execute(_definition(name, fields))
                frame = tables.get(name)
                if frame is not None and frame.height:
                    columns = frame.select(f.name for f in fields)
                    marks = ", ".join("?" * len(fields))
                    connection.executemany(
                        f"INSERT INTO {name} VALUES ({marks})",  # noqa: S608
                        columns.iter_rows(),
                    )
            connection.execute("COMMIT")
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.Error as error:
            raise ExchangeError(
                f"{path} can't be written: {error}.",
                remedy="Check the free space; if there is enough, this is a mistake in Dissensus.",
            ) from None
        finally:
            connection.close()
        if broken:
            raise ExchangeError(
                f"{path} can't be written: row {broken[1]} of {broken[0]} refers to no row of {broken[2]}.",
                remedy="This is a mistake in Dissensus.",
            )
    return path


def _definition(name: str, fields: tuple[Field, ...]) -> str:
    parts = [_column(f) for f in fields]
    if name == "STATEMENTS":
        parts.append("CHECK (Start < Stop)")
    if name in UNEQUAL:
        first, second = UNEQUAL[name]
        parts.append(f"CHECK ({first} != {second})")
    parts += [
        f"FOREIGN KEY({f.name}) REFERENCES {f.to}(ID) ON DELETE CASCADE" for f in fields if f.to
    ]
    if name in UNIQUE:
        parts.append(f"UNIQUE ({', '.join(UNIQUE[name])})")
    return f"CREATE TABLE {name}({', '.join(parts)})"


def _column(field: Field) -> str:
    return " ".join((field.name, "TEXT" if field.text else "INTEGER", *_rules(field)))


def _rules(field: Field) -> Iterator[str]:
    if field.key:
        yield "PRIMARY KEY"
        if not field.text:
            yield "NOT NULL"
    elif not field.null:
        yield "NOT NULL"
    if field.default is not None:
        yield f"DEFAULT {field.default!r}"
    if field.short:
        yield f"CHECK (LENGTH({field.name}) <= {LONGEST})"
    if field.most is not None:
        yield f"CHECK ({field.name} BETWEEN {field.least} AND {field.most})"
    elif field.least is not None and not field.key and not field.to:
        yield f"CHECK ({field.name} >= {field.least})"
