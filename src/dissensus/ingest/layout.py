"""Which lines of a printed page form a paragraph, and which are furniture? ``laid_out``

A PDF knows glyphs and places, nothing more. Paragraphs are told by gaps, indents and short last lines;
headings by larger or bolder type; notes by smaller type and a number at the foot of a page; running
headers, footers and page numbers by standing at the same height on several pages. A paragraph that goes
on over a page break stays one; what stands between its halves is moved before or behind it, so that no
sentence is cut and every word keeps its page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from dissensus.model.document import Role

__all__ = ["Line", "Paragraph", "joint", "laid_out", "vocabulary"]

_MARGIN_ROWS: Final = 3  # of a page, above and below, that may be furniture
_SAME_ROW: Final = 2.0  # points by which lines of a row may differ in height
_SAME_HEIGHT: Final = 6.0  # points by which furniture may move from page to page
_LARGE: Final = 1.15  # type of a heading, as a multiple of the body's
_SMALL: Final = 0.93  # type of a note, likewise
_HEADING_WORDS: Final = 30

_NUMBER: Final = re.compile(r"\d+|\b[ivxlc]+\b", re.I)
_PAGE: Final = re.compile(
    r"(?:(?:page|p\.|seite|s\.|página|pág\.|صفحه)\s?)?[-–—\[(|]?\s?(?:\d{1,4}|[ivxlc]{1,6})\s?[-–—\])|]?"
    r"(?:\s?(?:/|of|von|de|sur|از)\s?\d{1,4})?",
    re.I,
)
_NOTE: Final = re.compile(r"(?:\[?(\d{1,3})(?!\d)[\].)]?|[*†‡§])\s*\S")
_LEADER: Final = re.compile(r"(?:[.…]\s?){4,}\s*\w+$")  # the dots of a table of contents
_BULLET: Final = re.compile(r"(?:[•▪■●◦‣*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_ENDED: Final = re.compile(r"[.!?:;…؟][\"'”’»)\]]*$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type: its words, and its box in points from the lower left corner of its page.

    ``page`` counts from 0. ``broken`` says that a hyphen parts its last word (the hyphen is not in
    ``text``). ``marks`` are the ranges of raised digits in ``text``.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    broken: bool = False
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, in reading order."""

    lines: tuple[Line, ...]
    role: Role | None = None


@dataclass(slots=True)
class _Page:
    header: list[Line]
    body: list[Paragraph]
    notes: list[Paragraph]
    footer: list[Line]


