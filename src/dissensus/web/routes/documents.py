"""``/api/documents``, ``/api/texts``: the list of texts, one text, its statements"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from dissensus.web.workbench import Workbench

__all__ = ["router"]


def router(desk: Workbench) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/api", tags=["documents"])

    @routes.get("/texts/{text}", response_class=PlainTextResponse)
    def text(text: str) -> PlainTextResponse:
        """Return a text; under this address it never changes."""
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return PlainTextResponse(desk.text(text).body, headers=headers)

    return routes
