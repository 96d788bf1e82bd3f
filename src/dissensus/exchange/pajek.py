"""How does a network reach Pajek? ``pajek_network`` (.net) and ``pajek_project`` (.paj, with all attributes)

A ``.net`` file holds names and ties; Pajek keeps everything else of a network in vectors (numbers), partitions
(kinds) and further networks, and all of it together in a project file.

Source: V. Batagelj, A. Mrvar, Pajek: Program for Analysis and Visualization of Very Large Networks, Reference
Manual; files with names beyond ASCII begin with a byte order mark, as Pajek asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dissensus.exchange.escapes import escaped
from dissensus.exchange.graph import Attribute, AttributeType, Graph
from dissensus.exchange.manifest import Manifest

__all__ = ["pajek_network", "pajek_project"]

_MISSING: Final = "999999998"  # Pajek's own number for a value that is not there


def pajek_network(graph: Graph, *, manifest: Manifest) -> Iterator[str]:
    """Write names and ties; a two-mode network says how many of its vertices are rows.

    Ties with a direction are ``*Arcs``, others ``*Edges``; a tie whose plus and minus cancel has the value 0.
    What a name in quotes can't hold is written as ``&#dddd;``. Cost: O(nodes + ties).
    """
    yield from _head(graph, manifest)
    yield from _network(graph, graph.weight)


def pajek_project(graph: Graph, *, manifest: Manifest) -> Iterator[str]:
    """Write a network with all its attributes.

    The first network has the weights, each attribute of ties is one more. Numbers about nodes are
    vectors, where missing is 999999998; texts are partitions, whose classes are numbered by name from 1 and told in comments before each, 0 is
    missing. Cost: O(nodes and ties, times attributes).
    """
    yield from _head(graph, manifest)
    yield f"*Network {_plain(graph.name)}\r\n"
    yield from _network(graph, graph.weight)
    for attribute in graph.edge_attributes:
        yield f"\r\n*Network {_plain(graph.name)}: {_plain(attribute.name)}\r\n"
        values = [0.0 if v is None or isinstance(v, str) else float(v) for v in attribute.values]
        yield from _network(graph, values)
    for attribute in graph.node_attributes:
        yield "\r\n"
        yield from _partition(attribute) if _is_text(attribute) else _vector(attribute)


def _head(graph: Graph, manifest: Manifest) -> Iterator[str]:
    # Pajek takes a file for UTF-8 by its mark. It stands before a comment: a reader that does not know the
    # mark loses nothing else.
    mark = "" if all(label.isascii() for label in graph.labels) else "\ufeff"
    yield f"{mark}% {_plain(graph.name)}; Dissensus {_plain(manifest.version)}\r\n"
    for fact, value in graph.facts.items():
        yield f"% {fact}: {_plain(str(value))}\r\n"


def _network(graph: Graph, values: Sequence[float]) -> Iterator[str]:
    two_mode = f" {graph.first_mode}" if graph.first_mode is not None else ""
    yield f"*Vertices {len(graph.labels)}{two_mode}\r\n"
    for number, label in enumerate(graph.labels, start=1):
        yield f'{number} "{escaped(label)}"\r\n'
    yield "*Arcs\r\n" if graph.directed else "*Edges\r\n"
    for source, target, value in zip(graph.source, graph.target, values, strict=True):
        yield f"{source + 1} {target + 1} {_number(value)}\r\n"


def _vector(attribute: Attribute) -> Iterator[str]:
    yield f"*Vector {_plain(attribute.name)}\r\n*Vertices {len(attribute.values)}\r\n"
    for value in attribute.values:
        yield f"{_MISSING if value is None else _number(float(value))}\r\n"


def _partition(attribute: Attribute) -> Iterator[str]:
    classes = sorted({str(v) for v in attribute.values if v is not None})
    for number, name in enumerate(classes, start=1):
        yield f"% {number}: {_plain(name)}\r\n"
    numbers = {name: number for number, name in enumerate(classes, start=1)}
    yield f"*Partition {_plain(attribute.name)}\r\n*Vertices {len(attribute.values)}\r\n"
    for value in attribute.values:
        yield f"{0 if value is None else numbers[str(value)]}\r\n"


def _is_text(attribute: Attribute) -> bool:
    return attribute.type is AttributeType.STRING


def _plain(text: str) -> str:
    """Write a text outside of quotes in ASCII, on one line."""
    return "".join(c if " " <= c <= "~" else f"&#{ord(c)};" for c in text)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
