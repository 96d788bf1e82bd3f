"""What do the lines of a text say about it, and which are no part of it? ``Block``, ``read_cues``

Works on any format, after its reader has named what the format itself tells (headings, tables, …). It finds
the title, the byline, the date and the outlet where the text shows them, footnotes and their marks, lists
of links, headings of plain text, and the lines that ``boilerplate`` knows. It marks; it never cuts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dissensus.ingest.boilerplate import line_about
from dissensus.ingest.dates import in_words
from dissensus.ingest.metadata import Field, Metadata, Rank
from dissensus.model.document import Region, Role
from dissensus.model.span import Span

__all__ = ["Block", "only_links", "paragraphs", "read_cues"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of the canonical text.

    ``role`` is what its format says it is; ``quoted`` that it is set off as if it were a quotation.
    """

    span: Span
    role: Role | None = None
    quoted: bool = False


_RUNNING: Final = 160  # characters; a longer block is running text, and ends the head of a document
_HEAD: Final = 16  # blocks; the head of a document is no longer
_WRAPPED: Final = 120  # characters; lines that are all shorter were broken to fit a page
_TITLE_WORDS: Final = 25
_HEADING_WORDS: Final = 14

_BLANK: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LINE: Final = re.compile(r"[^\n]+")
_KEY: Final = re.compile(r"([^\W\d_][\w ]{1,24}?)\s?[::]\s+(\S.{0,200})")
_BYLINE: Final = re.compile(r"(?:by|von|par|por|نوشته|نویسنده:?)\s+(\S.{2,80})", re.I)
_URL: Final = r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?"
_DOMAIN: Final = re.compile(_URL + r"/?", re.I)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.I)
_WITH_PATH: Final = re.compile(r"https?://(?:www\.)?([^/\s:]+)\S*", re.I)
_NOTE: Final = re.compile(
    r"(?:\[\^?(\d{1,3})\]|\((\d{1,3})\)|\^(\d{1,3})\b|↑\s?(\d{1,3})?|([¹²³⁴-⁹⁰]+))[.:]?\s*\S"
)
_BESIDE_LINKS: Final = re.compile(r"(?:\w+(?:\s\w+){0,2}\s?[::])?[\s|,;/·•–—.()\[\]-]*")
_MARK: Final = re.compile(
    r"\[(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*|[a-z]|(?:note|n)\.?\s?\d{1,3}|citation needed|\^[\w-]{1,30})\]\.?"
    r"|[¹²³⁴-⁹⁰]+"
)
_ENDED: Final = re.compile(r"[.!?…][\"”’»']?\s?\Z")
_QUOTED: Final = re.compile(r"[\"“„«].+[\"”“»][^\"“”„«»]{0,120}", re.S)
_ENDS: Final = (".", ",", ";", ":", "…", "،", "؛", '."', ".”")


def paragraphs(text: str) -> tuple[Block, ...]:
    """Part a plain text into paragraphs: at blank lines, and at line ends where lines are paragraphs.

    Lines are paragraphs where some are too long to have been broken to fit a page. O(n).
    """
    found: list[Block] = []
    for start, stop in _between(text, _BLANK):
        lines = [match.span() for match in _LINE.finditer(text, start, stop)]
        if len(lines) > 1 and any(b - a > _WRAPPED for a, b in lines):
            spans: Iterable[tuple[int, int]] = lines
        else:
            spans = ((start, stop),)
        for a, b in spans:
            block = _block(text, a, b)
            if block is not None:
                found.append(block)
    return tuple(found)


def only_links(outside: str, *, links: bool) -> bool:
    """Say whether a block is a list of links, from its words ``outside`` of links.

    Nothing but marks, and perhaps a word or three with a colon: ``Links: 1 | 2 | 3``.
    """
    return links and _BESIDE_LINKS.fullmatch(outside) is not None


def read_cues(text: str, blocks: Sequence[Block], metadata: Metadata) -> list[Region]:
    """Offer ``metadata`` what the text says about itself, and return the regions found.

    Where a region names a span that a block's role named already, it corrects that role. O(n).
    """
    roles: list[Role | None] = [block.role for block in blocks]
    regions: list[Region] = []
    head = _head(blocks)
    tail = _tail(blocks)
    for i, block in enumerate(blocks):
        if block.role is None or block.role is Role.LINKS:
            outer = i < head or i >= tail
            regions += _lines(text, block, roles, i, in_head=i < head, outer=outer, to=metadata)
    title = _title(text, blocks, roles, head, metadata)
    _repeated(text, blocks, roles, head, title)
    _headings(text, blocks, roles)
    _footnotes(text, blocks, roles)
    for block, role in zip(blocks, roles, strict=True):
        if role is None and block.quoted and _QUOTED.fullmatch(block.span.of(text)):
            role = Role.BLOCK_QUOTE
        if role is not None and role is not block.role:
            regions.append(Region(block.span, role))
    silent = [b.span for b, r in zip(blocks, roles, strict=True) if r and not r.speaks]
    regions += _marks(text, silent)
    return regions


