"""``/api/notes``: what coders noted on a row, or beside a text"""

from __future__ import annotations

from fastapi import APIRouter

from dissensus.errors import CodebookError
from dissensus.store import notes
from dissensus.web.notes import noted
from dissensus.web.wire.base import Id, Line
from dissensus.web.wire.notes import Notes
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/api", tags=["notes"])

    @routes.get("/notes")
    def read(table: Line = "", id: Id | None = None, document: Id | None = None) -> Notes:  # noqa: A002
        """Return the notes on one row, or all that belong to a text."""
        with desk.store.read() as connection:
            if document is not None:
                found = notes.of_document(connection, document)
            elif table and id is not None:
                found = notes.on(connection, table, id)
            else:
                raise CodebookError(
                    "Notes of what?", remedy="Ask with a table and an identity, or with a document."
                )
        return Notes(notes=noted(desk, found))

    return routes
