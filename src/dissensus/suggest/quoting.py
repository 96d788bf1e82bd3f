"""Whose are quotations and lines that no cue stands beside? Introductions, transcripts, what goes on"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dissensus.model.document import Role
from dissensus.model.span import Span
from dissensus.model.statement import VoiceKind
from dissensus.suggest.attribution import Attribution
from dissensus.suggest.names import Mention
from dissensus.suggest.speaker import Speaker
from dissensus.suggest.surface import Quoted, Sentence

__all__ = ["introduced_by", "is_introduced", "transcript", "unattributed", "with_quotations"]

_LEAST_LINES: Final = 3
_LEAST_WORDS: Final = 7  # a shorter quotation without a cue and without a full stop is a term
_LINE: Final = re.compile(r"(?:^|\n)[ \t*_]*([^\W\d_][^\n:.!?؟]{0,60}?)[ \t*_]*:[*_]*(?=\s)")
_ANSWERS: Final = frozenset({"a", "answer", "antwort", "ج", "پاسخ"})


# "X is considered “the last hope of the valley”": the author's words about X, not X's own.
_NAMING: Final = re.compile(
    r"\b(?:considered|called|named|termed|dubbed|labell?ed|(?:known|regarded|seen|described) as)"
    r"(?:\s(?:to be|the|an?))?\s$"
)


def is_introduced(sentence: Sentence, outer: Sequence[Quoted]) -> bool:
    """Say whether a sentence is what the one before announced with a colon."""
    if sentence.role is Role.BLOCK_QUOTE:
        return True
    return any(abs(q.span.start - sentence.span.start) <= 3 for q in outer)


def introduced_by(
    by: Attribution, sentence: Sentence, sentences: Sequence[Sentence], outer: Sequence[Quoted]
) -> Attribution:
    """Give the quotation or block that begins with ``sentence`` to the speaker ``by`` announced it."""
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


def with_quotations(attribution: Attribution, outer: Sequence[Quoted]) -> Attribution:
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


def transcript(text: str, sentences: Sequence[Sentence]) -> list[Attribution]:
    """Read "Name: ..." lines, where several stand in the text, as the words of that name.

    One line is enough where it is unmistakable: "ADA RENVIK (Minister of Transport): ...". In "Q: ... A: ..."
    the answers are those of the person named first before them.
    """
    mentions = [m for s in sentences for m in s.mentions]
    lines = [(m.start(1), m.end(), m[1]) for m in _LINE.finditer(text)]
    counts = Counter(_bare(name) for _, _, name in lines)
    lines = [line for line in lines if counts[_bare(line[2])] > 1 or "(" in line[2]]
    turns = {_bare(name) for _, _, name in lines if _bare(name).isupper() and "(" in name}
    answers = {name for _, _, name in lines if name.casefold() in _ANSWERS}
    if len(lines) < _LEAST_LINES and not turns and not answers:
        return []
    result = []
    known: dict[str, Speaker] = {}
    for (start, begin, name), following in zip(lines, [*lines[1:], None], strict=True):
        stop = following[0] if following else len(text)
        paragraph = text.find("\n\n", begin, stop)
        if paragraph > 0 and (not _bare(name).isupper() or following is None):
            stop = paragraph  # in an interview the other one may ask without a name
        if not text[begin:stop].strip():
            continue
        if name.casefold() in _ANSWERS and name not in known:
            known[name] = _interviewed(mentions, lines[0][0])
        inside = [m for m in mentions if start <= m.span.start < start + len(name)]
        who = known.setdefault(_bare(name), _of_line(name, inside))
        reason = f"a line of the transcript begins with {name!r}"
        cue = Span(start, start + len(name))
        result.append(
            Attribution(Span(begin, stop), (who,), VoiceKind.QUOTED, cue, 1, who.score, reason)
        )
    return result


def _interviewed(mentions: Sequence[Mention], begin: int) -> Speaker:
    """Return who answers in an interview: the first person named before the questions begin."""
    named = next((m for m in mentions if m.person and m.span.start < begin), None)
    return Speaker.of(named, score=0.7) if named else Speaker("somebody asked", score=0.4)


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


def unattributed(
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
        if _NAMING.search(text, sentence.span.start, quoted.span.start):
            continue
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
