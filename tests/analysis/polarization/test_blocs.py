"""The best split of a signed network, against all splits, and its proof."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.polarization import blocs
from dissensus.analysis.polarization.blocs import best_split
from dissensus.analysis.polarization.spectral_bound import spectral_bound
from dissensus.errors import AnalysisError


def misplaced(ties: Numbers, side: Integers) -> float:
    """Add up, pair by pair, what is in the wrong place."""
    total = 0.0
    for i in range(len(ties)):
        for j in range(i):
            together = side[i] == side[j]
            if (ties[i, j] > 0 and not together) or (ties[i, j] < 0 and together):
                total += abs(float(ties[i, j]))
    return total


def least(ties: Numbers) -> float:
    """Look at all splits."""
    size = len(ties)
    every = product((0, 1), repeat=max(size - 1, 0))
    return min(misplaced(ties, np.array([0, *rest][:size])) for rest in every)


@st.composite
def networks(draw: st.DrawFn, *, most: int = 8, whole: bool = False) -> Numbers:
    size = draw(st.integers(1, most))
    number = st.integers(-2, 2) if whole else st.floats(-2, 2).map(lambda x: round(x, 3))
    upper = np.zeros((size, size))
    for i in range(size):
        for j in range(i):
            upper[j, i] = draw(number)
    return upper + upper.T


@given(networks())
@settings(deadline=None, max_examples=60)
def test_no_split_misplaces_less(ties: Numbers) -> None:
    split = best_split(ties)
    assert split.exact
    assert split.misplaced == pytest.approx(least(ties), abs=1e-9)
    assert misplaced(ties, split.side) == pytest.approx(split.misplaced, abs=1e-9)
    assert split.bound == split.misplaced


@pytest.mark.parametrize("whole", [True, False])
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_the_integer_program_finds_what_looking_at_all_splits_finds(
    data: st.DataObject, whole: bool
) -> None:
    ties = data.draw(networks(whole=whole))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocs, "ENUMERABLE", 1)
        split = best_split(ties)
    assert split.exact
    assert split.misplaced == pytest.approx(least(ties), abs=1e-7)


@given(networks(), st.integers(0, 100), st.integers(1, 30))
@settings(deadline=None, max_examples=60)
def test_the_spectral_bound_lies_below_every_split(ties: Numbers, seed: int, steps: int) -> None:
    side = np.random.default_rng(seed).integers(0, 2, len(ties))
    assert spectral_bound(ties, side, steps=steps) <= least(ties) + 1e-9


def test_plain_blocs_are_proved_by_one_eigenvalue() -> None:
    random = np.random.default_rng(9)
    side = np.arange(60) % 2
    right = np.where(side[:, None] == side[None, :], 1.0, -1.0)
    wrong = np.triu(random.random((60, 60)) < 0.2, 1)
    ties = np.where(wrong | wrong.T, -right, right)
    np.fill_diagonal(ties, 0.0)
    assert spectral_bound(ties, side, steps=1) == pytest.approx(misplaced(ties, side))


def test_a_balanced_network_misplaces_nothing() -> None:
    side = np.arange(40) % 2
    ties = np.where(side[:, None] == side[None, :], 1.0, -1.0)
    np.fill_diagonal(ties, 0.0)
    split = best_split(ties)
    assert (split.misplaced, split.exact) == (0.0, True)
    assert (split.side == side).all() or (split.side == 1 - side).all()


def test_without_time_there_is_a_split_and_a_bound() -> None:
    random = np.random.default_rng(3)
    ties = np.triu(random.normal(size=(40, 40)), 1)
    split = best_split(ties + ties.T, time_limit=0.0)
    assert not split.exact
    assert 0.0 < split.bound < split.misplaced


def test_the_same_seed_gives_the_same_split() -> None:
    random = np.random.default_rng(4)
    ties = np.triu(random.normal(size=(25, 25)), 1)
    ties = ties + ties.T
    assert (best_split(ties, seed=5).side == best_split(ties, seed=5).side).all()


def test_empty_and_tieless_networks_are_balanced() -> None:
    for size in (0, 1, 3):
        split = best_split(np.zeros((size, size)))
        assert (len(split.side), split.misplaced, split.exact) == (size, 0.0, True)


@pytest.mark.parametrize(
    "ties", [np.zeros((2, 3)), np.array([[0.0, np.nan], [np.nan, 0.0]]), np.triu(np.ones((3, 3)))]
)
def test_what_is_no_symmetric_matrix_of_numbers_is_refused(ties: Numbers) -> None:
    with pytest.raises(AnalysisError):
        best_split(ties)


def test_the_frustration_of_the_highland_tribes_is_7(shared: Path) -> None:
    # Read, K. E. (1954), Cultures of the Central Highlands, New Guinea; 7 in Aref and Wilson (2019),
    # Balance and frustration in signed networks, doi 10.1093/comnet/cny015.
    frame = pl.read_csv(shared / "data" / "tribes" / "signed_edges.csv")
    names = sorted({*frame["a"], *frame["b"]})
    place = {name: n for n, name in enumerate(names)}
    ties = np.zeros((len(names), len(names)))
    for a, b, sign in frame.select("a", "b", "sign").iter_rows():
        ties[place[a], place[b]] = ties[place[b], place[a]] = sign
    split = best_split(ties)
    assert (len(names), split.misplaced, split.exact) == (16, 7.0, True)
