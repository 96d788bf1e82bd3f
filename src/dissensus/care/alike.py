"""Which entities may be the same, which are not used? ``pairs``, ``Pair``, ``Likeness``, ``unused``

Three ways, the surest first: the same words after folding (case, diacritics, punctuation, articles), a
short form of the other's name, or similar wordings. Similar means that the words, in alphabetical order,
agree to at least 90 of 100 (twice the characters in common over all characters, by the longest common
subsequence), and that no number differs. Only wordings that share a rare word or the beginnings of
words are compared. Nothing is ever merged here; somebody looks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from dissensus.care.editing import APART
from dissensus.model.entity import Entity
from dissensus.text.tokens import fold, tokens

__all__ = ["THRESHOLD", "Likeness", "Pair", "pairs", "unused"]

THRESHOLD: Final = 90.0
_CROWD: Final = 60  # a block of more wordings than this says nothing
_SHORT: Final = re.compile(r"[^\W\d_]{2,8}")
_ARTICLE_WORDS: Final = (
    "the a an der die das den dem des le la les l el los las il lo gli i de het een o os as"
)
_LINK_WORDS: Final = (
    "of for and in on to at und für von im zu du et pour en da do del della e per y van voor"
)
_ARTICLES: Final = frozenset(_ARTICLE_WORDS.split())
_SMALL: Final = _ARTICLES | frozenset(_LINK_WORDS.split())


class Likeness(StrEnum):
    """In what two entities are alike."""

    SAME = "same"
    SHORT = "short"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities of one kind that may be the same, the wordings that say so, and how alike (0 to 100)."""

    one: str
    other: str
    likeness: Likeness
    wordings: tuple[str, str]
    score: float


def pairs(entities: Iterable[Entity], *, threshold: float = THRESHOLD) -> list[Pair]:
    """Return the pairs of entities that may be the same, the surest first.

    Those of which one is "different from" the other by an attribute are left out. Cost: about 0.6 s for
    10,000 entities.
    """
    by_kind: dict[str, list[Entity]] = {}
    for entity in entities:
        by_kind.setdefault(entity.kind, []).append(entity)
    found: dict[tuple[str, str], Pair] = {}
    for some in by_kind.values():
        apart = _apart(some)
        for pair in _every(some, threshold):
            key = (min(pair.one, pair.other), max(pair.one, pair.other))
            if key not in apart and key not in found:
                found[key] = pair
    order = list(Likeness)
    return sorted(
        found.values(), key=lambda p: (order.index(p.likeness), -p.score, p.wordings, p.one)
    )


def unused(
    entities: Iterable[Entity], used: Collection[str], waiting: Collection[tuple[str, str]]
) -> tuple[Entity, ...]:
    """Return entities that no statement uses (by identity), no suggestion names (kind, wording), and without children."""
    every = tuple(entities)
    above = {(e.kind, e.parent) for e in every if e.parent}
    return tuple(
        e
        for e in every
        if e.id not in used
        and (e.kind, e.name) not in above
        and not any((e.kind, word) in waiting for word in e.wordings)
    )


def _every(entities: Sequence[Entity], threshold: float) -> Iterator[Pair]:
    """Go through all pairs, in order of likeness; a pair may come more than once."""
    wordings = [(e.id, w) for e in entities for w in e.wordings]
    words = [_words(w) for _, w in wordings]
    yield from _same(wordings, words)
    yield from _short(wordings)
    yield from _similar(wordings, words, threshold)


def _same(wordings: Sequence[tuple[str, str]], words: Sequence[list[str]]) -> Iterator[Pair]:
    first: dict[str, int] = {}
    for place, (one, wording) in enumerate(wordings):
        key = " ".join(words[place]) or fold(wording)
        earlier = first.setdefault(key, place)
        if wordings[earlier][0] != one:
            other, theirs = wordings[earlier]
            yield Pair(other, one, Likeness.SAME, (theirs, wording), 100.0)


def _short(wordings: Sequence[tuple[str, str]]) -> Iterator[Pair]:
    """Find wordings that are the initials of another's words, with or without the small ones."""
    initials: dict[str, list[int]] = {}
    for place, (_, wording) in enumerate(wordings):
        words = [span.of(wording) for span in tokens(wording)]
        content = [w for w in words if fold(w) not in _SMALL]
        for some in {tuple(words), tuple(content)}:
            if len(some) > 1:
                initials.setdefault("".join(w[0] for w in some).upper(), []).append(place)
    for one, wording in wordings:
        letters = wording.replace(".", "").replace(" ", "")
        if not _SHORT.fullmatch(letters) or letters != letters.upper():
            continue
        for place in initials.get(letters, ())[:_CROWD]:
            other, theirs = wordings[place]
            if other != one:
                yield Pair(other, one, Likeness.SHORT, (theirs, wording), 100.0)


def _similar(
    wordings: Sequence[tuple[str, str]], words: Sequence[list[str]], threshold: float
) -> Iterator[Pair]:
    texts = [" ".join(sorted(some)) for some in words]
    numbers = [sorted(w for w in some if any(c.isdigit() for c in w)) for some in words]
    blocks: dict[str, list[int]] = {}
    for place, some in enumerate(words):
        for key in _keys(some) if some else ():
            blocks.setdefault(key, []).append(place)
    best: dict[tuple[str, str], Pair] = {}
    compared: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) < 2 or len(block) > _CROWD:
            continue
        for i, left in enumerate(block):
            for right in block[i + 1 :]:
                one, other = wordings[left][0], wordings[right][0]
                if one == other or (left, right) in compared:
                    continue
                compared.add((left, right))
                if numbers[left] != numbers[right]:
                    continue
                score = fuzz.ratio(texts[left], texts[right], score_cutoff=threshold)
                earlier = best.get((one, other))
                if score and (earlier is None or earlier.score < score):
                    said = (wordings[left][1], wordings[right][1])
                    best[one, other] = Pair(one, other, Likeness.SIMILAR, said, round(score, 1))
    yield from best.values()


def _keys(words: Sequence[str]) -> set[str]:
    """Return what similar wordings have in common: a word, or the beginnings or ends of their words."""
    keys = {f"={word}" for word in words if len(word) > 2}
    ordered = sorted(words)
    keys.add("<" + " ".join(word[:3] for word in ordered))
    keys.add(">" + " ".join(word[-3:] for word in ordered))
    joined = "".join(ordered)
    keys.add(f"^{joined[:6]}")
    keys.add(f"${joined[-6:]}")
    return keys


def _words(wording: str) -> list[str]:
    """Return the words without case, diacritics, punctuation, and articles unless there is nothing else.

    >>> _words("The Économist, Ltd.")
    ['economist', 'ltd']
    """
    plain = fold(wording)
    words = [span.of(plain) for span in tokens(plain)]
    return [word for word in words if word not in _ARTICLES] or words


def _apart(entities: Sequence[Entity]) -> set[tuple[str, str]]:
    """Return the pairs somebody has told apart."""
    ids = {e.name: e.id for e in entities}
    return {
        (min(e.id, ids[a.value]), max(e.id, ids[a.value]))
        for e in entities
        for a in e.attributes
        if a.name == APART and a.value in ids
    }
