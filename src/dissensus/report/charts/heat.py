"""Which cells stand out? ``heat``: a matrix as colors, with names or dates on its sides and a strip of states"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import ArrayLike

from dissensus.report.charts.fit import shortened
from dissensus.report.charts.frame import Caption, framed
from dissensus.report.charts.scales import dated, legend, legend_height, on_dates, places, written
from dissensus.report.charts.style import DIVERGING, INK, SEQUENTIAL, SERIES, drawing

__all__ = ["heat"]

_NAME: Final = 2.0
_NUMBERS: Final = 20  # so many rows and columns still have room for a number in each cell
_MOST: Final = 60  # names on one side
_PIXELS: Final = 1500


def heat(
    matrix: ArrayLike,
    *,
    caption: Caption,
    rows: Sequence[str] | Sequence[date],
    columns: Sequence[str] | Sequence[date],
    label: str = "",
    strip: Sequence[object] | None = None,
    strip_label: str = "",
    diverging: bool | None = None,
    height: float | None = None,
) -> Figure:
    """Draw a matrix; darker is more, and below zero is orange where ``diverging`` (found from the data).

    ``rows`` and ``columns`` are names or dates (all of one kind on one side). ``strip`` gives each column a
    state, drawn as a band of colors above. Small matrices bear their numbers; of many names, every second,
    third, ... is written; large ones are averaged to 1,500 cells a side, which the caption says.
    NaN is left blank. ``label`` names the scale. Cost: O(cells).
    """
    values = np.asarray(matrix, dtype=float)
    if values.shape[0] > _PIXELS or values.shape[1] > _PIXELS:
        caption = caption.also(f"Cells are means of neighbors: {_times(values.shape)}.")
        shown = _averaged(values)
    else:
        shown = values
    finite = shown[np.isfinite(shown)]
    below_zero = bool(finite.size and finite.min() < 0) if diverging is None else diverging
    states = list(dict.fromkeys(strip)) if strip is not None else []
    tall = height if height is not None else _height(values.shape, rows, columns)
    with drawing():
        states_named = [f"{strip_label} {state}".strip() for state in states[: len(SERIES)]]
        above = 0.25 + legend_height(states_named) if states else 0.0
        figure, _ = framed(caption, height=tall + above)
        if strip is not None:
            band, axes = figure.subplots(2, 1, sharex=True, height_ratios=(0.16, tall))
        else:
            band, axes = None, figure.subplots()
        extent = (*_extent(columns, len(columns)), *reversed(_extent(rows, len(rows))))
        norm: Any = None
        if below_zero:
            most = float(np.abs(finite).max(initial=0)) or 1.0
            norm = TwoSlopeNorm(0.0, -most, most)
        picture = axes.imshow(
            shown,
            cmap=DIVERGING if below_zero else SEQUENTIAL,
            norm=norm,
            aspect="auto",
            extent=extent,
            interpolation="nearest" if max(values.shape) <= 200 else "auto",
            **({} if below_zero else {"vmin": min(0.0, float(finite.min(initial=0)))}),
        )
        _side(axes, rows, vertical=True)
        _side(axes, columns, vertical=False)
        if max(values.shape) <= _NUMBERS and not (dated(rows) or dated(columns)):
            _write_numbers(axes, values, picture)
        for spine in axes.spines.values():
            spine.set_visible(False)
        bar = figure.colorbar(picture, ax=axes, fraction=0.035, pad=0.015, aspect=28)
        bar.outline.set_visible(False)
        bar.set_label(label)
        if band is not None and strip is not None:
            _strip(band, columns, strip, states, states_named)
        return figure


def _height(shape: tuple[int, ...], rows: Sequence[Any], columns: Sequence[Any]) -> float:
    if dated(rows) or dated(columns):
        return 5.0 if dated(rows) and dated(columns) else min(8.0, 1.2 + 0.2 * shape[0])
    longest = max((len(str(c)) for c in columns), default=0)
    return min(9.0, 0.9 + 0.235 * min(shape[0], _MOST) + min(1.4, 0.07 * longest))


def _extent(side: Sequence[Any], many: int) -> tuple[float, float]:
    if not dated(side) or many < 2:
        return (-0.5, max(many, 1) - 0.5)
    days = places(side)
    half = (days[-1] - days[0]) / (many - 1) / 2
    return float(days[0] - half), float(days[-1] + half)


def _side(axes: Axes, side: Sequence[Any], *, vertical: bool) -> None:
    if dated(side) and len(side) > 1:
        on_dates(axes, vertical=vertical)
        return
    every = max(1, -(-len(side) // _MOST))
    every_so_often = range(0, len(side), every)
    names = [shortened(str(side[i]), _NAME, 8) for i in every_so_often]
    if vertical:
        axes.set_yticks(list(every_so_often), names, color=INK, fontsize=8)
        axes.tick_params(axis="y", length=0)
    else:
        upright = sum(len(name) for name in names) > 70
        axes.set_xticks(
            list(every_so_often),
            names,
            color=INK,
            fontsize=8,
            rotation=50 if upright else 0,
            ha="right" if upright else "center",
            rotation_mode="anchor" if upright else "default",
        )
        axes.tick_params(axis="x", length=0)


def _write_numbers(axes: Axes, values: np.ndarray, picture: Any) -> None:
    for (i, j), value in np.ndenumerate(values):
        if np.isfinite(value) and value:
            red, green, blue, _ = picture.cmap(picture.norm(value))
            dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.58
            axes.text(
                j,
                i,
                written(float(value)),
                ha="center",
                va="center_baseline",
                fontsize=7,
                color="#ffffff" if dark else INK,
            )


def _strip(
    axes: Axes,
    columns: Sequence[Any],
    strip: Sequence[object],
    states: list[object],
    names: list[str],
) -> None:
    numbers = np.array([[states.index(state) % len(SERIES) for state in strip]])
    axes.imshow(
        numbers,
        cmap=ListedColormap(SERIES),
        vmin=-0.5,
        vmax=len(SERIES) - 0.5,
        aspect="auto",
        extent=(*_extent(columns, len(strip)), 0.0, 1.0),
        interpolation="nearest",
    )
    left, right = _extent(columns, len(strip))
    runs = np.flatnonzero(np.r_[True, numbers[0, 1:] != numbers[0, :-1], True])
    for start, stop in pairwise(runs.tolist()):
        if (stop - start) / len(strip) > 0.03:
            middle = left + (right - left) * (start + stop) / 2 / len(strip)
            words = shortened(str(strip[start]), 5.0 * (stop - start) / len(strip), 7.5)
            axes.text(middle, 0.45, words, color="#ffffff", fontsize=7.5, ha="center", va="center")
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    legend(axes, names, [Patch(color=SERIES[i]) for i in range(len(names))])


def _averaged(values: np.ndarray) -> np.ndarray:
    """Average blocks of neighbors, so that no side has more than 1,500 cells."""
    edges = [np.linspace(0, n, min(n, _PIXELS) + 1).astype(int)[:-1] for n in values.shape]
    there = np.isfinite(values)
    total, many = np.where(there, values, 0.0), there.astype(float)
    for axis, starts in enumerate(edges):
        total = np.add.reduceat(total, starts, axis=axis)
        many = np.add.reduceat(many, starts, axis=axis)
    means: np.ndarray = np.divide(total, many, out=np.full_like(total, np.nan), where=many > 0)
    return means


def _times(shape: tuple[int, ...]) -> str:
    return " × ".join(f"{n:,}" for n in shape) + " values"
