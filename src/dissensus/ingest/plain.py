"""What does a plain text say? ``READER``

A text is taken as it stands; its regions are marked, nothing is cut. One that is written in Markdown is
handed to the Markdown reader, whatever its file is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dissensus.ingest import markdown
from dissensus.ingest.charset import decode
from dissensus.ingest.cues import paragraphs
from dissensus.ingest.draft import Drafted, finished
from dissensus.ingest.metadata import Metadata
from dissensus.ingest.reader import FORMATS, Limits, Reader
from dissensus.model.document import Document, Source
from dissensus.text.canonical import canonicalize

__all__ = ["READER", "PlainReader"]


class PlainReader:
    """Reads plain text in any charset."""

    name = "plain"
    version = "1"  # counted up when the same bytes give another text or other regions
    media_types = FORMATS["plain"].media_types
    suffixes = FORMATS["plain"].suffixes

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield the one document that a text is."""
        decoded = decode(data, name=source.location)
        source = replace(source, charset=decoded.charset, media_type=self.media_types[0])
        metadata = Metadata()
        metadata.evidence["charset"] = decoded.how
        if markdown.looks_like_markdown(decoded.text):
            yield markdown.document(decoded.text, source, metadata, limits=limits)
            return
        canonical = canonicalize(decoded.text)
        drafted = Drafted(canonical.text, canonical.origin, paragraphs(canonical.text))
        yield finished(
            drafted, metadata, source=source, reader=self.name, version=self.version, limits=limits
        )


READER: Final[Reader] = PlainReader()
