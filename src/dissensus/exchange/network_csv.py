"""How does a network reach a spreadsheet? ``matrix_csv``: rows × columns; ``edges_csv``, ``nodes_csv``"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

import numpy as np

from dissensus.errors import ExchangeError
from dissensus.exchange.graph import Graph
from dissensus.model.network import Network

__all__ = ["edges_csv", "matrix_csv", "nodes_csv"]

_MOST_CELLS: Final = 50_000_000


def matrix_csv(network: Network) -> Iterator[str]:
    """Write the matrix with a header of column labels and a first column of row labels.

    Raises ``ExchangeError`` where it would have more than 50 million cells. Cost: O(cells).
    """
    cells = len(network.rows) * len(network.columns)
    if cells > _MOST_CELLS:
        raise ExchangeError(
            f"The matrix of {network.name!r} would have {cells:,} cells.",
            remedy="Write it as .edges.csv, .graphml or .gexf, which hold the ties only.",
        )
    yield _line(["", *network.columns])
    for number, label in enumerate(network.rows):
        row = np.asarray(network.matrix[[number], :].toarray(), dtype=np.float64).ravel()
        yield _line([label, *map(_number, row.tolist())])


def edges_csv(graph: Graph) -> Iterator[str]:
    """Write a header and a row per tie: source, target, weight, the edge's attributes, the nodes'.

    Node attributes come twice, as ``source.<name>`` and ``target.<name>``. Cost: O(ties × attributes).
    """
    nodes = graph.node_attributes
    yield _line(
        [
            "source",
            "target",
            "weight",
            *(a.name for a in graph.edge_attributes),
            *(f"{end}.{a.name}" for end in ("source", "target") for a in nodes),
        ]
    )
    for number, (source, target, weight) in enumerate(graph.edges()):
        yield _line(
            [
                graph.labels[source],
                graph.labels[target],
                _number(weight),
                *(a.values[number] for a in graph.edge_attributes),
                *(a.values[end] for end in (source, target) for a in nodes),
            ]
        )


def nodes_csv(graph: Graph) -> Iterator[str]:
    """Write a header and a row per node, those without ties included. Cost: O(nodes × attributes)."""
    yield _line(["name", *(a.name for a in graph.node_attributes)])
    for number, label in enumerate(graph.labels):
        yield _line([label, *(a.values[number] for a in graph.node_attributes)])


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def _line(cells: list[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
