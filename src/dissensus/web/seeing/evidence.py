"""Which statements are behind a node or a tie on the screen? ``behind``"""

from __future__ import annotations

import numpy as np

from dissensus.analysis.matrices.evidence import CellEvidence, SharedEvidence
from dissensus.analysis.matrices.parts import PartEvidence
from dissensus.errors import NotFound
from dissensus.model.network import Mode, Network
from dissensus.web.wire.networks import Named

__all__ = ["behind"]


def behind(network: Network, a: Named, b: Named | None) -> list[str]:
    """Return the identities of the statements behind a tie, or of a node, in canonical order.

    In a relation network, those of a node are the ones it acts in and the ones it is acted on in, and those of
    a tie run in both directions. Raises ``NotFound`` for a name that has no statement under these options.
    """
    if b is None:
        return _of_node(network, a)
    if network.mode is Mode.TWO_MODE:
        row, column = (a, b) if a.mode == "row" else (b, a)
        return list(network.evidence(row.name, column.name))
    found = list(network.evidence(a.name, b.name))
    if network.directed:
        found += network.evidence(b.name, a.name)
    return found


def _of_node(network: Network, node: Named) -> list[str]:
    evidence = network.behind
    names = network.rows if node.mode == "row" else network.columns
    if node.name not in names:
        raise NotFound(
            f"{node.name!r} has no statement in this network.",
            remedy="It may have been renamed, or the options or the time leave it out.",
        )
    if isinstance(evidence, PartEvidence):
        cells = evidence.part.incidence()
    elif isinstance(evidence, CellEvidence | SharedEvidence):
        cells = evidence.cells
    else:
        return []
    at = names.index(node.name)
    here = cells.column == at if node.mode == "column" else cells.row == at
    if network.directed:
        here |= cells.column == at
    return cells.ids.gather(np.flatnonzero(here)).to_list()
