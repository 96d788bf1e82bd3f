"""Where is a code point in UTF-16 and in UTF-8, and back? ``Offsets``, ``to_utf16``, ``from_utf16``, …

Here offsets count code points. Browsers, Java and DNA count UTF-16 units, Taguette and web servers count
UTF-8 bytes. The functions convert one offset; ``Offsets`` is the index for many of the same text.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from dissensus.errors import SpanError
from dissensus.model.span import Span

__all__ = ["Offsets", "from_utf8", "from_utf16", "to_utf8", "to_utf16"]


class Offsets:
    """The offsets of one text in code points, UTF-16 units and UTF-8 bytes.

    An ASCII text needs no index. Otherwise the UTF-16 index holds the characters beyond the basic plane
    only, and the UTF-8 index (8 bytes a character) is built when it is first asked for. Building is
    O(n), a look-up O(log n). All methods raise ``SpanError`` for an offset outside the text, or one
    that falls inside a character.
    """

    __slots__ = ("_astral", "_astral16", "_bytes", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._bytes: NDArray[np.int64] | None = None
        self._astral: list[int] = []
        if not text.isascii():
            self._astral = np.flatnonzero(_points(text) > 0xFFFF).tolist()
        # Where each of them starts in UTF-16: one unit later for each that stands before it.
        self._astral16 = [at + number for number, at in enumerate(self._astral)]

    def to_utf16(self, offset: int) -> int:
        """Return the UTF-16 offset of a code-point offset."""
        _inside(offset, len(self._text), "code points")
        return offset + bisect_left(self._astral, offset)

    def from_utf16(self, offset: int) -> int:
        """Return the code-point offset of a UTF-16 offset."""
        _inside(offset, len(self._text) + len(self._astral), "UTF-16 units")
        before = bisect_left(self._astral16, offset)
        if before and self._astral16[before - 1] == offset - 1:
            raise _splits(offset, "UTF-16 units", "a surrogate pair")
        return offset - before

    def to_utf8(self, offset: int) -> int:
        """Return the UTF-8 offset of a code-point offset."""
        _inside(offset, len(self._text), "code points")
        return offset if self._text.isascii() else int(self._starts()[offset])

    def from_utf8(self, offset: int) -> int:
        """Return the code-point offset of a UTF-8 offset."""
        if self._text.isascii():
            _inside(offset, len(self._text), "UTF-8 bytes")
            return offset
        starts = self._starts()
        _inside(offset, int(starts[-1]), "UTF-8 bytes")
        at = int(np.searchsorted(starts, offset))
        if starts[at] != offset:
            raise _splits(offset, "UTF-8 bytes", "a character of several bytes")
        return at

    def span_to_utf16(self, span: Span) -> tuple[int, int]:
        """Return where a span starts and stops in UTF-16."""
        return self.to_utf16(span.start), self.to_utf16(span.stop)

    def span_from_utf16(self, start: int, stop: int) -> Span:
        """Return the span of a range in UTF-16."""
        return Span(self.from_utf16(start), self.from_utf16(stop))

    def span_to_utf8(self, span: Span) -> tuple[int, int]:
        """Return where a span starts and stops in UTF-8."""
        return self.to_utf8(span.start), self.to_utf8(span.stop)

    def span_from_utf8(self, start: int, stop: int) -> Span:
        """Return the span of a range in UTF-8."""
        return Span(self.from_utf8(start), self.from_utf8(stop))

    def _starts(self) -> NDArray[np.int64]:
        """The UTF-8 offset of each character, and of the end."""
        if self._bytes is None:
            points = _points(self._text)
            starts = np.zeros(len(points) + 1, dtype=np.int64)
            sizes = 1 + (points > 0x7F) + (points > 0x7FF) + (points > 0xFFFF)
            np.cumsum(sizes, out=starts[1:])
            self._bytes = starts
        return self._bytes


def to_utf16(text: str, offset: int) -> int:
    """Return the UTF-16 offset of a code-point offset; O(offset), raises ``SpanError`` if outside."""
    _inside(offset, len(text), "code points")
    return offset if text.isascii() else _size(text[:offset], "utf-16-le") // 2


def from_utf16(text: str, offset: int) -> int:
    """Return the code-point offset of a UTF-16 offset; O(n), raises as ``Offsets`` does."""
    return Offsets(text).from_utf16(offset)


def to_utf8(text: str, offset: int) -> int:
    """Return the UTF-8 offset of a code-point offset; O(offset), raises ``SpanError`` if outside."""
    _inside(offset, len(text), "code points")
    return offset if text.isascii() else _size(text[:offset], "utf-8")


def from_utf8(text: str, offset: int) -> int:
    """Return the code-point offset of a UTF-8 offset; O(n), raises as ``Offsets`` does."""
    return Offsets(text).from_utf8(offset)


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _size(text: str, encoding: str) -> int:
    return len(text.encode(encoding, "surrogatepass"))


def _inside(offset: int, length: int, units: str) -> None:
    if not 0 <= offset <= length:
        raise SpanError(
            f"Offset {offset} lies outside the text, which has {length} {units}.",
            remedy="Check that the offsets belong to this version of the text and count these units.",
        )


def _splits(offset: int, units: str, what: str) -> SpanError:
    return SpanError(
        f"Offset {offset} in {units} falls inside {what}.",
        remedy="Check that the offsets count these units.",
    )
