"""What is in DNA's bar plot? ``bar_plot``: how often each name is used, with which value, and its attributes"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from benchmarks.dna_grid.request import Misunderstood, read
from dissensus.analysis.design import Compat
from dissensus.analysis.frequencies import frequencies
from dissensus.exchange.dna.database import DnaDatabase

__all__ = ["bar_plot"]

_DEFAULTS: Final = {"variable1": "concept", "duplicates": "document"}


def bar_plot(options: Mapping[str, Any], database: DnaDatabase) -> dict[str, Any]:
    """Count the names of a case."""
    request = read(options, database, defaults=_DEFAULTS, alone=True)
    found = frequencies(
        request.events,
        request.rows,
        qualifier=request.qualifier,
        duplicates=request.duplicates,
        compat=Compat.DNA_3_0,
    )
    names, values = _attributes(
        database, str(options.get("statementType", "DNA Statement")), request.rows
    )
    return {
        "numFiltered": found.statements,
        "variable": request.rows,
        "values": list(found.names),
        "qualifierValues": [int(value) for value in found.values] if request.qualifier else [1],
        "counts": found.counts.tolist(),
        "attributeVariables": names,
        "attributes": [values[name] for name in found.names],
        "errors": 0,
    }


def _attributes(
    database: DnaDatabase, label: str, variable: str
) -> tuple[list[str], dict[str, list[str]]]:
    """Return the names of the attributes, the color first, and their values for each entity."""
    type_id = database["STATEMENTTYPES"].filter(pl.col("Label") == label)["ID"][0]
    mine = database.variables(type_id).filter(pl.col("Variable") == variable)
    if mine.is_empty():
        raise Misunderstood(f"{variable!r} is no variable of {label!r}")
    kinds = database["ATTRIBUTEVARIABLES"].filter(pl.col("VariableId") == mine["ID"][0])
    kinds = kinds.sort("AttributeVariable")
    entities = database["ENTITIES"].filter(pl.col("VariableId") == mine["ID"][0])
    given = {
        (row["EntityId"], row["AttributeVariableId"]): row["AttributeValue"]
        for row in database["ATTRIBUTEVALUES"].iter_rows(named=True)
    }
    values = {
        row["Value"]: [
            f"#{row['Red']:02X}{row['Green']:02X}{row['Blue']:02X}",
            *(given.get((row["ID"], kind), "") for kind in kinds["ID"]),
        ]
        for row in entities.iter_rows(named=True)
    }
    return ["Color", *kinds["AttributeVariable"]], values
