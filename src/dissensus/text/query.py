"""What does somebody look for, and where does a text say it? ``Query``, ``Part``, ``window``

Words (all of them must be there), "phrases" and beginnings*; case and accents make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from dissensus.model.span import Span

__all__ = ["Part", "Query", "Term", "window"]

_TYPED: Final = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_WORD: Final = re.compile(r"[^\W_]+")
_INSIDE: Final = r"[^\W_]"
_BETWEEN: Final = r"[\W_]+"
_PIECE: Final = (
    50_000  # characters looked through at once: the first match of a book is often on page one
)
_LONGEST: Final = 2_000  # of a phrase with what stands between its words


class Part(NamedTuple):
    """A piece of a snippet; ``hit`` says that it is what was looked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after another; the last may be a beginning only."""

    words: tuple[str, ...]
    beginning: bool


@dataclass(frozen=True)
class Query:
    """What is looked for; without a term there is nothing to find."""

    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, typed: str) -> Query:
        """Read what somebody typed; nothing in it is a command, and a quotation mark may be missing."""
        terms = []
        for phrase, star, word in _TYPED.findall(typed):
            words = tuple(_WORD.findall(phrase or word))
            if words:
                terms.append(Term(words, bool(star) or word.endswith("*")))
        return cls(tuple(terms))

    def expression(self) -> str:
        """Return it as an expression of SQLite's FTS5."""
        return " AND ".join(
            f'"{" ".join(term.words)}"' + ("*" if term.beginning else "") for term in self.terms
        )

    def spans(self, text: str) -> Iterator[Span]:
        """Go through the places where the text has one of the terms. Cost: O(n), as far as one goes."""
        if not self.terms:
            return
        start = 0
        while start < len(text):
            stop = start + _PIECE
            left = max(0, start - 1)  # to see whether a word began before
            piece = _plain(text[left : stop + _LONGEST])
            at = start
            for found in self._pattern.finditer(piece, start - left):
                begin, end = left + found.start(), left + found.end()
                if begin >= stop:
                    break
                yield Span(begin, end)
                at = end
            start = max(stop, at)

    def parts(self, text: str, start: int = 0, stop: int | None = None) -> list[Part]:
        """Cut a stretch of the text into what was looked for and the rest."""
        words = text[start:stop]
        found: list[Part] = []
        at = 0
        for span in self.spans(words):
            if span.start > at:
                found.append(Part(words[at : span.start], False))
            found.append(Part(words[span.start : span.stop], True))
            at = span.stop
        if at < len(words) or not found:
            found.append(Part(words[at:], False))
        return found

    def first(self, text: str) -> Span | None:
        """Return the first place, if there is one."""
        return next(self.spans(text), None)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = []
        for term in sorted(self.terms, key=lambda t: (-len(t.words), t.words)):
            words = _BETWEEN.join(re.escape(_plain(word)) for word in term.words)
            forms.append(words + (f"{_INSIDE}*" if term.beginning else f"(?!{_INSIDE})"))
        return re.compile(f"(?<!{_INSIDE})(?:{'|'.join(forms)})")


def window(text: str, span: Span, around: int) -> tuple[int, int]:
    """Return a stretch with so many characters on each side of a span, cut between words."""
    start, stop = max(0, span.start - around), min(len(text), span.stop + around)
    if start and not text[start - 1].isspace():
        space = text.find(" ", start, span.start)
        start = space + 1 if space >= 0 else start
    if stop < len(text) and not text[stop].isspace():
        space = text.rfind(" ", span.stop, stop)
        stop = space if space >= 0 else stop
    return start, stop


class _Plain(dict[int, str]):
    """Character by character: small, without accents, one for one."""

    def __missing__(self, point: int) -> str:
        apart = unicodedata.normalize("NFD", chr(point))
        marks = all(unicodedata.combining(mark) for mark in apart[1:])
        plain = (apart[0] if marks else chr(point)).lower()[:1]
        self[point] = plain
        return plain


_PLAIN: Final = _Plain()


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_PLAIN)
