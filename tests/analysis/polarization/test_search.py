"""How well blocs fit, against the table of four fields; the search, against looking at everything."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.polarization.labels import numbered
from dissensus.analysis.polarization.proof import prove
from dissensus.analysis.polarization.search import climb, enumerate_blocs, fit, search
from tests.analysis.slow import few


def kappa(congruence: Numbers, conflict: Numbers, members: Integers) -> float:
    """Cohen's (observed - expected) / (1 - expected) over all pairs, by the table of four fields."""
    table = np.zeros((2, 2))  # same bloc or not × agree or oppose
    for i in range(len(members)):
        for j in range(i):
            row = 0 if members[i] == members[j] else 1
            table[row] += congruence[i, j], conflict[i, j]
    if not table.sum(axis=0).all():
        return 0.0
    share = table / table.sum()
    observed = float(share[0, 0] + share[1, 1])
    expected = float(share.sum(axis=1) @ share.sum(axis=0))
    return (observed - expected) / (1 - expected)


def highest(congruence: Numbers, conflict: Numbers, blocs: int = 2) -> float:
    size = len(congruence)
    every = (np.array(m, np.int64) for m in product(range(blocs), repeat=size))
    return max(kappa(congruence, conflict, members) for members in every)


@st.composite
def debates(draw: st.DrawFn, most: int = 6) -> tuple[Numbers, Numbers]:
    """Congruence and conflict of some actors, both with a tie at least."""
    size = draw(st.integers(2, most))
    weight = st.one_of(st.just(0.0), st.floats(0.1, 3).map(lambda x: round(x, 2)))
    both = []
    for _ in range(2):
        upper = np.zeros((size, size))
        for i in range(size):
            for j in range(i):
                upper[j, i] = draw(weight)
        if not upper.any():
            upper[0, 1] = 1.0
        both.append(upper + upper.T)
    return both[0], both[1]


def fitted(congruence: Numbers, conflict: Numbers, members: Integers) -> float:
    apart = members[:, None] != members[None, :]
    sums = (congruence.sum(), conflict.sum(), congruence[apart].sum(), conflict[apart].sum())
    return float(fit(*(np.asarray(s) / 2 for s in sums)))


@given(debates(), st.integers(0, 1000))
@few
def test_the_fit_is_cohens_kappa(debate: tuple[Numbers, Numbers], seed: int) -> None:
    members = np.random.default_rng(seed).integers(0, 3, len(debate[0]))
    assert fitted(*debate, members) == pytest.approx(kappa(*debate, members), abs=1e-12)


@given(debates(most=5), st.integers(2, 3))
@few
def test_looking_at_all_blocs_finds_the_best(debate: tuple[Numbers, Numbers], blocs: int) -> None:
    found = enumerate_blocs(*debate, blocs)
    assert found is not None
    best = highest(*debate, blocs)
    assert found.score[0] == pytest.approx(best, abs=1e-9)
    assert kappa(*debate, found.members[0]) == pytest.approx(best, abs=1e-9)


@given(debates())
@few
def test_the_search_ends_where_its_score_is(debate: tuple[Numbers, Numbers]) -> None:
    found = search(*debate, runs=5)
    assert kappa(*debate, found.members[0]) == pytest.approx(found.score[0], abs=1e-9)
    assert -1e-12 <= found.score[0] <= highest(*debate) + 1e-9


@given(debates())
@few
def test_the_proof_ends_at_the_best_wherever_it_begins(debate: tuple[Numbers, Numbers]) -> None:
    proof = prove(*debate, np.zeros(len(debate[0]), np.int64))
    assert proof.exact
    assert proof.score == proof.bound == pytest.approx(highest(*debate), abs=1e-7)
    assert kappa(*debate, proof.members) == pytest.approx(proof.score, abs=1e-9)


def test_without_time_the_bound_lies_above_the_best() -> None:
    random = np.random.default_rng(1)
    agree, oppose = (np.triu(random.random((30, 30)), 1) for _ in range(2))
    agree, oppose = agree + agree.T, oppose + oppose.T
    found = search(agree, oppose)
    hasty = prove(agree, oppose, np.zeros(30, np.int64), time_limit=0.0)
    assert not hasty.exact
    assert found.score[0] <= hasty.bound < 1.0


def test_networks_of_different_sizes_climb_together_as_they_do_alone() -> None:
    random = np.random.default_rng(2)
    sizes = (4, 7, 9)
    agree, oppose = np.zeros((2, 3, 9, 9))
    starts = random.integers(0, 2, (3, 6, 9))
    for n, size in enumerate(sizes):
        for whole in (agree, oppose):
            upper = np.triu(random.random((size, size)), 1)
            whole[n, :size, :size] = upper + upper.T
    together = climb(agree, oppose, starts)
    for n, size in enumerate(sizes):
        one = (slice(n, n + 1), slice(size), slice(size))
        alone = climb(agree[one], oppose[one], starts[n : n + 1, :, :size])
        assert alone.score[0] == pytest.approx(together.score[n], abs=1e-12)
        assert (alone.members[0] == together.members[n, :size]).all()


def test_too_many_ways_are_not_looked_at() -> None:
    assert enumerate_blocs(np.zeros((17, 17)), np.zeros((17, 17)), 2) is None


def test_blocs_are_numbered_by_size() -> None:
    members, nobody = np.array([1, 0, 0, 0]), np.full(4, -1)
    assert numbered(members, np.zeros(4, np.int64), nobody, 2).tolist() == [1, 0, 0, 0]
    assert numbered(1 - members, np.zeros(4, np.int64), nobody, 2).tolist() == [1, 0, 0, 0]


def test_blocs_keep_the_number_most_of_their_actors_had() -> None:
    members, before = np.array([0, 0, 0, 1, 1]), np.array([1, 1, 0, 0, -1])
    assert numbered(members, np.zeros(5, np.int64), before, 2).tolist() == [1, 1, 1, 0, 0]


def test_parts_that_never_meet_are_numbered_each_by_itself() -> None:
    members, parts = np.array([0, 1, 1, 0]), np.array([0, 0, 1, 1])
    before = np.array([0, 1, 0, 1])
    assert numbered(members, parts, before, 2).tolist() == [0, 1, 0, 1]
