"""How do statements and documents go out as tables? ``write_events``, ``write_documents``"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from dissensus.events import STATEMENT, VOICES, EventList
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.tables import write_table
from dissensus.model.document import Document, text_hash
from dissensus.model.statement import Voice

__all__ = ["DOCUMENT_COLUMNS", "VOICE_CHAIN", "write_documents", "write_events"]

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
    "part": pl.String,  # which entry of a feed, which row of a table
    "source_sha256": pl.String,
    "source_size": pl.Int64,
    "media_type": pl.String,
    "charset": pl.String,
    "reader": pl.String,
    "reader_version": pl.String,
    "read_at": pl.String,
    "evidence": pl.String,  # JSON: where each piece of metadata was found
    "warnings": pl.String,  # JSON list
    "layout": pl.String,  # JSON: regions, pages, and the map back to the text that was read
    "text_sha256": pl.String,
    "text": pl.String,
}
VOICE_CHAIN: Final = "statement.voice_chain"  # JSON: [name, author|outlet|quoted|reported] of each


def write_events(
    events: EventList,
    path: str | Path,
    *,
    manifest: Manifest,
    voices: Mapping[str, Sequence[Voice]] | None = None,
) -> Path:
    """Write statements as they are in the event list, a row each, in canonical order.

    ``voices`` (by statement) adds the column ``statement.voice_chain``: names with how each is heard. The suffix names the
    format: ``.csv``, ``.tsv``, ``.jsonl`` or ``.parquet``. Spans are code points in the document's text,
    half-open. Raises ``ExchangeError`` for another suffix. Cost: O(cells).
    """
    frame = events.frame
    if voices is not None:
        chains = {s: _json([(v.name, v.kind.value) for v in c]) for s, c in voices.items()}
        column = pl.col(STATEMENT).replace_strict(chains, default=None, return_dtype=pl.String)
        after = frame.get_column_index(VOICES) + 1
        frame = frame.select(
            *frame.columns[:after], column.alias(VOICE_CHAIN), *frame.columns[after:]
        )
    return write_table(frame, path, manifest=manifest)


def write_documents(documents: Iterable[Document], path: str | Path, *, manifest: Manifest) -> Path:
    """Write documents with their texts, a row each, in the order given.

    Formats and errors are those of ``write_events``. Cost: O(characters).
    """
    return write_table(
        pl.DataFrame([_row(d) for d in documents], schema=DOCUMENT_COLUMNS),
        path,
        manifest=manifest,
    )


def _row(d: Document) -> dict[str, object]:
    row: dict[str, object] = {
        name: getattr(d, name)
        for name in ("id", "version", "title", "author", "source", "section", "type", "language")
    }
    row |= {
        "date": str(d.date) if d.date else None,
        "group": d.group,
        "notes": d.notes,
        "quotation_only": d.quotation_only,
        "layout": _json(
            {
                "regions": [[r.span.start, r.span.stop, r.role.value] for r in d.regions],
                "pages": d.pages,
                "here": d.origin.here,
                "there": d.origin.there,
            }
        ),
        "text_sha256": text_hash(d.text),
        "text": d.text,
    }
    if d.provenance is not None:
        source = d.provenance.source
        row |= {
            "location": source.location,
            "part": source.part,
            "source_sha256": source.sha256,
            "source_size": source.size,
            "media_type": source.media_type,
            "charset": source.charset,
            "reader": d.provenance.reader,
            "reader_version": d.provenance.reader_version,
            "read_at": d.provenance.read_at.isoformat(),
            "evidence": _json(dict(d.provenance.evidence)),
            "warnings": _json(d.provenance.warnings),
        }
    return row


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
