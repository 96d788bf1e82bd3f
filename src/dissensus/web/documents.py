"""How does a document go over the wire? ``listed``, ``described``"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from dissensus.errors import NotFound
from dissensus.model.document import Provenance
from dissensus.store import documents, listing, versions
from dissensus.store.listing import Wanted
from dissensus.text.direction import direction
from dissensus.web.workbench import Workbench

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["described", "listed"]

_FIRST: Final = 1_000  # rows: the first windows of a list need no sorting of all
_TABLES: Final = frozenset({"document"})
_CODED: Final = frozenset({"document", "statement"})


def listed(desk: Workbench, wanted: Wanted, offset: int, limit: int) -> dict[str, Any]:
    """Return a window of the list of texts as a ``DocumentList``."""
    bound = _FIRST if offset + limit <= _FIRST else None

    def read(connection: Connection) -> tuple[int, list[str]]:
        ids = listing.ordered(connection, wanted, limit=bound)
        full = bound is not None and len(ids) == bound
        return listing.number(connection, wanted) if full else len(ids), ids

    tables = _CODED if wanted.by_coding else _TABLES
    total, ids = desk.kept(("listed", wanted, bound), tables, read)
    with desk.store.read() as connection:
        rows = listing.lines(connection, ids[offset : offset + limit])
    return {"total": total, "rows": [asdict(row) for row in rows]}


def described(desk: Workbench, document_id: str) -> dict[str, Any]:
    """Return one document as a ``DocumentOut``. Cost: O(regions); its text is read once."""
    with desk.store.read() as connection:
        head = documents.head(connection, document_id)
        if head.trashed:
            raise NotFound(
                f"The text {head.document.title!r} lies in the trash.", remedy="Take it out first."
            )
        (line,) = listing.lines(connection, [document_id])
        copies = listing.copies(connection, document_id)
        number = len(versions.numbers(connection, document_id))
    document, text = head.document, desk.text(head.text_hash)
    to_utf16 = text.offsets.to_utf16
    return {
        **asdict(line),
        "notes": document.notes,
        "version": document.version,
        "versions": number,
        "text": head.text_hash,
        "length": to_utf16(len(text.body)),
        "direction": direction(text.body),
        "regions": [
            {"start": a, "stop": b, "role": region.role.value}
            for region in document.regions
            for a, b in [text.offsets.span_to_utf16(region.span)]
        ],
        "pages": [to_utf16(page) for page in document.pages],
        "copies": [
            dict(zip(("id", "title", "source", "date"), copy, strict=True)) for copy in copies
        ],
        "provenance": _provenance(document.provenance),
    }


def _provenance(provenance: Provenance | None) -> dict[str, Any] | None:
    if provenance is None:
        return None
    source = provenance.source
    return {
        "location": source.location,
        "part": source.part,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "reader": f"{provenance.reader} {provenance.reader_version}".strip(),
        "read_at": provenance.read_at.isoformat(),
        "evidence": dict(provenance.evidence),
        "warnings": list(provenance.warnings),
    }
