"""What does a draft do to statements and ties? ``values``, ``ValueChange``, ``before_and_after``, ``tie_changes``, ``TieChange``"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from dissensus.care.draft import Draft
from dissensus.errors import AnalysisError
from dissensus.events import STATEMENT, EventList
from dissensus.model.codebook import Codebook, DataType
from dissensus.model.network import Mode, Network
from dissensus.store import references

__all__ = ["TieChange", "ValueChange", "before_and_after", "renamed", "tie_changes", "values"]

_SAME: Final = 1e-9


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A variable of a statement before and after; entities by name, None where there is no value."""

    statement: str
    type: str
    variable: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class TieChange:
    """A tie whose weight changes; 0 where there is none."""

    source: str
    target: str
    before: float
    after: float


def values(draft: Draft, codebook: Codebook) -> list[ValueChange]:
    """Return every value of a statement that will read differently, by statement; not those in the trash.

    A rename changes no row of a statement, but what is read there: its statements are told, too.
    """
    then = {e.id: e.name for e in codebook.entities}
    now = dict(then)
    for change in draft.changed("entity"):
        now[change.row_id] = (change.after or {})["name"]
    for table, row in draft.added():
        if table == "entity":
            now[row["id"]] = row["name"]
    fresh = [one for one, name in now.items() if one in then and then[one] != name]
    rows = {
        c.row_id: (c.before or {}, c.after or {})
        for c in draft.changed("statement")
        if not (c.before or {})["trashed"]
    }
    for row in references.statements_with(draft.connection, fresh) if fresh else []:
        if not row["trashed"]:
            rows.setdefault(row["id"], (row, row))
    types = {t.id: t for t in codebook.statement_types}
    found: list[ValueChange] = []
    for statement in sorted(rows):
        before, after = rows[statement]
        kind = types.get(before["statement_type_id"])
        if kind is None:
            continue
        old, new = json.loads(before["values"]), json.loads(after["values"])
        for variable in kind.variables:
            was, will = old.get(variable.name), new.get(variable.name)
            if variable.data_type is DataType.ENTITY:
                was, will = then.get(was, was), now.get(will, will)
            if was != will or type(was) is not type(will):
                found.append(ValueChange(statement, kind.name, variable.name, was, will))
    return found


def renamed(draft: Draft) -> dict[str, dict[str, str]]:
    """Return the names that change, by kind: they are the same nodes under another label."""
    found: dict[str, dict[str, str]] = {}
    for change in draft.changed("entity"):
        before, after = change.before or {}, change.after or {}
        if before["name"] != after["name"]:
            found.setdefault(before["kind"], {})[before["name"]] = after["name"]
    return found


def before_and_after(
    events: EventList, changes: Sequence[ValueChange], names: Mapping[str, Mapping[str, str]]
) -> tuple[EventList, EventList]:
    """Return the statements as they are and as they will be; names that only change are new in both.

    Cost: O(statements).
    """
    before = events.frame
    for variable in events.statement_type.variables:
        new = names.get(variable.entities) if variable.data_type is DataType.ENTITY else None
        if new:
            before = before.with_columns(pl.col(variable.name).replace(dict(new)))
    after = before
    mine = [c for c in changes if c.type == events.statement_type.name]
    for name in dict.fromkeys(c.variable for c in mine):
        some = [c for c in mine if c.variable == name]
        kind = before.schema[name]
        told = pl.DataFrame(
            {
                STATEMENT: [c.statement for c in some],
                "new": pl.Series([c.after for c in some], dtype=kind, strict=False),
                "told": [True] * len(some),
            },
            schema={STATEMENT: pl.String(), "new": kind, "told": pl.Boolean()},
        )
        after = (
            after.join(told, on=STATEMENT, how="left", maintain_order="left")
            .with_columns(
                pl.when(pl.col("told")).then(pl.col("new")).otherwise(pl.col(name)).alias(name)
            )
            .drop("new", "told")
        )
    return replace(events, frame=before), replace(events, frame=after)


def tie_changes(before: Network, after: Network) -> list[TieChange]:
    """Return the ties whose weight differs, the largest difference first. Cost: O(ties)."""
    if before.mode is not after.mode or before.directed != after.directed:
        raise AnalysisError("Only networks of one kind can be compared.")
    rows = list(dict.fromkeys((*before.rows, *after.rows)))
    columns = rows
    halve = before.mode is Mode.ONE_MODE
    if not halve:
        columns = list(dict.fromkeys((*before.columns, *after.columns)))
    then, now = (_spread(network, rows, columns) for network in (before, after))
    difference = (now - then).tocoo()
    found = [
        TieChange(rows[i], columns[j], float(then[i, j]), float(now[i, j]))
        for i, j, by in zip(
            difference.row.tolist(), difference.col.tolist(), difference.data.tolist(), strict=True
        )
        if abs(by) > _SAME and not (halve and not before.directed and i >= j)
    ]
    return sorted(found, key=lambda t: (-abs(t.after - t.before), t.source, t.target))


def _spread(network: Network, rows: Sequence[str], columns: Sequence[str]) -> csr_array[np.float64]:
    """Return a network's matrix with these labels on its sides."""
    places = [{name: place for place, name in enumerate(side)} for side in (rows, columns)]
    matrix = network.matrix.tocoo()
    to = [
        np.array([places[side][name] for name in names], dtype=np.int64)
        for side, names in enumerate((network.rows, network.columns))
    ]
    cells = (matrix.data.astype(np.float64), (to[0][matrix.row], to[1][matrix.col]))
    return csr_array(cells, shape=(len(rows), len(columns)))
