"""Which stretches of two versions of a text are the same? ``aligned``, ``Alignment``

Equal beginnings and ends are set aside; between them, lines that occur once in both versions are the
fixed points (Bram Cohen's patience diff), and what lies between those is treated the same way, then by
sentences, then by words. Never quadratic: what has no fixed point stays unaligned.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dissensus.model.span import Span

__all__ = ["Alignment", "aligned", "common_prefix", "common_suffix"]

_LINES: Final = re.compile(r"[^\n]*\n+|[^\n]+")
_SENTENCES: Final = re.compile(r"[^.!?؟。…\n]*(?:[.!?؟。…\n]+\s*|$)")
_WORDS: Final = re.compile(r"\S+\s*|\s+")
_LEVELS: Final = (_LINES, _LINES, _SENTENCES, _SENTENCES, _WORDS, _WORDS)
_SHORTEST: Final = 16  # shorter stretches may be equal by chance


@dataclass(frozen=True, slots=True)
class _Block:
    """Equal words: ``old[start:stop]`` reads as ``new[start + shift:stop + shift]``."""

    start: int
    stop: int
    shift: int


class Alignment:
    """What two versions have in common, in the order of both."""

    __slots__ = ("_after", "_before", "_blocks", "_new", "_old", "_starts")

    def __init__(self, old: str, new: str, blocks: Sequence[_Block]) -> None:
        self._old, self._new = old, new
        self._blocks = blocks
        self._starts = [block.start for block in blocks]
        self._before: dict[int, int] = {}
        self._after: dict[int, int] = {}

    def map(self, span: Span) -> Span | None:
        """Return where the words of a span of the old version stand in the new one.

        None where they changed, and where the change can be read in two ways: if a sentence was
        repeated next to itself, nobody can say which of the two is the old one. O(log blocks).
        """
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or span.stop > self._blocks[at].stop:
            return None
        moved = span.shifted(self._blocks[at].shift)
        return None if self._slides(at, span, moved) else moved

    def _slides(self, at: int, span: Span, moved: Span) -> bool:
        """Say whether a neighboring block, stretched as far as it goes, claims the words as well."""
        if at + 1 < len(self._blocks):
            after = self._blocks[at + 1]
            start = after.start - self._reach_before(at + 1)
            if span.start >= start or moved.start >= start + after.shift:
                return True
        if at > 0:
            before = self._blocks[at - 1]
            stop = before.stop + self._reach_after(at - 1)
            if span.stop <= stop or moved.stop <= stop + before.shift:
                return True
        return False

    def _reach_before(self, at: int) -> int:
        if at not in self._before:
            block = self._blocks[at]
            self._before[at] = common_suffix(
                self._old, self._new, stop=(block.start, block.start + block.shift)
            )
        return self._before[at]

    def _reach_after(self, at: int) -> int:
        if at not in self._after:
            block = self._blocks[at]
            self._after[at] = common_prefix(
                self._old, self._new, start=(block.stop, block.stop + block.shift)
            )
        return self._after[at]


@dataclass(frozen=True, slots=True)
class _Gap:
    """What is not aligned yet: a stretch of the old version and one of the new."""

    old: int
    old_stop: int
    new: int
    new_stop: int

    @property
    def size(self) -> int:
        return min(self.old_stop - self.old, self.new_stop - self.new)


def aligned(old: str, new: str) -> Alignment:
    """Align two versions of a text; O(n log n) in their length."""
    blocks: list[_Block] = []
    gaps = [_Gap(0, len(old), 0, len(new))]
    for unit in _LEVELS:
        gaps = [
            smaller
            for gap in gaps
            for smaller in _between_fixed_points(
                old, new, _trimmed(old, new, gap, blocks), unit, blocks
            )
            if smaller.size
        ]
    for gap in gaps:
        _trimmed(old, new, gap, blocks)
    return Alignment(old, new, _merged(blocks))


def common_prefix(a: str, b: str, *, start: tuple[int, int], limit: int | None = None) -> int:
    """Return how many characters ``a`` and ``b`` share from their two starts on; O(result)."""
    i, j = start
    most = min(len(a) - i, len(b) - j, len(a) if limit is None else limit)
    return _longest(lambda n, m: a[i + n : i + m] == b[j + n : j + m], most)


def common_suffix(a: str, b: str, *, stop: tuple[int, int], limit: int | None = None) -> int:
    """Return how many characters ``a`` and ``b`` share before their two stops; O(result)."""
    i, j = stop
    most = min(i, j, i if limit is None else limit)
    return _longest(lambda n, m: a[i - m : i - n] == b[j - m : j - n], most)


def _longest(equal: Callable[[int, int], bool], most: int) -> int:
    """The greatest n up to which all is equal: strides that double, then halving in the last one."""
    done, stride = 0, 64
    while done < most:
        reach = min(done + stride, most)
        if not equal(done, reach):
            low, high = done, reach  # equal up to low, not up to high
            while high - low > 1:
                middle = (low + high) // 2
                if equal(low, middle):
                    low = middle
                else:
                    high = middle
            return low
        done, stride = reach, stride * 2
    return done


def _trimmed(old: str, new: str, gap: _Gap, blocks: list[_Block]) -> _Gap:
    """The gap without equal beginnings and ends, which become blocks."""
    ahead = common_prefix(old, new, start=(gap.old, gap.new), limit=gap.size)
    behind = common_suffix(old, new, stop=(gap.old_stop, gap.new_stop), limit=gap.size - ahead)
    if ahead:
        blocks.append(_Block(gap.old, gap.old + ahead, gap.new - gap.old))
    if behind:
        blocks.append(_Block(gap.old_stop - behind, gap.old_stop, gap.new_stop - gap.old_stop))
    return _Gap(gap.old + ahead, gap.old_stop - behind, gap.new + ahead, gap.new_stop - behind)


def _between_fixed_points(
    old: str, new: str, gap: _Gap, unit: re.Pattern[str], blocks: list[_Block]
) -> Iterator[_Gap]:
    """The gaps between the units that occur once on both sides and stand in the same order."""
    if not gap.size:
        return
    starts_old = _once(unit, old, gap.old, gap.old_stop)
    starts_new = _once(unit, new, gap.new, gap.new_stop)
    shared = [
        (at, starts_new[words], words) for words, at in starts_old.items() if words in starts_new
    ]
    i, j = gap.old, gap.new
    for at_old, at_new, words in _increasing(shared):
        yield _Gap(i, at_old, j, at_new)
        i, j = at_old + len(words), at_new + len(words)
        blocks.append(_Block(at_old, i, at_new - at_old))
    yield _Gap(i, gap.old_stop, j, gap.new_stop)


def _once(unit: re.Pattern[str], text: str, start: int, stop: int) -> dict[str, int]:
    """The units that occur once between two offsets, and where."""
    found = [
        (match[0], match.start()) for match in unit.finditer(text, start, stop) if match[0].strip()
    ]
    times = Counter(words for words, _ in found)
    return {words: at for words, at in found if times[words] == 1}


def _increasing(shared: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The longest subsequence in which the new offsets increase too (patience sorting)."""
    tails: list[int] = []  # the least new offset that ends a sequence of each length
    last: list[int] = []
    previous: list[int] = []
    for number, (_, at_new, _) in enumerate(shared):
        length = bisect_left(tails, at_new)
        previous.append(last[length - 1] if length else -1)
        if length == len(tails):
            tails.append(at_new)
            last.append(number)
        else:
            tails[length], last[length] = at_new, number
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(shared[number])
        number = previous[number]
    return chain[::-1]


def _merged(blocks: list[_Block]) -> list[_Block]:
    """Blocks that follow each other in both versions as one, without those too short to mean much."""
    whole: list[_Block] = []
    for block in sorted(blocks, key=lambda block: block.start):
        if whole and whole[-1].stop == block.start and whole[-1].shift == block.shift:
            whole[-1] = _Block(whole[-1].start, block.stop, block.shift)
        else:
            whole.append(block)
    return [block for block in whole if block.stop - block.start >= _SHORTEST]