def laid_out(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Part the lines of all pages, given in reading order, into paragraphs with roles. O(n log n)."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    size = _body_size(lines)
    leading = _leading(lines, size)
    parted = [_parted(*_unfurnished(page, found), size, leading) for page, found in _margins(pages)]
    return _titled(_woven(parted), size)


def vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """All words that stand unbroken in these lines, in lower case; see ``joint``."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line.text))


def joint(before: Line, after: Line, known: frozenset[str]) -> str:
    """Return what comes between two lines of a paragraph: a space, a hyphen, or nothing.

    A word broken at a hyphen is mended where it goes on in lower case, unless the document elsewhere
    writes it with the hyphen and nowhere without.
    """
    if not before.broken:
        return " "
    left, right = _LAST_WORD.search(before.text), _FIRST_WORD.match(after.text)
    if left is None or right is None or not right[0][0].islower():
        return "-"
    mended, hyphened = (left[0] + right[0]).lower(), f"{left[0]}-{right[0]}".lower()
    return "-" if hyphened in known and mended not in known else ""


def _body_size(lines: Sequence[Line]) -> float:
    """The type in which most characters are set."""
    weight: Counter[float] = Counter()
    for line in lines:
        weight[round(line.size * 2) / 2] += len(line.text)
    return max(weight.most_common(1)[0][0], 0.5)


def _leading(lines: Sequence[Line], size: float) -> float:
    """The usual distance of two lines of the body."""
    steps = [
        a.bottom - b.bottom
        for a, b in pairwise(lines)
        if a.page == b.page and 0.5 * size < a.bottom - b.bottom < 3 * size
    ]
    # Few pages hold more gaps than lines; the lower half is the lines.
    return median(sorted(steps)[: len(steps) // 2 + 1]) if steps else 1.2 * size


def _margins(pages: Sequence[Sequence[Line]]) -> list[tuple[Sequence[Line], set[Line]]]:
    """For each page, the lines at its margins that come back on other pages at the same height."""
    seen: defaultdict[tuple[str, bool], list[list[Line]]] = defaultdict(list)
    furniture: set[Line] = set()
    for page in pages:
        rows = _rows(page)
        if len(pages) == 1:
            furniture.update(_page_number(rows))
        for row in rows[:_MARGIN_ROWS]:
            seen[_key(row), True].append(row)
        for row in rows[_MARGIN_ROWS:][-_MARGIN_ROWS:]:
            seen[_key(row), False].append(row)
    needed = 2 if len(pages) <= 3 else 3
    for found in seen.values():
        height = median(row[0].bottom for row in found)
        level = [row for row in found if abs(row[0].bottom - height) <= _SAME_HEIGHT]
        if len({row[0].page for row in level}) >= needed:
            furniture.update(line for row in level for line in row)
    return [(page, {line for line in page if line in furniture}) for page in pages]


def _page_number(rows: Sequence[list[Line]]) -> list[Line]:
    """The number of a document's only page, which stands apart in its first or last row."""
    for row, other in ((rows[-1], rows[-2]), (rows[0], rows[1])) if len(rows) > 2 else ():
        apart = abs(row[0].bottom - other[0].bottom) > 1.8 * row[0].size
        if apart and len(row) == 1 and _PAGE.fullmatch(row[0].text.strip()):
            return row
    return []


def _rows(page: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand beside each other, from left to right; the rows from above."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: -line.bottom):
        if rows and rows[-1][0].bottom - line.bottom < _SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _key(row: Sequence[Line]) -> str:
    words = " ".join(line.text for line in row)
    return _NUMBER.sub("#", words.casefold()).strip()


def _unfurnished(
    page: Sequence[Line], furniture: set[Line]
) -> tuple[list[Line], list[Line], list[Line]]:
    """The header, the rest, and the footer of a page."""
    rest = [line for line in page if line not in furniture]
    if not rest:
        return list(page), [], []
    middle = (max(line.bottom for line in rest) + min(line.bottom for line in rest)) / 2
    header = [line for line in page if line in furniture and line.bottom >= middle]
    footer = [line for line in page if line in furniture and line.bottom < middle]
    return header, rest, footer


def _parted(
    header: list[Line], rest: list[Line], footer: list[Line], size: float, leading: float
) -> _Page:
    body, notes = _without_notes(rest, size)
    right: dict[int, float] = {}
    for line in body:
        column = round(line.left / 30)
        right[column] = max(right.get(column, 0.0), line.right)
    grouped: list[list[Line]] = []
    for line in body:
        if grouped and not _breaks(grouped[-1], line, leading / size, right):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    plain = sum(not line.bold for line in body)
    return _Page(
        header,
        [Paragraph(tuple(group), _role(group, size, plain > len(body) / 2)) for group in grouped],
        notes,
        footer,
    )


def _without_notes(rest: list[Line], size: float) -> tuple[list[Line], list[Paragraph]]:
    """Part off the notes at the foot of a page: small type that begins with a number."""
    first = len(rest)
    while first and rest[first - 1].size <= _SMALL * size:
        first -= 1
    while first < len(rest) and not _NOTE.match(rest[first].text):
        first += 1
    notes: list[list[Line]] = []
    number = 0
    for line in rest[first:]:
        mark = _NOTE.match(line.text)
        if mark and mark[1] and number and int(mark[1]) != number + 1:
            return rest, []  # notes are counted; a listing in small type is not
        if mark or not notes:
            notes.append([])
            number = int(mark[1]) if mark and mark[1] else number
        notes[-1].append(line)
    return rest[:first], [Paragraph(tuple(note), Role.FOOTNOTE) for note in notes]


def _breaks(group: list[Line], line: Line, spacing: float, right: dict[int, float]) -> bool:
    """Say whether a new paragraph begins with ``line``; ``spacing`` is leading per type size."""
    last = group[-1]
    if _LEADER.search(last.text):
        return True
    if abs(line.size - last.size) > 0.1 * last.size or line.bold != last.bold:
        return True
    if last.broken:
        return False
    down = last.bottom - line.bottom
    if abs(down) < 0.4 * line.size:
        return False  # the same row, parted by a wide space
    if down < 0:
        return not _goes_on(last, line)  # the next column
    if down > 1.3 * spacing * line.size or _BULLET.match(line.text):
        return True
    step = line.left - last.left
    if step > 0.8 * line.size and not (len(group) == 1 and _BULLET.match(last.text)):
        return True
    if step < -0.8 * line.size and len(group) > 1:
        return True
    edge = right.get(round(last.left / 30), last.right)
    short = last.right < edge - 0.15 * (edge - last.left)
    return short and bool(_ENDED.search(last.text))


def _goes_on(last: Line, first: Line) -> bool:
    """Say whether a paragraph that reaches the foot of a column goes on at the head of the next."""
    if last.broken:
        return True
    if abs(last.size - first.size) > 0.1 * last.size or last.bold != first.bold:
        return False
    return not _ENDED.search(last.text) and not _BULLET.match(first.text)


def _role(group: list[Line], size: float, plain: bool) -> Role | None:
    words = sum(len(line.text.split()) for line in group)
    if words > _HEADING_WORDS or not any(c.isalpha() for line in group for c in line.text):
        return None
    if _LEADER.search(group[-1].text):
        return Role.LINKS
    if all(line.size >= _LARGE * size for line in group):
        return Role.HEADING
    if plain and all(line.bold for line in group) and not group[-1].text.endswith((".", ",", ";")):
        return Role.HEADING
    return None


def _woven(pages: Sequence[_Page]) -> list[Paragraph]:
    """Put the pages together; the furniture never stands between the halves of a paragraph."""
    out: list[Paragraph] = []
    open_: Paragraph | None = None
    for i, page in enumerate(pages):
        body = list(page.body)
        header = [Paragraph((line,), Role.BOILERPLATE) for line in page.header]
        foot = page.notes + [Paragraph((line,), Role.BOILERPLATE) for line in page.footer]
        if open_ is not None:
            out.append(Paragraph(open_.lines + body.pop(0).lines))
            open_ = None
        out += header
        following = pages[i + 1].body if i + 1 < len(pages) else []
        if body and following and _flows(body[-1], following[0]):
            open_ = body.pop()
        out += body + foot
    return out


def _flows(last: Paragraph, first: Paragraph) -> bool:
    running = last.role is None and first.role is None
    return running and _goes_on(last.lines[-1], first.lines[0])


def _titled(paragraphs: list[Paragraph], size: float) -> list[Paragraph]:
    """The largest heading of the first page is the title, if no later one is as large."""
    headings = [p for p in paragraphs if p.role is Role.HEADING]
    if not headings:
        return paragraphs
    largest = max(headings, key=lambda p: p.lines[0].size)
    equals = [p for p in headings if p.lines[0].size >= 0.98 * largest.lines[0].size]
    if largest.lines[0].page or len(equals) > 1 or largest.lines[0].size < _LARGE * size:
        return paragraphs
    return [Paragraph(p.lines, Role.TITLE) if p is largest else p for p in paragraphs]
