"""Which bloc gets which number? ``numbered``: by size, and over time by who was in it before"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from dissensus.analysis.matrices.cells import Integers

__all__ = ["numbered"]


def numbered(members: Integers, parts: Integers, before: Integers, blocs: int) -> Integers:
    """Number blocs so that most actors keep the number they had; else from 0 by decreasing size.

    ``before`` is each actor's last number, -1 for none. Parts of a network that never meet can't be placed relative to one
    another: each is numbered by itself. Of blocs of equal size, the one with the first actor comes
    first. Cost: O(actors + blocs³) per part.
    """
    result = np.empty_like(members)
    for part in range(int(parts.max(initial=-1)) + 1):
        here = np.flatnonzero(parts == part)
        own, old = members[here], before[here]
        size = np.bincount(own, minlength=blocs)
        first = np.full(blocs, len(here))
        np.minimum.at(first, own, np.arange(len(here)))
        rank = np.lexsort((first, -size))
        place = np.empty(blocs, np.int64)
        place[rank] = np.arange(blocs)
        kept = np.zeros((blocs, blocs))
        known = (old >= 0) & (old < blocs)
        np.add.at(kept, (place[own[known]], old[known]), 1.0)
        # Where history is silent or divided, the number by size decides.
        kept += np.eye(blocs) / 4
        _, number = linear_sum_assignment(kept, maximize=True)
        result[here] = number[place[own]]
    return result
