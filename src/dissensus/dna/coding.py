"""What do DNA's statements become here? ``add_statements``: spans in code points, entities by identity"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl

from dissensus.exchange.dna.codebook import Merged
from dissensus.exchange.dna.database import DnaDatabase
from dissensus.exchange.dna.layout import DATA_TABLES
from dissensus.exchange.dna.losses import Losses
from dissensus.exchange.dna.offsets import Passage
from dissensus.model.identity import new_id
from dissensus.store import statements
from dissensus.store.history import Act, Row

__all__ = ["add_statements"]


def add_statements(
    act: Act,
    database: DnaDatabase,
    passages: Mapping[int, Passage],
    arrived: tuple[Mapping[int, str], Mapping[int, tuple[str, int]], Merged],
    losses: Losses,
) -> tuple[pl.DataFrame, int]:
    """Store the statements that are new; returns where each stands here, and how many are new.

    ``arrived`` is what coders, documents and codebook became, by number. Cost: O(statements).
    """
    who, texts, merged = arrived
    every = database["STATEMENTS"]
    sound = every.filter(
        pl.col("DocumentId").is_not_null() & pl.col("StatementTypeId").is_not_null()
    )
    losses.add(
        "statements",
        "they have no document or no statement type",
        every.join(sound, on="ID", how="anti")["ID"].head(3),
        count=every.height - sound.height,
    )
    sound = sound.sort("ID")
    first, last, words, grown = _placed(sound, passages)
    numbers = sound["ID"].to_list()
    losses.add(
        "offsets",
        "they fell inside a character, and take in all of it",
        (numbers[i] for i in grown),
    )
    values = _values(database, merged, sound, losses)
    created = datetime.now(UTC).isoformat()
    rows: list[Row] = []
    for i, (kind, text, coder) in enumerate(
        sound.select("StatementTypeId", "DocumentId", "Coder").iter_rows()
    ):
        document_id, number = texts[text]
        rows.append(
            {
                "id": "",
                "statement_type_id": merged.types[kind].id,
                "document_id": document_id,
                "version": number,
                "start": first[i],
                "stop": last[i],
                "quotation": words[i],
                "values": values[numbers[i]],
                "voices": "[]",
                "coder_id": who.get(coder, act.coder_id),
                "created": created,
            }
        )
    new = _unless_there(act, rows)
    act.insert("statement", new)
    ids = [row["id"] for row in rows]
    spans = pl.DataFrame(
        {"ID": numbers, "row": ids, "first": first, "last": last},
        schema={"ID": pl.Int64, "row": pl.String, "first": pl.Int64, "last": pl.Int64},
    )
    return spans, len(new)


def _placed(
    sound: pl.DataFrame, passages: Mapping[int, Passage]
) -> tuple[list[int], list[int], list[str], list[int]]:
    """Where each statement starts and stops here, its words, and which had to grow."""
    texts = sound["DocumentId"].to_numpy()
    order = np.argsort(texts, kind="stable")
    first, last = sound["Start"].to_numpy().copy(), sound["Stop"].to_numpy().copy()
    grown: list[int] = []
    words = [""] * len(texts)
    cuts = [*np.flatnonzero(np.diff(texts[order], prepend=-1)).tolist(), len(texts)]
    for a, b in pairwise(cuts):
        at = order[a:b]
        passage = passages[int(texts[at[0]])]
        first[at], last[at], split = passage.here(first[at], last[at])
        grown += at[split].tolist()
        for i, x, y in zip(at.tolist(), first[at].tolist(), last[at].tolist(), strict=True):
            words[i] = passage.text[x:y]
    return first.tolist(), last.tolist(), words, sorted(grown)


def _values(
    database: DnaDatabase, merged: Merged, sound: pl.DataFrame, losses: Losses
) -> dict[int, str]:
    """Return the values of each statement as they are stored."""
    found: dict[int, str] = {}
    for type_id in merged.types:
        mine = sound.filter(pl.col("StatementTypeId") == type_id)["ID"]
        columns: dict[str, list[Any]] = {}
        belonging = database.variables(type_id)
        for row in belonging.iter_rows(named=True):
            if row["DataType"] == "short text":
                entities = database.entities_of(row["ID"], mine).to_list()
                columns[row["Variable"]] = [
                    merged.entities[e].id if e in merged.entities else None for e in entities
                ]
            else:
                values = database.values_of(row["ID"], row["DataType"], mine)
                columns[row["Variable"]] = values.to_list()
            table = database[DATA_TABLES[row["DataType"]]]
            coded = table.filter(pl.col("VariableId") == row["ID"])["StatementId"]
            bare = mine.filter(~mine.is_in(coded.implode()))
            losses.add(
                "values",
                f"the statement has no row for its variable {row['Variable']!r}: it has no value here",
                (f"statement {number}" for number in bare.head(3)),
                count=len(bare),
            )
        names = list(columns)
        for number, *row_values in zip(mine.to_list(), *columns.values(), strict=True):
            given = {
                n: v for n, v in zip(names, row_values, strict=True) if v is not None and v != ""
            }
            found[number] = json.dumps(given, ensure_ascii=False)
        for name in DATA_TABLES.values():
            stray = database[name].filter(
                pl.col("StatementId").is_in(mine.implode())
                & ~pl.col("VariableId").is_in(belonging["ID"].implode())
            )
            losses.add(
                "values",
                "their variable is not of the statement's type",
                (f"statement {number}" for number in stray["StatementId"].head(3)),
                count=stray.height,
            )
    return found


def _unless_there(act: Act, rows: list[Row]) -> list[Row]:
    """Give each row an identity: that of a statement that says the same, once each, or a new one."""
    keys = ("statement_type_id", "document_id", "start", "stop", "coder_id")
    texts = sorted({str(row["document_id"]) for row in rows})
    there: dict[tuple[object, ...], list[str]] = {}
    for row in statements.rows_on(act.connection, texts):
        key = (*(row[k] for k in keys), _sorted(row["values"]))
        there.setdefault(key, []).append(row["id"])
    new = []
    for row in rows:
        same = there.get((*(row[k] for k in keys), _sorted(row["values"]))) if there else None
        if same:
            row["id"] = same.pop(0)
        else:
            row["id"] = new_id()
            new.append(row)
    return new


def _sorted(values: str) -> str:
    return json.dumps(json.loads(values), sort_keys=True)
