"""Which characters? ``Span``, ``Quotation``, ``Anchor``, ``OffsetMap``"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from dissensus.errors import SpanError

__all__ = ["Anchor", "OffsetMap", "Quotation", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in a canonical text; never empty."""

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop:
            raise SpanError(
                f"{self.start}:{self.stop} is not a span.",
                remedy="A span starts at 0 or later and stops after its start.",
            )

    def __len__(self) -> int:
        return self.stop - self.start

    def __str__(self) -> str:
        return f"{self.start}:{self.stop}"

    def of(self, text: str) -> str:
        """Return the words of this span in ``text``."""
        if self.stop > len(text):
            raise SpanError(f"Span {self} ends after the text, which has {len(text)} characters.")
        return text[self.start : self.stop]

    def contains(self, other: Span) -> bool:
        """Say whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.stop and other.start < self.stop

    def shifted(self, by: int) -> Span:
        """Return this span moved by ``by`` code points."""
        return Span(self.start + by, self.stop + by)

    def cover(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.stop, other.stop))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span and the words that stand there."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What finds a quotation again in a changed text: its words and the words around them."""

    exact: str
    prefix: str
    suffix: str
    start: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in a canonical text back to offsets in the text that was read.

    ``here`` and ``there`` are the starts of pieces that run in parallel: an offset ``o`` in piece ``i``
    came from ``there[i] + min(o - here[i], length[i])``. Characters that were dropped or composed lie
    between the pieces. Look-up is O(log pieces).
    """

    here: tuple[int, ...] = (0,)
    there: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        if len(self.here) != len(self.there) or not self.here or self.here[0] != 0:
            raise SpanError("An offset map needs as many starts here as there, the first at 0.")

    def source(self, offset: int) -> int:
        """Return where the character at ``offset`` stood in the text that was read."""
        i = bisect_right(self.here, offset) - 1
        at = self.there[i] + (offset - self.here[i])
        return min(at, self.there[i + 1]) if i + 1 < len(self.there) else at

    def source_span(self, span: Span) -> Span:
        """Return the range of the text that was read from which ``span`` came."""
        start = self.source(span.start)
        return Span(start, max(start + 1, self.source(span.stop)))
