"""How does a network leave? ``write_network``: in the format of the suffix, with its manifest beside it"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from dissensus.errors import ExchangeError
from dissensus.exchange.files import replacing
from dissensus.exchange.gexf import gexf
from dissensus.exchange.graph import Graph, graph_of
from dissensus.exchange.graphml import graphml
from dissensus.exchange.manifest import Manifest, write_manifest
from dissensus.exchange.network_csv import edges_csv, matrix_csv, nodes_csv
from dissensus.exchange.objects import edges, nodes
from dissensus.exchange.pajek import pajek_network, pajek_project
from dissensus.exchange.ucinet import dl
from dissensus.model.network import Network

__all__ = ["NETWORK_SUFFIXES", "network_suffix", "write_network"]

NETWORK_SUFFIXES: Final = (
    ".graphml",
    ".gexf",
    ".net",
    ".paj",
    ".dl",
    ".edges.csv",
    ".csv",
    ".parquet",
)

# Formats that hold nodes, ties and the manifest or its version.
_GRAPHS: Final[dict[str, Callable[[Graph, Manifest, str], Iterator[str]]]] = {
    ".graphml": lambda graph, manifest, name: graphml(graph, manifest=manifest, name=name),
    ".gexf": lambda graph, manifest, name: gexf(graph, manifest=manifest, name=name),
    ".net": lambda graph, manifest, _: pajek_network(graph, manifest=manifest),
    ".paj": lambda graph, manifest, _: pajek_project(graph, manifest=manifest),
    ".edges.csv": lambda graph, _, __: edges_csv(graph),
}
_MATRICES: Final = {".csv": matrix_csv, ".dl": dl}


def network_suffix(path: str | Path) -> str:
    """Return the suffix that names a network format; ``ExchangeError`` names those there are."""
    path = Path(path)
    for suffix in NETWORK_SUFFIXES:
        if path.name.lower().endswith(suffix):
            return suffix
    raise ExchangeError(
        f"{path.name} has no suffix that names a network format.",
        remedy=f"Use one of: {', '.join(NETWORK_SUFFIXES)}.",
    )


def write_network(network: Network, path: str | Path, *, manifest: Manifest) -> Path:
    """Write a network in the format of its suffix.

    ``.graphml``, ``.gexf``: everything. ``.paj`` (Pajek project): everything; ``.net`` (Pajek): names and
    weights. ``.dl`` (UCINET): the matrices. ``.csv``: the matrix of weights. ``.edges.csv`` and ``.parquet``: a
    row per tie, and beside it a row per node in ``.nodes.csv`` or ``.nodes.parquet``.
    The manifest is written beside it as ``<name>.manifest.json``; GraphML, GEXF and Parquet carry it inside as
    well. Returns the path of the network. Raises ``ExchangeError`` for another suffix or a folder that
    can't be written. Cost: that of the format.
    """
    path = Path(path)
    suffix = network_suffix(path)
    if suffix == ".parquet":
        _parquet(network, path, manifest)
    elif suffix in _MATRICES:
        _write(path, _MATRICES[suffix](network))
    else:
        graph = graph_of(network)
        _write(path, _GRAPHS[suffix](graph, manifest, path.name))
        if suffix == ".edges.csv":
            _write(_beside(path, suffix, ".nodes.csv"), nodes_csv(graph))
    write_manifest(manifest, path)
    return path


def _parquet(network: Network, path: Path, manifest: Manifest) -> None:
    inside = {"dissensus.manifest": manifest.as_json(name=path.name)}
    for frame, target in (
        (edges(network), path),
        (nodes(network), _beside(path, ".parquet", ".nodes.parquet")),
    ):
        with replacing(target) as part:
            frame.write_parquet(part, metadata=inside)


def _write(path: Path, pieces: Iterator[str]) -> None:
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)


def _beside(path: Path, suffix: str, other: str) -> Path:
    return path.with_name(path.name[: -len(suffix)] + other)
