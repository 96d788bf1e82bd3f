"""Which two blocs leave least in the wrong place, and is that proved? ``best_split``, ``Split``

A signed network is balanced when its nodes fall into two blocs with the positive ties inside and the
negative ones between. How far it is from that, its frustration, is the least weight of ties that any
split leaves in the wrong place. The search for it is as hard as the heaviest cut of a graph, so the
answer says how much of it is proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.analysis.polarization.cutting_planes import least_cover
from dissensus.analysis.polarization.spectral_bound import spectral_bound
from dissensus.errors import AnalysisError

__all__ = ["ENUMERABLE", "Split", "best_split"]

ENUMERABLE: Final = 16  # nodes of which all splits are looked at: 32,768, in a millisecond
_COVERABLE: Final = 6_000  # ties an integer program may have; beyond, the bound is spectral
_ROUNDING: Final = 1e-9  # of the weight of all ties
_RESTARTS: Final = 32

_Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Two blocs, the weight of the ties they misplace, and what no split can go below.

    ``side`` holds 0 or 1 per node. ``exact`` means that ``bound`` has been brought up to ``misplaced``.
    """

    side: Integers
    misplaced: float
    bound: float
    exact: bool


def best_split(
    ties: Numbers, *, start: Integers | None = None, time_limit: float = 10.0, seed: int = 0
) -> Split:
    """Return the split into two blocs that misplaces least, with a proof as far as time allows.

    ``ties`` is a symmetric matrix: a positive tie belongs inside a bloc, a negative one between the two.
    With s_i the side of node i, the weight misplaced is

        Σ_i<j [w_ij > 0 and s_i ≠ s_j] |w_ij| + [w_ij < 0 and s_i = s_j] |w_ij|

    First the network is made smaller without losing the optimum: a tie at least as heavy as all others of one of its
    nodes is in its right place in some best split, so the two nodes are merged; what then falls
    apart is solved part by part. A part of up to 16 nodes is enumerated. Of a larger one, an integer program
    covers each cycle with an odd number of negative ties by a misplaced tie: cycles are added where the linear
    relaxation violates them, and whole numbers are asked for only if it ends in fractions. Before that, and alone for parts of
    more than 6,000 ties, the largest eigenvalue gives a bound (``spectral_bound``), which proves the best split of a seeded search
    where the blocs are plain.
    ``start`` is a split to begin from; ``time_limit`` is in seconds and for the proof as a whole.

    Source: Aref, S., Mason, A. J. and Wilson, M. C. (2020), A modeling and computational study of the frustration index in
    signed networks, Networks 75(1), 95-110, doi 10.1002/net.21907; the covering of odd cycles after Barahona, F. and Mahjoub, A. R. (1986), On the
    cut polytope, Mathematical Programming 36, 157-173, doi 10.1007/BF02592023.
    Raises ``AnalysisError`` where the matrix is not square, symmetric and finite.
    Cost: O(n²) for each node merged; then exponential in the worst case, within ``time_limit``.

    >>> quarrel = np.array([[0.0, 1, -1], [1, 0, 1], [-1, 1, 0]])  # two friends of one do not get on
    >>> split = best_split(quarrel)
    >>> split.misplaced, split.exact
    (1.0, True)
    """
    ties = np.asarray(ties, dtype=np.float64)
    if ties.ndim != 2 or ties.shape[0] != ties.shape[1] or not np.isfinite(ties).all():
        raise AnalysisError("The ties are not a square matrix of finite numbers.")
    if not np.allclose(ties, ties.T, rtol=1e-12, atol=0.0):
        raise AnalysisError(
            "The ties are not the same in both directions.", remedy="Add the matrix to its mirror."
        )
    scale = float(np.abs(ties).sum() / 2)
    grain = 1.0 if (ties == np.rint(ties)).all() else 0.0  # whole weights differ by 1 at least
    if scale == 0.0:
        return Split(np.zeros(len(ties), np.int64), 0.0, 0.0, exact=True)
    given, ties = ties, ties / scale
    np.fill_diagonal(ties, 0.0)
    smaller = _Merged(ties)
    side = np.zeros(len(ties), np.int64)
    left = np.flatnonzero(smaller.alive)
    deadline = monotonic() + time_limit
    proved = True
    slack = 0.0
    for part in _parts(smaller.ties, left):
        block = smaller.ties[np.ix_(part, part)]
        first = None if start is None else start[part]
        with one_thread():
            found, bound = _solved(block, first, grain / scale, deadline, seed)
        side[part] = found
        gap = _misplaced(block, found) - bound
        slack += max(gap, 0.0)
        proved &= gap <= _ROUNDING
    side = smaller.undone(side)
    if start is not None and _misplaced(ties, start) < _misplaced(ties, side) - _ROUNDING:
        side = np.asarray(start, np.int64)  # only where neither was proved
    misplaced = _misplaced(given, side)
    bound = misplaced if proved else max(misplaced - slack * scale, 0.0)
    return Split(side, misplaced, bound, proved)


