"""How are many actors compared? ``Profiles``: what each said, in sparse tables, and the ties between them"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from dissensus.analysis.matrices.cells import Incidence, Numbers, folded
from dissensus.analysis.matrices.parts import Part
from dissensus.analysis.matrices.products import Indices, Matrix, at, product, row_products
from dissensus.model.network import Normalization, Projection

__all__ = ["Profiles"]

_NOISE: Final = 1e-13  # a difference that small, compared to what it is of, is 0 but for rounding


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """What each actor said: per concept and level, and per concept.

    With weights z, ``tally`` and ``stated`` add up sqrt(z) (a pair of statements weighs sqrt(z z')),
    ``weighed`` adds up z. Without, all are counts.
    """

    tally: Matrix  # actors × (concepts · levels)
    stated: Matrix  # actors × concepts
    weighed: Matrix  # actors × (concepts · levels)
    scale: Incidence

    @classmethod
    def of(cls, part: Part, weight: Numbers | None = None) -> Profiles:
        """Add up statements. Cost: O(statements log statements)."""
        tally = part.tally(None if weight is None else np.sqrt(weight))
        weighed = tally if weight is None else part.tally(weight)
        return cls(tally, folded(tally, np.ones(part.whole.depth)), weighed, part.whole)

    def one_mode(self, kind: Projection, normalization: Normalization | None) -> Matrix:
        """Return the ties of all pairs of different actors; a tie over 0 is 0.

        Cost: products of actors × (concepts · levels), one per step of the scale.
        """
        matrix = self._pairs(kind)
        return matrix if normalization is None else self._divided(matrix, kind, normalization)

    @property
    def _same_or_not(self) -> bool:
        """Whether two positions are the same or not, and nothing between."""
        return self.scale.boolean or self.scale.levels is None

    def _pairs(self, kind: Projection) -> Matrix:
        if kind is Projection.IGNORE:
            return product(self.stated, self.stated)
        if self.scale.boolean and kind is Projection.SUBTRACT:
            difference = folded(self.tally, np.array([-1.0, 1.0]))
            pairs = product(difference, difference)
            if self.weighed is self.tally:
                return pairs  # whole numbers
            return _without_noise(pairs, product(self.stated, self.stated))
        if self._same_or_not and kind is Projection.CONGRUENCE:
            return product(self.tally, self.tally)
        shared = product(self.stated, self.stated)
        conflict = self._conflict(shared)
        if kind is Projection.CONFLICT:
            return conflict
        if kind is Projection.SUBTRACT:
            return _without_noise(csr_array(shared - 2.0 * conflict), shared)
        return _without_noise(csr_array(shared - conflict), shared)

    def _conflict(self, shared: Matrix) -> Matrix:
        """Sum the products of counts, each weighted by the distance of the two levels.

        For names, all pairs but the equal ones. For numbers, |q - q'| is the sum of the steps of the
        scale between them; a step from level m to m + 1 separates all that is up to m from all above.
        """
        if self._same_or_not or self.scale.levels is None:
            return _without_noise(csr_array(shared - product(self.tally, self.tally)), shared)
        size = self.tally.shape[0]
        total: Matrix = csr_array((size, size))
        for m, step in enumerate(np.diff(self.scale.levels).tolist()):
            below, above = self._split(m)
            apart = product(below, above)
            total = csr_array(total + step * csr_array(apart + apart.T))
        return csr_array(total * (1.0 / self.scale.reach)) if self.scale.reach else total

    def _split(self, level: int) -> tuple[Matrix, Matrix]:
        """Add up, per actor and concept, the statements up to the level, and those above."""
        up_to = np.arange(self.scale.depth) <= level
        return folded(self.tally, up_to.astype(np.float64)), folded(
            self.tally, (~up_to).astype(np.float64)
        )

    def _divided(self, matrix: Matrix, kind: Projection, normalization: Normalization) -> Matrix:
        ties = matrix.tocoo()
        divisor = self._divisor(ties.row, ties.col, kind, normalization)
        ties.data = np.divide(ties.data, divisor, out=np.zeros_like(ties.data), where=divisor != 0)
        result = ties.tocsr()
        result.eliminate_zeros()
        return result

    def _divisor(
        self, i: Indices, j: Indices, kind: Projection, normalization: Normalization
    ) -> Numbers:
        activity = np.asarray(self.weighed.sum(axis=1), dtype=np.float64).ravel()
        if normalization is Normalization.AVERAGE:
            return (activity[i] + activity[j]) / 2
        if normalization is Normalization.COSINE:
            length = np.sqrt(self._with_itself(kind))
            return length[i] * length[j]
        met = product(self.weighed, self.weighed.sign())  # Σ A_ijk [A_i'jk > 0]
        both = product(self.tally, self.tally)
        lone = activity[i] - at(met, i, j), activity[j] - at(met, j, i)
        lone[0][lone[0] < _NOISE * activity[i]] = 0.0
        lone[1][lone[1] < _NOISE * activity[j]] = 0.0
        return lone[0] + lone[1] + at(both, i, j)

    def _with_itself(self, kind: Projection) -> Numbers:
        """Return the congruence (or ignore weight) of each actor with itself."""
        if kind is not Projection.IGNORE and self._same_or_not:
            return row_products(self.tally, self.tally)
        own = row_products(self.stated, self.stated)
        if kind is Projection.IGNORE or self.scale.levels is None or not self.scale.reach:
            return own
        for m, step in enumerate(np.diff(self.scale.levels).tolist()):
            own = own - 2 * step / self.scale.reach * row_products(*self._split(m))
        return own


def _without_noise(difference: Matrix, of: Matrix) -> Matrix:
    """Set to 0 what is left of a difference by rounding only."""
    cells = difference.tocoo()
    cells.data[np.abs(cells.data) < _NOISE * at(of, cells.row, cells.col)] = 0.0
    result = cells.tocsr()
    result.eliminate_zeros()
    return result
