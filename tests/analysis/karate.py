"""Zachary's karate club, the network on which most methods were first shown."""

from __future__ import annotations

import networkx as nx
import numpy as np

from dissensus.analysis.matrices.cells import Numbers

__all__ = ["club"]


def club() -> Numbers:
    """Return who meets whom (34 members, 78 ties, without weights)."""
    return np.asarray(nx.to_numpy_array(nx.karate_club_graph()) > 0, np.float64)
