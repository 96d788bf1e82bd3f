"""What is a network to other libraries? ``edges``, ``nodes`` (Polars), ``networkx_graph``, ``igraph_graph``

All hold what a GraphML file holds: nodes and ties with all their attributes, the name, period and options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from dissensus.errors import ExchangeError
from dissensus.exchange.graph import Attribute, AttributeType, Graph, graph_of
from dissensus.model.network import Mode, Network

if TYPE_CHECKING:
    import igraph
    import networkx as nx

__all__ = ["edges", "igraph_graph", "networkx_graph", "nodes"]

_COLUMN: Final = {
    AttributeType.STRING: pl.String,
    AttributeType.LONG: pl.Int64,
    AttributeType.DOUBLE: pl.Float64,
}
# Counts and signs are whole numbers whatever the network; weights are not, even where they happen to be.
_WHOLE: Final = ("sign", "statements")


def edges(network: Network) -> pl.DataFrame:
    """Return a row per tie, with the same types for each network of a kind. Cost: O(ties)."""
    graph = graph_of(network)
    labels = pl.Series(graph.labels, dtype=pl.String)
    ends = {
        name: labels.gather(np.asarray(places, dtype=np.int64)).alias(name)
        for name, places in (("source", graph.source), ("target", graph.target))
    }
    columns = [
        *ends.values(),
        pl.Series("weight", graph.weight, dtype=pl.Float64),
        *(
            pl.Series(a.name, a.values, dtype=pl.Int64 if a.name in _WHOLE else pl.Float64)
            for a in graph.edge_attributes
        ),
    ]
    return pl.DataFrame(columns)


def nodes(network: Network) -> pl.DataFrame:
    """Return a row per node, rows before columns. Cost: O(nodes × attributes)."""
    graph = graph_of(network)
    return pl.DataFrame(
        [
            pl.Series("name", graph.labels, dtype=pl.String),
            *(pl.Series(a.name, a.values, dtype=_COLUMN[a.type]) for a in graph.node_attributes),
        ]
    )


def networkx_graph(network: Network) -> nx.Graph[str]:
    """Return a graph of networkx; attributes without a value are left out. Cost: O(nodes + ties)."""
    import networkx as nx

    graph = graph_of(network)
    keys = _keys(network, graph)
    made: nx.Graph[str] = nx.DiGraph() if graph.directed else nx.Graph()
    made.graph.update(graph.facts, name=graph.name, options=dict(network.options))
    two_mode = network.mode is Mode.TWO_MODE
    for place, key in enumerate(keys):
        side = {"bipartite": int(place >= len(network.rows))} if two_mode else {}
        made.add_node(
            key, label=graph.labels[place], **side, **_there(graph.node_attributes, place)
        )
    for place, (source, target, weight) in enumerate(graph.edges()):
        said = _there(graph.edge_attributes, place)
        made.add_edge(keys[source], keys[target], weight=weight, **said)
    return made


def igraph_graph(network: Network) -> igraph.Graph:
    """Return a graph of igraph, where that is installed. Cost: O(nodes + ties)."""
    try:
        import igraph
    except ImportError:
        raise ExchangeError(
            "igraph is not installed.",
            remedy="Install it (pip install igraph), or take to_networkx().",
        ) from None
    graph = graph_of(network)
    sides = {"type": [m == "column" for m in graph.node_attributes[0].values]}
    return igraph.Graph(
        n=len(graph.labels),
        edges=list(zip(graph.source, graph.target, strict=True)),
        directed=graph.directed,
        graph_attrs={**graph.facts, "name": graph.name, "options": dict(network.options)},
        vertex_attrs={
            "name": list(graph.labels),
            **(sides if network.mode is Mode.TWO_MODE else {}),
            **{_free(a.name): list(a.values) for a in graph.node_attributes},
        },
        edge_attrs={
            "weight": list(graph.weight),
            **{a.name: list(a.values) for a in graph.edge_attributes},
        },
    )


def _free(name: str) -> str:
    """Keep the two names that mean something to igraph."""
    return f"attribute.{name}" if name in ("name", "type") else name


def _there(attributes: tuple[Attribute, ...], place: int) -> dict[str, Any]:
    """Return the attributes that have a value here, under names that are not taken."""
    return {
        f"attribute.{a.name}" if a.name == "bipartite" else a.name: value
        for a in attributes
        if (value := a.values[place]) is not None
    }


def _keys(network: Network, graph: Graph) -> list[str]:
    """Name each node once: an actor and a concept may have the same name."""
    keys = list(graph.labels)
    if network.mode is Mode.ONE_MODE:
        return keys
    taken = set(network.rows)
    variable = network.options.get("columns", "column")
    for place in range(len(network.rows), len(keys)):
        while keys[place] in taken:
            keys[place] = f"{keys[place]} ({variable})"
        taken.add(keys[place])
    return keys
