"""How do many named things compare? ``intervals`` (dot and whisker), ``bars`` (stacked, or to both sides)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import ArrayLike

from dissensus.report.charts.fit import shortened
from dissensus.report.charts.frame import Caption, framed
from dissensus.report.charts.scales import legend, legend_height, written
from dissensus.report.charts.style import (
    AGREE,
    DISAGREE,
    HATCHES,
    INK,
    MARKERS,
    RULE,
    SERIES,
    SOFT,
    drawing,
)

__all__ = ["bars", "intervals"]

_ROW: Final = 0.235  # inches for one name
_NAME: Final = 2.6  # inches for the longest name
_ROOM: Final = 4.2  # inches for the legend, right of the names
_SIZE: Final = 8.5


def intervals(
    labels: Sequence[str],
    value: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    caption: Caption,
    xlabel: str = "",
    groups: Sequence[str] | None = None,
    zero: float | None = 0.0,
    most: int = 80,
) -> Figure:
    """Draw one dot with its interval per label, from top to bottom in the given order.

    ``groups`` gives each label a color and a marker, ``zero`` is where the upright line stands (None for
    none). Of more than ``most`` labels the first are drawn, which the caption says.
    Cost: O(labels).
    """
    shown = min(len(labels), most)
    if shown < len(labels):
        caption = caption.also(f"Shown are the first {shown:,} of {len(labels):,}.")
    middle, left, right = (np.asarray(v, dtype=float)[:shown] for v in (value, low, high))
    kinds = list(dict.fromkeys(groups[:shown])) if groups is not None else [""]
    with drawing():
        figure, _ = framed(caption, height=max(1.2, _ROW * shown + 0.55) + _legend(kinds))
        axes = figure.subplots()
        for row in range(shown):
            number = kinds.index(groups[row]) % len(SERIES) if groups is not None else 0
            color = SERIES[number]
            axes.plot([left[row], right[row]], [row, row], color=color, linewidth=1.4, alpha=0.75)
            axes.plot(middle[row], row, marker=MARKERS[number], color=color, markersize=5)
        if zero is not None:
            axes.axvline(zero, color=SOFT, linewidth=0.7, zorder=0)
        _rows(axes, labels[:shown])
        axes.set_xlabel(xlabel)
        if len(kinds) > 1:
            legend(
                axes,
                kinds,
                [
                    Line2D([], [], color=SERIES[i % len(SERIES)], marker=MARKERS[i % len(MARKERS)])
                    for i in range(len(kinds))
                ],
                room=_ROOM,
            )
        return figure


def bars(
    labels: Sequence[str],
    parts: Mapping[str, ArrayLike],
    *,
    caption: Caption,
    xlabel: str = "",
    left: Sequence[str] = (),
    most: int = 60,
) -> Figure:
    """Draw one bar per label, stacked of ``parts``, from top to bottom in the given order.

    The parts named in ``left`` go to the left of zero and are orange, the others go to the right: so
    agreement and disagreement stand on two sides. Each part has a hatch of its own and its number in it
    where there is room. Of more than ``most`` labels the first are drawn, which the caption says.
    Cost: O(labels × parts).
    """
    shown = min(len(labels), most)
    if shown < len(labels):
        caption = caption.also(f"Shown are the first {shown:,} of {len(labels):,}.")
    values = {name: np.asarray(v, dtype=float)[:shown] for name, v in parts.items()}
    colors = _colors(list(parts), left)
    # What stands to the right of zero is told apart from the left by its side; its first part is plain.
    plain_first = sorted(parts, key=lambda name: name in left)
    hatches = [HATCHES[plain_first.index(name) % len(HATCHES)] for name in parts]
    with drawing():
        figure, _ = framed(caption, height=max(1.2, _ROW * shown + 0.55) + _legend(list(parts)))
        axes = figure.subplots()
        rightwards, leftwards = np.zeros(shown), np.zeros(shown)
        longest = max(
            sum((v for n, v in values.items() if n in left), np.zeros(shown)).max(initial=0)
            + sum((v for n, v in values.items() if n not in left), np.zeros(shown)).max(initial=0),
            1e-12,
        )
        handles: list[Artist] = []
        for number, (name, amount) in enumerate(values.items()):
            to_left = name in left
            start = leftwards if to_left else rightwards
            wide = -amount if to_left else amount
            look: dict[str, Any] = {
                "facecolor": colors[number],
                "hatch": hatches[number],
                "edgecolor": "#ffffff90",
                "linewidth": 0.0,
            }
            axes.barh(np.arange(shown), wide, left=start, height=0.72, **look)
            handles.append(Patch(**look))
            _numbers(axes, start, wide, amount, longest, colors[number])
            start += wide
        if left:
            axes.axvline(0, color=INK, linewidth=0.7)
            axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: written(abs(v))))
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=_whole(values)))
        _rows(axes, labels[:shown])
        axes.set_xlabel(xlabel)
        if len(parts) > 1:
            legend(axes, list(parts), handles, room=_ROOM)
        return figure


def _rows(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(
        np.arange(len(labels)), [shortened(label, _NAME, _SIZE) for label in labels], color=INK
    )
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=RULE)


def _legend(names: Sequence[str]) -> float:
    return legend_height(names, room=_ROOM) if len(names) > 1 else 0.0


def _colors(names: Sequence[str], left: Sequence[str]) -> list[str]:
    if not left:
        return [SERIES[i % len(SERIES)] for i in range(len(names))]
    others = iter([c for c in SERIES if c not in (AGREE, DISAGREE)] * len(names))
    first_left, first_right = True, True
    colors = []
    for name in names:
        if name in left and first_left:
            colors.append(DISAGREE)
            first_left = False
        elif name not in left and first_right:
            colors.append(AGREE)
            first_right = False
        else:
            colors.append(next(others))
    return colors


def _numbers(
    axes: Axes,
    start: np.ndarray,
    wide: np.ndarray,
    amount: np.ndarray,
    longest: float,
    color: str,
) -> None:
    """Write each number into its bar, where it is wide enough for it."""
    for row in range(len(amount)):
        words = written(float(amount[row]))
        if amount[row] and amount[row] / longest > 0.02 * len(words) + 0.01:
            axes.text(
                start[row] + wide[row] / 2,
                row,
                words,
                ha="center",
                va="center_baseline",
                fontsize=7,
                color="#ffffff",
                bbox={"facecolor": color, "edgecolor": "none", "pad": 1.0},
            )


def _whole(values: Mapping[str, np.ndarray]) -> bool:
    return all(np.all(v == np.round(v)) for v in values.values())
