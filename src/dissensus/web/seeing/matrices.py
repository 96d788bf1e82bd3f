"""Who stands where? ``matrix_out``: actors × concepts, the sides counted; ``stance``: which side a level is on"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dissensus.analysis.matrices.cells import Incidence
from dissensus.analysis.matrices.evidence import CellEvidence
from dissensus.events import REVIEWED, EventList
from dissensus.model.codebook import DataType
from dissensus.model.network import Aggregation
from dissensus.networks import Kind
from dissensus.web.seeing.networks import Networks
from dissensus.web.seeing.shapes import coalitions_out, letters, nodes_out, used_out
from dissensus.web.wire.networks import NetworkAsk

__all__ = ["matrix_out", "stance"]


def matrix_out(networks: Networks, ask: NetworkAsk) -> dict[str, Any]:
    """Return a ``MatrixOut``. Cost: O(statements), and that of the coalitions."""
    wanted = _two_mode(ask)
    built = networks.network(wanted)
    network = built.network
    partition, searched = networks.coalitions(wanted)
    named = letters(partition)
    nodes = nodes_out(built)
    rows, columns = nodes[: len(network.rows)], nodes[len(network.rows) :]
    cells = _cells(network.behind.cells) if isinstance(network.behind, CellEvidence) else []
    contested = _contested(cells)
    at_row = sorted(
        range(len(rows)),
        key=lambda i: (
            not (mark := named.get(rows[i]["name"], "")),
            len(mark),
            mark,
            -rows[i]["statements"],
            rows[i]["name"],
        ),
    )
    at_column = sorted(
        range(len(columns)),
        key=lambda j: (-contested.get(j, 0), -columns[j]["statements"], columns[j]["name"]),
    )
    new_row = {old: new for new, old in enumerate(at_row)}
    new_column = {old: new for new, old in enumerate(at_column)}
    return {
        "rows": [rows[i] for i in at_row],
        "columns": [columns[j] for j in at_column],
        "cells": [(new_row[row], new_column[column], *counts) for row, column, *counts in cells],
        "coalitions": coalitions_out(partition, searched),
        "used": used_out(network, built.events),
    }


def stance(events: EventList, qualifier: str | None) -> pl.Expr:
    """Return 1 for agreement, -1 for disagreement, 0 for neither: a number by the side of its scale's middle."""
    if qualifier is None:
        return pl.lit(0, dtype=pl.Int8)
    column = pl.col(qualifier)
    kind = events.column(qualifier).dtype
    if kind == pl.Boolean:
        return column.cast(pl.Int8).mul(2).sub(1).fill_null(0)
    if not kind.is_numeric():
        return pl.lit(0, dtype=pl.Int8)
    middle = _middle(events, qualifier)
    return (column.cast(pl.Float64) - middle).sign().cast(pl.Int8).fill_null(0)


def _two_mode(ask: NetworkAsk) -> NetworkAsk:
    """Return the ask for the actor × concept network whose cells hold every position.

    Positions told in words can't be subtracted; where they are asked for combined, the cells hold the same.
    """
    combined = ask.aggregation is Aggregation.COMBINE
    return ask.model_copy(
        update={
            "kind": Kind.AFFILIATION,
            "aggregation": Aggregation.COMBINE if combined else Aggregation.SUBTRACT,
            "normalization": None,
        }
    )


def _middle(events: EventList, qualifier: str) -> float:
    variables = {v.name: v for v in events.statement_type.variables}
    allowed = variables[qualifier].values if qualifier in variables else ()
    ends = [float(v) for v in allowed if isinstance(v, int | float)]
    numeric = qualifier in variables and variables[qualifier].data_type is not DataType.TEXT
    return (min(ends) + max(ends)) / 2 if ends and numeric else 0.0


def _cells(cells: Incidence) -> list[tuple[int, ...]]:
    """Count the sides per cell, in order of row and column."""
    qualifier = cells.options.get("qualifier", "none")
    known = None if qualifier == "none" else qualifier
    frame = cells.events.frame.with_columns(stance(cells.events, known).alias("side"))
    side = frame["side"].to_numpy()
    waiting = ~frame[REVIEWED].fill_null(value=False).to_numpy()
    keys = cells.row * max(1, len(cells.columns)) + cells.column
    places, at = np.unique(keys, return_inverse=True)

    def count(which: NDArray[np.bool_]) -> list[int]:
        found: list[int] = np.bincount(at[which], minlength=len(places)).tolist()
        return found

    row, column = np.divmod(places, max(1, len(cells.columns)))
    sides = (count(side > 0), count(side < 0), count(side == 0), count(waiting))
    return list(zip(row.tolist(), column.tolist(), *sides, strict=True))


def _contested(cells: list[tuple[int, ...]]) -> dict[int, int]:
    """Say of each concept how many actors stand on its smaller side; who is on both counts there."""
    sides: dict[int, Counter[str]] = defaultdict(Counter)
    for _, column, agree, disagree, *_ in cells:
        if agree or disagree:
            both = agree and disagree
            sides[column]["both" if both else "agree" if agree else "disagree"] += 1
    return {
        column: min(found["agree"], found["disagree"]) + found["both"]
        for column, found in sides.items()
        if found.total() > 1
    }
