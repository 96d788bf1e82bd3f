"""Which words say what one actor does to another? ``Lexicon``, read from ``data/relations.tsv``"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from dissensus.errors import SuggestError
from dissensus.suggest.cues import inflections
from dissensus.suggest.surface import fold_word

__all__ = ["Form", "Hit", "Lexicon", "Shape", "Trigger", "lexicon"]

_TABLE: Final = "relations.tsv"
_GAP: Final = "_"
_LONGEST_GAP: Final = 3
_INSEPARABLE: Final = ("be", "er", "ver", "ent", "zer", "ge", "unter", "über", "wider", "miss")


class Shape(StrEnum):
    """How a word takes its source X and its target Y; the table's header shows one example of each."""

    IRREGULAR = "irregular"
    VERB = "verb"
    MUTUAL = "mutual"
    JOINT = "joint"
    NOUN = "noun"
    BOND = "bond"
    ADJECTIVE = "adjective"
    ROLE = "role"
    COMPOUND = "compound"
    LIGHT = "light"


class Form(StrEnum):
    """A form of a verb; other words have only a base."""

    BASE = "base"
    THIRD = "third person"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"


_FORMS: Final = tuple(Form)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of the lexicon: its citation form, how it takes its arguments, what it means."""

    lemma: str
    shape: Shape
    kind: str
    sign: int
    language: str
    prepositions: frozenset[str] = frozenset()  # before the target


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger at words ``first`` to ``stop`` of a sentence, in one of ``forms``."""

    trigger: Trigger
    first: int
    stop: int
    forms: frozenset[Form]


_Entry = tuple[tuple[str, ...], Trigger, frozenset[Form]]


class Lexicon:
    """The words of one language, found by their first word. Cost of ``find``: O(words)."""

    def __init__(self, language: str, rows: tuple[tuple[str, Shape, str, int, str], ...]) -> None:
        self.language = language
        own = [row for row in rows if row[0] == language]
        self._irregular = {
            forms[0]: tuple(forms)
            for _, shape, _, _, lemmas in own
            if shape is Shape.IRREGULAR
            for forms in (lemma.split(",") for lemma in lemmas.split("|"))
        }
        self.light: dict[tuple[str, ...], int] = {}
        self.nouns: set[str] = set()
        self._index: dict[str, list[_Entry]] = {}
        self.lemmas = 0
        for _, shape, kind, sign, lemmas in own:
            if shape is not Shape.IRREGULAR:
                for lemma in filter(None, lemmas.split("|")):
                    self.lemmas += 1
                    self._add(lemma, shape, kind, sign, language)
        for entries in self._index.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, words: tuple[str, ...]) -> list[list[Hit]]:
        """Return, for each word that may begin a trigger, its hits with the longest first."""
        index = self._index
        found: list[list[Hit]] = []
        if index.keys().isdisjoint(words):
            return found
        for i in [i for i, word in enumerate(words) if word in index]:
            here = [
                Hit(trigger, i, stop, forms)
                for rest, trigger, forms in index[words[i]]
                if (stop := _match(words, i + 1, rest))
            ]
            if here:
                found.append(here)
        return found

    def finite(self, word: str) -> bool:
        """Say whether a word can be the finite verb of a clause, as far as this lexicon knows."""
        return any(
            trigger.shape in (Shape.VERB, Shape.MUTUAL) and forms & {Form.THIRD, Form.PAST}
            for _, trigger, forms in self._index.get(word, ())
        )

    def _add(self, lemma: str, shape: Shape, kind: str, sign: int, language: str) -> None:
        written, _, prepositions = lemma.partition(":")
        trigger = Trigger(
            written.split(",")[0].rstrip("*"),
            shape,
            kind,
            sign,
            language,
            frozenset(filter(None, prepositions.split(","))),
        )
        forms: dict[str, set[Form]] = {}
        for form, what in self._forms(written, shape, language):
            forms.setdefault(form, set()).add(what)
        for form, kinds in forms.items():
            words = [w if w == _GAP else fold_word(w) for w in form.replace("-", " ").split()]
            if shape is Shape.LIGHT:
                self.light[tuple(words)] = sign
            else:
                self._index.setdefault(words[0], []).append(
                    (tuple(words[1:]), trigger, frozenset(kinds))
                )
            if shape in (Shape.NOUN, Shape.ROLE):
                self.nouns.add(words[-1])

    def _forms(self, lemma: str, shape: Shape, language: str) -> Iterator[tuple[str, Form]]:
        verbal = shape in (Shape.VERB, Shape.MUTUAL, Shape.JOINT, Shape.LIGHT)
        if language == "de" and verbal:
            yield from _german(lemma)
        elif language == "en" and verbal:
            head, _, tail = lemma.partition(" ")
            regular = inflections(head)
            forms = self._irregular.get(head) or (*regular[:3], *regular[2:])
            for form, what in zip(forms, _FORMS, strict=True):
                yield f"{form} {tail}".rstrip(), what
        else:
            yield lemma, Form.BASE
            if shape is Shape.ROLE:
                yield inflections(lemma)[1], Form.BASE


def _match(words: tuple[str, ...], at: int, rest: tuple[str, ...]) -> int:
    """Return where a match of ``rest`` at ``at`` ends; 0 if there is none."""
    for place, wanted in enumerate(rest):
        if wanted == _GAP:
            for gap in range(_LONGEST_GAP + 1):
                stop = _match(words, at + gap, rest[place + 1 :])
                if stop:
                    return stop
            return 0
        if at >= len(words) or words[at] != wanted:
            return 0
        at += 1
    return at


def _german(lemma: str) -> Iterator[tuple[str, Form]]:
    if not lemma.endswith("*"):
        for form in lemma.split(","):
            if form.startswith("+"):
                yield form[1:], Form.PARTICIPLE
            else:
                yield form, Form.BASE if form == lemma.split(",")[0] else Form.PAST
        return
    infinitive = lemma[:-1]
    stem = infinitive[:-2]
    joint = "e" if stem[-1] in "td" else ""
    yield infinitive, Form.BASE
    yield f"{stem}{joint}t", Form.THIRD
    yield f"{stem}{joint}te", Form.PAST
    yield f"{stem}{joint}ten", Form.PAST
    bare = infinitive.endswith("ieren") or infinitive.startswith(_INSEPARABLE)
    yield f"{'' if bare else 'ge'}{stem}{joint}t", Form.PARTICIPLE


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return the lexicon of a language ("" counts as English), or None where there is none."""
    rows = _rows()
    wanted = language or "en"
    return Lexicon(wanted, rows) if any(row[0] == wanted for row in rows) else None


@cache
def _rows() -> tuple[tuple[str, Shape, str, int, str], ...]:
    text = (files("dissensus.suggest") / "data" / _TABLE).read_text("utf-8")
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 5:
            raise SuggestError(
                f"{_TABLE}, line {number}: found {len(parts)} columns, expected 5.",
                remedy="language, shape, kind, sign, lemmas; separated by tabs.",
            )
        language, shape, kind, sign, lemmas = parts
        rows.append((language, Shape(shape), kind, int(sign), lemmas))
    return tuple(rows)
