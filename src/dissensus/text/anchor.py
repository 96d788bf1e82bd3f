"""Where does a quotation stand after its text changed? ``anchor``, ``find``, ``remap``

``find`` knows the quotation and the words around it; ``remap`` knows the old text and is the surer way.
Neither guesses in silence: words that changed are found as a proposal only, and where two places are as
likely as each other the answer is None. (A claim and its negation are 99 % similar.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from dissensus.model.span import Anchor, Span
from dissensus.text.align import aligned, common_prefix, common_suffix

__all__ = ["Found", "How", "anchor", "find", "remap"]

_CONTEXT: Final = 64  # characters kept on each side
_LONG: Final = (
    24  # a quotation of that length, found once, is the quotation whatever stands around it
)
_MOST: Final = 1_000  # places looked at; what occurs more often is not found by its words
_AT_LEAST: Final = 0.7  # similarity of a proposal
_SEED: Final = 24  # characters of a changed quotation that must stand unchanged in a long text
_WHOLE: Final = 20_000  # up to this length a text is searched for a changed quotation as a whole


class How(StrEnum):
    """How a quotation was found; a fuzzy find is a proposal for a person to judge."""

    EXACT = "exact"
    CONTEXT = "context"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Found:
    """A place, how it was found, and how similar the words there are to the quotation (0 to 1)."""

    span: Span
    how: How
    similarity: float


def anchor(text: str, span: Span) -> Anchor:
    """Return what finds the words of ``span`` again: the words and 64 characters on each side.

    Raises ``SpanError`` if the span ends after the text.
    """
    return Anchor(
        exact=span.of(text),
        prefix=text[max(0, span.start - _CONTEXT) : span.start],
        suffix=text[span.stop : span.stop + _CONTEXT],
        start=span.start,
    )


def find(anchor: Anchor, text: str) -> Found | None:
    """Return where the anchored quotation stands in ``text``, or None.

    ``EXACT``: the words occur once, or stand at their old offset between their old neighbors.
    ``CONTEXT``: they occur several times, and one place has more of the old neighbors than any other.
    ``FUZZY``: the words changed, or a short quotation stands between foreign words; a proposal only.
    None: not found, or as likely in two places. O(n + places); a fuzzy search of a long text looks only
    around stretches of 24 unchanged characters.
    """
    if not anchor.exact:
        return None
    places = _places(anchor.exact, text)
    if not places:
        return _similar(anchor, text)
    whole = len(anchor.prefix) + len(anchor.suffix)
    kept = {at: _neighbors(anchor, text, at) for at in places}
    if kept.get(anchor.start) == whole > 0:
        return _at(anchor.start, anchor, How.EXACT)
    ranked = sorted(places, key=kept.__getitem__, reverse=True)
    best = ranked[0]
    if len(ranked) == 1:
        sure = len(anchor.exact) >= _LONG or 2 * kept[best] >= whole
        return _at(best, anchor, How.EXACT if sure else How.FUZZY)
    if kept[best] > kept[ranked[1]] and 2 * kept[best] >= whole:
        return _at(best, anchor, How.CONTEXT)
    return None


def remap(old: str, new: str, spans: Sequence[Span]) -> list[Span | None]:
    """Return where each span of the old text stands in the new one; None if its words changed.

    The words of a mapped span are the same. The versions are aligned (see ``align``); words that were
    moved out of order are found if they, or they with the words around them, occur once in each
    version. None also where a repetition makes the answer ambiguous. O(n log n + spans that the
    alignment leaves × n).

    Raises ``SpanError`` if a span ends after the old text.
    """
    for span in spans:
        span.of(old)
    if old == new:
        return list(spans)
    alignment = aligned(old, new)
    return [alignment.map(span) or _moved(old, new, span) for span in spans]


def _places(words: str, text: str) -> list[int]:
    places: list[int] = []
    at = text.find(words)
    while at >= 0 and len(places) <= _MOST:
        places.append(at)
        at = text.find(words, at + 1)
    return places if len(places) <= _MOST else []


def _neighbors(anchor: Anchor, text: str, at: int) -> int:
    """How many characters of the old context still stand next to the words at ``at``."""
    before = common_suffix(anchor.prefix, text, stop=(len(anchor.prefix), at))
    after = common_prefix(anchor.suffix, text, start=(0, at + len(anchor.exact)))
    return before + after


def _at(start: int, anchor: Anchor, how: How) -> Found:
    return Found(Span(start, start + len(anchor.exact)), how, 1.0)


def _moved(old: str, new: str, span: Span) -> Span | None:
    """The place of words that occur once in both versions, by themselves or with their context."""
    for context in (0, _CONTEXT):
        start, stop = max(0, span.start - context), min(len(old), span.stop + context)
        words = old[start:stop]
        if context == 0 and len(words) < _LONG:
            continue
        at = _only(words, new)
        if at is not None and _only(words, old) is not None:
            return span.shifted(at - start)
    return None


def _only(words: str, text: str) -> int | None:
    """The offset of ``words`` if they occur exactly once."""
    at = text.find(words)
    return at if at >= 0 and text.find(words, at + 1) < 0 else None


def _similar(anchor: Anchor, text: str) -> Found | None:
    """The most similar words, if they are similar enough."""
    best: Found | None = None
    for start, stop in _windows(anchor, text):
        window = text[start:stop]
        found = fuzz.partial_ratio_alignment(anchor.exact, window, score_cutoff=100 * _AT_LEAST)
        if found is None or found.dest_start == found.dest_end:
            continue
        span = _whole_words(text, start + found.dest_start, start + found.dest_end)
        similarity = fuzz.ratio(anchor.exact, span.of(text)) / 100
        if similarity >= _AT_LEAST and (best is None or similarity > best.similarity):
            best = Found(span, How.FUZZY, min(similarity, 0.999))
    return best


def _windows(anchor: Anchor, text: str) -> list[tuple[int, int]]:
    """Where it is worth looking: everywhere in a short text, else around what did not change."""
    if len(text) <= _WHOLE:
        return [(0, len(text))] if text else []
    reach = len(anchor.exact) + _CONTEXT
    around = anchor.prefix + anchor.exact + anchor.suffix
    windows = {(max(0, anchor.start - reach), min(len(text), anchor.start + 2 * reach))}
    for seed in range(0, max(1, len(around) - _SEED + 1), _SEED // 2):
        words = around[seed : seed + _SEED]
        places = _places(words, text) if len(words) >= _SEED // 2 else []
        if len(places) <= 3:  # words that stand everywhere lead nowhere
            windows.update((max(0, at - reach), min(len(text), at + reach)) for at in places)
    return sorted(window for window in windows if window[0] < window[1])


def _whole_words(text: str, start: int, stop: int) -> Span:
    """The range without white space at its ends, widened to whole words."""
    while start < stop - 1 and text[start].isspace():
        start += 1
    while stop > start + 1 and text[stop - 1].isspace():
        stop -= 1
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
        stop += 1
    return Span(start, stop)
