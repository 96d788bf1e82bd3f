"""Is there no better pair of blocs? ``prove``: κ has an optimum that integer programs can certify"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Final

import numpy as np

from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.polarization.blocs import best_split
from dissensus.analysis.polarization.search import fit

__all__ = ["Proof", "prove"]

_CERTAIN: Final = 1e-8  # of κ: what the integer program can tell apart


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """The best blocs known, their κ, the κ that no blocs exceed, and whether the two are one."""

    members: Integers
    score: float
    bound: float
    exact: bool


def prove(
    congruence: Numbers,
    conflict: Numbers,
    members: Integers,
    *,
    time_limit: float = 10.0,
    seed: int = 0,
) -> Proof:
    """Raise κ from that of ``members`` to the optimum over all pairs of blocs, or bound what is left.

    κ = N / D with N and D linear in which pairs are apart, and D > 0. Blocs with κ > λ exist just where
    N - λ D > 0 for some split, and N - λ D is the weight of ties between the two blocs of a signed
    network with the ties 2 (C F_ij - F C_ij) - λ (C - F)(C_ij + F_ij), less λ F (C + F). So: find the split that
    makes it most (``best_split``), let λ be its κ, and repeat until nothing is above 0; from good blocs
    the first pass is mostly the last. Where a pass ends in a bound U > 0 only, κ is at most λ + U / min D.

    Source: Dinkelbach, W. (1967), On nonlinear fractional programming, Management Science 13(7), 492-498,
    doi 10.1287/mnsc.13.7.492. Needs both congruence and conflict. Cost: that of ``best_split`` per pass.
    """
    total = float(congruence.sum() + conflict.sum()) / 2
    agree, oppose = congruence / total, conflict / total
    c, f = float(agree.sum()) / 2, float(oppose.sum()) / 2
    score = _score(agree, oppose, members)
    deadline = monotonic() + time_limit
    bound = 1.0
    while True:
        apart = 2 * (c * oppose - f * agree) - score * (c - f) * (agree + oppose)
        split = best_split(
            -apart, start=members, time_limit=max(deadline - monotonic(), 0.0), seed=seed
        )
        found = _score(agree, oppose, split.side)
        most = float(np.maximum(apart, 0.0).sum()) / 2 - split.bound - score * f
        bound = min(bound, score + max(most, 0.0) / min(c, f))
        if found > score + _CERTAIN:
            members, score = split.side, found
        elif bound <= score + _CERTAIN:
            return Proof(members, score, score, exact=True)
        else:
            return Proof(members, score, bound, exact=False)


def _score(agree: Numbers, oppose: Numbers, members: Integers) -> float:
    apart = members[:, None] != members[None, :]
    totals = (agree.sum(), oppose.sum(), agree[apart].sum(), oppose[apart].sum())
    return min(float(fit(*(np.asarray(total) / 2 for total in totals))), 1.0)
