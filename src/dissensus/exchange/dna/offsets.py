"""Where do DNA's offsets stand in the canonical text, and back? ``Passage``

DNA counts UTF-16 units in the text as it was typed; Dissensus counts code points in its canonical form.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dissensus.model.span import OffsetMap
from dissensus.text.canonical import canonicalize

__all__ = ["Passage"]

_Offsets = NDArray[np.int64]


class Passage:
    """One text on both sides, and the way between its offsets.

    Building costs O(characters), a look-up O(log characters); a text that is plain ASCII needs neither.
    """

    __slots__ = ("_from", "_units", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        made = canonicalize(raw)
        self.text = made.text
        # Where each character, and the end, of the canonical text stood in the raw one.
        self._from = None if made.text == raw else _sources(made.origin, len(made.text))
        # Where each character, and the end, of the raw text stands in UTF-16.
        self._units = None if raw.isascii() or max(raw) <= "\uffff" else _units(raw)

    @property
    def units(self) -> int:
        """The length of the raw text in UTF-16 units."""
        return len(self.raw) if self._units is None else int(self._units[-1])

    def here(
        self, starts: _Offsets, stops: _Offsets
    ) -> tuple[_Offsets, _Offsets, NDArray[np.bool_]]:
        """Return the spans in the canonical text, and which of them had to grow.

        A span that ends within a character takes in all of it; one of nothing but dropped characters takes the
        next (the last: the one before). Offsets must lie inside the text, and the text must not be empty.
        """
        first, last = starts, stops
        if self._units is not None:
            first = np.searchsorted(self._units, starts, side="right") - 1
            last = np.searchsorted(self._units, stops, side="left")
        split = np.zeros(len(starts), dtype=np.bool_)
        if self._units is not None:
            split = (self._units[first] != starts) | (self._units[last] != stops)
        if self._from is not None:
            begin = np.searchsorted(self._from, first, side="left")
            within = (self._from[begin] > first) & ~_dropped(self.raw, first)
            begin = begin - within
            end = np.searchsorted(self._from, last, side="left")
            split |= within | (begin >= end)
            end = np.minimum(np.maximum(end, begin + 1), len(self.text))
            first, last = np.minimum(begin, end - 1), end
        return first, last, split

    def there(self, starts: _Offsets, stops: _Offsets) -> tuple[_Offsets, _Offsets]:
        """Return where spans of the canonical text start and stop in DNA's count."""
        first, last = starts, stops
        if self._from is not None:
            first = self._from[starts]
            last = np.maximum(self._from[stops], first + 1)
        if self._units is not None:
            first, last = self._units[first], self._units[last]
        return first, last


def _sources(origin: OffsetMap, length: int) -> _Offsets:
    here = np.asarray(origin.here, dtype=np.int64)
    there = np.asarray(origin.there, dtype=np.int64)
    at = np.arange(length + 1, dtype=np.int64)
    piece = np.searchsorted(here, at, side="right") - 1
    bound = np.append(there[1:], np.iinfo(np.int64).max)
    sources: _Offsets = np.minimum(there[piece] + (at - here[piece]), bound[piece])
    return sources


def _units(raw: str) -> _Offsets:
    points = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    at = np.zeros(len(points) + 1, dtype=np.int64)
    np.cumsum(1 + (points > 0xFFFF), out=at[1:])
    return at


def _dropped(raw: str, offsets: _Offsets) -> NDArray[np.bool_]:
    return np.array([raw[o] in "\x00\ufeff" for o in offsets.tolist()], dtype=np.bool_)
