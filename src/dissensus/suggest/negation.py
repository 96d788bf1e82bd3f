"""Which words deny others, and which marks part them? Negators, denials that cancel out, asides"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dissensus.suggest.cues import word_set
from dissensus.suggest.surface import Sentence

__all__ = [
    "CONNECTIVES",
    "NEGATORS",
    "PARENTHETICAL",
    "denials_in",
    "doubly_denied",
    "negated",
    "negators_in",
    "parted",
]

NEGATORS: Final = word_set(
    "not never no n't don't doesn't didn't won't isn't aren't wasn't can't cannot couldn't shouldn't wouldn't nor"
    " neither nobody none nothing hardly without nicht nie niemals kein keine keinen niemand نه هیچ نیست نباید هرگز"
)
# "not only" and "nothing but" deny nothing.
_NOT_DENYING: Final = frozenset(
    {(no, word) for no in ("not", "nicht") for word in ("only", "just", "merely", "least", "nur")}
    | {("nothing", "more"), ("nothing", "but"), ("nothing", "less"), ("no", "doubt")}
)
_DENIALS: Final = word_set(
    "impossible unimaginable unthinkable unattainable inconceivable unmöglich"
)
_BEHIND: Final = word_set("without unless ohne")
CONNECTIVES: Final = word_set("and or but then und oder aber و یا اما")
PARENTHETICAL: Final = re.compile(
    r", (?:(?:however|too|in turn|of course|for example|in fact|he said|she said|they said)"
    r"|(?:\w+ed|which|who|including|especially|particularly|like|such as|as) [^,;:()]{2,80}),"
)
_NEGATION_REACH: Final = 3


def negators_in(sentence: Sentence, first: int, stop: int) -> list[str]:
    """Return the words from ``first`` to ``stop`` that negate; not those of "not only", "nothing but"."""
    words = sentence.words
    return [
        words[i]
        for i in range(max(0, first), min(stop, len(words)))
        if words[i] in NEGATORS and words[i : i + 2] not in _NOT_DENYING
    ]


def negated(sentence: Sentence, first: int, least: int) -> str:
    """Return the negator that reaches the word of index ``first``, or nothing."""
    for i in range(first - 1, max(least, first - _NEGATION_REACH - 1) - 1, -1):
        word = sentence.words[i]
        if word in NEGATORS and sentence.words[i : i + 2] not in _NOT_DENYING:
            return word
        if word in CONNECTIVES:
            return ""
    subject = sentence.words[least : least + 2]
    return next(
        (w for w in subject if w in ("nobody", "no", "none", "niemand", "kein", "keine")), ""
    )


def denials_in(sentence: Sentence, first: int, stop: int) -> list[str]:
    """Return the words from ``first`` to ``stop`` by which a claim is denied; two that cancel out are left out."""
    words = sentence.words
    found = negators_in(sentence, first - 2, stop)
    denials = [w for w in words[max(0, first - 6) : stop + 6] if w in _DENIALS]
    if denials and doubly_denied(words):
        return [w for w in found if w not in _BEHIND]
    return found + denials


def doubly_denied(words: Sequence[str]) -> bool:
    """Say whether nothing is said to go without something: "impossible without", "unimaginable unless"."""
    at = next((i for i, w in enumerate(words) if w in _DENIALS), -1)
    return at >= 0 and bool(_BEHIND & set(words[at + 1 : at + 6]))


def parted(sentence: Sentence, a: int, b: int) -> bool:
    """Say whether a comma, a colon or the like stands between words ``a`` and ``b``."""
    between = sentence.text[
        sentence.stops[a] - sentence.span.start : sentence.starts[b] - sentence.span.start
    ]
    return any(c in ",;:()،؛" for c in PARENTHETICAL.sub(" ", between))
