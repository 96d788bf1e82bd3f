"""Which texts are copies of each other? ``signatures``, ``groups``

Two texts are near duplicates if they share most of their shingles (runs of five words). The share
(Jaccard's coefficient) is estimated by MinHash (Broder 1997): in a signature of k minima the part that
agrees estimates it with a standard error of at most 1 / (2 √k), here 0.044. Signatures that agree in a
whole band of rows are compared; the others never are (Leskovec, Rajaraman & Ullman, Mining of Massive
Datasets, ch. 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, islice
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from dissensus.errors import AnalysisError
from dissensus.text.tokens import straighten

__all__ = ["groups", "joined", "shared", "signature", "signatures"]

_Signatures = NDArray[np.uint32]

_MINIMA: Final = 128
_SEED: Final = (
    42  # part of what a signature is: another seed makes signatures that can't be compared
)
_SHINGLE: Final = 5
_AT_ONCE: Final = 50  # texts whose shingles are in memory together
_WORDS: Final = re.compile(r"\w+")
_MISSED: Final = 0.001  # the share of pairs at the threshold the bands may miss


def signature(text: str) -> Sequence[int]:
    """Return the MinHash signature of a text: 128 numbers, or none if the text has no words.

    Case, punctuation and white space do not count. The same text has the same signature on every
    machine. O(n); about 0.3 ms for 5,000 characters, less where many are asked for at once.
    """
    return signatures((text,))[0]


def signatures(texts: Iterable[str]) -> list[Sequence[int]]:
    """Return the signature of each text; see ``signature``. About 0.2 ms for 5,000 characters."""
    found: list[Sequence[int]] = []
    remaining = iter(texts)
    while shingled := [_shingles(text) for text in islice(remaining, _AT_ONCE)]:
        sets = [shingles for shingles in shingled if shingles]
        minima = iter(RMinHash.digests_from_token_sets(sets, _MINIMA, _SEED))
        found += [tuple(next(minima)) if shingles else () for shingles in shingled]
    return found


def shared(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate which share of their phrases two texts have in common; 0 where one has no words."""
    if not len(one) or not len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def groups(signatures: Mapping[str, Sequence[int]], *, threshold: float = 0.8) -> dict[str, str]:
    """Return, for each member of a group of near duplicates, the first member of its group.

    The mapping goes from identities to signatures; "first" follows its order. Two texts are joined if
    their estimated share of shingles is ``threshold`` or more; a group is what is joined directly or
    through others. Texts without a near duplicate, and those without words, are left out.
    O(n × bands × log n + pairs compared).

    Raises ``AnalysisError`` if the threshold is not above 0 and at most 1.
    """
    if not 0 < threshold <= 1:
        raise AnalysisError(
            f"A threshold of {threshold} makes no groups.",
            remedy="Give a share above 0 and at most 1, such as 0.8.",
        )
    names = [name for name, minima in signatures.items() if len(minima)]
    rows = np.array([signatures[name] for name in names], dtype=np.uint32)
    return joined(names, rows, threshold=threshold)


def joined(names: Sequence[str], rows: _Signatures, *, threshold: float = 0.8) -> dict[str, str]:
    """Do what ``groups`` does with signatures that are rows of a matrix already: 512 bytes a text."""
    if len(names) < 2:
        return {}
    first = _joined(rows, threshold)
    size = np.bincount(first, minlength=len(names))
    return {
        name: names[head]
        for name, head in zip(names, first.tolist(), strict=True)
        if size[head] > 1
    }


def _shingles(text: str) -> list[str]:
    """The runs of five words, or all words where there are fewer; cut from the words joined once."""
    words = _WORDS.findall(straighten(text).lower())
    plain = " ".join(words)
    if len(words) <= _SHINGLE:
        return [plain] if words else []
    starts = [0, *accumulate(map((1).__add__, map(len, words)))]
    return [plain[a : b - 1] for a, b in zip(starts, starts[_SHINGLE:], strict=False)]


def _joined(rows: _Signatures, threshold: float) -> NDArray[np.int64]:
    """The first row of each row's group."""
    parent = list(range(len(rows)))

    def head(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    height = _band_height(threshold)
    for start in range(0, _MINIMA, height):
        for bucket in _buckets(rows[:, start : start + height]):
            # Members are compared with one of them, those unlike it with the next: copies of one text
            # cost one comparison each, however many there are.
            rest = bucket
            while len(rest) > 1:
                agree = (rows[rest[1:]] == rows[rest[0]]).mean(axis=1) >= threshold
                for row in rest[1:][agree].tolist():
                    a, b = sorted((head(int(rest[0])), head(row)))
                    parent[b] = a
                rest = rest[1:][~agree]
    return np.array([head(row) for row in range(len(rows))], dtype=np.int64)


def _band_height(threshold: float) -> int:
    """The most rows a band may have and still miss hardly a pair at the threshold."""
    for height in (16, 8, 4, 2):
        if (1 - threshold**height) ** (_MINIMA // height) <= _MISSED:
            return height
    return 1


def _buckets(band: _Signatures) -> list[NDArray[np.int64]]:
    """The rows that agree in the whole band, two and more at a time."""
    keys = (
        np.ascontiguousarray(band).view(np.dtype((np.void, band.itemsize * band.shape[1]))).ravel()
    )
    order = np.argsort(keys, kind="stable")
    changes = np.flatnonzero(keys[order][1:] != keys[order][:-1]) + 1
    starts, stops = np.append(0, changes), np.append(changes, len(order))
    several = stops - starts > 1
    return [order[a:b] for a, b in zip(starts[several], stops[several], strict=True)]
