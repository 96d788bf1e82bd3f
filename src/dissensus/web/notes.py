"""How do notes go over the wire? ``noted``"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from dissensus.model.span import Span
from dissensus.store import versions
from dissensus.store.notes import Note
from dissensus.text.anchor import remap
from dissensus.web.wire.notes import NoteOut, On
from dissensus.web.workbench import Workbench

__all__ = ["noted"]

_NOWHERE: Final[dict[str, Any]] = {"version": 0, "start": None, "stop": None, "quotation": ""}


def noted(desk: Workbench, notes: Iterable[Note]) -> list[NoteOut]:
    """Return notes as a browser reads them; those on words of an older version go along with the words.

    Cost: O(notes), and for each older version that notes are about, what ``remap`` says.
    """
    notes = list(notes)
    places = _places(desk, notes)
    return [
        NoteOut(
            id=note.id,
            on=On.model_validate({"table": note.table, "id": note.row_id}),
            document=note.document_id,
            **places.get(note.id, _NOWHERE),
            body=note.body,
            coder=note.coder,
            created=note.created,
        )
        for note in notes
    ]


def _places(desk: Workbench, notes: Iterable[Note]) -> dict[str, dict[str, Any]]:
    """Return where the words stand that notes are about; each two versions are compared once."""
    standing: dict[tuple[str, int], list[tuple[str, Span]]] = {}
    for note in notes:
        if note.span is not None:
            standing.setdefault((note.document_id, note.version), []).append((note.id, note.span))
    found: dict[str, dict[str, Any]] = {}
    for (document_id, version), spans in standing.items():
        with desk.store.read() as connection:
            hashes = versions.numbers(connection, document_id)
        current = max(hashes)
        now, then = desk.text(hashes[current]), desk.text(hashes[version])
        moved = remap(then.body, now.body, [span for _, span in spans])
        for (note_id, was), span in zip(spans, moved, strict=True):
            start, stop = now.offsets.span_to_utf16(span) if span else (None, None)
            quotation = was.of(then.body)
            place = {"version": current, "start": start, "stop": stop, "quotation": quotation}
            found[note_id] = place
    return found