def _lines(
    text: str,
    block: Block,
    roles: list[Role | None],
    i: int,
    *,
    in_head: bool,
    outer: bool,
    to: Metadata,
) -> list[Region]:
    """Roles of single lines; where all lines of a block have the same, the block gets it."""
    if len(block.span) > 1_200 and "\n" not in block.span.of(text):
        return []
    spans, found = [], []
    for match in _LINE.finditer(text, block.span.start, block.span.stop):
        line = match[0].strip()
        if not line:
            continue
        start = match.start() + match[0].index(line)
        spans.append(Span(start, start + len(line)))
        found.append(_line(line, block.role, in_head=in_head, outer=outer, to=to))
    if found and found[0] is not None and all(role is found[0] for role in found):
        roles[i] = found[0]
        return []
    return [Region(s, r) for s, r in zip(spans, found, strict=True) if r is not None]


def _line(line: str, role: Role | None, *, in_head: bool, outer: bool, to: Metadata) -> Role | None:
    about = line_about(line)
    if about is not None:
        to.offer(Field.TITLE, about.title, Rank.TEXT, f"text: {_shown(line)}")
        to.offer(Field.SOURCE, about.source, Rank.TEXT, f"text: {_shown(line)}")
        return about.role
    if len(line) > 250:
        return None
    if in_head and (domain := _DOMAIN.fullmatch(line)):
        to.offer(Field.SOURCE, domain[1].lower(), Rank.TEXT, f"text: link {_shown(line)}")
        return Role.METADATA
    if _ADDRESS.match(line) and all(_ADDRESS.fullmatch(word) for word in line.split()):
        if in_head and (address := _WITH_PATH.match(line)):
            to.offer(Field.SOURCE, address[1].lower(), Rank.TEXT, f"text: link {_shown(line)}")
        return Role.LINKS
    if role is Role.LINKS or not outer:
        return None
    if (date := in_words(line)) is not None and (in_head or not line[0].isdigit()):
        to.offer(Field.DATE, date, Rank.TEXT, f"text: {_shown(line)}")
        return Role.METADATA
    if not in_head:
        return None
    if (key := _KEY.fullmatch(line)) and to.offer_named(
        key[1], key[2], Rank.TEXT, f"text: {_shown(line)}"
    ):
        return Role.METADATA
    if (byline := _BYLINE.fullmatch(line)) and _is_name(byline[1]):
        to.offer(Field.AUTHOR, byline[1], Rank.TEXT, f"text: {_shown(line)}")
        return Role.METADATA
    return None


def _title(
    text: str,
    blocks: Sequence[Block],
    roles: list[Role | None],
    head: int,
    metadata: Metadata,
) -> int | None:
    """Find the block that is the title; its number."""
    known = _folded(metadata.get(Field.TITLE))
    for i in range(min(head + 1, len(blocks))):
        if roles[i] in (Role.TITLE, Role.HEADING, None):
            words = blocks[i].span.of(text)
            if roles[i] is Role.TITLE or (known and _folded(words) == known):
                roles[i] = Role.TITLE
                metadata.offer(Field.TITLE, words, Rank.TEXT, "first heading")
                return i
    if known:
        return None
    for i in range(min(head, len(blocks) - 1)):
        if roles[i] is Role.HEADING:
            return None
        if roles[i] is not None:
            continue
        words = blocks[i].span.of(text)
        if words.count("\n") <= 1 and _stands_alone(words, _TITLE_WORDS, 200):
            roles[i] = Role.TITLE
            metadata.offer(Field.TITLE, words, Rank.TEXT, "first line")
            return i
        return None
    return None


def _repeated(
    text: str,
    blocks: Sequence[Block],
    roles: list[Role | None],
    head: int,
    title: int | None,
) -> None:
    """A title said again, above the text, is what the page adds to it."""
    if title is None:
        return
    words = _folded(blocks[title].span.of(text))
    for i in range(min(head, len(blocks))):
        again = i != title and roles[i] in (None, Role.HEADING, Role.TITLE)
        if again and _folded(blocks[i].span.of(text)) == words:
            roles[i] = Role.METADATA


