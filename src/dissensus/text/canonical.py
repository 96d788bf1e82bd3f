"""What is the one text all spans refer to, and where did each of its characters stand? ``canonicalize``

A canonical text is in Unicode's normalization form C, ends its lines with one line feed, and holds no
byte order marks, no NULs and no lone surrogates (these become U+FFFD). Two spellings of the same words
are therefore the same string, and offsets mean the same everywhere.

Most texts are canonical as they come and pass at the speed of a scan. The others are rewritten with an
array that holds, for each character, where it came from; the array is then folded into an ``OffsetMap``.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dissensus.errors import SpanError
from dissensus.model.span import OffsetMap, Span

__all__ = ["Canonical", "Composed", "Piece", "canonicalize", "compose"]

_Offsets = NDArray[np.int64]

_LINE_ENDS: Final = "\r\x85\u2028\u2029"
_DROPPED: Final = "\x00\ufeff"
_REPLACEMENT: Final = 0xFFFD


@dataclass(frozen=True, slots=True)
class Canonical:
    """A canonical text, and the map from its offsets to those of the text it was made from."""

    text: str
    origin: OffsetMap = field(default_factory=OffsetMap)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text a reader puts together, and the offset in the source where it stood.

    ``at`` is None for what the source does not have (a line break between two paragraphs). ``length``
    is the number of source characters the piece stands for where that is not its own length (the five
    of ``&amp;`` for one ``&``): all its characters then lead back to ``at``.
    """

    text: str
    at: int | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """A canonical text, its map to the source, and the span of each piece (None: nothing left of it)."""

    text: str
    origin: OffsetMap
    spans: tuple[Span | None, ...]


def canonicalize(raw: str) -> Canonical:
    """Return the canonical text of ``raw`` with the map back to it.

    For every offset ``o`` of the text, ``origin.source(o)`` is where its character stood in ``raw``; of
    characters that were composed or reordered together, where the first of them stood. O(n); about
    10 µs for 5,000 characters that are canonical already.
    """
    if _is_canonical(raw):
        return Canonical(raw)
    made = compose((Piece(raw, 0),))
    return Canonical(made.text, made.origin)


def compose(pieces: Iterable[Piece]) -> Composed:
    """Join pieces of a source into one canonical text.

    Normalization sees the whole text, so an accent at the start of a piece joins the letter at the end
    of the piece before it; such a letter belongs to the earlier piece. Characters without a source lead
    back to the end of the last piece that has one. O(n + pieces).

    Raises ``SpanError`` if the sources of the pieces do not come in order.
    """
    parts = tuple(pieces)
    raw = "".join(part.text for part in parts)
    borders = np.cumsum([0, *(len(part.text) for part in parts)], dtype=np.int64)
    origins, end = _origins(parts, borders)
    if _is_canonical(raw):
        text = raw
    else:
        text, origins, borders = _clean(raw, origins, borders)
        text, origins, borders = _normalized(text, origins, borders)
    cuts = borders.tolist()
    spans = tuple(Span(a, b) if a < b else None for a, b in pairwise(cuts))
    return Composed(text, _folded(np.append(origins, end)), spans)


def _is_canonical(text: str) -> bool:
    if any(mark in text for mark in ("\r", "\x00")):
        return False
    if text.isascii():
        return True
    if any(mark in text for mark in ("\x85", "\u2028", "\u2029", "\ufeff")):
        return False
    try:
        text.encode("utf-8")  # the fastest test for lone surrogates
    except UnicodeEncodeError:
        return False
    return unicodedata.is_normalized("NFC", text)


def _origins(parts: Sequence[Piece], borders: _Offsets) -> tuple[_Offsets, int]:
    """Where each character of the joined pieces stood, and where the last sourced piece ends."""
    firsts, steps = [], []
    end = 0
    for part in parts:
        length = len(part.text) if part.length is None else part.length
        if part.at is None:
            firsts.append(end)
            steps.append(0)
            continue
        if part.at < end or length < 0:
            raise SpanError(
                f"The piece {part.text[:40]!r} stands at {part.at}, before {end}, where the last one ends.",
                remedy="Give pieces in the order of the source; a piece that was moved has no offset.",
            )
        firsts.append(part.at)
        steps.append(1 if length == len(part.text) else 0)
        end = part.at + length
    return _ramps(firsts, steps, np.diff(borders)), end


def _ramps(
    firsts: Sequence[int], steps: Sequence[int], sizes: Sequence[int] | _Offsets
) -> _Offsets:
    """Runs of numbers end to end: each starts at its first and goes on by its step (0 or 1)."""
    lengths = np.asarray(sizes, dtype=np.int64)
    stops = np.cumsum(lengths)
    within = np.arange(lengths.sum(), dtype=np.int64) - np.repeat(stops - lengths, lengths)
    first, step = np.repeat(np.array((firsts, steps), dtype=np.int64), lengths, axis=1)
    ramps: _Offsets = first + within * step
    return ramps


