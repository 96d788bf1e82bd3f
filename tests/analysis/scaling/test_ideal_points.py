"""The sampler against the posterior itself, computed by quadrature where it is small enough."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtr, roots_hermitenorm

from dissensus.analysis.scaling.ideal_points import PRIOR_VARIANCE, Answers, Draws, sample

Numbers = NDArray[np.float64]


def answers_of(table: list[list[int]], *, levels: int = 2) -> Answers:
    """Actors × concepts, -1 for silence."""
    array = np.array(table)
    actor, concept = np.nonzero(array >= 0)
    actors, concepts = array.shape
    return Answers(actor, concept, array[actor, concept], actors, concepts, levels)


def nodes(count: int, dimensions: int) -> tuple[Numbers, Numbers]:
    """Points and weights that integrate over independent standard normals."""
    x, w = roots_hermitenorm(count)
    points = np.stack(np.meshgrid(*[x] * dimensions, indexing="ij")).reshape(dimensions, -1).T
    weights = np.stack(np.meshgrid(*[w] * dimensions, indexing="ij")).reshape(dimensions, -1)
    return points, np.prod(weights, axis=0) / weights.prod(axis=0).sum()


def orthant(correlation: Numbers) -> Numbers:
    """P(all > 0) of two or three normals with these correlations: Sheppard's formula."""
    size = correlation.shape[-1]
    pairs = [(i, j) for i in range(size) for j in range(i)]
    angles = np.stack([np.arcsin(correlation[..., i, j]) for i, j in pairs]).sum(axis=0)
    result: Numbers = 1 / 2**size + angles / (2 ** (size - 1) * np.pi)
    return result


def likelihood(points: Numbers, table: list[list[int]]) -> Numbers:
    """P(all answers | points), the concepts' parameters integrated out: z ~ N(0, 1 + 4 (1 + θθᵀ))."""
    array = np.array(table)
    gram = np.einsum("...ik,...jk->...ij", points, points)
    covariance = np.eye(points.shape[-2]) + PRIOR_VARIANCE * (1 + gram)
    deviation = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    correlation = covariance / deviation[..., :, None] / deviation[..., None, :]
    total = np.ones(points.shape[:-2])
    for answers in array.T:
        there = np.flatnonzero(answers >= 0)
        sign = 2.0 * answers[there] - 1
        block = correlation[..., there[:, None], there] * sign[:, None] * sign
        total = total * (orthant(block) if len(there) > 1 else 0.5)
    return total


def test_binary_points_on_one_dimension_are_those_of_the_posterior() -> None:
    table = [[1, 1, 0], [1, 0, -1], [0, 0, 1]]
    grid, weight = nodes(48, 3)
    weight = weight * likelihood(grid[..., None], table)
    expected = np.einsum("s,si,sj->ij", weight / weight.sum(), grid, grid)
    draws = drawn(answers_of(table))
    found = np.einsum("si,sj->ij", draws[..., 0], draws[..., 0]) / len(draws)
    assert found == pytest.approx(expected, abs=0.08)


def test_binary_points_on_two_dimensions_are_those_of_the_posterior() -> None:
    table = [[1, 1, 1, 0], [1, 1, 1, 1]]
    grid, weight = nodes(24, 4)
    points = grid.reshape(-1, 2, 2)
    weight = weight * likelihood(points, table)
    expected = np.einsum("s,sik,sjk->ij", weight / weight.sum(), points, points)
    draws = drawn(answers_of(table), dimensions=2)
    found = np.einsum("sik,sjk->ij", draws, draws) / len(draws)
    assert found == pytest.approx(expected, abs=0.08)


@pytest.mark.parametrize("table", [[[2, 1], [0, 2]], [[2, 0], [2, 0]], [[1, 0], [2, 2]]])
def test_ordinal_points_and_cutpoints_are_those_of_the_posterior(table: list[list[int]]) -> None:
    spread = np.sqrt(PRIOR_VARIANCE)
    grid, weight = nodes(32, 1)
    coefficients, share = nodes(40, 2)
    step, length = np.polynomial.legendre.leggauss(60)
    width, chance = 7.0 * spread * (step + 1) / 2, length * np.exp(-(7.0**2) * (step + 1) ** 2 / 8)
    intercept, slope, width = (
        spread * np.repeat(coefficients[:, 0], 60),
        spread * np.repeat(coefficients[:, 1], 60),
        np.tile(width, len(coefficients)),
    )
    share = np.outer(share, chance / chance.sum()).ravel()
    total, widths = np.outer(weight, weight), []
    for answers in np.array(table).T:
        mean = slope * grid - intercept  # points × parameters
        of_actor = []
        for level in answers:
            below = (-np.inf, -mean, width - mean)[level]
            above = (-mean, width - mean, np.inf)[level]
            of_actor.append(ndtr(above) - ndtr(below))
        both = (of_actor[0] * share) @ of_actor[1].T
        widths.append((of_actor[0] * share * width) @ of_actor[1].T / both)
        total = total * both
    total /= total.sum()
    x = grid[:, 0]
    own = (total.sum(axis=1) @ x**2, total.sum(axis=0) @ x**2)
    expected = np.array([[own[0], x @ total @ x], [x @ total @ x, own[1]]])
    width_of = [float((total * w).sum()) for w in widths]
    made = made_draws(answers_of(table, levels=3))
    points = made.points.reshape(-1, 2)
    assert points.T @ points / len(points) == pytest.approx(expected, abs=0.08)
    assert made.cutpoints.mean(axis=(0, 1)) == pytest.approx(width_of, abs=0.05)


def test_actors_who_say_nothing_stay_where_the_prior_has_them() -> None:
    draws = drawn(answers_of([[1, 0], [0, 1], [-1, -1]]))[:, 2, 0]
    assert draws.mean() == pytest.approx(0, abs=0.02)
    assert draws.var() == pytest.approx(1, abs=0.03)


def test_the_same_seed_gives_the_same_draws_and_another_one_others() -> None:
    answers = answers_of([[1, 0, 1], [0, 1, 1], [0, 0, 1]])
    first, again, other = (sample(answers, samples=5, burn_in=5, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(first.points, again.points)
    assert not np.array_equal(first.points, other.points)


def test_chains_begin_and_stay_apart() -> None:
    draws = sample(answers_of([[1, 0], [0, 1], [0, 0]]), samples=3, burn_in=0, thin=1, chains=3)
    assert len({float(x) for x in draws.points[:, 0, 0, 0]}) == 3


def test_progress_tells_every_round() -> None:
    told: list[int] = []
    sample(answers_of([[1, 0], [0, 1]]), samples=2, burn_in=3, thin=2, progress=told.append)
    assert told == [1, 2, 3, 4, 5, 6, 7]


def test_far_answers_do_not_overflow() -> None:
    """A thousand actors of one mind: the latent values lie far out, and stay finite."""
    table = [[1, 0]] * 1000 + [[0, 1]]
    draws = sample(answers_of(table), samples=20, burn_in=20, thin=1)
    assert np.isfinite(draws.points).all()
    assert np.isfinite(draws.slopes).all()


def drawn(answers: Answers, *, dimensions: int = 1) -> Numbers:
    points = made_draws(answers, dimensions=dimensions).points
    return points.reshape(-1, *points.shape[2:])


def made_draws(answers: Answers, *, dimensions: int = 1) -> Draws:
    return sample(answers, dimensions=dimensions, samples=1500, burn_in=200, thin=4, chains=32)
