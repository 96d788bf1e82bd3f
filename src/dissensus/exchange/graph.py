"""What does a network look like to other programs? ``Graph``: nodes and edges, all with their attributes

GraphML, GEXF and edge lists are three spellings of the same thing. A node's identity is its place (``n0``,
``n1``, ...), so that an actor and a concept of the same name stay two nodes; its name is its label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.sparse import csr_array

from dissensus.model.network import Mode, Network

__all__ = ["Attribute", "AttributeType", "Graph", "graph_of"]

_Value = str | float | int | None


class AttributeType(StrEnum):
    """What kind of values an attribute has, named as in GraphML (GEXF has the same three)."""

    STRING = "string"
    LONG = "long"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """A named column of values, one per node or edge; None where there is none."""

    name: str
    type: AttributeType
    values: Sequence[_Value]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Nodes and edges as columns; ``source`` and ``target`` are positions in ``labels``.

    ``facts`` are about the whole: mode, period (``since``, ``until``, ``middle``), how many statements.
    ``first_mode`` is how many of the nodes are rows, of a two-mode network; they come first.
    """

    name: str
    facts: Mapping[str, str | int]
    directed: bool
    labels: tuple[str, ...]
    node_attributes: tuple[Attribute, ...]
    source: Sequence[int]
    target: Sequence[int]
    weight: Sequence[float]
    edge_attributes: tuple[Attribute, ...]
    first_mode: int | None = None

    def edges(self) -> Iterator[tuple[int, int, float]]:
        """Go through the edges in their order."""
        return zip(self.source, self.target, self.weight, strict=True)


def graph_of(network: Network) -> Graph:
    """Take a network apart into nodes and edges, with all it knows of them.

    Nodes carry ``mode`` (``row`` or ``column``), ``variable`` (what they are) and all row and column
    attributes. Edges carry the weight, ``sign`` (-1, 0, 1), ``statements`` (how many are behind it, where
    the network knows) and all tie attributes. An edge is there where the weight or a tie attribute is not 0;
    of an undirected network, each pair once. Cost: O(nodes + ties), sorted by row and column.
    """
    two_mode = network.mode is Mode.TWO_MODE
    halve = not two_mode and not network.directed
    extra = dict(network.tie_attributes)
    if (counts := network.counts()) is not None:
        extra.setdefault("statements", counts)
    row, column = _tied([network.matrix, *network.tie_attributes.values()], halve=halve)
    weight = _at(network.matrix, row, column)
    shift = len(network.rows) if two_mode else 0
    # A weight that is no number (the peer's arithmetic knows such) has no sign.
    signs = [None if sign != sign else sign for sign in np.sign(weight).tolist()]
    edges = [_attribute("sign", signs)]
    edges.extend(_attribute(name, _at(m, row, column).tolist()) for name, m in extra.items())
    return Graph(
        name=network.name,
        facts=_facts(network),
        directed=network.directed,
        labels=(*network.rows, *network.columns) if two_mode else network.rows,
        node_attributes=tuple(_nodes(network, two_mode=two_mode)),
        source=row.tolist(),
        target=(column + shift).tolist(),
        weight=weight.tolist(),
        edge_attributes=tuple(edges),
        first_mode=len(network.rows) if two_mode else None,
    )


def _facts(network: Network) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"mode": str(network.mode)}
    for name in ("since", "until", "middle"):
        if (moment := getattr(network, name)) is not None:
            facts[name] = str(moment)
    return facts | {"statements": network.statements, "unreviewed": network.unreviewed}


def _nodes(network: Network, *, two_mode: bool) -> Iterator[Attribute]:
    rows, columns = len(network.rows), len(network.columns) if two_mode else 0
    options = network.options
    of_rows = options.get("rows", "row")
    of_columns = options.get("columns", "column")
    yield _attribute("mode", ["row"] * rows + ["column"] * columns)
    yield _attribute("variable", [of_rows] * rows + [of_columns] * columns)
    on_columns: Mapping[str, Sequence[_Value]] = network.column_attributes if two_mode else {}
    for name in dict.fromkeys([*network.row_attributes, *on_columns]):
        left = network.row_attributes.get(name, (None,) * rows)
        right = on_columns.get(name, (None,) * columns)
        # "mode" and "variable" are ours, "label" and "id" belong to the formats.
        taken = name in ("mode", "variable", "label", "id")
        yield _attribute(f"attribute.{name}" if taken else name, [*left, *right])


def _attribute(name: str, values: Sequence[_Value]) -> Attribute:
    """Find the narrowest type all values have; mixed ones are written as texts."""
    present = [v for v in values if v is not None]
    if any(isinstance(v, str) for v in present) or not present:
        texts = [None if v is None else str(v) for v in values]
        return Attribute(name, AttributeType.STRING, texts)
    if all(float(v).is_integer() and abs(v) < 2**53 for v in present if not isinstance(v, str)):
        whole = [None if v is None else int(v) for v in values]
        return Attribute(name, AttributeType.LONG, whole)
    return Attribute(name, AttributeType.DOUBLE, values)


def _tied(
    matrices: Sequence[csr_array[np.float64]], *, halve: bool
) -> tuple[np.ndarray, np.ndarray]:
    width = matrices[0].shape[1]
    keys = []
    for matrix in matrices:
        entries = matrix.tocoo()
        there = entries.data != 0
        if halve:
            there &= entries.row < entries.col
        keys.append(entries.row[there].astype(np.int64) * width + entries.col[there])
    places = np.unique(np.concatenate(keys)) if len(keys) > 1 else np.sort(keys[0])
    row, column = np.divmod(places, max(1, width))
    return row, column


def _at(matrix: csr_array[np.float64], row: np.ndarray, column: np.ndarray) -> np.ndarray:
    if not len(row):
        return np.empty(0)
    return np.asarray(matrix[row, column], dtype=np.float64).ravel()
