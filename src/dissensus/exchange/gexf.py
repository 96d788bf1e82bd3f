"""How does a network reach Gephi? ``gexf``: GEXF 1.3, all attributes typed"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dissensus.exchange.graph import Attribute, AttributeType, Graph
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.markup import attribute_value, element_text

__all__ = ["gexf"]

_CANCELLED: Final = 0.001  # drawn, but thinner than anything that counts


def gexf(graph: Graph, *, manifest: Manifest, name: str = "") -> Iterator[str]:
    """Write a graph as GEXF 1.3, line by line; the same graph and manifest give the same bytes.

    Gephi hides edges with a negative weight, and may fail on a weight of 0. So the weight it draws is
    the absolute one (0.001 where plus and minus cancel), and the attribute ``tie`` holds the exact
    weight with its sign. The manifest is the description in ``meta``. Cost: O(nodes and edges, times
    attributes).
    """
    tie = Attribute("tie", AttributeType.DOUBLE, graph.weight)
    edge_attributes = (tie, *graph.edge_attributes)
    direction = "directed" if graph.directed else "undirected"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f'  <meta lastmodifieddate="{manifest.created.date().isoformat()}">\n'
    yield f"    <creator>Dissensus {element_text(manifest.version)}</creator>\n"
    yield f"    <title>{element_text(graph.name)}</title>\n"
    yield f"    <description>{element_text(manifest.as_json(name=name))}</description>\n"
    yield "  </meta>\n"
    yield f'  <graph mode="static" defaultedgetype="{direction}">\n'
    yield from _declared("node", graph.node_attributes)
    yield from _declared("edge", edge_attributes)
    yield "    <nodes>\n"
    for number, label in enumerate(graph.labels):
        values = _values(graph.node_attributes, number)
        yield f'      <node id="n{number}" label={attribute_value(label)}>{values}</node>\n'
    yield "    </nodes>\n    <edges>\n"
    for number, (source, target, weight) in enumerate(graph.edges()):
        drawn = abs(weight) or _CANCELLED
        yield (
            f'      <edge id="e{number}" source="n{source}" target="n{target}" weight="{drawn!r}">'
            f"{_values(edge_attributes, number)}</edge>\n"
        )
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _declared(domain: str, attributes: Sequence[Attribute]) -> Iterator[str]:
    yield f'    <attributes class="{domain}">\n'
    for number, attribute in enumerate(attributes):
        title = attribute_value(attribute.name)
        yield f'      <attribute id="{number}" title={title} type="{attribute.type}"/>\n'
    yield "    </attributes>\n"


def _values(attributes: Sequence[Attribute], place: int) -> str:
    written = "".join(
        f'<attvalue for="{number}" value={attribute_value(value)}/>'
        for number, attribute in enumerate(attributes)
        if (value := attribute.values[place]) is not None
    )
    return f"<attvalues>{written}</attvalues>" if written else ""
