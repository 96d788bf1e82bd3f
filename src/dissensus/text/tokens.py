"""What are the words of a text, and when are two spellings the same? ``tokens``, ``fold``, ``straighten``"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from dissensus.model.span import Span

__all__ = ["fold", "is_word_character", "straighten", "tokens"]

_ASCII_WORD: Final = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")

# Characters that are set for each other without a change of meaning; each stands for one other.
_VARIANTS: Final = (
    ("'", "’‘ʼ‛′＇"),
    ('"', "“”„‟«»″"),
    ("-", "‐‑‒–—―−"),
    # The zero-width non-joiner of Persian is often typed as a space.
    (
        " ",
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\u200c",
    ),
    ("ی", "يىۍ"),
    ("ک", "ك"),
    ("ه", "ۀۂ"),
)


def tokens(text: str) -> list[Span]:
    """Return the spans of the words: letters, digits and marks, with apostrophes or joiners inside.

    "don't" and the Persian "می‌رود" are one word, "anti-war" is two. O(n).
    """
    word = _ASCII_WORD if text.isascii() else _word()
    return [Span(*found.span()) for found in word.finditer(text)]


def straighten(text: str) -> str:
    """Return ``text`` with typographic variants replaced by the plain character, offset for offset.

    Apostrophes, quotation marks, dashes, spaces (the zero-width non-joiner among them), and the Arabic
    forms of Persian letters. The length never changes. O(n).
    """
    if text.isascii():
        return text
    for plain, variants in _VARIANTS:
        for variant in variants:
            if variant in text:
                text = text.replace(variant, plain)
    return text


def fold(text: str) -> str:
    """Return the form in which two spellings that differ in case, accents or typography are equal.

    Straightened, case-folded, without combining marks, stretched Arabic letters and joiners; offsets do
    not survive. O(n).
    """
    if text.isascii():
        return text.lower()
    # Twice: compatibility forms such as ℠ hide capitals, and small letters come apart in turn.
    bare = unicodedata.normalize("NFKD", straighten(text))
    bare = unicodedata.normalize("NFKD", bare.casefold())
    kept = [
        mark
        for mark in bare
        if mark not in "\u0640\u200d\u00ad" and not unicodedata.combining(mark)
    ]
    # Decomposition takes the hamza off some letters; what it leaves is straightened once more.
    return straighten(unicodedata.normalize("NFC", "".join(kept)))


def is_word_character(character: str) -> bool:
    """Say whether a character is part of a word: a letter, a digit, or a mark on one."""
    return character.isalnum() or (
        character >= "\u0300" and unicodedata.category(character)[0] == "M"
    )


@cache
def _word() -> re.Pattern[str]:
    """Words in any script; Python's own class would tear Hindi and pointed Arabic at every mark."""
    basic_plane = map(chr, range(0x300, 0x10000))
    marks = "".join(mark for mark in basic_plane if unicodedata.category(mark)[0] == "M")
    letters = f"(?:[^\\W_]|[{marks}])+"
    return re.compile(f"{letters}(?:['’ʼ\u200c\u200d\u00ad]{letters})*")
