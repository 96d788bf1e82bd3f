"""When is a series in which state? ``states``: distances between times, the states as a strip, and the path on a plane"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from dissensus.report.charts.frame import Caption, framed
from dissensus.report.charts.scales import legend, legend_height, on_dates, places
from dissensus.report.charts.style import INK, MARKERS, MUTED, PAPER, SEQUENTIAL, SERIES, drawing

__all__ = ["states"]

_TALL: Final = 3.3
_STRIP: Final = 0.17
_MOST_DOTS: Final = 400
_ROOM: Final = 3.2
_NAMED: Final = 0.05  # share of the strip beyond which a stretch bears its number


def states(
    distances: ArrayLike,
    dates: Sequence[date],
    numbers: Sequence[int],
    x: ArrayLike,
    y: ArrayLike,
    *,
    caption: Caption,
    label: str = "distance",
) -> Figure:
    """Draw the distances between times (darker is farther) below a strip of states, and the path through a plane.

    ``numbers`` are the states, from 1, each with a color and a marker of its own; on the strip long enough stretches bear
    their number. ``x`` and ``y`` place each time on the plane; the first and the last are named, and of more than 400
    dots every second, third, ... is set. ``label`` names the scale of the distances. Cost: O(times²).
    """
    apart = np.asarray(distances, dtype=float)
    which = np.asarray(numbers) - 1
    names = [f"state {number}" for number in range(1, int(which.max(initial=0)) + 2)]
    with drawing():
        above = legend_height(names, room=_ROOM)
        figure, _ = framed(caption, height=_TALL + _STRIP + above)
        grid = figure.add_gridspec(2, 2, height_ratios=(_STRIP, _TALL), width_ratios=(1.12, 1.0))
        band = figure.add_subplot(grid[0, 0])
        axes = figure.add_subplot(grid[1, 0], sharex=band)
        plane = figure.add_subplot(grid[:, 1])
        ends = _ends(dates)
        picture = axes.imshow(
            apart,
            cmap=SEQUENTIAL,
            vmin=0.0,
            aspect="auto",
            extent=(ends[0], ends[1], ends[1], ends[0]),
            interpolation="nearest" if len(apart) <= 200 else "auto",
        )
        on_dates(axes)
        on_dates(axes, vertical=True)
        for spine in axes.spines.values():
            spine.set_visible(False)
        bar = figure.colorbar(
            picture, ax=axes, location="bottom", fraction=0.045, pad=0.015, aspect=34
        )
        bar.outline.set_visible(False)
        bar.set_label(label)
        _strip(band, which, ends)
        _path(plane, which, np.asarray(x, dtype=float), np.asarray(y, dtype=float), dates)
        handles = [
            Line2D([], [], linestyle="none", color=_color(n), marker=MARKERS[n % len(MARKERS)])
            for n in range(len(names))
        ]
        legend(plane, names, handles, room=_ROOM)
        return figure


def _ends(dates: Sequence[date]) -> tuple[float, float]:
    days = places(dates)
    half = (days[-1] - days[0]) / max(len(days) - 1, 1) / 2 or 0.5
    return float(days[0] - half), float(days[-1] + half)


def _color(number: int) -> str:
    return SERIES[number % len(SERIES)]


def _strip(axes: Axes, which: NDArray[np.int64], ends: tuple[float, float]) -> None:
    axes.imshow(
        which[None, :] % len(SERIES),
        cmap=ListedColormap(SERIES),
        vmin=-0.5,
        vmax=len(SERIES) - 0.5,
        aspect="auto",
        extent=(ends[0], ends[1], 0.0, 1.0),
        interpolation="nearest",
    )
    runs = np.flatnonzero(np.r_[True, which[1:] != which[:-1], True])
    for start, stop in pairwise(runs.tolist()):
        if (stop - start) / len(which) > _NAMED:
            middle = ends[0] + (ends[1] - ends[0]) * (start + stop) / 2 / len(which)
            axes.text(
                middle,
                0.46,
                str(which[start] + 1),
                color=PAPER,
                fontsize=7.5,
                ha="center",
                va="center",
            )
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _path(
    axes: Axes,
    which: NDArray[np.int64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    dates: Sequence[date],
) -> None:
    axes.plot(x, y, color=MUTED, linewidth=0.7, zorder=1)
    shown = np.zeros(len(which), bool)
    shown[:: -(-len(which) // _MOST_DOTS) or 1] = True
    for number in range(int(which.max(initial=0)) + 1):
        here = shown & (which == number)
        axes.scatter(
            x[here],
            y[here],
            s=18,
            color=_color(number),
            marker=MARKERS[number % len(MARKERS)],
            edgecolors=PAPER,
            linewidths=0.3,
            zorder=2,
        )
    for at in (0, len(which) - 1):
        axes.annotate(
            f"{dates[at]:%Y-%m-%d}",
            (x[at], y[at]),
            xytext=(0, 7),
            textcoords="offset points",
            ha="center",
            fontsize=7.5,
            color=INK,
            zorder=3,
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 0.8},
        )
    axes.set_aspect("equal", adjustable="datalim")
    axes.margins(0.1)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlabel("near on the plane: alike")
