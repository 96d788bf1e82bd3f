"""What do the entries of an RSS or Atom feed say? ``READER``

Every entry is a document of its own, found again by its identity or link. A feed that is not well-formed
gives what can be read of it, with a warning.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import feedparser

from dissensus.errors import IngestError
from dissensus.ingest.draft import Draft, finished
from dissensus.ingest.flow import Flow
from dissensus.ingest.fragment import add_markup, parse_html
from dissensus.ingest.metadata import Field, Metadata, Rank
from dissensus.ingest.reader import FORMATS, Limits
from dissensus.model.document import Document, Role, Source
from dissensus.model.moment import Moment
from dissensus.model.span import OffsetMap

__all__ = ["READER"]

# Entities that stand for entities (bombs) or for something elsewhere (spies).
_UNSAFE_ENTITY: Final = re.compile(
    rb"<!ENTITY\s+(?:%\s+)?[^\s>]+\s+(?:SYSTEM\b|PUBLIC\b|[\"'][^\"']*&\w|[\"'][^\"'>]{2000})", re.I
)
_DOCTYPE_WITHIN: Final = 65_536
_BLANK: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class FeedReader:
    """Reads RSS 0.9 to 2.0, RDF and Atom files."""

    name: str = "feed"
    version: str = f"feedparser {feedparser.__version__}"
    media_types: tuple[str, ...] = FORMATS["feed"].media_types
    suffixes: tuple[str, ...] = FORMATS["feed"].suffixes

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        """Yield a document for each entry that has words, in the order of the feed.

        Raises ``IngestError`` for a file without readable entries, with more than ``limits`` allow, or
        that defines entities as bombs do.
        """
        name = source.location
        if _UNSAFE_ENTITY.search(data[:_DOCTYPE_WITHIN]):
            raise IngestError(
                f"{name} defines entities, as bombs and spies do.",
                remedy="Do not trust this feed; if you do, remove its DOCTYPE.",
            )
        # Addresses stay as they are, and nothing is shown in a browser: no need to clean.
        feed: Any = feedparser.parse(
            io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False
        )
        entries: list[Any] = feed.entries
        if not entries:
            raise IngestError(f"{name} {_fault(feed)}.", remedy="Download the feed again.")
        if len(entries) > limits.max_entries:
            raise IngestError(
                f"{name} has {len(entries):,} entries; {limits.max_entries:,} are allowed.",
                remedy="Split it, or allow more entries.",
            )
        media_type = self.media_types[1 if str(feed.version).startswith("atom") else 0]
        source = replace(source, charset=str(feed.get("encoding") or ""))
        documents: list[Document] = []
        left_out: list[str] = []
        first: IngestError | None = None
        for number, entry in enumerate(entries, 1):
            metadata = _described(entry, feed)
            part = str(entry.get("id") or entry.get("link") or f"entry {number}")
            what = f"Entry {number} of {name}"
            try:
                draft = _drafted(entry, metadata.get(Field.TITLE), what, limits)
                document = finished(
                    # Its characters come escaped, often twice: the text is its own source.
                    replace(draft.done(), origin=OffsetMap()),
                    metadata,
                    source=replace(source, part=part),
                    reader=self.name,
                    version=self.version,
                    limits=limits,
                    media_type=media_type,
                )
            except IngestError as error:
                left_out.append(f"Entry {number} of the feed was left out: {error.found}")
                first = first or error
            else:
                documents.append(document)
        if first is not None and not documents:
            raise IngestError(
                f"None of the entries of {name} can be read, {len(entries)} in all. {first.found}",
                remedy="Some feeds hold links only: add the pages they lead to.",
            )
        documents[0] = _warned(documents[0], left_out)
        yield from documents


READER: Final = FeedReader()


def _fault(feed: Any) -> str:
    if feed.bozo:
        words = " ".join(str(feed.get("bozo_exception", "")).split())[:200]
        return f"is a broken feed without a readable entry ({words})"
    return "is a feed without entries" if feed.version else "is no RSS or Atom feed"


def _drafted(entry: Mapping[str, Any], title: str, what: str, limits: Limits) -> Draft:
    draft = Draft()
    flow = Flow(draft)
    if title:
        flow.begin(Role.TITLE)
        flow.add(title)
        flow.end()
    bodies = entry.get("content") or [entry.get("summary_detail") or {}]
    body = max(bodies, key=lambda found: len(found.get("value") or ""))
    words = str(body.get("value") or "")
    if not words.strip():
        return draft
    if body.get("type") == "text/plain":
        for paragraph in _BLANK.split(words):
            flow.begin()
            flow.add(paragraph)
        flow.end()
    else:
        add_markup(parse_html(words, what), flow, what, limits=limits)
    return draft


def _described(entry: Mapping[str, Any], feed: Any) -> Metadata:
    """What the entry says of itself, else the feed of its entries."""
    metadata = Metadata()
    if feed.bozo:
        words = " ".join(str(feed.get("bozo_exception", "")).split())[:200]
        metadata.warnings.append(f"The feed is not well-formed; entries may be missing ({words}).")
    metadata.offer(Field.TITLE, _plain(entry, "title"), Rank.PROPERTIES, "feed entry: title")
    metadata.offer(Field.AUTHOR, entry.get("author"), Rank.PROPERTIES, "feed entry: author")
    for name in ("published", "updated"):
        if name not in entry:  # asked by get, feedparser passes one off as the other
            continue
        stated = entry[name]
        # As it is written, so that its precision is kept; else what feedparser makes of it.
        if stated and not metadata.offer(
            Field.DATE, str(stated), Rank.PROPERTIES, f"feed entry: {name}"
        ):
            parsed = entry.get(f"{name}_parsed")
            day = Moment.of(date(*parsed[:3])) if parsed else None
            metadata.offer(Field.DATE, day, Rank.PROPERTIES, f"feed entry: {name}")
    outlet = _plain(feed.feed, "title")
    metadata.offer(Field.SOURCE, outlet, Rank.PROPERTIES, "feed: title")
    details = [*(entry.get("content") or []), entry.get("summary_detail") or {}]
    for detail in details:
        metadata.offer(
            Field.LANGUAGE, detail.get("language"), Rank.PROPERTIES, "feed entry: language"
        )
    metadata.offer(Field.LANGUAGE, feed.feed.get("language"), Rank.PROPERTIES, "feed: language")
    return metadata


def _warned(document: Document, warnings: Sequence[str]) -> Document:
    provenance = document.provenance
    if provenance is None or not warnings:
        return document
    warned = replace(provenance, warnings=(*provenance.warnings, *warnings))
    return replace(document, provenance=warned)


def _plain(holder: Mapping[str, Any], name: str) -> str:
    """A title as words; feeds may write it as HTML."""
    words = str(holder.get(name) or "")
    detail = holder.get(f"{name}_detail") or {}
    if detail.get("type", "text/plain") != "text/plain" and ("<" in words or "&" in words):
        try:
            words = str(parse_html(words, name).text_content())  # type: ignore[attr-defined]
        except IngestError:
            return ""  # tags without a word between them
    return words
