"""What does a network look like? ``Picture``: nodes, ties and hulls with their places, ready to be drawn

Node area grows with the number of statements, tie width with its weight. A node
whose statements are mostly unreviewed has a dotted outline. Nothing here depends on the order of the input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dissensus.report.evidence import Link
from dissensus.report.layout import place

__all__ = ["Actor", "Bond", "Hull", "Node", "Picture", "Stroke", "picture"]

_LARGEST: Final = 24.0  # radius in units of the drawing, about CSS pixels
_SMALLEST: Final = 5.0
_WIDEST: Final = 6.0
_LINE: Final = 15.0
_MARGIN: Final = 34.0
_WRAP: Final = 20  # characters of a name on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """What is known of a node before it has a place."""

    index: int  # as ties refer to it
    name: str
    statements: int
    unreviewed: int
    group: int  # -1: in no coalition
    letter: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """What is known of a tie before it has a place; ``sign`` is 1, -1, or 0 for both in balance."""

    source: int
    target: int
    weight: float
    sign: int
    words: str  # what it says, for a tooltip
    unreviewed: bool
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A circle with its name beneath, broken into lines."""

    actor: Actor
    x: float
    y: float
    radius: float
    lines: tuple[tuple[float, str], ...]  # y and words

    @property
    def dotted(self) -> bool:
        """Whether most of its statements have not been reviewed."""
        return 2 * self.actor.unreviewed > self.actor.statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A tie as an SVG path."""

    bond: Bond
    path: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hull:
    """The outline of a coalition, and where its letter stands."""

    letter: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing; ``nodes_left`` and ``ties_left`` count what is too much for it."""

    width: float
    height: float
    hulls: tuple[Hull, ...]
    strokes: tuple[Stroke, ...]
    nodes: tuple[Node, ...]
    directed: bool
    nodes_left: int = 0
    ties_left: int = 0


def picture(
    actors: Sequence[Actor],
    bonds: Sequence[Bond],
    *,
    directed: bool,
    most_nodes: int = 40,
    most_ties: int = 100,
) -> Picture:
    """Draw the strongest part of a network.

    Shown are the ``most_nodes`` actors with ties that say most; of the ties among them, the strongest of
    each actor, and then the strongest of all up to three per actor or ``most_ties``. Positive ties pull together; negative ones only count where they are all there is.
    Cost: that of ``layout.place``.
    """
    tied = {i for bond in bonds for i in (bond.source, bond.target)}
    ranked = sorted(tied, key=lambda i: (-actors[i].statements, actors[i].name))
    kept = sorted(ranked[:most_nodes], key=lambda i: (actors[i].group, actors[i].name))
    index = {old: new for new, old in enumerate(kept)}
    among = [b for b in bonds if b.source in index and b.target in index]
    among.sort(key=lambda b: (-b.weight, actors[b.source].name, actors[b.target].name, -b.sign))
    drawn = _strongest(among, min(most_ties, 3 * len(kept)))
    shown = [actors[i] for i in kept]
    radii = _radii(shown)
    names = [_wrapped(actor.name) for actor in shown]
    widths = [
        max(2 * r, *(_width(line) for line in name)) for r, name in zip(radii, names, strict=True)
    ]
    heights = [2 * r + _LINE * len(name) + 4 for r, name in zip(radii, names, strict=True)]
    nearness = np.zeros((len(kept), len(kept)))
    for bond in among:  # also those too weak to be drawn hold their actors in place
        pull = {1: 1.0, 0: 0.4, -1: 0.06}[bond.sign]
        nearness[index[bond.source], index[bond.target]] += pull * bond.weight
    points = place(nearness, groups=_groups(shown), widths=widths, heights=heights) + np.array(
        [_MARGIN, _MARGIN]
    )
    nodes = tuple(
        _node(actor, x, y - height / 2 + r, r, name)
        for actor, (x, y), height, r, name in zip(
            shown, points.tolist(), heights, radii, names, strict=True
        )
    )
    heaviest = max((b.weight for b in drawn), default=1.0)
    strokes = tuple(
        Stroke(
            bond=bond,
            path=_path(nodes[index[bond.source]], nodes[index[bond.target]], bent=directed),
            width=round(max(1.3, _WIDEST * bond.weight / max(heaviest, 4.0)), 1),
        )
        for bond in sorted(drawn, key=lambda b: b.sign)
    )
    right = max((x + w / 2 for (x, _), w in zip(points.tolist(), widths, strict=True)), default=0.0)
    bottom = max(
        (y + h / 2 for (_, y), h in zip(points.tolist(), heights, strict=True)), default=0.0
    )
    return Picture(
        width=round(right + _MARGIN, 1),
        height=round(bottom + _MARGIN, 1),
        hulls=_hulls(nodes, widths),
        strokes=strokes,
        nodes=nodes,
        directed=directed,
        nodes_left=len(tied) - len(kept),
        ties_left=len(bonds) - len(drawn),
    )


