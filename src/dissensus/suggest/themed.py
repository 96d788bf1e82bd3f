"""Does a sentence about a theme take a side on it, though it words the theme in its own way? ``side_on``"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dissensus.suggest.concepts import ConceptHit
from dissensus.suggest.cues import word_set
from dissensus.suggest.negation import denials_in, negators_in, parted
from dissensus.suggest.stance import Stance, Stances
from dissensus.suggest.surface import Sentence
from dissensus.suggest.themes import Theme, ThemeHit

__all__ = ["side_on"]

_GAP: Final = 3  # words that may stand between words of a theme that are read as one phrase
_DEMAND: Final = word_set(
    "must should need needs needed necessary unavoidable only exclusively crucial vital essential central requires"
    " require required depends contingent impossible unimaginable unthinkable possible task path solution goal"
    " cannot can muss soll nur باید تنها"
)
_FEIGNED: Final = word_set(
    "false fake sham supposed alleged purported pretended feigned pseudo so-called"
)
_ONLY: Final = word_set("only exclusively solely nur einzig تنها")
_MODALS: Final = word_set("must should shall muss soll müssen sollen sollte باید")
_BE: Final = word_set("is are was were be been isn't aren't wasn't ist sind war waren است بود")
_ILL: Final = word_set(
    "reaction harm oppression exploitation war injustice poverty unemployment debt corruption violence disaster"
    " imperialism colonialism racism failure mistake crime betrayal danger threat wrong bad useless harmful"
    " unjust dangerous reactionary illusion myth lie fraud pointless illegitimate"
)
_JUDGING: Final = ("value", "trait", "effect")
_CUE: Final = re.compile(r"'(?:\w+ )*(\w+)'")
_PREDICATED: Final = 0.95
_ASSERTED: Final = 0.8


def side_on(
    stances: Stances, sentence: Sentence, hit: ThemeHit, *, language: str
) -> tuple[Stance, ConceptHit] | None:
    """Return the side and the words it is read at; None where the sentence takes none.

    What is said of a claim's subject counts for the claim if the claim says what its subject *is*: a real
    force that "is a paper tiger" is denied to be one. A claim whose predicate is met is asserted, or denied by
    a negation. A demand needs a word that demands.
    """
    theme = hit.theme
    valence = _valence(theme)
    if sentence.text.rstrip('*_ ”"').endswith("?"):
        return None
    asserted = _asserted(sentence, hit) if hit.asserts else None
    stems = theme.subjects[0] if theme.claim else frozenset(theme.weights)
    for words in _phrases(sentence, hit, stems) if valence else []:
        stance = stances.of(sentence, words, language=language, quoted=None)
        if stance is None or (asserted is not None and stance.sign > 0):
            continue
        if theme.claim and valence > 0 and stance.kind not in _JUDGING:
            continue  # who supports or fights it says nothing of what it is
        if set(_CUE.findall(stance.reason)) & set(hit.words.split()):
            continue
        if _mere_gerund(sentence, stance):
            continue
        sign, score = stance.sign * valence, stance.score * _PREDICATED
        return replace(stance, sign=sign, score=score), words
    return asserted or _demanded(sentence, hit)


def _mere_gerund(sentence: Sentence, stance: Stance) -> bool:
    """Say whether a gerund governs the words and nothing in the sentence demands what it says."""
    at = stance.subject
    return (
        at is not None and sentence.words[at].endswith("ing") and not _DEMAND & set(sentence.words)
    )


def _phrases(sentence: Sentence, hit: ThemeHit, stems: frozenset[str]) -> list[ConceptHit]:
    """Return the runs of words of a theme that stand close together, as if they were its wording."""
    runs: list[list[tuple[int, str]]] = []
    for place in hit.everywhere:
        if place[1] not in stems:
            continue
        last = runs[-1][-1][0] if runs else -1
        if runs and place[0] - last <= _GAP and not parted(sentence, last, place[0]):
            runs[-1].append(place)
        else:
            runs.append([place])
    runs.sort(key=lambda run: -sum(hit.theme.weights[s] for _, s in run))
    return [_as_hit(hit, run[0][0], run[-1][0] + 1) for run in runs]


def _as_hit(hit: ThemeHit, first: int, stop: int) -> ConceptHit:
    how = f"the words {hit.words}"
    return ConceptHit(hit.theme.concept, first, stop, hit.score, how, False, False, theme=True)


def _asserted(sentence: Sentence, hit: ThemeHit) -> tuple[Stance, ConceptHit] | None:
    theme, words = hit.theme, sentence.words
    around = words[max(0, hit.first - 6) : hit.stop + 6]
    if theme.demands and not _DEMAND & set(around):
        return None
    if theme.copular and not _linked(sentence, hit):
        return None
    denials = denials_in(sentence, hit.first, hit.stop)
    said = [i for i, s in hit.places if s in theme.predicate]
    feigned = [words[i - 1] for i in said if i and words[i - 1] in _FEIGNED]
    against = [*denials, *feigned]
    sign = -1 if len(against) % 2 else 1
    reason = f"denied with {against[0]!r}" if sign < 0 else "asserted"
    score = _ASSERTED * (0.8 if against else 1.0)
    return Stance(sign, score, reason), _as_hit(hit, said[0], said[-1] + 1)


def _linked(sentence: Sentence, hit: ThemeHit) -> bool:
    """Say whether a form of "to be" stands between what a claim is about and what it says of it."""
    subject = [i for i, s in hit.places if s in hit.theme.subject]
    said = [i for i, s in hit.places if s in hit.theme.predicates[0]]
    between = sentence.words[subject[0] : said[-1]] if subject and said else ()
    return bool(_BE & set(between))


def _demanded(sentence: Sentence, hit: ThemeHit) -> tuple[Stance, ConceptHit] | None:
    """Read "the working class must ..." as agreement with a claim about what the working class should do."""
    theme = hit.theme
    if not theme.claim or not theme.demands or not hit.stems & theme.predicates[0]:
        return None
    for words in _phrases(sentence, hit, theme.subjects[0]):
        following = sentence.words[words.stop : words.stop + 2]
        if following[:1] and following[0] in _MODALS:
            sign = -1 if negators_in(sentence, words.stop + 1, words.stop + 2) else 1
            return Stance(sign, _ASSERTED, f"{' '.join(following)!r} said of it"), words
    return _alone(sentence, hit)


def _alone(sentence: Sentence, hit: ThemeHit) -> tuple[Stance, ConceptHit] | None:
    """Read "through the only ones who can change it, the weavers" as what "the weavers must" says."""
    for i, s in hit.places:
        before = sentence.words[max(0, i - 3) : i]
        if s in hit.theme.subjects[0] and _ONLY & set(before):
            if negators_in(sentence, i - 4, hit.stop):
                return None
            return Stance(1, _ASSERTED * 0.8, "'only' said of it"), _as_hit(hit, i, hit.stop)
    return None


def _valence(theme: Theme) -> int:
    """Return with what sign a judgment of the subject counts for the theme; 0 where it says nothing of it."""
    if not theme.claim:
        return 1
    if _ILL & set(theme.predicate_words):
        return -1
    return 1 if theme.copular else 0
