"""Noting something on anything: ``WriteNote``"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dissensus.errors import CodebookError, NotFound
from dissensus.model.coder import Permission
from dissensus.store import notes, versions
from dissensus.web.acts.command import Command, Done, agreed, opened, own, short
from dissensus.web.notes import noted
from dissensus.web.wire.base import Id, Offset, Words
from dissensus.web.wire.notes import On
from dissensus.web.workbench import Workbench

__all__ = ["WriteNote", "write_note"]


class WriteNote(Command):
    """Make a note, or change one from what the browser saw (``was``); without words it goes to the trash.

    ``start`` and ``stop`` are the words of a document that a new note is about, in ``version`` of its text.
    """

    kind: Literal["note"]
    note: Id
    on: On
    version: Annotated[int, Field(ge=1, le=2**31)] | None = None
    start: Offset | None = None
    stop: Offset | None = None
    was: Words = ""
    body: Words


def write_note(command: WriteNote, desk: Workbench) -> Done:
    """Write a note; ``Conflict`` if it no longer says what the browser saw."""
    body = command.body if command.body.strip() else ""
    with opened(desk, command, "note", "", Permission.CODE) as act:
        there = notes.by_id(act.connection, command.note)
        version, span = command.version, None
        if there is not None:
            own(desk, there.coder)
            said = "" if there.trashed else there.body
            if said not in (command.was, body):
                theirs = noted(desk, [there])[0].model_dump(mode="json") | {"body": said}
                agreed({"body": command.was}, {"body": body}, theirs)
        elif command.start is not None or command.stop is not None:
            if command.on.table != "document" or command.start is None or command.stop is None:
                raise CodebookError(
                    "These are no words that a note can be about.",
                    remedy="Of a text, say where they start and where they stop.",
                )
            texts = versions.numbers(act.connection, command.on.id)
            version = version or max(texts)
            if version not in texts:
                raise NotFound(f"The text has no version {version}.", remedy="Reload it.")
            text = desk.text(texts[version])
            span = text.offsets.span_from_utf16(command.start, command.stop)
            span.of(text.body)
        act.summarize(short(body) if body else "taken away")
        notes.write(
            act,
            command.note,
            body,
            table=command.on.table,
            row_id=command.on.id,
            version=version,
            span=span,
        )
    return Done(id=command.id, last=act.seq or desk.last(), summary=act.summary)