class _Merged:
    """The network after nodes were merged whose side is settled by another's."""

    def __init__(self, ties: Numbers) -> None:
        self.ties = ties.copy()
        self.alive: _Flags = np.ones(len(ties), dtype=bool)
        self._steps: list[tuple[int, int, int]] = []
        weight = np.abs(self.ties)
        total = weight.sum(axis=1)
        heaviest = weight.max(axis=1, initial=0.0)
        while True:
            settled = self.alive & (2 * heaviest >= total - 1e-15) & (heaviest > 0)
            if not settled.any():
                break
            i = int(np.flatnonzero(settled)[0])
            j = int(np.argmax(np.abs(self.ties[i])))
            self._merge(i, j)
            touched = np.append(np.flatnonzero(self.ties[j]), j)
            weight = np.abs(self.ties[touched])
            total[touched] = weight.sum(axis=1)
            heaviest[touched] = weight.max(axis=1, initial=0.0)
            total[i] = heaviest[i] = 0.0

    def _merge(self, i: int, j: int) -> None:
        apart = int(self.ties[i, j] < 0)
        row = -self.ties[i] if apart else self.ties[i].copy()
        row[[i, j]] = 0.0
        self.ties[j] += row
        # What cancels but for rounding is no tie.
        self.ties[j, np.abs(self.ties[j]) < 1e-14] = 0.0
        self.ties[:, j] = self.ties[j]
        self.ties[i] = 0.0
        self.ties[:, i] = 0.0
        self.ties[j, j] = 0.0
        self.alive[i] = False
        self._steps.append((i, j, apart))

    def undone(self, side: Integers) -> Integers:
        """Give each merged node the side that follows from the node it was merged into."""
        for i, j, apart in reversed(self._steps):
            side[i] = side[j] ^ apart
        return side


def _parts(ties: Numbers, left: Integers) -> list[Integers]:
    _, label = connected_components(csr_array(ties[np.ix_(left, left)]), directed=False)
    return [left[label == number] for number in range(label.max(initial=-1) + 1)]


def _solved(
    block: Numbers, first: Integers | None, grain: float, deadline: float, seed: int
) -> tuple[Integers, float]:
    """Return a split of one part and the least that any could misplace."""
    size = len(block)
    if size <= ENUMERABLE:
        side = _enumerated(block)
        return side, _misplaced(block, side)
    side = _searched(block, first, seed)
    best = _misplaced(block, side)
    bound = spectral_bound(block, side, steps=1)
    if bound >= best - _ROUNDING:
        return side, best
    if np.count_nonzero(block) // 2 <= _COVERABLE:
        covered, covering = least_cover(block, best, grain, deadline)
        bound = max(bound, covering)
        if covered is not None and _misplaced(block, covered) < best:
            side = covered
        if bound >= _misplaced(block, side) - _ROUNDING:
            return side, bound
    other = spectral_bound(block, side, deadline=deadline)
    if grain:
        other = float(np.ceil(other / grain - 1e-6)) * grain
    return side, max(bound, other)


def _misplaced(ties: Numbers, side: Integers) -> float:
    apart = side[:, None] != side[None, :]
    return float((np.maximum(ties, 0.0)[apart].sum() - np.minimum(ties, 0.0)[~apart].sum()) / 2)


def _enumerated(ties: Numbers) -> Integers:
    """Look at all splits; node by node, the sums of those before are doubled."""
    size = len(ties)
    between = np.zeros(1)  # the weight between the blocs, to be made as small as can be
    for node in range(1, size):
        own = np.zeros(1)  # of each split so far, the ties of the node to those on side 1
        for other in range(1, node):
            own = np.concatenate([own, own + ties[node, other]])
        between = np.concatenate([between + own, between + ties[node, :node].sum() - own])
    best = int(between.argmin())
    return np.array([0, *((best >> bit) & 1 for bit in range(size - 1))], np.int64)


def _searched(ties: Numbers, first: Integers | None, seed: int) -> Integers:
    """Climb from many starts at once: each step moves, in every run, the node that helps most."""
    size = len(ties)
    random = np.random.default_rng(seed)
    spin = np.where(random.random((_RESTARTS, size)) < 0.5, 1.0, -1.0)
    leading = np.linalg.eigh(ties)[1][:, -1]
    spin[0] = np.where(leading >= 0, 1.0, -1.0)
    if first is not None:
        spin[1] = np.where(first == 0, 1.0, -1.0)
    every = np.arange(_RESTARTS)
    best, most = spin[0].copy(), -np.inf
    for _ in range(4):
        pull = spin @ ties
        while True:
            gain = -spin * pull
            node = gain.argmax(axis=1)
            moving = every[gain[every, node] > 1e-12]
            if not len(moving):
                break
            node = node[moving]
            pull[moving] -= 2 * spin[moving, node][:, None] * ties[node]
            spin[moving, node] *= -1
        value = (spin * pull).sum(axis=1)
        top = int(value.argmax())
        if value[top] > most + 1e-12:
            most, best = float(value[top]), spin[top].copy()
        kicked = random.random(spin.shape) < 0.15
        spin = np.where(kicked, -best, best)  # start again around the best
    side: Integers = (best < 0).astype(np.int64)
    return side
