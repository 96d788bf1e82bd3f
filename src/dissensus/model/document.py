"""What is a text and where does it come from? ``Document``, ``Source``, ``Provenance``, ``Region``"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from dissensus.model.identity import new_id
from dissensus.model.moment import Moment
from dissensus.model.span import OffsetMap, Span

__all__ = ["Document", "Provenance", "Region", "Role", "Source", "text_hash"]


class Role(StrEnum):
    """What a stretch of text does in its document; what is not named is running text."""

    TITLE = "title"
    HEADING = "heading"
    BLOCK_QUOTE = "block quote"
    CAPTION = "caption"
    TABLE = "table"
    FOOTNOTE = "footnote"
    FOOTNOTE_MARK = "footnote mark"
    LINKS = "links"
    METADATA = "metadata"
    BOILERPLATE = "boilerplate"

    @property
    def speaks(self) -> bool:
        """Say whether the words of such a region are part of what the author says."""
        return self in (Role.TITLE, Role.HEADING, Role.BLOCK_QUOTE)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the canonical text with a role of its own."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes that were read: where they lay and what they were."""

    location: str  # a path as the user wrote it, or a URL
    sha256: str
    size: int
    media_type: str
    charset: str = ""
    part: str = ""  # which entry of a feed, which row of a table


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a text came out of its source, and where each piece of its metadata was found."""

    source: Source
    reader: str
    reader_version: str
    read_at: datetime
    evidence: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with its metadata; its canonical text is never edited, a change is a new version.

    ``source`` is the outlet, as in DNA; ``provenance.source`` is where the bytes lay. ``pages`` are the
    offsets at which the pages of a paged document begin.
    """

    text: str
    title: str = ""
    author: str = ""
    source: str = ""
    section: str = ""
    type: str = ""
    date: Moment | None = None
    language: str = ""
    notes: str = ""
    provenance: Provenance | None = None
    regions: tuple[Region, ...] = ()
    pages: tuple[int, ...] = ()
    origin: OffsetMap = field(default_factory=OffsetMap)
    quotation_only: bool = False
    group: str = ""  # near-duplicate texts share one
    version: int = 1
    id: str = field(default_factory=new_id)

    def page_of(self, offset: int) -> int | None:
        """Return the page, counted from 1, on which ``offset`` stands; None if there are no pages."""
        return bisect_right(self.pages, offset) or None if self.pages else None


def text_hash(text: str) -> str:
    """Return the SHA-256 of a canonical text in UTF-8: the address under which it is stored."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
