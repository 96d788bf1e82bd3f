"""What do all pictures have in common? ``drawing``, the colors, dashes, markers and hatches

Colors are those of the report on white paper. All have a contrast of at least 4.5 : 1 to it, and none is
the only cue: a series has a dash and a marker of its own, a part of a bar a hatch, a tie its dash.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from types import MappingProxyType
from typing import Any, Final

import matplotlib as mpl
from matplotlib.colors import LinearSegmentedColormap

__all__ = [
    "AGREE",
    "BOTH",
    "DASHES",
    "DISAGREE",
    "DIVERGING",
    "HATCHES",
    "HULL",
    "INK",
    "MARKERS",
    "MUTED",
    "PAPER",
    "RULE",
    "SEQUENTIAL",
    "SERIES",
    "SOFT",
    "drawing",
    "fallbacks",
]

PAPER: Final = "#ffffff"
INK: Final = "#1d1c1a"
SOFT: Final = "#5b5750"
RULE: Final = "#d9d4c8"
HULL: Final = "#f3f0e9"
MUTED: Final = "#b9b4a8"  # what is there, but not named
AGREE: Final = "#1c5a9c"
DISAGREE: Final = "#a04a00"
BOTH: Final = "#6a6459"

# Blue and orange first, as everywhere; then told apart by lightness as well, never red against green.
SERIES: Final = (AGREE, DISAGREE, "#0f7b6c", "#8a3b8f", "#3d3a35", "#8a6d00", "#b02a5b", "#4b6fb5")
DASHES: Final[tuple[tuple[float, tuple[float, ...] | None], ...]] = (
    (0, None),
    (0, (5, 1.6)),
    (0, (1.2, 1.2)),
    (0, (6, 1.4, 1.2, 1.4)),
    (0, (9, 2)),
    (0, (2.6, 1.2)),
    (0, (6, 1.2, 1.2, 1.2, 1.2, 1.2)),
    (0, (1.2, 2.6)),
)
MARKERS: Final = ("o", "s", "^", "D", "v", "P", "X", "<")
HATCHES: Final = ("", "////", "....", "xxxx", "----", "\\\\\\\\", "oooo", "++++")

SEQUENTIAL: Final = LinearSegmentedColormap.from_list(
    "dissensus.sequential", ["#f7f5f0", "#c9dbee", "#7fa9d6", "#1c5a9c", "#0b2f57"]
)
DIVERGING: Final = LinearSegmentedColormap.from_list(
    "dissensus.diverging",
    ["#6b2f00", "#a04a00", "#e0a26a", "#f7f5f0", "#86afd9", "#1c5a9c", "#0b2f57"],
)

# Scripts that DejaVu Sans lacks; the first installed ones are used where a picture is made of pixels.
_WIDER: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Noto Sans Devanagari",
    "Nirmala UI",
    "Noto Sans Thai",
    "Leelawadee UI",
    "Noto Sans Arabic",
    "Arial Unicode MS",
    "Unifont",
)

_STYLE: Final[Any] = MappingProxyType(
    {
        "font.family": ["sans-serif"],
        # The first one comes with matplotlib and measures every text; the others are for viewers of SVG.
        "font.sans-serif": ["DejaVu Sans", "Verdana", "Noto Sans", "Segoe UI", "Arial"],
        "font.size": 9.0,
        "text.parse_math": False,  # a label may have two dollar signs
        "text.color": INK,
        "axes.edgecolor": SOFT,
        "axes.labelcolor": SOFT,
        "axes.labelsize": 8.5,
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.formatter.use_mathtext": False,
        "axes.unicode_minus": True,
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.5,
        "xtick.major.width": 0.7,
        "ytick.major.width": 0.7,
        "xtick.major.size": 3.0,
        "ytick.major.size": 3.0,
        "grid.color": RULE,
        "grid.linewidth": 0.5,
        "hatch.linewidth": 0.6,
        "legend.frameon": False,
        "legend.fontsize": 8.5,
        "lines.linewidth": 1.6,
        "figure.facecolor": PAPER,
        "axes.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "svg.fonttype": "none",  # words stay words: found, read aloud, and set in any script
        "svg.hashsalt": "dissensus",
        "pdf.fonttype": 42,
        "timezone": "UTC",
    }
)

_LOCK: Final = RLock()


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in one style, whatever the caller's own matplotlib settings; they are as before afterwards.

    Those settings are one per process, so pictures of several threads are drawn one after another.
    """
    with _LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


@lru_cache(maxsize=1)
def fallbacks() -> tuple[str, ...]:
    """Return the fonts of this machine that know scripts DejaVu Sans does not."""
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return tuple(name for name in _WIDER if name in there)
