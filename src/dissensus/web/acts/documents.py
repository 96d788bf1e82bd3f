"""Changing what is known about a text: ``DocumentEdit``"""

from __future__ import annotations

from typing import Literal

from dissensus.errors import CodebookError, Conflict, NotFound
from dissensus.model.coder import Permission
from dissensus.model.moment import Moment
from dissensus.store import documents, history
from dissensus.web.acts.command import Command, Done, agreed, opened, short
from dissensus.web.wire.base import Id, Line, Wire, Words
from dissensus.web.workbench import Workbench

__all__ = ["DocumentEdit", "DocumentFields", "edit_document"]


class DocumentFields(Wire):
    """Fields of a document; those left out are not meant. ``date`` as exactly as known, or empty."""

    title: Line = ""
    author: Line = ""
    source: Line = ""
    section: Line = ""
    type: Line = ""
    date: Line = ""
    language: Line = ""
    notes: Words = ""


class DocumentEdit(Command):
    """Change fields of a document from what the browser saw (``was``) to what they shall be."""

    kind: Literal["document"]
    document: Id
    was: DocumentFields
    now: DocumentFields


def edit_document(command: DocumentEdit, desk: Workbench) -> Done:
    """Change a document; ``Conflict`` if a field to be changed is no longer what the browser saw."""
    now = command.now.told()
    if now.get("date"):
        now["date"] = _date(now["date"])
    with opened(desk, command, "edit document", "", Permission.CODE) as act:
        row = history.rows_by_id(act.connection, "document", [command.document])
        if not row:
            raise NotFound("There is no such text any more.", remedy="Its import was undone.")
        theirs = row[command.document]
        if theirs["trashed"]:
            raise Conflict("The text lies in the trash.", remedy="Take it out first.")
        told = {"id": theirs["id"]} | {name: theirs[name] for name in documents.METADATA}
        agreed(command.was.told(), now, told)
        act.summarize(short(title) if (title := now.get("title") or theirs["title"]) else "")
        documents.edit(act, command.document, now)
    return Done(id=command.id, last=act.seq or desk.last(), summary=act.summary)


def _date(text: str) -> str:
    try:
        return str(Moment.parse(text))
    except ValueError:
        raise CodebookError(
            f"{text!r} is not a date.", remedy="Write it as 2019, 2019-06 or 2019-06-05."
        ) from None
