"""How does what is on the screen become a file? ``saved``: the network or its picture, with its manifest, as a zip"""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from dissensus.analysis.attributes import with_coalitions
from dissensus.exchange.manifest import write_manifest
from dissensus.model.network import Mode, Network, Partition
from dissensus.transfer import manifest_in
from dissensus.web.seeing.networks import Networks, asked
from dissensus.web.wire.networks import SaveAsk

__all__ = ["saved"]

_PICTURES: Final = frozenset({"svg", "png", "pdf"})
_NODES: Final = 400  # of a picture; more can't be told apart on paper
_TIES: Final = 1_600


def saved(networks: Networks, ask: SaveAsk) -> tuple[str, bytes]:
    """Return a name and a zip archive with the file and its manifest. Cost: that of the format.

    A picture keeps the places of the nodes on the screen, and says how many of its statements nobody reviewed.
    Coalitions are those of the whole, in a slice as well.
    """
    network = networks.shown(ask)
    partition, _ = networks.coalitions(ask)
    network = with_coalitions(network, partition)
    network = replace(network, options={**network.options, **_told(networks, ask, partition)})
    stem = f"{ask.kind}-network"
    name = f"{stem}.{ask.format}"
    with tempfile.TemporaryDirectory(prefix="dissensus-") as folder:
        path = Path(folder, name)
        if ask.format in _PICTURES:
            _draw(network, path, ask)
            write_manifest(manifest_in(networks.desk.store, network), path)
        else:
            networks.desk.project.export(network, path)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(Path(folder).iterdir()):
                archive.write(file, file.name)
    return f"{stem}.zip", content.getvalue()


def _told(networks: Networks, ask: SaveAsk, partition: Partition) -> dict[str, str]:
    """Say what a network does not know of itself: what its statements were chosen by, and its coalitions."""
    options = asked(ask, networks.desk.names().by_id, kind=ask.kind)
    told = {
        f"{word} {column}": "; ".join(str(value) for value in values)
        for word, lists in (("only", options.include), ("not", options.exclude))
        for column, values in lists.items()
    }
    told |= {f"least {column}": str(least) for column, least in options.least.items()}
    if ask.since or ask.until:
        told["dates"] = f"{ask.since or 'first'} to {ask.until or 'last'}"
    if ask.unreviewed:
        told["suggestions"] = "with those nobody has decided on"
    how = f"resolution {partition.resolution:g}, {partition.runs} runs, seed {partition.seed}"
    return {**told, "coalitions": how}


def _draw(network: Network, path: Path, ask: SaveAsk) -> None:
    from dissensus import pictures  # what draws takes as long to load as all the rest of the server

    at = {(str(place.mode), place.name): (place.x, place.y) for place in ask.places}
    nodes = [("row", name) for name in network.rows]
    if network.mode is Mode.TWO_MODE:
        nodes += [("column", name) for name in network.columns]
    known = bool(at) and all(node in at for node in nodes)
    pictures.plot(
        network,
        path,
        title=ask.title,
        positions=[at[node] for node in nodes] if known else None,
        most_nodes=_NODES if known else 60,
        most_ties=_TIES if known else 240,
    )
