"""Which contested idea do these words mean? ``Concepts`` matches wordings, whole or by content words"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dissensus.model.entity import Entity
from dissensus.suggest.cues import word_set
from dissensus.suggest.surface import Sentence, fold_word

__all__ = ["FUNCTION_WORDS", "ConceptHit", "Concepts", "is_proposition", "stem"]

_WORD: Final = re.compile(r"[^\W_]+(?:['’\u200c][^\W_]+)*")
FUNCTION_WORDS: Final = word_set(
    "the a an of on in at to for from by with and or as is are was were be been being it its this that these those"
    " their his her our your my will would can could may must should shall has have had do does did not no than"
    " into over under between through across about according there who which what where when how all any some only also"
    " der die das den dem des ein eine einen einem einer und oder zu zur zum im in am auf für mit von vom ist sind"
    " muss müssen soll sollen nicht kein keine از به در با برای را که و یا این آن است شود باید می نمی بر تا"
)
_VERBS: Final = word_set(
    "is are was were must should can cannot will would has have needs may shall does do ist sind muss soll kann"
    " wird است باید شود نیست"
)
_NEGATIONS: Final = word_set(
    "no not never without against nicht kein keine ohne gegen نه بدون علیه ضد"
)
_PREPOSITIONS: Final = word_set(
    "of on in at to for from by with above below through across over under against about"
)
_SUFFIXES: Final = tuple(
    sorted(
        word_set(
            "ations ation ments ment ings ing edly ed ies es s ly als al ians ian ions ion ives ive ity ists ist isms ism"
            " ers er en ern e y i n های ها ‌ها هایی ان ی"
        ),
        key=lambda suffix: (-len(suffix), suffix),
    )
)
_LEAST_STEM: Final = 4
_MAKING: Final = word_set(
    "build creat introduc restor establish expand extend keep rais increas sav protect strengthen open found adopt"
    " legaliz legalis recogniz recognis reform moderniz modernis"
)
_REACH: Final = 3  # words that may stand between the content words of a wording, per word
_PARTIAL: Final = 0.7  # share of the weight that a long wording needs


def stem(word: str) -> str:
    """Cut one inflectional or derivational ending, so that "negotiations" meets "negotiation".

    Deliberately coarse: it is only compared with the stems of a codebook's wordings, of which several
    have to meet. At least four letters stay.
    """
    for suffix in _SUFFIXES:
        if suffix == "n" and word.endswith("ion"):
            continue  # "region" is no plural
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST_STEM:
            word = word[: -len(suffix)]
            break
    return word[:-1] + "s" if word.endswith("iz") else word  # "normalize" is "normalise"


def is_proposition(wording: str) -> bool:
    """Say whether a wording asserts something ("The line brings jobs"), rather than names it."""
    words = [fold_word(w) for w in _WORD.findall(wording)]
    if len(words) < 3:
        return False
    if _VERBS & set(words[1:]):
        return True
    inner = zip(words, words[1:], words[2:], strict=False)
    return any(
        verb.endswith("s")
        and not verb.endswith(("ss", "us", "is"))
        and before not in _PREPOSITIONS | FUNCTION_WORDS
        and after not in _PREPOSITIONS | {"and", "or"}
        for before, verb, after in inner
    )


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """A concept meant by words ``first`` to ``stop`` of a sentence; ``how`` says by which wording."""

    concept: Entity
    first: int
    stop: int
    score: float
    how: str
    proposition: bool
    negated: bool  # the wording itself says no
    verb: bool = False  # the wording begins with a verb ('build the line')
    head: bool = False  # only a head noun, alone in its sentence: needs a fuller wording elsewhere
    theme: bool = (
        False  # content words of the definition, no wording: only what stands close judges it
    )


@dataclass(frozen=True, slots=True)
class _Pattern:
    concept: Entity
    wording: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    score: float
    proposition: bool
    negated: bool
    head: bool = False
    particular: bool = False  # a head noun whose complement is a proper name


class Concepts:
    """Finds the concepts of a codebook by the stems of their wordings.

    A wording of one or two content words must stand there whole; of a longer one most must, the rare
    ones counting more (weight 1 / number of concepts that use the stem). A head noun that only one
    concept has ("the toll" for "Freight toll") counts by itself, less. Cost: O(words) for a sentence
    without a content word of the codebook, and O(wordings touched) beyond.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        entities = list(entities)
        self._stems: dict[str, str] = {}
        users: dict[str, set[str]] = defaultdict(set)
        patterns: list[_Pattern] = []
        for entity in entities:
            proposition = is_proposition(entity.name)
            for position, wording in enumerate(entity.wordings):
                words = tuple(fold_word(w) for w in _WORD.findall(wording))
                stems = tuple(dict.fromkeys(stem(w) for w in words if w not in FUNCTION_WORDS))
                if not stems:
                    continue
                for s in stems:
                    users[s].add(entity.id)
                negated = bool(_NEGATIONS & set(words))
                score = 1.0 if position == 0 else 0.97
                patterns.append(
                    _Pattern(entity, wording, words, stems, score, proposition, negated)
                )
        self._weights = {s: 1.0 / len(concepts) for s, concepts in users.items()}
        patterns += _objects(patterns) + _heads(patterns, self._weights)
        self._patterns = patterns
        self._names = {p.concept.id: p.stems for p in patterns if p.wording == p.concept.name}
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for i, pattern in enumerate(patterns):
            for s in pattern.stems:
                self._by_stem[s].append(i)

    def find(self, sentence: Sentence) -> list[ConceptHit]:
        """Return the concepts meant in a sentence, in order; where two overlap, the better one."""
        places: list[tuple[int, str]] = []
        stems = self._stems
        for i, word in enumerate(sentence.words):
            known = stems.get(word)
            if known is None:
                known = stem(word) if word not in FUNCTION_WORDS else ""
                known = known if known in self._by_stem else ""
                stems[word] = known
            if known:
                places.append((i, known))
        if not places:
            return []
        touched: dict[int, int] = {}
        for s in {s for _, s in places}:
            for number in self._by_stem[s]:
                touched[number] = touched.get(number, 0) + 1
        hits: list[ConceptHit] = []
        for number, count in touched.items():
            pattern = self._patterns[number]
            needed = len(pattern.stems) if len(pattern.stems) < 3 else 2
            if count >= needed:
                hits += self._windows(sentence, pattern, places)
        return _apart(hits)

    def _windows(
        self, sentence: Sentence, pattern: _Pattern, everywhere: list[tuple[int, str]]
    ) -> list[ConceptHit]:
        places = [place for place in everywhere if place[1] in pattern.stems]
        size = len(pattern.stems)
        if size > 1:
            # Where the wording stands whole, its words elsewhere in the sentence are not read with it:
            # "for the reasons that a one-state solution fails, the two-state solution does".
            whole = _whole(sentence, pattern, places)
            if whole:
                return whole
        reach = size + _REACH * (size - 1)
        total = sum(self._weights[s] for s in pattern.stems)
        hits = []
        at = 0
        while at < len(places):
            best: tuple[float, int, int] | None = None
            got: dict[str, int] = {}
            for i, s in places[at:]:
                if i - places[at][0] >= (reach if size < 4 else reach * 2):
                    break
                got.setdefault(s, i)
                share = sum(self._weights[g] for g in got) / total
                if best is None or share > best[0] + 1e-9:
                    best = (share, places[at][0], i + 1)
            if best and (best[0] > 0.999 or (size >= 4 and best[0] >= _PARTIAL and len(got) >= 3)):
                share, first, stop = best
                score = pattern.score * (share if share > 0.999 else 0.7 * share)
                first, stop, literal = _literal(sentence, pattern, first, stop)
                alone = pattern.head and not self._accompanied(pattern, everywhere)
                if alone and pattern.particular:
                    return []  # "sanctions", but nothing of the country of "Sanctions on Ruritania"
                if not literal and size > 1:
                    score *= 0.9 if stop - first <= size + 3 else 0.75
                hits.append(
                    ConceptHit(
                        pattern.concept,
                        first,
                        stop,
                        score,
                        pattern.wording if literal else f"words of {pattern.wording!r}",
                        pattern.proposition,
                        pattern.negated,
                        literal and _verb_led(pattern),
                        alone,
                    )
                )
                at = next((k for k, (i, _) in enumerate(places) if i >= stop), len(places))
            else:
                at += 1
        return hits

    def _accompanied(self, pattern: _Pattern, places: list[tuple[int, str]]) -> bool:
        """Say whether another word of the concept's name stands in the sentence ("Iran" with "sanctions")."""
        own = self._names[pattern.concept.id]
        return any(s in own and s not in pattern.stems for _, s in places)


