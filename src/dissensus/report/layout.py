"""Where do the nodes of a network stand? ``place``: stress majorization, then no overlaps

Equal input gives equal positions: the start is a circle in the given order, the number of steps is
fixed, and positions are rounded to a tenth of a unit.

Source: E. Gansner, Y. Koren, S. North, "Graph Drawing by Stress Majorization", GD 2004.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["place"]

Array = NDArray[np.float64]

_STEPS: Final = 400
_APART: Final = 1.6  # how much farther apart members of different groups are wished
_WIDE: Final = 1.5  # pictures are wider than high
_GAP: Final = 10.0


def place(
    nearness: Array,
    *,
    groups: Sequence[int],
    widths: Sequence[float],
    heights: Sequence[float],
    spread: float = 1.55,
) -> Array:
    """Return the center of each node's box as rows (x, y), from 0 upwards.

    ``nearness[i, j]`` ≥ 0 is how strongly i and j belong together. Wished distances d_ij are shortest
    paths over lengths 1 / √(nearness / largest), times 1.6 across ``groups``; the layout minimizes

        σ(X) = Σ_{i<j} d_ij⁻² (‖x_i − x_j‖ − d_ij)²

    and then pushes boxes apart until none overlap. ``spread`` is the longer side of the layout before that,
    in sides of the square the boxes would fill. Cost: O(n³ + 400 n²); meant for up to 100 nodes.
    """
    n = len(groups)
    if n == 0:
        return np.zeros((0, 2))
    boxes = np.column_stack([widths, heights])
    wished = _distances(nearness, np.asarray(groups))
    points = _majorize(wished)
    area = float(np.sum((boxes[:, 0] + _GAP) * (boxes[:, 1] + _GAP)))
    longer = np.ptp(points, axis=0).max() or 1.0
    points = (points - points.mean(axis=0)) * (np.sqrt(area) * spread / longer)
    points[:, 0] *= _WIDE
    points = _separate(points, boxes)
    points -= (points - boxes / 2).min(axis=0)
    return np.round(points, 1)


def _distances(nearness: Array, groups: NDArray[np.int64]) -> Array:
    from scipy.sparse.csgraph import shortest_path  # slow to import, and only for pictures

    near = np.maximum(nearness, nearness.T)
    np.fill_diagonal(near, 0.0)
    largest = float(near.max()) or 1.0
    with np.errstate(divide="ignore"):
        lengths = np.where(near > 0, 1.0 / np.sqrt(near / largest), 0.0)
    # Very weak ties would blow the picture up.
    lengths = np.minimum(lengths, 3.0)
    paths = np.asarray(shortest_path(csr_array(lengths), directed=False), dtype=float)
    reached = paths[np.isfinite(paths)]
    paths[~np.isfinite(paths)] = (float(reached.max()) or 1.0) * 1.3
    paths *= np.where(groups[:, None] == groups[None, :], 1.0, _APART)
    np.fill_diagonal(paths, 0.0)
    return paths


def _majorize(wished: Array) -> Array:
    """Minimize the stress from a circle in the given order."""
    n = len(wished)
    angles = 2 * np.pi * np.arange(n) / n
    points = np.column_stack([np.cos(angles), np.sin(angles)]) * max(float(wished.max()) / 2, 1.0)
    if n < 3:
        return points
    weights = np.zeros_like(wished)
    np.divide(1.0, wished**2, out=weights, where=wished > 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_STEPS):
        apart = np.linalg.norm(points[:, None] - points[None, :], axis=2)
        ratio = np.zeros_like(apart)
        np.divide(weights * wished, apart, out=ratio, where=apart > 1e-12)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        points = inverse @ (pull @ points)
    # The longest direction lies flat, and the first node left and above: one picture, not its mirror.
    points = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    points = points @ axes.T
    mirrored: Array = points * np.where(points[0] > 0, -1.0, 1.0)
    return mirrored


def _separate(points: Array, boxes: Array) -> Array:
    """Push overlapping boxes apart along the shorter way until none overlap."""
    n = len(points)
    needed = (boxes[:, None] + boxes[None, :]) / 2 + _GAP
    order = np.sign(np.arange(n)[:, None] - np.arange(n)[None, :]).astype(float)
    for _ in range(1500):
        apart = points[:, None] - points[None, :]
        overlap = needed - np.abs(apart)
        overlapping: NDArray[np.bool_] = np.all(overlap > 1e-6, axis=2) & ~np.eye(n, dtype=bool)
        if not overlapping.any():
            break
        direction = np.sign(apart)
        direction = np.where(direction == 0, order[:, :, None], direction)
        shorter = overlap[:, :, 0] < overlap[:, :, 1]
        push = np.where(np.stack([shorter, ~shorter], axis=2), overlap, 0.0)
        push = np.where(overlapping[:, :, None], push * direction, 0.0)
        points = points + push.sum(axis=1) * 0.35
    return points
