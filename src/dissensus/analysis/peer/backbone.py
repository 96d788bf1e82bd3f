"""What does a network lose without some concepts, by DNA's rules? ``DegreeLoss``, ``degree_spectrum``

DNA announces a distance of Laplacian spectra; as the adjacency matrix is never subtracted from the degrees, it
compares sorted degree sequences. Ties between concepts are decided by the last bit of a loss, so sums
are taken in DNA's order wherever two concepts are close.
"""

from __future__ import annotations

from math import fsum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.design import OneMode
from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.matrices.shares import SIGNS, Shares, Sum
from dissensus.analysis.peer.cells import Cells
from dissensus.analysis.peer.kept import Scale
from dissensus.analysis.spectral_loss import Leaving
from dissensus.errors import AnalysisError
from dissensus.model.network import Normalization, Projection

__all__ = ["DegreeLoss", "degree_spectrum"]

_Flags = NDArray[np.bool_]
_CLOSE: Final = 1e-9  # losses this close are computed again in DNA's order of sums
_NOTHING: Final = 1e-12  # this share of all ties is rounding


def degree_spectrum(ties: Numbers) -> Numbers:
    """Return the sums of the rows of a symmetric matrix without its negative entries, largest first, over their total.

    It is what DNA calls eigenvalues, to the last bit: rows are summed from left to right, the total with
    compensation. Zeros where there are no ties. Cost: O(actors²).

    >>> degree_spectrum(np.array([[0.0, 2.0, -1.0], [2.0, 0.0, 1.0], [-1.0, 1.0, 0.0]]))
    array([0.5       , 0.33333333, 0.16666667])
    """
    degrees = np.add.reduce(
        np.maximum(ties, 0.0), axis=0
    )  # down the columns: one row after another
    degrees = np.sort(degrees)[::-1]
    total = fsum(degrees.tolist())
    return degrees / total if total > 0.0 else degrees


class DegreeLoss:
    """The loss of sets of concepts as DNA computes it: Σ_r |λ_r - μ_r| of two degree spectra."""

    def __init__(self, cells: Cells, shares: Shares, design: OneMode) -> None:
        """Take ``cells`` apart; ``AnalysisError`` where DNA gets no number."""
        graded = cells.scale is Scale.INTEGER and design.kind is not Projection.IGNORE
        if graded and len(cells) and cells.depth < 2:
            raise AnalysisError(
                f"The qualifier {design.qualifier!r} has one value only; DNA divides by its range, 0.",
                remedy="Leave 'compat' out, or choose the kind 'ignore'.",
            )
        by_name = cells.scale in (Scale.TEXT, Scale.DOCUMENT)
        self.shares = shares
        self._gap = _GAPS.get(design.kind, 0.0) if by_name else 0.0
        self._in_order = _InOrder(shares) if graded else None
        self._sum = _PeerSum(shares, self._gap)
        self._sum.become(np.ones(len(shares), np.bool_))
        self.full = degree_spectrum(self._in_order_ties())

    def loss(self, members: _Flags) -> float:
        """Return the loss of the network that has these concepts only. Cost: O(actors²)."""
        ties = self.ties(members)
        if self._in_order is not None and not (ties > 0.0).any():
            return self._to_the_last_bit(members)  # where all is rounding, it decides
        return self._apart(ties)

    def ties(self, members: _Flags) -> Numbers:
        """Return the normalized weights of the network that has these concepts only."""
        self._sum.become(members)
        return self._sum.ties()

    def leaving(self) -> list[Leaving]:
        """Let the concepts go one round after the other, all that tie at the smallest loss together.

        Cost: O(concepts² k n) for the k of n actors who speak of a concept.
        """
        members = np.ones(len(self.shares), np.bool_)
        counts = self.shares.statements()
        left = int(counts.sum())
        gone: list[Leaving] = []
        while members.any():
            candidates = np.flatnonzero(members)
            losses = self._without_each(members, candidates)
            close = losses <= losses.min() + _CLOSE
            candidates, losses = candidates[close], losses[close]
            for n, concept in enumerate(candidates.tolist()):
                losses[n] = self._loss_without(members, concept, last_bit=len(candidates) > 1)
            tied = candidates[losses == losses.min()]
            gone.extend(
                Leaving(concept, float(losses.min()), left - int(counts[concept]))
                for concept in tied[::-1].tolist()
            )
            members[tied] = False
            left -= int(counts[tied].sum())
        return gone

    def _loss_without(self, members: _Flags, concept: int, *, last_bit: bool = True) -> float:
        others = members.copy()
        others[concept] = False
        return self._to_the_last_bit(others) if last_bit else self.loss(others)

    def _to_the_last_bit(self, members: _Flags) -> float:
        self._sum.become(members)
        return self._apart(self._in_order_ties())

    def _in_order_ties(self) -> Numbers:
        if self._in_order is None:  # weights are integers, exact in any order
            return self._sum.ties()
        return self._sum.divided(self._in_order.weights(self._sum.members))

    def _apart(self, ties: Numbers) -> float:
        apart = np.abs(self.full - degree_spectrum(ties))
        return float(np.cumsum(apart)[-1]) if len(apart) else 0.0

    def _without_each(self, members: _Flags, candidates: Integers) -> Numbers:
        """Return the loss without each candidate, but for rounding.

        Only ties of actors who speak of the candidate change: their rows are computed anew, the other
        rows lose what they had with them and get what they have now.
        """
        state = self._sum
        state.become(members)
        before = np.maximum(state.ties(), 0.0)
        speaks = np.zeros((len(candidates), self.shares.size))
        for n, concept in enumerate(candidates.tolist()):
            speaks[n, self.shares.actors[concept]] = 1.0
        degrees = before.sum(axis=0) - speaks @ before
        for n, concept in enumerate(candidates.tolist()):
            rows = self.shares.actors[concept]
            with state.without(concept):
                now = state.ties(rows)
            np.maximum(now, 0.0, out=now)
            degrees[n] += now.sum(axis=0)
            degrees[n, rows] = now.sum(axis=1)
        degrees.sort(axis=1)
        total = degrees.sum(axis=1, keepdims=True)
        some = total > _NOTHING * before.sum()
        spectra = np.divide(degrees, total, out=np.zeros_like(degrees), where=some)
        losses: Numbers = np.abs(spectra - self.full[::-1]).sum(axis=1)
        if self._in_order is not None:
            for place in np.flatnonzero(~some).tolist():
                losses[place] = self._loss_without(members, int(candidates[place]))
        return losses


