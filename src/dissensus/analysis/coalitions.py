"""Who stands together, and how surely? ``coalitions``: Leiden communities and their stability over seeds"""

from __future__ import annotations

from typing import Final

import graspologic_native
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dissensus.analysis.matrices.cells import Integers
from dissensus.errors import AnalysisError
from dissensus.model.network import Mode, Network, Partition

__all__ = ["coalitions"]

_ITERATIONS: Final = (
    2  # a second pass starts from the first one's communities and mends most of the rest
)


def coalitions(
    network: Network, *, resolution: float = 1.0, seed: int = 0, runs: int = 100
) -> Partition:
    """Divide the nodes of a one-mode network into communities, and say how stable each membership is.

    Communities maximize the modularity Q = Σ_ij (w_ij - γ k_i k_j / 2m) [c_i = c_j] / 2m over the ties above
    0 (negative ones count as 0; of a directed network both directions are added), with k_i the sum of a
    node's ties, 2m the sum over all nodes, and γ the ``resolution``. Leiden's algorithm runs ``runs`` times, with the
    seeds ``seed``, ``seed`` + 1, ...; the run of the highest Q (the first of equals) is the partition.

    The stability of node i in community c of the partition is the share of runs in which i is in the
    community that holds most members of c in that run (of equals, the one with the lowest number).
    A run that merges whole communities therefore leaves their members stable; one that scatters them does
    not. Nodes without a positive tie are communities of their own, with stability 1.

    Source: Traag, V. A., Waltman, L. and van Eck, N. J. (2019), From Louvain to Leiden, Scientific Reports 9,
    5233, doi 10.1038/s41598-019-41695-z. Raises ``AnalysisError`` for a two-mode network or options out of
    range. The same network and seed give the same result. Cost: about O(ties) per run.

    >>> from scipy.sparse import csr_array
    >>> blocks = csr_array([[0.0, 2, 0, 0], [2, 0, 0, 0], [0, 0, 0, 3], [0, 0, 3, 0]])
    >>> names = ("A", "B", "C", "D")
    >>> network = Network(
    ...     mode=Mode.ONE_MODE, name="two pairs", rows=names, columns=names, matrix=blocks
    ... )
    >>> partition = coalitions(network, runs=10)
    >>> partition.communities(), round(partition.quality, 2), partition.stability["A"]
    ([['A', 'B'], ['C', 'D']], 0.48, 1.0)
    """
    _check(network, resolution, seed, runs)
    ties = _positive(network)
    connected = np.flatnonzero(np.diff(ties.indptr))
    if not len(connected):
        every = {name: number for number, name in enumerate(sorted(network.rows))}
        alone = dict.fromkeys(network.rows, 1.0)
        return Partition(
            members=every, quality=0.0, stability=alone, runs=runs, resolution=resolution, seed=seed
        )
    core = csr_array(ties[connected][:, connected])
    found = np.empty((runs, len(connected)), np.int64)
    quality = np.empty(runs)
    for run in range(runs):
        found[run] = _leiden(core, resolution, seed + run)
        quality[run] = _modularity(core, found[run], resolution)
    # Runs that differ by rounding only are equals.
    best = found[int(np.argmax(quality >= quality.max() - 1e-12))]
    communities = np.arange(len(network.rows)) + len(connected)
    communities[connected] = best
    stability = np.ones(len(network.rows))
    stability[connected] = _stability(best, found)
    return Partition(
        members=_numbered(network.rows, communities),
        quality=float(quality.max()),
        stability=dict(zip(network.rows, stability.tolist(), strict=True)),
        runs=runs,
        resolution=resolution,
        seed=seed,
    )


def _check(network: Network, resolution: float, seed: int, runs: int) -> None:
    if network.mode is not Mode.ONE_MODE:
        raise AnalysisError(
            f"{network.name!r} is a two-mode network; coalitions are sought among nodes of one kind.",
            remedy="Project it first: congruence(events, actors=..., concepts=...).",
        )
    if runs < 1 or seed < 0 or not resolution > 0:
        raise AnalysisError(
            f"Found resolution={resolution}, seed={seed}, runs={runs}.",
            remedy="The resolution must be above 0, the seed 0 or more, and there must be a run.",
        )


def _positive(network: Network) -> csr_array[np.float64]:
    matrix = network.matrix
    if network.directed:
        matrix = csr_array(matrix + matrix.T)
    positive = csr_array(matrix.maximum(0.0))
    positive.setdiag(0.0)
    positive.eliminate_zeros()
    positive.sort_indices()
    return positive


def _leiden(core: csr_array[np.float64], resolution: float, seed: int) -> Integers:
    _, members = graspologic_native.leiden_csr(
        core.indptr.astype(np.int64),
        core.indices.astype(np.int32),
        core.data,
        core.shape[0],
        resolution=resolution,
        iterations=_ITERATIONS,
        seed=seed,
    )
    return np.array([members[node] for node in range(core.shape[0])], dtype=np.int64)


def _modularity(core: csr_array[np.float64], community: Integers, resolution: float) -> float:
    entries = core.tocoo()
    degree = np.bincount(entries.row, entries.data, core.shape[0])
    total = degree.sum()
    within = entries.data[community[entries.row] == community[entries.col]].sum()
    expected = np.square(np.bincount(community, degree)).sum() / total
    return float((within - resolution * expected) / total)


def _stability(best: Integers, found: Integers) -> NDArray[np.float64]:
    """Return the share of runs in which each node is where most of its community is."""
    stayed = np.zeros(len(best))
    width = int(found.max()) + 1
    for communities in found:
        together = np.bincount(best * width + communities, minlength=(best.max() + 1) * width)
        majority = together.reshape(-1, width).argmax(axis=1)
        stayed += communities == majority[best]
    shares: NDArray[np.float64] = stayed / len(found)
    return shares


def _numbered(names: tuple[str, ...], communities: Integers) -> dict[str, int]:
    """Number communities from 0 by decreasing size; of equals, that of the first name comes first."""
    groups: dict[int, list[str]] = {}
    for name, community in zip(names, communities.tolist(), strict=True):
        groups.setdefault(community, []).append(name)
    ordered = sorted(groups.values(), key=lambda group: (-len(group), min(group)))
    return {name: number for number, group in enumerate(ordered) for name in sorted(group)}
