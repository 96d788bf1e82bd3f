"""Charts say what they show: names, numbers, n, and what they leave out."""

from __future__ import annotations

import math
from datetime import date, timedelta
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure

from dissensus.report.charts import (
    Caption,
    bars,
    heat,
    intervals,
    lines,
    network,
    picture_bytes,
    scatter,
)
from dissensus.report.charts.style import AGREE, DISAGREE, HULL, INK, PAPER, SERIES, SOFT

CAPTION = Caption(title="Title", subtitle="What is counted", statements=3)
DAYS = [date(2020, 1, 1) + timedelta(days=30 * i) for i in range(12)]


def words(figure: Figure) -> list[str]:
    tree = ElementTree.fromstring(picture_bytes(figure, ".svg"))
    found = tree.iter("{http://www.w3.org/2000/svg}text")
    return ["".join(text.itertext()).strip("\u200b") for text in found]


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("color", [*SERIES, INK, SOFT])
def test_contrast_to_the_paper_is_at_least_four_and_a_half_to_one(color: str) -> None:
    assert (luminance(PAPER) + 0.05) / (luminance(color) + 0.05) >= 4.5


@pytest.mark.parametrize("color", [INK, SOFT, AGREE, DISAGREE])
def test_words_and_ties_can_be_read_on_a_hull(color: str) -> None:
    assert (luminance(HULL) + 0.05) / (luminance(color) + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("caption", "foot"),
    [
        (Caption(title="t"), ""),
        (Caption(title="t", statements=1), "n = 1 statement."),
        (Caption(title="t", statements=1200), "n = 1,200 statements."),
        (
            Caption(title="t", statements=5, unreviewed=5),
            "n = 5 statements, none of them reviewed.",
        ),
        (
            Caption(title="t", statements=5, unreviewed=1, note="Seed 0."),
            "n = 5 statements. Includes 1 statement nobody reviewed. Seed 0.",
        ),
        (Caption(title="t", statements=0), "n = 0 statements."),
    ],
)
def test_the_line_below_says_n_and_what_nobody_reviewed(caption: Caption, foot: str) -> None:
    assert caption.foot == foot


def test_lines_bear_their_names_and_axes_their_units() -> None:
    series = {"one": np.arange(12), "two": -np.arange(12)}
    figure = lines(
        DAYS,
        series,
        caption=CAPTION,
        ylabel="score",
        below=("statements", [1] * 12),
        marks=[(DAYS[3], "vote")],
        bands={"one": (np.arange(12) - 1, np.arange(12) + 1)},
    )
    assert {"Title", "What is counted", "n = 3 statements.", "one", "two", "score", "vote"} <= set(
        words(figure)
    )
    assert "statements" in words(figure)


def test_the_ninth_line_is_counted_not_named() -> None:
    figure = lines([0, 1], {f"s{i}": [i, i] for i in range(11)}, caption=CAPTION)
    found = words(figure)
    assert "s7" in found
    assert "s8" not in found
    assert any("3 further series are drawn in gray." in line for line in found)


def test_the_first_date_says_the_year() -> None:
    days = [date(2022, 2, 8) + timedelta(days=i) for i in range(300)]
    found = words(lines(days, {"a": range(300)}, caption=CAPTION))
    assert "2022" in found  # on a line of its own, beneath the first month


@pytest.mark.parametrize("values", [[], [math.nan], [math.nan, 1.0, math.nan], [5.0]])
def test_gaps_and_single_points_are_no_trouble(values: list[float]) -> None:
    figure = lines(DAYS[: len(values)], {"a": values, "b": values}, caption=CAPTION)
    assert "Title" in words(figure)


def test_bars_stand_on_both_sides_with_their_numbers() -> None:
    figure = bars(["A", "B"], {"no": [2, 0], "yes": [3, 12]}, caption=CAPTION, left=("no",))
    found = words(figure)
    assert {"A", "B", "yes", "no", "2", "3", "12"} <= set(found)
    assert not any(w.startswith("−") for w in found)  # to the left is not below zero


def test_of_many_bars_the_first_are_drawn_and_the_caption_says_so() -> None:
    figure = bars([f"a{i}" for i in range(100)], {"n": range(100)}, caption=CAPTION, most=10)
    found = words(figure)
    assert "a9" in found
    assert "a10" not in found
    assert any("Shown are the first 10 of 100." in line for line in found)


def test_intervals_name_groups_even_with_an_underscore() -> None:
    figure = intervals(
        ["A", "B"], [0, 1], [-1, 0], [1, 2], caption=CAPTION, groups=["_left", "right"], xlabel="x"
    )
    assert {"A", "B", "_left", "right", "x"} <= set(words(figure))


