"""Which statements are behind a tie of DNA's nominal conflict? ``Unshared``, ``evidence_of``"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from dissensus.analysis.design import Design, TwoMode
from dissensus.analysis.matrices.cells import Integers, packed
from dissensus.analysis.matrices.evidence import CellEvidence, SharedEvidence
from dissensus.analysis.peer.cells import Cells
from dissensus.events import STATEMENT
from dissensus.model.network import Projection, TieEvidence

__all__ = ["Unshared", "evidence_of"]


def evidence_of(cells: Cells, design: Design) -> TieEvidence:
    """Return what knows the statements behind each cell. Cost: O(1); the first look-up sorts."""
    if isinstance(design, TwoMode):
        return CellEvidence(cells.incidence())
    nominal = len(cells) > 0 and cells.values is None
    if nominal and design.kind in (Projection.CONFLICT, Projection.SUBTRACT):
        return Unshared(cells, design.kind)
    return SharedEvidence(cells.incidence(), design.kind)


@dataclass(frozen=True, slots=True, eq=False)
class Unshared:
    """The statements behind a tie of DNA's conflict over names: those the other actor has no match for.

    Behind a tie of its subtract network are all statements of both: each is either matched or not.
    """

    cells: Cells
    kind: Projection

    def statements(self, row: int, column: int) -> Sequence[str]:
        """Return the identities of the statements, in canonical order. Cost: O(statements)."""
        if row == column:
            return []
        cells = self.cells
        position = cells.column * cells.depth + cells.level
        mine, theirs = cells.row == row, cells.row == column
        if self.kind is Projection.CONFLICT:
            matched = np.isin(position, np.intersect1d(position[mine], position[theirs]))
            chosen = (mine | theirs) & ~matched
        else:
            chosen = mine | theirs
        return self._ids(np.flatnonzero(chosen))

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements that entered the network."""
        return self._ids(np.arange(len(self.cells)))

    def counts(self) -> csr_array[np.float64]:
        """Return how many statements are behind each tie. Cost: one matrix product."""
        tally = self.cells.tally()
        activity = np.asarray(tally.sum(axis=1), dtype=np.float64)
        total = activity[:, None] + activity[None, :]
        if self.kind is Projection.CONFLICT:
            met = (tally @ tally.sign().T).toarray()
            total -= met + met.T
        np.fill_diagonal(total, 0.0)
        return packed(total)

    def _ids(self, places: Integers) -> Sequence[str]:
        ids: list[str] = self.cells.events.frame[STATEMENT].gather(places).to_list()
        return ids
