"""What changes from one named step to the next? ``ladder``: names down the side, values stepping from row to row"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from dissensus.report.charts.fit import shortened
from dissensus.report.charts.frame import Caption, framed
from dissensus.report.charts.scales import legend, legend_height
from dissensus.report.charts.style import DASHES, INK, MARKERS, RULE, SERIES, drawing

__all__ = ["ladder"]

_ROW: Final = 0.235  # inches for one name
_NAME: Final = 2.9  # inches for the longest name
_ROOM: Final = 4.0  # inches for the legend, right of the names
_SIZE: Final = 8.5


def ladder(
    labels: Sequence[str],
    series: Mapping[str, ArrayLike],
    *,
    caption: Caption,
    xlabel: str = "",
    most: int = 80,
) -> Figure:
    """Draw one row per label, from top to bottom in the given order, and a stepped line per series.

    A line stands upright through the height of a row, at its value, and crosses to the next between them.
    Of more than ``most`` labels the first are drawn, which the caption says. Cost: O(labels × series).
    """
    shown = min(len(labels), most)
    if shown < len(labels):
        caption = caption.also(f"Shown are the first {shown:,} of {len(labels):,}.")
    names = list(series)
    with drawing():
        above = legend_height(names, room=_ROOM) if len(names) > 1 else 0.0
        figure, _ = framed(caption, height=max(1.2, _ROW * shown + 0.55) + above)
        axes = figure.subplots()
        rows = np.arange(shown)
        edges = np.repeat(np.arange(shown + 1) - 0.5, 2)[1:-1]
        handles: list[Artist] = []
        for number, name in enumerate(names):
            values = np.asarray(series[name], dtype=float)[:shown]
            look: dict[str, Any] = {"color": SERIES[number % len(SERIES)], "linewidth": 1.3}
            dash, marker = DASHES[number % len(DASHES)], MARKERS[number % len(MARKERS)]
            axes.plot(np.repeat(values, 2), edges, linestyle=dash, alpha=0.6, **look)
            axes.plot(values, rows, marker, markersize=4.4, clip_on=False, **look)
            look |= {"linestyle": dash, "marker": marker, "markersize": 4.4}
            handles.append(Line2D([], [], **look))
        axes.set_yticks(
            rows, [shortened(label, _NAME, _SIZE) for label in labels[:shown]], color=INK
        )
        axes.set_ylim(shown - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="y", color=RULE, linewidth=0.4)
        axes.grid(axis="x", color=RULE)
        axes.set_xlim(left=0.0)
        axes.margins(x=0.04)
        axes.set_xlabel(xlabel)
        if len(names) > 1:
            legend(axes, names, handles, room=_ROOM)
        return figure
