"""How does a network reach igraph, networkx, visone and Gephi? ``graphml``: with all its attributes, typed"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dissensus.exchange.graph import Attribute, Graph
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.markup import attribute_value, element_text

__all__ = ["graphml"]


def graphml(graph: Graph, *, manifest: Manifest, name: str = "") -> Iterator[str]:
    """Write a graph as GraphML 1.0, line by line; the same graph and manifest give the same bytes.

    Each attribute has a typed key; nodes and edges without a value have no ``data``. The edge attribute
    ``weight`` is the tie's, sign and zero included. The manifest is the graph's attribute ``manifest``; period, mode and numbers of statements are
    attributes of the graph, too.
    Cost: O(nodes and edges, times attributes).
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield '  <key id="manifest" for="graph" attr.name="manifest" attr.type="string"/>\n'
    for fact, value in graph.facts.items():
        kind = "long" if isinstance(value, int) else "string"
        yield f'  <key id="g.{fact}" for="graph" attr.name="{fact}" attr.type="{kind}"/>\n'
    yield '  <key id="label" for="node" attr.name="label" attr.type="string"/>\n'
    yield from _keys("node", "v", graph.node_attributes)
    yield '  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>\n'
    yield from _keys("edge", "e", graph.edge_attributes)
    direction = "directed" if graph.directed else "undirected"
    yield f'  <graph id={attribute_value(graph.name)} edgedefault="{direction}">\n'
    yield f'    <data key="manifest">{element_text(manifest.as_json(name=name))}</data>\n'
    for fact, value in graph.facts.items():
        yield f'    <data key="g.{fact}">{element_text(value)}</data>\n'
    for number, label in enumerate(graph.labels):
        data = _data("v", graph.node_attributes, number)
        yield f'    <node id="n{number}"><data key="label">{element_text(label)}</data>{data}</node>\n'
    for number, (source, target, weight) in enumerate(graph.edges()):
        data = _data("e", graph.edge_attributes, number)
        yield (
            f'    <edge id="e{number}" source="n{source}" target="n{target}">'
            f'<data key="weight">{weight!r}</data>{data}</edge>\n'
        )
    yield "  </graph>\n</graphml>\n"


def _keys(domain: str, prefix: str, attributes: Sequence[Attribute]) -> Iterator[str]:
    for number, attribute in enumerate(attributes):
        name = attribute_value(attribute.name)
        yield (
            f'  <key id="{prefix}{number}" for="{domain}" attr.name={name} '
            f'attr.type="{attribute.type}"/>\n'
        )


def _data(prefix: str, attributes: Sequence[Attribute], place: int) -> str:
    return "".join(
        f'<data key="{prefix}{number}">{element_text(value)}</data>'
        for number, attribute in enumerate(attributes)
        if (value := attribute.values[place]) is not None
    )
