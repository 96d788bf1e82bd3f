"""Who takes which side on what? ``Positions`` proposes position statements"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dissensus.model.codebook import POSITION, Codebook, DataType
from dissensus.model.document import Role
from dissensus.model.span import Span
from dissensus.model.statement import Value, Voice, VoiceKind
from dissensus.model.suggestion import Suggestion
from dissensus.suggest.concepts import ConceptHit, Concepts
from dissensus.suggest.names import concepts
from dissensus.suggest.reading import Attribution, Reading, Sentence, Speaker
from dissensus.suggest.speakers import Speakers
from dissensus.suggest.stance import Stance, Stances
from dissensus.suggest.suggester import propose
from dissensus.suggest.themed import side_on
from dissensus.suggest.themes import Themes

__all__ = ["LEAST_SCORE", "Positions"]

LEAST_SCORE: Final = 0.25
# How far words that nobody is quoted for are their author's: a newspaper mostly tells, but a text that no
# outlet stands for argues.
_OWN_WORDS: Final = 0.75
_OWN_ESSAY: Final = 0.9
_FIRST_PERSON: Final = frozenset(
    {"i", "we", "our", "us", "my", "wir", "ich", "unser", "ما", "من", "let"}
)
_PRONOUNS: Final = {"he": "person", "she": "person", "it": "group", "er": "person", "sie": "person"}
_OWN: Final = frozenset({"his", "her", "its", "their", "seine", "ihre", "sein", "ihr"})
_AGREEING_IS_AGAINST: Final = re.compile(
    r"\b(?:agree\w*|true|yes)\b[^.;]{0,60}\b(?:against|oppos\w+|reject\w*|should not|must not|end\b|abolish\w*)",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"^\W*(?:if|unless|whether|falls|wenn|ob|اگر)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    sentence: Sentence
    hit: ConceptHit
    stance: Stance
    speaker: Speaker
    voices: tuple[Voice, ...]
    sign: int
    score: float
    reasons: tuple[str, ...]


class Positions:
    """Proposes who agrees or disagrees with a concept, one position for each speaker, concept and sentence.

    A concept that is only mentioned yields nothing: there must be a word that takes a side, or a wording
    that is itself a claim. Cost: O(words) plus O(cues) for each concept found.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._type = codebook.statement_type(POSITION)
        self._boolean = self._type.variable("agreement").data_type is DataType.BOOLEAN
        entities = concepts(codebook)
        self._concepts = Concepts(entities)
        self._themes = Themes(entities)
        self._stances = Stances()
        self._polarity = {
            e.id: -1 if _AGREEING_IS_AGAINST.search(e.definition) else 1 for e in entities
        }

    @staticmethod
    def fits(codebook: Codebook) -> bool:
        """Say whether the codebook has positions with a concept, an agreement and somebody who speaks."""
        if not codebook.has_type(POSITION):
            return False
        position = codebook.statement_type(POSITION)
        return position.has("concept", "agreement") and (
            position.has("person") or position.has("organization")
        )

    def propose(self, reading: Reading) -> list[Suggestion]:
        """Return the positions of one document."""
        language = reading.document.language or "en"
        speakers = Speakers(reading.text, language=language)
        best: dict[tuple[object, ...], _Found] = {}
        hits = [self._concepts.find(sentence) for sentence in reading.sentences]
        themes = self._themes.find(reading.sentences)
        full = {hit.concept.id for found in hits for hit in found if not hit.head}
        for sentence, concepts_here in zip(reading.sentences, hits, strict=True):
            if sentence.role is not Role.TITLE or sentence.mentions:
                read: set[str] = set()
                for hit, stance in self._sides(reading, sentence, concepts_here, full, language):
                    for found in self._positions(reading, sentence, hit, stance, speakers):
                        key = (sentence.index, found.speaker.name, hit.concept.id)
                        if found.score >= LEAST_SCORE:
                            read.add(hit.concept.id)
                        if key not in best or best[key].score < found.score:
                            best[key] = found
                for theme in themes[sentence.index]:
                    if theme.theme.concept.id in read:
                        continue
                    side = side_on(self._stances, sentence, theme, language=language)
                    if side is None:
                        continue
                    for found in self._positions(reading, sentence, side[1], side[0], speakers):
                        key = (sentence.index, found.speaker.name, found.hit.concept.id)
                        if key not in best or best[key].score < found.score:
                            best[key] = found
            for attribution in reading.attributions_in(sentence):
                speakers.remember(attribution.speakers[0])
            speakers.passed(sentence)
        return [self._suggestion(reading, f) for f in best.values() if f.score >= LEAST_SCORE]

    def _sides(
        self,
        reading: Reading,
        sentence: Sentence,
        hits: Sequence[ConceptHit],
        full: set[str],
        language: str,
    ) -> Iterator[tuple[ConceptHit, Stance]]:
        """Return the wordings on which the sentence takes a side."""
        for hit in hits:
            if hit.head and hit.concept.id not in full:
                continue
            quoted = reading.quoted(_span(sentence, hit))
            stance = self._stances.of(sentence, hit, language=language, quoted=quoted)
            if stance is not None:
                yield hit, stance

    def _positions(
        self,
        reading: Reading,
        sentence: Sentence,
        hit: ConceptHit,
        stance: Stance,
        speakers: Speakers,
    ) -> list[_Found]:
        at = _span(sentence, hit)
        chain = reading.attributions_of(at)
        if hit.theme and not chain:  # words of a theme lie scattered; the last of them say it
            last = Span(sentence.starts[hit.stop - 1], sentence.stops[hit.stop - 1])
            chain = reading.attributions_of(last)
        holders = self._holders(reading, sentence, hit, stance, chain, speakers)
        if holders is None:
            return []
        sign, reasons = stance.sign * self._polarity[hit.concept.id], []
        outer = tuple(a.speakers[0] for a in chain)
        if not holders:
            if chain and not chain[-1].named:
                return []
            holders = chain[-1].speakers if chain else (reading.author,)
            outer = outer[:-1]
            if chain:
                reasons.append(chain[-1].reason)
                sign *= chain[-1].sign
            elif sentence.text.rstrip('*_ ”"').endswith("?") or _CONDITION.match(sentence.text):
                return []
            else:
                reasons.append("nobody is quoted: the author's words")
        else:
            reasons.append(
                f"{holders[0].name} is the subject"
                + (f" ({holders[0].reason})" if holders[0].reason else "")
            )
        if sign == 0 or any(a.sign == 0 for a in chain):
            return []
        reasons.append(f"{hit.how!r} with {stance.reason}")
        own = _OWN_WORDS if reading.author.organization else _OWN_ESSAY
        found = []
        for holder in holders:
            score = (
                hit.score
                * stance.score
                * holder.score
                * (1.0 if chain or holder is not reading.author else own)
            )
            voices = self._voices(reading, outer, chain, holder)
            found.append(_Found(sentence, hit, stance, holder, voices, sign, score, tuple(reasons)))
        return found

    def _holders(
        self,
        reading: Reading,
        sentence: Sentence,
        hit: ConceptHit,
        stance: Stance,
        chain: Sequence[Attribution],
        speakers: Speakers,
    ) -> tuple[Speaker, ...] | None:
        """Return the subject of the stance; nothing if the voice heard speaks for itself; None if unknown."""
        if stance.agent is not None:
            return tuple(s for s in speakers.after(sentence, stance.agent) if _named(s)) or None
        if stance.subject is None:
            return ()
        inside = chain[-1].content.start if chain else sentence.span.start
        words = sentence.words
        near = set(words[max(0, stance.subject - 4) : stance.subject + 1])
        pronoun = _PRONOUNS.get(words[stance.subject - 1], "") if stance.subject else ""
        if not pronoun and stance.subject > 1:
            pronoun = _PRONOUNS.get(words[stance.subject - 2], "")
        reported = chain and chain[-1].kind is VoiceKind.REPORTED and chain[-1].named
        if reported and pronoun == ("person" if chain[-1].speakers[0].person else "group"):
            return ()  # "X said that it would fight ..."
        found = speakers.before(sentence, stance.subject)
        if found and found[0].span and found[0].span.start < inside:
            # The subject stands outside the words that are quoted: "X said ... and called it a mistake".
            if chain and found[0].name == chain[-1].speakers[0].name:
                return ()
            found = []
        if found:
            speaks = chain[-1].speakers[0] if chain else reading.author
            own = speaks.person and found[0].name == speaks.organization
            if found[0].score == 0 or own:
                return ()  # "we", or "X said that the party of X ..."
            return tuple(found) if _named(found[0]) else None
        owner = speakers.possessor(sentence, stance.subject)
        if owner:
            return tuple(owner)
        if reading.document.language == "fa" and any(
            w.endswith("یم") for w in words[stance.subject : stance.subject + 3]
        ):
            return ()  # the ending of the verb says "we"
        if near & _FIRST_PERSON or (chain and near & _OWN):
            return ()
        if stance.described:
            named = tuple(
                speakers.described(sentence, stance.subject)
                or speakers.identified(sentence, hit.stop)
            )
            return named or (() if stance.side and (chain or not sentence.mentions) else None)
        if not stance.finite:
            return ()
        first = sentence.word_at(inside)
        return () if stance.subject <= first else None

    def _voices(
        self,
        reading: Reading,
        outer: Sequence[Speaker],
        chain: Sequence[Attribution],
        holder: Speaker,
    ) -> tuple[Voice, ...]:
        if holder is reading.author:
            return (holder.voice,)
        kinds = {a.speakers[0].name: a.kind for a in chain}
        links = [reading.author.voice]
        links += [Voice(s.name, kinds[s.name]) for s in outer if s.name != holder.name]
        links.append(Voice(holder.name, kinds.get(holder.name, holder.kind)))
        return tuple(links)

    def _suggestion(self, reading: Reading, found: _Found) -> Suggestion:
        values: dict[str, Value] = {}
        if self._type.has("person"):
            values["person"] = found.speaker.person or None
        if self._type.has("organization"):
            values["organization"] = found.speaker.organization or None
        values["concept"] = found.hit.concept.name
        values["agreement"] = found.sign > 0 if self._boolean else found.sign
        return propose(
            reading.document,
            span=found.sentence.span,
            statement_type=POSITION,
            values=values,
            score=found.score,
            reasons=found.reasons,
            voices=found.voices,
        )


def _span(sentence: Sentence, hit: ConceptHit) -> Span:
    return Span(sentence.starts[hit.first], sentence.stops[hit.stop - 1])


def _named(speaker: Speaker) -> bool:
    return bool(speaker.person or speaker.organization)