def _headings(text: str, blocks: Sequence[Block], roles: list[Role | None]) -> None:
    """Single short lines without a full stop that running text follows."""
    if any(block.role is Role.HEADING for block in blocks):
        return  # the format has headings of its own; what it does not name is none
    found, follows = [], 0  # the length of the next block without a role of its own
    for i in range(len(blocks) - 1, -1, -1):
        if roles[i] is not None:
            continue
        length, after = len(blocks[i].span), follows
        follows = length
        if length > 100 or after < max(80, length):
            continue
        words = blocks[i].span.of(text)
        alone = "\n" not in words and _stands_alone(words, _HEADING_WORDS, 100)
        if alone and not words.startswith(("-", "–", "—", "*", "•")):
            found.append(i)
    for i in found:
        roles[i] = Role.HEADING


def _footnotes(text: str, blocks: Sequence[Block], roles: list[Role | None]) -> None:
    """Numbered notes at the end: the longest run of them, rising, with at most what continues a note."""
    numbers = {}
    for i, block in enumerate(blocks):
        if roles[i] in (None, Role.HEADING):
            note = _NOTE.match(text, block.span.start, block.span.stop)
            if note:
                numbers[i] = next((int(n) for n in note.groups() if n and n.isascii()), 0)
    if not numbers:
        return
    first = last = max(numbers)
    if any(roles[i] is None for i in range(last + 1, len(blocks))) and last < len(blocks) - 4:
        return  # text goes on behind it: no notes at the end
    for i in sorted(numbers, reverse=True)[1:]:
        gap = sum(roles[j] in (None, Role.BLOCK_QUOTE) for j in range(i + 1, first))
        if gap > 2 or (numbers[first] and numbers[i] >= numbers[first]):
            break
        first = i
    if numbers[first] > 1 and first == last:
        return
    for i in range(first, last + 1):
        if roles[i] is None or i in numbers:
            roles[i] = Role.FOOTNOTE


def _marks(text: str, silent: Sequence[Span]) -> Iterator[Region]:
    """Footnote marks in what is said (not in the notes themselves)."""
    if text.isascii() and "[" not in text:
        return
    spans = iter(silent)
    border = next(spans, None)
    for match in _MARK.finditer(text):
        start, stop = match.span()
        while border is not None and border.stop <= start:
            border = next(spans, None)
        if border is not None and border.start <= start:
            continue
        before = text[max(0, start - 4) : start]
        if match[0][0] == "[":
            # "… to it. [1]." – where the sentence has ended before, the second full stop is the mark's.
            if match[0][-1] == "." and not _ENDED.search(before):
                stop -= 1
        elif not ((before.isalpha() and len(before) == 4) or before[-1:] in tuple('.,;!?”"’)»')):
            continue  # m² and 10³ are no footnotes
        yield Region(Span(start, stop), Role.FOOTNOTE_MARK)


def _head(blocks: Sequence[Block]) -> int:
    """The number of the first block of running text: what comes before may be about the text."""
    for i, block in enumerate(blocks[:_HEAD]):
        if len(block.span) > _RUNNING and block.role in (None, Role.BLOCK_QUOTE):
            return i
    return min(_HEAD, len(blocks))


def _tail(blocks: Sequence[Block]) -> int:
    """The number of the block after the last of running text."""
    for i in range(len(blocks) - 1, max(-1, len(blocks) - 1 - _HEAD), -1):
        if len(blocks[i].span) > _RUNNING and blocks[i].role is None:
            return i + 1
    return len(blocks)


def _block(text: str, start: int, stop: int) -> Block | None:
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    return Block(Span(start, stop)) if start < stop else None


def _between(text: str, gap: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in gap.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _stands_alone(words: str, most: int, characters: int) -> bool:
    count = len(words.split())
    return (
        len(words) <= characters
        and count <= most
        and words[0].isalnum() | (words[0] in "#“\"«„¿‘'(")
        and not words.endswith(_ENDS)
        and any(map(str.isalpha, words))
        and not words[0].islower()
    )


def _is_name(words: str) -> bool:
    """Every word begins with a capital, or in a script without capitals, and there are few of them."""
    parts = re.split(r"[\s,]+", words)
    small = {
        "and",
        "und",
        "et",
        "y",
        "de",
        "von",
        "van",
        "der",
        "den",
        "al",
        "bin",
        "la",
        "le",
        "و",
    }
    return len(parts) <= 8 and all(
        p[:1].isupper() or p in small or not p[:1].isascii() for p in parts
    )


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _shown(line: str) -> str:
    return f"“{line[:80]}”"