def _literal(sentence: Sentence, pattern: _Pattern, first: int, stop: int) -> tuple[int, int, bool]:
    """Say whether the whole wording stands at the window, and widen the window to it."""
    lead = next((i for i, w in enumerate(pattern.words) if stem(w) in pattern.stems), 0)
    begin = max(0, first - lead)
    words = sentence.words[begin : begin + len(pattern.words)]
    if len(words) == len(pattern.words) and all(
        a == b or (a not in FUNCTION_WORDS and stem(a) == stem(b))
        for a, b in zip(words, pattern.words, strict=True)
    ):
        return begin, begin + len(words), True
    return first, stop, False


def _whole(
    sentence: Sentence, pattern: _Pattern, places: list[tuple[int, str]]
) -> list[ConceptHit]:
    hits: list[ConceptHit] = []
    lead = next((s for s in map(stem, pattern.words) if s in pattern.stems), "")
    for i, s in places:
        if s != lead or (hits and i < hits[-1].stop):
            continue
        first, stop, literal = _literal(sentence, pattern, i, i + 1)
        if literal:
            hits.append(
                ConceptHit(
                    pattern.concept,
                    first,
                    stop,
                    pattern.score,
                    pattern.wording,
                    pattern.proposition,
                    pattern.negated,
                    _verb_led(pattern),
                )
            )
    return hits


