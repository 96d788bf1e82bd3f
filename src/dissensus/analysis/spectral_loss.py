"""What does a network lose when only some of its concepts are left? ``SpectralLoss``, ``Leaving``, ``Loss``"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.matrices.shares import Shares, Sum
from dissensus.analysis.spectra import laplacian_spectrum, spectral_distance

__all__ = ["EQUAL", "Leaving", "Loss", "SpectralLoss"]

_Flags = NDArray[np.bool_]
EQUAL: Final = 1e-12  # losses no further apart differ by rounding only


@dataclass(frozen=True, slots=True)
class Leaving:
    """Concept number ``concept`` leaves: the loss without it, and the statements that are left then."""

    concept: int
    loss: float
    statements: int


class Loss(Protocol):
    """What knows how much any set of concepts loses, and in which order they can best be spared."""

    def loss(self, members: _Flags) -> float:
        """Return the loss of the network that has these concepts only."""
        ...

    def ties(self, members: _Flags) -> Numbers:
        """Return the normalized weights of the network that has these concepts only."""
        ...

    def leaving(self) -> list[Leaving]:
        """Return all concepts, the one that is missed least first."""
        ...


class SpectralLoss:
    """The Euclidean distance between the Laplacian spectra of the whole network and of some concepts'."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._sum = Sum(shares)
        self._sum.become(np.ones(len(shares), np.bool_))
        self._full = laplacian_spectrum(self._sum.ties())

    def loss(self, members: _Flags) -> float:
        """Return the loss of the network that has these concepts only. Cost: O(actors³)."""
        self._sum.become(members)
        return self._now()

    def ties(self, members: _Flags) -> Numbers:
        """Return the normalized weights of the network that has these concepts only."""
        self._sum.become(members)
        return self._sum.ties()

    def leaving(self) -> list[Leaving]:
        """Let the concepts go one by one, each time the one without which the loss is smallest.

        Of concepts that tie, the last one in the order of labels goes. Cost: O(concepts² actors³).
        """
        counts = self._shares.statements()
        left = int(counts.sum())
        state = self._sum
        state.become(np.ones(len(self._shares), np.bool_))
        gone: list[Leaving] = []
        while state.members.any():
            candidates = np.flatnonzero(state.members)
            losses = np.empty(len(candidates))
            for n, concept in enumerate(candidates.tolist()):
                with state.without(concept):
                    losses[n] = self._now()
            last = int(np.flatnonzero(losses <= losses.min() + EQUAL)[-1])
            concept = int(candidates[last])
            left -= int(counts[concept])
            gone.append(Leaving(concept, float(losses[last]), left))
            state.take(concept)
        return gone

    def _now(self) -> float:
        return spectral_distance(self._full, laplacian_spectrum(self._sum.ties()))
