"""What does a document show before anything is proposed? ``Scanner`` reads it once, into a ``Reading``"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dissensus.model.codebook import Codebook
from dissensus.model.document import Document
from dissensus.model.entity import Entity
from dissensus.model.span import Span
from dissensus.model.statement import Voice
from dissensus.suggest.attribution import Attribution, author_of
from dissensus.suggest.date_expressions import DateExpression, Dates
from dissensus.suggest.names import Lookup, Mention, Names, actors
from dissensus.suggest.speaker import Speaker
from dissensus.suggest.surface import Quoted, Sentence, clauses, cut, quotations
from dissensus.suggest.voices import Attributor

__all__ = ["Attribution", "Mention", "Quoted", "Reading", "Scanner", "Sentence", "Speaker"]

_NESTED: Final = 64  # so many quotations inside one are looked through, no more


@dataclass(frozen=True)
class Reading:
    """One document, read once for all proposers.

    ``sentences`` hold the words and the ``mentions`` of actors in them; footnotes, links, tables and
    boilerplate are not among them. ``attributions`` say which words are whose, outer ones first.
    """

    document: Document
    codebook: Codebook
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quoted, ...]
    attributions: tuple[Attribution, ...]
    author: Speaker
    actors: Mapping[str, Entity]  # of the codebook, by name

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.document.text

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(s.span.start for s in self.sentences)

    @cached_property
    def _clauses(self) -> dict[int, list[Span]]:
        return {}

    @cached_property
    def _dates(self) -> dict[bool, dict[int, list[DateExpression]]]:
        return {}

    @cached_property
    def _quotation_starts(self) -> tuple[int, ...]:
        return tuple(q.span.start for q in self.quotations)

    @cached_property
    def _by_sentence(self) -> dict[int, list[Attribution]]:
        found: dict[int, list[Attribution]] = {}
        for attribution in self.attributions:
            first = max(0, bisect_right(self._starts, attribution.content.start) - 1)
            for sentence in self.sentences[first:]:
                if sentence.span.start >= attribution.content.stop:
                    break
                found.setdefault(sentence.index, []).append(attribution)
        return found

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence at ``offset``; None between sentences. Cost: O(log n)."""
        at = bisect_right(self._starts, offset) - 1
        sentence = self.sentences[at] if at >= 0 else None
        return sentence if sentence and offset < sentence.span.stop else None

    def clauses(self, sentence: Sentence) -> list[Span]:
        """Return the likely clauses of a sentence, which together cover it."""
        found = self._clauses.get(sentence.index)
        if found is None:
            found = self._clauses[sentence.index] = clauses(sentence)
        return found

    def dates(self, sentence: Sentence, *, persian: bool) -> list[DateExpression]:
        """Return the dates in a sentence; ``persian`` as in ``Dates``. Each sentence is read once."""
        known = self._dates.setdefault(persian, {})
        found = known.get(sentence.index)
        if found is None:
            dates = Dates(published=self.document.date, persian=persian)
            found = dates.find(sentence.text, start=sentence.span.start, words=sentence.words)
            known[sentence.index] = found
        return found

    def attributions_of(self, span: Span) -> list[Attribution]:
        """Return who is said to have said the words of ``span``, from the outermost speaker inwards."""
        sentence = self.sentence_at(span.start)
        if sentence is None:
            return []
        return [
            a
            for a in self._by_sentence.get(sentence.index, ())
            if a.content.start <= span.start
            and min(span.stop, sentence.span.stop) <= a.content.stop
        ]

    def attributions_in(self, sentence: Sentence) -> list[Attribution]:
        """Return the attributions whose content stands at least in part in a sentence."""
        return self._by_sentence.get(sentence.index, [])

    def voices(self, span: Span) -> tuple[Voice, ...]:
        """Return the voice chain of the words in ``span``: the author first, the speaker last."""
        inner = (Voice(a.speakers[0].name, a.kind) for a in self.attributions_of(span))
        return (self.author.voice, *inner)

    def quoted(self, span: Span) -> Quoted | None:
        """Return the innermost quotation that holds ``span``."""
        at = bisect_right(self._quotation_starts, span.start)
        near = reversed(self.quotations[max(0, at - _NESTED) : at])
        return next((q for q in near if q.span.contains(span)), None)


class Scanner:
    """Reads documents against one codebook; made once, used for all of them.

    Cost: one pass over the text for names, one for quotation marks, one over the words of sentences.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._names = Names(codebook)
        self._actors = {e.name: e for e in actors(codebook)}
        self._known = Lookup(actors(codebook))
        self._attributor = Attributor()

    def read(self, document: Document) -> Reading:
        """Read one document."""
        mentions = self._names.find(document.text)
        sentences = cut(document, mentions)
        marks = quotations(document.text)
        attributions = self._attributor.find(document, sentences, marks)
        return Reading(
            document=document,
            codebook=self.codebook,
            sentences=tuple(sentences),
            mentions=tuple(mentions),
            quotations=tuple(marks),
            attributions=tuple(_outer_first(attributions)),
            author=author_of(document, self._known),
            actors=self._actors,
        )


def _outer_first(attributions: Sequence[Attribution]) -> list[Attribution]:
    return sorted(attributions, key=lambda a: (a.content.start, -a.content.stop, a.cue.start))
