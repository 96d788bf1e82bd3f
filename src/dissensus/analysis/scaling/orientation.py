"""Which way is up? ``identified``: draws of ideal points on one scale, one orientation

The likelihood does not change when all points are shifted, stretched, turned or mirrored and the concepts' parameters
with them, so each draw may be put where draws can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.scaling.ideal_points import Answers, Draws

__all__ = ["aligned", "identified", "principal", "standardized"]

_ROUNDS: Final = 50
_SMALL: Final = 1e-10


def identified(draws: Draws, answers: Answers, *, anchors: Sequence[int] = ()) -> Draws:
    """Return the draws with every free movement taken out.

    1. Each draw is shifted and stretched so that over the actors every dimension has mean 0 and variance 1, and
       two dimensions are uncorrelated.
    2. Each draw is turned (with one dimension: mirrored) to fit the mean of all draws best: generalized Procrustes.
    3. All draws are turned together: so that the means fit the principal components of the answers best, or, with
       ``anchors``, so that dimension 1 rises from the first anchor to the second, and, with a third, so that
       this one lies on the upper side of dimension 2.

    Slopes and intercepts move along, so that β_j·θ_i - α_j stays as it was in every draw. Source: Gower, J. C. (1975),
    Generalized Procrustes analysis, Psychometrika 40, doi 10.1007/BF02291478. Cost: O(draws × (actors + concepts)).
    """
    draws = standardized(draws)
    target = principal(answers, draws.points.shape[-1])
    turns = aligned(draws.points, target)
    points = draws.points @ turns
    mean = points.mean(axis=(0, 1))
    final = _towards(mean, target, anchors)
    turns = turns @ final
    return replace(draws, points=draws.points @ turns, slopes=draws.slopes @ turns)


def standardized(draws: Draws) -> Draws:
    """Give the points of each draw mean 0 and, in every direction, variance 1."""
    middle = draws.points.mean(axis=-2, keepdims=True)
    points = draws.points - middle
    variance = np.swapaxes(points, -1, -2) @ points / points.shape[-2]
    value, vector = np.linalg.eigh(variance)
    value = np.sqrt(np.maximum(value, _SMALL))[..., None, :]
    back = np.swapaxes(vector, -1, -2)
    intercepts = draws.intercepts - np.einsum("csjk,csk->csj", draws.slopes, middle[..., 0, :])
    return replace(
        draws,
        points=points @ ((vector / value) @ back),
        slopes=draws.slopes @ ((vector * value) @ back),
        intercepts=intercepts,
    )


def aligned(points: Numbers, target: Numbers) -> Numbers:
    """Return for each draw the turn that fits it to the mean of all draws, begun from the target."""
    for _ in range(_ROUNDS):
        turns = _turns(points, target)
        mean = (points @ turns).mean(axis=(0, 1))
        if np.abs(mean - target).max() < _SMALL:
            break
        target = mean
    return turns


def principal(answers: Answers, dimensions: int) -> Numbers:
    """Return the actors' first principal components of the answers, silence at the concept's mean.

    Of each component, the entry furthest from 0 is positive. Cost: O(actors³).
    """
    count = np.maximum(answers.count, 1.0)
    mean = answers.by_concept @ answers.level / count
    data = answers.level - mean[answers.concept]
    shape = (answers.actors, answers.concepts)
    table = csr_array((data, (answers.actor, answers.concept)), shape=shape)
    value, vector = np.linalg.eigh((table @ table.T).toarray())
    vector, value = vector[:, : -dimensions - 1 : -1], value[: -dimensions - 1 : -1]
    size = np.abs(vector)
    # Of several that are equally far out, the first: not the one that rounding prefers.
    furthest = np.argmax(size >= size.max(axis=0) * (1 - 1e-9), axis=0)
    sign = np.where(vector[furthest, np.arange(dimensions)] < 0, -1.0, 1.0)
    scores: Numbers = vector * sign * np.sqrt(np.maximum(value, 0.0))
    return scores


def _turns(points: Numbers, target: Numbers) -> Numbers:
    """Return the orthogonal matrices R that minimize |points R - target| (Schönemann 1966)."""
    left, _, right = np.linalg.svd(np.swapaxes(points, -1, -2) @ target)
    turns: Numbers = left @ right
    return turns


def _towards(mean: Numbers, target: Numbers, anchors: Sequence[int]) -> Numbers:
    dimensions = mean.shape[1]
    if not anchors:
        return _turns(mean, target)
    axis = mean[anchors[1]] - mean[anchors[0]]
    length = np.linalg.norm(axis)
    if length < _SMALL:
        return _turns(mean, target)
    if dimensions == 1:
        mirror: Numbers = np.sign(axis)[:, None]
        return mirror
    first = axis / length
    second = np.array([-first[1], first[0]])
    if len(anchors) > 2:
        up = float((mean[anchors[2]] - mean[anchors[0]]) @ second)
    else:
        up = float(np.sum((mean @ second) * (target @ _turns(mean, target).T @ second)))
    return np.column_stack([first, second if up >= 0 else -second])
