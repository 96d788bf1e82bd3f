"""How does what a reader found become a document? ``Draft``, ``Block``, ``finished``

A reader puts a text together from pieces, block by block, each with its role and, where the source has
characters that can be counted, its offset there. Blocks are parted by a blank line. What comes out is the
canonical text, the map back, and the regions, all of which refer to each other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from dissensus.errors import IngestError
from dissensus.ingest.cues import Block, read_cues
from dissensus.ingest.metadata import Field, Metadata, Rank
from dissensus.ingest.reader import Limits
from dissensus.model.document import Document, Provenance, Region, Role, Source
from dissensus.model.span import OffsetMap, Span
from dissensus.text.canonical import Piece, compose
from dissensus.text.language import detect

__all__ = ["Draft", "Drafted", "finished"]

_SAMPLE: Final = 2_000  # characters from which the language is told
_SURE: Final = 0.95  # confidence from which the text is believed rather than what it is said to be
_ENOUGH: Final = 200  # characters, likewise


@dataclass(frozen=True, slots=True)
class Drafted:
    """A canonical text with its map back, its blocks, and the regions and pages known so far."""

    text: str
    origin: OffsetMap = field(default_factory=OffsetMap)
    blocks: tuple[Block, ...] = ()
    regions: tuple[Region, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(slots=True)
class _Open:
    """A block in the making: which pieces it has, and what is known of it."""

    role: Role | None
    quoted: bool
    first: int
    stop: int = -1


@dataclass(slots=True)
class Draft:
    """A text in the making.

    ``block()`` begins a paragraph, ``add()`` puts words into it, ``page()`` begins a page. ``done()``
    gives the text. Cost: linear in the characters.
    """

    _pieces: list[Piece] = field(default_factory=list)
    _marks: list[tuple[int, Role]] = field(default_factory=list)
    _blocks: list[_Open] = field(default_factory=list)
    _pages: list[int] = field(default_factory=list)
    _pages_due: int = 0

    def block(self, role: Role | None = None, *, gap: str = "\n\n", quoted: bool = False) -> None:
        """Begin a block; ``gap`` parts it from the one before.

        ``quoted`` says that the source sets it off as somebody's words (all in italics, say), short of
        calling it a quotation.
        """
        self._close()
        if self._blocks:
            self._pieces.append(Piece(gap))
        self._blocks.append(_Open(role, quoted, len(self._pieces)))

    def add(
        self,
        text: str,
        at: int | None = None,
        *,
        length: int | None = None,
        role: Role | None = None,
    ) -> None:
        """Add words to the block; a ``role`` is theirs alone. ``at`` and ``length`` as in ``Piece``."""
        if not text:
            return
        if not self._blocks:
            self.block()
        self._begin_pages()
        if role is not None:
            self._marks.append((len(self._pieces), role))
        self._pieces.append(Piece(text, at, length))

    def page(self) -> None:
        """Begin a page with the next words; a page without words begins where the next one does."""
        self._pages_due += 1

    def done(self) -> Drafted:
        """Compose the canonical text, and say where its blocks, regions and pages lie."""
        self._close()
        self._begin_pages()
        made = compose(self._pieces)
        starts = _starts(made.spans)
        blocks, regions = [], []
        for block in self._blocks:
            span = _stripped(made.text, starts[block.first], starts[block.stop])
            if span is None:
                continue
            blocks.append(Block(span, block.role, block.quoted))
            if block.role is not None:
                regions.append(Region(span, block.role))
        for piece, role in self._marks:
            span = _stripped(made.text, starts[piece], starts[piece + 1])
            if span is not None:
                regions.append(Region(span, role))
        pages = tuple(starts[piece] for piece in self._pages)
        return Drafted(made.text, made.origin, tuple(blocks), tuple(regions), pages)

    def _begin_pages(self) -> None:
        self._pages += [len(self._pieces)] * self._pages_due
        self._pages_due = 0

    def _close(self) -> None:
        if self._blocks and self._blocks[-1].stop < 0:
            self._blocks[-1].stop = len(self._pieces)


def finished(
    drafted: Drafted,
    metadata: Metadata,
    *,
    source: Source,
    reader: str,
    version: str,
    limits: Limits,
    media_type: str = "",
) -> Document:
    """Make the document: read the cues in its text, settle its language, write down its provenance.

    Raises ``IngestError`` if the text has no words or more characters than ``limits`` allow.
    """
    text = drafted.text
    if len(text) > limits.max_text_characters:
        raise IngestError(
            f"{source.location} holds {len(text):,} characters; {limits.max_text_characters:,} are allowed.",
            remedy="Split it, or allow longer texts.",
        )
    if not any(character.isalnum() for character in itertools.islice(text, 10_000)) and not any(
        map(str.isalnum, text)
    ):
        raise IngestError(f"{source.location} holds no text.", remedy="There is nothing to add.")
    regions = _sorted((*drafted.regions, *read_cues(text, drafted.blocks, metadata)))
    _settle_language(_running(text, regions), metadata)
    provenance = Provenance(
        source=replace(source, media_type=media_type or source.media_type),
        reader=reader,
        reader_version=version,
        read_at=datetime.now(UTC).replace(microsecond=0),
        evidence=metadata.evidence,
        warnings=tuple(metadata.warnings),
    )
    return Document(
        text=text,
        date=metadata.date,
        provenance=provenance,
        regions=regions,
        pages=drafted.pages,
        origin=drafted.origin,
        **metadata.fields(),  # type: ignore[arg-type]
    )


def _settle_language(sample: str, metadata: Metadata) -> None:
    """Tell the language from the text unless somebody named it; a page's own claim must fit its text."""
    claimed = metadata.get(Field.LANGUAGE)
    if claimed and metadata.ranks[Field.LANGUAGE] < Rank.PROPERTIES:
        return
    detected = detect(sample)
    sure = detected.confidence >= _SURE and len(sample) >= _ENOUGH
    if not detected.language or claimed == detected.language or (claimed and not sure):
        return
    evidence = f"detected from the text, confidence {detected.confidence:.2f}"
    if claimed:
        metadata.warnings.append(
            f"The language is given as {claimed} ({metadata.evidence['language']}), but the text"
            f" reads as {detected.language}."
        )
        del metadata.ranks[Field.LANGUAGE]
    metadata.offer(Field.LANGUAGE, detected.language, Rank.FILE_NAME, evidence)


def _starts(spans: tuple[Span | None, ...]) -> list[int]:
    """Where each piece begins, and where the last one ends; of one that vanished, where it would."""
    starts, end = [], 0
    for span in spans:
        starts.append(end)
        if span is not None:
            end = span.stop
    return [*starts, end]


def _stripped(text: str, start: int, stop: int) -> Span | None:
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop) if start < stop else None


def _sorted(regions: Iterable[Region]) -> tuple[Region, ...]:
    """In order of the text, the wider first; of two roles for one span, the later named holds."""
    by_span = {region.span: region for region in regions}
    return tuple(
        by_span[span] for span in sorted(by_span, key=lambda span: (span.start, -span.stop))
    )


def _running(text: str, regions: tuple[Region, ...]) -> str:
    """A sample of what the author says, without what stands around it."""
    sample, at = [], 0
    for region in regions:
        if region.role.speaks or region.span.start < at:
            continue
        sample.append(text[at : region.span.start])
        at = region.span.stop
        if at > _SAMPLE:
            break
    sample.append(text[at : at + _SAMPLE])
    return "".join(sample)[:_SAMPLE]