def _verb_led(pattern: _Pattern) -> bool:
    lead = fold_word(pattern.concept.name.split()[0])
    return lead.endswith("ing") and stem(lead) == stem(pattern.words[0])


def _objects(patterns: list[_Pattern]) -> list[_Pattern]:
    """Return what a wording that begins with a verb is about: "the Coastal Line" of "Building the ...".

    The verb is known by the gerund of the concept's name. Who supports the line supports building it;
    that does not hold for "Abolishing ...", so only verbs that bring about something count.
    """
    found = []
    for pattern in patterns:
        lead = fold_word(pattern.concept.name.split()[0])
        if (
            not lead.endswith("ing")
            or stem(lead) != stem(pattern.words[0])
            or len(pattern.stems) < 2
        ):
            continue
        if stem(lead) not in _MAKING:
            continue
        rest = pattern.words[1:]
        found.append(
            _Pattern(
                pattern.concept,
                " ".join(rest),
                rest,
                pattern.stems[1:],
                0.7 if len(pattern.stems) > 2 else 0.6,
                False,
                False,
                len(pattern.stems) == 2,
            )
        )
    return found


def _heads(patterns: list[_Pattern], weights: dict[str, float]) -> list[_Pattern]:
    """Return head nouns that belong to one concept alone, as wordings of their own."""
    heads = []
    for pattern in patterns:
        if pattern.proposition or len(pattern.words) < 2 or pattern.wording != pattern.concept.name:
            continue
        border = next(
            (i for i, w in enumerate(pattern.words) if i and w in _PREPOSITIONS), len(pattern.words)
        )
        head = pattern.words[border - 1]
        s = stem(head)
        if head not in FUNCTION_WORDS and len(head) > 3 and weights.get(s) == 1.0:
            complement = _WORD.findall(pattern.wording)[border + 1 : border + 2]
            particular = bool(complement) and complement[0][0].isupper()
            heads.append(
                _Pattern(
                    pattern.concept,
                    head,
                    (head,),
                    (s,),
                    0.62,
                    False,
                    pattern.negated,
                    head=True,
                    particular=particular,
                )
            )
    return heads


def _apart(hits: list[ConceptHit]) -> list[ConceptHit]:
    kept: list[ConceptHit] = []
    for hit in sorted(hits, key=lambda h: (-h.score, h.first - h.stop, h.first)):
        if all(hit.stop <= other.first or other.stop <= hit.first for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.first)
