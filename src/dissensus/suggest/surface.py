"""How is a text cut up before anybody is heard in it? ``Sentence``, ``Quoted``, words, clauses"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from dissensus.model.document import Document, Role
from dissensus.model.span import Span
from dissensus.suggest.names import Mention
from dissensus.text.sentences import sentences as split

__all__ = ["Quoted", "Sentence", "clauses", "cut", "fold_word", "quotations"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD: Final = re.compile(
    r"[^\W_][^\W_\u0300-\u036f\u064b-\u065f]*(?:['’\u200c\u0300-\u036f\u064b-\u065f]+[^\W_]+)*"
)
_FOLD: Final = str.maketrans(
    {"’": "'", "\u200c": None, "ي": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "ؤ": "و"}
    | {chr(c): None for c in range(0x64B, 0x660)}
)
_PAIRS: Final = {"“": "”“", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", '"': '"', "'": "'"}
_MARKS: Final = re.compile(r"[“”„«»‹›\"‘’']|\n[ \t]*\n")
_BREAKS: Final = re.compile(
    r"[;:؛]|\s[—–-]{1,2}\s|—|[,،]?\s(?:but|while|whereas|although|though|because|since|unless|which|who|whose"
    r"|aber|sondern|während|obwohl|weil|اما|ولی|زیرا|چون|هرچند)\s|,\s(?:and|or|so|yet|und|denn)\s",
)
# What must stand in a sentence before _BREAKS is worth trying: one of its marks or one of its words.
_BREAK_MARKS: Final = re.compile(r"[;:؛—–]|\s-")
_BREAK_WORDS: Final = _words(
    "but while whereas although though because since unless which who whose and or so yet und denn"
    " aber sondern während obwohl weil اما ولی زیرا چون هرچند"
)
_ASCII_WORD: Final = re.compile(r"[A-Za-z0-9]+(?:'+[A-Za-z0-9]+)*")  # what _WORD is in such a text
_SPEECH_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks: ``span`` with the marks, ``inner`` without; ``depth`` 0 is outermost."""

    span: Span
    inner: Span
    depth: int
    speech: bool  # long enough to be somebody's words, not a term held at arm's length
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``words`` are folded to lower case, ``starts`` and ``stops`` are their offsets."""

    index: int
    span: Span
    text: str
    paragraph: int
    role: Role | None
    words: tuple[str, ...]
    starts: tuple[int, ...]
    stops: tuple[int, ...]
    mentions: tuple[Mention, ...]

    def word_at(self, offset: int) -> int:
        """Return the index of the first word that starts at ``offset`` or later. Cost: O(log n)."""
        return bisect_left(self.starts, offset)

    def with_mentions(self, mentions: tuple[Mention, ...]) -> Sentence:
        """Return the sentence with other mentions in it."""
        return Sentence(
            self.index,
            self.span,
            self.text,
            self.paragraph,
            self.role,
            self.words,
            self.starts,
            self.stops,
            mentions,
        )

    def words_in(self, start: int, stop: int) -> tuple[str, ...]:
        """Return the folded words that start in [start, stop)."""
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, stop)]


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Lower a word, make its apostrophe plain, drop joiners and a possessive 's."""
    if not word.isascii():
        word = word.translate(_FOLD)
    word = word.lower()
    return word[:-2] if word.endswith("'s") else word


def cut(document: Document, mentions: Sequence[Mention]) -> list[Sentence]:
    """Cut a document into sentences with their words and mentions. Cost: O(length)."""
    text = document.text
    starts = [m.span.start for m in mentions]
    roles = [(r.span, r.role) for r in document.regions if r.role.speaks]
    role_starts = [span.start for span, _ in roles]
    breaks = [m.start() for m in re.finditer(r"\n[ \t]*\n", text)]
    word = _ASCII_WORD if text.isascii() else _WORD
    result = []
    for index, span in enumerate(
        split(text, language=document.language or "en", regions=document.regions)
    ):
        at = bisect_right(role_starts, span.start) - 1
        role = roles[at][1] if at >= 0 and roles[at][0].contains(span) else None
        found = list(word.finditer(text, span.start, span.stop))
        result.append(
            Sentence(
                index,
                span,
                text[span.start : span.stop],
                bisect_left(breaks, span.start),
                role,
                tuple([fold_word(m[0]) for m in found]),
                tuple([m.start() for m in found]),
                tuple([m.end() for m in found]),
                tuple(mentions[bisect_left(starts, span.start) : bisect_left(starts, span.stop)]),
            )
        )
    return result


def quotations(text: str) -> list[Quoted]:
    """Find what stands between quotation marks of English, German, French and Persian typography.

    A quotation ends with its paragraph at the latest: the custom of opening every paragraph of a long
    quotation anew. An apostrophe opens nothing. Cost: O(length).
    """
    result: list[Quoted] = []
    stack: list[tuple[str, int]] = []
    paragraph = 0
    for match in _MARKS.finditer(text):
        mark, at = match[0], match.start()
        if mark[0] == "\n":
            _leave_open(text, stack, at, paragraph, result)
            stack, paragraph = [], match.end()
            continue
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if mark in "‘’'" and before.isalnum() and after.isalnum():
            continue
        depth = next((d for d in range(len(stack) - 1, -1, -1) if mark in _PAIRS[stack[d][0]]), -1)
        opening = mark in _PAIRS and not before.isalnum() and (mark == "«" or not after.isspace())
        if depth >= 0 and not (
            opening and mark in "“" and stack[depth][0] != "„" and before.isspace()
        ):
            if mark in "’'" and not (before.isalnum() or before in ".,!?…"):
                continue
            _close(text, stack[depth][1], at + 1, depth, result)
            del stack[depth:]
        elif opening:
            stack.append((mark, at))
    _leave_open(text, stack, len(text), paragraph, result)
    result.sort(key=lambda q: (q.span.start, -q.span.stop))
    return result


def _close(
    text: str, start: int, stop: int, depth: int, into: list[Quoted], *, closed: bool = True
) -> None:
    inner_stop = stop - 1 if closed else stop
    if inner_stop - start < 2:
        return
    inner = text[start + 1 : inner_stop]
    words = inner.count(" ") + 1
    speech = words >= _SPEECH_WORDS or (words > 1 and inner[-1] in ".!?")
    into.append(Quoted(Span(start, stop), Span(start + 1, inner_stop), depth, speech, closed))


def _leave_open(
    text: str, stack: list[tuple[str, int]], stop: int, paragraph: int, into: list[Quoted]
) -> None:
    if not stack:
        return
    mark, start = stack[0]
    at_start = not text[paragraph:start].strip(" *_>\t\n")
    if mark in "“„«" or (mark == '"' and at_start):
        _close(text, start, stop, 0, into, closed=False)


def clauses(sentence: Sentence) -> list[Span]:
    """Cut a sentence where a clause is likely to end: conjunctions, relatives, semicolons, dashes."""
    if _BREAK_WORDS.isdisjoint(sentence.words) and not _BREAK_MARKS.search(sentence.text):
        return [sentence.span]
    base, borders = sentence.span.start, [sentence.span.start]
    for match in _BREAKS.finditer(sentence.text):
        border = base + match.start()
        if border > borders[-1]:
            borders.append(border)
    borders.append(sentence.span.stop)
    return [Span(a, b) for a, b in pairwise(borders) if a < b]
