"""How do notes go over the wire? ``noted``"""

from __future__ import annotations

from collections.abc import Iterable

from dissensus.model.span import Span
from dissensus.store import versions
from dissensus.store.notes import Note
from dissensus.text.anchor import remap
from dissensus.web.wire.notes import NoteOut, On
from dissensus.web.workbench import Workbench

__all__ = ["noted"]


def noted(desk: Workbench, notes: Iterable[Note]) -> list[NoteOut]:
    """Return notes as a browser reads them; those on words of an older version go along with the words."""
    texts: dict[str, dict[int, str]] = {}
    found = []
    for note in notes:
        version, start, stop, quotation = 0, None, None, ""
        if note.span is not None:
            if note.document_id not in texts:
                with desk.store.read() as connection:
                    texts[note.document_id] = versions.numbers(connection, note.document_id)
            hashes = texts[note.document_id]
            version = max(hashes)
            now, then = desk.text(hashes[version]), desk.text(hashes[note.version])
            quotation = note.span.of(then.body)
            span: Span | None = note.span
            if note.version != version:
                (span,) = remap(then.body, now.body, [note.span])
            if span is not None:
                start, stop = now.offsets.span_to_utf16(span)
        found.append(
            NoteOut(
                id=note.id,
                on=On.model_validate({"table": note.table, "id": note.row_id}),
                document=note.document_id,
                version=version,
                start=start,
                stop=stop,
                quotation=quotation,
                body=note.body,
                coder=note.coder,
                created=note.created,
            )
        )
    return found
