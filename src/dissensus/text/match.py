"""Where do the words of a lexicon stand in a text? ``Matcher``, ``Match``

One pass of an Aho-Corasick automaton finds all places of all patterns; those inside longer words are
dropped, and of overlapping ones the leftmost, then the longest is kept. Text and patterns are compared
in a plain form (see ``tokens.straighten``) that has the offsets of the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from dissensus.errors import SuggestError
from dissensus.model.span import Span
from dissensus.text.tokens import is_word_character, straighten

__all__ = ["Match", "Matcher"]

T = TypeVar("T")

_SHORT: Final = 3

# Not heard and not written by everybody: Arabic vowel signs and stretching, soft hyphens, joiners and
# marks of direction. They do not take part in matching.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u0640\u064b-\u0652\u0670\u200b\u200d-\u200f\u202a-\u202e\u2060\u2066-\u2069]"
)

# Scripts that write no spaces between words (or, as Korean, join particles to them).
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A pattern found at a span of the original text, with what the caller attached to it."""

    span: Span
    payload: T
    pattern: str


@dataclass(frozen=True, slots=True)
class _Pattern(Generic[T]):
    written: str
    plain: str
    payload: T

    def allows(self, words: str) -> bool:
        """Say whether ``words``, equal but for case, may stand for this pattern."""
        if words == self.plain:
            return True
        if self.plain.isupper():
            return False
        if sum(map(str.isalpha, self.plain)) > _SHORT:
            return True
        return self.plain.islower() and words == self.plain[0].upper() + self.plain[1:]


class Matcher(Generic[T]):
    """Finds many patterns at once.

    Patterns match whole words; a possessive "'s" after one stays outside its span. Typographic variants
    are equal, so are the Arabic and Persian forms of a letter, and a line break counts as a space. Where
    case is ignored, acronyms ("US", "NATO") still match only as written, and short words (up to three
    letters) only as written or with a capital first letter: "us" is never "US".

    Where several patterns differ only in case, those written as in the text win. A pattern given twice
    yields a match for each payload, at the same span. Building is O(total length of the patterns),
    finding O(n + matches). Raises ``SuggestError`` for a pattern without a letter or digit.
    """

    __slots__ = ("_automaton", "_ignore_case", "_patterns")

    def __init__(self, patterns: Iterable[tuple[str, T]], *, ignore_case: bool = True) -> None:
        self._ignore_case = ignore_case
        by_form: dict[str, list[_Pattern[T]]] = {}
        for written, payload in patterns:
            plain = " ".join(_INVISIBLE.sub("", straighten(written)).split())
            if not any(map(is_word_character, plain)):
                raise SuggestError(
                    f"The pattern {written!r} has no letter or digit.",
                    remedy="Give it words, or take it out of the lexicon.",
                )
            by_form.setdefault(self._form(plain), []).append(_Pattern(written, plain, payload))
        self._patterns = list(by_form.values())
        self._automaton = AhoCorasick(list(by_form)) if by_form else None

    def find(self, text: str) -> list[Match[T]]:
        """Return the matches in order; they do not overlap."""
        if self._automaton is None:
            return []
        plain, kept = _plain(text)
        found = [
            (start, -stop, number)
            for number, start, stop in self._automaton.find_matches_as_indexes(
                self._form(plain), overlapping=True
            )
            if _is_whole(plain, start, stop)
        ]
        found.sort()
        matches: list[Match[T]] = []
        done = 0
        for start, minus_stop, number in found:
            stop = -minus_stop
            if start < done or not (patterns := self._fitting(number, plain[start:stop])):
                continue
            span = Span(start, stop) if kept is None else _in_original(text, kept, start, stop)
            matches += [Match(span, pattern.payload, pattern.written) for pattern in patterns]
            done = stop
        return matches

    def _form(self, plain: str) -> str:
        # A capital I with a dot is the only letter whose small form is longer; the final sigma is the
        # only one that depends on its neighbors. Both would move offsets or hide a match.
        return plain.replace("İ", "i").lower().replace("ς", "σ") if self._ignore_case else plain

    def _fitting(self, number: int, words: str) -> list[_Pattern[T]]:
        patterns = [pattern for pattern in self._patterns[number] if pattern.allows(words)]
        as_written = [pattern for pattern in patterns if pattern.plain == words]
        return as_written or patterns


def _plain(text: str) -> tuple[str, list[int] | None]:
    """The plain form, and where each of its characters stands in ``text`` if that is not the same."""
    plain = straighten(text).replace("\n", " ")
    if plain.isascii() or not _INVISIBLE.search(plain):
        return plain, None
    kept = [at for at, character in enumerate(plain) if not _INVISIBLE.match(character)]
    return _INVISIBLE.sub("", plain), kept


def _in_original(text: str, kept: list[int], start: int, stop: int) -> Span:
    end = kept[stop - 1] + 1
    while end < len(text) and is_word_character(text[end]) and _INVISIBLE.match(text[end]):
        end += 1  # vowel signs of the last letter
    return Span(kept[start], end)


def _is_whole(plain: str, start: int, stop: int) -> bool:
    """Say whether neither end of the match lies inside a word."""
    return not (
        (start and _joined(plain[start - 1], plain[start]))
        or (stop < len(plain) and _joined(plain[stop], plain[stop - 1]))
    )


def _joined(outside: str, inside: str) -> bool:
    """Say whether the character outside a match belongs to the same word as the one inside."""
    if not is_word_character(outside):
        return False
    if outside.isascii():
        return True
    return not (_UNSPACED.match(outside) and _UNSPACED.match(inside))