def test_a_long_name_is_cut_visibly() -> None:
    figure = bars(["word " * 40], {"n": [1]}, caption=CAPTION)
    assert any(word.endswith("…") for word in words(figure))


def test_a_small_matrix_bears_its_numbers() -> None:
    figure = heat(
        [[1.0, -2.5], [0.0, math.nan]], rows=["a", "b"], columns=["c", "d"], caption=CAPTION
    )
    found = words(figure)
    assert {"1", "−2.50", "a", "b", "c", "d"} <= set(found)


def test_a_matrix_over_time_has_dates_and_a_strip_of_states() -> None:
    matrix = np.abs(np.subtract.outer(range(12), range(12)))
    figure = heat(
        matrix,
        rows=DAYS,
        columns=DAYS,
        caption=CAPTION,
        strip=[1] * 6 + [2] * 6,
        strip_label="state",
    )
    assert {"state 1", "state 2", "1", "2"} <= set(words(figure))


def test_a_large_matrix_is_averaged_and_the_caption_says_so() -> None:
    figure = heat(
        np.ones((1600, 3)), rows=[str(i) for i in range(1600)], columns=list("abc"), caption=CAPTION
    )
    assert any("Cells are means of neighbors: 1,600 × 3 values." in w for w in words(figure))


def test_names_without_room_are_counted() -> None:
    figure = scatter([f"point {i}" for i in range(30)], [0.0] * 30, [0.0] * 30, caption=CAPTION)
    found = words(figure)
    drawn = sum(word.startswith("point") for word in found)
    assert 0 < drawn < 30
    assert any(f"{30 - drawn} names had no room." in word for word in found)


def test_points_may_be_none() -> None:
    assert "Title" in words(scatter([], [], [], caption=CAPTION, path=True))
    assert "Title" in words(intervals([], [], [], [], caption=CAPTION))
    assert "Title" in words(bars([], {"a": [], "b": []}, caption=CAPTION))


def test_a_network_shows_what_its_ties_say() -> None:
    figure = network(
        ["A", "B", "C"],
        [0, 1, 0],
        [1, 2, 2],
        [3.0, -1.0, 0.0],
        kinds=["agreement", "disagreement", "both"],
        caption=CAPTION,
        groups=["A", "A", ""],
    )
    assert {"A", "B", "C", "agreement", "disagreement", "both"} <= set(words(figure))


def test_a_network_counts_what_it_leaves_out() -> None:
    figure = network(["A", "B", "C", "D"], [0], [1], [1.0], caption=CAPTION)
    found = words(figure)
    assert "C" not in found
    assert any("Not drawn: 2 nodes." in word for word in found)


def test_no_node_loses_its_strongest_tie() -> None:
    n = 30
    source = [0] * (n - 1) + [1] * (n - 2)
    target = [*range(1, n), *range(2, n)]
    weight = [1.0] * (n - 1) + [9.0] * (n - 2)
    figure = network(
        [f"n{i}" for i in range(n)], source, target, weight, caption=CAPTION, most_ties=5
    )
    found = words(figure)
    assert all(f"n{i}" in found for i in range(n))
    # One tie for each node but the first two pairs, and no more: 29 of 57 reach every node.
    assert any("Not drawn: 28 ties." in word for word in found)


def test_the_order_of_ties_does_not_change_the_picture() -> None:
    source, target, weight = [0, 1, 2, 0], [1, 2, 3, 3], [1.0, 2.0, 3.0, 2.0]
    labels = ["A", "B", "C", "D"]
    figure = network(labels, source, target, weight, caption=CAPTION)
    other = network(labels, source[::-1], target[::-1], weight[::-1], caption=CAPTION)
    assert picture_bytes(figure) == picture_bytes(other)


def test_nodes_stay_where_they_are_put() -> None:
    places = [(0.0, 0.0), (1.0, 0.0), (0.5, 1.0)]
    figure = network(
        ["A", "B", "C"], [0, 1, 2], [1, 2, 0], [1, 1, 1], caption=CAPTION, positions=places
    )
    tree = ElementTree.fromstring(picture_bytes(figure, ".svg"))
    at = {
        "".join(t.itertext()): (float(t.attrib["x"]), float(t.attrib["y"]))
        for t in tree.iter("{http://www.w3.org/2000/svg}text")
        if t.get("x")
    }
    assert at["A"][1] == pytest.approx(at["B"][1])
    assert at["A"][0] < at["C"][0] < at["B"][0]
    assert at["C"][1] < at["A"][1]  # SVG counts downward, positions upward


def test_a_network_of_nothing_is_a_caption() -> None:
    assert "Title" in words(network([], [], [], [], caption=CAPTION))
    assert "A" in words(network(["A"], [], [], [], caption=CAPTION))
