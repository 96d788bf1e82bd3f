"""What does a network look like on paper? ``network``: nodes with names, ties by sign and weight, coalitions

Agreement is blue and solid, disagreement orange and dashed, both in balance gray and dotted. Width is
weight, area is size. The same network gives the same picture, whatever the order of its ties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Patch, Polygon
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import ConvexHull, QhullError

from dissensus.report.charts.fit import one_line, width_of, wrapped
from dissensus.report.charts.frame import WIDTH, Caption, framed
from dissensus.report.charts.scales import legend, legend_height
from dissensus.report.charts.style import (
    AGREE,
    BOTH,
    DISAGREE,
    HULL,
    INK,
    PAPER,
    RULE,
    SOFT,
    drawing,
)
from dissensus.report.layout import place

__all__ = ["TIES", "network"]

Floats = NDArray[np.float64]

# What a tie says: its color, dash and where it lies.
TIES: Final[dict[str, tuple[str, Any, int]]] = {
    "plain": (SOFT, "solid", 1),
    "both": (BOTH, (0, (1, 1.4)), 2),
    "disagreement": (DISAGREE, (0, (4, 1.8)), 3),
    "agreement": (AGREE, "solid", 4),
}
_PULL: Final = {"agreement": 1.0, "plain": 1.0, "both": 0.4, "disagreement": 0.06}

_SIZE: Final = 8.0  # points
_LINE: Final = 1.2 * _SIZE
_NAME: Final = 1.3  # inches
_LARGEST: Final = 14.0  # points, radius
_SMALLEST: Final = 3.5
_WIDEST: Final = 4.5
_THINNEST: Final = 0.7
_MARGIN: Final = 14.0
_FILL: Final = "#8d877b"
_DOTS: Final = (0, (1, 1.2))
_SPREAD: Final = 0.95


def network(
    labels: Sequence[str],
    source: ArrayLike,
    target: ArrayLike,
    weight: ArrayLike,
    *,
    caption: Caption,
    kinds: Sequence[str] = (),
    words: Mapping[str, str] | None = None,
    sizes: ArrayLike | None = None,
    second: Sequence[bool] = (),
    modes: tuple[str, str] = ("", ""),
    groups: Sequence[str] = (),
    dotted: Sequence[bool] = (),
    directed: bool = False,
    positions: ArrayLike | None = None,
    most_nodes: int = 40,
    most_ties: int = 120,
) -> Figure:
    """Draw the strongest part of a network.

    ``source`` and ``target`` are places in ``labels``; ``kinds`` says per tie ``agreement``,
    ``disagreement``, ``both`` or ``plain``, which ``words`` may call otherwise; ``weight`` is how wide, its sign is not looked at.
    ``second`` marks the nodes of a second mode, drawn as squares, ``modes`` names both. ``groups`` puts
    nodes into coalitions ("" into none), ``dotted`` marks nodes nobody reviewed. ``positions`` (rows x, y;
    upward) keeps nodes where they were. Drawn are the ``most_nodes`` largest nodes with ties, and of their
    ties each one's strongest first; the caption counts the rest. Cost: O(n³ + 400 n²) for n nodes drawn.
    """
    ends = np.column_stack([np.asarray(source, np.int64), np.asarray(target, np.int64)])
    heavy = np.abs(np.asarray(weight, dtype=np.float64))
    heavy[~np.isfinite(heavy)] = 0.0  # drawn, but as thin as can be
    said = list(kinds) if len(kinds) else ["plain"] * len(heavy)
    size = _sizes(len(labels), ends, heavy, sizes)
    kept = _nodes(labels, ends, size, most_nodes)
    new = {int(old): place for place, old in enumerate(kept)}
    order = _ties(labels, ends, heavy, said, kept)
    drawn = _strongest(ends[order], order, min(most_ties, 4 * len(kept)))
    caption = caption.also(_left_out(len(labels) - len(kept), len(heavy) - len(drawn)))
    names = [wrapped(labels[i], _NAME, _SIZE) for i in kept]
    radii = _radii(size[kept])
    group = [groups[i] if len(groups) else "" for i in kept]
    boxes = _boxes(names, radii)
    if positions is not None:
        points = _scaled(np.asarray(positions, dtype=np.float64)[kept], boxes)
    else:
        nearness = np.zeros((len(kept), len(kept)))
        for tie in order:
            a, b = (new[int(end)] for end in ends[tie])
            nearness[a, b] += _PULL[said[tie]] * heavy[tie]
        letters = sorted(set(group) - {""})
        numbers = [
            letters.index(g) if g else (-1 - i if letters else 0) for i, g in enumerate(group)
        ]
        points = place(
            nearness,
            groups=numbers,
            widths=boxes[:, 0].tolist(),
            heights=boxes[:, 1].tolist(),
            spread=_SPREAD,
        )
        points[:, 1] *= -1  # upward
    # A node's box reaches from its top to the last line of its name.
    centers = points + np.column_stack([np.zeros(len(kept)), boxes[:, 1] / 2 - radii])
    low = (points - boxes / 2).min(axis=0, initial=0.0) - _MARGIN
    high = (points + boxes / 2).max(axis=0, initial=0.0) + _MARGIN
    high[1] += 12.0 if any(group) else 0.0
    wide, tall = (high - low) / 72
    more = max(0.0, WIDTH - 0.24 - wide) * 36  # a narrow picture stands in the middle
    low[0], high[0] = low[0] - more, high[0] + more
    with drawing():
        cues = _cues(
            [said[t] for t in drawn], words or {}, modes if len(second) else ("", ""), dotted
        )
        above = legend_height(list(cues))
        high_enough = max(tall, 1.0)
        figure, room = framed(
            caption, height=high_enough + above, width=max(WIDTH, wide + 0.24), fitted=False
        )
        share = high_enough / (high_enough + above)
        axes = figure.add_axes((room[0], room[1], room[2], room[3] * share))
        axes.set_axis_off()
        axes.set_xlim(low[0], high[0])
        axes.set_ylim(low[1], high[1])
        _hulls(axes, points, boxes, group)
        widths = _widths(heavy, drawn)
        for tie, width in sorted(
            zip(drawn, widths, strict=True), key=lambda t: (TIES[said[t[0]]][2], t[1])
        ):
            a, b = (new[int(end)] for end in ends[tie])
            _tie(axes, centers[[a, b]], radii[[a, b]], said[tie], width, directed=directed)
        for i, old in enumerate(kept):
            square = bool(len(second) and second[old])
            doubted = bool(len(dotted) and dotted[old])
            _node(axes, centers[i], float(radii[i]), names[i], square=square, dotted=doubted)
        if cues:
            legend(axes, list(cues), list(cues.values()))
        return figure


def _sizes(n: int, ends: NDArray[np.int64], heavy: Floats, sizes: ArrayLike | None) -> Floats:
    if sizes is not None:
        return np.asarray(sizes, dtype=np.float64)
    strength = np.zeros(n)
    np.add.at(strength, ends.ravel(), np.repeat(heavy, 2))
    return strength


def _nodes(
    labels: Sequence[str], ends: NDArray[np.int64], size: Floats, most: int
) -> NDArray[np.int64]:
    """Choose the largest nodes with ties, in order of name; all nodes where there are no ties."""
    there = np.unique(ends) if len(ends) else np.arange(len(labels))
    ranked = sorted(there.tolist(), key=lambda i: (-size[i], labels[i], i))[:most]
    return np.array(sorted(ranked, key=lambda i: (labels[i], i)), dtype=np.int64)


def _ties(
    labels: Sequence[str],
    ends: NDArray[np.int64],
    heavy: Floats,
    said: Sequence[str],
    kept: NDArray[np.int64],
) -> list[int]:
    """Return the ties among the nodes kept, strongest first."""
    drawn = np.zeros(len(labels), dtype=bool)
    drawn[kept] = True
    among = np.flatnonzero(drawn[ends].all(axis=1)).tolist()
    return sorted(among, key=lambda t: (-heavy[t], *(labels[int(e)] for e in ends[t]), said[t]))


def _strongest(ends: NDArray[np.int64], order: Sequence[int], most: int) -> list[int]:
    """Choose ties so that no node loses its strongest one."""
    reached: set[int] = set()
    first: list[int] = []
    others: list[int] = []
    for (a, b), tie in zip(ends.tolist(), order, strict=True):
        (others if {a, b} <= reached else first).append(tie)
        reached |= {a, b}
    return [*first, *others[: max(0, most - len(first))]]


def _left_out(nodes: int, ties: int) -> str:
    parts = [
        f"{many:,} {what}{'s' * (many != 1)}"
        for many, what in ((nodes, "node"), (ties, "tie"))
        if many
    ]
    return f"Not drawn: {' and '.join(parts)}." if parts else ""


def _radii(size: Floats) -> Floats:
    most = float(size.max(initial=0.0)) or 1.0
    radii: Floats = np.maximum(_SMALLEST, _LARGEST * np.sqrt(np.maximum(size, 0.0) / most))
    return radii


def _boxes(names: Sequence[Sequence[str]], radii: Floats) -> Floats:
    widths = [
        max(2 * r, *(72 * width_of(line, _SIZE) for line in name)) + 6
        for name, r in zip(names, radii.tolist(), strict=True)
    ]
    heights = [2 * r + _LINE * len(name) + 5 for name, r in zip(names, radii.tolist(), strict=True)]
    return np.column_stack([widths, heights]) if len(widths) else np.zeros((0, 2))


def _scaled(points: Floats, boxes: Floats) -> Floats:
    """Give positions of any unit room for the boxes."""
    if not len(points):
        return points
    spread = np.ptp(points, axis=0).max() or 1.0
    area = float(np.sum((boxes[:, 0] + 10) * (boxes[:, 1] + 10)))
    scaled: Floats = (points - points.mean(axis=0)) * (1.6 * np.sqrt(area) / spread)
    return scaled


def _widths(heavy: Floats, drawn: Sequence[int]) -> list[float]:
    most = max((float(heavy[t]) for t in drawn), default=1.0) or 1.0
    return [max(_THINNEST, _WIDEST * float(heavy[t]) / most) for t in drawn]


def _tie(
    axes: Axes, points: Floats, radii: Floats, kind: str, width: float, *, directed: bool
) -> None:
    color, dash, level = TIES[kind]
    ends: list[tuple[float, float]] = [(float(x), float(y)) for x, y in points]
    look: dict[str, Any] = {
        "posA": ends[0],
        "posB": ends[1],
        "connectionstyle": "arc3,rad=0.14" if directed else "arc3",
        "shrinkA": float(radii[0]),
        "color": color,
        "alpha": 0.8,
        "zorder": 1 + level / 10,
    }
    head = 4.0 + 1.5 * width  # points
    axes.add_patch(
        FancyArrowPatch(
            arrowstyle="-",
            shrinkB=float(radii[1]) + (0.8 * head if directed else 0.0),
            linewidth=width,
            linestyle=dash,
            capstyle="butt",
            **look,
        )
    )
    if directed:  # by itself, so that a dashed tie has a whole head
        tip = f"-|>,head_length={head:.1f},head_width={0.42 * head:.1f}"
        axes.add_patch(
            FancyArrowPatch(
                arrowstyle=tip, shrinkB=float(radii[1]) + 1.0, linewidth=0, mutation_scale=1, **look
            )
        )


def _node(
    axes: Axes, at: Floats, radius: float, name: Sequence[str], *, square: bool, dotted: bool
) -> None:
    axes.scatter(
        [float(at[0])],
        [float(at[1])],
        s=((1.77 if square else 2.0) * radius) ** 2,  # equal areas
        marker="s" if square else "o",
        facecolors=PAPER if square or dotted else _FILL,
        edgecolors=INK,
        linewidths=1.1,
        linestyles=_DOTS if dotted else "solid",
        zorder=3,
    )
    for number, line in enumerate(name):
        axes.annotate(
            one_line(line),
            (float(at[0]), float(at[1])),
            xytext=(0, -radius - 2.5 - _LINE * number),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=_SIZE,
            color=INK,
            zorder=4,
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.72, "pad": 0.4},
        )


def _hulls(axes: Axes, points: Floats, boxes: Floats, group: Sequence[str]) -> None:
    for letter in sorted(set(group) - {""}):
        here = [i for i, g in enumerate(group) if g == letter]
        corners = np.concatenate(
            [points[here] + boxes[here] / 2 * np.array(sign) for sign in _CORNERS]
        )
        try:
            outline = corners[ConvexHull(corners).vertices]
        except QhullError:  # a flat coalition: its boxes' outline is a line
            outline = corners
        # A wide edge makes round corners; the wider one beneath is the rim.
        for color, width in ((RULE, 16.0), (HULL, 14.5)):
            axes.add_patch(
                Polygon(
                    outline,
                    color=color,
                    linewidth=width,
                    joinstyle="round",
                    capstyle="round",
                    zorder=0,
                )
            )
        top = outline[np.lexsort((outline[:, 0], -outline[:, 1]))[0]]
        axes.text(
            float(outline[:, 0].mean()),
            float(top[1]) + 1,
            letter,
            fontsize=10,
            fontweight="bold",
            color=SOFT,
            ha="center",
            va="bottom",
            zorder=0.5,
        )


_CORNERS: Final = ((1, 1), (1, -1), (-1, 1), (-1, -1))


def _cues(
    said: Sequence[str], words: Mapping[str, str], modes: tuple[str, str], dotted: Sequence[bool]
) -> dict[str, Artist]:
    """Name what there is to tell apart."""
    present = [kind for kind in reversed(TIES) if kind in said]
    cues: dict[str, Artist] = {
        words.get(kind, kind): Line2D(
            [], [], color=TIES[kind][0], linestyle=TIES[kind][1], linewidth=2
        )
        for kind in present
        if kind != "plain" or len(present) > 1
    }
    for mode, marker, color in zip(modes, ("o", "s"), (_FILL, PAPER), strict=True):
        if mode:
            cues[mode] = Line2D(
                [], [], linestyle="none", marker=marker, color=color, markeredgecolor=INK
            )
    if any(dotted):
        cues["not reviewed"] = Patch(facecolor=PAPER, edgecolor=INK, linestyle=_DOTS, linewidth=1.1)
    return cues
