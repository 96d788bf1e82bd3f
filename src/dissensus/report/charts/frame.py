"""What stands around a picture? ``Caption`` (title, what is counted, n and its doubts), ``framed``"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from dissensus.report.charts.fit import wrapped
from dissensus.report.charts.style import INK, SOFT

__all__ = ["WIDTH", "Caption", "framed"]

WIDTH: Final = 7.2  # inches: two columns of a journal, or the text of a page
_SIDE: Final = 0.12
_TITLE: Final = 12.0
_SUBTITLE: Final = 9.0
_FOOT: Final = 7.5
_LEADING: Final = 1.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words around a picture.

    ``title`` states the finding or names the thing, ``subtitle`` says what is counted and in which unit.
    The line below says ``statements`` (n) and how many of them are ``unreviewed``, then ``note``: the
    source, the options, the seed.
    """

    title: str
    subtitle: str = ""
    statements: int | None = None
    unreviewed: int = 0
    note: str = ""

    @property
    def foot(self) -> str:
        """The line below the picture."""
        told = []
        if self.statements is not None:
            n = f"n = {self.statements:,} statement{'s' * (self.statements != 1)}"
            none = self.unreviewed == self.statements > 0
            told.append(f"{n}, none of them reviewed." if none else f"{n}.")
        if self.unreviewed and self.unreviewed != self.statements:
            told.append(
                f"Includes {self.unreviewed:,} statement{'s' * (self.unreviewed != 1)} nobody reviewed."
            )
        if self.note:
            told.append(self.note)
        return " ".join(told)

    def also(self, words: str) -> Caption:
        """Return the caption with another sentence at its end."""
        return replace(self, note=f"{self.note} {words}".strip())


def framed(
    caption: Caption, *, height: float, width: float = WIDTH, fitted: bool = True
) -> tuple[Figure, tuple[float, float, float, float]]:
    """Make a figure with its caption; return it and the place left for the picture.

    The place is (left, bottom, width, height) in shares of the figure; ``height`` is its height in
    inches. Where ``fitted``, matplotlib fits axes with their labels into it.
    """
    room = width - 2 * _SIDE
    title = wrapped(caption.title, room, _TITLE, most=2, bold=True) if caption.title else []
    subtitle = wrapped(caption.subtitle, room, _SUBTITLE, most=3) if caption.subtitle else []
    foot = wrapped(caption.foot, room, _FOOT, most=6) if caption.foot else []
    above = _SIDE + _tall(title, _TITLE) + _tall(subtitle, _SUBTITLE) + 0.08
    below = _SIDE + _tall(foot, _FOOT) + (0.06 if foot else 0.0)
    total = above + height + below
    figure = Figure(figsize=(width, total), layout="constrained" if fitted else None)
    FigureCanvasBase(figure)
    figure.set_label(caption.title)
    y = total - _SIDE
    y = _set(figure, title, y, _TITLE, "bold", INK)
    _set(figure, subtitle, y, _SUBTITLE, "normal", SOFT)
    _set(figure, foot, _SIDE + _tall(foot, _FOOT), _FOOT, "normal", SOFT)
    place = (_SIDE / width, below / total, room / width, height / total)
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(rect=place, w_pad=0.02, h_pad=0.03)
    return figure, place


def _tall(lines: Sequence[str], size: float) -> float:
    return len(lines) * size * _LEADING / 72


def _set(
    figure: Figure, lines: Sequence[str], y: float, size: float, weight: str, color: str
) -> float:
    """Set lines below ``y`` inches and return where they end."""
    width, height = figure.get_size_inches()
    for line in lines:
        y -= size * _LEADING / 72
        figure.text(
            _SIDE / width,
            (y + 0.3 * size / 72) / height,
            line,
            fontsize=size,
            fontweight=weight,
            color=color,
            in_layout=False,
        )
    return y
