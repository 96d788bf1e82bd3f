"""How polarized would DNA call these blocs? ``pairs``, ``quality``, ``balanced``

DNA's score is the distance from its ideal pattern, and DNA looks for the blocs that make it most: on two perfectly
opposed blocs the true ones score lower than mixed ones. It is here so that published numbers can be repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import numpy as np

from dissensus.analysis.design import Compat, Kernel, OneMode, Windows
from dissensus.analysis.encounters import Encounters
from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.peer.cells import Cells, cells
from dissensus.analysis.peer.clock import moment, range_of
from dissensus.analysis.peer.kernels import centers, prepared, smoothed, spread, weigh
from dissensus.analysis.peer.matrices import matrix
from dissensus.events import EventList
from dissensus.model.network import Projection

__all__ = ["balanced", "pairs", "quality"]


def pairs(
    events: EventList,
    design: OneMode,
    windows: Windows | None = None,
    *,
    population: EventList | None = None,
    extent: tuple[datetime, datetime] | None = None,
    compat: Compat = Compat.DNA_3_0,
) -> Iterator[Encounters]:
    """Go through the networks DNA would divide into blocs; without ``windows``, those of the whole range.

    Without windows they are what they say (without a qualifier, both are the ``ignore`` network). In a slice, both are the *subtract* network of the kernel, its
    diagonal empty. A compact kernel takes the statements strictly between the ends of the slice, and their
    labels only; a Gaussian one all statements and labels.
    Raises ``AnalysisError`` where DNA fails. Cost: per slice O(statements within it + cells) and a matrix product.
    """
    every = events if population is None else population
    dates = range_of(every, extent)
    if dates is None:
        return
    named = design.qualifier is not None
    net = replace(design, kind=Projection.SUBTRACT if named else Projection.IGNORE)
    if windows is None:
        own = cells(events, net, population=population)
        kinds = (Projection.CONGRUENCE, Projection.CONFLICT) if named else (net.kind, net.kind)
        agree, oppose = (_dense(own, replace(design, kind=kind)) for kind in kinds)
        first, last = dates
        period = moment(first), moment((first + last) // 2), moment(last)
        yield Encounters(own.rows, agree, oppose, *period, len(own), own.events.unreviewed)
        return
    own = prepared(events, net, population)
    seconds = own.seconds
    for piece, first, last in centers(seconds, windows, dates):
        part = own
        if windows.kernel is not Kernel.GAUSSIAN:
            first = int(np.searchsorted(seconds, piece.start, side="right"))
            last = max(int(np.searchsorted(seconds, piece.stop, side="left")), first)
            part = own.part(first, last)
        ties = smoothed(part, net, weigh(seconds[first:last], piece.middle, windows, compat))
        if design.normalization is not None:
            ties *= spread(part)
        np.fill_diagonal(ties, 0.0)
        period = moment(piece.start), moment(piece.middle), moment(piece.stop)
        yield Encounters(part.rows, ties, ties, *period, len(part), part.events.unreviewed)


def _dense(own: Cells, design: OneMode) -> Numbers:
    size = len(own.rows)
    return matrix(own, design).toarray() if size else np.zeros((0, 0))


def quality(
    congruence: Numbers, conflict: Numbers, members: Integers, *, normalized: bool = False
) -> float:
    """Return DNA's score of blocs: their distance from the pattern it takes to be ideal.

    With n_c the sizes of the blocs, n of all, C = Σ |C_ij|, F = Σ |F_ij| over ordered pairs, W = Σ n_c (n_c - 1),
    B = n (n - 1) - W, e_c = n_c (n_c - 1) / W · C / W and g_ab = n_a n_b / B · F / B, it is half of

        Σ_(i≠j, both in c) (|C_ij - e_c| + |F_ij|) + Σ_(i in a, j in b ≠ a) (|C_ij| + |F_ij - g_ab|)

    ``normalized`` divides by C + F; over nothing that is NaN, as in DNA. Cost: O(n²).
    """
    n = len(members)
    size = np.bincount(members, minlength=1).astype(np.float64)
    c, f = float(np.abs(congruence).sum()), float(np.abs(conflict).sum())
    within = float((size * (size - 1)).sum())
    between = n * (n - 1) - within
    own = size * (size - 1) * _over(c, within**2)
    across = np.outer(size, size) * _over(f, between**2)
    same = members[:, None] == members[None, :]
    inside = np.abs(congruence - own[members][:, None]) + np.abs(conflict)
    outside = np.abs(congruence) + np.abs(conflict - across[np.ix_(members, members)])
    score = float(np.where(same, inside, outside)[~np.eye(n, dtype=bool)].sum()) / 2
    if not normalized:
        return score
    return score / (c + f) if c + f else float("nan")


def _over(number: float, by: float) -> float:
    return number / by if by else 0.0


def balanced(
    congruence: Numbers, conflict: Numbers, *, blocs: int = 2, runs: int = 20, seed: int = 0
) -> Integers:
    """Return the blocs of equal size that DNA's greedy search would like best, of several seeded runs.

    Each run begins with actors dealt out at random and swaps the two of different blocs that raise the
    score most until no swap does; DNA takes the first swap it finds, and no seed. Cost: O(n² · blocs)
    per swap.
    """
    n = len(congruence)
    random = np.random.default_rng(seed)
    best: Integers = np.arange(n) % blocs
    most = -np.inf
    for _ in range(runs):
        members = random.permutation(np.arange(n) % blocs)
        score = quality(congruence, conflict, members)
        while n > 1:
            gain = _swaps(congruence, conflict, members, blocs)
            first, second = divmod(int(gain.argmax()), n)
            swapped = members.copy()
            swapped[[first, second]] = members[[second, first]]
            after = quality(congruence, conflict, swapped)
            if not after > score + 1e-12:
                break
            members, score = swapped, after
        if score > most:
            best, most = members, score
    return best


def _swaps(congruence: Numbers, conflict: Numbers, members: Integers, blocs: int) -> Numbers:
    """Return by how much the score rises when two actors of different blocs change places.

    The sizes stay, so a pair of actors contributes by their two blocs alone: value[a, b, i, j].
    """
    n = len(members)
    size = np.bincount(members, minlength=blocs).astype(np.float64)
    within = float((size * (size - 1)).sum())
    c, f = float(np.abs(congruence).sum()), float(np.abs(conflict).sum())
    own = size * (size - 1) * _over(c, within**2)
    across = np.outer(size, size) * _over(f, (n * (n - 1) - within) ** 2)
    value = np.abs(congruence) + np.abs(conflict - across[:, :, None, None])
    for bloc in range(blocs):
        value[bloc, bloc] = np.abs(congruence - own[bloc]) + np.abs(conflict)
    value[:, :, np.arange(n), np.arange(n)] = 0.0
    # In bloc g, actor i would have worth[g, i] with all others where they are.
    others = value[:, members[None, :], np.arange(n)[:, None], np.arange(n)[None, :]]
    worth = others.sum(axis=2)
    every = np.arange(n)
    now = worth[members, every]
    moved = worth[members[None, :], every[:, None]]  # i in the bloc of j
    gain = moved + moved.T - now[:, None] - now[None, :]
    # The pair itself: each was counted against the other where that one was before.
    a, b = members[:, None], members[None, :]
    i, j = every[:, None], every[None, :]
    gain += 2 * value[a, b, i, j] - value[a, a, i, j] - value[b, b, i, j]
    return np.where(a == b, -np.inf, gain)
