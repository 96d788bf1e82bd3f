"""What is kept of a DNA data base for the way back? ``kept_tables``, ``Kept``: its rows, and what each is here"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from dissensus.exchange.dna.database import DnaDatabase
from dissensus.exchange.dna.layout import DATA_TABLES, TABLES
from dissensus.exchange.dna.offsets import Passage
from dissensus.model.document import text_hash
from dissensus.store.origins import Origin

__all__ = ["HASH", "ROW", "Kept", "Whereabouts", "kept_tables"]

ROW: Final = "row"  # the identity a row has here; null where it is nothing of its own
HASH: Final = (
    "hash"  # of a document: of its canonical text, so that a later version is told from it
)
_OURS: Final[Mapping[str, dict[str, pl.DataType]]] = {
    "DOCUMENTS": {HASH: pl.String()},
    "DATALONGTEXT": {"nothing": pl.Boolean()},
    "STATEMENTTYPES": {"name": pl.String()},
    "ENTITIES": {"parent": pl.String()},
    "STATEMENTS": {"first": pl.Int64(), "last": pl.Int64()},
}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the numbered rows of a DNA data base are here: identities by number.

    ``names`` are those of the statement types, ``parents`` those of entities' parents; ``spans`` tells number, identity (``row``), first and last
    of each statement.
    """

    coders: Mapping[int, str]
    documents: Mapping[int, str]
    types: Mapping[int, str]
    names: Mapping[int, str]
    variables: Mapping[int, str]
    entities: Mapping[int, str]
    parents: Mapping[int, str]
    spans: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Kept:
    """Kept tables with their columns again, also those that had no rows."""

    tables: Mapping[str, pl.DataFrame]

    @classmethod
    def of(cls, stored: Sequence[Origin]) -> Kept:
        """Put together what several data bases left, the earliest first."""
        tables = {}
        for name, fields in TABLES.items():
            schema: dict[str, pl.DataType] = {
                f.name: pl.String() if f.text else pl.Int64() for f in fields
            }
            schema |= {ROW: pl.String(), "origin": pl.Int64(), **_OURS.get(name, {})}
            parts = [pl.DataFrame(schema=schema)]
            for number, origin in enumerate(stored):
                frame = origin.tables[name]
                if frame.height:
                    frame = frame.with_columns(origin=pl.lit(number))
                    frame = frame.with_columns(
                        pl.lit(None, dtype=kind).alias(column)
                        for column, kind in schema.items()
                        if column not in frame.columns
                    )
                    parts.append(frame.select(pl.col(c).cast(k) for c, k in schema.items()))
            tables[name] = pl.concat(parts)
        return cls(tables)

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    def rows_of(self, table: str, column: str, referred: str) -> pl.Series:
        """Return the identities of the rows that a column refers to, null where it is nothing here."""
        there = self[referred].select("origin", pl.col("ID").alias(column), pl.col(ROW).alias("at"))
        return self[table].join(there, on=["origin", column], how="left", maintain_order="left")[
            "at"
        ]

    def latest(self, table: str) -> dict[str, dict[str, Any]]:
        """Return the rows of a table by what they are here, as the latest data base has them."""
        rows = self[table].filter(pl.col(ROW).is_not_null())
        return {row[ROW]: row for row in rows.iter_rows(named=True)}


def kept_tables(
    database: DnaDatabase, at: Whereabouts, passages: Mapping[int, Passage]
) -> tuple[dict[str, pl.DataFrame], list[str]]:
    """Return the tables to keep, and the texts that are not canonical, whose hashes stand in ``Text``.

    A canonical text is there already; its ``Text`` is null. Cost: O(cells).
    """
    raw: dict[int, str] = {n: p.raw for n, p in passages.items() if p.raw != p.text}
    hashes = {n: text_hash(text) for n, text in raw.items()}
    canonical = {n: text_hash(p.text) for n, p in passages.items()}
    tables = {name: database[name] for name in TABLES}
    for name, rows in (
        ("CODERS", at.coders),
        ("DOCUMENTS", at.documents),
        ("STATEMENTTYPES", at.types),
        ("VARIABLES", at.variables),
        ("ENTITIES", at.entities),
    ):
        tables[name] = tables[name].with_columns(_looked_up(rows).alias(ROW))
    tables["DOCUMENTS"] = tables["DOCUMENTS"].with_columns(
        _looked_up(hashes).alias("Text"), _looked_up(canonical).alias(HASH)
    )
    tables["STATEMENTTYPES"] = tables["STATEMENTTYPES"].with_columns(
        _looked_up(at.names).alias("name")
    )
    tables["ENTITIES"] = tables["ENTITIES"].with_columns(_looked_up(at.parents).alias("parent"))
    tables["STATEMENTS"] = tables["STATEMENTS"].join(at.spans, on="ID", how="left")
    # What the project itself says to the letter need not be said twice.
    tables["DOCUMENTS"] = tables["DOCUMENTS"].select("ID", "Text", "Coder", ROW, HASH)
    for name in DATA_TABLES.values():
        tables[name] = tables[name].select("ID", "StatementId", "VariableId")
    nothing = pl.col("Value").is_null().alias("nothing")
    tables["DATALONGTEXT"] = tables["DATALONGTEXT"].hstack(database["DATALONGTEXT"].select(nothing))
    return tables, list(raw.values())


def _looked_up(rows: Mapping[int, str]) -> pl.Expr:
    return pl.col("ID").replace_strict(rows, default=None, return_dtype=pl.String)
