"""By which method, and how well, is it divided? ``Clustering``, ``divisions``, ``modularity``"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

import numpy as np

from dissensus.analysis.clustering.agglomeration import (
    cut,
    fast_greedy,
    linkage_of,
    unlikeness,
    walktrap,
)
from dissensus.analysis.clustering.communities import label_propagation, leiden, louvain
from dissensus.analysis.clustering.divisions import concor, edge_betweenness, leading_eigenvector
from dissensus.analysis.clustering.map_equation import infomap
from dissensus.analysis.clustering.prototypes import inner_products, k_means, medoids, spectral
from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.errors import AnalysisError

__all__ = [
    "Clustering",
    "Division",
    "best",
    "chosen_methods",
    "divisions",
    "modularity",
    "most_nodes",
    "numbered",
    "similarities",
]


class Clustering(StrEnum):
    """How things are divided into groups; of methods that do equally well the first here is taken.

    Those up to ``SPECTRAL`` look at distances, ``CONCOR_TWO_MODE`` at who speaks of what, the others at the ties of a
    network. ``LEIDEN``, ``LOUVAIN``, ``LABEL_PROPAGATION`` and ``INFOMAP`` find the number of groups themselves.
    """

    SINGLE = "single"
    AVERAGE = "average"
    COMPLETE = "complete"
    WARD = "ward"
    K_MEANS = "k-means"
    PAM = "pam"
    SPECTRAL = "spectral"
    EQUIVALENCE = "equivalence"
    CONCOR = "concor"
    CONCOR_TWO_MODE = "concor-two-mode"
    FAST_GREEDY = "fast-greedy"
    WALKTRAP = "walktrap"
    LEADING_EIGENVECTOR = "leading-eigenvector"
    EDGE_BETWEENNESS = "edge-betweenness"
    LEIDEN = "leiden"
    LOUVAIN = "louvain"
    LABEL_PROPAGATION = "label-propagation"
    INFOMAP = "infomap"


_HIERARCHICAL: Final[Mapping[Clustering, Literal["single", "average", "complete", "ward"]]] = (
    MappingProxyType(
        {
            Clustering.SINGLE: "single",
            Clustering.AVERAGE: "average",
            Clustering.COMPLETE: "complete",
            Clustering.WARD: "ward",
        }
    )
)
_OWN_NUMBER: Final[Mapping[Clustering, Callable[[Numbers, int], Integers]]] = MappingProxyType(
    {
        Clustering.LEIDEN: leiden,
        Clustering.LOUVAIN: louvain,
        Clustering.LABEL_PROPAGATION: label_propagation,
        Clustering.INFOMAP: infomap,
    }
)

# Nodes beyond which a method would take minutes on a network where nearly all are tied.
_MOST: Final[Mapping[Clustering, int]] = MappingProxyType(
    {
        Clustering.EDGE_BETWEENNESS: 100,
        Clustering.LOUVAIN: 500,
        Clustering.LABEL_PROPAGATION: 500,
        Clustering.INFOMAP: 200,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """A method's memberships, and how good they are.

    ``members`` holds the group of each thing, numbered from 0 in order of first appearance; ``quality`` is the
    weighted modularity on the network the methods are compared by.
    """

    method: Clustering
    members: Integers
    quality: float

    @property
    def k(self) -> int:
        """How many groups there are."""
        return int(self.members.max()) + 1 if len(self.members) else 0


def modularity(weights: Numbers, members: Integers) -> float:
    """Return the weighted modularity Q = Σ_c (w_cc / 2m - (k_c / 2m)²), 0 where nothing is tied.

    w_cc is the sum of the weights within group c (each tie twice), k_c the sum of its nodes' ties, 2m that of
    all. Source: Newman, M. E. J. (2004), Physical Review E 70, 056131, doi 10.1103/PhysRevE.70.056131. Cost: O(n² k).

    >>> pairs = np.array([[0.0, 2, 0, 0], [2, 0, 0, 0], [0, 0, 0, 2], [0, 0, 2, 0]])
    >>> modularity(pairs, np.array([0, 0, 1, 1]))
    0.5
    """
    degree = weights.sum(axis=1)
    total = float(degree.sum())
    if not total:
        return 0.0
    _, number = np.unique(members, return_inverse=True)
    member = (number[:, None] == np.arange(number.max() + 1)).astype(np.float64)
    within = float((member * (weights @ member)).sum())
    expected = float(np.square(degree @ member).sum()) / total
    return (within - expected) / total


def similarities(distances: Numbers) -> Numbers:
    """Return the ties 1 - d_ij / max d, none from a thing to itself."""
    top = float(distances.max()) if distances.size else 0.0
    weights = 1.0 - distances / top if top else np.ones_like(distances)
    np.fill_diagonal(weights, 0.0)
    return np.asarray(weights)


def chosen_methods(methods: Iterable[Clustering | str]) -> tuple[Clustering, ...]:
    """Return the methods, each once; a name is as good as its member, and a wrong one an ``AnalysisError``."""
    known = {str(method): method for method in Clustering}
    names = [str(method) for method in methods]
    for name in names:
        if name not in known:
            raise AnalysisError(
                f"{name!r} is no way to divide.", remedy=f"There are: {', '.join(known)}."
            )
    return tuple(dict.fromkeys(known[name] for name in names))


def divisions(
    method: Clustering,
    distances: Numbers,
    weights: Numbers,
    ks: Sequence[int],
    *,
    profiles: Numbers | None = None,
    seed: int = 0,
) -> list[Division]:
    """Divide by one method into each number of groups in ``ks`` that it can make; ``weights`` judge.

    Methods of distances look at ``distances`` (k-means at its rows), those of ties at ``weights`` (CONCOR and structural
    equivalence at its rows), ``CONCOR_TWO_MODE`` at ``profiles``. A method that finds the number itself gives
    one division, whatever ``ks`` says. The same seed gives the same result, whichever other methods are asked.

    Raises ``AnalysisError`` where there are more nodes than a method can do with. Cost: that of the method.
    """
    if len(weights) > most_nodes(method):
        raise AnalysisError(
            f"{method} takes too long for {len(weights):,} nodes; it does {most_nodes(method):,.0f}.",
            remedy="Leave it out, or make fewer slices (longer steps).",
        )
    if method is Clustering.CONCOR_TWO_MODE:
        if profiles is None:
            raise AnalysisError(
                f"{method} needs to know who speaks of what.", remedy="Leave it out."
            )
        rows = profiles
    else:
        rows = weights
    possible = [k for k in ks if k <= len(weights)]
    found = _members(method, distances, weights, rows, possible, seed)
    return [Division(method, numbered(m), modularity(weights, m)) for m in found]


def best(found: Sequence[Division]) -> Division:
    """Return the division of the highest modularity; of equals, up to rounding, the first."""
    top = max(division.quality for division in found)
    return next(division for division in found if division.quality >= top - 1e-12)


def most_nodes(method: Clustering) -> float:
    """Return how many nodes a method can do with (infinity: as many as fit into memory, squared)."""
    return _MOST.get(method, math.inf)


def numbered(members: Integers) -> Integers:
    """Number groups from 0 in order of first appearance."""
    _, first, number = np.unique(members, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[number]


def _members(
    method: Clustering,
    distances: Numbers,
    weights: Numbers,
    rows: Numbers,
    ks: Sequence[int],
    seed: int,
) -> list[Integers]:
    if method in _OWN_NUMBER:
        return [_OWN_NUMBER[method](weights, seed)]
    if not ks:
        return []
    if method in _HIERARCHICAL:
        joins = linkage_of(distances, _HIERARCHICAL[method])
        return [cut(joins, k) for k in ks]
    if method in (Clustering.FAST_GREEDY, Clustering.WALKTRAP):
        joins = (fast_greedy if method is Clustering.FAST_GREEDY else walktrap)(weights)
        return [cut(joins, k) for k in ks]
    if method is Clustering.PAM:
        return [medoids(distances, k) for k in ks]
    if method in (Clustering.K_MEANS, Clustering.SPECTRAL):
        rng = np.random.default_rng([seed, tuple(Clustering).index(method)])
        if method is Clustering.SPECTRAL:
            return [spectral(distances, k, rng) for k in ks]
        inner = inner_products(distances)
        return [k_means(inner, k, rng) for k in ks]
    if method is Clustering.EQUIVALENCE:
        joins = linkage_of(unlikeness(weights), "complete")
        return [cut(joins, k) for k in ks]
    if method in (Clustering.CONCOR, Clustering.CONCOR_TWO_MODE):
        reached = concor(rows, max(ks))
    elif method is Clustering.LEADING_EIGENVECTOR:
        reached = leading_eigenvector(weights, max(ks))
    else:
        reached = edge_betweenness(weights, max(ks))
    return [reached[k] for k in ks if k in reached]
