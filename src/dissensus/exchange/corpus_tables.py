"""How do statements and documents go out as tables? ``write_events``, ``write_documents``"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import polars as pl

from dissensus.events import EventList
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.tables import write_table
from dissensus.model.document import Document, text_hash

__all__ = ["DOCUMENT_COLUMNS", "write_documents", "write_events"]

DOCUMENT_COLUMNS: Final = {
    "id": pl.String,
    "version": pl.Int64,
    "title": pl.String,
    "author": pl.String,
    "source": pl.String,
    "section": pl.String,
    "type": pl.String,
    "date": pl.String,  # ISO, as exactly as known
    "language": pl.String,
    "group": pl.String,
    "notes": pl.String,
    "quotation_only": pl.Boolean,
    "location": pl.String,
    "source_sha256": pl.String,
    "text_sha256": pl.String,
    "text": pl.String,
}


def write_events(events: EventList, path: str | Path, *, manifest: Manifest) -> Path:
    """Write statements as they are in the event list, a row each, in canonical order.

    The suffix names the format: ``.csv``, ``.tsv``, ``.jsonl`` or ``.parquet``. Spans are code points in the
    document's text, half-open. Raises ``ExchangeError`` for another suffix. Cost: O(cells).
    """
    return write_table(events.frame, path, manifest=manifest)


def write_documents(documents: Iterable[Document], path: str | Path, *, manifest: Manifest) -> Path:
    """Write documents with their texts, a row each, in the order given.

    Formats and errors are those of ``write_events``. Cost: O(characters).
    """
    rows = [
        (
            d.id,
            d.version,
            d.title,
            d.author,
            d.source,
            d.section,
            d.type,
            str(d.date) if d.date else None,
            d.language,
            d.group,
            d.notes,
            d.quotation_only,
            d.provenance.source.location if d.provenance else None,
            d.provenance.source.sha256 if d.provenance else None,
            text_hash(d.text),
            d.text,
        )
        for d in documents
    ]
    return write_table(
        pl.DataFrame(rows, schema=DOCUMENT_COLUMNS, orient="row"), path, manifest=manifest
    )
