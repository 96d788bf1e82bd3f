"""How does a network leave? ``write_network``: in the format of the suffix, with its manifest beside it"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dissensus.errors import ExchangeError
from dissensus.exchange.files import replacing
from dissensus.exchange.gexf import gexf
from dissensus.exchange.graph import graph_of
from dissensus.exchange.graphml import graphml
from dissensus.exchange.manifest import Manifest, write_manifest
from dissensus.exchange.network_csv import edges_csv, matrix_csv
from dissensus.model.network import Network

__all__ = ["NETWORK_SUFFIXES", "write_network"]

NETWORK_SUFFIXES: Final = (".edges.csv", ".csv", ".graphml", ".gexf")


def write_network(network: Network, path: str | Path, *, manifest: Manifest) -> Path:
    """Write a network: ``.csv`` (matrix), ``.edges.csv`` (a row per tie), ``.graphml`` or ``.gexf``.

    The manifest is written beside it as ``<name>.manifest.json``; GraphML and GEXF carry it inside as
    well. Returns the path of the network. Raises ``ExchangeError`` for another suffix or a folder that
    can't be written. Cost: that of the format.
    """
    path = Path(path)
    pieces = _pieces(network, path, manifest)
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)
    write_manifest(manifest, path)
    return path


def _pieces(network: Network, path: Path, manifest: Manifest) -> Iterator[str]:
    name = path.name.lower()
    if name.endswith(".edges.csv"):
        return edges_csv(graph_of(network))
    if name.endswith(".csv"):
        return matrix_csv(network)
    if name.endswith(".graphml"):
        return graphml(graph_of(network), manifest=manifest, name=path.name)
    if name.endswith(".gexf"):
        return gexf(graph_of(network), manifest=manifest, name=path.name)
    raise ExchangeError(
        f"{path.name} has no suffix that names a network format.",
        remedy=f"Use one of: {', '.join(NETWORK_SUFFIXES)}.",
    )
