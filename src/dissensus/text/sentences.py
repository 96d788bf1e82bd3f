"""Where do sentences start and stop? ``sentences``

``sentencex`` proposes where to cut, quickly and for many languages. What it gets
wrong is mended at each cut: an opening quotation mark left behind, a footnote mark or a closing bracket
carried over, "3." torn from "Oktober", "p.m." from "Friday". Sentences inside a quotation are sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

import sentencex

from dissensus.model.document import Region, Role
from dissensus.model.span import Span

__all__ = ["sentences"]

# After a blank line, and at a point of a list (or a note), a sentence begins whatever stands before.
_BORDER: Final = re.compile(
    r"\n[^\S\n]*\n"
    r"|\n(?=[^\S\n]*(?:[-*+•‣◦▪]|\(?\d{1,3}[.)]|\[\d{1,3}\]|\(?[a-z]\))[^\S\n]+\S)"
)

# What a cut left on the wrong side: closing marks and footnote marks belong to the sentence before.
_BELONGS_BEFORE: Final = re.compile(
    r"(?:[^\S\n]*\[(?:\d{1,3}|[a-z])\]|[¹²³⁰⁴-⁹])*[.,;:!?…)\]”“»\"']*(?=\s|$)|(?:[^\S\n]*\[\d{1,3}\])+\s*"
)
_OPENING: Final = re.compile(r"(?:^|\s)([\"'“„«»‘‚(\[¿¡]+)$")

# A sentence does not end in the number of its list, nor in these.
_NUMBER_OF_LIST: Final = re.compile(r"\s*(?:[-*+•‣◦▪]\s+)?(?:\(?\d{1,3}[.)]|\(?[A-Za-z]\))\s*$")
_ABBREVIATION: Final = re.compile(
    r"(?<![\w.])(?:e\.g|i\.e|cf|viz|vs|ca|approx|incl|esp"
    r"|Gov|Lt|Sgt|Capt|Cmdr|Col|Gen|Adm|Maj|Brig|Hon|Reps?|Sens?|Rev|Fr|Msgr|Amb|Pres|Prof"
    r"|Mr|Mrs|Ms|Messrs|Drs?|Ste?|Mt|Ft)\.$"
)
_BEFORE_NUMBER: Final = re.compile(
    r"(?<![\w.])(?:[Nn]os?|[Pp]p?|[Aa]rts?|[Cc]h|[Ff]igs?|[Vv]ols?|[Ss]ect?|[Pp]aras?|Res|Doc|Eq)\.$"
)
_HOUR: Final = re.compile(r"\b[ap]\.\s?m\.$")
_AFTER_HOUR: Final = re.compile(
    r"(?:on |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec"
    r"|[A-Z]{2,4}T\b|GMT|UTC|Eastern|Pacific|Central|local|[(\d])"
)
_ORDINAL: Final = re.compile(r"(?<![\w.,])\d{1,2}\.$")
_ORDINAL_LANGUAGES: Final = frozenset(
    ("bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "sk", "sl", "sr")
)
_ABBREVIATIONS_OF: Final = {
    "fr": re.compile(r"(?<!\w)(?:MM?|Mmes?|Mlles?|Mgr|Me)\.$"),
    "es": re.compile(r"(?<!\w)(?:Sra?s?|D|Dª|Da|Ud)\.$"),
    "de": re.compile(r"(?<!\w)(?:Nr|Abs|Art|Bd|bzw|ca|Hr|Fr|Prof|St|vgl|Std|Mio|Mrd)\.$"),
}

# Where sentencex does not cut: after a footnote mark set as a bare number.
_AFTER_MARK: Final = re.compile(
    r"[.!?][\"”’»)]*(?:(?:\[\d{1,3}\])+|[¹²³⁰⁴-⁹]{1,3}|(?<=[^\W\d_]{3}[.!?])\d{1,2})\s+(?=[\"“„«(]?[^\W\d_a-z])"
)
# Inside typographic quotation marks it does not cut at all, inside straight ones it does.
_QUOTED: Final = re.compile(r"[“„«]([^“”„«»]+)")
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*[.!?…][\"”’]?\)\s+(?=[\"“„«(]?[^\W\d_a-z])")


def sentences(text: str, *, language: str = "en", regions: Sequence[Region] = ()) -> list[Span]:
    """Return the spans of the sentences in order, without the white space around them.

    No sentence crosses a blank line or the border of a region; regions that do not speak (see
    ``Role.speaks``) have none. A footnote mark is no border and stays in its sentence. ``language`` is
    an ISO 639-1 code; unknown ones are cut by the rules for English. O(n + regions × log regions).
    """
    spans: list[Span] = []
    for start, stop in _stretches(text, regions):
        stretch = text[start:stop]
        for a, b in pairwise(_cuts(stretch, language or "en")):
            words = stretch[a:b]
            a += len(words) - len(words.lstrip())
            b -= len(words) - len(words.rstrip())
            if a < b:
                spans.append(Span(start + a, start + b))
    return spans


def _stretches(text: str, regions: Sequence[Region]) -> Iterator[tuple[int, int]]:
    """What speaks, between the borders of regions, blank lines and points of a list."""
    length = len(text)
    changes = dict.fromkeys((0, length, *(found.end() for found in _BORDER.finditer(text))), 0)
    for region in regions:
        if region.role is not Role.FOOTNOTE_MARK:
            silent = 0 if region.role.speaks else 1
            start, stop = min(region.span.start, length), min(region.span.stop, length)
            changes[start] = changes.get(start, 0) + silent
            changes[stop] = changes.get(stop, 0) - silent
    depth = 0
    for start, stop in pairwise(sorted(changes)):
        depth += changes[start]
        if not depth:
            yield start, stop


def _cuts(text: str, language: str) -> list[int]:
    """The offsets between which sentences lie, from 0 to the end of ``text``, increasing."""
    ends = _proposed(text, language)
    proposed = {*ends, *(found.end() for found in _AFTER_MARK.finditer(text))}
    proposed.update(_within(text, ends, language))
    cuts = [0]
    for cut in sorted(proposed):
        if cut <= cuts[-1]:
            continue
        at = _mended(text, cuts[-1], cut, language)
        if at is not None and at >= len(text):
            break  # only closing marks follow
        if at is not None and at > cuts[-1]:
            cuts.append(at)
    cuts.append(len(text))
    return cuts


def _proposed(text: str, language: str) -> list[int]:
    """Where the segments of sentencex end."""
    segments = sentencex.segment(language, text)
    ends = list(accumulate(map(len, segments)))
    if ends and ends[-1] != len(text):
        # Now and then it drops white space around a bracket; its segments are then looked up.
        ends, at = [], 0
        for segment in segments:
            at = max(text.find(segment, at), at) + len(segment)
            ends.append(at)
    return ends


def _within(text: str, ends: Sequence[int], language: str) -> Iterator[int]:
    """Further cuts: after a sentence in brackets, and between the sentences of a quotation."""
    if "(" in text:
        for start in (0, *ends):
            if text.startswith("(", start) and (bracketed := _IN_BRACKETS.match(text, start)):
                yield bracketed.end()
    if "“" in text or "„" in text or "«" in text:
        for quoted in _QUOTED.finditer(text):
            for end in _proposed(quoted[1], language)[:-1]:
                yield quoted.start(1) + end


def _mended(text: str, start: int, cut: int, language: str) -> int | None:
    """Where the cut proposed at ``cut`` should be; None if the sentence from ``start`` goes on."""
    if cut >= len(text):
        return None
    belongs = _BELONGS_BEFORE.match(text, cut) if text[cut - 1] != "\n" else None
    if belongs and belongs.end() > cut:
        cut = belongs.end()
    elif opening := _OPENING.search(text, max(start, cut - 24), cut):
        cut -= len(opening[1])
        return cut if cut > start else None
    tail = text[max(start, cut - 24) : cut]
    left = tail.rstrip()
    if not left.endswith("."):
        return None if _NUMBER_OF_LIST.fullmatch(text, start, cut) else cut
    following = text[cut : cut + 24].lstrip()
    if following[:1].islower() and not left.endswith("..."):
        return None
    if _goes_on(left, following, language) or _NUMBER_OF_LIST.fullmatch(text, start, cut):
        return None
    return cut


def _goes_on(left: str, following: str, language: str) -> bool:
    """Say whether the full stop that ends ``left`` is not the end of a sentence."""
    if _HOUR.search(left):
        return _AFTER_HOUR.match(following) is not None
    if _ABBREVIATION.search(left) or (following[:1].isdigit() and _BEFORE_NUMBER.search(left)):
        return True
    if language in _ORDINAL_LANGUAGES and _ORDINAL.search(left):
        return True
    more = _ABBREVIATIONS_OF.get(language)
    return more is not None and more.search(left) is not None
