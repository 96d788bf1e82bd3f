"""Which contested idea is a sentence about, though no wording of it stands there? ``Themes``"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from dissensus.model.entity import Entity
from dissensus.suggest.concepts import FUNCTION_WORDS, is_proposition
from dissensus.suggest.concepts import stem as cut_stem
from dissensus.suggest.cues import word_set
from dissensus.suggest.surface import Sentence, fold_word

__all__ = ["Theme", "ThemeHit", "Themes"]

_WORD: Final = re.compile(r"[^\W_]+(?:['’\u200c][^\W_]+)*")
# Words of a definition that say how it is meant, not what it is about.
_GENERAL: Final = word_set(
    "such own real genuine right useful legitimate enough all should must needs need own themselves"
    " means way step towards them other another one two very more most both themselves"
)
_DEMANDS: Final = word_set(
    "must should shall need needs needed has have soll sollen muss müssen باید ought"
)
_ADDING: Final = word_set("on with against for from in to mit auf gegen für von")
_CLAIMING: Final = word_set(
    "is are was were must should shall can cannot will would has have needs need ist sind muss soll است باید"
)
_COPULAS: Final = word_set("is are was were ist sind است")
_WINDOW: Final = 20  # words between the first and the last word of a theme
_PHRASE: Final = 5  # words over which a phrase of a theme may reach
_BEFORE: Final = 3  # sentences before whose words count half
_LEAST_BITS: Final = 5.5
_SURE_BITS: Final = 14.0
_DEFINITION: Final = 0.7  # a word of the definition counts less than one of the name
_SMOOTHING: Final = 30  # sentences: in a short text nothing is known to be rare
_SUBJECT_SHARE: Final = 0.5
_PREDICATE_SHARE: Final = 0.55
_DEFINED_PREDICATE_SHARE: Final = 0.6
_WHOLE: Final = 0.99
_SAID: Final = 7  # words over which what a definition says may be scattered
_DEFINED_SHARE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Theme:
    """The content words of a concept's name and definition, as stems, with what each is worth.

    ``subjects`` are what a claim is about, in its name and in its definition ("Street protest" of "Street
    protest is enough"), ``predicates`` what they say of it; both are empty sets where nothing is claimed.
    ``needed`` is the name in a complement ("Iran" of "Sanctions on Iran"), without which all is about something
    else. ``copular`` says that the claim says what something *is*; ``demands`` that it says what should be.
    """

    concept: Entity
    weights: dict[str, float]
    name: frozenset[str]
    needed: frozenset[str]
    subjects: tuple[frozenset[str], frozenset[str]]
    predicates: tuple[frozenset[str], frozenset[str]]
    predicate_words: tuple[str, ...]  # of the name, as they stand there
    claim: bool
    copular: bool
    demands: bool

    @property
    def subject(self) -> frozenset[str]:
        """What the concept is about, in either wording; its whole name where it claims nothing."""
        return self.subjects[0] | self.subjects[1] if self.claim else self.name

    @property
    def predicate(self) -> frozenset[str]:
        """What the concept says of its subject, in either wording."""
        return self.predicates[0] | self.predicates[1]


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A sentence that is about a theme: the words meant, and how much they say (0 to 1)."""

    theme: Theme
    places: tuple[tuple[int, str], ...]
    everywhere: tuple[tuple[int, str], ...]  # the words of the theme in the whole sentence
    score: float
    words: str
    asserts: bool  # what the claim says of its subject is met too

    @property
    def first(self) -> int:
        """The first word."""
        return self.places[0][0]

    @property
    def stop(self) -> int:
        """The word after the last one."""
        return self.places[-1][0] + 1

    @property
    def stems(self) -> frozenset[str]:
        """The stems that were met."""
        return frozenset(s for _, s in self.places)


class Themes:
    """Finds concepts by several rare content words of their name and definition close together.

    How much a word says is ``-log2((df + 1/2) / (n + 30))`` bits, where ``df`` of the ``n`` sentences of the
    document hold it, divided by the root of the number of concepts that use it. What stood in the three
    sentences before counts half. Cost: O(words) for a document, and O(concepts touched) for a sentence.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._themes = [theme for e in entities if (theme := _theme(e))]
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for number, theme in enumerate(self._themes):
            for s in theme.weights:
                self._by_stem[s].append(number)
        self._shared = {s: len(users) ** -0.5 for s, users in self._by_stem.items()}
        self._stems: dict[str, str] = {}

    def find(self, sentences: Sequence[Sentence]) -> list[list[ThemeHit]]:
        """Return the themes of each sentence of a document."""
        places = [self._places(sentence) for sentence in sentences]
        spread = Counter(s for here in places for s in {s for _, s in here})
        total = len(sentences) + _SMOOTHING
        bits = {s: -log2((df + 0.5) / total) * self._shared[s] for s, df in spread.items()}
        stems = [frozenset(s for _, s in here) for here in places]
        return [
            self._hits(
                sentence, places[i], frozenset().union(*stems[max(0, i - _BEFORE) : i]), bits
            )
            for i, sentence in enumerate(sentences)
        ]

    def _places(self, sentence: Sentence) -> list[tuple[int, str]]:
        places, known = [], self._stems
        for i, word in enumerate(sentence.words):
            s = known.get(word)
            if s is None:
                s = "" if word in FUNCTION_WORDS or word in _GENERAL else _stem(word)
                known[word] = s = s if s in self._by_stem else ""
            if s:
                places.append((i, s))
        return places

    def _hits(
        self,
        sentence: Sentence,
        places: list[tuple[int, str]],
        before: frozenset[str],
        bits: dict[str, float],
    ) -> list[ThemeHit]:
        here = frozenset(s for _, s in places)
        touched = {number for s in here for number in self._by_stem[s]}
        found = (
            self._hit(sentence, self._themes[number], places, here, before, bits)
            for number in sorted(touched)
        )
        return [hit for hit in found if hit]

    def _hit(
        self,
        sentence: Sentence,
        theme: Theme,
        everywhere: list[tuple[int, str]],
        here: frozenset[str],
        before: frozenset[str],
        bits: dict[str, float],
    ) -> ThemeHit | None:
        weights = theme.weights
        met = here & weights.keys()
        around = met | (before & weights.keys())
        if not met & theme.subject or not theme.needed <= around:
            return None
        if sum(weights[s] * bits[s] for s in around) < _LEAST_BITS:
            return None
        places = [place for place in everywhere if place[1] in weights]
        best: tuple[float, tuple[tuple[int, str], ...]] = (0.0, ())
        for k, (start, _) in enumerate(places):
            window = tuple(p for p in places[k:] if p[0] - start <= _WINDOW)
            said = sum(weights[s] * bits[s] for s in {s for _, s in window})
            if said > best[0]:
                best = (said, window)
        said, window = best
        here = frozenset(s for _, s in window)
        if not here & theme.subject or not theme.needed <= here | before:
            return None
        said += 0.5 * sum(weights[s] * bits.get(s, 0.0) for s in before & weights.keys() - here)
        asserts = theme.claim and self._asserts(theme, window)
        phrase = self._phrase(theme, window)
        if said < _LEAST_BITS or not (asserts or phrase):
            return None
        words = " … ".join(dict.fromkeys(sentence.words[i] for i, _ in window))
        return ThemeHit(theme, window, tuple(places), _sure(said), words, asserts)

    def _asserts(self, theme: Theme, window: Sequence[tuple[int, str]]) -> bool:
        """Say whether both what the claim is about and what it says of it are met."""
        here = frozenset(s for _, s in window)
        named, defined = theme.subjects
        if (
            self._share(named, here) < _SUBJECT_SHARE
            and self._share(defined, here) < _DEFINED_SHARE
        ):
            return False
        named, defined = theme.predicates
        if self._share(named, here) >= _PREDICATE_SHARE:
            return True
        # What the definition says is read only where its words stand close together.
        return any(
            len(near & defined) > 1 and self._share(defined, near) >= _DEFINED_PREDICATE_SHARE
            for near in _near(window, _SAID)
        )

    def _phrase(self, theme: Theme, window: Sequence[tuple[int, str]]) -> bool:
        """Say whether words close together name what the concept is about."""
        for near in _near(window, _PHRASE):
            if theme.claim:
                if self._share(theme.subjects[0], near) >= _WHOLE:
                    return True
            elif len(near & theme.name) > 1 and self._share(theme.name, near) >= _PREDICATE_SHARE:
                return True
            else:
                own = {s for s in near if self._shared[s] == 1.0}
                if own - theme.name and (own & theme.name or theme.needed & near):
                    return True
        return False

    def _share(self, of: frozenset[str], here: frozenset[str]) -> float:
        total = sum(self._shared[s] for s in of)
        return sum(self._shared[s] for s in of & here) / total if total else 0.0


def _sure(bits: float) -> float:
    """Return three quarters at the least bits that count, and 1 from ``_SURE_BITS`` on."""
    return min(1.0, 0.75 + 0.25 * (bits - _LEAST_BITS) / (_SURE_BITS - _LEAST_BITS))


def _near(window: Sequence[tuple[int, str]], reach: int) -> Iterator[frozenset[str]]:
    """Return the stems that stand within so many words of each place."""
    for k, (start, _) in enumerate(window):
        yield frozenset(s for i, s in window[k:] if i - start <= reach)


def _theme(concept: Entity) -> Theme | None:
    """Return the theme of a concept that has a definition and no aliases; aliases say how it is worded."""
    if concept.aliases or not concept.definition.strip():
        return None
    written = _WORD.findall(concept.name)
    named = [fold_word(w) for w in written]
    defined = [fold_word(w) for w in _WORD.findall(concept.definition)]
    name, definition = _stems(named), _stems(defined)
    weights = dict.fromkeys(definition, _DEFINITION) | dict.fromkeys(name, 1.0)
    claim = is_proposition(concept.name)
    empty: frozenset[str] = frozenset()
    verb = _verb(named) if claim else len(named)
    other = _verb(defined) if is_proposition(concept.definition) else len(defined)
    return Theme(
        concept,
        weights,
        frozenset(name),
        empty if claim else frozenset(_complement(written)),
        (frozenset(_stems(named[:verb])), frozenset(_stems(defined[:other])) if claim else empty),
        (frozenset(_stems(named[verb:])), frozenset(_stems(defined[other:])) if claim else empty),
        tuple(named[verb:]),
        claim,
        copular=bool(_COPULAS & set(named)),
        demands=bool(_DEMANDS & set(named + defined)),
    )


def _complement(words: Sequence[str]) -> list[str]:
    """Return the proper name that a preposition adds to a name: "Iran" of "Sanctions on Iran"."""
    for i, word in enumerate(words[1:], 1):
        if word.casefold() in _ADDING and words[i + 1 : i + 2] and words[i + 1][0].isupper():
            return _stems(fold_word(w) for w in words[i + 1 :])
    return []


def _stem(word: str) -> str:
    """Cut the ending of a word, but keep who does something apart from what is done: leaders do not lead."""
    if word.endswith(("er", "ers")):
        return word.removesuffix("s")
    return cut_stem(word)


def _verb(words: Sequence[str]) -> int:
    """Return where the verb of a claim stands."""
    for i, word in enumerate(words[1:], 1):
        if word in _CLAIMING:
            return i
    for i, word in enumerate(words[1:-1], 1):
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and i > 1:
            return i
    return 1


def _stems(words: Iterable[str]) -> list[str]:
    return [_stem(w) for w in words if w not in FUNCTION_WORDS and w not in _GENERAL]
