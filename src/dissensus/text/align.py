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
_NEAR: Final = 512  # words farther from a change than this are not mistaken for words in it


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
        repeated next to itself, or stands next to a change that has it too, nobody can say which of the
        two is the old one. O(log blocks), plus the length of the change for a span next to one.
        """
        at = bisect_right(self._starts, span.start) - 1
        near = range(max(0, at - 1), min(len(self._blocks), at + 3))
        # Each block is stretched as far as the versions stay equal, over its neighbors if need be.
        holders = [number for number in near if self._holds_old(number, span)]
        shifts = {self._blocks[number].shift for number in holders}
        if len(shifts) != 1:
            return None
        moved = span.shifted(shifts.pop())
        claims = {self._blocks[number].shift for number in near if self._holds_new(number, moved)}
        if len(claims) != 1 or any(self._has_double(number, span) for number in holders):
            return None
        return moved

    def _holds_old(self, number: int, span: Span) -> bool:
        block = self._blocks[number]
        start = block.start - self._reach_before(number)
        return start <= span.start and span.stop <= block.stop + self._reach_after(number)

    def _holds_new(self, number: int, span: Span) -> bool:
        shift = self._blocks[number].shift
        return span.start >= shift and self._holds_old(number, span.shifted(-shift))

    def _has_double(self, number: int, span: Span) -> bool:
        """Say whether a change near the span touches the same words, in either version.

        The same words with all that stands between them and the change, that is, but for what may be
        equal there by chance: then they could have come from there as well.
        """
        block = self._blocks[number]
        if number > 0 and span.start - block.start < _NEAR:
            start = min(block.start + _SHORTEST, span.start)
            if self._recurs(Span(start, span.stop), block.shift, number - 1):
                return True
        if number + 1 < len(self._blocks) and block.stop - span.stop < _NEAR:
            stop = max(block.stop - _SHORTEST, span.stop)
            return self._recurs(Span(span.start, stop), block.shift, number)
        return False

    def _recurs(self, span: Span, shift: int, number: int) -> bool:
        """Say whether the words of a span stand at another place that touches the gap after a block."""
        before, after = self._blocks[number : number + 2]
        return _stands_twice(self._old, span, before.stop, after.start) or _stands_twice(
            self._new, span.shifted(shift), before.stop + before.shift, after.start + after.shift
        )

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
    solid = [block for block in _merged(blocks) if _means_something(block, old, new)]
    end = _Block(len(old), len(old), len(new) - len(old))
    # The beginnings of the versions correspond, and so do their ends: an empty block each.
    return Alignment(old, new, [_Block(0, 0, 0), *solid, end])


def _stands_twice(text: str, span: Span, start: int, stop: int) -> bool:
    """Say whether the words of a span stand at another place that touches a stretch."""
    words, reach = span.of(text), len(span) - 1
    at = text.find(words, max(0, start - reach), stop + reach)
    if at == span.start:
        at = text.find(words, at + 1, stop + reach)
    return at >= 0


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
    """Blocks that follow each other in both versions as one."""
    whole: list[_Block] = []
    for block in sorted(blocks, key=lambda block: block.start):
        if whole and whole[-1].stop == block.start and whole[-1].shift == block.shift:
            whole[-1] = _Block(whole[-1].start, block.stop, block.shift)
        else:
            whole.append(block)
    return whole


def _means_something(block: _Block, old: str, new: str) -> bool:
    """Say whether a block is too long to be equal by chance, and no phrase the text keeps repeating."""
    length = block.stop - block.start
    if not _SHORTEST <= length < _NEAR:
        return length >= _NEAR
    return not any(
        _stands_twice(text, span, span.start - 8 * _NEAR, span.stop + 8 * _NEAR)
        for text, span in (
            (old, Span(block.start, block.stop)),
            (new, Span(block.start + block.shift, block.stop + block.shift)),
        )
    )
