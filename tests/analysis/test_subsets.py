from __future__ import annotations

from math import comb, exp

import numpy as np
import pytest
from numpy.typing import NDArray

from dissensus.analysis.subsets import anneal, exhaustive, how_many, temperature

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


@pytest.mark.parametrize("relative", [False, True])
@pytest.mark.parametrize("size", [4, None])
@pytest.mark.parametrize("seed", range(5))
def test_annealing_finds_the_bottom_of_a_funnel(
    size: int | None, seed: int, relative: bool
) -> None:
    wanted = np.zeros(30, bool)
    wanted[[1, 5, 6, 29]] = True

    def loss(members: _Flags) -> float:
        return float((members ^ wanted).sum()) + 0.01

    found, trace = anneal(loss, 30, size, relative=relative, iterations=4000, seed=seed)
    assert found.tolist() == wanted.tolist()
    assert trace.best[-1] == pytest.approx(0.01)


@pytest.mark.parametrize("size", [3, None])
def test_what_is_returned_is_the_best_set_looked_at(size: int | None) -> None:
    losses = _rugged(10)
    seen = []

    def loss(members: _Flags) -> float:
        seen.append(losses[members.tobytes()])
        return seen[-1]

    found, trace = anneal(loss, 10, size, relative=False, iterations=100, seed=3)
    assert losses[found.tobytes()] == min(seen) == trace.best[-1]
    assert len(seen) <= 101
    assert (np.diff(trace.best) <= 0).all()
    assert (
        trace.best.tolist()
        == np.minimum.accumulate([min(seen[0], trace.proposed[0]), *trace.proposed[1:]]).tolist()
    )


def test_sets_keep_their_size_or_leave_one_in_and_one_out() -> None:
    losses = _rugged(4)
    _, fixed = anneal(lambda m: losses[m.tobytes()], 4, 2, relative=False, iterations=200, seed=0)
    assert set(fixed.size.tolist()) == {2}
    _, free = anneal(lambda m: losses[m.tobytes()], 4, None, relative=False, iterations=500, seed=0)
    assert set(free.size.tolist()) == {1, 2, 3}


def test_the_same_seed_takes_the_same_way() -> None:
    losses = _rugged(8)

    def way(seed: int) -> list[float]:
        _, trace = anneal(
            lambda m: losses[m.tobytes()], 8, None, relative=True, iterations=300, seed=seed
        )
        return list(trace.loss)

    assert way(1) == way(1)
    assert way(1) != way(2)


def test_a_better_set_is_always_accepted_and_a_worse_one_hardly_at_the_end() -> None:
    losses = _rugged(10)
    _, trace = anneal(lambda m: losses[m.tobytes()], 10, 5, relative=False, iterations=3000, seed=0)
    before = np.r_[trace.loss[:1], trace.loss[:-1]]
    better = trace.proposed[1:] < before[1:]
    assert trace.accepted[1:][better].all()
    assert trace.accepted[:500].mean() > 0.5
    assert trace.accepted[-300:].mean() < 0.2


def test_where_all_sets_are_equal_nothing_is_divided_by_zero() -> None:
    found, trace = anneal(lambda _: 0.0, 6, None, relative=True, iterations=100, seed=0)
    assert 0 < found.sum() < 6
    assert trace.accepted.all()


def test_temperatures_fall_as_documented() -> None:
    assert temperature(1, 1000) == pytest.approx(1 - 1 / (1 + exp(-(-5 + 12 / 1000))))
    assert temperature(1000, 1000) == pytest.approx(0.000911, abs=1e-6)


def test_a_trace_is_a_table() -> None:
    _, trace = anneal(lambda m: float(m[0]), 3, 1, relative=False, iterations=7, seed=0)
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
