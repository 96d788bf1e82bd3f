"""What goes over the wire of a network over time? ``slices_out``: shared nodes, and ties per window"""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

import numpy as np

from dissensus.model.network import Mode, Network
from dissensus.web.seeing.networks import Networks, over_time
from dissensus.web.seeing.shapes import nodes_out, strongest, tie_columns, used_out
from dissensus.web.wire.networks import SlicesAsk

__all__ = ["slices_out"]

_SLICES: Final = 400
_TIES: Final = 120_000  # of all slices together


def slices_out(networks: Networks, ask: SlicesAsk) -> dict[str, Any]:
    """Return a ``SlicesOut``: at most 400 windows and 120,000 ties, the strongest of each window.

    Nodes are those of the network of the whole range, in the same order. Cost: that of the slices.
    """
    whole = networks.network(ask)
    made = list(islice(over_time(whole, ask), _SLICES + 1))
    two_mode = whole.network.mode is Mode.TWO_MODE
    rows = {name: place for place, name in enumerate(whole.network.rows)}
    columns = {name: place for place, name in enumerate(whole.network.columns, start=len(rows))}
    most = min(ask.most, max(1, _TIES // max(1, len(made))))
    return {
        "nodes": nodes_out(whole),
        "slices": [
            _slice(network, rows, columns if two_mode else rows, most) for network in made[:_SLICES]
        ],
        "capped": len(made) > _SLICES,
        "used": used_out(whole.network, whole.events),
    }


def _slice(
    network: Network, rows: dict[str, int], columns: dict[str, int], most: int
) -> dict[str, Any]:
    two_mode = network.mode is Mode.TWO_MODE
    own = [rows[name] for name in network.rows]
    if two_mode:
        own += [columns[name] for name in network.columns]
    source, target, *numbers = tie_columns(network)
    chosen = strongest(source, target, numbers[0], nodes=len(own), most=most)
    place = np.asarray(own, np.int64)
    ends = [place[source[chosen]], place[target[chosen]]]
    ties = zip(*(column.tolist() for column in [*ends, *(n[chosen] for n in numbers)]), strict=True)
    return {
        **{
            name: "" if moment is None else str(moment)[:10]
            for name, moment in (
                ("since", network.since),
                ("until", network.until),
            )
        },
        "statements": network.statements,
        "unreviewed": network.unreviewed,
        "active": list(zip(own, *_said(network), strict=True)),
        "ties": list(ties),
        "ties_total": len(source),
    }


def _said(network: Network) -> tuple[list[int], list[int]]:
    """Return how many statements each node has, rows before columns, and how many nobody reviewed."""
    sides = [network.row_attributes]
    if network.mode is Mode.TWO_MODE:
        sides.append(network.column_attributes)
    statements, unreviewed = (
        [int(count or 0) for side in sides for count in side[name]]
        for name in ("statements", "unreviewed")
    )
    return statements, unreviewed
