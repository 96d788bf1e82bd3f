"""The peer's score of blocs, by its formula as loops; its search; its slices."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.design import Kernel, OneMode, Windows
from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.peer.polarization import balanced, pairs, quality
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Normalization
from tests.analysis.slow import few

DESIGN = OneMode(qualifier="agreement", normalization=Normalization.AVERAGE)


def slow_quality(congruence: Numbers, conflict: Numbers, members: Integers) -> float:
    """Go pair by pair; sums in the denominators are those of DNA."""
    n = len(members)
    size = [int((members == bloc).sum()) for bloc in range(int(members.max(initial=0)) + 1)]
    c = sum(abs(float(congruence[i, j])) for i in range(n) for j in range(n))
    f = sum(abs(float(conflict[i, j])) for i in range(n) for j in range(n))
    within = sum(m * (m - 1) for m in size)
    between = n * (n - 1) - within
    total = 0.0
    for i in range(n):
        for j in range(n):
            if i == j:
                continue
            a, b = size[members[i]], size[members[j]]
            if members[i] == members[j]:
                ideal = a * (a - 1) / within * c / within
                total += abs(congruence[i, j] - ideal) + abs(conflict[i, j])
            else:
                ideal = a * b / between * f / between
                total += abs(congruence[i, j]) + abs(conflict[i, j] - ideal)
    return float(total / 2)


@st.composite
def networks(draw: st.DrawFn) -> tuple[Numbers, Numbers, Integers]:
    size = draw(st.integers(2, 7))
    blocs = draw(st.integers(2, 3))
    weight = st.floats(-3, 3).map(lambda x: round(x, 2))
    both = []
    for _ in range(2):
        upper = np.zeros((size, size))
        for i in range(size):
            for j in range(i):
                upper[j, i] = draw(weight)
        both.append(upper + upper.T)
    members = draw(st.lists(st.integers(0, blocs - 1), min_size=size, max_size=size))
    return both[0], both[1], np.array(members)


@given(networks())
@few
def test_the_score_is_the_formula(case: tuple[Numbers, Numbers, Integers]) -> None:
    congruence, conflict, members = case
    expected = slow_quality(congruence, conflict, members)
    assert quality(congruence, conflict, members) == pytest.approx(expected, abs=1e-9)
    weight = float(np.abs(congruence).sum() + np.abs(conflict).sum())
    if weight:
        normalized = quality(congruence, conflict, members, normalized=True)
        assert normalized == pytest.approx(expected / weight, abs=1e-9)


@given(networks())
@few
def test_the_search_finds_the_highest_score_of_equal_blocs(
    case: tuple[Numbers, Numbers, Integers],
) -> None:
    congruence, conflict, _ = case
    dealt = np.arange(len(congruence)) % 2
    highest = max(
        quality(congruence, conflict, np.array(m)) for m in set(permutations(dealt.tolist()))
    )
    found = balanced(congruence, conflict, runs=30)
    assert sorted(np.bincount(found)) == sorted(np.bincount(dealt))
    assert quality(congruence, conflict, found) == pytest.approx(highest, abs=1e-9)


def test_nothing_to_score_is_nan_only_where_it_is_divided() -> None:
    nothing, nobody = np.zeros((1, 1)), np.zeros(1, np.int64)
    assert quality(nothing, nothing, nobody) == 0.0
    assert np.isnan(quality(nothing, nothing, nobody, normalized=True))


def said(day: int, who: str, yes: bool) -> dict[str, object]:
    return {
        "document.date": datetime(2024, 1, day),
        "organization": who,
        "concept": "tax",
        "agreement": yes,
    }


ROWS = [said(1, "A", True), said(3, "B", True), said(4, "C", False), said(5, "D", True)]
EVENTS = EventList.from_rows(ROWS, built_in_types()[0])


def test_the_whole_has_both_networks() -> None:
    (pair,) = pairs(EVENTS, DESIGN)
    assert pair.names == ("A", "B", "C", "D")
    assert pair.congruence[0].tolist() == [0.0, 1.0, 0.0, 1.0]
    assert pair.conflict[2].tolist() == [1.0, 1.0, 0.0, 1.0]
    assert str(pair.middle) == "2024-01-03T00:00:00Z"


def test_a_slice_takes_what_lies_strictly_inside_and_its_own_names() -> None:
    found = list(pairs(EVENTS, DESIGN, Windows(width=4, kernel=Kernel.UNIFORM)))
    assert [str(p.middle)[:10] for p in found] == [f"2024-01-0{day}" for day in range(1, 6)]
    # Around the first of January lie the first to the third, and none of the two is inside.
    assert [p.names for p in found] == [(), ("B",), ("B", "C"), ("B", "C"), ("C",)]
    # Both networks are the difference: 1/2 by the weights, times 2 / 1 for either position.
    assert found[2].congruence[0, 1] == pytest.approx(-0.5 * (2 + 2))
    assert found[2].congruence.tolist() == found[2].conflict.tolist()


def test_a_gaussian_slice_takes_everything() -> None:
    for pair in pairs(EVENTS, DESIGN, Windows(width=4, kernel=Kernel.GAUSSIAN)):
        assert pair.names == ("A", "B", "C", "D")
        assert not pair.congruence.diagonal().any()
