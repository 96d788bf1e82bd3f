"""Random walks told in few bits: published results, and all divisions there are."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissensus.analysis.clustering.choice import modularity
from dissensus.analysis.clustering.map_equation import code_length, infomap
from dissensus.analysis.matrices.cells import Numbers
from tests.analysis.karate import club


def test_the_karate_club_has_the_three_groups_that_infomap_is_known_for() -> None:
    """As igraph's program of the same method has it: three groups, modularity 0.402."""
    group = infomap(club(), 0)
    assert len(set(group.tolist())) == 3
    assert modularity(club(), group) == pytest.approx(0.402038, abs=1e-6)


def test_one_group_costs_the_entropy_of_the_visits() -> None:
    """A star of three: the center is visited half of the time, each end a sixth."""
    star = np.zeros((4, 4))
    star[0, 1:] = star[1:, 0] = 1.0
    expected = 0.5 * np.log2(2) + 3 * np.log2(6) / 6
    assert code_length(star, np.zeros(4, np.int64)) == pytest.approx(expected)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 500))
def test_nothing_is_told_in_fewer_bits(seed: int) -> None:
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.integers(0, 4, (6, 6)) * (rng.random((6, 6)) < 0.6), 1).astype(float)
    weights: Numbers = upper + upper.T
    shortest = min(code_length(weights, np.array(group)) for group in product(range(3), repeat=6))
    assert code_length(weights, infomap(weights, 0)) <= shortest + 1e-9


def test_without_ties_everybody_is_alone() -> None:
    assert infomap(np.zeros((3, 3)), 0).tolist() == [0, 1, 2]
    assert code_length(np.zeros((3, 3)), np.arange(3)) == 0.0
