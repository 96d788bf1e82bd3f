"""How does a text stand on the page with its statements marked? ``Text``, ``Block``, ``Piece``"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dissensus.model.document import Document, Region, Role
from dissensus.report.evidence import Evidence, Quote
from dissensus.report.forms import day, outlet, title_of

__all__ = ["Block", "Piece", "Text", "texts"]

MOST_CHARACTERS: Final = 5_000_000  # of all texts together; beyond it only quotations are shown
_BLOCK: Final = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch inside which the same statements hold; ``starts`` and ``ends`` are those at its rims."""

    words: str
    form: str  # "" running text; else how it is marked
    starts: tuple[int, ...]
    ends: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, with its role in the document (empty: running text)."""

    role: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One document as it is shown; ``blocks`` is empty if the words of all texts are too many."""

    anchor: str
    title: str
    outlet: str
    author: str
    date: str
    language: str
    location: str
    alike: tuple[tuple[str, str], ...]  # near-duplicates: anchor, and outlet or title
    copy: bool  # of a text that stands before it
    characters: int
    statements: int
    quotation_only: bool
    blocks: tuple[Block, ...]


def texts(evidence: Evidence) -> tuple[Text, ...]:
    """Cut every text into paragraphs and these where statements begin and end.

    Cost: O(characters + statements²  of a paragraph).
    """
    whole = sum(len(d.text) for d in evidence.documents) <= MOST_CHARACTERS
    quotes: dict[int, list[Quote]] = {}
    for quote in evidence.quotes:
        quotes.setdefault(quote.text, []).append(quote)
    groups: dict[str, list[int]] = {}
    for i, document in enumerate(evidence.documents):
        groups.setdefault(document.group, []).append(i)
    alike = [
        [k for k in groups[d.group] if k != i] if d.group else []
        for i, d in enumerate(evidence.documents)
    ]
    return tuple(
        Text(
            anchor=f"d{i + 1}",
            title=title_of(document),
            outlet=outlet(document),
            author=document.author,
            date=day(document.date) if document.date else "no date",
            language=document.language,
            location=document.provenance.source.location if document.provenance else "",
            alike=tuple((f"d{k + 1}", outlet(evidence.documents[k])) for k in alike[i]),
            copy=any(k < i for k in alike[i]),
            characters=len(document.text),
            statements=len(quotes.get(i, ())),
            quotation_only=document.quotation_only,
            blocks=_blocks(document, quotes.get(i, ())) if whole else (),
        )
        for i, document in enumerate(evidence.documents)
    )


def _blocks(document: Document, quotes: Sequence[Quote]) -> tuple[Block, ...]:
    blocks = []
    waiting = sorted(quotes, key=lambda q: q.span)
    regions = sorted(document.regions, key=lambda r: r.span)
    first = at = 0
    for match in _BLOCK.finditer(document.text):
        start, stop = match.span()
        # Statements and regions wholly before this paragraph are done with.
        while first < len(waiting) and waiting[first].span.stop <= start:
            first += 1
        while at < len(regions) and regions[at].span.stop <= start:
            at += 1
        here = []
        for quote in waiting[first:]:
            if quote.span.start >= stop:
                break
            if quote.span.stop > start:
                here.append(quote)
        role = _role(regions[at:], start, stop)
        blocks.append(Block(role, _pieces(document.text, start, stop, here)))
    return tuple(blocks)


def _role(regions: Sequence[Region], start: int, stop: int) -> str:
    """Return the role of the smallest region that holds the whole paragraph."""
    best: Region | None = None
    for region in regions:
        if region.span.start > start:
            break
        holds = region.span.stop >= stop and region.role is not Role.FOOTNOTE_MARK
        if holds and (best is None or len(region.span) <= len(best.span)):
            best = region
    return best.role.value.replace(" ", "-") if best else ""


def _pieces(text: str, start: int, stop: int, quotes: Sequence[Quote]) -> tuple[Piece, ...]:
    if not quotes:
        return (Piece(text[start:stop], "", (), ()),)
    cuts = {start, stop}
    for quote in quotes:
        cuts |= {max(quote.span.start, start), min(quote.span.stop, stop)}
    rims = sorted(cuts)
    pieces = []
    for a, b in pairwise(rims):
        over = [q for q in quotes if q.span.start <= a and b <= q.span.stop]
        starts = tuple(q.number for q in over if q.span.start == a)
        ends = tuple(q for q in over if q.span.stop == b)
        pieces.append(Piece(text[a:b], _form(over), starts, ends))
    return tuple(pieces)


def _form(over: Sequence[Quote]) -> str:
    if not over:
        return ""
    stances = {quote.stance for quote in over}
    form = "mixed" if {1, -1} <= stances else "agree" if 1 in stances else ""
    form = form or ("disagree" if -1 in stances else "plain")
    return form if any(quote.reviewed for quote in over) else f"{form} unreviewed"
