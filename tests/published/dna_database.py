"""Read the statements of a .dna file (SQLite) as event lists; for tests only."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

import polars as pl

from dissensus.events import EventList
from dissensus.model.codebook import DataType, StatementType, Variable

__all__ = ["grid", "statements"]

_TYPES = {
    "short text": (DataType.ENTITY, "DATASHORTTEXT"),
    "long text": (DataType.TEXT, "DATALONGTEXT"),
    "integer": (DataType.INTEGER, "DATAINTEGER"),
    "boolean": (DataType.BOOLEAN, "DATABOOLEAN"),
}


def grid(shared: Path, name: str) -> list[dict[str, Any]]:
    """Return the reference cases of a database that are static networks."""
    with gzip.open(shared / "reference" / "dna" / f"grid-{name}.json.gz") as stream:
        cases: list[dict[str, Any]] = json.load(stream)["cases"]
    return [
        c
        for c in cases
        if c["options"]["op"] == "network" and c["options"].get("timeWindow", "no") == "no"
    ]


def statements(shared: Path, name: str, folder: Path) -> dict[str, EventList]:
    """Return the event list of each statement type of a database."""
    path = shared / "reference" / "dna" / f"{name}.dna"
    if not path.is_file():
        packed = path.with_name(f"{name}.dna.gz")
        path = folder / f"{name}.dna"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return {
            label: _events(connection, identity, label)
            for identity, label in connection.execute("SELECT ID, Label FROM STATEMENTTYPES")
        }
    finally:
        connection.close()


def _events(connection: sqlite3.Connection, type_id: int, label: str) -> EventList:
    rows = connection.execute(
        "SELECT s.ID, s.Start, s.Stop, d.ID, d.Title, d.Author, d.Source, d.Section, d.Type, d.Date"
        " FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE s.StatementTypeId = ?",
        (type_id,),
    ).fetchall()
    variables = connection.execute(
        "SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ?", (type_id,)
    ).fetchall()
    columns: dict[str, list[object]] = {
        # Numbers, padded: the canonical order compares identities as texts.
        "statement.id": [f"{r[0]:09}" for r in rows],
        "statement.start": [r[1] for r in rows],
        "statement.stop": [r[2] for r in rows],
        "document.id": [f"{r[3]:09}" for r in rows],
        "document.title": [r[4] for r in rows],
        "document.author": [r[5] for r in rows],
        "document.source": [r[6] for r in rows],
        "document.section": [r[7] for r in rows],
        "document.type": [r[8] for r in rows],
        "statement.reviewed": [True for _ in rows],
    }
    made = []
    for variable_id, name, kind in variables:
        data_type, table = _TYPES[kind]
        made.append(Variable(name=name, data_type=data_type, entities=name))
        values = dict(_values(connection, table, variable_id))
        columns[name] = [values[r[0]] for r in rows]
    statement_type = StatementType(name=label, variables=tuple(made))
    schema = EventList.schema(statement_type)
    frame = pl.DataFrame(columns, schema_overrides={}, strict=False).with_columns(
        pl.from_epoch(pl.Series([r[9] for r in rows], dtype=pl.Int64)).alias("document.date")
    )
    frame = frame.with_columns(
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in schema.items()
        if name not in frame.columns
    )
    return EventList.from_frame(frame, statement_type)


def _values(connection: sqlite3.Connection, table: str, variable: int) -> list[tuple[int, object]]:
    if table == "DATASHORTTEXT":
        query = (
            "SELECT v.StatementId, e.Value FROM DATASHORTTEXT v JOIN ENTITIES e ON e.ID = v.Entity"
            " WHERE v.VariableId = ?"
        )
    else:
        query = f"SELECT StatementId, Value FROM {table} WHERE VariableId = ?"
    found = connection.execute(query, (variable,)).fetchall()
    if table == "DATABOOLEAN":
        return [(statement, bool(value)) for statement, value in found]
    return found
