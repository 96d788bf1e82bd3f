"""Which groups does a network fall into by itself? ``label_propagation``, ``leiden``, ``louvain``"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np

from dissensus.analysis.coalitions import coalitions
from dissensus.analysis.matrices.cells import Integers, Numbers, packed
from dissensus.model.network import Mode, Network

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["label_propagation", "leiden", "louvain"]

_RUNS: Final = 10


def leiden(weights: Numbers, seed: int) -> Integers:
    """Return the communities of the highest modularity in ten runs of Leiden, as ``coalitions`` finds them.

    Source: Traag, V. A., Waltman, L. and van Eck, N. J. (2019), Scientific Reports 9, 5233,
    doi 10.1038/s41598-019-41695-z. Cost: about O(ties) per run.
    """
    names = tuple(f"{number:09}" for number in range(len(weights)))
    network = Network(
        mode=Mode.ONE_MODE, name="ties", rows=names, columns=names, matrix=packed(weights)
    )
    members = coalitions(network, seed=seed, runs=_RUNS).members
    return np.array([members[name] for name in names], np.int64)


def louvain(weights: Numbers, seed: int) -> Integers:
    """Return communities by moving nodes, then communities, as long as that raises the modularity.

    Source: Blondel, V. D. et al. (2008), Fast unfolding of communities in large networks, Journal of Statistical
    Mechanics, P10008, doi 10.1088/1742-5468/2008/10/P10008. Cost: about O(ties) per pass, in Python.
    """
    from networkx.algorithms.community import louvain_communities

    found = louvain_communities(_graph(weights), weight="weight", seed=seed)
    return _members(found, len(weights))


def label_propagation(weights: Numbers, seed: int) -> Integers:
    """Return communities by letting each node take on the label that most of its ties' weight has.

    Source: Raghavan, U. N., Albert, R. and Kumara, S. (2007), Physical Review E 76, 036106,
    doi 10.1103/PhysRevE.76.036106. Cost: about O(ties) per round, in Python.
    """
    from networkx.algorithms.community import asyn_lpa_communities

    found = asyn_lpa_communities(_graph(weights), weight="weight", seed=seed)
    return _members(found, len(weights))


def _graph(weights: Numbers) -> nx.Graph[int]:
    import networkx as nx

    return nx.from_numpy_array(np.asarray(weights, np.float64))


def _members(communities: Iterable[Iterable[int]], size: int) -> Integers:
    members = np.empty(size, np.int64)
    for number, community in enumerate(communities):
        members[list(community)] = number
    return members
