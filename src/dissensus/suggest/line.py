"""Which words, gaps and names does a sentence hold, in order? ``Line``"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dissensus.suggest.function_words import (
    ADVERBS,
    AUXILIARIES,
    COMMON_PAST,
    POSSIBLE,
    REPORTS,
    SHORTENED,
    WANTING,
)
from dissensus.suggest.names import Mention
from dissensus.suggest.relation_lexicon import Lexicon
from dissensus.suggest.surface import Sentence

__all__ = ["CLOSED", "LONGEST_SENTENCE", "Line"]

# Characters. What goes on longer without a full stop is a table or a list, and is not read as a sentence.
LONGEST_SENTENCE: Final = 4000


# What parts two words: any mark but quotation marks, hyphens and emphasis.
CLOSED: Final = re.compile(r"[^\s\-‐‑“”\"„«»‘’'*_\[\]]")


class Line:
    """A sentence seen word by word, with the mentions at their words."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.lexicon = lexicon
        self.begins: dict[int, Mention] = {}
        self.ends: dict[int, Mention] = {}
        self.named: set[int] = set()  # words that are part of a name
        self._bounds: dict[int, tuple[int, int]] = {}
        for mention in sentence.mentions:
            first, stop = sentence.word_at(mention.span.start), sentence.word_at(mention.span.stop)
            if first < stop:
                self.begins[first] = mention
                self.ends[stop] = mention
                self._bounds[mention.span.start] = (first, stop)
                self.named.update(range(first, stop))

    def mentions(self) -> list[Mention]:
        """Return the mentions of the sentence in order."""
        return list(self.begins.values())

    def bounds(self, mention: Mention) -> tuple[int, int]:
        """Return the first word of a mention and the word after its last."""
        return self._bounds[mention.span.start]

    def gap(self, i: int) -> str:
        """Return what stands between word ``i - 1`` and word ``i``."""
        s = self.sentence
        return s.text[s.stops[i - 1] - s.span.start : s.starts[i] - s.span.start] if i else ""

    def open(self, i: int) -> bool:
        """Say whether word ``i`` exists and no punctuation parts it from the one before."""
        if not 0 < i < len(self.words):
            return False
        gap = self.gap(i)
        if gap == " ":
            return True
        if gap[:1] == "." and (self.words[i - 1] in SHORTENED or len(self.words[i - 1]) == 1):
            gap = gap[1:]
        return not CLOSED.search(gap)

    def possessive(self, mention: Mention) -> bool:
        """Say whether a genitive ending follows the mention."""
        s = self.sentence
        at = mention.span.stop - s.span.start
        after = s.text[at : at + 2]
        return after in ("'s", "’s") or (
            after[:1] in ("'", "’") and s.text[at - 1 : at] in ("s", "z", "x")
        )

    def mentions_before(self, k: int) -> Iterator[Mention]:
        """Return the mentions that end before word ``k``, the nearest first."""
        return (m for stop, m in reversed(self.ends.items()) if stop <= k)

    def capital(self, i: int) -> bool:
        """Say whether word ``i`` begins with a capital."""
        s = self.sentence
        return s.text[s.starts[i] - s.span.start].isupper()

    def verbal(self, i: int, *, apart: bool = False) -> bool:
        """Say whether word ``i`` looks like the verb of the mention before it."""
        if not (self.open(i) or (apart and i < len(self.words))):
            return False
        w = self.words[i]
        if w in ADVERBS or w.endswith("ly"):
            return self.verbal(i + 1)
        return (
            w in AUXILIARIES
            or w in POSSIBLE
            or w in REPORTS
            or w in COMMON_PAST
            or w in WANTING
            or w.endswith("ed")
            or self.lexicon.finite(w)
        )
