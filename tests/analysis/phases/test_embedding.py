"""Places on a plane from distances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression
from scipy.spatial.distance import cdist, pdist, squareform
from scipy.stats import spearmanr

from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.phases import embedding
from dissensus.analysis.phases.embedding import embed


def test_a_plane_is_found_again_whatever_rises_with_its_distances() -> None:
    points = np.random.default_rng(1).normal(size=(40, 2))
    apart = cdist(points, points)
    for given_ in (apart, apart**2, np.sqrt(apart)):
        found = embed(given_)
        assert found.stress < 0.5
        assert spearmanr(pdist(found.places), pdist(points)).statistic > 0.999


def test_the_stress_is_kruskals() -> None:
    points = np.random.default_rng(2).normal(size=(25, 6))
    apart = cdist(points, points)
    found = embed(apart)
    assert found.stress == pytest.approx(_stress(apart, found.places), rel=1e-6)


def test_it_is_no_worse_than_classical_scaling_and_a_minimum_nearby() -> None:
    points = np.random.default_rng(3).normal(size=(30, 5))
    apart = cdist(points, points)
    found = embed(apart)
    square = -0.5 * apart**2
    centered = square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean()
    values, vectors = np.linalg.eigh(centered)
    assert found.stress < _stress(apart, vectors[:, -2:] * np.sqrt(values[-2:]))
    rng = np.random.default_rng(0)
    for _ in range(20):
        moved = found.places + 1e-3 * rng.normal(size=found.places.shape)
        assert _stress(apart, moved) > found.stress - 1e-3


def test_the_equal_sides_of_a_square_and_its_equal_diagonals_stay_equal() -> None:
    square = np.array([[0.0, 1, 5, 1], [1, 0, 1, 5], [5, 1, 0, 1], [1, 5, 1, 0]])
    found = embed(square)
    assert found.stress == pytest.approx(0.0, abs=1e-6)
    sides = cdist(found.places, found.places)
    assert np.ptp(sides[square == 1]) < 1e-5 * sides.max()


def test_things_that_do_not_differ_lie_together() -> None:
    points = np.repeat(np.random.default_rng(4).normal(size=(8, 4)), 3, axis=0)
    found = embed(cdist(points, points))
    own = cdist(found.places, found.places)
    assert max(own[i, i + 1] for i in range(0, 24, 3)) < 0.05 * own.max()


def test_few_things_and_none_have_a_place() -> None:
    assert embed(np.zeros((0, 0))).places.shape == (0, 2)
    assert embed(np.zeros((1, 1))).places.tolist() == [[0.0, 0.0]]
    assert np.ptp(embed(np.array([[0.0, 4.0], [4.0, 0.0]])).places[:, 0]) == pytest.approx(4.0)
    assert not embed(np.zeros((5, 5))).places.any()


@settings(max_examples=20, deadline=None)
@given(st.integers(3, 12), st.integers(0, 1000))
def test_the_result_is_finite_and_centered_with_its_longer_axis_first(size: int, seed: int) -> None:
    points = np.random.default_rng(seed).integers(0, 3, (size, 3)).astype(float)
    found = embed(cdist(points, points, "cityblock"))
    assert np.isfinite(found.places).all()
    assert 0 <= found.stress <= 100
    assert np.allclose(found.places.mean(axis=0), 0)
    assert found.places[:, 0].var() >= found.places[:, 1].var() - 1e-12


def test_many_things_enter_by_a_part_of_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    time = np.linspace(0, 3, 300)
    points = np.column_stack([np.cos(time), np.sin(time), 0.1 * time])
    apart = cdist(points, points)
    whole = embed(apart)
    monkeypatch.setattr(embedding, "_MOST", 100)
    part = embed(apart)
    assert part.stress < 3
    assert spearmanr(pdist(part.places), pdist(whole.places)).statistic > 0.99


def _stress(apart: Numbers, places: Numbers) -> float:
    """Return the stress by its definition; there are no equal distances."""
    distance, given_ = pdist(places), squareform(apart, checks=False)
    order = np.argsort(given_)
    fitted = isotonic_regression(distance[order]).x
    misfit = float(np.square(distance[order] - fitted).sum())
    return 100.0 * float(np.sqrt(misfit / np.square(distance).sum()))
