"""Where do things lie on two scales? ``scatter``: points with names, groups, intervals, or joined to a path"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from dissensus.report.charts.fit import shortened, width_of
from dissensus.report.charts.frame import WIDTH, Caption, framed
from dissensus.report.charts.scales import legend, legend_height
from dissensus.report.charts.style import INK, MARKERS, MUTED, PAPER, RULE, SERIES, SOFT, drawing

__all__ = ["scatter"]

_LEADER: Final = {"arrowstyle": "-", "color": SOFT, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 3}

_SIZE: Final = 8.0
_SIDE: Final = 0.9  # inches for the scale at the left and the margins
_FAR: Final = 0.15  # from here on a line leads from a name to its point
# Where a name may stand, in inches from its point.
_BESIDE: Final = (
    (0.07, 0.0, "left"),
    (-0.07, 0.0, "right"),
    (0.0, 0.12, "center"),
    (0.0, -0.12, "center"),
)
_ASLANT: Final = (
    (0.05, 0.1, "left"),
    (0.05, -0.1, "left"),
    (-0.05, 0.1, "right"),
    (-0.05, -0.1, "right"),
)
_AROUND: Final = tuple(
    (distance * dx, distance * dy, "left" if dx > 0 else "right")
    for distance in (0.22, 0.38)
    for dx, dy in ((0.7, 0.7), (0.7, -0.7), (-0.7, 0.7), (-0.7, -0.7), (0.3, 1.0), (0.3, -1.0))
)


def scatter(
    labels: Sequence[str],
    x: ArrayLike,
    y: ArrayLike,
    *,
    caption: Caption,
    xlabel: str = "",
    ylabel: str = "",
    groups: Sequence[str] | None = None,
    x_interval: tuple[ArrayLike, ArrayLike] | None = None,
    y_interval: tuple[ArrayLike, ArrayLike] | None = None,
    path: bool = False,
    equal: bool = False,
    height: float = 5.0,
) -> Figure:
    """Draw a point per label; names are set where they touch no other name, else left out and counted.

    ``groups`` gives points a color and a marker; intervals are (low, high) per point; ``path`` joins the
    points in the given order; ``equal`` gives both scales the same unit. A label of "" is not written.
    Cost: O(labels²) for the names.
    """
    across, up = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    kinds = list(dict.fromkeys(groups)) if groups is not None else [""]
    numbers = np.array(
        [kinds.index(g) for g in groups] if groups is not None else [0] * len(across)
    )
    spans = (_span(across, x_interval), _span(up, y_interval))
    room = (WIDTH - _SIDE, height - 0.55)
    if equal:
        spans = _same_unit(spans, room)
    crossed = x_interval is not None or y_interval is not None
    named = _free(labels, across, up, spans, room, crossed=crossed)
    left_out = sum(1 for label in labels if label) - len(named)
    if left_out:
        caption = caption.also(f"{left_out:,} name{'s' * (left_out != 1)} had no room.")
    with drawing():
        figure, _ = framed(
            caption, height=height + (legend_height(kinds) if len(kinds) > 1 else 0.0)
        )
        axes = figure.subplots()
        axes.grid(color=RULE)
        if path:
            axes.plot(across, up, color=MUTED, linewidth=0.9, zorder=1)
        for number in range(len(kinds)):
            here = numbers == number
            color = SERIES[number % len(SERIES)]
            _whiskers(axes, across, up, here, color, x_interval, y_interval)
            axes.scatter(
                across[here],
                up[here],
                s=26,
                color=color,
                marker=MARKERS[number % len(MARKERS)],
                edgecolors="#ffffff",
                linewidths=0.5,
                zorder=3,
            )
        for place, (dx, dy, side) in named.items():
            axes.annotate(
                shortened(labels[place], 1.8, _SIZE),
                (across[place], up[place]),
                xytext=(dx * 72, dy * 72),
                textcoords="offset points",
                ha=side,
                va="center",
                fontsize=_SIZE,
                color=INK,
                zorder=4,
                bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.6, "pad": 0.3},
                arrowprops={**_LEADER, "relpos": (float(side == "right"), 0.5)}
                if hypot(dx, dy) > _FAR
                else None,
            )
        axes.set_xlim(*spans[0])
        axes.set_ylim(*spans[1])
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        if len(kinds) > 1:
            handles = [
                Line2D(
                    [],
                    [],
                    linestyle="none",
                    color=SERIES[i % len(SERIES)],
                    marker=MARKERS[i % len(MARKERS)],
                )
                for i in range(len(kinds))
            ]
            legend(axes, kinds, handles)
        return figure


def _span(values: np.ndarray, interval: tuple[ArrayLike, ArrayLike] | None) -> tuple[float, float]:
    all_of = [values]
    if interval is not None:
        all_of.extend(np.asarray(v, dtype=float) for v in interval)
    finite = np.concatenate(all_of)
    finite = finite[np.isfinite(finite)]
    if not finite.size:
        return (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    room = 0.07 * (high - low) or 0.5
    return low - room, high + room


def _same_unit(
    spans: tuple[tuple[float, float], tuple[float, float]], room: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    unit = max((high - low) / inches for (low, high), inches in zip(spans, room, strict=True))
    wide, tall = (
        ((low + high - unit * inches) / 2, (low + high + unit * inches) / 2)
        for (low, high), inches in zip(spans, room, strict=True)
    )
    return wide, tall


def _free(
    labels: Sequence[str],
    x: np.ndarray,
    y: np.ndarray,
    spans: tuple[tuple[float, float], tuple[float, float]],
    room: tuple[float, float],
    *,
    crossed: bool,
) -> dict[int, tuple[float, float, str]]:
    """Choose for each name a side of its point where nothing else is; first come, first served.

    Where intervals cross at the points, names stand aslant of them.
    """
    px = (x - spans[0][0]) / (spans[0][1] - spans[0][0]) * room[0]
    py = (y - spans[1][0]) / (spans[1][1] - spans[1][0]) * room[1]
    tall = _SIZE / 72 * 1.15
    taken = [(a - 0.04, b - 0.04, a + 0.04, b + 0.04) for a, b in zip(px, py, strict=True)]
    boxes = np.array(taken).reshape(-1, 4)
    found: dict[int, tuple[float, float, str]] = {}
    near = (*_ASLANT, *_BESIDE) if crossed else (*_BESIDE, *_ASLANT)
    for place, label in enumerate(labels):
        if not label or not np.isfinite(px[place] + py[place]):
            continue
        wide = width_of(shortened(label, 1.8, _SIZE), _SIZE)
        for dx, dy, side in (*near, *_AROUND):
            start = px[place] + dx - {"left": 0.0, "right": wide, "center": wide / 2}[side]
            box = (start, py[place] + dy - tall / 2, start + wide, py[place] + dy + tall / 2)
            if box[0] < 0 or box[2] > room[0] or box[1] < 0 or box[3] > room[1]:
                continue
            touching = (
                (boxes[:, 0] < box[2])
                & (boxes[:, 2] > box[0])
                & (boxes[:, 1] < box[3])
                & (boxes[:, 3] > box[1])
            )
            touching[place] = False
            if not touching.any():
                boxes = np.vstack([boxes, box])
                found[place] = (dx, dy, side)
                break
    return found


def _whiskers(
    axes: Axes,
    x: np.ndarray,
    y: np.ndarray,
    here: np.ndarray,
    color: str,
    x_interval: tuple[ArrayLike, ArrayLike] | None,
    y_interval: tuple[ArrayLike, ArrayLike] | None,
) -> None:
    look: dict[str, Any] = {"colors": color, "linewidth": 0.9, "alpha": 0.45, "zorder": 2}
    if x_interval is not None:
        low, high = (np.asarray(v, dtype=float)[here] for v in x_interval)
        axes.hlines(y[here], low, high, **look)
    if y_interval is not None:
        low, high = (np.asarray(v, dtype=float)[here] for v in y_interval)
        axes.vlines(x[here], low, high, **look)
