"""How does something change? ``lines``: series over time or any number, with bands, marks and a panel below"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from dissensus.report.charts.fit import shortened, wrapped
from dissensus.report.charts.frame import Caption, framed
from dissensus.report.charts.scales import dated, on_dates, places
from dissensus.report.charts.style import DASHES, INK, MARKERS, MUTED, RULE, SERIES, SOFT, drawing

__all__ = ["lines"]

_NAMED: Final = len(SERIES)
_SIZE: Final = 8.5
_BARS: Final = 80


def lines(
    x: Sequence[date] | ArrayLike,
    series: Mapping[str, ArrayLike],
    *,
    caption: Caption,
    xlabel: str = "",
    ylabel: str = "",
    bands: Mapping[str, tuple[ArrayLike, ArrayLike]] | None = None,
    below: tuple[str, ArrayLike] | None = None,
    marks: Sequence[tuple[Any, str]] = (),
    limits: tuple[float | None, float | None] | None = None,
    steps: bool = False,
    height: float = 3.4,
) -> Figure:
    """Draw one line per series over ``x`` (dates, datetimes or numbers); NaN leaves a gap.

    ``bands`` gives a series its lower and upper bound, ``below`` is the name and the values of a panel of
    bars under the lines (such as statements per slice), ``marks`` are vertical lines with a word each,
    ``limits`` the range of y. Each line bears its name at its end; from the ninth on, lines are gray and
    unnamed, which the caption says. Cost: O(points).
    """
    if len(series) > _NAMED:
        caption = caption.also(f"{len(series) - _NAMED} further series are drawn in gray.")
    with drawing():
        figure, _ = framed(caption, height=height + (0.9 if below else 0.0))
        if below:
            axes, under = figure.subplots(2, 1, sharex=True, height_ratios=(height, 0.8))
        else:
            axes, under = figure.subplots(), None
        across = places(x)
        named = list(series)[:_NAMED]
        for name in [*list(series)[_NAMED:], *named]:
            number = named.index(name) if name in named else -1
            _line(axes, across, np.asarray(series[name], dtype=float), number, steps=steps)
            if bands and name in bands:
                low, high = (np.asarray(b, dtype=float) for b in bands[name])
                color = SERIES[number] if number >= 0 else MUTED
                axes.fill_between(
                    across, low, high, color=color, alpha=0.16, linewidth=0, step=_step(steps)
                )
        axes.grid(axis="y")
        if limits:
            axes.set_ylim(*limits)
        elif not series:
            axes.set_ylim(0, 1)
        axes.margins(x=0.015)
        axes.set_ylabel(ylabel)
        if len(across):
            axes.set_xlim(*_span(across, barred=below is not None))
        _marks(axes, marks)
        if len(series) > 1:
            ends = {name: np.asarray(series[name], dtype=float) for name in named}
            _names(axes, across, ends)
        last = axes
        if under is not None and below:
            _below(under, across, *below)
            last = under
            axes.tick_params(axis="x", length=0)
        last.set_xlabel(xlabel)
        if dated(x):
            on_dates(last)
        return figure


def _span(across: np.ndarray, *, barred: bool) -> tuple[float, float]:
    low, high = float(across.min()), float(across.max())
    room = 0.015 * (high - low) or 0.5
    if barred and len(across) > 1:  # half a bar at each end
        room = max(room, 0.5 * float(np.median(np.diff(across))))
    return low - room, high + room


def _step(steps: bool) -> Any:
    return "post" if steps else None


def _line(axes: Axes, x: np.ndarray, y: np.ndarray, number: int, *, steps: bool) -> None:
    named = number >= 0
    axes.plot(
        x,
        y,
        color=SERIES[number] if named else MUTED,
        linestyle=DASHES[number] if named else "solid",
        linewidth=1.7 if named else 0.8,
        drawstyle="steps-post" if steps else "default",
        # Few points are told apart from what only lies between them.
        marker=MARKERS[number] if named and len(x) <= 40 else None,
        markersize=3.8,
        solid_capstyle="round",
        zorder=3 if named else 2,
    )
    # A value between two gaps has no line; it is a dot.
    there = np.isfinite(y)
    alone = there & ~np.r_[False, there[:-1]] & ~np.r_[there[1:], False]
    if alone.any() and len(x) > 40:
        axes.plot(x[alone], y[alone], ".", color=SERIES[number] if named else MUTED, markersize=3)


def _marks(axes: Axes, marks: Sequence[tuple[Any, str]]) -> None:
    for place, words in marks:
        axes.axvline(place, color=SOFT, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
        axes.annotate(
            shortened(words, 1.6, 7.5),
            (place, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(3, -3),
            textcoords="offset points",
            fontsize=7.5,
            color=SOFT,
            va="top",
            rotation=90,
            bbox={"facecolor": "#ffffff", "edgecolor": "none", "alpha": 0.6, "pad": 1},
            zorder=5,
        )


def _names(axes: Axes, x: np.ndarray, series: Mapping[str, np.ndarray]) -> None:
    """Set each name at the end of its line, moved apart where they would touch."""
    low, high = axes.get_ylim()
    words = {name: wrapped(name, 1.7, _SIZE, most=2) for name in series}
    tallest = max((len(w) for w in words.values()), default=1)
    share = 0.056 * tallest * (high - low)  # the height of a name
    ends = []
    for number, (name, y) in enumerate(series.items()):
        there = np.flatnonzero(np.isfinite(y))
        if len(there):
            ends.append((float(y[there[-1]]), float(x[there[-1]]), number, name))
    ends.sort()
    heights = _apart([end[0] for end in ends], share)
    for (y_end, _, number, name), place in zip(ends, heights, strict=True):
        axes.annotate(
            "\n".join(words[name]),
            (1.0, y_end),
            xycoords=("axes fraction", "data"),
            xytext=(1.025, place),
            textcoords=("axes fraction", "data"),
            fontsize=_SIZE,
            color=SERIES[number],
            va="center",
            arrowprops={
                "arrowstyle": "-",
                "color": SERIES[number],
                "linewidth": 0.6,
                "shrinkA": 1,
                "shrinkB": 0,
            },
            annotation_clip=False,
        )


def _apart(heights: Sequence[float], least: float) -> list[float]:
    """Move sorted heights as little as keeps them ``least`` apart (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []  # mean of (height - rank × least), how many
    for rank, height in enumerate(heights):
        mean, many = height - rank * least, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, many = (before * count + mean * many) / (count + many), count + many
        pools.append((mean, many))
    flat = [mean for mean, many in pools for _ in range(many)]
    return [mean + rank * least for rank, mean in enumerate(flat)]


def _below(axes: Axes, x: np.ndarray, name: str, values: ArrayLike) -> None:
    heights = np.asarray(values, dtype=float)
    gaps = np.diff(x)
    wide = float(np.median(gaps)) * 0.9 if len(gaps) else 0.8
    if len(x) > _BARS:  # so many bars are one shape; drawn apart they would flicker
        axes.fill_between(x, heights, step="mid", color=MUTED, linewidth=0)
        axes.set_ylim(bottom=0)
    else:
        axes.bar(x, heights, width=wide, color=MUTED, linewidth=0)
    axes.yaxis.set_major_locator(MaxNLocator(2, integer=True))
    axes.set_ylabel(shortened(name, 1.2, _SIZE), color=INK)
    axes.grid(axis="y", color=RULE)
