"""Does a text fit, and if not, how is it broken? ``width_of``, ``shortened``, ``wrapped``"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font

__all__ = ["one_line", "shortened", "width_of", "wrapped"]

_POINTS = 72.0


def one_line(text: str) -> str:
    """Put spaces for line breaks and tabs, and drop characters that have no picture."""
    joined = " ".join(text.split())
    return "".join(c for c in joined if unicodedata.category(c) not in ("Cc", "Cs", "Co"))


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is, in inches, set in DejaVu Sans of ``size`` points."""
    return sum(_advance(c, bold) for c in text) * size / _POINTS


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """End a line with … where it would be wider than ``width`` inches."""
    text = one_line(text)
    if width_of(text, size, bold=bold) <= width:
        return text
    room = width - width_of("…", size, bold=bold)
    taken = 0.0
    for place, character in enumerate(text):
        taken += _advance(character, bold) * size / _POINTS
        if taken > room:
            return text[:place].rstrip() + "…"
    return text


def wrapped(
    text: str, width: float, size: float, *, most: int = 3, bold: bool = False
) -> list[str]:
    """Break a text at spaces into at most ``most`` lines of ``width`` inches; the last may end with …"""
    words = one_line(text).split(" ")
    lines: list[str] = []
    line = ""
    for place, word in enumerate(words):
        joined = f"{line} {word}".strip()
        if not line or width_of(joined, size, bold=bold) <= width:
            line = joined
        elif len(lines) + 1 < most:
            lines.append(line)
            line = word
        else:
            line = " ".join([line, *words[place:]])
            break
    return [shortened(piece, width, size, bold=bold) for piece in [*lines, line]]


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool) -> float:
    """Return the width of a character in ems; one that the font lacks is taken as square."""
    if unicodedata.combining(character):
        return 0.0
    font = _font(bold)
    if not font.get_char_index(ord(character)):
        return 1.0
    font.set_size(100.0, 72.0)
    return float(font.load_char(ord(character)).linearHoriAdvance) / 65536.0 / 100.0


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    weight = "bold" if bold else "normal"
    return get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
