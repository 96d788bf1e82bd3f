"""Which networks would DNA smooth out of the statements around each date? ``slices``, ``centers``, ``weigh``, ``smoothed``, ``spread``

With d the whole units from a statement to the center of a slice, signed and cut off toward zero, h half the
width and x = d / h, the weights are: uniform 1/2; triangular |1 - x|; Epanechnikov 3/4 (1 - x)² (DNA 3.1:
3/4 (1 - x²)), each where -1 ≤ x ≤ 1; Gaussian exp(-x²/2) / √2π everywhere. The second and third are lopsided:
statements after the center weigh up to two and four times too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from dissensus.analysis.design import Compat, Design, Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.matrices.cells import Integers, Numbers, packed
from dissensus.analysis.matrices.products import outer
from dissensus.analysis.peer.cells import Cells, cells
from dissensus.analysis.peer.clock import between, later, moment, range_of
from dissensus.analysis.peer.kept import Scale
from dissensus.analysis.peer.static import labelled, options_of
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.network import Aggregation, Network, Projection

__all__ = ["Slice", "centers", "prepared", "slices", "smoothed", "spread", "weigh"]

_WITHOUT_SLICES = (Unit.SECONDS, Unit.EVENTS)


@dataclass(frozen=True, slots=True)
class Slice:
    """The first, middle and last second of a slice, and what its statements lie between."""

    start: int
    middle: int
    stop: int


def slices(
    events: EventList,
    design: Design,
    windows: Windows,
    *,
    population: EventList | None = None,
    extent: tuple[datetime, datetime] | None = None,
    compat: Compat = Compat.DNA_3_0,
) -> Iterator[Network]:
    """Go through DNA's kernel-smoothed networks, one per unit of time; all have the same labels.

    Two-mode: M_ij = Σ z f over the statements of the cell with weights z; f is 1, or for ``subtract`` ±1
    (boolean) or the *number* of the level (integer); ``combine`` counts as ``subtract``. One-mode:
    W_ii' = Σ_j Σ_kk' c(k,k') B_ijk B_i'jk', B the sum of √z, the diagonal included; c is 1 (``ignore``),
    s (``congruence``), 1 - s (``conflict``) or 2s - 1, with s = |1 - |k - k'| / (K - 1)| by the *numbers*
    of levels, sorted as texts, and s = 1 over names. Any one-mode normalization multiplies by
    Σ_jk 2 / (n_ijk + n_i'jk); two-mode ones do nothing. ``to_one`` divides by the signed sum.
    There are no slices where the unit is a second. ``Network.statements`` counts those within the slice,
    where DNA says 0.

    Raises ``AnalysisError`` where DNA fails. Cost: per slice O(statements within it + cells) and a matrix product.
    """
    own = prepared(events, design, population)
    dates = range_of(events if population is None else population, extent)
    if dates is None or windows.kernel is None:
        return iter(())
    options = {
        **options_of(events, design, compat),
        "window": f"{windows.width} {windows.unit}",
        "kernel": str(windows.kernel),
        "indent": "yes" if windows.indent else "no",
        "to one": "yes" if windows.to_one else "no",
    }
    return _smoothed_slices(own, design, windows, dates, options, compat)


def prepared(events: EventList, design: Design, population: EventList | None) -> Cells:
    """Return the cells with the levels of DNA's kernels; ``AnalysisError`` over a field of the document."""
    own = cells(events, design, population=population)
    if own.scale is Scale.DOCUMENT:
        raise AnalysisError(
            "DNA fails where a kernel meets a field of the document as the qualifier.",
            remedy="Choose another qualifier, or leave the kernel or 'compat' out.",
        )
    return own.ranked()


def centers(
    seconds: Integers, windows: Windows, dates: tuple[int, int]
) -> Iterator[tuple[Slice, int, int]]:
    """Go through the slices and the places of the first statement within each and after it.

    Both ends of a slice are inclusive; a Gaussian one holds all statements. Cost: O(log statements) each.
    """
    if windows.unit in _WITHOUT_SLICES or not len(seconds):
        return
    unit, half = windows.unit, half_width(windows)
    start, stop = max(dates[0], int(seconds[0])), min(dates[1], int(seconds[-1]))
    middle, end = start, stop
    if windows.indent:
        middle, end = later(start, half, unit), later(stop, -half, unit)
    while middle <= end:
        own = Slice(start, middle, stop)
        if windows.kernel is not Kernel.GAUSSIAN:
            low, high = later(middle, -half, unit), later(middle, half, unit)
            own = Slice(max(start, low), middle, min(stop, high))
        first = int(np.searchsorted(seconds, own.start, side="left"))
        last = int(np.searchsorted(seconds, own.stop, side="right"))
        yield own, first, last
        middle = later(middle, 1, unit)


def half_width(windows: Windows) -> int:
    """Return half of the width, which DNA raises to the next even number."""
    return (windows.width + 1) // 2


def weigh(seconds: Integers, middle: int, windows: Windows, compat: Compat) -> Numbers:
    """Return the weight of a statement at each second in the slice around ``middle``. Cost: O(seconds).

    >>> days = Windows(width=4, kernel=Kernel.TRIANGULAR)
    >>> weigh(np.array([0, 86_400, 172_800]), 86_400, days, Compat.DNA_3_0).tolist()
    [0.5, 1.0, 1.5]
    """
    x = between(seconds, middle, windows.unit) / half_width(windows)
    if windows.kernel is Kernel.GAUSSIAN:
        return np.asarray(np.exp(-x * x / 2.0) / np.sqrt(2.0 * np.pi))
    if windows.kernel is Kernel.UNIFORM:
        weight = np.full(x.shape, 0.5)
    elif windows.kernel is Kernel.TRIANGULAR:
        weight = np.abs(1.0 - x)
    elif compat == Compat.DNA_3_0:
        weight = 0.75 * (1.0 - x) ** 2
    else:
        weight = 0.75 * (1.0 - x * x)
    return np.where(np.abs(x) <= 1.0, weight, 0.0)


def smoothed(own: Cells, design: Design, weights: Numbers) -> Numbers:
    """Return the dense matrix of statements with these weights, not normalized, diagonal included.

    Cost: O(statements + cells), and for one mode a dense product.
    """
    if isinstance(design, TwoMode):
        shape = (len(own.rows), len(own.columns))
        if design.aggregation is not Aggregation.IGNORE and own.values is not None:
            boolean = own.scale is Scale.BOOLEAN
            weights = (
                weights * (2.0 * own.values - 1.0 if boolean else np.arange(own.depth))[own.level]
            )
        place = own.row * shape[1] + own.column
        return _summed(place, weights, shape)
    return _projected(own, design.kind, np.sqrt(weights))


def spread(own: Cells) -> Numbers:
    """Return Σ_jk 2 / (n_ijk + n_i'jk) for all pairs of rows, terms over 0 left out.

    What DNA's kernels multiply by where they are to normalize by the average activity. A cell that only
    one of the two has counts the same whoever the other is, so only common cells are looked at.
    Cost: O(rows · filled cells).
    """
    counts = np.ascontiguousarray(own.tally().toarray().T)  # cells × rows
    each = np.divide(2.0, counts, out=np.zeros_like(counts), where=counts != 0)
    alone = each.sum(axis=0)
    result: Numbers = alone[:, None] + alone[None, :]
    for row in range(len(own.rows)):
        filled = np.flatnonzero(counts[:, row])
        mine, theirs = counts[filled, row][:, None], counts[filled]
        change = 2.0 / (mine + theirs) - 2.0 / mine - each[filled]
        result[row] += np.where(theirs > 0, change, 0.0).sum(axis=0)
    return result


def _smoothed_slices(
    own: Cells,
    design: Design,
    windows: Windows,
    dates: tuple[int, int],
    options: dict[str, str],
    compat: Compat,
) -> Iterator[Network]:
    factor = None
    if isinstance(design, OneMode) and design.normalization is not None:
        factor = spread(own)
    seconds = own.seconds
    distinct, of = np.unique(seconds, return_inverse=True)
    for piece, first, last in centers(seconds, windows, dates):
        part = own.stretch(first, last)
        if first < last:
            low, high = int(of[first]), int(of[last - 1]) + 1
            by_second = weigh(distinct[low:high], piece.middle, windows, compat)
            weights = by_second[of[first:last] - low]
        else:
            weights = np.empty(0)
        dense = smoothed(part, design, weights)
        if factor is not None:
            dense *= factor
        if windows.to_one and (total := dense.sum()) != 0:
            dense /= total
        period = moment(piece.start), moment(piece.middle), moment(piece.stop)
        yield labelled(part, design, packed(dense), period, options)


def _projected(own: Cells, kind: Projection, roots: Numbers) -> Numbers:
    rows, columns, depth = len(own.rows), len(own.columns), max(own.depth, 1)
    by_name = own.values is None
    if by_name and kind is Projection.CONFLICT:  # sim = 1 between any two names
        return np.zeros((rows, rows))
    if by_name or kind is Projection.IGNORE:
        summed = _summed(own.row * columns + own.column, roots, (rows, columns))
        return outer(summed, summed)
    place = (own.row * columns + own.column) * depth + own.level
    summed = _summed(place, roots, (rows, columns * depth))
    if depth == 1:  # 0 / 0 for each pair of statements
        met = _summed(place, np.ones(len(own)), summed.shape)
        return np.where(outer(met, met) > 0, np.nan, 0.0)
    if depth == 2:
        no, yes = (np.ascontiguousarray(summed[:, level::2]) for level in range(2))
        if kind is Projection.SUBTRACT:
            return outer(yes - no, yes - no)
        opposed = outer(yes, no)
        return outer(summed, summed) if kind is Projection.CONGRUENCE else opposed + opposed.T
    number = np.arange(depth)
    alike = np.abs(1.0 - np.abs(number[:, None] - number[None, :]) / (depth - 1))
    if kind is Projection.CONFLICT:
        alike = 1.0 - alike
    elif kind is Projection.SUBTRACT:
        alike = 2.0 * alike - 1.0
    mixed = (summed.reshape(rows, columns, depth) @ alike).reshape(rows, columns * depth)
    return outer(mixed, summed)


def _summed(place: Integers, numbers: Numbers, shape: tuple[int, int]) -> Numbers:
    sums = np.bincount(place, numbers, shape[0] * shape[1]).astype(np.float64, copy=False)
    return sums.reshape(shape)
