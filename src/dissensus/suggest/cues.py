"""Which words of a sentence signal speech or stance? ``Cues``, read from the tables in ``data/``"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dissensus.errors import SuggestError
from dissensus.suggest.surface import Sentence, fold_word

__all__ = ["Cue", "Cues", "Hit", "inflections", "word_set"]

_VOWELS: Final = "aeiou"


def word_set(text: str) -> frozenset[str]:
    """Return the words of a line as a set: how word lists are written in this package."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A signal: its citation form, what kind of signal it is, and which way it points (-1, 0, 1)."""

    lemma: str
    kind: str
    sign: int
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue at words ``first`` to ``stop`` of a sentence, and the words as they stand there."""

    cue: Cue
    first: int
    stop: int
    words: str


class Cues:
    """The cues of one table, found word by word, longest first. Cost: O(words)."""

    def __init__(self, table: str) -> None:
        self._index: dict[str, dict[str, list[tuple[tuple[str, ...], Cue]]]] = {}
        for cue, forms in _read(table):
            index = self._index.setdefault(cue.language, {})
            for form in forms:
                first, *rest = map(fold_word, form.replace("-", " ").split())
                index.setdefault(first, []).append((tuple(rest), cue))
        for index in self._index.values():
            for entries in index.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, sentence: Sentence, *, language: str = "en") -> list[Hit]:
        """Return the cues in a sentence in order; no two share a word. English where there is no table."""
        words, index = sentence.words, self._index.get(language) or self._index["en"]
        if index.keys().isdisjoint(words):
            return []
        hits: list[Hit] = []
        free = 0
        for i, word in enumerate(words):
            if word not in index or i < free:
                continue
            for rest, cue in index[word]:
                stop = i + 1 + len(rest)
                if words[i + 1 : stop] == rest and not _part_of_a_name(sentence, i, stop, cue):
                    hits.append(Hit(cue, i, stop, " ".join(words[i:stop])))
                    free = stop
                    break
        return hits


def _part_of_a_name(sentence: Sentence, first: int, stop: int, cue: Cue) -> bool:
    """Say whether the words are no words of their own: "United States", "state-owned", "two-state"."""
    text, base = sentence.text, sentence.span.start
    start, end = sentence.starts[first] - base, sentence.stops[stop - 1] - base
    if text[end : end + 1] == "-" or (start and text[start - 1] == "-"):
        return stop - first == 1
    if cue.language != "en" or not first or not text[start].isupper():
        return False
    return (
        text[start - 1 : start] == " "
        and text[start - 2 : start - 1].isalnum()
        and not text.isupper()
    )


@cache
def _read(table: str) -> tuple[tuple[Cue, tuple[str, ...]], ...]:
    return tuple(_rows(table))


def _rows(table: str) -> Iterator[tuple[Cue, tuple[str, ...]]]:
    """Read rows of language, kind, sign, forms; a verb marked ``*`` stands for its regular inflections."""
    text = (files("dissensus.suggest") / "data" / table).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 4:
            raise SuggestError(
                f"{table}, line {number}: found {len(parts)} columns, expected 4.",
                remedy="language, kind, sign, forms; separated by tabs.",
            )
        language, kind, sign, forms = parts
        for group in forms.split("|"):
            written = [form.strip() for form in group.split(",") if form.strip()]
            if not written:
                continue
            cue = Cue(written[0].rstrip("*"), kind, int(sign), language)
            yield cue, tuple(dict.fromkeys(_expand(written)))


def _expand(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        yield from inflections(form[:-1]) if form.endswith("*") else (form,)


def inflections(verb: str) -> tuple[str, ...]:
    """Return the regular forms of an English verb; particles stay: "point out", "pointed out", ...

    A final consonant is doubled after a single vowel in words of one syllable; other doublings are
    written out in the tables.
    """
    head, _, tail = verb.partition(" ")
    tail = f" {tail}" if tail else ""
    if head.endswith("e"):
        forms = (head, head + "s", head + "d", head[:-1] + "ing")
    elif head.endswith("y") and head[-2:-1] not in _VOWELS:
        forms = (head, head[:-1] + "ies", head[:-1] + "ied", head + "ing")
    else:
        vowels = sum(c in _VOWELS for c in head)
        double = (
            len(head) > 2
            and vowels == 1
            and head[-1] not in "wxy" + _VOWELS
            and head[-2] in _VOWELS
            and head[-3:-2] not in _VOWELS
        )
        stem = head + head[-1] if double else head
        plural = head + ("es" if head.endswith(("s", "x", "z", "ch", "sh")) else "s")
        forms = (head, plural, stem + "ed", stem + "ing")
    return tuple(form + tail for form in forms)