def _strongest(bonds: Sequence[Bond], most: int) -> list[Bond]:
    """Choose ties so that no actor loses its strongest one; ``bonds`` come strongest first."""
    reached: set[int] = set()
    first: list[Bond] = []
    others: list[Bond] = []
    for bond in bonds:
        ends = {bond.source, bond.target}
        (others if ends <= reached else first).append(bond)
        reached |= ends
    return [*first, *others[: max(0, most - len(first))]]


def _groups(actors: Sequence[Actor]) -> list[int]:
    """Number the groups; an actor in no coalition is a group of its own."""
    return [a.group if a.group >= 0 else -1 - i for i, a in enumerate(actors)]


def _radii(actors: Sequence[Actor]) -> list[float]:
    most = max((a.statements for a in actors), default=1) or 1
    return [round(max(_SMALLEST, _LARGEST * sqrt(a.statements / most)), 1) for a in actors]


def _wrapped(name: str) -> list[str]:
    """Break a name into at most three lines at spaces."""
    lines = [""]
    for word in name.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= _WRAP or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > 3:
        lines = [*lines[:2], lines[2] + " …"]
    return [line if len(line) <= 2 * _WRAP else line[: 2 * _WRAP - 1] + "…" for line in lines]


def _width(line: str) -> float:
    """Estimate how wide a line of 13 px sans is; characters of East Asia are square."""
    return sum(13.5 if ord(c) > 0x2E7F else 7.3 for c in line)


def _node(actor: Actor, x: float, y: float, radius: float, name: Sequence[str]) -> Node:
    lines = tuple((round(y + radius + 13 + _LINE * i, 1), line) for i, line in enumerate(name))
    return Node(actor=actor, x=round(x, 1), y=round(y, 1), radius=radius, lines=lines)


def _path(a: Node, b: Node, *, bent: bool) -> str:
    """Draw a line from rim to rim; bent to its left, so that there and back are two lines."""
    dx, dy = b.x - a.x, b.y - a.y
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    gap = 7.0 if bent else 0.0  # room for the arrow head
    if not bent:
        return (
            f"M{a.x + ux * a.radius:.1f} {a.y + uy * a.radius:.1f}"
            f"L{b.x - ux * b.radius:.1f} {b.y - uy * b.radius:.1f}"
        )
    bow = min(0.16 * length, 36.0)
    mx, my = (a.x + b.x) / 2 - uy * bow, (a.y + b.y) / 2 + ux * bow
    sx, sy = _towards(a.x, a.y, mx, my, a.radius + 2)
    ex, ey = _towards(b.x, b.y, mx, my, b.radius + gap)
    return f"M{sx:.1f} {sy:.1f}Q{mx:.1f} {my:.1f} {ex:.1f} {ey:.1f}"


def _towards(x: float, y: float, to_x: float, to_y: float, by: float) -> tuple[float, float]:
    length = hypot(to_x - x, to_y - y) or 1.0
    return x + (to_x - x) / length * by, y + (to_y - y) / length * by


def _hulls(nodes: Sequence[Node], widths: Sequence[float]) -> tuple[Hull, ...]:
    letters = sorted({node.actor.letter for node in nodes if node.actor.letter})
    hulls = []
    for name in letters:
        corners = [
            (node.x + sx * max(node.radius, width / 2 - 12), y)
            for node, width in zip(nodes, widths, strict=True)
            if node.actor.letter == name
            for sx in (-1, 1)
            for y in (node.y - node.radius, node.lines[-1][0] if node.lines else node.y)
        ]
        outline = _outline(np.array(corners))
        top = min(outline, key=lambda p: (p[1], p[0]))
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outline) + "Z"
        hulls.append(Hull(letter=name, path=path, x=round(top[0], 1), y=round(top[1] - 12, 1)))
    return tuple(hulls)


def _outline(points: NDArray[np.float64]) -> list[tuple[float, float]]:
    from scipy.spatial import ConvexHull, QhullError  # slow to import, and only for pictures

    try:
        corners = points[ConvexHull(points).vertices]
    except QhullError:  # all on one line: the line is the outline
        corners = points
    return [(float(x), float(y)) for x, y in corners]
