from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dissensus.report.layout import place


@st.composite
def networks(draw: st.DrawFn) -> tuple[np.ndarray, list[int], list[float], list[float]]:
    n = draw(st.integers(0, 14))
    cells = draw(st.lists(st.integers(0, 5), min_size=n * n, max_size=n * n))
    near = np.array(cells, dtype=float).reshape(n, n)
    groups = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    widths = draw(st.lists(st.floats(10, 160), min_size=n, max_size=n))
    heights = draw(st.lists(st.floats(10, 90), min_size=n, max_size=n))
    return near, groups, widths, heights


@given(networks())
@settings(max_examples=60, deadline=None)
def test_boxes_never_overlap_and_lie_in_the_picture(
    network: tuple[np.ndarray, list[int], list[float], list[float]],
) -> None:
    near, groups, widths, heights = network
    points = place(near, groups=groups, widths=widths, heights=heights)
    for i, j in combinations(range(len(points)), 2):
        dx, dy = np.abs(points[i] - points[j])
        assert dx >= (widths[i] + widths[j]) / 2 or dy >= (heights[i] + heights[j]) / 2
    for (x, y), width, height in zip(points, widths, heights, strict=True):
        assert x - width / 2 >= -0.1
        assert y - height / 2 >= -0.1


def test_equal_input_gives_equal_positions() -> None:
    near = np.random.default_rng(1).integers(0, 3, (12, 12)).astype(float)
    sizes = {"groups": [0] * 12, "widths": [60.0] * 12, "heights": [30.0] * 12}
    first = place(near.copy(), **sizes)  # type: ignore[arg-type]
    assert np.array_equal(first, place(near.copy(), **sizes))  # type: ignore[arg-type]


def test_the_input_is_left_as_it_was() -> None:
    near = np.ones((3, 3))
    place(near, groups=[0, 0, 0], widths=[9.0] * 3, heights=[9.0] * 3)
    assert np.array_equal(near, np.ones((3, 3)))


def test_two_camps_stand_apart() -> None:
    near = np.zeros((6, 6))
    near[:3, :3] = near[3:, 3:] = 4.0
    near[0, 3] = near[3, 0] = 0.2
    points = place(near, groups=[0, 0, 0, 1, 1, 1], widths=[20.0] * 6, heights=[20.0] * 6)
    apart = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    within = max(apart[:3, :3].max(), apart[3:, 3:].max())
    assert apart[:3, 3:].min() > within * 0.8
    assert apart[:3, 3:].mean() > 1.5 * within
