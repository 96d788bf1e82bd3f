"""What can no split of a signed network go below, by its eigenvalues? ``spectral_bound``"""

from __future__ import annotations

from time import monotonic
from typing import Final

import numpy as np
from scipy.linalg import eigh

from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["spectral_bound"]

_SURE: Final = 10  # steps that are made whatever the time
_EVERY: Final = 5  # steps after which, without progress, they become smaller


def spectral_bound(
    ties: Numbers, side: Integers, *, steps: int = 60, deadline: float = float("inf")
) -> float:
    """Return a weight that no split's misplaced weight lies below, from the largest eigenvalue.

    With s_i = ±1, Σ_ij w_ij s_i s_j ≤ n λ_max(W + diag(u)) for every u that sums to 0. The u that makes the right side least
    (the dual of the semidefinite relaxation) is approached by subgradient steps. They begin where a known
    split, ``side``, is an eigenvector: u_i = s'Ws / n - s_i (Ws)_i. If its eigenvalue is the largest one, as it is where
    two blocs are plain, the bound is the weight this split misplaces, and the split is proved to be the best.

    Source: Delorme, C. and Poljak, S. (1993), Laplacian eigenvalues and the maximum cut problem, Mathematical Programming 62,
    557-574, doi 10.1007/BF01585184. Cost: O(n³) per step.

    >>> camps = np.array([[0.0, 1, -1], [1, 0, -1], [-1, -1, 0]])
    >>> abs(spectral_bound(camps, np.array([0, 0, 1]), steps=1)) < 1e-12
    True
    """
    size = len(ties)
    total = float(np.abs(ties).sum())
    spin = np.where(side == 0, 1.0, -1.0)
    own = spin * (ties @ spin)
    shift = kept = own.mean() - own
    least = np.inf
    step = float(np.abs(ties).sum(axis=1).mean())
    for number in range(steps):
        top, vector = eigh(ties + np.diag(shift), subset_by_index=[size - 1, size - 1])
        value = size * float(top[0])
        if value < least:
            least, kept = value, shift
        elif number % _EVERY == _EVERY - 1:
            step, shift = step / 2, kept
        push = size * np.square(vector[:, 0]) - 1.0
        steepest = float(np.abs(push).max())
        if steepest < 1e-9 or (number >= _SURE and monotonic() > deadline):
            break
        shift = shift - step / np.sqrt(number + 1.0) * push / steepest
        shift -= shift.mean()
    return max((total - least) / 4, 0.0)
