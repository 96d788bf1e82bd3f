"""How does a network become JSON? ``network_out``, ``coalitions_out``, ``nodes_out``, ``used_out``

Plain dictionaries in the shapes of ``wire.networks``: thousands of ties need no checking on the way out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dissensus.events import DATE, DOCUMENT, SOURCE, STATEMENT, EventList
from dissensus.model.codebook import Codebook
from dissensus.model.network import Mode, Network, Partition, TieStatements
from dissensus.report.forms import letter
from dissensus.web.seeing.networks import Built

__all__ = [
    "coalitions_out",
    "letters",
    "network_out",
    "nodes_out",
    "strongest",
    "tie_columns",
    "used",
    "used_out",
]

_SOURCES: Final = 300
_DIGITS: Final = 6
Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


def network_out(built: Built, *, most: int) -> dict[str, Any]:
    """Return a ``NetworkOut`` with the ``most`` strongest ties. Cost: O(nodes + ties log ties)."""
    network = built.network
    nodes = nodes_out(built)
    source, target, *numbers = tie_columns(network)
    chosen = strongest(source, target, numbers[0], nodes=len(nodes), most=most)
    columns = [source[chosen], target[chosen], *(n[chosen] for n in numbers)]
    return {
        "mode": str(network.mode),
        "directed": network.directed,
        "nodes": nodes,
        "ties": list(zip(*(column.tolist() for column in columns), strict=True)),
        "ties_total": len(source),
        "used": used_out(network, built.events),
    }


def nodes_out(built: Built) -> list[dict[str, Any]]:
    """Return a ``NodeOut`` per node, rows before columns."""
    network = built.network
    found = _side(network.rows, network.row_attributes, built.codebook, built.row_kind, "row")
    if network.mode is Mode.TWO_MODE:
        found += _side(
            network.columns,
            network.column_attributes,
            built.codebook,
            built.column_kind,
            "column",
        )
    return found


def strongest(
    source: Integers, target: Integers, weight: Numbers, *, nodes: int, most: int
) -> Integers:
    """Choose ties, each node's strongest first, and return their places in order, weakest first.

    >>> ends = np.array([0, 0, 1]), np.array([1, 2, 2])
    >>> strongest(*ends, np.array([5.0, 4.0, 1.0]), nodes=3, most=2).tolist()
    [1, 0]
    """
    heavy = np.abs(np.nan_to_num(weight, posinf=0.0, neginf=0.0))
    order = np.lexsort((target, source, -heavy))
    if len(order) > most:
        reached = np.full(nodes, len(order))
        np.minimum.at(reached, source[order], np.arange(len(order)))
        np.minimum.at(reached, target[order], np.arange(len(order)))
        first = np.unique(reached[reached < len(order)])
        others = np.setdiff1d(np.arange(len(order)), first, assume_unique=True)
        order = order[np.sort(np.concatenate([first, others])[: max(most, 1)])]
    chosen: Integers = order[::-1]
    return chosen


def tie_columns(network: Network) -> tuple[Integers, Integers, Numbers, Numbers, Numbers]:
    """Return source, target, weight, for and against of each tie; see ``NetworkOut``. Cost: O(ties).

    A tie whose plus and minus cancel is there; of an undirected network, each pair once.
    """
    signs = [network.tie_attributes.get(name) for name in ("positive", "negative")]
    there = abs(network.matrix)
    for counts in network.tie_attributes.values():
        there = there + counts
    cells = there.tocoo()
    kept = cells.data != 0
    if network.mode is Mode.ONE_MODE and not network.directed:
        kept &= cells.row < cells.col
    row, column = cells.row[kept].astype(np.int64), cells.col[kept].astype(np.int64)
    shift = len(network.rows) if network.mode is Mode.TWO_MODE else 0

    def at(matrix: csr_array[np.float64] | None) -> Numbers:
        if matrix is None or not len(row):
            return np.full(len(row), -1.0)
        found = np.asarray(matrix[row, column], dtype=np.float64).ravel()
        finite: Numbers = np.where(np.isfinite(found), found, 0.0)
        return finite.round(_DIGITS)

    known = all(counts is not None for counts in signs)
    plus, minus = (at(counts if known else None) for counts in signs)
    return row, column + shift, at(network.matrix), plus, minus


def coalitions_out(partition: Partition, network: Network) -> dict[str, Any]:
    """Return a ``CoalitionsOut``; a community of one is no coalition."""
    named = letters(partition)
    return {
        "coalitions": [
            {
                "letter": letter(number),
                "size": len(members),
                "stability": _mean([partition.stability.get(name, 1.0) for name in members]),
            }
            for number, members in enumerate(partition.communities())
            if len(members) > 1
        ],
        "members": {
            name: (named[name], round(partition.stability.get(name, 1.0), 4))
            for name in network.rows
        },
        "runs": partition.runs,
    }


def letters(partition: Partition) -> dict[str, str]:
    """Return the letter of each node's coalition; empty for a node that is alone."""
    sizes = Counter(partition.members.values())
    return {
        name: letter(number) if sizes[number] > 1 else ""
        for name, number in partition.members.items()
    }


def used_out(network: Network, events: EventList) -> dict[str, Any]:
    """Return a ``UsedOut``: what a network rests on. ``events`` are all statements of the type."""
    behind = network.behind
    ids: Sequence[str] = behind.everything() if isinstance(behind, TieStatements) else ()
    return used(
        events.frame.filter(pl.col(STATEMENT).is_in(pl.Series(ids, dtype=pl.String).implode())),
        events,
    )


def used(chosen: pl.DataFrame, events: EventList) -> dict[str, Any]:
    """Return a ``UsedOut`` on the statements chosen from ``events``. Cost: O(statements)."""
    first, last = _days(events.frame)
    since, until = _days(chosen)
    sources = (
        events.frame.select(pl.col(SOURCE).fill_null(""))
        .filter(pl.col(SOURCE) != "")
        .group_by(SOURCE)
        .len()
        .sort("len", SOURCE, descending=[True, False])
        .head(_SOURCES)
    )
    return {
        "statements": chosen.height,
        "unreviewed": EventList(chosen, events.statement_type).unreviewed,
        "documents": chosen[DOCUMENT].n_unique(),
        "since": since,
        "until": until,
        "first": first,
        "last": last,
        "sources": [{"source": name, "statements": n} for name, n in sources.iter_rows()],
    }


def _days(frame: pl.DataFrame) -> tuple[str, str]:
    first, last = frame.select(
        pl.col(DATE).min().dt.strftime("%Y-%m-%d").alias("first"),
        pl.col(DATE).max().dt.strftime("%Y-%m-%d").alias("last"),
    ).row(0)
    return first or "", last or ""


def _side(
    names: tuple[str, ...],
    counts: Mapping[str, tuple[str | float | None, ...]],
    codebook: Codebook,
    kind: str,
    mode: str,
) -> list[dict[str, Any]]:
    entities = {e.name: (e.id, e.color) for e in codebook.entities if e.kind == kind and kind}
    zeros = (0,) * len(names)
    columns = (counts.get("statements", zeros), counts.get("unreviewed", zeros))
    found = []
    for name, statements, unreviewed in zip(names, *columns, strict=True):
        entity, color = entities.get(name, (None, ""))
        found.append(
            {
                "name": name,
                "mode": mode,
                "entity": entity,
                "statements": int(statements or 0),
                "unreviewed": int(unreviewed or 0),
                "color": color,
            }
        )
    return found


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4)
