"""Who agrees with whom, and who opposes whom, among those who meet? ``Encounters``"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.model.moment import Moment
from dissensus.model.network import Network

__all__ = ["Encounters"]


@dataclass(frozen=True, slots=True, eq=False)
class Encounters:
    """Actors, the weights of their congruence and of their conflict (dense), and when that was."""

    names: tuple[str, ...]
    congruence: Numbers
    conflict: Numbers
    since: Moment | None
    middle: Moment | None
    until: Moment | None
    statements: int
    unreviewed: int

    @classmethod
    def of(cls, agreeing: Network, opposing: Network, *, everyone: bool = False) -> Encounters:
        """Take two networks of the same actors; leave out who has no tie in either, unless ``everyone``."""
        names = agreeing.rows
        agree, oppose = (
            n.matrix.toarray() if names else np.zeros((0, 0)) for n in (agreeing, opposing)
        )
        meets = agree.any(axis=1) | oppose.any(axis=1)
        if not (everyone or meets.all()):
            chosen = np.flatnonzero(meets)
            grid = np.ix_(chosen, chosen)
            names = tuple([names[n] for n in chosen.tolist()])
            agree, oppose = agree[grid], oppose[grid]
        return cls(
            names,
            agree,
            oppose,
            agreeing.since,
            agreeing.middle,
            agreeing.until,
            agreeing.statements,
            agreeing.unreviewed,
        )

    def __len__(self) -> int:
        return len(self.names)

    @property
    def divided(self) -> bool:
        """Whether there is both congruence and conflict; else there is nothing to divide."""
        return bool(self.congruence.any() and self.conflict.any())

    def parts(self) -> Integers:
        """Return for each actor the number of the part it is in: parts that never meet one another."""
        if not self.names:
            return np.zeros(0, np.int64)
        reached = np.zeros(len(self), np.bool_)
        reached[0] = True
        meets = (self.congruence != 0) | (self.conflict != 0)
        while not reached.all():  # mostly there is one part, and everybody in it is near
            wider = reached | meets[reached].any(axis=0)
            if (wider == reached).all():
                break
            reached = wider
        else:
            return np.zeros(len(self), np.int64)
        _, label = connected_components(csr_array(self.congruence + self.conflict), directed=False)
        return np.asarray(label, np.int64)
