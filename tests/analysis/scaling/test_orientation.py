"""Identified draws: on one scale, one way up, and saying what they said before."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dissensus.analysis.scaling.ideal_points import Answers, Draws, sample
from dissensus.analysis.scaling.orientation import aligned, identified, principal, standardized

Numbers = NDArray[np.float64]


def answers_of(points: Numbers, concepts: int, *, seed: int = 0) -> Answers:
    """Answers of actors at these points to concepts drawn at random."""
    random = np.random.default_rng(seed)
    slopes = random.normal(0, 2, (concepts, points.shape[1]))
    latent = points @ slopes.T - random.standard_normal(concepts)
    latent += random.standard_normal(latent.shape)
    actor, concept = np.indices(latent.shape).reshape(2, -1)
    return Answers(actor, concept, (latent > 0).astype(np.int64).ravel(), *latent.shape)


def two_blocs(dimensions: int) -> tuple[Answers, Draws]:
    points = np.random.default_rng(1).standard_normal((12, dimensions))
    answers = answers_of(points, 20)
    return answers, sample(answers, dimensions=dimensions, samples=60, burn_in=200, thin=2)


def predictor(draws: Draws) -> Numbers:
    products = np.einsum("csik,csjk->csij", draws.points, draws.slopes)
    result: Numbers = products - draws.intercepts[..., None, :]
    return result


@pytest.mark.parametrize("dimensions", [1, 2])
def test_what_a_draw_says_of_the_answers_does_not_change(dimensions: int) -> None:
    answers, draws = two_blocs(dimensions)
    after = identified(draws, answers)
    assert predictor(after) == pytest.approx(predictor(draws), abs=1e-9)


@pytest.mark.parametrize("dimensions", [1, 2])
def test_each_draw_has_mean_zero_variance_one_and_no_correlation(dimensions: int) -> None:
    answers, draws = two_blocs(dimensions)
    points = identified(draws, answers).points
    assert points.mean(axis=2) == pytest.approx(0, abs=1e-9)
    covariance = np.swapaxes(points, -1, -2) @ points / 12
    assert covariance == pytest.approx(
        np.broadcast_to(np.eye(dimensions), covariance.shape), abs=1e-8
    )


@pytest.mark.parametrize("dimensions", [1, 2])
def test_mirrored_and_turned_draws_end_where_the_others_do(dimensions: int) -> None:
    answers, draws = two_blocs(dimensions)
    random = np.random.default_rng(5)
    turns = np.linalg.qr(random.standard_normal((*draws.points.shape[:2], dimensions, dimensions)))[
        0
    ]
    turned = Draws(draws.points @ turns, draws.slopes @ turns, draws.intercepts, draws.cutpoints)
    assert identified(turned, answers).points == pytest.approx(
        identified(draws, answers).points, abs=1e-6
    )


def test_shifted_and_stretched_draws_end_where_the_others_do() -> None:
    answers, draws = two_blocs(1)
    moved = Draws(
        draws.points * 3 + 7,
        draws.slopes / 3,
        draws.intercepts + 7 * draws.slopes[..., 0] / 3,
        draws.cutpoints,
    )
    one, other = identified(draws, answers), identified(moved, answers)
    assert other.points == pytest.approx(one.points, abs=1e-9)
    assert other.intercepts == pytest.approx(one.intercepts, abs=1e-8)


def test_anchors_say_which_end_is_up() -> None:
    answers, draws = two_blocs(1)
    means = identified(draws, answers).points.mean(axis=(0, 1))[:, 0]
    lowest, highest = int(np.argmin(means)), int(np.argmax(means))
    same = identified(draws, answers, anchors=(lowest, highest)).points.mean(axis=(0, 1))[:, 0]
    mirrored = identified(draws, answers, anchors=(highest, lowest)).points.mean(axis=(0, 1))[:, 0]
    assert same == pytest.approx(means)
    assert mirrored == pytest.approx(-means)


def test_three_anchors_turn_the_plane() -> None:
    answers, draws = two_blocs(2)
    for a, b, c in ((0, 1, 2), (2, 5, 7), (7, 5, 2)):
        means = identified(draws, answers, anchors=(a, b, c)).points.mean(axis=(0, 1))
        assert means[b, 0] > means[a, 0]
        assert means[b, 1] == pytest.approx(means[a, 1], abs=1e-9)
        assert means[c, 1] > means[a, 1]


def test_two_anchors_on_two_dimensions_leave_no_mirror_image_to_chance() -> None:
    answers, draws = two_blocs(2)
    mirror = np.diag([1.0, -1.0])
    mirrored = Draws(
        draws.points @ mirror, draws.slopes @ mirror, draws.intercepts, draws.cutpoints
    )
    one, other = (identified(d, answers, anchors=(3, 4)).points for d in (draws, mirrored))
    assert other == pytest.approx(one, abs=1e-6)


def test_the_first_component_parts_two_camps_and_does_not_depend_on_order() -> None:
    table = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 1], [0, 0, 1]])
    actor, concept = np.indices(table.shape).reshape(2, -1)
    scores = principal(Answers(actor, concept, table.ravel(), 5, 3), 1)[:, 0]
    # The smaller camp lies further out and is therefore on the positive side.
    assert scores[0] == pytest.approx(scores[1])
    assert scores[2] == pytest.approx(scores[4])
    assert scores[0] > 0 > scores[2]
    order = np.array([4, 2, 0, 3, 1])
    again = principal(Answers(actor, concept, table[order].ravel(), 5, 3), 1)[:, 0]
    assert again == pytest.approx(scores[order])


def test_standardizing_twice_changes_nothing() -> None:
    _, draws = two_blocs(2)
    once = standardized(draws)
    assert standardized(once).points == pytest.approx(once.points, abs=1e-9)


def test_turns_are_orthogonal() -> None:
    answers, draws = two_blocs(2)
    turns = aligned(standardized(draws).points, principal(answers, 2))
    products = turns @ np.swapaxes(turns, -1, -2)
    assert products == pytest.approx(np.broadcast_to(np.eye(2), products.shape), abs=1e-9)