def _clean(raw: str, origins: _Offsets, borders: _Offsets) -> tuple[str, _Offsets, _Offsets]:
    """Unify line ends, drop what is dropped, replace lone surrogates."""
    points = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4").copy()
    points[(points >= 0xD800) & (points <= 0xDFFF)] = _REPLACEMENT
    keep = ~_any_of(_DROPPED, points)
    # Of "\r\n" the first character stays: a span that ends at the line end then covers both.
    feeds = np.flatnonzero(points[1:] == ord("\n")) + 1
    keep[feeds[points[feeds - 1] == ord("\r")]] = False
    points[_any_of(_LINE_ENDS, points)] = ord("\n")
    kept_before = np.append(0, np.cumsum(keep))
    return points[keep].tobytes().decode("utf-32-le"), origins[keep], kept_before[borders]


def _any_of(marks: str, points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    found = np.zeros(len(points), dtype=np.bool_)
    for mark in marks:
        found |= points == ord(mark)
    return found


class _Edit(NamedTuple):
    start: int
    stop: int
    words: str


def _normalized(text: str, origins: _Offsets, borders: _Offsets) -> tuple[str, _Offsets, _Offsets]:
    """Bring ``text`` into NFC, cluster by cluster, and keep account of every change."""
    if unicodedata.is_normalized("NFC", text):
        return text, origins, borders
    edits = []
    for start, stop in _clusters(text):
        before = text[start:stop]
        words = unicodedata.normalize("NFC", before)
        if words != before:
            edits.append(_Edit(start, stop, words))
    words_out: list[str] = []
    firsts: list[int] = []
    steps: list[int] = []
    sizes: list[int] = []
    done = 0
    for start, stop, words in edits:
        words_out += (text[done:start], words)
        firsts += (done, start)
        steps += (1, 0)
        sizes += (start - done, len(words))
        done = stop
    words_out.append(text[done:])
    taken = _ramps([*firsts, done], [*steps, 1], [*sizes, len(text) - done])
    return "".join(words_out), origins[taken], _moved(borders, edits)


def _moved(borders: _Offsets, edits: Sequence[_Edit]) -> _Offsets:
    """Where offsets lie after the edits; those inside an edit go to its end."""
    starts = [edit.start for edit in edits]
    growth = np.cumsum([0, *(len(edit.words) - (edit.stop - edit.start) for edit in edits)])
    moved = []
    for border in borders.tolist():
        before = bisect_right(starts, border - 1)  # edits that start before the border
        inside = before and edits[before - 1].stop > border
        moved.append((edits[before - 1].stop if inside else border) + int(growth[before]))
    return np.array(moved, dtype=np.int64)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """The stretches normalization may change, in order.

    A stretch is a run of characters that combine with those before them and the letter it starts from,
    or a character that changes alone. NFC looks no further: what follows neither combines nor reorders.
    """
    alone, trailing = _changeable()
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    trails = trailing[points]
    suspect = trails | alone[points]
    goes_on = np.append(False, trails[1:] & suspect[:-1])
    starts = np.flatnonzero(suspect & ~goes_on)
    breaks = np.append(np.flatnonzero(~goes_on), len(points))
    stops = breaks[np.searchsorted(breaks, starts, side="right")]
    starts -= trails[starts] & (starts > 0)  # the letter it combines with
    return zip(starts.tolist(), stops.tolist(), strict=True)


@cache
def _changeable() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """By code point: what NFC changes even alone, and what may combine with what stands before it.

    Taken from the Unicode tables of this Python rather than written down, so that it can't age. About
    50 ms, once, and only when a text is not in NFC.
    """
    alone, trailing = np.zeros((2, 0x110000), dtype=np.bool_)
    firsts = []
    for point in (*range(0x300, 0x1F000), *range(0x2F800, 0x2FA20)):
        character = chr(point)
        if unicodedata.combining(character):
            trailing[point] = True
        parts = unicodedata.decomposition(character)
        if parts and parts[0] != "<":
            first, *rest = (int(part, 16) for part in parts.split())
            firsts.append((point, first))
            trailing[rest] = True
            alone[point] = unicodedata.normalize("NFC", character) != character
    trailing[0x1161:0x1176] = trailing[0x11A8:0x11C3] = True  # Hangul vowels and final consonants
    for point, first in firsts:
        trailing[point] |= trailing[first]
    return alone, trailing


def _folded(origins: _Offsets) -> OffsetMap:
    """The map in pieces: a new one wherever the origins do not run in parallel."""
    starts = np.append(0, np.flatnonzero(np.diff(origins) != 1) + 1)
    return OffsetMap(tuple(starts.tolist()), tuple(origins[starts].tolist()))
