"""Which texts are ingested to measure? ``text``, ``write_folder``: invented, the same on every machine

Words are made of syllables and drawn with Zipf's frequencies, so that the index meets common and rare
words as in a real corpus. One text in twenty is a copy of an earlier one with a new first sentence, as
when several papers print the same agency report.
"""

from __future__ import annotations

import html
import random
from itertools import accumulate
from pathlib import Path
from typing import Final

__all__ = ["WORDS", "text", "write_folder"]

_SYLLABLES: Final = ["ba", "ko", "ri", "ta", "ve", "lu", "mo", "ne", "si", "dra", "fel", "gor"]
_COMMON: Final = ["the", "of", "and", "to", "in", "that", "for", "was", "on", "with", "said", "not"]
_COPIED: Final = 20  # one in so many is a copy
_MADE: Final = random.Random(11)
WORDS: Final = [
    *_COMMON,
    *dict.fromkeys(
        "".join(_MADE.choices(_SYLLABLES, k=_MADE.randint(2, 5))) for _ in range(30_000)
    ),
]
_FREQUENCIES: Final = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))


def text(number: int, *, characters: int) -> str:
    """Make the text of that number: a headline, then paragraphs of sentences."""
    rng = random.Random(number)
    if number % _COPIED == _COPIED - 1:
        first, rest = text(number - 1, characters=characters).split("\n\n", 1)
        return f"{first}\n\n{_sentence(rng)} {rest}"
    paragraphs = [_sentence(rng).rstrip(".")]
    length = 0
    while length < characters:
        paragraph = " ".join(_sentence(rng) for _ in range(5))
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs) + "\n"


def write_folder(folder: Path, numbers: range, *, characters: int, kind: str) -> None:
    """Write the texts into a new folder as ``plain`` text, as ``html`` pages, or ``mixed`` by turns."""
    folder.mkdir()
    for number in numbers:
        body = text(number, characters=characters)
        if kind == "html" or (kind == "mixed" and number % 2):
            (folder / f"{number:06}.html").write_text(_page(body, number), "utf-8")
        else:
            (folder / f"{number:06}.txt").write_text(body, "utf-8")


def _sentence(rng: random.Random) -> str:
    words = rng.choices(WORDS, cum_weights=_FREQUENCIES, k=rng.randint(8, 24))
    return f"{' '.join(words).capitalize()}."


def _page(body: str, number: int) -> str:
    title, *paragraphs = html.escape(body).strip().split("\n\n")
    day = f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}"
    words = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{day}"></head><body>'
        f'<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>{title}</h1>\n'
        f"{words}</article><footer>All rights reserved.</footer></body></html>\n"
    )
