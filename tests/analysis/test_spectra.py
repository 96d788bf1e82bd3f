from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.spectra import laplacian_spectrum, spectral_distance


def _network(size: int, *ties: tuple[int, int, float]) -> Numbers:
    matrix = np.zeros((size, size))
    for i, j, weight in ties:
        matrix[i, j] = matrix[j, i] = weight
    return matrix


def _path(size: int) -> Numbers:
    return _network(size, *[(i, i + 1, 1.0) for i in range(size - 1)])


@pytest.mark.parametrize("size", [2, 3, 7])
def test_a_complete_network_has_one_zero_and_else_its_size(size: int) -> None:
    spectrum = laplacian_spectrum(np.ones((size, size)))
    expected = [size / (size * (size - 1))] * (size - 1) + [0.0]
    assert spectrum == pytest.approx(expected)


def test_a_star_has_its_size_once_and_else_ones() -> None:
    star = _network(5, *[(0, i, 1.0) for i in range(1, 5)])
    assert laplacian_spectrum(star) == pytest.approx([5 / 8, 1 / 8, 1 / 8, 1 / 8, 0.0])


def test_a_path_has_two_minus_two_cosines() -> None:
    expected = [2 - 2 * np.cos(np.pi * k / 6) for k in range(5, -1, -1)]
    assert laplacian_spectrum(_path(6)) == pytest.approx(np.array(expected) / 10)


def test_each_component_has_a_zero_whether_it_has_ties_or_not() -> None:
    pairs = _network(6, (0, 3, 2.0), (2, 5, 2.0))
    assert laplacian_spectrum(pairs) == pytest.approx([0.5, 0.5, 0.0, 0.0, 0.0, 0.0])


def test_negative_ties_and_the_diagonal_count_for_nothing() -> None:
    signed = _path(3)
    signed[0, 2] = signed[2, 0] = -4.0
    signed[1, 1] = 9.0
    assert laplacian_spectrum(signed).tolist() == laplacian_spectrum(_path(3)).tolist()
    assert signed[1, 1] == 9.0


@pytest.mark.parametrize("size", [0, 1, 4])
def test_without_ties_all_is_zero(size: int) -> None:
    assert laplacian_spectrum(np.zeros((size, size))).tolist() == [0.0] * size


def test_no_eigenvalue_is_below_zero_and_all_add_up_to_one() -> None:
    random = np.random.default_rng(1)
    matrix = random.normal(size=(40, 40))
    spectrum = laplacian_spectrum(matrix + matrix.T)
    assert spectrum.min() >= 0.0
    assert spectrum.sum() == pytest.approx(1.0)
    assert (np.diff(spectrum) <= 0.0).all()


def test_networks_of_equal_degrees_are_told_apart() -> None:
    square = laplacian_spectrum(_network(4, (0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (0, 3, 1.0)))
    pairs = laplacian_spectrum(_network(4, (0, 1, 2.0), (2, 3, 2.0)))
    assert spectral_distance(square, pairs) == pytest.approx(sqrt(2) / 4)


def test_the_distance_is_euclidean() -> None:
    assert spectral_distance(np.array([3.0, 0.0]), np.array([0.0, 4.0])) == 5.0
