"""Whom do "we", "he", "it" and "the ministry" stand for? ``Anaphors`` adds mentions for them"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dissensus.model.entity import Entity
from dissensus.model.span import Span
from dissensus.model.statement import VoiceKind
from dissensus.suggest.names import Mention
from dissensus.suggest.reading import Reading, Sentence

__all__ = ["ANAPHOR", "Anaphors"]

ANAPHOR: Final = "anaphor"
_SINGULAR: Final = frozenset({"i", "me"})
_PLURAL: Final = frozenset({"we", "us"})
_PERSON: Final = frozenset({"he", "she", "him"})
_BODY: Final = frozenset({"it"})
_BACK: Final = 2  # sentences
_DEFINITE: Final = frozenset({"the", "this", "that", "our", "your"})
_TITLES: Final = frozenset(
    [
        "president",
        "minister",
        "chancellor",
        "mayor",
        "governor",
        "senator",
        "premier",
        "director",
        "chairman",
        "chairwoman",
        "secretary",
        "king",
        "queen",
        "general",
        "ambassador",
        "commissioner",
        "speaker",
    ]
)
_BODIES: Final = frozenset(
    [
        "party",
        "union",
        "ministry",
        "government",
        "council",
        "association",
        "institute",
        "bank",
        "committee",
        "board",
        "agency",
        "group",
        "federation",
        "court",
        "authority",
        "commission",
        "university",
        "company",
        "corporation",
        "foundation",
        "league",
        "movement",
        "front",
        "alliance",
        "organization",
        "chamber",
        "parliament",
        "congress",
        "trust",
        "society",
        "network",
        "coalition",
        "office",
        "bureau",
        "department",
        "city",
    ]
)
_ALL: Final = _SINGULAR | _PLURAL | _PERSON | _BODY


class Anaphors:
    """Resolves anaphors of one reading in English; a guess, and marked as one (``how`` is "anaphor").

    "I" and "we" are whoever speaks there, if the codebook has them: the author, or who is quoted. "He" and
    "she" are the person, "it" the body that the sentence (or else the one before, in the same paragraph)
    names first. "The ministry" is the latest body named so, "the minister" the latest person who was given
    that title: "Transport Minister Ada Renvik". Cost: O(words + mentions).
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._entities = reading.actors
        # What a description may stand for: its noun -> where in the text who was called so, in order.
        self._called: dict[str, list[tuple[int, Entity]]] = {}
        for mention in reading.mentions:
            for noun in _heads(reading.text, mention):
                self._called.setdefault(noun, []).append((mention.span.start, mention.entity))

    def mentions(self, sentence: Sentence) -> Sentence:
        """Return the sentence with a mention for each pronoun that can be resolved."""
        if _ALL.isdisjoint(sentence.words) and self._called.keys().isdisjoint(sentence.words):
            return sentence
        found = list(self._found(sentence))
        if not found:
            return sentence
        mentions = sorted((*sentence.mentions, *found), key=lambda m: m.span)
        return sentence.with_mentions(tuple(mentions))

    def _found(self, sentence: Sentence) -> Iterator[Mention]:
        for i, word in enumerate(sentence.words):
            if word in self._called and i and sentence.words[i - 1] in _DEFINITE:
                described = self._described(sentence, i)
                if described:
                    yield described
                continue
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
                yield Mention(span, entity, ANAPHOR)

    def _described(self, sentence: Sentence, i: int) -> Mention | None:
        """Return whom "the" and the noun at word ``i`` name, unless a name or another noun goes on."""
        start, stop = sentence.starts[i - 1], sentence.stops[i]
        if any(m.span.start < stop and start < m.span.stop for m in sentence.mentions):
            return None
        following = sentence.words[i + 1] if i + 1 < len(sentence.words) else ""
        if following in ("of", "for") or self._reading.text[stop : stop + 1] in ("-", "'", "’"):
            return None
        known = [entity for at, entity in self._called[sentence.words[i]] if at < start]
        return Mention(Span(start, stop), known[-1], ANAPHOR) if known else None

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
        for before in reversed(
            self._reading.sentences[max(0, sentence.index - _BACK) : sentence.index]
        ):
            if before.paragraph != sentence.paragraph:
                break
            for mention in before.mentions:
                if mention.person is person and not self._reading.quoted(mention.span):
                    return mention.entity
        return None


def _heads(text: str, mention: Mention) -> Iterator[str]:
    """Return the nouns by which a text may take up a name: the head of a body's, a person's title."""
    if mention.person:
        title = text[max(0, mention.span.start - 24) : mention.span.start].split()[-1:]
        if title and title[0][0].isupper() and title[0].casefold() in _TITLES:
            yield title[0].casefold()
        return
    words = mention.entity.name.casefold().split()
    if len(words) > 1:
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
        if head in _BODIES:
            yield head
