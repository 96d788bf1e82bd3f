"""Whose words are these? ``Attributor`` finds who is quoted or reported, where, and on what sign"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dissensus.model.document import Document, Role
from dissensus.model.entity import Entity
from dissensus.model.span import Span
from dissensus.model.statement import VoiceKind
from dissensus.suggest.cues import Cues, Hit, word_set
from dissensus.suggest.names import Mention, is_person, outlet_of
from dissensus.suggest.speakers import AFFILIATIONS, Speaker, Speakers
from dissensus.suggest.surface import Quoted, Sentence

__all__ = ["Attribution", "Attributor", "author_of"]

_TITLE_LENGTH: Final = 60
_LEAST_LINES: Final = 3
_LEAST_WORDS: Final = 7  # a shorter quotation without a cue and without a full stop is a term
_NEAR: Final = 300  # characters between a cue and a sentence that goes on reporting
_LINE: Final = re.compile(r"(?:^|\n)[ \t*_]*([^\W\d_][^\n:.!?؟]{1,50}?)[ \t*_]*:[*_]*(?=\s)")
_PASSIVE: Final = word_set("is are was were be been being wird wurde wurden")
_NEGATIONS: Final = word_set(
    "not never no n't don't doesn't didn't won't nor neither nicht nie kein"
)
_BELIEFS: Final = word_set("believe think expect hope agree glauben finden")
_NO_CONTENT: Final = word_set(
    "of about against with by for from into to goodbye yes no more so off up out"
)
_OPENS: Final = re.compile(r"(\s*[,:،]?\s*)[“\"„«»‘‹]|([^,;:“”\"]{0,60}:\s*)(?=\S)")
_THAT: Final = re.compile(
    r"[^,;:.“”\"«»]{0,60}?[,،]?\s(?:that|dass|daß|که)\s|[^;:.“”\"]{0,40},\s(?:dass|daß)\s"
)
_COMMA: Final = re.compile(r"[^,;:.“”\"]{0,60},\s")
_ADVERBIAL: Final = re.compile(
    r"\s+(?:(?:on|in|at|last|during|after)\s|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"\s*(?:[.,;!?”\"»]|$|(?:on|in|at|last|during|after|to|of|from|while|as|when|und|and|auf|bei|im|am)\s|yesterday"
    r"|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_LEAD_IN: Final = re.compile(
    r"(?:in|on|at|after|before|during|as|when|while|asked|speaking|writing|since|according|although|if)\b[^,]*,$",
    re.IGNORECASE,
)
_SUBJUNCTIVE: Final = word_set("sei seien habe werde könne müsse solle wolle dürfe")
_CONTENT_STARTS: Final = frozenset({"that", "dass", "daß", "که", "whether", "if", "how", "ob"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words and those who are said to have said them.

    ``sign`` is -1 where the speaker denies the content. ``named`` is False for "critics" or a quotation
    whose speaker can't be told: nobody of the codebook, and not the author either.
    """

    content: Span
    speakers: tuple[Speaker, ...]
    kind: VoiceKind
    cue: Span
    sign: int
    score: float
    reason: str

    @property
    def named(self) -> bool:
        """Whether the speaker is known by name."""
        return bool(self.speakers[0].person or self.speakers[0].organization)


