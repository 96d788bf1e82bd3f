"""Whom do "we", "he" and "it" stand for? ``Pronouns`` adds mentions for them to a sentence"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from dissensus.model.entity import Entity
from dissensus.model.span import Span
from dissensus.model.statement import VoiceKind
from dissensus.suggest.names import Mention
from dissensus.suggest.reading import Reading, Sentence

__all__ = ["PRONOUN", "Pronouns"]

PRONOUN: Final = "pronoun"
_SINGULAR: Final = frozenset({"i", "me"})
_PLURAL: Final = frozenset({"we", "us"})
_PERSON: Final = frozenset({"he", "she", "him"})
_BODY: Final = frozenset({"it"})
_ALL: Final = _SINGULAR | _PLURAL | _PERSON | _BODY


class Pronouns:
    """Resolves pronouns of one reading in English; a guess, and marked as one (``how`` is "pronoun").

    "I" and "we" are whoever speaks there, if the codebook has them: the author, or who is quoted. "He" and
    "she" are the person, "it" the body that the sentence (or else the one before, in the same paragraph)
    names first. Cost: O(words).
    """

    def __init__(self, reading: Reading, entities: Iterable[Entity]) -> None:
        self._reading = reading
        self._entities: Mapping[str, Entity] = {e.name: e for e in entities}

    def mentions(self, sentence: Sentence) -> Sentence:
        """Return the sentence with a mention for each pronoun that can be resolved."""
        if _ALL.isdisjoint(sentence.words):
            return sentence
        found = list(self._found(sentence))
        if not found:
            return sentence
        mentions = sorted((*sentence.mentions, *found), key=lambda m: m.span)
        return replace(sentence, mentions=tuple(mentions))

    def _found(self, sentence: Sentence) -> Iterator[Mention]:
        for i, word in enumerate(sentence.words):
            if word not in _ALL:
                continue
            span = Span(sentence.starts[i], sentence.stops[i])
            if word == "us" and span.of(self._reading.text) == "US":
                continue
            if word in _SINGULAR or word in _PLURAL:
                entity = self._speaking(span, plural=word in _PLURAL)
            else:
                entity = self._named_before(sentence, span, person=word in _PERSON)
            if entity:
                yield Mention(span, entity, PRONOUN)

    def _speaking(self, span: Span, *, plural: bool) -> Entity | None:
        reading = self._reading
        inner = reading.attributions_of(span)
        if inner and inner[-1].kind is not VoiceKind.QUOTED:
            return None  # "Orlek said that we ...": the one who reports, or both
        speaker = inner[-1].speakers[0] if inner else reading.author
        names = (speaker.organization, speaker.person) if plural else (speaker.person,)
        return next((self._entities[n] for n in names if n in self._entities), None)

    def _named_before(self, sentence: Sentence, span: Span, *, person: bool) -> Entity | None:
        if self._reading.quoted(span):
            return None
        earlier = [m for m in sentence.mentions if m.span.stop <= span.start]
        for mention in earlier:
            if mention.person is person:
                return mention.entity
        if not sentence.index:
            return None
        before = self._reading.sentences[sentence.index - 1]
        if before.paragraph != sentence.paragraph:
            return None
        named = [
            m for m in before.mentions if m.person is person and not self._reading.quoted(m.span)
        ]
        return named[0].entity if named else None
