"""How does a document look on the wire? ``DocumentRow``, ``DocumentOut``, …"""

from __future__ import annotations

from typing import Literal

from dissensus.web.wire.base import Id, Wire

__all__ = [
    "Copy",
    "DocumentList",
    "DocumentOut",
    "DocumentRow",
    "Facets",
    "Mentions",
    "ProvenanceOut",
    "RegionOut",
    "Sentences",
]


class DocumentRow(Wire):
    """One line of the list of texts."""

    id: Id
    title: str
    author: str
    source: str
    section: str
    type: str
    date: str
    language: str
    statements: int
    waiting: int  # suggestions
    flagged: int  # statements whose words changed in a new version


class DocumentList(Wire):
    """A window of the list of texts; ``total`` counts all that fit the filter."""

    total: int
    rows: list[DocumentRow]


class Facets(Wire):
    """How many texts there are of each source and in each language."""

    sources: dict[str, int]
    languages: dict[str, int]


class RegionOut(Wire):
    """A stretch of the text with a role: title, heading, footnote, …"""

    start: int
    stop: int
    role: str


class Copy(Wire):
    """Another document with (nearly) the same words."""

    id: Id
    title: str
    source: str
    date: str


class ProvenanceOut(Wire):
    """Where the text was read, by what, and what was doubtful."""

    location: str
    part: str
    sha256: str
    media_type: str
    reader: str
    read_at: str
    evidence: dict[str, str]
    warnings: list[str]


class DocumentOut(DocumentRow):
    """One document without its text, which is at ``/api/texts/{text}``; offsets are UTF-16."""

    notes: str
    version: int
    versions: int
    text: str  # SHA-256 of the text: its address, and it never changes
    length: int
    direction: Literal["ltr", "rtl"]
    regions: list[RegionOut]
    pages: list[int]
    copies: list[Copy]
    provenance: ProvenanceOut | None


class Sentences(Wire):
    """Where the sentences of a text start and stop, in UTF-16."""

    starts: list[int]
    stops: list[int]


class Mentions(Wire):
    """Where names and aliases of the codebook stand in a text, in UTF-16, and which entities they mean."""

    starts: list[int]
    stops: list[int]
    entities: list[str]
