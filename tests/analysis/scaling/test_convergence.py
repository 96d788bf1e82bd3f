"""Diagnostics of chains against chains whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dissensus.analysis.scaling.convergence import effective_size, shortest, split_rhat

Numbers = NDArray[np.float64]


def independent(chains: int = 4, length: int = 1000, names: int = 20) -> Numbers:
    return np.random.default_rng(0).standard_normal((chains, length, names))


def autoregressive(memory: float, chains: int = 4, length: int = 20_000) -> Numbers:
    random = np.random.default_rng(1)
    draws = np.empty((chains, length, 1))
    draws[:, 0] = random.standard_normal((chains, 1)) / np.sqrt(1 - memory**2)
    for t in range(1, length):
        draws[:, t] = memory * draws[:, t - 1] + random.standard_normal((chains, 1))
    return draws


def test_chains_of_one_distribution_agree() -> None:
    assert (split_rhat(independent()) < 1.01).all()


def test_a_chain_elsewhere_is_noticed() -> None:
    draws = independent(names=1)
    draws[0] += 1
    # Of three chains at 0 and one at 1 with variance 1: √(1 + 0.25 · (8/7)) up to the length, a little less
    # on normal scores.
    assert 1.08 < split_rhat(draws)[0] < 1.15


def test_a_chain_that_drifts_is_noticed_by_its_halves() -> None:
    drift = np.linspace(-2, 2, 1000)[None, :, None]
    assert split_rhat(independent(names=1) + drift)[0] > 1.3


def test_chains_of_the_same_middle_and_another_spread_are_noticed() -> None:
    draws = independent(names=1)
    draws[0] *= 5
    assert split_rhat(draws)[0] > 1.1


def test_heavy_tails_do_not_matter() -> None:
    cauchy = np.random.default_rng(2).standard_cauchy((4, 1000, 20))
    assert (split_rhat(cauchy) < 1.02).all()


def test_what_never_moves_agrees_and_counts_fully() -> None:
    draws = np.ones((4, 100, 2))
    assert split_rhat(draws) == pytest.approx([1, 1])
    assert effective_size(draws) == pytest.approx([400, 400])


def test_chains_that_stand_still_at_different_places_do_not_agree() -> None:
    draws = np.broadcast_to(np.arange(4.0)[:, None, None], (4, 100, 1))
    assert split_rhat(draws)[0] > 1e6


def test_independent_draws_count_fully() -> None:
    assert effective_size(independent()) == pytest.approx(4000, rel=0.15)


@pytest.mark.parametrize("memory", [0.3, 0.6, 0.9, -0.4])
def test_draws_that_hang_together_count_as_the_theory_says(memory: float) -> None:
    """An AR(1) chain of n draws tells as much as n (1 - ρ) / (1 + ρ) independent ones."""
    draws = autoregressive(memory)
    expected = 80_000 * (1 - memory) / (1 + memory)
    assert effective_size(draws)[0] == pytest.approx(expected, rel=0.1)


def test_the_shortest_interval_of_a_normal_lies_around_its_mean() -> None:
    draws = np.random.default_rng(3).normal(5, 2, (200_000, 1))
    low, high = shortest(draws)
    assert (low[0], high[0]) == pytest.approx((5 - 1.96 * 2, 5 + 1.96 * 2), abs=0.15)


def test_the_shortest_interval_of_an_exponential_begins_at_nought() -> None:
    low, high = shortest(np.random.default_rng(3).exponential(1, (200_000, 1)))
    assert low[0] == pytest.approx(0, abs=0.001)
    assert high[0] == pytest.approx(-np.log(0.05), abs=0.05)


def test_an_interval_holds_its_share() -> None:
    draws = np.random.default_rng(3).standard_normal((1000, 3))
    low, high = shortest(draws, 0.8)
    inside = ((draws >= low) & (draws <= high)).mean(axis=0)
    assert inside == pytest.approx(0.8, abs=0.002)
