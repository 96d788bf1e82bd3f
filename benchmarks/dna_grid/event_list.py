"""What is in DNA's event list? ``event_list``: the numbers of its statements, and all columns of the first ones"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from benchmarks.dna_grid.request import Request, read
from dissensus.analysis.peer.kept import unrepeated
from dissensus.exchange.dna.database import DnaDatabase
from dissensus.model.codebook import DataType

__all__ = ["event_list"]

_ORDER: Final = (DataType.ENTITY, DataType.TEXT, DataType.BOOLEAN, DataType.INTEGER)
_ROWS: Final = 8


def event_list(options: Mapping[str, Any], database: DnaDatabase) -> dict[str, Any]:
    """List the statements of a case."""
    request = read({"networkType": "eventlist", **options}, database)
    chosen = unrepeated(
        request.events,
        (request.rows, request.columns),
        qualifier=None if request.aggregation == "ignore" else request.qualifier,
        duplicates=request.duplicates,
    ).frame
    numbers = chosen["statement.id"].cast(pl.Int64)
    most = int(options.get("maxRows", _ROWS))
    return {
        "numOriginal": len(request.population),
        "numFiltered": chosen.height,
        "statementIds": numbers.to_list(),
        "rowsHead": _rows(request, chosen.head(most), database),
        "errors": 0,
    }


def _rows(request: Request, chosen: pl.DataFrame, database: DnaDatabase) -> list[dict[str, Any]]:
    statements = database["STATEMENTS"]
    coders = dict(zip(statements["ID"], statements["Coder"], strict=True))
    texts = dict(zip(database["DOCUMENTS"]["ID"], database["DOCUMENTS"]["Text"], strict=True))
    variables = sorted(
        request.population.statement_type.variables, key=lambda v: _ORDER.index(v.data_type)
    )
    rows = []
    for row in chosen.iter_rows(named=True):
        number, document = int(row["statement.id"]), int(row["document.id"])
        start, stop = row["statement.start"], row["statement.stop"]
        rows.append(
            {
                "statement_id": number,
                "time": row["document.date"].isoformat(timespec="seconds"),
                **{f"var:{v.name}": _value(row[v.name], v.data_type) for v in variables},
                "start_position": start,
                "stop_position": stop,
                # DNA cuts by code points what it counted in UTF-16 units.
                "text_length": len(texts[document][start:stop].encode("utf-16-le")) // 2,
                "coder": coders[number],
                "document_id": document,
                **{
                    f"document_{name}": row[f"document.{name}"] or ""
                    for name in ("title", "author", "source", "section", "type")
                },
            }
        )
    return rows


def _value(value: Any, kind: DataType) -> Any:
    if kind is DataType.BOOLEAN:
        return int(value)
    return "" if value is None else value
