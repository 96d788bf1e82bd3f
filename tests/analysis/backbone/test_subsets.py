from __future__ import annotations

from math import comb

import numpy as np
import pytest
from numpy.typing import NDArray

from dissensus.analysis.backbone.subsets import anneal, exhaustive, how_many, temperatures

_Flags = NDArray[np.bool_]


def _rugged(count: int) -> dict[bytes, float]:
    random = np.random.default_rng(7)
    return {
        np.array([n >> b & 1 for b in range(count)], bool).tobytes(): float(random.random())
        for n in range(2**count)
    }


def test_there_are_as_many_sets_as_binomial_coefficients_say() -> None:
    assert how_many(10, 3) == comb(10, 3) == 120
    assert how_many(10, None) == sum(comb(10, n) for n in range(1, 10))


@pytest.mark.parametrize("size", [1, 3, None])
def test_looking_at_all_finds_the_least(size: int | None) -> None:
    losses = _rugged(6)
    found = exhaustive(lambda members: losses[members.tobytes()], 6, size)
    allowed = [
        value
        for key, value in losses.items()
        if (n := sum(key)) == size or (size is None and 0 < n < 6)
    ]
    assert losses[found.tobytes()] == min(allowed)


def test_of_equal_sets_the_small_and_early_one_is_found() -> None:
    assert exhaustive(lambda _: 0.5, 4, None).tolist() == [True, False, False, False]
    assert exhaustive(lambda _: 0.5, 4, 2).tolist() == [True, True, False, False]


def _first(count: int, size: int | None) -> _Flags:
    """The set to start from: the first so many."""
    return np.arange(count) < (size or 1)


@pytest.mark.parametrize("size", [4, None])
@pytest.mark.parametrize("seed", range(5))
def test_annealing_finds_the_bottom_of_a_funnel(size: int | None, seed: int) -> None:
    wanted = np.zeros(30, bool)
    wanted[[1, 5, 6, 29]] = True

    def loss(members: _Flags) -> float:
        return float((members ^ wanted).sum()) + 0.01

    start, sized = _first(30, size), size is not None
    found, trace = anneal(loss, start, sized=sized, iterations=4000, seed=seed)
    assert found.tolist() == wanted.tolist()
    assert trace.best[-1] == pytest.approx(0.01)


@pytest.mark.parametrize("size", [3, None])
def test_what_is_returned_is_the_best_set_looked_at(size: int | None) -> None:
    losses = _rugged(10)
    seen = []

    def loss(members: _Flags) -> float:
        seen.append(losses[members.tobytes()])
        return seen[-1]

    found, trace = anneal(loss, _first(10, size), sized=size is not None, iterations=100, seed=3)
    assert losses[found.tobytes()] == min(seen) == trace.best[-1]
    assert len(seen) <= 151
    assert len(seen) == len(set(seen))  # none is computed twice
    assert (np.diff(trace.best) <= 0).all()


@pytest.mark.parametrize("iterations", [1, 2, 7])
def test_it_is_never_worse_than_where_it_started(iterations: int) -> None:
    losses = _rugged(8)
    best = min(losses, key=lambda key: losses[key] if 0 < sum(key) < 8 else 2.0)
    start = np.frombuffer(best, bool)
    found, trace = anneal(
        lambda m: losses[m.tobytes()], start, sized=False, iterations=iterations, seed=0
    )
    assert found.tolist() == start.tolist()
    assert len(trace.loss) == iterations
    assert (trace.best == losses[best]).all()


def test_sets_keep_their_size_or_leave_one_in_and_one_out() -> None:
    _, fixed = anneal(lambda _: 0.5, _first(4, 2), sized=True, iterations=200, seed=0)
    assert set(fixed.size.tolist()) == {2}
    _, free = anneal(lambda _: 0.5, _first(4, 1), sized=False, iterations=500, seed=0)
    assert set(free.size.tolist()) == {1, 2, 3}


def test_the_same_seed_takes_the_same_way() -> None:
    losses = _rugged(8)

    def way(seed: int) -> list[float]:
        _, trace = anneal(
            lambda m: losses[m.tobytes()], _first(8, 1), sized=False, iterations=300, seed=seed
        )
        return list(trace.loss)

    assert way(1) == way(1)
    assert way(1) != way(2)


def test_a_better_set_is_always_accepted_and_a_worse_one_hardly_where_it_is_cold() -> None:
    weights = np.random.default_rng(0).random(40) + 0.5
    _, trace = anneal(
        lambda m: float(weights[m].sum()), _first(40, 20), sized=True, iterations=5000, seed=0
    )
    before = np.r_[trace.loss[:1], trace.loss[:-1]]
    better = trace.proposed[1:1000] < before[1:1000]  # within the first round
    assert trace.accepted[1:1000][better].all()
    worse = trace.accepted[1:] & (trace.proposed[1:] > before[1:])
    assert worse[:100].sum() > 10
    assert worse[900:1000].sum() < 3


def test_where_all_sets_are_equal_nothing_is_divided_by_zero() -> None:
    found, trace = anneal(lambda _: 0.0, _first(6, 1), sized=False, iterations=100, seed=0)
    assert 0 < found.sum() < 6
    assert trace.accepted.all()


def test_temperatures_fall_in_five_rounds() -> None:
    warmth = temperatures(5000)
    assert warmth[::1000].tolist() == pytest.approx([0.5, 0.1, 0.1, 0.1, 0.1])
    assert warmth[999::1000].tolist() == pytest.approx([0.003] * 5)
    assert [len(temperatures(n)) for n in (1, 3, 5, 11)] == [1, 3, 5, 11]


def test_a_trace_is_a_table() -> None:
    _, trace = anneal(lambda m: float(m[0]), _first(3, 1), sized=True, iterations=7, seed=0)
    frame = trace.to_polars()
    assert frame.columns == [
        "iteration",
        "temperature",
        "proposed",
        "accepted",
        "loss",
        "size",
        "best",
    ]
    assert frame["iteration"].to_list() == [1, 2, 3, 4, 5, 6, 7]
