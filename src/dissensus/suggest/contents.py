"""Which words of its sentence does a cue report? Before it, after it, or around a source"""

from __future__ import annotations

import re
from typing import Final

from dissensus.model.span import Span
from dissensus.suggest.cues import Hit, word_set
from dissensus.suggest.speaker import Speaker
from dissensus.suggest.surface import Sentence

__all__ = [
    "ADVERBIAL",
    "CONTENT_STARTS",
    "closes",
    "content_after",
    "content_around",
    "content_before",
    "is_marked",
    "span_or_none",
]

CONTENT_STARTS: Final = frozenset({"that", "dass", "daß", "که", "whether", "if", "how", "ob"})
ADVERBIAL: Final = re.compile(
    r"\s+(?:(?:on|in|at|last|during|after)\s|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_NO_CONTENT: Final = word_set(
    "of about against with by for from into to goodbye yes no more so off up out"
)
_OPENS: Final = re.compile(r"(\s*[,:،]?\s*)[“\"„«»‘‹]|([^,;:“”\"]{0,60}:\s*)(?=\S)")
_THAT: Final = re.compile(
    r"[^,;:.“”\"«»]{0,60}?[,،]?\s(?:that|dass|daß|که)\s|[^;:.“”\"]{0,40},\s(?:dass|daß)\s"
)
_COMMA: Final = re.compile(r"[^,;:.“”\"]{0,60},\s")
_ENDS: Final = re.compile(
    r"\s*(?:[.,;!?”\"»]|$|(?:on|in|at|last|during|after|to|of|from|while|as|when|und|and|auf|bei|im|am)\s|yesterday"
    r"|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_LEAD_IN: Final = re.compile(
    r"(?:in|on|at|after|before|during|as|when|while|asked|speaking|writing|since|according|although|if)\b[^,]*,$",
    re.IGNORECASE,
)


def content_after(text: str, sentence: Sentence, hit: Hit) -> Span | None:
    """Return what follows a cue verb as its content, if something does."""
    at, stop = sentence.stops[hit.stop - 1], sentence.span.stop
    rest = text[at:stop]
    quoted = _OPENS.match(rest)
    if quoted:
        return span_or_none(at + quoted.end(quoted.lastindex or 1), stop)
    that = _THAT.match(rest)
    if that:
        return span_or_none(at + that.end(), stop)
    if hit.cue.kind == "clause" and hit.cue.language != "de":
        return None
    comma = _COMMA.match(rest)
    if hit.cue.language == "de":
        return span_or_none(at + comma.end(), stop) if comma else None
    if not rest.strip(" .!?*_") or rest.lstrip()[:1] in ",.;":
        return None
    following = sentence.words[hit.stop : hit.stop + 1]
    if not following or following[0] in _NO_CONTENT:
        return None
    return span_or_none(at + 1, stop)


def content_before(text: str, sentence: Sentence, cue: Span, who: Speaker) -> Span | None:
    """Return the content of "..., X said." and "..., X said, ..."; nothing if the cue has an object."""
    start = sentence.span.start
    if not _ENDS.match(text, cue.stop, sentence.span.stop):
        return None
    lead = text[start : cue.start].split(",")
    inserted = text[cue.stop : cue.stop + 1] == "," and len(lead) == 2 and len(lead[1].split()) <= 3
    if inserted and not ADVERBIAL.match(text, cue.stop, sentence.span.stop):
        return sentence.span  # "With this contract, he said, ..."
    head = (
        who.span.start if who.span and who.span.start < cue.start else _head(text, start, cue.start)
    )
    if head is None or not closes(text, start, head):
        return None
    if text[cue.stop : cue.stop + 1] == "," and not ADVERBIAL.match(
        text, cue.stop, sentence.span.stop
    ):
        return sentence.span
    return span_or_none(start, start + len(text[start:head].rstrip()))


def content_around(text: str, sentence: Sentence, cue: Span) -> Span | None:
    """Return what "according to X" covers: what follows the comma, or else what stands before it."""
    start, stop = sentence.span.start, sentence.span.stop
    if not text[start : cue.start].strip(" ,*_") or sentence.word_at(cue.start) <= 1:
        comma = re.compile("[,،:]").search(text, cue.stop, stop)
        return span_or_none(comma.end(), stop) if comma else sentence.span
    return span_or_none(start, start + len(text[start : cue.start].rstrip(" ,،")))


def closes(text: str, start: int, at: int) -> bool:
    """Say whether the text before ``at`` ends as a reported clause does: with a comma or a quotation."""
    before = text[start:at].rstrip()
    if before.endswith((" the", " The")):
        before = before[:-4].rstrip()
    if before.endswith(("”", "“", '"', "»", "”,", "“,", '",', "»,", "?", "!")):
        return True
    return before.endswith((",", "،")) and before.count(" ") >= 3 and not _LEAD_IN.match(before)


def is_marked(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Say whether "that" or a quotation mark follows the cue at once."""
    rest = text[sentence.stops[hit.stop - 1] : sentence.span.stop].lstrip(" ,:")
    return rest.startswith(("that ", "dass ", "که ", *'“"„«'))


def span_or_none(start: int, stop: int) -> Span | None:
    """Return the span, or None where nothing stands between the two offsets."""
    return Span(start, stop) if start < stop else None


def _head(text: str, start: int, stop: int) -> int | None:
    """Return where a short subject begins that no name marks: after the last comma or quotation mark."""
    at = max(text.rfind(mark, start, stop) for mark in (",", "”", '"', "“", "»", "،"))
    return at + 1 if at > start and text.count(" ", at, stop) <= 8 else None