def author_of(document: Document, actors: Sequence[Entity]) -> Speaker:
    """Return who speaks where nobody is quoted: the author, else the outlet, else 'Author of "..."'."""
    outlet = outlet_of(document.source, actors)
    organization = outlet.name if outlet else document.source.strip()
    author = document.author.strip()
    if author:
        known = outlet_of(author, actors)
        person = known.name if known else author
        if known and is_person(known):  # who writes a letter speaks for his or her own organization
            own = next(filter(None, map(known.attribute, AFFILIATIONS)), "")
            organization = own or organization
        if person == organization:
            return Speaker(organization, organization=organization, kind=VoiceKind.OUTLET)
        return Speaker(person, person=person, organization=organization, kind=VoiceKind.AUTHOR)
    if organization:
        return Speaker(organization, organization=organization, kind=VoiceKind.OUTLET)
    first_line = document.text.lstrip("#*_ \n").partition("\n")[0][:200]
    title = " ".join((document.title or first_line).split()).strip("#*_ ")
    if len(title) > _TITLE_LENGTH:
        title = title[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    name = f'Author of "{title}"'
    return Speaker(name, person=name, kind=VoiceKind.AUTHOR)


class Attributor:
    """Finds attributions by cue verbs, quotation marks, introductions and lines of a transcript.

    Cost: O(words), and for each cue the words around it.
    """

    def __init__(self, actors: Sequence[Entity]) -> None:
        self._cues = Cues("speech.tsv")
        self._actors = actors

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
            if introduced and _continues(sentence, outer):
                found.append(_introduced(introduced, sentence, sentences, outer))
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
        found = [_with_quotations(a, outer) for a in found]
        found += _transcript(text, sentences)
        found += _orphans(text, outer, sentences, found)
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
        content = _around_source(text, sentence, cue_span)
    elif cue.kind == "after":
        who = speakers.before(sentence, hit.first)
        content = Span(min(cue_span.stop + 1, stop - 1), stop)
    elif cue.kind == "noun":
        if hit.stop >= len(words) or words[hit.stop] not in _CONTENT_STARTS:
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
        follow = _content_after(text, sentence, hit)
        who = speakers.before(sentence, hit.first)
        if not who and words[hit.first].endswith("ing"):
            if follow:
                who = list(here[-1].speakers) if here else speakers.first(sentence)
        elif not who and _closes(text, start, cue_span.start):
            # "..., said X" and "... said X: ..."; what follows X is content only if it is marked as such
            who = speakers.after(sentence, hit.stop)
            if who and (who[0].span or not _marked(text, sentence, hit)):
                stop_before = start + len(text[start : cue_span.start].rstrip())
                return _made(text, sentence, hit, who, Span(start, stop_before))
        elif not who and cue.language == "de":
            who = speakers.after(sentence, hit.stop)
        content = follow
        if who and (content is None or _ADVERBIAL.match(text, cue_span.stop, stop)):
            content = _content_before(text, sentence, cue_span, who[0]) or content
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


def _content_after(text: str, sentence: Sentence, hit: Hit) -> Span | None:
    """Return what follows a cue verb as its content, if something does."""
    at, stop = sentence.stops[hit.stop - 1], sentence.span.stop
    rest = text[at:stop]
    quoted = _OPENS.match(rest)
    if quoted:
        return _span(at + quoted.end(quoted.lastindex or 1), stop)
    that = _THAT.match(rest)
    if that:
        return _span(at + that.end(), stop)
    if hit.cue.kind == "clause" and hit.cue.language != "de":
        return None
    comma = _COMMA.match(rest)
    if hit.cue.language == "de":
        return _span(at + comma.end(), stop) if comma else None
    if not rest.strip(" .!?*_") or rest.lstrip()[:1] in ",.;":
        return None
    following = sentence.words[hit.stop : hit.stop + 1]
    if not following or following[0] in _NO_CONTENT:
        return None
    return _span(at + 1, stop)


def _content_before(text: str, sentence: Sentence, cue: Span, who: Speaker) -> Span | None:
    """Return the content of "..., X said." and "..., X said, ..."; nothing if the cue has an object."""
    start = sentence.span.start
    if not _ENDS.match(text, cue.stop, sentence.span.stop):
        return None
    head = (
        who.span.start if who.span and who.span.start < cue.start else _head(text, start, cue.start)
    )
    if head is None or not _closes(text, start, head):
        return None
    if text[cue.stop : cue.stop + 1] == "," and not _ADVERBIAL.match(
        text, cue.stop, sentence.span.stop
    ):
        return sentence.span
    return _span(start, start + len(text[start:head].rstrip()))


def _head(text: str, start: int, stop: int) -> int | None:
    """Return where a short subject begins that no name marks: after the last comma or quotation mark."""
    at = max(text.rfind(mark, start, stop) for mark in (",", "”", '"', "“", "»", "،"))
    return at + 1 if at > start and text.count(" ", at, stop) <= 8 else None


def _marked(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Say whether "that" or a quotation mark follows the cue at once."""
    rest = text[sentence.stops[hit.stop - 1] : sentence.span.stop].lstrip(" ,:")
    return rest.startswith(("that ", "dass ", "که ", *'“"„«'))


def _span(start: int, stop: int) -> Span | None:
    return Span(start, stop) if start < stop else None


def _closes(text: str, start: int, at: int) -> bool:
    """Say whether the text before ``at`` ends as a reported clause does: with a comma or a quotation."""
    before = text[start:at].rstrip()
    if before.endswith((" the", " The")):
        before = before[:-4].rstrip()
    if before.endswith(("”", "“", '"', "»", "”,", "“,", '",', "»,", "?", "!")):
        return True
    return before.endswith((",", "،")) and before.count(" ") >= 3 and not _LEAD_IN.match(before)


def _around_source(text: str, sentence: Sentence, cue: Span) -> Span | None:
    start, stop = sentence.span.start, sentence.span.stop
    if not text[start : cue.start].strip(" ,*_") or sentence.word_at(cue.start) <= 1:
        comma = re.compile("[,،:]").search(text, cue.stop, stop)
        return _span(comma.end(), stop) if comma else sentence.span
    return _span(start, start + len(text[start : cue.start].rstrip(" ,،")))


def _continues(sentence: Sentence, outer: Sequence[Quoted]) -> bool:
    """Say whether a sentence is what the one before announced with a colon."""
    if sentence.role is Role.BLOCK_QUOTE:
        return True
    return any(abs(q.span.start - sentence.span.start) <= 3 for q in outer)


def _introduced(
    by: Attribution, sentence: Sentence, sentences: Sequence[Sentence], outer: Sequence[Quoted]
) -> Attribution:
    stop = sentence.span.stop
    for following in sentences[sentence.index :]:
        if following.role is not Role.BLOCK_QUOTE or sentence.role is not Role.BLOCK_QUOTE:
            break
        stop = following.span.stop
    for quoted in outer:
        if abs(quoted.span.start - sentence.span.start) <= 3:
            stop = max(stop, quoted.span.stop)
    content = Span(sentence.span.start, stop)
    return replace(by, content=content, kind=VoiceKind.QUOTED, reason=f"introduced by {by.reason}")


def _with_quotations(attribution: Attribution, outer: Sequence[Quoted]) -> Attribution:
    """Let the content reach to the end of a quotation it cuts, and not beyond the one it stands in."""
    content = attribution.content
    start, stop = content.start, content.stop
    for quoted in outer:
        span = quoted.span
        if span.start > content.stop or span.stop < content.start:
            continue
        if span.contains(attribution.cue):
            start, stop = max(start, quoted.inner.start), min(stop, quoted.inner.stop)
        elif span.overlaps(content) and not content.contains(span):
            start, stop = min(start, span.start), max(stop, span.stop)
    return attribution if start >= stop else replace(attribution, content=Span(start, stop))


def _transcript(text: str, sentences: Sequence[Sentence]) -> list[Attribution]:
    """Read "Name: ..." lines, where at least two stand in the text, as the words of that name."""
    lines = [(m.start(1), m.end(), m[1]) for m in _LINE.finditer(text)]
    counts = Counter(_bare(name) for _, _, name in lines)
    lines = [line for line in lines if counts[_bare(line[2])] > 1 or "(" in line[2]]
    if len(lines) < _LEAST_LINES:
        return []
    result = []
    mentions = [m for s in sentences for m in s.mentions]
    known: dict[str, Speaker] = {}
    for (start, begin, name), following in zip(lines, [*lines[1:], None], strict=True):
        stop = following[0] if following else len(text)
        paragraph = text.find("\n\n", begin, stop)
        if paragraph > 0 and not _bare(name).isupper():
            stop = paragraph  # in an interview the other one may ask without a name
        if not text[begin:stop].strip():
            continue
        inside = [m for m in mentions if start <= m.span.start < start + len(name)]
        who = known.setdefault(_bare(name), _of_line(name, inside))
        reason = f"a line of the transcript begins with {name!r}"
        cue = Span(start, start + len(name))
        result.append(
            Attribution(Span(begin, stop), (who,), VoiceKind.QUOTED, cue, 1, who.score, reason)
        )
    return result


def _bare(name: str) -> str:
    return name.partition("(")[0].strip()


def _of_line(name: str, inside: Sequence[Mention]) -> Speaker:
    bare = _bare(name)
    groups = [m for m in inside if not m.person]
    persons = [m for m in inside if m.person]
    if persons or (groups and "(" not in name):
        return Speaker.of((persons or groups)[0])
    if len(bare.split()) in (2, 3) and (bare.istitle() or bare.isupper()) and bare[:4] != "THE ":
        person = bare.title() if bare.isupper() else bare
        return Speaker(
            person, person=person, organization=groups[0].name if groups else "", score=0.8
        )
    return Speaker(bare, score=0.4)


def _is_term(words: str) -> bool:
    """Say whether quoted words are rather a name or a term than what somebody said."""
    parts = words.split()
    if sum(p[:1].isupper() for p in parts) > 0.6 * len(parts):
        return True
    return len(parts) < _LEAST_WORDS and words.rstrip()[-1:] not in (*".!?,",)


def _orphans(
    text: str, outer: Sequence[Quoted], sentences: Sequence[Sentence], found: Sequence[Attribution]
) -> list[Attribution]:
    """Give quotations without a cue to the speaker before or beside them; else to nobody named."""
    result: list[Attribution] = []
    by_start = sorted(found, key=lambda a: a.content.start)
    starts = [a.content.start for a in by_start]
    sentence_starts = [s.span.start for s in sentences]
    for quoted in outer:
        near = by_start[
            max(0, bisect_right(starts, quoted.inner.start) - 4) : bisect_right(
                starts, quoted.inner.start
            )
        ]
        if any(
            a.content.stop >= quoted.inner.stop - 1 and a.content.start <= quoted.inner.start
            for a in near
        ):
            continue
        at = bisect_right(sentence_starts, quoted.span.start) - 1
        if at < 0 or _is_term(quoted.inner.of(text)):
            continue
        sentence = sentences[at]
        beside = [m for m in sentence.mentions if not quoted.span.contains(m.span)]
        before = [
            a
            for a in (*near, *result)
            if a.content.stop <= quoted.span.start
            and sentence.index - bisect_right(sentence_starts, a.content.start) <= 3
        ]
        if len(quoted.inner) < 0.6 * len(sentence.text) and not (before and not beside):
            who = (
                Speaker.of(beside[0], score=0.45)
                if len(beside) == 1
                else Speaker("somebody quoted", score=0.3)
            )
            reason = f"quoted beside {who.name}" if len(beside) == 1 else "quoted without a speaker"
        elif before:
            who = replace(before[-1].speakers[0], score=0.65)
            reason = f"the quotation goes on after {who.name} was quoted"
        else:
            who, reason = Speaker("somebody quoted", score=0.3), "quoted without a speaker"
        result.append(
            Attribution(
                quoted.span,
                (who,),
                VoiceKind.QUOTED,
                Span(quoted.span.start, quoted.span.start + 1),
                1,
                who.score,
                reason,
            )
        )
    return result
