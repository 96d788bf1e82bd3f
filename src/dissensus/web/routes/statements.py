"""``/api/documents/{document}/statements``: what is coded in a text, and what was left behind"""

from __future__ import annotations

import json

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from dissensus.store import versions
from dissensus.web.quotations import quoted
from dissensus.web.statements import of_document
from dissensus.web.wire.base import Id
from dissensus.web.wire.statements import Quotations, StatementsOut
from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["statements"])

    @routes.get("/documents/{document}/statements", response_model=StatementsOut)
    def statements(document: Id) -> Response:
        """Return the statements of a text in reading order."""
        with desk.store.read() as connection:
            versions.numbers(connection, document)  # or there is no such document
        last, rows = of_document(desk, document)
        told = {"last": last, "statements": rows}
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        return Response(body, media_type="application/json")

    @routes.get("/documents/{document}/left-behind", response_model=Quotations)
    def left_behind(document: Id) -> Response:
        """Return, in their words, the statements that stand on an earlier version of a text."""
        with desk.store.read() as connection:
            current = max(versions.numbers(connection, document))
        _, rows = of_document(desk, document)
        found = quoted(desk, [row["id"] for row in rows if row["version"] != current])
        return JSONResponse({"total": len(found), "rows": found})

    return routes
