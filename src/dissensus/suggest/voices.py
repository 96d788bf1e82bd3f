"""Whose words are these? ``Attributor`` finds who is quoted or reported, where, and on what sign"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.model.statement import VoiceKind
from dissensus.suggest.attribution import Attribution
from dissensus.suggest.contents import (
    ADVERBIAL,
    CONTENT_STARTS,
    closes,
    content_after,
    content_around,
    content_before,
    is_marked,
)
from dissensus.suggest.cues import Cues, Hit, word_set
from dissensus.suggest.quoting import (
    introduced_by,
    is_introduced,
    transcript,
    unattributed,
    with_quotations,
)
from dissensus.suggest.speaker import Speaker
from dissensus.suggest.speakers import Speakers
from dissensus.suggest.surface import Quoted, Sentence

__all__ = ["Attributor"]

_NEAR: Final = 300  # characters between a cue and a sentence that goes on reporting
_PASSIVE: Final = word_set("is are was were be been being wird wurde wurden")
_NEGATIONS: Final = word_set(
    "not never no n't don't doesn't didn't won't nor neither nicht nie kein"
)
_BELIEFS: Final = word_set("believe think expect hope agree glauben finden")
_SUBJUNCTIVE: Final = word_set("sei seien habe werde könne müsse solle wolle dürfe")


class Attributor:
    """Finds attributions by cue verbs, quotation marks, introductions and lines of a transcript.

    Cost: O(words), and for each cue the words around it.
    """

    def __init__(self) -> None:
        self._cues = Cues("speech.tsv")

    def find(
        self, document: Document, sentences: Sequence[Sentence], marks: Sequence[Quoted]
    ) -> list[Attribution]:
        """Return the attributions of a document, in no particular order."""
        text, language = document.text, document.language or "en"
        outer = [q for q in marks if q.depth == 0 and q.speech]
        speakers = Speakers(text, language=language)
        found: list[Attribution] = []
        introduced: Attribution | None = None
        for sentence in sentences:
            if introduced and is_introduced(sentence, outer):
                found.append(introduced_by(introduced, sentence, sentences, outer))
            introduced = None
            here: list[Attribution] = []
            colon = sentence.text.rstrip("*_ ").endswith(":")
            for hit in self._cues.find(sentence, language=language):
                attribution = _of_cue(text, sentence, hit, speakers, here, ends_in_colon=colon)
                if attribution is None:
                    continue
                speakers.remember(attribution.speakers[0])
                if colon and not introduced:
                    introduced = attribution
                if attribution.content.start < sentence.span.stop - 1:
                    here.append(attribution)
            if not here and language == "de" and found and _SUBJUNCTIVE & set(sentence.words):
                here = _goes_on(found[-1], sentence)
            found += here
            speakers.passed(sentence)
        found = [with_quotations(a, outer) for a in found]
        found += transcript(text, sentences)
        found += unattributed(text, outer, sentences, found)
        return found


def _goes_on(latest: Attribution, sentence: Sentence) -> list[Attribution]:
    """German marks reported speech by the subjunctive: the speaker of the sentence before goes on."""
    if (
        not 0 <= sentence.span.start - latest.cue.stop < _NEAR
        or latest.content.stop > sentence.span.stop
    ):
        return []
    reason = f"the subjunctive goes on reporting {latest.speakers[0].name}"
    who = tuple(replace(s, span=None, score=0.7) for s in latest.speakers)
    return [
        replace(
            latest,
            content=sentence.span,
            speakers=who,
            kind=VoiceKind.REPORTED,
            sign=1,
            cue=Span(sentence.span.start, sentence.span.start + 1),
            score=0.7,
            reason=reason,
        )
    ]


def _of_cue(
    text: str,
    sentence: Sentence,
    hit: Hit,
    speakers: Speakers,
    here: Sequence[Attribution],
    *,
    ends_in_colon: bool,
) -> Attribution | None:
    """Read one cue: who speaks, and which words of the sentence are the content."""
    words, cue = sentence.words, hit.cue
    cue_span = Span(sentence.starts[hit.first], sentence.stops[hit.stop - 1])
    start, stop = sentence.span.start, sentence.span.stop
    if cue.kind == "source":
        who = speakers.after(sentence, hit.stop)
        content = content_around(text, sentence, cue_span)
    elif cue.kind == "after":
        who = speakers.before(sentence, hit.first)
        content = Span(min(cue_span.stop + 1, stop - 1), stop)
    elif cue.kind == "noun":
        if hit.stop >= len(words) or words[hit.stop] not in CONTENT_STARTS:
            return None
        who = speakers.possessor(sentence, hit.first)
        content = (
            Span(sentence.stops[hit.stop] + 1, stop)
            if sentence.stops[hit.stop] + 1 < stop
            else None
        )
    else:
        before = words[hit.first - 1] if hit.first else ""
        earlier = words[hit.first - 2] if hit.first > 1 else ""
        if before in _PASSIVE or before == "to" or earlier in ("what", "as") or before == "as":
            return None
        follow = content_after(text, sentence, hit)
        who = speakers.before(sentence, hit.first)
        if not who and words[hit.first].endswith("ing"):
            if follow:
                who = list(here[-1].speakers) if here else speakers.first(sentence)
        elif not who and closes(text, start, cue_span.start):
            # "..., said X" and "... said X: ..."; what follows X is content only if it is marked as such
            who = speakers.after(sentence, hit.stop)
            if who and (who[0].span or not is_marked(text, sentence, hit)):
                stop_before = start + len(text[start : cue_span.start].rstrip())
                return _made(text, sentence, hit, who, Span(start, stop_before))
        elif not who and cue.language == "de":
            who = speakers.after(sentence, hit.stop)
        content = follow
        if who and (content is None or ADVERBIAL.match(text, cue_span.stop, stop)):
            content = content_before(text, sentence, cue_span, who[0]) or content
        if content is None and ends_in_colon and who:
            content = Span(stop - 1, stop)
    if not who or content is None or who[0].score == 0:
        return None
    return _made(text, sentence, hit, who, content)


def _made(
    text: str, sentence: Sentence, hit: Hit, who: Sequence[Speaker], content: Span
) -> Attribution:
    cue_span = Span(sentence.starts[hit.first], sentence.stops[hit.stop - 1])
    sign = -1 if hit.cue.sign < 0 else 1
    if set(sentence.words[max(0, hit.first - 3) : hit.first]) & _NEGATIONS:
        sign = -1 if hit.cue.lemma in _BELIEFS else 0
    begin = text[content.start : content.start + 4].lstrip(" ,:*_\n")[:1]
    kind = VoiceKind.QUOTED if begin in tuple('“"„«‘‹»') else VoiceKind.REPORTED
    reason = f"{hit.words!r} with {who[0].name}"
    if who[0].reason:
        reason += f" ({who[0].reason})"
    return Attribution(content, tuple(who), kind, cue_span, sign, who[0].score, reason)