# How often each of two actors' statements counts that the other does not share, where levels are names.
_GAPS: Final = {Projection.CONFLICT: 1.0, Projection.SUBTRACT: -1.0}


class _PeerSum(Sum):
    """A sum of concepts, divided as DNA divides; ``gap`` counts what two actors do not share."""

    def __init__(self, shares: Shares, gap: float) -> None:
        self._gap = gap
        super().__init__(shares)

    def shared(self, concept: int) -> Numbers:
        if not self._gap:
            return super().shared(concept)
        tally = self.shares.tallies[concept]
        met = tally @ (tally > 0).T
        weights = -self._gap * (met + met.T)
        if self.shares.kind is Projection.SUBTRACT:
            weights += tally @ tally.T
        np.fill_diagonal(weights, 0.0)
        return weights

    def raw(self, rows: Integers | None = None) -> Numbers:
        weights = super().raw(rows)
        if self._gap:
            own = np.arange(self.shares.size) if rows is None else rows
            weights += self._gap * np.add.outer(self.activity[own], self.activity)
            weights[np.arange(len(own)), own] = 0.0
            if self.shares.normalization is Normalization.COSINE:
                self.silence(weights, rows)  # 0 divided by 0 is 0 to DNA, and so is anything else
        return weights

    def divisor(self, rows: Integers | None = None) -> Numbers:
        if self.shares.normalization is not Normalization.COSINE:
            return super().divisor(rows)
        some = self.activity if rows is None else self.activity[rows]
        divisor: Numbers = np.multiply.outer(some, self.activity)
        return divisor


class _InOrder:
    """Weights over an integer scale, summed concept by concept and level by level as DNA does."""

    def __init__(self, shares: Shares) -> None:
        assert shares.scale is not None
        self._shares, self._scale = shares, shares.scale

    def weights(self, members: _Flags) -> Numbers:
        shares = self._shares
        same, different = SIGNS[shares.kind]
        total = np.zeros((shares.size, shares.size))
        for concept in np.flatnonzero(members).tolist():
            block = np.ix_(shares.actors[concept], shares.actors[concept])
            tally, places = shares.tallies[concept], self._scale[shares.levels[concept]]
            weights = total[block]
            for k, here in enumerate(places.tolist()):
                for m, there in enumerate(places.tolist()):
                    products = np.multiply.outer(tally[:, k], tally[:, m])
                    apart = abs(here - there) / shares.reach
                    if same:
                        weights += products * (1.0 - apart)
                    if different:
                        weights += different * (products * apart)
            total[block] = weights
        np.fill_diagonal(total, 0.0)
        return total
